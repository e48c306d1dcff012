//! The rules of answers.

use super::hidden::hidden;
use super::*;
use crate::declaration::of_party;
use crate::erasure::Erasure;
use crate::presence;
use crate::register::said::Told;
use crate::relay::{Confirmation, Relay, RelayedAct};
use crate::request::answer::{Content, MAX_POSITIONS};
use crate::request::posted;
use crate::vocabulary::{Means, Stance};

pub(super) fn asked_house() -> (House, Voice) {
    let (mut house, south) = house();
    house.centre_says(Act::Requested(hourly(&south))).unwrap();
    house.wait(15);
    (house, south)
}

fn declared(house: &House, south: &Voice) -> Vec<LogIndex> {
    let here = house.register.standpoint(house.now);
    of_party(&house.register, south.party, here)
        .iter()
        .map(|declared| declared.record)
        .collect()
}

/// Whether somebody stands at the place now, as the presences have it.
fn stands(house: &House, lat: i32, lon: i32) -> bool {
    let minute = house.now.plus(Span::minutes(1));
    let volume = Volume4d {
        footprint: post(lat, lon, 0, None).place.footprint,
        altitude: None,
        window: TimeWindow::new(house.now, minute).unwrap(),
        precision: Some(Decimetres::ZERO),
    };
    let here = house.register.standpoint(house.now);
    !presence::near(&house.register, &volume, Decimetres::ZERO, Span::ZERO, here).is_empty()
}

#[test]
fn only_the_party_asked_answers_what_was_asked() {
    let (mut house, mut south) = asked_house();
    let mut north = house.enrol(2, Role::Force);
    let reply = nil(&mut house, REGULARS, &whole_zone(0, 500));
    assert_eq!(
        code(answer(&mut house, &mut north, 0, reply)),
        RefusalCode::NotTheOwner
    );
    let reply = nil(&mut house, REGULARS, &whole_zone(0, 500));
    assert_eq!(
        code(answer(&mut house, &mut south, 2, reply)),
        RefusalCode::MissingReference
    );
    let reply = nil(&mut house, REGULARS, &whole_zone(0, 500));
    let unknown = Answer {
        request: RequestId::from_bytes([9; 16]),
        ..body(&house, 0, reply.reply.clone())
    };
    let refused = house.say(&mut south, Act::Answered(unknown), &reply.disclosures);
    assert_eq!(code(refused), RefusalCode::MissingReference);
    let reply = nil(&mut house, REGULARS, &whole_zone(0, 500));
    let early = answer(&mut house, &mut south, 1, reply).unwrap();
    assert!(
        !house.flags(early).contains(&Flag::AnswerLate),
        "the next occurrence may be answered early"
    );
    assert!(
        house
            .log
            .iter()
            .filter(|record| record.part.signer.is_none())
            .count()
            == 1
    );
}

#[test]
fn late_and_partial_are_flagged_and_kept() {
    let (mut house, mut south) = asked_house();
    let partners = REGULARS.with(ForceClass::Partners);
    let flags = |house: &mut House, south: &mut Voice, opened: Opened| {
        let index = answer(house, south, 0, opened).unwrap();
        house.flags(index)
    };
    let whole = nil(&mut house, partners, &whole_zone(0, 500));
    assert_eq!(flags(&mut house, &mut south, whole), vec![]);
    let bare = positions(&mut house, &[post(3600, 3600, 0, None)], None);
    assert_eq!(
        flags(&mut house, &mut south, bare),
        vec![Flag::AnswerPartial]
    );
    let grid = nil(
        &mut house,
        REGULARS,
        &volume(square(3600, 3600, 10), 0, 500),
    );
    assert_eq!(
        flags(&mut house, &mut south, grid),
        vec![Flag::AnswerPartial]
    );
    let others = nil(
        &mut house,
        ForceSet::of(&[ForceClass::Partners]),
        &whole_zone(0, 500),
    );
    assert_eq!(
        flags(&mut house, &mut south, others),
        vec![Flag::AnswerPartial]
    );
    let refusal = Opened {
        reply: Reply::Refused { reason: None },
        disclosures: vec![],
    };
    assert_eq!(flags(&mut house, &mut south, refusal), vec![]);
    house.wait(30);
    let late = nil(&mut house, REGULARS, &whole_zone(0, 500));
    assert_eq!(flags(&mut house, &mut south, late), vec![Flag::AnswerLate]);
    let here = house.register.standpoint(house.now);
    let seen = view::of_request(&house.register, request(&south).id, here, None).unwrap();
    assert_eq!(seen.occurrences[0].answers.len(), 6, "none is lost");
    assert_eq!(seen.occurrences[0].counts, Some(house.register.size - 1));
    let state = State::Answered {
        kind: Kind::Nil,
        complete: true,
        late: true,
        relayed: false,
    };
    assert_eq!(seen.occurrences[0].state, state);
    house.assert_replays();
}

