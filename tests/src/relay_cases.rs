//! A relay, ours or somebody else's, against the cases of `tests/contract/relay`: each is a few calls over HTTP, and what the relay
//! must answer. The pool is a sample whose packs the relay under test serves; every case has a request of its own.

use crate::contract::fits;
use crate::pool::Pool;
use peerline_core::relay_client::http::HttpTransport;
use peerline_core::relay_client::{FinishedCall, Lane, Method, RelayAddress, Transport as _};
use peerline_core::sensitive::Sensitive;
use peerline_protocol::answer::SEALED_LENGTH;
use peerline_protocol::ids::{Minute, PoolId, RelayId, RequestId, decode_fixed, encode};
use peerline_protocol::pack::sha256;
use peerline_protocol::request::{Header, Kind, REQUEST_LENGTH};
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The pool that a relay under test serves.
pub struct TestPool {
    pool: PoolId,
    member: [u8; 32],
    board: [u8; 32],
}

impl TestPool {
    /// The pool in a folder that [`Pool::new`] and [`Pool::publish`] filled.
    ///
    /// # Errors
    /// One sentence if it is not there.
    pub fn in_folder(folder: &Path) -> Result<Self, String> {
        let read = |name: &str| {
            let text = std::fs::read_to_string(folder.join("pool").join(name));
            text.map_err(|error| format!("no {name} in the pool's folder: {error}"))
        };
        let secret = |name| decode_fixed(read(name)?.trim()).map_err(|_| format!("{name} is not a bearer"));
        let root: Value = serde_json::from_str(&read("roots/1.json")?).map_err(|error| error.to_string())?;
        let payload = root["payload"].as_str().ok_or("the root file has no payload")?;
        let payload = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, payload)
            .map_err(|_| "the root file's payload is not base64")?;
        let payload: Value = serde_json::from_slice(&payload).map_err(|error| error.to_string())?;
        let pool = payload["pool"].as_str().and_then(|id| id.parse().ok()).ok_or("the root names no pool")?;
        Ok(Self { pool, member: secret("member.bearer")?, board: secret("board.bearer")? })
    }

    /// Makes a sample pool in a folder for a relay at `url`, signed and published, good for 29 days.
    ///
    /// # Errors
    /// What the coordinator's command says.
    pub fn make(folder: &Path, url: &str) -> Result<Pool, String> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_err(|error| error.to_string())?.as_secs();
        std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        let pool = Pool::new(folder, url, now.cast_signed())?;
        pool.publish()?;
        Ok(pool)
    }
}

/// How the cases of a file went.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Went {
    /// Cases that came out as expected.
    pub passed: usize,
    /// One sentence for each that did not.
    pub differences: Vec<String>,
    /// Cases that need a relay whose clock can be moved.
    pub left_out: usize,
}

/// Runs every case of a file against a relay.
///
/// # Errors
/// One sentence if the file is not one of such cases, or the address not one of a relay.
pub async fn run(content: &Value, url: &str, pool: &TestPool) -> Result<Went, String> {
    if content["format"] != "peerline-vectors/1" || content["kind"] != "relay" {
        return Err("not a file of cases for a relay".to_owned());
    }
    let cases =
        content["cases"].as_array().filter(|cases| !cases.is_empty()).ok_or("the file holds no case")?;
    let address = RelayAddress::new(RelayId::new([0; 16]), url, None);
    let address = address.map_err(|_| format!("{url} is no address of a relay"))?;
    let line = Line { http: HttpTransport::default(), address };
    let moves = line.send(&Line::pass(0)).await?.0 == 200;
    let mut went = Went::default();
    for case in cases {
        let id = case["id"].as_str().ok_or("a case has no id")?;
        let steps = case["steps"].as_array().ok_or_else(|| format!("`{id}` has no steps"))?;
        if !moves && steps.iter().any(|step| step["call"] == "pass") {
            went.left_out += 1;
            continue;
        }
        match self::case(steps, &line, pool).await {
            Ok(()) => went.passed += 1,
            Err(why) => went.differences.push(format!("{id}: {why}")),
        }
    }
    Ok(went)
}

