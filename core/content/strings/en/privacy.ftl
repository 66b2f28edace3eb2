## Privacy: who sees what
label-privacy = Privacy
label-privacy-seen = What others see
label-privacy-kept = What is on this phone
label-privacy-can = Can see
label-privacy-cannot = Cannot see
label-erase = Erase
label-erase-everything = Erase everything
privacy-alone = What you do alone in this app is never sent to anyone.
privacy-party = { $party ->
    [agency] Your agency
    [relay] Whoever runs the relay
    [coordinator] Whoever leads the peer team
    [peer] The peer who answers
   *[phone_company] Your phone company
}
privacy-sees = { $row ->
    [agency_app] On a phone or network of its own, your agency can see that this app is there.
    [agency_contact] On its network it can see when your phone talks to the relay, and how much.
    [agency_read] It cannot read what you ask, whom you ask, or what a peer answers.
    [agency_files] It cannot read the app's files while your phone is locked.
    [relay_address] It can see the internet address of your phone while you ask.
    [relay_course] It can see that someone in the pool asks, when, and how it goes on.
    [relay_peers] It can see which peers are on call, and until when.
    [relay_read] It cannot read your request, the answer, or a phone number.
    [relay_name] It cannot tell from what is sent which member you are.
    [coordinator_card] They may know that they gave you a card.
    [coordinator_asked] They are not told that you asked.
    [coordinator_relay] They may run the relay too. Then they see what it sees.
    [peer_reads] The peer can read the topics you chose, your wishes, the language, and when you asked.
    [peer_name] The peer cannot see your name or your agency in the request.
    [peer_number] The peer can see your number if you share it or call.
    [phone_calls] It can see each call and text: the number, when, and how long.
    [phone_contact] On its network it can see when your phone talks to the relay.
   *[phone_read] It cannot read what you ask in this app.
}
privacy-why = { $row ->
    [agency_app] A phone or network of theirs is in their hands. They can also record the screen of their phone. Use your own.
    [agency_contact] A request goes out at the moment you ask. The crisis lines need no network.
    [agency_read] It is sealed on this phone, and the way to the relay is sealed too.
    [agency_files] They are sealed with a key of your phone.
    [relay_address] Each call on the internet shows it. The relay's program does not write it down.
    [relay_course] It has to pass your request from round to round.
    [relay_peers] Peers tell it with their key for the day.
    [relay_read] Only the peers who are asked have the keys to open it.
    [relay_name] All members show the same card, and each request has new keys.
    [coordinator_card] A card is the same for all members. It does not say who used it.
    [coordinator_asked] Nothing is sent to them.
    [coordinator_relay] Ask them who runs it.
    [peer_reads] That is what you chose to send, with the number of the limits that you read.
    [peer_name] The request has no field for a name. A voice or a story can still tell who you are.
    [peer_number] A call shows your number. The peer's number comes to you in the same sealed way.
    [phone_calls] That is how calls are made. It may be on your bill.
    [phone_contact] Your phone goes through its network.
   *[phone_read] It is sealed on this phone.
}
## Privacy: what is on this phone
privacy-area = { $area ->
    [requests] Your requests
    [exclusions] Whom you left out
    [limits] The limits you read
    [myself] Your agency
    [pool] Your peer team
    [duty] Your duty as a peer
    [self_checks] Your self-checks
    [coping] Your tools
    [safety_plan] Your safety plan
    [follow_ups] Your follow-ups
   *[written] The app's own notes
}
privacy-area-what = { $area ->
    [requests] The request you made last, its answer, and what still has to be sent.
    [exclusions] The peers, agencies and roles that you do not want to meet.
    [limits] Which limits you read, and when.
    [myself] The name of your agency, if you gave it, and a random number that puts peers in an order of your own.
    [pool] The card of your peer team, and the keys that peers gave out for each day.
    [duty] Your card and keys as a peer, when you are on call, and the requests you saw.
    [self_checks] The forms you filled in, and their results.
    [coping] Which tools you used, and what helped.
    [safety_plan] What you wrote in your plan.
    [follow_ups] When you want to be reminded, and of what.
   *[written] When the files were last written. It is there on every phone, used or not.
}
privacy-rows = { $count ->
    [0] Nothing is kept here now.
    [one] One entry is kept.
   *[other] { $count } entries are kept.
}
privacy-rows-locked = Unlock to see how much is kept.
privacy-file = { $file ->
    [officer] What is yours. It is sealed with a key of your phone, and can be read while the phone is unlocked.
    [duty] What a peer's phone needs. It is sealed with a key of your phone.
    [packs] Lists that were fetched: peers, limits, lines. They are sealed too.
    [plan] Your plan, so that it can be read while locked, as you chose. It is sealed with a key of its own.
   *[settings] Your country, your language, the app's lock, name and buzz. This file is not sealed.
}
## Privacy: erasing
privacy-erase-all-title = Erase everything?
privacy-erase-all = All that this app keeps on this phone is erased: what you wrote, your card, your settings. The keys go first.
privacy-erase-for-good = You cannot get it back.
privacy-erase-all-stays = The app stays on the phone until you remove it. The crisis lines still work.
privacy-erase-while-asking = You are still asking for a peer. Take your request back first, or peers may call and not reach you.
privacy-erase-while-on-duty = You are still on duty as a peer. Go off call first, or someone may wait for you.
privacy-erase-area-title = Erase this? { $name }
privacy-erase-means = { $area ->
    [exclusions] Then those you left out can see your next request.
    [limits] Then you read the limits again before you ask.
    [pool] Then this phone cannot ask a peer until it reads a card again.
    [duty] Then this phone is not a peer's phone any more.
   *[other] Nothing else is erased.
}
privacy-erase-not-while-asking = Not now: you are still asking for a peer, or the end of your request is still to be sent. Take it back first.
privacy-erase-not-on-duty = Not now: you are on call, or a request is with you. Go off call first.
privacy-erase-with-everything = This goes with everything else only.
## The one neutral notice
notice-title = Reminder
notice-text = There is something new.
