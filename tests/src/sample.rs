//! A realistic pool to try things on: 500 invented peers in 12 invented agencies of California.
//!
//! The same seed gives the same people. Names are put together from two short lists; phone numbers are of the range that is
//! kept free for fiction (`555-0100` to `555-0199` of each area code, here with one area code for each agency). Bearers are secrets and
//! therefore random each time. Texts are examples in the form of real ones, not legal advice.

use peerline_protocol::ids::{Day, PeerId, RelayId, encode};
use peerline_protocol::lists::{Modality, Role, Topic};
use peerline_protocol::pack::directory::FIELDS;
use peerline_protocol::pack::{iso, sha256};
use peerline_protocol::random::{SystemRandom, draw};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

/// How many peers the sample has.
pub const PEERS: usize = 500;

/// A sample pool before it is written.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Gives the same people each time.
    pub seed: u64,
    /// The day on which the roster is right.
    pub today: Day,
    /// Where the pool's relay answers.
    pub relay_url: String,
    /// Directory keys of peers with the app, by their place in [`peer_ids`].
    pub keys: BTreeMap<usize, [u8; 32]>,
}

/// What was written and is not in the files, or only there.
#[derive(Debug)]
pub struct Written {
    /// The secret of all members; also in `member.bearer`.
    pub member_bearer: [u8; 32],
    /// The secret of all peers; also in `board.bearer`.
    pub board_bearer: [u8; 32],
    /// The relay's id in the policy.
    pub relay: RelayId,
    /// The peers' ids, in the roster's order.
    pub peers: Vec<PeerId>,
}

/// Writes a sample pool that is right today into a folder that exists: `roster.csv`, `policy.json`, `limits.json`, `lines.json`, and the
/// two bearers.
///
/// # Errors
/// What the system says when a file cannot be written.
pub fn write(folder: &Path, seed: u64) -> io::Result<Written> {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let today = Day(u32::try_from(now.as_secs() / 86_400).unwrap_or(0));
    Sample { seed, today, relay_url: "http://127.0.0.1:8720".to_owned(), keys: BTreeMap::new() }.write(folder)
}

/// The ids of a seed's peers, in the roster's order.
pub fn peer_ids(seed: u64) -> Vec<PeerId> {
    people(seed).into_iter().map(|person| person.id).collect()
}

impl Sample {
    /// Writes the files, as [`write`](fn@write).
    ///
    /// # Errors
    /// What the system says when a file cannot be written.
    pub fn write(&self, folder: &Path) -> io::Result<Written> {
        let secret = || draw::<32>(&SystemRandom).map_err(io::Error::other);
        let (member_bearer, board_bearer) = (secret()?, secret()?);
        let relay = RelayId::random(&SystemRandom).map_err(io::Error::other)?;
        fs::write(folder.join("roster.csv"), self.roster())?;
        write_json(&folder.join("policy.json"), &self.policy(relay, &member_bearer, &board_bearer))?;
        write_json(&folder.join("limits.json"), &limits())?;
        write_json(&folder.join("lines.json"), &lines(self.today))?;
        fs::write(folder.join("member.bearer"), format!("{}\n", encode(&member_bearer)))?;
        fs::write(folder.join("board.bearer"), format!("{}\n", encode(&board_bearer)))?;
        Ok(Written { member_bearer, board_bearer, relay, peers: peer_ids(self.seed) })
    }

    fn roster(&self) -> String {
        let rows = people(self.seed)
            .into_iter()
            .enumerate()
            .map(|(place, person)| self.row(&person, self.keys.get(&place)));
        std::iter::once(FIELDS.join(",")).chain(rows).map(|row| row + "\n").collect()
    }

