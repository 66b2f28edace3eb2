//! The one public error of the border, and what an app should do about it.
//!
//! Each capability's own reasons are handed on as they are; fields are numbers and enums only, so that nothing of the officer can
//! ever be in a message, a log or a crash report.

use peerline_core::coping::CopingError;
use peerline_core::duty::DutyError;
use peerline_core::error::{Advice, Advise};
use peerline_core::follow_up::FollowUpError;
use peerline_core::home::HomeError;
use peerline_core::limits::LimitsError;
use peerline_core::membership::{CardError, MembershipError};
use peerline_core::pack::{PackError, Refusal};
use peerline_core::privacy::PrivacyError;
use peerline_core::relay_client::{CallError, TransportError};
use peerline_core::request::RequestError;
use peerline_core::safety_plan::PlanError;
use peerline_core::self_check::{AnswersRefused, SelfCheckError};
use peerline_core::settings::SettingsError;
use peerline_core::vault::VaultError;

/// Why a call was not carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum PeerlineError {
    /// The vault did not do it.
    #[error("vault: {reason}")]
    Vault {
        /// Why.
        reason: VaultError,
    },
    /// A card was not taken, or is needed first.
    #[error("card")]
    Card {
        /// Why.
        reason: CardReason,
    },
    /// The pool's packs.
    #[error("pack")]
    Pack {
        /// Why.
        reason: PackReason,
    },
    /// The limits that hold now have not been accepted: show them.
    #[error("the limits have not been accepted")]
    LimitsNotAccepted,
    /// Other limits hold than those that were read: show them anew.
    #[error("the limits have changed")]
    LimitsChanged,
    /// The request.
    #[error("request")]
    Request {
        /// Why.
        reason: RequestReason,
    },
    /// The relay or the way to it.
    #[error("relay")]
    Relay {
        /// Why.
        reason: RelayReason,
    },
    /// A coping tool.
    #[error("coping")]
    Coping {
        /// Why.
        reason: CopingReason,
    },
    /// It was not erased.
    #[error("erasing")]
    Privacy {
        /// Why.
        reason: PrivacyReason,
    },
    /// The settings could not be saved.
    #[error("settings")]
    Settings {
        /// Why.
        reason: SettingsReason,
    },
    /// The safety plan.
    #[error("plan")]
    Plan {
        /// Why.
        reason: PlanReason,
    },
    /// The reminders.
    #[error("reminder")]
    FollowUp {
        /// Why.
        reason: FollowUpReason,
    },
    /// A text is too long. Nothing of it was kept: it is still in the field.
    #[error("{has} characters, at most {most}")]
    TooLong {
        /// The most characters.
        most: u32,
        /// How many there are.
        has: u32,
    },
    /// There is no room for one more.
    #[error("at most {most}")]
    TooMany {
        /// The most.
        most: u32,
    },
    /// A self-check.
    #[error("self-check")]
    SelfCheck {
        /// Why.
        reason: SelfCheckReason,
    },
    /// A file with results of self-checks.
    #[error("self-check file")]
    SelfCheckFile {
        /// Why.
        reason: SelfCheckFileReason,
    },
    /// What the app handed over is not of the form that it has to have.
    #[error("bad input: {input:?}")]
    BadInput {
        /// What.
        input: Input,
    },
    /// The app cancelled the call.
    #[error("cancelled")]
    Cancelled,
    /// A mistake in Peerline itself was stopped.
    #[error("fault at {place}")]
    Fault {
        /// Stands for the line of code, the same in every build of one version; nothing else is kept.
        place: u32,
    },
}

