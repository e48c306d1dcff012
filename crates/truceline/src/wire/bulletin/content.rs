//! The view of a content, and every figure of it in a row: what text, page and table all go through.

use super::{
    AnswerCountView, BesideView, BulletinContentView, BulletinFigureView, ClassesView,
    FigureRuleView, KindView, ListView, StepCountView, TAKES_NO_SIDE,
};
use crate::names::Named;
use crate::wire::allegation::{level, what};
use sha2::{Digest as _, Sha256};
use truceline_register::bulletin::content::{
    AnswerFigure, BesideFigure, Content, SideFigures, StepFigure,
};
use truceline_register::bulletin::rules::{self, Rule};
use truceline_register::codec::cbor::encode;
use truceline_register::ids::PartyId;
use truceline_register::reconciliation::history::Classes;

/// Those that a bulletin does not name.
const OTHERS: &str = "others, not named";

const fn figure(number: u32, rule: Rule) -> BulletinFigureView {
    BulletinFigureView {
        number,
        rule: rule.name,
    }
}

impl ClassesView {
    const fn of(classes: &Classes) -> Self {
        Self {
            listed: figure(classes.listed, rules::LISTED),
            matched: figure(classes.matched, rules::MATCHED),
            only: figure(classes.only, rules::ONLY),
            disputed: figure(classes.disputed, rules::DISPUTED),
        }
    }
}

impl BulletinContentView {
    /// The view of a content, under the names that it gives itself.
    #[must_use]
    pub fn of(content: &Content) -> Self {
        let named = |party: PartyId| Named {
            id: party.to_string(),
            name: content.name_of(party).map(str::to_owned),
        };
        let list = |side: &SideFigures| ListView {
            party: named(side.party),
            total: ClassesView::of(&side.total),
            kinds: side
                .kinds
                .iter()
                .map(|(kind, classes)| KindView {
                    kind: what(*kind),
                    classes: ClassesView::of(classes),
                })
                .collect(),
            contested: figure(side.contested, rules::CONTESTED),
            withdrawn: figure(side.withdrawn, rules::WITHDRAWN),
            corrected: figure(side.corrected, rules::CORRECTED),
            unplaced: figure(side.unplaced, rules::UNPLACED),
            untold: figure(side.untold, rules::UNTOLD),
        };
        let step = |step: &StepFigure| StepCountView {
            by: named(step.by),
            of: named(step.of),
            step: step.step.word(),
            level: level(step.step),
            entries: figure(step.number, rules::STEPS),
        };
        let answer = |answer: &AnswerFigure| AnswerCountView {
            by: named(answer.by),
            of: named(answer.of),
            word: answer.word.word(),
            entries: figure(answer.number, rules::ANSWERS),
        };
        let beside = |beside: &BesideFigure| BesideView {
            by: named(beside.by),
            what: what(beside.what),
            entries: figure(beside.number, rules::BESIDE),
            withdrawn: figure(beside.withdrawn, rules::WITHDRAWN),
        };
        let digest = Sha256::digest(encode(content));
        Self {
            zone: Named {
                id: content.zone.to_string(),
                name: Some(content.zone_name.clone()),
            },
            day: content.day.to_string(),
            clock: content.clock.to_string(),
            publisher: named(content.reconciliation.party),
            reconciliation: content.reconciliation.id.to_string(),
            as_of: content.as_of,
            listed_at: content.listed_at,
            lists: content.sides.iter().map(list).collect(),
            pairs: figure(content.pairs, rules::PAIRS),
            steps: content.steps.iter().map(step).collect(),
            answers: content.answers.iter().map(answer).collect(),
            beside: content.beside.iter().map(beside).collect(),
            answers_by_others: figure(content.answers_by_others, rules::ANSWERS_BY_OTHERS),
            beside_by_others: figure(content.beside_by_others, rules::BESIDE_BY_OTHERS),
            rule_set: content.rules,
            rules: rules::ALL
                .iter()
                .map(|rule| FigureRuleView {
                    name: rule.name,
                    says: rule.says,
                })
                .collect(),
            content_sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
            counts_as: TAKES_NO_SIDE,
        }
    }

