use super::export::{Cost, OURS, argon2id, seal_at};
use super::*;
use crate::clock::VirtualClock;
use crate::crisis::{Entry, Lines, Origin, Place, read_entry};
use crate::ids::Minute;
use crate::key_store::{KeyStoreError, MemoryKeyStore};
use crate::random::SystemRandom;
use crate::vault::{Open, Which};
use crate::words::Language;
use crate::words::reading::assert_easy;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};

const START: i64 = 1_795_219_200;
static UTC: Zone = Zone::UTC;

/// A phone: its folder, keys and clock outlive the app.
struct Phone {
    folder: tempfile::TempDir,
    keys: Arc<Keys>,
    clock: Arc<VirtualClock>,
}

/// A key store that can be locked as phones lock theirs, and that can refuse to destroy.
#[derive(Default)]
struct Keys {
    keys: MemoryKeyStore,
    locked: AtomicBool,
    keeps: AtomicBool,
}

impl Keys {
    fn mood(&self, id: &str) -> Result<(), KeyStoreError> {
        let locked = self.locked.load(Ordering::SeqCst) && id.starts_with("officer");
        if locked { Err(KeyStoreError::Locked) } else { Ok(()) }
    }
}

impl KeyStore for Keys {
    fn create(&self, id: &str) -> Result<(), KeyStoreError> {
        self.mood(id)?;
        self.keys.create(id)
    }

    fn wrap(&self, id: &str, data_key: &Sensitive<Vec<u8>>) -> Result<Vec<u8>, KeyStoreError> {
        self.mood(id)?;
        self.keys.wrap(id, data_key)
    }

    fn unwrap(&self, id: &str, wrapped: &[u8]) -> Result<Sensitive<Vec<u8>>, KeyStoreError> {
        self.mood(id)?;
        self.keys.unwrap(id, wrapped)
    }

    fn destroy(&self, id: &str) -> Result<(), KeyStoreError> {
        if self.keeps.load(Ordering::SeqCst) { Err(KeyStoreError::Failed) } else { self.keys.destroy(id) }
    }
}

impl Phone {
    fn new() -> Self {
        let clock = Arc::new(VirtualClock::at(START));
        Self { folder: tempfile::tempdir().unwrap(), keys: Arc::default(), clock }
    }

    /// The app is started; while the phone is locked the officer's file stays locked.
    fn start(&self) -> SafetyPlan {
        let open = Open {
            folder: self.folder.path(),
            which: Which::Officer,
            keys: self.keys.clone(),
            clock: self.clock.clone(),
            random: Arc::new(SystemRandom),
        };
        let vault = Vault::locked(open).unwrap();
        if !self.keys.locked.load(Ordering::SeqCst) {
            vault.unlock().unwrap();
        }
        let random = Arc::new(SystemRandom);
        SafetyPlan::new(Arc::new(vault), self.folder.path(), self.keys.clone(), self.clock.clone(), random)
    }

    fn lock(&self, locked: bool) {
        self.keys.locked.store(locked, Ordering::SeqCst);
    }

    fn third(&self) -> std::path::PathBuf {
        self.folder.path().join("three/store")
    }
}

fn asked<'a>(lines: &'a Lines, language: Language) -> Asked<'a> {
    let now = DateTime::from_timestamp(START, 0).unwrap();
    Asked { lines, place: Place::new(Some("US"), None), language, now, zone: &UTC }
}

fn note(text: &str) -> Item {
    Item::Note(Note::new(text).unwrap())
}

fn contact(name: &str, number: &str) -> Item {
    Item::Contact { name: Name::new(name).unwrap(), number: Some(DialNumber::new(number).unwrap()) }
}

fn texts(steps: &[StepView], step: Step) -> Vec<String> {
    let view = steps.iter().find(|view| view.step == step).unwrap();
    view.items.iter().map(|item| item.text.expose().clone()).collect()
}

fn shown(plan: &SafetyPlan) -> Result<PlanScreen, PlanError> {
    plan.screen(&asked(&Lines::floor(), Language::En))
}

fn passphrase(text: &str) -> Sensitive<String> {
    Sensitive::new(text.to_owned())
}

