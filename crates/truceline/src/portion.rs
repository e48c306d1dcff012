//! A party's portion of the log: of each record what the party may have, and of the others nothing.
//!
//! Everything that leaves the server towards a party goes through here: its replica, its records, its
//! events. A record that is not for a party is, to that party, a filler: it has a place in the log and says
//! nothing. Not here: how exactly a place is told ([`crate::viewpoint`]), and who may ask at all (the
//! table of access).
//!
//! The centre's portion is the whole log without names and numbers of persons. Parties, desks, keys, zones,
//! actors, designations, agreements, bulletins and the state of the clock are everybody's.

use crate::viewpoint::{Viewer, told};
use std::collections::BTreeSet;
use truceline_register::act::Act;
use truceline_register::codec::disclosure::{Disclosures, Label};
use truceline_register::codec::record::{Effect, Ground, Record, RegisterPart};
use truceline_register::countersignature::{Needs, Pending};
use truceline_register::ids::{LogIndex, PartyId, PlanId};
use truceline_register::ladder;
use truceline_register::readers::{self, Readers};
use truceline_register::register::{Register, Standpoint};
use truceline_register::relay::RelayedAct;
use truceline_register::stop;
use truceline_register::time::Instant;
use truceline_register::vocabulary::{Flag, Resolution};

/// Whom a record is for; the centre has every record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody who is enrolled.
    Everybody,
    /// These parties.
    Some(BTreeSet<PartyId>),
}

impl Audience {
    /// The audience of a record.
    #[must_use]
    pub fn of(register: &Register, record: &Record) -> Self {
        if is_everybodys(record) {
            return Self::Everybody;
        }
        let named = match readers::of_record(register, record.index) {
            Some(Readers::Everybody) => return Self::Everybody,
            Some(Readers::Only(parties)) => parties.clone(),
            None => BTreeSet::new(),
        };
        let mut parties: BTreeSet<PartyId> =
            record.part.effects.iter().filter_map(of_effect).collect();
        parties.extend(named);
        parties.extend(record.part.signer.map(|signer| signer.party));
        // Who must hear of a stop, or of its end, stands in the record after it, which its sender has not.
        if is_stop_or_end(record)
            && let Some(stop) = register.stops.of_record(record.index)
        {
            parties.extend(stop.recipients_at(register.size));
        }
        let retold = record.part.effects.iter();
        parties.extend(retold.filter_map(|effect| owner_of_retold(register, effect)));
        // Who was told of what is countersigned hears that it is.
        parties.extend(countersigned(record).flat_map(|of| told_of(register, of)));
        if let Ground::DeskSeen { party, .. } = record.part.ground {
            parties.insert(party);
        }
        if let Ground::Refused { key, .. } = record.part.ground {
            parties.extend(register.authority.key(key).map(|key| key.party));
        }
        if let Some(Act::Relayed(relay)) = record.payload.as_ref().map(|payload| &payload.act)
            && !matches!(relay.what, RelayedAct::Words(_))
        {
            parties.insert(relay.speaker);
        }
        Self::Some(parties)
    }

    /// Whether a party is in it.
    #[must_use]
    pub fn holds(&self, register: &Register, party: PartyId) -> bool {
        match self {
            Self::Everybody => true,
            Self::Some(parties) => parties.contains(&party) || party == register.authority.centre(),
        }
    }
}

/// Whether a record says a stop or the end of one.
#[must_use]
pub fn is_stop_or_end(record: &Record) -> bool {
    let act = record.payload.as_ref().map(|payload| &payload.act);
    act.is_some_and(|act| stop::is_stop(act) || matches!(act, Act::StopEnded(_)))
}

/// Where from an index on there may be alerts owed to a party, stops, or ends of stops; every one, and perhaps more.
/// In order.
#[must_use]
pub fn urgent_since(register: &Register, party: PartyId, from: LogIndex) -> Vec<LogIndex> {
    let owed = register
        .watch
        .all(register.size)
        .filter(|owed| owed.alert.to == party);
    let stops = register.stops.all();
    let said = stops.flat_map(|stop| {
        let ends = stop.endings().iter().map(|ending| ending.record);
        std::iter::once(stop.record).chain(ends)
    });
    let places: BTreeSet<LogIndex> = owed.map(|owed| owed.record).chain(said).collect();
    places.range(from..).copied().collect()
}

