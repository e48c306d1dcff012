//! The dossier of an incident as a report.

use super::wording::Wording;
use super::{Block, Cell, Fact, Holds, Report, Run, Running, cell, moment};
use crate::catalogue::{Catalogue, Wordless};
use crate::wire::dossier::{DossierView, LeftOut, LogView, VersionView};
use crate::wire::incident::{AttachedView, IncidentDetailsView, StateView};

/// Section, and what writes it.
struct Writing<'a> {
    words: Wording<'a>,
    view: &'a DossierView,
    blocks: Vec<Block>,
}

/// The report of a dossier in a language.
///
/// # Errors
/// [`Wordless`]: the catalogue lacks a word.
pub fn dossier(view: &DossierView, catalogue: &Catalogue) -> Result<Report, Wordless> {
    let words = Wording { catalogue };
    let mut writing = Writing {
        words,
        view,
        blocks: Vec::new(),
    };
    writing.opening()?;
    writing.incident()?;
    writing.versions()?;
    writing.state()?;
    writing.requests()?;
    writing.claims()?;
    writing.left_out()?;
    writing.verify()?;
    let language = catalogue.language();
    Ok(Report {
        language: language.code(),
        direction: match language.is_right_to_left() {
            true => "rtl",
            false => "ltr",
        },
        title: words.plain("dossier-title")?,
        subject: view.incident.id.clone(),
        marks: words.marks(view.log.exercise)?,
        running: running(words, &view.log)?,
        drawn_at: moment(&view.log.at),
        blocks: writing.blocks,
    })
}

fn running(words: Wording<'_>, log: &LogView) -> Result<Running, Wordless> {
    let at = words.instant(&log.at)?;
    let with = [("at", (&at).into()), ("size", log.size.into())];
    Ok(Running {
        origin: log.origin.clone(),
        as_of: words.catalogue.say("report-as-of", &with)?,
        root_name: words.plain("label-root")?,
        root: log.root.clone(),
        foot: words.plain("dossier-attributed")?,
        page: words.page()?,
    })
}

