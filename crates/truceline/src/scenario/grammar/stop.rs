//! Stops: sending, replying, and what the trail of one must show.

use super::Reader;
use super::entry::Circumstances;
use super::words::{joined, vocabulary};
use crate::scenario::deed::{Statement, Stop};
use crate::scenario::expectation::Fact;
use crate::scenario::text::{Cursor, Fault};
use crate::scenario::trail::{answered, delivered, replied, silent};
use crate::speech::stop::from_now_on;
use truceline_register::geometry::position::Decimetres;
use truceline_register::place::Volume4d;
use truceline_register::vocabulary::StopWord;

impl Reader {
    pub(super) fn stop(
        &mut self,
        cursor: &mut Cursor<'_>,
        around: &mut Circumstances,
    ) -> Result<Statement, Fault> {
        let label = self.new_label(cursor)?;
        cursor.phrase("for")?;
        let area = if cursor.take_phrase("an unknown place") {
            None
        } else {
            let footprint = self.footprint(cursor, Decimetres::ZERO)?;
            let window = from_now_on(self.now).map_err(|_| cursor.fault("an earlier time"))?;
            Some(Volume4d {
                footprint,
                altitude: None,
                window,
                precision: Some(super::notice::MAP_PRECISION),
            })
        };
        let mut stop = Stop {
            label,
            area,
            is_disclosed: true,
            to: Vec::new(),
            text: cursor.quoted_if(),
        };
        let what = "\"to\", \"disclosing nothing\", \"signed\" or \"as\"";
        while cursor.take_if(",") {
            if self.circumstance(cursor, around)? {
                continue;
            }
            let clause = cursor.word(what)?;
            match clause.text.as_str() {
                "to" => stop.to = joined(cursor, |cursor| self.party(cursor))?,
                "disclosing" => {
                    cursor.phrase("nothing")?;
                    stop.is_disclosed = false;
                }
                _ => return Err(cursor.fault_at(Some(clause), what)),
            }
        }
        Ok(Statement::SendsStop(stop))
    }

    pub(super) fn stop_reply(&self, cursor: &mut Cursor<'_>) -> Result<Statement, Fault> {
        let label = self.label(cursor)?;
        cursor.phrase(":")?;
        let word = vocabulary(cursor, "a reply", StopWord::ALL, StopWord::word)?;
        Ok(Statement::RepliesToStop {
            label,
            word,
            text: cursor.quoted_if(),
        })
    }

    /// "silent A and B", "silent nobody".
    pub(super) fn silent(&self, cursor: &mut Cursor<'_>) -> Result<Vec<Fact>, Fault> {
        if cursor.take_if("nobody") {
            return Ok(vec![silent(None)]);
        }
        joined(cursor, |cursor| {
            let party = self.party(cursor)?;
            Ok(silent(Some(&self.cast.of(party).name)))
        })
    }

    /// "answered A after 30 s and B after 2 min".
    pub(super) fn answered(&self, cursor: &mut Cursor<'_>) -> Result<Vec<Fact>, Fault> {
        joined(cursor, |cursor| {
            let party = self.party(cursor)?;
            cursor.phrase("after")?;
            let after = self.span(cursor)?;
            Ok(answered(&self.cast.of(party).name, after))
        })
    }

    /// "delivered A after 1 s and B after 2 s", "delivered nobody".
    pub(super) fn delivered(&self, cursor: &mut Cursor<'_>) -> Result<Vec<Fact>, Fault> {
        if cursor.take_if("nobody") {
            return Ok(vec![delivered(None)]);
        }
        joined(cursor, |cursor| {
            let party = self.party(cursor)?;
            cursor.phrase("after")?;
            let after = self.span(cursor)?;
            Ok(delivered(Some((&self.cast.of(party).name, after))))
        })
    }

    /// "replied A: says-halted after 90 s".
    pub(super) fn replied(&self, cursor: &mut Cursor<'_>) -> Result<Vec<Fact>, Fault> {
        joined(cursor, |cursor| {
            let party = self.party(cursor)?;
            cursor.phrase(":")?;
            let word = vocabulary(cursor, "a reply", StopWord::ALL, StopWord::word)?;
            cursor.phrase("after")?;
            let after = self.span(cursor)?;
            Ok(replied(&self.cast.of(party).name, word, after))
        })
    }
}