/// Whose notification an effect tells anew: its owner hears to whom it was told.
fn owner_of_retold(register: &Register, effect: &Effect) -> Option<PartyId> {
    match effect {
        Effect::Retold { record, .. } => {
            let told = register.notifications.of_record(*record)?;
            Some(told.about.party)
        }
        _ => None,
    }
}

/// What a party may have of a record; nothing where the record is not for it.
#[must_use]
pub fn of(party: PartyId, register: &Register, record: &Record) -> Option<Record> {
    let audience = Audience::of(register, record);
    // What was told in a later record, by a consent that was given since, is the party's too.
    if !audience.holds(register, party) && told(register, record, party).is_none() {
        return None;
    }
    let kept = record.disclosures.iter().map(|(_, disclosure)| disclosure);
    // Bytes of files are fetched by who wants them, and no replica needs them.
    let kept = kept.filter(|disclosure| {
        disclosure.label() != Label::Part
            && Viewer::Party(party).may_have(register, record, disclosure)
    });
    Some(Record {
        part: part(party, register, record),
        disclosures: Disclosures::of(kept.cloned()),
        ..record.clone()
    })
}

/// Who takes part, where zones run and whether the clock is right: what everybody goes by.
fn is_everybodys(record: &Record) -> bool {
    if record.part.ground == Ground::ClockDoubted {
        return true;
    }
    record.payload.as_ref().is_some_and(|payload| {
        matches!(
            payload.act,
            Act::Genesis(_)
                | Act::PartyEnrolled(_)
                | Act::PartyChanged(_)
                | Act::DeskOpened(_)
                | Act::KeyEnrolled(_)
                | Act::KeyRotated(_)
                | Act::KeyRevoked(_)
                | Act::BoundaryDrawn(_)
                | Act::ProfileSet(_)
                | Act::ClockConfirmed
                | Act::ActorEntered(_)
                | Act::Designated(_)
                | Act::DesignationWithdrawn(_)
                | Act::AgreementEntered(_)
                | Act::ZoneBound(_)
                | Act::ZoneUnbound(_)
                | Act::BulletinPublished(_)
        )
    })
}

/// Which records that waited for it a record gives its signature.
fn countersigned(record: &Record) -> impl Iterator<Item = LogIndex> {
    record
        .part
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Completes(of) => Some(*of),
            _ => None,
        })
}

/// Who was told of a record that needs another party's countersignature.
fn told_of(register: &Register, of: LogIndex) -> BTreeSet<PartyId> {
    let needs = |pending: &Pending| matches!(pending.needs, Needs::OtherParty { .. });
    if !register.countersignatures.of(of).iter().any(needs) {
        return BTreeSet::new();
    }
    let at = Standpoint {
        known_at: register.size,
        now: register.last_received.unwrap_or(Instant::MAX),
    };
    let rungs = ladder::of(register, of, at).into_iter();
    rungs.map(|rung| rung.to).collect()
}

/// Whom an effect names.
fn of_effect(effect: &Effect) -> Option<PartyId> {
    match effect {
        Effect::Inbox { to, .. } => Some(*to),
        Effect::Alert(alert) => Some(alert.to),
        // A run of the watch concerns the plan's owner where the owner is owed an alert, and only there:
        // that it ran would tell that somebody said something nearby.
        Effect::Verdict(_) => None,
        Effect::OwnerCounts { to, .. }
        | Effect::Retold { to, .. }
        | Effect::Delivered { to, .. } => Some(*to),
        Effect::Completes(_)
        | Effect::Overdue { .. }
        | Effect::Reminded { .. }
        | Effect::ClockRead { .. }
        | Effect::Looks(_)
        | Effect::Noticed(_)
        | Effect::Counted(_)
        | Effect::Packed(_)
        | Effect::StateAttached(_)
        | Effect::Listed(_)
        | Effect::ActiveContent => None,
    }
}

