#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::verify::{Pins, Refused, envelope_bytes, verify};
use super::*;
use crate::act::Act;
use crate::codec::disclosure::Label;
use crate::notification::{Details, Site};
use crate::party::KeyRevocation;
use crate::place::PlaceDigests;
use crate::register::tests::{House, ORIGIN, Voice, at};
use crate::vocabulary::{ForceSet, Role, SiteCategory};
use truceline_log::checkpoint::{Checkpoint, Origin, SignedCheckpoint};
use truceline_log::commitment::{self, Opening};
use truceline_log::hash::Hash;
use truceline_log::key::SigningKey;
use truceline_log::policy::{Policy, RefusalError};
use truceline_log::tree::Tree;
use truceline_log::vkey::{Algorithm, KeyName, SignerKey};

mod redacted;

fn opening(index: u64) -> [u8; 32] {
    let mut bytes = [0x0e; 32];
    bytes[..8].copy_from_slice(&index.to_be_bytes());
    bytes
}

fn log_signer(seed: u8) -> SignerKey {
    SignerKey::new(
        KeyName::parse(ORIGIN).unwrap(),
        Algorithm::Ed25519,
        SigningKey::from_seed(&[seed; 32]),
    )
}

/// The bundle of the named records of a house, honestly made; `pads` fill the log's end.
fn bundle_of(house: &House, wanted: &[u64], pads: u64) -> Bundle {
    let mut tree = Tree::new();
    let size = house.log.len() as u64 + pads;
    for record in &house.log {
        let commitment =
            commitment::commit(&Opening(opening(record.index)), &envelope_bytes(record));
        tree.push(commitment.leaf_hash());
    }
    for index in house.log.len() as u64..size {
        tree.push(commitment::pad(&Opening(opening(index))).leaf_hash());
    }
    let checkpoint = Checkpoint {
        origin: Origin::parse(ORIGIN).unwrap(),
        size,
        root: tree.root(),
    };
    let signed = SignedCheckpoint::sign(checkpoint, &log_signer(9)).unwrap();
    let proof = |index| {
        tree.inclusion(index, size)
            .unwrap()
            .hashes()
            .iter()
            .map(|hash| Digest(hash.0))
            .collect()
    };
    let mut entries: Vec<Entry> = wanted
        .iter()
        .map(|index| {
            let record = &house.log[*index as usize];
            Entry {
                index: *index,
                opening: opening(*index),
                leaf: Leaf::Record {
                    envelope: envelope_bytes(record),
                    disclosures: record.disclosures.iter().map(|(_, d)| d.clone()).collect(),
                },
                proof: proof(*index),
            }
        })
        .collect();
    entries.extend((house.log.len() as u64..size).map(|index| Entry {
        index,
        opening: opening(index),
        leaf: Leaf::Pad,
        proof: proof(index),
    }));
    Bundle {
        checkpoint: signed.note().to_string(),
        entries,
        whole_chains: Vec::new(),
    }
}

fn all(house: &House) -> Vec<u64> {
    (0..house.log.len() as u64).collect()
}

/// A site told in its details only, so that these tests need no geometry.
fn site(house: &mut House, voice: &mut Voice) -> u64 {
    let details = Details {
        names: vec!["Dorvane".to_owned()],
        ..Details::default()
    };
    let (digest, disclosure) = house.seal(Label::Details, &details);
    let act = Act::Site(Site {
        id: crate::ids::NotificationId::from_bytes(house.draw()),
        place: PlaceDigests::default(),
        category: SiteCategory::Health,
        forces: ForceSet::NONE,
        reconfirm_by: Some(at(10_000)),
        details: Some(digest),
        personal: None,
        shares: vec![],
    });
    house.say(voice, act, &[disclosure]).unwrap()
}

fn house_with_sites() -> (House, Voice, Vec<u64>) {
    let mut house = House::new();
    let mut relief = house.enrol(4, Role::Humanitarian);
    let sites = (0..3).map(|_| site(&mut house, &mut relief)).collect();
    (house, relief, sites)
}

fn refused(bundle: &Bundle) -> Refused {
    verify(&bundle.to_bytes(), &Pins::default()).expect_err("refused")
}

