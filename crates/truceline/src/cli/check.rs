//! `check`: a plan or volumes held against the register.

use super::context::Context;
use super::flags::{self, ReadBack};
use super::plan::{Volumes, plan_id};
use super::speaker::{Speaker, tell_submitted, unheard};
use crate::exit::{Done, Exit, NO_SPACE, Problem};
use crate::house::House;
use crate::speech::answer::CheckWords;
use crate::speech::{Disclose, Speech};
use crate::wire;
use crate::wire::check::{answer, shown};
use clap::Args;
use serde::Serialize;
use truceline_register::act::Act;
use truceline_register::check::{CAVEAT, Check as Body, Subject};
use truceline_register::codec::record::{Effect, Record};
use truceline_register::geometry::position::Decimetres;
use truceline_register::ids::{CheckId, LogIndex, PlanId};
use truceline_register::vocabulary::{Activity, Outcome};

/// Hold a plan or a volume against the register: exit 10 OVERLAP, 11 CANNOT SAY, 12 NOTHING NOTIFIED
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley --key east.key check --area \"35.7,36.5; 35.8,36.5; 35.8,36.6; 35.7,36.6\" \\\n    --from 2031-05-20T13:30:00Z --until 2031-05-20T15:00:00Z --activity air-strike\n  truceline --data valley --key east.key check --plan pln_…\nNo outcome exits with 0, so that `check && act` does not act."
)]
pub struct Check {
    #[command(flatten)]
    volumes: Volumes,
    /// A plan of yours
    #[arg(long, value_parser = plan_id)]
    plan: Option<PlanId>,
    /// flight, air-strike, indirect-fire, ground-movement, demining, training, other
    #[arg(long, value_parser = flags::activity, default_value = "other")]
    activity: Activity,
    /// How far around; the zone's least counts where it is larger
    #[arg(long, value_parser = flags::length, default_value = "0")]
    buffer: Decimetres,
}

impl Check {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let done = self.ask(context);
        match done.map_err(|problem| context.on_full_disk(problem)) {
            Err(problem) if problem.code == NO_SPACE && context.out.is_none() => {
                unrecorded(context, &problem)
            }
            done => done,
        }
    }

    fn ask(&self, context: &Context) -> Done {
        let mut speaker = Speaker::open(context)?;
        let id = CheckId::from_bytes(speaker.draw()?);
        let speech = self.speech(id, &mut speaker)?;
        if context.out.is_some() {
            return speaker.say(&[speech]);
        }
        let asked = self.asked(&mut speaker)?;
        let view = speaker.submit(&[speech])?;
        let Some(admitted) = view.admitted.first() else {
            return tell_submitted(context, view, Vec::new());
        };
        let index = admitted.index;
        let asker = speaker.party();
        let answer = match speaker.house()? {
            House::Folder(session) => answer(&session.archive(), index, asker)?,
            House::Server(replica) => {
                let (text, view) = replica.shown(&format!("/v1/checks/{index}"))?;
                as_proven(&replica.record(index)?, &view)?;
                return told_by_server(context, index, &text, view, &asked);
            }
        };
        let exit = exit_of(answer.outcome);
        let told = Told {
            answer: &answer,
            asked: &asked,
        };
        context
            .tell(&told, || answer.text() + &asked.text())
            .map_err(|problem| unheard(problem, &[index.to_string()]))?;
        Ok(exit)
    }

    fn speech(&self, id: CheckId, speaker: &mut Speaker<'_>) -> Result<Speech, Problem> {
        if let Some(plan) = self.plan {
            let body = Body {
                id,
                subject: Subject::Plan(plan),
                activity: self.activity,
                buffer: self.buffer,
            };
            return Ok(Speech::plain(Act::CheckAsked(body)));
        }
        let volumes = self.volumes.read(speaker)?;
        let words = CheckWords {
            id,
            volumes,
            activity: self.activity,
            buffer: self.buffer,
        };
        let mut sealer = speaker.sealer(Disclose::Exact);
        let act = Act::CheckAsked(words.seal(&mut sealer)?);
        Ok(sealer.speech(act))
    }
}

/// What a check says that cannot be put on record for want of room: nothing was held against anything.
#[derive(Serialize)]
struct UnrecordedView<'a> {
    outcome: &'static str,
    shown: &'static str,
    recorded: bool,
    why: &'static str,
    what: &'a str,
    caveat: &'static str,
}

