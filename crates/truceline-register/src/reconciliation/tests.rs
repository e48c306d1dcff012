//! Two lists stay what they are: every entry in one class, at every moment, whatever is said later.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::history::{Class, Classes, Listing, Reconciliation};
use super::listing::{Listed, MAX_LISTED, compared};
use super::{
    EntryDisputed, EntryVersion, JudgementUndone, PairJudged, PairWord, Proposed,
    ReconciliationOpened, ReconciliationRef, Side,
};
use crate::act::Act;
use crate::allegation::account::{Account, ReportedBy};
use crate::allegation::kind::Kind;
use crate::allegation::{AllegationMade, AllegationRef, AllegationWithdrawn, What};
use crate::check::kit::{Stage, Who, ZONE, disc, metres, window};
use crate::codec::disclosure::Label;
use crate::erasure::Erasure;
use crate::ids::{AllegationId, LogIndex, PartyId, ReconciliationId};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::said::Told;
use crate::register::tests::{Voice, code};
use crate::time::Span;
use crate::vocabulary::Role;
use proptest::prelude::*;

pub(crate) fn id(number: u8) -> AllegationId {
    AllegationId::from_bytes([0xe0 + number; 16])
}

pub(crate) fn account(north_e5: i32, from: i64) -> Account {
    Account {
        window: window(from, from + 10),
        certainty: Span::minutes(5),
        place: Some(disc(north_e5, 0, 50)),
        precision: Some(metres(200)),
        names: vec!["Dorvane".into()],
        zone: None,
        observer: None,
        count: None,
        weapon: None,
        direction: None,
        reported_by: ReportedBy::Party,
        alleged: None,
        harm: vec![],
        damage: vec![],
        requested: None,
        taken: None,
        coverage: None,
        text: None,
    }
}

fn made(
    stage: &mut Stage,
    number: u8,
    what: What,
    account: &Account,
    readers: &[PartyId],
) -> (AllegationMade, crate::codec::disclosure::Disclosure) {
    let (digest, disclosure) = stage.seal(Label::Details, account);
    let body = AllegationMade {
        id: id(number),
        what,
        agreement: None,
        clause: None,
        account: digest,
        personal: None,
        readers: readers.to_vec(),
    };
    (body, disclosure)
}

pub(crate) fn alleges(stage: &mut Stage, who: Who, number: u8, what: What, account: &Account) {
    let (body, disclosure) = made(stage, number, what, account, &[]);
    let act = Act::AllegationMade(body);
    stage.say(who, act, &[disclosure]).unwrap();
}

pub(crate) fn corrects(stage: &mut Stage, who: Who, number: u8, what: What, account: &Account) {
    let (body, disclosure) = made(stage, number, what, account, &[]);
    let act = Act::AllegationCorrected(body);
    stage.say(who, act, &[disclosure]).unwrap();
}

pub(crate) const SHELLING: What = What::Violation(Kind::Shelling);
const REC: ReconciliationId = ReconciliationId::from_bytes([0x41; 16]);

pub(crate) fn opening(stage: &mut Stage) -> ReconciliationOpened {
    ReconciliationOpened {
        id: REC,
        one: stage.party(Who::South),
        other: stage.party(Who::North),
        zone: ZONE,
        window: window(-600, 600),
    }
}

fn opens(stage: &mut Stage) -> Result<LogIndex, Refusal> {
    let body = opening(stage);
    stage.say(Who::Centre, Act::ReconciliationOpened(body), &[])
}

/// South's 1 and 2, North's 1 and 3, and a nil of East's; 1 and 1 are near each other.
fn stage() -> Stage {
    let mut stage = Stage::covered();
    alleges(&mut stage, Who::South, 1, SHELLING, &account(100, -60));
    alleges(&mut stage, Who::South, 2, SHELLING, &account(20_000, -300));
    alleges(
        &mut stage,
        Who::North,
        1,
        What::Violation(Kind::Explosion),
        &account(150, -58),
    );
    alleges(&mut stage, Who::North, 3, SHELLING, &account(-20_000, -200));
    alleges(&mut stage, Who::East, 1, What::Nothing, &account(0, -100));
    stage
}

