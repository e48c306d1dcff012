//! Claims as they stand: a list, side by side by question, and the numbers along time.

mod numbers;

use numbers::figures_text;
pub use numbers::{FigureView, NumberView, NumbersView, TimelineView, counted, figures};

use super::claim::{ClaimAboutView, ProvenanceView, SaidHowView, denial, why};
use super::cut::cut;
use super::proposition::PropositionView;
use super::time;
use crate::names::{Named, Names};
use crate::render::one_line;
use serde::Serialize;
use std::fmt::Write as _;
use truceline_register::claim::history::{Entered, Taken, Voice};
use truceline_register::claim::proposition::Provenance;
use truceline_register::claim::view;
use truceline_register::claim::words::{Question, Rule};
use truceline_register::ids::LogIndex;
use truceline_register::register::Standpoint;
use truceline_register::register::said::Told;
use utoipa::ToSchema;

/// The same under every list of claims.
pub const ATTRIBUTED: &str =
    "Each line is the word of whom it names. The register says none of it, and weighs none of it.";

/// Whose word something is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VoiceView {
    /// A party of the register.
    Party(Named),
    /// Somebody outside, by name.
    Outside(String),
    /// Somebody outside whose name was erased.
    Erased(LogIndex),
}

/// A stance on a claim.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StanceLine {
    /// The record.
    pub record: LogIndex,
    /// Whose.
    pub by: VoiceView,
    /// Who entered it.
    pub entered_by: Named,
    /// Which.
    pub stance: &'static str,
    /// When and how it was said.
    pub stated: SaidHowView,
    /// Where it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provenance: Option<ProvenanceView>,
}

/// A withdrawal of a claim, by whoever says it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WithdrawalLine {
    /// The record.
    pub record: LogIndex,
    /// Who entered it; of a claim that was taken back, not always its claimant.
    pub by: Named,
    /// When the register heard it.
    pub at: String,
    /// Where it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provenance: Option<ProvenanceView>,
}

/// A claim as it stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EnteredView {
    /// Which.
    pub id: String,
    /// The record.
    pub record: LogIndex,
    /// About what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<ClaimAboutView>,
    /// Whose word it is.
    pub claimant: VoiceView,
    /// Who entered it.
    pub entered_by: Named,
    /// When the register heard it.
    pub entered_at: String,
    /// When and how it was said.
    pub stated: SaidHowView,
    /// To which question it speaks.
    pub question: &'static str,
    /// Whether it was so.
    pub polarity: &'static str,
    /// What is claimed; absent where it was erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposition: Option<PropositionView>,
    /// The same in words.
    pub says: String,
    /// Where it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provenance: Option<ProvenanceView>,
    /// Which earlier claim it takes the place of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<String>,
    /// Which claim takes its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<String>,
    /// Why it is withdrawn, where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<&'static str>,
    /// Who withdrew it, when and by which record, where it is withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawal: Option<WithdrawalLine>,
    /// Each voice's latest stance on it.
    pub stances: Vec<StanceLine>,
    /// Whether long words are cut here; `/v1/claims/{id}` has them whole.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub cut: bool,
}

/// The claims that speak to one question.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AnswersView {
    /// Which.
    pub question: &'static str,
    /// By claimant, each in the order in which it was said.
    pub claims: Vec<EnteredView>,
}

/// Claims side by side.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SideBySideView {
    /// About what.
    pub about: ClaimAboutView,
    /// By question.
    pub questions: Vec<AnswersView>,
    /// Figures that were asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<FigureView>,
    /// The same under every list of claims.
    pub note: &'static str,
}

impl VoiceView {
    /// The view of whose word it is.
    #[must_use]
    pub fn of(voice: Voice, names: &Names) -> Self {
        match voice {
            Voice::Party(party) => Self::Party(names.party(party)),
            Voice::Outside(name) => Self::Outside(name),
            Voice::Erased(record) => Self::Erased(record),
        }
    }

    /// In words.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Party(party) => party.short().to_owned(),
            Self::Outside(name) => format!("{} (outside the register)", one_line(name)),
            Self::Erased(record) => format!("somebody whose name was erased (record {record})"),
        }
    }
}

fn provenance(told: &Told<Provenance>) -> Option<ProvenanceView> {
    told.value().map(ProvenanceView::of)
}

