//! What is published follows by its rules from the log, stays as it was, and says nothing that is not for everybody.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::content::{Content, NoContent, own_list};
use super::{BulletinPublished, BulletinRef, Replaced};
use crate::act::Act;
use crate::allegation::kind::Kind;
use crate::allegation::{
    AllegationAnswered, AllegationGraded, AllegationMade, AllegationRef, AnswerWord, Step, What,
};
use crate::check::kit::{Stage, Who};
use crate::codec::cbor::encode;
use crate::codec::disclosure::Label;
use crate::day::{ClockOffset, Day};
use crate::ids::{BulletinId, LogIndex};
use crate::reconciliation::history::Classes;
use crate::reconciliation::tests::{SHELLING, account, alleges, corrects, id, opening};
use crate::reconciliation::{
    EntryVersion, PairJudged, PairWord, ReconciliationOpened, ReconciliationRef, Side,
};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::tests::{at, code};
use crate::time::TimeWindow;
use crate::vocabulary::Role;

const BUL: BulletinId = BulletinId::from_bytes([0x42; 16]);

fn day() -> (Day, ClockOffset) {
    let clock = ClockOffset::default();
    (Day::of(at(-60), clock), clock)
}

fn about(stage: &mut Stage) -> ReconciliationRef {
    ReconciliationRef {
        party: stage.house.centre.party,
        id: opening(stage).id,
    }
}

/// The lists of the day, opened.
fn opens(stage: &mut Stage) {
    let (day, clock) = day();
    let body = ReconciliationOpened {
        window: TimeWindow::new(day.begins(clock), day.ends(clock)).unwrap(),
        ..opening(stage)
    };
    stage
        .say(Who::Centre, Act::ReconciliationOpened(body), &[])
        .unwrap();
}

/// South alleges two, North two; the first of each are of one event; East observed nothing.
fn stage() -> Stage {
    let mut stage = Stage::covered();
    alleges(&mut stage, Who::South, 1, SHELLING, &account(100, -60));
    alleges(&mut stage, Who::South, 2, SHELLING, &account(200, -50));
    let explosion = What::Violation(Kind::Explosion);
    alleges(&mut stage, Who::North, 1, explosion, &account(150, -58));
    alleges(&mut stage, Who::North, 3, SHELLING, &account(900, -200));
    alleges(&mut stage, Who::East, 1, What::Nothing, &account(0, -100));
    opens(&mut stage);
    stage
}

fn matches(stage: &mut Stage, one: u8, other: u8) -> LogIndex {
    let about = about(stage);
    let register = &stage.house.register;
    let known = register.reconciliations.get(about).unwrap();
    let version = |side, number| {
        let current = known.current(register, side, id(number), register.size);
        let record = current.unwrap().record;
        let id = id(number);
        EntryVersion { id, record }
    };
    let body = PairJudged {
        about: about.id,
        one: version(Side::One, one),
        other: version(Side::Other, other),
        word: PairWord::Matched,
        proposed: None,
        text: None,
    };
    stage.say(Who::Centre, Act::PairJudged(body), &[]).unwrap()
}

fn content(stage: &mut Stage) -> Content {
    let about = about(stage);
    let register = &stage.house.register;
    Content::make(register, about, day(), register.size).unwrap()
}

fn publishes(
    stage: &mut Stage,
    id: BulletinId,
    content: Content,
    replaces: Option<(LogIndex, &str)>,
) -> Result<LogIndex, Refusal> {
    let body = BulletinPublished {
        id,
        content,
        replaces: replaces.map(|(record, why)| Replaced {
            record,
            why: why.to_owned(),
        }),
    };
    stage.say(Who::Centre, Act::BulletinPublished(body), &[])
}

#[test]
fn every_figure_is_attributed_and_adds_up() {
    let mut stage = stage();
    matches(&mut stage, 1, 1);
    let (south, north) = (stage.party(Who::South), stage.party(Who::North));
    let centre = stage.house.centre.party;
    let about = AllegationRef {
        party: south,
        id: id(1),
    };
    let graded = AllegationGraded {
        about,
        step: Step::Logged,
        text: None,
    };
    stage
        .say(Who::Centre, Act::AllegationGraded(graded), &[])
        .unwrap();
    let answered = AllegationAnswered {
        about,
        word: AnswerWord::Denies,
        text: None,
    };
    stage
        .say(Who::Centre, Act::AllegationAnswered(answered), &[])
        .unwrap();
    let content = content(&mut stage);
    assert!(content.adds_up());
    assert_eq!(content.pairs, 1);
    let [one, other] = content.sides.as_slice() else {
        panic!("two sides");
    };
    assert_eq!((one.party, other.party), (south, north));
    let classes = |listed, matched, only| Classes {
        listed,
        matched,
        only,
        disputed: 0,
    };
    assert_eq!(one.total, classes(2, 1, 1));
    assert_eq!(one.kinds, [(SHELLING, classes(2, 1, 1))]);
    let explosion = What::Violation(Kind::Explosion);
    let kinds = [(SHELLING, classes(1, 0, 1)), (explosion, classes(1, 1, 0))];
    assert_eq!(other.kinds, kinds);
    assert_eq!((one.contested, one.withdrawn), (1, 0));
    let step = &content.steps[0];
    assert_eq!(
        (step.by, step.of, step.step, step.number),
        (centre, south, Step::Logged, 1)
    );
    let answer = &content.answers[0];
    assert_eq!((answer.by, answer.of, answer.number), (centre, south, 1));
    assert_eq!(content.zone_name, "Kestrel Valley");
    assert!(content.name_of(south).is_some());
}

