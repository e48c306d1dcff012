//! The account of whoever alleges something. What others say of it: [`super::allegation`].

use super::geo::VolumeView;
use super::proposition::CountView;
use super::time;
use crate::names::{Named, Names};
use crate::render::one_line;
use serde::Serialize;
use truceline_register::allegation::account::{Account, Alleged, DamageLine, HarmLine, Observer};
use truceline_register::place::Volume4d;
use utoipa::ToSchema;

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

    /// As a line of text.
    #[must_use]
    pub fn text(&self) -> String {
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
