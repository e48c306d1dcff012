//! What came of what was said: each answer with its receipt, what was recorded before a problem, what was refused.

use crate::cli::context::{Context, complain};
use crate::cli::flags::ReadBack;
use crate::exit::{Done, Exit, Problem};
use crate::file;
use crate::house::House;
use crate::names::Names;
use crate::wire::receipt::SubmittedView;
use serde::Serialize;
use std::path::PathBuf;
use truceline_engine::writer::Answer;
use truceline_register::ids::LogIndex;

/// A problem amid several statements: how many stand in the log all the same.
#[must_use]
pub fn in_part(view: &SubmittedView, all: usize, problem: Problem) -> Problem {
    let recorded = view.admitted.len();
    let Some(last) = view.admitted.last() else {
        return problem;
    };
    let others = all.saturating_sub(recorded + view.refused.len());
    Problem {
        what: format!(
            "{recorded} of {all} are recorded, the last at index {}; of the other {others}: {}",
            last.index, problem.what
        ),
        ..problem
    }
}

/// Takes one answer into a view, and writes its receipt where receipts are wanted.
///
/// # Errors
/// [`Problem`]: the record cannot be read, or the receipt cannot be written.
pub fn take_answer(
    context: &Context,
    house: &House,
    answer: &Answer,
    file: Option<PathBuf>,
    names: &Names,
    view: &mut SubmittedView,
) -> Result<(), Problem> {
    let index = match answer {
        Answer::Admitted { index } | Answer::Repeated { index } => *index,
        Answer::Refused { .. } => {
            view.take(answer.clone(), None, file, None, names);
            return Ok(());
        }
    };
    let stands = |what: &str, problem: Problem| {
        let what = format!(
            "it stands in the log at index {index}, do not say it again; {what}: {}",
            problem.what
        );
        Problem { what, ..problem }
    };
    let record = house
        .record(index)
        .map_err(|problem| stands("it cannot be read back", problem))?;
    let receipt = write_receipt(context, house, index).map_err(|problem| {
        let again = format!("its receipt was not written (`truceline receipt {index}` makes it)");
        stands(&again, problem)
    })?;
    view.take(answer.clone(), Some(&record), file, receipt, names);
    Ok(())
}

pub(super) fn write_receipt(
    context: &Context,
    house: &House,
    index: LogIndex,
) -> Result<Option<PathBuf>, Problem> {
    let Some(folder) = &context.receipts else {
        return Ok(None);
    };
    let path = folder.join(format!("{index}.receipt"));
    if path.exists() {
        return Ok(Some(path));
    }
    file::write_public(&path, house.receipt(index)?.as_bytes())?;
    Ok(Some(path))
}

/// Most indexes named where what was recorded could not be shown.
const MAX_UNHEARD: usize = 20;

/// A problem of the output after something was recorded: what stands in the log is not to be said again.
#[must_use]
pub fn unheard(problem: Problem, indexes: &[String]) -> Problem {
    let more = if indexes.len() > MAX_UNHEARD {
        ", …"
    } else {
        ""
    };
    let shown: Vec<&str> = indexes
        .iter()
        .take(MAX_UNHEARD)
        .map(String::as_str)
        .collect();
    Problem {
        what: format!(
            "{}; what was said stands in the log at index {}{more}: do not say it again",
            problem.what,
            shown.join(", ")
        ),
        ..problem
    }
}

/// Tells what was recorded, and complains of what was refused.
///
/// # Errors
/// [`Problem`]: the first refusal.
pub fn tell_submitted(context: &Context, view: SubmittedView, read_back: Vec<ReadBack>) -> Done {
    #[derive(Serialize)]
    struct Told<'a> {
        #[serde(flatten)]
        view: &'a SubmittedView,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        read_back: Vec<ReadBack>,
    }
    let told = Told {
        view: &view,
        read_back,
    };
    if !view.admitted.is_empty() {
        context
            .tell(&told, || {
                let back: String = told
                    .read_back
                    .iter()
                    .map(|back| format!("read back: {}\n", back.text()))
                    .collect();
                back + &view.text()
            })
            .map_err(|problem| {
                let indexes: Vec<String> = view
                    .admitted
                    .iter()
                    .map(|one| one.index.to_string())
                    .collect();
                unheard(problem, &indexes)
            })?;
    }
    let mut refused = view.refused.into_iter();
    let Some(first) = refused.next() else {
        return Ok(Exit::Done);
    };
    let name = |file: &Option<PathBuf>, problem: Problem| match file {
        Some(path) => Problem {
            what: format!("{}: {}", path.display(), problem.what),
            ..problem
        },
        None => problem,
    };
    for other in refused {
        complain(&name(&other.file, other.problem));
    }
    Err(name(&first.file, first.problem))
}
