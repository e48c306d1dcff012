//! A movement: people or things on their way, leg by leg, and where they may wait.
//!
//! It stays in force until its owner reports that it has arrived or was broken off, or withdraws it.

use super::disclosed::{self, Disclosed};
use super::history::{Body, Content, Version};
use super::told::{self, ToldPlace, invalid};
use super::{Movement, NotificationRef, consent};
use crate::codec::disclosure::Label;
use crate::place::MovementPlace;
use crate::refusal::Refusal;
use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said};
use crate::time::Span;
use crate::vocabulary::Flag;

/// Judges a new movement.
///
/// # Errors
/// [`Refusal`]: the id is used, a disclosure is not of its kind, no leg, no end, too many legs or
/// shares.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &Movement,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    super::judge_new(register, said, body.id)?;
    judge_content(register, said, body, out)
}

/// Judges what a movement says, new or amended.
pub(super) fn judge_content(
    register: &Register,
    said: &Said<'_>,
    body: &Movement,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    let place: Disclosed<MovementPlace> = disclosed::open(said, &body.place)?;
    super::site::open_beside(said, body.details, body.personal)?;
    let open_cell = place.cell.as_ref().is_some_and(|cell| cell.end.is_none());
    let open_existence = place
        .existence
        .as_ref()
        .is_some_and(|existence| existence.end.is_none());
    if open_cell || open_existence {
        return Err(invalid(
            "a movement's cells and its existence have an end; give the last leg's",
        ));
    }
    let about = NotificationRef {
        party: said.party,
        id: body.id,
    };
    let shares = consent::shares(register, about, &body.shares, register.size);
    place.notice(register, said, &shares, out)?;
    if body.emergency {
        out.flags.insert(Flag::Emergency);
    }
    if is_short(register, said, body, &place) {
        out.flags.insert(Flag::ShortLead);
    }
    let told_already = |exact| is_told_already(register, about, exact);
    if place.exact.as_ref().is_some_and(told_already) {
        out.flags.insert(Flag::Duplicate);
    }
    Ok(())
}

/// Whether it starts sooner than the longest lead time of the zones that it touches.
fn is_short(
    register: &Register,
    said: &Said<'_>,
    body: &Movement,
    place: &Disclosed<MovementPlace>,
) -> bool {
    let Some(start) = place.start() else {
        return false;
    };
    let mut zones: Vec<_> = place
        .existence
        .iter()
        .map(|existence| existence.zone)
        .collect();
    for stretch in place.stretches() {
        let window = told::window_of(&stretch);
        zones.extend(
            register
                .zones
                .zones_touching(&stretch.footprint, window, register.size),
        );
    }
    let lead = zones
        .into_iter()
        .filter_map(|zone| register.zones.profile(zone, register.size))
        .map(|(_, profile)| {
            if body.emergency {
                profile.emergency_lead_time
            } else {
                profile.lead_time
            }
        })
        .max()
        .unwrap_or(Span::ZERO);
    if lead == Span::ZERO {
        return said.is_late_for(start);
    }
    start.minus(lead) < said.now
}

/// Whether another movement of the party, still in force, has the same legs.
fn is_told_already(register: &Register, about: NotificationRef, place: &MovementPlace) -> bool {
    register
        .notifications
        .of_party(about.party)
        .filter(|other| other.about != about)
        .any(|other| {
            other.versions.iter().any(|version| {
                let Content::Movement(told) = &version.content else {
                    return false;
                };
                told.exact
                    .value()
                    .is_some_and(|exact| exact.legs == place.legs)
                    && super::life::of_version(register, other, version, register.size)
                        == super::life::Life::InForce
            })
        })
}

/// Takes a new movement in.
pub fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &Movement) {
    let about = NotificationRef {
        party: admitted.party,
        id: body.id,
    };
    super::add(register, about, version(admitted, body));
}

/// The version that a record says.
pub(super) fn version(admitted: &Admitted<'_>, body: &Movement) -> Version {
    Version {
        record: admitted.index,
        received_at: admitted.received_at(),
        unconfirmed: admitted.unconfirmed,
        needs_second: None,
        body: Body::Movement(body.clone()),
        content: Content::Movement(ToldPlace::of(admitted, &body.place)),
        details: admitted.told(body.details, Label::Details),
        personal: super::site::kept_apart(admitted, body.personal),
    }
}
