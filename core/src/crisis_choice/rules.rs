//! Which lines stand in the view, and what is said of peer and plan.

use crate::crisis::{Group, LineRow, MeantFor};
use peerline_protocol::order;

/// How many lines of a kind are shown; the whole list is one tap away.
pub(super) const AT_MOST: usize = 3;

/// Whether a peer can be asked now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PeerNow {
    /// The app is not open, so nobody can say.
    NotOpen,
    /// The phone or the app is locked.
    Locked,
    /// This phone has no card of a pool, or one that is out of date.
    NoCard,
    /// What is needed to ask was not fetched yet, or is out of date.
    NotReady,
    /// The limits are to be read first.
    LimitsFirst,
    /// Nobody can be asked right now.
    Nobody,
    /// A request is under way.
    UnderWay,
    /// Somebody can be asked.
    CanAsk,
}

/// Whether the officer's own safety plan can be read now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlanNow {
    /// The app is not open, so nobody can say.
    NotOpen,
    /// There is none.
    None,
    /// The phone or the app is locked; whether there is a plan is not said.
    Locked,
    /// It can be read.
    Readable,
}

impl PeerNow {
    /// Every value.
    pub const ALL: &'static [Self] = &[
        Self::NotOpen,
        Self::Locked,
        Self::NoCard,
        Self::NotReady,
        Self::LimitsFirst,
        Self::Nobody,
        Self::UnderWay,
        Self::CanAsk,
    ];

    /// Its word in files and catalogues.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotOpen => "not_open",
            Self::Locked => "locked",
            Self::NoCard => "no_card",
            Self::NotReady => "not_ready",
            Self::LimitsFirst => "limits_first",
            Self::Nobody => "nobody",
            Self::UnderWay => "under_way",
            Self::CanAsk => "can_ask",
        }
    }
}

impl PlanNow {
    /// Every value.
    pub const ALL: &'static [Self] = &[Self::NotOpen, Self::None, Self::Locked, Self::Readable];

    /// Its word in files and catalogues.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotOpen => "not_open",
            Self::None => "none",
            Self::Locked => "locked",
            Self::Readable => "readable",
        }
    }
}

/// Places in the list of the lines that are shown.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Picked {
    pub(super) calls: Vec<usize>,
    pub(super) texts: Vec<usize>,
    pub(super) emergency: Vec<usize>,
}

/// The lines of the view, from the list in its order: those that can be called, those that can be written to, the emergency numbers.
///
/// What is known to be closed or is no crisis line stays in the list. What is made for officers comes first. With a country, lines that are for one region and perhaps not
/// for this one only fill what is left, and one of the lines is for everybody if there is such a line. Without a country it is the
/// first of each country: which one is right, the officer sees.
pub(super) fn pick(rows: &[LineRow], knows_country: bool) -> Picked {
    let offered = |row: &LineRow| {
        row.is_crisis_line && !matches!(row.group, Group::Closed | Group::Emergency | Group::OtherHelp)
    };
    let of = |reached: &dyn Fn(&LineRow) -> bool| {
        let mut fitting: Vec<usize> =
            (0..rows.len()).filter(|at| offered(&rows[*at]) && reached(&rows[*at])).collect();
        order::by_key(&mut fitting, |at| rows[*at].meant_for != MeantFor::Officers);
        if knows_country { few(rows, &fitting) } else { one_a_country(rows, &fitting) }
    };
    Picked {
        calls: of(&|row| !row.calls.is_empty()),
        texts: of(&|row| !row.texts.is_empty() || row.chat.is_some()),
        emergency: (0..rows.len()).filter(|at| rows[*at].group == Group::Emergency).collect(),
    }
}

fn few(rows: &[LineRow], fitting: &[usize]) -> Vec<usize> {
    let of_another = |at: &&usize| rows[**at].group == Group::OtherRegionOfficers;
    let surely_here = fitting.iter().filter(|at| !of_another(at));
    let perhaps_here = fitting.iter().filter(of_another);
    let mut picked: Vec<usize> = surely_here.chain(perhaps_here).copied().take(AT_MOST).collect();
    let for_everybody = |at: &usize| rows[*at].meant_for == MeantFor::Everybody;
    if !picked.iter().any(for_everybody)
        && let Some(general) = fitting.iter().copied().find(for_everybody)
    {
        picked.truncate(AT_MOST - 1);
        picked.push(general);
    }
    picked
}

fn one_a_country(rows: &[LineRow], fitting: &[usize]) -> Vec<usize> {
    let mut picked: Vec<usize> = Vec::new();
    for at in fitting {
        // A line for some region of a country is not the one to offer to all of it.
        let whole_country = rows[*at].group != Group::OtherRegionOfficers;
        if whole_country && picked.iter().all(|other| rows[*other].country != rows[*at].country) {
            picked.push(*at);
        }
    }
    picked
}
