//! A position that is late, outside every zone, unreadable or signed by a key since revoked is never
//! lost: what the check says of each.

use super::{
    Stage, Who, disc, metres, position, regulars, signed_bytes, target, unreadable, volume,
};
use crate::act::Act;
use crate::check::Why;
use crate::codec::cbor;
use crate::codec::disclosure::{Disclosure, Label, Salt, Unread};
use crate::codec::record::{AlertWhy, Ground};
use crate::codec::statement::{MAX_DISCLOSURES, MAX_SUBMISSION_BYTES, Statement, Submission};
use crate::erasure::Erasure;
use crate::geometry::footprint::{Circle, Footprint};
use crate::ids::{LogIndex, NotificationId};
use crate::notification::Nil;
use crate::notification::unreadable::pending;
use crate::party::KeyRevocation;
use crate::place::{PlaceDigests, SitePlace};
use crate::refusal::RefusalCode;
use crate::register::tests::code;
use crate::relay::Confirmation;
use crate::vocabulary::{Flag, Outcome, Stance};

fn at_target() -> SitePlace {
    Stage::site_place(disc(0, 0, 10), 60, 120)
}

/// A statement of a later release: the payload has a field more than this one knows, and so stands at
/// its place in the chain though nobody can read it.
fn of_a_later_release(stage: &mut Stage, who: Who) -> Submission {
    let now = stage.house.now;
    let mut voice = stage.voice(who).clone();
    let sound = stage.house.sign(&mut voice, Act::ClockConfirmed, &[], now);
    let mut payload = Statement::parse(&sound.statement)
        .unwrap()
        .payload_bytes()
        .to_vec();
    assert_eq!(payload.first(), Some(&0xa8), "a map of eight fields");
    payload[0] = 0xa9;
    payload.extend([0x18, 0x63, 0x00]);
    let mut submission = signed_bytes(stage, who, payload);
    let position = Disclosure::seal(Salt([7; 16]), Label::Exact, &at_target());
    submission.disclosures = vec![position];
    submission
}

fn waiting(stage: &mut Stage, who: Who) -> Vec<LogIndex> {
    let party = stage.party(who);
    let at = stage.house.register.standpoint(stage.house.now);
    let pending = pending(&stage.house.register, party, at);
    pending.iter().map(|known| known.record).collect()
}

fn stance(stage: &mut Stage, who: Who, record: LogIndex, stance: Stance) {
    let word = Act::Confirmed(Confirmation { record, stance });
    stage.say(who, word, &[]).unwrap();
}

#[test]
fn a_late_position_overlaps() {
    let mut stage = Stage::covered();
    stage.house.wait(70);
    let (_, index) = stage.site(Who::South, &at_target());
    assert_eq!(stage.house.flags(index), [Flag::Late]);
    assert_eq!(stage.outcome(), Outcome::Overlap);
}

#[test]
fn a_position_outside_every_zone_overlaps_there() {
    let mut stage = Stage::covered();
    let far = Footprint::Circle(Circle {
        centre: position(4_500_000, 3_600_000),
        radius: metres(10),
    });
    let (_, index) = stage.site(Who::South, &Stage::site_place(far.clone(), 60, 120));
    assert!(stage.house.flags(index).contains(&Flag::OutsideZones));
    assert_eq!(
        stage.find_in(&[volume(far, 60, 120)]).outcome,
        Outcome::Overlap
    );
}

#[test]
fn a_position_signed_before_a_revocation_and_come_after_it_overlaps() {
    let mut stage = Stage::covered();
    let (exact, disclosure) = stage.seal(Label::Exact, &at_target());
    let id = NotificationId::from_bytes(stage.house.draw());
    let place = PlaceDigests {
        exact: Some(exact),
        ..PlaceDigests::default()
    };
    let mut voice = stage.south.clone();
    let now = stage.house.now;
    let body = Stage::site_body(id, place);
    let signed = stage
        .house
        .sign(&mut voice, Act::Site(body), &[disclosure], now);
    stage.house.wait(5);
    let revoked = Act::KeyRevoked(KeyRevocation {
        key: voice.key_id(),
        since: stage.house.now,
    });
    stage.house.centre_says(revoked).unwrap();
    let index = stage.house.submit(&signed).unwrap();
    assert!(stage.house.flags(index).contains(&Flag::Quarantined));
    assert_eq!(stage.outcome(), Outcome::Overlap);
    stage.house.assert_replays();
}

