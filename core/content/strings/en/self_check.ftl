## Self-check
self-check-questions = { $count ->
    [one] One question.
   *[other] { $count } questions.
}
self-check-recall = It asks about the last { $days } days.
self-check-begun = You began this check. You can go on, or start anew.
self-check-signed = It came with an update that was signed on { $date }.
self-check-in-english = The questions are in English. We know of no published Spanish form with a clean licence.
self-check-private = Your answers stay on this phone. You can leave at any time. Nothing is kept unless you ask.
self-check-early = { $ago ->
    [0] You did this check less than a day ago.
    [one] You did this check one day ago.
   *[other] You did this check { $ago } days ago.
} It asks about the last { $recall } days, so most of it would be the same days again. { $left ->
    [one] Done now, it says little. It says more from tomorrow on.
   *[other] Done now, it says little. It says more in { $left } days.
} You can still do it.
self-check-clock-back = This phone's clock is earlier than it was at your last check. So we cannot say how long ago that was.
self-check-crisis = Your answer counts more than any score. You do not have to be alone with this. You can talk to someone right now.
self-check-safety-open = A question about your safety is still open. If you are not safe, you can talk to someone right now.
self-check-not-safe = It is good that you said so. You can talk to someone right now. Stay with a person you trust if you can.
self-check-meter = Thank you. This number is for you alone. A tool from this app may help. So may a talk with somebody.
self-check-no-diagnosis = This is not a diagnosis.
self-check-total = Your total is { $total }. It can be from { $least } to { $most }.
self-check-incomplete = { $missing ->
    [one] One question is still open. So there is no total.
   *[other] { $missing } questions are still open. So there is no total.
}
self-check-scale = { $title }: { $score }. { $means }
self-check-next = { $next ->
    [tool] Try a tool from this app.
    [peer] Talk with a peer.
    [line] Call or text a line.
   *[clinician] Talk with a doctor or counsellor.
}
self-check-again = { $days ->
    [one] It makes sense to do this again from tomorrow on.
   *[other] It makes sense to do this again in { $days } days or later.
} It asks about the last { $recall } days, so sooner it would mostly ask about the same days.
self-check-since = { $days ->
    [0] Less than a day after the one before.
    [one] One day after the one before.
   *[other] { $days } days after the one before.
}
self-check-since-early = { $days ->
    [0] Less than a day after the one before. Both ask about the same days.
    [one] One day after the one before. Both ask about many of the same days.
   *[other] { $days } days after the one before. Both ask about some of the same days.
}
self-check-since-clock-back = The phone's clock was set back before this one. We cannot say how long after the one before it was.
self-check-change = { $word ->
    [reliable] { $direction ->
        [better] A reliable change, for the better.
       *[worse] A reliable change, for the worse.
    }
    [worth_noting] { $direction ->
        [better] A change worth noting, for the better.
       *[worse] A change worth noting, for the worse.
    }
   *[chance] Within what chance does.
}
self-check-no-change-word = We know of no study that says how big a change in this check must be to mean something. So we say nothing about it.
self-check-order = The phone's clock was set back between two of these. They stand in the order in which you did them.
self-check-other-coding = { $count ->
    [one] One result was counted in another way and is not shown here.
   *[other] { $count } results were counted in another way and are not shown here.
}
self-check-imported = Read from a file.

label-self-check = How am I doing?
label-self-check-go-on = Go on
label-self-check-start-anew = Start anew
label-self-check-finish = See what it says
label-self-check-leave = Leave, keep nothing
label-self-check-later = Leave, go on later
label-self-check-keep = Keep this result
label-self-check-trend = Over time
label-self-check-delete = Delete this result
label-self-check-delete-all = Delete all results
label-not-safe = I am not safe
label-distress = How bad is it right now?
label-checklists = Checklists without a score
