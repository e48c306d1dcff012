//! Allegations: what is entered, what others say of it, how they stand. Every line says whose word it is; no field is a verdict.

use super::geo::VolumeView;
use super::notification::PersonalView;
use super::proposition::CountView;
use super::{Lens, Sealed, time};
use crate::names::{Named, Names};
use crate::render::one_line;
use serde::Serialize;
use truceline_register::allegation::account::{Account, Alleged, DamageLine, HarmLine, Observer};
use truceline_register::allegation::history::{Allegation, Answer, Grade, Standing};
use truceline_register::allegation::{
    AllegationAnswered, AllegationGraded, AllegationMade, AllegationRef, AllegationWithdrawn, Step,
    What,
};
use truceline_register::codec::disclosure::Label;
use truceline_register::ids::LogIndex;
use truceline_register::place::Volume4d;
use truceline_register::register::said::Told;
use utoipa::ToSchema;

/// The same under each of them.
pub const MAKERS_WORD: &str = "its maker's word; the register holds none of it to be so, and neither does a step of another's make it so";

/// Who observed it, and how.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ObserverView {
    /// Which post or patrol.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// From where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
    /// By which means.
    pub means: &'static str,
    /// Line of sight or of hearing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<&'static str>,
}

/// What class of weapon.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WeaponView {
    /// The class.
    pub class: &'static str,
    /// Whether it was observed; else it is inferred.
    pub observed: bool,
}

/// Who came to harm.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HarmView {
    /// What they were.
    pub who: &'static str,
    /// How.
    pub harm: &'static str,
    /// How many.
    pub count: CountView,
}

/// What was damaged.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DamageView {
    /// What.
    pub object: &'static str,
    /// How many.
    pub count: CountView,
}

/// Who is alleged to have done it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AllegedView {
    /// A party of the register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<Named>,
    /// Somebody else who is spoken about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<Named>,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// The account of whoever alleges it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AccountView {
    /// When, from.
    pub from: String,
    /// When, until.
    pub until: String,
    /// By how many minutes either end may be off.
    pub certainty_min: i64,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<VolumeView>,
    /// What the place is called, in all spellings given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// In which zone, by its maker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<Named>,
    /// Who observed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub observer: Option<ObserverView>,
    /// How many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<CountView>,
    /// With what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weapon: Option<WeaponView>,
    /// In which direction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<&'static str>,
    /// Who reports it.
    pub reported_by: &'static str,
    /// Who is alleged to have done it: the maker's claim.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alleged: Option<AllegedView>,
    /// What harm was done.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub harm: Vec<HarmView>,
    /// What was damaged.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub damage: Vec<DamageView>,
    /// What is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requested: Option<String>,
    /// What was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken: Option<String>,
    /// What could be observed at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<String>,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// An allegation is made or corrected.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AllegationView {
    /// Its maker's id for it.
    pub id: String,
    /// A kind of violation, `nothing-observed` or `no-access`.
    pub what: &'static str,
    /// Under which agreement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreement: Option<String>,
    /// Which of its clauses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<u16>,
    /// The account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<Sealed<Box<AccountView>>>,
    /// Names of persons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub personal: Option<Sealed<PersonalView>>,
    /// Who is told, beside the centre.
    pub readers: Vec<Named>,
}

/// Somebody takes a step.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AllegationStepView {
    /// Whose allegation.
    pub party: Named,
    /// Which.
    pub id: String,
    /// Which step.
    pub step: &'static str,
    /// On what it rests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Sealed<String>>,
}

/// A party answers.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AllegationAnswerView {
    /// Whose allegation.
    pub party: Named,
    /// Which.
    pub id: String,
    /// What it says.
    pub word: &'static str,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Sealed<String>>,
}

/// An allegation is withdrawn.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AllegationWithdrawalView {
    /// Which.
    pub id: String,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Sealed<String>>,
}

/// A step or an answer as it stands beside what it is about.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AllegationWord {
    /// The record.
    pub record: LogIndex,
    /// Whose word it is.
    pub by: Named,
    /// The step, or the answer.
    pub word: &'static str,
    /// The level of the ladder that a step is: 1 to 4.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// When the register heard it.
    pub heard_at: String,
}

/// An allegation as it stands, by whom: never one verdict.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StandingAllegationView {
    /// Whose.
    pub party: Named,
    /// Which.
    pub id: String,
    /// The record of what is alleged now.
    pub record: LogIndex,
    /// When the register heard that.
    pub heard_at: String,
    /// A kind of violation, `nothing-observed` or `no-access`.
    pub what: &'static str,
    /// Under which agreement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreement: Option<String>,
    /// Which of its clauses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<u16>,
    /// `told`, `erased` or `not-told`: what became of the account here.
    pub account_is: &'static str,
    /// The account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<Box<AccountView>>,
    /// How often it was corrected.
    pub corrections: usize,
    /// The step that each stands by who took one. Nobody: it is alleged, and no more.
    pub steps: Vec<AllegationWord>,
    /// The last answer of each who gave one. No answer is no answer, not a word for either side.
    pub answers: Vec<AllegationWord>,
    /// `contested`: somebody denies it; `withdrawn`: by its maker. No step is among them, for or against: a step stands
    /// with whose it is.
    pub flags: Vec<&'static str>,
    /// The same under each.
    pub counts_as: &'static str,
}

