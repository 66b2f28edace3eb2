//! Everything the core says, one line a sentence.

use super::Argument;
use fluent_bundle::FluentArgs;

macro_rules! sentences {
    ($( $id:literal => $name:ident $( { $($argument:ident: $type:ty),+ $(,)? } )?, )+) => {
        /// A sentence of the core with what it needs to be told. Its words are in `content/strings`.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Say {
            $(
                #[doc = concat!("`", $id, "`")]
                $name $( { $( #[doc = concat!("`$", stringify!($argument), "`")] $argument: $type, )+ } )?,
            )+
        }

        impl Say {
            /// Its id in the catalogues.
            pub fn id(&self) -> &'static str {
                match self { $( Self::$name { .. } => $id, )+ }
            }

            pub(super) fn arguments(&self) -> FluentArgs<'_> {
                let mut told = FluentArgs::new();
                match self {
                    $( Self::$name $( { $($argument),+ } )? => { $( $( told.set(stringify!($argument), $argument.value()); )+ )? } )+
                }
                told
            }

            /// Every id with the names of its arguments.
            #[cfg(test)]
            pub(super) const ALL: &'static [(&'static str, &'static [&'static str])] =
                &[ $( ($id, &[ $( $( stringify!($argument) ),+ )? ]), )+ ];
        }
    };
}

