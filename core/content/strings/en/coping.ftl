## Coping tools
coping-group = { $group ->
    [calm] Calm down now
    [body] Loosen your body
    [after_work] Between calls and after the shift
    [sleep] Sleep
    [thoughts] Thoughts that go round
    [incident] After a bad incident
   *[others] For somebody else
}
coping-takes = { $minutes ->
    [one] About a minute
   *[other] About { $minutes } minutes
}
coping-rounds = { $count ->
    [one] One round
   *[other] { $count } rounds
}
coping-own-pace = At your own pace
coping-rate = { $whole }.{ $tenth } breaths a minute
coping-caution = { $caution ->
    [driving_or_call] Never while you drive, and never on a call.
    [dizzy] Stop if you feel dizzy. Breathe as you like.
    [breath_holds] This one holds the breath. Leave it if you are pregnant, if you have heart or lung disease, or if it makes you panic.
    [breath_focus] If it makes panic worse to watch your breath, stop.
    [sore_parts] Leave out any part that hurts.
    [too_much] Stop if it stirs up too much.
    [drowsy] Do not drive if you can hardly stay awake.
    [notes] A court or your agency may order you to hand over what you write, on this phone or on paper. Write no facts of an incident. You can delete what this app keeps.
   *[danger] If you may harm yourself or somebody else, call a line first.
}
coping-instead = Take this one instead: { $name }
coping-how-sure = { $how ->
    [read] We read the sources named here.
    [named] We did not read all of the sources. Those that we read name the rest.
    [partly] We read some of the sources. The rest is general knowledge that we did not read.
   *[general_knowledge] This is general knowledge. We read no source for it.
}
coping-source = { $what }
coping-source-by = { $what } ({ $by })
coping-source-in = { $what } ({ $year })
coping-source-by-in = { $what } ({ $by }, { $year })
coping-source-status = { $status ->
    [read] Read by us, or its summary.
    [named] Not read by us. A source that we read names it.
   *[general_knowledge] Not read by us. General knowledge.
}
coping-licence = In our own words. Licence: { $licence }
coping-still-breath = { $seconds ->
    [one] { $cue }. One second more. Round { $round } of { $rounds }.
   *[other] { $cue }. { $seconds } seconds more. Round { $round } of { $rounds }.
}
coping-still-step = { $seconds ->
    [one] { $cue }. One second more. Step { $step } of { $steps }.
   *[other] { $cue }. { $seconds } seconds more. Step { $step } of { $steps }.
}
coping-still-own-pace = { $cue }. Go on when you are ready. Step { $step } of { $steps }.
coping-left-minutes = { $minutes ->
    [one] One minute left
   *[other] { $minutes } minutes left
}
coping-left-seconds = { $seconds ->
    [one] One second left
   *[other] { $seconds } seconds left
}
coping-paused = Paused. It waits for you.
coping-done = Done
coping-done-caption = That was it. Take a moment before you get up.
coping-helped = { $lower ->
    [0] None of { $uses } uses left you with a lower number.
   *[other] Your number was lower after { $lower } of { $uses } uses. Other things may have helped too.
}
coping-helped-few = { $uses ->
    [one] { $lower ->
        [0] From 1 use: your number was not lower after it. One use says little.
       *[other] From 1 use: your number was lower after it. One use says little.
    }
   *[other] { $lower ->
        [0] From { $uses } uses: your number was never lower after it. So few say little.
       *[other] From { $uses } uses: your number was lower after { $lower }. So few say little.
    }
}
coping-felt = Before: { $before }. After: { $after }.
coping-what-helped-none = There is nothing to learn from yet. It takes a number before and after, kept by you.
coping-what-helped-locked = Unlock the phone to see what helped you. The tools are here.
coping-last-caffeine = No caffeine after { $time }.
coping-earliest-up = Sleep until { $time } if you can. Then you are awake for no more than four hours before the shift.
coping-nap-alarm = Set the alarm for { $time }.
coping-drive-from = Do not drive before { $time }. It takes a while to wake up.
coping-tired = { $tired ->
    [little_sleep] You slept less than six hours in the last day. Do not drive if you can help it. Get a ride or nap first.
    [long_duty] You have been on duty for more than twelve hours. Do not drive if you can help it. Get a ride or nap first.
    [both] You slept less than six hours, and you have been on duty for more than twelve. Please do not drive. Get a ride or sleep first.
   *[neither] By these two numbers there is no warning. If you feel sleepy, that counts more.
}
label-coping = Coping tools
label-coping-before-start = Before you start
label-coping-start = Start
label-coping-pause = Pause
label-coping-resume = Go on
label-coping-next = Next
label-coping-back = Back
label-coping-finish = End
label-coping-instead = Take another one
label-coping-felt-before = How bad is it now, 0 to 10?
label-coping-felt-after = And now, 0 to 10?
label-coping-felt-skip = Leave it out
label-coping-keep = Keep these numbers on this phone
label-coping-what-helped = What helped me
label-coping-delete-one = Delete this
label-coping-delete-all = Delete all of it
label-coping-pace = Pace
label-coping-length = Length
label-coping-still = No motion
label-coping-sources = Where this comes from
label-coping-sleep-times = Work out my times
label-work-out = Work it out
label-sleep-bed = When I go to bed
label-sleep-shift = When my next shift starts
label-nap-down = When I lie down for a nap
label-nap = A short nap
label-tired = Am I too tired?
label-tired-slept = Hours I slept in the last 24
label-tired-on-duty = Hours I have been on duty
label-earlier = Earlier
label-later = Later
label-fewer = Fewer
label-longer = More
label-started-uses = What I did
label-nothing-kept = Nothing is kept here yet.
