//! What the officer does alone, before there is any pool or relay: a check, what it opens, an exercise, the plan.

use crate::people::Phone;
use crate::story::{list, said, text};
use crate::tell::{Stopped, Teller, expect};
use peerline_tests::planted::Needles;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;

const CHECK: &str = "PHQ-9";
const EXERCISE: &str = "box-breathing";
const FRIEND: &str = "Sam from the academy";
const NUMBER: &str = "+15035550142";

/// The answers in the order in which they are given: the last question, the one about safety, comes before the end.
const ANSWERS: [(u32, u8); 9] = [(0, 1), (1, 1), (8, 1), (2, 2), (3, 2), (4, 1), (5, 1), (6, 0), (7, 0)];

/// Opens the officer's phone and lets the officer use it alone.
pub fn tell(to: &mut Teller, officer: &mut Phone, data: &Path) -> Result<(), Stopped> {
    a_check(to, officer)?;
    an_exercise(to, officer)?;
    the_plan(to, officer, data)
}

fn a_check(to: &mut Teller, officer: &mut Phone) -> Result<(), Stopped> {
    to.section("Alone: a check that opens the crisis choice");
    officer.just("open")?;
    let form = officer.tell(json!({"do": "check", "id": CHECK}))?;
    let questions = list(&form["questions"]);
    expect(form["safety"] == "unknown", "an unanswered question about safety counts as a no")?;
    to.say(
        "Still no network and no card. The officer opens the app and a check. Above the questions stands, among other things:",
    );
    to.quote(text(&form["notes"][0]));
    for (place, value) in ANSWERS {
        let question = &questions[usize::try_from(place).map_err(said)?];
        let answer =
            json!({"do": "answer_check", "id": CHECK, "part": "item", "place": place, "value": value});
        let answered = officer.tell(answer)?;
        if place == 8 {
            expect(answered["safety"] == "open" && answered["missing"] == 6, "it does not open the choice")?;
            let chosen = list(&question["choices"]).iter().find(|choice| choice["value"] == value);
            to.say("Three of nine answers in, this one is given:");
            to.quote(text(&question["text"]));
            to.quote(&format!("  {}", chosen.map_or("", |choice| text(&choice["text"]))));
            the_choice(to, officer)?;
        } else {
            let before = if place < 2 { "unknown" } else { "open" };
            expect(answered["safety"] == before, "safety does not stand where the answers left it")?;
        }
    }
    let result = officer.tell(json!({"do": "finish_check", "id": CHECK}))?;
    expect(result["is_complete"] == true && result["safety"] == "open", "there is no result")?;
    to.say("The officer goes on, answers the rest, and reads:");
    let words = &result["in_words"];
    for part in ["about_safety", "not_a_diagnosis", "total"] {
        to.quote(text(&words[part]));
    }
    for part in [&words["means"], &words["contradictions"]] {
        list(part).iter().for_each(|sentence| to.quote(text(sentence)));
    }
    list(&result["next"]).iter().for_each(|step| to.quote(&format!("> {}", text(&step["says"]))));
    to.quote(text(&words["again"]));
    let trend = officer.tell(json!({"do": "trend", "id": CHECK}))?;
    expect(trend["total"] == 0, "a result was kept that nobody asked to keep")?;
    officer.tell(json!({"do": "keep_check", "id": CHECK}))?;
    let trend = officer.tell(json!({"do": "trend", "id": CHECK}))?;
    expect(trend["total"] == 1, "the result was not kept")?;
    to.say("Nothing of it was kept until the officer said so. It is one point of a trend now, on this phone and nowhere else.");
    Ok(())
}

fn the_choice(to: &Teller, officer: &mut Phone) -> Result<(), Stopped> {
    let choice = officer.tell(json!({"do": "crisis_choice", "hint": "US-CA"}))?;
    let (calls, texts, emergency) =
        (list(&choice["calls"]), list(&choice["texts"]), list(&choice["emergency"]));
    expect(calls.len() == 3 && !texts.is_empty() && !emergency.is_empty(), "a way on is missing")?;
    to.say("At once, before any score, the five ways on:");
    to.quote(&format!("Call: {}, {}", text(&calls[0]["name"]), text(&calls[0]["calls"][0]["number"])));
    let way = &texts[0]["texts"][0];
    let notes: Vec<&str> = list(&way["notes"]).iter().map(text).collect();
    to.quote(&format!("Text: {}, {}. {}", text(&texts[0]["name"]), text(&way["number"]), notes.join(" ")));
    to.quote(&format!("A peer: {}", text(&choice["in_words"]["peer"])));
    to.quote(&format!("My plan: {}", text(&choice["in_words"]["plan"])));
    to.quote(&format!(
        "{}: {}",
        text(&emergency[0]["calls"][0]["number"]),
        text(&choice["in_words"]["emergency"])
    ));
    Ok(())
}

