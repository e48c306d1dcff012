//! Which plans a record, or time alone, can have changed the outcome of, so that the watch need not look at
//! all of them after every word.
//!
//! Plans under way stand in an index of their volumes, each enlarged by as much as any outcome looks beyond
//! it ([`reach_of`], the one place that says how far that is). What a record speaks of is held against it:
//! the places of a notification before and after, what a nil or an answer declares, what was told without a
//! place by its zone. Whatever is not clearly of some place concerns every plan. Rather too many plans than
//! one missed: a plan that is looked at in vain says nothing.
//!
//! Derived from the log, never stored and never compared; where content was erased it holds none of it.

mod subject;

use super::{PlanRef, Watch, runs_again_at};
use crate::attendance;
use crate::channel;
use crate::check::eyes::{All, Eyes};
use crate::check::grain::{self, Grain};
use crate::check::ground::{Touched, touched_zones};
use crate::check::locator::FLOOR_SPAN_WITHOUT_ZONES;
use crate::codec::record::{Effect, Ground, Record};
use crate::geometry::bounds::{GeoBox, bounds};
use crate::geometry::position::Decimetres;
use crate::ids::{LogIndex, NotificationId, PartyId, ZoneId};
use crate::index::{EntryKey, Index};
use crate::notification::NotificationRef;
use crate::notification::history::{Content, Notification};
use crate::place::Volume4d;
use crate::plan::question_of;
use crate::presence::{Region, undisclosed};
use crate::register::Register;
use crate::register::decide::CLOCK_SKEW;
use crate::register::said::Told;
use crate::time::{Instant, Span, TimeWindow};
use crate::vocabulary::ChannelState;
use std::collections::{BTreeMap, BTreeSet};
use subject::Subject;

/// The index of plans under way, and what has changed since the watch ran.
#[derive(Clone, Debug, Default)]
pub(super) struct Near {
    volumes: Index,
    places: BTreeMap<PlanRef, Place>,
    numbers: BTreeMap<u64, PlanRef>,
    of_zone: BTreeMap<ZoneId, BTreeSet<PlanRef>>,
    /// Plans whose volumes are lost: nothing says where they are, so they are looked at with every word.
    unseen: BTreeSet<PlanRef>,
    /// When time alone may change what was last said of a plan.
    again: BTreeSet<(Instant, PlanRef)>,
    /// When time alone changes how a notification stands.
    moments: BTreeSet<(Instant, NotificationRef)>,
    next_number: u64,
    changes: Changes,
    /// When the latest record came, where the watch runs after it.
    followed: Option<Instant>,
}

/// Follows from the rest of the register.
impl PartialEq for Near {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Where a plan stands in the index.
#[derive(Clone, Debug, Default)]
struct Place {
    number: Option<u64>,
    zones: BTreeSet<ZoneId>,
    again: Option<Instant>,
}

/// What has changed since the watch last ran.
#[derive(Clone, Debug, Default)]
struct Changes {
    /// Up to when time had passed then.
    since: Option<Instant>,
    what: Concerned,
}

/// What is concerned.
#[derive(Clone, Debug, Default)]
struct Concerned {
    everything: bool,
    plans: BTreeSet<PlanRef>,
    zones: BTreeSet<ZoneId>,
    /// Boxes, each once, and the time that all of that place takes.
    regions: BTreeMap<Vec<GeoBox>, (Instant, Option<Instant>)>,
}

impl Concerned {
    fn region(&mut self, region: Region) {
        let (start, end) = (region.start, region.end);
        let known = self.regions.entry(region.boxes).or_insert((start, end));
        known.0 = known.0.min(start);
        known.1 = known.1.zip(end).map(|(one, other)| one.max(other));
    }
}

/// How far an outcome looks beyond a plan's volumes, in space, in time and by zone. Whatever makes an outcome
/// rest on more than lies within its buffer and the precisions is added here, and only here.
fn reach_of(grain: Option<Grain>, touched: &Touched, volume: &Volume4d) -> (Decimetres, Span) {
    // What others tell without a precision is as imprecise as the zones assume at worst.
    let reach = touched.reach(volume).plus(touched.assumed);
    // Towards its owner it is met in cells and stretches.
    let cells = grain.map_or(Decimetres::ZERO, |grain| {
        grain.wider(&volume.footprint, reach)
    });
    let stretch = grain.and_then(|grain| grain.stretch).unwrap_or(Span::ZERO);
    let micros = touched.tolerance.micros().saturating_add(stretch.micros());
    let tolerance = Span::from_micros(micros).unwrap_or(touched.tolerance);
    (reach.plus(cells), tolerance)
}

/// How things stand before a record is taken in.
#[derive(Debug, Default)]
pub(crate) struct Before {
    subject: Option<Subject>,
    concerned: Concerned,
    unreadable: Option<BTreeSet<PartyId>>,
    standing: Option<Standing>,
}

/// What of a party an outcome rests on without a place.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Standing {
    Refused(BTreeSet<ZoneId>),
    Channel(ChannelState),
    Gone(bool),
}

