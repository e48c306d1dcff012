//! Anybody stops anything, whoever it concerns hears of it, and every answer keeps its time.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod emergency;

use super::concern::SOON;
use super::view::{self, StopView};
use super::{STOP_ESCALATION, StopEnded, StopRef, StopReplied, StopSent, standing};
use crate::act::Act;
use crate::check::kit::{Stage, Who, disc, target, volume};
use crate::codec::disclosure::{Disclosure, Label};
use crate::codec::record::{AlertWhy, Effect};
use crate::erasure::Erasure;
use crate::geometry::distance::within;
use crate::geometry::position::Decimetres;
use crate::ids::{LogIndex, PartyId, StopId};
use crate::notification::consent::Consent;
use crate::place::Volume4d;
use crate::refusal::RefusalCode;
use crate::register::tests::{at, code};
use crate::relay::{Confirmation, Relay, RelayedAct};
use crate::time::{Instant, Span, TimeWindow};
use crate::vocabulary::{Flag, Means, PlanState, Resolution, Stance, StopWord};
use crate::watch::{next_escalation, open_alerts};
use proptest::prelude::*;

/// A place from now on.
fn place(stage: &Stage, north_e5: i32, radius_m: u32) -> Volume4d {
    Volume4d {
        window: TimeWindow::new(stage.house.now, Instant::MAX).unwrap(),
        ..volume(disc(north_e5, 0, radius_m), 0, 1)
    }
}

fn sent(
    stage: &mut Stage,
    area: Option<&Volume4d>,
    to: Vec<PartyId>,
) -> (StopSent, Vec<Disclosure>) {
    let sealed = area.map(|area| stage.seal(Label::Area, area));
    let id = StopId::from_bytes(stage.house.draw());
    let body = StopSent {
        id,
        area: sealed.as_ref().map(|(digest, _)| *digest),
        text: None,
        to,
    };
    (body, sealed.into_iter().map(|(_, told)| told).collect())
}

/// A party sends a stop for a place, or for an unknown one.
fn stop(stage: &mut Stage, who: Who, area: Option<&Volume4d>) -> (StopRef, LogIndex) {
    stop_naming(stage, who, area, vec![])
}

fn stop_naming(
    stage: &mut Stage,
    who: Who,
    area: Option<&Volume4d>,
    to: Vec<PartyId>,
) -> (StopRef, LogIndex) {
    let (body, told) = sent(stage, area, to);
    let about = StopRef {
        party: stage.party(who),
        id: body.id,
    };
    (about, stage.say(who, Act::StopSent(body), &told).unwrap())
}

fn reply(stage: &mut Stage, who: Who, about: StopRef, word: StopWord) -> LogIndex {
    let body = StopReplied {
        stop: about,
        word,
        text: None,
    };
    stage.say(who, Act::StopReplied(body), &[]).unwrap()
}

fn end(stage: &mut Stage, who: Who, about: StopRef) -> Result<LogIndex, crate::refusal::Refusal> {
    let body = StopEnded {
        stop: about,
        text: None,
    };
    stage.say(who, Act::StopEnded(body), &[])
}

/// Whom the stop alerts of a record are owed to, and at which desk.
fn alerted(stage: &Stage, record: LogIndex) -> Vec<(PartyId, bool)> {
    let alerts = stage
        .house
        .effects_of(record)
        .filter_map(|effect| match effect {
            Effect::Alert(alert) if alert.why == AlertWhy::Stop => {
                Some((alert.to, alert.desk.is_some()))
            }
            _ => None,
        });
    alerts.collect()
}

fn told(stage: &Stage, record: LogIndex) -> Vec<(PartyId, Resolution)> {
    let inboxes = stage
        .house
        .effects_of(record)
        .filter_map(|effect| match effect {
            Effect::Inbox { to, resolution, .. } => Some((*to, *resolution)),
            Effect::Retold {
                to,
                record: told,
                resolution,
                ..
            } if *told == record => Some((*to, *resolution)),
            _ => None,
        });
    inboxes.collect()
}

fn shown(stage: &Stage, about: StopRef) -> StopView<'_> {
    let register = &stage.house.register;
    view::of(register, about, register.standpoint(stage.house.now)).unwrap()
}

