//! Opening an incident attaches and holds, and shows nobody anything; what is asked is answered or visibly not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::asking::{
    InformationAnswer, InformationRequest, MAX_ANSWERS, MAX_REQUESTS, QuestionState, Reply,
    StandardQuestion,
};
use super::state::{AsOf, NoState, question};
use super::*;
use crate::act::Act;
use crate::check::kit::{Stage, disc, regulars, target};
use crate::claim::proposition::Spelling;
use crate::claim::tests::{Cast, killed};
use crate::claim::words::Certainty;
use crate::codec::disclosure::Disclosure;
use crate::erasure::Erasure;
use crate::hold::HoldLift;
use crate::ids::{ClaimId, InformationRequestId, NotificationId};
use crate::inquiry::{Viewpoint, inquire};
use crate::place::PlaceDigests;
use crate::register::Standpoint;
use crate::register::tests::{House, at, code};
use crate::time::Instant;
use crate::vocabulary::ForceSet;
use std::collections::BTreeSet;

fn details(from: i64, until: i64, is_placed: bool) -> Details {
    Details {
        when: TimeTold {
            from: at(from),
            until: at(until),
            certainty: Certainty::Exact,
            offset_minutes: Some(60),
        },
        clock: None,
        place: PlaceTold {
            spellings: vec![Spelling {
                text: "Dorvane".to_owned(),
                language: None,
            }],
            words: None,
            area: is_placed.then(|| target().footprint),
            precision: None,
        },
        altitude: None,
        text: None,
    }
}

fn incident(
    house: &mut House,
    id: u8,
    details: &Details,
    readers: Option<Vec<PartyId>>,
) -> (Incident, Disclosure) {
    let (digest, disclosure) = house.seal(Label::Details, details);
    let body = Incident {
        id: IncidentId::from_bytes([id; 16]),
        kind: EventKind::Explosion,
        details: digest,
        readers,
    };
    (body, disclosure)
}

/// Opens an incident at the tests' target, of the last ten minutes.
pub(crate) fn opened(
    cast: &mut Cast,
    number: u8,
    id: u8,
    readers: Option<Vec<PartyId>>,
) -> Result<IncidentId, Refusal> {
    let (body, disclosure) = incident(&mut cast.house, id, &details(50, 58, true), readers);
    let opened = body.id;
    cast.say(number, Act::IncidentOpened(body), &[disclosure])?;
    Ok(opened)
}

/// A site of the agency at the target, disclosed exactly.
fn site(cast: &mut Cast, id: u8) -> LogIndex {
    let place = Stage::site_place(disc(0, 0, 100), 0, 59);
    let (exact, disclosure) = cast.house.seal(Label::Exact, &place);
    let place = PlaceDigests {
        exact: Some(exact),
        ..PlaceDigests::default()
    };
    let body = Stage::site_body(NotificationId::from_bytes([id; 16]), place);
    cast.say(4, Act::Site(body), &[disclosure]).unwrap()
}

#[test]
fn opening_attaches_a_question_and_says_nothing_of_others() {
    let mut cast = Cast::new();
    cast.house.now = at(40);
    site(&mut cast, 1);
    cast.house.now = at(60);
    let alerts = cast.house.register.watch.all(u64::MAX).count();
    let incident = opened(&mut cast, 3, 1, None).unwrap();
    let record = cast.house.log.last().unwrap();
    let Effect::StateAttached(attached) = &record.part.effects[0] else {
        panic!("{:?}", record.part.effects)
    };
    assert_eq!(attached.since, record.index);
    assert_eq!(attached.then, cast.house.register.known_at_time(at(50)));
    assert_eq!(attached.viewpoints.len(), 4);
    assert_eq!(record.part.effects.len(), 1, "nobody is told of anybody");
    assert!(record.part.flags.is_empty(), "no flag tells of the place");

    // The same where nobody had told anything: the record does not tell the two apart.
    let mut empty = Cast::new();
    empty.house.now = at(60);
    opened(&mut empty, 3, 1, None).unwrap();
    let other = empty.house.log.last().unwrap();
    assert_eq!(record.part.flags, other.part.flags);
    assert_eq!(record.part.effects.len(), other.part.effects.len());
    assert_eq!(cast.house.register.watch.all(u64::MAX).count(), alerts);

    // The register saw the site; the opener sees what it was told, which is nothing.
    let register = &cast.house.register;
    let version = register.incidents.get(incident).unwrap().first().unwrap();
    let state = |viewpoint, as_of| {
        let asked = question(version, as_of, viewpoint).unwrap();
        inquire(register, &asked)
    };
    assert_eq!(
        state(Viewpoint::Register, AsOf::Event).notifications.len(),
        1
    );
    assert_eq!(
        state(Viewpoint::Party(cast.relief.party), AsOf::Event)
            .notifications
            .len(),
        1
    );
    for as_of in [AsOf::Event, AsOf::Opening] {
        let theirs = state(Viewpoint::Party(cast.south.party), as_of);
        assert!(theirs.notifications.is_empty() && theirs.positions.is_empty());
        assert!(theirs.undisclosed.is_empty() && theirs.checks.is_empty());
    }
    // What came later is no part of it, however often it is asked.
    let before = state(Viewpoint::Register, AsOf::Opening);
    site(&mut cast, 2);
    let register = &cast.house.register;
    let version = register.incidents.get(incident).unwrap().first().unwrap();
    let asked = question(version, AsOf::Opening, Viewpoint::Register).unwrap();
    assert_eq!(
        inquire(register, &asked).notifications,
        before.notifications
    );
    cast.house.assert_replays();
}