fn opened() -> Stage {
    let mut stage = stage();
    opens(&mut stage).unwrap();
    stage
}

fn known(stage: &Stage) -> &Reconciliation {
    let about = ReconciliationRef {
        party: stage.house.centre.party,
        id: REC,
    };
    stage.house.register.reconciliations.get(about).unwrap()
}

fn current(stage: &Stage, side: Side, number: u8) -> Option<EntryVersion> {
    let register = &stage.house.register;
    let version = known(stage).current(register, side, id(number), register.size)?;
    let record = version.record;
    let id = id(number);
    Some(EntryVersion { id, record })
}

fn pair(stage: &Stage, one: u8, other: u8, word: PairWord) -> PairJudged {
    let entry = |side, number| {
        current(stage, side, number).unwrap_or(EntryVersion {
            id: id(number),
            record: 0,
        })
    };
    PairJudged {
        about: REC,
        one: entry(Side::One, one),
        other: entry(Side::Other, other),
        word,
        proposed: None,
        text: None,
    }
}

fn judges(stage: &mut Stage, one: u8, other: u8, word: PairWord) -> Result<LogIndex, Refusal> {
    let body = pair(stage, one, other, word);
    stage.say(Who::Centre, Act::PairJudged(body), &[])
}

fn undoes(stage: &mut Stage, record: LogIndex) -> Result<LogIndex, Refusal> {
    let body = JudgementUndone {
        about: REC,
        record,
        reason: None,
    };
    stage.say(Who::Centre, Act::JudgementUndone(body), &[])
}

fn disputes(stage: &mut Stage, side: Side, number: u8) -> Result<LogIndex, Refusal> {
    let (reason, disclosure) = stage.seal(Label::Text, &"read as two events".to_owned());
    let body = EntryDisputed {
        about: REC,
        side,
        entry: id(number),
        reason,
    };
    stage.say(Who::Centre, Act::EntryDisputed(body), &[disclosure])
}

fn counts(stage: &Stage, side: Side) -> [u32; 4] {
    let size = stage.house.register.size;
    let Classes {
        listed,
        matched,
        only,
        disputed,
    } = known(stage).counts(side, size);
    [listed, matched, only, disputed]
}

#[test]
fn opening_fixes_both_lists_and_what_stands_beside_them() {
    let mut stage = stage();
    // Another day, another zone by name, and one that says no place: none of them is an entry.
    alleges(&mut stage, Who::South, 4, SHELLING, &account(0, -1_400));
    let mut elsewhere = account(0, -30);
    elsewhere.zone = Some(crate::ids::ZoneId::from_bytes([9; 16]));
    let (body, disclosure) = made(&mut stage, 5, SHELLING, &elsewhere, &[]);
    let refused = stage.say(Who::South, Act::AllegationMade(body), &[disclosure]);
    assert_eq!(code(refused), RefusalCode::MissingReference);
    let mut unplaced = account(0, -30);
    (unplaced.place, unplaced.precision) = (None, None);
    alleges(&mut stage, Who::South, 6, SHELLING, &unplaced);
    // An account that is kept from the register counts as one that cannot be read.
    let (body, _) = made(&mut stage, 7, SHELLING, &account(0, -30), &[]);
    stage
        .say(Who::North, Act::AllegationMade(body), &[])
        .unwrap();
    opens(&mut stage).unwrap();
    let size = stage.house.register.size;
    let of = |side| {
        known(&stage)
            .entries(side, size)
            .map(|entry| entry.id)
            .collect::<Vec<_>>()
    };
    assert_eq!(of(Side::One), [id(1), id(2)]);
    assert_eq!(of(Side::Other), [id(1), id(3)]);
    assert_eq!(known(&stage).beside(size).count(), 1);
    let unlisted = |side| {
        let unlisted = known(&stage).unlisted(side, size);
        (unlisted.unplaced, unlisted.untold)
    };
    assert_eq!(
        (unlisted(Side::One), unlisted(Side::Other)),
        ((1, 0), (0, 1))
    );
    stage.house.assert_replays();
}

