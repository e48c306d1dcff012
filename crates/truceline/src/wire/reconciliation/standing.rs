//! How a reconciliation stands, and what is proposed in it.

use super::{
    EntriesView, EntryCountsView, JudgementView, ListCountsView, ListEntryView, PairView,
    ProposalView, ProposedView, ReconciliationCountsView, ReconciliationView,
    StandingReconciliationView, UndoneView, WHAT_MATCHED_MEANS, version,
};
use crate::names::{Named, Names};
use crate::render::one_line;
use crate::wire::allegation::what;
use crate::wire::time;
use truceline_register::allegation::AllegationRef;
use truceline_register::codec::record::Signer;
use truceline_register::ids::LogIndex;
use truceline_register::reconciliation::history::{
    Class, Classes, Dispute, Judged, Proposals, Reconciliation, Undone,
};
use truceline_register::reconciliation::{Proposed, Side};
use truceline_register::register::Register;
use truceline_register::register::said::Told;

fn person(signer: &Signer) -> String {
    signer.person.to_string()
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
            let reasons = one_line(&proposed.reasons.join("; "));
            format!(", proposed with {} of 1000 ({reasons})", proposed.score)
        });
        let why = self
            .text
            .as_ref()
            .map(|text| format!(" \"{}\"", one_line(text)));
        let undone = self.undone.as_ref().map(|undone| {
            let reason = undone
                .reason
                .as_ref()
                .map(|reason| format!(" \"{}\"", one_line(reason)));
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

impl ReconciliationCountsView {
    /// The view of a reconciliation after the first `known_at` records; nothing before it was opened.
    #[must_use]
    pub fn of(known: &Reconciliation, names: &Names, known_at: LogIndex) -> Option<Self> {
        let listed_at = known.listing(known_at)?.record;
        let list = |side| {
            let unlisted = known.unlisted(side, known_at);
            ListCountsView {
                party: names.party(known.maker(side)),
                counts: EntryCountsView::of(&known.counts(side, known_at)),
                unplaced: unlisted.unplaced,
                untold: unlisted.untold,
            }
        };
        Some(Self {
            party: names.party(known.about.party),
            said: ReconciliationView::of(&known.said, names),
            known_at,
            record: known.listings().first()?.record,
            listed_at,
            more: known.has_more(known_at),
            lists: [Side::One, Side::Other].map(list).into(),
            counts_as: WHAT_MATCHED_MEANS,
        })
    }

    /// In one line.
    #[must_use]
    pub fn line(&self) -> String {
        let lists = self.lists.iter().map(|list| (&list.party, &list.counts));
        line(self.record, &self.said, lists, self.more)
    }
}

fn line<'a>(
    record: LogIndex,
    said: &ReconciliationView,
    lists: impl Iterator<Item = (&'a Named, &'a EntryCountsView)>,
    more: bool,
) -> String {
    let lists: Vec<String> = lists
        .map(|(party, counts)| format!("{}: {}", party.short(), counts.text()))
        .collect();
    let more = match more {
        true => "; THERE ARE MORE ENTRIES, open it again",
        false => "",
    };
    format!(
        "{record:>6}  {} {}, {} to {}; {}{more}\n",
        said.id,
        said.zone.short(),
        said.from,
        said.until,
        lists.join("; ")
    )
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
            more: known.has_more(known_at),
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
        let lists = self.lists.iter().map(|list| (&list.party, &list.counts));
        line(self.record, &self.said, lists, self.more)
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
                text += &format!("        {}\n", one_line(reason));
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
