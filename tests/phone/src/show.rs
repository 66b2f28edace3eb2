//! What a phone answers, as JSON. The fields are those that `README.md` lists; what a person reads is a finished sentence under
//! `in_words`.

use crate::command::Malformed;
use peerline_core::coping::CopingError;
use peerline_core::crisis::{LineList, LineRow, Way};
use peerline_core::directory::{Page, PeerRow};
use peerline_core::duty::rules::Held;
use peerline_core::duty::{self, DutyError, DutyView, OfferStage, OfferView, Trouble};
use peerline_core::error::{Advice, Advise as _};
use peerline_core::home::{HomeError, HomeScreen, Opened, Report};
use peerline_core::limits::{LimitsError, LimitsScreen};
use peerline_core::membership::MembershipError;
use peerline_core::request::rules::Front;
use peerline_core::request::{AnsweringPeer, BeforeAsking, RequestError, RequestView, Stage};
use peerline_core::safety_plan::PlanError;
use peerline_core::self_check::SelfCheckError;
use peerline_core::vault::{OpenReport, VaultError};
use peerline_core::words::Language;
use peerline_protocol::card::{Invitation, Invited};
use serde_json::{Value, json};
use std::fmt::Debug;

/// Why a command was not carried out.
#[derive(Debug)]
pub(crate) enum Failed {
    /// The line is no command, or a value in it is none.
    Malformed,
    /// The app is not open.
    NotOpen,
    /// The app is open already.
    AlreadyOpen,
    /// No limits were shown since the app was opened.
    NothingShown,
    /// The phone's clock is the system's, which cannot be moved.
    SystemClock,
    /// No exercise is under way.
    NothingUnderWay,
    /// The app's own reason.
    App(HomeError),
    /// The reason of a self-check.
    Check(SelfCheckError),
}

impl From<HomeError> for Failed {
    fn from(error: HomeError) -> Self {
        Self::App(error)
    }
}

impl From<PlanError> for Failed {
    fn from(error: PlanError) -> Self {
        Self::App(error.into())
    }
}

impl From<SelfCheckError> for Failed {
    fn from(error: SelfCheckError) -> Self {
        Self::Check(error)
    }
}

impl From<&Malformed> for Failed {
    fn from(_: &Malformed) -> Self {
        Self::Malformed
    }
}

/// Anything that can be said as a failure.
pub(crate) trait Failure {
    fn code_and_advice(&self) -> (String, Advice);
}

impl Failure for Malformed {
    fn code_and_advice(&self) -> (String, Advice) {
        Failed::from(self).code_and_advice()
    }
}

impl Failure for Failed {
    fn code_and_advice(&self) -> (String, Advice) {
        match self {
            Self::App(error) => (code(error), error.advice()),
            Self::Check(SelfCheckError::Vault(reason)) => (vault_code(*reason), reason.advice()),
            Self::Check(SelfCheckError::Answers(reason)) => {
                (format!("self_check.{}", snake(reason)), Advice::Retry)
            }
            Self::Check(reason) => (format!("self_check.{}", snake(reason)), reason.advice()),
            Self::Malformed => ("malformed".to_owned(), Advice::UpdateApp),
            own => (snake(own), Advice::Retry),
        }
    }
}

/// An error: a word for what happened and what to do about it, nothing else.
pub(crate) fn failed(failure: &impl Failure) -> Value {
    let (code, advice) = failure.code_and_advice();
    json!({"error": code, "advice": snake(&advice)})
}