/// A plan with something in every step.
fn full() -> Plan {
    let mut plan = Plan::default();
    for step in Step::ALL {
        plan.add(step, note(&format!("{} of mine", step.word()))).unwrap();
    }
    plan.add(Step::PeopleToAsk, contact("Alex", "+1 503 555 0101")).unwrap();
    plan.add(Step::Professionals, Item::Line(LineId::shown("us-988"))).unwrap();
    plan
}

#[test]
fn what_is_written_is_there_after_a_crash_in_the_order_that_its_owner_gave_it() {
    let phone = Phone::new();
    let plan = phone.start();
    let first = plan.add(Step::Signs, note("I stop answering texts")).unwrap();
    let second = plan.add(Step::Signs, note("I do not sleep")).unwrap();
    let third = plan.add(Step::Signs, note("I drink alone")).unwrap();
    plan.move_item(third, 0).unwrap();
    plan.change(second, note("I lie awake")).unwrap();
    plan.remove(first).unwrap();
    plan.move_step(Step::Reasons, 0).unwrap();
    let screen = shown(&phone.start()).unwrap();
    assert!(screen.steps.iter().flat_map(|step| &step.items).all(|item| item.line.is_none()));
    assert_eq!(texts(&screen.steps, Step::Signs), ["I drink alone", "I lie awake"]);
    let order: Vec<_> = screen.steps.iter().map(|view| (view.number, view.step)).collect();
    assert_eq!(order[..3], [(1, Step::Reasons), (2, Step::Signs), (3, Step::MyWays)]);
    assert_eq!(order.len(), 7);
    let next = plan.add(Step::Signs, note("new")).unwrap();
    assert!(next.0 > third.0, "a number is never given twice");
    assert_eq!(plan.remove(first), Err(PlanError::NoSuchItem));
}

#[test]
fn steps_and_items_move_to_every_place_and_none_is_lost() {
    for (from, to) in (0..7).flat_map(|from| (0..9).map(move |to| (from, to))) {
        let mut plan = Plan::default();
        let step = Step::ALL[from];
        plan.move_step(step, to);
        let mut expected = Step::ALL.to_vec();
        expected.remove(from);
        expected.insert(to.min(6), step);
        assert_eq!(plan.steps().map(|(step, _)| step).collect::<Vec<_>>(), expected, "{from} {to}");
        let mut plan = Plan::default();
        let ids: Vec<_> = (0..7).map(|n| plan.add(Step::Signs, note(&n.to_string())).unwrap()).collect();
        plan.move_item(ids[from], to).unwrap();
        let mut expected = ids.clone();
        expected.remove(from);
        expected.insert(to.min(6), ids[from]);
        let (_, items) = plan.steps().next().unwrap();
        assert_eq!(items.iter().map(|(id, _)| *id).collect::<Vec<_>>(), expected, "{from} {to}");
    }
}

#[test]
fn what_is_too_long_too_much_or_no_text_is_refused_with_its_reason_and_the_plan_stays() {
    let long = |count: usize| "\u{e9}".repeat(count);
    for (text, refused) in [
        (String::new(), Some(PlanError::Empty)),
        (" \n ".into(), Some(PlanError::Empty)),
        (long(LONGEST_NOTE), None),
        (long(LONGEST_NOTE + 1), Some(PlanError::TooLong { most: LONGEST_NOTE, has: LONGEST_NOTE + 1 })),
        ("two\nlines".into(), None),
        ("a\u{0}b".into(), Some(PlanError::NotText)),
        ("a\u{1b}[2J".into(), Some(PlanError::NotText)),
    ] {
        assert_eq!(Note::new(&text).err(), refused, "{text:?}");
    }
    assert_eq!(Name::new("two\nlines").err(), Some(PlanError::NotText));
    assert_eq!(Name::new(&long(81)).err(), Some(PlanError::TooLong { most: 80, has: 81 }));
    let phone = Phone::new();
    let plan = phone.start();
    for n in 0..ITEMS_A_STEP {
        plan.add(Step::Reasons, note(&format!("reason {n}"))).unwrap();
    }
    assert_eq!(plan.add(Step::Reasons, note("one more")), Err(PlanError::StepFull { most: ITEMS_A_STEP }));
    assert_eq!(plan.add(Step::Signs, note("x")).map(|_| ()), Ok(()));
    assert_eq!(plan.add(Step::Signs, note(" x ")), Err(PlanError::AlreadyThere));
    assert_eq!(texts(&shown(&phone.start()).unwrap().steps, Step::Reasons).len(), ITEMS_A_STEP);
}