#[test]
fn a_long_list_is_taken_in_piece_by_piece() {
    let mut stage = stage();
    let body = opening(&mut stage);
    let register = &stage.house.register;
    let eyes = stage.house.centre.party;
    let listed = Listed::of(register, eyes, &body, None, 1);
    let ids = |list: &[EntryVersion]| list.iter().map(|entry| entry.id).collect::<Vec<_>>();
    assert_eq!(
        (ids(&listed.one), ids(&listed.other)),
        (vec![id(1)], vec![id(1)])
    );
    assert_eq!(listed.beside.len(), 1);
    assert!(listed.more);
    let about = ReconciliationRef {
        party: eyes,
        id: REC,
    };
    let listing = Listing {
        record: register.size - 1,
        listed,
        received_at: register.last_received.unwrap(),
    };
    let register = &mut stage.house.register;
    register.reconciliations.open(about, &body, listing);
    let known = register.reconciliations.get(about).unwrap();
    assert!(known.has_more(register.size));
    let rest = Listed::of(register, eyes, &body, Some(known), 1);
    assert_eq!(
        (ids(&rest.one), ids(&rest.other)),
        (vec![id(2)], vec![id(3)])
    );
    assert!(!rest.more, "all of it is in now");
}

#[test]
fn what_was_heard_before_the_day_is_not_missing_from_it() {
    let mut stage = stage();
    // Kept from the register: nobody can read of which day it is, but it was heard before the day began.
    let (body, _) = made(&mut stage, 7, SHELLING, &account(0, -30), &[]);
    stage
        .say(Who::North, Act::AllegationMade(body), &[])
        .unwrap();
    let untold = |stage: &mut Stage, from| {
        let body = ReconciliationOpened {
            window: window(from, 9_000),
            ..opening(stage)
        };
        let eyes = stage.house.centre.party;
        let listed = Listed::of(&stage.house.register, eyes, &body, None, MAX_LISTED);
        listed.unlisted_other.untold
    };
    assert_eq!(untold(&mut stage, -600), 1);
    assert_eq!(untold(&mut stage, 7_000), 0);
}

#[test]
fn nobody_who_fights_sets_lists_side_by_side_and_nobody_its_own() {
    let mut stage = stage();
    let body = opening(&mut stage);
    let refused = stage.say(Who::East, Act::ReconciliationOpened(body.clone()), &[]);
    assert_eq!(code(refused), RefusalCode::NotThisRole);
    let own = ReconciliationOpened {
        one: stage.house.centre.party,
        ..body.clone()
    };
    let refused = stage.say(Who::Centre, Act::ReconciliationOpened(own), &[]);
    assert_eq!(code(refused), RefusalCode::Invalid);
    let long = ReconciliationOpened {
        window: window(0, 32 * 24 * 60),
        ..body.clone()
    };
    let refused = stage.say(Who::Centre, Act::ReconciliationOpened(long), &[]);
    assert_eq!(code(refused), RefusalCode::OverLimit);
    opens(&mut stage).unwrap();
    let other = ReconciliationOpened {
        window: window(0, 10),
        ..body
    };
    let refused = stage.say(Who::Centre, Act::ReconciliationOpened(other), &[]);
    assert_eq!(code(refused), RefusalCode::IdReused);
}

#[test]
fn an_observer_lists_what_it_was_told_and_no_more() {
    let mut stage = Stage::covered();
    let mut mission: Voice = stage.house.enrol(6, Role::Monitor);
    let told = [mission.party];
    let (body, disclosure) = made(&mut stage, 1, SHELLING, &account(100, -60), &told);
    stage
        .say(Who::South, Act::AllegationMade(body), &[disclosure])
        .unwrap();
    alleges(&mut stage, Who::South, 2, SHELLING, &account(200, -60));
    let body = opening(&mut stage);
    let act = Act::ReconciliationOpened(body);
    stage.house.say(&mut mission, act, &[]).unwrap();
    let about = ReconciliationRef {
        party: mission.party,
        id: REC,
    };
    let known = stage.house.register.reconciliations.get(about).unwrap();
    let size = stage.house.register.size;
    assert_eq!(known.entries(Side::One, size).count(), 1);
    assert_eq!(
        known.unlisted(Side::One, size),
        super::listing::Unlisted::default()
    );
    stage.house.assert_replays();
}

