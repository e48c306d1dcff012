//! Who is on, what that makes of the party, and what whoever takes over signs for.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::handover::{Handover, OpenFor, open_for};
use super::{SignOff, SignOn, attended};
use crate::act::Act;
use crate::attendance;
use crate::channel;
use crate::check::Why;
use crate::check::kit::{Stage, Who, target};
use crate::codec::disclosure::Label;
use crate::codec::record::{AlertWhy, Effect};
use crate::erasure::Erasure;
use crate::ids::{DeskId, LogIndex, PersonId, StopId};
use crate::notification::Personal;
use crate::party::DeskOpening;
use crate::refusal::{Refusal, RefusalCode};
use crate::register::tests::{Voice, code};
use crate::relay::Confirmation;
use crate::stop::{StopSent, view};
use crate::time::Span;
use crate::vocabulary::{ChannelState, Outcome, PlanState, Stance};
use crate::watch::{AlertRef, open_alerts};
use std::collections::{BTreeMap, BTreeSet};

/// Somebody of South signs an act.
fn say(stage: &mut Stage, voice: &mut Voice, act: Act) -> Result<LogIndex, Refusal> {
    stage.house.say(voice, act, &[])
}

fn on(desk: DeskId) -> Act {
    Act::SignedOn(SignOn {
        desk,
        name: None,
        for_centre: false,
    })
}

fn off(desk: DeskId, person: PersonId) -> Act {
    Act::SignedOff(SignOff { desk, person })
}

fn over(desk: DeskId, from: PersonId, open: OpenFor) -> Act {
    Act::HandedOver(Handover {
        desk,
        from,
        alerts: open.alerts,
        stops: open.stops,
        name: None,
        for_centre: false,
        text: None,
    })
}

/// South with a second person at its desk, and a second desk.
fn south(stage: &mut Stage) -> (Voice, Voice, DeskId) {
    let first = stage.south.clone();
    let second = stage.house.enrol_person(&first, 9);
    let desk = DeskId::from_bytes([0x52; 16]);
    let opening = DeskOpening {
        desk,
        party: first.party,
        name: "Second".to_owned(),
    };
    stage.house.centre_says(Act::DeskOpened(opening)).unwrap();
    (first, second, desk)
}

fn state(stage: &Stage) -> ChannelState {
    let register = &stage.house.register;
    channel::with_centre(
        register,
        stage.south.party,
        register.standpoint(stage.house.now),
    )
}

fn alerts(stage: &Stage, index: LogIndex) -> Vec<AlertWhy> {
    let part = &stage.house.log[usize::try_from(index).unwrap()].part;
    let alerts = part.effects.iter().filter_map(|effect| match effect {
        Effect::Alert(alert) => Some(alert.why),
        _ => None,
    });
    alerts.collect()
}

fn open(stage: &Stage, voice: &Voice) -> OpenFor {
    let register = &stage.house.register;
    open_for(register, voice.party, register.standpoint(stage.house.now))
}

/// South sends a stop for a place that nobody knows; East, whose plan is under way, hears it.
fn stop(stage: &mut Stage) -> LogIndex {
    let body = StopSent {
        id: StopId::from_bytes(stage.house.draw()),
        area: None,
        text: None,
        to: vec![],
    };
    stage.say(Who::South, Act::StopSent(body), &[]).unwrap()
}

#[test]
fn when_the_last_person_signs_off_checks_that_rest_on_the_party_cannot_say() {
    let mut stage = Stage::covered();
    let (mut first, mut second, _) = south(&mut stage);
    let desk = first.desk;
    let plan = stage.file(Who::East, &[target()]);
    stage.step(Who::East, plan, PlanState::Active).unwrap();
    assert_eq!(stage.outcome(), Outcome::NoneKnown, "nobody ever signed on");
    say(&mut stage, &mut first, on(desk)).unwrap();
    assert_eq!(
        code(say(&mut stage, &mut first, on(desk))),
        RefusalCode::WrongState
    );
    say(&mut stage, &mut second, on(desk)).unwrap();
    let (one, two) = (first.person, second.person);
    let left = say(&mut stage, &mut first, off(desk, one)).unwrap();
    assert_eq!(alerts(&stage, left), [], "a second is on");
    assert_eq!(stage.outcome(), Outcome::NoneKnown);
    let before = stage.house.register.size;
    let empty = say(&mut stage, &mut second, off(desk, two)).unwrap();
    assert_eq!(alerts(&stage, empty), [AlertWhy::Unattended]);
    assert_eq!(state(&stage), ChannelState::Unattended);
    assert_eq!(stage.words(), [Why::Channel]);
    let watch = stage.house.log.last().unwrap().index;
    assert_eq!(stage.spoken(watch).0.outcome, Outcome::Unknown);
    let register = &stage.house.register;
    let party = first.party;
    assert_eq!(
        attendance::at_best(register, party, before),
        ChannelState::Open,
        "as it was known before"
    );
    let none = code(say(&mut stage, &mut second, off(desk, two)));
    assert_eq!(none, RefusalCode::WrongState, "nobody is on");
    say(&mut stage, &mut first, on(desk)).unwrap();
    assert_eq!(stage.outcome(), Outcome::NoneKnown);
    // Who forgot is signed off by a colleague, and the record says by whom.
    let found = say(&mut stage, &mut second, off(desk, one)).unwrap();
    let turns = stage.house.register.duties.turns(party, desk, u64::MAX);
    let last = turns.last().unwrap().off.unwrap();
    assert_eq!((last.record, last.by), (found, two));
    stage.house.assert_replays();
}

