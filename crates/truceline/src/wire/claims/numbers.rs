//! The numbers in claims along time, and the figures that are drawn from them by named rules.

use super::{ATTRIBUTED, VoiceView, since};
use crate::names::Names;
use crate::render::one_line;
use crate::wire::claim::{ClaimAboutView, SaidHowView};
use crate::wire::proposition::{CountView, SpokenOfView};
use serde::Serialize;
use std::fmt::Write as _;
use truceline_register::claim::history::Entered;
use truceline_register::claim::view::{self, Counted};
use truceline_register::claim::words::Rule;
use truceline_register::register::Standpoint;
use utoipa::ToSchema;

/// A figure with the rule that drew it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FigureView {
    /// What is counted.
    pub counted: String,
    /// From.
    pub low: u32,
    /// Whether the claims leave open that it was fewer.
    pub or_fewer: bool,
    /// To.
    pub high: u32,
    /// Whether the claims leave open that it was more.
    pub or_more: bool,
    /// By which rule.
    pub rule: &'static str,
    /// The rule in words.
    pub rule_says: &'static str,
    /// From which claims.
    pub from: Vec<String>,
}

/// One number of one claimant.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NumberView {
    /// When and how it was said.
    pub stated: SaidHowView,
    /// Whose word it is.
    pub claimant: VoiceView,
    /// How many.
    pub count: CountView,
    /// Whether it was so many.
    pub polarity: &'static str,
    /// Whether it is neither superseded nor withdrawn.
    pub stands: bool,
    /// What became of it, where it does not stand: `superseded` or `withdrawn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<&'static str>,
    /// By which claim.
    pub claim: String,
}

/// The numbers that count the same, along time.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NumbersView {
    /// What is counted.
    pub counted: String,
    /// In the order in which they were said.
    pub numbers: Vec<NumberView>,
}

/// How the numbers changed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TimelineView {
    /// About what.
    pub about: ClaimAboutView,
    /// By what is counted.
    pub counts: Vec<NumbersView>,
    /// Figures that were asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<FigureView>,
    /// The same under every list of claims.
    pub note: &'static str,
}

/// What is counted, in words.
#[must_use]
pub fn counted(counted: &Counted, names: &Names) -> String {
    let of = |who: &Option<truceline_register::claim::proposition::Who>| {
        let who = who.as_ref().map(|who| SpokenOfView::of(who, names));
        who.map(|who| format!(" of {}", who.text()))
            .unwrap_or_default()
    };
    match counted {
        Counted::People {
            harm,
            category,
            of: whose,
        } => format!("{harm}, {category}{}", of(whose)),
        Counted::Things { object, of: whose } => format!("{object}{}", of(whose)),
    }
}

/// The figures that rules draw from claims, each with its rule.
#[must_use]
pub fn figures(
    claims: &[&Entered],
    rules: &[Rule],
    at: Standpoint,
    names: &Names,
) -> Vec<FigureView> {
    let numbers = view::numbers(claims);
    let drawn = numbers.iter().flat_map(|(what, numbers)| {
        rules.iter().filter_map(|rule| {
            let figure = view::figure(numbers, *rule, at)?;
            Some(FigureView {
                counted: counted(what, names),
                low: figure.low,
                or_fewer: figure.or_fewer,
                high: figure.high,
                or_more: figure.or_more,
                rule: rule.word(),
                rule_says: rule.says(),
                from: figure.claims.iter().map(ToString::to_string).collect(),
            })
        })
    });
    drawn.collect()
}

impl FigureView {
    /// As a line of text, with its rule.
    #[must_use]
    pub fn text(&self) -> String {
        let fewer = if self.or_fewer { " or fewer" } else { "" };
        let more = if self.or_more { " or more" } else { "" };
        let figure = match self.low == self.high && !(self.or_fewer && self.or_more) {
            true => format!("{}{fewer}{more}", self.low),
            false => format!("{}{fewer} to {}{more}", self.low, self.high),
        };
        let claims = match self.from.len() {
            1 => "1 claim".to_owned(),
            several => format!("{several} claims"),
        };
        format!(
            "  {}: {figure}, drawn from {claims} by the rule \"{}\": {}\n",
            one_line(&self.counted),
            self.rule,
            self.rule_says
        )
    }
}

pub(super) fn figures_text(figures: &[FigureView]) -> String {
    match figures.is_empty() {
        true => String::new(),
        false => {
            let lines: String = figures.iter().map(FigureView::text).collect();
            format!("Figures\n{lines}")
        }
    }
}

impl TimelineView {
    /// The view of the numbers that claims about one thing give.
    #[must_use]
    pub fn of(
        about: ClaimAboutView,
        claims: &[&Entered],
        rules: &[Rule],
        at: Standpoint,
        names: &Names,
    ) -> Self {
        let counts = view::numbers(claims)
            .into_iter()
            .map(|(what, numbers)| NumbersView {
                counted: counted(&what, names),
                numbers: numbers
                    .iter()
                    .map(|number| NumberView {
                        stated: SaidHowView::of(&number.claim.said.stated),
                        claimant: VoiceView::of(number.claim.voice(), names),
                        count: CountView::of(&number.count),
                        polarity: number.claim.said.polarity.word(),
                        stands: number.claim.stands(at.known_at),
                        since: since(number.claim, at.known_at),
                        claim: number.claim.said.id.to_string(),
                    })
                    .collect(),
            });
        Self {
            about,
            counts: counts.collect(),
            figures: figures(claims, rules, at, names),
            note: ATTRIBUTED,
        }
    }

    /// As text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!(
            "Numbers in claims about {}\n{}\n",
            self.about.text(),
            self.note
        );
        for counts in &self.counts {
            let _ = writeln!(text, "{}", one_line(&counts.counted));
            for number in &counts.numbers {
                let stands = number.since.map(|since| format!("  [{since}]"));
                let stands = stands.unwrap_or_default();
                let denial = match number.polarity {
                    "was" => "",
                    _ => "says that it was not so: ",
                };
                let _ = writeln!(
                    text,
                    "  {denial}{}  {}  ({}){stands}",
                    number.count.text(),
                    number.claimant.text(),
                    number.stated.text()
                );
            }
        }
        text + &figures_text(&self.figures)
    }
}
