//! It is the teller's word: it answers nothing, and reaches nobody whom it is not for.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{About, Entry, Informed};
use crate::act::Act;
use crate::check::kit::{Stage, Who, disc, target};
use crate::codec::disclosure::{Disclosure, Label};
use crate::codec::record::{AlertWhy, Effect};
use crate::erasure::Erasure;
use crate::ids::{LogIndex, PartyId, PlanId, StopId};
use crate::notification::{NotificationRef, Personal};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::tests::{at, code};
use crate::stop::{StopRef, StopSent, view};
use crate::vocabulary::{Flag, Means, PlanState};
use crate::watch::open_alerts;

fn named(stage: &mut Stage) -> (crate::codec::cbor::Digest, Disclosure) {
    let named = Personal {
        persons: vec!["village council".to_owned()],
        ..Personal::default()
    };
    stage.seal(Label::Personal, &named)
}

/// Somebody without a name here was told by telephone, now.
fn words(stage: &mut Stage, about: About) -> (Informed, Disclosure) {
    let (digest, disclosure) = named(stage);
    let body = Informed {
        about,
        party: None,
        whom: Some(digest),
        spoke: None,
        means: Means::Telephone,
        told_at: stage.house.now,
        read_back: true,
        text: None,
        for_centre: false,
    };
    (body, disclosure)
}

fn says(stage: &mut Stage, who: Who, about: About) -> Result<LogIndex, Refusal> {
    let (body, disclosure) = words(stage, about);
    stage.say(who, Act::Informed(body), &[disclosure])
}

/// That an enrolled party was told.
fn says_of(stage: &mut Stage, who: Who, about: About, party: PartyId) -> Result<LogIndex, Refusal> {
    let (body, _) = words(stage, about);
    let body = Informed {
        party: Some(party),
        whom: None,
        ..body
    };
    stage.say(who, Act::Informed(body), &[])
}

/// East's plan is under way, and South's stop reaches everybody who has one.
fn stopped() -> (Stage, About, PlanId) {
    let mut stage = Stage::covered();
    let plan = stage.file(Who::East, &[target()]);
    stage.step(Who::East, plan, PlanState::Active).unwrap();
    let id = StopId::from_bytes([0x57; 16]);
    let body = StopSent {
        id,
        area: None,
        text: None,
        to: vec![],
    };
    stage.say(Who::South, Act::StopSent(body), &[]).unwrap();
    let party = stage.south.party;
    (stage, About::Stop(StopRef { party, id }), plan)
}

fn told(stage: &Stage, record: LogIndex) -> Vec<PartyId> {
    let part = &stage.house.log[usize::try_from(record).unwrap()].part;
    let inboxes = part.effects.iter().filter_map(|effect| match effect {
        Effect::Inbox { to, .. } => Some(*to),
        _ => None,
    });
    inboxes.collect()
}

fn entry(stage: &Stage, record: LogIndex) -> &Entry {
    let informs = &stage.house.register.informs;
    let mut all = informs.all(u64::MAX);
    all.find(|entry| entry.record == record).unwrap()
}

#[test]
fn it_settles_no_alert_and_makes_nobody_less_silent() {
    let (mut stage, about, _) = stopped();
    let east = stage.east.party;
    let open = |stage: &Stage| {
        let register = &stage.house.register;
        open_alerts(register, register.standpoint(stage.house.now)).len()
    };
    let before = open(&stage);
    says(&mut stage, Who::East, about).unwrap();
    says_of(&mut stage, Who::Centre, about, east).unwrap();
    assert_eq!(open(&stage), before);
    let register = &stage.house.register;
    let shown = view::all(register, register.standpoint(stage.house.now))
        .pop()
        .unwrap();
    assert!(
        shown.silent().any(|party| party == east),
        "told, and silent"
    );
    assert_eq!(shown.informed.len(), 2);
    stage.house.assert_replays();
}

#[test]
fn of_a_stop_the_sender_learns_what_the_centre_told_somebody_and_never_of_a_party() {
    let (mut stage, about, _) = stopped();
    let (centre, south, east) = (
        stage.house.centre.party,
        stage.south.party,
        stage.east.party,
    );
    let nameless = says(&mut stage, Who::Centre, about).unwrap();
    assert_eq!(told(&stage, nameless), [south]);
    let of_party = says_of(&mut stage, Who::Centre, about, east).unwrap();
    assert_eq!(
        told(&stage, of_party),
        [east],
        "it is told what is said of it"
    );
    let of_recipient = says(&mut stage, Who::East, about).unwrap();
    assert_eq!(told(&stage, of_recipient), [centre]);
    let register = &stage.house.register;
    let seen = |party| -> Vec<LogIndex> {
        let all = view::all(register, register.standpoint(stage.house.now));
        let seen = all.into_iter().find_map(|one| one.seen_by(party, register));
        let informed = seen.map(|seen| seen.informed).unwrap_or_default();
        informed.iter().map(|entry| entry.record).collect()
    };
    assert_eq!(seen(south), [nameless]);
    assert_eq!(seen(east), [of_party, of_recipient]);
    assert_eq!(seen(centre), [nameless, of_party, of_recipient]);
    let north = stage.north.party;
    assert!(!entry(&stage, nameless).is_for(register, north));
}

