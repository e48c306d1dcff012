//! What has left is on record once, and is nobody's to see whom it does not concern.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{Left, stops_for};
use crate::act::Act;
use crate::check::kit::{Stage, Who, target};
use crate::codec::record::Ground;
use crate::ids::{DeskId, LogIndex, PartyId, StopId};
use crate::party::DeskOpening;
use crate::stop::view::{Reach, StopView};
use crate::stop::{StopRef, StopReplied, StopSent, view};
use crate::time::Span;
use crate::vocabulary::{PlanState, StopWord};

/// East's plan is under way, and South sends a stop for a place that nobody knows.
fn stopped() -> (Stage, StopRef, LogIndex) {
    let mut stage = Stage::covered();
    let plan = stage.file(Who::East, &[target()]);
    stage.step(Who::East, plan, PlanState::Active).unwrap();
    let id = StopId::from_bytes([0x57; 16]);
    let body = StopSent {
        id,
        area: None,
        text: None,
        to: vec![],
    };
    let about = StopRef {
        party: stage.south.party,
        id,
    };
    stage.say(Who::South, Act::StopSent(body), &[]).unwrap();
    let record = stage.house.register.stops.get(about).unwrap().record;
    (stage, about, record)
}

/// Notes what has left now; the record that says so.
fn leaves(stage: &mut Stage, left: &[(PartyId, DeskId, LogIndex)]) -> Option<LogIndex> {
    let at = stage.house.now;
    let left: Vec<Left> = left
        .iter()
        .map(|(to, desk, stop)| Left {
            to: *to,
            desk: *desk,
            stop: *stop,
            at,
        })
        .collect();
    let context = stage.house.context();
    let draft = stage.house.register.delivered(&left, &context)?;
    let record = stage.house.append(draft);
    let context = stage.house.context();
    assert_eq!(
        stage.house.register.follow(&context),
        None,
        "no outcome rests on it"
    );
    Some(record)
}

fn shown(stage: &Stage, about: StopRef) -> StopView<'_> {
    let register = &stage.house.register;
    view::of(register, about, register.standpoint(stage.house.now)).unwrap()
}

fn reach(shown: &StopView<'_>, party: PartyId) -> Reach {
    let mut recipients = shown.recipients.iter();
    recipients.find(|one| one.party == party).unwrap().reach()
}

#[test]
fn it_is_on_record_once_for_each_desk_and_stop() {
    let (mut stage, about, stop) = stopped();
    let (east, centre) = (stage.east.clone(), stage.house.centre.clone());
    assert_eq!(reach(&shown(&stage, about), east.party), Reach::Sent);
    stage.house.now = stage.house.now.plus(Span::seconds(2));
    let both = [
        (east.party, east.desk, stop),
        (centre.party, centre.desk, stop),
        (east.party, east.desk, stop),
    ];
    let record = leaves(&mut stage, &both).unwrap();
    let part = &stage.house.log[usize::try_from(record).unwrap()].part;
    assert_eq!((&part.ground, part.effects.len()), (&Ground::Delivered, 2));
    assert_eq!(leaves(&mut stage, &both), None, "once");
    assert_eq!(reach(&shown(&stage, about), east.party), Reach::Delivered);
    let known = stage.house.register.deliveries.of(stop, east.party, record);
    assert_eq!(known, [], "not before it was said");
    // A second desk of the party is another delivery.
    let second = DeskId::from_bytes([0x52; 16]);
    let opening = DeskOpening {
        desk: second,
        party: east.party,
        name: "Second".to_owned(),
    };
    stage.house.centre_says(Act::DeskOpened(opening)).unwrap();
    leaves(&mut stage, &[(east.party, second, stop)]).unwrap();
    let register = &stage.house.register;
    assert_eq!(register.deliveries.of(stop, east.party, u64::MAX).len(), 2);
    let replied = StopReplied {
        stop: about,
        word: StopWord::Received,
        text: None,
    };
    let still = shown(&stage, about).silent().count();
    assert_eq!(still, 2, "delivered is no answer");
    stage
        .say(Who::East, Act::StopReplied(replied), &[])
        .unwrap();
    assert_eq!(
        reach(&shown(&stage, about), east.party),
        Reach::Replied(StopWord::Received)
    );
    stage.house.assert_replays();
}

#[test]
fn what_fits_nobody_is_not_recorded() {
    let (mut stage, _, stop) = stopped();
    let (east, north, south) = (stage.east.clone(), stage.north.clone(), stage.south.clone());
    for wrong in [
        (north.party, north.desk, stop),
        (south.party, south.desk, stop),
        (east.party, north.desk, stop),
        (east.party, DeskId::from_bytes([0x99; 16]), stop),
        (east.party, east.desk, stop - 1),
        (east.party, east.desk, u64::MAX),
    ] {
        assert_eq!(leaves(&mut stage, &[wrong]), None, "{wrong:?}");
    }
    assert_eq!(leaves(&mut stage, &[]), None);
    // Whatever clock said so: never before the stop, never after now.
    let received_at = stage
        .house
        .register
        .stops
        .sent_in(stop)
        .unwrap()
        .received_at;
    let now = stage.house.now;
    let early = Left {
        to: east.party,
        desk: east.desk,
        stop,
        at: received_at.minus(Span::hours(1)),
    };
    let context = stage.house.context();
    let draft = stage.house.register.delivered(&[early], &context).unwrap();
    stage.house.append(draft);
    let known = stage
        .house
        .register
        .deliveries
        .of(stop, east.party, u64::MAX);
    assert!(received_at <= known[0].at && known[0].at <= now);
}

#[test]
fn the_sender_learns_of_no_desk_and_a_recipient_only_of_its_own() {
    let (mut stage, about, stop) = stopped();
    let (east, centre, south) = (
        stage.east.clone(),
        stage.house.centre.clone(),
        stage.south.party,
    );
    let left = [
        (east.party, east.desk, stop),
        (centre.party, centre.desk, stop),
    ];
    leaves(&mut stage, &left).unwrap();
    let delivered = |stage: &Stage, eyes: PartyId| -> Vec<PartyId> {
        let seen = shown(stage, about).seen_by(eyes, &stage.house.register);
        let seen = seen.map(|seen| seen.recipients).unwrap_or_default();
        let delivered = seen.iter().filter(|one| !one.delivered.is_empty());
        delivered.map(|one| one.party).collect()
    };
    assert_eq!(delivered(&stage, south), [centre.party]);
    assert_eq!(delivered(&stage, east.party), [east.party]);
    assert_eq!(delivered(&stage, centre.party), [centre.party, east.party]);
    assert_eq!(delivered(&stage, stage.north.party), []);
    // Also when East has replied, which the sender may know: at which of its desks stays East's.
    let replied = StopReplied {
        stop: about,
        word: StopWord::Received,
        text: None,
    };
    stage
        .say(Who::East, Act::StopReplied(replied), &[])
        .unwrap();
    assert_eq!(delivered(&stage, south), [centre.party]);
}

#[test]
fn what_is_passed_on_tells_of_the_stop_too() {
    let (mut stage, _, stop) = stopped();
    stage.house.now = stage.house.now.plus(Span::minutes(1));
    assert!(stage.tick());
    let register = &stage.house.register;
    let passed = stage.house.log.last().unwrap();
    for party in [stage.east.party, stage.house.centre.party] {
        let stops: Vec<LogIndex> = stops_for(register, passed, party).into_iter().collect();
        assert_eq!(stops, [stop]);
    }
    for party in [stage.north.party, stage.south.party] {
        assert!(stops_for(register, passed, party).is_empty());
    }
}