/// What to offer the person after an error.
#[uniffi::export]
pub fn advice(error: PeerlineError) -> Advice {
    match error {
        PeerlineError::Vault { reason } => reason.advice(),
        PeerlineError::Card { reason: CardReason::NewerVersion } => Advice::UpdateApp,
        PeerlineError::Card { reason: CardReason::AnotherPool | CardReason::AnotherPeer } => Advice::Retry,
        PeerlineError::Card { .. } | PeerlineError::LimitsNotAccepted | PeerlineError::LimitsChanged => {
            Advice::Renew
        }
        PeerlineError::Pack { reason } => match reason {
            PackReason::NoPolicy
            | PackReason::NoDirectory
            | PackReason::NoLimits
            | PackReason::DirectoryExpired => Advice::CallALine,
            PackReason::WrongPool
            | PackReason::UnknownKey
            | PackReason::SkippedRootVersion
            | PackReason::NoRoot => Advice::Renew,
            PackReason::NewerVersion | PackReason::TooMuch => Advice::UpdateApp,
            PackReason::DiskFull => Advice::FreeSpace,
            PackReason::Missing | PackReason::Locked => Advice::Retry,
            _ => Advice::RetryLater,
        },
        PeerlineError::Request { reason } => match reason {
            RequestReason::NobodyToAsk | RequestReason::NoRelay | RequestReason::NotSealed => {
                Advice::CallALine
            }
            RequestReason::AnswerNotSealed => Advice::RetryLater,
            RequestReason::AlreadyAsking
            | RequestReason::NoRequest
            | RequestReason::NotAnswered
            | RequestReason::Holding
            | RequestReason::OnBreak
            | RequestReason::NotNow => Advice::Retry,
        },
        PeerlineError::Plan { reason: PlanReason::NewerVersion } => Advice::UpdateApp,
        PeerlineError::Plan { reason: PlanReason::CopyIsOlder } => Advice::RetryLater,
        PeerlineError::Plan { .. }
        | PeerlineError::FollowUp { .. }
        | PeerlineError::TooLong { .. }
        | PeerlineError::TooMany { .. } => Advice::Retry,
        PeerlineError::Relay { .. } => Advice::RetryLater,
        PeerlineError::Privacy { .. } => Advice::Retry,
        PeerlineError::Settings { reason: SettingsReason::DiskFull } => Advice::FreeSpace,
        PeerlineError::Settings { reason: SettingsReason::Locked } => Advice::Retry,
        PeerlineError::Settings { reason: SettingsReason::Storage } => Advice::RetryLater,
        PeerlineError::SelfCheckFile { reason: SelfCheckFileReason::NoRandomness } => Advice::RetryLater,
        PeerlineError::SelfCheckFile { .. } => Advice::Renew,
        PeerlineError::SelfCheck { reason } => match reason {
            SelfCheckReason::NoSuchInstrument | SelfCheckReason::NoWording => Advice::Renew,
            SelfCheckReason::OutOfRange
            | SelfCheckReason::WrongLength
            | SelfCheckReason::Contradiction
            | SelfCheckReason::NothingBegun
            | SelfCheckReason::Incomplete
            | SelfCheckReason::NoSuchResult => Advice::Retry,
        },
        PeerlineError::Coping { .. } | PeerlineError::BadInput { .. } | PeerlineError::Cancelled => {
            Advice::Retry
        }
        PeerlineError::Fault { .. } => Advice::CallALine,
    }
}

