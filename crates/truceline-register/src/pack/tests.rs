//! What is in a pack and what is not, what it says of a place, whom it shows and when it goes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{MAX_VALID, Pack, PackAsked};
use crate::act::Act;
use crate::check::evaluation::{Question, evaluate};
use crate::check::kit::{Stage, Who, disc, metres, position, volume};
use crate::codec::disclosure::Label;
use crate::codec::record::Effect;
use crate::erasure::Erasure;
use crate::hold::Hold;
use crate::ids::{LogIndex, NotificationId, PackId};
use crate::looks::{Way, of_owner};
use crate::notification::consent::Consent;
use crate::notification::{NotificationRef, Share};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::tests::{at, code};
use crate::time::{Instant, Span};
use crate::vocabulary::{Activity, MovementAct, Resolution, Role};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn ask(stage: &mut Stage, who: Who, until: Instant) -> Result<LogIndex, Refusal> {
    let id = PackId::from_bytes(stage.house.draw());
    stage.say(who, Act::PackAsked(PackAsked { id, until }), &[])
}

fn draw(stage: &mut Stage, who: Who) -> LogIndex {
    let until = stage.house.now.plus(Span::hours(24));
    ask(stage, who, until).unwrap()
}

fn opened(stage: &Stage, index: LogIndex) -> Pack {
    let record = &stage.house.log[usize::try_from(index).unwrap()];
    let digest = record.part.effects.iter().find_map(|effect| match effect {
        Effect::Packed(digest) => Some(*digest),
        _ => None,
    });
    let opened = record.disclosures.open(digest, Label::Basis);
    opened.unwrap().unwrap()
}

fn records(pack: &Pack) -> Vec<LogIndex> {
    pack.presences.iter().map(|packed| packed.record).collect()
}

fn shared(
    stage: &mut Stage,
    owner: Who,
    to: Who,
    resolution: Resolution,
    north_e5: i32,
) -> (NotificationId, LogIndex) {
    let to = stage.party(to);
    let place = Stage::site_place(disc(north_e5, 0, 100), 0, 600);
    stage.shared_site(owner, &place, vec![Share { to, resolution }])
}

#[test]
fn a_pack_holds_what_its_party_was_shown_exactly_and_its_owner_sees_the_look() {
    let mut stage = Stage::covered();
    let (_, exact) = shared(&mut stage, Who::South, Who::East, Resolution::Exact, 0);
    let (_, existence) = shared(
        &mut stage,
        Who::South,
        Who::East,
        Resolution::Existence,
        2_000,
    );
    let (_, others) = shared(&mut stage, Who::South, Who::North, Resolution::Exact, 4_000);
    let (_, own) = stage.site(Who::East, &Stage::site_place(disc(6_000, 0, 100), 0, 600));
    let before = stage.house.register.size;
    let drawn = draw(&mut stage, Who::East);
    let pack = opened(&stage, drawn);
    assert_eq!(records(&pack), [exact, own]);
    assert!(!records(&pack).contains(&existence) && !records(&pack).contains(&others));
    assert_eq!((pack.known_at, pack.in_all), (before, None));
    let register = &stage.house.register;
    let now = register.standpoint(stage.house.now);
    let seen = of_owner(register, stage.south.party, None, false, now);
    let seen: Vec<_> = seen
        .iter()
        .map(|seen| {
            (
                seen.party,
                seen.look.record,
                seen.look.way,
                seen.look.resolution,
            )
        })
        .collect();
    let look = (stage.east.party, exact, Way::Pack, Resolution::Exact);
    assert_eq!(seen, [look]);
    let of_own = of_owner(register, stage.east.party, None, false, now);
    assert!(of_own.is_empty(), "its own words are no look");
    assert_eq!(records(&opened(&stage, drawn)), [exact, own]);
    let drawn = draw(&mut stage, Who::North);
    assert_eq!(records(&opened(&stage, drawn)), [others]);
    stage.house.assert_replays();
}

fn moving(stage: &mut Stage) -> NotificationId {
    let line = vec![
        position(3_600_000, 3_600_000),
        position(3_600_000, 3_601_000),
    ];
    stage.movement(Who::South, line, 10, 300)
}

