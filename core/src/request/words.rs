//! What the officer reads of a request, in finished sentences.

use super::rules::{End, Front};
use super::{BeforeAsking, RequestView, Stage};
use crate::words::{Language, Say, Words};
use std::time::Duration;

/// The sentences beside the button, in the order in which they stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BeforeAskingWords {
    /// The deadline and what happens then.
    pub deadline: String,
    /// One of about so many on call, or that nobody can be asked.
    pub on_call: String,
    /// How old that count is.
    pub counted: String,
    /// What a peer cannot do.
    pub cannot: String,
    /// What remains visible, and to whom.
    pub visible: Vec<String>,
}

impl BeforeAsking {
    /// The sentences beside the button.
    pub fn in_words(&self, language: Language) -> BeforeAskingWords {
        let words = Words::of(language);
        let on_call = u32::try_from(self.askable.on_call).unwrap_or(u32::MAX);
        let on_call = match self.askable.peers {
            0 => Say::RequestNobodyToAsk,
            _ => Say::AskOnCall { count: on_call },
        };
        let counted = match self.counted {
            None => Say::AskNeverCounted,
            Some(age) => Say::AskCounted { minutes: minutes(age) },
        };
        BeforeAskingWords {
            deadline: words.say(&Say::AskDeadline { minutes: minutes_up(self.deadline) }),
            on_call: words.say(&on_call),
            counted: words.say(&counted),
            cannot: words.say(&Say::AskCannotSendHelp),
            visible: vec![words.say(&Say::AskAppIsVisible), words.say(&Say::AskAddressIsVisible)],
        }
    }
}

/// The sentences of the screen while a request is under way and after it.
#[derive(Clone, PartialEq, Eq)]
pub struct RequestWords {
    /// What is going on.
    pub headline: String,
    /// How much time is left, if there is a deadline to wait for.
    pub left: Option<String>,
    /// What happens next.
    pub next_step: Option<String>,
    /// What else to know.
    pub notes: Vec<String>,
}

/// A peer's name may be in it.
impl std::fmt::Debug for RequestWords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RequestWords")
    }
}

impl RequestView {
    /// The sentences of the screen. `name` is the answering peer's, from the directory.
    pub fn in_words(&self, language: Language, name: Option<&str>) -> RequestWords {
        let late = self.front == Front::Lines;
        let headline = match &self.stage {
            Stage::Sending { failed: false } if !late => Say::RequestSending,
            Stage::Sending { .. } => Say::RequestNotSentYet,
            Stage::Waiting { .. } if late => Say::RequestLate,
            Stage::Waiting { .. } => Say::RequestWaiting,
            Stage::Answered { .. } => match name {
                Some(name) => Say::RequestAnswered { name: name.to_owned() },
                None => Say::RequestAnsweredNoName,
            },
            Stage::Ended { end, .. } => Say::RequestEnded { end: end_word(*end) },
        };
        let waits =
            matches!(self.stage, Stage::Sending { .. } | Stage::Waiting { .. }) && !self.left.is_zero();
        let left = waits.then_some(Say::RequestLeft { minutes: minutes(self.left) });
        let next_step = match &self.stage {
            Stage::Waiting { round: 1 | 2, round_left } if !round_left.is_zero() => {
                Some(Say::RequestNextStep { minutes: minutes_up(*round_left) })
            }
            Stage::Waiting { .. } | Stage::Sending { .. } if waits => {
                Some(Say::AskDeadline { minutes: minutes_up(self.left) })
            }
            Stage::Answered { ask_if_no_luck: true, .. } => Some(Say::RequestNoLuck),
            _ => None,
        };
        let notes = match &self.stage {
            Stage::Answered { peer, .. } if peer.number_shared => vec![Say::RequestNumberShared],
            Stage::Answered { .. } => vec![Say::RequestNumberVisible],
            _ => vec![],
        };
        let words = Words::of(language);
        RequestWords {
            headline: words.say(&headline),
            left: left.map(|say| words.say(&say)),
            next_step: next_step.map(|say| words.say(&say)),
            notes: notes.iter().map(|say| words.say(say)).collect(),
        }
    }
}