    fn row(&self, person: &Person, key: Option<&[u8; 32]>) -> String {
        let day = |days: u32| iso::print_day(Day(self.today.0 + days));
        let cells = [
            person.id.to_string(),
            person.name.clone(),
            AGENCIES[person.agency].0.to_owned(),
            "US-CA".to_owned(),
            words(&person.roles, |role: &Role| role.word()),
            words(&person.experience, |topic: &Topic| topic.word()),
            words(&person.topics, |topic: &Topic| topic.word()),
            person.languages.join(";"),
            words(&person.modalities, |modality: &Modality| modality.word()),
            person.phone.clone().unwrap_or_default(),
            yes_or_no(person.text_ok),
            person.gender.unwrap_or_default().to_owned(),
            person.veteran.map(yes_or_no).unwrap_or_default(),
            day(person.designated_for),
            day(person.trained_for),
            iso::print_day(Day(self.today.0 - person.consent_before)),
            key.map(|key| encode(key)).unwrap_or_default(),
        ];
        cells.join(",")
    }

    fn policy(&self, relay: RelayId, member: &[u8; 32], board: &[u8; 32]) -> Value {
        json!({
            "relays": [{"id": relay, "url": self.relay_url, "ca": null}],
            "ladder_s": [300, 300, 600],
            "member_bearers": [encode(&sha256(member))],
            "board_bearers": [encode(&sha256(board))],
            "tokens": {"live": false, "keys": []},
            "ohttp": null,
            "snapshot_s": 300,
            "min_pool": 40,
        })
    }
}

/// An invented agency and the area code of its peers' phones.
const AGENCIES: [(&str, &str); 12] = [
    ("Alder Valley Police Department", "209"),
    ("Bell Harbor Police Department", "415"),
    ("Cedar County Sheriff", "530"),
    ("Dry Creek Police Department", "559"),
    ("Eagle Point Police Department", "661"),
    ("Fort Laurel Police Department", "707"),
    ("Granite County Sheriff", "760"),
    ("Harbor District Police", "805"),
    ("Iron Mesa Police Department", "831"),
    ("Juniper State College Police", "909"),
    ("Three Rivers Dispatch Center", "916"),
    ("Upper Valley Corrections", "951"),
];

const FIRST_NAMES: [&str; 40] = [
    "Ana", "Andrea", "Beatriz", "Ben", "Carla", "Carlos", "Chris", "Dana", "Daniel", "Diego", "Elena",
    "Emily", "Esteban", "Frank", "Gabriela", "Grace", "Hector", "Ines", "Isaac", "James", "Javier", "Jordan",
    "Karen", "Kevin", "Laura", "Luis", "Maria", "Marcus", "Mateo", "Nadia", "Olivia", "Pablo", "Rachel",
    "Rosa", "Sam", "Sofia", "Teresa", "Thomas", "Victor", "Wendy",
];

const LAST_NAMES: [&str; 40] = [
    "Aguilar", "Allen", "Baker", "Bennett", "Castillo", "Chavez", "Coleman", "Cruz", "Delgado", "Ellis",
    "Fisher", "Flores", "Foster", "Garza", "Gomez", "Grant", "Hayes", "Herrera", "Howard", "Ibarra",
    "Jensen", "Keller", "Lopez", "Marsh", "Medina", "Morales", "Murphy", "Navarro", "Ortega", "Parker",
    "Quintero", "Reyes", "Rojas", "Ruiz", "Shaw", "Soto", "Torres", "Vargas", "Walsh", "Young",
];

struct Person {
    id: PeerId,
    name: String,
    agency: usize,
    roles: Vec<Role>,
    experience: Vec<Topic>,
    topics: Vec<Topic>,
    languages: Vec<&'static str>,
    modalities: Vec<Modality>,
    phone: Option<String>,
    text_ok: bool,
    gender: Option<&'static str>,
    veteran: Option<bool>,
    designated_for: u32,
    trained_for: u32,
    consent_before: u32,
}

fn people(seed: u64) -> Vec<Person> {
    let mut chance = Chance(seed);
    // Places in a walk over all pairs of names, so that nobody has another's.
    let start = chance.below(1600);
    (0..PEERS).map(|place| person(&mut chance, place, (start + place * 7) % 1600)).collect()
}