/// A record is about to be taken in.
pub(crate) fn before(register: &mut Register, record: &Record) -> Before {
    let near = &mut register.watch.near;
    // What is passed on comes between a record and the watch that runs after it.
    let passes_on = matches!(record.part.ground, Ground::PassedOn { .. });
    if let Some(followed) = near.followed.take_if(|_| !passes_on) {
        near.changes.since = Some(followed);
        near.changes.what = Concerned::default();
    }
    let subject = Subject::of(register, record);
    let mut concerned = Concerned::default();
    concern(register, subject, &mut concerned);
    Before {
        subject: Some(subject),
        concerned,
        unreadable: unreadable(register),
        standing: standing(register, subject, record.part.received_at),
    }
}

/// It has been taken in.
pub(crate) fn after(register: &mut Register, record: &Record, before: Before) {
    let Some(subject) = before.subject else {
        return;
    };
    let mut concerned = before.concerned;
    concern(register, subject, &mut concerned);
    concerned.everything |= before.unreadable != unreadable(register);
    match (
        before.standing,
        standing(register, subject, record.part.received_at),
    ) {
        (Some(Standing::Refused(one)), Some(Standing::Refused(other))) => {
            concerned.zones.extend(one.symmetric_difference(&other));
        }
        (Some(one), Some(other)) if one != other => {
            concerned.zones.extend(answering(register, subject));
        }
        (one, other) => concerned.everything |= one != other,
    }
    for effect in &record.part.effects {
        // Who is told more of a notification sees it more exactly from now on.
        if let Effect::Retold { record: told, .. } = effect {
            let known = register.notifications.of_record(*told);
            if let Some(about) = known.map(|known| known.about) {
                concern(register, Subject::Notification(about), &mut concerned);
            }
        }
    }
    match subject {
        Subject::Plan(id) => place(register, id),
        Subject::Zones => replace_all(register),
        _ => {}
    }
    for effect in &record.part.effects {
        if let Effect::Verdict(verdict) = effect
            && let (Some(id), None) = (verdict.plan, verdict.check)
        {
            set_again(register, id);
        }
    }
    let is_followed = is_followed(register, record);
    let near = &mut register.watch.near;
    if !matches!(record.part.ground, Ground::PassedOn { .. }) {
        near.followed = is_followed.then_some(record.part.received_at);
    }
    let changes = &mut near.changes;
    changes.what.everything |= concerned.everything;
    changes.what.plans.extend(concerned.plans);
    changes.what.zones.extend(concerned.zones);
    for (boxes, (start, end)) in concerned.regions {
        changes.what.region(Region { boxes, start, end });
    }
}

/// What a record disclosed is forgotten.
pub(crate) fn forget(register: &mut Register, record: LogIndex) {
    register.watch.near.changes.what.everything = true;
    let spoken = register.checks.spoken(record).iter();
    let spoken: Vec<PlanRef> = spoken.filter_map(|one| one.verdict.plan).collect();
    for id in spoken {
        set_again(register, id);
    }
    if let Some(id) = register.plans.of_record(record) {
        place(register, id);
    }
}