#[test]
fn an_area_asked_for_moves_its_window_with_each_occurrence() {
    let (mut house, mut south) = house();
    let (area, disclosure) = house.seal(Label::Area, &volume(square(3600, 3600, 10), 10, 60));
    let mut centre = house.centre.clone();
    let body = Request {
        area: Some(area),
        ..hourly(&south)
    };
    house
        .say(&mut centre, Act::Requested(body), &[disclosure])
        .unwrap();
    house.centre = centre;
    house.wait(75);
    let first_hour = nil(&mut house, REGULARS, &whole_zone(10, 60));
    let first = answer(&mut house, &mut south, 0, first_hour).unwrap();
    assert_eq!(house.flags(first), vec![Flag::AnswerLate]);
    let first_hour = nil(&mut house, REGULARS, &whole_zone(10, 60));
    let second = answer(&mut house, &mut south, 1, first_hour).unwrap();
    assert_eq!(house.flags(second), vec![Flag::AnswerPartial]);
    let second_hour = nil(&mut house, REGULARS, &whole_zone(70, 120));
    let second = answer(&mut house, &mut south, 1, second_hour).unwrap();
    assert_eq!(house.flags(second), vec![]);
}

#[test]
fn malformed_answers_are_turned_away_and_can_be_mended() {
    let (mut house, mut south) = asked_house();
    let many = vec![post(3600, 3600, 0, None); MAX_POSITIONS + 1];
    let many = positions(&mut house, &many, None);
    assert_eq!(
        code(answer(&mut house, &mut south, 0, many)),
        RefusalCode::OverLimit
    );
    let most = vec![post(3600, 3600, 0, None); MAX_POSITIONS];
    let most = positions(&mut house, &most, None);
    answer(&mut house, &mut south, 0, most).unwrap();
    let over = positions(&mut house, &[post(3600, 3600, 10, Some(10))], None);
    assert_eq!(
        code(answer(&mut house, &mut south, 0, over)),
        RefusalCode::Invalid
    );
    let nobody = nil(&mut house, ForceSet::NONE, &whole_zone(0, 500));
    assert_eq!(
        code(answer(&mut house, &mut south, 0, nobody)),
        RefusalCode::Invalid
    );
    let (wrong, disclosure) = house.seal(Label::Text, &"somewhere".to_owned());
    let wrong = Opened {
        reply: Reply::Positions {
            positions: wrong,
            complete: None,
        },
        disclosures: vec![disclosure],
    };
    assert_eq!(
        code(answer(&mut house, &mut south, 0, wrong)),
        RefusalCode::DisclosureMismatch
    );
}

