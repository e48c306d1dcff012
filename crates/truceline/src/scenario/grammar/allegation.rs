//! Allegations in the log book.

use super::Reader;
use super::words::{joined, vocabulary};
use crate::scenario::allegation::{Alleging, Entered};
use crate::scenario::deed::Statement;
use crate::scenario::text::{Cursor, Fault};
use truceline_register::allegation::account::ObservedBy;
use truceline_register::allegation::kind::Kind;
use truceline_register::allegation::{AnswerWord, Step};
use truceline_register::claim::proposition::Count;
use truceline_register::geometry::position::Decimetres;
use truceline_register::time::Span;

impl Reader {
    /// `alleges NAME: KIND at PLACE WINDOW ["WORDS"]`, or `alleges NAME: nothing observed at …`; `realleges`
    /// corrects. Clauses: `certainty SPAN`, `called "…" and …`, `observed MEANS`, `count N to M`, `of PARTY`,
    /// `in incident NAME`, `to PARTY and …`.
    pub(super) fn alleges(
        &mut self,
        cursor: &mut Cursor<'_>,
        corrects: bool,
    ) -> Result<Statement, Fault> {
        let label = match corrects {
            true => self.label(cursor)?,
            false => self.new_label(cursor)?,
        };
        cursor.phrase(":")?;
        let kind = match cursor.take_phrase("nothing observed") {
            true => None,
            false => Some(vocabulary(
                cursor,
                "a kind of violation",
                Kind::ALL,
                Kind::word,
            )?),
        };
        cursor.phrase("at")?;
        let place = self.footprint(cursor, Decimetres::ZERO)?;
        let mut entered = Entered {
            label,
            kind,
            incident: None,
            place,
            window: self.window(cursor)?,
            certainty: Span::ZERO,
            names: Vec::new(),
            observed: None,
            count: None,
            alleged: None,
            to: Vec::new(),
            text: cursor.quoted_if(),
        };
        let what = "\"certainty\", \"called\", \"observed\", \"count\", \"of\", \"in\" or \"to\"";
        while cursor.take_if(",") {
            let clause = cursor.word(what)?;
            match clause.text.as_str() {
                "certainty" => entered.certainty = self.span(cursor)?,
                "called" => {
                    entered.names = joined(cursor, |cursor| cursor.quoted("a name of the place"))?;
                }
                "observed" => {
                    let by =
                        vocabulary(cursor, "by which means", ObservedBy::ALL, ObservedBy::word)?;
                    entered.observed = Some(by);
                }
                "count" => entered.count = Some(range(cursor)?),
                "in" => {
                    cursor.phrase("incident")?;
                    entered.incident = Some(self.label(cursor)?);
                }
                "of" => entered.alleged = Some(self.party(cursor)?),
                "to" => entered.to = joined(cursor, |cursor| self.party(cursor))?,
                _ => return Err(cursor.fault_at(Some(clause), what)),
            }
        }
        Ok(Statement::Alleges(Box::new(match corrects {
            true => Alleging::Corrects(entered),
            false => Alleging::Enters(entered),
        })))
    }

    /// `grades allegation NAME: STEP ["ON WHAT IT RESTS"]`.
    pub(super) fn grades(&self, cursor: &mut Cursor<'_>) -> Result<Statement, Fault> {
        cursor.phrase("allegation")?;
        let label = self.label(cursor)?;
        cursor.phrase(":")?;
        let step = vocabulary(cursor, "a step", Step::ALL, Step::word)?;
        let text = cursor.quoted_if();
        Ok(Statement::Alleges(Box::new(Alleging::Grades {
            label,
            step,
            text,
        })))
    }

    /// `answers allegation NAME: WORD ["WORDS"]`.
    pub(super) fn answers_allegation(&self, cursor: &mut Cursor<'_>) -> Result<Statement, Fault> {
        let label = self.label(cursor)?;
        cursor.phrase(":")?;
        let word = vocabulary(cursor, "an answer", AnswerWord::ALL, AnswerWord::word)?;
        let text = cursor.quoted_if();
        Ok(Statement::Alleges(Box::new(Alleging::Answers {
            label,
            word,
            text,
        })))
    }

    /// `withdraws allegation NAME ["WHY"]`.
    pub(super) fn withdraws_allegation(&self, cursor: &mut Cursor<'_>) -> Result<Statement, Fault> {
        let label = self.label(cursor)?;
        let reason = cursor.quoted_if();
        Ok(Statement::Alleges(Box::new(Alleging::Withdraws {
            label,
            reason,
        })))
    }
}

/// `6`, `6 to 10`, `6 or more`.
fn range(cursor: &mut Cursor<'_>) -> Result<Count, Fault> {
    let number = |cursor: &mut Cursor<'_>| {
        let token = cursor.word("a number")?;
        let number = token.text.parse::<u32>().ok();
        number.ok_or_else(|| cursor.fault_at(Some(token), "a number"))
    };
    let low = number(cursor)?;
    let high = if cursor.take_if("to") {
        Some(number(cursor)?)
    } else if cursor.take_phrase("or more") {
        None
    } else {
        Some(low)
    };
    Ok(Count::between(low, high))
}