#[test]
fn what_an_incident_refers_to_is_held_until_two_people_lift_it() {
    let mut cast = Cast::new();
    let record = site(&mut cast, 1);
    let incident = opened(&mut cast, 3, 1, None).unwrap();
    let opening = cast
        .house
        .register
        .incidents
        .get(incident)
        .unwrap()
        .first()
        .unwrap()
        .record;
    cast.house.now = at(200);
    let erasure = Act::ErasureAsked(Erasure {
        records: vec![record],
        personal_only: false,
        reason: None,
    });
    assert_eq!(
        code(cast.say(4, erasure.clone(), &[])),
        RefusalCode::InForce
    );
    // The incident itself neither.
    let own = Act::ErasureAsked(Erasure {
        records: vec![opening],
        personal_only: false,
        reason: None,
    });
    assert_eq!(code(cast.say(3, own, &[])), RefusalCode::InForce);
    let lift = Act::HoldLifted(HoldLift {
        hold: opening,
        reason: None,
    });
    assert_eq!(
        code(cast.say(4, lift.clone(), &[])),
        RefusalCode::NotTheOwner
    );
    let asked = cast.say(3, lift, &[]).unwrap();
    assert_eq!(
        code(cast.say(4, erasure.clone(), &[])),
        RefusalCode::InForce
    );
    let mut second = cast.house.enrol_person(&cast.south, 33);
    cast.house
        .say(&mut second, Act::Countersigned(asked), &[])
        .unwrap();
    let asked = cast.say(4, erasure, &[]).unwrap();
    let mut second = cast.house.enrol_person(&cast.relief, 44);
    cast.house
        .say(&mut second, Act::Countersigned(asked), &[])
        .unwrap();
    assert!(
        cast.house
            .register
            .erasures
            .all()
            .any(|(erased, _)| erased == record)
    );
    cast.house.assert_replays();
}

/// Whatever a hold costs the one who judges is bounded: few versions, and what they tell alike is looked at once.
#[test]
fn an_incident_has_few_versions_and_what_they_tell_alike_counts_once() {
    let mut cast = Cast::new();
    let incident_id = opened(&mut cast, 3, 1, None).unwrap();
    let amend = |cast: &mut Cast, from: i64| {
        let (body, disclosure) = incident(&mut cast.house, 1, &details(from, 58, true), None);
        cast.say(3, Act::IncidentAmended(body), &[disclosure])
    };
    amend(&mut cast, 40).unwrap();
    for _ in 2..50 {
        amend(&mut cast, 50).unwrap();
    }
    assert_eq!(code(amend(&mut cast, 50)), RefusalCode::OverLimit);
    let register = &cast.house.register;
    let known = register.incidents.get(incident_id).unwrap();
    assert_eq!(known.versions.len(), 50);
    assert_eq!(told(register, incident_id).len(), 2);
}