fn tell_east(stage: &mut Stage, id: NotificationId) {
    let body = Consent {
        id,
        to: stage.east.party,
        resolution: Some(Resolution::Exact),
        emergency: None,
    };
    stage
        .say(Who::South, Act::ConsentChanged(body), &[])
        .unwrap();
}

/// Where a movement is now is what its last report says: who was not shown that has it not in its pack.
#[test]
fn a_movement_is_in_it_when_it_was_told_with_all_its_reports() {
    let mut stage = Stage::covered();
    let (told, later) = (moving(&mut stage), moving(&mut stage));
    let before = draw(&mut stage, Who::East);
    assert!(opened(&stage, before).presences.is_empty());
    tell_east(&mut stage, told);
    let planned = draw(&mut stage, Who::East);
    stage.house.wait(15);
    let party = stage.south.party;
    let pack = opened(&stage, planned);
    let about: Vec<_> = pack.presences.iter().map(|one| one.notification).collect();
    assert_eq!(about, [Some(NotificationRef { party, id: told })]);
    // That it has departed is told, and not where it is now.
    stage.report(Who::South, told, MovementAct::Departed);
    stage.report(Who::South, later, MovementAct::Departed);
    tell_east(&mut stage, later);
    let departed = draw(&mut stage, Who::East);
    assert!(opened(&stage, departed).presences.is_empty());
    let own = draw(&mut stage, Who::South);
    assert_eq!(opened(&stage, own).presences.len(), 2);
    stage.house.assert_replays();
}

#[test]
fn what_was_taken_back_is_not_in_it() {
    let mut stage = Stage::covered();
    let (id, record) = shared(&mut stage, Who::South, Who::East, Resolution::Exact, 0);
    let before = draw(&mut stage, Who::East);
    let body = Consent {
        id,
        to: stage.east.party,
        resolution: None,
        emergency: None,
    };
    stage
        .say(Who::South, Act::ConsentChanged(body), &[])
        .unwrap();
    let after = draw(&mut stage, Who::East);
    assert_eq!(records(&opened(&stage, before)), [record]);
    assert!(opened(&stage, after).presences.is_empty());
    stage.house.assert_replays();
}

#[test]
fn it_is_a_partys_with_a_key_in_force_under_a_new_id_and_for_three_days_at_most() {
    let mut stage = Stage::covered();
    let now = stage.house.now;
    let soon = now.plus(Span::hours(1));
    let centre = ask(&mut stage, Who::Centre, soon);
    assert_eq!(code(centre), RefusalCode::NotThisRole);
    assert_eq!(code(ask(&mut stage, Who::East, now)), RefusalCode::Invalid);
    let beyond = now.plus(MAX_VALID).plus(Span::seconds(1));
    assert_eq!(
        code(ask(&mut stage, Who::East, beyond)),
        RefusalCode::Invalid
    );
    ask(&mut stage, Who::East, now.plus(MAX_VALID)).unwrap();
    let id = PackId::from_bytes([7; 16]);
    let body = PackAsked { id, until: soon };
    stage.say(Who::East, Act::PackAsked(body), &[]).unwrap();
    let again = stage.say(Who::East, Act::PackAsked(body), &[]);
    assert_eq!(code(again), RefusalCode::IdReused);
    stage.say(Who::North, Act::PackAsked(body), &[]).unwrap();
    assert_eq!(stage.house.register.packs.all(u64::MAX).count(), 3);
    stage.house.assert_replays();
}

fn erase(record: LogIndex) -> Act {
    Act::ErasureAsked(Erasure {
        records: vec![record],
        personal_only: false,
        reason: None,
    })
}

/// A site that is over, with a pack of East, which was shown it, and one of North, which was not.
fn over(stage: &mut Stage) -> (LogIndex, LogIndex, LogIndex) {
    let (id, record) = shared(stage, Who::South, Who::East, Resolution::Exact, 0);
    let (east, north) = (draw(stage, Who::East), draw(stage, Who::North));
    let mut second = stage.house.enrol_person(&stage.south.clone(), 9);
    let asked = stage.withdraw(Who::South, id);
    let signed = stage.house.say(&mut second, Act::Countersigned(asked), &[]);
    signed.unwrap();
    (record, east, north)
}