#[test]
fn an_honest_bundle_verifies_whole_or_in_part() {
    let (house, relief, sites) = house_with_sites();
    let mut bundle = bundle_of(&house, &all(&house), 3);
    let head = house.log[*sites.last().unwrap() as usize]
        .statement
        .as_ref()
        .unwrap();
    bundle.whole_chains.push(WholeChain {
        key: relief.key_id(),
        last: 2,
        head: head.payload_digest(),
    });
    let pins = Pins {
        genesis: Some(house.register.authority.genesis_digest()),
        policy: None,
    };
    let verified = verify(&bundle.to_bytes(), &pins).unwrap();
    assert_eq!(verified.records.len(), house.log.len());
    assert_eq!(verified.whole_chains.len(), 1);

    let part = bundle_of(&house, &[0, 1, 2, 3, sites[2]], 0);
    let verified = verify(&part.to_bytes(), &Pins::default()).unwrap();
    assert_eq!(verified.records.last().unwrap().disclosures.len(), 1);
    assert!(!verified.policy_pinned);
}

#[test]
fn what_was_not_disclosed_is_counted() {
    let (house, _, sites) = house_with_sites();
    let mut bundle = bundle_of(&house, &all(&house), 0);
    let Leaf::Record { disclosures, .. } = &mut bundle.entries[sites[0] as usize].leaf else {
        panic!()
    };
    disclosures.clear();
    assert_eq!(
        verify(&bundle.to_bytes(), &Pins::default())
            .unwrap()
            .undisclosed,
        1
    );
}

#[test]
fn a_proof_for_another_leaf_is_refused() {
    let (house, _, sites) = house_with_sites();
    let mut bundle = bundle_of(&house, &all(&house), 0);
    let proof = bundle.entries[sites[0] as usize].proof.clone();
    bundle.entries[sites[1] as usize].proof = proof;
    assert!(matches!(refused(&bundle), Refused::NotIncluded { index, .. } if index == sites[1]));
}

#[test]
fn a_checkpoint_of_another_size_is_refused() {
    let (house, _, _) = house_with_sites();
    let mut bundle = bundle_of(&house, &all(&house), 0);
    bundle.checkpoint = bundle_of(&house, &[0], 1).checkpoint;
    assert!(matches!(refused(&bundle), Refused::NotIncluded { .. }));
}

#[test]
fn a_missing_cosignature_is_refused_where_the_policy_wants_it() {
    let (house, _, _) = house_with_sites();
    let bundle = bundle_of(&house, &all(&house), 0);
    let witness = SignerKey::new(
        KeyName::parse("witness.example/mission").unwrap(),
        Algorithm::CosignatureV1,
        SigningKey::from_seed(&[5; 32]),
    );
    let text = format!(
        "log {}\nwitness mission {}\nquorum mission\n",
        log_signer(9).verifier(),
        witness.verifier()
    );
    let pins = Pins {
        genesis: None,
        policy: Some(Policy::parse(text.as_bytes()).unwrap()),
    };
    let error = verify(&bundle.to_bytes(), &pins).expect_err("refused");
    assert!(
        matches!(
            error,
            Refused::NotBelieved(RefusalError::QuorumMissing { .. })
        ),
        "{error}"
    );
}

#[test]
fn another_log_key_or_genesis_is_refused() {
    let (house, _, _) = house_with_sites();
    let bundle = bundle_of(&house, &all(&house), 0);
    let policy = Policy::of_log(log_signer(8).verifier()).unwrap();
    let pins = Pins {
        genesis: None,
        policy: Some(policy),
    };
    assert!(matches!(
        verify(&bundle.to_bytes(), &pins),
        Err(Refused::NotBelieved(_))
    ));
    let pins = Pins {
        genesis: Some(Digest::ZERO),
        policy: None,
    };
    assert!(matches!(
        verify(&bundle.to_bytes(), &pins),
        Err(Refused::Genesis(_))
    ));
}

#[test]
fn a_revocation_cut_out_is_refused() {
    let (mut house, mut relief, _) = house_with_sites();
    let revocation = house
        .centre_says(Act::KeyRevoked(KeyRevocation {
            key: relief.key_id(),
            since: at(5),
        }))
        .unwrap();
    let late = site(&mut house, &mut relief);
    let without: Vec<u64> = all(&house)
        .into_iter()
        .filter(|index| *index != revocation)
        .collect();
    let error = refused(&bundle_of(&house, &without, 2));
    assert!(
        matches!(error, Refused::AuthorityChain { index, .. } if index == late),
        "{error}"
    );
    // Nor can the end of the log be left out together with it.
    let cut: Vec<u64> = (0..revocation).collect();
    assert!(matches!(
        refused(&bundle_of(&house, &cut, 0)),
        Refused::EndMissing { .. }
    ));
}

