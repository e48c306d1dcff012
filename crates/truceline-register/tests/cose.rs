//! Statements against an independent implementation of COSE (RFC 9052).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use coset::cbor::Value;
use coset::{Algorithm, CborSerializable as _, CoseSign1, CoseSign1Builder, HeaderBuilder, Label};
use coset::{ContentType, RegisteredLabelWithPrivate, TaggedCborSerializable as _, iana};
use proptest::prelude::*;
use truceline_log::key::{Signature, SigningKey};
use truceline_register::act::Act;
use truceline_register::codec::cbor::{self, Digest};
use truceline_register::codec::statement::{CONTENT_TYPE, Header, Payload, Statement, key_id};
use truceline_register::ids::{ActId, DeskId, PartyId};
use truceline_register::time::Instant;

/// Private header labels, as `docs/spec/statement.cddl` gives them.
const ORIGIN_LABEL: i64 = -70_001;
const GENESIS_LABEL: i64 = -70_002;
const ORIGIN: &str = "register.example/kestrel-valley";

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32])
}

fn header(seed: u8) -> Header {
    Header {
        key: key_id(key(seed).verifying_key().as_bytes()),
        origin: ORIGIN.to_owned(),
        genesis: Digest::of(b"genesis"),
    }
}

fn payload(record: u64, nonce: [u8; 16]) -> Payload {
    Payload {
        act_id: ActId::from_bytes([1; 16]),
        party: PartyId::from_bytes([2; 16]),
        desk: DeskId::from_bytes([3; 16]),
        signed_at: Instant::from_micros(1_900_000_000_000_000).unwrap(),
        sequence: 3,
        previous: Digest::of(b"before"),
        nonce,
        act: Act::Countersigned(record),
    }
}

/// The same header as another implementation builds it.
fn foreign_header(header: &Header) -> coset::Header {
    HeaderBuilder::new()
        .algorithm(iana::Algorithm::Ed25519)
        .content_type(CONTENT_TYPE.to_owned())
        .key_id(header.key.bytes().to_vec())
        .value(ORIGIN_LABEL, Value::Text(header.origin.clone()))
        .value(GENESIS_LABEL, Value::Bytes(header.genesis.0.to_vec()))
        .build()
}

/// The statement as another implementation signs it.
fn foreign(header: coset::Header, payload: &Payload, seed: u8) -> Vec<u8> {
    CoseSign1Builder::new()
        .protected(header)
        .payload(cbor::encode(payload))
        .create_signature(&[], |bytes| key(seed).sign(bytes).0.to_vec())
        .build()
        .to_tagged_vec()
        .unwrap()
}

fn signature(bytes: &[u8]) -> Signature {
    Signature(bytes.try_into().unwrap())
}

#[test]
fn another_implementation_reads_our_headers() {
    let ours = Statement::sign(header(4), &payload(7, [5; 16]), &key(4));
    let read = CoseSign1::from_tagged_slice(&ours.to_bytes()).unwrap();
    assert!(read.unprotected.is_empty());
    assert_eq!(read.payload.as_deref(), Some(ours.payload_bytes()));
    let protected = &read.protected.header;
    assert_eq!(
        protected.alg,
        Some(RegisteredLabelWithPrivate::Assigned(
            iana::Algorithm::Ed25519
        ))
    );
    assert_eq!(
        protected.content_type,
        Some(ContentType::Text(CONTENT_TYPE.to_owned()))
    );
    assert_eq!(protected.key_id, header(4).key.bytes());
    let rest = [
        (Label::Int(ORIGIN_LABEL), Value::Text(ORIGIN.to_owned())),
        (
            Label::Int(GENESIS_LABEL),
            Value::Bytes(Digest::of(b"genesis").0.to_vec()),
        ),
    ];
    assert_eq!(protected.rest, rest);
}

#[test]
fn our_signature_is_over_the_sig_structure_of_the_rfc() {
    let ours = Statement::sign(header(4), &payload(7, [5; 16]), &key(4));
    let read = CoseSign1::from_tagged_slice(&ours.to_bytes()).unwrap();
    let over = read.tbs_data(&[]);
    let public = key(4).verifying_key();
    public.verify(&over, &signature(&read.signature)).unwrap();
    assert!(
        public
            .verify(&read.tbs_data(b"external"), &signature(&read.signature))
            .is_err()
    );
    assert!(
        key(5)
            .verifying_key()
            .verify(&over, &signature(&read.signature))
            .is_err()
    );
}

#[test]
fn a_statement_made_elsewhere_is_taken() {
    let (header, payload) = (header(4), payload(7, [5; 16]));
    let bytes = foreign(foreign_header(&header), &payload, 4);
    let read = Statement::parse(&bytes).unwrap();
    assert_eq!(
        (&read.header, read.payload().as_ref()),
        (&header, Ok(&payload))
    );
    read.verify(&key(4).verifying_key()).unwrap();
    assert!(read.verify(&key(5).verifying_key()).is_err());
    // Ed25519 draws nothing, so both write the very same bytes.
    assert_eq!(bytes, Statement::sign(header, &payload, &key(4)).to_bytes());
}

/// Sound COSE that is not a statement of a register.
#[test]
fn other_cose_is_refused() {
    let sound = foreign_header(&header(4));
    let mut untyped = sound.clone();
    untyped.content_type = None;
    let mut other_type = sound.clone();
    other_type.content_type = Some(ContentType::Text("application/cbor".to_owned()));
    let mut older_name = sound.clone();
    older_name.alg = Some(Algorithm::Assigned(iana::Algorithm::EdDSA));
    let mut keyless = sound.clone();
    keyless.key_id.clear();
    let mut homeless = sound.clone();
    homeless.rest.clear();
    let mut more = sound.clone();
    more.rest.push((Label::Int(-70_003), Value::Null));
    for (what, header) in [
        ("no content type", untyped),
        ("another content type", other_type),
        ("EdDSA, which names no curve", older_name),
        ("no key", keyless),
        ("no register", homeless),
        ("a label more", more),
    ] {
        assert!(
            Statement::parse(&foreign(header, &payload(7, [5; 16]), 4)).is_err(),
            "{what}"
        );
    }
    let mut read = CoseSign1::from_tagged_slice(&foreign(sound, &payload(7, [5; 16]), 4)).unwrap();
    assert!(
        Statement::parse(&read.clone().to_vec().unwrap()).is_err(),
        "no tag"
    );
    read.unprotected.key_id = vec![1];
    assert!(
        Statement::parse(&read.to_tagged_vec().unwrap()).is_err(),
        "an unprotected header"
    );
}

proptest! {
    #[test]
    fn both_write_the_same(seed: u8, record: u64, nonce: [u8; 16], origin in "[a-z./-]{1,300}") {
        let header = Header { origin, ..header(seed) };
        let payload = payload(record, nonce);
        let bytes = foreign(foreign_header(&header), &payload, seed);
        prop_assert_eq!(&bytes, &Statement::sign(header, &payload, &key(seed)).to_bytes());
        prop_assert!(Statement::parse(&bytes).is_ok_and(|s| s.verify(&key(seed).verifying_key()).is_ok()));
    }
}
