//! `receipt`, `checkpoint`: what the log itself has signed.

use super::context::Context;
use crate::exit::{Done, Problem};
use crate::file;
use crate::reading::Reading;
use clap::Args;
use truceline_register::ids::{ActId, LogIndex};
use truceline_register::register::Register;

/// Write the receipt of a record: proof that it is in the log. A receipt is no permit
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley receipt 42 --out 42.receipt\n  truceline verify 42.receipt --card register.card"
)]
pub struct Receipt {
    /// The record's index, or the id of its act
    record: String,
    /// Under the newest checkpoint that a witness cosigned
    #[arg(long)]
    cosigned: bool,
}

/// Show the latest signed checkpoint
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley checkpoint --publish --out valley.checkpoint"
)]
pub struct Checkpoint {
    /// Fill the log up to its next public size first
    #[arg(long)]
    publish: bool,
    /// The newest that a witness cosigned
    #[arg(long, conflicts_with = "publish")]
    cosigned: bool,
}

/// The index that a text names: itself, or the one of an act's id.
///
/// # Errors
/// [`Problem`]: no such act, or several parties use its id.
pub fn find_record(register: &Register, text: &str) -> Result<LogIndex, Problem> {
    if let Ok(index) = text.parse() {
        return Ok(index);
    }
    let id = ActId::parse(text)
        .map_err(|_| Problem::usage("give a log index, or an act's id (act_…)"))?;
    let mut found = register
        .acts
        .iter()
        .filter(|((_, act), _)| *act == id)
        .map(|(_, (_, index))| *index);
    match (found.next(), found.next()) {
        (Some(index), None) => Ok(index),
        (None, _) => Err(Problem::usage(format!("there is no act {id} here"))),
        (Some(_), Some(_)) => Err(Problem::usage(format!(
            "several parties use the id {id}; give the index"
        ))),
    }
}

impl Receipt {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let reading = context.reading()?;
        let index = find_record(reading.register(), &self.record)?;
        if let Reading::Server(replica) = &reading {
            no_cosigned(self.cosigned)?;
            return hand_out(context, "receipt", &replica.receipt(index)?);
        }
        let opened = reading.here()?;
        let checkpoint = if self.cosigned {
            let found = opened.cosigned(index + 1)?;
            found.ok_or_else(|| {
                Problem::unavailable(
                    "no witness has cosigned a checkpoint that covers it; see `truceline witness`",
                )
            })?
        } else {
            opened.checkpoint().clone()
        };
        let text = opened.archive().receipt(index, &checkpoint)?.to_string();
        hand_out(context, "receipt", &text)
    }
}

impl Checkpoint {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let signed = if self.publish {
            context.session()?.writer().publish()?
        } else {
            let reading = context.reading()?;
            if let Reading::Server(replica) = &reading {
                no_cosigned(self.cosigned)?;
                return hand_out(context, "checkpoint", &replica.checkpoint()?);
            }
            let opened = reading.here()?;
            if self.cosigned {
                let found = opened.cosigned(0)?;
                found.ok_or_else(|| {
                    Problem::unavailable("no witness has cosigned yet; see `truceline witness`")
                })?
            } else {
                opened.checkpoint().clone()
            }
        };
        hand_out(context, "checkpoint", &signed.to_string())
    }
}

/// A server gives cosigned checkpoints by themselves.
fn no_cosigned(wanted: bool) -> Result<(), Problem> {
    match wanted {
        true => Err(Problem::usage(
            "--cosigned is for the register's own folder; a server's public checkpoints are at /log/checkpoint",
        )),
        false => Ok(()),
    }
}

/// Writes a text to the file named with --out, or shows it.
fn hand_out(context: &Context, what: &'static str, text: &str) -> Done {
    let Some(path) = &context.out else {
        let mut view = std::collections::BTreeMap::new();
        view.insert(what, text);
        return context.tell(&view, || text.to_owned());
    };
    file::write_public(path, text.as_bytes())?;
    let mut view = std::collections::BTreeMap::new();
    view.insert(what, path.clone());
    context.tell(&view, || format!("{what}: {}\n", path.display()))
}