impl StanceLine {
    fn of(taken: &Taken, names: &Names) -> Self {
        Self {
            record: taken.record,
            by: VoiceView::of(taken.voice(), names),
            entered_by: names.party(taken.by),
            stance: taken.said.stance.word(),
            stated: SaidHowView::of(&taken.said.stated),
            provenance: provenance(&taken.provenance),
        }
    }

    fn text(&self) -> String {
        let entered = match &self.by {
            VoiceView::Party(party) if *party == self.entered_by => String::new(),
            _ => format!(", entered by {}", self.entered_by.short()),
        };
        format!(
            "{} {} ({}{entered})",
            self.by.text(),
            self.stance,
            self.stated.text()
        )
    }
}

impl EnteredView {
    /// The view of a claim by then.
    #[must_use]
    pub fn of(entered: &Entered, known_at: LogIndex, names: &Names) -> Self {
        let proposition = match &entered.proposition {
            Told::Value(proposition) => Some(PropositionView::of(proposition, names)),
            Told::Nothing | Told::Erased => None,
        };
        let says = proposition.as_ref().map_or_else(
            || "what was claimed is not at hand".to_owned(),
            PropositionView::text,
        );
        let stances = view::stances(entered, known_at);
        Self {
            id: entered.said.id.to_string(),
            record: entered.record,
            about: entered
                .said
                .about
                .map(|about| ClaimAboutView::of(about, names)),
            claimant: VoiceView::of(entered.voice(), names),
            entered_by: names.party(entered.by),
            entered_at: time(entered.received_at),
            stated: SaidHowView::of(&entered.said.stated),
            question: entered.said.question.word(),
            polarity: entered.said.polarity.word(),
            says: format!("{}{says}", denial(entered.said.polarity)),
            proposition,
            provenance: provenance(&entered.provenance),
            supersedes: entered.said.supersedes.map(|claim| claim.to_string()),
            superseded_by: entered
                .superseded_by(known_at)
                .map(|claim| claim.to_string()),
            withdrawn: entered.withdrawn(known_at).map(|one| why(one.said.why)),
            withdrawal: entered.withdrawn(known_at).map(|one| WithdrawalLine {
                record: one.record,
                by: names.party(one.by),
                at: time(one.received_at),
                provenance: provenance(&one.provenance),
            }),
            stances: stances
                .into_values()
                .map(|taken| StanceLine::of(taken, names))
                .collect(),
            cut: false,
        }
    }

    fn marks(&self) -> String {
        let by = self.withdrawal.as_ref().map(|one| {
            format!(
                ": so entered by {} at {} as record {}",
                one.by.short(),
                one.at,
                one.record
            )
        });
        let by = by.unwrap_or_default();
        let withdrawn = self.withdrawn.map(|why| format!("withdrawn, {why}{by}"));
        let superseded = self
            .superseded_by
            .as_ref()
            .map(|by| format!("superseded by {by}"));
        let marks: Vec<String> = withdrawn.into_iter().chain(superseded).collect();
        match marks.is_empty() {
            true => String::new(),
            false => format!("  [{}]", marks.join("; ")),
        }
    }