#[test]
fn a_pair_is_confirmed_undone_and_confirmed_otherwise_and_every_moment_adds_up() {
    let mut stage = opened();
    assert_eq!(counts(&stage, Side::One), [2, 0, 2, 0]);
    let first = judges(&mut stage, 1, 1, PairWord::Matched).unwrap();
    assert_eq!(counts(&stage, Side::One), [2, 1, 1, 0]);
    assert_eq!(counts(&stage, Side::Other), [2, 1, 1, 0]);
    // Each entry stands in one pair at most, and in one class.
    let again = judges(&mut stage, 1, 3, PairWord::Matched);
    assert_eq!(code(again), RefusalCode::WrongState);
    assert_eq!(
        code(disputes(&mut stage, Side::One, 1)),
        RefusalCode::WrongState
    );
    let undone = undoes(&mut stage, first).unwrap();
    assert_eq!(counts(&stage, Side::One), [2, 0, 2, 0]);
    assert_eq!(code(undoes(&mut stage, first)), RefusalCode::WrongState);
    assert_eq!(code(undoes(&mut stage, 3)), RefusalCode::MissingReference);
    judges(&mut stage, 1, 3, PairWord::Matched).unwrap();
    let dispute = disputes(&mut stage, Side::One, 2).unwrap();
    assert_eq!(counts(&stage, Side::One), [2, 1, 0, 1]);
    let matched = judges(&mut stage, 2, 1, PairWord::Matched);
    assert_eq!(code(matched), RefusalCode::WrongState);
    // What was known then stays what was known then.
    let then = known(&stage).class(Side::One, id(1), undone);
    assert_eq!(
        then,
        Some(Class::Matched {
            with: id(1),
            record: first
        })
    );
    undoes(&mut stage, dispute).unwrap();
    assert_eq!(counts(&stage, Side::One), [2, 1, 1, 0]);
    stage.house.assert_replays();
}

#[test]
fn what_was_proposed_stands_with_its_reasons_and_cannot_be_made_up() {
    let mut stage = opened();
    let register = &stage.house.register;
    let found = known(&stage)
        .proposals(register, 500, register.size)
        .unwrap();
    let best = found.proposal.pairs.first().unwrap();
    let (one, other) = (
        found.one[best.candidate.one],
        found.other[best.candidate.other],
    );
    assert_eq!((one.id, other.id), (id(1), id(1)));
    let proposed = Proposed::of(&best.candidate.reasons);
    let made_up = Proposed {
        score: 999,
        ..proposed.clone()
    };
    let judged = |stage: &mut Stage, proposed: &Proposed| {
        let (digest, disclosure) = stage.seal(Label::Details, proposed);
        let body = PairJudged {
            proposed: Some(digest),
            ..pair(stage, 1, 1, PairWord::Matched)
        };
        stage.say(Who::Centre, Act::PairJudged(body), &[disclosure])
    };
    assert_eq!(code(judged(&mut stage, &made_up)), RefusalCode::Invalid);
    let record = judged(&mut stage, &proposed).unwrap();
    let kept = &known(&stage).judged()[0];
    assert_eq!(
        (kept.record, &kept.proposed),
        (record, &Told::Value(proposed))
    );
    assert_eq!(kept.by.person, stage.house.centre.person);
    // What is judged is proposed no more.
    let register = &stage.house.register;
    let found = known(&stage).proposals(register, 0, register.size).unwrap();
    assert!(found.one.iter().all(|entry| entry.id != id(1)));
    stage.house.assert_replays();
}

#[test]
fn two_events_are_not_proposed_again() {
    let mut stage = opened();
    let record = judges(&mut stage, 1, 1, PairWord::NotTheSame).unwrap();
    assert_eq!(
        counts(&stage, Side::One),
        [2, 0, 2, 0],
        "it changes no class"
    );
    let proposed = |stage: &Stage| {
        let register = &stage.house.register;
        let found = known(stage)
            .proposals(register, 500, register.size)
            .unwrap();
        found.proposal.pairs.len()
    };
    assert_eq!(proposed(&stage), 0);
    let matched = judges(&mut stage, 1, 1, PairWord::Matched);
    assert_eq!(code(matched), RefusalCode::WrongState);
    undoes(&mut stage, record).unwrap();
    assert_eq!(proposed(&stage), 1);
}