fn seconds(stage: &mut Stage, seconds: u32) {
    stage.house.now = stage.house.now.plus(Span::seconds(seconds));
}

/// East's plan over the target, active.
fn flying() -> (Stage, crate::ids::PlanId) {
    let mut stage = Stage::covered();
    let plan = stage.file(Who::East, &[target()]);
    stage.step(Who::East, plan, PlanState::Active).unwrap();
    (stage, plan)
}

#[test]
fn the_desk_of_the_plan_it_reaches_and_the_centre_hear_and_nobody_else() {
    let (mut stage, plan) = flying();
    let away = stage.file(Who::North, &[volume(disc(30_000, 0, 2_000), 60, 120)]);
    stage.step(Who::North, away, PlanState::Active).unwrap();
    let area = place(&stage, 0, 500);
    let (about, record) = stop(&mut stage, Who::South, Some(&area));
    let (centre, east) = (stage.house.centre.party, stage.east.party);
    assert_eq!(alerted(&stage, record), [(centre, false), (east, true)]);
    assert_eq!(
        told(&stage, record),
        [(centre, Resolution::Exact), (east, Resolution::Exact)]
    );
    let mut owed = stage.house.register.watch.of_record(record + 1);
    let of_east = owed.find(|owed| owed.alert.to == east).unwrap();
    assert_eq!(of_east.alert.desk, Some(stage.east.desk));
    assert_eq!(of_east.alert.plan, Some((east, plan)));
    let silent: Vec<PartyId> = shown(&stage, about).silent().collect();
    assert_eq!(silent, [centre, east]);
    stage.house.assert_replays();
}

/// Whom a record itself names.
fn named_in(stage: &Stage, record: LogIndex) -> Vec<PartyId> {
    let part = &stage.house.log[usize::try_from(record).unwrap()].part;
    let named = part.effects.iter().map(|effect| match effect {
        Effect::Inbox { to, .. } => *to,
        Effect::Alert(alert) => alert.to,
        other => unreachable!("a stop's own record says {other:?}"),
    });
    named.collect()
}

#[test]
fn its_own_record_names_nobody_whom_its_sender_did_not_name() {
    let (mut stage, _) = flying();
    let (centre, north) = (stage.house.centre.party, stage.north.party);
    let area = place(&stage, 0, 500);
    let (about, record) = stop(&mut stage, Who::South, Some(&area));
    assert_eq!(named_in(&stage, record), [centre]);
    let ended = end(&mut stage, Who::South, about).unwrap();
    assert_eq!(named_in(&stage, ended), [centre]);
    assert!(told(&stage, ended).contains(&(stage.east.party, Resolution::Exact)));
    let (_, record) = stop_naming(&mut stage, Who::South, Some(&area), vec![north]);
    assert_eq!(named_in(&stage, record), [centre, north]);
    stage.house.assert_replays();
}

#[test]
fn owners_who_agreed_beforehand_have_others_told_more_but_never_who_calls() {
    let (mut stage, _) = flying();
    let site = Stage::site_place(disc(0, 0, 100), 0, 600);
    let (id, _) = stage.site(Who::South, &site);
    for to in [stage.east.party, stage.north.party] {
        let body = Consent {
            id,
            to,
            resolution: None,
            emergency: Some(Resolution::Exact),
        };
        stage
            .say(Who::South, Act::ConsentChanged(body), &[])
            .unwrap();
    }
    let told_of_site = |stage: &Stage, record| -> Vec<PartyId> {
        let effects = stage.house.effects_of(record);
        let told = effects.filter_map(|effect| match effect {
            Effect::Retold {
                to, record: told, ..
            } if *told != record => Some(*to),
            _ => None,
        });
        told.collect()
    };
    let away = place(&stage, 30_000, 500);
    let (_, record) = stop(&mut stage, Who::North, Some(&away));
    assert!(
        told_of_site(&stage, record).is_empty(),
        "it covers another place"
    );
    let area = place(&stage, 0, 500);
    let (_, record) = stop(&mut stage, Who::North, Some(&area));
    assert_eq!(told_of_site(&stage, record), [stage.east.party]);
    let (_, record) = stop(&mut stage, Who::South, Some(&area));
    assert_eq!(
        told_of_site(&stage, record),
        [stage.north.party],
        "East has been told"
    );
    stage.house.assert_replays();
}

