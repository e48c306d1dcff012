//! Two lists and bulletins in the log book.

use super::Reader;
use super::words::joined;
use crate::scenario::deed::Statement;
use crate::scenario::expectation::{Fact, Kind, Shown};
use crate::scenario::reconciliation::Reconciling;
use crate::scenario::text::{Cursor, Fault};
use truceline_register::reconciliation::PairWord;

fn said(said: Reconciling) -> Statement {
    Statement::Reconciles(Box::new(said))
}

impl Reader {
    /// `reconciles NAME: lists of PARTY and PARTY in ZONE WINDOW`, or `reconciles NAME again`.
    pub(super) fn reconciles(&mut self, cursor: &mut Cursor<'_>) -> Result<Statement, Fault> {
        let label = self.new_label(cursor)?;
        if cursor.take_if("again") {
            return Ok(said(Reconciling::OpensAgain { label }));
        }
        cursor.phrase(": lists of")?;
        let one = self.party(cursor)?;
        cursor.phrase("and")?;
        let other = self.party(cursor)?;
        cursor.phrase("in")?;
        let zone = self.zone(cursor)?;
        Ok(said(Reconciling::Opens {
            label,
            one,
            other,
            zone,
            window: self.window(cursor)?,
        }))
    }

    /// `matches NAME and NAME in NAME ["WHY"]`; `parts` holds them to be two events.
    pub(super) fn judges_pair(
        &self,
        cursor: &mut Cursor<'_>,
        word: PairWord,
    ) -> Result<Statement, Fault> {
        let one = self.label(cursor)?;
        cursor.phrase("and")?;
        let other = self.label(cursor)?;
        cursor.phrase("in")?;
        Ok(said(Reconciling::Judges {
            label: self.label(cursor)?,
            one,
            other,
            word,
            text: cursor.quoted_if(),
        }))
    }

    /// `unmatches NAME and NAME in NAME ["WHY"]`.
    pub(super) fn unmatches(&self, cursor: &mut Cursor<'_>) -> Result<Statement, Fault> {
        let entry = self.label(cursor)?;
        cursor.phrase("and")?;
        let other = Some(self.label(cursor)?);
        cursor.phrase("in")?;
        Ok(said(Reconciling::TakesBack {
            label: self.label(cursor)?,
            entry,
            other,
            reason: cursor.quoted_if(),
        }))
    }

    /// `disputes NAME in NAME "WHY"`.
    pub(super) fn disputes(&self, cursor: &mut Cursor<'_>) -> Result<Statement, Fault> {
        let entry = self.label(cursor)?;
        cursor.phrase("in")?;
        Ok(said(Reconciling::Disputes {
            label: self.label(cursor)?,
            entry,
            reason: cursor.quoted("why")?,
        }))
    }

    /// `undisputes NAME in NAME ["WHY"]`.
    pub(super) fn undisputes(&self, cursor: &mut Cursor<'_>) -> Result<Statement, Fault> {
        let entry = self.label(cursor)?;
        cursor.phrase("in")?;
        Ok(said(Reconciling::TakesBack {
            label: self.label(cursor)?,
            entry,
            other: None,
            reason: cursor.quoted_if(),
        }))
    }

    /// `publishes NAME from NAME ["WHY"]`.
    pub(super) fn publishes(&mut self, cursor: &mut Cursor<'_>) -> Result<Statement, Fault> {
        let label = self.new_label(cursor)?;
        cursor.phrase("from")?;
        Ok(said(Reconciling::Publishes {
            label,
            from: self.label(cursor)?,
            why: cursor.quoted_if(),
        }))
    }

    /// `lists N and N beside N`.
    pub(super) fn listed(&self, cursor: &mut Cursor<'_>) -> Result<Fact, Fault> {
        let one = self.number(cursor, "how many entries of the first list are new")?;
        cursor.phrase("and")?;
        let other = self.number(cursor, "how many entries of the second list are new")?;
        cursor.phrase("beside")?;
        let beside = self.number(cursor, "how many entries are new beside them")?;
        let words = format!("lists {one} and {other} beside {beside}");
        Ok(Fact::new(Kind::Shown(Shown::Lists), words))
    }

    /// `figures PARTY N = N matched + N only + N disputed and …`.
    pub(super) fn figures(&self, cursor: &mut Cursor<'_>) -> Result<Vec<Fact>, Fault> {
        joined(cursor, |cursor| {
            let party = self.party(cursor)?;
            let what = "how many entries";
            let listed = self.number(cursor, what)?;
            cursor.phrase("listed")?;
            let matched = self.number(cursor, what)?;
            cursor.phrase("matched")?;
            let only = self.number(cursor, what)?;
            cursor.phrase("only")?;
            let disputed = self.number(cursor, what)?;
            cursor.phrase("disputed")?;
            let party = &self.cast.of(party).name;
            let words = figure_words(party, [listed, matched, only, disputed]);
            Ok(Fact::new(Kind::Shown(Shown::Lists), words))
        })
    }
}

/// The figures of a list in canonical words.
pub(crate) fn figure_words(party: &str, [listed, matched, only, disputed]: [u32; 4]) -> String {
    format!("figures {party} {listed} listed {matched} matched {only} only {disputed} disputed")
}