#[test]
fn a_statement_of_a_revoked_key_is_refused_unless_quarantined() {
    let (mut house, mut relief, _) = house_with_sites();
    house
        .centre_says(Act::KeyRevoked(KeyRevocation {
            key: relief.key_id(),
            since: at(5),
        }))
        .unwrap();
    let index = site(&mut house, &mut relief);
    assert!(
        verify(
            &bundle_of(&house, &all(&house), 0).to_bytes(),
            &Pins::default()
        )
        .is_ok()
    );
    // An operator who hides the quarantine, with a tree that fits:
    house.log[index as usize].part.flags.clear();
    let error = refused(&bundle_of(&house, &all(&house), 0));
    assert!(matches!(error, Refused::RevokedKey { .. }), "{error}");
}

#[test]
fn a_grace_time_that_runs_out_in_silence_is_over_for_register_and_verifier_alike() {
    let (mut house, mut relief, _) = house_with_sites();
    let mut new = relief.clone();
    new.key = SigningKey::from_seed(&[0xee; 32]);
    let rotation = crate::party::KeyRotation {
        old: relief.key_id(),
        new: new.enrolment(),
        grace: crate::time::Span::minutes(60),
    };
    house
        .say(&mut relief, Act::KeyRotated(rotation), &[])
        .unwrap();
    house.wait(59);
    let within = site(&mut house, &mut relief);
    assert!(
        !house
            .flags(within)
            .contains(&crate::vocabulary::Flag::GraceOver)
    );
    house.wait(1);
    let after = site(&mut house, &mut relief);
    assert!(
        house
            .flags(after)
            .contains(&crate::vocabulary::Flag::GraceOver)
    );
    assert!(
        verify(
            &bundle_of(&house, &all(&house), 0).to_bytes(),
            &Pins::default()
        )
        .is_ok()
    );
}

#[test]
fn a_gap_in_a_chain_claimed_whole_is_refused() {
    let (house, relief, sites) = house_with_sites();
    let head = house.log[sites[2] as usize]
        .statement
        .as_ref()
        .unwrap()
        .payload_digest();
    let claim = WholeChain {
        key: relief.key_id(),
        last: 2,
        head,
    };
    let without: Vec<u64> = all(&house)
        .into_iter()
        .filter(|index| *index != sites[1])
        .collect();
    let mut bundle = bundle_of(&house, &without, 0);
    assert!(verify(&bundle.to_bytes(), &Pins::default()).is_ok());
    bundle.whole_chains.push(claim);
    assert!(matches!(refused(&bundle), Refused::ChainGap { .. }));
}

#[test]
fn a_disclosure_that_does_not_fit_is_refused() {
    let (house, _, sites) = house_with_sites();
    let mut bundle = bundle_of(&house, &all(&house), 0);
    let other = Disclosure::seal(
        crate::codec::disclosure::Salt([1; 16]),
        Label::Details,
        &Details::default(),
    );
    let Leaf::Record { disclosures, .. } = &mut bundle.entries[sites[0] as usize].leaf else {
        panic!()
    };
    *disclosures = vec![other];
    assert!(matches!(refused(&bundle), Refused::Disclosure { index } if index == sites[0]));
}

