//! Who is on duty, and what is handed over.

use super::notification::PersonalView;
use super::{Lens, Sealed, time};
use crate::exit::Problem;
use crate::names::{Named, Names};
use crate::render::one_line;
use crate::viewpoint::Viewer;
use serde::Serialize;
use truceline_register::act::Act;
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::disclosure::Label;
use truceline_register::codec::record::Record;
use truceline_register::duty::handover::{Handover, OpenFor, TakenOver};
use truceline_register::duty::{Attended, SignOff, SignOn, Turn, attended};
use truceline_register::ids::{LogIndex, PartyId, PersonId};
use truceline_register::notification::Personal;
use truceline_register::register::{Register, Standpoint};
use utoipa::ToSchema;

/// A person comes on duty.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SignOnView {
    /// At which desk.
    pub desk: Named,
    /// By which name to ask.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Sealed<PersonalView>>,
    /// Whether the centre may have the name.
    pub for_centre: bool,
}

/// A person goes off duty.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SignOffView {
    /// From which desk.
    pub desk: Named,
    /// Who.
    pub person: String,
}

/// One of the party's alerts, by its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AlertPlaceView {
    /// The record that owes it.
    pub record: LogIndex,
    /// Its number among those that the party is owed there.
    pub number: u16,
}

/// A person takes over from another and signs for what is open. It answers nothing.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HandoverView {
    /// At which desk.
    pub desk: Named,
    /// Who goes.
    pub from: String,
    /// The alerts signed for.
    pub alerts: Vec<AlertPlaceView>,
    /// The stops signed for, by their records.
    pub stops: Vec<LogIndex>,
    /// By which name to ask for who comes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Sealed<PersonalView>>,
    /// Whether the centre may have the name.
    pub for_centre: bool,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Sealed<String>>,
}

/// What is open for a party: what whoever takes over signs for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OpenForView {
    /// Alerts.
    pub alerts: Vec<AlertPlaceView>,
    /// Stops, by their records.
    pub stops: Vec<LogIndex>,
}

/// Somebody has taken something over from a colleague; it is not answered by that.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TakenOverView {
    /// When.
    pub at: String,
    /// At which desk.
    pub desk: Named,
    /// Who; for its own party.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// The record that says so.
    pub record: LogIndex,
}

/// One person's time at a desk.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TurnView {
    /// Who; for its own party.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// By which name to ask, for its own party, and for the centre where the person lets it have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Since when.
    pub since: String,
    /// The record that says so.
    pub record: LogIndex,
}

/// A desk as it is attended.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeskDutyView {
    /// Whose.
    pub party: Named,
    /// Which.
    pub desk: Named,
    /// `attended`, `unattended`, or `not known` where nobody ever signed on and no stream was ever seen.
    pub attended: &'static str,
    /// Whether a stream of it stands; absent where there never was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connected: Option<bool>,
    /// Who is on. The centre sees of other parties those whose name it may have.
    pub on: Vec<TurnView>,
}

impl SignOnView {
    /// The view of a sign-on.
    #[must_use]
    pub fn of(body: &SignOn, lens: &Lens<'_>) -> Self {
        Self {
            desk: lens.names.desk(body.desk),
            name: lens.open(body.name, Label::Personal, PersonalView::of),
            for_centre: body.for_centre,
        }
    }
}

impl SignOffView {
    /// The view of a sign-off.
    #[must_use]
    pub fn of(body: &SignOff, names: &Names) -> Self {
        Self {
            desk: names.desk(body.desk),
            person: body.person.to_string(),
        }
    }
}

impl AlertPlaceView {
    fn of(places: &[(LogIndex, u16)]) -> Vec<Self> {
        let view = |(record, number): &(LogIndex, u16)| Self {
            record: *record,
            number: *number,
        };
        places.iter().map(view).collect()
    }
}

impl HandoverView {
    /// The view of a handover.
    #[must_use]
    pub fn of(body: &Handover, lens: &Lens<'_>) -> Self {
        Self {
            desk: lens.names.desk(body.desk),
            from: body.from.to_string(),
            alerts: AlertPlaceView::of(&body.alerts),
            stops: body.stops.clone(),
            name: lens.open(body.name, Label::Personal, PersonalView::of),
            for_centre: body.for_centre,
            text: lens.text(body.text),
        }
    }
}