pub(crate) const fn what(what: What) -> &'static str {
    match what {
        What::Violation(kind) => kind.word(),
        What::Nothing => "nothing-observed",
        What::NoAccess => "no-access",
    }
}

pub(crate) const fn level(step: Step) -> Option<u8> {
    match step {
        Step::Logged => Some(1),
        Step::Corroborated => Some(2),
        Step::Verified => Some(3),
        Step::Concluded => Some(4),
        Step::Rejected | Step::TakenBack => None,
    }
}

impl ObserverView {
    fn of(observer: &Observer) -> Self {
        Self {
            who: observer.who.clone(),
            position: observer.position.clone(),
            means: observer.by.word(),
            line: observer.line.map(|line| line.word()),
        }
    }
}

impl HarmView {
    const fn of(line: HarmLine) -> Self {
        Self {
            who: line.category.word(),
            harm: line.harm.word(),
            count: CountView::of(&line.count),
        }
    }
}

impl DamageView {
    const fn of(line: DamageLine) -> Self {
        Self {
            object: line.object.word(),
            count: CountView::of(&line.count),
        }
    }
}

impl AllegedView {
    fn of(alleged: &Alleged, names: &Names) -> Self {
        Self {
            party: alleged.party.map(|party| names.party(party)),
            actor: alleged.actor.map(|actor| names.actor(actor)),
            words: alleged.words.clone(),
        }
    }
}

impl AccountView {
    /// The view of an account.
    #[must_use]
    pub fn of(account: &Account, names: &Names) -> Self {
        let place = account.place.as_ref().map(|footprint| {
            VolumeView::of(&Volume4d {
                footprint: footprint.clone(),
                altitude: None,
                window: account.window,
                precision: account.precision,
            })
        });
        Self {
            from: time(account.window.start()),
            until: time(account.window.end()),
            certainty_min: account.certainty.micros() / 60_000_000,
            place,
            names: account.names.clone(),
            zone: account.zone.map(|zone| names.zone(zone)),
            observer: account.observer.as_ref().map(ObserverView::of),
            count: account.count.as_ref().map(CountView::of),
            weapon: account.weapon.map(|(class, observed)| WeaponView {
                class: class.word(),
                observed,
            }),
            direction: account.direction.map(|direction| direction.word()),
            reported_by: account.reported_by.word(),
            alleged: (account.alleged.as_ref()).map(|alleged| AllegedView::of(alleged, names)),
            harm: account
                .harm
                .iter()
                .map(|line| HarmView::of(*line))
                .collect(),
            damage: account
                .damage
                .iter()
                .map(|line| DamageView::of(*line))
                .collect(),
            requested: account.requested.clone(),
            taken: account.taken.clone(),
            coverage: account.coverage.clone(),
            text: account.text.clone(),
        }
    }

    fn text(&self) -> String {
        let mut text = format!(
            "  {} to {}, either end off by up to {} min",
            self.from, self.until, self.certainty_min
        );
        if !self.names.is_empty() {
            text += &format!("; at {}", one_line(&self.names.join(" / ")));
        }
        if let Some(observer) = &self.observer {
            let who = one_line(observer.who.as_deref().unwrap_or("an observer"));
            let position = observer.position.as_deref().unwrap_or("a place not said");
            let position = one_line(position);
            let line = observer.line.map(|line| format!(", line: {line}"));
            let line = line.unwrap_or_default();
            text += &format!("; {who} at {position}: {}{line}", observer.means);
        }
        if let Some(count) = &self.count {
            text += &format!("; {}", count.text());
        }
        if let Some(weapon) = &self.weapon {
            let how = if weapon.observed {
                "observed"
            } else {
                "inferred"
            };
            text += &format!("; {} ({how})", weapon.class);
        }
        for harm in &self.harm {
            text += &format!("; {} {}: {}", harm.who, harm.harm, harm.count.text());
        }
        for damage in &self.damage {
            text += &format!("; damaged {}: {}", damage.object, damage.count.text());
        }
        if let Some(alleged) = &self.alleged {
            let party = alleged.party.as_ref().map(|party| party.short().to_owned());
            // Whoever is not enrolled never reads like a party of the same name.
            let words = alleged.words.as_ref();
            let words = party.or_else(|| words.map(|words| format!("\"{}\"", one_line(words))));
            let actor = alleged.actor.as_ref();
            let words = words.or_else(|| actor.map(|actor| format!("{} (actor)", actor.short())));
            text += &format!("; alleged of {}", words.as_deref().unwrap_or("somebody"));
        }
        if let Some(coverage) = &self.coverage {
            text += &format!("; coverage: {}", one_line(coverage));
        }
        text.push('\n');
        text
    }
}