#[test]
fn where_it_reaches_no_plan_or_nobody_knows_where_everybody_under_way_hears() {
    let (mut stage, _) = flying();
    let away = stage.file(Who::North, &[volume(disc(30_000, 0, 2_000), 60, 120)]);
    stage.step(Who::North, away, PlanState::Active).unwrap();
    let (centre, east, north) = (
        stage.house.centre.party,
        stage.east.party,
        stage.north.party,
    );
    let all = [(centre, false), (north, true), (east, true)];
    let nowhere_near = place(&stage, -30_000, 500);
    let (_, record) = stop(&mut stage, Who::South, Some(&nowhere_near));
    assert_eq!(alerted(&stage, record), all);
    let (_, record) = stop(&mut stage, Who::South, None);
    assert_eq!(alerted(&stage, record), all);
    assert_eq!(stage.house.flags(record), [Flag::Undisclosed]);
    // Not disclosed, disclosed as something else, and with what belongs to nothing: never refused.
    let area = place(&stage, 0, 500);
    let (body, _) = sent(&mut stage, Some(&area), vec![]);
    let record = stage.say(Who::South, Act::StopSent(body), &[]).unwrap();
    assert_eq!(alerted(&stage, record), all);
    let (digest, wrong) = stage.seal(Label::Area, &"the mill".to_owned());
    let (_, stray) = stage.seal(Label::Text, &"of another act".to_owned());
    let (mut body, _) = sent(&mut stage, None, vec![]);
    body.area = Some(digest);
    let record = stage
        .say(Who::South, Act::StopSent(body), &[wrong, stray])
        .unwrap();
    assert_eq!(alerted(&stage, record), all);
    let kept = &stage.house.log[usize::try_from(record).unwrap()].disclosures;
    assert_eq!(kept.iter().count(), 0);
    stage.house.assert_replays();
}

#[test]
fn whom_the_sender_names_hears_too_and_a_name_not_enrolled_is_flagged() {
    let (mut stage, _) = flying();
    let area = place(&stage, 0, 500);
    let north = stage.north.party;
    let nobody = PartyId::from_bytes([0x7e; 16]);
    let (body, disclosed) = sent(&mut stage, Some(&area), vec![north, nobody]);
    let record = stage
        .say(Who::South, Act::StopSent(body), &disclosed)
        .unwrap();
    assert!(alerted(&stage, record).contains(&(north, false)));
    assert_eq!(stage.house.flags(record), [Flag::UnknownRecipient]);
}

#[test]
fn a_filed_plan_hears_when_it_begins_soon_and_one_that_is_over_never() {
    let soon = SOON.micros() / 60_000_000;
    let mut stage = Stage::covered();
    let early = stage.file(Who::East, &[volume(disc(0, 0, 2_000), soon, soon + 60)]);
    stage.file(
        Who::North,
        &[volume(disc(0, 0, 2_000), soon + 1, soon + 60)],
    );
    let area = place(&stage, 0, 500);
    let (_, record) = stop(&mut stage, Who::South, Some(&area));
    let (centre, east) = (stage.house.centre.party, stage.east.party);
    assert_eq!(alerted(&stage, record), [(centre, false), (east, true)]);
    stage.step(Who::East, early, PlanState::Cancelled).unwrap();
    let (_, record) = stop(&mut stage, Who::South, Some(&area));
    assert_eq!(alerted(&stage, record), [(centre, false)]);
}

#[test]
fn a_plan_past_its_windows_that_nobody_ended_still_hears() {
    let (mut stage, _) = flying();
    let days = volume(disc(30_000, 0, 2_000), 60, 90);
    let later = volume(disc(-30_000, 0, 2_000), 400, 500);
    let long = stage.file(Who::North, &[days, later]);
    stage.step(Who::North, long, PlanState::Active).unwrap();
    stage.house.wait(200);
    let east = (stage.east.party, true);
    let area = place(&stage, 0, 500);
    let (_, record) = stop(&mut stage, Who::South, Some(&area));
    assert!(alerted(&stage, record).contains(&east), "it may be late");
    // North's first stretch is over and its last is not: only that counts.
    let north = (stage.north.party, true);
    let area = place(&stage, -30_000, 500);
    let (_, record) = stop(&mut stage, Who::South, Some(&area));
    assert_eq!(
        alerted(&stage, record),
        [(stage.house.centre.party, false), north]
    );
}

