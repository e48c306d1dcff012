//! Who says what is never lost, and nobody is told who was not meant to be.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::account::{
    Account, Alleged, Direction, HarmLine, Line, ObservedBy, Observer, ReportedBy,
};
use super::kind::{Kind, Likeness};
use super::{
    AllegationAnswered, AllegationGraded, AllegationMade, AllegationRef, AllegationWithdrawn,
    AnswerWord, MAX_READERS, MAX_WORDS, Step, What,
};
use crate::act::Act;
use crate::agreement::words::WeaponClass;
use crate::check::kit::{Stage, Who, disc, metres, window};
use crate::claim::proposition::Count;
use crate::claim::words::{Category, Harm};
use crate::codec::disclosure::{Disclosure, Label};
use crate::erasure::Erasure;
use crate::ids::{AgreementId, AllegationId, LogIndex, PartyId, ZoneId};
use crate::notification::Personal;
use crate::refusal::{Refusal, RefusalCode};
use crate::register::said::Told;
use crate::register::tests::{Voice, code};
use crate::time::Span;
use crate::vocabulary::{Resolution, Role};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn account() -> Account {
    Account {
        window: window(-60, -50),
        certainty: Span::minutes(15),
        place: Some(disc(100, 100, 50)),
        precision: Some(metres(300)),
        names: vec!["Dorvane".into(), "Durvan".into()],
        zone: None,
        observer: Some(Observer {
            who: Some("post 4".into()),
            position: Some("the mill, 2 km west".into()),
            by: ObservedBy::Heard,
            line: Some(Line::Hearing),
        }),
        count: Some(Count::between(6, Some(10))),
        weapon: Some((WeaponClass::Mortars, false)),
        direction: Some(Direction::Incoming),
        reported_by: ReportedBy::Party,
        alleged: None,
        harm: vec![HarmLine {
            category: Category::Civilians,
            harm: Harm::Wounded,
            count: Count::between(1, None),
        }],
        requested: Some("ask the other side to stop".into()),
        taken: None,
        coverage: Some("from 9:00 on; the east road was closed to us".into()),
        text: None,
        damage: vec![],
    }
}

fn made(
    stage: &mut Stage,
    id: u8,
    account: &Account,
    readers: &[PartyId],
) -> (AllegationMade, Vec<Disclosure>) {
    let (digest, disclosure) = stage.seal(Label::Details, account);
    let body = AllegationMade {
        id: AllegationId::from_bytes([id; 16]),
        what: What::Violation(Kind::Shelling),
        agreement: Some(AgreementId::from_bytes([7; 16])),
        clause: Some(3),
        account: digest,
        personal: None,
        readers: readers.to_vec(),
    };
    (body, vec![disclosure])
}

fn alleges(stage: &mut Stage, who: Who, id: u8, readers: &[Who]) -> Result<LogIndex, Refusal> {
    let readers: Vec<PartyId> = readers.iter().map(|who| stage.party(*who)).collect();
    let (body, disclosures) = made(stage, id, &account(), &readers);
    stage.say(who, Act::AllegationMade(body), &disclosures)
}

fn about(stage: &mut Stage, who: Who, id: u8) -> AllegationRef {
    AllegationRef {
        party: stage.party(who),
        id: AllegationId::from_bytes([id; 16]),
    }
}

fn answers(
    stage: &mut Stage,
    who: Who,
    about: AllegationRef,
    word: AnswerWord,
) -> Result<LogIndex, Refusal> {
    let (digest, disclosure) = stage.seal(Label::Text, &"our own account".to_owned());
    let body = AllegationAnswered {
        about,
        word,
        text: Some(digest),
    };
    stage.say(who, Act::AllegationAnswered(body), &[disclosure])
}

fn step(about: AllegationRef, step: Step) -> Act {
    Act::AllegationGraded(AllegationGraded {
        about,
        step,
        text: None,
    })
}

