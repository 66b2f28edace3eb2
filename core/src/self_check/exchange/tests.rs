//! Files of our own and of others, in a throw-away vault.

use super::*;
use crate::clock::VirtualClock;
use crate::key_store::MemoryKeyStore;
use crate::random::SystemRandom;
use crate::self_check::{Instruments, Question, Safety, bundled, read_instruments};
use crate::vault::{Open, Vault, Which};
use crate::words::reading::assert_easy;
use crate::words::{Say, Words};
use serde_json::{Value, json};
use std::sync::Arc;

struct Phone {
    _folder: tempfile::TempDir,
    checks: SelfChecks,
}

impl Phone {
    fn new() -> Self {
        Self::knowing(bundled().clone())
    }

    fn knowing(instruments: Instruments) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(VirtualClock::at(1_790_000_000));
        let open = Open {
            folder: folder.path(),
            which: Which::Officer,
            keys: Arc::<MemoryKeyStore>::default(),
            clock: clock.clone(),
            random: Arc::new(SystemRandom),
        };
        let vault = Arc::new(Vault::open(open).unwrap().0);
        Self { _folder: folder, checks: SelfChecks::new(vault, clock, instruments) }
    }

    fn with(results: &[(&str, &[i64], u32)]) -> Self {
        let phone = Self::knowing(with_pack());
        for (id, items, at) in results {
            let instrument = phone.checks.instruments.find(id).unwrap().instrument.clone();
            let gate = instrument.gate.as_ref().map(|_| !items.is_empty());
            let items: Vec<_> = items.iter().map(|value| Some(*value)).collect();
            let answers = Answers::read(&instrument, gate, &items, &[]).unwrap();
            phone.checks.add_imported(&[(instrument, answers, Minute(*at))]).unwrap();
        }
        phone
    }

    fn read(&self, file: &Value) -> Import {
        self.checks.read_import(file.to_string().as_bytes()).unwrap()
    }

    fn only(&self, file: &Value) -> rules::Found {
        let mut import = self.read(file);
        assert_eq!(import.found.len(), 1);
        import.found.remove(0)
    }

    fn fhir(&self) -> Value {
        serde_json::from_str(&self.checks.export_fhir(None, &SystemRandom).unwrap()).unwrap()
    }

    fn results(&self) -> Vec<(String, u32, Answers, Score)> {
        let all = self.checks.all(None).unwrap();
        all.into_iter().map(|one| (one.instrument.to_string(), one.at.0, one.answers, one.total)).collect()
    }
}