#[test]
fn another_desk_of_the_senders_own_party_hears_and_its_own_desk_does_not() {
    let (mut stage, _) = flying();
    let area = place(&stage, 0, 500);
    let centre = (stage.house.centre.party, false);
    let (_, record) = stop(&mut stage, Who::East, Some(&area));
    assert_eq!(
        alerted(&stage, record),
        [centre],
        "it is the desk that says it"
    );
    let desk = crate::party::DeskOpening {
        desk: crate::ids::DeskId::from_bytes([0x51; 16]),
        party: stage.east.party,
        name: "Ground desk".to_owned(),
    };
    stage
        .house
        .centre_says(Act::DeskOpened(desk.clone()))
        .unwrap();
    let mut other = stage.house.enrol_person(&stage.east.clone(), 66);
    other.desk = desk.desk;
    let mut other = stage.house.next_key(&other);
    stage
        .house
        .centre_says(Act::KeyEnrolled(other.enrolment()))
        .unwrap();
    let (body, told) = sent(&mut stage, Some(&area), vec![]);
    let record = stage
        .house
        .say(&mut other, Act::StopSent(body), &told)
        .unwrap();
    assert_eq!(alerted(&stage, record), [centre, (stage.east.party, true)]);
}

#[test]
fn a_plan_that_begins_is_amended_or_checked_over_a_stop_is_told_in_the_same_record() {
    let mut stage = Stage::covered();
    let area = place(&stage, 0, 500);
    let (about, _) = stop(&mut stage, Who::South, Some(&area));
    let both = [(stage.east.party, true), (stage.house.centre.party, false)];
    let elsewhere = volume(disc(30_000, 0, 2_000), 60, 120);
    let plan = stage.file(Who::East, std::slice::from_ref(&elsewhere));
    assert_eq!(alerted(&stage, stage.house.register.size - 1), []);
    let record = stage.step(Who::East, plan, PlanState::Active).unwrap();
    assert_eq!(alerted(&stage, record), []);
    let record = stage.amend(Who::East, plan, &[target()]).unwrap();
    assert_eq!(alerted(&stage, record), both);
    let other = stage.file(Who::East, &[target()]);
    assert_eq!(alerted(&stage, stage.house.register.size - 1), both);
    let record = stage.step(Who::East, other, PlanState::Active).unwrap();
    assert_eq!(alerted(&stage, record), both);
    let (check, disclosure) = stage.check_of(&[target()], 0);
    let record = stage
        .say(Who::East, Act::CheckAsked(check), &[disclosure])
        .unwrap();
    assert_eq!(alerted(&stage, record), both);
    assert!(
        shown(&stage, about)
            .stop
            .is_recipient(stage.east.party, record)
    );
    // Ended, it says nothing any more.
    end(&mut stage, Who::Centre, about).unwrap();
    let record = stage.amend(Who::East, plan, &[target()]).unwrap();
    assert_eq!(alerted(&stage, record), []);
    stage.house.assert_replays();
}

