//! `submit`: signed files, in any order, from any carrier.

use super::artefact::{Artefact, recognise};
use super::context::{Context, Progress};
use super::heed::Heed;
use super::speaker::{in_part, take_answer, tell_submitted};
use crate::exit::{Done, Exit, Problem};
use crate::file;
use crate::names::Names;
use crate::wire::receipt::{RefusedView, SubmittedView};
use clap::Args;
use std::path::{Path, PathBuf};
use truceline_engine::writer::queue::MAX_BATCH;
use truceline_register::act::Act;
use truceline_register::codec::statement::{MAX_SUBMISSION_BYTES, Statement, Submission};

/// Submit signed files; the same statement again gives the same index. Files that cannot be read are listed (exit 3)
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley submit south-1.stm south-2.stm --receipts receipts\n  truceline --data valley submit from-the-stick/"
)]
pub struct Submit {
    /// Files, or folders of *.stm files
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

impl Submit {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let files = all(&self.files)?;
        let mut house = context.house()?;
        let progress = Progress::start(context, "recording");
        let mut view = SubmittedView::new();
        let mut heed = Heed::default();
        for (number, batch) in files.chunks(MAX_BATCH).enumerate() {
            let mut good = Vec::with_capacity(batch.len());
            let mut submissions = Vec::with_capacity(batch.len());
            for path in batch {
                match read(path) {
                    Ok(submission) => {
                        let act = act_of(&submission);
                        if heed.lets(&house, act.as_ref(), Some(path.clone())) {
                            good.push(path);
                            submissions.push(submission);
                        }
                    }
                    Err(problem) if files.len() == 1 => return Err(problem),
                    Err(problem) => view.refused.push(passed_over(problem)),
                }
            }
            if submissions.is_empty() {
                continue;
            }
            heed.warn(&house);
            let answers = match house.submit(&submissions, &mut |_| {}) {
                Ok(answers) => answers,
                Err(error) => {
                    let problem = in_part(&view, files.len(), error.into());
                    view.refused = heed.before(view.refused);
                    // What stands is told first; the problem that cut it short is the one to end with.
                    let _ = tell_submitted(context, view, Vec::new());
                    return Err(problem);
                }
            };
            // A receipt may contradict what was shown before.
            heed.warn(&house);
            let names = Names::of_register(house.register());
            for (path, answer) in good.into_iter().zip(&answers) {
                take_answer(
                    context,
                    &house,
                    answer,
                    Some(path.clone()),
                    &names,
                    &mut view,
                )?;
            }
            progress.at(((number + 1) * MAX_BATCH) as u64);
        }
        drop(progress);
        view.refused = heed.before(view.refused);
        tell_submitted(context, view, Vec::new())
    }
}

/// A file that is no statement, or cannot be read, keeps nobody else's presence out: it is listed and the
/// others are recorded.
fn passed_over(problem: Problem) -> RefusedView {
    RefusedView {
        file: None,
        index: None,
        problem: Problem::new(Exit::Refused, "not-read", problem.what),
    }
}

/// Files as named; of a folder its `*.stm` files in order of their names.
fn all(named: &[PathBuf]) -> Result<Vec<PathBuf>, Problem> {
    let mut files = Vec::new();
    for path in named {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let cannot =
            |error: std::io::Error| Problem::unavailable(format!("{}: {error}", path.display()));
        let mut inside = Vec::new();
        for entry in std::fs::read_dir(path).map_err(cannot)? {
            let file = entry.map_err(cannot)?.path();
            if file.extension().is_some_and(|ending| ending == "stm") {
                inside.push(file);
            }
        }
        inside.sort();
        files.append(&mut inside);
    }
    Ok(files)
}

/// What a submission says, as far as it can be read.
fn act_of(submission: &Submission) -> Option<Act> {
    let statement = Statement::parse(&submission.statement).ok()?;
    statement.payload().ok().map(|payload| payload.act)
}

/// A statement with its disclosures, or a statement alone.
fn read(path: &Path) -> Result<Submission, Problem> {
    let bytes = file::read(path, MAX_SUBMISSION_BYTES as u64)?;
    if Statement::parse(&bytes).is_ok() {
        return Ok(Submission {
            statement: bytes,
            disclosures: Vec::new(),
            unread: Vec::new(),
        });
    }
    Submission::from_bytes(&bytes).map_err(|error| match recognise(&bytes) {
        Some(Artefact::Broken(broken)) => broken.problem(path),
        _ => Problem::usage(format!(
            "{}: is no signed statement ({error}); `truceline show` tells what it is",
            path.display()
        )),
    })
}
