//! What others wrote down for a party counts whether or not it can sign.

use super::*;
use crate::party::PartyEnrolment;
use crate::place::PostedPosition;
use crate::request::{Answer, Request};
use crate::vocabulary::Role;

#[test]
fn positions_heard_of_a_party_without_a_key_make_it_unknown() {
    let mut stage = Stage::covered();
    let west = crate::ids::PartyId::from_bytes([0x77; 16]);
    let enrolment = PartyEnrolment {
        party: west,
        name: "West".to_owned(),
        role: Role::Force,
        belligerent: true,
    };
    stage
        .house
        .centre_says(Act::PartyEnrolled(enrolment))
        .unwrap();
    let now = stage.house.now;
    let request = Request {
        id: crate::ids::RequestId::from_bytes([0x55; 16]),
        to: west,
        zone: ZONE,
        area: None,
        forces: regulars(),
        as_of: now,
        due_by: now.plus(Span::hours(1)),
        every: None,
        until: None,
        remind: None,
    };
    let id = request.id;
    stage.house.centre_says(Act::Requested(request)).unwrap();
    assert_eq!(stage.outcome(), Outcome::NoneKnown);
    let none: Vec<PostedPosition> = Vec::new();
    let (positions, _) = stage.seal(Label::Positions, &none);
    let relay = Relay {
        speaker: west,
        heard_by: stage.party(Who::Centre),
        means: Means::Telephone,
        heard_at: now,
        read_back: true,
        persons: None,
        what: RelayedAct::Answer(Answer {
            request: id,
            occurrence: 0,
            as_of: now,
            reply: Reply::Positions {
                positions,
                complete: None,
            },
        }),
    };
    stage.say(Who::Centre, Act::Relayed(relay), &[]).unwrap();
    let found = stage.find();
    assert_eq!(found.outcome, Outcome::Unknown);
    assert_eq!(found.basis.reasons.len(), 1);
    let reason = found.basis.reasons[0];
    assert_eq!((reason.why, reason.party), (Why::Undisclosed, Some(west)));
}

#[test]
fn an_answer_about_an_hour_does_not_bring_an_older_nil_back() {
    let mut stage = Stage::covered();
    let request = stage.request(Who::South);
    stage.house.wait(10);
    let mut place = Stage::site_place(disc(0, 0, 10), 0, 600);
    place.end = None;
    let posted = PostedPosition {
        class: ForceClass::Regulars,
        place,
    };
    let (positions, disclosure) = stage.seal(Label::Positions, &vec![posted]);
    let reply = Reply::Positions {
        positions,
        complete: None,
    };
    stage.answer(Who::South, request, reply, &[disclosure]);
    assert_eq!(stage.outcome(), Outcome::Overlap);
    stage.house.wait(10);
    let nobody = volume(square(0, 0, 49_000), 20, 60);
    let (area, disclosure) = stage.seal(Label::Area, &nobody);
    let reply = Reply::Nil(crate::request::Declaration {
        area,
        forces: regulars(),
    });
    stage.answer(Who::South, request, reply, &[disclosure]);
    let within = |from, to| stage.find_in(&[volume(disc(0, 0, 2_000), from, to)]);
    assert_eq!(within(30, 60).outcome, Outcome::NoneKnown);
    for (from, to) in [(60, 120), (30, 61), (400, 500)] {
        let found = within(from, to);
        assert_eq!(found.outcome, Outcome::Unknown, "{from} to {to}");
        assert_eq!(words(&found.basis), [Why::Undisclosed]);
    }
    let away = stage.find_in(&[volume(disc(20_000, 0, 2_000), 60, 120)]);
    assert_eq!(
        away.outcome,
        Outcome::NoneKnown,
        "it says nothing of other places"
    );
    stage.nil_of(Who::South);
    let later = stage.find_in(&[volume(disc(0, 0, 2_000), 60, 120)]);
    assert_eq!(later.outcome, Outcome::NoneKnown);
    stage.house.assert_replays();
}
