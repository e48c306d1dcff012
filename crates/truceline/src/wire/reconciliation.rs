//! Reconciliations: two lists with the class of every entry, what was judged by whom, and what is proposed.
//!
//! *Matched* is never shown without what it means, and a score never without its reasons.

use super::allegation::what;
use super::{Lens, Sealed, time};
use crate::names::{Named, Names};
use serde::Serialize;
use truceline_register::allegation::AllegationRef;
use truceline_register::codec::disclosure::Label;
use truceline_register::codec::record::Signer;
use truceline_register::ids::LogIndex;
use truceline_register::reconciliation::history::{
    Class, Classes, Dispute, Judged, Proposals, Reconciliation, Undone,
};
use truceline_register::reconciliation::{
    EntryDisputed, EntryVersion, JudgementUndone, PairJudged, PairWord, Proposed,
    ReconciliationOpened, Side,
};
use truceline_register::register::Register;
use truceline_register::register::said::Told;
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
    /// `contested`, `rejected`, `withdrawn`: by others, or its maker.
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
    /// Violations whose account cannot be read, of whatever day, and are not in the list.
    pub untold: u32,
    /// Its entries, as they were listed.
    pub entries: Vec<ListEntryView>,
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

fn person(signer: &Signer) -> String {
    signer.person.to_string()
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

impl EntryCountsView {
    const fn of(classes: &Classes) -> Self {
        Self {
            listed: classes.listed,
            matched: classes.matched,
            only: classes.only,
            disputed: classes.disputed,
        }
    }

    fn text(&self) -> String {
        format!(
            "{} listed = {} matched + {} only there + {} disputed",
            self.listed, self.matched, self.only, self.disputed
        )
    }
}

impl UndoneView {
    fn of(undone: &Undone) -> Self {
        Self {
            record: undone.record,
            person: person(&undone.by),
            reason: undone.reason.value().cloned(),
            heard_at: time(undone.received_at),
        }
    }
}

impl JudgementView {
    fn of_pair(judged: &Judged, known_at: LogIndex) -> Self {
        let undone = judged.undone.as_ref();
        Self {
            record: judged.record,
            person: person(&judged.by),
            word: judged.word.word(),
            one: Some(version(judged.one)),
            other: Some(version(judged.other)),
            entry: None,
            proposed: judged.proposed.value().map(ProposedView::of),
            text: judged.text.value().cloned(),
            heard_at: time(judged.received_at),
            undone: undone
                .filter(|undone| undone.record < known_at)
                .map(UndoneView::of),
        }
    }

    fn of_dispute(dispute: &Dispute, known_at: LogIndex) -> Self {
        let undone = dispute.undone.as_ref();
        Self {
            record: dispute.record,
            person: person(&dispute.by),
            word: "disputed",
            one: None,
            other: None,
            entry: Some(dispute.entry.to_string()),
            proposed: None,
            text: match &dispute.reason {
                Told::Value(reason) => Some(reason.clone()),
                Told::Nothing | Told::Erased => None,
            },
            heard_at: time(dispute.received_at),
            undone: undone
                .filter(|undone| undone.record < known_at)
                .map(UndoneView::of),
        }
    }

    fn text(&self) -> String {
        let what = match (&self.one, &self.other, &self.entry) {
            (Some(one), Some(other), _) => format!("{} and {}", one.id, other.id),
            (_, _, Some(entry)) => entry.clone(),
            _ => String::new(),
        };
        let score = self.proposed.as_ref().map(|proposed| {
            let reasons = proposed.reasons.join("; ");
            format!(", proposed with {} of 1000 ({reasons})", proposed.score)
        });
        let why = self.text.as_ref().map(|text| format!(" \"{text}\""));
        let undone = self.undone.as_ref().map(|undone| {
            let reason = undone
                .reason
                .as_ref()
                .map(|reason| format!(" \"{reason}\""));
            let reason = reason.unwrap_or_default();
            format!(
                "; taken back in record {} by {}{reason}",
                undone.record, undone.person
            )
        });
        format!(
            "{:>6}  {}: {what}{}{}, by {} at {}{}\n",
            self.record,
            self.word,
            score.unwrap_or_default(),
            why.unwrap_or_default(),
            self.person,
            self.heard_at,
            undone.unwrap_or_default()
        )
    }
}

impl ListEntryView {
    fn text(&self) -> String {
        let with = self.with.as_ref().map(|with| format!(" with {with}"));
        let flags = match self.flags.is_empty() {
            true => String::new(),
            false => format!("; {}", self.flags.join(", ")),
        };
        let corrected = self
            .corrected_in
            .map(|record| format!("; corrected since, in record {record}"));
        format!(
            "  {} {}: {}{}{}{flags}\n",
            self.id,
            self.kind,
            self.class,
            with.unwrap_or_default(),
            corrected.unwrap_or_default()
        )
    }
}

impl EntriesView {
    fn of(
        known: &Reconciliation,
        side: Side,
        (register, names): (&Register, &Names),
        known_at: LogIndex,
    ) -> Self {
        let party = known.maker(side);
        let unlisted = known.unlisted(side, known_at);
        let mut counts = Classes::default();
        let mut entries = Vec::new();
        for (entry, class) in known.classes(side, known_at) {
            counts.add(class);
            let about = AllegationRef {
                party,
                id: entry.id,
            };
            let standing = known.standing(register, about, known_at);
            let (word, with, by_record) = match class {
                Class::Matched { with, record } => {
                    ("matched", Some(with.to_string()), Some(record))
                }
                Class::Only => ("only", None, None),
                Class::Disputed { record } => ("disputed", None, Some(record)),
            };
            let mut flags = Vec::new();
            let mut current = None;
            if let Some(standing) = &standing {
                let set = [
                    (standing.is_contested(), "contested"),
                    (standing.is_rejected(), "rejected"),
                    (standing.withdrawn.is_some(), "withdrawn"),
                ];
                flags.extend(set.iter().filter(|(is, _)| *is).map(|(_, flag)| *flag));
                current = Some(standing.version);
            }
            entries.push(ListEntryView {
                id: entry.id.to_string(),
                listed_as: entry.record,
                corrected_in: current
                    .map(|version| version.record)
                    .filter(|record| *record != entry.record),
                kind: current.map_or("not-told", |version| what(version.what)),
                class: word,
                with,
                by_record,
                flags,
            });
        }
        Self {
            party: names.party(party),
            counts: EntryCountsView::of(&counts),
            unplaced: unlisted.unplaced,
            untold: unlisted.untold,
            entries,
        }
    }
}

impl StandingReconciliationView {
    /// The view of a reconciliation after the first `known_at` records; nothing before it was opened.
    #[must_use]
    pub fn of(
        known: &Reconciliation,
        (register, names): (&Register, &Names),
        known_at: LogIndex,
    ) -> Option<Self> {
        let listed_at = known.listing(known_at)?.record;
        let judged = known.judged().iter();
        let disputes = known.disputes().iter();
        let mut judgements: Vec<JudgementView> = judged
            .map(|judged| JudgementView::of_pair(judged, known_at))
            .chain(disputes.map(|dispute| JudgementView::of_dispute(dispute, known_at)))
            .filter(|judgement| judgement.record < known_at)
            .collect();
        judgements.sort_by_key(|judgement| judgement.record);
        let sides = [Side::One, Side::Other];
        Some(Self {
            party: names.party(known.about.party),
            said: ReconciliationView::of(&known.said, names),
            known_at,
            record: known.listings().first()?.record,
            listed_at,
            lists: sides
                .map(|side| EntriesView::of(known, side, (register, names), known_at))
                .into(),
            judgements,
            counts_as: WHAT_MATCHED_MEANS,
        })
    }

    /// In one line.
    #[must_use]
    pub fn line(&self) -> String {
        let lists: Vec<String> = self
            .lists
            .iter()
            .map(|list| format!("{}: {}", list.party.short(), list.counts.text()))
            .collect();
        format!(
            "{:>6}  {} {}, {} to {}; {}\n",
            self.record,
            self.said.id,
            self.said.zone.short(),
            self.said.from,
            self.said.until,
            lists.join("; ")
        )
    }

    /// All of it.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = self.line();
        for list in &self.lists {
            text += &format!("{} lists\n", list.party.short());
            text.extend(list.entries.iter().map(ListEntryView::text));
            text += &format!(
                "  beside the list: {} with neither zone nor place, {} that cannot be read\n",
                list.unplaced, list.untold
            );
        }
        if !self.judgements.is_empty() {
            text += "judged\n";
        }
        text.extend(self.judgements.iter().map(JudgementView::text));
        text + self.counts_as + "\n"
    }
}