#[test]
fn corrections_withdrawals_and_erasures_take_no_entry_out_of_a_count() {
    let mut stage = opened();
    let read = pair(&stage, 1, 1, PairWord::Matched);
    // South moves its 1 to another day, and withdraws its 2: both stay listed.
    corrects(&mut stage, Who::South, 1, SHELLING, &account(100, -1_400));
    let withdrawn = AllegationWithdrawn {
        id: id(2),
        reason: None,
    };
    stage
        .say(Who::South, Act::AllegationWithdrawn(withdrawn), &[])
        .unwrap();
    assert_eq!(counts(&stage, Side::One), [2, 0, 2, 0]);
    let party = stage.party(Who::South);
    let register = &stage.house.register;
    let about = |number| AllegationRef {
        party,
        id: id(number),
    };
    let standing = |number| {
        known(&stage)
            .standing(register, about(number), register.size)
            .unwrap()
    };
    assert!(standing(2).withdrawn.is_some());
    assert_ne!(standing(1).version.record, read.one.record);
    // Who read the entry before it was corrected judges another one.
    let stale = stage.say(Who::Centre, Act::PairJudged(read), &[]);
    assert_eq!(code(stale), RefusalCode::WrongState);
    judges(&mut stage, 1, 1, PairWord::Matched).unwrap();
    // What comes later is taken in by opening again, and nothing of the list goes.
    alleges(&mut stage, Who::South, 8, SHELLING, &account(300, -20));
    assert_eq!(counts(&stage, Side::One), [2, 1, 1, 0]);
    opens(&mut stage).unwrap();
    assert_eq!(counts(&stage, Side::One), [3, 1, 2, 0]);
    let size = stage.house.register.size;
    let entries: Vec<_> = known(&stage).entries(Side::One, size).collect();
    let erasure = Erasure {
        records: vec![entries[2].record],
        personal_only: false,
        reason: None,
    };
    let asked = stage
        .say(Who::Centre, Act::ErasureAsked(erasure), &[])
        .unwrap();
    let mut second = stage.house.enrol_person(&stage.house.centre.clone(), 9);
    stage
        .house
        .say(&mut second, Act::Countersigned(asked), &[])
        .unwrap();
    assert_eq!(counts(&stage, Side::One), [3, 1, 2, 0]);
    stage.house.assert_replays();
}

#[test]
fn entries_that_are_not_in_a_list_cannot_be_judged() {
    let mut stage = opened();
    let refused = judges(&mut stage, 3, 1, PairWord::Matched);
    assert_eq!(code(refused), RefusalCode::MissingReference);
    assert_eq!(
        code(disputes(&mut stage, Side::Other, 2)),
        RefusalCode::MissingReference
    );
    let body = pair(&stage, 1, 1, PairWord::Matched);
    let refused = stage.say(Who::East, Act::PairJudged(body), &[]);
    assert_eq!(
        code(refused),
        RefusalCode::MissingReference,
        "each party has its own"
    );
    let entries = (
        current(&stage, Side::One, 1),
        current(&stage, Side::Other, 3),
    );
    assert!(entries.0.is_some() && entries.1.is_some());
    let register = &stage.house.register;
    let version = |side, number| known(&stage).current(register, side, id(number), register.size);
    let (one, other) = (
        version(Side::One, 2).unwrap(),
        version(Side::Other, 3).unwrap(),
    );
    assert!(
        compared(one, other).is_none(),
        "too far apart to be proposed, not to be judged"
    );
    judges(&mut stage, 2, 3, PairWord::Matched).unwrap();
}

#[derive(Clone, Copy, Debug)]
enum Move {
    Alleges(bool, u8),
    Corrects(bool, u8, i64),
    Withdraws(bool, u8),
    Opens,
    Judges(u8, u8, bool),
    Disputes(bool, u8),
    Undoes(u8),
}

