//! A problem as the server sends it: RFC 9457 with a stable code.

use crate::exit::Problem;
use crate::http::problem::of;
use serde::{Deserialize, Serialize};
use truceline_register::ids::LogIndex;
use utoipa::ToSchema;

/// Types of problems are names, not places to look something up.
const TYPE: &str = "urn:truceline:problem:";

/// A problem, for whoever sent the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProblemDocument {
    /// `urn:truceline:problem:` and the code.
    #[serde(rename = "type")]
    #[schema(example = "urn:truceline:problem:not-the-owner")]
    pub kind: String,
    /// What kind of thing it is; the same words for every problem of the code.
    pub title: String,
    /// The HTTP status.
    #[schema(example = 403)]
    pub status: u16,
    /// What is wrong here, and what to do. Never a position.
    pub detail: String,
    /// The stable code.
    #[schema(example = "not-the-owner")]
    pub code: String,
    /// After how many seconds the same may be tried again, where that helps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_s: Option<u32>,
    /// Of a statement whose refusal is on record: where that stands in the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<LogIndex>,
}

impl ProblemDocument {
    /// The document of a problem.
    #[must_use]
    pub fn of(problem: &Problem) -> Self {
        let row = of(&problem.code);
        Self {
            kind: format!("{TYPE}{}", row.code),
            title: row.title.to_owned(),
            status: row.status,
            detail: problem.what.clone(),
            code: row.code.to_owned(),
            retry_after_s: row.retry_s,
            index: problem.index,
        }
    }

    /// The problem of a document, as the client's command meets it.
    #[must_use]
    pub fn into_problem(self) -> Problem {
        let exit = of(&self.code).exit;
        Problem::new(exit, &self.code, self.detail).on_record_at(self.index)
    }
}

/// A request that is not as the API describes it.
#[must_use]
pub fn usage(what: impl Into<String>) -> Problem {
    Problem::usage(what)
}