#[test]
fn an_unreadable_one_is_kept_whole_and_both_desks_are_alerted() {
    let mut stage = Stage::covered();
    assert_eq!(stage.outcome(), Outcome::NoneKnown);
    let submission = of_a_later_release(&mut stage, Who::South);
    let index = stage.house.submit(&submission).unwrap();
    assert_eq!(stage.house.flags(index), [Flag::Unreadable]);
    assert_eq!(stage.words(), [Why::Unreadable]);

    let record = &stage.house.log[index as usize];
    assert_eq!(record.part.ground, Ground::Unreadable);
    let position = &submission.disclosures[0];
    assert_eq!(
        record.disclosures.unread(),
        [Unread(position.to_bytes())],
        "as it came"
    );
    assert_eq!(record.part.disclosed, [position.digest()]);
    let alerted: Vec<_> = stage
        .house
        .register
        .watch
        .all(index + 1)
        .filter(|owed| owed.record == index)
        .map(|owed| (owed.alert.to, owed.alert.desk, owed.alert.why))
        .collect();
    let centre = stage.house.register.authority.centre();
    assert_eq!(
        alerted,
        [
            (
                stage.south.party,
                Some(stage.south.desk),
                AlertWhy::Unreadable
            ),
            (centre, None, AlertWhy::Unreadable)
        ]
    );
    assert_eq!(stage.house.submit(&submission), Ok(index), "kept once");
    let of_centre = unreadable(&mut stage, Who::Centre);
    let owed = stage.house.register.watch.all(of_centre + 1);
    assert_eq!(owed.filter(|owed| owed.record == of_centre).count(), 1);
    stage.house.assert_replays();
}

#[test]
fn what_no_release_wrote_is_kept_too_and_only_within_the_limits_of_a_submission() {
    let mut stage = Stage::covered();
    let mut submission = signed_bytes(&mut stage, Who::South, vec![0x01]);
    submission.unread = vec![Unread(vec![0xf6]), Unread(b"\x63abc".to_vec())];
    let again = Submission::from_bytes(&submission.to_bytes()).unwrap();
    assert_eq!(again, submission);
    let index = stage.house.submit(&again).unwrap();
    let record = &stage.house.log[index as usize];
    assert_eq!(record.disclosures.unread(), submission.unread);
    assert_eq!(record.part.disclosed, []);

    let mut many = signed_bytes(&mut stage, Who::South, vec![0x02]);
    many.unread = vec![Unread(vec![0xf6]); MAX_DISCLOSURES + 1];
    let mut long = signed_bytes(&mut stage, Who::South, vec![0x03]);
    long.unread = vec![Unread(vec![0; MAX_SUBMISSION_BYTES])];
    for over in [many, long] {
        assert_eq!(code(stage.house.submit(&over)), RefusalCode::Malformed);
    }
    let mut readable = stage.south.clone();
    let now = stage.house.now;
    let mut sound = stage
        .house
        .sign(&mut readable, Act::ClockConfirmed, &[], now);
    sound.unread = vec![Unread(vec![0xf6])];
    assert_eq!(
        code(stage.house.submit(&sound)),
        RefusalCode::DisclosureMismatch
    );
}

#[test]
fn sent_again_so_that_it_can_be_read_it_is_mended() {
    let mut stage = Stage::covered();
    let submission = of_a_later_release(&mut stage, Who::South);
    let index = stage.house.submit(&submission).unwrap();
    assert_eq!(waiting(&mut stage, Who::South), [index]);
    let before = stage.house.register.size;
    // The same place in the chain: the kit's voice has not moved on.
    let (_, again) = stage.site(Who::South, &at_target());
    assert_eq!(waiting(&mut stage, Who::South), []);
    assert_eq!(stage.outcome(), Outcome::Overlap);
    let then = crate::register::Standpoint {
        known_at: before,
        now: stage.house.now,
    };
    let party = stage.south.party;
    assert_eq!(
        pending(&stage.house.register, party, then).len(),
        1,
        "it was not mended then"
    );
    assert!(again > index);
    stage.house.assert_replays();
}

