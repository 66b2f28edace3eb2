//! Kind `wire`: the bytes between phones and relay. A case names an operation and its inputs; what it gives is compared by field.
//!
//! Bytes are base64url without padding. Whatever is not accepted gives `{"refused": name}`. A case with `alter` does not carry the
//! operation out once but for every altered form of one input, and gives those forms that were accepted all the same.

mod answers;
mod cards;
mod requests;
mod statements;

use crate::case::Case;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use std::fmt::Debug;

/// How an operation is carried out.
type Op = fn(Case<'_>) -> Result<Value, String>;

/// Every operation.
const OPS: [(&str, Op); 18] = [
    ("random_bytes", requests::random_bytes),
    ("generate_key", requests::generate_key),
    ("hash_secret", answers::hash_secret),
    ("seal_request", requests::seal_request),
    ("parse_request", requests::parse_request),
    ("parse_board", requests::parse_board),
    ("open_slot", requests::open_slot),
    ("seal_answer", answers::seal),
    ("open_answer", answers::open),
    ("seal_message", answers::seal_message),
    ("open_message", answers::open_message),
    ("sign_statement", statements::sign),
    ("verify_statement", statements::verify),
    ("print_invitation", cards::print_invitation),
    ("parse_invitation", cards::parse_invitation),
    ("print_peer_card", cards::print_peer_card),
    ("parse_peer_card", cards::parse_peer_card),
    ("read_problem", statements::read_problem),
];

/// What comes out of a case, by the fields of `expect`.
pub(crate) fn got(case: &Value) -> Result<Value, String> {
    let named = Case(case).text("op")?;
    let (_, op) =
        OPS.iter().find(|(name, _)| *name == named).ok_or_else(|| format!("no operation `{named}`"))?;
    if case["alter"].is_null() { op(Case(case)) } else { altered(case, *op) }
}

/// Alters one input in every way of one kind, and tells where that made no difference to being accepted, as ranges (first, last).
fn altered(case: &Value, op: Op) -> Result<Value, String> {
    let alter = Case(case).part("alter")?;
    let field = alter.text("field")?;
    let whole = Case(case).bytes(field)?;
    let forms: Vec<Vec<u8>> = match alter.text("how")? {
        "flip_each_byte" => {
            let mask: u8 = alter.number("mask")?;
            let flipped = |at: usize| {
                let mut bytes = whole.clone();
                bytes[at] ^= mask;
                bytes
            };
            (0..whole.len()).map(flipped).collect()
        }
        "cut_at_each_length" => (0..whole.len()).map(|length| whole[..length].to_vec()).collect(),
        other => return Err(format!("`{other}` is no way to alter")),
    };
    let mut accepted: Vec<[usize; 2]> = Vec::new();
    let mut one = case.clone();
    for (at, form) in forms.iter().enumerate() {
        one[field] = text(form);
        if op(Case(&one))?["refused"].is_null() {
            match accepted.last_mut() {
                Some([_, last]) if *last + 1 == at => *last = at,
                _ => accepted.push([at, at]),
            }
        }
    }
    Ok(json!({ "forms": forms.len(), "accepted": accepted }))
}

/// Bytes as they stand in a case.
fn text(bytes: impl AsRef<[u8]>) -> Value {
    json!(URL_SAFE_NO_PAD.encode(bytes))
}

/// A refusal by the name of its variant: `WrongLength` is `wrong_length`.
fn refused(why: impl Debug) -> Value {
    let mut name = String::new();
    for letter in format!("{why:?}").chars() {
        if letter.is_ascii_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    json!({ "refused": name })
}

/// What gives no reason, so that nobody learns one.
fn does_not_open() -> Value {
    json!({ "refused": "does_not_open" })
}