#[test]
fn a_list_that_nobody_sees_declares_nothing() {
    let (mut house, mut south) = asked_house();
    let opened = positions(
        &mut house,
        &[post(3600, 3600, 0, None)],
        Some((REGULARS, &whole_zone(0, 500))),
    );
    let area_only = Opened {
        reply: opened.reply,
        disclosures: opened.disclosures[1..].to_vec(),
    };
    let index = answer(&mut house, &mut south, 0, area_only).unwrap();
    assert!(house.flags(index).contains(&Flag::Undisclosed));
    let here = house.register.standpoint(house.now);
    let declared = of_party(&house.register, south.party, here);
    assert_eq!(declared.len(), 1);
    assert_eq!(declared[0].volume, None, "its area gives no coverage");
    assert_eq!(hidden(&house, &south).len(), 1);
    let seen = positions(
        &mut house,
        &[post(3600, 3600, 0, None)],
        Some((REGULARS, &whole_zone(0, 500))),
    );
    answer(&mut house, &mut south, 0, seen).unwrap();
    assert_eq!(hidden(&house, &south), vec![]);
    house.assert_replays();
}

#[test]
fn positions_stand_and_go_stale_until_the_party_answers_anew() {
    let (mut house, mut south) = asked_house();
    let list = [
        post(3600, 3600, 0, None),
        post(3620, 3600, 0, Some(300)),
        post(3700, 3600, 0, None),
    ];
    let first = positions(&mut house, &list, Some((REGULARS, &whole_zone(0, 500))));
    let first = answer(&mut house, &mut south, 0, first).unwrap();
    house.wait(60);
    assert!(stands(&house, 3600, 3600) && stands(&house, 3620, 3600) && stands(&house, 3700, 3600));
    let bare = positions(&mut house, &[post(3590, 3600, 70, None)], None);
    answer(&mut house, &mut south, 1, bare).unwrap();
    assert!(stands(&house, 3600, 3600), "a bare list takes nothing away");
    let attached = nil(
        &mut house,
        ForceSet::of(&[ForceClass::Attached]),
        &whole_zone(60, 500),
    );
    answer(&mut house, &mut south, 1, attached).unwrap();
    assert!(
        stands(&house, 3600, 3600),
        "another class takes nothing away"
    );
    let corner = nil(
        &mut house,
        REGULARS,
        &volume(square(3620, 3600, 2), 60, 120),
    );
    answer(&mut house, &mut south, 1, corner).unwrap();
    assert!(stands(&house, 3600, 3600) && !stands(&house, 3620, 3600));
    house.wait(60);
    assert!(
        stands(&house, 3620, 3600),
        "what was said until 300 stands again after the window"
    );
    let complete = positions(
        &mut house,
        &[post(3610, 3600, 130, None)],
        Some((REGULARS, &whole_zone(130, 500))),
    );
    let last = answer(&mut house, &mut south, 2, complete).unwrap();
    assert!(!stands(&house, 3600, 3600) || house.now < at(130));
    house.wait(10);
    assert!(
        !stands(&house, 3600, 3600) && !stands(&house, 3620, 3600) && !stands(&house, 3590, 3600)
    );
    assert!(stands(&house, 3610, 3600));
    assert!(
        stands(&house, 3700, 3600),
        "it lies outside the area, whatever its own answer declared"
    );
    let before = posted::of_record(&house.register, first, last);
    assert_eq!(
        before[0].left,
        vec![(at(0), None)],
        "as it was known before"
    );
    let here = house.register.standpoint(house.now);
    assert!(in_force(&house.register, last, here));
    house.assert_replays();
}

