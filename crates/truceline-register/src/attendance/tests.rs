//! A party that the register no longer sees answers nobody, and checks say so.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::act::Act;
use crate::channel;
use crate::check::Why;
use crate::check::kit::{Stage, Who, target};
use crate::codec::record::{AlertWhy, Effect, Ground};
use crate::ids::{DeskId, LogIndex};
use crate::party::DeskOpening;
use crate::register::Standpoint;
use crate::vocabulary::{ChannelState, Outcome, PlanState};

/// A desk of South's comes or goes, and the watch follows; whether there was a record.
fn seen(stage: &mut Stage, desk: DeskId, present: bool) -> Option<LogIndex> {
    let context = stage.house.context();
    let draft = (stage.house.register).desk_seen(stage.south.party, desk, present, &context)?;
    let index = stage.house.append(draft);
    let context = stage.house.context();
    if let Some(draft) = stage.house.register.follow(&context) {
        stage.house.append(draft);
    }
    Some(index)
}

fn second_desk(stage: &mut Stage) -> DeskId {
    let desk = DeskId::from_bytes([0x52; 16]);
    let opening = DeskOpening {
        desk,
        party: stage.south.party,
        name: "Second".to_owned(),
    };
    stage.house.centre_says(Act::DeskOpened(opening)).unwrap();
    desk
}

fn state(stage: &Stage, known_at: LogIndex) -> ChannelState {
    let at = Standpoint {
        known_at,
        now: stage.house.now,
    };
    channel::with_centre(&stage.house.register, stage.south.party, at)
}

fn alerts(stage: &Stage, index: LogIndex) -> Vec<AlertWhy> {
    let effects = &stage.house.log[usize::try_from(index).unwrap()]
        .part
        .effects;
    let alerts = effects.iter().filter_map(|effect| match effect {
        Effect::Alert(alert) => Some(alert.why),
        _ => None,
    });
    alerts.collect()
}

#[test]
fn a_watch_cannot_say_when_the_last_desk_of_an_obliged_party_goes_and_says_again_when_one_is_back()
{
    let mut stage = Stage::covered();
    let (first, second) = (stage.south.desk, second_desk(&mut stage));
    let plan = stage.file(Who::East, &[target()]);
    stage.step(Who::East, plan, PlanState::Active).unwrap();
    assert_eq!(
        stage.outcome(),
        Outcome::NoneKnown,
        "never seen: as it is told"
    );
    assert_eq!(seen(&mut stage, first, false), None, "it never came");
    seen(&mut stage, first, true).unwrap();
    assert_eq!(seen(&mut stage, first, true), None, "said already");
    seen(&mut stage, second, true).unwrap();
    let gone = seen(&mut stage, first, false).unwrap();
    assert_eq!(alerts(&stage, gone), [], "the second is there");
    assert_eq!(stage.outcome(), Outcome::NoneKnown);
    let before = stage.house.register.size;
    let gone = seen(&mut stage, second, false).unwrap();
    assert_eq!(alerts(&stage, gone), [AlertWhy::Channel]);
    assert_eq!(stage.words(), [Why::Channel]);
    let watch = stage.house.log.last().unwrap();
    assert_eq!(watch.part.ground, Ground::Watch { cause: gone });
    let index = watch.index;
    assert_eq!(stage.spoken(index).0.outcome, Outcome::Unknown);
    assert_eq!(alerts(&stage, index), [AlertWhy::OutcomeChanged; 2]);
    assert_eq!(
        state(&stage, before),
        ChannelState::Open,
        "as it stood before"
    );
    let back = seen(&mut stage, first, true).unwrap();
    assert_eq!(alerts(&stage, back), []);
    assert_eq!(stage.outcome(), Outcome::NoneKnown);
    assert_eq!(
        stage.house.log.last().unwrap().part.ground,
        Ground::Watch { cause: back }
    );
    stage.house.assert_replays();
}

#[test]
fn what_is_told_counts_where_it_is_worse_and_another_party_has_no_such_desk() {
    let mut stage = Stage::covered();
    let desk = stage.south.desk;
    seen(&mut stage, desk, true).unwrap();
    stage.channel(Who::South, ChannelState::Suspended);
    assert_eq!(
        state(&stage, u64::MAX),
        ChannelState::Suspended,
        "seen or not"
    );
    let gone = seen(&mut stage, desk, false).unwrap();
    assert_eq!(alerts(&stage, gone), [], "it is no worse");
    assert_eq!(state(&stage, u64::MAX), ChannelState::Suspended);
    stage.channel(Who::South, ChannelState::Open);
    assert_eq!(state(&stage, u64::MAX), ChannelState::Unattended);
    let north = stage.north.desk;
    assert_eq!(seen(&mut stage, north, true), None);
    stage.house.assert_replays();
}