fn unrecorded(context: &Context, problem: &Problem) -> Done {
    let view = UnrecordedView {
        outcome: Outcome::Unknown.word(),
        shown: shown(Outcome::Unknown),
        recorded: false,
        why: NO_SPACE,
        what: &problem.what,
        caveat: CAVEAT,
    };
    context.tell(&view, || {
        format!(
            "{}: the check could not be put on record and is none [{NO_SPACE}]; call the centre\n  {}\n{}\n",
            view.shown, view.what, view.caveat
        )
    })?;
    Ok(Exit::Unknown)
}

/// The answer with what was asked.
#[derive(Serialize)]
struct Told<'a, T> {
    #[serde(flatten)]
    answer: &'a T,
    asked: &'a AskedBack,
}

/// What was asked as it was understood, for the second person.
#[derive(Serialize)]
struct AskedBack {
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    positions: Vec<ReadBack>,
    #[serde(skip_serializing_if = "Option::is_none")]
    radius_m: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    half_width_m: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    /// A plan has its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    activity: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    buffer_m: Option<f64>,
}

impl AskedBack {
    fn text(&self) -> String {
        let mut text: String = self
            .positions
            .iter()
            .map(|back| format!("read back: {}\n", back.text()))
            .collect();
        let mut parts = Vec::new();
        parts.extend(self.plan.as_ref().map(|plan| format!("plan {plan}")));
        parts.extend(self.radius_m.map(|m| format!("radius {m} m")));
        parts.extend(self.half_width_m.map(|m| format!("half-width {m} m")));
        parts.extend(self.from.as_ref().map(|from| format!("from {from}")));
        parts.extend(self.until.as_ref().map(|until| format!("until {until}")));
        parts.extend(self.activity.map(|activity| format!("activity {activity}")));
        parts.extend(
            self.buffer_m
                .map(|m| format!("buffer {m} m, or the zone's least")),
        );
        text += &format!("asked: {}\n", parts.join(", "));
        text
    }
}

impl Check {
    fn asked(&self, speaker: &mut Speaker<'_>) -> Result<AskedBack, Problem> {
        let (radius, width, from, until) = match self.plan {
            Some(_) => (None, None, None, None),
            None => self.volumes.said(speaker.now())?,
        };
        Ok(AskedBack {
            plan: self.plan.map(|plan| plan.to_string()),
            positions: speaker.take_read_back(),
            radius_m: radius.map(wire::metres),
            half_width_m: width.map(wire::metres),
            from: from.map(wire::time),
            until: until.map(wire::time),
            activity: self.plan.is_none().then(|| self.activity.word()),
            buffer_m: self.plan.is_none().then(|| wire::metres(self.buffer)),
        })
    }
}

/// The outcome shown must be the one that stands in the record, which the receipt has proven.
fn as_proven(record: &Record, shown: &serde_json::Value) -> Result<(), Problem> {
    let verdict = record.part.effects.iter().find_map(|effect| match effect {
        Effect::Verdict(verdict) => Some(verdict.outcome.word()),
        _ => None,
    });
    let shown = shown.get("outcome").and_then(serde_json::Value::as_str);
    match verdict {
        Some(verdict) if shown == Some(verdict) => Ok(()),
        _ => Err(Problem::unverified(format!(
            "the server shows another outcome than the record at index {} has ({}): do not act on it, and keep the receipt as evidence",
            record.index,
            verdict.unwrap_or("none")
        ))),
    }
}

/// The answer as the server gives it, which also says it in words.
fn told_by_server(
    context: &Context,
    index: LogIndex,
    text: &str,
    answer: serde_json::Value,
    asked: &AskedBack,
) -> Done {
    let outcome = answer.get("outcome").and_then(serde_json::Value::as_str);
    let exit = exit_of(outcome.unwrap_or_default());
    let told = Told {
        answer: &answer,
        asked,
    };
    context
        .tell(&told, || text.to_owned() + &asked.text())
        .map_err(|problem| unheard(problem, &[index.to_string()]))?;
    Ok(exit)
}

fn exit_of(outcome: &str) -> Exit {
    match Outcome::from_word(outcome) {
        Some(Outcome::Overlap) => Exit::Overlap,
        Some(Outcome::NoneKnown) => Exit::NoneKnown,
        Some(Outcome::Unknown) | None => Exit::Unknown,
    }
}