impl Writing<'_> {
    fn section(&mut self, key: &str) -> Result<(), Wordless> {
        let text = self.words.plain(key)?;
        self.blocks.push(Block::Heading { level: 1, text });
        Ok(())
    }

    fn note(&mut self, text: String) {
        self.blocks.push(Block::Note {
            line: vec![Run::own(text)],
        });
    }

    fn fact(&self, key: &str, value: Cell) -> Result<Fact, Wordless> {
        Ok(Fact {
            name: self.words.plain(key)?,
            value,
        })
    }

    fn opening(&mut self) -> Result<(), Wordless> {
        let (words, log) = (self.words, &self.view.log);
        let at = words.instant(&log.at)?;
        let with = [
            ("origin", (&log.origin).into()),
            ("size", log.size.into()),
            ("at", (&at).into()),
        ];
        self.note(words.catalogue.say("dossier-drawn", &with)?);
        if let Some(eyes) = &self.view.eyes {
            self.note(words.with("dossier-eyes", "party", eyes.short())?);
        }
        let lines = ["dossier-attributed", "dossier-caveat"];
        let lines = lines.map(|key| Ok(vec![Run::own(words.plain(key)?)]));
        let lines: Result<Vec<_>, Wordless> = lines.into_iter().collect();
        self.blocks.push(Block::Caveat { lines: lines? });
        Ok(())
    }

    fn details(&self, details: Option<&IncidentDetailsView>) -> Result<Vec<Fact>, Wordless> {
        let Some(details) = details else {
            return Ok(vec![
                self.fact("label-where", cell(self.words.plain("place-erased")?))?,
            ]);
        };
        let mut facts = vec![
            self.fact("label-when", cell(self.words.time(&details.when)?))?,
            self.fact("label-where", cell(self.words.place(&details.place)?))?,
        ];
        if let Some(clock) = &details.clock {
            facts.push(self.fact("label-clock", self.words.quoted_cell(clock)?)?);
        }
        if let Some(text) = &details.text {
            facts.push(self.fact("label-words", self.words.quoted_cell(text)?)?);
        }
        Ok(facts)
    }

    fn incident(&mut self) -> Result<(), Wordless> {
        self.section("section-incident")?;
        let (words, opened) = (self.words, &self.view.incident);
        let mut facts = vec![
            self.fact("label-id", vec![vec![Run::code(opened.id.clone())]])?,
            self.fact("label-opened-by", cell(words.named(&opened.by)))?,
            self.fact("label-opened-at", cell(words.instant(&opened.opened_at)?))?,
            self.fact("label-record", cell(opened.record.to_string()))?,
            self.fact(
                "label-kind",
                cell(words.catalogue.word("event", opened.event)?),
            )?,
        ];
        facts.extend(self.details(opened.details.as_ref())?);
        self.blocks.push(Block::Facts { rows: facts });
        Ok(())
    }

    fn version(&self, version: &VersionView) -> Result<Vec<Cell>, Wordless> {
        let words = self.words;
        let (when, place) = match &version.details {
            Some(details) => (words.time(&details.when)?, words.place(&details.place)?),
            None => (String::new(), words.plain("place-erased")?),
        };
        Ok(vec![
            cell(version.record.to_string()),
            cell(words.instant(&version.at)?),
            cell(words.catalogue.word("event", version.event)?),
            cell(when),
            cell(place),
        ])
    }

    fn versions(&mut self) -> Result<(), Wordless> {
        self.section("section-versions")?;
        let versions = self.view.versions.iter();
        let rows: Result<Vec<_>, _> = versions.map(|version| self.version(version)).collect();
        self.blocks.push(Block::Table {
            columns: self.words.columns(&[
                ("label-record", 2, Holds::Number),
                ("label-opened-at", 4, Holds::Words),
                ("label-kind", 4, Holds::Words),
                ("label-when", 6, Holds::Words),
                ("label-where", 4, Holds::Words),
            ])?,
            rows: rows?,
        });
        Ok(())
    }

    fn attached(&mut self, attached: &AttachedView) -> Result<(), Wordless> {
        let with = [
            ("then", attached.then.into()),
            ("since", attached.since.into()),
        ];
        self.note(self.words.catalogue.say("state-attached", &with)?);
        Ok(())
    }

    /// Of which version the state that follows is, where there are several.
    fn of_version(&mut self, state: &StateView) -> Result<(), Wordless> {
        if self.view.versions.len() > 1 {
            let with = [
                ("number", state.version.into()),
                ("of", state.latest.into()),
                ("record", state.record.into()),
            ];
            self.note(self.words.catalogue.say("state-version", &with)?);
        }
        let mut versions = self.view.versions.iter();
        let version = versions.find(|version| version.record == state.record);
        match version.and_then(|version| version.attached.as_ref()) {
            Some(attached) => self.attached(attached),
            None => Ok(()),
        }
    }

    fn state(&mut self) -> Result<(), Wordless> {
        self.section("section-state")?;
        if self.view.held.is_empty()
            && let Some(attached) = &self.view.incident.attached
        {
            self.attached(attached)?;
        }
        let (mut told, mut shown) = (Vec::new(), None);
        for held in &self.view.held {
            if shown != Some(held.state.record) {
                shown = Some(held.state.record);
                told.clear();
                self.of_version(&held.state)?;
            }
            // Why nothing can be asked is the same in all eyes, and said once of a version.
            if let Some(why) = held.why.filter(|why| !told.contains(why)) {
                let said = self.words.catalogue.word("no-state", why)?;
                self.note(said);
                told.push(why);
            }
            if held.why.is_none() {
                self.words.held(held, &mut self.blocks)?;
            }
        }
        if self.view.left_out.contains(&LeftOut::State) {
            self.note(self.words.plain("left-out-state")?);
        }
        Ok(())
    }

    fn requests(&mut self) -> Result<(), Wordless> {
        self.section("section-requests")?;
        if self.view.incident.requests.is_empty() {
            self.note(self.words.plain("request-none")?);
        }
        for asked in &self.view.incident.requests {
            self.words.asked(asked, &mut self.blocks)?;
        }
        Ok(())
    }

    fn claims(&mut self) -> Result<(), Wordless> {
        let (words, view) = (self.words, self.view);
        self.section("section-claims")?;
        words.side_by_side(&view.claims, &mut self.blocks)?;
        self.section("section-numbers")?;
        words.numbers(&view.numbers, &view.claims, &mut self.blocks)?;
        self.section("section-figures")?;
        words.figures(&view.numbers.figures, &view.claims, &mut self.blocks)
    }

    fn left_out(&mut self) -> Result<(), Wordless> {
        self.section("section-left-out")?;
        let words = self.words;
        let mut items = Vec::new();
        for left_out in &self.view.left_out {
            let said = match left_out {
                LeftOut::Places => words.plain("left-out-places")?,
                LeftOut::Persons => words.plain("left-out-persons")?,
                LeftOut::Alerts => words.plain("left-out-alerts")?,
                LeftOut::State => words.plain("left-out-state")?,
                LeftOut::Readers => {
                    let eyes = self.view.eyes.as_ref();
                    let party = eyes.map(|party| words.named(party)).unwrap_or_default();
                    words.with("left-out-readers", "party", &party)?
                }
                LeftOut::Later => {
                    let last = self.view.log.size.saturating_sub(1);
                    words
                        .catalogue
                        .say("left-out-later", &[("size", last.into())])?
                }
            };
            items.push(vec![Run::own(said)]);
        }
        self.blocks.push(Block::List { items });
        Ok(())
    }

    fn verify(&mut self) -> Result<(), Wordless> {
        self.section("section-verify")?;
        let (words, log) = (self.words, &self.view.log);
        let facts = vec![
            self.fact("label-origin", vec![vec![Run::code(log.origin.clone())]])?,
            self.fact("label-size", cell(log.logged.to_string()))?,
            self.fact("label-root", vec![vec![Run::code(log.root.clone())]])?,
        ];
        self.blocks.push(Block::Facts { rows: facts });
        self.note(words.plain("verify-records")?);
        self.note(words.plain("verify-how")?);
        self.blocks.push(Block::Code {
            text: "truceline verify event.bundle --card register.card".to_owned(),
        });
        self.note(words.plain("label-checkpoint")?);
        self.blocks.push(Block::Code {
            text: log.checkpoint.clone(),
        });
        Ok(())
    }
}
