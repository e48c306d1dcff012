//! What came beside a statement that nobody can read: there after a start, gone after its erasure.

use super::*;
use crate::replay;
use crate::vault::Held;
use truceline_register::codec::disclosure::{Disclosure, Label, Salt, Unread};
use truceline_register::erasure;
use truceline_register::relay::Confirmation;
use truceline_register::vocabulary::Stance;

/// The centre signs bytes that are no payload, and sends beside them a disclosure and something of a
/// later release.
fn unreadable(centre: &Centre, beside: &[Unread]) -> Submission {
    unreadable_as(centre, 0xf6, beside)
}

/// The same with another byte, which is another payload.
pub(super) fn unreadable_as(centre: &Centre, payload: u8, beside: &[Unread]) -> Submission {
    let header = Header {
        key: key_id(centre.key.verifying_key().as_bytes()),
        origin: ORIGIN.to_owned(),
        genesis: centre.genesis,
    };
    Submission {
        statement: Statement::sign_bytes(header, vec![payload], &centre.key).to_bytes(),
        disclosures: Vec::new(),
        unread: beside.to_vec(),
    }
}

pub(super) fn second_person(writer: &mut Writer, centre: &mut Centre) -> Centre {
    let key = SigningKey::from_seed(&[2; 32]);
    let enrolled = centre.sign(Act::KeyEnrolled(KeyEnrolment {
        public: *key.verifying_key().as_bytes(),
        party: PartyId::from_bytes([1; 16]),
        desk: DeskId::from_bytes([1; 16]),
        person: PersonId::from_bytes([2; 16]),
    }));
    index_of(&writer.commit(&[enrolled]).unwrap()[0]);
    Centre {
        key,
        genesis: centre.genesis,
        sequence: 0,
        previous: Digest::ZERO,
        said: 100,
    }
}

#[test]
fn what_came_beside_it_outlives_a_start_and_not_its_erasure() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("register");
    let clock = HandClock::at(noon());
    let (mut writer, mut centre) = begin(&root, &clock);
    let mut second = second_person(&mut writer, &mut centre);
    let disclosure = Disclosure::seal(Salt([5; 16]), Label::Text, &"at the mill".to_owned());
    let beside = [Unread(disclosure.to_bytes()), Unread(vec![0x01])];
    let submission = unreadable(&centre, &beside);
    let sent = Submission::from_bytes(&submission.to_bytes()).unwrap();
    let index = index_of(&writer.commit(&[sent]).unwrap()[0]);
    let key = RecordKey {
        row: index,
        table: Table::Submission,
    };
    let register = writer.register().clone();
    drop(writer);

    let mut writer = open(&root, &clock).unwrap();
    assert!(*writer.register() == register);
    let kept = replay::disclosures(index, writer.vault()).unwrap();
    assert_eq!(kept.unread(), beside);
    assert_sound(&writer, &root);

    let disowned = centre.sign(Act::Confirmed(Confirmation {
        record: index,
        stance: Stance::Disowned,
    }));
    let asked = centre.sign(Act::ErasureAsked(erasure::Erasure {
        records: vec![index],
        personal_only: false,
        reason: None,
    }));
    let answers = writer.commit(&[disowned, asked]).unwrap();
    let asked = index_of(&answers[1]);
    let countersigned = second.sign(Act::Countersigned(asked));
    index_of(&writer.commit(&[countersigned]).unwrap()[0]);
    assert_eq!(writer.vault().get(key).unwrap(), Held::Erased);
    let register = writer.register().clone();
    assert_sound(&writer, &root);
    drop(writer);

    let writer = open(&root, &clock).unwrap();
    assert!(*writer.register() == register, "replay gives the same");
    let kept = replay::disclosures(index, writer.vault()).unwrap();
    assert!(kept.is_empty());
    assert_sound(&writer, &root);
}
