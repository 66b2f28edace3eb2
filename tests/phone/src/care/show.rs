//! What these commands answer, as JSON; what a person reads is a finished sentence under `in_words`.

use crate::show::{line, snake};
use peerline_core::coping::{ExerciseDetail, Finished, Moment, ShownMoment};
use peerline_core::crisis::LineRow;
use peerline_core::crisis_choice::CrisisChoice;
use peerline_core::home::CopingList;
use peerline_core::safety_plan::{Dial, ItemView, PlanScreen};
use peerline_core::self_check::{Answered, FormQuestion, FormView, Question, ResultView, TrendView};
use serde_json::{Value, json};

pub(super) fn crisis_choice(choice: &CrisisChoice) -> Value {
    let lines = |rows: &[LineRow]| rows.iter().map(line).collect::<Vec<_>>();
    json!({
        "calls": lines(&choice.calls),
        "texts": lines(&choice.texts),
        "emergency": lines(&choice.emergency),
        "peer": choice.peer.word(),
        "plan": choice.plan.word(),
        "in_words": {
            "peer": choice.peer_says,
            "plan": choice.plan_says,
            "emergency": choice.emergency_says,
            "notes": choice.notes,
        },
    })
}

pub(super) fn form(form: &FormView) -> Value {
    json!({
        "title": form.title,
        "notes": form.notes,
        "stem": form.stem,
        "safety": snake(&form.safety),
        "missing": form.missing,
        "begun": form.begun,
        "questions": form.questions.iter().map(question).collect::<Vec<_>>(),
    })
}

fn question(question: &FormQuestion) -> Value {
    let (part, place) = match question.question {
        Question::Gate => ("gate", 0),
        Question::Item(place) => ("item", place),
        Question::Extra(place) => ("extra", place),
    };
    let choice = |(value, text): &(u8, String)| json!({"value": value, "text": text});
    json!({
        "part": part,
        "place": place,
        "text": question.text,
        "chosen": question.chosen,
        "choices": question.choices.iter().map(choice).collect::<Vec<_>>(),
    })
}

pub(super) fn answered(answered: &Answered) -> Value {
    json!({
        "safety": snake(&answered.safety),
        "form_changed": answered.form_changed,
        "missing": answered.kept.ok(),
    })
}

pub(super) fn result(result: &ResultView) -> Value {
    let next = result.next.iter().map(|step| json!({"leads_to": snake(&step.next), "says": step.says}));
    let offers = result.offers.iter().map(|offer| json!({"id": offer.id.to_string(), "why": offer.why}));
    json!({
        "safety": snake(&result.safety),
        "is_complete": result.is_complete,
        "next": next.collect::<Vec<_>>(),
        "offers": offers.collect::<Vec<_>>(),
        "in_words": {
            "about_safety": result.about_safety,
            "not_a_diagnosis": result.not_a_diagnosis,
            "total": result.total,
            "means": result.means,
            "contradictions": result.contradictions,
            "again": result.again,
        },
    })
}

pub(super) fn trend(trend: &TrendView) -> Value {
    let points = trend.points.iter().map(|point| {
        json!({
            "score": point.score.to_string(),
            "in_words": {"means": point.means, "since": point.since, "change": point.change},
        })
    });
    json!({"total": trend.total, "points": points.collect::<Vec<_>>(), "notes": trend.notes})
}

pub(super) fn exercises(list: &CopingList) -> Value {
    let rows = list
        .rows
        .iter()
        .map(|row| json!({"id": row.id.to_string(), "name": row.name, "in_words": {"helped": row.helped}}));
    json!({"note": list.note, "exercises": rows.collect::<Vec<_>>()})
}

pub(super) fn exercise(detail: &ExerciseDetail) -> Value {
    let sources = detail.sources.iter().map(|source| json!({"text": source.text, "status": source.status}));
    json!({
        "name": detail.row.name,
        "cautions": detail.cautions.iter().map(|caution| &caution.text).collect::<Vec<_>>(),
        "known": detail.known,
        "how_sure": detail.how_sure,
        "sources": sources.collect::<Vec<_>>(),
    })
}

pub(super) fn moment(shown: &ShownMoment) -> Value {
    let (round, left) = match shown.moment {
        Moment::Going { round, left_ms, .. } => (round, left_ms),
        Moment::Done => (0, None),
    };
    json!({
        "done": shown.moment == Moment::Done,
        "cue": shown.cue,
        "round": round,
        "left_ms": left,
        "in_words": {
            "text": shown.text,
            "caption": shown.caption,
            "still": shown.still,
            "all_left": shown.all_left,
        },
    })
}

pub(super) fn finished(finished: &Finished) -> Value {
    json!({
        "crisis_first": finished.crisis_first,
        "kept": finished.kept.is_some(),
        "in_words": {"felt": finished.felt},
    })
}

pub(super) fn plan(plan: &PlanScreen) -> Value {
    let steps = plan.steps.iter().map(|step| {
        json!({
            "step": step.step.word(),
            "items": step.items.iter().map(item).collect::<Vec<_>>(),
            "in_words": {"title": step.title, "caution": step.caution},
        })
    });
    json!({
        "steps": steps.collect::<Vec<_>>(),
        "from_copy": plan.from_copy,
        "readable_while_locked": plan.readable_while_locked,
        "in_words": {"readable": plan.readable, "adapted": plan.adapted},
    })
}

fn item(item: &ItemView) -> Value {
    let dial = |dial: &Dial| json!({"uri": dial.uri.expose(), "number": dial.number.expose()});
    json!({"text": item.text.expose(), "dial": item.dial.iter().map(dial).collect::<Vec<_>>()})
}
