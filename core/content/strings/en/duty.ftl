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
label-until-ended = Until I end it
