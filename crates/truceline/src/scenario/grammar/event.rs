//! Incidents: opening, asking, answering, claiming; and what a look at one must show.

use super::Reader;
use super::words::{joined, vocabulary};
use crate::scenario::deed::{Statement, What};
use crate::scenario::event::{
    Answering, Asking, Claimed, Claiming, Opening, Replied, Stancing, StatedClock, asked, claimed,
    figured,
};
use crate::scenario::expectation::Fact;
use crate::scenario::ids::party_id;
use crate::scenario::text::{Cursor, Fault};
use truceline_register::claim::proposition::Count;
use truceline_register::claim::words::{ClaimStance, EventKind, Harm, Rule};
use truceline_register::geometry::position::Decimetres;
use truceline_register::incident::asking::StandardQuestion;

const STATES: [&str; 4] = ["open", "overdue", "in-time", "late"];

impl Reader {
    /// `opens incident NAME: PLACE WINDOW, kind KIND, named "SPELLING" ["WORDS"]`.
    pub(super) fn opens(&mut self, cursor: &mut Cursor<'_>) -> Result<Statement, Fault> {
        cursor.phrase("incident")?;
        let label = self.new_label(cursor)?;
        cursor.phrase(":")?;
        let volume = self.volume(cursor)?;
        cursor.phrase(", kind")?;
        let kind = vocabulary(cursor, "a kind of event", EventKind::ALL, EventKind::word)?;
        cursor.phrase(", named")?;
        Ok(Statement::OpensIncident(Opening {
            label,
            volume,
            spelling: cursor.quoted("the place's name as it is given")?,
            kind,
            text: cursor.quoted_if(),
            clock: self.stated_clock(cursor)?,
        }))
    }

    /// `, clock SPAN ahead ["NAME"]` or `behind`, where it stands.
    fn stated_clock(&self, cursor: &mut Cursor<'_>) -> Result<StatedClock, Fault> {
        if !cursor.take_phrase(", clock") {
            return Ok(StatedClock::default());
        }
        let first = cursor.peek();
        let apart = self.span(cursor)?.micros() / 60_000_000;
        let what = "at most 14 hours \"ahead\" of UTC or \"behind\" it";
        let apart = i16::try_from(apart).map_err(|_| cursor.fault_at(first, what))?;
        let ahead_minutes = match (cursor.take_if("ahead"), cursor.take_if("behind")) {
            (true, _) => apart,
            (_, true) => -apart,
            _ => return Err(cursor.fault(what)),
        };
        let name = cursor.quoted_if();
        Ok(StatedClock {
            ahead_minutes,
            name,
        })
    }

    fn question(&self, cursor: &mut Cursor<'_>) -> Result<StandardQuestion, Fault> {
        let all = StandardQuestion::ALL;
        vocabulary(cursor, "a standard question", all, StandardQuestion::word)
    }

    /// `asks PARTY about incident NAME by TIME: QUESTION and QUESTION`, or `: everything`.
    pub(super) fn asks(&mut self, cursor: &mut Cursor<'_>) -> Result<Statement, Fault> {
        let to = self.party(cursor)?;
        cursor.phrase("about incident")?;
        let label = self.label(cursor)?;
        cursor.phrase("by")?;
        let due_by = self.moment(cursor)?;
        cursor.phrase(":")?;
        let questions = match cursor.take_if("everything") {
            true => Vec::new(),
            false => joined(cursor, |cursor| self.question(cursor))?,
        };
        Ok(Statement::AsksAbout(Asking {
            label,
            to,
            due_by,
            questions,
        }))
    }

    /// `answers about incident NAME: QUESTION nil CLASSES`, `… refused`, `… cannot-say`, `… words`, each with
    /// `["WORDS"]` and `, open`.
    pub(super) fn answers_about(&self, cursor: &mut Cursor<'_>) -> Result<Statement, Fault> {
        let label = self.label(cursor)?;
        cursor.phrase(":")?;
        let question = self.question(cursor)?;
        let what = "\"nil\", \"refused\", \"cannot-say\" or \"words\"";
        let kind = cursor.word(what)?;
        let replied = match kind.text.as_str() {
            "nil" => Replied::Nil(self.forces(cursor)?),
            "refused" => Replied::Refused,
            "cannot-say" => Replied::CannotSay,
            "words" => Replied::Words,
            _ => return Err(cursor.fault_at(Some(kind), what)),
        };
        let text = cursor.quoted_if();
        if matches!(replied, Replied::Words) && text.is_none() {
            return Err(cursor.fault("the words, in double quotes"));
        }
        Ok(Statement::AnswersAbout(Answering {
            label,
            question,
            replied,
            text,
            open: cursor.take_phrase(", open"),
        }))
    }

