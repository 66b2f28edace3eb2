## Crisis lines
crisis-group = { $group ->
    [region_officers] Officers' lines in your region
    [nation_officers] Officers' lines for the whole country
    [other_region_officers] Officers' lines for one region
    [crisis] Crisis lines
    [text] Text lines
    [emergency] Emergency
    [other_help] Other help. These are not crisis lines
    [pool] Added by your pool
   *[closed] Closed now
}
crisis-no-lines = No checked crisis line for this place is in this app. Your phone can still call the emergency number of the country you are in.
crisis-choose-country = Your country is not set, so you see the lines of all countries. Some numbers work only inside their own country.
crisis-nothing-fits = No line we know fits all that you chose. Here are the general lines that we have.
crisis-need = { $need ->
    [officer] For officers
    [veteran] For veterans and the military
    [family] For families
    [suicide] Thoughts of suicide
    [trauma] Things that were hard to see
    [alcohol] Alcohol and drugs
    [spanish] In Spanish
    [text_only] I want to write, not talk
   *[deaf] I am deaf or hard of hearing
}
crisis-where-country = For { $country }.
crisis-where-region = For { $region } only.
crisis-where-any = For any country.
crisis-kind = { $kind ->
    [emergency] Emergency number.
    [crisis] Crisis line.
    [crisis_peer] Crisis line made for officers.
    [crisis_referral] Crisis line that finds help for you.
    [peer] Line where a colleague talks with you.
    [referral] Not a crisis line. It tells you where to find help.
    [support] Not a crisis line. It is a support service.
    [treatment] Not a crisis line. It is a treatment service.
   *[directory] Not a crisis line. It is a list of services.
}
crisis-audience = { $audience ->
    [aboriginal_torres_strait_islander] Aboriginal and Torres Strait Islander people
    [corrections] corrections staff
    [ems] ambulance staff
    [family] families
    [firefighters] firefighters
    [first_responders] first responders
    [health_workers] health workers
    [law_enforcement] police officers
    [law_enforcement_afp_vic] federal police in Victoria
    [law_enforcement_nypd] New York City police officers
    [law_enforcement_vicpol] Victoria Police
    [military] military
    [nurses] nurses
    [police_staff] police staff
    [public] everybody
    [retired_first_responders] retired first responders
    [retired_law_enforcement] retired officers
    [retired_law_enforcement_nypd] retired New York City officers
    [service_members] service members
    [survivor_families] families of the fallen
    [veterans] veterans
   *[volunteers] police volunteers
}
crisis-made-for = Made for: { $list }.
crisis-made-for-not-known = Who it is made for: not known.
crisis-topic = { $topic ->
    [officer] police work
    [veteran] military service
    [family] family
    [suicide] thoughts of suicide
    [trauma] things that were hard to see or live through
    [alcohol_drugs] alcohol and drugs
    [domestic_violence] violence at home
    [disaster] disasters
    [lgbtq] LGBTQ+ life
    [youth] young people
    [general] any worry
   *[deaf] for deaf people
}
crisis-topics = You can talk about: { $list }.
crisis-topics-not-known = What you can talk about: not known.
crisis-who-answers = Who answers: { $who }
crisis-who-answers-not-known = Who answers: not known.
crisis-police = { $answer ->
    [yes] Police may be sent: yes. They may be your own colleagues.
    [no] Police may be sent: no, the line says it never does this.
    [only_in_imminent_danger] Police may be sent: not normally. If a life is in danger, emergency services may be called, or others told, without your consent.
   *[not_known] Police may be sent: not known.
}
crisis-anonymous = { $answer ->
    [yes] You need not say who you are. Your number may still be visible.
    [yes_number_too] You need not say who you are.
    [no] You cannot stay unnamed.
   *[not_known] Whether you can stay unnamed: not known.
}
crisis-your-number = { $answer ->
    [shown] Your number: they can see it.
    [may_be_seen] Your number: they may see it.
    [not_seen] Your number: they say that the person who answers does not see it.
    [no_phone] Your number: you do not call or text here, so it does not show.
   *[not_known] Whether they see your number: not known. Most phones show it to whoever they call or text.
}
crisis-cost-not-known = What it costs: not known.
crisis-confidentiality-not-known = What they keep private: not known. You can ask at the start.
crisis-languages = Languages: { $list }.
crisis-languages-not-known = Languages: not known.
crisis-added-by-pool = Added by your pool.
crisis-press = After they answer, press { $digits }. { $says }
crisis-keyword = Send the word { $word }.
crisis-leads-to = In { $language }.
crisis-no-phone = No phone or text number is known. Use the web page.
crisis-hours-always = Day and night, every day.
crisis-hours-not-known = Hours: not known.
crisis-hours-zone-not-known = Its time zone is not known, so we cannot say if it is open now.
crisis-open = Open now.
crisis-open-until = Open now, until { $at } ({ $zone }).
crisis-closed = Closed now. When it opens next: not known.
crisis-closed-until = Closed now. Opens { $at } ({ $zone }).
crisis-open-not-known = Open now: not known.
crisis-at-weekday = { $day } at { $time }
crisis-at-date = { $date } at { $time }
crisis-holidays-differ = On holidays its hours differ, and we do not know the holidays there.
crisis-holidays-not-known = Its hours on public holidays: not known.
crisis-day-open = { $day }: { $spans }
crisis-day-closed = { $day }: closed
crisis-day-not-known = { $day }: not known
crisis-zone = { $city } time
crisis-week-zone = These hours are in { $zone }.
crisis-checked-own-page = Read on the organisation's own page.
crisis-checked-pages = { $count ->
    [1] Read on one published page. We cannot say that it is the organisation's own.
   *[other] Read on { $count } published pages. We cannot say that one is the organisation's own.
}
crisis-checked-general = This is general knowledge. No page was read.
crisis-checked-on = Newest dated source: { $date }.
crisis-checked-age = { $years ->
    [0] That is less than a year old.
    [1] That is more than a year old.
   *[other] That is more than { $years } years old.
}
crisis-checked-no-date = We looked it up on { $date }. The source has no date, so its age is not known.
crisis-called = A person called it to check.
crisis-not-called = Nobody has called it to check.
