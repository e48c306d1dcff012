//! A bulletin as a report: the view that page, table and feed are made of, in the words of a language.
//!
//! It adds no figure and leaves none out. Every figure stands with the name of its rule, every list with its maker,
//! every step and answer with whoever took it. Names and reasons stay in the words of whoever wrote them.

use super::wording::{Wording, people, standing_out};
use super::{Block, Cell, Column, Fact, Holds, Line, Report, Run, Running, cell, moment};
use crate::catalogue::{Catalogue, Wordless};
use crate::names::Named;
use crate::wire::bulletin::{BulletinFigureView, BulletinView, ClassesView, ListView};
use truceline_register::bulletin::rules;

type Row = Vec<Cell>;

/// What writes it.
struct Writing<'a> {
    words: Wording<'a>,
    view: &'a BulletinView,
    blocks: Vec<Block>,
}

/// The report of a bulletin in a language.
///
/// # Errors
/// [`Wordless`]: the catalogue lacks a word.
pub fn bulletin(view: &BulletinView, catalogue: &Catalogue) -> Result<Report, Wordless> {
    let words = Wording { catalogue };
    let mut writing = Writing {
        words,
        view,
        blocks: Vec::new(),
    };
    writing.opening()?;
    writing.lists()?;
    writing.beside()?;
    writing.rules()?;
    writing.check()?;
    let (zone, day) = (words.named(&view.content.zone), &view.content.day);
    let subject = [("zone", (&zone).into()), ("day", day.into())];
    let language = catalogue.language();
    Ok(Report {
        language: language.code(),
        direction: match language.is_right_to_left() {
            true => "rtl",
            false => "ltr",
        },
        title: words.plain("bulletin-title")?,
        subject: catalogue.say("bulletin-subject", &subject)?,
        marks: words.marks(view.exercise)?,
        running: running(words, view)?,
        drawn_at: moment(&view.published_at),
        blocks: writing.blocks,
    })
}

fn running(words: Wording<'_>, view: &BulletinView) -> Result<Running, Wordless> {
    let at = words.instant(&view.published_at)?;
    let with = [
        ("at", (&at).into()),
        ("version", view.version.into()),
        ("versions", view.versions.into()),
    ];
    let (root_name, root) = match &view.checkpoint {
        Some(under) => (words.plain("label-root")?, under.root.clone()),
        None => (words.plain("bulletin-no-checkpoint")?, String::new()),
    };
    Ok(Running {
        origin: view.register.clone(),
        as_of: words.catalogue.say("bulletin-as-of", &with)?,
        root_name,
        root,
        foot: words.plain("dossier-attributed")?,
        page: words.page()?,
    })
}

/// A number, and nothing beside it.
fn number(figure: BulletinFigureView) -> Cell {
    cell(figure.number.to_string())
}

/// The name of a rule, as every form of a bulletin writes it.
fn rule(name: &str) -> Cell {
    vec![vec![Run::code(name)]]
}

const fn counted(classes: &ClassesView) -> [BulletinFigureView; 4] {
    [
        classes.listed,
        classes.matched,
        classes.only,
        classes.disputed,
    ]
}