    /// `claims NAME about incident NAME [by "NAME" source "WHERE"]: WHAT [, clock SPAN ahead] [, instead of NAME]`, where
    /// WHAT is `HARM N [to M]` or `or more`, `happened KIND ["WORDS"]`, `at PLACE named "NAME" and …`, `when WINDOW`.
    pub(super) fn claims(&mut self, cursor: &mut Cursor<'_>) -> Result<Statement, Fault> {
        let label = self.new_label(cursor)?;
        cursor.phrase("about incident")?;
        let incident = self.label(cursor)?;
        let outside = match cursor.take_if("by") {
            true => {
                let name = cursor.quoted("whose word it is")?;
                cursor.phrase("source")?;
                Some((name, cursor.quoted("where it stands")?))
            }
            false => None,
        };
        cursor.phrase(":")?;
        let what = self.claimed_what(cursor)?;
        let clock = self.stated_clock(cursor)?;
        let supersedes = match cursor.take_phrase(", instead of") {
            true => Some(self.label(cursor)?),
            false => None,
        };
        Ok(Statement::Claims(Claiming {
            label,
            incident,
            outside,
            what,
            clock,
            supersedes,
        }))
    }

    fn claimed_what(&self, cursor: &mut Cursor<'_>) -> Result<Claimed, Fault> {
        if cursor.take_if("happened") {
            let kind = vocabulary(cursor, "a kind of event", EventKind::ALL, EventKind::word)?;
            return Ok(Claimed::Happened(kind, cursor.quoted_if()));
        }
        if cursor.take_if("at") {
            let place = self.footprint(cursor, Decimetres::ZERO)?;
            cursor.phrase("named")?;
            let names = joined(cursor, |cursor| cursor.quoted("a name of the place"))?;
            return Ok(Claimed::Where(place, names));
        }
        if cursor.take_if("when") {
            return Ok(Claimed::When(self.window(cursor)?));
        }
        let harm = vocabulary(cursor, "what is claimed", Harm::ALL, Harm::word)?;
        let low = self.number(cursor, "how many")?;
        let count = if cursor.take_if("to") {
            Count::between(low, Some(self.number(cursor, "how many at most")?))
        } else if cursor.take_phrase("or more") {
            Count::between(low, None)
        } else {
            Count::of(low)
        };
        Ok(Claimed::Harmed(harm, count))
    }

    /// `takes stance on NAME: STANCE ["WORDS"]`.
    pub(super) fn takes_stance(&self, cursor: &mut Cursor<'_>) -> Result<Statement, Fault> {
        let label = self.label(cursor)?;
        cursor.phrase(":")?;
        let stance = vocabulary(cursor, "a stance", ClaimStance::ALL, ClaimStance::word)?;
        Ok(Statement::TakesStance(Stancing {
            label,
            stance,
            text: cursor.quoted_if(),
        }))
    }

    /// "figure killed lowest 2 to 2 and killed highest 7 or fewer to 7 or more".
    pub(super) fn figured(&self, cursor: &mut Cursor<'_>) -> Result<Vec<Fact>, Fault> {
        joined(cursor, |cursor| {
            let harm = vocabulary(cursor, "which harm", Harm::ALL, Harm::word)?;
            let rule = vocabulary(cursor, "by which rule", Rule::ALL, Rule::word)?;
            let low = self.number(cursor, "from how many")?;
            let or_fewer = cursor.take_phrase("or fewer");
            cursor.phrase("to")?;
            let high = self.number(cursor, "to how many")?;
            let or_more = cursor.take_phrase("or more");
            Ok(figured(harm, rule, (low, or_fewer), (high, or_more)))
        })
    }

    /// `incident NAME as seen by PARTY`.
    pub(super) fn looks_at_incident(&self, cursor: &mut Cursor<'_>) -> Result<What, Fault> {
        let label = self.label(cursor)?;
        cursor.phrase("as seen by")?;
        let party = self.party(cursor)?;
        Ok(What::LooksAtIncident(label, party_id(&self.cast, party)))
    }

    /// "asked South positions overdue and South nature in-time".
    pub(super) fn asked(&self, cursor: &mut Cursor<'_>) -> Result<Vec<Fact>, Fault> {
        joined(cursor, |cursor| {
            let party = self.party(cursor)?;
            let question = self.question(cursor)?;
            let what = "how it stands: open, overdue, in-time or late";
            let state = cursor.word(what)?;
            if !STATES.contains(&state.text.as_str()) {
                return Err(cursor.fault_at(Some(state), what));
            }
            Ok(asked(&self.cast.of(party).name, question, &state.text))
        })
    }

    /// "claims 3".
    pub(super) fn claimed(&self, cursor: &mut Cursor<'_>) -> Result<Fact, Fault> {
        let number = self.number(cursor, "how many claims")?;
        Ok(claimed(usize::try_from(number).unwrap_or(usize::MAX)))
    }
}