#[test]
fn a_number_is_dialled_as_written_and_what_could_change_the_phone_is_refused() {
    for (text, uri) in [
        ("+1 503 555 0101", Some("tel:+15035550101")),
        ("(503) 555-0101", Some("tel:5035550101")),
        ("988", Some("tel:988")),
        ("112", Some("tel:112")),
        (" 503.555.0101 ", Some("tel:5035550101")),
        ("+44 20 7946 0000", Some("tel:+442079460000")),
        ("0800/123 456", Some("tel:0800123456")),
        ("99", None),
        ("+0 503 555 0101", None),
        ("+12345", None),
        ("1234567890123456", None),
        ("*21*5035550101#", None),
        ("#31#5035550101", None),
        ("*77", None),
        ("1-800-COPLINE", None),
        ("503 555 0101,,9", None),
        ("503 555 0101;ext=5", None),
        ("tel:988", None),
        ("5+035550101", None),
        ("\u{0669}\u{0668}\u{0668}", None),
        ("", None),
    ] {
        assert_eq!(DialNumber::new(text).map(|number| number.uri()).ok().as_deref(), uri, "{text}");
    }
}

#[test]
fn a_line_of_the_list_keeps_its_number_true_and_says_when_it_is_gone() {
    let phone = Phone::new();
    let plan = phone.start();
    let (line, lines) = (LineId::shown("us-988"), Lines::floor());
    plan.add_line(Step::Professionals, &line, &asked(&lines, Language::En)).unwrap();
    let dials = |lines: &Lines| {
        let screen = plan.screen(&asked(lines, Language::En)).unwrap();
        let view = screen.steps.iter().find(|view| view.step == Step::Professionals).unwrap();
        let item = view.items[0].clone();
        assert_eq!(item.line.as_ref(), Some(&line), "also when it is gone: nobody may change it by hand");
        (item.text.expose().clone(), item.dial.first().map(|dial| dial.uri.expose().clone()))
    };
    assert_eq!(dials(&lines).1.as_deref(), Some("tel:988"));
    // A pack brings another number: the plan shows it at once.
    let own =
        include_str!("../../content/crisis/floor.ndjson").lines().find(|l| l.contains("\"us-988\"")).unwrap();
    let newer = own.replace("988", "989").replace("us-989", "us-988");
    let Entry::Line(newer) = read_entry(&newer, Origin::Publisher).unwrap() else { panic!("a line") };
    let issued = Minute::of_unix(START + 86_400 * 30);
    let packed = Lines::floor().updated(vec![Entry::Line(newer)], issued);
    assert_eq!(dials(&packed).1.as_deref(), Some("tel:989"));
    let gone = Lines::floor().updated(vec![Entry::Withdrawn(line.clone())], issued);
    assert_eq!(
        dials(&gone),
        ("This line is not on the list any more. Please choose another.".to_owned(), None)
    );
    for none in ["no-such-line", "", "us 988", "us-988\",\"x"] {
        let refused = plan.add_line(Step::Professionals, &LineId::shown(none), &asked(&lines, Language::En));
        assert_eq!(refused, Err(PlanError::NoSuchLine), "{none}");
    }
}

