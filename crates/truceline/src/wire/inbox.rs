//! A party's numbered inbox, with what the party said of each item.

use super::record::RecordLine;
use crate::exit::Problem;
use crate::names::{Named, Names};
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

/// Where the records come from.
pub type Records<'a> = &'a dyn Fn(LogIndex) -> Result<Record, Problem>;

/// The items of a party's inbox, all or those that are not acknowledged.
///
/// # Errors
/// [`Problem`]: a record cannot be read.
pub fn items(
    register: &Register,
    at: Standpoint,
    party: PartyId,
    only_open: bool,
    names: &Names,
    records: Records<'_>,
) -> Result<Vec<ItemView>, Problem> {
    let inbox = register.ladder.inbox(party, at.known_at);
    let mut views = Vec::new();
    for item in inbox {
        let Some(rung) = ladder::of(register, item.record, at)
            .into_iter()
            .find(|rung| rung.to == party)
        else {
            continue;
        };
        if only_open && rung.is_acknowledged() {
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
                .map(|words| format!(": {words}"))
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
