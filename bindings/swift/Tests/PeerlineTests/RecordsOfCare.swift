import Foundation
import Peerline

/// Those of the capabilities of care, each full of what must not be printed.
let recordsOfCare: [any Sendable] = {
    let oneCheckAnswered = CheckAnswered(
        safety: Safety.open, formChanged: true, missing: 4411, notKept: VaultError.locked)
    let oneCheckChoice = CheckChoice(value: 9, text: personal)
    let oneCheckQuestion = CheckQuestion(
        part: QuestionPart.gate, place: 4411, text: personal, choices: [oneCheckChoice], chosen: 9)
    let oneCheckForm = CheckForm(
        id: personal, title: personal, notes: [personal], stem: personal, questions: [oneCheckQuestion], missing: 4411,
        safety: Safety.open, begun: true, licence: personal, citation: personal)
    let oneCheckPoint = CheckPoint(
        id: 4411, at: Date(timeIntervalSince1970: 4411), score: 4411, scoreText: personal, means: personal,
        since: personal, change: personal, imported: personal)
    let oneNextStep = NextStep(next: Next.tool, says: personal)
    let oneOfferedCheck = OfferedCheck(id: personal, title: personal, why: personal)
    let oneCheckResult = CheckResult(
        id: personal, title: personal, safety: Safety.open, aboutSafety: personal, notADiagnosis: personal,
        total: personal, isComplete: true, means: [personal], contradictions: [personal], next: [oneNextStep],
        offers: [oneOfferedCheck], again: personal)
    let oneCheckTrend = CheckTrend(
        id: personal, title: personal, total: 4411, points: [oneCheckPoint], notes: [personal])
    let oneChecklistEntry = ChecklistEntry(id: personal, text: personal)
    let oneChecklist = Checklist(
        id: personal, forPeers: true, title: personal, stem: personal, entries: [oneChecklistEntry], closing: personal,
        source: personal)
    let oneChecklistPointers = ChecklistPointers(
        safety: Safety.open, tools: [personal], topics: [personal], needs: [personal])
    let oneNamedTopic = NamedTopic(value: Topic.criticalIncident, name: personal)
    let oneNamedWish = NamedWish(value: Wish.call, name: personal)
    let oneNamedRole = NamedRole(value: Role.officer, name: personal)
    let oneNamedModality = NamedModality(value: Modality.call, name: personal)
    let oneNamedGender = NamedGender(value: Gender.woman, name: personal)
    let oneNamedReason = NamedReason(value: Reason.supervisor, name: personal)
    let oneChoices = Choices(
        topics: [oneNamedTopic], wishes: [oneNamedWish], roles: [oneNamedRole], modalities: [oneNamedModality],
        genders: [oneNamedGender], reasons: [oneNamedReason])
    let oneWay = Way(
        uri: personal, number: personal, label: personal, press: personal, keyword: personal, notes: [personal])
    let oneLineRow = LineRow(
        id: personal, group: Group.regionOfficers, heading: personal, name: personal, organisation: personal,
        kind: personal, isCrisisLine: true, place: personal, madeFor: personal, whoAnswers: personal, police: personal,
        anonymous: personal, yourNumber: personal, cost: personal, openNow: personal,
        open: OpenState.open(closes: Date(timeIntervalSince1970: 4411), unlessHoliday: true), hours: personal,
        languages: personal, confidentiality: personal, checked: personal, calls: [oneWay], texts: [oneWay],
        textTelephones: [oneWay], chat: personal, web: personal, email: personal, noNumber: personal, addedBy: personal)
    let oneCrisisView = CrisisView(
        calls: [oneLineRow], texts: [oneLineRow], peer: PeerNow.notOpen, peerSays: personal, plan: PlanNow.notOpen,
        planSays: personal, emergency: [oneLineRow], emergencySays: personal, notes: [personal])
    let oneEraseConfirmation = EraseConfirmation(title: personal, says: [personal], notNow: personal)
    let oneErrorWords = ErrorWords(says: personal, offer: personal, advice: Advice.retry)
    let oneFollowUp = FollowUp(
        id: Data(personal.utf8), title: personal, at: personal, due: Date(timeIntervalSince1970: 4411), isDue: personal)
    let oneFollowUpSeries = FollowUpSeries(id: 4411, title: personal, reminders: [oneFollowUp])
    let oneFollowUpScreen = FollowUpScreen(
        intro: personal, none: personal, series: [oneFollowUpSeries], calendarAsk: personal)
    let oneImportedForm = ImportedForm(
        number: 4411, id: personal, title: personal, at: Date(timeIntervalSince1970: 4411), safety: Safety.open,
        isNew: true, says: [personal])
    let oneImportPage = ImportPage(summary: [personal], newResults: 4411, total: 4411, forms: [oneImportedForm])
    let oneKeptArea = KeptArea(
        id: personal, name: personal, what: personal, rows: 4411, says: personal, canBeErased: true)
    let oneKeptChecks = KeptChecks(id: personal, coding: personal, title: personal, count: 4411)
    let oneKeptFile = KeptFile(name: personal, says: personal)
    let oneLineSearch = LineSearch(rows: [oneLineRow], found: true, notes: [personal])
    let oneListedCheck = ListedCheck(
        id: personal, title: personal, name: personal, about: [personal], begun: personal, inEnglish: personal,
        licence: personal, citation: personal, signed: personal)
    let oneMeterAnswer = MeterAnswer(safety: Safety.open, says: personal)
    let oneNamedNeed = NamedNeed(need: Need.officer, name: personal)
    let oneNeutralNotice = NeutralNotice(title: personal, text: personal)
    let oneSeenRow = SeenRow(sight: Sight.can, says: personal, why: personal)
    let onePartySees = PartySees(party: Party.agency, name: personal, rows: [oneSeenRow])
    let onePeerReminders = PeerReminders(ask: personal, reminders: [oneFollowUp])
    let oneZoneChange = ZoneChange(at: Date(timeIntervalSince1970: 4411), offsetS: 4411)
    let onePhoneZone = PhoneZone(offsetS: 4411, changes: [oneZoneChange])
    let onePlanDial = PlanDial(uri: personal, number: personal, notes: [personal])
    let onePlanItem = PlanItem(id: 4411, text: personal, dial: [onePlanDial], line: personal)
    let onePlanStepScreen = PlanStepScreen(
        step: PlanStep.signs, number: 4411, title: personal, hint: personal, caution: personal, items: [onePlanItem])
    let onePlanImportScreen = PlanImportScreen(ask: personal, steps: [onePlanStepScreen])
    let onePlanScreen = PlanScreen(
        intro: personal, adapted: personal, steps: [onePlanStepScreen], review: personal, reviewDue: true,
        readable: personal, readableWhileLocked: true, fromCopy: true, exportAsk: personal)
    let onePrintedPlan = PrintedPlan(text: personal, html: personal, caution: personal)
    let onePrivacyReport = PrivacyReport(
        parties: [onePartySees], alone: personal, areas: [oneKeptArea], files: [oneKeptFile])
    let oneQuickExit = QuickExit(goTo: personal, saved: true)
    return [
        oneCheckAnswered,
        oneCheckChoice,
        oneCheckForm,
        oneCheckPoint,
        oneCheckQuestion,
        oneCheckResult,
        oneCheckTrend,
        oneChecklist,
        oneChecklistEntry,
        oneChecklistPointers,
        oneChoices,
        oneCrisisView,
        oneEraseConfirmation,
        oneErrorWords,
        oneFollowUp,
        FollowUpLength(length: personal, title: personal),
        oneFollowUpScreen,
        oneFollowUpSeries,
        oneImportPage,
        oneImportedForm,
        oneKeptArea,
        oneKeptChecks,
        oneKeptFile,
        oneLineSearch,
        oneListedCheck,
        oneMeterAnswer,
        oneNamedGender,
        oneNamedModality,
        oneNamedNeed,
        oneNamedReason,
        oneNamedRole,
        oneNamedTopic,
        oneNamedWish,
        oneNeutralNotice,
        oneNextStep,
        oneOfferedCheck,
        onePartySees,
        onePeerReminders,
        onePhoneZone,
        onePlanDial,
        onePlanImportScreen,
        onePlanItem,
        onePlanScreen,
        onePlanStepScreen,
        onePrintedPlan,
        onePrivacyReport,
        oneQuickExit,
        oneSeenRow,
        oneZoneChange,
    ]
}()