#[test]
fn there_is_no_third_file_unless_its_owner_wants_one() {
    let phone = Phone::new();
    let plan = phone.start();
    plan.add(Step::Signs, note("PLANTED")).unwrap();
    plan.look_after_copy().unwrap();
    assert!(!phone.folder.path().join("three").exists());
    assert!(!phone.keys.keys.ids().iter().any(|id| id.starts_with("plan")));
    phone.lock(true);
    let locked = phone.start();
    assert_eq!(shown(&locked), Err(PlanError::Vault(VaultError::Locked)));
    assert_eq!(locked.at_hand(), Ok(AtHand::Locked));
    phone.lock(false);
    let plan = phone.start();
    plan.set_readable_while_locked(true).unwrap();
    // The control: now there is one, with a key of its own, of one size, and nothing can be read in it.
    let before = fs::read(phone.third()).unwrap();
    assert_eq!(phone.keys.keys.ids().iter().filter(|id| **id == "plan.0").count(), 1);
    assert!(!before.windows(7).any(|seven| seven == b"PLANTED"));
    for n in 0..ITEMS_A_STEP {
        for step in Step::ALL {
            let longest = format!("{n}{}", "\u{1f6d1}".repeat(LONGEST_NOTE - 4));
            plan.add(step, note(&longest)).ok();
        }
    }
    assert_eq!(fs::metadata(phone.third()).unwrap().len(), before.len() as u64);
}

#[test]
fn the_copy_can_be_read_while_the_officers_file_is_locked_and_follows_every_change() {
    let phone = Phone::new();
    let plan = phone.start();
    let first = plan.add(Step::Signs, note("before")).unwrap();
    plan.set_readable_while_locked(true).unwrap();
    plan.change(first, note("after")).unwrap();
    plan.add(Step::PeopleToAsk, contact("Alex", "+1 503 555 0101")).unwrap();
    plan.move_step(Step::PeopleToAsk, 0).unwrap();
    phone.lock(true);
    let locked = phone.start();
    let screen = shown(&locked).unwrap();
    assert!(screen.from_copy && screen.readable_while_locked);
    assert_eq!(locked.at_hand(), Ok(AtHand::Here));
    assert_eq!(texts(&screen.steps, Step::Signs), ["after"]);
    assert_eq!(screen.steps[0].items[0].dial[0].uri.expose(), "tel:+15035550101");
    assert_eq!(locked.add(Step::Signs, note("x")), Err(PlanError::Vault(VaultError::Locked)));
    assert_eq!(locked.set_readable_while_locked(false), Err(PlanError::Vault(VaultError::Locked)));
    phone.lock(false);
    let plan = phone.start();
    assert!(!shown(&plan).unwrap().from_copy);
    plan.import(&full(), Import::Replace).unwrap();
    phone.lock(true);
    assert_eq!(texts(&shown(&phone.start()).unwrap().steps, Step::Signs), ["signs of mine"]);
}

#[test]
fn turning_the_copy_off_destroys_its_key_first_and_no_older_copy_can_be_opened() {
    let phone = Phone::new();
    let plan = phone.start();
    plan.add(Step::Signs, note("mine")).unwrap();
    plan.set_readable_while_locked(true).unwrap();
    let taken = fs::read(phone.third()).unwrap();
    let put_back = || {
        fs::create_dir_all(phone.third().parent().unwrap()).unwrap();
        fs::write(phone.third(), &taken).unwrap();
        phone.lock(true);
        let screen = shown(&phone.start());
        phone.lock(false);
        screen.map(|screen| screen.from_copy)
    };
    // The control: while its key is there, a copy that was taken can be opened.
    assert_eq!(put_back(), Ok(true));
    // A key that cannot be destroyed keeps the file where it is: nothing is said to be gone that is not.
    phone.keys.keeps.store(true, Ordering::SeqCst);
    assert_eq!(plan.set_readable_while_locked(false), Err(PlanError::Vault(VaultError::KeyStore)));
    assert!(phone.third().exists() && plan.readable_while_locked());
    phone.keys.keeps.store(false, Ordering::SeqCst);
    plan.set_readable_while_locked(false).unwrap();
    assert!(!phone.folder.path().join("three").exists() && !plan.readable_while_locked());
    assert!(!phone.keys.keys.ids().contains(&"plan.0".to_owned()));
    assert_eq!(put_back(), Err(PlanError::Vault(VaultError::Locked)));
    // A file whose key is gone, as a kill half-way leaves it, counts as off and is removed at the next start.
    let plan = phone.start();
    plan.look_after_copy().unwrap();
    assert!(!phone.third().exists());
    // A copy that was turned on again is another one.
    plan.set_readable_while_locked(true).unwrap();
    assert_eq!(put_back(), Err(PlanError::Vault(VaultError::Damaged)));
}

