//! Incidents: something happened, by somebody's word, at a place and a time; what the register held of it then is
//! attached, and whatever it refers to is held.
//!
//! Opening one shows nobody anything of others: the state is attached as a reference (two sizes of the log and whose
//! eyes) and is rebuilt by [`crate::inquiry`] for who asks, as an inquiry would ([`state`]). What happened is told
//! by claims ([`crate::claim`]); an incident only names what they are about. Decision 35.
//!
//! Read on: [`asking`] what parties are asked, [`history`] how it is kept.

pub mod asking;
pub mod history;
pub mod state;

use crate::claim::proposition::{MAX_TEXT_BYTES, PlaceTold, TimeTold};
use crate::claim::words::EventKind;
use crate::codec::cbor::Digest;
use crate::codec::disclosure::Label;
use crate::codec::record::Effect;
use crate::geometry::position::AltitudeBand;
use crate::hold;
use crate::ids::{IncidentId, LogIndex, PartyId};
use crate::place::Volume4d;
use crate::readers::{self, Readers, judge_key};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::Register;
use crate::register::decide::CLOCK_SKEW;
use crate::register::said::{Admitted, Judgement, Said, Told, opened};
use crate::time::{Instant, Span, TimeWindow};
use history::{Opened, Version};
use minicbor::{Decode, Encode};

/// Longest time that one incident may have taken.
pub const MAX_LASTING: Span = Span::hours(31 * 24);
/// Most incidents of one party whose holds stand: as of every hold.
pub const MAX_STANDING: usize = hold::MAX_STANDING;
/// Most versions of one incident.
pub const MAX_VERSIONS: usize = 50;

/// Where and when, and in words; sealed as a whole.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Details {
    /// When, as told.
    #[n(0)]
    pub when: TimeTold,
    /// The stated clock as it was given.
    #[n(1)]
    pub clock: Option<String>,
    /// Where: every spelling as given, with geometry where it is known.
    #[n(2)]
    pub place: PlaceTold,
    /// At which heights; absent: all.
    #[n(3)]
    pub altitude: Option<AltitudeBand>,
    /// In words.
    #[n(4)]
    pub text: Option<String>,
}

impl std::fmt::Debug for Details {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Something happened, by its opener's word; or a new version of that.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Incident {
    /// Which; no other incident has it.
    #[n(0)]
    pub id: IncidentId,
    /// Of which kind, as far as its opener knows.
    #[n(1)]
    pub kind: EventKind,
    /// [`Details`].
    #[n(2)]
    pub details: Digest,
    /// Who may read it; absent: everybody.
    #[n(3)]
    pub readers: Option<Vec<PartyId>>,
}

/// The state of the register that is attached when an incident is opened or amended: not what it holds, but how to
/// ask for it again.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Attached {
    /// How many records there were when it began to happen, by its opener's word.
    #[n(0)]
    pub then: LogIndex,
    /// How many there were when it was opened.
    #[n(1)]
    pub since: LogIndex,
    /// Whose eyes there were.
    #[n(2)]
    pub viewpoints: Vec<PartyId>,
}

impl Details {
    fn fault(&self, latest: Instant) -> Option<&'static str> {
        let texts = [&self.clock, &self.text];
        let is_text = |text: &&String| text.trim().is_empty() || text.len() > MAX_TEXT_BYTES;
        if texts.into_iter().flatten().any(|text| is_text(&text)) {
            return Some("an empty text, or one of more than 32 KiB");
        }
        if self.when.until.since(self.when.from) > MAX_LASTING {
            return Some("an event of more than 31 days; open one for each");
        }
        self.when.fault(latest).or_else(|| self.place.fault())
    }

    /// The window that it is about, never empty.
    #[must_use]
    pub fn window(&self) -> Option<TimeWindow> {
        let until = self.when.until.max(self.when.from.plus(Span::seconds(1)));
        TimeWindow::new(self.when.from, until).ok()
    }

    /// Place and window, where the place is known.
    #[must_use]
    pub fn volume(&self) -> Option<Volume4d> {
        Some(Volume4d {
            footprint: self.place.area.clone()?,
            altitude: self.altitude,
            window: self.window()?,
            precision: self.place.precision,
        })
    }
}

fn invalid(what: impl Into<String>) -> Refusal {
    Refusal::new(RefusalCode::Invalid, what)
}

/// An incident that a party may read.
pub(crate) fn find(
    register: &Register,
    incident: IncidentId,
    party: PartyId,
) -> Result<&Opened, Refusal> {
    let known = register.incidents.get(incident);
    known
        .filter(|known| known.readers.hold(register, party))
        .ok_or_else(|| {
            Refusal::new(
                RefusalCode::MissingReference,
                format!("your party knows of no incident {incident}; correct the id"),
            )
        })
}