    /// As lines of text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!(
            "  {}: {}{}\n",
            self.claimant.text(),
            one_line(&self.says),
            self.marks()
        );
        let given = self.provenance.clone().unwrap_or_default();
        let speaker = given
            .speaker
            .map(|speaker| format!("{}; ", one_line(&speaker)));
        let reported = given
            .reported_by
            .map(|by| format!("; as reported by {}", one_line(&by)));
        let clock = given
            .clock
            .map(|clock| format!("; clock given as {}", one_line(&clock)));
        let _ = writeln!(
            text,
            "      said: {}{}{}{}",
            speaker.unwrap_or_default(),
            self.stated.text(),
            clock.unwrap_or_default(),
            reported.unwrap_or_default()
        );
        let language = given
            .language
            .map(|language| format!(" ({})", one_line(&language)));
        if let Some(original) = given.original {
            let _ = writeln!(
                text,
                "      original{}: \"{}\"",
                language.unwrap_or_default(),
                one_line(&original)
            );
        }
        if let Some(translation) = given.translation {
            let _ = writeln!(text, "      translation: \"{}\"", one_line(&translation));
        }
        let sources = [
            given.address.as_deref().map(one_line),
            given.sha256.map(|sha256| format!("sha256 {sha256}")),
        ];
        let sources: Vec<String> = sources.into_iter().flatten().collect();
        if !sources.is_empty() {
            let _ = writeln!(text, "      source: {}", sources.join(", "));
        }
        if let Some(remark) = given.remark {
            let _ = writeln!(
                text,
                "      remark of {}: {}",
                self.entered_by.short(),
                one_line(&remark)
            );
        }
        let _ = writeln!(
            text,
            "      {} entered by {} as record {}",
            self.id,
            self.entered_by.short(),
            self.record
        );
        if self.cut {
            let _ = writeln!(text, "      cut here; whole: /v1/claims/{}", self.id);
        }
        if let Some(given) = self
            .withdrawal
            .as_ref()
            .and_then(|one| one.provenance.as_ref())
        {
            let sources = [
                given.address.as_deref().map(one_line),
                given.sha256.as_ref().map(|hash| format!("sha256 {hash}")),
            ];
            let sources: Vec<String> = sources.into_iter().flatten().collect();
            if !sources.is_empty() {
                let _ = writeln!(text, "      withdrawal, source: {}", sources.join(", "));
            }
        }
        for stance in &self.stances {
            // Whom another party's entry names may say what it makes of it.
            let named = match stance.by == self.claimant {
                true => "whose word it is said to be: ",
                false => "",
            };
            let _ = writeln!(text, "      {named}{}", stance.text());
        }
        text
    }
}

/// What became of a claim that does not stand any more.
fn since(entered: &Entered, known_at: LogIndex) -> Option<&'static str> {
    let withdrawn = entered.withdrawn(known_at).map(|_| "withdrawn");
    withdrawn.or_else(|| entered.superseded_by(known_at).map(|_| "superseded"))
}

/// A question as a heading.
fn heading(question: &str) -> String {
    let words = Question::from_word(question);
    let words = match words {
        Some(Question::WhatHappened) => "What happened",
        Some(Question::Where) => "Where",
        Some(Question::When) => "When",
        Some(Question::WhoWasPresent) => "Who was present",
        Some(Question::WhoWasTold) => "Who was told",
        Some(Question::WhoDidIt) => "Who did it",
        Some(Question::Casualties) => "Casualties",
        Some(Question::Damage) => "Damage",
        Some(Question::Compliance) => "Whether terms were kept",
        Some(Question::Relations) => "How actors stand to one another",
        None => question,
    };
    words.to_owned()
}

impl SideBySideView {
    /// The same with long words cut.
    #[must_use]
    pub fn cut(mut self) -> Self {
        for answers in &mut self.questions {
            let claims = std::mem::take(&mut answers.claims).into_iter();
            answers.claims = claims.map(cut).collect();
        }
        self
    }

    /// The view of claims about one thing.
    #[must_use]
    pub fn of(
        about: ClaimAboutView,
        claims: &[&Entered],
        rules: &[Rule],
        at: Standpoint,
        names: &Names,
    ) -> Self {
        let answers = view::side_by_side(claims).into_iter();
        let questions = answers.map(|answers| {
            let claims = answers.claims.iter();
            AnswersView {
                question: answers.question.word(),
                claims: claims
                    .map(|entered| EnteredView::of(entered, at.known_at, names))
                    .collect(),
            }
        });
        Self {
            about,
            questions: questions.collect(),
            figures: figures(claims, rules, at, names),
            note: ATTRIBUTED,
        }
    }

    /// As text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!("Claims about {}\n{}\n", self.about.text(), self.note);
        for answers in &self.questions {
            let _ = writeln!(text, "{}", heading(answers.question));
            text.extend(answers.claims.iter().map(EnteredView::text));
        }
        text + &figures_text(&self.figures)
    }
}

/// Claims as a list of text.
#[must_use]
pub fn text(claims: &[EnteredView]) -> String {
    match claims.is_empty() {
        true => "no claims\n".to_owned(),
        false => {
            let lines: String = claims.iter().map(EnteredView::text).collect();
            format!("{ATTRIBUTED}\n{lines}")
        }
    }
}