#[test]
fn an_erased_plan_is_gone_with_its_copy_and_its_reminder() {
    let phone = Phone::new();
    let plan = phone.start();
    plan.add(Step::Signs, note("mine")).unwrap();
    plan.remind(ReviewEvery::Months(ReviewMonths::new(3).unwrap()), &Zone::UTC).unwrap();
    plan.set_readable_while_locked(true).unwrap();
    plan.erase().unwrap();
    assert!(!phone.third().exists());
    assert_eq!((plan.at_hand(), plan.review()), (Ok(AtHand::Empty), Ok(Review::default())));
    assert_eq!(phone.start().at_hand(), Ok(AtHand::Empty));
}

#[test]
fn the_owner_is_reminded_when_they_said_and_never_otherwise() {
    let phone = Phone::new();
    let plan = phone.start();
    let screen = |plan: &SafetyPlan, now| {
        let lines = Lines::floor();
        let screen = plan.screen(&Asked { now, ..asked(&lines, Language::En) }).unwrap();
        (screen.review, screen.review_due)
    };
    let day = |day: i64| DateTime::from_timestamp(START + day * 86_400, 0).unwrap();
    assert_eq!(screen(&plan, day(4_000)), ("No reminder is set.".to_owned(), false));
    // Before the first item, too.
    plan.remind(ReviewEvery::Months(ReviewMonths::new(3).unwrap()), &Zone::UTC).unwrap();
    assert_eq!(screen(&plan, day(0)), ("Next look: February 21, 2027.".to_owned(), false));
    assert!(screen(&plan, day(93)).1);
    phone.clock.pass(std::time::Duration::from_secs(93 * 86_400));
    plan.looked_at(&Zone::UTC).unwrap();
    assert!(!screen(&phone.start(), day(93)).1);
    plan.remind(ReviewEvery::Never, &Zone::UTC).unwrap();
    assert_eq!(plan.review(), Ok(Review::default()));
    for months in [0, 25, 255] {
        assert_eq!(ReviewMonths::new(months), None);
    }
}

#[test]
fn a_plan_comes_back_out_of_its_file_with_its_passphrase_alone() {
    let phone = Phone::new();
    let plan = phone.start();
    plan.import(&full(), Import::Replace).unwrap();
    plan.move_step(Step::Reasons, 1).unwrap();
    let words = passphrase("four words apart \u{e9}");
    let file = plan.export(&words).unwrap();
    // However the letter is typed.
    let back = look_into(&file, &passphrase("four words apart e\u{301}")).unwrap();
    let lines = Lines::floor();
    let asked = asked(&lines, Language::En);
    let without_ids = |steps: &[StepView]| {
        steps
            .iter()
            .map(|view| (view.step, view.items.iter().map(|i| (i.text.clone(), i.dial.clone())).collect()))
            .collect::<Vec<(Step, Vec<_>)>>()
    };
    assert_eq!(without_ids(&steps(&back, &asked)), without_ids(&shown(&plan).unwrap().steps));
    assert_eq!(look_into(&file, &passphrase("four words Apart \u{e9}")), Err(PlanError::WrongPassphrase));
    assert_eq!(look_into(&file, &passphrase("")), Err(PlanError::WrongPassphrase));
    assert_ne!(plan.export(&words).unwrap(), file, "salt and nonce are new each time");
    for short in ["", "eleven char"] {
        let refused = plan.export(&passphrase(short));
        assert_eq!(refused, Err(PlanError::PassphraseTooShort { least: 12 }), "{short}");
    }
    let long = passphrase(&"x".repeat(201));
    assert_eq!(plan.export(&long), Err(PlanError::TooLong { most: 200, has: 201 }));
}

#[test]
fn the_key_of_an_export_is_argon2id_as_others_compute_it() {
    // Computed with the `cryptography` package of Python 48.0.0 (OpenSSL's Argon2id): the password and the salt 00 to 0f below.
    let salt: Vec<u8> = (0..16).collect();
    for (cost, expected) in [
        (OURS, "853b272a44db1421c02962669a55eb0994f3cab385ed1c4c79253eee19bab49e"),
        (
            Cost { memory_kib: 19_456, passes: 2, lanes: 1 },
            "818259b6310026a8e0dbac5d2e6927abcfdb07b32258fac4f61b18b80f929085",
        ),
    ] {
        let mut key = [0; 32];
        argon2id(cost, b"correct horse battery staple", &salt, &mut key).unwrap();
        let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, expected);
    }
}