/// The capability and its reason; a reason of the vault's is the vault's wherever it came up.
fn code(error: &HomeError) -> String {
    let of = |capability: &str, reason: &dyn Debug| format!("{capability}.{}", snake(&reason));
    match error {
        HomeError::Vault(reason)
        | HomeError::Plan(PlanError::Vault(reason))
        | HomeError::Limits(LimitsError::Vault(reason))
        | HomeError::Request(RequestError::Vault(reason))
        | HomeError::Duty(DutyError::Vault(reason))
        | HomeError::Coping(CopingError::Vault(reason))
        | HomeError::Membership(MembershipError::Vault(reason)) => vault_code(*reason),
        HomeError::Membership(MembershipError::Card(reason)) => of("card", reason),
        HomeError::Limits(reason) => of("limits", reason),
        HomeError::Request(reason) => of("request", reason),
        HomeError::Duty(reason) => of("duty", reason),
        HomeError::Membership(reason) => of("membership", reason),
        HomeError::Pack(reason) => of("pack", reason),
        HomeError::Call(reason) => of("call", reason),
        HomeError::Coping(reason) => of("coping", reason),
        HomeError::Settings(reason) => of("settings", reason),
        HomeError::Plan(reason) => of("plan", reason),
        HomeError::FollowUp(reason) => of("follow_up", reason),
        own => snake(own),
    }
}

fn vault_code(reason: VaultError) -> String {
    format!("vault.{}", snake(&reason))
}

/// The first word of a value's name, in small letters: `NobodyToAsk` is `nobody_to_ask`, and so is `NobodyToAsk(...)`.
pub(crate) fn snake(value: &dyn Debug) -> String {
    let name = format!("{value:?}");
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

pub(crate) fn opened(opened: &Opened) -> Value {
    let file = |report: &Result<OpenReport, VaultError>| match report {
        Ok(report) => json!({
            "found": snake(&report.found),
            "written": report.written.is_ok(),
            "set_aside": report.set_aside,
        }),
        Err(error) => json!({"error": vault_code(*error)}),
    };
    json!({"officer": file(&opened.officer), "duty": file(&opened.duty)})
}

pub(crate) fn joined(card: &Invitation) -> Value {
    let role = match card.invited {
        Invited::Member => "member",
        Invited::Peer(_) => "peer",
    };
    json!({"as": role, "pool": card.name})
}

pub(crate) fn report(report: &Report) -> Value {
    json!({
        "changed": report.changed,
        "new_offer": report.new_offer,
        "locked": report.locked,
        "next_s": report.next.after.as_secs(),
        "urgent": report.next.urgent,
    })
}

pub(crate) fn lines(list: &LineList) -> Value {
    json!({"note": list.note, "lines": list.rows.iter().map(line).collect::<Vec<_>>()})
}

pub(crate) fn line(row: &LineRow) -> Value {
    let ways = |ways: &[Way]| -> Vec<Value> {
        ways.iter()
            .map(|way| json!({"uri": way.uri, "number": way.number, "press": way.press, "notes": way.notes}))
            .collect()
    };
    json!({
        "id": row.id.to_string(),
        "heading": row.heading,
        "name": row.name,
        "who_answers": row.who_answers,
        "police": row.police,
        "open_now": row.open_now,
        "checked": row.checked,
        "calls": ways(&row.calls),
        "texts": ways(&row.texts),
        "added_by": row.added_by,
    })
}

pub(crate) fn limits(screen: &LimitsScreen) -> Value {
    let limits: Vec<Value> = screen
        .limits
        .iter()
        .map(
            |limit| json!({"id": limit.id, "text": limit.text, "whose": limit.whose, "source": limit.source}),
        )
        .collect();
    json!({"role": screen.role, "place": screen.place, "limits": limits})
}

pub(crate) fn before_asking(before: &BeforeAsking, language: Language) -> Value {
    let words = before.in_words(language);
    json!({
        "peers": before.askable.peers,
        "on_call": before.askable.on_call,
        "counted_s": before.counted.map(|age| age.as_secs()),
        "deadline_s": before.deadline.as_secs(),
        "in_words": {
            "deadline": words.deadline,
            "on_call": words.on_call,
            "counted": words.counted,
            "cannot": words.cannot,
            "visible": words.visible,
        },
    })
}

/// The peer who answered, if one is shown.
pub(crate) fn answering(view: &RequestView) -> Option<&AnsweringPeer> {
    match &view.stage {
        Stage::Answered { peer, .. } => Some(peer),
        Stage::Ended { peer, .. } => peer.as_ref(),
        Stage::Sending { .. } | Stage::Waiting { .. } => None,
    }
}

pub(crate) fn request(view: &RequestView, name: Option<&str>, language: Language) -> Value {
    let words = view.in_words(language, name);
    let peer = answering(view).map(|peer| {
        json!({
            "id": peer.peer,
            "name": name,
            "phone": peer.phone.as_ref().map(|phone| phone.expose()),
            "modalities": peer.modalities,
            "number_shared": peer.number_shared,
        })
    });
    let mut shown = json!({
        "id": view.id,
        "stage": snake(&view.stage),
        "front": front(view.front),
        "left_s": view.left.as_secs(),
        "asked": view.asked,
        "peer": peer,
        "in_words": {
            "headline": words.headline,
            "left": words.left,
            "next_step": words.next_step,
            "notes": words.notes,
        },
    });
    match &view.stage {
        Stage::Sending { failed } => shown["failed"] = json!(failed),
        Stage::Waiting { round, round_left } => {
            shown["round"] = json!(round);
            shown["round_left_s"] = json!(round_left.as_secs());
        }
        Stage::Answered { ask_if_no_luck, .. } => shown["ask_if_no_luck"] = json!(ask_if_no_luck),
        Stage::Ended { end, .. } => shown["end"] = json!(snake(end)),
    }
    shown
}

fn front(front: Front) -> &'static str {
    match front {
        Front::Lines => "lines",
        Front::Request => "request",
    }
}

