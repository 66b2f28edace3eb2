//! The story, step by step. Each step looks, checks, and only then says what it saw.

use crate::people::{Phone, Simulated};
use crate::stored::{self, Copy, Rows, count};
use crate::tell::{Stopped, Teller, expect};
use crate::{Programs, alone};
use peerline_core::duty::OfferStage;
use peerline_core::duty::rules::Over;
use peerline_core::ids::RequestId;
use peerline_core::random::{SystemRandom, below};
use peerline_protocol::pack::sha256;
use peerline_tests::pool::Pool;
use peerline_tests::process::{RelayPlace, RelayProcess, free_url};
use peerline_tests::sample::PEERS;
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tokio::runtime::Runtime;

/// How many peers are on call: one with a phone as a process, the others simulated.
const ON_CALL: usize = 30;

/// What the officer chooses on the screen.
const TOPICS: [&str; 2] = ["child_case", "sleep"];
const WISH: &str = "call";

pub fn tell(programs: &Programs) -> Result<(), Stopped> {
    let folder = tempfile::tempdir().map_err(said)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(said)?;
    let mut to = Teller::new();
    to.title(
        "Peerline: an officer alone, then one request from the first tap to the last trace of it, as it happens on this machine.",
    );

    let mut officer = lines_without_a_network(&mut to, programs, folder.path())?;
    alone::tell(&mut to, &mut officer, &folder.path().join("officer"))?;
    let pool = a_pool(&mut to, folder.path())?;
    let mut peer = Phone::start(programs, &folder.path().join("peer"))?;
    let peers = peers_enrol(&mut to, &pool, folder.path(), &mut peer)?;
    let place = RelayPlace::in_folder(folder.path());
    let relay = a_relay(&mut to, programs, &pool, &place)?;
    peers_on_call(&mut to, &runtime, &peers, &mut peer)?;
    officer_joins(&mut to, &pool, &mut officer)?;
    let chosen = before_the_tap(&mut to, &pool, &mut officer)?;
    let id = one_tap(&mut to, &mut officer, &chosen)?;
    what_the_relay_has(&mut to, &place, &id, &chosen)?;
    let other = peers_see_it(&mut to, &runtime, &peers, &mut peer, &id)?;
    the_claim(&mut to, &runtime, &peers[other], &mut peer, &id)?;
    let number = answered(&mut to, &mut officer, &mut peer, &chosen)?;
    what_was_not_found(&mut to, &place, &id, &chosen, &number)?;
    done_with_it(&mut to, &mut officer, &mut peer)?;
    nothing_left(&mut to, &relay, &place, &id)?;
    for phone in [&mut officer, &mut peer] {
        phone.just("quit")?;
    }
    relay.kill();
    drop(peers);
    folder.close().map_err(said)?;
    to.title(&format!(
        "\nAll of it happened, in {:.0} seconds. The folder with every key and file of it is deleted.",
        to.seconds()
    ));
    Ok(())
}

/// The peer whom the officer chooses, as the directory shows them.
struct Chosen {
    id: String,
    name: String,
    agency: String,
}

fn lines_without_a_network(to: &mut Teller, programs: &Programs, folder: &Path) -> Result<Phone, Stopped> {
    to.section("Before anything: crisis lines, with no network and nothing opened");
    let data = folder.join("officer");
    let mut officer = Phone::start(programs, &data)?;
    let begun = Instant::now();
    let shown = officer.tell(json!({"do": "lines", "country": "US", "region": "US-CA"}))?;
    let took = begun.elapsed();
    let lines = list(&shown["lines"]);
    expect(lines.len() >= 5, "there are too few crisis lines")?;
    let untouched = std::fs::read_dir(data.join("app")).map_err(said)?.next().is_none();
    expect(untouched, "something was opened for the lines")?;
    to.say(&format!(
        "A phone that was just installed. No relay runs yet, no card was read, no file was written. It shows {} lines after \
         {:.1} ms; the first three:",
        lines.len(),
        took.as_secs_f64() * 1_000.0
    ));
    for line in &lines[..3] {
        to.quote(&format!("{}, {}", text(&line["name"]), text(&line["calls"][0]["number"])));
        to.quote(&format!("  {} {}", text(&line["who_answers"]), text(&line["open_now"])));
    }
    Ok(officer)
}

