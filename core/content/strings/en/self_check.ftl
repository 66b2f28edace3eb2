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

## Self-check: results in files
self-check-export-head = My self-checks. This file is not locked. Anyone who has it can read it.
self-check-export-done = Done on { $date } at { $time } ({ $zone }).
self-check-export-number = Question { $number }: { $value }
self-check-export-total = The total is { $total }.
self-check-export-source = Published in: { $source }
self-check-import-new = { $count ->
    [0] There is nothing new to keep in this file.
    [one] One result of this file can be kept.
   *[other] { $count } results of this file can be kept.
}
self-check-import-not-new = { $count ->
    [one] One is not kept. You see why below.
   *[other] { $count } are not kept. You see why below.
}
self-check-import-totals-differ = { $count ->
    [one] One total in the file is not what its answers give. We go by the answers.
   *[other] { $count } totals in the file are not what their answers give. We go by the answers.
}
self-check-import-others = { $count ->
    [one] One other thing in the file is not a self-check. We did not read it.
   *[other] { $count } other things in the file are not self-checks. We did not read them.
}
self-check-import-unknown-form = A form that this app does not know
self-check-import-fate = { $fate ->
    [kept] You have this result already.
    [twice] This result is in the file twice. It is kept once.
    [not_done] The file says that this form was not finished. So it is not kept.
    [contradictory] The first answer ended this form, but more was answered. So it is not kept.
    [no_time] The file does not say on which day this was. So it is not kept.
    [ahead] Its date has not come yet. So it is not kept.
    [unknown] We do not know this form, so we cannot count it. It is not kept.
    [other_coding] Its answers are counted in another way than in this app. So it is not kept.
    [withdrawn] The file says that this was entered by mistake. So it is not kept.
    [modified] It has a mark that can change what it means. We do not know the mark. So it is not kept.
   *[unreadable] We could not read this part of the file. So it is not kept.
}
self-check-import-differs = The file says { $declared }. The answers give { $total }. We go by the answers.
self-check-import-not-understood = { $count ->
    [one] We do not understand one answer. It counts as open.
   *[other] We do not understand { $count } answers. They count as open.
}
self-check-import-out-of-range = { $count ->
    [one] One answer cannot be given in this form. It counts as open.
   *[other] { $count } answers cannot be given in this form. They count as open.
}
self-check-import-said-twice = { $count ->
    [one] One question has two answers that do not match. It counts as open.
   *[other] { $count } questions have two answers that do not match. They count as open.
}
self-check-import-note = { $note ->
    [day] The file gives a day and no time. We take noon.
    [people] The file says whose result it is, or who wrote it down. We do not keep that.
    [parts] It has parts that we do not understand. We keep them as they are. They are in your next export too.
   *[left_out] It has parts that we do not understand. They are too long to keep, so we leave them out.
}

label-self-check-export-text = Save as text
label-self-check-export-fhir = Save for a doctor's system (FHIR)
label-self-check-import = Read results from a file
label-self-check-import-keep = Keep these results
label-checklist-points = What may help with this
label-file-not-locked = This file is not locked. Anyone who has it can read it.
