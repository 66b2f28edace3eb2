use crate::coping::*;
use crate::words::reading::assert_easy;
use std::collections::BTreeSet;

/// The floor, in the order of the list.
pub(super) const IDS: [&str; 15] = [
    "box-breathing",
    "three-phase-breathing",
    "resonance-breathing",
    "long-exhale",
    "grounding-54321",
    "muscle-relaxation-short",
    "muscle-relaxation-long",
    "body-scan",
    "after-call-reset",
    "leave-work-at-work",
    "sleep-after-night-shift",
    "worry-time",
    "thought-shift",
    "first-72-hours",
    "colleague-concern",
];

#[test]
fn the_fifteen_exercises_are_all_there_and_every_file_is_one_of_them() {
    let ids: Vec<_> = Exercises::floor().all().iter().map(|it| it.id.to_string()).collect();
    assert_eq!(ids, IDS);
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content/exercises");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|file| file.extension().is_some_and(|end| end == "json"))
        .map(|file| file.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    files.sort();
    let mut listed = IDS.map(str::to_owned);
    listed.sort();
    assert_eq!(files, listed);
    for json in FLOOR {
        wire::exercise(json).unwrap();
    }
}

/// Everything that an officer reads of an exercise, sentence by sentence.
fn read_of(detail: &ExerciseDetail) -> String {
    let mut read: Vec<String> = detail.cautions.iter().map(|caution| caution.text.clone()).collect();
    read.extend([
        detail.row.about.clone(),
        detail.known.clone(),
        detail.still.clone(),
        detail.how_sure.clone(),
    ]);
    read.extend(detail.cues.iter().flat_map(|cue| [cue.text.clone(), cue.caption.clone()]));
    read.extend(detail.sources.iter().map(|source| source.status.clone()));
    read.join("\n")
}

#[test]
fn every_exercise_is_easy_to_read_in_both_languages() {
    let exercises = Exercises::floor();
    for id in IDS {
        let [english, spanish] = [Language::En, Language::Es].map(|it| exercises.detail(id, it).unwrap());
        assert_easy(id, &read_of(&english), &read_of(&spanish));
    }
}

#[test]
fn the_screens_around_an_exercise_are_easy_to_read() {
    let said = |language| {
        let mut said = Rest { slept: 0, on_duty: 900 }.in_words(language).unwrap().1;
        said.push('\n');
        let time = TimeOfDay::new(480).unwrap();
        said += &SleepTimes::of(time, time).in_words(language).join("\n");
        said += &Nap::from(time).in_words(language).join("\n");
        said
    };
    assert_easy("sleep times", &said(Language::En), &said(Language::Es));
    let helped = |language| {
        let id = ExerciseId::parse("box-breathing").unwrap();
        let pair = (id, Felt { before: Distress::new(8), after: Distress::new(5) });
        (1..=6)
            .map(|uses| helped::ranked(&vec![pair.clone(); uses])[0].in_words(language))
            .collect::<Vec<_>>()
            .join("\n")
    };
    assert_easy("what helped", &helped(Language::En), &helped(Language::Es));
}

#[test]
fn every_exercise_differs_between_languages_wherever_it_has_words() {
    let exercises = Exercises::floor();
    for id in IDS {
        let [english, spanish] = [Language::En, Language::Es].map(|it| exercises.detail(id, it).unwrap());
        assert_ne!(english.row.name, spanish.row.name, "{id}");
        assert_eq!(english.cues.len(), spanish.cues.len());
        for (one, other) in english.cues.iter().zip(&spanish.cues) {
            assert_ne!(one.caption, other.caption, "{id}: {}", one.id);
            assert_eq!((&one.id, &one.haptic, one.ms), (&other.id, &other.haptic, other.ms));
        }
    }
}

#[test]
fn what_speaks_against_an_exercise_comes_first_and_never_while_driving_stands_with_each() {
    let exercises = Exercises::floor();
    for id in IDS {
        let detail = exercises.detail(id, Language::En).unwrap();
        assert_eq!(detail.cautions[0].text, "Never while you drive, and never on a call.", "{id}");
    }
    let box_breathing = exercises.detail("box-breathing", Language::En).unwrap();
    let instead: Vec<_> =
        box_breathing.cautions.iter().map(|it| it.instead.as_ref().map(|it| it.id.as_str())).collect();
    assert_eq!(instead, [None, None, Some("long-exhale"), Some("grounding-54321")]);
    let holds = &box_breathing.cautions[2];
    assert!(holds.text.contains("pregnant") && holds.text.contains("lung") && holds.text.contains("panic"));
    assert_eq!(holds.instead.as_ref().unwrap().text, "Take this one instead: Long breath out");
}

#[test]
fn whoever_must_not_hold_or_watch_the_breath_is_offered_one_that_does_neither() {
    let exercises = Exercises::floor();
    for exercise in exercises.all() {
        for caution in &exercise.cautions {
            let Caution::Known { word, instead: Some(instead) } = caution else { continue };
            let other = exercises.get(instead.as_str()).unwrap_or_else(|| panic!("{instead}"));
            assert_ne!(other.id, exercise.id);
            assert!(*word != CautionWord::BreathHolds || !other.holds_breath(), "{}", exercise.id);
            assert!(*word != CautionWord::BreathFocus || !other.paces_breath(), "{}", exercise.id);
        }
    }
}

#[test]
fn the_critical_incident_exercise_warns_of_notes_and_leads_to_a_line() {
    let detail = Exercises::floor().detail("first-72-hours", Language::En).unwrap();
    assert!(detail.cautions.iter().any(|it| it.text.contains("order you to hand over")));
    let write = detail.cues.iter().find(|cue| cue.id == "write").unwrap();
    assert!(write.caption.contains("notes on a phone"));
    assert!(detail.cues.iter().any(|cue| cue.opens == Some(StepOpens::CrisisLines)));
    let order: Vec<_> = detail.cues.iter().map(|cue| cue.id.as_str()).collect();
    assert_eq!(
        order,
        ["basics", "person", "private", "move", "routine", "write", "expect", "no-force", "care"]
    );
}

#[test]
fn the_guide_about_a_colleague_asks_straight_out_stays_and_calls() {
    let detail = Exercises::floor().detail("colleague-concern", Language::En).unwrap();
    let cue = |id: &str| detail.cues.iter().find(|cue| cue.id == id).unwrap();
    assert!(cue("ask").caption.contains("Are you thinking about suicide?"));
    assert!(cue("stay").caption.contains("do not leave them alone"));
    assert_eq!(cue("line").opens, Some(StepOpens::CrisisLines));
}

/// The only authors, years and addresses that may be cited: what was found when the content was researched.
#[test]
fn no_citation_is_there_that_nobody_found() {
    let found = BTreeSet::from([
        "army.mil",
        "tributeproducts.com",
        "buoyhealth.com",
        "usglobalhealth.us",
        "groundify.app",
        "alanrutherfordlpc.com",
        "Dave Grossman",
        "Steffen, Austin, DeBarros, Brown 2017",
        "Shaffer, Meehan 2020",
        "Balban and others 2023",
        "Jacobson",
        "Bernstein, Borkovec",
        "publicsafetymedicine.org",
        "NIOSH, cdc.gov",
        "Military OneSource",
        "WHO, NICE",
        "WHO, VA",
    ]);
    let exercises = Exercises::floor();
    let cited: BTreeSet<String> = exercises
        .all()
        .iter()
        .flat_map(|exercise| &exercise.sources)
        .filter_map(|source| {
            let by = source.by.clone()?;
            Some(source.year.map_or(by.clone(), |year| format!("{by} {year}")))
        })
        .collect();
    assert_eq!(cited.iter().map(String::as_str).collect::<BTreeSet<_>>(), found);
    for source in exercises.all().iter().flat_map(|exercise| &exercise.sources) {
        assert!(source.year.is_none() || source.by.is_some());
        assert!(
            source.url.is_none() || source.status == SourceStatus::Read,
            "an address is cited that we did not read"
        );
    }
}

#[test]
fn what_we_did_not_read_says_so_and_nothing_sounds_surer_than_its_sources() {
    let sure = |id: &str| Exercises::floor().get(id).unwrap().how_sure();
    for (id, how) in [
        ("box-breathing", HowSure::Partly),
        ("three-phase-breathing", HowSure::Read),
        ("resonance-breathing", HowSure::Partly),
        ("long-exhale", HowSure::GeneralKnowledge),
        ("grounding-54321", HowSure::Read),
        ("muscle-relaxation-long", HowSure::GeneralKnowledge),
        ("sleep-after-night-shift", HowSure::Partly),
        ("first-72-hours", HowSure::GeneralKnowledge),
        ("colleague-concern", HowSure::GeneralKnowledge),
    ] {
        assert_eq!(sure(id), how, "{id}");
    }
    let detail = Exercises::floor().detail("first-72-hours", Language::En).unwrap();
    assert_eq!(detail.how_sure, "This is general knowledge. We read no source for it.");
    assert!(detail.sources.iter().all(|source| source.status == "Not read by us. General knowledge."));
    let detail = Exercises::floor().detail("box-breathing", Language::En).unwrap();
    assert_eq!(detail.sources[2].text, "On Combat, a book (Dave Grossman)");
    assert_eq!(detail.sources[2].status, "Not read by us. A source that we read names it.");
    assert_eq!(detail.licence, "In our own words. Licence: MIT OR Apache-2.0");
}

#[test]
fn every_closed_list_finds_its_words_again() {
    for group in ExerciseGroup::ALL {
        assert_eq!(ExerciseGroup::of_word(group.word()), Some(*group));
    }
    for language in [Language::En, Language::Es] {
        let headings: BTreeSet<_> =
            Exercises::floor().list(&[], language).into_iter().map(|row| row.heading).collect();
        assert_eq!(
            headings.len(),
            ExerciseGroup::ALL.len(),
            "every part of the list has a heading of its own"
        );
    }
}