fn told(stage: &Stage, record: LogIndex) -> BTreeSet<PartyId> {
    let parties = stage.house.register.authority.parties.keys().copied();
    let has = |party: &PartyId| {
        let register = &stage.house.register;
        let mut items = register.ladder.items_of(record, *party, register.size);
        items.any(|item| item.resolution == Resolution::Exact)
    };
    parties.filter(has).collect()
}

#[test]
fn whoever_is_named_and_the_centre_are_told_and_nobody_else() {
    let mut stage = Stage::covered();
    let record = alleges(&mut stage, Who::South, 1, &[Who::North]).unwrap();
    let (north, centre) = (stage.party(Who::North), stage.house.centre.party);
    assert_eq!(told(&stage, record), BTreeSet::from([north, centre]));
    let about = about(&mut stage, Who::South, 1);
    // Who was not told can neither answer nor learn that there is something to answer.
    let refused = answers(&mut stage, Who::East, about, AnswerWord::Denies);
    let nothing = AllegationRef {
        id: AllegationId::from_bytes([9; 16]),
        ..about
    };
    let unknown = answers(&mut stage, Who::East, nothing, AnswerWord::Denies);
    assert_eq!(refused.as_ref().unwrap_err(), unknown.as_ref().unwrap_err());
    assert_eq!(code(refused), RefusalCode::MissingReference);
    let answer = answers(&mut stage, Who::North, about, AnswerWord::Denies).unwrap();
    let south = stage.party(Who::South);
    assert_eq!(told(&stage, answer), BTreeSet::from([south, centre]));
    stage.house.assert_replays();
}

#[test]
fn the_account_is_kept_as_told_and_sealed() {
    let mut stage = Stage::covered();
    let record = alleges(&mut stage, Who::South, 1, &[]).unwrap();
    let about = about(&mut stage, Who::South, 1);
    let known = stage.house.register.allegations.get(about).unwrap();
    let standing = known.standing(stage.house.register.size).unwrap();
    assert_eq!(standing.version.account, Told::Value(account()));
    assert_eq!(
        (standing.version.clause, standing.corrections),
        (Some(3), 0)
    );
    assert!(!standing.is_contested());
    let envelope = format!(
        "{:?}",
        stage.house.log[usize::try_from(record).unwrap()].payload
    );
    for secret in ["Dorvane", "mill", "post 4"] {
        assert!(!envelope.contains(secret), "{secret}");
    }
    assert!(!format!("{known:?}").contains("Dorvane"));
    // It says that nobody is anywhere, and so concerns no check.
    assert!(stage.house.register.presences.is_placed(record).is_none());
}

#[test]
fn a_correction_is_a_version_and_what_was_told_stays() {
    let mut stage = Stage::covered();
    let first = alleges(&mut stage, Who::South, 1, &[Who::North]).unwrap();
    assert_eq!(
        code(alleges(&mut stage, Who::South, 1, &[])),
        RefusalCode::IdReused
    );
    // Another party's id is its own.
    alleges(&mut stage, Who::North, 1, &[]).unwrap();
    let mut later = account();
    later.count = Some(Count::between(2, None));
    let (body, disclosures) = made(&mut stage, 1, &later, &[]);
    let act = Act::AllegationCorrected(body);
    let second = stage.say(Who::South, act, &disclosures).unwrap();
    let known_to = stage.party(Who::North);
    assert!(
        told(&stage, second).contains(&known_to),
        "who heard the first hears the correction"
    );
    let about = about(&mut stage, Who::South, 1);
    let known = stage.house.register.allegations.get(about).unwrap();
    let count = |known_at| {
        let standing = known.standing(known_at)?;
        standing.version.account.value().and_then(|told| told.count)
    };
    assert_eq!(count(first), None);
    assert_eq!(count(first + 1), account().count);
    assert_eq!(count(second + 1), later.count);
    let (body, disclosures) = made(&mut stage, 5, &later, &[]);
    let act = Act::AllegationCorrected(body);
    assert_eq!(
        code(stage.say(Who::South, act, &disclosures)),
        RefusalCode::MissingReference
    );
    stage.house.assert_replays();
}