#[test]
fn who_spoke_in_confidence_is_counted_without_a_name() {
    let mut stage = stage();
    let (south, east) = (stage.party(Who::South), stage.party(Who::East));
    let mut mission = stage.house.enrol(6, Role::Monitor);
    let (digest, disclosure) = stage.seal(Label::Details, &account(0, -90));
    let body = AllegationMade {
        id: id(1),
        what: What::Nothing,
        agreement: None,
        clause: None,
        account: digest,
        personal: None,
        readers: vec![],
    };
    let act = Act::AllegationMade(body);
    stage.house.say(&mut mission, act, &[disclosure]).unwrap();
    // South asks East; East answers South and the centre, and nobody else.
    let (digest, disclosure) = stage.seal(Label::Details, &account(100, -60));
    let body = AllegationMade {
        id: id(1),
        what: SHELLING,
        agreement: None,
        clause: None,
        account: digest,
        personal: None,
        readers: vec![east],
    };
    let act = Act::AllegationCorrected(body);
    stage.say(Who::South, act, &[disclosure]).unwrap();
    let about = AllegationRef {
        party: south,
        id: id(1),
    };
    let body = AllegationAnswered {
        about,
        word: AnswerWord::Confirms,
        text: None,
    };
    let act = Act::AllegationAnswered(body);
    stage.say(Who::East, act, &[]).unwrap();
    opens(&mut stage);
    let content = content(&mut stage);
    assert_eq!(
        (content.answers_by_others, content.beside_by_others),
        (1, 1)
    );
    assert!(content.answers.is_empty());
    let beside: Vec<_> = content
        .beside
        .iter()
        .map(|one| (one.by, one.what))
        .collect();
    assert_eq!(beside, [(mission.party, What::Nothing)]);
    assert!(content.name_of(mission.party).is_some());
    assert!(content.name_of(east).is_none());
    let bytes = encode(&content);
    let east = encode(&east);
    assert!(!bytes.windows(east.len()).any(|part| part == east));
}

#[test]
fn no_version_goes_back_behind_what_was_listed_or_published() {
    let mut stage = stage();
    let before = content(&mut stage);
    alleges(&mut stage, Who::South, 9, SHELLING, &account(100, -40));
    opens(&mut stage);
    let back = publishes(&mut stage, BUL, before, None);
    assert_eq!(code(back), RefusalCode::WrongState);
    let first = content(&mut stage);
    matches(&mut stage, 1, 1);
    let second = content(&mut stage);
    let one = publishes(&mut stage, BUL, second, None).unwrap();
    let back = publishes(&mut stage, BUL, first, Some((one, "no pair after all")));
    assert_eq!(code(back), RefusalCode::WrongState);
}

#[test]
fn nothing_is_published_of_a_list_that_is_cut_off() {
    let mut stage = stage();
    let about = about(&mut stage);
    let register = &mut stage.house.register;
    let known = register.reconciliations.get(about).unwrap();
    let (said, mut listing) = (known.said.clone(), known.listings()[0].clone());
    listing.record = register.size - 1;
    listing.listed = crate::reconciliation::listing::Listed {
        more: true,
        ..Default::default()
    };
    register.reconciliations.open(about, &said, listing);
    let made = Content::make(register, about, day(), register.size);
    assert_eq!(made.unwrap_err(), NoContent::More);
}

#[test]
fn no_word_of_an_account_is_in_it() {
    let mut stage = stage();
    let bytes = encode(&content(&mut stage));
    let has = |words: &[u8]| bytes.windows(words.len()).any(|window| window == words);
    assert!(has(b"Kestrel Valley"));
    assert!(!has(b"Dorvane"), "no place finer than the zone");
    let ids = [id(1), id(2), id(3)];
    assert!(!ids.iter().any(|id| has(&encode(id))), "no entry by itself");
}

#[test]
fn only_what_follows_is_published() {
    let mut stage = stage();
    let good = content(&mut stage);
    let mut wrong = good.clone();
    wrong.sides[0].total.listed += 1;
    assert_eq!(
        code(publishes(&mut stage, BUL, wrong, None)),
        RefusalCode::Invalid
    );
    let mut renamed = good.clone();
    renamed.zone_name = "Liberated Valley".to_owned();
    assert_eq!(
        code(publishes(&mut stage, BUL, renamed, None)),
        RefusalCode::Invalid
    );
    let mut later = good.clone();
    later.as_of += 1_000;
    assert_eq!(
        code(publishes(&mut stage, BUL, later, None)),
        RefusalCode::Invalid
    );
    let body = BulletinPublished {
        id: BUL,
        content: good.clone(),
        replaces: None,
    };
    let others = stage.say(Who::South, Act::BulletinPublished(body), &[]);
    assert_eq!(code(others), RefusalCode::NotTheOwner);
    publishes(&mut stage, BUL, good, None).unwrap();
    stage.house.assert_replays();
}

