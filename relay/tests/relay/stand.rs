//! A pool of invented people with signed packs, a relay that serves it, and phones that call it over HTTP.

use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{HeaderMap, Method, Request};
use hyper_util::rt::TokioIo;
use peerline_protocol::answer::SEALED_LENGTH;
use peerline_protocol::call::{self, Reason};
use peerline_protocol::ids::{Day, Minute, PeerId, PoolId, RelayId, RequestId, encode};
use peerline_protocol::lists::{Modality, Role};
use peerline_protocol::pack::policy::Tokens;
use peerline_protocol::pack::root::Keys;
use peerline_protocol::pack::{
    DirectoryRow, FileName, Language, Manifest, Pack, Policy, Region, RelayAddress, Root, Scope, Target,
    directory, sha256,
};
use peerline_protocol::request::{Header, Kind, PublicKey, REQUEST_LENGTH};
use peerline_protocol::sensitive::Sensitive;
use peerline_protocol::statement::{SignedStatement, Statement};
use peerline_relay::clock::{Clock, StandingClock};
use peerline_relay::packs::{Source, Which};
use peerline_relay::{Config, Handle, Limits, Relay};
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// When the stand's clock begins.
pub const START: i64 = 1_790_000_000;
pub const POOL: PoolId = PoolId::new([7; 16]);
/// Peers in the directory, numbered from 0.
pub const PEERS: u8 = 30;

/// The bearer of all members, and of all peers.
pub const MEMBER: [u8; 32] = [0x11; 32];
pub const BOARD: [u8; 32] = [0x22; 32];

/// The pool's signed files, written to a folder.
pub struct Packs {
    pub manifest: Manifest,
    pub policy: Policy,
    pub rows: Vec<DirectoryRow>,
}

impl Packs {
    /// Version 1, in force for 29 days from `now`.
    pub fn new(now: Minute) -> Self {
        let policy = Policy {
            relays: vec![RelayAddress {
                id: RelayId::new([9; 16]),
                url: "http://127.0.0.1:8080".to_owned(),
                ca: None,
            }],
            ladder: [300, 300, 600].map(Duration::from_secs),
            member_bearers: vec![sha256(&MEMBER)],
            board_bearers: vec![sha256(&BOARD)],
            tokens: Tokens { live: false, keys: vec![] },
            ohttp: None,
            snapshot: Duration::from_secs(300),
            min_pool: 20,
        };
        let rows = (0..PEERS).map(|number| row(number, now)).collect();
        let manifest = Manifest {
            root_version: 1,
            version: 1,
            prev_sha256: None,
            issued: now,
            expires: Minute(now.0 + 29 * 24 * 60),
            scope: Scope::Pool(POOL),
            targets: vec![],
        };
        Self { manifest, policy, rows }
    }

    /// The next version, as the same people sign it.
    pub fn next(mut self) -> Self {
        self.manifest.prev_sha256 = Some(sha256(&self.manifest.to_json()));
        self.manifest.version += 1;
        self
    }

    /// Signs and writes it all; the manifest last.
    pub fn write(&mut self, folder: &Path) {
        self.write_signed_by(folder, &["team", "union"]);
    }

    pub fn write_signed_by(&mut self, folder: &Path, signers: &[&str]) {
        let packs = folder.join("packs");
        std::fs::create_dir_all(&packs).unwrap();
        let target = |pack, bytes: Vec<u8>| {
            let file = FileName::of(&bytes);
            std::fs::write(packs.join(file.path()), bytes).unwrap();
            let version = self.manifest.version;
            Target { pack, region: Region::parse("US-CA").unwrap(), version, file, delta_from: vec![] }
        };
        self.manifest.targets = vec![
            target(Pack::Policy, self.policy.to_json()),
            target(Pack::Directory, directory::print(&self.rows)),
        ];
        let mut envelope = self.manifest.to_envelope();
        for name in signers {
            envelope.sign(name, &signer(name));
        }
        std::fs::write(packs.join("next"), envelope.to_json()).unwrap();
        std::fs::rename(packs.join("next"), packs.join("manifest.json")).unwrap();
    }