fn an_exercise(to: &mut Teller, officer: &mut Phone) -> Result<(), Stopped> {
    to.section("Alone: an exercise, with the distress before and after");
    let about = officer.tell(json!({"do": "exercise", "id": EXERCISE}))?;
    to.say(&format!(
        "{}. What speaks against it comes first, and what is known about it:",
        text(&about["name"])
    ));
    list(&about["cautions"]).iter().for_each(|caution| to.quote(text(caution)));
    to.quote(&format!("{} {}", text(&about["known"]), text(&about["how_sure"])));
    let source = &about["sources"][0];
    to.quote(&format!("{}. {}", text(&source["text"]), text(&source["status"])));
    officer.tell(json!({"do": "start_exercise", "id": EXERCISE, "before": 7}))?;
    let first = officer.just("exercise_now")?;
    std::thread::sleep(Duration::from_millis(4_200));
    let second = officer.just("exercise_now")?;
    expect(first["cue"] == "in" && second["cue"] == "hold_full", "the phases do not follow each other")?;
    to.say("Distress before: 7. The captions at the start, and 4.2 seconds later:");
    for moment in [&first, &second] {
        let words = &moment["in_words"];
        to.quote(&format!(
            "{}: {} {}",
            text(&words["text"]),
            text(&words["caption"]),
            text(&words["all_left"])
        ));
    }
    let finished = officer.tell(json!({"do": "finish_exercise", "after": 5, "keep": true}))?;
    expect(finished["kept"] == true && finished["crisis_first"] == false, "the numbers were not kept")?;
    to.say("In this story it is ended there, with 5, and the officer keeps the numbers. The list learns from them:");
    to.quote(text(&finished["in_words"]["felt"]));
    let exercises = officer.just("exercises")?;
    let row = list(&exercises["exercises"]).iter().find(|row| row["id"] == EXERCISE);
    let helped = row.map(|row| &row["in_words"]["helped"]).unwrap_or(&Value::Null);
    expect(helped.is_string(), "nothing was learnt")?;
    to.quote(text(helped));
    Ok(())
}

fn the_plan(to: &mut Teller, officer: &mut Phone, data: &Path) -> Result<(), Stopped> {
    to.section("Alone: the plan for a bad hour");
    let written = [
        json!({"step": "signs", "note": "I stop answering messages."}),
        json!({"step": "people_to_ask", "name": FRIEND, "number": NUMBER}),
        json!({"step": "professionals", "line": "us-988"}),
        json!({"step": "safer_place", "note": "Off duty, the gun stays in the locker at work."}),
    ];
    for mut item in written {
        item["do"] = json!("add_to_plan");
        officer.tell(item)?;
    }
    let plan = officer.just("plan")?;
    to.say("Seven steps in the officer's own words; four of them are filled so far:");
    for step in list(&plan["steps"]).iter().filter(|step| !list(&step["items"]).is_empty()) {
        to.quote(text(&step["in_words"]["title"]));
        for item in list(&step["items"]) {
            let dial = item["dial"][0]["uri"].as_str().map_or(String::new(), |uri| format!(" [{uri}]"));
            to.quote(&format!("  {}{dial}", text(&item["text"])));
        }
    }
    officer.just("lock")?;
    let refused = officer.refuses(json!({"do": "plan"}))?;
    expect(refused == "vault.locked, retry", "a locked phone shows the plan")?;
    officer.just("resume")?;
    officer.tell(json!({"do": "plan_while_locked", "readable": true}))?;
    officer.just("lock")?;
    let copy = officer.just("plan")?;
    expect(copy["from_copy"] == true && copy["steps"] == plan["steps"], "the copy is not the plan")?;
    officer.just("resume")?;
    officer.tell(json!({"do": "plan_while_locked", "readable": false}))?;
    to.say(
        "While the app is locked, so is the plan. Only after its owner asked for it could a copy be read:",
    );
    to.quote(text(&copy["in_words"]["readable"]));
    officer.just("pause")?;
    let needles = Needles::of([FRIEND, NUMBER, "stop answering"].map(|text| text.as_bytes().to_vec()));
    let found = needles.count_in_folder(&data.join("app")).map_err(said)?;
    expect(found == 0, "the plan lies open in a file")?;
    to.say("The copy is destroyed again. The phone's files were searched for the friend, the number and the note: not found.");
    officer.just("resume")?;
    Ok(())
}