#[test]
fn a_day_is_from_midnight_to_midnight_and_known_when_the_lists_were() {
    let mut stage = stage();
    let about = about(&mut stage);
    let register = &stage.house.register;
    let make = |day, as_of| Content::make(register, about, day, as_of).unwrap_err();
    let (today, clock) = day();
    let tomorrow = (today.plus_days(1).unwrap(), clock);
    assert_eq!(make(tomorrow, register.size), NoContent::OtherDay);
    let ahead = (today, ClockOffset::minutes(120).unwrap());
    assert_eq!(make(ahead, register.size), NoContent::OtherDay);
    assert_eq!(make((today, clock), 3), NoContent::NothingListed);
    assert_eq!(make((today, clock), register.size + 1), NoContent::TooLate);
}

#[test]
fn a_correction_is_a_new_version_and_what_was_published_stays() {
    let mut stage = stage();
    let first = content(&mut stage);
    let one = publishes(&mut stage, BUL, first.clone(), None).unwrap();
    // Another bulletin of the day would be a second truth; the same id without what it replaces, too.
    let other = BulletinId::from_bytes([0x43; 16]);
    assert_eq!(
        code(publishes(&mut stage, other, first.clone(), None)),
        RefusalCode::IdReused
    );
    let again = content(&mut stage);
    assert_eq!(
        code(publishes(&mut stage, BUL, again, None)),
        RefusalCode::IdReused
    );
    matches(&mut stage, 1, 1);
    corrects(
        &mut stage,
        Who::South,
        2,
        What::Violation(Kind::Rockets),
        &account(200, -50),
    );
    let second = content(&mut stage);
    assert_eq!(second.sides[0].corrected, 1);
    assert_ne!(first.sides, second.sides);
    let why = "two persons of the centre matched a pair";
    let stale = publishes(&mut stage, BUL, second.clone(), Some((one + 1, why)));
    assert_eq!(code(stale), RefusalCode::WrongState);
    let silent = publishes(&mut stage, BUL, second.clone(), Some((one, " ")));
    assert_eq!(code(silent), RefusalCode::Invalid);
    let two = publishes(&mut stage, BUL, second.clone(), Some((one, why))).unwrap();
    let party = stage.house.centre.party;
    let register = &stage.house.register;
    let known = register
        .bulletins
        .get(BulletinRef { party, id: BUL })
        .unwrap();
    let published = |known_at| known.latest(known_at).map(|version| &version.said.content);
    assert_eq!(published(one), None);
    assert_eq!(published(two), Some(&first));
    assert_eq!(published(two + 1), Some(&second));
    // Anybody who has the log makes both anew, whatever was said since.
    let about = first.reconciliation;
    for content in [&first, &second] {
        let made = Content::make(register, about, day(), content.as_of).unwrap();
        assert_eq!(&made, content);
    }
    stage.house.assert_replays();
}

#[test]
fn a_party_finds_its_own_list_in_it() {
    let mut stage = stage();
    let content = content(&mut stage);
    let (south, east) = (stage.party(Who::South), stage.party(Who::East));
    let register = &stage.house.register;
    assert_eq!(own_list(register, &content, south), (2, 2));
    assert_eq!(own_list(register, &content, east), (0, 0));
    // What came after the lists were opened is not in them.
    alleges(&mut stage, Who::South, 9, SHELLING, &account(100, -40));
    assert_eq!(own_list(&stage.house.register, &content, south), (2, 2));
    // What cannot be read any more may have been in them.
    let record = stage.house.register.allegations.all();
    let of_south = record.filter(|known| known.about.party == south);
    let record = of_south.map(|known| known.versions()[0].record).min();
    stage.house.register.allegations.forget(record.unwrap());
    assert_eq!(own_list(&stage.house.register, &content, south), (1, 2));
}

#[test]
fn a_list_need_not_hold_what_its_publisher_was_never_told() {
    let mut stage = stage();
    let mission = stage.house.enrol(6, Role::Monitor).party;
    let (south, mut content) = (stage.party(Who::South), content(&mut stage));
    content.reconciliation.party = mission;
    assert_eq!(own_list(&stage.house.register, &content, south), (0, 2));
    let (digest, disclosure) = stage.seal(Label::Details, &account(300, -30));
    let body = AllegationMade {
        id: id(8),
        what: SHELLING,
        agreement: None,
        clause: None,
        account: digest,
        personal: None,
        readers: vec![mission],
    };
    let act = Act::AllegationMade(body);
    stage.say(Who::South, act, &[disclosure]).unwrap();
    content.listed_at = stage.house.register.size;
    assert_eq!(own_list(&stage.house.register, &content, south), (1, 3));
}
