//! Reconciliations: two lists with the class of every entry, what was judged by whom, and what is proposed.
//!
//! *Matched* is never shown without what it means, and a score never without its reasons.

mod standing;

use super::{Lens, Sealed, time};
use crate::names::{Named, Names};
use serde::Serialize;
use truceline_register::codec::disclosure::Label;
use truceline_register::ids::LogIndex;
use truceline_register::reconciliation::{
    EntryDisputed, EntryVersion, JudgementUndone, PairJudged, PairWord, Proposed,
    ReconciliationOpened,
};
use utoipa::ToSchema;

/// The same under each.
pub const WHAT_MATCHED_MEANS: &str = "matched: a person holds two entries to be about the same event; it makes nothing in either an agreed fact";

/// Two lists are set side by side.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReconciliationView {
    /// The opener's id for it.
    pub id: String,
    /// Whose the first list is.
    pub one: Named,
    /// Whose the second list is.
    pub other: Named,
    /// Of which zone.
    pub zone: Named,
    /// Entries that begin from here on.
    pub from: String,
    /// And before this.
    pub until: String,
}

/// An entry as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct EntryVersionView {
    /// The maker's id of the allegation.
    pub id: String,
    /// The record that tells it so.
    pub record: LogIndex,
}

/// A pair as it was proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProposedView {
    /// 0 to 1000.
    pub score: u16,
    /// One for each thing that was compared.
    pub reasons: Vec<String>,
}

/// A person says what two entries are to each other.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PairJudgedView {
    /// In which reconciliation.
    pub reconciliation: String,
    /// The entry of the first list.
    pub one: EntryVersionView,
    /// The entry of the second list.
    pub other: EntryVersionView,
    /// `matched` or `not-the-same`.
    pub word: &'static str,
    /// What was proposed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposed: Option<Sealed<ProposedView>>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Sealed<String>>,
}

/// What was said of a pair or an entry is taken back.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct JudgementUndoneView {
    /// In which reconciliation.
    pub reconciliation: String,
    /// What which record says.
    pub record: LogIndex,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Sealed<String>>,
}

/// An entry is set apart.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EntryDisputedView {
    /// In which reconciliation.
    pub reconciliation: String,
    /// Of which list: `one` or `other`.
    pub side: &'static str,
    /// Which.
    pub entry: String,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Sealed<String>>,
}

/// How many entries of a list are in each class; they add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct EntryCountsView {
    /// Entries of the list.
    pub listed: u32,
    /// Matched.
    pub matched: u32,
    /// In this list only.
    pub only: u32,
    /// Disputed.
    pub disputed: u32,
}

/// An entry of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ListEntryView {
    /// The maker's id of the allegation.
    pub id: String,
    /// The record as which it was listed.
    pub listed_as: LogIndex,
    /// The record that tells it now, where its maker corrected it since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrected_in: Option<LogIndex>,
    /// The kind, as its maker tells it now.
    pub kind: &'static str,
    /// `matched`, `only` or `disputed`.
    pub class: &'static str,
    /// With which entry of the other list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with: Option<String>,
    /// The record that says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_record: Option<LogIndex>,
    /// `contested`, `withdrawn`: by others, or its maker. No step is among them: a step stands with whose it is.
    pub flags: Vec<&'static str>,
}

/// One list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EntriesView {
    /// Whose.
    pub party: Named,
    /// How many in each class.
    pub counts: EntryCountsView,
    /// Violations of that time that say neither zone nor place, and are not in the list.
    pub unplaced: u32,
    /// Violations heard since that time began whose account cannot be read, and are not in the list.
    pub untold: u32,
    /// Its entries, as they were listed.
    pub entries: Vec<ListEntryView>,
}

/// How many entries one list has.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ListCountsView {
    /// Whose.
    pub party: Named,
    /// How many in each class.
    pub counts: EntryCountsView,
    /// Violations of that time that say neither zone nor place, and are not in the list.
    pub unplaced: u32,
    /// Violations heard since that time began whose account cannot be read, and are not in the list.
    pub untold: u32,
}

/// A reconciliation in a list: how many entries, not which. `…/{reconciliation}` shows them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReconciliationCountsView {
    /// Whose.
    pub party: Named,
    /// What is set side by side.
    #[serde(flatten)]
    pub said: ReconciliationView,
    /// After how many records.
    pub known_at: LogIndex,
    /// The record that opened it.
    pub record: LogIndex,
    /// The record that last put entries into the lists.
    pub listed_at: LogIndex,
    /// There are more entries than were taken in: it is to be opened again.
    pub more: bool,
    /// Both lists.
    pub lists: Vec<ListCountsView>,
    /// The same under each.
    pub counts_as: &'static str,
}

