//! `submit`: signed files, in any order, from any carrier.

use super::context::{Context, Progress};
use super::speaker::{take_answer, tell_submitted};
use crate::exit::{Done, Problem};
use crate::file;
use crate::names::Names;
use crate::wire::receipt::SubmittedView;
use clap::Args;
use std::path::{Path, PathBuf};
use truceline_engine::writer::queue::MAX_BATCH;
use truceline_register::codec::statement::{MAX_SUBMISSION_BYTES, Statement, Submission};

/// Submit signed files; the same statement again gives the same index
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
        let mut session = context.session()?;
        let progress = Progress::start(context, "recording");
        let mut view = SubmittedView::new();
        for (number, batch) in files.chunks(MAX_BATCH).enumerate() {
            let submissions = batch
                .iter()
                .map(|path| read(path))
                .collect::<Result<Vec<_>, _>>()?;
            let answers = session.submit(&submissions, &mut |_| {})?;
            let names = Names::of_register(session.register());
            for (path, answer) in batch.iter().zip(&answers) {
                take_answer(
                    context,
                    &session,
                    answer,
                    Some(path.clone()),
                    &names,
                    &mut view,
                )?;
            }
            progress.at(((number + 1) * MAX_BATCH) as u64);
        }
        drop(progress);
        tell_submitted(context, view, Vec::new())
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
    Submission::from_bytes(&bytes).map_err(|error| {
        Problem::usage(format!(
            "{}: is no signed statement ({error}); `truceline show` tells what it is",
            path.display()
        ))
    })
}
