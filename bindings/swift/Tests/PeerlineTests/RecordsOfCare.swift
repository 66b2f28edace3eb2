import Foundation
import Peerline

/// Those of the capabilities of care, each full of what must not be printed.
let recordsOfCare: [any Sendable] = [
    CheckAnswered(safety: Safety.open, formChanged: true, missing: 4411, notKept: VaultError.locked),
    CheckChoice(value: 9, text: personal),
    CheckForm(
        id: personal, title: personal, notes: [personal], stem: personal,
        questions: [
            CheckQuestion(
                part: QuestionPart.gate, place: 4411, text: personal, choices: [CheckChoice(value: 9, text: personal)],
                chosen: 9)
        ], missing: 4411, safety: Safety.open, begun: true, licence: personal, citation: personal),
    CheckPoint(
        id: 4411, at: Date(timeIntervalSince1970: 4411), score: 4411, scoreText: personal, means: personal,
        since: personal, change: personal, imported: personal),
    CheckQuestion(
        part: QuestionPart.gate, place: 4411, text: personal, choices: [CheckChoice(value: 9, text: personal)],
        chosen: 9),
    CheckResult(
        id: personal, title: personal, safety: Safety.open, aboutSafety: personal, notADiagnosis: personal,
        total: personal, isComplete: true, means: [personal], contradictions: [personal],
        next: [NextStep(next: Next.tool, says: personal)],
        offers: [OfferedCheck(id: personal, title: personal, why: personal)], again: personal),
    CheckTrend(
        id: personal, title: personal, total: 4411,
        points: [
            CheckPoint(
                id: 4411, at: Date(timeIntervalSince1970: 4411), score: 4411, scoreText: personal, means: personal,
                since: personal, change: personal, imported: personal)
        ], notes: [personal]),
    Checklist(
        id: personal, forPeers: true, title: personal, stem: personal,
        entries: [ChecklistEntry(id: personal, text: personal)], closing: personal, source: personal),
    ChecklistEntry(id: personal, text: personal),
    ChecklistPointers(safety: Safety.open, tools: [personal], topics: [personal], needs: [personal]),
    Choices(
        topics: [NamedTopic(value: Topic.criticalIncident, name: personal)],
        wishes: [NamedWish(value: Wish.call, name: personal)], roles: [NamedRole(value: Role.officer, name: personal)],
        modalities: [NamedModality(value: Modality.call, name: personal)],
        genders: [NamedGender(value: Gender.woman, name: personal)],
        reasons: [NamedReason(value: Reason.supervisor, name: personal)]),
    CrisisView(
        calls: [
            LineRow(
                id: personal, group: Group.regionOfficers, heading: personal, name: personal, organisation: personal,
                kind: personal, isCrisisLine: true, place: personal, madeFor: personal, whoAnswers: personal,
                police: personal, anonymous: personal, yourNumber: personal, cost: personal, openNow: personal,
                open: OpenState.open(closes: Date(timeIntervalSince1970: 4411), unlessHoliday: true), hours: personal,
                languages: personal, confidentiality: personal, checked: personal,
                calls: [
                    Way(
                        uri: personal, number: personal, label: personal, press: personal, keyword: personal,
                        notes: [personal])
                ],
                texts: [
                    Way(
                        uri: personal, number: personal, label: personal, press: personal, keyword: personal,
                        notes: [personal])
                ],
                textTelephones: [
                    Way(
                        uri: personal, number: personal, label: personal, press: personal, keyword: personal,
                        notes: [personal])
                ], chat: personal, web: personal, email: personal, noNumber: personal, addedBy: personal)
        ],
        texts: [
            LineRow(
                id: personal, group: Group.regionOfficers, heading: personal, name: personal, organisation: personal,
                kind: personal, isCrisisLine: true, place: personal, madeFor: personal, whoAnswers: personal,
                police: personal, anonymous: personal, yourNumber: personal, cost: personal, openNow: personal,
                open: OpenState.open(closes: Date(timeIntervalSince1970: 4411), unlessHoliday: true), hours: personal,
                languages: personal, confidentiality: personal, checked: personal,
                calls: [
                    Way(
                        uri: personal, number: personal, label: personal, press: personal, keyword: personal,
                        notes: [personal])
                ],
                texts: [
                    Way(
                        uri: personal, number: personal, label: personal, press: personal, keyword: personal,
                        notes: [personal])
                ],
                textTelephones: [
                    Way(
                        uri: personal, number: personal, label: personal, press: personal, keyword: personal,
                        notes: [personal])
                ], chat: personal, web: personal, email: personal, noNumber: personal, addedBy: personal)
        ], peer: PeerNow.notOpen, peerSays: personal, plan: PlanNow.notOpen, planSays: personal,
        emergency: [
            LineRow(
                id: personal, group: Group.regionOfficers, heading: personal, name: personal, organisation: personal,
                kind: personal, isCrisisLine: true, place: personal, madeFor: personal, whoAnswers: personal,
                police: personal, anonymous: personal, yourNumber: personal, cost: personal, openNow: personal,
                open: OpenState.open(closes: Date(timeIntervalSince1970: 4411), unlessHoliday: true), hours: personal,
                languages: personal, confidentiality: personal, checked: personal,
                calls: [
                    Way(
                        uri: personal, number: personal, label: personal, press: personal, keyword: personal,
                        notes: [personal])
                ],
                texts: [
                    Way(
                        uri: personal, number: personal, label: personal, press: personal, keyword: personal,
                        notes: [personal])
                ],
                textTelephones: [
                    Way(
                        uri: personal, number: personal, label: personal, press: personal, keyword: personal,
                        notes: [personal])
                ], chat: personal, web: personal, email: personal, noNumber: personal, addedBy: personal)
        ], emergencySays: personal, notes: [personal]),
    EraseConfirmation(title: personal, says: [personal], notNow: personal),
    ErrorWords(says: personal, offer: personal, advice: Advice.retry),
    FollowUp(
        id: Data(personal.utf8), title: personal, at: personal, due: Date(timeIntervalSince1970: 4411), isDue: personal),
    FollowUpScreen(
        intro: personal, none: personal,
        series: [
            FollowUpSeries(
                id: 4411, title: personal,
                reminders: [
                    FollowUp(
                        id: Data(personal.utf8), title: personal, at: personal, due: Date(timeIntervalSince1970: 4411),
                        isDue: personal)
                ])
        ], calendarAsk: personal),
    FollowUpSeries(
        id: 4411, title: personal,
        reminders: [
            FollowUp(
                id: Data(personal.utf8), title: personal, at: personal, due: Date(timeIntervalSince1970: 4411),
                isDue: personal)
        ]),
    ImportPage(
        summary: [personal], newResults: 4411, total: 4411,
        forms: [
            ImportedForm(
                number: 4411, id: personal, title: personal, at: Date(timeIntervalSince1970: 4411), safety: Safety.open,
                isNew: true, says: [personal])
        ]),
    ImportedForm(
        number: 4411, id: personal, title: personal, at: Date(timeIntervalSince1970: 4411), safety: Safety.open,
        isNew: true, says: [personal]),
    KeptArea(id: personal, name: personal, what: personal, rows: 4411, says: personal, canBeErased: true),
    KeptChecks(id: personal, coding: personal, title: personal, count: 4411),
    KeptFile(name: personal, says: personal),
    LineSearch(
        rows: [
            LineRow(
                id: personal, group: Group.regionOfficers, heading: personal, name: personal, organisation: personal,
                kind: personal, isCrisisLine: true, place: personal, madeFor: personal, whoAnswers: personal,
                police: personal, anonymous: personal, yourNumber: personal, cost: personal, openNow: personal,
                open: OpenState.open(closes: Date(timeIntervalSince1970: 4411), unlessHoliday: true), hours: personal,
                languages: personal, confidentiality: personal, checked: personal,
                calls: [
                    Way(
                        uri: personal, number: personal, label: personal, press: personal, keyword: personal,
                        notes: [personal])
                ],
                texts: [
                    Way(
                        uri: personal, number: personal, label: personal, press: personal, keyword: personal,
                        notes: [personal])
                ],
                textTelephones: [
                    Way(
                        uri: personal, number: personal, label: personal, press: personal, keyword: personal,
                        notes: [personal])
                ], chat: personal, web: personal, email: personal, noNumber: personal, addedBy: personal)
        ], found: true, notes: [personal]),
    ListedCheck(
        id: personal, title: personal, name: personal, about: [personal], begun: personal, inEnglish: personal,
        licence: personal, citation: personal, signed: personal),
    MeterAnswer(safety: Safety.open, says: personal),
    NamedGender(value: Gender.woman, name: personal),
    NamedModality(value: Modality.call, name: personal),
    NamedNeed(need: Need.officer, name: personal),
    NamedReason(value: Reason.supervisor, name: personal),
    NamedRole(value: Role.officer, name: personal),
    NamedTopic(value: Topic.criticalIncident, name: personal),
    NamedWish(value: Wish.call, name: personal),
    NeutralNotice(title: personal, text: personal),
    NextStep(next: Next.tool, says: personal),
    OfferedCheck(id: personal, title: personal, why: personal),
    PartySees(party: Party.agency, name: personal, rows: [SeenRow(sight: Sight.can, says: personal, why: personal)]),
    PeerReminders(
        ask: personal,
        reminders: [
            FollowUp(
                id: Data(personal.utf8), title: personal, at: personal, due: Date(timeIntervalSince1970: 4411),
                isDue: personal)
        ]),
    PhoneZone(offsetS: 4411, changes: [ZoneChange(at: Date(timeIntervalSince1970: 4411), offsetS: 4411)]),
    PlanDial(uri: personal, number: personal, notes: [personal]),
    PlanImportScreen(
        ask: personal,
        steps: [
            PlanStepScreen(
                step: PlanStep.signs, number: 4411, title: personal, hint: personal, caution: personal,
                items: [
                    PlanItem(
                        id: 4411, text: personal, dial: [PlanDial(uri: personal, number: personal, notes: [personal])])
                ])
        ]),
    PlanItem(id: 4411, text: personal, dial: [PlanDial(uri: personal, number: personal, notes: [personal])]),
    PlanScreen(
        intro: personal, adapted: personal,
        steps: [
            PlanStepScreen(
                step: PlanStep.signs, number: 4411, title: personal, hint: personal, caution: personal,
                items: [
                    PlanItem(
                        id: 4411, text: personal, dial: [PlanDial(uri: personal, number: personal, notes: [personal])])
                ])
        ], review: personal, reviewDue: true, readable: personal, readableWhileLocked: true, fromCopy: true,
        exportAsk: personal),
    PlanStepScreen(
        step: PlanStep.signs, number: 4411, title: personal, hint: personal, caution: personal,
        items: [
            PlanItem(id: 4411, text: personal, dial: [PlanDial(uri: personal, number: personal, notes: [personal])])
        ]),
    PrintedPlan(text: personal, html: personal, caution: personal),
    PrivacyReport(
        parties: [
            PartySees(
                party: Party.agency, name: personal, rows: [SeenRow(sight: Sight.can, says: personal, why: personal)])
        ], alone: personal,
        areas: [KeptArea(id: personal, name: personal, what: personal, rows: 4411, says: personal, canBeErased: true)],
        files: [KeptFile(name: personal, says: personal)]),
    QuickExit(goTo: personal, saved: true),
    SeenRow(sight: Sight.can, says: personal, why: personal),
    ZoneChange(at: Date(timeIntervalSince1970: 4411), offsetS: 4411),
]
