## Safety plan
plan-title = My plan
plan-intro = This plan is yours. Write it on a good day, for a bad one. It stays on this phone.
plan-adapted = The steps are adapted from the safety planning intervention of B. Stanley and G. K. Brown. The words are our own. You need their permission to use its name. So this is just called my plan.
plan-step = { $step ->
    [signs] Signs that a bad time begins
    [my_ways] What I can do on my own
    [people_and_places] People and places that take my mind off it
    [people_to_ask] People I can ask for help
    [professionals] Professionals and lines
    [safer_place] Making my place safer
   *[reasons] My reasons to go on
}
plan-hint = { $step ->
    [signs] What do you think, feel or do when it starts?
    [my_ways] Things that help and need nobody else. A walk. Music. A breathing tool.
    [people_and_places] Who is good to be with? Where can you go? You need not tell anyone how you feel.
    [people_to_ask] Who may know how bad it is? Ask them now if you can call at any hour.
    [professionals] A doctor, a chaplain, your peer team, a crisis line.
    [safer_place] A bad hour passes. Time and distance help it pass. Where can your guns be locked up until then? A friend. The armory. A safe with a time lock. A lock whose key someone else keeps. They stay yours. Keep only a few days of pills at home.
   *[reasons] Who or what do you want to be here for?
}
plan-emergency = In danger, call a line or the emergency number now.
plan-safer-law = Laws on who may store a gun for you differ by state. Ask first.
plan-line-gone = This line is not on the list any more. Please choose another.
plan-nothing-here = Nothing here yet.
plan-review-due = You wanted to look at your plan again. Is it still right?
plan-review-next = Next look: { $date }.
plan-review-never = No reminder is set.
plan-is-copy = This is your copy for when the app is locked. Unlock the app to change it.
plan-readable = You can read a copy of this plan while the app is locked. So can anyone who holds this phone and can open the app.
plan-not-readable = While the app is locked, so is this plan. You can have a copy that stays open. It is a file of its own, with a key of its own. Then anyone who holds this phone and can open the app can read it too. If you turn it off, the key goes first, then the file.
plan-export-ask = The file is locked with your words. Use four or more words that do not belong together. Without them nobody can open it. We cannot either.
plan-import-ask = Look at it first. Your old plan stays until you keep the new one.
plan-paper = Paper has no lock. Keep it where only the right people find it.
plan-printed = Printed on { $date }
plan-printed-step = { $number }. { $title }
plan-printed-contact = { $name }: { $numbers }
label-plan = My plan
label-plan-add-note = Add a note or a person
label-plan-add-line = Add a line
label-plan-up = Move up
label-plan-down = Move down
label-plan-remove = Take out
label-plan-remind = Remind me to look at it
label-plan-looked-at = I have looked at it
label-plan-print = Print
label-plan-export = Save a locked file
label-plan-import = Bring in a file
label-plan-import-merge = Add to my plan
label-plan-import-replace = Use in place of my plan
label-plan-readable = Read while the app is locked
label-plan-text = What you want to write, or a name
label-plan-number = Its number, if it has one
label-plan-change = Change this
label-plan-paper = Print, share or save
label-plan-share = Share as text
label-plan-passphrase = The words that lock the file
label-plan-passphrase-opens = The words that open the file
label-plan-every-month = Every month
label-plan-every-3-months = Every 3 months
label-plan-every-6-months = Every 6 months
label-plan-every-year = Every year
label-plan-order = Change the order
label-plan-open = Open it
label-plan-never = Do not remind me
label-file-saved = It is saved.
label-file-not-saved = It could not be saved there.
label-file-not-read = This file could not be read.
