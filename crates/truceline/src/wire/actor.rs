//! Actors and designations: names, and who calls whom what.
//!
//! A designation is never shown without who designates and who entered it. Where there is none, the view says that none
//! was entered.

use super::standing::word;
use super::{Lens, Sealed};
use crate::names::{Named, Names};
use crate::render::one_line;
use serde::Serialize;
use truceline_register::actor::designation::{
    Designated, DesignationWithdrawn, Entered as Designation, as_seen,
};
use truceline_register::actor::source::Source;
use truceline_register::actor::{ActorEntered, Entered, PublicName, Who};
use truceline_register::day::Day;
use truceline_register::ids::{ActorId, LogIndex};
use truceline_register::register::{Register, Standpoint};
use utoipa::ToSchema;

/// The same under every answer about designations.
pub const WHOSE_WORD: &str = "a designation is the word of who designates, as entered; it is no property of the actor, and where none was entered nothing is said";

/// What is said where nothing was entered.
pub const NONE_ENTERED: &str = "no designation entered";

/// A party or an actor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct WhoView {
    /// `party` or `actor`.
    pub is: &'static str,
    /// Which.
    #[serde(flatten)]
    pub named: Named,
}

/// A public name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NameView {
    /// As it is written.
    pub name: String,
    /// Its language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// Where something public was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SourceView {
    /// Who published what, when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// SHA-256 of what was read there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// An actor, as a statement enters it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ActorView {
    /// Its id.
    pub id: String,
    /// Its names; the first is the one shown.
    pub names: Vec<NameView>,
    /// Where they were found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceView>,
    /// A note of the enterer's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Sealed<String>>,
}

/// An actor as it stands: by its names alone.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ActorLine {
    /// Its id.
    pub id: String,
    /// Its names; the first is the one shown.
    pub names: Vec<NameView>,
    /// The record of these names.
    pub record: LogIndex,
    /// Who entered them.
    pub entered_by: Named,
    /// Where they were found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceView>,
    /// Whether who entered them has signed for it.
    pub word: &'static str,
}

/// A designation, as a statement enters it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DesignationView {
    /// Its id.
    pub id: String,
    /// Who is designated.
    pub actor: Named,
    /// As what kind.
    pub class: &'static str,
    /// In the designating body's own words.
    pub label: String,
    /// The language of those words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Who designates.
    pub by: WhoView,
    /// By which decree, resolution or list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instrument: Option<String>,
    /// From which day on; absent: since when is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The first day on which it does not stand any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Where it was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceView>,
    /// A note of the enterer's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Sealed<String>>,
}

/// A word about a designation's end.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DesignationEndView {
    /// Which.
    pub id: String,
    /// The first day on which it does not stand any more; absent: the entry itself is taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<String>,
    /// Where that was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceView>,
    /// A note of the enterer's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Sealed<String>>,
}

/// A designation as it stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DesignationLine {
    /// The record.
    pub record: LogIndex,
    /// Who entered it.
    pub entered_by: Named,
    /// Whether who designates entered it itself.
    pub own_word: bool,
    /// What it says; the day it ends is the latest that was said.
    #[serde(flatten)]
    pub designation: DesignationView,
    /// The entry itself was taken back.
    pub taken_back: bool,
    /// Whether it stands on the day that was asked for; absent where none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stands: Option<bool>,
    /// Whether who entered it has signed for it.
    pub word: &'static str,
}

/// How an actor is called, as was asked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SeenView {
    /// Who.
    pub actor: Named,
    /// By whom; absent: by everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<WhoView>,
    /// On which day; absent: all that was entered, of any day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// What was entered.
    pub designations: Vec<DesignationLine>,
    /// Where nothing was: that nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub none: Option<&'static str>,
    /// The same under each.
    pub counts_as: &'static str,
}

impl WhoView {
    /// The view of somebody.
    #[must_use]
    pub fn of(who: Who, names: &Names) -> Self {
        let is = match who {
            Who::Party(_) => "party",
            Who::Actor(_) => "actor",
        };
        let named = names.who(who);
        Self { is, named }
    }

