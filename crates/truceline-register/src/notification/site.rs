//! A site: people or things that stay.
//!
//! It is in force from its start until its end, or without one until it is withdrawn; past its time
//! of reconfirmation it is stale and in force all the same.

use super::disclosed::{self, Disclosed};
use super::history::{Body, Content, Version};
use super::told::{self, ToldPlace, Whereabouts, invalid};
use super::{Details, NotificationRef, Personal, Site, consent};
use crate::codec::cbor::Digest;
use crate::codec::disclosure::Label;
use crate::geometry::distance;
use crate::geometry::position::Decimetres;
use crate::place::{SitePlace, Volume4d};
use crate::presence::{self, Source};
use crate::refusal::Refusal;
use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said, opened};
use crate::time::Instant;
use crate::vocabulary::Flag;

/// Two sites of one party nearer than this, at the same time, are flagged as saying the same: it is
/// about the size of a compound.
pub const DUPLICATE_WITHIN: Decimetres = match Decimetres::from_metres(50) {
    Ok(distance) => distance,
    Err(_) => Decimetres::ZERO,
};

/// Judges a new site.
///
/// # Errors
/// [`Refusal`]: the id is used, a disclosure is not of its kind, no end and no time of
/// reconfirmation, too many shares.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &Site,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    super::judge_new(register, said, body.id)?;
    judge_content(register, said, body, out)
}

/// Judges what a site says, new or amended.
pub(super) fn judge_content(
    register: &Register,
    said: &Said<'_>,
    body: &Site,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    let place: Disclosed<SitePlace> = disclosed::open(said, &body.place)?;
    open_beside(said, body.details, body.personal)?;
    if body.reconfirm_by.is_none() && !place.has_end() {
        return Err(invalid(
            "a site has an end or a time by which it is reconfirmed; give one of them",
        ));
    }
    let about = NotificationRef {
        party: said.party,
        id: body.id,
    };
    let shares = consent::shares(register, about, &body.shares, register.size);
    place.notice(register, said, &shares, out)?;
    let told_already = |exact| is_told_already(register, said, about, exact);
    if place.exact.as_ref().is_some_and(told_already) {
        out.flags.insert(Flag::Duplicate);
    }
    Ok(())
}

/// Opens what stands beside a place, so that nothing unreadable is admitted as told.
pub(super) fn open_beside(
    said: &Said<'_>,
    details: Option<Digest>,
    personal: Option<Digest>,
) -> Result<(), Refusal> {
    opened::<Details>(said, details, Label::Details, "details")?;
    opened::<Personal>(said, personal, Label::Personal, "personal")?;
    Ok(())
}

/// Whether another site of the party says nearly the same.
fn is_told_already(
    register: &Register,
    said: &Said<'_>,
    about: NotificationRef,
    place: &SitePlace,
) -> bool {
    let at = register.standpoint(said.now);
    place.stretches().iter().any(|stretch| {
        let window = told::window_of(stretch);
        let volume = Volume4d {
            footprint: stretch.footprint.clone(),
            altitude: stretch.altitude,
            window,
            precision: place.precision,
        };
        let own = presence::near_of_party(register, said.party, &volume, DUPLICATE_WITHIN, at);
        own.iter().any(|other| {
            let Source::Notification(of) = other.source else {
                return false;
            };
            of != about
                && register
                    .notifications
                    .get(of)
                    .is_some_and(|o| o.kind == crate::vocabulary::NotificationKind::Site)
                && other
                    .volumes
                    .iter()
                    .any(|v| distance::within(&v.footprint, &stretch.footprint, DUPLICATE_WITHIN))
        })
    })
}

/// Takes a new site in.
pub fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &Site) {
    let about = NotificationRef {
        party: admitted.party,
        id: body.id,
    };
    super::add(register, about, version(admitted, body));
}

/// The version that a record says.
pub(super) fn version(admitted: &Admitted<'_>, body: &Site) -> Version {
    Version {
        record: admitted.index,
        received_at: admitted.received_at(),
        unconfirmed: admitted.unconfirmed,
        needs_second: admitted
            .flagged(Flag::AwaitsSecond)
            .then_some(admitted.index),
        body: Body::Site(body.clone()),
        content: Content::Site(ToldPlace::of(admitted, &body.place)),
        details: admitted.told(body.details, Label::Details),
        personal: kept_apart(admitted, body.personal),
    }
}

/// Names of persons stay in the vault: the state keeps their digest and whether they are there.
pub(super) fn kept_apart(
    admitted: &Admitted<'_>,
    personal: Option<Digest>,
) -> Option<(Digest, bool)> {
    personal.map(|digest| (digest, admitted.part.disclosed.contains(&digest)))
}

/// When a site's presence ends by itself: the latest end told; `None` where it is open. What was
/// erased is over.
pub(super) fn end(place: &ToldPlace<SitePlace>) -> Option<Instant> {
    if place.is_erased() {
        return Some(Instant::MIN);
    }
    let mut ends: Vec<Option<Instant>> = Vec::new();
    ends.extend(place.exact.value().map(|exact| exact.end));
    ends.extend(place.cell_stretches().iter().map(|stretch| stretch.end));
    if let Some(existence) = place.bare_existence() {
        ends.push(existence.end);
    }
    ends.into_iter()
        .collect::<Option<Vec<Instant>>>()
        .and_then(|ends| ends.into_iter().max())
}