/// The least that is accepted, so that the tests below are quick.
const QUICK: Cost = Cost { memory_kib: 19 << 10, passes: 2, lanes: 1 };

fn sealed(cost: Cost) -> Vec<u8> {
    seal_at(cost, &full(), &passphrase("quick enough"), &SystemRandom).unwrap()
}

/// The same file with a checksum that is right.
fn checked(mut file: Vec<u8>) -> Vec<u8> {
    let body = file.len() - 32;
    let sum = ring::digest::digest(&ring::digest::SHA256, &file[..body]);
    file[body..].copy_from_slice(sum.as_ref());
    file
}

#[test]
fn a_file_that_is_no_plan_damaged_newer_weak_or_greedy_says_which() {
    let open = |file: &[u8]| look_into(file, &passphrase("quick enough")).err();
    let file = sealed(QUICK);
    assert_eq!(open(&file), None);
    for (foreign, expected) in [
        (&b""[..], PlanError::NotAnExport),
        (b"PLANFIL", PlanError::NotAnExport),
        (b"BEGIN:VCALENDAR", PlanError::NotAnExport),
        (b"PLANFILE", PlanError::Damaged),
        (&file[..file.len() - 1], PlanError::Damaged),
        (&[&file[..], &[0]].concat(), PlanError::Damaged),
        (&[&file[..], &vec![0; (256 << 10) - (64 << 10)]].concat(), PlanError::Damaged),
    ] {
        assert_eq!(open(foreign), Some(expected), "{} bytes", foreign.len());
    }
    // Every byte of the header, and some of the rest.
    for at in (0..60).chain((60..file.len()).step_by(997)).chain(file.len() - 50..file.len()) {
        let mut flipped = file.clone();
        flipped[at] ^= 1 << (at % 8);
        let expected = match at {
            0..8 => PlanError::NotAnExport,
            8 | 9 => {
                if flipped[8..10] == [0, 0] {
                    PlanError::Damaged
                } else {
                    PlanError::NewerVersion
                }
            }
            _ => PlanError::Damaged,
        };
        assert_eq!(open(&flipped), Some(expected), "byte {at}");
    }
    let asks = |memory: u32, passes: u32, lanes: u32| {
        let mut asks = file.clone();
        asks[10..14].copy_from_slice(&memory.to_be_bytes());
        asks[14..18].copy_from_slice(&passes.to_be_bytes());
        asks[18..22].copy_from_slice(&lanes.to_be_bytes());
        open(&checked(asks))
    };
    for (memory, passes, lanes, expected) in [
        ((19 << 10) - 1, 2, 1, PlanError::WeakParameters),
        (19 << 10, 1, 1, PlanError::WeakParameters),
        (0, 0, 0, PlanError::WeakParameters),
        (19 << 10, 2, 0, PlanError::WeakParameters),
        ((256 << 10) + 1, 3, 4, PlanError::AsksTooMuch),
        (u32::MAX, 3, 4, PlanError::AsksTooMuch),
        (64 << 10, 11, 4, PlanError::AsksTooMuch),
        (64 << 10, u32::MAX, 4, PlanError::AsksTooMuch),
        (64 << 10, 3, 17, PlanError::AsksTooMuch),
        (64 << 10, 3, u32::MAX, PlanError::AsksTooMuch),
        // Allowed, but not what it was sealed with.
        (19 << 10, 3, 1, PlanError::WrongPassphrase),
    ] {
        assert_eq!(asks(memory, passes, lanes), Some(expected), "{memory} {passes} {lanes}");
    }
    // Somebody who changes the sealed part and mends the checksum gets nothing in, either.
    for at in [25, 40, 50, 1_000, file.len() - 40] {
        let mut forged = file.clone();
        forged[at] ^= 1;
        assert_eq!(open(&checked(forged)), Some(PlanError::WrongPassphrase), "byte {at}");
    }
}