impl Writing<'_> {
    fn heading(&mut self, level: u8, text: String) {
        self.blocks.push(Block::Heading { level, text });
    }

    fn section(&mut self, key: &str) -> Result<(), Wordless> {
        let text = self.words.plain(key)?;
        self.heading(1, text);
        Ok(())
    }

    fn note(&mut self, text: String) {
        let line = vec![Run::own(text)];
        self.blocks.push(Block::Note { line });
    }

    fn fact(&self, key: &str, value: Cell) -> Result<Fact, Wordless> {
        let name = self.words.plain(key)?;
        Ok(Fact { name, value })
    }

    fn opening(&mut self) -> Result<(), Wordless> {
        let (words, view) = (self.words, self.view);
        let catalogue = words.catalogue;
        let publisher = words.named(&view.content.publisher);
        let at = words.instant(&view.published_at)?;
        let with = [
            ("version", view.version.into()),
            ("versions", view.versions.into()),
            ("party", (&publisher).into()),
            ("at", (&at).into()),
        ];
        self.note(catalogue.say("bulletin-published", &with)?);
        if let Some(replaces) = &view.replaces {
            let with = [
                ("record", replaces.record.into()),
                ("party", (&publisher).into()),
            ];
            let lead = catalogue.say("bulletin-replaces", &with)?;
            let line = words.quoting(lead, &replaces.why, None)?;
            self.blocks.push(Block::Note { line });
        }
        let lacks = view.countersignature.as_ref();
        let mut lines: Vec<Line> = Vec::new();
        if let Some(record) = view.replaced_by {
            let said = catalogue.say("bulletin-replaced", &[("record", record.into())])?;
            lines.push(vec![Run::strong(said)]);
        }
        if lacks.is_some_and(|lacks| !lacks.lacking.is_empty()) {
            let said = words.plain("bulletin-uncountersigned")?;
            lines.push(vec![Run::strong(said)]);
        }
        for key in ["bulletin-no-side", "dossier-caveat"] {
            lines.push(vec![Run::own(words.plain(key)?)]);
        }
        self.blocks.push(Block::Caveat { lines });
        let content = &view.content;
        let clock = format!("UTC{}", content.clock);
        let with = [
            ("clock", (&clock).into()),
            ("size", content.as_of.into()),
            ("listed", content.listed_at.into()),
        ];
        self.note(catalogue.say("bulletin-basis", &with)?);
        Ok(())
    }

    /// The head of a column of figures: their name in the language, and below it their rule's own.
    fn figures(&self, rule: &str, width: u8) -> Result<Column, Wordless> {
        let name = self.words.catalogue.word("entries", rule)?;
        Ok(Column {
            name: vec![vec![Run::own(name)], vec![Run::code(rule)]],
            width,
            holds: Holds::Number,
        })
    }

    fn lists(&mut self) -> Result<(), Wordless> {
        self.section("section-lists")?;
        self.note(self.words.plain("bulletin-heads")?);
        let view = self.view;
        for list in &view.content.lists {
            self.list(list)?;
        }
        let pairs = view.content.pairs;
        let rows = vec![vec![
            cell(self.words.plain("list-pairs")?),
            number(pairs),
            rule(pairs.rule),
        ]];
        self.table(["label-what", "label-number"], rows)
    }

    /// Figures under one another, each with its rule beside it.
    fn table(&mut self, [head, counted]: [&str; 2], rows: Vec<Row>) -> Result<(), Wordless> {
        let columns = self.words.columns(&[
            (head, 6, Holds::Words),
            (counted, 2, Holds::Number),
            ("label-rule", 3, Holds::Detail),
        ])?;
        self.blocks.push(Block::Table { columns, rows });
        Ok(())
    }

    fn list(&mut self, list: &ListView) -> Result<(), Wordless> {
        let words = self.words;
        let party = words.named(&list.party);
        let with = [("party", (&party).into())];
        self.heading(2, words.catalogue.say("list-of", &with)?);
        let said = words.catalogue.say("list-word-of", &with)?;
        let line = standing_out(&said, &party);
        self.blocks.push(Block::Note { line });
        let kinds = list.kinds.iter().map(|kind| {
            let name = words.catalogue.word("kind", kind.kind)?;
            let mut row = vec![cell(name)];
            row.extend(counted(&kind.classes).map(number));
            Ok(row)
        });
        let kinds: Result<Vec<Row>, Wordless> = kinds.collect();
        let mut rows = kinds?;
        let all = Run::strong(words.plain("list-all-kinds")?);
        let mut row = vec![vec![vec![all]]];
        row.extend(counted(&list.total).map(number));
        rows.push(row);
        let mut columns = words.columns(&[("label-entry-kind", 5, Holds::Words)])?;
        for figure in counted(&list.total) {
            columns.push(self.figures(figure.rule, 3)?);
        }
        self.blocks.push(Block::Table { columns, rows });
        let flags = [
            list.contested,
            list.withdrawn,
            list.corrected,
            list.unplaced,
            list.untold,
        ];
        let rows = flags.map(|figure| {
            let name = words.catalogue.word("entries", figure.rule)?;
            Ok(vec![cell(name), number(figure), rule(figure.rule)])
        });
        let rows: Result<Vec<Row>, Wordless> = rows.into_iter().collect();
        self.table(["label-of-these", "label-entries"], rows?)
    }

    fn party(&self, party: &Named) -> Cell {
        vec![vec![Run::strong(self.words.named(party))]]
    }

    /// Figures by whose word they count; nobody's is said to be nobody's.
    fn attributed(
        &mut self,
        caption: &str,
        columns: &[(&str, u8, Holds)],
        rows: Vec<Row>,
    ) -> Result<(), Wordless> {
        let text = self.words.plain(caption)?;
        self.heading(2, text);
        if rows.is_empty() {
            let nobody = self.words.plain("list-nobody")?;
            self.note(nobody);
            return Ok(());
        }
        let columns = self.words.columns(columns)?;
        self.blocks.push(Block::Table { columns, rows });
        Ok(())
    }

    fn beside(&mut self) -> Result<(), Wordless> {
        self.section("section-beside")?;
        let (words, content) = (self.words, &self.view.content);
        let catalogue = words.catalogue;
        let steps = content.steps.iter().map(|one| {
            let mut step = catalogue.word("step", one.step)?;
            if let Some(level) = one.level {
                let level = format!("L{level}");
                let with = [("step", (&step).into()), ("level", (&level).into())];
                step = catalogue.say("step-at-level", &with)?;
            }
            let of = cell(words.named(&one.of));
            let (figure, by) = (one.entries, self.party(&one.by));
            Ok(vec![by, of, cell(step), number(figure), rule(figure.rule)])
        });
        let steps: Result<Vec<Row>, Wordless> = steps.collect();
        let answers = content.answers.iter().map(|one| {
            let word = cell(catalogue.word("answer", one.word)?);
            let of = cell(words.named(&one.of));
            let (figure, by) = (one.entries, self.party(&one.by));
            Ok(vec![by, of, word, number(figure), rule(figure.rule)])
        });
        let answers: Result<Vec<Row>, Wordless> = answers.collect();
        let beside = content.beside.iter().map(|one| {
            let what = cell(catalogue.word("kind", one.what)?);
            let (figure, by) = (one.entries, self.party(&one.by));
            let withdrawn = number(one.withdrawn);
            Ok(vec![by, what, number(figure), withdrawn, rule(figure.rule)])
        });
        let beside: Result<Vec<Row>, Wordless> = beside.collect();
        let (steps, answers, beside) = (steps?, answers?, beside?);
        let by = |said| {
            [
                ("label-claimant", 4, Holds::Words),
                ("label-of-whose", 4, Holds::Words),
                (said, 6, Holds::Words),
                ("label-entries", 2, Holds::Number),
                ("label-rule", 3, Holds::Detail),
            ]
        };
        self.attributed("list-steps", &by("label-step"), steps)?;
        self.attributed("list-answers", &by("label-answer"), answers)?;
        let columns = [
            ("label-claimant", 4, Holds::Words),
            ("label-what", 6, Holds::Words),
            ("label-entries", 2, Holds::Number),
            ("label-withdrawn", 3, Holds::Number),
            ("label-rule", 3, Holds::Detail),
        ];
        self.attributed("list-beside", &columns, beside)?;
        let others = [
            ("list-others-answers", content.answers_by_others),
            ("list-others-beside", content.beside_by_others),
        ];
        let rows = others.map(|(key, figure)| {
            let name = cell(words.plain(key)?);
            Ok(vec![name, number(figure), rule(figure.rule)])
        });
        let rows: Result<Vec<Row>, Wordless> = rows.into_iter().collect();
        self.heading(2, words.plain("list-others")?);
        self.table(["label-what", "label-number"], rows?)
    }

    fn rules(&mut self) -> Result<(), Wordless> {
        self.section("section-rules")?;
        let words = self.words;
        let rows = rules::ALL.iter().map(|one| {
            let name = Run::strong(words.catalogue.word("entries", one.name)?);
            let says = cell(words.catalogue.word("rule", one.name)?);
            Ok(vec![vec![vec![name], vec![Run::code(one.name)]], says])
        });
        let rows: Result<Vec<Row>, Wordless> = rows.collect();
        let columns = words.columns(&[
            ("label-rule", 3, Holds::Words),
            ("label-counts", 8, Holds::Words),
        ])?;
        self.blocks.push(Block::Table {
            columns,
            rows: rows?,
        });
        Ok(())
    }

    fn check(&mut self) -> Result<(), Wordless> {
        self.section("section-check")?;
        let (words, view) = (self.words, self.view);
        let code = |text: &str| vec![vec![Run::code(text)]];
        let mut facts = vec![
            self.fact("label-origin", code(&view.register))?,
            self.fact("label-record", cell(view.record.to_string()))?,
            self.fact("label-content", code(&view.content.content_sha256))?,
            self.fact("label-reconciliation", code(&view.content.reconciliation))?,
        ];
        match &view.checkpoint {
            Some(under) => {
                facts.push(self.fact("label-size", cell(under.size.to_string()))?);
                facts.push(self.fact("label-root", code(&under.root))?);
            }
            None => {
                let none = words.plain("bulletin-no-checkpoint")?;
                facts.push(self.fact("label-root", cell(none))?);
            }
        }
        self.blocks.push(Block::Facts { rows: facts });
        let bulletin = people(&view.bulletin);
        let commands = [
            (
                "check-record",
                "truceline verify PROOF --card REGISTER.card".to_owned(),
            ),
            (
                "check-figures",
                format!("truceline bulletin check {bulletin}"),
            ),
        ];
        for (key, text) in commands {
            self.note(words.plain(key)?);
            self.blocks.push(Block::Code { text });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