    /// In words: an actor never reads like a party of the same name.
    #[must_use]
    pub fn text(&self) -> String {
        match self.is {
            "actor" => format!("{} (actor)", one_line(self.named.short())),
            _ => self.named.short().to_owned(),
        }
    }
}

/// The views of names.
#[must_use]
pub fn names_of(names: &[PublicName]) -> Vec<NameView> {
    let view = |name: &PublicName| NameView {
        name: name.name.clone(),
        language: name.language.clone(),
    };
    names.iter().map(view).collect()
}

impl SourceView {
    /// The view of a source.
    #[must_use]
    pub fn of(source: &Source) -> Self {
        Self {
            title: source.title.clone(),
            url: source.url.clone(),
            sha256: source.sha256.map(|digest| digest.to_string()),
        }
    }

    /// In one line.
    #[must_use]
    pub fn text(&self) -> String {
        let parts = [&self.title, &self.url];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        match parts.is_empty() {
            true => self
                .sha256
                .iter()
                .map(|hash| format!("sha256 {hash}"))
                .collect(),
            false => one_line(&parts.join(", ")),
        }
    }
}

impl ActorView {
    /// The view of an actor's entry.
    #[must_use]
    pub fn of(body: &ActorEntered, lens: &Lens<'_>) -> Self {
        Self {
            id: body.id.to_string(),
            names: names_of(&body.names),
            source: body.source.as_ref().map(SourceView::of),
            note: lens.text(body.note),
        }
    }
}

impl ActorLine {
    /// The view of an actor.
    #[must_use]
    pub fn of(entered: &Entered, register: &Register, names: &Names) -> Self {
        Self {
            id: entered.said.id.to_string(),
            names: names_of(&entered.said.names),
            record: entered.record,
            entered_by: names.party(entered.by),
            source: entered.said.source.as_ref().map(SourceView::of),
            word: word(register.relays.word(entered.record, register.size)),
        }
    }

    /// As a line of text.
    #[must_use]
    pub fn text(&self) -> String {
        let names: Vec<String> = self
            .names
            .iter()
            .map(|name| match &name.language {
                Some(language) => format!("{} ({language})", name.name),
                None => name.name.clone(),
            })
            .collect();
        format!(
            "{}  {}; entered by {} at {}\n",
            self.id,
            one_line(&names.join(", ")),
            self.entered_by.short(),
            self.record
        )
    }
}

impl DesignationView {
    /// The view of a designation's entry.
    #[must_use]
    pub fn of(body: &Designated, lens: &Lens<'_>) -> Self {
        Self {
            note: lens.text(body.note),
            ..Self::without_note(body, lens.names)
        }
    }

    fn without_note(body: &Designated, names: &Names) -> Self {
        Self {
            id: body.id.to_string(),
            actor: names.actor(body.actor),
            class: body.class.word(),
            label: body.label.clone(),
            language: body.language.clone(),
            by: WhoView::of(body.by, names),
            instrument: body.instrument.clone(),
            from: body.from.map(|day| day.to_string()),
            to: body.to.map(|day| day.to_string()),
            source: body.source.as_ref().map(SourceView::of),
            note: None,
        }
    }
}

impl DesignationEndView {
    /// The view of a word about an end.
    #[must_use]
    pub fn of(body: &DesignationWithdrawn, lens: &Lens<'_>) -> Self {
        Self {
            id: body.id.to_string(),
            ended: body.ended.map(|day| day.to_string()),
            source: body.source.as_ref().map(SourceView::of),
            note: lens.text(body.note),
        }
    }
}

