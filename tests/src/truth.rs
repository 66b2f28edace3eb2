//! What is known of a phone by what it has acknowledged and shown, and whether what it shows now can be true.

use serde_json::Value;
use std::collections::BTreeMap;

/// The officer's phone.
#[derive(Default)]
pub struct OfficersTruth {
    request: Option<Request>,
    /// A command that was begun and neither acknowledged nor refused: it may have happened.
    doubt: Option<String>,
}

struct Request {
    id: String,
    stage: String,
    peer: Option<String>,
    end: Option<String>,
    number_shared: bool,
}

impl OfficersTruth {
    /// The stage of the request that is there, if one is.
    pub fn stage(&self) -> Option<&str> {
        self.request.as_ref().map(|request| request.stage.as_str())
    }

    /// The phone is told a command.
    pub fn begins(&mut self, command: &str) {
        self.doubt = Some(command.to_owned());
    }

    /// The phone has acknowledged it.
    pub fn acknowledged(&mut self, command: &str, answer: &Value) {
        self.doubt = None;
        match (command, &mut self.request) {
            ("ask", request) => *request = Some(Request::asked(text(&answer["id"]))),
            ("dismiss", request) => *request = None,
            ("withdraw", Some(request)) => request.ends("withdrawn"),
            ("complete", Some(request)) => request.ends("completed"),
            ("share_number", Some(request)) => request.number_shared = true,
            _ => {}
        }
    }

    /// The phone shows this. True if it is the first time that it shows an answer.
    ///
    /// # Panics
    /// If it cannot be true after all that was acknowledged and shown before.
    pub fn shown(&mut self, view: &Value, seed: &str) -> bool {
        let doubt = self.doubt.take();
        let doubted = |command: &str| doubt.as_deref() == Some(command);
        if view.is_null() {
            let lost = self.request.is_some() && !doubted("dismiss");
            assert!(!lost, "{seed}: an acknowledged request is gone");
            self.request = None;
            return false;
        }
        let request = self.request.get_or_insert_with(|| {
            assert!(doubted("ask"), "{seed}: a request that nobody made, or that was dismissed");
            Request::asked(text(&view["id"]))
        });
        assert_eq!(view["id"], request.id, "{seed}: another request");
        let (stage, end) = (text(&view["stage"]), view["end"].as_str());
        assert!(rank(stage) >= rank(&request.stage), "{seed}: {stage} after {}", request.stage);
        if let Some(end) = end {
            let known = request.end.as_deref() == Some(end);
            let decided =
                (end == "withdrawn" && doubted("withdraw")) || (end == "completed" && doubted("complete"));
            assert!(known || decided, "{seed}: ended as {end}, which nobody decided");
            request.end = Some(end.to_owned());
        }
        let peer = view["peer"]["id"].as_str();
        if end != Some("withdrawn")
            && let Some(before) = &request.peer
        {
            assert_eq!(peer, Some(before.as_str()), "{seed}: an answer that was shown is not shown any more");
            let shared = view["peer"]["number_shared"] == true;
            assert!(shared || !request.number_shared, "{seed}: a shared number is forgotten");
        }
        let newly = peer.is_some() && request.peer.is_none();
        request.peer = peer.map(str::to_owned);
        request.stage = stage.to_owned();
        newly
    }

    /// The request and the peer whom the officer sees.
    pub fn answered_by(&self) -> Option<(String, String)> {
        let request = self.request.as_ref()?;
        Some((request.id.clone(), request.peer.clone()?))
    }

    /// The request, if a relay has acknowledged it and nothing was done about it since.
    pub fn waiting_at_the_relay(&self) -> Option<String> {
        let request = self.request.as_ref().filter(|request| request.stage == "waiting")?;
        self.doubt.is_none().then(|| request.id.clone())
    }
}

impl Request {
    fn asked(id: &str) -> Self {
        let stage = "sending".to_owned();
        Self { id: id.to_owned(), stage, peer: None, end: None, number_shared: false }
    }

    fn ends(&mut self, end: &str) {
        self.stage = "ended".to_owned();
        self.end = Some(end.to_owned());
    }
}

fn rank(stage: &str) -> usize {
    ["sending", "waiting", "answered", "ended"].iter().position(|known| *known == stage).expect("a stage")
}

/// A peer's phone.
#[derive(Default)]
pub struct PeersTruth {
    offers: BTreeMap<String, Offer>,
    doubt: Option<(String, String)>,
}

#[derive(Default, Clone, PartialEq, Eq)]
struct Offer {
    /// Whether this peer has claimed it, or may have.
    claimed: bool,
    held: bool,
    seen: bool,
    number: bool,
    over: Option<String>,
    /// Declined, or dismissed after its end: not shown again.
    put_away: bool,
    stage: String,
}

impl PeersTruth {
    /// A request that stands like this on the phone.
    pub fn one_that_is(&self, stage: &str) -> Option<String> {
        self.offers.iter().find(|(_, offer)| offer.stage == stage).map(|(id, _)| id.clone())
    }

    /// Whether this peer has claimed a request, or may have.
    pub fn may_have_claimed(&self, id: &str) -> bool {
        let doubted = self.doubt.as_ref().is_some_and(|(command, about)| command == "claim" && about == id);
        doubted || self.offers.get(id).is_some_and(|offer| offer.claimed)
    }

    /// The phone is told a command.
    pub fn begins(&mut self, command: &str, id: &str) {
        self.doubt = Some((command.to_owned(), id.to_owned()));
    }

