//! What was told and cannot be seen: erased positions of answers, and what nobody can read.

use super::{ask, east};
use crate::act::Act;
use crate::check::Why;
use crate::check::kit::{Stage, Who, boundary, disc, metres, regulars, square, volume, words};
use crate::check::tests::signed_bytes;
use crate::codec::disclosure::{Label, Unread};
use crate::erasure::Erasure;
use crate::ids::ZoneId;
use crate::inquiry::{Inquiry, Viewpoint, inquire};
use crate::place::PostedPosition;
use crate::relay::Confirmation;
use crate::request::{Declaration, Reply, Request};
use crate::time::Span;
use crate::vocabulary::{ForceClass, Stance};
use crate::zone::Boundary;

/// What was erased of an answer stays where it was asked about, for as long as the zones' tolerance
/// lets it matter, though the request has moved on: as a check finds it.
#[test]
fn erased_positions_stay_in_the_zone_they_were_asked_about_and_within_its_tolerance() {
    let mut stage = Stage::covered();
    let request = stage.request(Who::South);
    let posted = vec![PostedPosition {
        class: ForceClass::Regulars,
        place: Stage::site_place(disc(0, 0, 10), 0, 30),
    }];
    let (positions, disclosure) = stage.seal(Label::Positions, &posted);
    let reply = Reply::Positions {
        positions,
        complete: None,
    };
    let told = stage.answer(Who::South, request, reply, &[disclosure]);
    stage.house.wait(35);
    let (area, disclosure) = stage.seal(Label::Area, &volume(square(0, 0, 49_000), 30, 1_440));
    let reply = Reply::Nil(Declaration {
        area,
        forces: regulars(),
    });
    stage.answer(Who::South, request, reply, &[disclosure]);
    stage.house.wait(25);
    let erase = Erasure {
        records: vec![told],
        personal_only: false,
        reason: None,
    };
    let asked = stage
        .say(Who::South, Act::ErasureAsked(erase), &[])
        .unwrap();
    let mut second = stage.house.enrol_person(&stage.south.clone(), 55);
    stage
        .house
        .say(&mut second, Act::Countersigned(asked), &[])
        .unwrap();
    let why = |stage: &Stage, from: i64| {
        let inquiry = Inquiry {
            volume: volume(disc(0, 0, 2_000), from, from + 60),
            reach: metres(100),
            known_at: stage.house.register.size,
            now: stage.house.now,
            viewpoint: Viewpoint::Register,
        };
        words(&inquire(&stage.house.register, &inquiry).basis)
    };
    assert_eq!(why(&stage, 50), [Why::Erased]);
    assert_eq!(why(&stage, 64), [Why::Erased], "within the tolerance");
    assert_eq!(why(&stage, 66), [], "over by then");

    let other = ZoneId::from_bytes([0x77; 16]);
    let elsewhere = Boundary {
        zone: other,
        area: Some(disc(900_000, 0, 1_000)),
        ..boundary()
    };
    stage
        .house
        .centre_says(Act::BoundaryDrawn(elsewhere))
        .unwrap();
    let now = stage.house.now;
    let moved = Request {
        id: request,
        to: stage.south.party,
        zone: other,
        area: None,
        forces: regulars(),
        as_of: now,
        due_by: now.plus(Span::hours(1)),
        every: None,
        until: None,
        remind: None,
    };
    stage.house.centre_says(Act::Requested(moved)).unwrap();
    assert_eq!(
        why(&stage, 50),
        [Why::Erased],
        "not where the request is now"
    );
    stage.house.assert_replays();
}

/// What nobody can read is listed with what is kept of it, to whom it reached.
#[test]
fn what_nobody_can_read_is_listed_until_it_is_mended() {
    let mut stage = Stage::covered();
    let mut submission = signed_bytes(&mut stage, Who::South, vec![0x18, 0x63]);
    submission.unread = vec![Unread(vec![0xf6, 0xf6])];
    let index = stage.house.submit(&submission).unwrap();
    let report = ask(&stage, Viewpoint::Register);
    assert_eq!(words(&report.basis), [Why::Unreadable]);
    let listed: Vec<_> = report
        .unreadable
        .iter()
        .map(|known| (known.record, known.party, known.kept_bytes))
        .collect();
    assert_eq!(listed, [(index, stage.south.party, 2)]);
    assert_eq!(ask(&stage, east(&stage)).unreadable, []);
    let word = Act::Confirmed(Confirmation {
        record: index,
        stance: Stance::Disowned,
    });
    stage.say(Who::South, word, &[]).unwrap();
    assert_eq!(ask(&stage, Viewpoint::Register).unreadable, []);
}