impl DesignationLine {
    fn of(
        entered: &Designation,
        on: Option<Day>,
        register: &Register,
        at: Standpoint,
        names: &Names,
    ) -> Self {
        let to = entered.ends(at.known_at).map(|day| day.to_string());
        let taken_back = entered.is_taken_back(at.known_at);
        Self {
            record: entered.record,
            entered_by: names.party(entered.entered_by),
            own_word: entered.is_own_word(),
            designation: DesignationView {
                to,
                ..DesignationView::without_note(&entered.said, names)
            },
            taken_back,
            stands: on.map(|on| entered.stands_on(on, at.known_at)),
            word: word(register.relays.word(entered.record, at.known_at)),
        }
    }

    /// As a line of text.
    #[must_use]
    pub fn text(&self) -> String {
        let said = &self.designation;
        let from = said.from.as_ref().map(|day| format!(" from {day}"));
        let from = from.unwrap_or_else(|| ", since when is not said".to_owned());
        let to = said.to.as_ref().map(|day| format!(" until before {day}"));
        let instrument = said
            .instrument
            .as_ref()
            .map(|by| format!(", by {}", one_line(by)));
        let own = if self.own_word { ", its own word" } else { "" };
        let source = said
            .source
            .as_ref()
            .map(|one| format!("; source: {}", one.text()));
        let taken_back = if self.taken_back { "; TAKEN BACK" } else { "" };
        format!(
            "{}  as seen by {}: {} (\"{}\"){}{from}{}; entered by {}{own} at {}{}{taken_back}\n",
            said.id,
            said.by.text(),
            said.class,
            one_line(&said.label),
            instrument.unwrap_or_default(),
            to.unwrap_or_default(),
            self.entered_by.short(),
            self.record,
            source.unwrap_or_default(),
        )
    }
}

impl SeenView {
    /// How an actor is called: by one body or by everybody; on a day, or all that was entered.
    #[must_use]
    pub fn of(
        register: &Register,
        actor: ActorId,
        by: Option<Who>,
        on: Option<Day>,
        at: Standpoint,
        names: &Names,
    ) -> Self {
        let line = |entered| DesignationLine::of(entered, on, register, at, names);
        let designations: Vec<DesignationLine> = match on {
            Some(on) => as_seen(register, actor, by, on, at.known_at)
                .map(line)
                .collect(),
            None => {
                let all = register.actors.designations.of_actor(actor, at.known_at);
                let all = all.filter(|entered| by.is_none_or(|by| entered.said.by == by));
                all.map(line).collect()
            }
        };
        Self {
            actor: names.actor(actor),
            by: by.map(|by| WhoView::of(by, names)),
            on: on.map(|on| on.to_string()),
            none: designations.is_empty().then_some(NONE_ENTERED),
            designations,
            counts_as: WHOSE_WORD,
        }
    }

    /// As text.
    #[must_use]
    pub fn text(&self) -> String {
        let by = self
            .by
            .as_ref()
            .map(|by| format!(" as seen by {}", by.text()));
        let on = self.on.as_ref().map(|on| format!(" on {on}"));
        let mut text = format!(
            "{}{}{}:\n",
            self.actor.short(),
            by.unwrap_or_default(),
            on.unwrap_or_default()
        );
        match self.none {
            Some(none) => text += &format!("{none}\n"),
            None => text.extend(self.designations.iter().map(DesignationLine::text)),
        }
        text + self.counts_as + "\n"
    }
}

/// An actor's entry in one line.
#[must_use]
pub fn line(body: &ActorEntered, names: &Names) -> String {
    format!("enters the actor {}", names.actor(body.id).short())
}

/// A designation in one line.
#[must_use]
pub fn designation_line(body: &Designated, names: &Names) -> String {
    format!(
        "enters that {} designates {} as {} (\"{}\")",
        WhoView::of(body.by, names).text(),
        names.actor(body.actor).short(),
        body.class,
        one_line(&body.label)
    )
}

/// A word about an end in one line.
#[must_use]
pub fn end_line(body: &DesignationWithdrawn) -> String {
    match body.ended {
        Some(day) => format!(
            "enters that the designation {} stands no more from {day}",
            body.id
        ),
        None => format!("takes back the designation {}", body.id),
    }
}