#[test]
fn of_a_notification_its_owner_learns_who_was_told() {
    let mut stage = Stage::covered();
    let place = Stage::site_place(disc(0, 0, 100), 0, 600);
    let (id, _) = stage.site(Who::South, &place);
    let (south, east, north) = (stage.south.party, stage.east.party, stage.north.party);
    let about = About::Notification(NotificationRef { party: south, id });
    let by_centre = says_of(&mut stage, Who::Centre, about, east).unwrap();
    assert_eq!(told(&stage, by_centre), [south, east]);
    // Who was not told of it has nothing to tell, and learns nothing by trying.
    let unknown = About::Notification(NotificationRef { party: north, id });
    let one = says(&mut stage, Who::North, about).unwrap_err();
    let other = says(&mut stage, Who::North, unknown).unwrap_err();
    assert_eq!(one.code, RefusalCode::MissingReference);
    assert_eq!(one, other);
}

#[test]
fn what_is_nobodys_own_or_not_yet_told_is_refused_and_what_is_late_is_flagged() {
    let (mut stage, about, plan) = stopped();
    let (south, east, north) = (stage.south.party, stage.east.party, stage.north.party);
    let missing = RefusalCode::MissingReference;
    assert_eq!(code(says(&mut stage, Who::North, about)), missing);
    let of_plan = About::Plan(east, plan);
    assert_eq!(code(says(&mut stage, Who::South, of_plan)), missing);
    says_of(&mut stage, Who::East, of_plan, north).unwrap();
    let register = &stage.house.register;
    let open = open_alerts(register, register.standpoint(stage.house.now));
    let of_stop =
        |owed: &&&crate::watch::Owed| owed.alert.to == east && owed.alert.why == AlertWhy::Stop;
    let owed = open.iter().find(of_stop).unwrap();
    let (record, number) = (owed.record, owed.alert.number);
    let alert = About::Alert(record, number, None);
    assert_eq!(code(says(&mut stage, Who::South, alert)), missing);
    says(&mut stage, Who::East, alert).unwrap();
    let of_east = About::Alert(record, number, Some(east));
    assert_eq!(code(says(&mut stage, Who::South, of_east)), missing);
    says(&mut stage, Who::Centre, of_east).unwrap();
    let itself = says_of(&mut stage, Who::South, about, south);
    assert_eq!(code(itself), RefusalCode::Invalid);
    let stranger = PartyId::from_bytes([0x7e; 16]);
    assert_eq!(
        code(says_of(&mut stage, Who::South, about, stranger)),
        missing
    );
    let (body, disclosure) = words(&mut stage, about);
    let nobody = Informed {
        whom: None,
        ..body.clone()
    };
    let said = stage.say(Who::South, Act::Informed(nobody), &[]);
    assert_eq!(code(said), RefusalCode::Invalid);
    let ahead = Informed {
        told_at: at(10),
        ..body.clone()
    };
    let said = stage.say(
        Who::South,
        Act::Informed(ahead),
        std::slice::from_ref(&disclosure),
    );
    assert_eq!(code(said), RefusalCode::Invalid);
    let late = Informed {
        told_at: at(-2_000),
        ..body
    };
    let said = stage.say(Who::South, Act::Informed(late), &[disclosure]);
    let flags = stage.house.flags(said.unwrap());
    assert!(flags.contains(&Flag::Late), "{flags:?}");
    stage.house.assert_replays();
}

#[test]
fn names_are_sealed_and_can_be_erased() {
    let (mut stage, about, _) = stopped();
    let mut second = stage.house.enrol_person(&stage.south.clone(), 9);
    let record = says(&mut stage, Who::South, about).unwrap();
    let kept = &stage.house.log[usize::try_from(record).unwrap()];
    let bytes = kept.statement.as_ref().unwrap().to_bytes();
    assert!(!bytes.windows(7).any(|part| part == b"council"));
    let erase = Act::ErasureAsked(Erasure {
        records: vec![record],
        personal_only: false,
        reason: None,
    });
    let asked = stage.say(Who::South, erase, &[]).unwrap();
    stage
        .house
        .say(&mut second, Act::Countersigned(asked), &[])
        .unwrap();
    stage.house.assert_replays();
}