fn a_pool(to: &mut Teller, folder: &Path) -> Result<Pool, Stopped> {
    to.section("A pool of peers");
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_err(said)?.as_secs();
    let pool = Pool::new(folder, &free_url().map_err(said)?, now.cast_signed())?;
    let checked = pool.peerline(&["roster", "check", &pool.at("pool/roster.csv")])?;
    expect(checked.starts_with(&format!("{PEERS} peers")), "the roster does not hold what it should")?;
    to.say(&format!(
        "{PEERS} invented peers in 12 invented agencies of California. Two people, the peer team's and the union's, made a key \
         each a moment ago; both have to sign. Checking the roster, the coordinator's command says:"
    ));
    to.quote(checked.trim());
    Ok(pool)
}

fn peers_enrol(
    to: &mut Teller,
    pool: &Pool,
    folder: &Path,
    peer: &mut Phone,
) -> Result<Vec<Simulated>, Stopped> {
    let first = pool.written.peers[0];
    peer.just("open")?;
    peer.tell(json!({"do": "join", "card": pool.peer_card(first)?}))?;
    let back = peer.just("card_for_the_roster")?;
    pool.take_back(text(&back["card"]))?;
    let mut peers = Vec::new();
    for place in 1..ON_CALL {
        let simulated =
            Simulated::new(&folder.join(format!("simulated-{place}")), pool.written.peers[place])?;
        simulated.enrol(pool)?;
        peers.push(simulated);
    }
    to.say(&format!(
        "{ON_CALL} peers read their card with the app. Each phone makes its own key and shows the public half, which goes into \
         the roster. One of these phones is a process of its own; the other {} are simulated inside this program.",
        peers.len()
    ));
    to.say("Both people sign the pack, and it is checked as a phone would check it:");
    to.quote(pool.publish()?.trim());
    Ok(peers)
}

fn a_relay(
    to: &mut Teller,
    programs: &Programs,
    pool: &Pool,
    place: &RelayPlace,
) -> Result<RelayProcess, Stopped> {
    to.section("A relay");
    let relay = RelayProcess::start(&programs.relay, pool, place)
        .map_err(|error| format!("the relay does not start: {error}"))?;
    to.say(&format!("`peerline-relay serve` listens on {}. It says to its operator:", relay.address));
    // It writes its notices before it says where it listens.
    for line in std::fs::read_to_string(&place.log).map_err(said)?.lines() {
        to.quote(line);
    }
    Ok(relay)
}

fn peers_on_call(
    to: &mut Teller,
    runtime: &Runtime,
    peers: &[Simulated],
    peer: &mut Phone,
) -> Result<(), Stopped> {
    to.section("Peers go on call");
    peer.just("run")?;
    peer.tell(json!({"do": "on_call", "minutes": 8 * 60}))?;
    peer.just("run")?;
    let duty = peer.just("duty")?;
    expect(duty["trouble"].is_null(), "the peer did not get on call")?;
    for simulated in peers {
        simulated.go_on_call(runtime)?;
    }
    to.say(&format!(
        "Each of the {} phones made a key for today, signed it with its own key, and the relay took it. The peer's phone says:",
        peers.len() + 1
    ));
    to.quote(text(&duty["in_words"]["on_call"]));
    Ok(())
}

fn officer_joins(to: &mut Teller, pool: &Pool, officer: &mut Phone) -> Result<(), Stopped> {
    to.section("The officer's phone: the card, and what a peer must disclose");
    let joined = officer.tell(json!({"do": "join", "card": pool.member_card()?}))?;
    officer.just("run")?;
    to.say(&format!(
        "The card of {} is the same for all members. The phone fetched the pack, checked both signatures, and fetched the \
         list of today's keys.",
        text(&joined["pool"])
    ));
    let refused = officer.refuses(json!({"do": "ask"}))?;
    expect(refused == "limits.not_accepted, renew", "asking was not refused for want of accepted limits")?;
    let limits = officer.just("limits")?;
    to.say("It refuses to ask before the limits were accepted. They read:");
    to.quote(text(&limits["role"]));
    for limit in list(&limits["limits"]) {
        to.quote(text(&limit["text"]));
    }
    officer.just("accept_limits")?;
    to.say("Accepted. That was kept on the phone; a request names only the common limits and their version.");
    Ok(())
}