    /// In one line.
    #[must_use]
    pub fn line(&self) -> String {
        let list = |list: &ListView| {
            format!(
                "{} lists {} ({} matched, {} only there, {} disputed)",
                list.party.short(),
                list.total.listed.number,
                list.total.matched.number,
                list.total.only.number,
                list.total.disputed.number
            )
        };
        let lists: Vec<String> = self.lists.iter().map(list).collect();
        format!(
            "{}, {} ({}): {}",
            self.zone.short(),
            self.day,
            self.clock,
            lists.join("; ")
        )
    }

    /// Every figure in a line of its own, its rule beside it, then the rules.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!(
            "{}\nas of the first {} records; lists last opened in record {}; reconciliation {} of {}\n",
            self.line(),
            self.as_of,
            self.listed_at,
            self.reconciliation,
            self.publisher.short()
        );
        for row in self.rows() {
            let about = row.about.map(|about| format!(" of {about}"));
            let kind = row.kind.map(|kind| format!(" {kind}"));
            text += &format!(
                "  {:>5}  {}{}: {}{}  [{}]\n",
                row.figure.number,
                row.by,
                about.unwrap_or_default(),
                row.class,
                kind.unwrap_or_default(),
                row.figure.rule
            );
        }
        text += "rules\n";
        for rule in &self.rules {
            text += &format!("  [{}] {}\n", rule.name, rule.says);
        }
        text += &format!(
            "{}\ncontent SHA-256 {}\n",
            self.counts_as, self.content_sha256
        );
        text
    }

    /// Every figure in a row: what page, table and text all go through.
    #[must_use]
    pub fn rows(&self) -> Vec<FigureRow<'_>> {
        let mut rows = Vec::new();
        for list in &self.lists {
            let by = list.party.short();
            rows.extend(class_rows(by, None, &list.total));
            for kind in &list.kinds {
                rows.extend(class_rows(by, Some(kind.kind), &kind.classes));
            }
            let flags = [
                ("contested", list.contested),
                ("withdrawn", list.withdrawn),
                ("corrected", list.corrected),
                ("unplaced", list.unplaced),
                ("untold", list.untold),
            ];
            rows.extend(flags.map(|(class, figure)| FigureRow::new(by, class, figure)));
        }
        rows.push(FigureRow::new(self.publisher.short(), "pairs", self.pairs));
        for step in &self.steps {
            let row = FigureRow::new(step.by.short(), step.step, step.entries);
            rows.push(row.about(step.of.short()));
        }
        for answer in &self.answers {
            let row = FigureRow::new(answer.by.short(), answer.word, answer.entries);
            rows.push(row.about(answer.of.short()));
        }
        for beside in &self.beside {
            rows.push(FigureRow::new(
                beside.by.short(),
                beside.what,
                beside.entries,
            ));
            let withdrawn = FigureRow::new(beside.by.short(), "withdrawn", beside.withdrawn);
            rows.push(withdrawn.kind(beside.what));
        }
        let others = [
            ("answers", self.answers_by_others),
            ("beside", self.beside_by_others),
        ];
        rows.extend(others.map(|(class, figure)| FigureRow::new(OTHERS, class, figure)));
        rows
    }
}

/// One figure with whose word it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FigureRow<'a> {
    /// Whose words are counted, or who holds it.
    pub by: &'a str,
    /// Of whose entries, where that is another.
    pub about: Option<&'a str>,
    /// Of which kind; absent where it is of all.
    pub kind: Option<&'a str>,
    /// What is counted.
    pub class: &'a str,
    /// The figure.
    pub figure: BulletinFigureView,
}

impl<'a> FigureRow<'a> {
    const fn new(by: &'a str, class: &'a str, figure: BulletinFigureView) -> Self {
        Self {
            by,
            about: None,
            kind: None,
            class,
            figure,
        }
    }

    const fn about(mut self, about: &'a str) -> Self {
        self.about = Some(about);
        self
    }

    const fn kind(mut self, kind: &'a str) -> Self {
        self.kind = Some(kind);
        self
    }
}

fn class_rows<'a>(by: &'a str, kind: Option<&'a str>, classes: &ClassesView) -> [FigureRow<'a>; 4] {
    let named = [
        ("listed", classes.listed),
        ("matched", classes.matched),
        ("only", classes.only),
        ("disputed", classes.disputed),
    ];
    named.map(|(class, figure)| FigureRow {
        kind,
        ..FigureRow::new(by, class, figure)
    })
}
