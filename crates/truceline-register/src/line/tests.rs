//! A test rings where it is sent, and its answers keep their times.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{LineTestRef, LineTested, views};
use crate::act::Act;
use crate::check::kit::{Stage, Who};
use crate::ids::{LineTestId, LogIndex, PartyId};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::tests::code;
use crate::time::Span;
use crate::watch::open_alerts;

fn test(stage: &mut Stage, who: Who, to: Vec<PartyId>) -> (LineTestRef, Result<LogIndex, Refusal>) {
    let id = LineTestId::from_bytes(stage.house.draw());
    let party = stage.party(who);
    let said = stage.say(who, Act::LineTested(LineTested { id, to }), &[]);
    (LineTestRef { party, id }, said)
}

#[test]
fn everybody_else_is_asked_and_an_answer_keeps_its_time() {
    let mut stage = Stage::covered();
    let (about, said) = test(&mut stage, Who::Centre, vec![]);
    let record = said.unwrap();
    stage.house.now = stage.house.now.plus(Span::seconds(21));
    stage
        .say(Who::East, Act::LineTestAnswered(about), &[])
        .unwrap();
    let register = &stage.house.register;
    let all = views(register, register.standpoint(stage.house.now));
    let answered: Vec<(PartyId, Option<Span>)> = (all[0].asked.iter())
        .map(|(party, trail)| (*party, trail.answered.map(|taken| taken.after)))
        .collect();
    let (south, north, east) = (stage.south.party, stage.north.party, stage.east.party);
    assert_eq!(
        answered,
        [
            (south, None),
            (north, None),
            (east, Some(Span::seconds(21)))
        ]
    );
    let open = open_alerts(register, register.standpoint(stage.house.now));
    assert_eq!(open.len(), 2);
    assert!(
        open.iter()
            .all(|owed| owed.record == record && owed.alert.desk.is_none())
    );
    stage.house.assert_replays();
}

#[test]
fn only_who_was_asked_answers_and_nobody_rings_all_the_time() {
    let mut stage = Stage::covered();
    let north = stage.north.party;
    let (about, said) = test(&mut stage, Who::South, vec![north]);
    said.unwrap();
    let answer = |stage: &mut Stage, who| stage.say(who, Act::LineTestAnswered(about), &[]);
    assert_eq!(
        code(answer(&mut stage, Who::East)),
        RefusalCode::MissingReference
    );
    answer(&mut stage, Who::North).unwrap();
    let (_, again) = test(&mut stage, Who::South, vec![north]);
    assert_eq!(code(again), RefusalCode::OverLimit);
    stage.house.wait(1);
    test(&mut stage, Who::South, vec![north]).1.unwrap();
    stage.house.assert_replays();
}
