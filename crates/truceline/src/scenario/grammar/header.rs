//! The entries before the first day: title, register, map, parties and zones.

use super::words::{joined, vocabulary};
use super::{MapSource, ReadError, Reader};
use crate::scenario::cast::{CENTRE, Party, PartyNumber, Person};
use crate::scenario::deed::{Boundary, Obliged, Rules, Zone};
use crate::scenario::map::Map;
use crate::scenario::text::{Cursor, Fault};
use truceline_register::geometry::position::Decimetres;
use truceline_register::time::Span;
use truceline_register::vocabulary::{Activity, Role};

const ENTRIES: &str =
    "\"scenario\", \"map\", \"register\", \"begins\", \"party\", \"zone\" or \"day\"";

impl Reader {
    pub(super) fn header(
        &mut self,
        cursor: &mut Cursor<'_>,
        maps: MapSource<'_>,
    ) -> Result<(), ReadError> {
        let first = cursor.word(ENTRIES)?;
        match first.text.as_str() {
            "scenario" => self.title = Some(cursor.quoted("the title")?),
            "map" => {
                let name = cursor.word("the map's file")?.text.clone();
                let text = maps(&name).map_err(|what| ReadError::NoMap {
                    name: name.clone(),
                    what,
                })?;
                self.map = Some(Map::read(&name, &text)?);
            }
            "register" => {
                self.origin = Some(
                    cursor
                        .word("the origin, such as register.example/valley")?
                        .text
                        .clone(),
                );
            }
            "begins" => {
                let midnight = self.day(cursor)?;
                self.first_day = Some(midnight);
                let begins = self.moment(cursor)?;
                self.begins = Some(begins);
                self.now = begins;
            }
            "party" => self.party_entry(cursor)?,
            "zone" => self.zone_entry(cursor)?,
            _ => return Err(cursor.fault_at(Some(first), ENTRIES).into()),
        }
        Ok(cursor.done("the end of the entry")?)
    }