/// A stage with a monitor and an investigator.
fn watched() -> (Stage, Voice, Voice) {
    let mut stage = Stage::covered();
    let monitor = stage.house.enrol(6, Role::Monitor);
    let inquiry = stage.house.enrol(7, Role::Investigator);
    (stage, monitor, inquiry)
}

#[test]
fn the_ladder_is_of_those_who_watch_each_for_itself() {
    let (mut stage, mut monitor, mut inquiry) = watched();
    let readers = [monitor.party, inquiry.party, stage.party(Who::North)];
    let (body, disclosures) = made(&mut stage, 1, &account(), &readers);
    stage
        .say(Who::South, Act::AllegationMade(body), &disclosures)
        .unwrap();
    let about = about(&mut stage, Who::South, 1);
    for side in [Who::South, Who::North] {
        let refused = stage.say(side, step(about, Step::Logged), &[]);
        assert_eq!(code(refused), RefusalCode::NotThisRole);
    }
    let house = &mut stage.house;
    let refused = house.say(&mut inquiry, step(about, Step::Logged), &[]);
    assert_eq!(code(refused), RefusalCode::NotThisRole);
    let refused = house.say(&mut monitor, step(about, Step::TakenBack), &[]);
    assert_eq!(code(refused), RefusalCode::WrongState);
    house.centre_says(step(about, Step::Logged)).unwrap();
    house
        .say(&mut monitor, step(about, Step::Verified), &[])
        .unwrap();
    let rejected = house
        .say(&mut inquiry, step(about, Step::Rejected), &[])
        .unwrap();
    let steps = |house: &crate::register::tests::House, known_at| -> Vec<Step> {
        let known = house.register.allegations.get(about).unwrap();
        let standing = known.standing(known_at).unwrap();
        standing.steps.iter().map(|grade| grade.step).collect()
    };
    let all = [Step::Logged, Step::Verified, Step::Rejected];
    assert_eq!(steps(house, rejected + 1), all);
    assert_eq!(steps(house, rejected), all[..2]);
    let back = house
        .say(&mut inquiry, step(about, Step::TakenBack), &[])
        .unwrap();
    assert_eq!(steps(house, back + 1), all[..2]);
    house.assert_replays();
}

/// A guarantor that is itself alleged to have done it answers like anybody, and rejects nothing as a mechanism.
#[test]
fn who_is_alleged_to_have_done_it_is_no_judge_of_it() {
    let mut stage = Stage::covered();
    let mut guarantor = stage.house.enrol(6, Role::Guarantor);
    let mut other = stage.house.enrol(7, Role::Guarantor);
    let alleged = Account {
        alleged: Some(Alleged {
            party: Some(guarantor.party),
            actor: None,
            words: None,
        }),
        ..account()
    };
    let readers = [guarantor.party, other.party];
    let (body, disclosures) = made(&mut stage, 1, &alleged, &readers);
    stage
        .say(Who::South, Act::AllegationMade(body), &disclosures)
        .unwrap();
    let about = about(&mut stage, Who::South, 1);
    let house = &mut stage.house;
    for of_step in [
        Step::Corroborated,
        Step::Verified,
        Step::Concluded,
        Step::Rejected,
    ] {
        let refused = house.say(&mut guarantor, step(about, of_step), &[]);
        assert_eq!(code(refused), RefusalCode::NotThisRole, "{of_step}");
        house.say(&mut other, step(about, of_step), &[]).unwrap();
    }
    house
        .say(&mut guarantor, step(about, Step::Logged), &[])
        .unwrap();
    let denies = AllegationAnswered {
        about,
        word: AnswerWord::Denies,
        text: None,
    };
    house
        .say(&mut guarantor, Act::AllegationAnswered(denies), &[])
        .unwrap();
    house.assert_replays();
}