#[test]
fn an_unanswered_stop_goes_to_any_duty_desk_sooner_than_other_alerts() {
    let (mut stage, _) = flying();
    let area = place(&stage, 0, 500);
    let (about, record) = stop(&mut stage, Who::South, Some(&area));
    let register = &stage.house.register;
    assert_eq!(
        next_escalation(register),
        Some(at(0).plus(STOP_ESCALATION)),
        "the zone's own would be 10 minutes"
    );
    seconds(&mut stage, 30);
    assert!(stage.tick());
    let passed = stage.house.log.last().unwrap();
    let to: Vec<PartyId> = (passed.part.effects.iter())
        .filter_map(|effect| match effect {
            Effect::Alert(alert) if alert.why == AlertWhy::Escalated => {
                assert_eq!((alert.desk, alert.record), (None, Some(record + 1)));
                Some(alert.to)
            }
            _ => None,
        })
        .collect();
    let (centre, east) = (stage.house.centre.party, stage.east.party);
    assert!(to.contains(&centre) && to.contains(&east));
    // Any desk's reply answers what the named one left lying, and what was passed on.
    seconds(&mut stage, 15);
    reply(&mut stage, Who::East, about, StopWord::PassedToUnit);
    let register = &stage.house.register;
    let open = open_alerts(register, register.standpoint(stage.house.now));
    assert!(open.iter().all(|owed| owed.alert.to == centre));
    let view = shown(&stage, about);
    let of_east = view
        .recipients
        .iter()
        .find(|one| one.party == east)
        .unwrap();
    let trail = of_east.alerts[0];
    assert_eq!(trail.escalated_at, Some(at(0).plus(Span::seconds(30))));
    assert_eq!(trail.answered.unwrap().after, Span::seconds(45));
    assert_eq!(of_east.replies[0].after, Span::seconds(45));
    assert_eq!(of_east.says(), Some(StopWord::PassedToUnit));
    let silent: Vec<PartyId> = view.silent().collect();
    assert_eq!(silent, [centre]);
    stage.house.assert_replays();
}

#[test]
fn a_zone_that_is_quicker_is_quicker() {
    let (mut stage, _) = flying();
    let mut rules = crate::check::kit::profile(vec![]);
    rules.escalation = Span::seconds(12);
    stage.house.centre_says(Act::ProfileSet(rules)).unwrap();
    let area = place(&stage, 0, 500);
    stop(&mut stage, Who::South, Some(&area));
    let soonest = next_escalation(&stage.house.register);
    assert_eq!(soonest, Some(at(0).plus(Span::seconds(12))));
}

#[test]
fn only_its_sender_or_the_centre_ends_it_and_time_never_does() {
    let (mut stage, _) = flying();
    let area = volume(disc(0, 0, 500), 0, 1);
    let (about, record) = stop(&mut stage, Who::South, Some(&area));
    stage.house.wait(60 * 24 * 30);
    stage.tick();
    assert_eq!(
        standing(&stage.house.register, stage.house.register.size).len(),
        1
    );
    assert!(stage.house.register.in_force(record, stage.house.now));
    assert_eq!(
        code(end(&mut stage, Who::East, about)),
        RefusalCode::NotTheOwner
    );
    let before = stage.house.register.size;
    end(&mut stage, Who::South, about).unwrap();
    let register = &stage.house.register;
    assert!(standing(register, register.size).is_empty());
    assert_eq!(standing(register, before).len(), 1, "as it stood before");
    assert_eq!(
        code(end(&mut stage, Who::Centre, about)),
        RefusalCode::WrongState
    );
    let register = &stage.house.register;
    let open = open_alerts(register, register.standpoint(stage.house.now));
    let of_stop =
        |owed: &&&crate::watch::Owed| owed.record == record || owed.alert.record == Some(record);
    let left = open.iter().filter(of_stop).count();
    assert_eq!(left, 0, "nobody need answer an ended stop");
    assert_eq!(
        shown(&stage, about).silent().count(),
        2,
        "they never answered"
    );
    stage.house.assert_replays();
}

#[test]
fn an_end_signed_with_a_stolen_key_ends_nothing() {
    let (mut stage, _) = flying();
    let area = place(&stage, 0, 500);
    let (about, _) = stop(&mut stage, Who::South, Some(&area));
    seconds(&mut stage, 60);
    end(&mut stage, Who::South, about).unwrap();
    let thief = stage.south.clone();
    let (_, mended) = stage.house.revoke(&thief, at(0).plus(Span::seconds(30)));
    stage.south = mended;
    let register = &stage.house.register;
    assert_eq!(
        standing(register, register.size).len(),
        1,
        "it stands again"
    );
    let plan = stage.file(Who::North, &[target()]);
    let record = stage.step(Who::North, plan, PlanState::Active).unwrap();
    assert!(alerted(&stage, record).contains(&(stage.north.party, true)));
    end(&mut stage, Who::South, about).unwrap();
    stage.house.assert_replays();
}