fn person(chance: &mut Chance, place: usize, pair: usize) -> Person {
    let agency = place % AGENCIES.len();
    let mut id = [0; 16];
    id[..8].copy_from_slice(&chance.next().to_be_bytes());
    id[8..].copy_from_slice(&chance.next().to_be_bytes());
    // Below 0xd0 the text begins with a letter; ids that begin with a dash are allowed but bother spreadsheets.
    id[0] %= 0xd0;
    let role = match agency {
        10 => Role::Dispatcher,
        11 => Role::Corrections,
        _ => chance.pick(&[
            Role::Officer,
            Role::Officer,
            Role::Officer,
            Role::Detective,
            Role::Supervisor,
            Role::Civilian,
            Role::Retired,
        ]),
    };
    let mut roles = vec![role];
    if chance.below(25) == 0 {
        roles.push(Role::Chaplain);
    }
    let experience = chance.some(Topic::ALL, 5);
    let mut topics = experience.clone();
    topics.extend(
        chance.some(&[Topic::Stress, Topic::Sleep, Topic::Family, Topic::Grief, Topic::CriticalIncident], 3),
    );
    topics.sort_unstable();
    topics.dedup();
    let languages = match chance.below(10) {
        0..=5 => vec!["en"],
        6..=8 => vec!["en", "es"],
        _ => vec!["en", chance.pick(&["tl", "vi", "zh", "hmn", "pa", "ase"])],
    };
    let has_phone = chance.below(10) > 0;
    let text_ok = has_phone && chance.below(3) > 0;
    let mut modalities = vec![Modality::Call];
    if text_ok {
        modalities.push(Modality::Text);
    }
    if chance.below(2) == 0 {
        modalities.push(Modality::Meet);
    }
    let number = place / AGENCIES.len();
    Person {
        id: PeerId::new(id),
        name: format!("{} {}", FIRST_NAMES[pair % 40], LAST_NAMES[pair / 40]),
        agency,
        roles,
        experience,
        topics,
        languages,
        modalities,
        phone: has_phone.then(|| format!("+1{}55501{number:02}", AGENCIES[agency].1)),
        text_ok,
        gender: chance.pick(&[Some("woman"), Some("man"), Some("man"), Some("nonbinary"), None, None]),
        veteran: chance.pick(&[Some(true), Some(false), Some(false), None]),
        designated_for: 30 + chance.below(700) as u32,
        trained_for: 60 + chance.below(900) as u32,
        consent_before: chance.below(1000) as u32,
    }
}

/// Repeats itself from a seed (SplitMix64, Steele and others 2014). For samples, never for keys.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// One to `most` different values, in the order of the list.
    fn some<T: Copy + Ord>(&mut self, from: &[T], most: usize) -> Vec<T> {
        let count = 1 + self.below(most);
        let mut chosen: Vec<T> = (0..count).map(|_| self.pick(from)).collect();
        chosen.sort_unstable();
        chosen.dedup();
        chosen
    }
}