/// What a grader was not told of does not stand in its way: a refusal would tell it.
#[test]
fn an_account_that_a_grader_was_not_told_of_tells_it_nothing() {
    let mut stage = Stage::covered();
    let mut guarantor = stage.house.enrol(6, Role::Guarantor);
    let alleged = Account {
        alleged: Some(Alleged {
            party: Some(guarantor.party),
            actor: None,
            words: None,
        }),
        ..account()
    };
    let (body, disclosures) = made(&mut stage, 1, &alleged, &[]);
    stage
        .say(Who::South, Act::AllegationMade(body), &disclosures)
        .unwrap();
    let (body, disclosures) = made(&mut stage, 1, &account(), &[guarantor.party]);
    stage
        .say(Who::South, Act::AllegationCorrected(body), &disclosures)
        .unwrap();
    let about = about(&mut stage, Who::South, 1);
    let house = &mut stage.house;
    house
        .say(&mut guarantor, step(about, Step::Corroborated), &[])
        .unwrap();
    house.assert_replays();
}

/// The accused cannot fill what another one may say.
#[test]
fn the_words_of_one_party_are_no_limit_of_another() {
    let (mut stage, mut monitor, _) = watched();
    let readers = [stage.party(Who::North), monitor.party];
    let (body, disclosures) = made(&mut stage, 1, &account(), &readers);
    stage
        .say(Who::South, Act::AllegationMade(body), &disclosures)
        .unwrap();
    let about = about(&mut stage, Who::South, 1);
    for _ in 0..MAX_WORDS {
        answers(&mut stage, Who::North, about, AnswerWord::Denies).unwrap();
    }
    let again = answers(&mut stage, Who::North, about, AnswerWord::Denies);
    assert_eq!(code(again), RefusalCode::OverLimit);
    stage
        .house
        .say(&mut monitor, step(about, Step::Logged), &[])
        .unwrap();
    let (body, disclosures) = made(&mut stage, 1, &account(), &readers);
    stage
        .say(Who::South, Act::AllegationCorrected(body), &disclosures)
        .unwrap();
    stage.house.assert_replays();
}

#[test]
fn a_mechanism_does_not_verify_what_it_alleges_itself() {
    let (mut stage, mut monitor, _) = watched();
    let (body, disclosures) = made(&mut stage, 1, &account(), &[]);
    let act = Act::AllegationMade(body);
    stage.house.say(&mut monitor, act, &disclosures).unwrap();
    let about = AllegationRef {
        party: monitor.party,
        id: AllegationId::from_bytes([1; 16]),
    };
    for higher in [
        Step::Corroborated,
        Step::Verified,
        Step::Concluded,
        Step::Rejected,
    ] {
        let refused = stage.house.say(&mut monitor, step(about, higher), &[]);
        assert_eq!(code(refused), RefusalCode::NotThisRole);
    }
    stage
        .house
        .say(&mut monitor, step(about, Step::Logged), &[])
        .unwrap();
}

#[test]
fn answers_are_each_partys_last_word_and_a_denial_contests() {
    let mut stage = Stage::covered();
    alleges(&mut stage, Who::South, 1, &[Who::North, Who::East]).unwrap();
    let about = about(&mut stage, Who::South, 1);
    let own = answers(&mut stage, Who::South, about, AnswerWord::Confirms);
    assert_eq!(code(own), RefusalCode::Invalid);
    let denied = answers(&mut stage, Who::North, about, AnswerWord::Denies).unwrap();
    answers(&mut stage, Who::East, about, AnswerWord::CannotConfirm).unwrap();
    let later = answers(&mut stage, Who::North, about, AnswerWord::Confirms).unwrap();
    let known = stage.house.register.allegations.get(about).unwrap();
    let then = known.standing(denied + 1).unwrap();
    assert!(then.is_contested());
    let now = known.standing(later + 1).unwrap();
    assert!(!now.is_contested());
    assert_eq!(now.answers.len(), 2);
    assert_eq!(known.answers().len(), 3, "nothing is overwritten");
}