#[test]
fn a_stop_signed_before_a_revocation_counts_and_is_flagged() {
    let (mut stage, _) = flying();
    let area = place(&stage, 0, 500);
    let (body, told) = sent(&mut stage, Some(&area), vec![]);
    let mut voice = stage.south.clone();
    let letter = stage
        .house
        .sign(&mut voice, Act::StopSent(body), &told, at(0));
    stage.house.wait(5);
    stage.house.revoke(&voice, at(1));
    let record = stage.house.submit(&letter).unwrap();
    assert!(stage.house.flags(record).contains(&Flag::Quarantined));
    assert!(alerted(&stage, record).contains(&(stage.east.party, true)));
    stage.house.assert_replays();
}

#[test]
fn a_call_from_outside_is_relayed_by_any_desk_and_counts_at_once() {
    let (mut stage, _) = flying();
    let area = place(&stage, 0, 500);
    let (body, disclosed) = sent(&mut stage, Some(&area), vec![]);
    let about = StopRef {
        party: stage.south.party,
        id: body.id,
    };
    let relay = |what| Relay {
        speaker: about.party,
        heard_by: PartyId::from_bytes([4; 16]),
        means: Means::Radio,
        heard_at: at(0),
        read_back: false,
        persons: None,
        what,
    };
    // North is neither the centre nor an intermediary.
    let record = stage
        .say(
            Who::North,
            Act::Relayed(relay(RelayedAct::Stop(body))),
            &disclosed,
        )
        .unwrap();
    assert!(stage.house.flags(record).contains(&Flag::Relayed));
    assert!(alerted(&stage, record).contains(&(stage.east.party, true)));
    let east = PartyId::from_bytes([5; 16]);
    let words = StopReplied {
        stop: about,
        word: StopWord::SaysHalted,
        text: None,
    };
    let by_radio = Relay {
        speaker: east,
        ..relay(RelayedAct::StopReply(words))
    };
    // What the centre wrote down answers East's alert; it is not East's signed word yet.
    stage.say(Who::Centre, Act::Relayed(by_radio), &[]).unwrap();
    let view = shown(&stage, about);
    let of_east = view
        .recipients
        .iter()
        .find(|one| one.party == east)
        .unwrap();
    assert!(!of_east.replies[0].confirmed);
    assert_eq!(
        of_east.alerts[0].answered.unwrap().party,
        stage.house.centre.party
    );
    let confirmation = Confirmation {
        record,
        stance: Stance::Confirmed,
    };
    stage
        .say(Who::South, Act::Confirmed(confirmation), &[])
        .unwrap();
    end(&mut stage, Who::South, about).unwrap();
    stage.house.assert_replays();
}

#[test]
fn who_was_not_told_cannot_reply_and_an_id_is_used_once() {
    let (mut stage, _) = flying();
    let area = place(&stage, 0, 500);
    let (about, _) = stop(&mut stage, Who::South, Some(&area));
    let body = StopReplied {
        stop: about,
        word: StopWord::SaysNotOurs,
        text: None,
    };
    let said = stage.say(Who::North, Act::StopReplied(body), &[]);
    assert_eq!(code(said), RefusalCode::MissingReference);
    let (mut again, told) = sent(&mut stage, Some(&area), vec![]);
    again.id = about.id;
    let said = stage.say(Who::South, Act::StopSent(again), &told);
    assert_eq!(code(said), RefusalCode::IdReused);
}

#[test]
fn neither_sender_nor_recipient_learns_who_else_has_a_plan_under_way() {
    let (mut stage, _) = flying();
    let plan = stage.file(Who::North, &[target()]);
    stage.step(Who::North, plan, PlanState::Active).unwrap();
    let area = place(&stage, 0, 500);
    let (about, _) = stop(&mut stage, Who::South, Some(&area));
    let register = &stage.house.register;
    let parties = |eyes: PartyId| -> Vec<PartyId> {
        let seen = shown(&stage, about).seen_by(eyes, register);
        let seen = seen.map(|view| view.recipients).unwrap_or_default();
        seen.iter().map(|one| one.party).collect()
    };
    let (centre, north, south, east) = (
        stage.house.centre.party,
        stage.north.party,
        stage.south.party,
        stage.east.party,
    );
    assert_eq!(parties(centre), [centre, north, east]);
    assert_eq!(parties(south), [centre]);
    assert_eq!(parties(north), [north]);
    assert_eq!(parties(east), [east]);
    reply(&mut stage, Who::East, about, StopWord::SaysHalted);
    let register = &stage.house.register;
    let seen = shown(&stage, about).seen_by(south, register).unwrap();
    let replied: Vec<PartyId> = seen.recipients.iter().map(|one| one.party).collect();
    assert_eq!(replied, [centre, east], "who replies shows itself");
}