#[test]
fn a_desk_is_its_partys_own_and_a_key_out_of_force_signs_nobody_on_or_off() {
    let mut stage = Stage::covered();
    let (mut first, _, second_desk) = south(&mut stage);
    let (north, person) = (stage.north.desk, first.person);
    let foreign = say(&mut stage, &mut first, on(north));
    let unknown = say(&mut stage, &mut first, on(DeskId::from_bytes([0x99; 16])));
    let words = |refused: Result<LogIndex, Refusal>| {
        let what = refused.unwrap_err().what;
        what.split("desk ").next().unwrap().to_owned()
    };
    assert_eq!(words(foreign), words(unknown), "another's reads like none");
    say(&mut stage, &mut first, on(second_desk)).unwrap();
    let own = first.desk;
    say(&mut stage, &mut first, on(own)).unwrap();
    let desks = attended(&stage.house.register, first.party, u64::MAX);
    assert!(desks.iter().all(|desk| desk.is_there == Some(true)));
    // The key was stolen before the sign-ons: nobody knows who is there until South says so.
    let since = stage.house.now;
    stage.house.wait(1);
    let (_, mut next) = stage.house.revoke(&first, since);
    assert_eq!(state(&stage), ChannelState::Unattended);
    let late = stage
        .house
        .sign(&mut first, off(second_desk, person), &[], since);
    assert_eq!(code(stage.house.submit(&late)), RefusalCode::KeyRevoked);
    let turns = stage
        .house
        .register
        .duties
        .turns(first.party, second_desk, u64::MAX);
    let record = turns[0].on;
    let stance = Stance::Confirmed;
    let confirm = Act::Confirmed(Confirmation { record, stance });
    say(&mut stage, &mut next, confirm).unwrap();
    assert_eq!(state(&stage), ChannelState::Open);
    stage.house.assert_replays();
}

/// What a desk is by its streams and its people, told again without the register.
#[derive(Default)]
struct Model {
    connected: Option<bool>,
    ever_on: bool,
    on: BTreeSet<PersonId>,
}

impl Model {
    fn is_there(&self) -> Option<bool> {
        let manned = self.ever_on.then_some(!self.on.is_empty());
        match (self.connected, manned) {
            (None, None) => None,
            (connected, manned) => Some(connected.unwrap_or(true) && manned.unwrap_or(true)),
        }
    }
}

#[test]
fn whatever_streams_and_people_do_a_party_is_attended_as_its_desks_are() {
    let mut stage = Stage::covered();
    let (first, second, other) = south(&mut stage);
    let (party, desks) = (first.party, [first.desk, other]);
    let mut people = [first, second];
    let mut model: BTreeMap<DeskId, Model> =
        desks.iter().map(|desk| (*desk, Model::default())).collect();
    let mut dice: u64 = 0x2545_f491_4f6c_dd1d;
    let mut roll = |sides: u64| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        usize::try_from(dice % sides).unwrap()
    };
    let mut past = Vec::new();
    for _ in 0..300 {
        let (desk, who) = (desks[roll(2)], roll(2));
        let known = model.get_mut(&desk).unwrap();
        let person = people[who].person;
        match roll(3) {
            0 => {
                let present = roll(2) == 1;
                let context = stage.house.context();
                let seen = stage
                    .house
                    .register
                    .desk_seen(party, desk, present, &context);
                if let Some(draft) = seen {
                    stage.house.append(draft);
                    known.connected = Some(present);
                }
            }
            1 => {
                let said = say(&mut stage, &mut people[who], on(desk));
                assert_eq!(said.is_ok(), known.on.insert(person));
                known.ever_on = true;
            }
            _ => {
                let by = roll(2);
                let said = say(&mut stage, &mut people[by], off(desk, person));
                assert_eq!(said.is_ok(), known.on.remove(&person));
            }
        }
        let there: Vec<bool> = model.values().filter_map(Model::is_there).collect();
        let expected = if !there.is_empty() && there.iter().all(|there| !there) {
            ChannelState::Unattended
        } else {
            ChannelState::Open
        };
        let register = &stage.house.register;
        assert_eq!(
            attendance::at_best(register, party, register.size),
            expected
        );
        past.push((register.size, expected));
    }
    for (known_at, expected) in past {
        let then = attendance::at_best(&stage.house.register, party, known_at);
        assert_eq!(then, expected, "as it stood after {known_at} records");
    }
    stage.house.assert_replays();
}