#[test]
fn what_is_erased_goes_from_every_pack_that_may_hold_it_and_the_look_stays() {
    let mut stage = Stage::covered();
    let (record, east, north) = over(&mut stage);
    let asked = stage.say(Who::South, erase(record), &[]).unwrap();
    let register = &stage.house.register;
    assert_eq!(
        register.erasures.erased_by(east),
        None,
        "one person is not enough"
    );
    let mut third = stage.house.enrol_person(&stage.south.clone(), 10);
    let signed = stage.house.say(&mut third, Act::Countersigned(asked), &[]);
    let by = signed.unwrap();
    let register = &stage.house.register;
    assert_eq!(register.erasures.erased_by(record), Some(by));
    assert_eq!(register.erasures.erased_by(east), Some(by));
    assert_eq!(
        register.erasures.erased_by(north),
        None,
        "it was never in it"
    );
    let now = register.standpoint(stage.house.now);
    let seen = of_owner(register, stage.south.party, None, false, now);
    assert_eq!(seen.len(), 1, "that it was seen is not erased");
    stage.house.assert_replays();
    let later = draw(&mut stage, Who::East);
    assert!(opened(&stage, later).presences.is_empty());
}

#[test]
fn what_stands_in_a_pack_that_is_held_is_not_erased() {
    let mut stage = Stage::covered();
    let (record, east, _) = over(&mut stage);
    let mut investigator = stage.house.enrol(11, Role::Investigator);
    let hold = Act::HoldPlaced(Hold {
        records: vec![east],
        zone: None,
        window: None,
        reason: None,
    });
    stage.house.say(&mut investigator, hold, &[]).unwrap();
    let asked = stage.say(Who::South, erase(record), &[]);
    assert_eq!(code(asked), RefusalCode::InForce);
    stage.house.assert_replays();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// A pack says that something overlaps exactly when the register's exact check says so of what is in it;
    /// outside of the zone, whose buffer and tolerance it takes everywhere, rather too much than too little.
    #[test]
    fn it_overlaps_exactly_when_the_registers_exact_check_does(
        sites in prop::collection::vec((-4_000..4_000_i32, -4_000..4_000_i32, 0..1_500_u32, 0..200_i64, any::<bool>()), 1..6),
        checks in prop::collection::vec((-60_000..60_000_i32, -5_000..5_000_i32, 0..3_000_u32, 0..250_i64, 0..2_000_u32), 1..12),
    ) {
        let mut stage = Stage::new();
        let to = stage.party(Who::East);
        for (north, east, radius, from, exactly) in sites {
            let place = Stage::site_place(disc(north, east, radius), from, from + 60);
            let resolution = if exactly { Resolution::Exact } else { Resolution::Existence };
            stage.shared_site(Who::South, &place, vec![Share { to, resolution }]);
        }
        let drawn = draw(&mut stage, Who::East);
        let pack = opened(&stage, drawn);
        let held: BTreeSet<LogIndex> = records(&pack).into_iter().collect();
        let register = &stage.house.register;
        let standpoint = register.standpoint(at(0).max(stage.house.now));
        for (far, east, radius, from, buffer) in checks {
            // Half of them near the sites.
            let north = if far % 2 == 0 { far / 12 } else { far };
            let volumes = [volume(disc(north, east, radius), from, from + 30)];
            let question = Question { volumes: &volumes, activity: Activity::Flight, buffer: metres(buffer) };
            let found = evaluate(register, question, None, standpoint);
            let exact: BTreeSet<LogIndex> = found.basis.overlaps.iter().map(|overlap| overlap.record).collect();
            let exact: BTreeSet<LogIndex> = exact.intersection(&held).copied().collect();
            let packed = pack.overlapping(&volumes, Activity::Flight, metres(buffer));
            let packed: BTreeSet<LogIndex> = packed.map(|packed| packed.record).collect();
            prop_assert!(exact.is_subset(&packed));
            if north.abs() < 45_000 {
                prop_assert_eq!(exact, packed);
            }
        }
    }
}
