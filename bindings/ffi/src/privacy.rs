//! What is on this phone, who sees what, erasing, the app's lock, the one notice, and leaving at once.

use crate::error::{Input, PeerlineError};
use crate::fault::contained;
use crate::peerline::Peerline;
use crate::redact::redacted;
use peerline_core::home;
use peerline_core::privacy::{self, AppLock, Area, Party, Sight};
use peerline_core::vault::OldKey;
use peerline_core::words::Language;
use std::sync::Arc;

/// Privacy of the open app.
#[derive(uniffi::Object)]
pub struct Privacy(pub(crate) Arc<home::Peerline>);

/// What is on this phone, and who sees what.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct PrivacyReport {
    /// Who sees what, the officer's agency first.
    pub parties: Vec<PartySees>,
    /// That nothing done alone is ever sent.
    pub alone: String,
    /// What is on this phone, area by area.
    pub areas: Vec<KeptArea>,
    /// The files that it lies in.
    pub files: Vec<KeptFile>,
}

/// What one party sees and does not see.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct PartySees {
    /// The party.
    pub party: Party,
    /// Its name.
    pub name: String,
    /// What it sees and what not.
    pub rows: Vec<SeenRow>,
}

/// One thing that a party can or cannot see.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct SeenRow {
    /// Whether it can.
    pub sight: Sight,
    /// What.
    pub says: String,
    /// Why.
    pub why: String,
}

/// One area of what is kept.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct KeptArea {
    /// Names it, to be handed to `erase_area`.
    pub id: String,
    /// Its name to read.
    pub name: String,
    /// What it is for.
    pub what: String,
    /// How many entries there are; none while locked.
    pub rows: Option<u32>,
    /// The same in a sentence.
    pub says: String,
    /// Whether it can be erased alone.
    pub can_be_erased: bool,
}

/// One entry of the app's folder.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct KeptFile {
    /// Its name.
    pub name: String,
    /// What lies in it, and what protects it.
    pub says: String,
}

/// What stands before the button that erases.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct EraseConfirmation {
    /// The question.
    pub title: String,
    /// What happens, in sentences.
    pub says: Vec<String>,
    /// Why it cannot be done now, if so.
    pub not_now: Option<String>,
}

/// The one notice, the same for everything.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct NeutralNotice {
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
}

/// What came of leaving at once.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct QuickExit {
    /// A neutral address to open in place of the app.
    pub go_to: String,
    /// Whether everything was saved. It is locked in any case.
    pub saved: bool,
}

redacted!(PrivacyReport, PartySees, SeenRow, KeptArea, KeptFile, EraseConfirmation, NeutralNotice, QuickExit);

/// A party that could want to know.
#[uniffi::remote(Enum)]
pub enum Party {
    /// The officer's agency.
    Agency,
    /// Whoever runs the relay.
    Relay,
    /// Whoever leads the peer team.
    Coordinator,
    /// The peer who answers.
    Peer,
    /// The phone company.
    PhoneCompany,
}

/// Whether a party sees something.
#[uniffi::remote(Enum)]
pub enum Sight {
    /// It can see it.
    Can,
    /// It cannot see it.
    Cannot,
}

/// What the app does before it shows anything of the vault.
#[uniffi::remote(Enum)]
pub enum AppLock {
    /// It shows it.
    Open,
    /// It asks for the phone's lock first. Crisis lines are shown either way.
    Ask,
}

/// The one notice for a lock screen or a calendar. Nothing else of this app may stand there.
#[uniffi::export]
pub fn neutral_notice(language: String) -> Result<NeutralNotice, PeerlineError> {
    contained(|| Ok(privacy::neutral_notice(Language::from_tag(&language)).into()))
}

impl From<privacy::NeutralNotice> for NeutralNotice {
    fn from(notice: privacy::NeutralNotice) -> Self {
        Self { title: notice.title, text: notice.text }
    }
}

#[uniffi::export]
impl Privacy {
    /// What is on this phone, and who sees what.
    pub fn report(&self, language: String) -> Result<PrivacyReport, PeerlineError> {
        contained(|| Ok(self.0.privacy_report(Language::from_tag(&language)).into()))
    }

    /// What to read before one area is erased; none: before everything is.
    #[uniffi::method(default(area = None))]
    pub fn confirmation(
        &self,
        language: String,
        area: Option<String>,
    ) -> Result<EraseConfirmation, PeerlineError> {
        contained(|| {
            let language = Language::from_tag(&language);
            let confirmation = match area {
                Some(id) => self.0.confirm_erasing(named(&id)?, language)?,
                None => self.0.confirm_erasing_everything(language),
            };
            let privacy::Confirmation { title, says, not_now } = confirmation;
            Ok(EraseConfirmation { title, says, not_now })
        })
    }

    /// Erases one area. Gives whether no older copy of its file can be opened any more; if not yet, that is tried again by itself.
    pub fn erase_area(&self, area: String) -> Result<bool, PeerlineError> {
        contained(|| Ok(self.0.erase_area(named(&area)?)? == OldKey::Destroyed))
    }

    /// Destroys all keys, then everything kept on this phone, the settings too.
    pub fn erase_everything(&self) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.erase_everything()?))
    }

    /// Whether the app asks for the phone's lock now.
    pub fn app_lock(&self) -> Result<AppLock, PeerlineError> {
        contained(|| Ok(self.0.app_lock()))
    }

    /// The app is on the screen again: to be called each time, and its answer followed. Leaving is said with `pause`.
    pub fn came_into_sight(&self) -> Result<AppLock, PeerlineError> {
        contained(|| Ok(self.0.came_into_sight()))
    }

    /// The owner has passed the phone's own lock.
    pub fn app_unlocked(&self) -> Result<(), PeerlineError> {
        contained(|| {
            self.0.app_unlocked();
            Ok(())
        })
    }

    /// Leaves at once: saves, locks, and says where to go.
    pub fn quick_exit(&self) -> Result<QuickExit, PeerlineError> {
        contained(|| {
            let privacy::QuickExit { go_to, saved } = self.0.quick_exit();
            Ok(QuickExit { go_to: go_to.to_owned(), saved })
        })
    }
}

#[uniffi::export]
impl Peerline {
    /// What is on this phone, who sees what, erasing, and the app's lock.
    pub fn privacy(&self) -> Arc<Privacy> {
        Arc::new(Privacy(self.app.clone()))
    }
}

fn named(area: &str) -> Result<&'static Area, PeerlineError> {
    Area::of_word(area).ok_or(PeerlineError::BadInput { input: Input::Id })
}

impl From<privacy::Report> for PrivacyReport {
    fn from(report: privacy::Report) -> Self {
        let row = |row: privacy::SeenRow| SeenRow { sight: row.sight, says: row.says, why: row.why };
        let party = |party: privacy::PartySees| PartySees {
            party: party.party,
            name: party.name,
            rows: party.rows.into_iter().map(row).collect(),
        };
        let area = |area: privacy::KeptArea| KeptArea {
            id: area.area.word.to_owned(),
            name: area.name,
            what: area.what,
            rows: area.rows,
            says: area.says,
            can_be_erased: area.can_be_erased,
        };
        let file = |file: privacy::KeptFile| KeptFile { name: file.name.to_owned(), says: file.says };
        Self {
            parties: report.parties.into_iter().map(party).collect(),
            alone: report.alone,
            areas: report.areas.into_iter().map(area).collect(),
            files: report.files.into_iter().map(file).collect(),
        }
    }
}
