//! Home: the app as one thing. What is opened, the first screen, and what spans several capabilities.
//!
//! Everything an officer or a peer does goes through [`Peerline`]. It brings the capabilities together and holds no rule of its own:
//! a request needs the accepted limits, the directory without those whom the officer must not meet, today's keys and the pool's
//! policy, and this is where they meet. The crisis lines need none of it ([`crisis::Lines::floor`]).

mod asking;
mod coping;
mod crisis_choice;
mod error;
mod follow_up;
mod pending;
mod privacy;
mod safety_plan;
mod screen;
mod self_check;
#[cfg(test)]
mod tests;

pub use asking::{Asking, Whom};
pub use coping::CopingList;
pub use error::HomeError;
pub use pending::{Report, Wake};
pub use screen::{HomeScreen, Notice};

use crate::clock::{Clock, CorrectedClock};
use crate::crisis;
use crate::directory::{self, Conflict, Directory, Now, OnCall, Page, PageRequest, PeerRow, Query, Rotation};
use crate::duty::{Duty, Post, Reach};
use crate::follow_up::FollowUps;
use crate::ids::{Minute, PeerId};
use crate::key_store::KeyStore;
use crate::limits::{self, LimitsScreen, Shown};
use crate::membership::{Membership, PeerMembership};
use crate::pack::{self, Aged, Packs, PeerKeys, Wanted};
use crate::random::Random;
use crate::relay_client::{Relay, RelayAddress, Transport};
use crate::request::{Pool, Requests, keys};
use crate::safety_plan::SafetyPlan;
use crate::sensitive::Sensitive;
use crate::settings::Settings;
use crate::vault::{Open, OpenReport, Vault, VaultError, Which};
use crate::words::Language;
use peerline_protocol::answer::Phone;
use peerline_protocol::card::Invited;
use peerline_protocol::order;
use peerline_protocol::pack::{Policy, Region, Scope};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The open app.
pub struct Peerline {
    folder: PathBuf,
    keys: Arc<dyn KeyStore>,
    clock: Arc<dyn Clock>,
    corrected: Arc<CorrectedClock>,
    transport: Arc<dyn Transport>,
    officer: Arc<Vault>,
    duty_file: Arc<Vault>,
    packs: Packs,
    membership: Membership,
    requests: Requests,
    duty: Duty,
    safety_plan: SafetyPlan,
    follow_ups: FollowUps,
    schedule: pending::Schedule,
    curtain: privacy::Sight,
    made: Mutex<Option<MadeDirectory>>,
}

/// The directory that was made last, with what it was made of.
struct MadeDirectory {
    pack: pack::Directory,
    conflicts: Vec<Conflict>,
    directory: Arc<Directory>,
}

/// What the app is opened with.
pub struct OpenWith<'a> {
    /// The app's private folder, left out of backups.
    pub folder: &'a Path,
    /// The phone's keys.
    pub keys: Arc<dyn KeyStore>,
    /// The phone's clocks.
    pub clock: Arc<dyn Clock>,
    /// The phone's randomness.
    pub random: Arc<dyn Random>,
    /// The network.
    pub transport: Arc<dyn Transport>,
}

/// What was found when the app was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opened {
    /// The officer's file; [`VaultError::Locked`] while the phone is locked.
    pub officer: Result<OpenReport, VaultError>,
    /// The duty file.
    pub duty: Result<OpenReport, VaultError>,
    /// The packs.
    pub packs: pack::Found,
}

