#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::act::Act;
use crate::refusal::RefusalCode;
use crate::register::decide::Decision;
use crate::register::tests::{House, Voice};
use crate::vocabulary::Role;
use truceline_log::key::SigningKey;

/// South has something to say that is taken.
fn spoken(house: &mut House) -> (Voice, Submission) {
    let mut south = house.enrol(3, Role::Force);
    let body = crate::channel::ChannelReport {
        with: house.centre.party,
        of: south.party,
        state: crate::vocabulary::ChannelState::Open,
        since: house.now,
        text: None,
    };
    let submission = house.sign(&mut south, Act::ChannelReported(body), &[], house.now);
    (south, submission)
}

fn code(house: &mut House, proven: &Proven) -> Option<RefusalCode> {
    let context = house.context();
    let plain = house.register.decide(proven.submission(), &context);
    let decision = house.register.decide_proven(proven, &context);
    assert_eq!(decision, plain, "a proof changes no judgement");
    match decision {
        Decision::Admitted(_) | Decision::Repeated(_) => None,
        Decision::RefusedOnRecord(_, refusal)
        | Decision::RefusedUnrecorded(refusal, _)
        | Decision::TurnedAway(refusal) => Some(refusal.code),
    }
}

#[test]
fn a_proof_under_the_key_in_force_is_believed() {
    let mut house = House::new();
    let (south, submission) = spoken(&mut house);
    let public = south.key.verifying_key();
    let proven = Proven::of(submission.clone(), |key| {
        assert_eq!(key, south.key_id());
        Some(public)
    });
    assert!(proven.is_signed());
    assert_eq!(code(&mut house, &proven), None);
    assert_eq!(code(&mut house, &Proven::unproven(submission)), None);
}

#[test]
fn a_proof_under_another_key_is_worth_nothing() {
    let mut house = House::new();
    let (south, submission) = spoken(&mut house);
    // Somebody signs with a key of its own in the name of South's.
    let thief = SigningKey::from_seed(&[99; 32]);
    let statement = Statement::parse(&submission.statement).unwrap();
    let forged = Statement::sign_bytes(
        statement.header.clone(),
        statement.payload_bytes().to_vec(),
        &thief,
    );
    let forged = Submission {
        statement: forged.to_bytes(),
        disclosures: Vec::new(),
        unread: Vec::new(),
    };
    let proven = Proven::of(forged.clone(), |_| Some(thief.verifying_key()));
    assert!(proven.is_signed(), "by the thief");
    assert_eq!(code(&mut house, &proven), Some(RefusalCode::BadSignature));
    let proven = Proven::of(forged, |_| Some(south.key.verifying_key()));
    assert!(!proven.is_signed());
    assert_eq!(code(&mut house, &proven), Some(RefusalCode::BadSignature));
    // What was tried with another key in vain is tried with the right one.
    let proven = Proven::of(submission, |_| Some(thief.verifying_key()));
    assert!(!proven.is_signed());
    assert_eq!(code(&mut house, &proven), None);
}

#[test]
fn what_is_no_statement_is_none_whoever_vouches() {
    let mut house = House::new();
    let (south, _) = spoken(&mut house);
    let nonsense = Submission {
        statement: vec![1, 2, 3],
        disclosures: Vec::new(),
        unread: Vec::new(),
    };
    let proven = Proven::of(nonsense, |_| Some(south.key.verifying_key()));
    assert!(!proven.is_signed());
    assert_eq!(code(&mut house, &proven), Some(RefusalCode::Malformed));
}