#[test]
fn it_is_forgotten_when_it_has_ended_and_not_before() {
    let (mut stage, _) = flying();
    let area = place(&stage, 0, 500);
    let (about, record) = stop(&mut stage, Who::South, Some(&area));
    let erase = Erasure {
        records: vec![record],
        personal_only: false,
        reason: None,
    };
    let asked = stage.say(Who::South, Act::ErasureAsked(erase.clone()), &[]);
    assert_eq!(code(asked), RefusalCode::InForce);
    end(&mut stage, Who::South, about).unwrap();
    let asked = stage
        .say(Who::South, Act::ErasureAsked(erase), &[])
        .unwrap();
    let mut second = stage.house.enrol_person(&stage.south.clone(), 77);
    stage
        .house
        .say(&mut second, Act::Countersigned(asked), &[])
        .unwrap();
    assert!(shown(&stage, about).stop.area.value().is_none());
    stage.house.assert_replays();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    /// Whoever has a plan under way within reach of a stop is owed an alert about it, found by looking
    /// at every plan; who has not is owed none where somebody else has; and in each order of sending
    /// and beginning.
    #[test]
    fn nobody_within_reach_is_left_out(
        plans in proptest::collection::vec((0_usize..3, -4_i32..5, 1_u32..4, any::<bool>()), 1..6),
        north in -4_i32..5,
        radius in 1_u32..4,
    ) {
        let mut stage = Stage::covered();
        let who = [Who::South, Who::North, Who::East];
        let (place_e5, radius) = (north * 3_000, radius * 1_000);
        let area = Volume4d { window: TimeWindow::new(at(0), Instant::MAX).unwrap(), ..volume(disc(place_e5, 0, radius), 0, 1) };
        let mut reached = std::collections::BTreeSet::new();
        let mut late = Vec::new();
        for (owner, shift, size, before) in plans {
            let volumes = [volume(disc(shift * 3_000, 0, size * 1_000), 60, 120)];
            let plan = stage.file(who[owner], &volumes);
            // 500 m are the zone's least buffer; nothing has a precision.
            let buffer = Decimetres::from_metres(500).unwrap();
            let near = within(&volumes[0].footprint, &area.footprint, buffer);
            if before {
                stage.step(who[owner], plan, PlanState::Active).unwrap();
                if near {
                    reached.insert(stage.party(who[owner]));
                }
            } else {
                // A filed plan within reach begins soon enough to be told with the stop.
                if near {
                    reached.insert(stage.party(who[owner]));
                }
                late.push((who[owner], plan, near));
            }
        }
        let mut sender = stage.house.enrol(9, crate::vocabulary::Role::Humanitarian);
        let (body, disclosed) = sent(&mut stage, Some(&area), vec![]);
        let record = stage.house.say(&mut sender, Act::StopSent(body), &disclosed).unwrap();
        let mut told: std::collections::BTreeSet<PartyId> = alerted(&stage, record).into_iter().map(|(to, _)| to).collect();
        prop_assert!(told.remove(&stage.house.centre.party));
        if reached.is_empty() {
            let watched: std::collections::BTreeSet<PartyId> = stage.house.register.plans.watched().map(|((party, _), _)| party).collect();
            prop_assert_eq!(told, watched);
        } else {
            prop_assert_eq!(told, reached);
        }
        for (who, plan, near) in late {
            let record = stage.step(who, plan, PlanState::Active).unwrap();
            prop_assert_eq!(!alerted(&stage, record).is_empty(), near);
        }
        stage.house.assert_replays();
    }
}