#[test]
fn another_place_another_key_or_an_earlier_word_mends_nothing() {
    let mut stage = Stage::covered();
    let other_desk = stage.house.enrol_person(&stage.south.clone(), 77);
    let submission = of_a_later_release(&mut stage, Who::South);
    let index = stage.house.submit(&submission).unwrap();
    stage.south.sequence += 1;
    stage.nil_of(Who::South);
    assert_eq!(waiting(&mut stage, Who::South), [index], "the next place");
    let mine = std::mem::replace(&mut stage.south, other_desk);
    stage.south.sequence = mine.sequence - 2;
    stage.nil_of(Who::South);
    assert_eq!(waiting(&mut stage, Who::South), [index], "another key");

    stage.south = mine;
    stage.south.sequence -= 2;
    let ahead = of_a_later_release(&mut stage, Who::South);
    stage.nil_of(Who::South);
    assert_eq!(waiting(&mut stage, Who::South), []);
    let late = stage.house.submit(&ahead).unwrap();
    assert_eq!(
        waiting(&mut stage, Who::South),
        [late],
        "what came before it was not sent again"
    );
}

#[test]
fn of_two_in_one_place_nobody_knows_which_came_again() {
    let mut stage = Stage::covered();
    let one = of_a_later_release(&mut stage, Who::South);
    let other = of_a_later_release(&mut stage, Who::South);
    let one = stage.house.submit(&one).unwrap();
    let other = stage.house.submit(&other).unwrap();
    stage.nil_of(Who::South);
    assert_eq!(waiting(&mut stage, Who::South), [one, other]);
    stance(&mut stage, Who::South, other, Stance::Disowned);
    assert_eq!(waiting(&mut stage, Who::South), []);
    stage.house.assert_replays();
}

#[test]
fn a_key_since_revoked_mends_only_what_its_party_confirms() {
    let mut stage = Stage::covered();
    let submission = of_a_later_release(&mut stage, Who::South);
    let mut old = stage.south.clone();
    let now = stage.house.now;
    let (area, disclosure) = stage.seal(Label::Area, &target());
    let nil = Nil {
        id: NotificationId::from_bytes(stage.house.draw()),
        area,
        forces: regulars(),
        as_of: now,
        shares: vec![],
    };
    let again = stage
        .house
        .sign(&mut old, Act::Nil(nil), &[disclosure], now);
    stage.house.wait(5);
    stage.south = stage.house.enrol_person(&old, 77);
    let revoked = Act::KeyRevoked(KeyRevocation {
        key: old.key_id(),
        since: stage.house.now,
    });
    stage.house.centre_says(revoked).unwrap();
    let index = stage.house.submit(&submission).unwrap();
    let flags = stage.house.flags(index);
    assert!(flags.contains(&Flag::Quarantined) && flags.contains(&Flag::Unreadable));
    let again = stage.house.submit(&again).unwrap();
    assert_eq!(waiting(&mut stage, Who::South), [index]);
    stance(&mut stage, Who::South, again, Stance::Confirmed);
    assert_eq!(waiting(&mut stage, Who::South), []);
    stage.house.assert_replays();
}

#[test]
fn its_party_may_disown_it_and_to_confirm_it_mends_nothing() {
    let mut stage = Stage::covered();
    let index = unreadable(&mut stage, Who::South);
    let word = Act::Confirmed(Confirmation {
        record: index,
        stance: Stance::Disowned,
    });
    assert_eq!(
        code(stage.say(Who::North, word, &[])),
        RefusalCode::NotTheOwner
    );
    stance(&mut stage, Who::South, index, Stance::Confirmed);
    assert_eq!(stage.words(), [Why::Unreadable], "nobody has read it yet");
    stance(&mut stage, Who::South, index, Stance::Disowned);
    assert_eq!(stage.outcome(), Outcome::NoneKnown);
    stage.house.assert_replays();
}

#[test]
fn what_came_beside_it_is_erased_only_once_it_is_mended() {
    let mut stage = Stage::covered();
    let second = stage.house.enrol_person(&stage.south.clone(), 77);
    let submission = of_a_later_release(&mut stage, Who::South);
    let index = stage.house.submit(&submission).unwrap();
    let erase = Act::ErasureAsked(Erasure {
        records: vec![index],
        personal_only: false,
        reason: None,
    });
    assert_eq!(
        code(stage.say(Who::South, erase.clone(), &[])),
        RefusalCode::InForce
    );
    stance(&mut stage, Who::South, index, Stance::Disowned);
    let kept = |stage: &Stage| {
        let mut known = stage
            .house
            .register
            .notifications
            .unreadable(stage.south.party);
        known.next().unwrap().kept_bytes
    };
    let came = cbor::encode(&submission.disclosures[0]).len() as u64;
    assert_eq!(kept(&stage), came);
    let asked = stage.say(Who::South, erase, &[]).unwrap();
    let mut second = second;
    let done = stage.house.say(&mut second, Act::Countersigned(asked), &[]);
    done.unwrap();
    assert_eq!(kept(&stage), 0);
    stage.house.assert_replays();
}