#[test]
fn what_is_withdrawn_is_spoken_of_no_more_and_stays_to_be_read() {
    let mut stage = Stage::covered();
    alleges(&mut stage, Who::South, 1, &[Who::North]).unwrap();
    let body = AllegationWithdrawn {
        id: AllegationId::from_bytes([1; 16]),
        reason: None,
    };
    let act = Act::AllegationWithdrawn(body);
    let not_theirs = stage.say(Who::North, act.clone(), &[]);
    assert_eq!(code(not_theirs), RefusalCode::MissingReference);
    let record = stage.say(Who::South, act.clone(), &[]).unwrap();
    assert_eq!(
        code(stage.say(Who::South, act, &[])),
        RefusalCode::WrongState
    );
    let about = about(&mut stage, Who::South, 1);
    let refused = answers(&mut stage, Who::North, about, AnswerWord::Confirms);
    assert_eq!(code(refused), RefusalCode::WrongState);
    let known = stage.house.register.allegations.get(about).unwrap();
    assert!(known.standing(record).unwrap().withdrawn.is_none());
    assert!(known.standing(record + 1).unwrap().withdrawn.is_some());
    assert_eq!(known.versions().len(), 1);
}

/// What makes an account one that cannot be.
type Change = Box<dyn Fn(&mut Account)>;

#[test]
fn what_cannot_be_is_refused() {
    let cases: Vec<(RefusalCode, Change)> = vec![
        (
            RefusalCode::Invalid,
            Box::new(|a| a.count = Some(Count::between(3, Some(2)))),
        ),
        (
            RefusalCode::Invalid,
            Box::new(|a| a.harm[0].count = Count::between(3, Some(2))),
        ),
        (
            RefusalCode::Invalid,
            Box::new(|a| a.certainty = Span::hours(24 * 400)),
        ),
        (RefusalCode::Invalid, Box::new(|a| a.place = None)),
        (
            RefusalCode::Invalid,
            Box::new(|a| {
                a.place = None;
                a.precision = None;
                a.names.clear();
            }),
        ),
        (
            RefusalCode::Invalid,
            Box::new(|a| a.window = window(60, 70)),
        ),
        (
            RefusalCode::OverLimit,
            Box::new(|a| a.names = vec!["x".into(); 17]),
        ),
        (
            RefusalCode::OverLimit,
            Box::new(|a| a.harm = vec![a.harm[0]; 33]),
        ),
        (
            RefusalCode::OverLimit,
            Box::new(|a| a.text = Some("x".repeat(9_000))),
        ),
        (
            RefusalCode::MissingReference,
            Box::new(|a| a.zone = Some(ZoneId::from_bytes([0x99; 16]))),
        ),
        (
            RefusalCode::MissingReference,
            Box::new(|a| {
                let party = Some(PartyId::from_bytes([0x99; 16]));
                a.alleged = Some(Alleged {
                    party,
                    actor: None,
                    words: None,
                });
            }),
        ),
    ];
    let mut stage = Stage::covered();
    for (number, (wanted, change)) in cases.iter().enumerate() {
        let mut account = account();
        change(&mut account);
        let (body, disclosures) = made(&mut stage, 1, &account, &[]);
        let act = Act::AllegationMade(body);
        assert_eq!(
            code(stage.say(Who::South, act, &disclosures)),
            *wanted,
            "{number}"
        );
    }
    let (mut body, disclosures) = made(&mut stage, 1, &account(), &[]);
    body.agreement = None;
    let act = Act::AllegationMade(body.clone());
    assert_eq!(
        code(stage.say(Who::South, act, &disclosures)),
        RefusalCode::Invalid
    );
    body.clause = None;
    body.readers = vec![stage.party(Who::North); MAX_READERS + 1];
    let act = Act::AllegationMade(body.clone());
    assert_eq!(
        code(stage.say(Who::South, act, &disclosures)),
        RefusalCode::OverLimit
    );
    body.readers = vec![PartyId::from_bytes([0x99; 16])];
    let act = Act::AllegationMade(body.clone());
    assert_eq!(
        code(stage.say(Who::South, act, &disclosures)),
        RefusalCode::MissingReference
    );
    // The account behind another label is no account.
    let (digest, disclosure) = stage.seal(Label::Text, &"words".to_owned());
    body.readers = Vec::new();
    body.account = digest;
    let act = Act::AllegationMade(body);
    assert_eq!(
        code(stage.say(Who::South, act, &[disclosure])),
        RefusalCode::DisclosureMismatch
    );
    assert_eq!(stage.house.register.allegations.all().count(), 0);
}