impl Peerline {
    /// Opens the app: both files, written once, and the packs. A file that is locked stays locked and says so; nothing else waits for
    /// it. Before the phone's first unlock after a start the packs are locked too, and then the app cannot be opened.
    ///
    /// # Errors
    /// [`HomeError::Pack`] if the packs cannot be reached, [`HomeError::Vault`] if a file cannot be opened for a reason other than
    /// the phone's lock. The lines of [`crisis::Lines::floor`] are there all the same.
    pub fn open(with: OpenWith<'_>) -> Result<(Self, Opened), HomeError> {
        let OpenWith { folder, keys, clock, random, transport } = with;
        let vault = |which| {
            let open =
                Open { folder, which, keys: keys.clone(), clock: clock.clone(), random: random.clone() };
            Vault::locked(open).map(Arc::new)
        };
        let (officer, duty_file) = (vault(Which::Officer)?, vault(Which::Duty)?);
        let opened = |vault: &Vault| match vault.unlock() {
            Err(error) if error != VaultError::Locked => Err(HomeError::Vault(error)),
            report => Ok(report),
        };
        let (officer_report, duty_report) = (opened(&officer)?, opened(&duty_file)?);
        let publisher_root = pack::PUBLISHER_ROOT;
        let open = pack::Open { folder, keys: keys.clone(), random: random.clone(), publisher_root };
        let (packs, packs_report) = Packs::open(open)?;
        let corrected = Arc::new(CorrectedClock::new(clock.clone()));
        let peerline = Self {
            folder: folder.to_owned(),
            membership: Membership::new(officer.clone(), duty_file.clone(), random.clone()),
            requests: Requests::new(officer.clone(), corrected.clone(), random.clone()),
            duty: Duty::new(duty_file.clone(), corrected.clone(), random.clone()),
            safety_plan: SafetyPlan::new(
                officer.clone(),
                folder,
                keys.clone(),
                clock.clone(),
                random.clone(),
            ),
            follow_ups: FollowUps::new(officer.clone(), duty_file.clone(), clock.clone(), random),
            schedule: pending::Schedule::default(),
            curtain: privacy::Sight::default(),
            made: Mutex::default(),
            keys,
            clock,
            corrected,
            transport,
            officer,
            duty_file,
            packs,
        };
        peerline.look_after_care();
        Ok((peerline, Opened { officer: officer_report, duty: duty_report, packs: packs_report }))
    }

    /// The officer's requests. To make one, see [`Peerline::ask`].
    pub fn requests(&self) -> &Requests {
        &self.requests
    }

    /// The peer's duty. Its calls that need the pool are [`Peerline::claim`] and its siblings.
    pub fn duty(&self) -> &Duty {
        &self.duty
    }

    /// The cards. To read one, see [`Peerline::join`].
    pub fn membership(&self) -> &Membership {
        &self.membership
    }

    /// The signed packs.
    pub fn packs(&self) -> &Packs {
        &self.packs
    }

    /// The crisis lines: the floor, newer ones of the publisher's, and those that the pool adds.
    pub fn lines(&self) -> crisis::Lines {
        self.packs.lines()
    }

    /// The settings.
    pub fn settings(&self) -> Settings {
        Settings::load(&self.folder).0
    }

    /// Keeps changed settings.
    pub fn set_settings(&self, settings: &Settings) -> Result<(), HomeError> {
        Ok(settings.save(&self.folder)?)
    }

    /// The peers, without those whom the officer must not meet.
    ///
    /// Making it reads every row. The last one is kept as long as pack and exclusions are the same and the officer's file is open.
    ///
    /// # Errors
    /// [`HomeError::NoDirectory`] before the first pack; [`HomeError::Vault`] if the exclusions cannot be read: then nobody is shown.
    pub fn directory(&self) -> Result<Arc<Directory>, HomeError> {
        // Held from here on: what is forgotten meanwhile is not brought back.
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let pack = self.packs.directory(self.minute()).ok_or(HomeError::NoDirectory)?;
        let conflicts: Vec<_> =
            directory::exclusions(&self.officer)?.into_iter().map(|exclusion| exclusion.conflict).collect();
        let same = |made: &&MadeDirectory| {
            Arc::ptr_eq(&made.pack.rows, &pack.rows)
                && made.pack.issued == pack.issued
                && made.conflicts == conflicts
        };
        if let Some(made) = made.as_ref().filter(same) {
            return Ok(made.directory.clone());
        }
        let directory = Arc::new(Directory::new(pack.rows.to_vec(), pack.issued, &conflicts));
        *made = Some(MadeDirectory { pack, conflicts, directory: directory.clone() });
        Ok(directory)
    }

