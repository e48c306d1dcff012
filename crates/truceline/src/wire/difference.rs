//! What an inquiry cites, and what two answers to one question differ in.

use super::inquiry::{InquiryView, PAST};
use crate::names::Names;
use serde::Serialize;
use std::collections::BTreeSet;
use truceline_register::ids::LogIndex;
use truceline_register::inquiry::difference::{Difference, Held};
use truceline_register::inquiry::{Inquiry, Report};
use truceline_register::presence::Source;
use utoipa::ToSchema;

/// What two answers to one question differ in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DifferenceView {
    /// Records counted in the first.
    pub first_known_at: LogIndex,
    /// Records counted in the second.
    pub second_known_at: LogIndex,
    /// Only in the second.
    pub added: Vec<String>,
    /// Only in the first.
    pub removed: Vec<String>,
    /// In both, and not the same.
    pub changed: Vec<String>,
}

/// What an inquiry is answered with.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum InquiryAnswer {
    /// What was known.
    Known(Box<InquiryView>),
    /// With `compare_with`: what changed between the two moments.
    Changed(DifferenceView),
}

impl InquiryAnswer {
    /// As text for a person.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Known(view) => view.text(),
            Self::Changed(view) => view.text(),
        }
    }
}

/// Every record that a report cites.
#[must_use]
pub fn cited(report: &Report) -> BTreeSet<LogIndex> {
    let mut cited = BTreeSet::new();
    for notified in &report.notifications {
        cited.extend(notified.standing.iter().map(|standing| standing.record));
        cited.extend(
            notified
                .ladder
                .iter()
                .flat_map(|rung| rung.steps.iter().map(|step| step.record)),
        );
        if let Some(view) = &notified.view {
            cited.extend(view.versions.iter().map(|version| version.record));
            cited.extend(view.reports.iter().map(|report| report.said.record));
            cited.extend(
                view.withdrawals
                    .iter()
                    .map(|withdrawn| withdrawn.said.record),
            );
            cited.extend(view.reconfirmations.iter().map(|again| again.said.record));
            cited.extend(view.contests.iter().map(|contest| contest.said.record));
        }
    }
    cited.extend(report.positions.iter().map(|standing| standing.record));
    cited.extend(report.undisclosed.iter().map(|told| told.record));
    for asked in &report.requests {
        cited.extend(asked.request.versions.iter().copied());
        cited.extend(asked.answers.iter().map(|answered| answered.record));
        cited.extend(
            asked
                .request
                .occurrences
                .iter()
                .filter_map(|occurrence| occurrence.overdue),
        );
    }
    cited.extend(
        report
            .declarations
            .iter()
            .map(|declaration| declaration.declared.record),
    );
    cited.extend(report.relayed.iter().map(|entry| entry.record));
    cited.extend(report.entered_later.iter().map(|entry| entry.record));
    for checked in &report.checks {
        cited.insert(checked.asked.record);
        cited.extend(checked.spoken.iter().map(|spoken| spoken.record));
    }
    for planned in &report.plans {
        cited.extend(planned.versions.iter().copied());
        cited.extend(planned.steps.iter().map(|step| step.record));
        cited.extend(planned.spoken.iter().map(|spoken| spoken.record));
        cited.extend(
            planned
                .alerts
                .iter()
                .flat_map(|owed| owed.taken.iter().map(|taken| taken.record)),
        );
    }
    cited.extend(
        report
            .sent_not_acknowledged
            .iter()
            .map(|(record, _)| *record),
    );
    cited
}

impl DifferenceView {
    /// The view of a difference.
    #[must_use]
    pub fn of(first: &Inquiry, second: &Inquiry, difference: &Difference, names: &Names) -> Self {
        let line =
            |(record, held): &(LogIndex, Held)| format!("{record}: {}", held_line(held, names));
        Self {
            first_known_at: first.known_at,
            second_known_at: second.known_at,
            added: difference.added.iter().map(line).collect(),
            removed: difference.removed.iter().map(line).collect(),
            changed: difference
                .changed
                .iter()
                .map(|(record, _, held)| format!("{record}: {}", held_line(held, names)))
                .collect(),
        }
    }

    /// As text for a person.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!(
            "INQUIRY into {PAST}\nfrom {} records known to {}\n",
            self.first_known_at, self.second_known_at
        );
        for (title, lines) in [
            ("came", &self.added),
            ("went", &self.removed),
            ("changed", &self.changed),
        ] {
            for line in lines {
                text += &format!("{title}: {line}\n");
            }
        }
        text
    }
}

fn held_line(held: &Held, names: &Names) -> String {
    match held {
        Held::Notified(notified) => {
            let states = notified.view.as_ref().map(|view| {
                view.states
                    .iter()
                    .map(|state| state.word())
                    .collect::<Vec<_>>()
                    .join(", ")
            });
            format!(
                "{} of {} ({})",
                notified.about.id,
                names.party(notified.about.party).short(),
                states.unwrap_or_default()
            )
        }
        Held::Position(standing) => match standing.source {
            Source::Answer {
                request,
                occurrence,
            } => {
                format!(
                    "a position of {} in the answer to {request} ({occurrence})",
                    names.party(standing.party).short()
                )
            }
            Source::Notification(about) => {
                format!("{} of {}", about.id, names.party(standing.party).short())
            }
        },
        Held::Undisclosed(told) => format!(
            "told by {} without a place",
            names.party(told.party).short()
        ),
        Held::Asked(asked) => format!(
            "request {} to {}",
            asked.request.id,
            names.party(asked.request.to).short()
        ),
        Held::Declared(declaration) => {
            format!(
                "declaration of {} for {}",
                names.party(declaration.declared.party).short(),
                declaration.declared.forces
            )
        }
        Held::Relayed(entry) => format!(
            "written down for {} ({})",
            names.party(entry.speaker).short(),
            entry.means
        ),
        Held::Checked(checked) => format!(
            "check {} of {}",
            checked.asked.check,
            names.party(checked.asked.party).short()
        ),
        Held::Planned(planned) => format!(
            "plan {} of {}",
            planned.plan.1,
            names.party(planned.plan.0).short()
        ),
    }
}