/// Whether whoever writes the log has the watch run after such a record, or wrote it as the watch's own.
/// After other records of its own it may or may not run: what they changed, and the time they took, is kept
/// until the next of these.
fn is_followed(register: &Register, record: &Record) -> bool {
    let is_quiet = register.watch.quiet_after == Some(record.index);
    match record.part.ground {
        Ground::Watch { .. } => true,
        Ground::Admitted | Ground::Unreadable | Ground::ClockDoubted => !is_quiet,
        Ground::Tick
        | Ground::Refused { .. }
        | Ground::Looked { .. }
        | Ground::DeskSeen { .. }
        | Ground::PassedOn { .. }
        | Ground::Delivered => false,
    }
}

/// The parties of which something cannot be read, where anything ever could not.
fn unreadable(register: &Register) -> Option<BTreeSet<PartyId>> {
    let at = register.standpoint(register.last_received?);
    (register.notifications.has_unreadable()).then(|| All(register).unreadable(at))
}

fn standing(register: &Register, subject: Subject, now: Instant) -> Option<Standing> {
    let at = register.standpoint(now);
    match subject {
        Subject::Answer(party, request) => {
            let versions = register.requests.versions(request, register.size).iter();
            let zones: BTreeSet<ZoneId> = versions.map(|version| version.said.zone).collect();
            let refused = zones
                .into_iter()
                .filter(|zone| All(register).refused(party, *zone, at));
            Some(Standing::Refused(refused.collect()))
        }
        Subject::Channel(party) => {
            Some(Standing::Channel(channel::with_centre(register, party, at)))
        }
        Subject::Desk(party) => {
            let best = attendance::at_best(register, party, register.size);
            Some(Standing::Gone(best == ChannelState::Unattended))
        }
        _ => None,
    }
}

/// Adds what a subject takes as it stands.
fn concern(register: &Register, subject: Subject, out: &mut Concerned) {
    match subject {
        Subject::Everything | Subject::Zones => out.everything = true,
        Subject::Notification(about) => {
            if let Some(known) = register.notifications.get(about) {
                concern_notification(register, known, out);
            }
        }
        Subject::Answer(party, request) => {
            concern_answers(register, party, out);
            for answered in register.requests.answers(request, register.size) {
                concern_declaration(register, answered.record, out);
                if answered.hides_positions() {
                    let versions = register.requests.versions(request, register.size).iter();
                    out.zones.extend(versions.map(|version| version.said.zone));
                }
            }
        }
        Subject::Plan(id) => {
            out.plans.insert(id);
        }
        Subject::Nothing | Subject::Channel(_) | Subject::Desk(_) => {}
    }
}

fn concern_notification(register: &Register, known: &Notification, out: &mut Concerned) {
    let versions = known.versions.iter().map(|version| version.record);
    let reports = known.reports.iter().map(|report| report.record);
    for record in versions.chain(reports) {
        if let Some(region) = register.presences.region(record) {
            out.region(region);
        }
    }
    for version in &known.versions {
        if matches!(version.content, Content::Nil(_)) {
            concern_declaration(register, version.record, out);
            concern_answers(register, known.about.party, out);
        }
    }
    let is_known = |zone: &ZoneId| register.zones.is_known(*zone, register.size);
    match undisclosed::zones_of(known).filter(|zones| zones.iter().all(is_known)) {
        Some(zones) => out.zones.extend(zones),
        None => out.everything = true,
    }
}

/// The zones in which whether a party's channel is open says something: those in which it must answer. At the other
/// end of everybody's channel is the centre.
fn answering(register: &Register, subject: Subject) -> BTreeSet<ZoneId> {
    let centre = register.authority.centre();
    let of = match subject {
        Subject::Channel(party) | Subject::Desk(party) => Some(party).filter(|of| *of != centre),
        _ => None,
    };
    let profiles = register.zones.profiles(register.size);
    let asked = profiles.filter(|(_, _, profile)| match of {
        Some(party) => profile.obliged.iter().any(|one| one.party == party),
        None => !profile.obliged.is_empty(),
    });
    asked.map(|(zone, ..)| zone).collect()
}

