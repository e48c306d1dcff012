//! Looked at in pieces, the watch says of each plan what it says when it looks at all of them at once.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::Following;
use crate::check::Why;
use crate::check::kit::{Stage, Who, disc, volume};
use crate::codec::record::Effect;
use crate::ids::{PartyId, PlanId};
use crate::place::Volume4d;
use crate::register::Register;
use crate::register::tests::House;
use crate::vocabulary::{Outcome, PlanState};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Plans of East in a row, some of them near a site of South's, and South's desk has gone: the watch has not run yet.
fn deserted(plans: u8, sites: &[u8]) -> Stage {
    let mut stage = Stage::covered();
    let place = |number: u8| disc(0, i32::from(number) * 1_750 - 17_500, 400);
    for number in 0..plans {
        let from = 100 - i64::from(number) * 3;
        let volumes: [Volume4d; 1] = [volume(place(number), from, 200)];
        let plan = stage.file(Who::East, &volumes);
        stage.step(Who::East, plan, PlanState::Active).unwrap();
    }
    for number in sites {
        stage.site(Who::South, &Stage::site_place(place(*number), 0, 600));
    }
    let (party, desk) = (stage.south.party, stage.south.desk);
    for is_there in [true, false] {
        let context = stage.house.context();
        let seen = &stage.house.register;
        let draft = seen.desk_seen(party, desk, is_there, &context).unwrap();
        stage.house.append(draft);
    }
    stage
}

type Said = (Outcome, Vec<crate::check::Overlap>, Vec<Why>);

fn said(register: &Register) -> BTreeMap<(PartyId, PlanId), Said> {
    let plans = register.watched_plans().into_iter();
    let said = plans.filter_map(|id| {
        let spoken = register.checks.last_of_plan(id, register.size)?;
        let basis = spoken.basis.value()?;
        let found = (
            spoken.verdict.outcome,
            basis.overlaps.clone(),
            crate::check::kit::words(basis),
        );
        Some((id, found))
    });
    said.collect()
}

fn alerts(house: &House, from: u64) -> BTreeMap<PartyId, usize> {
    let mut owed = BTreeMap::new();
    let new = house.log.iter().filter(|record| record.index >= from);
    for effect in new.flat_map(|record| &record.part.effects) {
        if let Effect::Alert(alert) = effect {
            *owed.entry(alert.to).or_default() += 1;
        }
    }
    owed
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn pieces_say_what_all_at_once_would(
        plans in 1_u8..12,
        sites in proptest::collection::vec(0_u8..12, 0..4),
        piece in 1_usize..5,
    ) {
        let mut whole = deserted(plans, &sites).house;
        let mut pieces = whole.clone();
        let from = whole.register.size;
        let context = whole.context();
        let Following { cause, mut plans } = whole.register.to_follow(&context).unwrap();
        if let Some(draft) = whole.register.follow(&context) {
            whole.append(draft);
        }
        pieces.register.soonest_first(&mut plans);
        for some in plans.chunks(piece) {
            let context = pieces.context();
            if let Some(draft) = pieces.register.follow_some(some, cause, &context) {
                pieces.append(draft);
            }
        }
        prop_assert_eq!(said(&whole.register), said(&pieces.register));
        prop_assert_eq!(alerts(&whole, from), alerts(&pieces, from));
        let changed = alerts(&whole, from);
        prop_assert!(!changed.is_empty(), "nobody heard that South is gone");
        pieces.assert_replays();
    }
}

#[test]
fn whoever_is_out_there_is_looked_at_first() {
    let stage = deserted(6, &[]);
    let register = &stage.house.register;
    let mut plans = register.watched_plans();
    register.soonest_first(&mut plans);
    let begins = plans.iter().map(|id| {
        let version = register.plans.plan(*id).unwrap().version().unwrap();
        version.volumes.value().unwrap()[0].window.start()
    });
    assert!(begins.collect::<Vec<_>>().is_sorted());
}
