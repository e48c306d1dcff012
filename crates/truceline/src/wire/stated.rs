//! What the server answers to submitted statements.

use super::check::AnswerView;
use super::problem::ProblemDocument;
use super::receipt::AdmittedView;
use crate::exit::Problem;
use serde::Serialize;
use truceline_register::check::CAVEAT;
use truceline_register::ids::LogIndex;
use utoipa::ToSchema;

/// The answers to everything submitted at once, in its order.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StatementsView {
    /// One for each submission.
    pub statements: Vec<StatedView>,
    /// The same under every result.
    pub caveat: &'static str,
}

/// The answer to one submission.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct StatedView {
    /// Its place in the log; of a refusal, where that stands, if it is on record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<LogIndex>,
    /// It was there before.
    pub repeated: bool,
    /// The receipt, a C2SP tlog-proof: it proves submission and is no permit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// What the register noticed and answers; for requests signed by the same party, and for the centre.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<ToldWriter>,
    /// Why it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<ProblemDocument>,
}

/// What the writer of a record is told.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ToldWriter {
    /// The record.
    pub record: AdmittedView,
    /// Of a check, its outcome.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<AnswerView>,
}

impl StatementsView {
    /// No answers yet.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            statements: Vec::new(),
            caveat: CAVEAT,
        }
    }

    /// As text for a person.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text: String = self.statements.iter().map(StatedView::text).collect();
        text += self.caveat;
        text + "\n"
    }
}

impl Default for StatementsView {
    fn default() -> Self {
        Self::new()
    }
}

impl StatedView {
    /// It stands in the log.
    #[must_use]
    pub fn recorded(index: LogIndex, repeated: bool, receipt: Option<String>) -> Self {
        Self {
            index: Some(index),
            repeated,
            receipt,
            ..Self::default()
        }
    }

    /// It was refused.
    #[must_use]
    pub fn refused(problem: &Problem, index: Option<LogIndex>) -> Self {
        Self {
            index,
            problem: Some(ProblemDocument {
                index,
                ..ProblemDocument::of(problem)
            }),
            ..Self::default()
        }
    }

    fn text(&self) -> String {
        if let Some(problem) = &self.problem {
            return format!("{}: {}\n", problem.code, problem.detail);
        }
        match (&self.told, self.index) {
            (Some(told), _) => {
                let answer = told.answer.as_ref().map(AnswerView::text);
                told.record.text() + &answer.unwrap_or_default()
            }
            (None, Some(index)) => format!("recorded at index {index}\n"),
            (None, None) => String::new(),
        }
    }
}