sentences! {
    // Small parts of other sentences.
    "weekday" => Weekday { day: u32 },
    "month" => Month { month: u32 },
    "date-day" => DateDay { day: u32, month: String, year: u32 },
    "date-month" => DateMonth { month: String, year: u32 },
    "language-name" => LanguageName { tag: String },

    // Crisis lines: headings of the list.
    "crisis-group" => CrisisGroup { group: &'static str },
    "crisis-no-lines" => CrisisNoLines,
    "crisis-choose-country" => CrisisChooseCountry,
    "crisis-nothing-fits" => CrisisNothingFits,
    "crisis-need" => CrisisNeed { need: &'static str },

    // Crisis lines: the facts of a line. What is missing is said to be not known.
    "crisis-where-country" => CrisisWhereCountry { country: String },
    "crisis-where-region" => CrisisWhereRegion { region: String },
    "crisis-where-any" => CrisisWhereAny,
    "crisis-kind" => CrisisKind { kind: &'static str },
    "crisis-audience" => CrisisAudience { audience: &'static str },
    "crisis-made-for" => CrisisMadeFor { list: String },
    "crisis-made-for-not-known" => CrisisMadeForNotKnown,
    "crisis-topic" => CrisisTopic { topic: &'static str },
    "crisis-topics" => CrisisTopics { list: String },
    "crisis-topics-not-known" => CrisisTopicsNotKnown,
    "crisis-who-answers" => CrisisWhoAnswers { who: String },
    "crisis-who-answers-not-known" => CrisisWhoAnswersNotKnown,
    "crisis-police" => CrisisPolice { answer: &'static str },
    "crisis-anonymous" => CrisisAnonymous { answer: &'static str },
    "crisis-your-number" => CrisisYourNumber { answer: &'static str },
    "crisis-cost-not-known" => CrisisCostNotKnown,
    "crisis-confidentiality-not-known" => CrisisConfidentialityNotKnown,
    "crisis-languages" => CrisisLanguages { list: String },
    "crisis-languages-not-known" => CrisisLanguagesNotKnown,
    "crisis-added-by-pool" => CrisisAddedByPool,

    // Crisis lines: how to reach one.
    "crisis-press" => CrisisPress { digits: String, says: String },
    "crisis-keyword" => CrisisKeyword { word: String },
    "crisis-leads-to" => CrisisLeadsTo { language: String },
    "crisis-no-phone" => CrisisNoPhone,

    // Crisis lines: hours.
    "crisis-hours-always" => CrisisHoursAlways,
    "crisis-hours-not-known" => CrisisHoursNotKnown,
    "crisis-hours-zone-not-known" => CrisisHoursZoneNotKnown,
    "crisis-open" => CrisisOpen,
    "crisis-open-until" => CrisisOpenUntil { at: String, zone: String },
    "crisis-closed" => CrisisClosed,
    "crisis-closed-until" => CrisisClosedUntil { at: String, zone: String },
    "crisis-open-not-known" => CrisisOpenNotKnown,
    "crisis-at-weekday" => CrisisAtWeekday { day: String, time: String },
    "crisis-at-date" => CrisisAtDate { date: String, time: String },
    "crisis-holidays-differ" => CrisisHolidaysDiffer,
    "crisis-holidays-not-known" => CrisisHolidaysNotKnown,
    "crisis-day-open" => CrisisDayOpen { day: String, spans: String },
    "crisis-day-closed" => CrisisDayClosed { day: String },
    "crisis-day-not-known" => CrisisDayNotKnown { day: String },
    "crisis-zone" => CrisisZone { city: String },
    "crisis-week-zone" => CrisisWeekZone { zone: String },

    // Crisis lines: how, when and against what the facts were checked.
    "crisis-checked-own-page" => CrisisCheckedOwnPage,
    "crisis-checked-pages" => CrisisCheckedPages { count: u32 },
    "crisis-checked-general" => CrisisCheckedGeneral,
    "crisis-checked-on" => CrisisCheckedOn { date: String },
    "crisis-checked-age" => CrisisCheckedAge { years: u32 },
    "crisis-checked-no-date" => CrisisCheckedNoDate { date: String },
    "crisis-called" => CrisisCalled,
    "crisis-not-called" => CrisisNotCalled,

    // Peers.
    "role-name" => RoleName { role: &'static str },
    "topic-name" => TopicName { topic: &'static str },
    "modality-name" => ModalityName { modality: &'static str },
    "gender-name" => GenderName { gender: &'static str },
    "exclusion-reason" => ExclusionReason { reason: &'static str },
    "peer-roles" => PeerRoles { list: String },
    "peer-roles-not-known" => PeerRolesNotKnown,
    "peer-experience" => PeerExperience { list: String },
    "peer-experience-not-known" => PeerExperienceNotKnown,
    "peer-topics" => PeerTopics { list: String },
    "peer-topics-not-known" => PeerTopicsNotKnown,
    "peer-languages" => PeerLanguages { list: String },
    "peer-reached-by" => PeerReachedBy { list: String },
    "peer-reached-by-not-known" => PeerReachedByNotKnown,
    "peer-on-call" => PeerOnCall,
    "peer-off-call" => PeerOffCall,

    // Limits of what stays between officer and peer.
    "limits-role" => LimitsRole,
    "limits-where" => LimitsWhere { place: String },
    "limits-source" => LimitsSource { source: String },
    "limits-layer" => LimitsLayer { layer: &'static str },

    // Asking for a peer.
    "ask-deadline" => AskDeadline { minutes: u32 },
    "ask-on-call" => AskOnCall { count: u32 },
    "ask-counted" => AskCounted { minutes: u32 },
    "ask-never-counted" => AskNeverCounted,
    "ask-cannot-send-help" => AskCannotSendHelp,
    "ask-app-is-visible" => AskAppIsVisible,
    "ask-address-is-visible" => AskAddressIsVisible,
    "request-sending" => RequestSending,
    "request-not-sent-yet" => RequestNotSentYet,
    "request-waiting" => RequestWaiting,
    "request-next-step" => RequestNextStep { minutes: u32 },
    "request-left" => RequestLeft { minutes: u32 },
    "request-late" => RequestLate,
    "request-answered" => RequestAnswered { name: String },
    "request-answered-no-name" => RequestAnsweredNoName,
    "request-number-visible" => RequestNumberVisible,
    "request-number-shared" => RequestNumberShared,
    "request-no-luck" => RequestNoLuck,
    "request-ended" => RequestEnded { end: &'static str },
    "request-nobody-to-ask" => RequestNobodyToAsk,
    "request-few-keys" => RequestFewKeys,

    // The first screen.
    "home-locked" => HomeLocked,
    "home-app-locked" => HomeAppLocked,
    "home-pack-ends" => HomePackEnds { days: u32 },
    "home-pack-expired" => HomePackExpired,
    "home-clock-wrong" => HomeClockWrong { minutes: u32 },

    // A peer on duty.
    "duty-on-call-until" => DutyOnCallUntil { time: String },
    "duty-off-call" => DutyOffCall,
    "duty-trouble" => DutyTrouble { trouble: &'static str },
    "offer-open" => OfferOpen,
    "offer-claiming" => OfferClaiming,
    "offer-held-unseen" => OfferHeldUnseen,
    "offer-held-seen" => OfferHeldSeen,
    "offer-number" => OfferNumber { phone: String },
    "offer-topics" => OfferTopics { list: String },
    "offer-topics-none" => OfferTopicsNone,
    "offer-wishes" => OfferWishes { list: String },
    "offer-wishes-none" => OfferWishesNone,
    "offer-language" => OfferLanguage { language: String },
    "offer-left" => OfferLeft { minutes: u32 },
    "offer-over" => OfferOver { over: &'static str },
    "wish-name" => WishName { wish: &'static str },

    // What was not done, and what to do then.
    "not-done" => NotDone { why: &'static str },
    "advised" => Advised { advice: &'static str },

    // Crisis choice.
    "crisis-choice-peer" => CrisisChoicePeer { peer: &'static str },
    "crisis-choice-plan" => CrisisChoicePlan { plan: &'static str },
    "crisis-choice-emergency" => CrisisChoiceEmergency,
    "crisis-choice-emergency-not-known" => CrisisChoiceEmergencyNotKnown,

    // Self-check.
    "self-check-questions" => SelfCheckQuestions { count: u32 },
    "self-check-recall" => SelfCheckRecall { days: u32 },
    "self-check-begun" => SelfCheckBegun,
    "self-check-signed" => SelfCheckSigned { date: String },
    "self-check-in-english" => SelfCheckInEnglish,
    "self-check-private" => SelfCheckPrivate,
    "self-check-early" => SelfCheckEarly { ago: u32, recall: u32, left: u32 },
    "self-check-clock-back" => SelfCheckClockBack,
    "self-check-crisis" => SelfCheckCrisis,
    "self-check-safety-open" => SelfCheckSafetyOpen,
    "self-check-not-safe" => SelfCheckNotSafe,
    "self-check-meter" => SelfCheckMeter,
    "self-check-no-diagnosis" => SelfCheckNoDiagnosis,
    "self-check-total" => SelfCheckTotal { total: String, least: String, most: String },
    "self-check-incomplete" => SelfCheckIncomplete { missing: u32 },
    "self-check-scale" => SelfCheckScale { title: String, score: String, means: String },
    "self-check-next" => SelfCheckNext { next: &'static str },
    "self-check-again" => SelfCheckAgain { days: u32, recall: u32 },
    "self-check-since" => SelfCheckSince { days: u32 },
    "self-check-since-early" => SelfCheckSinceEarly { days: u32 },
    "self-check-since-clock-back" => SelfCheckSinceClockBack,
    "self-check-change" => SelfCheckChange { word: &'static str, direction: &'static str },
    "self-check-no-change-word" => SelfCheckNoChangeWord,
    "self-check-order" => SelfCheckOrder,
    "self-check-other-coding" => SelfCheckOtherCoding { count: u32 },
    "self-check-imported" => SelfCheckImported,

    // Coping tools.
    "coping-group" => CopingGroup { group: &'static str },
    "coping-takes" => CopingTakes { minutes: u32 },
    "coping-rounds" => CopingRounds { count: u32 },
    "coping-own-pace" => CopingOwnPace,
    "coping-rate" => CopingRate { whole: u32, tenth: u32 },
    "coping-caution" => CopingCaution { caution: &'static str },
    "coping-instead" => CopingInstead { name: String },
    "coping-how-sure" => CopingHowSure { how: &'static str },
    "coping-source" => CopingSource { what: String },
    "coping-source-by" => CopingSourceBy { what: String, by: String },
    "coping-source-in" => CopingSourceIn { what: String, year: String },
    "coping-source-by-in" => CopingSourceByIn { what: String, by: String, year: String },
    "coping-source-status" => CopingSourceStatus { status: &'static str },
    "coping-licence" => CopingLicence { licence: &'static str },
    "coping-still-breath" => CopingStillBreath { cue: String, seconds: u32, round: u32, rounds: u32 },
    "coping-still-step" => CopingStillStep { cue: String, seconds: u32, step: u32, steps: u32 },
    "coping-still-own-pace" => CopingStillOwnPace { cue: String, step: u32, steps: u32 },
    "coping-left-minutes" => CopingLeftMinutes { minutes: u32 },
    "coping-left-seconds" => CopingLeftSeconds { seconds: u32 },
    "coping-paused" => CopingPaused,
    "coping-done" => CopingDone,
    "coping-done-caption" => CopingDoneCaption,
    "coping-helped" => CopingHelped { lower: u32, uses: u32 },
    "coping-helped-few" => CopingHelpedFew { lower: u32, uses: u32 },
    "coping-felt" => CopingFelt { before: u32, after: u32 },
    "coping-what-helped-none" => CopingWhatHelpedNone,
    "coping-what-helped-locked" => CopingWhatHelpedLocked,
    "coping-last-caffeine" => CopingLastCaffeine { time: String },
    "coping-earliest-up" => CopingEarliestUp { time: String },
    "coping-nap-alarm" => CopingNapAlarm { time: String },
    "coping-drive-from" => CopingDriveFrom { time: String },
    "coping-tired" => CopingTired { tired: &'static str },

    // Safety plan.
    "plan-title" => PlanTitle,
    "plan-intro" => PlanIntro,
    "plan-adapted" => PlanAdapted,
    "plan-step" => PlanStep { step: &'static str },
    "plan-hint" => PlanHint { step: &'static str },
    "plan-emergency" => PlanEmergency,
    "plan-safer-law" => PlanSaferLaw,
    "plan-line-gone" => PlanLineGone,
    "plan-nothing-here" => PlanNothingHere,
    "plan-review-due" => PlanReviewDue,
    "plan-review-next" => PlanReviewNext { date: String },
    "plan-review-never" => PlanReviewNever,
    "plan-is-copy" => PlanIsCopy,
    "plan-readable" => PlanReadable,
    "plan-not-readable" => PlanNotReadable,
    "plan-export-ask" => PlanExportAsk,
    "plan-import-ask" => PlanImportAsk,
    "plan-paper" => PlanPaper,
    "plan-printed" => PlanPrinted { date: String },
    "plan-printed-step" => PlanPrintedStep { number: u32, title: String },
    "plan-printed-contact" => PlanPrintedContact { name: String, numbers: String },

    // Follow-ups.
    "notice-neutral" => NoticeNeutral,
    "follow-up-intro" => FollowUpIntro,
    "follow-up-none" => FollowUpNone,
    "follow-up-after" => FollowUpAfter { what: &'static str, date: String },
    "follow-up-length" => FollowUpLength { unit: &'static str, count: u32 },
    "follow-up-own-time" => FollowUpOwnTime,
    "follow-up-at" => FollowUpAt { date: String, time: String },
    "follow-up-due" => FollowUpDue,
    "follow-up-calendar-title" => FollowUpCalendarTitle,
    "follow-up-calendar-ask" => FollowUpCalendarAsk,
    "peer-reminder-ask" => PeerReminderAsk,
    "duty-on-break-until" => DutyOnBreakUntil { time: String },
    "duty-on-break" => DutyOnBreak,
    "duty-break-ask" => DutyBreakAsk,

    // Privacy.
    "privacy-alone" => PrivacyAlone,
    "privacy-party" => PrivacyParty { party: &'static str },
    "privacy-sees" => PrivacySees { row: &'static str },
    "privacy-why" => PrivacyWhy { row: &'static str },
    "privacy-area" => PrivacyArea { area: &'static str },
    "privacy-area-what" => PrivacyAreaWhat { area: &'static str },
    "privacy-rows" => PrivacyRows { count: u32 },
    "privacy-rows-locked" => PrivacyRowsLocked,
    "privacy-file" => PrivacyFile { file: &'static str },
    "privacy-erase-all-title" => PrivacyEraseAllTitle,
    "privacy-erase-all" => PrivacyEraseAll,
    "privacy-erase-for-good" => PrivacyEraseForGood,
    "privacy-erase-all-stays" => PrivacyEraseAllStays,
    "privacy-erase-while-asking" => PrivacyEraseWhileAsking,
    "privacy-erase-while-on-duty" => PrivacyEraseWhileOnDuty,
    "privacy-erase-area-title" => PrivacyEraseAreaTitle { name: String },
    "privacy-erase-means" => PrivacyEraseMeans { area: &'static str },
    "privacy-erase-not-while-asking" => PrivacyEraseNotWhileAsking,
    "privacy-erase-not-on-duty" => PrivacyEraseNotOnDuty,
    "privacy-erase-with-everything" => PrivacyEraseWithEverything,
    "notice-title" => NoticeTitle,
    "notice-text" => NoticeText,
}
