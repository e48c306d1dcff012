//! Line tests: what was sent, and who answered after how long.

use super::stop::AlertTrailView;
use super::time;
use crate::names::{Named, Names};
use serde::Serialize;
use truceline_register::ids::LogIndex;
use truceline_register::line::{LineTestRef, LineTestView, LineTested};
use utoipa::ToSchema;

/// A line test.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LineTestedView {
    /// The sender's id.
    pub id: String,
    /// To whom; empty means every other party.
    pub to: Vec<Named>,
}

/// An answer to a line test.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LineTestAnsweredView {
    /// Whose test.
    pub party: Named,
    /// Which.
    pub id: String,
}

/// A line test as it stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StandingLineTestView {
    /// Whose.
    pub party: Named,
    /// Which.
    pub id: String,
    /// The record.
    pub record: LogIndex,
    /// When the register heard it.
    pub heard_at: String,
    /// Who was asked.
    pub asked: Vec<AskedView>,
}

/// Somebody who was asked.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = LineAskedView)]
pub struct AskedView {
    /// Who.
    pub party: Named,
    /// From the alert to its answer.
    #[serde(flatten)]
    pub trail: AlertTrailView,
}

impl LineTestedView {
    /// The view of a test.
    #[must_use]
    pub fn of(body: &LineTested, names: &Names) -> Self {
        Self {
            id: body.id.to_string(),
            to: body.to.iter().map(|party| names.party(*party)).collect(),
        }
    }
}

impl LineTestAnsweredView {
    /// The view of an answer.
    #[must_use]
    pub fn of(body: LineTestRef, names: &Names) -> Self {
        Self {
            party: names.party(body.party),
            id: body.id.to_string(),
        }
    }
}

impl StandingLineTestView {
    /// The view of a test as it stands.
    #[must_use]
    pub fn of(view: &LineTestView<'_>, names: &Names) -> Self {
        let asked = view.asked.iter().map(|(party, trail)| AskedView {
            party: names.party(*party),
            trail: AlertTrailView::of(trail, names),
        });
        Self {
            party: names.party(view.test.about.party),
            id: view.test.about.id.to_string(),
            record: view.test.record,
            heard_at: time(view.test.received_at),
            asked: asked.collect(),
        }
    }

    /// As text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!(
            "{:>6}  {}  line test {} of {}\n",
            self.record,
            self.heard_at,
            self.id,
            self.party.short()
        );
        for one in &self.asked {
            text += &match (one.trail.after_seconds, &one.trail.answered_by) {
                (Some(after), Some(by)) => {
                    format!(
                        "    {} answered after {after}s, {}\n",
                        one.party.short(),
                        by.short()
                    )
                }
                _ => format!("    {} has not answered\n", one.party.short()),
            };
        }
        text
    }
}