async fn case(steps: &[Value], line: &Line, pool: &TestPool) -> Result<(), String> {
    let asked = Asked::new()?;
    for (place, step) in steps.iter().enumerate() {
        let call = asked.call(step, pool)?;
        let (status, body) = line.send(&call).await?;
        let got = asked.said(step, status, &body);
        let expected = &step["expect"];
        if expected.is_null() || !fits(expected, &got) {
            return Err(format!("step {place} ({}): expected {expected}, got {got}", step["call"]));
        }
    }
    Ok(())
}

struct Line {
    http: HttpTransport,
    address: RelayAddress,
}

impl Line {
    async fn send(&self, call: &FinishedCall) -> Result<(u16, Value), String> {
        let reply = self.http.send(&self.address, call).await.map_err(|error| error.to_string())?;
        Ok((reply.status, serde_json::from_slice(reply.body.expose()).unwrap_or(Value::Null)))
    }

    /// The demo's call that moves the relay's clock. A relay that cannot be moved says anything but 200.
    fn pass(seconds: u64) -> FinishedCall {
        post("/demo/clock".to_owned(), None, json!({"seconds": seconds}))
    }
}

/// One officer's request, with everybody's secrets. What is sealed in a real one is noise here: a relay cannot tell.
struct Asked {
    seed: [u8; 32],
}

impl Asked {
    fn new() -> Result<Self, String> {
        let random = peerline_core::random::SystemRandom;
        Ok(Self { seed: peerline_core::random::draw(&random).map_err(|error| error.to_string())? })
    }

    fn id(&self) -> RequestId {
        let mut id = [0; 16];
        id.copy_from_slice(&self.secret("id")[..16]);
        RequestId::new(id)
    }

    /// The call that a step names, with the officer's, the holder's or a stranger's secret.
    fn call(&self, step: &Value, pool: &TestPool) -> Result<FinishedCall, String> {
        let word = |field: &str, usual: &'static str| step[field].as_str().unwrap_or(usual).to_owned();
        let number = |field: &str| step[field].as_u64().unwrap_or_default();
        let slot = u8::try_from(number("slot")).map_err(|_| "no such slot")?;
        let path = |what: &str| format!("/v1/requests/{}/{what}", self.id());
        let secret = |usual: &str| match word("secret", "own").as_str() {
            "own" => Ok(Some(match usual {
                "member" => pool.member,
                "board" => pool.board,
                "holder" => self.secret(&format!("holder {slot}")),
                _ => self.secret(usual),
            })),
            "none" => Ok(None),
            "member" => Ok(Some(pool.member)),
            "board" => Ok(Some(pool.board)),
            "stranger" => Ok(Some(self.secret("stranger"))),
            other => Err(format!("`secret` is {other}")),
        };
        let rev = json!({"rev": number("rev")});
        let key = word("key", "first");
        let once = |call: FinishedCall| FinishedCall { idempotency_key: Some(key.clone()), ..call };
        let name = step["call"].as_str().ok_or("a step names no call")?;
        Ok(match name {
            "pass" => Line::pass(number("seconds")),
            "time" => get("/v1/time".to_owned(), None),
            "submit" => {
                let mut call = post(
                    format!("/v1/pools/{}/requests/{}", pool.pool, self.id()),
                    secret("member")?,
                    json!({"request": encode(&self.bytes(step)), "owner": encode(&sha256(&self.secret("owner")))}),
                );
                call.method = Method::Put;
                call
            }
            "board" => get(format!("/v1/pools/{}/board?wait=0", pool.pool), secret("board")?),
            "claim" => {
                let of = u8::try_from(step["claim_of"].as_u64().unwrap_or(slot.into()))
                    .map_err(|_| "no such slot")?;
                let body = json!({
                    "slot": slot,
                    "claim": encode(&self.secret(&format!("claim {of}"))),
                    "holder": encode(&sha256(&self.secret(&format!("holder {slot}")))),
                    "answer": encode(&[slot; SEALED_LENGTH]),
                });
                post(path("claim"), secret("board")?, body)
            }
            "release" => once(post(path("release"), secret("holder")?, rev)),
            "next" | "complete" => once(post(path(name), secret("owner")?, rev)),
            "message" => {
                let body = json!({"rev": number("rev"), "message": encode(&[7; SEALED_LENGTH])});
                once(post(path("messages"), secret("owner")?, body))
            }
            "withdraw" => post(path("withdraw"), secret("owner")?, json!({})),
            "events" => get(path("events?wait=0"), secret("owner")?),
            "held" => get(path("holder?wait=0"), secret("holder")?),
            other => return Err(format!("unknown call `{other}`")),
        })
    }

