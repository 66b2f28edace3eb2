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
label-feedback = Only for you: how bad is it now, 0 to 10?
label-feedback-keep = Keep this number on this phone