/// Which sentence of the catalogue says it; one for everything that nobody can do anything else about.
pub(crate) fn why(error: PeerlineError) -> &'static str {
    match error {
        PeerlineError::Vault { reason } => match reason {
            VaultError::Locked => "locked",
            VaultError::KeyGone => "key_gone",
            VaultError::Damaged => "vault_damaged",
            VaultError::NewerVersion => "app_too_old",
            VaultError::Full => "vault_full",
            VaultError::DiskFull => "no_room",
            VaultError::KeyStore | VaultError::Storage | VaultError::NoRandomness => "storage",
            VaultError::Refused => "fault",
        },
        PeerlineError::Card { reason } => match reason {
            CardReason::NotACard => "not_a_card",
            CardReason::NewerVersion => "app_too_old",
            CardReason::OtherKind => "other_card",
            CardReason::TooLong | CardReason::Damaged | CardReason::Malformed => "card_damaged",
            CardReason::WrongPool | CardReason::WrongPeer | CardReason::AnotherPeer => "card_of_another",
            CardReason::AnotherPool => "in_another_pool",
            CardReason::None => "no_card",
            CardReason::Outdated => "card_outdated",
        },
        PeerlineError::Pack { reason } => match reason {
            PackReason::NoPolicy
            | PackReason::NoDirectory
            | PackReason::NoLimits
            | PackReason::NoRoot
            | PackReason::Missing => "not_fetched",
            PackReason::DirectoryExpired => "list_expired",
            PackReason::Locked => "locked",
            PackReason::NewerVersion => "app_too_old",
            PackReason::DiskFull => "no_room",
            PackReason::TooMuch => "vault_full",
            PackReason::Storage | PackReason::KeyStore | PackReason::NoRandomness => "storage",
            _ => "list_refused",
        },
        PeerlineError::LimitsNotAccepted => "limits_first",
        PeerlineError::LimitsChanged => "limits_changed",
        PeerlineError::Request { reason } => match reason {
            RequestReason::NobodyToAsk | RequestReason::NoRelay => "nobody_to_ask",
            RequestReason::AlreadyAsking => "asked_already",
            RequestReason::NoRequest | RequestReason::NotAnswered | RequestReason::NotNow => "has_changed",
            RequestReason::NotSealed | RequestReason::AnswerNotSealed => "not_sealed",
            RequestReason::Holding => "still_on_duty",
            RequestReason::OnBreak => "on_break",
        },
        PeerlineError::Relay { reason } => match reason {
            RelayReason::Unreachable => "offline",
            RelayReason::TimedOut => "slow",
            RelayReason::Untrusted => "watched_network",
            RelayReason::TooMuch | RelayReason::Garbage | RelayReason::Refused => "relay_refused",
        },
        PeerlineError::Settings { reason } => match reason {
            SettingsReason::DiskFull => "no_room",
            SettingsReason::Locked => "locked",
            SettingsReason::Storage => "storage",
        },
        PeerlineError::Coping { reason: CopingReason::NoSuchExercise }
        | PeerlineError::SelfCheck {
            reason:
                SelfCheckReason::NoSuchInstrument | SelfCheckReason::NoSuchResult | SelfCheckReason::NothingBegun,
        } => "has_changed",
        PeerlineError::SelfCheckFile { reason } => match reason {
            SelfCheckFileReason::NothingKept => "has_changed",
            SelfCheckFileReason::NoRandomness => "storage",
            SelfCheckFileReason::TooLong
            | SelfCheckFileReason::TooDeep
            | SelfCheckFileReason::TooMany
            | SelfCheckFileReason::NotJson
            | SelfCheckFileReason::NotFhir
            | SelfCheckFileReason::NoResults => "no_results",
        },
        PeerlineError::Privacy { reason } => match reason {
            PrivacyReason::StillAsking => "still_asking",
            PrivacyReason::StillOnDuty => "still_on_duty",
            PrivacyReason::WithEverything => "with_everything",
            PrivacyReason::Storage => "storage",
        },
        PeerlineError::Plan { reason } => match reason {
            PlanReason::Empty | PlanReason::NotText => "no_text",
            PlanReason::NotANumber => "not_a_number",
            PlanReason::NoSuchLine | PlanReason::NoSuchItem => "has_changed",
            PlanReason::AlreadyThere => "already_there",
            PlanReason::PassphraseTooShort => "passphrase_short",
            PlanReason::WrongPassphrase => "passphrase_wrong",
            PlanReason::NewerVersion => "app_too_old",
            _ => "not_an_export",
        },
        PeerlineError::FollowUp { reason } => match reason {
            FollowUpReason::NothingToCome => "nothing_to_come",
            FollowUpReason::NoSuchReminder => "has_changed",
            FollowUpReason::NotAgreed => "not_agreed",
        },
        PeerlineError::TooLong { .. } => "too_long",
        PeerlineError::TooMany { .. } => "too_many",
        PeerlineError::BadInput { input: Input::PhoneNumber } => "phone_number",
        PeerlineError::BadInput { input: Input::Place } => "place",
        _ => "fault",
    }
}

/// What somebody can do about an error.
#[uniffi::remote(Enum)]
pub enum Advice {
    /// Do the same again, now or after unlocking the phone.
    Retry,
    /// Do the same again in a while; nothing can be done about it here.
    RetryLater,
    /// Get new content, a new card or a new acceptance first.
    Renew,
    /// Make room on the phone, or in the app.
    FreeSpace,
    /// Get a newer version of the app.
    UpdateApp,
    /// Do not wait for the app: call a line.
    CallALine,
}

/// Why the vault did not do it. What was there before is unchanged.
#[uniffi::remote(Enum)]
pub enum VaultError {
    /// The vault or the phone is locked.
    Locked,
    /// The phone's key is gone. Opening again makes a new vault.
    KeyGone,
    /// What is in memory or in the file is not whole. Opening again moves it aside and makes a new vault.
    Damaged,
    /// A newer version of the app wrote it; it was left alone.
    NewerVersion,
    /// It holds as much as it can: 16 MiB.
    Full,
    /// There is no room left on the phone.
    DiskFull,
    /// The phone's key store failed.
    KeyStore,
    /// The phone's storage failed.
    Storage,
    /// The operating system gave no random bytes.
    NoRandomness,
    /// The database refused what the app asked of it: a rule of its tables was broken, or the app has a fault.
    Refused,
}