    /// The root file of the pool.
    pub fn write_root(folder: &Path, now: Minute) {
        let keys = ["team", "union", "clinician"]
            .map(|name| (name.to_owned(), signer(name).public_key().as_ref().try_into().unwrap()));
        let root = Root {
            version: 1,
            expires: Minute(now.0 + 365 * 24 * 60),
            threshold: 2,
            keys: Keys::from(keys),
            scope: Scope::Pool(POOL),
        };
        let mut envelope = root.to_envelope();
        envelope.sign("team", &signer("team"));
        envelope.sign("union", &signer("union"));
        std::fs::write(folder.join("root.json"), envelope.to_json()).unwrap();
    }
}

fn signer(name: &str) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&sha256(name.as_bytes())).unwrap()
}

pub fn peer(number: u8) -> PeerId {
    PeerId::new([number; 16])
}

pub fn peer_key(number: u8) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&[number + 1; 32]).unwrap()
}

fn row(number: u8, now: Minute) -> DirectoryRow {
    let day = |days| Day(now.day().0 + days);
    DirectoryRow {
        id: peer(number),
        name: Sensitive::new(format!("Invented Peer {number}")),
        agency: "Invented Agency".to_owned(),
        region: Region::parse("US-CA").unwrap(),
        roles: vec![Role::Officer],
        experience: vec![],
        topics: vec![],
        languages: vec![Language::parse("en").unwrap()],
        modalities: vec![Modality::Call],
        phone: None,
        text_ok: false,
        gender: None,
        veteran: None,
        // Peer 29's designation ends today.
        designated_until: day(if number == PEERS - 1 { 0 } else { 300 }),
        trained_until: day(300),
        listed_consent_on: now.day(),
        // Peer 28 has no app.
        key: (number != PEERS - 2).then(|| peer_key(number).public_key().as_ref().try_into().unwrap()),
    }
}

/// A statement of peer `number`, signed.
pub fn statement(number: u8, day: Day, seq: u32, key: u8, on_call_until: Minute) -> SignedStatement {
    let statement =
        Statement { pool: POOL, peer: peer(number), day, seq, key: PublicKey::new([key; 32]), on_call_until };
    SignedStatement::sign(statement, &peer_key(number))
}

/// A relay in this process, its clock in the test's hands.
pub struct Stand {
    pub folder: TempDir,
    pub clock: Arc<StandingClock>,
    pub address: SocketAddr,
    pub handle: Handle,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

impl Stand {
    pub async fn start() -> Self {
        Self::start_with(Limits::default()).await
    }

    pub async fn start_with(limits: Limits) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let now = Minute::of_unix(START);
        Packs::write_root(folder.path(), now);
        Packs::new(now).write(folder.path());
        Self::over(folder, Arc::new(StandingClock::at(START)), limits).await
    }

    /// Stops in good order and starts again.
    pub async fn restart(self) -> Self {
        let (folder, clock) = self.stop().await;
        Self::over(folder, clock, Limits::default()).await
    }

    pub async fn stop(self) -> (TempDir, Arc<StandingClock>) {
        self.stop.send(()).unwrap();
        self.served.await.unwrap();
        (self.folder, self.clock)
    }

    pub async fn over(folder: TempDir, clock: Arc<StandingClock>, limits: Limits) -> Self {
        let relay = Relay::open(config(folder.path(), clock.clone(), limits)).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let handle = relay.handle();
        let (stop, stopped) = oneshot::channel::<()>();
        let served = tokio::spawn(relay.serve(listener, async {
            let _ = stopped.await;
        }));
        Self { folder, clock, address, handle, stop, served }
    }

    /// So many seconds pass, and what they make due is done.
    pub async fn pass(&self, seconds: i64) {
        self.clock.pass(seconds);
        self.handle.tick().await;
    }

    pub fn phone(&self) -> Phone {
        Phone::new(self.address)
    }