    /// What the relay said, by the fields of `expect`: events by their type, the board's entry of this request alone.
    fn said(&self, step: &Value, status: u16, body: &Value) -> Value {
        let types = |events: &Value| {
            let kinds = events.as_array().into_iter().flatten().map(|event| event["type"].clone());
            kinds.collect::<Vec<_>>()
        };
        let problem = body["type"].as_str().and_then(|kind| kind.strip_prefix("urn:peerline:problem:"));
        let id = self.id().to_string();
        let mut entries = body["entries"].as_array().into_iter().flatten();
        let mut entry = entries.rfind(|entry| entry["id"] == id).cloned().unwrap_or(Value::Null);
        if let Some(bytes) = entry["bytes"].as_str() {
            entry["length"] = json!(bytes.len() * 3 / 4);
        }
        let mut last =
            body["events"].as_array().and_then(|events| events.last()).cloned().unwrap_or(Value::Null);
        if last["holder"] == json!(encode(&sha256(&self.secret(&format!("holder {}", step["slot"]))))) {
            last["holder"] = json!("of the slot");
        }
        json!({"status": status, "problem": problem, "body": body, "events": types(&body["events"]), "last": last, "entry": entry})
    }

    fn bytes(&self, step: &Value) -> Vec<u8> {
        let mut bytes = vec![0; REQUEST_LENGTH];
        for (place, chunk) in bytes.chunks_mut(32).enumerate() {
            chunk.copy_from_slice(&self.secret(&format!("noise {place}"))[..chunk.len()]);
        }
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_secs());
        let day = Minute::of_unix(now.cast_signed()).day();
        bytes[..8].copy_from_slice(&Header { kind: Kind::MemberBearer, day }.to_bytes());
        for slot in 0..24 {
            let at = 696 + slot / 8 * 896 + 640 + slot % 8 * 32;
            bytes[at..at + 32].copy_from_slice(&sha256(&self.secret(&format!("claim {slot}"))));
        }
        match &step["alter"] {
            Value::Object(alter) => {
                let at =
                    |name: &str| alter.get(name)?.as_u64().and_then(|number| usize::try_from(number).ok());
                if let (Some(byte), Some(value)) = (at("byte"), at("value")) {
                    bytes[byte] = u8::try_from(value).unwrap_or_default();
                }
                if let Some(length) = alter.get("length").and_then(Value::as_u64) {
                    bytes.truncate(usize::try_from(length).unwrap_or_default());
                }
                bytes
            }
            _ => bytes,
        }
    }

    fn secret(&self, about: &str) -> [u8; 32] {
        sha256(&[about.as_bytes(), &self.seed].concat())
    }
}

fn get(path: String, secret: Option<[u8; 32]>) -> FinishedCall {
    FinishedCall {
        lane: Lane::Packs,
        method: Method::Get,
        path: Sensitive::new(path),
        secret: secret.map(Sensitive::new),
        idempotency_key: None,
        if_none_match: None,
        body: None,
        most: 2 << 20,
        wait: Duration::ZERO,
    }
}

fn post(path: String, secret: Option<[u8; 32]>, body: Value) -> FinishedCall {
    FinishedCall {
        method: Method::Post,
        body: Some(Sensitive::new(body.to_string().into_bytes())),
        ..get(path, secret)
    }
}