/// Why a card was not taken, or which one is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum CardReason {
    /// No Peerline card at all.
    NotACard,
    /// A card of a newer Peerline.
    NewerVersion,
    /// A peer's card where an invitation is wanted, or the other way round.
    OtherKind,
    /// Longer than a card can be.
    TooLong,
    /// Letters are missing or wrong.
    Damaged,
    /// It cannot be used.
    Malformed,
    /// For another pool.
    WrongPool,
    /// Another peer's than expected.
    WrongPeer,
    /// This phone is in another pool: leave that one first.
    AnotherPool,
    /// This phone is another peer's: leave first.
    AnotherPeer,
    /// The phone has read no card for this.
    None,
    /// The card's time is over: a new one is needed.
    Outdated,
}

/// Why the pool's packs do not allow it, or were not accepted. What was accepted before stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum PackReason {
    /// The bytes are not those that were signed.
    Altered,
    /// Older than what was accepted before.
    RolledBack,
    /// Its time is over.
    Expired,
    /// Signed with a key that the root does not name.
    UnknownKey,
    /// Too few people signed.
    BelowThreshold,
    /// Not the kind of file that is wanted.
    WrongType,
    /// For another region.
    WrongRegion,
    /// For another pool.
    WrongPool,
    /// Too large.
    TooLarge,
    /// Not in the form that it has to have.
    Malformed,
    /// A root version in between is missing.
    SkippedRootVersion,
    /// Does not follow on what was accepted before.
    BrokenChain,
    /// Nothing is trusted that could have signed it.
    NoRoot,
    /// A file is missing.
    Missing,
    /// Cannot be reached while the phone is locked.
    Locked,
    /// A newer version of the app kept them.
    NewerVersion,
    /// There is no room left on the phone.
    DiskFull,
    /// More than the phone keeps.
    TooMuch,
    /// The phone's storage failed.
    Storage,
    /// The phone's key store failed.
    KeyStore,
    /// The operating system gave no random bytes.
    NoRandomness,
    /// The pool's policy was not fetched yet.
    NoPolicy,
    /// The directory was not fetched yet.
    NoDirectory,
    /// The directory's time is over: nobody can be asked.
    DirectoryExpired,
    /// The limits were not fetched yet.
    NoLimits,
}

/// Why a request was not made or changed, or why duty did not do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum RequestReason {
    /// Nobody can be asked right now: nothing was sent.
    NobodyToAsk,
    /// There is a request already.
    AlreadyAsking,
    /// There is no request to do this with.
    NoRequest,
    /// Nobody has answered it, or not any more.
    NotAnswered,
    /// The pool's policy names no relay that can be used.
    NoRelay,
    /// The request could not be sealed: nothing was sent.
    NotSealed,
    /// The peer's answer could not be sealed: the request was not taken.
    AnswerNotSealed,
    /// It does not stand so that this could be done.
    NotNow,
    /// A request is held: finish it or give it back before a break.
    Holding,
    /// The peer is on a break: end it first.
    OnBreak,
}

/// Why something was not done with the plan. It is as it was before, unless the reason says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum PlanReason {
    /// There is nothing in the text.
    Empty,
    /// There are signs in the text that are no text.
    NotText,
    /// No number that a phone can dial. Codes with a star or a hash are none.
    NotANumber,
    /// There is no such line in the list.
    NoSuchLine,
    /// The same stands in this step already.
    AlreadyThere,
    /// There is no such item any more.
    NoSuchItem,
    /// The passphrase has fewer than 12 characters.
    PassphraseTooShort,
    /// The file is not one that a plan was sealed in.
    NotAnExport,
    /// A newer version of the app wrote it.
    NewerVersion,
    /// Something in the file was changed or is missing.
    Damaged,
    /// The passphrase is another one.
    WrongPassphrase,
    /// Its passphrase would be too easy to guess: it was not sealed by us.
    WeakParameters,
    /// Opening it would take more memory or time than a phone should give.
    AsksTooMuch,
    /// The plan is kept, but the copy that can be read while the app is locked is still the older one.
    CopyIsOlder,
}