/// Where a record declares that nobody else is.
fn concern_declaration(register: &Register, record: LogIndex, out: &mut Concerned) {
    match register.declarations.declared(record) {
        None => {}
        Some(Told::Value(volume)) => {
            let assumed = register.zones.worst_precision(register.size);
            out.region(Region {
                boxes: bounds(&volume.footprint, volume.precision_or(assumed)),
                start: volume.window.start(),
                end: Some(volume.window.end()),
            });
        }
        // It is said of the party wherever it must answer.
        Some(Told::Nothing | Told::Erased) => out.everything = true,
    }
}

/// What a party declares may end what it told before, and say something of the time after: all positions of its
/// answers.
fn concern_answers(register: &Register, party: PartyId, out: &mut Concerned) {
    for record in register.presences.answers_of(party) {
        if let Some(region) = register.presences.region(record) {
            out.region(region);
        }
    }
}

impl Watch {
    /// Keeps when time alone changes how a notification stands, in place of when it did so far.
    pub(crate) fn set_moments(
        &mut self,
        about: NotificationRef,
        before: &[Instant],
        moments: &[Instant],
    ) {
        for moment in before {
            self.near.moments.remove(&(*moment, about));
        }
        let each = moments.iter().map(|moment| (*moment, about));
        self.near.moments.extend(each);
    }
}

/// Puts a plan where it is now; one that is not under way is taken out.
fn place(register: &mut Register, id: PlanRef) {
    register.watch.near.take_out(id);
    let Some(plan) = register.plans.plan(id).filter(|plan| plan.is_watched()) else {
        return;
    };
    let question = plan.version().and_then(question_of);
    let mut boxed: Vec<(Vec<GeoBox>, Instant, Instant)> = Vec::new();
    let mut zones = BTreeSet::new();
    if let Some(question) = question {
        let at = register.standpoint(register.last_received.unwrap_or(Instant::MIN));
        let touched = touched_zones(register, question, at);
        let grain = Grain::of(register, &touched, at);
        for volume in question.volumes {
            let (reach, tolerance) = reach_of(grain, &touched, volume);
            let start = volume.window.start().minus(tolerance);
            let end = volume.window.end().plus(tolerance);
            boxed.push((bounds(&volume.footprint, reach), start, end));
        }
        zones = touched.zones;
        zones.extend(touched.perhaps);
    }
    let near = &mut register.watch.near;
    if boxed.is_empty() {
        near.unseen.insert(id);
    }
    let number = near.next_number;
    near.next_number += 1;
    for (boxes, start, end) in boxed {
        let valid = (start, Some(end));
        near.volumes
            .insert(EntryKey(number), &boxes, None, valid, 0);
    }
    for zone in &zones {
        near.of_zone.entry(*zone).or_default().insert(id);
    }
    near.numbers.insert(number, id);
    let placed = Place {
        number: Some(number),
        zones,
        again: None,
    };
    near.places.insert(id, placed);
    set_again(register, id);
}

/// Zones or everything changed: what a plan touches may be other zones, with other buffers.
fn replace_all(register: &mut Register) {
    let watched: Vec<PlanRef> = register.plans.watched().map(|(id, _)| id).collect();
    for id in watched {
        place(register, id);
    }
}

/// Keeps when time alone may change what was last said of a plan, where its windows are not over by then.
fn set_again(register: &mut Register, id: PlanRef) {
    let last_end = register.plans.plan(id).and_then(last_end);
    let spoken = register.checks.last_of_plan(id, register.size);
    let again = spoken.map(runs_again_at).zip(last_end);
    let again = again.filter(|(again, end)| again < end).map(|both| both.0);
    let near = &mut register.watch.near;
    let Some(place) = near.places.get_mut(&id) else {
        return;
    };
    if let Some(before) = std::mem::replace(&mut place.again, again) {
        near.again.remove(&(before, id));
    }
    near.again.extend(again.map(|again| (again, id)));
}

