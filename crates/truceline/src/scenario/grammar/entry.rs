//! One entry of the log book: clock, actor, act and what must come of it.

use super::Reader;
use super::words::joined;
use crate::scenario::cast::PersonNumber;
use crate::scenario::coverage::{STATE_WORDS, stands};
use crate::scenario::deed::{Deed, Inquiry, Letter, What};
use crate::scenario::evidence::Evidence;
use crate::scenario::expectation::Fact;
use crate::scenario::moment;
use crate::scenario::text::{Cursor, Fault, Token, TokenKind};
use truceline_register::geometry::position::Decimetres;

/// What is said beside a statement: when it is signed and under which name its record is known.
#[derive(Debug, Default)]
pub(super) struct Circumstances {
    pub(super) signed_at: Option<truceline_register::time::Instant>,
    pub(super) name: Option<String>,
}

impl Reader {
    pub(super) fn deed(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Fault> {
        let spot = cursor.spot();
        let start = cursor.clone();
        let at = self.time_of_entry(cursor)?;
        let what = self.what(cursor)?;
        let text = text_between(&start, cursor);
        let expected = if cursor.take_if("->") {
            self.expected(cursor)?
        } else {
            super::super::expectation::Expected::default()
        };
        cursor.done("\"->\" and what must come of it, or the end of the entry")?;
        let expected = super::expected::completed(expected, &what);
        self.deeds.push(Deed {
            spot,
            at,
            text,
            what,
            expected,
        });
        Ok(())
    }

    fn time_of_entry(
        &mut self,
        cursor: &mut Cursor<'_>,
    ) -> Result<truceline_register::time::Instant, Fault> {
        let token = cursor.word("a time")?;
        let today = self.today.ok_or_else(|| {
            cursor.fault_at(Some(token), "an entry \"day\" before the first time")
        })?;
        let time = moment::time_of_day(&token.text).unwrap_or(truceline_register::time::Span::ZERO);
        let at = today.plus(time);
        if at < self.now {
            return Err(cursor.fault_at(
                Some(token),
                format!(
                    "a time not before {}: entries stand in the order in which things were heard",
                    self.now
                ),
            ));
        }
        self.now = at;
        Ok(at)
    }

    fn what(&mut self, cursor: &mut Cursor<'_>) -> Result<What, Fault> {
        if cursor.take_phrase("time passes") {
            return Ok(What::TimePasses);
        }
        if cursor.take_phrase("inquiry at") {
            return self.inquiry(cursor).map(What::Inquires);
        }
        if cursor.take_phrase("trail of stop") {
            return self.label(cursor).map(What::LooksAtStop);
        }
        if let Some(look) = self.looks_at_agreement(cursor)? {
            return Ok(look);
        }
        if cursor.take_if("incident") {
            return self.looks_at_incident(cursor);
        }
        if cursor.take_phrase("coverage of") {
            return self.coverage(cursor);
        }
        if cursor.take_phrase("word of stop") {
            let stop = self.label(cursor)?;
            cursor.phrase("leaves for")?;
            let person = self.person(cursor)?;
            return Ok(What::Reaches { stop, person });
        }
        let actor = self.person(cursor)?;
        if cursor.take_if("via") {
            self.party(cursor)?;
        }
        if cursor.take_phrase("looks up") {
            return cursor.quoted("a name").map(What::LooksUp);
        }
        if cursor.take_if("writes") {
            return self.writes(cursor, actor);
        }
        if cursor.take_phrase("hands in") {
            let token = cursor.word("a letter's name")?;
            let name = self.given(
                &self.letters,
                cursor,
                token,
                "a letter that was written before",
            )?;
            let times = match cursor.peek() {
                Some(token) if moment::number(&token.text).is_some() => {
                    let times = self.number(cursor, "a number")?;
                    cursor.phrase("times")?;
                    times
                }
                _ => 1,
            };
            return Ok(What::HandsIn {
                carrier: actor,
                name,
                times,
            });
        }
        if let Some(evidence) = self.evidence(cursor, actor)? {
            return Ok(What::Evidence(evidence));
        }
        self.letter(cursor, actor, None).map(What::Says)
    }

    fn writes(&mut self, cursor: &mut Cursor<'_>, actor: PersonNumber) -> Result<What, Fault> {
        let name = cursor.word("a name for the letter")?.text.clone();
        let id_of = if cursor.take_phrase("with the id of") {
            let token = cursor.word("a letter's name")?;
            Some(self.given(
                &self.letters,
                cursor,
                token,
                "a letter that was written before",
            )?)
        } else {
            None
        };
        cursor.phrase(":")?;
        let letter = self.letter(cursor, actor, id_of)?;
        self.letters.insert(name.clone());
        Ok(What::Writes { name, letter })
    }

    fn letter(
        &mut self,
        cursor: &mut Cursor<'_>,
        signer: PersonNumber,
        id_of: Option<String>,
    ) -> Result<Letter, Fault> {
        let mut around = Circumstances::default();
        let says = self.statement(cursor, &mut around)?;
        while cursor.take_if(",") {
            if !self.circumstance(cursor, &mut around)? {
                return Err(cursor.fault("\"signed\" with a time, or \"as\" with a name"));
            }
        }
        Ok(Letter {
            signer,
            signed_at: around.signed_at,
            id_of,
            name: around.name,
            says,
        })
    }

    /// A clause that any statement may have.
    pub(super) fn circumstance(
        &mut self,
        cursor: &mut Cursor<'_>,
        around: &mut Circumstances,
    ) -> Result<bool, Fault> {
        if cursor.take_if("signed") {
            around.signed_at = Some(self.moment(cursor)?);
            return Ok(true);
        }
        let is_name = cursor.peek().is_some_and(|t| t.text == "as");
        let mut ahead = cursor.clone();
        ahead.take();
        if is_name
            && ahead
                .peek()
                .is_some_and(|t| t.kind == TokenKind::Word && t.text != "of")
        {
            cursor.take();
            around.name = Some(self.new_label(cursor)?);
            return Ok(true);
        }
        Ok(false)
    }

    fn coverage(&self, cursor: &mut Cursor<'_>) -> Result<What, Fault> {
        let zone = self.zone(cursor)?;
        cursor.phrase("over")?;
        let window = self.window(cursor)?;
        let known = if cursor.take_if("known") {
            self.moment(cursor)?
        } else {
            self.now
        };
        Ok(What::LooksAtCoverage(zone, window, known))
    }

    /// "stands A nil 08:00-09:00 and B silent overdue 08:00-09:00".
    pub(super) fn stands(&self, cursor: &mut Cursor<'_>) -> Result<Vec<Fact>, Fault> {
        joined(cursor, |cursor| {
            let party = self.party(cursor)?;
            let what = STATE_WORDS.join(", ");
            let word = cursor.word("how it stands")?;
            if !STATE_WORDS.contains(&word.text.as_str()) {
                return Err(cursor.fault_at(Some(word), what));
            }
            let overdue = cursor.take_if("overdue");
            let window = self.window(cursor)?;
            let party = &self.cast.of(party).name;
            Ok(stands(party, &word.text, overdue, window))
        })
    }

    fn inquiry(&self, cursor: &mut Cursor<'_>) -> Result<Inquiry, Fault> {
        let footprint = self.footprint(cursor, Decimetres::ZERO)?;
        cursor.phrase("valid")?;
        let valid = self.window(cursor)?;
        cursor.phrase("known")?;
        let known = if cursor.take_if("now") {
            self.now
        } else {
            self.moment(cursor)?
        };
        let viewpoint = if cursor.take_if("viewpoint") {
            Some(self.party(cursor)?)
        } else {
            None
        };
        Ok(Inquiry {
            footprint,
            altitude: None,
            valid,
            known,
            viewpoint,
        })
    }

    fn evidence(
        &mut self,
        cursor: &mut Cursor<'_>,
        actor: PersonNumber,
    ) -> Result<Option<Evidence>, Fault> {
        let party = self.cast.who(actor).party;
        let mut ahead = cursor.clone();
        if ahead.take_phrase("takes bundle") {
            *cursor = ahead;
            let bundle = self.new_bundle(cursor)?;
            let of = if cursor.take_if("of") {
                joined(cursor, |cursor| self.label(cursor))?
            } else {
                Vec::new()
            };
            let by = actor;
            return Ok(Some(Evidence::Takes { by, bundle, of }));
        }
        if ahead.take_if("leaves") {
            *cursor = ahead;
            let label = self.label(cursor)?;
            cursor.phrase("out of")?;
            let from = self.bundle(cursor)?;
            cursor.phrase("as")?;
            let bundle = self.new_bundle(cursor)?;
            return Ok(Some(Evidence::LeavesOut {
                label,
                from,
                bundle,
            }));
        }
        if ahead.take_if("verifies") {
            *cursor = ahead;
            return Ok(Some(Evidence::Verifies {
                bundle: self.bundle(cursor)?,
            }));
        }
        if ahead.take_phrase("witnesses the log") {
            *cursor = ahead;
            return Ok(Some(Evidence::Witnesses { witness: party }));
        }
        if ahead.take_phrase("is shown a log without") {
            *cursor = ahead;
            return Ok(Some(Evidence::IsShown {
                witness: party,
                label: self.label(cursor)?,
            }));
        }
        Ok(None)
    }

    fn new_bundle(&mut self, cursor: &mut Cursor<'_>) -> Result<String, Fault> {
        let name = cursor.word("a name for the bundle")?.text.clone();
        self.bundles.insert(name.clone());
        Ok(name)
    }

    fn bundle(&self, cursor: &mut Cursor<'_>) -> Result<String, Fault> {
        let token = cursor.word("a bundle's name")?;
        self.given(
            &self.bundles,
            cursor,
            token,
            "a bundle that was taken before",
        )
    }
}

/// The entry as it reads, without its time and without what must come of it.
fn text_between(start: &Cursor<'_>, end: &Cursor<'_>) -> String {
    let mut cursor = start.clone();
    cursor.take();
    let mut text = String::new();
    let stop = end.spot();
    while let Some(token) = cursor.peek().filter(|token| token.spot < stop) {
        push(&mut text, token);
        cursor.take();
    }
    text
}

fn push(text: &mut String, token: &Token) {
    let is_mark = token.kind == TokenKind::Mark && token.text != "->";
    if !text.is_empty() && !is_mark {
        text.push(' ');
    }
    if token.kind == TokenKind::Quoted {
        text.push('"');
        text.push_str(&token.text);
        text.push('"');
    } else {
        text.push_str(&token.text);
    }
}