/// Why a reminder was not set or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum FollowUpReason {
    /// None of the times is still to come.
    NothingToCome,
    /// There is no such reminder any more.
    NoSuchReminder,
    /// The officer has not agreed.
    NotAgreed,
}

/// Why a relay did not answer as it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum RelayReason {
    /// No network, or the relay is down.
    Unreachable,
    /// It took too long.
    TimedOut,
    /// The other side is not the relay: this network may be inspecting traffic. Use mobile data.
    Untrusted,
    /// It answered too much.
    TooMuch,
    /// It answered something else.
    Garbage,
    /// It refused.
    Refused,
}

/// Why a coping tool was not shown or started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum CopingReason {
    /// There is no exercise of this id.
    NoSuchExercise,
    /// The exercise has no such pace.
    Rate,
    /// The exercise cannot be that short or long.
    Length,
}

/// Why something was not erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum PrivacyReason {
    /// A request is under way, or the relay is still to be told of its end: take it back first.
    StillAsking,
    /// This peer is on call, or holds a request: go off call first.
    StillOnDuty,
    /// It goes with everything else only.
    WithEverything,
    /// The phone's storage failed. The keys are destroyed all the same.
    Storage,
}

/// Why settings could not be saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum SettingsReason {
    /// There is no room left on the phone.
    DiskFull,
    /// The phone is locked.
    Locked,
    /// The phone's storage failed.
    Storage,
}

/// Why a self-check was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum SelfCheckReason {
    /// This phone knows no instrument of that id.
    NoSuchInstrument,
    /// Only its rules are known: nobody can be asked.
    NoWording,
    /// A value that cannot be answered.
    OutOfRange,
    /// Too few or too many answers, or a question that there is not.
    WrongLength,
    /// An answer to a question that is not asked after the first one.
    Contradiction,
    /// Nothing of it was answered yet.
    NothingBegun,
    /// An answer is missing, so there is no result to keep.
    Incomplete,
    /// There is no result of that id any more.
    NoSuchResult,
}

/// Why a file of self-checks was not written or not read. Nothing was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum SelfCheckFileReason {
    /// There is no result to export.
    NothingKept,
    /// The operating system gave no random bytes.
    NoRandomness,
    /// The file is too long.
    TooLong,
    /// The file is nested too deep.
    TooDeep,
    /// The file holds too many results.
    TooMany,
    /// The file is not JSON.
    NotJson,
    /// It is neither a bundle nor a filled form of FHIR.
    NotFhir,
    /// It holds no filled form.
    NoResults,
}

/// What was not of the form that it has to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Input {
    /// An id.
    Id,
    /// A phone number in international form.
    PhoneNumber,
    /// A country or a region.
    Place,
    /// A language tag.
    Language,
    /// What was shown of the limits.
    Shown,
    /// A folder.
    Folder,
    /// How bad it is, 0 to 10.
    Distress,
    /// A time of day, or a number of minutes.
    TimeOfDay,
    /// A zone that there cannot be.
    Zone,
    /// A length of time: a number and `h`, `d` or `m`.
    Length,
    /// A number of months, 1 to 24.
    Months,
    /// A number that cannot be answered.
    Answer,
}

impl From<VaultError> for PeerlineError {
    fn from(reason: VaultError) -> Self {
        Self::Vault { reason }
    }
}