impl OpenForView {
    /// The view of what is open.
    #[must_use]
    pub fn of(open: &OpenFor) -> Self {
        Self {
            alerts: AlertPlaceView::of(&open.alerts),
            stops: open.stops.clone(),
        }
    }
}

impl TakenOverView {
    /// The view, for one party or the centre.
    #[must_use]
    pub fn of(taken: &TakenOver, names: &Names, eyes: PartyId) -> Self {
        Self {
            at: time(taken.at),
            desk: names.desk(taken.desk),
            person: (taken.party == eyes).then(|| taken.person.to_string()),
            record: taken.record,
        }
    }

    /// As a clause of a line.
    #[must_use]
    pub fn text(&self) -> String {
        let by = self
            .person
            .as_ref()
            .map(|person| format!(" by {}", one_line(person)));
        format!(
            "taken over at {}, {}{}",
            self.at,
            self.desk.short(),
            by.unwrap_or_default()
        )
    }
}

impl DeskDutyView {
    fn of(desk: &Attended<'_>, on: Vec<TurnView>, names: &Names) -> Self {
        Self {
            party: names.party(desk.party),
            desk: names.desk(desk.desk),
            attended: match desk.is_there {
                Some(true) => "attended",
                Some(false) => "unattended",
                None => "not known",
            },
            connected: desk.is_connected,
            on,
        }
    }

    /// As text.
    #[must_use]
    pub fn text(&self) -> String {
        let connected = match self.connected {
            Some(true) => ", connected",
            Some(false) => ", not connected",
            None => "",
        };
        let mut text = format!(
            "{} {}: {}{connected}\n",
            self.party.short(),
            self.desk.short(),
            self.attended
        );
        for turn in &self.on {
            let words = [turn.name.as_deref(), turn.person.as_deref()];
            let who: Vec<&str> = words.into_iter().flatten().collect();
            text += &format!("    {} since {}\n", one_line(&who.join(", ")), turn.since);
        }
        text
    }
}

/// The desks that a party may see: its own with their people, and for the centre everybody's.
///
/// # Errors
/// [`Problem`]: a record cannot be read.
pub fn desks(
    register: &Register,
    at: Standpoint,
    eyes: PartyId,
    names: &Names,
    record: &dyn Fn(LogIndex) -> Result<Option<Record>, Problem>,
) -> Result<Vec<DeskDutyView>, Problem> {
    let all = eyes == register.authority.centre();
    let parties = register.authority.parties.keys();
    let mut views = Vec::new();
    for party in parties.filter(|party| all || **party == eyes) {
        for desk in attended(register, *party, at.known_at) {
            let mut on = Vec::new();
            for turn in &desk.on {
                on.extend(turn_view(register, turn, (*party, eyes), record)?);
            }
            views.push(DeskDutyView::of(&desk, on, names));
        }
    }
    Ok(views)
}

fn turn_view(
    register: &Register,
    turn: &Turn,
    (party, eyes): (PartyId, PartyId),
    record: &dyn Fn(LogIndex) -> Result<Option<Record>, Problem>,
) -> Result<Option<TurnView>, Problem> {
    let record = record(turn.on)?;
    let name = record.and_then(|record| name_in(&Viewer::Party(eyes).sees(register, &record)));
    let is_own = party == eyes;
    Ok((is_own || name.is_some()).then(|| TurnView {
        person: is_own.then(|| turn.person.to_string()),
        name,
        since: time(turn.since),
        record: turn.on,
    }))
}

fn name_in(record: &Record) -> Option<String> {
    let digest = match &record.payload.as_ref()?.act {
        Act::SignedOn(body) => body.name,
        Act::HandedOver(body) => body.name,
        _ => None,
    };
    first_name(record, digest)
}

/// The first name behind a digest of persons, where it is at hand.
#[must_use]
pub fn first_name(record: &Record, digest: Option<Digest>) -> Option<String> {
    let opened = record
        .disclosures
        .open::<Personal>(digest, Label::Personal)
        .ok()?;
    opened?.persons.into_iter().next()
}

/// Desks as text.
#[must_use]
pub fn desks_text(views: &[DeskDutyView]) -> String {
    if views.is_empty() {
        return "no desk\n".to_owned();
    }
    views.iter().map(DeskDutyView::text).collect()
}

/// The only person who is on at a desk beside one.
#[must_use]
pub fn others_on(desk: &Attended<'_>, own: PersonId) -> Vec<PersonId> {
    let on = desk.on.iter().map(|turn| turn.person);
    on.filter(|person| *person != own).collect()
}
