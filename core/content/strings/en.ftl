# Sentences of the core, English. One id a line, the same ids and arguments in every catalogue.
# Plain and short, reading grade 8 or less, no clinical talk. Ids that begin with "label-" are fixed labels of the screens.

## Small parts of other sentences
weekday = { $day ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
date-day = { $month } { $day }, { $year }
date-month = { $month } { $year }
language-name = { $tag ->
    [en] English
    [es] Spanish
    [fr] French
    [ga] Irish
    [mi] Māori
    [cy] Welsh
    [zh] Chinese
    [vi] Vietnamese
    [ase] American Sign Language, by video
    [bfi] British Sign Language, by video
   *[other] { $tag }
}

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
crisis-no-lines = We know no crisis line for the place you chose. Your phone can still call the emergency number of the country you are in.
crisis-choose-country = Your country is not set, so you see the lines of all countries. Some numbers work only inside their own country.
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
    [no] You cannot stay unnamed.
   *[not_known] Whether you can stay unnamed: not known.
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

## Peers
role-name = { $role ->
    [officer] officer
    [detective] detective
    [supervisor] supervisor
    [dispatcher] dispatcher
    [corrections] corrections
    [civilian] civilian staff
    [retired] retired
    [family] family member
    [chaplain] chaplain
   *[clinician] clinician
}
topic-name = { $topic ->
    [critical_incident] critical incident
    [shooting] shooting
    [death_on_duty] death on duty
    [child_case] case with a child
    [injury] injury
    [illness] illness
    [alcohol_drugs] alcohol or drugs
    [relationship] relationship
    [family] family
    [grief] grief
    [suicide_of_colleague] suicide of a colleague
    [suicidal_thoughts] thoughts of suicide
    [stress] stress
    [sleep] sleep
    [money] money
    [career] career
    [complaint_or_inquiry] complaint or inquiry
    [retirement] retirement
    [moral_injury] acting against my values
    [harassment] harassment
   *[other] something else
}
modality-name = { $modality ->
    [call] call
    [text] text
   *[meet] meet in person
}
peer-roles = In the service: { $list }.
peer-roles-not-known = In the service: not known.
peer-experience = Has lived through: { $list }.
peer-experience-not-known = Has lived through: not known.
peer-topics = Ready to talk about: { $list }.
peer-topics-not-known = Ready to talk about: not known.
peer-languages = Speaks: { $list }.
peer-reached-by = You can: { $list }.
peer-reached-by-not-known = How to reach: not known.
peer-on-call = On call now.
peer-off-call = Not on call now.

## Limits
limits-role = A peer is a colleague. A peer is not a counsellor or clinician.
limits-where = These rules hold in { $place }.
limits-source = Source: { $source }
limits-layer = { $layer ->
    [statute] The law.
    [agency] Your agency's own rule.
   *[programme] A rule of the peer programme.
}

## Asking for a peer
ask-deadline = If nobody has answered within { $minutes } minutes, this screen says so and puts the lines first. They are one tap away the whole time.
ask-on-call = { $count ->
    [0] As far as this phone knows, nobody is on call now. Others can still be asked.
    [one] One peer is on call.
   *[other] You ask one of about { $count } peers on call.
}
ask-counted = { $minutes ->
    [0] Counted just now.
    [one] Counted 1 minute ago.
   *[other] Counted { $minutes } minutes ago.
}
ask-never-counted = How many peers are on call is not known yet.
ask-cannot-send-help = A peer cannot send help while you stay unnamed. In danger, call a line or the emergency number.
ask-app-is-visible = On a phone or network of your agency it shows that this app is there.
ask-address-is-visible = The relay sees the internet address of your phone when you ask. Its program does not write it down.
request-sending = Your request is on its way.
request-not-sent-yet = Not sent yet: call a line if you do not want to wait. This phone goes on trying.
request-waiting = Peers are being asked. Nobody has answered yet.
request-next-step = { $minutes ->
    [one] In about a minute more peers are asked.
   *[other] In about { $minutes } minutes more peers are asked.
}
request-left = { $minutes ->
    [0] Less than a minute is left.
    [one] One minute is left.
   *[other] { $minutes } minutes are left.
}
request-late = Nobody has answered in time. Please call a line. If a peer still answers, you see it here.
request-answered = { $name } has answered.
request-answered-no-name = A peer has answered.
request-number-visible = When you call, your number may show on the peer's phone.
request-number-shared = You have shared your number with this peer.
request-no-luck = No luck? Take the next peer, or call a line.
request-ended = { $end ->
    [not_sent] Your request was not sent. Please call a line.
    [refused] The relay does not take your request. Please call a line, and get a new card from your peer team.
    [withdrawn] You have taken your request back.
    [expired] Nobody has answered in time. Please call a line, or ask those who were not asked yet.
    [nobody_left] None of the peers who were asked can come. Please call a line, or ask those who were not asked yet.
   *[completed] Done. We hope it helped.
}
request-nobody-to-ask = Nobody can be asked right now. Nothing was sent. Please call a line.
request-few-keys = The relay shows fewer peers than this phone knew before. It may be hiding some.

## A peer on duty
duty-on-call-until = You are on call until { $time }.
duty-off-call = You are off call. Nothing new is shown.
duty-trouble = { $trouble ->
    [not_published] Officers cannot reach you yet: no relay has taken today's key.
    [not_in_directory] Officers cannot reach you: the directory does not list your phone. Ask your coordinator.
   *[another_phone] Officers may not reach you: another phone uses your card. Ask your coordinator.
}
offer-open = Somebody asks for a peer.
offer-claiming = You have taken it. Whether you were first is not known yet.
offer-held-unseen = You have it. The officer has not seen your answer yet.
offer-held-seen = The officer has your answer.
offer-number = The officer shared a number: { $phone }
offer-topics = About: { $list }.
offer-topics-none = About: not said.
offer-wishes = Would like: { $list }.
offer-wishes-none = Would like: not said.
offer-language = Speaks: { $language }.
offer-left = { $minutes ->
    [0] Open for less than a minute.
    [one] Open for one more minute.
   *[other] Open for { $minutes } more minutes.
}
offer-over = { $over ->
    [taken] Somebody else was first. Thank you.
    [released] You gave it back. The next peer is asked.
    [passed_on] The officer asks the next peer.
    [withdrawn] The officer took the request back.
    [expired] Its time is over.
   *[completed] The officer says it is done. Thank you.
}
wish-name = { $wish ->
    [call] a call
    [text] a text
    [meet] to meet
    [outside_my_agency] somebody outside my agency
    [same_gender] somebody of the same gender
    [veteran] a veteran
    [faith] somebody of faith
    [same_rank] somebody of the same rank
   *[language] somebody who speaks my language
}

## The first screen
home-locked = Unlock your phone to see your request. The lines are here.
home-pack-ends = { $days ->
    [one] Your pool's list of peers is good for one more day at most.
   *[other] Your pool's list of peers is good for { $days } more days at most.
}
home-pack-expired = Your pool's list of peers is out of date, so nobody can be asked. Please call a line, and tell your peer team.
home-clock-wrong = This phone's clock is wrong by about { $minutes } minutes. Please set it right.

## Fixed labels of the screens
label-crisis = Crisis lines
label-call = Call
label-text = Text
label-chat = Chat
label-web = Web page
label-not-known = Not known
label-peer = Ask for a peer
label-directory = Peers
label-limits = What stays between you
label-limits-accept = I have read this
label-ask-anyone = Ask anyone who can come
label-ask-chosen = Ask this peer
label-others-may-follow = Others may be asked after them
label-withdraw = Take my request back
label-next-peer = Next peer
label-done = Done
label-share-number = Share my number
label-on-call = Go on call
label-off-call = Go off call
label-take = I can take this
label-not-now = Not me
label-give-back = Give it back
label-quick-exit = Leave at once
label-lines-now = Lines, now
