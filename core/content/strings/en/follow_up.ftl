## Follow-ups
follow-up-intro = You set these. Each is one short notice that says nothing. You can move one, or end them all, with one tap. Nobody else is told.
follow-up-none = No reminder is set.
follow-up-after = { $what ->
    [contact] After a talk on { $date }
    [incident] After a hard call on { $date }
   *[self_check] After a self-check on { $date }
}
follow-up-length = { $unit ->
    [hours] { $count ->
        [one] An hour after
       *[other] { $count } hours after
    }
    [days] { $count ->
        [one] A day after
        [7] A week after
       *[other] { $count } days after
    }
   *[months] { $count ->
        [one] A month after
        [12] A year after
       *[other] { $count } months after
    }
}
follow-up-own-time = At a time you chose
follow-up-at = { $date }, { $time }
follow-up-due = It is time: how are you now?
follow-up-calendar-title = Reminder
follow-up-calendar-ask = A calendar may be shared, and may be copied to a server. The title says only what you let it say.
peer-reminder-ask = Ask the officer first if you may check in. Set this only if they say yes. It holds a time and no name. They can tell you at any time to stop. Then end it here with one tap.
duty-on-break-until = You are on a break until { $time }. Nobody is sent to you, and nothing new is shown.
duty-on-break = You are on a break until you end it. Nobody is sent to you, and nothing new is shown.
duty-break-ask = A break is fine. You go off call. Finish or give back what you hold first. Nobody is told why. Others see only that you are off call, at the next quarter of an hour.
label-follow-ups = My reminders
label-follow-up-set = Remind me
label-follow-up-move = Move
label-follow-up-end = End this one
label-follow-up-end-all = End them all
label-follow-up-calendar = Put in my calendar
label-peer-reminder = Remind me to check in
label-peer-agreed = They said yes
label-break = I need a break
label-break-end = End my break
label-break-check = How is the load?
label-follow-up-when = When
label-follow-up-calendar-title = Its title there. Leave it empty for a plain word
label-break-day = For one day
label-break-week = For one week
label-remind-after = What shall they come after?
label-after-talk = A talk
label-after-incident = A hard call
label-after-check = A check of myself
label-hour-earlier = An hour earlier
label-hour-later = An hour later
label-day-earlier = A day earlier
label-day-later = A day later
label-week-later = A week later