    /// Whom the officer must not meet is no more in memory than the rest of their file.
    fn forget_directory(&self) {
        *self.made.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// One page of the peers who are offered now and fit the query, best first.
    pub fn peers(&self, query: &Query, page: PageRequest) -> Result<Page<PeerRow>, HomeError> {
        let (directory, on_call) = (self.directory()?, self.on_call()?);
        Ok(directory.search(
            query,
            page,
            &Now { at: self.clock.now(), on_call: &on_call, rotation: self.rotation()? },
        ))
    }

    /// The agencies that have at least one peer who is offered now, by name.
    pub fn agencies(&self) -> Result<Vec<String>, HomeError> {
        let (directory, on_call) = (self.directory()?, self.on_call()?);
        Ok(directory.agencies(&Now { at: self.clock.now(), on_call: &on_call, rotation: self.rotation()? }))
    }

    /// The name that the directory has of a peer who answered, also of one who is not offered any more.
    pub fn name_of(&self, peer: PeerId) -> Option<Sensitive<String>> {
        let pack = self.packs.directory(self.minute())?;
        pack.rows.iter().find(|row| row.id == peer).map(|row| row.name.clone())
    }

    /// Who is on call, as far as this phone knows.
    pub fn on_call(&self) -> Result<OnCall, HomeError> {
        let Some(pool) = self.membership.pool()? else { return Ok(OnCall::default()) };
        let today = Minute::of_unix(self.corrected.now().timestamp()).day();
        let keys = keys::newest(&self.officer, &pool, today)?;
        Ok(OnCall::new(keys.iter().map(|(peer, key)| (*peer, key.on_call_until))))
    }

    /// Today's order among peers who fit equally well, on this phone.
    pub fn rotation(&self) -> Result<Rotation, HomeError> {
        Ok(Rotation::of_day(&self.membership.rotation()?, self.minute().day()))
    }

    /// Whom the officer must not meet.
    pub fn exclusions(&self) -> Result<Vec<directory::Exclusion>, HomeError> {
        Ok(directory::exclusions(&self.officer)?)
    }

    /// Takes somebody out of every list, count and match.
    pub fn exclude(&self, exclusion: &directory::Exclusion) -> Result<(), HomeError> {
        Ok(directory::exclude(&self.officer, exclusion)?)
    }

    /// Takes an exclusion back.
    pub fn no_longer_exclude(&self, conflict: &directory::Conflict) -> Result<(), HomeError> {
        Ok(directory::no_longer_exclude(&self.officer, conflict)?)
    }

    /// What a peer must disclose, here and in the officer's agency.
    pub fn limits(&self, language: Language) -> Result<LimitsScreen, HomeError> {
        let limits = self.packs.limits(self.minute()).ok_or(HomeError::NoLimits)?;
        Ok(limits::screen(&limits.value, self.membership.my_agency()?.as_deref(), language))
    }

    /// Accepts the limits that were shown.
    pub fn accept_limits(&self, seen: &Shown) -> Result<(), HomeError> {
        let limits = self.packs.limits(self.minute()).ok_or(HomeError::NoLimits)?;
        let agency = self.membership.my_agency()?;
        limits::accept(&self.officer, &limits.value, agency.as_deref(), seen, self.clock.now())?;
        Ok(())
    }

    /// Takes a request that a peer sees.
    pub fn claim(&self, id: &crate::ids::RequestId) -> Result<(), HomeError> {
        Ok(self.duty.claim(&self.post()?, id)?)
    }

    /// Does not take a request.
    pub fn decline(&self, id: &crate::ids::RequestId) -> Result<(), HomeError> {
        Ok(self.duty.decline(&self.post()?, id)?)
    }

    /// Gives a request back.
    pub fn release(&self, id: &crate::ids::RequestId) -> Result<(), HomeError> {
        Ok(self.duty.release(&self.post()?, id)?)
    }

    /// Saves both files, used or not, and leaves no lock behind. To be called whenever the app leaves the screen.
    pub fn pause(&self) -> Result<(), HomeError> {
        self.left_sight();
        for vault in [&self.officer, &self.duty_file] {
            match vault.save() {
                Ok(()) | Err(VaultError::Locked) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(self.safety_plan.look_after_copy()?)
    }

    /// Saves and drops the officer's file from memory: what is in it answers "locked" until [`Peerline::resume`].
    pub fn lock(&self) -> Result<(), HomeError> {
        let saved = self.pause();
        self.officer.lock();
        self.forget_directory();
        saved
    }

    /// Opens again what was locked.
    pub fn resume(&self) -> Result<(), HomeError> {
        self.officer.unlock()?;
        self.duty_file.unlock()?;
        self.look_after_care();
        Ok(())
    }

    /// Saves both files and drops them from memory. Calling it again does nothing.
    pub fn close(&self) -> Result<(), HomeError> {
        let saved = self.pause();
        self.officer.lock();
        self.duty_file.lock();
        self.forget_directory();
        saved
    }

    /// The pool as a request sees it.
    fn pool(&self) -> Result<Pool, HomeError> {
        let card = self.membership.member()?.ok_or(HomeError::NoCard)?;
        let policy = self.policy()?;
        if peerline_protocol::pack::bearer_is_listed(&policy.value, &card.bearer).is_none() {
            return Err(HomeError::CardOutdated);
        }
        let relays = self.relays(&policy.value);
        Ok(Pool { id: card.pool, member_bearer: card.bearer, relays, ladder: policy.value.ladder })
    }

    /// This peer's post.
    fn post(&self) -> Result<Post, HomeError> {
        let PeerMembership { card, .. } = &self.peer()?;
        let Invited::Peer(peer) = card.invited else { return Err(HomeError::NoCard) };
        let policy = self.policy()?;
        if peerline_protocol::pack::bearer_is_listed(&policy.value, &card.bearer).is_none() {
            return Err(HomeError::CardOutdated);
        }
        let rows = self.packs.directory(self.minute());
        let row = rows.and_then(|pack| pack.rows.iter().find(|row| row.id == peer).cloned());
        let reach = match row {
            Some(row) => Reach {
                phone: row.phone.and_then(|phone| Phone::parse(phone.expose())),
                modalities: row.modalities,
            },
            None => Reach { phone: None, modalities: Vec::new() },
        };
        Ok(Post {
            pool: card.pool,
            peer,
            board_bearer: card.bearer.clone(),
            directory_key: self.peer()?.directory_key()?,
            relays: self.relays(&policy.value),
            ladder: policy.value.ladder,
            reach,
            tokens_live: policy.value.tokens.live,
        })
    }

    fn peer(&self) -> Result<PeerMembership, HomeError> {
        self.membership.peer()?.ok_or(HomeError::NoCard)
    }

    fn policy(&self) -> Result<Aged<Policy>, HomeError> {
        self.packs.policy(self.minute()).ok_or(HomeError::NoPolicy)
    }

    /// The relays that can be used; an address that cannot is left out.
    fn relays(&self, policy: &Policy) -> Vec<Relay> {
        self.relays_at(&policy.relays)
    }

    fn relays_at(&self, listed: &[peerline_protocol::pack::RelayAddress]) -> Vec<Relay> {
        listed
            .iter()
            .filter_map(|relay| RelayAddress::new(relay.id, &relay.url, relay.ca.clone()).ok())
            .map(|address| Relay::new(address, self.transport.clone()))
            .collect()
    }

    /// The directory keys that may be relied on: of peers who are designated today, while their pack holds.
    fn directory_keys(&self) -> Result<BTreeMap<PeerId, [u8; 32]>, HomeError> {
        let now = self.minute();
        let pack = self.packs.directory(now).ok_or(HomeError::NoDirectory)?;
        if !matches!(pack.keys, PeerKeys::Valid { .. }) {
            return Err(HomeError::DirectoryExpired);
        }
        let today = self.packs.clock(now).day();
        let designated = pack.rows.iter().filter(|row| row.is_designated(today));
        Ok(order::map(designated.filter_map(|row| Some((row.id, row.key?)))))
    }

    /// Whose packs are wanted, and for where: without a country set, for wherever the pool is.
    fn wanted(&self, pool: crate::ids::PoolId) -> Wanted {
        let region = match self.settings().home() {
            crate::settings::Home::Unknown => None,
            crate::settings::Home::Country(country) => Region::parse(country.code()),
            crate::settings::Home::Region(region) => Region::parse(&region.to_string()),
        };
        Wanted { scope: Scope::Pool(pool), region: region.unwrap_or_else(Region::everywhere) }
    }

    fn minute(&self) -> Minute {
        Minute::of_unix(self.clock.now().timestamp())
    }
}