#[test]
fn every_flipped_bit_is_refused_or_listed_as_not_checked() {
    let mut house = House::new();
    let mut relief = house.enrol(4, Role::Humanitarian);
    site(&mut house, &mut relief);
    let mut bundle = bundle_of(&house, &all(&house), 1);
    let head = house
        .log
        .last()
        .unwrap()
        .statement
        .as_ref()
        .unwrap()
        .payload_digest();
    bundle.whole_chains.push(WholeChain {
        key: relief.key_id(),
        last: 0,
        head,
    });
    // A cosignature by someone whom the verifier does not know.
    let stranger = SignerKey::new(
        KeyName::parse("stranger.example").unwrap(),
        Algorithm::CosignatureV1,
        SigningKey::from_seed(&[4; 32]),
    );
    let mut signed = SignedCheckpoint::parse(bundle.checkpoint.as_bytes()).unwrap();
    let line = truceline_log::cosignature::cosign(&signed, &stranger, 1_900_000_000).unwrap();
    signed.add(line).unwrap();
    bundle.checkpoint = signed.note().to_string();

    let bytes = bundle.to_bytes();
    let pins = Pins {
        genesis: Some(house.register.authority.genesis_digest()),
        policy: None,
    };
    let honest = verify(&bytes, &pins).unwrap();
    assert_eq!(honest.verdict.unchecked.len(), 1);
    let (mut refused, mut unchecked) = (0_u64, 0_u64);
    for bit in 0..(bytes.len() - 32) * 8 {
        let mut changed = bytes[..bytes.len() - 32].to_vec();
        changed[bit / 8] ^= 1 << (bit % 8);
        let checksum = Digest::of(&changed);
        changed.extend_from_slice(&checksum.0);
        match verify(&changed, &pins) {
            Err(_) => refused += 1,
            Ok(verified) => {
                assert_ne!(
                    verified.verdict.unchecked, honest.verdict.unchecked,
                    "bit {bit} changed nothing that is listed as not checked"
                );
                assert_eq!(verified.records, honest.records, "bit {bit}");
                assert_eq!(verified.root, honest.root, "bit {bit}");
                unchecked += 1;
            }
        }
    }
    assert!(
        refused > 10_000 && unchecked > 0,
        "{refused} refused, {unchecked} not checked"
    );
}

#[test]
fn damage_on_the_way_is_told_apart() {
    let (house, _, _) = house_with_sites();
    let mut bytes = bundle_of(&house, &all(&house), 0).to_bytes();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    assert_eq!(
        verify(&bytes, &Pins::default()).unwrap_err(),
        Refused::Bundle(BundleError::Checksum)
    );
    assert_eq!(
        verify(b"", &Pins::default()).unwrap_err(),
        Refused::Bundle(BundleError::NotABundle)
    );
    assert!(verify(&bytes[..20], &Pins::default()).is_err());
    let _ = Hash([0; 32]);
}

/// A log operator without the centre's desk key admits an enrolment that is not its signer's to say:
/// of another party, and of another person of the signer's own.
#[test]
fn an_enrolment_by_the_wrong_key_is_refused() {
    use crate::codec::disclosure::Disclosures;
    use crate::codec::record::{Ground, Signer};
    use crate::register::said::Judgement;

    for another_party in [true, false] {
        let (mut house, mut relief, _) = house_with_sites();
        let south = house.enrol(3, Role::Force);
        let mut stolen = if another_party {
            south.enrolment()
        } else {
            relief.enrolment()
        };
        let stranger = Voice::new(66, 66, 66);
        (stolen.public, stolen.person) = (stranger.public(), stranger.person);
        let submission = house.sign(&mut relief, Act::KeyEnrolled(stolen), &[], at(0));
        let signer = Signer {
            key: relief.key_id(),
            party: relief.party,
            desk: relief.desk,
            person: relief.person,
        };
        let context = house.context();
        let draft = house.register.draft(
            Ground::Admitted,
            Some(signer),
            Some(submission.statement),
            Disclosures::default(),
            Judgement::new(&context),
            &context,
        );
        let index = house.append(draft);
        let error = refused(&bundle_of(&house, &all(&house), 0));
        assert!(
            matches!(error, Refused::Authority { index: at, .. } if at == index),
            "{error}"
        );
    }
}

#[test]
fn a_quarantine_that_was_not_due_is_refused() {
    let (mut house, _, sites) = house_with_sites();
    house.log[sites[0] as usize]
        .part
        .flags
        .push(crate::vocabulary::Flag::Quarantined);
    let error = refused(&bundle_of(&house, &all(&house), 0));
    assert!(
        matches!(error, Refused::Mismatch { index, .. } if index == sites[0]),
        "{error}"
    );
}

#[test]
fn what_a_key_signed_since_it_was_stolen_is_named() {
    let mut house = House::new();
    let mut south = house.enrol(3, Role::Force);
    site(&mut house, &mut south);
    house.wait(10);
    let stolen = site(&mut house, &mut south);
    let mut thief = south.clone();
    let back = house.sign(&mut thief, Act::ClockConfirmed, &[], at(1));
    assert!(house.submit(&back).is_err());
    let since_revoked = |house: &House| {
        let bytes = bundle_of(house, &all(house), 1).to_bytes();
        verify(&bytes, &Pins::default()).unwrap().since_revoked
    };
    assert!(since_revoked(&house).is_empty());
    house.revoke(&south, at(5));
    assert_eq!(since_revoked(&house), [(stolen, south.key_id())]);
}
