//! The run that is killed: opens a register, submits, and shows what was acknowledged.
//!
//! One line per acknowledgement and per checkpoint, written only after the commit has returned:
//! whoever reads a line was answered.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use truceline_engine::keyfile::Seed;
use truceline_engine::writer::rotation::{Rotation, Waits};
use truceline_engine::writer::{Answer, Writer};

use super::workload::Workload;

/// What `cargo xtask crash-worker` takes.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The register's data folder.
    folder: PathBuf,
    /// What the submissions grow from.
    #[arg(long)]
    seed: u64,
    /// How many submissions.
    #[arg(long)]
    statements: usize,
}

/// Runs it.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    match submit(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("crash-worker: {error}");
            ExitCode::FAILURE
        }
    }
}

fn submit(options: &Options) -> Result<(), String> {
    let mut workload = Workload::of(options.seed);
    let mut writer = workload.open(&options.folder)?;
    let submissions = workload.submissions(options.statements);
    let mut turning = None;
    for (number, batch) in workload.batches(&submissions).enumerate() {
        let answers = writer.commit(batch).map_err(|error| error.to_string())?;
        show(&writer, &answers)?;
        // The vault's master key is changed all the time: begun, wrapped anew, ended, each after a batch.
        let turned = match (number % 4, turning) {
            (0, None) => {
                let new = workload.other_vault_key(&writer);
                writer.begin_rotation(order(Some(new)))
            }
            (1 | 2, Some(turning)) => writer.rotate_some(turning, Waits::Nothing),
            (_, turning) => Ok(turning),
        };
        turning = turned.map_err(|error| error.to_string())?;
    }
    // The public checkpoint with its pads comes last, so that every statement's index is known.
    writer.publish().map_err(|error| error.to_string())?;
    show(&writer, &[])
}

/// An order to change the vault's master key, or to go on with it. How it ends is seen at the vault.
pub(super) fn order(to: Option<Seed>) -> Rotation {
    Rotation {
        to,
        count: Arc::default(),
        reply: Box::new(|_| {}),
    }
}

/// One write for all that one commit acknowledged.
fn show(writer: &Writer, answers: &[Answer]) -> Result<(), String> {
    let mut text = String::new();
    for answer in answers {
        match answer {
            Answer::Admitted { index } | Answer::Repeated { index } => {
                text.push_str(&format!("acknowledged {index}\n"));
            }
            Answer::Refused { refusal, .. } => return Err(format!("refused: {refusal}")),
        }
    }
    let checkpoint = writer.checkpoint().ok_or("there is no checkpoint")?;
    text.push_str(&format!(
        "root {} {}\n",
        checkpoint.checkpoint().size,
        checkpoint.checkpoint().root
    ));
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| error.to_string())
}