#[test]
fn the_content_of_a_file_is_read_strictly_and_a_newer_one_says_so() {
    let good = String::from_utf8(wire::print(&full()).expose().clone()).unwrap();
    assert!(wire::parse(good.as_bytes()).is_ok());
    for (from, to, expected) in [
        ("plan/1", "plan/2", PlanError::NewerVersion),
        ("plan/1", "plan/x", PlanError::Damaged),
        ("plan/1", "other/1", PlanError::Damaged),
        ("\"signs\"", "\"my_ways\"", PlanError::Damaged),
        ("\"signs\"", "\"sign\"", PlanError::Damaged),
        ("signs of mine", "", PlanError::Damaged),
        ("signs of mine", "\\u0000", PlanError::Damaged),
        ("+1 503 555 0101", "*21#", PlanError::Damaged),
        ("us-988", "", PlanError::Damaged),
        ("\"items\"", "\"things\"", PlanError::Damaged),
        ("\"note\"", "\"picture\"", PlanError::Damaged),
    ] {
        let changed = good.replacen(from, to, 1);
        assert_ne!(changed, good, "{from}");
        assert_eq!(wire::parse(changed.as_bytes()), Err(expected), "{from} {to}");
    }
    let long = good.replacen("signs of mine", &"x".repeat(LONGEST_NOTE + 1), 1);
    assert_eq!(wire::parse(long.as_bytes()), Err(PlanError::Damaged));
    for none in ["", "null", "[]", "{}", &"[".repeat(100_000)] {
        assert_eq!(wire::parse(none.as_bytes()), Err(PlanError::Damaged));
    }
}

#[test]
fn the_old_plan_is_there_whole_until_an_import_is_kept() {
    let phone = Phone::new();
    let plan = phone.start();
    plan.add(Step::Signs, note("old")).unwrap();
    plan.add(Step::Signs, note("signs of mine")).unwrap();
    plan.move_step(Step::Reasons, 0).unwrap();
    let imported = look_into(&sealed(QUICK), &passphrase("quick enough")).unwrap();
    // Looking changes nothing.
    assert_eq!(texts(&shown(&phone.start()).unwrap().steps, Step::Signs), ["old", "signs of mine"]);
    plan.import(&imported, Import::Merge).unwrap();
    let merged = shown(&phone.start()).unwrap();
    assert_eq!(texts(&merged.steps, Step::Signs), ["old", "signs of mine"], "what is there is not doubled");
    assert_eq!(texts(&merged.steps, Step::PeopleToAsk), ["people_to_ask of mine", "Alex"]);
    assert_eq!(merged.steps[0].step, Step::Reasons);
    // What does not fit together changes nothing.
    for n in 0..ITEMS_A_STEP - 2 {
        plan.add(Step::Signs, note(&format!("sign {n}"))).unwrap();
    }
    let mut other = Plan::default();
    other.add(Step::MyWays, note("not taken alone")).unwrap();
    other.add(Step::Signs, note("one too many")).unwrap();
    assert_eq!(plan.import(&other, Import::Merge), Err(PlanError::StepFull { most: ITEMS_A_STEP }));
    let kept = shown(&phone.start()).unwrap();
    assert_eq!(texts(&kept.steps, Step::Signs).len(), ITEMS_A_STEP);
    assert_eq!(texts(&kept.steps, Step::MyWays), ["my_ways of mine"]);
    plan.import(&imported, Import::Replace).unwrap();
    let replaced = shown(&phone.start()).unwrap();
    assert_eq!(texts(&replaced.steps, Step::Signs), ["signs of mine"]);
    assert_eq!(replaced.steps[0].step, Step::Signs);
}