    pub fn today(&self) -> Day {
        Minute::of_unix(self.clock.now().0 / 1000).day()
    }
}

pub fn config(folder: &Path, clock: Arc<dyn Clock>, limits: Limits) -> Config {
    Config {
        data: folder.join("data"),
        packs: Source { folder: folder.join("packs"), root: folder.join("root.json"), which: Which::Only },
        clock,
        limits,
        tell: |_| {},
    }
}

/// One call.
#[derive(Clone)]
pub struct Call {
    pub method: Method,
    pub path: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

impl Call {
    pub fn get(path: impl Into<String>) -> Self {
        Self { method: Method::GET, path: path.into(), headers: vec![], body: vec![] }
    }

    pub fn put(path: impl Into<String>, body: Value) -> Self {
        Self { method: Method::PUT, body: body.to_string().into_bytes(), ..Self::get(path) }
    }

    pub fn post(path: impl Into<String>, body: Value) -> Self {
        Self { method: Method::POST, ..Self::put(path, body) }
    }

    pub fn with(mut self, secret: &[u8; 32]) -> Self {
        self.headers.push(("authorization", format!("Bearer {}", encode(secret))));
        self
    }

    pub fn once(mut self, key: &str) -> Self {
        self.headers.push(("idempotency-key", key.to_owned()));
        self
    }

    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub fn raw(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }
}

/// One answer.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn read<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("{}: not what was asked for", self.status))
    }

    pub fn reason(&self) -> Option<Reason> {
        serde_json::from_slice::<call::Problem>(&self.body).ok()?.reason()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The status, with the reason if there is one.
    pub fn outcome(&self) -> (u16, Option<Reason>) {
        (self.status, self.reason())
    }
}

/// A phone's connection. A call that gets no answer is an error; the next call connects anew.
pub struct Phone {
    address: SocketAddr,
    connection: tokio::sync::Mutex<Option<SendRequest<Full<Bytes>>>>,
    seen: Option<fn(&Call, &Answer)>,
}

impl Phone {
    pub fn new(address: SocketAddr) -> Self {
        Self { address, connection: tokio::sync::Mutex::new(None), seen: None }
    }

    /// Shows every exchange to `seen`.
    pub fn watched(mut self, seen: fn(&Call, &Answer)) -> Self {
        self.seen = Some(seen);
        self
    }

    /// The answer, or nothing if the relay is not there or went away in between.
    pub async fn try_call(&self, call: &Call) -> Option<Answer> {
        let mut kept = self.connection.lock().await;
        let mut connection = match kept.take().filter(|connection| !connection.is_closed()) {
            Some(connection) => connection,
            None => connect(self.address).await?,
        };
        let mut request = Request::builder().method(&call.method).uri(&call.path).header("host", "relay");
        for (name, value) in &call.headers {
            request = request.header(*name, value);
        }
        let request = request.body(Full::new(Bytes::from(call.body.clone()))).unwrap();
        connection.ready().await.ok()?;
        let response = connection.send_request(request).await.ok()?;
        let (head, body) = response.into_parts();
        let body = body.collect().await.ok()?.to_bytes();
        *kept = Some(connection);
        let answer = Answer { status: head.status.as_u16(), headers: head.headers, body };
        if let Some(seen) = self.seen {
            seen(call, &answer);
        }
        Some(answer)
    }

    pub async fn call(&self, call: Call) -> Answer {
        // A connection that the relay closed for its own reasons is not an answer; the second one is fresh.
        match self.try_call(&call).await {
            Some(answer) => answer,
            None => self.try_call(&call).await.expect("the relay answers"),
        }
    }
}

async fn connect(address: SocketAddr) -> Option<SendRequest<Full<Bytes>>> {
    let stream = TcpStream::connect(address).await.ok()?;
    stream.set_nodelay(true).ok()?;
    let (sender, connection) = handshake(TokioIo::new(stream)).await.ok()?;
    tokio::spawn(async move {
        let _ = connection.await;
    });
    Some(sender)
}