#[test]
fn an_answer_about_an_earlier_time_replaces_nothing() {
    let (mut house, mut south) = asked_house();
    let opened = positions(&mut house, &[post(3600, 3600, 0, None)], None);
    let newest = answer(&mut house, &mut south, 0, opened).unwrap();
    let opened = nil(&mut house, REGULARS, &whole_zone(0, 500));
    let old = Answer {
        as_of: at(5),
        ..body(&house, 0, opened.reply)
    };
    house
        .say(&mut south, Act::Answered(old), &opened.disclosures)
        .unwrap();
    assert!(stands(&house, 3600, 3600));
    assert!(declared(&house, &south).is_empty());
    let here = house.register.standpoint(house.now);
    let seen = view::occurrence(&house.register, request(&south).id, 0, here).unwrap();
    assert_eq!((seen.counts, seen.answers.len()), (Some(newest), 2));
    let future = nil(&mut house, REGULARS, &whole_zone(0, 500));
    let future = Answer {
        as_of: at(5_000),
        ..body(&house, 0, future.reply)
    };
    let index = house.say(&mut south, Act::Answered(future), &[]).unwrap();
    assert_eq!(
        house.register.requests.answer(index).unwrap().as_of,
        house.now,
        "nobody knows the future"
    );
    house.assert_replays();
}

#[test]
fn the_latest_answer_to_an_occurrence_is_the_only_one_that_declares() {
    let (mut house, mut south) = asked_house();
    let opened = nil(&mut house, REGULARS, &whole_zone(0, 500));
    let first = answer(&mut house, &mut south, 0, opened).unwrap();
    house.wait(60);
    let opened = nil(&mut house, REGULARS, &whole_zone(0, 500));
    let other = answer(&mut house, &mut south, 1, opened).unwrap();
    assert_eq!(
        declared(&house, &south),
        vec![first, other],
        "each occurrence by itself"
    );
    let refusal = Opened {
        reply: Reply::Refused { reason: None },
        disclosures: vec![],
    };
    answer(&mut house, &mut south, 1, refusal).unwrap();
    assert_eq!(declared(&house, &south), vec![first]);
    let latest = view::latest_word(
        &house.register,
        south.party,
        zone(),
        house.register.standpoint(house.now),
    );
    assert!(matches!(latest.unwrap().content, Content::Refused { .. }));
    house.assert_replays();
}

/// The centre writes down what South is said to have answered.
fn relayed(house: &mut House, occurrence: u32, opened: Opened) -> LogIndex {
    let relay = Relay {
        speaker: PartyId::from_bytes([3; 16]),
        heard_by: house.centre.party,
        means: Means::Telephone,
        heard_at: house.now,
        read_back: true,
        persons: None,
        what: RelayedAct::Answer(body(house, occurrence, opened.reply)),
    };
    let mut centre = house.centre.clone();
    let index = house
        .say(&mut centre, Act::Relayed(relay), &opened.disclosures)
        .unwrap();
    house.centre = centre;
    index
}

#[test]
fn a_relayed_answer_adds_at_once_and_takes_away_when_confirmed() {
    let (mut house, mut south) = asked_house();
    let opened = positions(
        &mut house,
        &[post(3600, 3600, 0, None)],
        Some((REGULARS, &whole_zone(0, 500))),
    );
    let first = answer(&mut house, &mut south, 0, opened).unwrap();
    house.wait(60);
    let opened = positions(
        &mut house,
        &[post(3620, 3600, 0, None)],
        Some((REGULARS, &whole_zone(0, 500))),
    );
    let heard = relayed(&mut house, 1, opened);
    assert!(stands(&house, 3600, 3600) && stands(&house, 3620, 3600));
    let here = house.register.standpoint(house.now);
    let standing = of_party(&house.register, south.party, here);
    assert_eq!(
        standing
            .iter()
            .map(|d| (d.record, d.relayed))
            .collect::<Vec<_>>(),
        vec![(first, false), (heard, true)]
    );
    let state = State::Answered {
        kind: Kind::Positions,
        complete: true,
        late: false,
        relayed: true,
    };
    assert_eq!(states(&house)[1], state);
    let confirmed = Confirmation {
        record: heard,
        stance: Stance::Confirmed,
    };
    house
        .say(&mut south, Act::Confirmed(confirmed), &[])
        .unwrap();
    assert!(!stands(&house, 3600, 3600) && stands(&house, 3620, 3600));
    house.assert_replays();
}