    /// The phone has acknowledged it.
    pub fn acknowledged(&mut self, command: &str, id: &str) {
        self.doubt = None;
        let offer = self.offers.entry(id.to_owned()).or_default();
        if command == "claim" {
            offer.claimed = true;
            offer.stage = "claiming".to_owned();
        } else {
            offer.put_away = true;
            offer.stage.clear();
        }
    }

    /// The phone shows this. Gives the requests that it says it holds.
    ///
    /// # Panics
    /// If it cannot be true after all that was acknowledged and shown before.
    pub fn shown(&mut self, duty: &Value, seed: &str) -> Vec<String> {
        let doubt = self.doubt.take();
        let rows = duty["offers"].as_array().expect("offers");
        let doubted = |command: &str, id: &str| doubt == Some((command.to_owned(), id.to_owned()));
        for (id, offer) in &mut self.offers {
            let there = rows.iter().any(|row| row["id"] == *id);
            let may_be_away = offer.put_away || !offer.claimed || doubted("dismiss_offer", id);
            assert!(there || may_be_away, "{seed}: a request that was claimed is gone");
            if !there {
                offer.put_away |= offer.claimed;
                offer.stage.clear();
            }
        }
        rows.iter().filter_map(|row| self.row(row, &doubted, seed)).collect()
    }

    fn row(&mut self, row: &Value, doubted: &dyn Fn(&str, &str) -> bool, seed: &str) -> Option<String> {
        let (id, stage) = (text(&row["id"]), text(&row["stage"]));
        let offer = self.offers.entry(id.to_owned()).or_default();
        assert!(!offer.put_away, "{seed}: a request that was put away is shown again");
        offer.claimed |= doubted("claim", id) && stage != "open";
        let (held, over) = (stage == "held", row["over"].as_str());
        assert!(stage != "open" || !offer.claimed, "{seed}: a claim that was acknowledged is forgotten");
        assert!(
            held || over.is_some() || !offer.held,
            "{seed}: a request that was held is not held any more"
        );
        assert!(offer.claimed || stage == "open", "{seed}: {stage} without a claim");
        if held {
            let (seen, number) = (row["seen"] == true, row["phone"].is_string());
            assert!(seen || !offer.seen, "{seed}: an answer that was seen is unseen again");
            assert!(number || !offer.number, "{seed}: a number that was shown is gone");
            (offer.seen, offer.number) = (seen, number);
        }
        if let Some(before) = &offer.over {
            assert_eq!(over, Some(before.as_str()), "{seed}: over for another reason");
        }
        assert!(over != Some("taken") || !offer.held, "{seed}: taken by somebody else after it was held");
        offer.held |= held;
        offer.over = over.map(str::to_owned);
        offer.stage = stage.to_owned();
        held.then(|| id.to_owned())
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn asked() -> OfficersTruth {
        let mut truth = OfficersTruth::default();
        truth.begins("ask");
        truth.acknowledged("ask", &json!({"id": "a"}));
        truth
    }

    fn claimed() -> PeersTruth {
        let mut truth = PeersTruth::default();
        truth.shown(&json!({"offers": [{"id": "a", "stage": "open"}]}), "");
        truth.begins("claim", "a");
        truth.acknowledged("claim", "a");
        truth
    }

    fn answered(id: &str, peer: &str) -> Value {
        json!({"id": id, "stage": "answered", "peer": {"id": peer, "number_shared": false}})
    }

    #[test]
    fn what_was_begun_and_not_acknowledged_may_have_happened_or_not() {
        for view in [Value::Null, json!({"id": "a", "stage": "sending"})] {
            let mut truth = OfficersTruth::default();
            truth.begins("ask");
            truth.shown(&view, "");
        }
        let mut truth = asked();
        truth.begins("withdraw");
        truth.shown(&json!({"id": "a", "stage": "ended", "end": "withdrawn"}), "");
    }

    #[test]
    #[should_panic = "an acknowledged request is gone"]
    fn a_phone_that_forgets_a_request_is_caught() {
        asked().shown(&Value::Null, "");
    }

    #[test]
    #[should_panic = "which nobody decided"]
    fn a_phone_that_ends_a_request_by_itself_is_caught() {
        asked().shown(&json!({"id": "a", "stage": "ended", "end": "withdrawn"}), "");
    }

    #[test]
    #[should_panic = "an answer that was shown is not shown any more"]
    fn a_phone_that_shows_another_peer_is_caught() {
        let mut truth = asked();
        assert!(truth.shown(&answered("a", "first"), ""));
        truth.shown(&answered("a", "second"), "");
    }

    #[test]
    #[should_panic = "waiting after answered"]
    fn a_phone_that_takes_an_answer_back_is_caught() {
        let mut truth = asked();
        truth.shown(&answered("a", "first"), "");
        truth.shown(&json!({"id": "a", "stage": "waiting"}), "");
    }

    #[test]
    #[should_panic = "a claim that was acknowledged is forgotten"]
    fn a_phone_that_forgets_a_claim_is_caught() {
        claimed().shown(&json!({"offers": [{"id": "a", "stage": "open"}]}), "");
    }

    #[test]
    #[should_panic = "a request that was claimed is gone"]
    fn a_phone_that_loses_a_claimed_request_is_caught() {
        claimed().shown(&json!({"offers": []}), "");
    }

    #[test]
    #[should_panic = "an answer that was seen is unseen again"]
    fn a_phone_that_forgets_that_it_was_seen_is_caught() {
        let mut truth = claimed();
        truth.shown(&json!({"offers": [{"id": "a", "stage": "held", "seen": true}]}), "");
        truth.shown(&json!({"offers": [{"id": "a", "stage": "held", "seen": false}]}), "");
    }
}