impl From<HomeError> for PeerlineError {
    fn from(error: HomeError) -> Self {
        let pack = |reason| Self::Pack { reason };
        let card = |reason| Self::Card { reason };
        match error {
            HomeError::NoCard => card(CardReason::None),
            HomeError::CardOutdated => card(CardReason::Outdated),
            HomeError::NoPolicy => pack(PackReason::NoPolicy),
            HomeError::NoDirectory => pack(PackReason::NoDirectory),
            HomeError::DirectoryExpired => pack(PackReason::DirectoryExpired),
            HomeError::NoLimits => pack(PackReason::NoLimits),
            HomeError::Limits(LimitsError::NotAccepted) => Self::LimitsNotAccepted,
            HomeError::Limits(LimitsError::Changed) => Self::LimitsChanged,
            HomeError::Limits(LimitsError::Vault(reason)) | HomeError::Vault(reason) => reason.into(),
            HomeError::Request(error) => error.into(),
            HomeError::Duty(error) => error.into(),
            HomeError::Membership(error) => error.into(),
            HomeError::Pack(error) => pack(pack_reason(error)),
            HomeError::Call(error) => Self::Relay { reason: relay_reason(&error) },
            HomeError::Coping(error) => error.into(),
            HomeError::Privacy(error) => Self::Privacy {
                reason: match error {
                    PrivacyError::StillAsking => PrivacyReason::StillAsking,
                    PrivacyError::StillOnDuty => PrivacyReason::StillOnDuty,
                    PrivacyError::WithEverything => PrivacyReason::WithEverything,
                    PrivacyError::Storage => PrivacyReason::Storage,
                    PrivacyError::Vault(reason) => return reason.into(),
                },
            },
            HomeError::Plan(error) => error.into(),
            HomeError::FollowUp(error) => error.into(),
            HomeError::Settings(error) => Self::Settings {
                reason: match error {
                    SettingsError::DiskFull => SettingsReason::DiskFull,
                    SettingsError::Locked => SettingsReason::Locked,
                    SettingsError::Storage => SettingsReason::Storage,
                },
            },
        }
    }
}

impl From<RequestError> for PeerlineError {
    fn from(error: RequestError) -> Self {
        let reason = match error {
            RequestError::NobodyToAsk => RequestReason::NobodyToAsk,
            RequestError::AlreadyAsking => RequestReason::AlreadyAsking,
            RequestError::NoRequest => RequestReason::NoRequest,
            RequestError::NotAnswered => RequestReason::NotAnswered,
            RequestError::NoRelay => RequestReason::NoRelay,
            RequestError::Sealing(_) => RequestReason::NotSealed,
            RequestError::Vault(reason) => return reason.into(),
        };
        Self::Request { reason }
    }
}

impl From<CopingError> for PeerlineError {
    fn from(error: CopingError) -> Self {
        let reason = match error {
            CopingError::NoSuchExercise => CopingReason::NoSuchExercise,
            CopingError::Rate => CopingReason::Rate,
            CopingError::Length => CopingReason::Length,
            CopingError::Vault(reason) => return reason.into(),
        };
        Self::Coping { reason }
    }
}

impl From<DutyError> for PeerlineError {
    fn from(error: DutyError) -> Self {
        let reason = match error {
            DutyError::NoSuchRequest => RequestReason::NoRequest,
            DutyError::NotNow => RequestReason::NotNow,
            DutyError::Holding => RequestReason::Holding,
            DutyError::OnBreak => RequestReason::OnBreak,
            DutyError::Sealing(_) => RequestReason::AnswerNotSealed,
            DutyError::Vault(reason) => return reason.into(),
        };
        Self::Request { reason }
    }
}

impl From<PlanError> for PeerlineError {
    fn from(error: PlanError) -> Self {
        let reason = match error {
            PlanError::TooLong { most, has } => return Self::TooLong { most: count(most), has: count(has) },
            PlanError::StepFull { most } => return Self::TooMany { most: count(most) },
            PlanError::Vault(reason) => return reason.into(),
            PlanError::Empty => PlanReason::Empty,
            PlanError::NotText => PlanReason::NotText,
            PlanError::NotANumber => PlanReason::NotANumber,
            PlanError::NoSuchLine => PlanReason::NoSuchLine,
            PlanError::AlreadyThere => PlanReason::AlreadyThere,
            PlanError::NoSuchItem => PlanReason::NoSuchItem,
            PlanError::PassphraseTooShort { .. } => PlanReason::PassphraseTooShort,
            PlanError::NotAnExport => PlanReason::NotAnExport,
            PlanError::NewerVersion => PlanReason::NewerVersion,
            PlanError::Damaged => PlanReason::Damaged,
            PlanError::WrongPassphrase => PlanReason::WrongPassphrase,
            PlanError::WeakParameters => PlanReason::WeakParameters,
            PlanError::AsksTooMuch => PlanReason::AsksTooMuch,
            PlanError::CopyIsOlder(_) => PlanReason::CopyIsOlder,
        };
        Self::Plan { reason }
    }
}