pub(crate) fn duty(view: &DutyView, language: Language) -> Value {
    let until = view.on_call_until.map(|until| until.unix());
    let time = until.map(clock_time);
    json!({
        "on_call_until": until,
        "trouble": view.trouble.map(|trouble| snake(&trouble)),
        "offers": view.offers.iter().map(|view| offer(view, language)).collect::<Vec<_>>(),
        "in_words": {
            "on_call": duty::words::on_call(time.as_deref(), language),
            "trouble": view.trouble.map(|trouble: Trouble| trouble.in_words(language)),
        },
    })
}

/// The time of day, as a phone in UTC writes it.
fn clock_time(unix: i64) -> String {
    let minutes = unix.div_euclid(60).rem_euclid(24 * 60);
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

fn offer(view: &OfferView, language: Language) -> Value {
    let words = view.in_words(language);
    let mut shown = json!({
        "id": view.id,
        "stage": snake(&view.stage),
        "topics": view.topics,
        "wishes": view.wishes,
        "language": view.language,
        "left_s": view.left.as_secs(),
        "in_words": {
            "headline": words.headline,
            "topics": words.topics,
            "wishes": words.wishes,
            "language": words.language,
            "left": words.left,
            "number": words.number,
        },
    });
    match &view.stage {
        OfferStage::Held(Held { seen, phone, .. }) => {
            shown["seen"] = json!(seen);
            shown["phone"] = json!(phone.as_ref().map(|phone| phone.expose()));
        }
        OfferStage::Over(over) => shown["over"] = json!(snake(over)),
        OfferStage::Open | OfferStage::Claiming => {}
    }
    shown
}

pub(crate) fn peers(page: &Page<PeerRow>, language: Language) -> Value {
    let rows: Vec<Value> = page
        .rows
        .iter()
        .map(|row| {
            let words = row.in_words(language);
            json!({
                "id": row.id,
                "name": row.name.expose(),
                "agency": row.agency,
                "on_call": row.on_call,
                "has_app": row.has_app,
                "in_words": {
                    "roles": words.roles,
                    "experience": words.experience,
                    "topics": words.topics,
                    "languages": words.languages,
                    "reached_by": words.reached_by,
                    "on_call": words.on_call,
                },
            })
        })
        .collect();
    json!({"total": page.total, "peers": rows})
}

pub(crate) fn home(home: &HomeScreen, name: Option<&str>, language: Language) -> Value {
    let notices: Vec<String> = home.notices.iter().map(|notice| notice.in_words(language)).collect();
    json!({
        "front": front(home.front),
        "can_ask": home.can_ask,
        "notices": notices,
        "request": home.request.as_ref().map(|view| request(view, name, language)),
        "duty": home.duty.as_ref().map(|view| duty(view, language)),
    })
}