#[test]
fn a_version_takes_the_place_of_another_and_what_each_refers_to_stays_held() {
    let mut cast = Cast::new();
    let record = site(&mut cast, 1);
    let incident_id = opened(&mut cast, 3, 1, None).unwrap();
    let before = cast.house.register.size;
    let (body, disclosure) = incident(&mut cast.house, 1, &details(-3_000, -2_990, false), None);
    let amended = |body: &Incident| Act::IncidentAmended(body.clone());
    assert_eq!(
        code(cast.say(4, amended(&body), std::slice::from_ref(&disclosure))),
        RefusalCode::NotTheOwner
    );
    let narrower = Incident {
        readers: Some(vec![]),
        ..body.clone()
    };
    assert_eq!(
        code(cast.say(3, amended(&narrower), std::slice::from_ref(&disclosure))),
        RefusalCode::Invalid
    );
    cast.say(3, amended(&body), &[disclosure]).unwrap();
    let known = cast.house.register.incidents.get(incident_id).unwrap();
    assert_eq!(known.versions.len(), 2);
    assert_eq!(known.current(before), known.first());
    let now = known.current(u64::MAX).unwrap();
    assert_eq!(
        question(now, AsOf::Event, Viewpoint::Register).map(|_| ()),
        Err(NoState::NoPlace)
    );
    cast.house.now = at(200);
    let erasure = Act::ErasureAsked(Erasure {
        records: vec![record],
        personal_only: false,
        reason: None,
    });
    assert_eq!(code(cast.say(4, erasure, &[])), RefusalCode::InForce);
    cast.house.assert_replays();
}

#[test]
fn each_refusal_of_an_incident_has_its_code() {
    let mut cast = Cast::new();
    let (body, disclosure) = incident(&mut cast.house, 1, &details(50, 58, true), None);
    let open = |body: &Incident| Act::IncidentOpened(body.clone());
    assert_eq!(code(cast.say(3, open(&body), &[])), RefusalCode::Invalid);
    let wrong = [
        details(58, 50, true),
        details(100, 101, true),
        details(-100_000, 0, true),
        Details {
            text: Some(String::new()),
            ..details(50, 58, true)
        },
        Details {
            place: PlaceTold {
                spellings: vec![],
                words: None,
                area: None,
                precision: None,
            },
            ..details(50, 58, true)
        },
    ];
    for details in wrong {
        let (body, disclosure) = incident(&mut cast.house, 2, &details, None);
        assert_eq!(
            code(cast.say(3, open(&body), &[disclosure])),
            RefusalCode::Invalid
        );
    }
    let nobody = Incident {
        readers: Some(vec![PartyId::from_bytes([99; 16])]),
        ..body.clone()
    };
    let sealed = std::slice::from_ref(&disclosure);
    assert_eq!(
        code(cast.say(3, open(&nobody), sealed)),
        RefusalCode::MissingReference
    );
    assert_eq!(
        code(cast.say(3, Act::IncidentAmended(body.clone()), sealed)),
        RefusalCode::MissingReference
    );
    cast.say(3, open(&body), sealed).unwrap();
    let (again, disclosure) = incident(&mut cast.house, 1, &details(50, 57, true), None);
    assert_eq!(
        code(cast.say(4, open(&again), &[disclosure])),
        RefusalCode::IdReused
    );
    cast.house.assert_replays();
}

fn asks(to: PartyId, incident: IncidentId) -> InformationRequest {
    InformationRequest {
        id: InformationRequestId::from_bytes([7; 16]),
        incident,
        to,
        questions: vec![StandardQuestion::Positions, StandardQuestion::Nature],
        due_by: at(120),
        text: None,
    }
}

fn answers(
    cast: &mut Cast,
    number: u8,
    question: StandardQuestion,
    reply: &Reply,
    open: bool,
) -> Result<LogIndex, Refusal> {
    let (digest, disclosure) = cast.house.seal(Label::Positions, reply);
    let body = InformationAnswer {
        request: InformationRequestId::from_bytes([7; 16]),
        question,
        reply: digest,
        open,
    };
    cast.say(number, Act::InformationAnswered(body), &[disclosure])
}

