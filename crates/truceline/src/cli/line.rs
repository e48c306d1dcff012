//! `line`: testing whether somebody answers.

use super::context::Context;
use super::speaker::Speaker;
use crate::exit::{Done, Problem};
use crate::names::Names;
use crate::speech::Speech;
use crate::wire::line::StandingLineTestView;
use clap::{Args, Subcommand};
use truceline_register::act::Act;
use truceline_register::ids::{LineTestId, PartyId};
use truceline_register::line::{LineTestRef, LineTested, views};

/// Test whether the desks of other parties answer, answer a test, and see who did after how long
#[derive(Args, Clone, Debug)]
pub struct Line {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    /// Send a test; it names no place and means nothing else
    #[command(
        after_help = "Examples:\n  truceline --data valley line test\n  truceline --data valley --key south.key line test --to North"
    )]
    Test {
        /// A party, by name or id; without it every other party
        #[arg(long = "to", value_name = "PARTY")]
        to: Vec<String>,
    },
    /// Answer a test
    #[command(after_help = "Example:\n  truceline --data valley --key north.key line answer lnt_…")]
    Answer {
        /// The test's id
        #[arg(value_parser = test_id)]
        id: LineTestId,
        /// Whose test, by name or id; without it the only one of this id
        #[arg(long, value_name = "PARTY")]
        of: Option<String>,
    },
    /// List tests with who answered after how long
    List,
}

fn test_id(text: &str) -> Result<LineTestId, String> {
    LineTestId::parse(text).map_err(|error| error.to_string())
}

impl Line {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match &self.what {
            What::Test { to } => {
                let mut speaker = Speaker::open(context)?;
                let names = speaker.names();
                let to: Vec<PartyId> = to
                    .iter()
                    .map(|party| names.find_party(party))
                    .collect::<Result<_, _>>()?;
                let id = LineTestId::from_bytes(speaker.draw()?);
                speaker.say(&[Speech::plain(Act::LineTested(LineTested { id, to }))])
            }
            What::Answer { id, of } => {
                let mut speaker = Speaker::open(context)?;
                let about = about(&speaker, *id, of.as_deref())?;
                speaker.say(&[Speech::plain(Act::LineTestAnswered(about))])
            }
            What::List => list(context),
        }
    }
}

fn about(speaker: &Speaker<'_>, id: LineTestId, of: Option<&str>) -> Result<LineTestRef, Problem> {
    if let Some(name) = of {
        let party = speaker.names().find_party(name)?;
        return Ok(LineTestRef { party, id });
    }
    let register = speaker
        .register()
        .ok_or_else(|| Problem::usage("say whose test it is: --of PARTY; or give --data FOLDER"))?;
    let of_id = register.lines.all().filter(|test| test.about.id == id);
    let found: Vec<LineTestRef> = of_id.map(|test| test.about).collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(Problem::usage(format!(
            "there is no line test {id} in this register; `line list` shows them"
        ))),
        _ => Err(Problem::usage(format!(
            "several parties have a line test {id}; say whose: --of PARTY"
        ))),
    }
}

fn list(context: &Context) -> Done {
    let reading = context.reading()?;
    let register = reading.register();
    let names = Names::of_register(register);
    let tests: Vec<StandingLineTestView> = views(register, register.standpoint(reading.now()))
        .iter()
        .map(|view| StandingLineTestView::of(view, &names))
        .collect();
    context.tell(&tests, || {
        let text: String = tests.iter().map(StandingLineTestView::text).collect();
        if text.is_empty() {
            "no line was tested\n".to_owned()
        } else {
            text
        }
    })
}
