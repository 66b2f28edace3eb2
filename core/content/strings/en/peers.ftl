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
gender-name = { $gender ->
    [woman] woman
    [man] man
   *[nonbinary] nonbinary
}
exclusion-reason = { $reason ->
    [supervisor] My supervisor
    [internal_affairs] Works in internal affairs
    [at_the_incident] Was there when it happened
   *[named_by_me] I do not want to meet them
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
label-exclude-role = By role in an agency
label-leave-out = Leave out
label-speaks = Speaks