impl From<FollowUpError> for PeerlineError {
    fn from(error: FollowUpError) -> Self {
        let reason = match error {
            FollowUpError::TitleTooLong { most, has } => {
                return Self::TooLong { most: count(most), has: count(has) };
            }
            FollowUpError::TooMany { most } => return Self::TooMany { most: count(most) },
            FollowUpError::Vault(reason) => return reason.into(),
            FollowUpError::NothingToCome => FollowUpReason::NothingToCome,
            FollowUpError::NoSuchReminder => FollowUpReason::NoSuchReminder,
            FollowUpError::NotAgreed => FollowUpReason::NotAgreed,
        };
        Self::FollowUp { reason }
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl From<MembershipError> for PeerlineError {
    fn from(error: MembershipError) -> Self {
        let reason = match error {
            MembershipError::Card(CardError::NotACard) => CardReason::NotACard,
            MembershipError::Card(CardError::NewerVersion) => CardReason::NewerVersion,
            MembershipError::Card(CardError::OtherKind) => CardReason::OtherKind,
            MembershipError::Card(CardError::TooLong) => CardReason::TooLong,
            MembershipError::Card(CardError::Damaged) => CardReason::Damaged,
            MembershipError::Card(CardError::Malformed) | MembershipError::Damaged => CardReason::Malformed,
            MembershipError::Card(CardError::WrongPool) => CardReason::WrongPool,
            MembershipError::Card(CardError::WrongPeer) => CardReason::WrongPeer,
            MembershipError::AnotherPool => CardReason::AnotherPool,
            MembershipError::AnotherPeer => CardReason::AnotherPeer,
            MembershipError::NoCard => CardReason::None,
            MembershipError::Vault(reason) => return reason.into(),
        };
        Self::Card { reason }
    }
}

impl From<SelfCheckError> for PeerlineError {
    fn from(error: SelfCheckError) -> Self {
        let reason = match error {
            SelfCheckError::NoSuchInstrument => SelfCheckReason::NoSuchInstrument,
            SelfCheckError::NoWording => SelfCheckReason::NoWording,
            SelfCheckError::Answers(AnswersRefused::OutOfRange) => SelfCheckReason::OutOfRange,
            SelfCheckError::Answers(AnswersRefused::WrongLength) => SelfCheckReason::WrongLength,
            SelfCheckError::Answers(AnswersRefused::Contradiction) => SelfCheckReason::Contradiction,
            SelfCheckError::NothingBegun => SelfCheckReason::NothingBegun,
            SelfCheckError::Incomplete => SelfCheckReason::Incomplete,
            SelfCheckError::NoSuchResult => SelfCheckReason::NoSuchResult,
            SelfCheckError::Vault(reason) => return reason.into(),
        };
        Self::SelfCheck { reason }
    }
}

fn pack_reason(error: PackError) -> PackReason {
    match error {
        PackError::Refused(refusal) => match refusal {
            Refusal::Altered => PackReason::Altered,
            Refusal::RolledBack => PackReason::RolledBack,
            Refusal::Expired => PackReason::Expired,
            Refusal::UnknownKey => PackReason::UnknownKey,
            Refusal::BelowThreshold => PackReason::BelowThreshold,
            Refusal::WrongType => PackReason::WrongType,
            Refusal::WrongRegion => PackReason::WrongRegion,
            Refusal::WrongPool => PackReason::WrongPool,
            Refusal::TooLarge => PackReason::TooLarge,
            Refusal::Malformed => PackReason::Malformed,
            Refusal::SkippedRootVersion => PackReason::SkippedRootVersion,
            Refusal::BrokenChain => PackReason::BrokenChain,
        },
        PackError::NoRoot => PackReason::NoRoot,
        PackError::Missing => PackReason::Missing,
        PackError::Locked => PackReason::Locked,
        PackError::NewerVersion => PackReason::NewerVersion,
        PackError::DiskFull => PackReason::DiskFull,
        PackError::TooMuch => PackReason::TooMuch,
        PackError::Storage => PackReason::Storage,
        PackError::KeyStore => PackReason::KeyStore,
        PackError::NoRandomness => PackReason::NoRandomness,
    }
}

fn relay_reason(error: &CallError) -> RelayReason {
    match error {
        CallError::Transport(TransportError::Unreachable) => RelayReason::Unreachable,
        CallError::Transport(TransportError::TimedOut) => RelayReason::TimedOut,
        CallError::Transport(TransportError::Untrusted) => RelayReason::Untrusted,
        CallError::Transport(TransportError::TooMuch) => RelayReason::TooMuch,
        CallError::Garbage | CallError::NotModified => RelayReason::Garbage,
        CallError::Refused(_) | CallError::UnknownRefusal(_) => RelayReason::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use peerline_core::random::NoRandomness;

    fn every_vault_error() -> [VaultError; 10] {
        use VaultError::*;
        [Locked, KeyGone, Damaged, NewerVersion, Full, DiskFull, KeyStore, Storage, NoRandomness, Refused]
    }

    fn every_error() -> Vec<HomeError> {
        use CardError::*;
        let mut all = vec![
            HomeError::NoCard,
            HomeError::CardOutdated,
            HomeError::NoPolicy,
            HomeError::NoDirectory,
            HomeError::DirectoryExpired,
            HomeError::NoLimits,
            HomeError::Limits(LimitsError::NotAccepted),
            HomeError::Limits(LimitsError::Changed),
            HomeError::Request(RequestError::NobodyToAsk),
            HomeError::Request(RequestError::AlreadyAsking),
            HomeError::Request(RequestError::NoRequest),
            HomeError::Request(RequestError::NotAnswered),
            HomeError::Request(RequestError::NoRelay),
            HomeError::Request(NoRandomness.into()),
            HomeError::Duty(DutyError::NotNow),
            HomeError::Duty(DutyError::NoSuchRequest),
            HomeError::Duty(NoRandomness.into()),
            HomeError::Membership(MembershipError::AnotherPool),
            HomeError::Membership(MembershipError::AnotherPeer),
            HomeError::Membership(MembershipError::NoCard),
            HomeError::Membership(MembershipError::Damaged),
            HomeError::Pack(PackError::NoRoot),
            HomeError::Pack(PackError::Missing),
            HomeError::Pack(PackError::Locked),
            HomeError::Pack(PackError::NewerVersion),
            HomeError::Pack(PackError::DiskFull),
            HomeError::Pack(PackError::TooMuch),
            HomeError::Pack(PackError::Storage),
            HomeError::Pack(PackError::KeyStore),
            HomeError::Pack(PackError::NoRandomness),
            HomeError::Call(CallError::Garbage),
            HomeError::Call(CallError::NotModified),
            HomeError::Call(CallError::UnknownRefusal(418)),
            HomeError::Call(TransportError::Unreachable.into()),
            HomeError::Coping(CopingError::NoSuchExercise),
            HomeError::Coping(CopingError::Rate),
            HomeError::Coping(CopingError::Length),
            HomeError::Privacy(PrivacyError::StillAsking),
            HomeError::Privacy(PrivacyError::StillOnDuty),
            HomeError::Privacy(PrivacyError::WithEverything),
            HomeError::Privacy(PrivacyError::Storage),
            HomeError::Settings(SettingsError::DiskFull),
            HomeError::Settings(SettingsError::Locked),
            HomeError::Settings(SettingsError::Storage),
        ];
        let cards = [NotACard, NewerVersion, OtherKind, TooLong, Damaged, Malformed, WrongPool, WrongPeer];
        all.extend(cards.map(|error| HomeError::Membership(error.into())));
        all.extend(Refusal::ALL.iter().map(|refusal| HomeError::Pack((*refusal).into())));
        for error in every_vault_error() {
            all.push(HomeError::Vault(error));
            all.push(HomeError::Limits(error.into()));
            all.push(HomeError::Privacy(error.into()));
            all.push(HomeError::Request(error.into()));
            all.push(HomeError::Duty(error.into()));
            all.push(HomeError::Membership(error.into()));
            all.push(HomeError::Coping(error.into()));
        }
        all
    }

    #[test]
    fn an_error_of_the_core_keeps_its_advice_across_the_border() {
        for error in every_error() {
            assert_eq!(advice(PeerlineError::from(error.clone())), error.advice(), "{error:?}");
        }
    }

    #[test]
    fn an_error_of_a_self_check_keeps_its_advice_across_the_border() {
        use AnswersRefused::*;
        let mut all = vec![
            SelfCheckError::NoSuchInstrument,
            SelfCheckError::NoWording,
            SelfCheckError::NothingBegun,
            SelfCheckError::Incomplete,
            SelfCheckError::NoSuchResult,
        ];
        all.extend([OutOfRange, WrongLength, Contradiction].map(SelfCheckError::Answers));
        all.extend(every_vault_error().map(SelfCheckError::Vault));
        for error in all {
            assert_eq!(advice(PeerlineError::from(error)), error.advice(), "{error:?}");
        }
    }
}