#[test]
fn on_paper_stands_what_is_on_the_screen_and_nothing_that_runs() {
    let mut plan = Plan::default();
    plan.add(Step::Signs, note("<script>\nand more & \"more\"")).unwrap();
    plan.add(Step::PeopleToAsk, contact("Alex", "(503) 555-0101")).unwrap();
    plan.add(Step::Professionals, Item::Line(LineId::shown("us-988"))).unwrap();
    let lines = Lines::floor();
    let paper = print(&plan, &asked(&lines, Language::En));
    let text = paper.text.expose();
    let expected = "My plan\nPrinted on November 21, 2026\n\n1. Signs that a bad time begins\n  - <script>\n    and more & \"more\"\n";
    assert!(text.starts_with(expected), "{text}");
    assert!(text.contains("\n4. People I can ask for help\n  - Alex: (503) 555-0101\n"), "{text}");
    assert!(text.contains("\n    988: After they answer, press 2. Press 2 for Spanish."), "{text}");
    assert!(!text.contains("open") && !text.contains("Open"), "paper does not know what is open now: {text}");
    assert!(text.contains("\n7. My reasons to go on\n  Nothing here yet.\n"), "{text}");
    let html = paper.html.expose();
    assert!(
        html.contains("<p>&lt;script&gt;</p>") && html.contains("<p>and more &amp; &quot;more&quot;</p>")
    );
    assert!(!html.contains("<script") && !html.contains("http") && !html.contains("src="), "{html}");
    assert!(!html.to_lowercase().contains("peerline") && !text.to_lowercase().contains("peerline"));
}

#[test]
fn it_says_where_the_steps_come_from_and_that_the_name_needs_permission() {
    let lines = Lines::floor();
    for (language, parts) in [
        (Language::En, ["adapted from", "B. Stanley and G. K. Brown", "permission"]),
        (Language::Es, ["se adaptan", "B. Stanley y G. K. Brown", "permiso"]),
    ] {
        let screen = Phone::new().start().screen(&asked(&lines, language)).unwrap();
        let paper = print(&full(), &asked(&lines, language));
        for part in parts {
            assert!(screen.adapted.contains(part) && paper.text.expose().contains(part), "{part}");
        }
        let all = format!("{screen:?}").to_lowercase();
        for word in ["surrender", "hand over", "give up", "turn in", "entreg", "stanley-brown"] {
            assert!(!all.contains(word), "{word}");
        }
        assert!(all.contains("state") || all.contains("estado"));
    }
}

#[test]
fn nothing_of_a_plan_is_printed() {
    let phone = Phone::new();
    let plan = phone.start();
    plan.add(Step::Signs, note("PLANTED")).unwrap();
    plan.add(Step::PeopleToAsk, contact("PLANTED", "555 0155")).unwrap();
    let lines = Lines::floor();
    let asked = asked(&lines, Language::En);
    plan.add_line(Step::Professionals, &LineId::shown("us-988"), &asked).unwrap();
    let kept =
        look_into(&plan.export(&passphrase("PLANTED PLANTED")).unwrap(), &passphrase("PLANTED PLANTED"));
    let printed =
        format!("{:?} {:?} {:?}", shown(&plan).unwrap(), plan.print(&asked).unwrap(), kept.unwrap());
    assert!(!["PLANTED", "0155", "988"].iter().any(|planted| printed.contains(planted)), "{printed}");
}

#[test]
fn every_view_of_the_plan_is_easy_to_read() {
    let lines = Lines::floor();
    let view = |language| {
        let phone = Phone::new();
        let screen = phone.start().screen(&asked(&lines, language)).unwrap();
        let steps = screen.steps.iter().flat_map(|view| {
            [Some(view.title.clone() + "."), Some(view.hint.clone()), view.caution.clone()]
                .into_iter()
                .flatten()
        });
        let plan = [screen.intro.clone(), screen.adapted.clone(), screen.review.clone()];
        let plan = plan.into_iter().chain(steps).collect::<Vec<_>>().join("\n");
        let words = Words::of(language);
        let said = |say: &[Say]| say.iter().map(|say| words.say(say)).collect::<Vec<_>>().join("\n");
        let copy = said(&[Say::PlanNotReadable, Say::PlanReadable, Say::PlanIsCopy]);
        let files = said(&[Say::PlanExportAsk, Say::PlanImportAsk, Say::PlanPaper]);
        [plan, copy, files]
    };
    let (english, spanish) = (view(Language::En), view(Language::Es));
    for (place, name) in ["the plan", "the copy", "files and paper"].into_iter().enumerate() {
        assert_easy(name, &english[place], &spanish[place]);
    }
}
