//! Who was told by other means: the teller's word.

use super::duty::first_name;
use super::notification::PersonalView;
use super::standing::word;
use super::{Lens, Sealed, time};
use crate::exit::Problem;
use crate::names::{Named, Names};
use crate::render::one_line;
use crate::viewpoint::Viewer;
use serde::Serialize;
use truceline_register::act::Act;
use truceline_register::codec::disclosure::Label;
use truceline_register::codec::record::Record;
use truceline_register::ids::{LogIndex, PartyId};
use truceline_register::informed::{About, Entry, Informed};
use truceline_register::register::Register;
use utoipa::ToSchema;

/// The same under each of them.
pub const TELLERS_WORD: &str = "the teller's word; whom it names has acknowledged nothing by it";

/// Of what somebody was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum AboutView {
    /// A stop.
    Stop {
        /// Whose.
        party: Named,
        /// Which.
        id: String,
    },
    /// An alert.
    Alert {
        /// The record that owes it.
        record: LogIndex,
        /// Its number among those that the party is owed there.
        number: u16,
        /// Whose it is, where that is another than the teller's.
        #[serde(skip_serializing_if = "Option::is_none")]
        of: Option<Named>,
    },
    /// A notification.
    Notification {
        /// Whose.
        party: Named,
        /// Which.
        id: String,
    },
    /// A plan.
    Plan {
        /// Whose.
        party: Named,
        /// Which.
        id: String,
    },
}

/// A party says that it told somebody.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InformedView {
    /// Of what.
    pub about: AboutView,
    /// Whom, where it is an enrolled party.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<Named>,
    /// Whom, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whom: Option<Sealed<PersonalView>>,
    /// Who spoke.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spoke: Option<Sealed<PersonalView>>,
    /// By which means.
    pub means: &'static str,
    /// When, by the teller's account.
    pub told_at: String,
    /// Whether it was read back.
    pub read_back: bool,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Sealed<String>>,
    /// Whether the centre may have the names.
    pub for_centre: bool,
}

/// The same as it stands beside what it is about.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InformedLine {
    /// The record.
    pub record: LogIndex,
    /// Of what.
    pub about: AboutView,
    /// Whose word it is.
    pub by: Named,
    /// Whom, where it is an enrolled party.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<Named>,
    /// Whom, by name, where the viewer may have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whom: Option<String>,
    /// Who spoke, where the viewer may have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spoke: Option<String>,
    /// By which means.
    pub means: &'static str,
    /// When, by the teller's account.
    pub told_at: String,
    /// When the register heard it.
    pub heard_at: String,
    /// Whether it was read back.
    pub read_back: bool,
    /// Whether the teller has signed for it.
    pub word: &'static str,
    /// The same under each.
    pub counts_as: &'static str,
}

/// Where the records come from, whose names may be shown.
pub type Records<'a> = &'a dyn Fn(LogIndex) -> Result<Option<Record>, Problem>;

impl AboutView {
    /// The view of what it is about.
    #[must_use]
    pub fn of(about: About, names: &Names) -> Self {
        match about {
            About::Stop(stop) => Self::Stop {
                party: names.party(stop.party),
                id: stop.id.to_string(),
            },
            About::Alert(record, number, of) => Self::Alert {
                record,
                number,
                of: of.map(|of| names.party(of)),
            },
            About::Notification(about) => Self::Notification {
                party: names.party(about.party),
                id: about.id.to_string(),
            },
            About::Plan(party, plan) => Self::Plan {
                party: names.party(party),
                id: plan.to_string(),
            },
        }
    }

    /// In words.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Stop { party, id } => format!("the stop {id} of {}", party.short()),
            Self::Alert { record, number, of } => {
                let of = of.as_ref().map(|of| format!(" to {}", of.short()));
                let of = of.unwrap_or_default();
                format!("alert {number} of the record {record}{of}")
            }
            Self::Notification { party, id } => {
                format!("the notification {id} of {}", party.short())
            }
            Self::Plan { party, id } => format!("the plan {id} of {}", party.short()),
        }
    }
}

impl InformedView {
    /// The view of such a word.
    #[must_use]
    pub fn of(body: &Informed, lens: &Lens<'_>) -> Self {
        Self {
            about: AboutView::of(body.about, lens.names),
            party: body.party.map(|party| lens.names.party(party)),
            whom: lens.open(body.whom, Label::Personal, PersonalView::of),
            spoke: lens.open(body.spoke, Label::Personal, PersonalView::of),
            means: body.means.word(),
            told_at: time(body.told_at),
            read_back: body.read_back,
            text: lens.text(body.text),
            for_centre: body.for_centre,
        }
    }
}

/// In one line, without names.
#[must_use]
pub fn line(body: &Informed, names: &Names) -> String {
    let whom = body.party.map_or_else(
        || "somebody".to_owned(),
        |party| names.party(party).short().to_owned(),
    );
    let about = AboutView::of(body.about, names).text();
    format!("says that it told {whom} of {about} ({})", body.means)
}

impl InformedLine {
    /// The view of an entry, without the names of persons.
    #[must_use]
    pub fn of(entry: &Entry, register: &Register, names: &Names) -> Self {
        Self {
            record: entry.record,
            about: AboutView::of(entry.said.about, names),
            by: names.party(entry.by),
            party: entry.said.party.map(|party| names.party(party)),
            whom: None,
            spoke: None,
            means: entry.said.means.word(),
            told_at: time(entry.said.told_at),
            heard_at: time(entry.received_at),
            read_back: entry.said.read_back,
            word: word(register.relays.word(entry.record, register.size)),
            counts_as: TELLERS_WORD,
        }
    }

    /// With the names that a party may have.
    #[must_use]
    fn named(mut self, register: &Register, eyes: PartyId, record: Option<Record>) -> Self {
        let seen = record.map(|record| Viewer::Party(eyes).sees(register, &record));
        if let Some(record) = &seen
            && let Some(Act::Informed(body)) = record.payload.as_ref().map(|payload| &payload.act)
        {
            self.whom = first_name(record, body.whom);
            self.spoke = first_name(record, body.spoke);
        }
        self
    }

    /// As a line of text.
    #[must_use]
    pub fn text(&self) -> String {
        let whom = self.whom.as_deref().map(one_line);
        let whom = match (whom, &self.party) {
            (Some(name), Some(party)) => format!("{} ({name})", party.short()),
            (Some(name), None) => name,
            (None, Some(party)) => party.short().to_owned(),
            (None, None) => "somebody who is not connected".to_owned(),
        };
        let spoke = self
            .spoke
            .as_ref()
            .map(|name| format!(", {} spoke", one_line(name)));
        let read_back = if self.read_back { ", read back" } else { "" };
        format!(
            "{} says that it told {whom} by {} at {}{}{read_back}; {}\n",
            self.by.short(),
            self.means,
            self.told_at,
            spoke.unwrap_or_default(),
            self.counts_as
        )
    }
}

/// What a party may see of what was said of one thing, or of everything.
///
/// # Errors
/// [`Problem`]: a record cannot be read.
pub fn lines<'a>(
    entries: impl Iterator<Item = &'a Entry>,
    register: &Register,
    eyes: PartyId,
    names: &Names,
    records: Records<'_>,
) -> Result<Vec<InformedLine>, Problem> {
    entries
        .filter(|entry| entry.is_for(register, eyes))
        .map(|entry| {
            let record = records(entry.record)?;
            Ok(InformedLine::of(entry, register, names).named(register, eyes, record))
        })
        .collect()
}
