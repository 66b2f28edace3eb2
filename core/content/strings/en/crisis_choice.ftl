## Crisis choice
label-choice-call = Call a line
label-choice-text = Text a line
label-choice-peer = A peer, now
label-choice-plan = My safety plan
label-choice-emergency = Emergency number
crisis-choice-peer = { $peer ->
    [not_open] Open the app to ask a peer.
    [locked] Unlock to ask a peer.
    [no_card] This phone has no card of a peer team, so it cannot ask a peer. Please call a line.
    [not_ready] A peer cannot be asked now. Please call a line.
    [limits_first] Before the first time, read what stays between you and a peer. Then you can ask.
    [nobody] No peer can be asked right now. Please call a line.
    [under_way] You have asked for a peer. See how it stands. You can call a line at the same time.
   *[can_ask] You can ask a peer now. A peer cannot send help.
}
crisis-choice-plan = { $plan ->
    [not_open] Open the app to see your plan.
    [none] There is no plan on this phone yet.
    [locked] Unlock to see your plan, if you have one.
   *[readable] Your plan is here.
}
crisis-choice-emergency = The emergency number can send help at once. It may bring your own colleagues.
crisis-choice-emergency-not-known = This app holds no emergency number for this place. Call the one of the country you are in. It may bring colleagues.