impl AllegationView {
    /// The view of what is entered.
    #[must_use]
    pub fn of(body: &AllegationMade, lens: &Lens<'_>) -> Self {
        let account = |account: &Account| Box::new(AccountView::of(account, lens.names));
        Self {
            id: body.id.to_string(),
            what: what(body.what),
            agreement: body.agreement.map(|agreement| agreement.to_string()),
            clause: body.clause,
            account: lens.open(Some(body.account), Label::Details, account),
            personal: lens.open(body.personal, Label::Personal, PersonalView::of),
            readers: body
                .readers
                .iter()
                .map(|party| lens.names.party(*party))
                .collect(),
        }
    }
}

impl AllegationStepView {
    /// The view of a step.
    #[must_use]
    pub fn of(body: &AllegationGraded, lens: &Lens<'_>) -> Self {
        Self {
            party: lens.names.party(body.about.party),
            id: body.about.id.to_string(),
            step: body.step.word(),
            text: lens.text(body.text),
        }
    }
}

impl AllegationAnswerView {
    /// The view of an answer.
    #[must_use]
    pub fn of(body: &AllegationAnswered, lens: &Lens<'_>) -> Self {
        Self {
            party: lens.names.party(body.about.party),
            id: body.about.id.to_string(),
            word: body.word.word(),
            text: lens.text(body.text),
        }
    }
}

impl AllegationWithdrawalView {
    /// The view of a withdrawal.
    #[must_use]
    pub fn of(body: &AllegationWithdrawn, lens: &Lens<'_>) -> Self {
        Self {
            id: body.id.to_string(),
            reason: lens.text(body.reason),
        }
    }
}

/// In one line, without any place.
#[must_use]
pub fn line(body: &AllegationMade, corrects: bool) -> String {
    let verb = if corrects { "corrects" } else { "enters" };
    format!("{verb} the allegation {} ({})", body.id, what(body.what))
}

/// What is said of another's allegation, in one line.
#[must_use]
pub fn line_about(about: AllegationRef, word: &str, names: &Names) -> String {
    format!(
        "says of the allegation {} of {}: {word}",
        about.id,
        names.party(about.party).short()
    )
}

impl AllegationWord {
    fn of_step(grade: &Grade, names: &Names) -> Self {
        Self {
            record: grade.record,
            by: names.party(grade.party),
            word: grade.step.word(),
            level: level(grade.step),
            text: grade.text.value().cloned(),
            heard_at: time(grade.received_at),
        }
    }

    fn of_answer(answer: &Answer, names: &Names) -> Self {
        Self {
            record: answer.record,
            by: names.party(answer.party),
            word: answer.word.word(),
            level: None,
            text: answer.text.value().cloned(),
            heard_at: time(answer.received_at),
        }
    }

    fn text(&self) -> String {
        let level = self.level.map(|level| format!(" (L{level})"));
        let text = self
            .text
            .as_ref()
            .map(|text| format!(" \"{}\"", one_line(text)));
        format!(
            "  {} says: {}{}{}, heard at {}, record {}\n",
            self.by.short(),
            self.word,
            level.unwrap_or_default(),
            text.unwrap_or_default(),
            self.heard_at,
            self.record
        )
    }
}

impl StandingAllegationView {
    /// The view of an allegation as somebody sees it.
    #[must_use]
    pub fn of(allegation: &Allegation, standing: &Standing<'_>, names: &Names) -> Self {
        let version = standing.version;
        let flags = [
            (standing.is_contested(), "contested"),
            (standing.withdrawn.is_some(), "withdrawn"),
        ];
        let steps = standing.steps.iter();
        let answers = standing.answers.iter();
        let account = version.account.value();
        Self {
            party: names.party(allegation.about.party),
            id: allegation.about.id.to_string(),
            record: version.record,
            heard_at: time(version.received_at),
            what: what(version.what),
            agreement: version.agreement.map(|agreement| agreement.to_string()),
            clause: version.clause,
            account_is: match &version.account {
                Told::Value(_) => "told",
                Told::Nothing => "not-told",
                Told::Erased => "erased",
            },
            account: account.map(|account| Box::new(AccountView::of(account, names))),
            corrections: standing.corrections,
            steps: steps
                .map(|grade| AllegationWord::of_step(grade, names))
                .collect(),
            answers: answers
                .map(|answer| AllegationWord::of_answer(answer, names))
                .collect(),
            flags: flags
                .into_iter()
                .filter(|(set, _)| *set)
                .map(|(_, flag)| flag)
                .collect(),
            counts_as: MAKERS_WORD,
        }
    }

    /// In one line.
    #[must_use]
    pub fn line(&self) -> String {
        let flags = match self.flags.is_empty() {
            true => String::new(),
            false => format!("; {}", self.flags.join(", ")),
        };
        format!(
            "{:>6}  {} {} alleges {}{flags}; {} steps, {} answers\n",
            self.record,
            self.id,
            self.party.short(),
            self.what,
            self.steps.len(),
            self.answers.len()
        )
    }

    /// The whole of it.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = self.line();
        match &self.account {
            Some(account) => text += &account.text(),
            None => text += &format!("  the account is {}\n", self.account_is),
        }
        for word in self.steps.iter().chain(&self.answers) {
            text += &word.text();
        }
        text += &format!("  {}\n", self.counts_as);
        text
    }
}
