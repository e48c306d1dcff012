//! Looks: who was shown what, what owners are told of checks, what was noticed of them.

use super::countersignature::CountersignatureView;
use super::time;
use crate::names::{Named, Names};
use crate::render::one_line;
use serde::Serialize;
use truceline_register::check::probing::Noticed;
use truceline_register::counts::{self, ToldCounts, ZoneCount};
use truceline_register::ids::{LogIndex, PartyId};
use truceline_register::looks::{self, Look, SeenBy};
use truceline_register::notification::NotificationRef;
use truceline_register::register::{Register, Standpoint};
use utoipa::ToSchema;

/// Somebody was shown a record.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LookView {
    /// Which party.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Named>,
    /// Which record.
    pub record: LogIndex,
    /// How exactly.
    pub resolution: &'static str,
    /// In which way.
    pub way: &'static str,
    /// When first.
    pub at: String,
    /// How often.
    pub times: u32,
    /// Whether it has the countersignature of another party that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<CountersignatureView>,
}

/// Who saw something of an owner's.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SeenByView {
    /// Which notification; absent for an answer, a stop or whatever else holds a place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notification: Option<String>,
    /// Which person; shown to the centre alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// The look.
    #[serde(flatten)]
    pub look: LookView,
    /// The record of the look.
    pub listed_in: LogIndex,
}

/// What an owner is told of checks.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CountsView {
    /// Whom.
    pub to: Named,
    /// The record that told it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<LogIndex>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// By zone.
    pub zones: Vec<ZoneCountView>,
}

/// The counts of a zone.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ZoneCountView {
    /// Which; absent: outside all zones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<Named>,
    /// How many plans and checks.
    pub checks: u32,
    /// How many notifications they overlapped.
    pub overlaps: u32,
}

/// What was noticed of a look.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NoticedView {
    /// Who looks.
    pub asker: Named,
    /// In which zone; absent: outside all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<Named>,
    /// sweep, narrowing, together, budget or times.
    pub pattern: &'static str,
    /// How many looks.
    pub looks: u32,
    /// Who else looked at the same ground.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Named>,
}

impl LookView {
    /// The view of a look.
    #[must_use]
    pub fn of(look: &Look, by: Option<Named>, names: &Names) -> Self {
        Self {
            by,
            record: look.record,
            resolution: look.resolution.word(),
            way: look.way.word(),
            at: time(look.at),
            times: look.times,
            countersignature: CountersignatureView::of([look.record], names),
        }
    }
}

impl SeenByView {
    /// The view of who saw something.
    #[must_use]
    pub fn of(seen: &SeenBy, names: &Names) -> Self {
        Self {
            notification: seen.about.map(|about| about.id.to_string()),
            person: seen.person.map(|person| person.to_string()),
            look: LookView::of(&seen.look, Some(names.party(seen.party)), names),
            listed_in: seen.listed_in,
        }
    }

    /// As text.
    #[must_use]
    pub fn text(&self) -> String {
        let by = self.look.by.as_ref().map_or("somebody", Named::short);
        let person = self.person.as_ref();
        let person = person.map_or_else(String::new, |person| format!(" ({})", one_line(person)));
        let record = self.look.record;
        let of = match &self.notification {
            Some(id) => format!("{id} (record {record})"),
            None => format!("the record {record}"),
        };
        let an = if self.look.way == "inquiry" || self.look.way == "export" {
            "an"
        } else {
            "a"
        };
        let times = match self.look.times {
            1 => String::new(),
            times => format!(", {times} times"),
        };
        format!(
            "{}  {by}{person} saw {of} as {} in {an} {}{times}\n",
            self.look.at, self.look.resolution, self.look.way
        )
    }
}

impl CountsView {
    /// The view of counts.
    #[must_use]
    pub fn of(to: Named, counts: &[ZoneCount], names: &Names) -> Self {
        let zone = |count: &ZoneCount| ZoneCountView {
            zone: count.zone.map(|zone| names.zone(zone)),
            checks: count.checks,
            overlaps: count.overlaps,
        };
        Self {
            to,
            record: None,
            at: None,
            zones: counts.iter().map(zone).collect(),
        }
    }

    /// The view of what an owner was told.
    #[must_use]
    pub fn told(to: Named, told: &ToldCounts, names: &Names) -> Self {
        let counts = told.counts.value().map_or(&[][..], Vec::as_slice);
        Self {
            record: Some(told.record),
            at: Some(time(told.received_at)),
            ..Self::of(to, counts, names)
        }
    }

    /// As text, a line for each zone.
    #[must_use]
    pub fn text(&self) -> String {
        let at = self.at.as_deref().unwrap_or("");
        let line = |count: &ZoneCountView| {
            let zone = count
                .zone
                .as_ref()
                .map_or("outside all zones", Named::short);
            format!(
                "{at}  {zone}: {} plans and checks that are over overlapped {} of your notifications\n",
                count.checks, count.overlaps
            )
        };
        self.zones.iter().map(line).collect()
    }
}

impl NoticedView {
    /// The view of what was noticed.
    #[must_use]
    pub fn of(noticed: &Noticed, names: &Names) -> Self {
        Self {
            asker: names.party(noticed.asker),
            zone: noticed.zone.map(|zone| names.zone(zone)),
            pattern: noticed.pattern.word(),
            looks: noticed.looks,
            others: noticed.others.iter().map(|p| names.party(*p)).collect(),
        }
    }
}

/// Who saw what a party told, and what it was told of checks.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LooksView {
    /// Who saw what, when, at which resolution.
    pub seen: Vec<SeenByView>,
    /// Records of looks that cannot be read any more.
    pub lost: usize,
    /// What the party was told of checks.
    pub counts: Vec<CountsView>,
}

impl LooksView {
    /// The looks at a party's words; `about` one notification or all, with persons for the centre.
    #[must_use]
    pub fn of(
        register: &Register,
        party: PartyId,
        about: Option<NotificationRef>,
        persons: bool,
        at: Standpoint,
        names: &Names,
    ) -> Self {
        let seen = looks::of_owner(register, party, about, persons, at);
        let told = counts::told(register, party, at);
        Self {
            seen: seen.iter().map(|s| SeenByView::of(s, names)).collect(),
            lost: looks::lost(register, at),
            counts: told
                .iter()
                .filter(|_| about.is_none())
                .map(|told| CountsView::told(names.party(party), told, names))
                .collect(),
        }
    }

    /// As text for a person.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text: String = self.seen.iter().map(SeenByView::text).collect();
        if self.seen.is_empty() {
            text += "nobody else has looked at it through this register\n";
        }
        if self.lost > 0 {
            text += &format!(
                "{} records of looks cannot be read any more; whose words they were about is lost\n",
                self.lost
            );
        }
        text.extend(self.counts.iter().map(CountsView::text));
        text
    }
}