fn before_the_tap(to: &mut Teller, pool: &Pool, officer: &mut Phone) -> Result<Chosen, Stopped> {
    to.section("Beside the button");
    let first = pool.written.peers[0].to_string();
    let found = officer.tell(json!({"do": "directory", "query": {"topic": TOPICS[0]}}))?;
    let everybody = officer.just("directory")?;
    expect(everybody["total"] == PEERS, "the directory does not show everybody")?;
    to.say(&format!(
        "The directory on the phone has {} peers; {} of them are ready to talk about a child case. Searching asks nobody: it \
         happens on the phone.",
        everybody["total"], found["total"]
    ));
    let chosen = find_peer(officer, &first)?;
    let asking =
        json!({"do": "before_asking", "whom": {"these": {"peers": [chosen.id], "others_may_follow": true}}});
    let before = officer.tell(asking)?;
    expect(before["on_call"] == ON_CALL, "the phone counts another number of peers on call")?;
    expect(before["deadline_s"] == 1_200, "the deadline is not the policy's")?;
    to.say(&format!(
        "The officer chooses {} of {} and lets others follow. Beside the button stands:",
        chosen.name, chosen.agency
    ));
    let words = &before["in_words"];
    for sentence in ["on_call", "counted", "deadline", "cannot"] {
        to.quote(text(&words[sentence]));
    }
    for sentence in list(&words["visible"]) {
        to.quote(text(sentence));
    }
    Ok(chosen)
}

fn find_peer(officer: &mut Phone, id: &str) -> Result<Chosen, Stopped> {
    let mut start = 0;
    loop {
        let page = officer.tell(json!({"do": "directory", "start": start}))?;
        let rows = list(&page["peers"]);
        if let Some(row) = rows.iter().find(|row| row["id"] == id) {
            let field = |name: &str| text(&row[name]).to_owned();
            return Ok(Chosen { id: field("id"), name: field("name"), agency: field("agency") });
        }
        expect(!rows.is_empty(), "the directory does not show the peer")?;
        start += rows.len();
    }
}

fn one_tap(to: &mut Teller, officer: &mut Phone, chosen: &Chosen) -> Result<RequestId, Stopped> {
    to.section("One tap");
    let whom = json!({"these": {"peers": [chosen.id], "others_may_follow": true}});
    let asked = officer.tell(json!({"do": "ask", "whom": whom, "wishes": [WISH], "topics": TOPICS}))?;
    let id = text(&asked["id"]).parse().map_err(said)?;
    let sealed = officer.just("view")?;
    expect(sealed["stage"] == "sending", "the request was not kept before it was sent")?;
    to.say(&format!(
        "The phone sealed it for {} peers, wrote it down, and says before it has sent anything:",
        sealed["asked"]
    ));
    to.quote(text(&sealed["in_words"]["headline"]));
    officer.just("run")?;
    let sent = officer.just("view")?;
    expect(sent["stage"] == "waiting" && sent["round"] == 1, "the relay does not have the request")?;
    to.say("Then the relay had it:");
    for part in ["headline", "left", "next_step"] {
        to.quote(text(&sent["in_words"][part]));
    }
    Ok(id)
}

fn what_the_relay_has(
    to: &mut Teller,
    place: &RelayPlace,
    id: &RequestId,
    chosen: &Chosen,
) -> Result<(), Stopped> {
    to.section("What the relay stored");
    let kept = Copy::of(&place.data)?.request(id)?;
    expect(kept.sealed.len() == 3_384, "the relay stored another size than every request has")?;
    to.say(&format!("{} bytes, the size of every request, whatever is in it. It begins:", kept.sealed.len()));
    for row in kept.sealed[..96].chunks(32) {
        to.quote(&hex(row));
    }
    to.say(
        "The first 8 bytes are the version and the day of the list of keys, the same for everybody on that day. The rest is \
         sealed, hashed or random.",
    );
    let everything = [&kept.sealed[..], &kept.beside].concat();
    let asked: peerline_core::ids::PeerId = chosen.id.parse().map_err(said)?;
    expect(count(&everything, asked.as_bytes()) == 0, "the request's rows name a peer")?;
    to.say("Neither these bytes nor the hashes kept beside them hold the id of the peer who was chosen.");
    Ok(())
}