fn last_end(plan: &crate::plan::PlanHistory) -> Option<Instant> {
    let volumes = plan.version()?.volumes.value()?;
    volumes.iter().map(|volume| volume.window.end()).max()
}

impl Near {
    fn take_out(&mut self, id: PlanRef) {
        self.unseen.remove(&id);
        let Some(place) = self.places.remove(&id) else {
            return;
        };
        if let Some(number) = place.number {
            self.volumes.forget(EntryKey(number));
            self.numbers.remove(&number);
        }
        if let Some(again) = place.again {
            self.again.remove(&(again, id));
        }
        for zone in place.zones {
            if let Some(plans) = self.of_zone.get_mut(&zone) {
                plans.remove(&id);
            }
        }
    }

    /// The plans of which time alone may change what was last said, the soonest first.
    pub(super) fn again(&self) -> impl Iterator<Item = (Instant, PlanRef)> {
        self.again.iter().copied()
    }
}

impl Watch {
    /// The plans under way that may have another outcome at `now` than when the watch last ran; `None`:
    /// all of them.
    pub(super) fn touched(&self, register: &Register, now: Instant) -> Option<BTreeSet<PlanRef>> {
        let since = self.near.changes.since?;
        let mut concerned = self.near.changes.what.clone();
        concern_passing(register, &self.near, since, now, &mut concerned);
        if concerned.everything {
            return None;
        }
        let mut plans = concerned.plans;
        plans.extend(&self.near.unseen);
        let due = self.near.again().take_while(|(again, _)| *again <= now);
        plans.extend(due.map(|(_, id)| id));
        for zone in concerned.zones {
            plans.extend(self.near.of_zone.get(&zone).into_iter().flatten());
        }
        for (boxes, (start, end)) in concerned.regions {
            let window = TimeWindow::new(start, end.unwrap_or(Instant::MAX)).ok()?;
            let near = (self.near.volumes).candidates(&boxes, None, window, Span::ZERO, 0);
            plans.extend(near.iter().filter_map(|key| self.near.numbers.get(&key.0)));
        }
        Some(plans)
    }
}

/// Adds what time alone has changed after `since`, up to `now`: notifications that are past their time,
/// answers and declarations that have aged.
fn concern_passing(
    register: &Register,
    near: &Near,
    since: Instant,
    now: Instant,
    out: &mut Concerned,
) {
    if now <= since {
        return;
    }
    let least = NotificationRef {
        party: PartyId::from_bytes([0; 16]),
        id: NotificationId::from_bytes([0; 16]),
    };
    // What is met in stretches of time changes with the last stretch that it reaches into.
    let known_at = register.size;
    let floors = register.zones.profiles(known_at);
    let floors = floors.map(|(_, _, profile)| profile.check_floor_span);
    let stretches: BTreeSet<Span> = (floors.chain([FLOOR_SPAN_WITHOUT_ZONES, Span::ZERO]))
        .map(|floor| grain::rung(floor).unwrap_or(Span::ZERO))
        .collect();
    for stretch in stretches {
        let grain = Grain {
            mesh: None,
            stretch: (stretch > Span::ZERO).then_some(stretch),
        };
        let (since, now) = (grain.up(since), grain.up(now));
        let passed = near.moments.range((since, least)..);
        for (_, about) in passed.take_while(|(moment, _)| *moment <= now) {
            concern(register, Subject::Notification(*about), out);
        }
    }
    let profiles = register.zones.profiles(register.size);
    let ages: BTreeSet<Span> = profiles.map(|(_, _, profile)| profile.freshness).collect();
    for age in ages {
        let aged = since.minus(age)..=now.minus(age);
        for record in register.requests.answered_as_of(aged.clone()) {
            if let Some(region) = register.presences.region(record) {
                out.region(region);
            }
        }
        for record in register.declarations.as_of(aged) {
            concern_declaration(register, record, out);
        }
    }
    // As of a time to come it counts for nothing until then.
    let ahead = since.plus(CLOCK_SKEW)..=now.plus(CLOCK_SKEW);
    for record in register.declarations.as_of(ahead) {
        concern_declaration(register, record, out);
    }
}

#[cfg(test)]
mod tests;