#[test]
fn silence_becomes_visible_with_time_and_an_answer_only_to_whom_it_is_for() {
    let mut cast = Cast::new();
    let incident = opened(&mut cast, 5, 1, None).unwrap();
    let request = asks(cast.south.party, incident);
    let record = cast
        .say(5, Act::InformationRequested(request.clone()), &[])
        .unwrap();
    let state = |house: &House, question, now: Instant| {
        let asked = house.register.incidents.request(request.id).unwrap();
        let at = Standpoint {
            known_at: house.register.size,
            now,
        };
        asked.state(question, at).0
    };
    use StandardQuestion::{Nature, Positions};
    assert_eq!(state(&cast.house, Positions, at(120)), QuestionState::Open);
    assert_eq!(
        state(&cast.house, Positions, at(121)),
        QuestionState::Overdue
    );
    let overdue = asking::overdue(
        &cast.house.register,
        incident,
        cast.house.register.standpoint(at(121)),
    );
    assert_eq!(overdue, [(record, Positions), (record, Nature)]);

    let nil = Reply::Nil {
        forces: regulars(),
        window: TimeWindow::new(at(40), at(60)).unwrap(),
        words: None,
    };
    let given = answers(&mut cast, 3, Positions, &nil, false).unwrap();
    cast.house.now = at(130);
    let open = answers(&mut cast, 3, Nature, &Reply::Refused { words: None }, true).unwrap();
    assert_eq!(
        state(&cast.house, Positions, at(500)),
        QuestionState::Answered
    );
    assert_eq!(
        state(&cast.house, Nature, at(500)),
        QuestionState::AnsweredLate
    );
    let register = &cast.house.register;
    assert!(asking::overdue(register, incident, register.standpoint(at(500))).is_empty());
    // Everybody who reads the incident sees that it was answered; what, only who asked, unless it is opened.
    let reads = |record, party| readers::discloses(register, record, party);
    for (record, expected) in [(given, false), (open, true)] {
        assert!(
            readers::of_record(register, record)
                .unwrap()
                .hold(register, cast.relief.party)
        );
        assert_eq!(reads(record, cast.relief.party), expected);
        assert!(reads(record, cast.monitor.party) && reads(record, cast.south.party));
    }
    cast.house.assert_replays();
}

#[test]
fn each_refusal_of_asking_and_answering_has_its_code() {
    let mut cast = Cast::new();
    let incident = opened(&mut cast, 5, 1, None).unwrap();
    let request = asks(cast.south.party, incident);
    let ask = |request: &InformationRequest| Act::InformationRequested(request.clone());
    let with = |change: fn(&mut InformationRequest)| {
        let mut changed = request.clone();
        change(&mut changed);
        changed
    };
    let mut to_itself = request.clone();
    to_itself.to = cast.monitor.party;
    for wrong in [
        with(|one| one.questions.clear()),
        with(|one| one.questions.reverse()),
        with(|one| one.due_by = at(60)),
        to_itself,
    ] {
        assert_eq!(code(cast.say(5, ask(&wrong), &[])), RefusalCode::Invalid);
    }
    let missing = with(|one| one.incident = IncidentId::from_bytes([9; 16]));
    assert_eq!(
        code(cast.say(5, ask(&missing), &[])),
        RefusalCode::MissingReference
    );
    assert_eq!(
        code(cast.say(4, ask(&request), &[])),
        RefusalCode::NotThisRole
    );
    cast.say(5, ask(&request), &[]).unwrap();
    assert_eq!(code(cast.say(1, ask(&request), &[])), RefusalCode::IdReused);

    let refused = Reply::Refused { words: None };
    use StandardQuestion::{Positions, Stop};
    assert_eq!(
        code(answers(&mut cast, 4, Positions, &refused, false)),
        RefusalCode::NotTheOwner
    );
    assert_eq!(
        code(answers(&mut cast, 3, Stop, &refused, false)),
        RefusalCode::Invalid
    );
    let lasting = target();
    let wrong = [
        Reply::Positions {
            positions: vec![],
            words: None,
        },
        Reply::Positions {
            positions: vec![crate::check::kit::volume(lasting.footprint, 50, 500)],
            words: None,
        },
        Reply::Nil {
            forces: regulars(),
            window: TimeWindow::new(at(50), at(500)).unwrap(),
            words: None,
        },
        Reply::Nil {
            forces: ForceSet::NONE,
            window: TimeWindow::new(at(50), at(55)).unwrap(),
            words: None,
        },
        Reply::Claims {
            claims: vec![],
            words: None,
        },
        Reply::Words(String::new()),
    ];
    for reply in wrong {
        assert_eq!(
            code(answers(&mut cast, 3, Positions, &reply, false)),
            RefusalCode::Invalid
        );
    }
    let claims = Reply::Claims {
        claims: vec![ClaimId::from_bytes([1; 16])],
        words: None,
    };
    assert_eq!(
        code(answers(&mut cast, 3, Positions, &claims, false)),
        RefusalCode::MissingReference
    );
    let claim = cast.claim(1, &killed(4));
    cast.enters(3, &claim).unwrap();
    for _ in 0..MAX_ANSWERS {
        answers(&mut cast, 3, Positions, &claims, false).unwrap();
    }
    assert_eq!(
        code(answers(&mut cast, 3, Positions, &claims, false)),
        RefusalCode::OverLimit
    );
    cast.house.assert_replays();
}