impl ProposalView {
    /// The view of what is proposed.
    #[must_use]
    pub fn of(
        known: &Reconciliation,
        proposals: &Proposals,
        threshold: u16,
        known_at: LogIndex,
    ) -> Self {
        let pairs = proposals.proposal.pairs.iter().filter_map(|pair| {
            let one = proposals.one.get(pair.candidate.one)?;
            let other = proposals.other.get(pair.candidate.other)?;
            Some(PairView {
                one: version(*one),
                other: version(*other),
                proposed: ProposedView::of(&Proposed::of(&pair.candidate.reasons)),
                rivals: pair.rivals,
            })
        });
        Self {
            reconciliation: known.about.id.to_string(),
            known_at,
            threshold,
            pairs: pairs.collect(),
            not_compared: proposals
                .not_compared
                .iter()
                .map(|(_, id)| id.to_string())
                .collect(),
            counts_as: WHAT_MATCHED_MEANS,
        }
    }

    /// For people.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for pair in &self.pairs {
            let rivals = match pair.rivals {
                0 => String::new(),
                rivals => format!("; {rivals} others come close: look at them, too"),
            };
            text += &format!(
                "{:>4}  {} and {}{rivals}\n",
                pair.proposed.score, pair.one.id, pair.other.id
            );
            for reason in &pair.proposed.reasons {
                text += &format!("        {reason}\n");
            }
        }
        if self.pairs.is_empty() {
            text += &format!("no pair reaches {} of 1000\n", self.threshold);
        }
        for id in &self.not_compared {
            text += &format!("not compared, it gives no place or cannot be read: {id}\n");
        }
        text + self.counts_as + "\n"
    }
}
