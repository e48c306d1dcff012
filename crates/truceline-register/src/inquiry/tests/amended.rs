//! A site that is being moved: what a party that was told of it knows meanwhile.

use super::*;
use crate::notification::Amendment;

#[test]
fn until_a_second_person_has_signed_a_party_knows_both_places() {
    let mut stage = Stage::covered();
    let (id, record) = shared(&mut stage, Resolution::Exact, &inside());
    let away = Stage::site_place(disc(9_000, 9_000, 10), 0, 600);
    let (exact, disclosure) = stage.seal(Label::Exact, &away);
    let digests = PlaceDigests {
        exact: Some(exact),
        ..PlaceDigests::default()
    };
    let moved = Site {
        shares: vec![Share {
            to: stage.east.party,
            resolution: Resolution::Exact,
        }],
        ..Stage::site_body(id, digests)
    };
    let act = Act::Amended(Amendment::Site(moved));
    let asked = stage.say(Who::South, act, &[disclosure]).unwrap();
    take_all(&mut stage, Who::East);
    let near = |stage: &Stage| -> Vec<LogIndex> {
        let report = ask(stage, east(stage));
        let notified = report.notifications.iter();
        notified
            .flat_map(|one| &one.standing)
            .filter(|standing| standing.ended.is_none())
            .map(|standing| standing.record)
            .collect()
    };
    assert_eq!(near(&stage), [record], "it was told where it is to be too");
    let mut second = stage.house.enrol_person(&stage.south.clone(), 55);
    stage
        .house
        .say(&mut second, Act::Countersigned(asked), &[])
        .unwrap();
    assert_eq!(near(&stage), [record], "the signature lies unread");
    assert_eq!(ask(&stage, Viewpoint::Register).outcome, Outcome::NoneKnown);
    take_all(&mut stage, Who::East);
    assert_eq!(near(&stage), []);
    stage.house.assert_replays();
}