fn judge_details(said: &Said<'_>, body: &Incident) -> Result<Details, Refusal> {
    let details: Option<Details> = opened(said, Some(body.details), Label::Details, "details")?;
    let details = details.ok_or_else(|| {
        invalid("where and when are not disclosed; an incident that nobody can place is none")
    })?;
    match details.fault(said.now.plus(CLOCK_SKEW)) {
        None => Ok(details),
        Some(fault) => Err(invalid(format!("the incident holds {fault}"))),
    }
}

/// Says in the record what is attached.
fn attach(register: &Register, details: &Details, out: &mut Judgement) {
    out.effects.push(Effect::StateAttached(Attached {
        then: register.known_at_time(details.when.from),
        since: register.size,
        viewpoints: register.authority.parties.keys().copied().collect(),
    }));
}

/// Judges the opening of an incident.
///
/// # Errors
/// [`Refusal`]: a used id, nothing disclosed, a time to come, too many.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &Incident,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    judge_key(said)?;
    if register.incidents.get(body.id).is_some() {
        return Err(Refusal::new(
            RefusalCode::IdReused,
            format!(
                "the id {} stands for another incident; use a new id",
                body.id
            ),
        ));
    }
    let details = judge_details(said, body)?;
    readers::judge(register, body.readers.as_deref(), |_| true)?;
    if hold::standing_of(register, said.party) >= MAX_STANDING {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            "a party has at most 1,000 holds that stand, an incident's among them; lift some",
        ));
    }
    attach(register, &details, out);
    Ok(())
}

/// Judges a new version.
///
/// # Errors
/// [`Refusal`]: no such incident, another party's, other readers, too many.
pub fn judge_amended(
    register: &Register,
    said: &Said<'_>,
    body: &Incident,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    judge_key(said)?;
    let known = find(register, body.id, said.party)?;
    if known.by != said.party {
        return Err(Refusal::new(
            RefusalCode::NotTheOwner,
            "an incident is amended by who opened it; enter a claim about it",
        ));
    }
    let details = judge_details(said, body)?;
    if known
        .first()
        .is_some_and(|first| first.said.readers != body.readers)
    {
        return Err(invalid(
            "a new version stands for the same readers as the first; open another incident for others",
        ));
    }
    if known.versions.len() >= MAX_VERSIONS {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            "an incident has at most 50 versions; open another",
        ));
    }
    attach(register, &details, out);
    Ok(())
}

fn attached(admitted: &Admitted<'_>) -> Option<Attached> {
    let mut effects = admitted.part.effects.iter();
    effects.find_map(|effect| match effect {
        Effect::StateAttached(attached) => Some(attached.clone()),
        _ => None,
    })
}

fn version(admitted: &Admitted<'_>, body: &Incident) -> Version {
    Version {
        record: admitted.index,
        received_at: admitted.received_at(),
        said: body.clone(),
        details: admitted.told(Some(body.details), Label::Details),
        attached: attached(admitted),
    }
}

/// An incident is open from here on, and holds what it refers to.
pub(crate) fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &Incident) {
    let readers = body.readers.as_ref().map_or(Readers::Everybody, |named| {
        Readers::Only(named.iter().copied().collect()).and(admitted.party)
    });
    let opened = Opened {
        id: body.id,
        by: admitted.party,
        readers,
        versions: vec![version(admitted, body)],
        requests: Vec::new(),
    };
    register.incidents.open(opened);
    hold::apply_incident(register, admitted, body.id);
    register.watch.stay_quiet_after(admitted.index);
}

/// Takes a new version in.
pub(crate) fn apply_amended(register: &mut Register, admitted: &Admitted<'_>, body: &Incident) {
    let version = version(admitted, body);
    register.incidents.amend(body.id, version);
    register.watch.stay_quiet_after(admitted.index);
}

/// Where and when every version of an incident told it to be, each once; `None` for one whose place is not known (any
/// more).
pub(crate) fn told(
    register: &Register,
    incident: IncidentId,
) -> Vec<(Option<Volume4d>, Option<TimeWindow>)> {
    let known = register.incidents.get(incident);
    let versions = known.into_iter().flat_map(|known| &known.versions);
    let mut told = Vec::new();
    for version in versions {
        let one = match &version.details {
            Told::Value(details) => (details.volume(), details.window()),
            Told::Nothing | Told::Erased => (None, None),
        };
        if !told.contains(&one) {
            told.push(one);
        }
    }
    told
}

#[cfg(test)]
pub(crate) mod tests;
