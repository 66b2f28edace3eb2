//! Privacy in the open app: the report with what is counted, erasing, the app's lock, and leaving at once.

use super::{HomeError, Peerline};
use crate::duty::OfferStage;
use crate::privacy::{
    self, AppLock, Area, Confirmation, Curtain, Erasing, Event, Hindrance, QuickExit, Report,
};
use crate::request::Stage;
use crate::vault::{OldKey, Vault, VaultError};
use crate::words::Language;
use std::sync::PoisonError;

impl Peerline {
    /// What is on this phone, and who sees what. What is locked is not counted and says so.
    pub fn privacy_report(&self, language: Language) -> Report {
        let app_lock = self.app_lock();
        privacy::report(|area| self.rows_of(area, app_lock), language)
    }

    /// What to read before everything is erased.
    pub fn confirm_erasing_everything(&self, language: Language) -> Confirmation {
        let hindrances = [Erasing::NotWhileAsking, Erasing::NotOnDuty].map(|erasing| self.hindrance(erasing));
        let open: Vec<_> = hindrances.into_iter().filter_map(Result::ok).flatten().collect();
        privacy::confirm_everything(&open, language)
    }

    /// What to read before one area is erased, and whether it can be erased now.
    ///
    /// # Errors
    /// [`VaultError::Locked`] while the area's file is locked.
    pub fn confirm_erasing(&self, area: &Area, language: Language) -> Result<Confirmation, HomeError> {
        let hindrance = self.hindrance(area.erasing)?;
        Ok(privacy::confirm_area(area, self.rows_of(area, self.app_lock()), hindrance, language))
    }

    /// Erases one area, and gives its file a new key: no older copy of the file can be opened once the answer says
    /// [`OldKey::Destroyed`].
    ///
    /// # Errors
    /// [`privacy::PrivacyError::StillAsking`], [`privacy::PrivacyError::StillOnDuty`],
    /// [`privacy::PrivacyError::WithEverything`]: nothing was erased; [`VaultError::Locked`].
    pub fn erase_area(&self, area: &Area) -> Result<OldKey, HomeError> {
        if let Some(hindrance) = self.hindrance(area.erasing)? {
            return Err(privacy::PrivacyError::from(hindrance).into());
        }
        privacy::erase_own_entries(&self.folder, &*self.keys, area)?;
        let mut old = OldKey::Destroyed;
        for vault in self.files_of(area) {
            if privacy::erase_area(vault, area)? == OldKey::Pending {
                old = OldKey::Pending;
            }
        }
        // A reminder stays or goes with what it is for. What is locked now is put right when it is opened.
        self.look_after_care();
        // Packs came from the pool; they go with the last card.
        if self.packs.pool().is_some() && self.membership.pool()?.is_none() {
            self.packs.forget_pool()?;
        }
        self.forget_directory();
        Ok(old)
    }

    /// Destroys all keys, then everything kept, the settings too. The app is closed after that.
    pub fn erase_everything(&self) -> Result<(), HomeError> {
        self.officer.lock();
        self.duty_file.lock();
        self.forget_directory();
        Ok(privacy::erase_everything(&self.folder, &*self.keys)?)
    }

    /// Whether the app asks for the phone's lock before it shows what is in the vault. Crisis lines are shown either way.
    pub fn app_lock(&self) -> AppLock {
        let curtain = *self.curtain.lock().unwrap_or_else(PoisonError::into_inner);
        curtain.asks(self.settings().lock(), self.clock.uptime())
    }

    /// The app is on the screen again: to be called each time, and its answer followed.
    pub fn came_into_sight(&self) -> AppLock {
        self.move_curtain(Event::InSight(self.clock.uptime()));
        self.app_lock()
    }

    /// The phone's owner has passed the phone's own lock, which only a shell can know.
    pub fn app_unlocked(&self) {
        self.move_curtain(Event::Unlocked);
    }

    /// Leaves at once: saves, drops both files from memory, lets the curtain down, and says where to go. Whatever fails, it is locked.
    pub fn quick_exit(&self) -> QuickExit {
        let saved = self.close().is_ok();
        self.move_curtain(Event::QuickExit);
        QuickExit { go_to: privacy::quick_exit_to(), saved }
    }

    /// The app leaves the screen.
    pub(super) fn left_sight(&self) {
        self.move_curtain(Event::LeftSight(self.clock.uptime()));
    }

    fn move_curtain(&self, event: Event) {
        let lock = self.settings().lock();
        let mut curtain = self.curtain.lock().unwrap_or_else(PoisonError::into_inner);
        *curtain = privacy::next(*curtain, event, lock);
    }

    fn files_of<'a>(&'a self, area: &'a Area) -> impl Iterator<Item = &'a Vault> {
        let has = |vault: &&Vault| area.tables.iter().any(|table| table.file == vault.which());
        [&*self.officer, &*self.duty_file].into_iter().filter(has)
    }

    /// How many rows an area has; `None` while a file of it, or the app, is locked.
    fn rows_of(&self, area: &Area, app_lock: AppLock) -> Option<u32> {
        if app_lock == AppLock::Ask {
            return None;
        }
        self.files_of(area).map(|vault| privacy::rows(vault, area).ok()).sum()
    }

    /// What stands in the way of erasing now.
    fn hindrance(&self, erasing: Erasing) -> Result<Option<Hindrance>, HomeError> {
        let waits = |vault: &Vault| -> Result<bool, VaultError> {
            Ok(!vault.read(crate::relay_client::outbox::all)?.is_empty())
        };
        Ok(match erasing {
            Erasing::Alone => None,
            Erasing::WithEverything => Some(Hindrance::WithEverything),
            Erasing::NotWhileAsking => {
                let view = self.requests.view()?;
                let live = view.is_some_and(|view| !matches!(view.stage, Stage::Ended { .. }));
                (live || waits(&self.officer)?).then_some(Hindrance::Asking)
            }
            Erasing::NotOnDuty => {
                (self.is_on_duty()? || waits(&self.duty_file)?).then_some(Hindrance::OnDuty)
            }
        })
    }

    /// Whether this peer is on call, or a request is with them.
    pub(super) fn is_on_duty(&self) -> Result<bool, HomeError> {
        let view = self.duty.view()?;
        let holds = |stage: &OfferStage| matches!(stage, OfferStage::Claiming | OfferStage::Held(_));
        Ok(view.on_call_until.is_some() || view.offers.iter().any(|offer| holds(&offer.stage)))
    }
}

/// The curtain of a new process.
pub(super) type Sight = std::sync::Mutex<Curtain>;