#[test]
fn who_takes_over_signs_for_all_that_is_open_and_answers_none_of_it() {
    let mut stage = Stage::covered();
    let plan = stage.file(Who::East, &[target()]);
    stage.step(Who::East, plan, PlanState::Active).unwrap();
    let mut going = stage.east.clone();
    let mut coming = stage.house.enrol_person(&going, 9);
    let (desk, from) = (going.desk, going.person);
    let nobody = over(desk, from, OpenFor::default());
    let early = say(&mut stage, &mut coming, nobody.clone());
    assert_eq!(code(early), RefusalCode::WrongState, "nobody is on");
    say(&mut stage, &mut going, on(desk)).unwrap();
    let stopped = stop(&mut stage);
    let all = open(&stage, &going);
    assert_eq!(all.stops, [stopped]);
    assert_eq!(all.alerts.len(), 1, "the stop's");
    let refused = say(&mut stage, &mut coming, nobody).unwrap_err();
    assert_eq!(refused.code, RefusalCode::WrongState);
    let (record, number) = all.alerts[0];
    for missing in [
        format!("the stop at record {stopped}"),
        format!("alert {number} of record {record}"),
    ] {
        assert!(refused.what.contains(&missing), "{}", refused.what);
    }
    // What is another's, or nobody's, reads alike.
    let foreign = |place| OpenFor {
        alerts: vec![all.alerts[0], place],
        stops: all.stops.clone(),
    };
    let centres = open(&stage, &stage.house.centre.clone()).alerts;
    assert!(!centres.is_empty(), "the record owes others some, too");
    for place in [(record, number + 1), (record - 1, 0), (9_999, 0)] {
        let said = say(&mut stage, &mut coming, over(desk, from, foreign(place)));
        assert_eq!(code(said), RefusalCode::MissingReference);
    }
    let oneself = say(&mut stage, &mut going, over(desk, from, all.clone()));
    assert_eq!(code(oneself), RefusalCode::Invalid);
    let signed = say(&mut stage, &mut coming, over(desk, from, all.clone())).unwrap();
    assert_eq!(alerts(&stage, signed), [], "East was never without anybody");
    let register = &stage.house.register;
    let who: Vec<PersonId> = register
        .duties
        .on(going.party, desk, register.size)
        .map(|turn| turn.person)
        .collect();
    assert_eq!(who, [coming.person]);
    let at = register.standpoint(stage.house.now);
    let still = open_alerts(register, at);
    let taken_over_alert = AlertRef {
        record,
        to: going.party,
        number,
    };
    assert!(
        still.iter().any(|owed| owed.about() == taken_over_alert),
        "it acknowledges nothing"
    );
    let handed = register.duties.handed();
    let taken = handed.alert(taken_over_alert, register.size).unwrap();
    assert_eq!((taken.record, taken.person), (signed, coming.person));
    assert_eq!(handed.alert(taken_over_alert, signed), None, "not before");
    let shown = view::all(register, at).pop().unwrap();
    let taken_over = |view: view::StopView<'_>| {
        let one = view
            .recipients
            .into_iter()
            .find(|one| one.party == going.party);
        one.and_then(|one| one.taken_over)
    };
    assert!(taken_over(shown.clone()).is_some());
    let sender = shown.seen_by(stage.south.party, register).unwrap();
    assert_eq!(taken_over(sender), None, "nothing of it for the sender");
    // It goes on: what is open is passed on all the same.
    stage.house.now = stage.house.now.plus(Span::minutes(1));
    assert!(stage.tick());
    stage.house.assert_replays();
}

#[test]
fn a_name_is_sealed_beside_the_record_and_can_be_erased_when_the_turn_is_over() {
    let mut stage = Stage::covered();
    let (mut first, mut second, _) = south(&mut stage);
    let named = Personal {
        persons: vec!["Nora Example".to_owned()],
        ..Personal::default()
    };
    let (digest, disclosure) = stage.seal(Label::Personal, &named);
    let body = SignOn {
        desk: first.desk,
        name: Some(digest),
        for_centre: false,
    };
    let begun = stage
        .house
        .say(&mut first, Act::SignedOn(body), &[disclosure])
        .unwrap();
    let bytes = stage.house.log[usize::try_from(begun).unwrap()]
        .statement
        .as_ref()
        .unwrap()
        .to_bytes();
    assert!(!bytes.windows(4).any(|part| part == b"Nora"), "sealed");
    let erase = || {
        Act::ErasureAsked(Erasure {
            records: vec![begun],
            personal_only: false,
            reason: None,
        })
    };
    let early = say(&mut stage, &mut first, erase());
    assert_eq!(code(early), RefusalCode::InForce);
    let (desk, person) = (first.desk, first.person);
    say(&mut stage, &mut first, off(desk, person)).unwrap();
    let asked = say(&mut stage, &mut first, erase()).unwrap();
    say(&mut stage, &mut second, Act::Countersigned(asked)).unwrap();
    stage.house.assert_replays();
}
