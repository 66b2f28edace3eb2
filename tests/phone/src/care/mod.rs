//! What an officer does alone, as commands: the crisis choice, a check, an exercise, the plan.

mod show;

use crate::command::Tongue;
use crate::phone::{Answer, Phone, done};
use crate::show::Failed;
use peerline_core::coping::{Distress, Settings as Pace};
use peerline_core::crisis::{LineId, Lines};
use peerline_core::crisis_choice::{self, PeerNow, PlanNow};
use peerline_core::follow_up::Zone;
use peerline_core::home::Peerline;
use peerline_core::safety_plan::{DialNumber, Item, Name, Note, Step};
use peerline_core::self_check::{InstrumentId, Leaving, Question};
use peerline_core::settings::Settings;
use serde::Deserialize;
use serde_json::{Value, json};

/// One command of these.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum CareCommand {
    CrisisChoice {
        hint: Option<String>,
        #[serde(default)]
        language: Tongue,
    },
    Check {
        id: String,
        #[serde(default)]
        language: Tongue,
    },
    AnswerCheck {
        id: String,
        #[serde(default)]
        part: Part,
        #[serde(default)]
        place: u32,
        value: Option<u8>,
    },
    LeaveCheck {
        id: String,
        keep: bool,
    },
    FinishCheck {
        id: String,
        #[serde(default)]
        language: Tongue,
    },
    KeepCheck {
        id: String,
    },
    KeepDistress {
        value: u8,
    },
    Trend {
        id: String,
        #[serde(default)]
        start: u32,
        #[serde(default)]
        language: Tongue,
    },
    Exercises {
        #[serde(default)]
        language: Tongue,
    },
    Exercise {
        id: String,
        #[serde(default)]
        language: Tongue,
    },
    StartExercise {
        id: String,
        before: Option<u8>,
    },
    ExerciseNow {
        #[serde(default)]
        language: Tongue,
    },
    FinishExercise {
        after: Option<u8>,
        #[serde(default)]
        keep: bool,
        #[serde(default)]
        language: Tongue,
    },
    Plan {
        #[serde(default)]
        language: Tongue,
    },
    AddToPlan {
        step: String,
        note: Option<String>,
        name: Option<String>,
        number: Option<String>,
        line: Option<String>,
    },
    PlanWhileLocked {
        readable: bool,
    },
}

/// The part of a form that a question belongs to.
#[derive(Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Part {
    Gate,
    #[default]
    Item,
    Extra,
}

impl Phone {
    /// Carries out one of these commands.
    pub(crate) fn care(&mut self, command: CareCommand) -> Answer {
        match command {
            CareCommand::CrisisChoice { hint, language } => {
                Ok(self.crisis_choice(hint.as_deref(), &language))
            }
            CareCommand::StartExercise { id, before } => {
                let before = before.map(felt).transpose()?;
                let run = self.app()?.start_exercise(&id, Pace::default(), before)?;
                let crisis_first = run.felt(None).opens_crisis_choice();
                self.exercise = Some(run);
                Ok(json!({"crisis_first": crisis_first}))
            }
            CareCommand::ExerciseNow { language } => {
                let run = self.exercise.as_ref().ok_or(Failed::NothingUnderWay)?;
                Ok(show::moment(&run.shown(self.app()?.mark(), language.of_words())))
            }
            CareCommand::FinishExercise { after, keep, language } => {
                let after = after.map(felt).transpose()?;
                let mut run = self.exercise.take().ok_or(Failed::NothingUnderWay)?;
                let finished = self
                    .app()
                    .and_then(|app| Ok(app.finish_exercise(&mut run, after, keep, language.of_words())?));
                // What could not be kept is still under way, as it was.
                if finished.is_err() {
                    self.exercise = Some(run);
                }
                finished.map(|finished| show::finished(&finished))
            }
            other => in_open_app(self.app()?, other),
        }
    }

    /// Before the app is open, too.
    fn crisis_choice(&self, hint: Option<&str>, language: &Tongue) -> Value {
        let (now, language) = (self.times.clock.now(), language.of_words());
        let choice = match &self.app {
            Some(app) => app.crisis_choice(hint, language, now),
            None => {
                let place = Settings::load(&self.folder).0.place(hint);
                let (peer, plan) = (PeerNow::NotOpen, PlanNow::NotOpen);
                crisis_choice::choice(&Lines::floor(), &place, peer, plan, language, now)
            }
        };
        show::crisis_choice(&choice)
    }
}

fn in_open_app(app: &Peerline, command: CareCommand) -> Answer {
    let checks = app.self_checks();
    match command {
        CareCommand::Check { id, language } => {
            let form = checks.open(&InstrumentId::shown(&id), language.of_words());
            Ok(show::form(&form?))
        }
        CareCommand::AnswerCheck { id, part, place, value } => {
            let place = usize::try_from(place).unwrap_or(usize::MAX);
            let question = match part {
                Part::Gate => Question::Gate,
                Part::Item => Question::Item(place),
                Part::Extra => Question::Extra(place),
            };
            let answered = checks.answer(&InstrumentId::shown(&id), question, value.map(i64::from));
            Ok(show::answered(&answered?))
        }
        CareCommand::LeaveCheck { id, keep } => {
            let leaving = if keep { Leaving::KeepForLater } else { Leaving::KeepNothing };
            done(checks.leave(&InstrumentId::shown(&id), leaving))
        }
        CareCommand::FinishCheck { id, language } => {
            let result = checks.finish(&InstrumentId::shown(&id), language.of_words());
            Ok(show::result(&result?))
        }
        CareCommand::KeepCheck { id } => done(checks.keep(&InstrumentId::shown(&id)).map(drop)),
        CareCommand::KeepDistress { value } => done(checks.keep_distress(felt(value)?).map(drop)),
        CareCommand::Trend { id, start, language } => {
            let trend = checks.trend(&InstrumentId::shown(&id), None, start, language.of_words());
            Ok(show::trend(&trend?))
        }
        CareCommand::Exercises { language } => Ok(show::exercises(&app.coping_list(language.of_words())?)),
        CareCommand::Exercise { id, language } => {
            Ok(show::exercise(&app.exercise(&id, language.of_words())?))
        }
        CareCommand::Plan { language } => Ok(show::plan(&app.plan_screen(language.of_words(), &Zone::UTC)?)),
        CareCommand::AddToPlan { step, note, name, number, line } => {
            let step = Step::ALL.into_iter().find(|known| known.word() == step).ok_or(Failed::Malformed)?;
            let plan = app.safety_plan();
            match (note, name, number, line) {
                (Some(note), None, None, None) => {
                    done(plan.add(step, Item::Note(Note::new(&note)?)).map(drop))
                }
                (None, Some(name), number, None) => {
                    let number = number.map(|number| DialNumber::new(&number)).transpose()?;
                    done(plan.add(step, Item::Contact { name: Name::new(&name)?, number }).map(drop))
                }
                (None, None, None, Some(line)) => {
                    done(app.add_line_to_plan(step, &LineId::shown(&line)).map(drop))
                }
                _ => Err(Failed::Malformed),
            }
        }
        CareCommand::PlanWhileLocked { readable } => {
            done(app.safety_plan().set_readable_while_locked(readable))
        }
        // Answered before.
        CareCommand::CrisisChoice { .. }
        | CareCommand::StartExercise { .. }
        | CareCommand::ExerciseNow { .. }
        | CareCommand::FinishExercise { .. } => Err(Failed::Malformed),
    }
}

fn felt(value: u8) -> Result<Distress, Failed> {
    Distress::new(value).ok_or(Failed::Malformed)
}
