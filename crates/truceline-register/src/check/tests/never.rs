//! Promise 1 at random: whoever must answer and lacks anything, the outcome is never `none-known`.

use super::{
    ChannelState, Outcome, Stage, Who, at, boundary, disc, draw, regulars, relayed_nil, square,
    unreadable, volume,
};
use crate::vocabulary::{ForceClass, ForceSet};
use crate::zone::Boundary;
use proptest::prelude::*;

/// What one obliged party says.
#[derive(Clone, Copy, Debug)]
enum Word {
    Whole,
    InTwoParts,
    Silent,
    Shrunk,
    ShortWindow,
    GapInTime,
    OtherClass,
    Relayed,
    Contested,
    Withdrawn,
    AlreadyStale,
}

/// What else happens.
#[derive(Clone, Copy, Debug)]
enum Event {
    SiteFarAway,
    SmallerNil,
    ChannelOpen,
    ChannelClosed(bool),
    Unreadable,
    Existence,
    ClockDoubted,
    BoundaryEnds,
    SiteInside,
}

impl Word {
    const fn covers(self) -> bool {
        matches!(self, Self::Whole | Self::InTwoParts)
    }

    fn say(self, stage: &mut Stage, who: Who) {
        let part = |from, to| volume(square(0, 0, 49_000), from, to);
        match self {
            Self::Whole | Self::AlreadyStale => {
                stage.nil_of(who);
            }
            Self::InTwoParts => {
                stage.nil(who, &part(80, 600), regulars());
                stage.nil(who, &part(-600, 80), regulars());
            }
            Self::Silent => {}
            Self::Shrunk => {
                stage.nil(who, &volume(disc(0, 0, 2_400), -720, 1_440), regulars());
            }
            Self::ShortWindow => {
                stage.nil(who, &part(-720, 119), regulars());
            }
            Self::GapInTime => {
                stage.nil(who, &part(-600, 80), regulars());
                stage.nil(who, &part(81, 600), regulars());
            }
            Self::OtherClass => {
                let others = ForceSet::of(&[ForceClass::Partners, ForceClass::Contractors]);
                stage.nil(who, &part(-720, 1_440), others);
            }
            Self::Relayed => relayed_nil(stage, who),
            Self::Contested => {
                let (id, _) = stage.nil_of(who);
                stage.contest(Who::Centre, who, id);
            }
            Self::Withdrawn => {
                let (id, _) = stage.nil_of(who);
                stage.withdraw(who, id);
            }
        }
    }
}

impl Event {
    /// Whether the outcome can still be `none-known`.
    const fn is_harmless(self) -> bool {
        matches!(
            self,
            Self::SiteFarAway | Self::SmallerNil | Self::ChannelOpen
        )
    }

    fn happen(self, stage: &mut Stage) {
        match self {
            Self::SiteFarAway => {
                stage.site(
                    Who::East,
                    &Stage::site_place(disc(20_000, 20_000, 100), 0, 600),
                );
            }
            Self::SmallerNil => {
                stage.nil(Who::South, &volume(disc(0, 0, 100), 0, 600), regulars());
            }
            Self::ChannelOpen => {
                stage.channel(Who::South, ChannelState::Open);
            }
            Self::ChannelClosed(south) => {
                let who = if south { Who::South } else { Who::North };
                stage.channel(who, ChannelState::Unattended);
            }
            Self::Unreadable => {
                unreadable(stage, Who::East);
            }
            Self::Existence => {
                stage.existence(Who::East, 100, 130);
            }
            Self::ClockDoubted => {
                let context = stage.house.context();
                let doubt = stage.house.register.doubt_clock(&context);
                stage.house.append(doubt);
            }
            Self::BoundaryEnds => {
                draw(
                    stage,
                    Boundary {
                        start: at(-50_000),
                        end: Some(at(119)),
                        ..boundary()
                    },
                );
            }
            Self::SiteInside => {
                stage.site(Who::East, &Stage::site_place(disc(1_000, 1_000, 10), 0, 61));
            }
        }
    }
}

fn words() -> impl Strategy<Value = Word> {
    use Word::*;
    let faulty = [
        Silent,
        Shrunk,
        ShortWindow,
        GapInTime,
        OtherClass,
        Relayed,
        Contested,
        Withdrawn,
        AlreadyStale,
    ];
    prop_oneof![3 => Just(Whole), 2 => Just(InTwoParts), 3 => proptest::sample::select(faulty.to_vec())]
}

fn events() -> impl Strategy<Value = Event> {
    use Event::*;
    let harmless = [SiteFarAway, SmallerNil, ChannelOpen];
    let harmful = [
        ChannelClosed(true),
        ChannelClosed(false),
        Unreadable,
        Existence,
        ClockDoubted,
        BoundaryEnds,
        SiteInside,
    ];
    prop_oneof![4 => proptest::sample::select(harmless.to_vec()), 1 => proptest::sample::select(harmful.to_vec())]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn none_known_only_when_nothing_at_all_is_missing(
        (south, north) in (words(), words()),
        happened in proptest::collection::vec(events(), 0..4),
    ) {
        let mut stage = Stage::new();
        let stale = |word: Word| matches!(word, Word::AlreadyStale);
        for (word, who) in [(south, Who::South), (north, Who::North)] {
            if stale(word) {
                word.say(&mut stage, who);
            }
        }
        if stale(south) || stale(north) {
            // Whoever spoke before is stale now; whoever speaks after is not.
            stage.house.wait(241);
        }
        for (word, who) in [(south, Who::South), (north, Who::North)] {
            if !stale(word) {
                word.say(&mut stage, who);
            }
        }
        for event in &happened {
            event.happen(&mut stage);
        }
        // South's channel is as it was said last.
        let reopened = |at: usize| happened[at..].iter().any(|e| matches!(e, Event::ChannelOpen));
        let harmless = |(at, event): (usize, &Event)| {
            event.is_harmless() || matches!(event, Event::ChannelClosed(true)) && reopened(at)
        };
        let all_well = south.covers() && north.covers() && happened.iter().enumerate().all(harmless);
        let found = stage.find();
        prop_assert_eq!(found.outcome == Outcome::NoneKnown, all_well, "{:?}", found.basis.reasons);
        let inside = happened.iter().any(|event| matches!(event, Event::SiteInside));
        prop_assert_eq!(found.outcome == Outcome::Overlap, inside);
        prop_assert_eq!(found.basis.found(), found.outcome);
        prop_assert!(found.expires_at > stage.house.now);
        stage.house.assert_replays();
    }
}