/// That something was taken back.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UndoneView {
    /// The record that says so.
    pub record: LogIndex,
    /// The person who signed.
    pub person: String,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When the register heard it.
    pub heard_at: String,
}

/// What a person held of two entries, or of one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct JudgementView {
    /// The record that says so.
    pub record: LogIndex,
    /// The person who signed.
    pub person: String,
    /// `matched`, `not-the-same` or `disputed`.
    pub word: &'static str,
    /// The entry of the first list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one: Option<EntryVersionView>,
    /// The entry of the second list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<EntryVersionView>,
    /// The entry that is disputed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// What was proposed; absent where the person found it without a proposal, or it is erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposed: Option<ProposedView>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// When the register heard it.
    pub heard_at: String,
    /// That it was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undone: Option<UndoneView>,
}

/// A reconciliation as it stood at a size of the log.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StandingReconciliationView {
    /// Whose.
    pub party: Named,
    /// What is set side by side.
    #[serde(flatten)]
    pub said: ReconciliationView,
    /// After how many records.
    pub known_at: LogIndex,
    /// The record that opened it.
    pub record: LogIndex,
    /// The record that last put entries into the lists.
    pub listed_at: LogIndex,
    /// There are more entries than were taken in: it is to be opened again.
    pub more: bool,
    /// Both lists.
    pub lists: Vec<EntriesView>,
    /// Everything that was judged, taken back or not, in the order it was said.
    pub judgements: Vec<JudgementView>,
    /// The same under each.
    pub counts_as: &'static str,
}

/// A pair that is proposed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PairView {
    /// The entry of the first list.
    pub one: EntryVersionView,
    /// The entry of the second list.
    pub other: EntryVersionView,
    /// The score and its reasons.
    #[serde(flatten)]
    pub proposed: ProposedView,
    /// How many other candidates of either entry come close to it.
    pub rivals: u32,
}

/// What is proposed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalView {
    /// Of which reconciliation.
    pub reconciliation: String,
    /// After how many records.
    pub known_at: LogIndex,
    /// From which score on.
    pub threshold: u16,
    /// Pairs, best first.
    pub pairs: Vec<PairView>,
    /// Entries that give no place, or cannot be read, and so were not compared.
    pub not_compared: Vec<String>,
    /// The same under each.
    pub counts_as: &'static str,
}

fn version(entry: EntryVersion) -> EntryVersionView {
    EntryVersionView {
        id: entry.id.to_string(),
        record: entry.record,
    }
}

impl ProposedView {
    fn of(proposed: &Proposed) -> Self {
        Self {
            score: proposed.score,
            reasons: proposed.reasons.clone(),
        }
    }
}

impl ReconciliationView {
    /// The view of an opening.
    #[must_use]
    pub fn of(body: &ReconciliationOpened, names: &Names) -> Self {
        Self {
            id: body.id.to_string(),
            one: names.party(body.one),
            other: names.party(body.other),
            zone: names.zone(body.zone),
            from: time(body.window.start()),
            until: time(body.window.end()),
        }
    }
}

impl PairJudgedView {
    /// The view of a judgement.
    #[must_use]
    pub fn of(body: &PairJudged, lens: &Lens<'_>) -> Self {
        Self {
            reconciliation: body.about.to_string(),
            one: version(body.one),
            other: version(body.other),
            word: body.word.word(),
            proposed: lens.open(body.proposed, Label::Details, ProposedView::of),
            text: lens.text(body.text),
        }
    }
}

impl JudgementUndoneView {
    /// The view of what is taken back.
    #[must_use]
    pub fn of(body: &JudgementUndone, lens: &Lens<'_>) -> Self {
        Self {
            reconciliation: body.about.to_string(),
            record: body.record,
            reason: lens.text(body.reason),
        }
    }
}

impl EntryDisputedView {
    /// The view of a dispute.
    #[must_use]
    pub fn of(body: &EntryDisputed, lens: &Lens<'_>) -> Self {
        Self {
            reconciliation: body.about.to_string(),
            side: body.side.word(),
            entry: body.entry.to_string(),
            reason: lens.text(Some(body.reason)),
        }
    }
}

/// An opening in one line.
#[must_use]
pub fn line(body: &ReconciliationOpened, names: &Names) -> String {
    format!(
        "sets the lists of {} and {} side by side: {}",
        names.party(body.one).short(),
        names.party(body.other).short(),
        body.id
    )
}

/// A judgement in one line.
#[must_use]
pub fn line_of_pair(body: &PairJudged) -> String {
    let what = match body.word {
        PairWord::Matched => "holds to be about the same event",
        PairWord::NotTheSame => "holds to be about two events",
    };
    format!("{what}: {} and {}", body.one.id, body.other.id)
}