fn end_word(end: End) -> &'static str {
    match end {
        End::NotSent => "not_sent",
        End::Refused => "refused",
        End::Withdrawn => "withdrawn",
        End::Expired => "expired",
        End::NobodyLeft => "nobody_left",
        End::Completed => "completed",
    }
}

/// Whole minutes that have passed or are left for sure.
fn minutes(duration: Duration) -> u32 {
    u32::try_from(duration.as_secs() / 60).unwrap_or(u32::MAX)
}

/// Minutes until something happens: never said to be sooner than it is.
fn minutes_up(duration: Duration) -> u32 {
    u32::try_from(duration.as_secs().div_ceil(60)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::RequestId;
    use crate::request::choose::Askable;

    #[test]
    fn what_is_read_before_asking_is_easy_to_read() {
        let before = BeforeAsking {
            askable: Askable { peers: 30, on_call: 12 },
            counted: Some(Duration::from_secs(300)),
            deadline: Duration::from_secs(1200),
        };
        let [english, spanish] = [Language::En, Language::Es].map(|language| {
            let words = before.in_words(language);
            let mut read = vec![words.deadline, words.on_call, words.counted, words.cannot];
            read.extend(words.visible);
            read.push(Words::of(language).say(&Say::LimitsRole));
            read.join("\n")
        });
        crate::words::reading::assert_easy("before asking", &english, &spanish);
    }

    #[test]
    fn how_a_request_ends_is_easy_to_read() {
        let ends =
            [End::NotSent, End::Refused, End::Withdrawn, End::Expired, End::NobodyLeft, End::Completed];
        let [english, spanish] = [Language::En, Language::Es].map(|language| {
            let say = |end| Words::of(language).say(&Say::RequestEnded { end: end_word(end) });
            ends.map(say).join("\n")
        });
        crate::words::reading::assert_easy("how a request ends", &english, &spanish);
    }

    fn view(stage: Stage, front: Front, left: u64) -> RequestView {
        RequestView { id: RequestId::new([1; 16]), stage, front, left: Duration::from_secs(left), asked: 8 }
    }

    #[test]
    fn offline_it_says_not_sent_yet_and_to_call() {
        let words = view(Stage::Sending { failed: true }, Front::Lines, 600).in_words(Language::En, None);
        assert!(words.headline.starts_with("Not sent yet: call"), "{}", words.headline);
    }

    #[test]
    fn a_time_is_never_said_to_be_longer_than_it_is() {
        let stage = Stage::Waiting { round: 1, round_left: Duration::from_secs(61) };
        let words = view(stage, Front::Request, 119).in_words(Language::En, None);
        assert_eq!(words.left.as_deref(), Some("One minute is left."));
        assert_eq!(words.next_step.as_deref(), Some("In about 2 minutes more peers are asked."));
    }

    #[test]
    fn the_deadline_stands_beside_the_button_in_both_languages() {
        let before = BeforeAsking {
            askable: Askable { peers: 30, on_call: 12 },
            counted: Some(Duration::from_secs(240)),
            deadline: Duration::from_secs(1_200),
        };
        for language in Language::ALL {
            let words = before.in_words(*language);
            assert!(
                words.deadline.contains("20") && words.on_call.contains("12") && words.counted.contains('4')
            );
        }
        let nobody = BeforeAsking { askable: Askable { peers: 0, on_call: 0 }, ..before };
        assert!(nobody.in_words(Language::En).on_call.starts_with("Nobody can be asked right now."));
        let never = BeforeAsking { counted: None, ..before };
        assert_eq!(never.in_words(Language::En).counted, "How many peers are on call is not known yet.");
    }

    #[test]
    fn every_end_has_its_own_words_and_a_way_on() {
        let ends =
            [End::NotSent, End::Refused, End::Withdrawn, End::Expired, End::NobodyLeft, End::Completed];
        let said: std::collections::BTreeSet<String> = ends
            .into_iter()
            .map(|end| {
                view(Stage::Ended { end, peer: None }, Front::Lines, 0).in_words(Language::Es, None).headline
            })
            .collect();
        assert_eq!(said.len(), ends.len());
        assert_eq!(said.iter().filter(|text| text.contains("llame a una línea")).count(), 4);
    }
}
