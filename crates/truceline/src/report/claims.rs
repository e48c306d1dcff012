//! Claims in a report: side by side by question, their numbers along time, and figures with their rules.
//!
//! Whose word each is stands before it. What people said is quoted and not translated.

use super::wording::{Wording, people, standing_out};
use super::{Block, Cell, Holds, Line, Run, cell};
use crate::catalogue::Wordless;
use crate::wire::claim::{ProvenanceView, SaidHowView};
use crate::wire::claims::{
    EnteredView, FigureView, NumberView, SideBySideView, TimelineView, VoiceView,
};
use crate::wire::proposition::{PropositionView, SpokenOfView};
use std::collections::BTreeMap;

type Rows = Vec<Vec<Cell>>;

impl Wording<'_> {
    fn all(&self, who: &[SpokenOfView]) -> Result<String, Wordless> {
        let who: Result<Vec<String>, _> = who.iter().map(|who| self.who(who)).collect();
        self.list(who?)
    }

    /// What a claim counts, without how many.
    fn counted(&self, proposition: &PropositionView) -> Result<Option<String>, Wordless> {
        let (key, of, mut with) = match proposition {
            PropositionView::Casualties {
                category, of, harm, ..
            } => (
                "counted-people",
                of,
                vec![
                    ("harm", self.catalogue.word("harm", harm)?),
                    ("category", self.catalogue.word("category", category)?),
                ],
            ),
            PropositionView::Damage { object, of, .. } => (
                "counted-things",
                of,
                vec![("object", self.catalogue.word("object", object)?)],
            ),
            _ => return Ok(None),
        };
        let key = match of {
            Some(_) => format!("{key}-of"),
            None => key.to_owned(),
        };
        if let Some(whose) = of {
            with.push(("whose", self.who(whose)?));
        }
        let with: Vec<_> = with
            .iter()
            .map(|(name, words)| (*name, words.into()))
            .collect();
        self.catalogue.say(&key, &with).map(Some)
    }

    fn said_words(&self, words: Option<&String>, lines: &mut Cell) -> Result<(), Wordless> {
        if let Some(words) = words {
            lines.push(vec![self.quotation(words, None)?]);
        }
        Ok(())
    }

    /// What a claim says.
    pub(super) fn says(&self, proposition: &PropositionView) -> Result<Cell, Wordless> {
        let own = |text: String| vec![Run::own(text)];
        let mut lines: Cell = Vec::new();
        match proposition {
            PropositionView::WhatHappened { event, words } => {
                lines.push(own(self.catalogue.word("event", event)?));
                self.said_words(words.as_ref(), &mut lines)?;
            }
            PropositionView::Where(place) => lines.push(own(self.place(place)?)),
            PropositionView::When(told) => lines.push(own(self.time(told)?)),
            PropositionView::WhoWasPresent {
                who,
                forces,
                count,
                words,
            } => {
                lines.push(own(self.all(who)?));
                if !forces.is_empty() {
                    let forces = self.words("force", forces)?;
                    lines.push(own(self
                        .catalogue
                        .say("says-forces", &[("forces", (&forces).into())])?));
                }
                if let Some(count) = count {
                    lines.push(own(self.count(count)?));
                }
                self.said_words(words.as_ref(), &mut lines)?;
            }
            PropositionView::WhoWasTold {
                teller,
                whom,
                means,
                at,
                of,
            } => {
                let teller = self.who(teller)?;
                lines.push(own(self
                    .catalogue
                    .say("says-told", &[("teller", (&teller).into())])?));
                if let Some(whom) = whom {
                    let whom = self.who(whom)?;
                    let with = [("whom", (&whom).into())];
                    lines.push(own(self.catalogue.say("says-told-whom", &with)?));
                }
                if let Some(means) = means {
                    let means = self.catalogue.word("means", means)?;
                    let with = [("means", (&means).into())];
                    lines.push(own(self.catalogue.say("says-told-means", &with)?));
                }
                if let Some(at) = at {
                    let when = self.time(at)?;
                    let with = [("when", (&when).into())];
                    lines.push(own(self.catalogue.say("says-told-when", &with)?));
                }
                self.said_words(of.as_ref(), &mut lines)?;
            }
            PropositionView::WhoDidIt { who, words } => {
                lines.push(own(self.all(who)?));
                self.said_words(words.as_ref(), &mut lines)?;
            }
            PropositionView::Casualties { count, named, .. } => {
                lines.push(own(self.number(proposition, &self.count(count)?)?));
                if let Some(named) = named {
                    let with = [("named", u64::from(*named).into())];
                    lines.push(own(self.catalogue.say("says-named", &with)?));
                }
            }
            PropositionView::Damage { count, words, .. } => {
                lines.push(own(match count {
                    Some(count) => self.number(proposition, &self.count(count)?)?,
                    None => self.counted(proposition)?.unwrap_or_default(),
                }));
                self.said_words(words.as_ref(), &mut lines)?;
            }
            PropositionView::Compliance {
                agreement,
                clause,
                how,
                whose,
            } => {
                let how = self.catalogue.word("compliance", how)?;
                let clause = clause.to_string();
                let with = [
                    ("agreement", agreement.into()),
                    ("clause", (&clause).into()),
                    ("how", (&how).into()),
                ];
                lines.push(own(self.catalogue.say("says-clause", &with)?));
                if let Some(whose) = whose {
                    let whose = self.who(whose)?;
                    let with = [("party", (&whose).into())];
                    lines.push(own(self.catalogue.say("says-clause-by", &with)?));
                }
            }
            PropositionView::Relations {
                actor,
                relation,
                to,
            } => {
                let relation = self.catalogue.word("relation", relation)?;
                let with = [
                    ("actor", actor.into()),
                    ("relation", (&relation).into()),
                    ("other", to.into()),
                ];
                lines.push(own(self.catalogue.say("says-relation", &with)?));
            }
        }
        Ok(lines)
    }

    fn number(&self, proposition: &PropositionView, number: &str) -> Result<String, Wordless> {
        let counted = self.counted(proposition)?.unwrap_or_default();
        let with = [("counted", (&counted).into()), ("number", number.into())];
        self.catalogue.say("says-number", &with)
    }

    fn how_said(&self, stated: &SaidHowView) -> Result<String, Wordless> {
        let channel = self.catalogue.word("channel", stated.channel)?;
        let when = match &stated.at {
            Some(at) => self.time(at)?,
            None => self.plain("time-unknown")?,
        };
        let with = [("channel", (&channel).into()), ("when", (&when).into())];
        self.catalogue.say("said-how", &with)
    }

    /// Who spoke, in which words, and where it was found.
    fn source(&self, given: &ProvenanceView, lines: &mut Cell) -> Result<(), Wordless> {
        let told = [
            ("said-speaker", "speaker", &given.speaker),
            ("said-reported", "source", &given.reported_by),
            ("said-clock", "clock", &given.clock),
            ("said-source", "source", &given.address),
        ];
        for (key, name, value) in told {
            if let Some(value) = value {
                lines.push(vec![Run::own(self.with(key, name, value)?)]);
            }
        }
        if let Some(hash) = &given.sha256 {
            let lead = self.catalogue.say("said-hash", &[("hash", "".into())])?;
            lines.push(vec![Run::own(lead), Run::code(hash.clone())]);
        }
        let language = given.language.as_deref();
        if let Some(original) = &given.original {
            let lead = match language {
                Some(language) => self.with("said-original", "language", language)?,
                None => self.plain("said-original-plain")?,
            };
            lines.push(self.quoting(lead, original, language)?);
        }
        if let Some(translation) = &given.translation {
            let lead = self.plain("said-translation")?;
            lines.push(self.quoting(lead, translation, None)?);
        }
        Ok(())
    }

    fn claim(&self, claim: &EnteredView) -> Result<Vec<Cell>, Wordless> {
        let claimant = self.voice(&claim.claimant)?;
        let mut says = Vec::new();
        if claim.polarity == "was-not" {
            let lead = self
                .catalogue
                .say("says-denied", &[("claimant", (&claimant).into())])?;
            says.push(vec![Run::strong(lead)]);
        }
        match &claim.proposition {
            Some(proposition) => says.extend(self.says(proposition)?),
            None => says.extend(cell(self.plain("says-not-at-hand")?)),
        }
        if let Some(why) = claim.withdrawn {
            let why = why.trim_end_matches(" by its claimant");
            let word = self.catalogue.word("withdrawn", why)?;
            says.extend(cell(match &claim.withdrawal {
                None => word,
                Some(one) => {
                    let (party, at) = (self.named(&one.by), self.instant(&one.at)?);
                    let with = [
                        ("withdrawn", (&word).into()),
                        ("party", (&party).into()),
                        ("at", (&at).into()),
                        ("record", one.record.into()),
                    ];
                    self.catalogue.say("said-withdrawn", &with)?
                }
            }));
        }
        if let Some(by) = &claim.superseded_by {
            says.push(vec![
                Run::own(
                    self.catalogue
                        .say("said-superseded", &[("claim", "".into())])?,
                ),
                Run::code(by.clone()),
            ]);
        }
        for stance in &claim.stances {
            let by = self.voice(&stance.by)?;
            let word = self.catalogue.word("stance", stance.stance)?;
            let stated = self.how_said(&stance.stated)?;
            let with = [
                ("claimant", (&by).into()),
                ("stance", (&word).into()),
                ("stated", (&stated).into()),
            ];
            says.push(standing_out(
                &self.catalogue.say("said-stance", &with)?,
                &by,
            ));
        }
        let mut said = cell(self.how_said(&claim.stated)?);
        if let Some(given) = &claim.provenance {
            self.source(given, &mut said)?;
            if let Some(remark) = &given.remark {
                let lead = self.with("said-remark", "party", claim.entered_by.short())?;
                said.push(self.quoting(lead, remark, None)?);
            }
        }
        let party = self.named(&claim.entered_by);
        let with = [("party", (&party).into()), ("record", claim.record.into())];
        said.push(vec![Run::own(self.catalogue.say("said-entered", &with)?)]);
        said.push(vec![Run::code(claim.id.clone())]);
        Ok(vec![vec![self.voice_line(&claim.claimant)?], says, said])
    }

    /// Whose word something is, the name standing out.
    fn voice_line(&self, voice: &VoiceView) -> Result<Line, Wordless> {
        let said = self.voice(voice)?;
        Ok(match voice {
            VoiceView::Party(_) => vec![Run::strong(said)],
            VoiceView::Outside(name) => standing_out(&said, &people(name)),
            VoiceView::Erased(_) => vec![Run::own(said)],
        })
    }

    /// Claims side by side, question by question.
    ///
    /// # Errors
    /// [`Wordless`].
    pub fn side_by_side(
        &self,
        claims: &SideBySideView,
        blocks: &mut Vec<Block>,
    ) -> Result<(), Wordless> {
        if claims.questions.is_empty() {
            blocks.push(Block::Note {
                line: vec![Run::own(self.plain("claims-none")?)],
            });
        }
        for answers in &claims.questions {
            blocks.push(Block::Heading {
                level: 2,
                text: self.catalogue.word("question", answers.question)?,
            });
            let rows = answers.claims.iter().map(|claim| self.claim(claim));
            let rows: Result<Rows, _> = rows.collect();
            blocks.push(Block::Table {
                columns: self.columns(&[
                    ("label-claimant", 4, Holds::Words),
                    ("label-says", 6, Holds::Words),
                    ("label-said", 6, Holds::Detail),
                ])?,
                rows: rows?,
            });
        }
        Ok(())
    }

    fn number_row(&self, number: &NumberView) -> Result<Vec<Cell>, Wordless> {
        let claimant = self.voice(&number.claimant)?;
        let mut count = Vec::new();
        if number.polarity == "was-not" {
            let with = [("claimant", (&claimant).into())];
            count.push(vec![Run::strong(self.catalogue.say("says-denied", &with)?)]);
        }
        count.push(vec![Run::own(self.count(&number.count)?)]);
        let became = match number.since {
            Some(since) => self.catalogue.word("became", since)?,
            None => String::new(),
        };
        let said = cell(self.how_said(&number.stated)?);
        let claimant = vec![self.voice_line(&number.claimant)?];
        Ok(vec![count, claimant, said, cell(became)])
    }

    /// How the numbers changed; what a claim counts is taken from the claims themselves.
    ///
    /// # Errors
    /// [`Wordless`].
    pub fn numbers(
        &self,
        numbers: &TimelineView,
        claims: &SideBySideView,
        blocks: &mut Vec<Block>,
    ) -> Result<(), Wordless> {
        if numbers.counts.is_empty() {
            blocks.push(Block::Note {
                line: vec![Run::own(self.plain("numbers-none")?)],
            });
        }
        let by_id = by_id(claims);
        for counts in &numbers.counts {
            let first = counts.numbers.first();
            let claim = first.and_then(|number| by_id.get(number.claim.as_str()));
            let text = self.counted_by(claim.copied())?;
            blocks.push(Block::Heading { level: 2, text });
            let rows = counts.numbers.iter().map(|number| self.number_row(number));
            let rows: Result<Rows, _> = rows.collect();
            blocks.push(Block::Table {
                columns: self.columns(&[
                    ("label-number", 3, Holds::Number),
                    ("label-claimant", 5, Holds::Words),
                    ("label-said", 7, Holds::Detail),
                    ("label-became", 4, Holds::Words),
                ])?,
                rows: rows?,
            });
        }
        Ok(())
    }

    fn counted_by(&self, claim: Option<&EnteredView>) -> Result<String, Wordless> {
        let proposition = claim.and_then(|claim| claim.proposition.as_ref());
        let counted = match proposition {
            Some(proposition) => self.counted(proposition)?,
            None => None,
        };
        counted.map_or_else(|| self.plain("says-not-at-hand"), Ok)
    }

    fn figure(&self, figure: &FigureView) -> Result<String, Wordless> {
        let open = |number: u32, key: &str, is_open: bool| {
            let number = number.to_string();
            match is_open {
                true => self.catalogue.say(key, &[("figure", (&number).into())]),
                false => Ok(number),
            }
        };
        let low = open(figure.low, "figure-or-fewer", figure.or_fewer)?;
        let high = open(figure.high, "figure-or-more", figure.or_more)?;
        let range = match figure.low == figure.high && !(figure.or_fewer && figure.or_more) {
            true if figure.or_more => high,
            true => low,
            false => self.catalogue.say(
                "figure-range",
                &[("low", (&low).into()), ("high", (&high).into())],
            )?,
        };
        let rule = self.catalogue.word("rule", figure.rule)?;
        let with = [
            ("figure", (&range).into()),
            ("claims", figure.from.len().into()),
            ("rule", (&rule).into()),
        ];
        self.catalogue.say("figure-drawn", &with)
    }

    /// Figures, each with its rule; those that count the same stand together.
    ///
    /// # Errors
    /// [`Wordless`].
    pub fn figures(
        &self,
        figures: &[FigureView],
        claims: &SideBySideView,
        blocks: &mut Vec<Block>,
    ) -> Result<(), Wordless> {
        if figures.is_empty() {
            blocks.push(Block::Note {
                line: vec![Run::own(self.plain("figure-none")?)],
            });
            return Ok(());
        }
        let by_id = by_id(claims);
        let mut rows: Rows = Vec::new();
        for drawn in figures.chunk_by(|one, next| one.counted == next.counted) {
            let claim = drawn.first().and_then(|figure| figure.from.first());
            let claim = claim.and_then(|claim| by_id.get(claim.as_str()).copied());
            let lines = drawn
                .iter()
                .map(|figure| Ok(vec![Run::own(self.figure(figure)?)]));
            let lines: Result<Cell, Wordless> = lines.collect();
            let counted = Run::strong(self.counted_by(claim)?);
            rows.push(vec![vec![vec![counted]], lines?]);
        }
        blocks.push(Block::Table {
            columns: self.columns(&[
                ("label-counted", 2, Holds::Words),
                ("label-figure", 5, Holds::Words),
            ])?,
            rows,
        });
        Ok(())
    }
}

fn by_id(claims: &SideBySideView) -> BTreeMap<&str, &EnteredView> {
    let all = claims.questions.iter().flat_map(|answers| &answers.claims);
    all.map(|claim| (claim.id.as_str(), claim)).collect()
}