#[test]
fn a_disowned_answer_is_no_answer() {
    let (mut house, mut south) = asked_house();
    let opened = positions(
        &mut house,
        &[post(3600, 3600, 0, None)],
        Some((REGULARS, &whole_zone(0, 500))),
    );
    let heard = relayed(&mut house, 0, opened);
    house.wait(30);
    assert_eq!(overdue(&house), 0);
    let disowned = Confirmation {
        record: heard,
        stance: Stance::Disowned,
    };
    house
        .say(&mut south, Act::Confirmed(disowned), &[])
        .unwrap();
    assert_eq!(states(&house)[0], State::Overdue);
    assert!(!stands(&house, 3600, 3600) && declared(&house, &south).is_empty());
    assert_eq!(overdue(&house), 1);
    house.assert_replays();
}

#[test]
fn an_erased_answer_leaves_that_it_was_given() {
    let (mut house, mut south) = asked_house();
    let mut second = house.enrol_person(&south, 35);
    let opened = positions(
        &mut house,
        &[post(3600, 3600, 0, Some(60))],
        Some((REGULARS, &whole_zone(0, 60))),
    );
    let first = answer(&mut house, &mut south, 0, opened).unwrap();
    let erase = |house: &mut House, south: &mut Voice| {
        let erasure = Erasure {
            records: vec![first],
            personal_only: false,
            reason: None,
        };
        house.say(south, Act::ErasureAsked(erasure), &[])
    };
    assert_eq!(code(erase(&mut house, &mut south)), RefusalCode::InForce);
    house.wait(60);
    let asked = erase(&mut house, &mut south).unwrap();
    house
        .say(&mut second, Act::Countersigned(asked), &[])
        .unwrap();
    let answered = house.register.requests.answer(first).unwrap();
    assert!(matches!(
        answered.content,
        Content::Positions {
            positions: Told::Erased,
            ..
        }
    ));
    let here = house.register.standpoint(house.now);
    let declared = of_party(&house.register, south.party, here);
    assert!(declared[0].erased && declared[0].volume.is_none());
    assert!(matches!(
        states(&house)[0],
        State::Answered { complete: true, .. }
    ));
    house.assert_replays();
}

#[test]
fn an_answer_that_holds_back_earlier_positions_is_erased_after_them() {
    let (mut house, mut south) = asked_house();
    let opened = positions(&mut house, &[post(3600, 3600, 0, None)], None);
    let first = answer(&mut house, &mut south, 0, opened).unwrap();
    let opened = nil(&mut house, REGULARS, &whole_zone(0, 30));
    let last = answer(&mut house, &mut south, 0, opened).unwrap();
    house.wait(60);
    let here = house.register.standpoint(house.now);
    assert!(!in_force(&house.register, first, here));
    assert!(
        in_force(&house.register, last, here),
        "without it the position would stand again"
    );
    house.register.forget(first);
    assert!(!in_force(&house.register, last, here));
}

#[test]
fn a_position_is_ended_only_where_its_precision_fits_too() {
    let (mut house, mut south) = asked_house();
    let post = post(3600, 3600, 0, None);
    let first = positions(&mut house, std::slice::from_ref(&post), None);
    answer(&mut house, &mut south, 0, first).unwrap();
    let tight = nil(&mut house, REGULARS, &volume(post.place.footprint, 0, 120));
    answer(&mut house, &mut south, 0, tight).unwrap();
    assert!(stands(&house, 3600, 3600));
    let wide = nil(&mut house, REGULARS, &volume(square(3600, 3600, 1), 0, 120));
    answer(&mut house, &mut south, 0, wide).unwrap();
    assert!(!stands(&house, 3600, 3600));
    house.assert_replays();
}

fn overdue(house: &House) -> usize {
    let register = &house.register;
    let due = register.requests.newly_due(&register.zones, house.now);
    due.filter(|due| due.overdue).count()
}