#[test]
fn an_erased_account_is_gone_and_that_it_was_told_stays() {
    let mut stage = Stage::covered();
    let record = alleges(&mut stage, Who::South, 1, &[Who::North]).unwrap();
    let about = about(&mut stage, Who::South, 1);
    let answer = answers(&mut stage, Who::North, about, AnswerWord::Denies).unwrap();
    let body = Erasure {
        records: vec![record],
        personal_only: false,
        reason: None,
    };
    let asked = stage.say(Who::South, Act::ErasureAsked(body), &[]).unwrap();
    let party = stage.south.clone();
    let mut second = stage.house.enrol_person(&party, 0x33);
    stage
        .house
        .say(&mut second, Act::Countersigned(asked), &[])
        .unwrap();
    let known = stage.house.register.allegations.get(about).unwrap();
    let standing = known.standing(stage.house.register.size).unwrap();
    assert_eq!(standing.version.account, Told::Erased);
    assert_eq!(standing.answers[0].record, answer);
    stage.house.assert_replays();
}

#[test]
fn names_of_persons_are_sealed_apart() {
    let mut stage = Stage::covered();
    let (mut body, mut disclosures) = made(&mut stage, 1, &account(), &[]);
    let named = Personal {
        persons: vec!["a witness".into()],
        ..Personal::default()
    };
    let (digest, disclosure) = stage.seal(Label::Personal, &named);
    body.personal = Some(digest);
    disclosures.push(disclosure);
    let act = Act::AllegationMade(body);
    let digests = act.digests();
    assert_eq!(digests.len(), 2);
    stage.say(Who::South, act, &disclosures).unwrap();
}

proptest! {
    #[test]
    fn kinds_are_alike_both_ways(one in prop::sample::select(Kind::ALL.to_vec()), other in prop::sample::select(Kind::ALL.to_vec())) {
        prop_assert_eq!(one.likeness(other), other.likeness(one));
        prop_assert_eq!(one.likeness(other) == Likeness::Same, one == other);
    }

    /// Whatever is said in whatever order, the standing at each moment is what was said until then.
    #[test]
    fn a_standing_is_what_was_said_until_then(words in prop::collection::vec((0_usize..3, 0_usize..3), 1..12)) {
        let mut stage = Stage::covered();
        alleges(&mut stage, Who::South, 1, &[Who::North, Who::East]).unwrap();
        let about = about(&mut stage, Who::South, 1);
        let mut said: Vec<(LogIndex, PartyId, AnswerWord)> = Vec::new();
        for (who, word) in words {
            let who = [Who::North, Who::East, Who::South][who];
            if let Ok(record) = answers(&mut stage, who, about, AnswerWord::ALL[word]) {
                said.push((record, stage.party(who), AnswerWord::ALL[word]));
            }
        }
        let known = stage.house.register.allegations.get(about).unwrap();
        for known_at in 0..=stage.house.register.size {
            let Some(standing) = known.standing(known_at) else { continue };
            let parties: BTreeSet<PartyId> = said.iter().map(|(_, party, _)| *party).collect();
            for party in parties {
                let last = said.iter().rev().find(|(record, by, _)| *record < known_at && *by == party);
                let shown = standing.answers.iter().find(|answer| answer.party == party);
                prop_assert_eq!(shown.map(|answer| answer.word), last.map(|(_, _, word)| *word));
            }
        }
        stage.house.assert_replays();
    }
}
