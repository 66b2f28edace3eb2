//! The first screen: three big choices, and what stands above them.

use super::{HomeError, Peerline};
use crate::duty::DutyView;
use crate::pack;
use crate::privacy::AppLock;
use crate::request::RequestView;
use crate::request::rules::Front;
use crate::words::{Language, Say, Words};

/// What the first screen shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeScreen {
    /// Whether the lines come first: whenever a request is late, not sent or over without help.
    pub front: Front,
    /// The request under way, or the last one until it is dismissed.
    pub request: Option<RequestView>,
    /// The peer's side, on a peer's phone.
    pub duty: Option<DutyView>,
    /// Whether this phone can ask: it has a member's card.
    pub can_ask: bool,
    /// Whether the app asks for the phone's lock first; then request and duty are left out.
    pub app_lock: AppLock,
    /// What to say above everything.
    pub notices: Vec<Notice>,
}

/// What the first screen says above everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The officer's file is locked: unlock the phone to see the request.
    Locked,
    /// The app is locked: pass the phone's lock to see the request.
    AppLocked,
    /// The pool's pack has at most seven, three or one day left, or is out of date.
    Pack(pack::Notice),
    /// A relay shows fewer than half of the daily keys that this phone knew: it may be hiding peers.
    FewKeys,
    /// The phone's clock is wrong by so many minutes.
    ClockWrong(u32),
}

impl Notice {
    /// The notice in a sentence.
    pub fn in_words(self, language: Language) -> String {
        let say = match self {
            Self::Locked => Say::HomeLocked,
            Self::AppLocked => Say::HomeAppLocked,
            Self::Pack(pack::Notice::Fine) => return String::new(),
            Self::Pack(pack::Notice::SevenDays) => Say::HomePackEnds { days: 7 },
            Self::Pack(pack::Notice::ThreeDays) => Say::HomePackEnds { days: 3 },
            Self::Pack(pack::Notice::OneDay) => Say::HomePackEnds { days: 1 },
            Self::Pack(pack::Notice::Expired) => Say::HomePackExpired,
            Self::FewKeys => Say::RequestFewKeys,
            Self::ClockWrong(minutes) => Say::HomeClockWrong { minutes },
        };
        Words::of(language).say(&say)
    }
}

impl Peerline {
    /// The first screen. What is locked is left out and said; the lines never wait for it.
    pub fn home(&self) -> Result<HomeScreen, HomeError> {
        let mut notices = Vec::new();
        let app_lock = self.app_lock();
        let (request, can_ask) = match self.officers_part() {
            // Behind the app's lock stands what is the officer's; the lines do not.
            Ok(_) if app_lock == AppLock::Ask => {
                notices.push(Notice::AppLocked);
                (None, false)
            }
            Ok(part) => part,
            Err(error) if error.is_locked() => {
                notices.push(Notice::Locked);
                (None, false)
            }
            Err(error) => return Err(error),
        };
        let duty = match self.peers_part() {
            Ok(_) if app_lock == AppLock::Ask => None,
            Ok(duty) => duty,
            Err(error) if error.is_locked() => None,
            Err(error) => return Err(error),
        };
        if let Some(validity) = self.packs.status(self.minute()).pool
            && validity.notice != pack::Notice::Fine
        {
            notices.push(Notice::Pack(validity.notice));
        }
        if self.schedule.shows_too_few() {
            notices.push(Notice::FewKeys);
        }
        if let Some(correction) = self.corrected.correction() {
            let minutes = correction.num_minutes().unsigned_abs();
            notices.push(Notice::ClockWrong(u32::try_from(minutes).unwrap_or(u32::MAX)));
        }
        let front = request.as_ref().map_or(Front::Request, |request| request.front);
        Ok(HomeScreen { front, request, duty, can_ask, app_lock, notices })
    }

    fn officers_part(&self) -> Result<(Option<RequestView>, bool), HomeError> {
        Ok((self.requests.view()?, self.membership.member()?.is_some()))
    }

    fn peers_part(&self) -> Result<Option<DutyView>, HomeError> {
        Ok(match self.membership.peer()? {
            Some(_) => Some(self.duty.view()?),
            None => None,
        })
    }
}