fn moves() -> impl Strategy<Value = Move> {
    let number = 1_u8..5;
    prop_oneof![
        (any::<bool>(), number.clone()).prop_map(|(side, number)| Move::Alleges(side, number)),
        (any::<bool>(), number.clone(), -900_i64..-20)
            .prop_map(|(side, n, from)| Move::Corrects(side, n, from)),
        (any::<bool>(), number.clone()).prop_map(|(side, number)| Move::Withdraws(side, number)),
        Just(Move::Opens),
        (number.clone(), number.clone(), any::<bool>())
            .prop_map(|(a, b, matched)| Move::Judges(a, b, matched)),
        (number.clone(), number.clone(), Just(true))
            .prop_map(|(a, b, matched)| Move::Judges(a, b, matched)),
        (any::<bool>(), number).prop_map(|(side, number)| Move::Disputes(side, number)),
        (0_u8..6).prop_map(Move::Undoes),
    ]
}

fn make(stage: &mut Stage, step: Move) {
    let who = |first: bool| if first { Who::South } else { Who::North };
    let side = |first: bool| if first { Side::One } else { Side::Other };
    match step {
        Move::Alleges(first, number) => {
            let account = account(i32::from(number) * 50, -60);
            let (body, disclosure) = made(stage, number, SHELLING, &account, &[]);
            let _ = stage.say(who(first), Act::AllegationMade(body), &[disclosure]);
        }
        Move::Corrects(first, number, from) => {
            let (body, disclosure) = made(stage, number, SHELLING, &account(100, from), &[]);
            let _ = stage.say(who(first), Act::AllegationCorrected(body), &[disclosure]);
        }
        Move::Withdraws(first, number) => {
            let body = AllegationWithdrawn {
                id: id(number),
                reason: None,
            };
            let _ = stage.say(who(first), Act::AllegationWithdrawn(body), &[]);
        }
        Move::Opens => {
            let _ = opens(stage);
        }
        Move::Judges(one, other, matched) => {
            let word = if matched {
                PairWord::Matched
            } else {
                PairWord::NotTheSame
            };
            let _ = judges(stage, one, other, word);
        }
        Move::Disputes(first, number) => {
            let _ = disputes(stage, side(first), number);
        }
        Move::Undoes(back) => {
            let known = known(stage);
            let judged = known.judged().iter().map(|one| one.record);
            let records: Vec<LogIndex> = judged
                .chain(known.disputes().iter().map(|one| one.record))
                .collect();
            if let Some(record) = records.iter().rev().nth(usize::from(back)) {
                let _ = undoes(stage, *record);
            }
        }
    }
}

type Counted = (LogIndex, [Classes; 2], usize);

fn counted(stage: &Stage, at: LogIndex) -> Counted {
    let known = known(stage);
    let counts = [Side::One, Side::Other].map(|side| known.counts(side, at));
    (at, counts, known.pairs(at).count())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// After every step: classes add up to the lists, no entry stands in two pairs, lists only grow, every moment
    /// before counts as it did, and a replay gives the same.
    #[test]
    fn classes_add_up_at_every_moment_and_no_count_ever_changes(
        steps in proptest::collection::vec(moves(), 1..24)
    ) {
        let mut stage = opened();
        let mut before: Vec<Counted> = Vec::new();
        let mut listed = Vec::new();
        for step in steps {
            make(&mut stage, step);
            let size = stage.house.register.size;
            let now = counted(&stage, size);
            for counts in now.1 {
                prop_assert!(counts.adds_up());
                prop_assert_eq!(usize::try_from(counts.matched).unwrap(), now.2);
            }
            for side in [Side::One, Side::Other] {
                let mut once: Vec<_> = known(&stage).pairs(size).map(|pair| match side {
                    Side::One => pair.one.id,
                    Side::Other => pair.other.id,
                }).collect();
                let pairs = once.len();
                once.sort();
                once.dedup();
                prop_assert_eq!(once.len(), pairs, "an entry stands in two pairs");
            }
            let entries: Vec<_> = known(&stage).entries(Side::One, size).collect();
            prop_assert!(entries.starts_with(&listed), "an entry left the list");
            listed = entries;
            for then in &before {
                prop_assert_eq!(&counted(&stage, then.0), then, "a count changed afterwards");
            }
            before.push(now);
        }
        stage.house.assert_replays();
    }
}