/// Gives the place of a simulated peer who could open the request too.
fn peers_see_it(
    to: &mut Teller,
    runtime: &Runtime,
    peers: &[Simulated],
    peer: &mut Phone,
    id: &RequestId,
) -> Result<usize, Stopped> {
    to.section("The peers' phones");
    let run = peer.just("run")?;
    expect(run["new_offer"] == true, "the peer's phone did not notice the request")?;
    let offer = the_offer(peer)?;
    expect(
        offer["id"] == json!(id) && offer["stage"] == "open",
        "the peer's phone does not show the request",
    )?;
    expect(offer["topics"] == json!(TOPICS), "the peer's phone shows other topics")?;
    expect(offer["in_words"]["number"].is_null(), "the peer's phone shows a number already")?;
    to.say("The peer's phone read the board, tried its key on every slot, and one opened:");
    for part in ["headline", "topics", "wishes", "language", "left"] {
        to.quote(text(&offer["in_words"][part]));
    }
    let mut opened = Vec::new();
    for (place, simulated) in peers.iter().enumerate() {
        simulated.run(runtime)?;
        if simulated.offer()?.is_some() {
            opened.push(place);
        }
    }
    expect(opened.len() == 7, "the first round was not opened by eight phones")?;
    to.say(&format!(
        "It shows no name, no agency, no number: none of them is in a request. Of the {} simulated phones, {} could open a slot of this first \
         round. The other {} read the same board and show nothing.",
        peers.len(),
        opened.len(),
        peers.len() - opened.len()
    ));
    opened.first().copied().ok_or_else(|| "nobody else could open it".to_owned())
}

fn the_claim(
    to: &mut Teller,
    runtime: &Runtime,
    other: &Simulated,
    peer: &mut Phone,
    id: &RequestId,
) -> Result<(), Stopped> {
    to.section("The claim");
    peer.tell(json!({"do": "claim", "id": id}))?;
    let claiming = the_offer(peer)?;
    peer.just("run")?;
    let held = the_offer(peer)?;
    expect(held["stage"] == "held" && held["seen"] == false, "the peer does not hold the request")?;
    to.say("The peer takes it. The phone says, one after the other:");
    to.quote(text(&claiming["in_words"]["headline"]));
    to.quote(text(&held["in_words"]["headline"]));
    let late = other.claim(runtime)?;
    expect(late == Some(OfferStage::Over(Over::Taken)), "a second peer was not told that it is taken")?;
    let sentence = other.offer()?.map(|offer| offer.in_words(peerline_core::words::Language::En).headline);
    to.say("Another peer takes it a moment later, and is told:");
    to.quote(&sentence.unwrap_or_default());
    Ok(())
}

/// The officer sees the peer, shares a number, and the peer sees that. Gives the number.
fn answered(
    to: &mut Teller,
    officer: &mut Phone,
    peer: &mut Phone,
    chosen: &Chosen,
) -> Result<String, Stopped> {
    to.section("The officer has an answer");
    officer.just("run")?;
    let view = officer.just("view")?;
    expect(
        view["stage"] == "answered" && view["peer"]["name"] == json!(chosen.name),
        "the officer sees nobody",
    )?;
    to.quote(text(&view["in_words"]["headline"]));
    to.quote(&match view["peer"]["phone"].as_str() {
        Some(phone) => format!("To call: {phone}"),
        None => "This peer listed no number.".to_owned(),
    });
    for note in list(&view["in_words"]["notes"]) {
        to.quote(text(note));
    }
    peer.just("run")?;
    let held = the_offer(peer)?;
    expect(held["seen"] == true && held["phone"].is_null(), "the peer was not told, or was told too much")?;
    to.say("Only now does the peer's phone say:");
    to.quote(text(&held["in_words"]["headline"]));
    let last = below(&SystemRandom, 100).map_err(said)?;
    let number = format!("+150355501{last:02}");
    officer.tell(json!({"do": "share_number", "number": number}))?;
    officer.just("run")?;
    peer.just("run")?;
    let held = the_offer(peer)?;
    expect(held["phone"] == json!(number), "the number did not arrive")?;
    to.say("One more tap of the officer's shares a number. The peer's phone:");
    to.quote(text(&held["in_words"]["number"]));
    Ok(number)
}