fn limits() -> Value {
    json!({
        "id": "us-ca-sample",
        "version": 1,
        "jurisdiction": "US-CA",
        "common": [
            limit(
                "protected", "statute",
                "The law protects what you tell a peer who has finished the training course. It also protects what you tell a crisis line.",
                "La ley protege lo que usted le cuenta a un par que ha terminado el curso de formación. También protege lo que usted cuenta a una línea de crisis.",
                "California Government Code 8669.1 to 8669.7 (sample wording, not legal advice)",
            ),
            limit(
                "serious-harm", "statute",
                "A peer may tell others if this is needed to prevent a death, serious harm or a crime.",
                "Un par puede contarlo a otros si hace falta para evitar una muerte, un daño grave o un delito.",
                "California Government Code 8669.4 (sample wording, not legal advice)",
            ),
            limit(
                "criminal-case", "statute",
                "In a criminal case a court can ask a peer what was said.",
                "En un proceso penal, un tribunal puede preguntar a un par qué se dijo.",
                "California Government Code 8669.4 (sample wording, not legal advice)",
            ),
            limit(
                "no-notes", "programme",
                "Peers write nothing down and record nothing.",
                "Los pares no escriben ni graban nada.",
                "North Valley peer programme, rule 3 (sample)",
            ),
            limit(
                "not-a-counselor", "programme",
                "A peer is a trained colleague, not a counselor or therapist.",
                "Un par es un colega formado, no un consejero ni un terapeuta.",
                "North Valley peer programme, rule 1 (sample)",
            ),
        ],
        "agencies": {
            "Cedar County Sheriff": [limit(
                "cedar-abuse", "agency",
                "Your agency's own rule: a peer must report abuse of a child, an older person or a partner.",
                "Regla propia de su agencia: un par debe denunciar el maltrato a un menor, a una persona mayor o a una pareja.",
                "Cedar County Sheriff, general order 12 (sample)",
            )],
            "Fort Laurel Police Department": [limit(
                "fort-laurel-drugs", "agency",
                "Your agency's own rule: a peer must report illegal drugs used or sold, off duty too.",
                "Regla propia de su agencia: un par debe denunciar el consumo o la venta de drogas ilegales, también fuera de servicio.",
                "Fort Laurel Police Department, policy 7.4 (sample)",
            )],
        },
    })
}

fn limit(id: &str, layer: &str, en: &str, es: &str, source: &str) -> Value {
    json!({"id": id, "layer": layer, "text": {"en": en, "es": es}, "source": source})
}

fn lines(today: Day) -> Value {
    json!({
        "schema": "officer-crisis-resources/0.2",
        "entries": [{
            "id": "north-valley-peer-desk",
            "name": "North Valley Peer Desk (sample)",
            "organisation": "North Valley peer programme",
            "country": "US",
            "region": "US-CA",
            "kind": "peer",
            "audience": ["law_enforcement", "police_staff", "retired_law_enforcement", "family"],
            "channels": {
                "voice": [{
                    "number": "+19165550188", "label": "916-555-0188", "short_code": false, "e164": "+19165550188", "display": "(916) 555-0188",
                    "uri": "tel:+19165550188", "national_dial": "9165550188", "uri_national": "tel:9165550188", "libphonenumber_valid": true,
                    "lang": null, "post_dial": null, "instruction": null,
                }],
                "sms": [], "tty": [], "chat": null, "web": "https://peers.example.org", "email": null,
            },
            "hours": {"osm": "Mo-Fr 08:00-18:00", "tz": "America/Los_Angeles"},
            "languages": ["en", "es"],
            "cost": {"en": "Free.", "es": "Gratis."},
            "who_answers": {"en": "A peer of the pool on desk duty.", "es": "Un par del grupo que atiende el teléfono."},
            "police_may_be_sent": "only_in_imminent_danger",
            "police_basis": "rule 5 of the programme",
            "anonymous": "yes",
            "records": null,
            "topics": ["officer", "family"],
            "confidentiality": {"en": "The peer keeps no notes.", "es": "El par no guarda notas."},
            "editor_notes": [],
            "checked": {
                "how": "published_page", "by": null, "on": iso::print_day(Day(today.0 - 20)), "source": ["https://peers.example.org"],
                "source_age_known": true,
            },
            "confidence": "high",
            "publish": true,
            "publish_reason": "Invented for the sample pool.",
        }],
    })
}

fn words<T>(values: &[T], word: impl Fn(&T) -> &'static str) -> String {
    values.iter().map(word).collect::<Vec<_>>().join(";")
}

fn yes_or_no(value: bool) -> String {
    if value { "yes" } else { "no" }.to_owned()
}

fn write_json(file: &Path, value: &Value) -> io::Result<()> {
    fs::write(file, serde_json::to_vec_pretty(value).map_err(io::Error::other)?)
}
