//! What the register held of an incident's place and time, and what parties were asked about it, in a report.
//!
//! Nothing of it says where anybody was.

use super::wording::Wording;
use super::{Block, Cell, Fact, Holds, Run, cell};
use crate::catalogue::Wordless;
use crate::names::Named;
use crate::wire::check::shown;
use crate::wire::dossier::HeldView;
use crate::wire::incident::{AskedOfView, InformationReplyView, QuestionView};
use crate::wire::inquiry::InquiryView;
use truceline_register::ids::LogIndex;
use truceline_register::incident::asking::QuestionState;
use truceline_register::vocabulary::Outcome;

type Rows = Vec<Vec<Cell>>;

/// Marks of something that was told.
#[derive(Clone, Copy, Default)]
struct Marks {
    stale: bool,
    contested: bool,
    relayed: bool,
}

impl Wording<'_> {
    fn stood(&self, marks: Marks) -> Result<String, Wordless> {
        let keys = [
            (marks.stale, "mark-stale"),
            (marks.contested, "mark-contested"),
            (marks.relayed, "mark-relayed"),
        ];
        let keys = keys.into_iter().filter(|(set, _)| *set);
        let marks: Result<Vec<String>, _> = keys.map(|(_, key)| self.plain(key)).collect();
        match marks? {
            none if none.is_empty() => self.plain("mark-standing"),
            marks => self.list(marks),
        }
    }

    fn row(
        &self,
        what: String,
        whose: Option<&Named>,
        record: Option<LogIndex>,
        stood: String,
    ) -> Vec<Cell> {
        let whose = whose.map(|party| self.named(party)).unwrap_or_default();
        let record = record.map(|record| record.to_string()).unwrap_or_default();
        vec![cell(what), cell(whose), cell(record), cell(stood)]
    }

    fn told(&self, held: &InquiryView, rows: &mut Rows) -> Result<(), Wordless> {
        for told in &held.notifications {
            let resolution = self.catalogue.word("resolution", told.resolution)?;
            let with = [
                ("id", (&told.id).into()),
                ("resolution", (&resolution).into()),
            ];
            let what = self.catalogue.say("state-notification", &with)?;
            let stood = self.stood(Marks {
                stale: told.stale,
                contested: told.contested,
                relayed: told.relayed,
            })?;
            rows.push(self.row(
                what,
                Some(&told.party),
                told.records.first().copied(),
                stood,
            ));
        }
        for told in &held.positions {
            let stood = self.stood(Marks {
                stale: told.stale,
                contested: told.contested,
                relayed: told.relayed,
            })?;
            let what = self.plain("state-position")?;
            rows.push(self.row(what, Some(&told.party), Some(told.record), stood));
        }
        for told in &held.undisclosed {
            let what = self.plain("state-undisclosed")?;
            let stood = self.stood(Marks::default())?;
            rows.push(self.row(what, Some(&told.party), Some(told.record), stood));
        }
        for told in &held.unreadable {
            let what = self.plain("state-unreadable")?;
            let stood = self.stood(Marks::default())?;
            rows.push(self.row(what, Some(&told.party), Some(told.record), stood));
        }
        Ok(())
    }

    fn asked_for(&self, held: &InquiryView, rows: &mut Rows) -> Result<(), Wordless> {
        for asked in &held.requests {
            let answers = asked.answered.len();
            let stood = self
                .catalogue
                .say("state-request-answers", &[("answers", answers.into())])?;
            let stood = match asked.answered.iter().any(|answer| answer.late) {
                true => self.list([stood, self.plain("mark-late")?])?,
                false => stood,
            };
            let record = asked.request.versions.first().copied();
            let what = self.plain("state-request")?;
            rows.push(self.row(what, Some(&asked.request.to), record, stood));
        }
        for declared in &held.declarations {
            let forces = self.words("force", &declared.forces)?;
            let what = self
                .catalogue
                .say("state-declaration", &[("forces", (&forces).into())])?;
            let stood = self.stood(Marks {
                stale: false,
                contested: declared.contested,
                relayed: declared.relayed,
            })?;
            rows.push(self.row(what, Some(&declared.party), Some(declared.record), stood));
        }
        for channel in &held.channels {
            let stood = self.catalogue.word("line", channel.state)?;
            let what = self.plain("state-line")?;
            rows.push(self.row(what, Some(&channel.party), None, stood));
        }
        Ok(())
    }

    fn written(&self, held: &InquiryView, rows: &mut Rows) -> Result<(), Wordless> {
        for entry in held.relayed.iter().chain(&held.entered_later) {
            let what = self.with("state-relayed", "party", entry.written_by.short())?;
            let stood = self.catalogue.word("means", entry.means)?;
            rows.push(self.row(what, Some(&entry.speaker), Some(entry.record), stood));
        }
        for told in &held.informed {
            let what = self.with("state-informed", "party", told.by.short())?;
            let stood = self.catalogue.word("means", told.means)?;
            rows.push(self.row(what, told.party.as_ref(), Some(told.record), stood));
        }
        for checked in &held.checks {
            let outcomes = Outcome::ALL.iter();
            let said = outcomes.filter(|outcome| checked.said.contains(&shown(**outcome)));
            let said: Vec<&str> = said.map(|outcome| outcome.word()).collect();
            let stood = self.words("outcome", &said)?;
            let what = self.plain("state-check")?;
            rows.push(self.row(what, Some(&checked.party), Some(checked.record), stood));
        }
        for planned in &held.plans {
            let what = self.with("state-plan", "id", &planned.plan)?;
            let stood = match planned.state {
                Some(state) => self.catalogue.word("plan", state)?,
                None => self.plain("mark-standing")?,
            };
            rows.push(self.row(what, Some(&planned.party), None, stood));
        }
        for sent in &held.sent_not_acknowledged {
            let what = self.plain("state-sent")?;
            let stood = self.catalogue.word("resolution", sent.resolution)?;
            rows.push(self.row(what, None, Some(sent.record), stood));
        }
        Ok(())
    }

    fn missing(&self, held: &InquiryView) -> Result<Cell, Wordless> {
        let mut lines = Vec::new();
        for missing in &held.missing {
            let why = self.catalogue.word("why", missing.why)?;
            let said = match &missing.ask {
                Some(party) => {
                    let party = self.named(party);
                    let with = [("party", (&party).into()), ("why", (&why).into())];
                    self.catalogue.say("missing-of", &with)?
                }
                None => self
                    .catalogue
                    .say("missing-alone", &[("why", (&why).into())])?,
            };
            lines.push(vec![Run::own(said)]);
        }
        match lines.is_empty() {
            true => Ok(cell(self.plain("missing-none")?)),
            false => Ok(lines),
        }
    }

    /// What was held, in somebody's eyes.
    ///
    /// # Errors
    /// [`Wordless`].
    pub fn held(&self, held: &HeldView, blocks: &mut Vec<Block>) -> Result<(), Wordless> {
        let eyes = match &held.eyes {
            Some(party) => self.named(party),
            None => self.plain("state-register")?,
        };
        let as_of = self.catalogue.word("as-of", held.state.as_of)?;
        blocks.push(Block::Heading {
            level: 2,
            text: self.list([eyes, as_of])?,
        });
        let Some(found) = &held.state.held else {
            let why = self
                .catalogue
                .word("no-state", held.why.unwrap_or_default())?;
            blocks.push(Block::Note {
                line: vec![Run::own(why)],
            });
            return Ok(());
        };
        let outcome = self.catalogue.word("outcome", found.outcome)?;
        blocks.push(Block::Facts {
            rows: vec![
                Fact {
                    name: self.plain("label-outcome")?,
                    value: cell(outcome),
                },
                Fact {
                    name: self.plain("label-missing")?,
                    value: self.missing(found)?,
                },
            ],
        });
        let mut rows = Vec::new();
        self.told(found, &mut rows)?;
        self.asked_for(found, &mut rows)?;
        self.written(found, &mut rows)?;
        if rows.is_empty() {
            let nothing = self.plain("state-nothing")?;
            blocks.push(Block::Note {
                line: vec![Run::own(nothing)],
            });
            return Ok(());
        }
        blocks.push(Block::Table {
            columns: self.columns(&[
                ("label-what", 5, Holds::Words),
                ("label-whose", 4, Holds::Words),
                ("label-record", 2, Holds::Number),
                ("label-stood", 5, Holds::Words),
            ])?,
            rows,
        });
        Ok(())
    }

    fn reply(&self, reply: &InformationReplyView) -> Result<Cell, Wordless> {
        let said = match reply.kind {
            "positions" => self.catalogue.say(
                "request-positions",
                &[("positions", reply.positions.len().into())],
            )?,
            "nil" => {
                let forces = self.words("force", &reply.forces)?;
                let instant = |at: &Option<String>| self.instant(at.as_deref().unwrap_or_default());
                let (from, until) = (instant(&reply.from)?, instant(&reply.until)?);
                let window = self.catalogue.say(
                    "time-from-until",
                    &[("from", (&from).into()), ("until", (&until).into())],
                )?;
                let with = [("forces", (&forces).into()), ("window", (&window).into())];
                self.catalogue.say("request-nil", &with)?
            }
            "claims" => {
                let claims = self.list(reply.claims.iter().cloned())?;
                self.catalogue
                    .say("request-claims", &[("claims", (&claims).into())])?
            }
            other => self.catalogue.word("reply", other)?,
        };
        let mut lines = cell(said);
        if let Some(words) = &reply.words {
            lines.push(vec![self.quotation(words, None)?]);
        }
        Ok(lines)
    }

    /// Each answer with its own time: one that came later never stands under the time of one before it.
    fn question(&self, question: &QuestionView) -> Result<Rows, Wordless> {
        let asked = self.catalogue.word("asked", question.question)?;
        if question.given.is_empty() {
            let state = self.catalogue.word("state", question.state)?;
            return Ok(vec![vec![cell(asked), cell(state), cell("")]]);
        }
        let rows = question.given.iter().map(|given| {
            let state = match given.late {
                true => QuestionState::AnsweredLate,
                false => QuestionState::Answered,
            };
            let mut stood = cell(self.catalogue.word("state", state.word())?);
            stood.push(vec![Run::own(self.instant(&given.at)?)]);
            let record = self.plain("label-record")?;
            stood.push(vec![Run::own(format!("{record} {}", given.record))]);
            let answer = match (&given.reply, given.why) {
                (Some(reply), _) => self.reply(reply)?,
                (None, Some("erased")) => cell(self.plain("request-erased")?),
                (None, _) => cell(self.plain("request-sealed")?),
            };
            Ok(vec![cell(asked.clone()), stood, answer])
        });
        rows.collect()
    }

    /// What a party was asked, and what it answered.
    ///
    /// # Errors
    /// [`Wordless`].
    pub fn asked(&self, asked: &AskedOfView, blocks: &mut Vec<Block>) -> Result<(), Wordless> {
        blocks.push(Block::Heading {
            level: 2,
            text: self.named(&asked.to),
        });
        let mut facts = vec![
            Fact {
                name: self.plain("label-asked-by")?,
                value: cell(self.named(&asked.by)),
            },
            Fact {
                name: self.plain("label-asked")?,
                value: cell(self.instant(&asked.asked_at)?),
            },
            Fact {
                name: self.plain("label-until")?,
                value: cell(self.instant(&asked.due_by)?),
            },
            Fact {
                name: self.plain("label-record")?,
                value: vec![vec![
                    Run::own(format!("{} ", asked.record)),
                    Run::code(asked.id.clone()),
                ]],
            },
        ];
        if let Some(text) = &asked.text {
            facts.push(Fact {
                name: self.plain("label-words")?,
                value: self.quoted_cell(text)?,
            });
        }
        blocks.push(Block::Facts { rows: facts });
        let rows = asked.questions.iter().map(|one| self.question(one));
        let rows: Result<Vec<Rows>, _> = rows.collect();
        blocks.push(Block::Table {
            columns: self.columns(&[
                ("label-question", 5, Holds::Words),
                ("label-state", 3, Holds::Words),
                ("label-answer", 5, Holds::Words),
            ])?,
            rows: rows?.into_iter().flatten().collect(),
        });
        Ok(())
    }
}