/// What an officer's phone knows of one request. Every secret follows from a number.
#[derive(Clone, Copy)]
pub struct Asked(pub u64);

impl Asked {
    pub fn id(self) -> RequestId {
        RequestId::new(self.secret("id")[..16].try_into().unwrap())
    }

    pub fn owner(self) -> [u8; 32] {
        self.secret("owner")
    }

    pub fn claim_secret(self, slot: u8) -> [u8; 32] {
        self.secret(&format!("claim {slot}"))
    }

    pub fn holder(self, slot: u8) -> [u8; 32] {
        self.secret(&format!("holder {slot}"))
    }

    /// Bytes of the right form; what is sealed in a real one is noise here.
    pub fn bytes(self) -> [u8; REQUEST_LENGTH] {
        let mut bytes = [0; REQUEST_LENGTH];
        for (place, chunk) in bytes.chunks_mut(32).enumerate() {
            chunk.copy_from_slice(&self.secret(&format!("noise {place}"))[..chunk.len()]);
        }
        let day = Minute::of_unix(START).day();
        bytes[..8].copy_from_slice(&Header { kind: Kind::MemberBearer, day }.to_bytes());
        for slot in 0..24u8 {
            let at = 696 + usize::from(slot / 8) * 896 + 640 + usize::from(slot % 8) * 32;
            bytes[at..at + 32].copy_from_slice(&sha256(&self.claim_secret(slot)));
        }
        bytes
    }

    pub fn path(self, call: &str) -> String {
        format!("/v1/requests/{}/{call}", self.id())
    }

    pub fn submit(self) -> Call {
        let body = json!({"request": encode(&self.bytes()), "owner": encode(&sha256(&self.owner()))});
        Call::put(format!("/v1/pools/{POOL}/requests/{}", self.id()), body).with(&MEMBER)
    }

    pub fn claim(self, slot: u8) -> Call {
        let body = json!({
            "slot": slot,
            "claim": encode(&self.claim_secret(slot)),
            "holder": encode(&sha256(&self.holder(slot))),
            "answer": encode(&[slot; SEALED_LENGTH]),
        });
        Call::post(self.path("claim"), body).with(&BOARD)
    }

    pub fn release(self, slot: u8, rev: u32) -> Call {
        Call::post(self.path("release"), json!({"rev": rev})).with(&self.holder(slot))
    }

    pub fn next(self, rev: u32, key: &str) -> Call {
        Call::post(self.path("next"), json!({"rev": rev})).with(&self.owner()).once(key)
    }

    pub fn complete(self, rev: u32, key: &str) -> Call {
        Call::post(self.path("complete"), json!({"rev": rev})).with(&self.owner()).once(key)
    }

    pub fn message(self, rev: u32, content: u8, key: &str) -> Call {
        let body = json!({"rev": rev, "message": encode(&[content; SEALED_LENGTH])});
        Call::post(self.path("messages"), body).with(&self.owner()).once(key)
    }

    pub fn withdraw(self) -> Call {
        Call::post(self.path("withdraw"), json!({})).raw("").with(&self.owner())
    }

    pub fn events(self, after: &str, wait: u32) -> Call {
        Call::get(format!("{}?after={after}&wait={wait}", self.path("events"))).with(&self.owner())
    }

    pub fn held(self, slot: u8, after: &str, wait: u32) -> Call {
        Call::get(format!("{}?after={after}&wait={wait}", self.path("holder"))).with(&self.holder(slot))
    }

    fn secret(self, about: &str) -> [u8; 32] {
        sha256(&[about.as_bytes(), &self.0.to_be_bytes()].concat())
    }
}

/// A look at the board.
pub fn board(after: &str, wait: u32) -> Call {
    Call::get(format!("/v1/pools/{POOL}/board?after={after}&wait={wait}")).with(&BOARD)
}

/// A statement on its way.
pub fn publish(number: u8, statement: &SignedStatement) -> Call {
    let body = json!({"statement": encode(&statement.to_bytes())});
    Call::put(format!("/v1/pools/{POOL}/keys/{}", peer(number)), body)
}