fn with_pack() -> Instruments {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/instruments.json");
    let read = read_instruments(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(read.refused.is_empty() && read.instruments.len() >= 4);
    bundled().clone().updated(&read.instruments, Minute(5))
}

fn file(name: &str) -> Value {
    let path = format!("{}/tests/fixtures/fhir/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn bundle(resources: &[Value]) -> Value {
    let entries: Vec<_> = resources.iter().map(|resource| json!({ "resource": resource })).collect();
    json!({ "resourceType": "Bundle", "type": "collection", "entry": entries })
}

fn values(found: &rules::Found) -> Vec<Option<u8>> {
    found.answers.as_ref().unwrap().items().to_vec()
}

fn given(values: &[u8]) -> Vec<Option<u8>> {
    values.iter().copied().map(Some).collect()
}

fn new(total: i32) -> Fate {
    Fate::New { total: Score::whole(total) }
}

const US_CORE: &str = "us-core/QuestionnaireResponse-phq-9-example.json";

#[test]
fn us_cores_phq_9_is_read_by_its_codes_and_its_total_agrees() {
    let found = Phone::new().only(&file(US_CORE));
    assert_eq!(found.instrument.as_ref().unwrap().id.as_str(), "PHQ-9");
    assert_eq!(values(&found), given(&[2, 2, 2, 2, 1, 1, 2, 0, 0]));
    assert_eq!(found.answers.as_ref().unwrap().extras(), [Some(1)]);
    assert_eq!(found.fate, new(12));
    assert_eq!(found.findings, [Finding::NamesPeople], "no mismatch where there is none");
    assert_eq!(found.at, Some(Minute::of_unix(1_669_755_052)));
}

#[test]
fn a_total_that_the_answers_do_not_give_is_named_and_ours_is_kept() {
    let phone = Phone::new();
    let read = phone.read(&file("own/declared-13-answers-10.json"));
    let differs = Finding::TotalDiffers { declared: Score::whole(13), computed: Score::whole(10) };
    assert_eq!(read.found[0].fate, new(10));
    assert_eq!(read.found[0].findings, [Finding::NamesPeople, differs]);
    let view = read.view(0, Language::En);
    assert!(
        view.summary.contains(
            &"One total in the file is not what its answers give. We go by the answers.".to_owned()
        )
    );
    assert!(
        view.rows[0]
            .says
            .contains(&"The file says 13. The answers give 10. We go by the answers.".to_owned())
    );
    assert_eq!(view.rows[0].safety, Safety::Open, "the ninth answer is above nought");
    assert_eq!(view.rows[0].says[0], Words::of(Language::En).say(&Say::SelfCheckCrisis), "before any score");
    phone.checks.keep_import(&read).unwrap();
    assert_eq!(phone.results()[0].3, Score::whole(10));
}

#[test]
fn a_total_that_stands_in_an_observation_is_compared_too() {
    let mut observation = file("us-core/Observation-PHQ9-item-example-44261-6.json");
    let panel = file("us-core/Observation-PHQ9-panel-example-44249-1.json");
    let read = |observation: &Value| {
        Phone::new().only(&bundle(&[observation.clone(), panel.clone(), file(US_CORE)]))
    };
    assert_eq!(read(&observation).findings, [Finding::NamesPeople]);
    for wrong in [json!({ "valueString": "17" }), json!({ "valueQuantity": { "value": 17 } })] {
        observation["valueString"] = json!(null);
        for (name, value) in wrong.as_object().unwrap() {
            observation[name] = value.clone();
        }
        let differs = Finding::TotalDiffers { declared: Score::whole(17), computed: Score::whole(12) };
        assert_eq!(read(&observation).findings, [Finding::NamesPeople, differs], "{wrong}");
    }
    observation["status"] = json!("entered-in-error");
    assert_eq!(read(&observation).findings, [Finding::NamesPeople]);
}

#[test]
fn link_ids_that_are_no_codes_are_read_by_the_known_layout_or_by_the_form_in_the_file() {
    let nine = file("own/mii-phq-9-alone.json");
    let found = Phone::new().only(&nine);
    assert_eq!((values(&found), found.fate), (given(&[1, 0, 2, 1, 0, 1, 0, 0, 1]), new(6)));
    assert_eq!(found.answers.unwrap().extras(), [Some(1)]);
    let seven = Phone::new().only(&file("own/mii-gad-7-alone.json"));
    assert_eq!((values(&seven), seven.fate), (given(&[2, 3, 2, 1, 2, 1, 2]), new(13)));
    assert_eq!(seven.findings, [Finding::PartsKept], "a number of theirs that we do not know");
    // A form of nobody: only its own Questionnaire says what its questions are.
    let mut response = nine.clone();
    response["questionnaire"] = json!("https://example.org/Questionnaire/mine|3");
    let codes =
        ["44250-9", "44255-8", "44259-0", "44254-1", "44251-7", "44258-2", "44252-5", "44253-3", "44260-8"];
    let items = codes.iter().zip('a'..).map(|(code, letter)| {
        json!({ "linkId": format!("phq-phq2{letter}"), "code": [{ "system": "http://loinc.org", "code": code }], "type": "choice" })
    });
    let form = json!({ "resourceType": "Questionnaire", "url": "https://example.org/Questionnaire/mine",
        "code": [{ "system": "http://loinc.org", "code": "44249-1" }],
        "item": [{ "linkId": "group", "type": "group", "item": items.collect::<Vec<_>>() }] });
    assert_eq!(Phone::new().only(&response).fate, Fate::UnknownForm);
    let found = Phone::new().only(&bundle(&[form, response]));
    assert_eq!((values(&found), found.fate), (given(&[1, 0, 2, 1, 0, 1, 0, 0, 1]), new(6)));
}

#[test]
fn a_weight_is_found_wherever_it_stands_and_a_code_alone_is_enough() {
    let found = Phone::new().only(&file("own/weights-in-every-place.json"));
    assert_eq!((values(&found), found.fate), (given(&[1, 2, 3, 0, 1, 2, 3]), new(12)));
    assert_eq!(found.findings, [Finding::DayOnly]);
}

#[test]
fn a_form_inside_of_its_answers_gives_their_weights_as_lhc_forms_writes_them() {
    let mut form = file("lforms/phq9.R4.json");
    form["id"] = json!("phq9");
    let codes =
        ["44250-9", "44255-8", "44259-0", "44254-1", "44251-7", "44258-2", "44252-5", "44253-3", "44260-8"];
    for item in form["item"].as_array_mut().unwrap() {
        for (place, option) in
            item.get_mut("answerOption").and_then(Value::as_array_mut).into_iter().flatten().enumerate()
        {
            option["valueCoding"] = json!({ "code": format!("theirs-{place}") });
        }
    }
    let item = |code: &&str| json!({ "linkId": format!("/{code}"), "answer": [{ "valueCoding": { "code": "theirs-2" } }] });
    let items: Vec<_> = codes.iter().map(item).collect();
    let mut response = json!({ "resourceType": "QuestionnaireResponse", "status": "completed", "questionnaire": "#phq9",
        "authored": "2024-05-01T08:00:00+02:00", "contained": [form], "item": items });
    assert_eq!(Phone::new().only(&response).fate, new(18));
    response["contained"] = json!([]);
    let alone = Phone::new().only(&response);
    assert_eq!(alone.fate, Fate::Incomplete { missing: 9 });
    assert_eq!(alone.findings, [Finding::NotUnderstood { count: 9 }]);
}

#[test]
fn audit_c_is_unknown_until_its_rules_are_here_and_another_first_question_is_no_answer() {
    let response = file("us-core/QuestionnaireResponse-AUDIT-C.json");
    let unknown = Phone::new().read(&response);
    assert_eq!(unknown.found[0].fate, Fate::UnknownForm);
    let row = &unknown.view(0, Language::En).rows[0];
    assert_eq!((row.title.as_str(), row.id.as_ref()), ("A form that this app does not know", None));
    let phone = Phone::knowing(with_pack());
    let alone = phone.only(&response);
    assert_eq!(alone.instrument.as_ref().unwrap().id.as_str(), "AUDIT-C");
    assert_eq!(alone.fate, Fate::Incomplete { missing: 3 });
    assert!(alone.findings.contains(&Finding::NotUnderstood { count: 2 }), "codes that nobody explains");
    let form = file("us-core/Questionnaire-AUDIT-C.json");
    let with_form = phone.only(&bundle(&[form, response]));
    assert_eq!(values(&with_form), [None, Some(0), Some(0)], "the weights are in the form");
    assert_eq!(with_form.fate, Fate::Incomplete { missing: 1 }, "68517-2 asks something else than 68518-0");
    assert!(with_form.findings.contains(&Finding::PartsKept));
    assert!(
        phone
            .checks
            .keep_import(&phone.read(&file("us-core/QuestionnaireResponse-AUDIT-C.json")))
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_gap_gives_no_result_and_the_missing_ninth_does_not_make_it_a_shorter_form() {
    let mut response = file(US_CORE);
    response["item"].as_array_mut().unwrap().retain(|item| item["linkId"] != "/44260-8");
    let found = Phone::new().only(&response);
    assert_eq!(found.instrument.as_ref().unwrap().id.as_str(), "PHQ-9");
    assert_eq!(found.fate, Fate::Incomplete { missing: 1 });
    assert_eq!(found.instrument.unwrap().safety(&found.answers.unwrap()), Safety::Unknown);
    // Without a word of which form it is, exactly eight questions are the form of eight.
    response["questionnaire"] = json!(null);
    response["item"].as_array_mut().unwrap().retain(|item| item["linkId"] != "/44261-6");
    assert_eq!(Phone::new().only(&response).instrument.unwrap().id.as_str(), "PHQ-8");
}

#[test]
fn what_becomes_of_a_form_has_a_reason_of_its_own() {
    let answer = |place: usize, answer: Value| (format!("/item/{place}/answer/0"), answer);
    let code = |code: &str| json!({ "valueCoding": { "system": "http://loinc.org", "code": code } });
    let cases: Vec<((String, Value), Fate, Option<Finding>)> = vec![
        (("/status".into(), json!("in-progress")), Fate::NotDone, None),
        (("/status".into(), json!("stopped")), Fate::NotDone, None),
        (("/status".into(), json!("entered-in-error")), Fate::Withdrawn, None),
        (("/status".into(), json!("amended")), new(12), None),
        (("/authored".into(), json!("2022-11")), Fate::NoTime, None),
        (("/authored".into(), json!("1969-11-29T20:50:32Z")), Fate::NoTime, None),
        (("/authored".into(), json!("soon")), Fate::NoTime, None),
        (("/authored".into(), json!("2035-01-01")), Fate::Ahead, Some(Finding::DayOnly)),
        (("/authored".into(), json!("2022-11-29")), new(12), Some(Finding::DayOnly)),
        (("/modifierExtension".into(), json!([{ "url": "https://example.org/not" }])), Fate::Modified, None),
        (
            ("/item/0/modifierExtension".into(), json!([{ "url": "https://example.org/not" }])),
            Fate::Modified,
            None,
        ),
        (("/item".into(), json!("none")), Fate::Unreadable, None),
        (("/item/0/linkId".into(), json!(7)), Fate::Unreadable, None),
        (
            ("/extension".into(), json!([{ "url": "https://example.org/room" }])),
            new(12),
            Some(Finding::PartsKept),
        ),
        (("/extension".into(), json!("x".repeat(9000))), new(12), Some(Finding::PartsLeftOut)),
        (
            answer(0, json!({ "valueInteger": 4 })),
            Fate::Incomplete { missing: 1 },
            Some(Finding::OutOfRange { count: 1 }),
        ),
        (
            answer(0, json!({ "valueDecimal": 1.5 })),
            Fate::Incomplete { missing: 1 },
            Some(Finding::OutOfRange { count: 1 }),
        ),
        (
            answer(0, json!({ "valueDecimal": -1 })),
            Fate::Incomplete { missing: 1 },
            Some(Finding::OutOfRange { count: 1 }),
        ),
        (
            answer(0, json!({ "valueString": "often" })),
            Fate::Incomplete { missing: 1 },
            Some(Finding::NotUnderstood { count: 1 }),
        ),
        (
            answer(0, code("LA0-0")),
            Fate::Incomplete { missing: 1 },
            Some(Finding::NotUnderstood { count: 1 }),
        ),
        (
            answer(
                0,
                json!({ "valueCoding": { "system": "http://loinc.org", "code": "LA6569-3",
                "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 3 }] } }),
            ),
            Fate::Incomplete { missing: 1 },
            Some(Finding::SaidTwice { count: 1 }),
        ),
        (
            ("/item/0/answer/1".into(), code("LA6569-3")),
            Fate::Incomplete { missing: 1 },
            Some(Finding::SaidTwice { count: 1 }),
        ),
        (("/item/0/answer/1".into(), code("LA6570-1")), new(12), None),
    ];
    for ((place, value), fate, finding) in cases {
        let mut response = file(US_CORE);
        for name in ["subject", "author"] {
            response.as_object_mut().unwrap().remove(name);
        }
        let (parent, last) = place.rsplit_once('/').unwrap();
        let parent = response.pointer_mut(parent).unwrap();
        match parent.as_array_mut() {
            Some(list) if last.parse() == Ok(list.len()) => list.push(value),
            Some(list) => list[last.parse::<usize>().unwrap()] = value,
            None => parent[last] = value,
        }
        let found = Phone::new().only(&response);
        assert_eq!(found.fate, fate, "{place}");
        assert_eq!(found.findings, finding.into_iter().collect::<Vec<_>>(), "{place}");
    }
}

#[test]
fn each_file_that_cannot_be_used_is_refused_with_its_own_reason() {
    let phone = Phone::new();
    let refused = |bytes: &[u8]| phone.checks.read_import(bytes).unwrap_err();
    let deep = [b"[".repeat(60), b"]".repeat(60)].concat();
    let many = |count: usize, what: &str| {
        format!(r#"{{"resourceType":"Bundle","entry":[{}]}}"#, vec![what; count].join(","))
    };
    for (bytes, reason) in [
        (b"".to_vec(), ExchangeError::NotJson),
        (b"{".to_vec(), ExchangeError::NotJson),
        (vec![0xff, 0xfe], ExchangeError::NotJson),
        (b"[]".to_vec(), ExchangeError::NotFhir),
        (b"7".to_vec(), ExchangeError::NotFhir),
        (br#"{"resourceType":"Patient"}"#.to_vec(), ExchangeError::NotFhir),
        (br#"{"resourceType":"Bundle","entry":7}"#.to_vec(), ExchangeError::NotFhir),
        (br#"{"resourceType":"Bundle"}"#.to_vec(), ExchangeError::NoResults),
        (file("us-core/Questionnaire-AUDIT-C.json").to_string().into_bytes(), ExchangeError::NotFhir),
        (bundle(&[json!({ "resourceType": "Patient" })]).to_string().into_bytes(), ExchangeError::NoResults),
        (deep, ExchangeError::TooDeep),
        (many(MAX_ENTRIES + 1, "{}").into_bytes(), ExchangeError::TooMany),
        (
            many(MAX_RESULTS + 1, r#"{"resource":{"resourceType":"QuestionnaireResponse"}}"#).into_bytes(),
            ExchangeError::TooMany,
        ),
        (vec![b' '; MAX_BYTES + 1], ExchangeError::TooLong),
    ] {
        assert_eq!(refused(&bytes), reason, "{} bytes", bytes.len());
    }
    assert_eq!(phone.checks.export_fhir(None, &SystemRandom), Err(ExchangeError::NothingKept));
    assert_eq!(phone.checks.export_text(None, "UTC", Language::En), Err(ExchangeError::NothingKept));
    let brackets_in_text = format!(r#"{{"resourceType":"Patient","x":"{}\""}}"#, "[".repeat(99));
    assert_eq!(refused(brackets_in_text.as_bytes()), ExchangeError::NotFhir);
}

#[test]
fn an_import_is_shown_first_kept_as_a_whole_and_never_twice() {
    let phone = Phone::new();
    let bad = json!({ "resourceType": "QuestionnaireResponse", "item": 7 });
    let patient = json!({ "resourceType": "Patient", "name": "Somebody" });
    let both = bundle(&[file(US_CORE), patient, bad, file("own/mii-gad-7-alone.json"), file(US_CORE)]);
    let read = phone.read(&both);
    let fates: Vec<_> = read.found.iter().map(|one| one.fate).collect();
    assert_eq!(fates, [new(12), Fate::Unreadable, new(13), Fate::TwiceInFile]);
    let view = read.view(0, Language::En);
    assert_eq!((view.new, view.total), (2, 4));
    assert_eq!(
        view.summary,
        [
            "2 results of this file can be kept.",
            "2 are not kept. You see why below.",
            "One other thing in the file is not a self-check. We did not read it.",
        ]
    );
    assert!(phone.results().is_empty(), "reading keeps nothing");
    assert_eq!(phone.checks.keep_import(&read).unwrap().len(), 2);
    assert_eq!(phone.checks.keep_import(&read).unwrap().len(), 0, "the same preview again");
    let fates: Vec<_> = phone.read(&both).found.iter().map(|one| one.fate).collect();
    assert_eq!(fates, [Fate::AlreadyKept, Fate::Unreadable, Fate::AlreadyKept, Fate::AlreadyKept]);
    assert_eq!(phone.results().len(), 2);
    let points = phone.checks.trend(&InstrumentId::shown("PHQ-9"), None, 0, Language::En).unwrap().points;
    assert_eq!(points[0].imported.as_deref(), Some("Read from a file."));
}

#[test]
fn an_export_is_read_again_with_the_same_answers_totals_and_times() {
    let first = Phone::with(&[
        ("PHQ-9", &[3, 2, 1, 0, 3, 2, 1, 0, 1], 27_000_000),
        ("PHQ-8", &[1; 8], 27_000_001),
        ("PHQ-2", &[1, 2], 27_000_002),
        ("PHQ-4", &[1, 2, 3, 0], 27_000_003),
        ("GAD-2", &[3, 3], 27_000_004),
        ("GAD-7", &[0; 7], 27_000_005),
        ("PC-PTSD-5", &[1, 0, 1, 0, 1], 27_000_006),
        ("PC-PTSD-5", &[], 27_000_007),
        ("PCL-5", &[4; 20], 27_000_008),
        ("distress", &[10], 27_000_009),
        ("AUDIT-C", &[1, 2, 3], 27_000_010),
        ("BRS", &[1, 2, 3, 4, 5, 2], 27_000_011),
    ]);
    let file = first.fhir();
    let second = Phone::knowing(with_pack());
    let read = second.read(&file);
    assert_eq!(read.others, 0);
    assert!(read.found.iter().all(|one| one.findings.is_empty()), "nothing of ours is strange to us");
    second.checks.keep_import(&read).unwrap();
    assert_eq!(second.results(), first.results());
    assert!(first.read(&file).found.iter().all(|one| one.fate == Fate::AlreadyKept));
    // A phone that does not know the rules of a pack says so, and its own export of what it kept before still counts elsewhere.
    let third = Phone::new();
    let unknown = third.read(&file).found.iter().filter(|one| one.fate == Fate::UnknownForm).count();
    assert_eq!(unknown, 2);
    let forgot = SelfChecks { instruments: bundled().clone(), ..first.checks };
    let file = forgot.export_fhir(None, &SystemRandom).unwrap();
    let fourth = Phone::knowing(with_pack());
    fourth.checks.keep_import(&fourth.checks.read_import(file.as_bytes()).unwrap()).unwrap();
    assert_eq!(fourth.results(), second.results());
}

#[test]
fn an_export_names_nobody_says_whose_the_words_are_and_has_random_names() {
    let phone =
        Phone::with(&[("PHQ-9", &[0, 0, 0, 0, 0, 0, 0, 0, 1], 27_000_000), ("PC-PTSD-5", &[], 27_000_001)]);
    let (one, other) = (phone.fhir(), phone.fhir());
    let text = one.to_string();
    for name in ["subject", "author\"", "performer", "Patient", "identifier", "device"] {
        assert!(!text.contains(&format!("\"{name}")), "{name}");
    }
    let resources = |kind: &str| -> Vec<Value> {
        let all = one["entry"].as_array().unwrap().iter().map(|entry| entry["resource"].clone());
        all.filter(|resource| resource["resourceType"] == kind).collect()
    };
    let forms = resources("Questionnaire");
    let copyright = forms[0]["copyright"].as_str().unwrap();
    assert!(copyright.contains("No permission required") && copyright.contains("Regenstrief"));
    assert!(!forms[1]["copyright"].as_str().unwrap().contains("Regenstrief"), "no code of LOINC in it");
    let response = &resources("QuestionnaireResponse")[0];
    assert_eq!(response["status"], "completed");
    assert_eq!(response["authored"], "2021-05-03T00:00:00Z");
    assert_eq!(response["questionnaire"], "urn:peerline:self-check:form:PHQ-9:0-3|1");
    let ninth = &response["item"][8];
    assert_eq!(ninth["linkId"], "/44260-8");
    assert_eq!(ninth["answer"][0]["valueCoding"]["code"], "LA6569-3");
    assert_eq!(ninth["answer"][0]["valueCoding"]["extension"][0]["valueDecimal"], 1);
    let total = &resources("Observation")[0];
    assert_eq!(total["code"]["coding"][0], json!({ "system": "http://loinc.org", "code": "44261-6" }));
    assert_eq!(total["valueQuantity"]["code"], "{score}");
    assert_eq!(total["category"][0]["coding"][0]["code"], "survey");
    let full_url = one["entry"][1]["fullUrl"].as_str().unwrap();
    assert_eq!(total["derivedFrom"][0]["reference"], full_url);
    let parts = total["component"].as_array().unwrap();
    let part = |id: &str| parts.iter().find(|part| part["code"]["coding"][0]["code"] == id).unwrap();
    assert_eq!(part("item9_positive")["valueBoolean"], true);
    assert_eq!(part("band")["valueString"], "minimal");
    let uuid = full_url.strip_prefix("urn:uuid:").unwrap();
    assert!(
        uuid.len() == 36 && uuid.as_bytes()[14] == b'4' && b"89ab".contains(&uuid.as_bytes()[19]),
        "{uuid}"
    );
    assert_ne!(one["entry"][1]["fullUrl"], other["entry"][1]["fullUrl"]);
}

#[test]
fn what_we_do_not_understand_comes_back_in_the_next_export_and_people_do_not() {
    let mut response = file("own/mii-gad-7-alone.json");
    response["extension"] = json!([{ "url": "https://example.org/room", "valueString": "planted" }]);
    response["subject"] = json!({ "display": "Planted Name" });
    response["text"] = json!({ "div": "Planted Name" });
    response["identifier"] = json!({ "value": "Planted Name" });
    let (of_item, of_answer, of_coding) = (
        json!([{ "url": "https://example.org/seen", "valueBoolean": true }]),
        json!([{ "url": "https://example.org/slow", "valueInteger": 4 }]),
        json!({ "url": "https://example.org/chosen", "valueCode": "touch" }),
    );
    let items = response["item"].as_array_mut().unwrap();
    let item = items.iter_mut().find(|item| !item["answer"][0]["valueCoding"].is_null()).unwrap();
    item["extension"] = of_item.clone();
    item["answer"][0]["extension"] = of_answer.clone();
    item["answer"][0]["valueCoding"]["extension"] = json!([of_coding]);
    item["answer"][0]["valueCoding"]["userSelected"] = json!(true);
    item["answer"][0]["valueCoding"]["version"] = json!("of their code");
    items.push(json!({ "linkId": "total", "answer": [{ "valueInteger": 99 }] }));
    let phone = Phone::new();
    let read = phone.read(&response);
    assert_eq!(read.found[0].findings, [Finding::NamesPeople, Finding::PartsKept]);
    for language in Language::ALL {
        let view = read.view(0, *language);
        let row = &view.rows[0];
        let shown = [view.summary.join(" "), row.says.join(" "), row.title.clone()].join(" ");
        assert!(!shown.to_lowercase().contains("planted"), "no word of the file is shown");
    }
    phone.checks.keep_import(&read).unwrap();
    let file = phone.fhir();
    let kept = &file["entry"][1]["resource"];
    assert_eq!(kept["extension"], response["extension"]);
    let items = kept["item"].as_array().unwrap();
    assert!(
        items
            .iter()
            .any(|item| item["linkId"] == "phq-gad7-promis-tscore"
                && item["answer"][0]["valueDecimal"] == 63.5)
    );
    assert!(items.iter().any(|item| item["linkId"] == "other/total"), "not to be taken for our total");
    let item = items.iter().find(|item| item["extension"] == of_item).expect("within a question too");
    assert_eq!(item["answer"][0]["extension"], of_answer);
    let coding = &item["answer"][0]["valueCoding"];
    assert_eq!((&coding["userSelected"], &coding["extension"][1]), (&json!(true), &of_coding));
    assert_eq!(coding["extension"][0]["url"], wire::WEIGHTS[0], "our weight stands beside theirs");
    assert!(coding["version"].is_null(), "it would be said of our code");
    assert!(!file.to_string().contains("Planted Name"));
    let again = Phone::new();
    let read = again.read(&file);
    assert_eq!((read.found[0].fate, &read.found[0].findings), (new(13), &vec![Finding::PartsKept]));
    again.checks.keep_import(&read).unwrap();
    assert_eq!(again.fhir()["entry"][1]["resource"]["item"], kept["item"], "and once more");
    let id = phone.checks.all(None).unwrap()[0].id;
    phone.checks.delete(id).unwrap();
    assert!(phone.checks.vault.read(store::all).unwrap().is_empty(), "it goes with its result");
}

#[test]
fn another_way_to_count_is_not_taken_for_the_same() {
    let phone = Phone::with(&[("GAD-2", &[1, 2], 27_000_000)]);
    let file = phone.fhir().to_string().replace(":GAD-2:0-3", ":GAD-2:1-4");
    let read = Phone::new().checks.read_import(file.as_bytes()).unwrap();
    assert_eq!(read.found[0].fate, Fate::OtherCoding);
}

#[test]
fn a_no_at_the_gate_with_answers_after_it_is_not_kept() {
    let phone = Phone::with(&[("PC-PTSD-5", &[1, 1, 1, 1, 1], 27_000_000)]);
    let mut file = phone.fhir();
    let gate = &mut file["entry"][1]["resource"]["item"][0];
    assert_eq!(gate["linkId"], "gate");
    gate["answer"] = json!([{ "valueBoolean": false }]);
    assert_eq!(Phone::new().only(&file).fate, Fate::Contradictory);
}

#[test]
fn the_text_says_when_what_was_answered_what_came_out_and_whose_the_words_are() {
    let phone = Phone::with(&[
        ("PHQ-9", &[0, 0, 0, 0, 0, 0, 0, 0, 1], 27_826_250),
        ("AUDIT-C", &[1, 2, 3], 27_826_251),
    ]);
    let zone = "America/New_York";
    let text = phone.checks.export_text(None, zone, Language::En).unwrap();
    for line in [
        "This file is not locked. Anyone who has it can read it.",
        "PHQ-9: Patient Health Questionnaire-9",
        "Done on November 27, 2022 at 13:50 (America/New_York).",
        "Read from a file.",
        "Thoughts that you would be better off dead or of hurting yourself in some way\n   - Several days",
        "Your total is 1. It can be from 0 to 27.\nFew of these problems in the last two weeks.\nThis is not a diagnosis.",
        "Question 3: 3",
        "Your total is 6. It can be from 0 to 12.",
        "No permission required to reproduce",
        "Published in: Kroenke K",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(!text.contains("item9_positive") && !text.contains("minimal") && !text.contains("syndrome"));
    let elsewhere = phone.checks.export_text(None, "Asia/Nowhere", Language::En).unwrap();
    assert!(elsewhere.contains("Done on November 27, 2022 at 18:50 (UTC)."), "no time without its zone");
    let spanish = phone.checks.export_text(Some(&InstrumentId::shown("PHQ-9")), zone, Language::Es).unwrap();
    assert!(spanish.contains("Esto no es un diagnóstico.") && spanish.contains("   - Varios días"));
    assert!(!spanish.contains("AUDIT-C"), "one instrument where one is asked for");
}

#[test]
fn whatever_a_file_holds_it_is_said_in_easy_words() {
    let all_of = |language| {
        let words = Words::of(language);
        let fates = [
            "kept",
            "twice",
            "not_done",
            "contradictory",
            "no_time",
            "ahead",
            "unknown",
            "other_coding",
            "withdrawn",
            "modified",
            "unreadable",
        ];
        let mut says: Vec<Say> = fates.map(|fate| Say::SelfCheckImportFate { fate }).to_vec();
        says.extend(["day", "people", "parts", "left_out"].map(|note| Say::SelfCheckImportNote { note }));
        for count in [0, 1, 3] {
            says.push(Say::SelfCheckImportNew { count });
            says.push(Say::SelfCheckImportNotNew { count });
            says.push(Say::SelfCheckImportTotalsDiffer { count });
            says.push(Say::SelfCheckImportOthers { count });
            says.push(Say::SelfCheckImportNotUnderstood { count });
            says.push(Say::SelfCheckImportOutOfRange { count });
            says.push(Say::SelfCheckImportSaidTwice { count });
        }
        says.push(Say::SelfCheckImportDiffers { declared: "13".into(), total: "10".into() });
        says.push(Say::SelfCheckExportHead);
        says.iter().map(|say| words.say(say)).collect::<Vec<_>>()
    };
    let (english, spanish) = (all_of(Language::En), all_of(Language::Es));
    assert_easy("an import as a whole", &english.join("\n"), &spanish.join("\n"));
    let import = Phone::new().read(&file("own/declared-13-answers-10.json"));
    let view = |language| {
        let view = import.view(0, language);
        [view.summary, view.rows[0].says.clone()].concat().join("\n")
    };
    assert_easy("an import with a wrong total", &view(Language::En), &view(Language::Es));
}

#[test]
fn ten_thousand_results_are_exported_and_read_again() {
    let first = Phone::new();
    let nine = first.checks.instruments.find("PHQ-9").unwrap().instrument.clone();
    let one = |place: u32| {
        let items: Vec<_> = (0..9).map(|item| Some(i64::from((place / (item + 1)) % 4))).collect();
        (nine.clone(), Answers::read(&nine, None, &items, &[Some(1)]).unwrap(), Minute(20_000_000 + place))
    };
    let results: Vec<_> = (0..10_000).map(one).collect();
    first.checks.add_imported(&results).unwrap();
    let file = first.checks.export_fhir(None, &SystemRandom).unwrap();
    assert!(file.len() < MAX_BYTES, "what we write we can read: {} bytes", file.len());
    let second = Phone::new();
    let read = second.checks.read_import(file.as_bytes()).unwrap();
    let last = read.view(9_950, Language::En);
    assert_eq!((last.new, last.rows.len()), (10_000, 50));
    assert_eq!(second.checks.keep_import(&read).unwrap().len(), 10_000);
    assert_eq!(second.results(), first.results());
}

#[test]
fn nothing_of_a_file_is_printed() {
    let import = Phone::new().read(&file(US_CORE));
    let view = import.view(0, Language::En);
    assert_eq!(format!("{import:?} {view:?} {:?}", view.rows[0]), "Import ImportView ImportRow");
}

proptest::proptest! {
    #[test]
    fn any_answers_come_back_as_they_were(
        place in 0_usize..13,
        seed in proptest::collection::vec(0_usize..20, 64),
        extra in proptest::bool::ANY,
        gate in proptest::bool::ANY,
        at in 0_u32..29_833_000,
    ) {
        let known = with_pack();
        let instrument = known.iter().nth(place).unwrap().instrument.clone();
        let mut answers = Answers::none(&instrument);
        let yes = instrument.gate.as_ref().map(|_| gate);
        if let Some(yes) = yes {
            answers.set(&instrument, Question::Gate, Some(yes.into())).unwrap();
        }
        if yes != Some(false) {
            let items = (0..instrument.items.len()).map(|item| (Question::Item(item), &instrument.items[item]));
            let extras = (0..instrument.extras.len()).map(|item| (Question::Extra(item), &instrument.extras[item]));
            for ((question, item), seed) in items.chain(extras.filter(|_| extra)).zip(&seed) {
                let value = item.answers[seed % item.answers.len()].value;
                answers.set(&instrument, question, Some(value.into())).unwrap();
            }
        }
        let scored = instrument.score(&answers);
        let complete = scored.complete().unwrap();
        let check = SelfCheck {
            id: SelfCheckId(1),
            instrument: instrument.id.clone(),
            coding: instrument.coding.clone(),
            version: instrument.version,
            at: Minute(at),
            origin: Origin::Here,
            answers: answers.clone(),
            total: complete.total,
            band: complete.band.word.clone(),
        };
        for by in [Some(&*instrument), None] {
            let written = [wire::Written { check: &check, instrument: by, rest: rules::Rest::default() }];
            let json = wire::write(&written, &SystemRandom).unwrap();
            let found = rules::read(wire::read(json.as_bytes()).unwrap(), &known, Minute(29_833_333)).remove(0);
            assert!(found.answers == Some(answers.clone()), "{}", instrument.id);
            assert_eq!((found.at, found.fate), (Some(Minute(at)), Fate::New { total: complete.total }));
            assert!(found.findings.is_empty() && found.instrument == Some(instrument.clone()));
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200), text in ".{0,60}") {
        let _ = wire::read(&bytes);
        let response = json!({ "resourceType": "QuestionnaireResponse", "questionnaire": text, "authored": text, "status": text,
            "item": [{ "linkId": text, "answer": [{ "valueString": text, "valueCoding": { "code": text, "system": text } }] }] });
        let read = wire::read(response.to_string().as_bytes()).unwrap();
        let _ = rules::read(read, &with_pack(), Minute(29_833_333));
    }
}
