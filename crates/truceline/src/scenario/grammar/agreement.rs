//! What is said of actors and agreements, and what a look at them must show.

use super::Reader;
use super::words::{joined, vocabulary};
use crate::scenario::agreement::{Entering, Term, Terms, seen, stands};
use crate::scenario::deed::{Statement, What};
use crate::scenario::expectation::Fact;
use crate::scenario::text::{Cursor, Fault};
use truceline_formats::agreement::notation;
use truceline_register::actor::designation::DesignationClass;
use truceline_register::agreement::words::{Manner, TermKind, Undertaking};
use truceline_register::day::{ClockOffset, Day};

impl Reader {
    fn calendar_day(&self, cursor: &mut Cursor<'_>) -> Result<Day, Fault> {
        cursor.phrase("day")?;
        Ok(Day::of(self.day(cursor)?, ClockOffset::UTC))
    }

    /// `enters actor NAME "PUBLIC NAME"`, `enters agreement NAME "TITLE" …`.
    pub(super) fn enters(&mut self, cursor: &mut Cursor<'_>) -> Result<Statement, Fault> {
        if cursor.take_if("actor") {
            let label = self.new_label(cursor)?;
            let name = cursor.quoted("its public name")?;
            return Ok(Statement::Enters(Entering::Actor { label, name }));
        }
        cursor.phrase("agreement")?;
        let label = self.new_label(cursor)?;
        let title = cursor.quoted("its title")?;
        cursor.phrase("between")?;
        let between = joined(cursor, |cursor| self.party(cursor))?;
        cursor.phrase(", signed")?;
        let signed = self.calendar_day(cursor)?;
        cursor.phrase(":")?;
        let mut clauses = vec![self.term(cursor)?];
        while cursor.take_if(";") {
            clauses.push(self.term(cursor)?);
        }
        Ok(Statement::Enters(Entering::Agreement(Box::new(Terms {
            label,
            title,
            between,
            signed,
            clauses,
        }))))
    }

    /// `PARTY does WORD by "TIME" or by "TIME"`; `everybody` for the parties.
    fn term(&self, cursor: &mut Cursor<'_>) -> Result<Term, Fault> {
        let who = match cursor.take_if("everybody") {
            true => None,
            false => Some(self.party(cursor)?),
        };
        let manner = vocabulary(
            cursor,
            "does, refrains, prevents or lets",
            Manner::ALL,
            Manner::word,
        )?;
        let what = vocabulary(cursor, "what", Undertaking::ALL, Undertaking::word)?;
        let mut times = Vec::new();
        loop {
            let kind = vocabulary(cursor, "from, by or until", TermKind::ALL, TermKind::word)?;
            let text = cursor.quoted("a time")?;
            let moment = notation::moment(&text).map_err(|what| cursor.fault(&what))?;
            times.push((kind, moment));
            if !cursor.take_if("or") {
                break;
            }
        }
        Ok(Term {
            who,
            manner,
            what,
            times,
        })
    }

    /// `designates NAME as CLASS "WORDS" [by PARTY, source "SOURCE"] [since day N], called NAME`.
    pub(super) fn designates(&mut self, cursor: &mut Cursor<'_>) -> Result<Statement, Fault> {
        let actor = self.label(cursor)?;
        cursor.phrase("as")?;
        let what = "a kind of designation";
        let class = vocabulary(cursor, what, DesignationClass::ALL, DesignationClass::word)?;
        let words = cursor.quoted("the designating body's own words")?;
        let (mut by, mut source) = (None, None);
        if cursor.take_if("by") {
            by = Some(self.party(cursor)?);
            if cursor.take_phrase(", source") {
                source = Some(cursor.quoted("where it was found")?);
            }
        }
        let from = match cursor.take_if("since") {
            true => Some(self.calendar_day(cursor)?),
            false => None,
        };
        cursor.phrase(", called")?;
        Ok(Statement::Enters(Entering::Designation {
            label: self.new_label(cursor)?,
            actor,
            class,
            words,
            by,
            from,
            source,
        }))
    }

    /// `withdraws designation NAME [from day N]`.
    pub(super) fn withdraws_designation(
        &self,
        cursor: &mut Cursor<'_>,
    ) -> Result<Statement, Fault> {
        let label = self.label(cursor)?;
        let ended = match cursor.take_if("from") {
            true => Some(self.calendar_day(cursor)?),
            false => None,
        };
        Ok(Statement::Enters(Entering::Withdrawal { label, ended }))
    }

    /// `calendar of NAME`, or `NAME as seen by PARTY on day N`.
    pub(super) fn looks_at_agreement(
        &self,
        cursor: &mut Cursor<'_>,
    ) -> Result<Option<What>, Fault> {
        if cursor.take_phrase("calendar of") {
            return self
                .label(cursor)
                .map(|label| Some(What::LooksAtCalendar(label)));
        }
        if !cursor.take_phrase("designations of") {
            return Ok(None);
        }
        let actor = self.label(cursor)?;
        cursor.phrase("as seen by")?;
        let by = match cursor.take_if("anybody") {
            true => None,
            false => Some(self.party(cursor)?),
        };
        cursor.phrase("on")?;
        let on = self.calendar_day(cursor)?;
        Ok(Some(What::LooksAtDesignations(actor, by, on)))
    }

    /// "due WORD by TIME and …", "past WORD from TIME and …", "undated WORD by and …".
    pub(super) fn calendar_line(
        &self,
        cursor: &mut Cursor<'_>,
        state: &str,
    ) -> Result<Vec<Fact>, Fault> {
        joined(cursor, |cursor| {
            let what = vocabulary(cursor, "what", Undertaking::ALL, Undertaking::word)?;
            let kind = vocabulary(cursor, "from, by or until", TermKind::ALL, TermKind::word)?;
            let at = match state {
                "undated" => None,
                _ => Some(self.moment(cursor)?),
            };
            Ok(stands(state, what.word(), kind.word(), at))
        })
    }

    /// "seen as CLASS and …", "seen as nothing entered".
    pub(super) fn seen_as(&self, cursor: &mut Cursor<'_>) -> Result<Vec<Fact>, Fault> {
        cursor.phrase("as")?;
        if cursor.take_phrase("nothing entered") {
            return Ok(vec![seen(None)]);
        }
        joined(cursor, |cursor| {
            let what = "a kind of designation";
            let all = DesignationClass::ALL;
            vocabulary(cursor, what, all, DesignationClass::word).map(|class| seen(Some(class)))
        })
    }
}
