//! A movement's live reports: departed, holding, delayed, deviated, arrived, aborted.
//!
//! Whatever adds presence counts at once. Arrival and abortion end it, and count when they are the
//! owner's own word. What the reports do to where somebody may be is [`crate::presence::way`]'s.

use super::disclosed::{self, Disclosed};
use super::history::{Notification, Reported};
use super::told::{ToldPlace, invalid};
use super::{NotificationRef, Report, consent};
use crate::place::{MovementPlace, PlaceDigests};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::Register;
use crate::register::decide::CLOCK_SKEW;
use crate::register::said::{Admitted, Judgement, Said};
use crate::vocabulary::{Flag, MovementAct, NotificationKind};

/// Most reports of one movement: one every five minutes for three days.
pub const MAX_REPORTS: usize = 1_000;

/// Judges a report.
///
/// # Errors
/// [`Refusal`]: no such movement, a leg or holding point that it does not have, an arrival still to
/// come, a disclosure not of its kind.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &Report,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    let known = super::own(register, said, body.id)?;
    if known.kind != NotificationKind::Movement {
        return Err(invalid(
            "only a movement reports; amend or withdraw the notification instead",
        ));
    }
    if known.reports.len() >= MAX_REPORTS {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            "a movement has at most 1,000 reports; notify what is left of it anew and withdraw this one",
        ));
    }
    let place: Disclosed<MovementPlace> = disclosed::open(said, &body.place)?;
    check_numbers(known, body)?;
    if matches!(body.act, MovementAct::Arrived | MovementAct::Aborted)
        && body.at > said.now.plus(CLOCK_SKEW)
    {
        return Err(invalid(
            "the movement cannot have ended at a time to come; correct the time",
        ));
    }
    if body.tells_of_a_place() {
        let named = known
            .versions
            .last()
            .map_or((&[][..], 0), |v| (v.body.shares(), v.record));
        let shares = consent::shares(register, known.about, named.0, named.1);
        place.notice(register, said, &shares, out)?;
        out.flags.remove(&Flag::Late);
    }
    super::tell_about(register, known, out);
    Ok(())
}

impl Report {
    /// Whether it says that the movement is elsewhere than its plan says: it deviated, or a place is
    /// given with it, disclosed or not.
    #[must_use]
    pub fn tells_of_a_place(&self) -> bool {
        self.act == MovementAct::Deviated || self.place != PlaceDigests::default()
    }
}

/// The leg and the holding point must be there, as far as the way was disclosed.
fn check_numbers(known: &Notification, body: &Report) -> Result<(), Refusal> {
    let ways: Vec<&MovementPlace> = known
        .versions
        .iter()
        .filter_map(|version| match &version.content {
            super::history::Content::Movement(place) => place.exact.value(),
            _ => None,
        })
        .chain(
            known
                .reports
                .iter()
                .filter_map(|report| report.place.exact.value()),
        )
        .collect();
    let legs = ways.iter().map(|way| way.legs.len()).max();
    let points = ways.iter().map(|way| way.holding_points.len()).max();
    let beyond = |number: Option<u16>, count: Option<usize>| {
        number
            .zip(count)
            .is_some_and(|(number, count)| usize::from(number) >= count)
    };
    if beyond(body.leg, legs) {
        return Err(invalid(
            "the movement has no such leg; legs are counted from 0",
        ));
    }
    if beyond(body.holding_point, points) {
        return Err(invalid(
            "the movement has no such holding point; they are counted from 0",
        ));
    }
    Ok(())
}

/// Takes a report in.
pub fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &Report) {
    let about = NotificationRef {
        party: admitted.party,
        id: body.id,
    };
    let reported = Reported {
        record: admitted.index,
        received_at: admitted.received_at(),
        report: body.clone(),
        place: ToldPlace::of(admitted, &body.place),
    };
    if let Some(known) = register.notifications.note(admitted.index, about) {
        known.reports.push(reported);
        super::changed(register, about, admitted.index);
    }
}
