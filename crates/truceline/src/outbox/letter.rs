//! What is owed to whom outside: read off a record as the party's portion has it, and off the state where the
//! records are long past. What is written in a letter says that there is something, and no more.

use crate::portion;
use serde::Serialize;
use truceline_register::act::Act;
use truceline_register::codec::record::{AlertWhy, Effect, Record};
use truceline_register::ids::{DeskId, LogIndex, PartyId};
use truceline_register::register::{Register, Standpoint};
use truceline_register::request::view::{self as requests, State};
use truceline_register::watch::{self, AlertRef};

/// In the place of an alert's number: the record itself is a request.
pub const REQUEST: u16 = u16::MAX;

/// What kind of thing waits at the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A stop.
    Stop,
    /// A line is tested.
    LineTest,
    /// An alert.
    Alert,
    /// The centre asks, or what it asked for is overdue.
    Request,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Stop, Self::LineTest, Self::Alert, Self::Request];

    /// As it is written.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Stop => "stop",
            Self::LineTest => "line-test",
            Self::Alert => "alert",
            Self::Request => "request",
        }
    }

    /// Read again.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    const fn of_alert(why: AlertWhy) -> Self {
        match why {
            AlertWhy::Stop => Self::Stop,
            AlertWhy::LineTest => Self::LineTest,
            AlertWhy::RequestOverdue => Self::Request,
            _ => Self::Alert,
        }
    }
}

/// Something that is owed to somebody outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Owed {
    /// The record that owes it.
    pub record: LogIndex,
    /// The alert's number among those that the party is owed there, or [`REQUEST`].
    pub number: u16,
}

/// For whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Which party.
    pub party: PartyId,
    /// Only what is for this desk, or for any.
    pub desk: Option<DeskId>,
}

impl Recipient {
    fn is_for(&self, party: PartyId, desk: Option<DeskId>) -> bool {
        let desk_fits = match (self.desk, desk) {
            (Some(own), Some(desk)) => own == desk,
            (None, _) | (_, None) => true,
        };
        party == self.party && desk_fits
    }
}

/// What a record owes a recipient: by the rule of the events, of the record as the party may have it.
#[must_use]
pub fn owed_by(register: &Register, record: &Record, to: Recipient) -> Vec<(Owed, Kind)> {
    let may_owe = record
        .part
        .effects
        .iter()
        .any(|effect| matches!(effect, Effect::Alert(_)))
        || requested(record).is_some();
    let Some(record) = may_owe
        .then(|| portion::of(to.party, register, record))
        .flatten()
    else {
        return Vec::new();
    };
    let alerts = record
        .part
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Alert(alert) if to.is_for(alert.to, alert.desk) => {
                let owed = Owed {
                    record: record.index,
                    number: alert.number,
                };
                Some((owed, Kind::of_alert(alert.why)))
            }
            _ => None,
        });
    let request = requested(&record).filter(|party| *party == to.party);
    let request = request.map(|_| {
        let owed = Owed {
            record: record.index,
            number: REQUEST,
        };
        (owed, Kind::Request)
    });
    alerts.chain(request).collect()
}

/// Whom a record asks.
fn requested(record: &Record) -> Option<PartyId> {
    match &record.payload.as_ref()?.act {
        Act::Requested(request) => Some(request.to),
        _ => None,
    }
}

/// Records that may owe the recipient something that nobody has answered yet.
#[must_use]
pub fn open_records(register: &Register, to: Recipient, at: Standpoint) -> Vec<LogIndex> {
    let alerts = watch::open_alerts(register, at)
        .into_iter()
        .filter(|owed| to.is_for(owed.alert.to, owed.alert.desk))
        .map(|owed| owed.record);
    let asked = requests::all(register, Some(to.party), at, None);
    let asked = asked.iter().filter(|request| is_asked_for(request, None));
    let asked = asked.filter_map(|request| request.versions.last().copied());
    let mut records: Vec<LogIndex> = alerts.chain(asked).collect();
    records.sort_unstable();
    records.dedup();
    records
}

/// Whether nobody has answered yet what is owed.
#[must_use]
pub fn is_open(register: &Register, to: PartyId, owed: Owed, at: Standpoint) -> bool {
    if owed.number != REQUEST {
        let (record, number) = (owed.record, owed.number);
        return watch::is_open(register, AlertRef { record, to, number }, at.known_at);
    }
    let asked = requests::all(register, Some(to), at, None);
    asked
        .iter()
        .filter(|request| request.versions.contains(&owed.record))
        .any(|request| is_asked_for(request, Some(owed.record)))
}

/// Whether an occurrence, of one version or of any, waits for an answer.
fn is_asked_for(request: &requests::RequestView, version: Option<LogIndex>) -> bool {
    let of_version = request
        .occurrences
        .iter()
        .filter(|one| version.is_none_or(|version| one.request == version));
    of_version
        .map(|one| one.state)
        .any(|state| matches!(state, State::Open | State::Overdue | State::Escalated))
}

/// A letter as it is written: all that a recipient reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Letter {
    /// The same however often it comes.
    pub id: String,
    /// The register's name.
    pub register: String,
    /// What kind of thing waits.
    pub event: &'static str,
    /// Since when, RFC 3339.
    pub at: String,
    /// What to do.
    pub says: &'static str,
}

/// What every letter says.
pub const SAYS: &str = "look at your desk";

impl Letter {
    /// As JSON.
    #[must_use]
    pub fn json(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// As the text of an e-mail, in ASCII.
    #[must_use]
    pub fn text(&self) -> String {
        let Self {
            id,
            register,
            event,
            at,
            ..
        } = self;
        let text = format!(
            "There is something at your desk since {at}: {event}.\r\nRegister: {register}\r\nId: {id}\r\n\r\nLook at your desk. This message says no more, and nothing can be answered to it.\r\n"
        );
        text.chars()
            .map(|c| if c.is_ascii() { c } else { '?' })
            .collect()
    }
}