fn what_was_not_found(
    to: &mut Teller,
    place: &RelayPlace,
    id: &RequestId,
    chosen: &Chosen,
    number: &str,
) -> Result<(), Stopped> {
    to.section("What a search of the relay finds");
    let kept = Copy::of(&place.data)?.request(id)?;
    let messages: Vec<usize> = kept.messages.iter().map(Vec::len).collect();
    expect(kept.answers.len() == 1 && kept.answers[0].len() == 560, "the answer has another size")?;
    expect(messages == [560, 560], "the messages have another size, or another number")?;
    to.say(
        "One answer of 560 bytes and two messages of 560 bytes: \"seen\" and the number look alike. Its database, its \
         write-ahead log and what it printed were searched for:",
    );
    let names = [
        ("the officer's number", number),
        ("the first topic", TOPICS[0]),
        ("the name of the peer who answered", &chosen.name),
        ("that peer's agency", &chosen.agency),
    ];
    for (what, word) in names {
        let found = stored::occurrences(&place.data, &place.log, word.as_bytes())?;
        expect(found == 0, "the relay's files hold what they must not")?;
        to.say(&format!("- {what} ({word}): not found"));
    }
    let found = stored::occurrences(&place.data, &place.log, id.as_bytes())?;
    expect(found > 0, "the search does not find what has to be there")?;
    to.say("- the request's own id: found. The relay needs it, and so the search can find something.");
    let asked: peerline_core::ids::PeerId = chosen.id.parse().map_err(said)?;
    let found = stored::occurrences(&place.data, &place.log, asked.as_bytes())?;
    let rows = [kept.sealed, kept.beside, kept.answers.concat(), kept.messages.concat()].concat();
    expect(
        found > 0 && count(&rows, asked.as_bytes()) == 0,
        "a peer's id is where it should not be, or nowhere",
    )?;
    to.say(&format!(
        "- the peer's id: found in the signed keys of the {ON_CALL} peers on call, which anybody may read; not in any row \
         of the request."
    ));
    Ok(())
}

fn done_with_it(to: &mut Teller, officer: &mut Phone, peer: &mut Phone) -> Result<(), Stopped> {
    to.section("Done");
    officer.just("complete")?;
    officer.just("run")?;
    let view = officer.just("view")?;
    expect(view["stage"] == "ended" && view["end"] == "completed", "the request is not completed")?;
    peer.just("run")?;
    let over = the_offer(peer)?;
    expect(
        over["stage"] == "over" && over["over"] == "completed",
        "the peer's phone does not know that it is over",
    )?;
    to.say("The officer says that it is done. The officer's phone, then the peer's:");
    to.quote(text(&view["in_words"]["headline"]));
    to.quote(text(&over["in_words"]["headline"]));
    officer.just("dismiss")?;
    expect(officer.just("view")?.is_null(), "the officer's phone still shows the request")?;
    to.say("The officer dismisses it: that phone shows nothing of it any more.");
    Ok(())
}

fn nothing_left(
    to: &mut Teller,
    relay: &RelayProcess,
    place: &RelayPlace,
    id: &RequestId,
) -> Result<(), Stopped> {
    to.section("An hour later");
    relay.pass(3_700).map_err(|error| format!("the relay's clock does not move: {error}"))?;
    let rows = Copy::of(&place.data)?.rows()?;
    let tombstone = sha256(id.as_bytes()).to_vec();
    let expected =
        Rows { requests: 0, sealed: 0, claims: 0, messages: 0, tombstones: vec![tombstone.clone()] };
    expect(rows == expected, "more than a tombstone is left, or less")?;
    to.say(
        "The relay's clock was moved on by an hour and a little; only a demo build can do that. Its tables of requests, sealed \
         bytes, claims and messages are empty. One tombstone is left: a hash of the id, so that nobody can use the id again.",
    );
    to.quote(&hex(&tombstone));
    let begun = Instant::now();
    while stored::occurrences(&place.data, &place.log, id.as_bytes())? > 0 {
        expect(begun.elapsed() < Duration::from_secs(60), "the id is still in the relay's files")?;
        std::thread::sleep(Duration::from_millis(200));
    }
    to.say(&format!(
        "The request's id was found before; less than {} s later it was in none of the relay's files any more.",
        begun.elapsed().as_secs() + 1
    ));
    Ok(())
}

/// The one request that the peer's phone shows.
fn the_offer(peer: &mut Phone) -> Result<Value, Stopped> {
    let duty = peer.just("duty")?;
    let offers = list(&duty["offers"]);
    expect(offers.len() == 1, "the peer's phone does not show one request")?;
    Ok(offers[0].clone())
}

pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn hex(bytes: &[u8]) -> String {
    let words: Vec<String> =
        bytes.chunks(4).map(|word| word.iter().map(|byte| format!("{byte:02x}")).collect()).collect();
    words.join(" ")
}

pub fn said(error: impl std::fmt::Display) -> Stopped {
    error.to_string()
}