    fn party_entry(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Fault> {
        let token = cursor.word("the party's name")?;
        if self.cast.has(&token.text) {
            return Err(cursor.fault_at(Some(token), "a name that nobody has yet"));
        }
        let number = PartyNumber(self.cast.parties.len());
        let role_token = cursor.peek();
        let role = vocabulary(cursor, "a role", Role::ALL, Role::word)?;
        if (number == CENTRE) != (role == Role::Centre) {
            return Err(cursor.fault_at(role_token, "the centre as first party, and only there"));
        }
        let belligerent = cursor.take_if("belligerent");
        let full_name = cursor.quoted_if().unwrap_or_else(|| token.text.clone());
        self.cast.parties.push(Party {
            name: token.text.clone(),
            full_name,
            role,
            belligerent,
            desks: Vec::new(),
        });
        cursor.phrase("desk")?;
        self.desk(cursor, number)?;
        while cursor.take_if("desk") {
            self.desk(cursor, number)?;
        }
        Ok(())
    }

    fn desk(&mut self, cursor: &mut Cursor<'_>, party: PartyNumber) -> Result<(), Fault> {
        let name = cursor.quoted("the desk's name")?;
        let desk = self.cast.parties[party.0].desks.len();
        self.cast.parties[party.0].desks.push(name);
        cursor.phrase("persons")?;
        joined(cursor, |cursor| {
            let token = cursor.word("a person's name")?;
            if self.cast.has(&token.text) {
                return Err(cursor.fault_at(Some(token), "a name that nobody has yet"));
            }
            self.cast.persons.push(Person {
                name: token.text.clone(),
                party,
                desk,
            });
            Ok(())
        })?;
        Ok(())
    }

    fn zone_entry(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Fault> {
        let spot = cursor.spot();
        let name = cursor.word("the zone's name")?.text.clone();
        let boundary = if cursor.take_phrase("in words") {
            Boundary::InWords
        } else if cursor.take_phrase("claimed by") {
            let party = self.party(cursor)?;
            cursor.phrase("boundary")?;
            Boundary::Claimed(party, self.footprint(cursor, Decimetres::ZERO)?)
        } else {
            cursor.phrase("agreed boundary")?;
            Boundary::Agreed(self.footprint(cursor, Decimetres::ZERO)?)
        };
        let text = cursor.quoted("the words of the agreement")?;
        let mut zone = Zone {
            name,
            spot,
            boundary,
            text,
            obliged: Vec::new(),
            rules: Rules::default(),
        };
        while cursor.take_if(",") {
            self.zone_clause(cursor, &mut zone)?;
        }
        self.zones.push(zone);
        Ok(())
    }

    fn zone_clause(&self, cursor: &mut Cursor<'_>, zone: &mut Zone) -> Result<(), Fault> {
        const WHAT: &str = "\"obliged\", \"freshness\", \"lead-time\", \"emergency-lead-time\", \"tolerance\", \
            \"worst-precision\", \"buffer\", \"halt\", \"outcome-life\", \"check-floor\", \"check-budget\", \
            \"owner-delay\", \"escalation\" or \"reminder\"";
        let rules = &mut zone.rules;
        let token = cursor.word(WHAT)?;
        match token.text.as_str() {
            "obliged" => {
                let party = self.party(cursor)?;
                cursor.phrase("for")?;
                let forces = self.forces(cursor)?;
                let part = if cursor.take_if("in") {
                    Some(self.footprint(cursor, Decimetres::ZERO)?)
                } else {
                    None
                };
                zone.obliged.push(Obliged {
                    party,
                    forces,
                    part,
                });
            }
            "freshness" => rules.freshness = self.span(cursor)?,
            "lead-time" => rules.lead_time = self.span(cursor)?,
            "emergency-lead-time" => rules.emergency_lead_time = self.span(cursor)?,
            "tolerance" => rules.tolerance = self.span(cursor)?,
            "worst-precision" => rules.worst_precision = self.length(cursor)?,
            "buffer" => {
                rules.buffer = self.length(cursor)?;
                while cursor.take_if("and") {
                    let buffer = self.length(cursor)?;
                    cursor.phrase("for")?;
                    let activity =
                        vocabulary(cursor, "an activity", Activity::ALL, Activity::word)?;
                    rules.activity_buffers.push((activity, buffer));
                }
            }
            "halt" => rules.halt = self.span(cursor)?,
            "outcome-life" => rules.outcome_life = self.span(cursor)?,
            "check-floor" => {
                let square_km = self.number(cursor, "an area such as 1 km2")?;
                cursor.phrase("km2 and")?;
                rules.floor_m2 = u64::from(square_km) * 1_000_000;
                rules.floor_span = self.span(cursor)?;
            }
            "check-budget" => rules.budget = self.number(cursor, "a number of checks per day")?,
            "owner-delay" => rules.owner_delay = self.span(cursor)?,
            "escalation" => rules.escalation = self.span(cursor)?,
            "reminder" => rules.reminder = Some(self.span(cursor)?),
            _ => return Err(cursor.fault_at(Some(token), WHAT)),
        }
        Ok(())
    }
}

/// A length of so many metres, for the defaults below.
const fn metres(metres: u32) -> Decimetres {
    match Decimetres::from_metres(metres) {
        Ok(length) => length,
        Err(_) => Decimetres::ZERO,
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            freshness: Span::hours(4),
            lead_time: Span::hours(2),
            emergency_lead_time: Span::minutes(15),
            tolerance: Span::minutes(5),
            worst_precision: metres(2_000),
            buffer: metres(300),
            activity_buffers: Vec::new(),
            halt: Span::minutes(30),
            outcome_life: Span::minutes(30),
            floor_m2: 0,
            floor_span: Span::ZERO,
            budget: 100,
            owner_delay: Span::hours(24),
            escalation: Span::minutes(2),
            reminder: None,
        }
    }
}
