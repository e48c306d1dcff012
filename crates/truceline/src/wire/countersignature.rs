//! Which of the records that a view cites need another party's countersignature, and lack it.
//!
//! Where the centre belongs to a belligerent, what it enters for others and what it erases is shown as
//! lacking another party's countersignature until it has one: in every view, beside whatever cites such a
//! record. One type says it everywhere.

use crate::names::Names;
use serde::Serialize;
use truceline_register::codec::record::Record;
use truceline_register::countersignature::OtherParty;
use truceline_register::ids::LogIndex;
use truceline_register::vocabulary::Flag;
use utoipa::ToSchema;

/// Whether what is shown beside this has the countersignature of another party that it needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct CountersignatureView {
    /// The belligerent centre's records that lack it, as far as is known here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lacking: Vec<LogIndex>,
    /// Those that have it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<GivenView>,
}

/// A countersignature that was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct GivenView {
    /// To which record.
    pub to: LogIndex,
    /// In which record.
    pub by: LogIndex,
}

impl CountersignatureView {
    /// Of the records that a view cites; nothing where none of them needs one.
    #[must_use]
    pub fn of(records: impl IntoIterator<Item = LogIndex>, names: &Names) -> Option<Self> {
        let mut view = Self::default();
        for (to, state) in records
            .into_iter()
            .filter_map(|record| names.countersignature(record))
        {
            match state {
                OtherParty::Lacking if !view.lacking.contains(&to) => view.lacking.push(to),
                OtherParty::Given { by } => {
                    let given = GivenView { to, by };
                    if !view.given.contains(&given) {
                        view.given.push(given);
                    }
                }
                OtherParty::Lacking => {}
            }
        }
        (view != Self::default()).then_some(view)
    }

    /// Of one record that is at hand, with or without a register: what it says itself, where nothing else
    /// is known.
    #[must_use]
    pub fn of_record(record: &Record, names: &Names) -> Option<Self> {
        let known = Self::of([record.index], names);
        let awaits = record.part.flags.contains(&Flag::AwaitsCountersignature);
        known.or_else(|| {
            awaits.then(|| Self {
                lacking: vec![record.index],
                given: Vec::new(),
            })
        })
    }

    /// What stands behind a line of text; nothing where nothing is lacking.
    #[must_use]
    pub fn mark(view: Option<&Self>) -> &'static str {
        match view {
            Some(view) if !view.lacking.is_empty() => "  LACKS ANOTHER PARTY'S COUNTERSIGNATURE",
            _ => "",
        }
    }
}