/// The register's own part as a party sees it: of what follows for others, nothing that is not the party's
/// own doing.
fn part(party: PartyId, register: &Register, record: &Record) -> RegisterPart {
    if party == register.authority.centre() {
        return record.part.clone();
    }
    let own = record
        .part
        .signer
        .is_some_and(|signer| signer.party == party);
    let exact = told(register, record, party) == Some(Resolution::Exact);
    let effects = record.part.effects.iter().filter(|effect| match effect {
        // Whom its own words were told to is the owner's to know.
        Effect::Inbox { to, .. } => own || *to == party,
        Effect::Retold { to, .. } => {
            own || *to == party || owner_of_retold(register, effect) == Some(party)
        }
        Effect::OwnerCounts { to, .. } => *to == party,
        // Which desks follow is their own party's to know.
        Effect::Delivered { to, .. } => *to == party,
        // Who looked for what is between the register and the centre; owners are told by themselves.
        Effect::Looks(_) | Effect::Noticed(_) | Effect::Counted(_) => false,
        Effect::Packed(_) | Effect::Listed(_) => own,
        Effect::Alert(alert) => alert.to == party,
        Effect::Verdict(verdict) => match verdict.plan {
            // Of its other plans the watch may have run for what the owner is not told.
            Some(plan) => plan.0 == party && (own || hears_of(record, party, plan)),
            None => own,
        },
        Effect::Overdue { request, .. } | Effect::Reminded { request, .. } => {
            let asked = register.requests.current(*request, register.size);
            asked.is_some_and(|version| version.said.to == party)
        }
        // It names two sizes of the log and who takes part.
        Effect::StateAttached(_) | Effect::ActiveContent => true,
        Effect::Completes(_) | Effect::ClockRead { .. } => true,
    });
    let effects: Vec<Effect> = effects.cloned().collect();
    let speaks_of = |cause: LogIndex| {
        effects.iter().any(|effect| match effect {
            Effect::Retold { to, record, .. } => *to == party && *record == cause,
            Effect::Alert(alert) => alert.record == Some(cause),
            _ => false,
        })
    };
    RegisterPart {
        // What the watch ran for, or what was passed on, is somebody else's record.
        ground: match record.part.ground {
            Ground::Watch { .. } => Ground::Tick,
            Ground::PassedOn { cause } if !speaks_of(cause) => Ground::Tick,
            _ => record.part.ground.clone(),
        },
        effects,
        // What the register noticed speaks of the place.
        flags: if own || exact || is_everybodys(record) {
            record.part.flags.clone()
        } else {
            record
                .part
                .flags
                .iter()
                .copied()
                .filter(|flag| is_placeless(*flag))
                .collect()
        },
        ..record.part.clone()
    }
}

/// Whether a record owes a party an alert about a plan.
fn hears_of(record: &Record, party: PartyId, plan: (PartyId, PlanId)) -> bool {
    record.part.effects.iter().any(|effect| match effect {
        Effect::Alert(alert) => alert.to == party && alert.plan == Some(plan),
        _ => false,
    })
}

/// Whether what the register noticed is about who signed and when, not about where.
const fn is_placeless(flag: Flag) -> bool {
    matches!(
        flag,
        Flag::Unreadable
            | Flag::Quarantined
            | Flag::GraceOver
            | Flag::ClockSkew
            | Flag::AwaitsSecond
            | Flag::AwaitsCountersignature
    )
}

/// Whether a party may carry a record away whole, as its leaf commits to it: its own words, what it was told
/// exactly, and what is everybody's. The centre may carry away every record.
#[must_use]
pub fn is_whole(party: PartyId, register: &Register, record: &Record) -> bool {
    if party == register.authority.centre() || is_everybodys(record) {
        return true;
    }
    let own = record
        .part
        .signer
        .is_some_and(|signer| signer.party == party);
    own || part(party, register, record) == record.part && of(party, register, record).is_some()
}

#[cfg(test)]
mod tests;
