//! What only the asked peers read: no name, no agency, no free text.

use super::BODY_PLAIN;
use crate::hpke_suite::PublicKey;
use crate::ids::Minute;
use crate::layout::{Reader, pad, put_short, unpad};
use crate::lists::{Topic, Wish};
use crate::order;
use zeroize::Zeroizing;

const VERSION: u8 = 1;
const LIMITS_ID: usize = 64;
const LANGUAGE: usize = 35;

/// What the officer asks for, before the phone adds a key to answer to.
#[derive(Clone, PartialEq, Eq)]
pub struct Ask {
    /// When the request was made.
    pub made: Minute,
    /// Which limits the officer accepted: the part common to the pool, never the agency's.
    pub limits: AcceptedLimits,
    /// What the officer would like.
    pub wishes: Vec<Wish>,
    /// What it is about.
    pub topics: Vec<Topic>,
    /// The language to talk in, BCP 47, at most 35 bytes.
    pub language: String,
}

impl std::fmt::Debug for Ask {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ask")
    }
}

/// Id and version of the common limits that were accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedLimits {
    /// The id in the limits pack, at most 64 bytes.
    pub id: String,
    /// Its version.
    pub version: u32,
}

/// What a peer reads when a slot opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// What is asked for.
    pub ask: Ask,
    /// The key that the answer is sealed to.
    pub reply_key: PublicKey,
}

impl Body {
    /// The 256 bytes before sealing; `None` if something is longer than its field.
    pub(super) fn to_padded(&self) -> Option<Zeroizing<[u8; BODY_PLAIN]>> {
        let mut out = Zeroizing::new(vec![VERSION]);
        out.extend_from_slice(self.reply_key.as_bytes());
        out.extend_from_slice(&self.ask.made.0.to_be_bytes());
        put_short(&mut out, self.ask.limits.id.as_bytes(), LIMITS_ID)?;
        out.extend_from_slice(&self.ask.limits.version.to_be_bytes());
        put_short(&mut out, &numbers(&self.ask.wishes, Wish::number), 255)?;
        put_short(&mut out, &numbers(&self.ask.topics, Topic::number), 255)?;
        put_short(&mut out, self.ask.language.as_bytes(), LANGUAGE)?;
        pad(&out)
    }

    /// Reads the 256 bytes. Topics of a newer list read as "other", wishes of a newer list are left out.
    pub(super) fn parse(padded: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(unpad(padded)?);
        if reader.u8()? != VERSION {
            return None;
        }
        let reply_key = PublicKey::new(reader.array()?);
        let made = Minute(reader.u32()?);
        let limits = AcceptedLimits { id: text(reader.short(LIMITS_ID)?)?, version: reader.u32()? };
        let wishes = reader.short(255)?.iter().filter_map(|number| Wish::of_number(*number)).collect();
        let topics = reader.short(255)?;
        let topics = topics.iter().map(|number| Topic::of_number(*number).unwrap_or(Topic::Other)).collect();
        let language = text(reader.short(LANGUAGE)?)?;
        let body = Self { ask: Ask { made, limits, wishes, topics, language }, reply_key };
        reader.finished().then_some(body)
    }
}

/// Each number once, in the order of the list, so that the order chosen on the screen says nothing.
fn numbers<T: Copy>(values: &[T], number: fn(T) -> u8) -> Vec<u8> {
    order::set(values.iter().map(|value| number(*value))).into_iter().collect()
}

fn text(bytes: &[u8]) -> Option<String> {
    String::from_utf8(bytes.to_vec()).ok()
}
