//! A party's numbered inbox, with what the party said of each item.

use super::record::RecordLine;
use crate::exit::Problem;
use crate::names::{Named, Names};
use crate::render::one_line;
use serde::Serialize;
use truceline_register::codec::record::Record;
use truceline_register::ids::{LogIndex, PartyId};
use truceline_register::ladder;
use truceline_register::register::{Register, Standpoint};
use utoipa::ToSchema;

/// An item.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ItemView {
    /// Its number, counted from 1 without gaps.
    pub number: u64,
    /// How exactly it was told.
    pub resolution: &'static str,
    /// What it tells of.
    #[serde(flatten)]
    pub record: RecordLine,
    /// How far the party says that it has come.
    pub steps: Vec<StepView>,
    /// Which expected steps are missing.
    pub missing: Vec<&'static str>,
}

/// A step that the recipient claims.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StepView {
    /// Which.
    pub step: &'static str,
    /// When the register heard it.
    pub at: String,
    /// At which desk.
    pub desk: Named,
    /// To whom, the question or the reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Which items.
#[derive(Clone, Copy, Debug)]
pub struct Select {
    /// Only those that are not acknowledged.
    pub only_open: bool,
    /// After this number.
    pub after: u64,
    /// So many at most.
    pub limit: usize,
}

impl Select {
    /// All, or all that are not acknowledged.
    #[must_use]
    pub const fn all(only_open: bool) -> Self {
        Self {
            only_open,
            after: 0,
            limit: usize::MAX,
        }
    }
}

/// Where the records come from.
pub type Records<'a> = &'a dyn Fn(LogIndex) -> Result<Record, Problem>;

/// Items of a party's inbox.
///
/// # Errors
/// [`Problem`]: a record cannot be read.
pub fn items(
    register: &Register,
    at: Standpoint,
    party: PartyId,
    select: Select,
    names: &Names,
    records: Records<'_>,
) -> Result<Vec<ItemView>, Problem> {
    let inbox = register.ladder.inbox(party, at.known_at);
    let mut views = Vec::new();
    for item in inbox.iter().filter(|item| item.number > select.after) {
        if views.len() >= select.limit {
            break;
        }
        let Some(rung) = ladder::of(register, item.record, at)
            .into_iter()
            .find(|rung| rung.to == party && rung.item.number == item.number)
        else {
            continue;
        };
        if select.only_open && rung.is_acknowledged() {
            continue;
        }
        let record = records(item.record)?;
        let steps = rung.steps.iter().map(|step| StepView {
            step: step.step.word(),
            at: step.received_at.to_string(),
            desk: names.desk(step.desk),
            text: step.text.value().cloned(),
        });
        views.push(ItemView {
            number: item.number,
            resolution: item.resolution.word(),
            record: RecordLine::of(&record, names),
            steps: steps.collect(),
            missing: rung.missing().iter().map(|step| step.word()).collect(),
        });
    }
    Ok(views)
}

/// As text for a person.
#[must_use]
pub fn text(items: &[ItemView]) -> String {
    let mut text = String::new();
    for item in items {
        text += &format!(
            "{:>5}  [{}]{}\n",
            item.number,
            item.resolution,
            item.record.text()
        );
        for step in &item.steps {
            let words = step
                .text
                .as_ref()
                .map(|words| format!(": {}", one_line(words)))
                .unwrap_or_default();
            text += &format!(
                "         {} at {} by {}{words}\n",
                step.step,
                step.at,
                step.desk.short()
            );
        }
    }
    if items.is_empty() {
        "nothing in the inbox\n".to_owned()
    } else {
        text
    }
}
