//! The small words: names, times, places, figures, sets of forces.

use super::Reader;
use crate::scenario::cast::{PartyNumber, PersonNumber};
use crate::scenario::map::Place;
use crate::scenario::moment;
use crate::scenario::text::{Cursor, Fault, Token, TokenKind};
use truceline_register::geometry::footprint::Footprint;
use truceline_register::geometry::position::Decimetres;
use truceline_register::time::{Instant, Span, TimeWindow};
use truceline_register::vocabulary::{ForceClass, ForceSet, Resolution};

/// Reads a word of a closed vocabulary.
pub(super) fn vocabulary<T: Copy>(
    cursor: &mut Cursor<'_>,
    what: &str,
    all: &[T],
    word: impl Fn(T) -> &'static str,
) -> Result<T, Fault> {
    let token = cursor.peek().filter(|token| token.kind == TokenKind::Word);
    let found = token.and_then(|token| all.iter().find(|each| word(**each) == token.text));
    match found {
        Some(found) => {
            cursor.take();
            Ok(*found)
        }
        None => {
            let words: Vec<&str> = all.iter().map(|each| word(*each)).collect();
            Err(cursor.fault(format!("{what}: {}", words.join(", "))))
        }
    }
}

/// Reads one or several of something, joined by "and".
pub(super) fn joined<T>(
    cursor: &mut Cursor<'_>,
    mut one: impl FnMut(&mut Cursor<'_>) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let mut all = vec![one(cursor)?];
    while cursor.take_if("and") {
        all.push(one(cursor)?);
    }
    Ok(all)
}

impl Reader {
    pub(super) fn party(&self, cursor: &mut Cursor<'_>) -> Result<PartyNumber, Fault> {
        let token = cursor.peek();
        let party = token.and_then(|token| self.cast.party(&token.text));
        cursor.take();
        party.ok_or_else(|| cursor.fault_at(token, "the name of a party"))
    }

    pub(super) fn person(&self, cursor: &mut Cursor<'_>) -> Result<PersonNumber, Fault> {
        let token = cursor.peek();
        let person = token.and_then(|token| self.cast.person(&token.text));
        cursor.take();
        person.ok_or_else(|| cursor.fault_at(token, "the name of a party or of a person who signs"))
    }

    /// Midnight of "1", "20" or "2000-05-21", the word "day" being taken already.
    pub(super) fn day(&self, cursor: &mut Cursor<'_>) -> Result<Instant, Fault> {
        let token = cursor.word("the number of a day, or a date such as 2000-05-21")?;
        let counted = || moment::day(self.first_day?, moment::number(&token.text)?);
        moment::date(&token.text).or_else(counted).ok_or_else(|| {
            cursor.fault_at(
                Some(token),
                "the number of a day from 1 (after an entry \"begins\"), or a date such as 2000-05-21",
            )
        })
    }

    fn midnight(&self, cursor: &mut Cursor<'_>) -> Result<Instant, Fault> {
        if cursor.take_if("day") {
            return self.day(cursor);
        }
        let token = cursor.peek();
        self.today
            .or(self.first_day)
            .ok_or_else(|| cursor.fault_at(token, "an entry \"begins\" before"))
    }

    /// 08:00, day 1 08:00 or day 2000-05-21 08:00.
    pub(super) fn moment(&self, cursor: &mut Cursor<'_>) -> Result<Instant, Fault> {
        let midnight = self.midnight(cursor)?;
        let token = cursor.word("a time such as 08:00")?;
        let time = moment::time_of_day(&token.text)
            .ok_or_else(|| cursor.fault_at(Some(token), "a time such as 08:00"))?;
        Ok(midnight.plus(time))
    }

    /// 08:00-09:30, day 1 08:00-09:30, or from … to ….
    pub(super) fn window(&self, cursor: &mut Cursor<'_>) -> Result<TimeWindow, Fault> {
        let first = cursor.peek();
        let (start, end) = if cursor.take_if("from") {
            let start = self.moment(cursor)?;
            cursor.phrase("to")?;
            (start, self.moment(cursor)?)
        } else {
            let midnight = self.midnight(cursor)?;
            let what = "a window such as 08:00-09:30, or \"from\" a time \"to\" a time";
            let token = cursor.word(what)?;
            let both = token.text.split_once('-').and_then(|(start, end)| {
                Some((moment::time_of_day(start)?, moment::time_of_day(end)?))
            });
            let (start, end) = both.ok_or_else(|| cursor.fault_at(Some(token), what))?;
            (midnight.plus(start), midnight.plus(end))
        };
        TimeWindow::new(start, end)
            .map_err(|_| cursor.fault_at(first, "a window that ends after it starts"))
    }

    pub(super) fn number(&self, cursor: &mut Cursor<'_>, what: &str) -> Result<u32, Fault> {
        let token = cursor.word(what)?;
        moment::number(&token.text).ok_or_else(|| cursor.fault_at(Some(token), what))
    }

    pub(super) fn span(&self, cursor: &mut Cursor<'_>) -> Result<Span, Fault> {
        let what = "a span such as 30 min (s, min, h or d)";
        let first = cursor.peek();
        let number = self.number(cursor, what)?;
        let unit = cursor.word(what)?;
        moment::span(number, &unit.text).ok_or_else(|| cursor.fault_at(first, what))
    }

    pub(super) fn length(&self, cursor: &mut Cursor<'_>) -> Result<Decimetres, Fault> {
        let what = "a length such as 500 m (m or km, at most 1,000 km)";
        let first = cursor.peek();
        let number = self.number(cursor, what)?;
        let unit = cursor.word(what)?;
        moment::length(number, &unit.text).ok_or_else(|| cursor.fault_at(first, what))
    }

    pub(super) fn place(&self, cursor: &mut Cursor<'_>) -> Result<Place, Fault> {
        let token = cursor.peek();
        let place = token.and_then(|token| self.map.as_ref()?.place(&token.text));
        cursor.take();
        place
            .cloned()
            .ok_or_else(|| cursor.fault_at(token, "the name of a place on the map"))
    }

    pub(super) fn footprint(
        &self,
        cursor: &mut Cursor<'_>,
        reach: Decimetres,
    ) -> Result<Footprint, Fault> {
        let token = cursor.peek();
        let place = self.place(cursor)?;
        place
            .footprint(reach)
            .map_err(|error| cursor.fault_at(token, format!("a place ({error})")))
    }

    pub(super) fn forces(&self, cursor: &mut Cursor<'_>) -> Result<ForceSet, Fault> {
        let classes = joined(cursor, |cursor| {
            vocabulary(
                cursor,
                "a class of force",
                ForceClass::ALL,
                ForceClass::word,
            )
        })?;
        Ok(ForceSet::of(&classes))
    }

    pub(super) fn shares(
        &self,
        cursor: &mut Cursor<'_>,
    ) -> Result<Vec<(PartyNumber, Resolution)>, Fault> {
        joined(cursor, |cursor| {
            let party = self.party(cursor)?;
            let resolution = vocabulary(cursor, "how exactly", Resolution::ALL, Resolution::word)?;
            Ok((party, resolution))
        })
    }

    /// A name that the story gives to something.
    pub(super) fn new_label(&mut self, cursor: &mut Cursor<'_>) -> Result<String, Fault> {
        let token = cursor.word("a name for it")?;
        self.labels.insert(token.text.clone());
        Ok(token.text.clone())
    }

    /// A name that the story has given before.
    pub(super) fn label(&self, cursor: &mut Cursor<'_>) -> Result<String, Fault> {
        let token = cursor.word("a name that was given before")?;
        self.given(&self.labels, cursor, token, "a name that was given before")
    }

    pub(super) fn given(
        &self,
        names: &std::collections::BTreeSet<String>,
        cursor: &Cursor<'_>,
        token: &Token,
        what: &str,
    ) -> Result<String, Fault> {
        if names.contains(&token.text) {
            return Ok(token.text.clone());
        }
        let known: Vec<&str> = names.iter().map(String::as_str).take(40).collect();
        Err(cursor.fault_at(Some(token), format!("{what} ({})", known.join(", "))))
    }
}