#[test]
fn the_requests_of_one_party_are_no_limit_of_another() {
    let mut cast = Cast::new();
    let incident = opened(&mut cast, 5, 1, None).unwrap();
    let (south, monitor) = (cast.south.party, cast.monitor.party);
    let ask = |cast: &mut Cast, number: u8, id: u8| {
        let body = InformationRequest {
            id: InformationRequestId::from_bytes([id; 16]),
            ..asks(south, incident)
        };
        cast.say(number, Act::InformationRequested(body), &[])
    };
    ask(&mut cast, 5, 1).unwrap();
    let incidents = &mut cast.house.register.incidents;
    assert_eq!(incidents.asked_by(incident, monitor), 1);
    incidents.fill(incident, monitor, MAX_REQUESTS);
    assert_eq!(code(ask(&mut cast, 5, 2)), RefusalCode::OverLimit);
    ask(&mut cast, 1, 2).unwrap();
}

/// Every party but those named is kept out of a narrow incident, of what is asked about it, and of its claims.
#[test]
fn a_narrow_incident_is_nobody_elses() {
    let mut cast = Cast::new();
    let narrow = Some(vec![cast.south.party]);
    let incident = opened(&mut cast, 5, 1, narrow).unwrap();
    let mut request = asks(cast.relief.party, incident);
    assert_eq!(
        code(cast.say(5, Act::InformationRequested(request.clone()), &[])),
        RefusalCode::Invalid
    );
    request.to = cast.south.party;
    cast.say(5, Act::InformationRequested(request), &[])
        .unwrap();
    answers(
        &mut cast,
        3,
        StandardQuestion::Nature,
        &Reply::CannotSay { words: None },
        true,
    )
    .unwrap();
    let register = &cast.house.register;
    let of_it: BTreeSet<LogIndex> = (0..register.size)
        .filter(|record| readers::of_record(register, *record).is_some())
        .collect();
    assert_eq!(of_it.len(), 3);
    for record in of_it {
        let readers = readers::of_record(register, record).unwrap();
        assert!(!readers.hold(register, cast.relief.party));
        assert!(
            readers.hold(register, cast.south.party)
                && readers.hold(register, cast.house.centre.party)
        );
    }
    cast.house.assert_replays();
}

#[test]
fn each_answer_keeps_its_own_time() {
    let mut cast = Cast::new();
    let incident = opened(&mut cast, 5, 1, None).unwrap();
    let request = asks(cast.south.party, incident);
    let asking = Act::InformationRequested(request.clone());
    cast.say(5, asking, &[]).unwrap();
    use StandardQuestion::Positions;
    let unsaid = Reply::CannotSay { words: None };
    let first = answers(&mut cast, 3, Positions, &unsaid, true).unwrap();
    let between = cast.house.register.size;
    cast.house.now = at(500);
    let told = Reply::Words("by the mill".to_owned());
    let second = answers(&mut cast, 3, Positions, &told, false).unwrap();
    let asked = cast.house.register.incidents.request(request.id).unwrap();
    let of = |known_at| {
        let at = Standpoint {
            known_at,
            now: at(500),
        };
        let (state, answers) = asked.state(Positions, at);
        let answers = answers.into_iter();
        let answers = answers.map(|given| (given.record, asked.is_late(given), given.said.open));
        (state, answers.collect::<Vec<_>>())
    };
    let both = vec![(first, false, true), (second, true, false)];
    assert_eq!(of(u64::MAX), (QuestionState::Answered, both.clone()));
    assert_eq!(of(between), (QuestionState::Answered, both[..1].to_vec()));
    cast.house.assert_replays();
}

#[test]
fn an_amendment_takes_no_state_away() {
    let mut cast = Cast::new();
    let id = opened(&mut cast, 3, 1, None).unwrap();
    let before = cast.house.register.size;
    let (body, disclosure) = incident(&mut cast.house, 1, &details(50, 58, false), None);
    cast.say(3, Act::IncidentAmended(body), &[disclosure])
        .unwrap();
    let known = cast.house.register.incidents.get(id).unwrap();
    let has_state = |number| {
        let version = known.version(number, u64::MAX)?;
        Some(question(version, AsOf::Event, Viewpoint::Register).is_ok())
    };
    assert_eq!([1, 2].map(has_state), [Some(true), Some(false)]);
    assert_eq!([0, 3].map(has_state), [None, None]);
    assert_eq!(known.versions(before).count(), 1);
    assert!(known.version(2, before).is_none());
}
