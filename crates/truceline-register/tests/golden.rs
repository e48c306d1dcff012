//! Golden vectors of the register under `testdata/vectors/register/`: the bytes that must not change.
//!
//! Each file is made from fixed keys, salts and times and compared byte for byte. After an intended
//! change of format run once with `TRUCELINE_REGENERATE_VECTORS=1`, look at the difference, and say so
//! in the changelog. A new kind of act, ground, effect or content does not compile before it has a
//! vector here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests read files and one variable"
)]

use minicbor::{Decode, Encode};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::{Debug, Display, Write as _};
use std::path::PathBuf;
use truceline_log::checkpoint::{Checkpoint, Origin, SignedCheckpoint};
use truceline_log::commitment::{self, Opening};
use truceline_log::key::SigningKey;
use truceline_log::tree::Tree;
use truceline_log::vkey::{Algorithm, KeyName, SignerKey};
use truceline_register::act::Act;
use truceline_register::bundle::verify::{Pins, verify};
use truceline_register::bundle::{Bundle, Entry, Leaf, WholeChain};
use truceline_register::check::Why;
use truceline_register::codec::cbor::{self, CborError, Digest};
use truceline_register::codec::disclosure::{Disclosure, Label, Salt};
use truceline_register::codec::record::{Envelope, Record};
use truceline_register::codec::statement::{Header, Payload, Statement, Submission};
use truceline_register::place::SitePlace;
use truceline_register::refusal::RefusalCode;
use truceline_register::register::Register;
use truceline_register::register::decide::Decision;
use truceline_register::register::said::Context;
use truceline_register::vocabulary::{self, Role};

#[path = "golden/acts.rs"]
mod acts;
#[path = "golden/agreement.rs"]
mod agreement;
#[path = "golden/allegations.rs"]
mod allegations;
#[path = "golden/envelopes.rs"]
mod envelopes;
#[path = "golden/events.rs"]
mod events;
#[path = "golden/evidence.rs"]
mod evidence;
#[path = "golden/hostile.rs"]
mod hostile;
#[path = "golden/lists.rs"]
mod lists;
#[path = "golden/seals.rs"]
mod seals;

use seals::{Voice, at, voice};

/// Compares with the file of that name, or writes it where asked to.
fn golden(name: &str, content: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../testdata/vectors/register")
        .join(name);
    if std::env::var("TRUCELINE_REGENERATE_VECTORS").is_ok() {
        std::fs::write(&path, content).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        content == expected,
        "{name} differs from what is written here; regenerate only if the format was meant to change"
    );
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

fn line(text: &mut String, name: &str, value: impl Display) {
    writeln!(text, "{name}: {value}").unwrap();
}

/// A statement's vector: who signs, what it carries, its bytes.
fn statement_lines(text: &mut String, statement: &Statement, disclosures: &[Disclosure]) {
    line(text, "key", statement.header.key);
    line(text, "protected", hex(&cbor::encode(&statement.header)));
    line(text, "payload", hex(statement.payload_bytes()));
    line(text, "payload-digest", statement.payload_digest());
    line(text, "statement", hex(&statement.to_bytes()));
    disclosure_lines(text, disclosures);
}

fn disclosure_lines(text: &mut String, disclosures: &[Disclosure]) {
    for disclosure in disclosures {
        let label = format!("{:?}", disclosure.label()).to_lowercase();
        let digest = disclosure.digest();
        writeln!(
            text,
            "disclosure: {label} {digest} {}",
            hex(&disclosure.to_bytes())
        )
        .unwrap();
    }
}

/// Every statement of the vectors: the genesis for no register, the others for its register.
fn statements() -> Vec<(acts::Said, Statement)> {
    let genesis = voice(1).payload(0, Digest::ZERO, Act::Genesis(acts::genesis()));
    let genesis = Digest::of(&voice(1).sign(Digest::ZERO, &genesis).to_bytes());
    let sign = |said: acts::Said| {
        let (signer, sequence, previous, register) = match said.act {
            Act::Genesis(_) => (voice(1), 0, Digest::ZERO, Digest::ZERO),
            _ => (voice(4), 6, Digest::of(b"payload before"), genesis),
        };
        let payload = signer.payload(sequence, previous, said.act.clone());
        let statement = signer.sign(register, &payload);
        (said, statement)
    };
    acts::all().into_iter().map(sign).collect()
}

#[test]
fn statements_of_every_kind() {
    let mut text = "# COSE_Sign1 statements; the seed of every key is 32 equal bytes: 01 signs the genesis, 04 the others\n".to_owned();
    for (said, statement) in statements() {
        writeln!(text, "\n[{}]", said.name).unwrap();
        statement_lines(&mut text, &statement, &said.disclosures);
    }
    golden("statements.txt", &text);
}

#[test]
fn every_digest_of_an_act_has_its_disclosure() {
    for said in acts::all() {
        let disclosed: BTreeSet<Digest> = said.disclosures.iter().map(Disclosure::digest).collect();
        assert_eq!(said.act.digests(), disclosed, "{}", said.name);
    }
}

/// Every envelope of the vectors, around the statement of a site.
fn envelopes() -> Vec<envelopes::Written> {
    let (said, statement) = statements()
        .into_iter()
        .find(|(said, _)| said.name == "site")
        .unwrap();
    let mut disclosed: Vec<Digest> = said.disclosures.iter().map(Disclosure::digest).collect();
    disclosed.sort();
    envelopes::all(&statement.to_bytes(), &disclosed)
}

#[test]
fn envelopes_of_every_ground() {
    let mut text = "# envelopes with the leaf that each makes; opening: 32 times 0e\n".to_owned();
    for written in envelopes() {
        writeln!(text, "\n[{}]", written.name).unwrap();
        let bytes = written.envelope.to_bytes();
        let commitment = commitment::commit(&Opening([0x0e; 32]), &bytes);
        line(&mut text, "envelope", hex(&bytes));
        line(&mut text, "commitment", commitment);
        line(&mut text, "leaf-hash", commitment.leaf_hash());
        disclosure_lines(&mut text, &written.disclosures);
    }
    golden("envelopes.txt", &text);
}

fn words<T: Encode<()> + Copy>(
    text: &mut String,
    name: &str,
    all: &[T],
    word: impl Fn(T) -> String,
) {
    writeln!(text, "\n[{name}]").unwrap();
    for value in all {
        writeln!(text, "{}: {}", hex(&cbor::encode(value)), word(*value)).unwrap();
    }
}

#[test]
fn numbers_of_words() {
    use vocabulary as v;
    let mut text = "# the encoding of every word of the records' closed vocabularies\n".to_owned();
    words(&mut text, "role", v::Role::ALL, |w| w.to_string());
    words(&mut text, "force-class", v::ForceClass::ALL, |w| {
        w.to_string()
    });
    words(&mut text, "resolution", v::Resolution::ALL, |w| {
        w.to_string()
    });
    words(&mut text, "movement-act", v::MovementAct::ALL, |w| {
        w.to_string()
    });
    words(&mut text, "means", v::Means::ALL, |w| w.to_string());
    words(&mut text, "ladder-step", v::LadderStep::ALL, |w| {
        w.to_string()
    });
    words(&mut text, "channel-state", v::ChannelState::ALL, |w| {
        w.to_string()
    });
    words(&mut text, "activity", v::Activity::ALL, |w| w.to_string());
    words(&mut text, "plan-state", v::PlanState::ALL, |w| {
        w.to_string()
    });
    words(&mut text, "outcome", v::Outcome::ALL, |w| w.to_string());
    words(&mut text, "boundary-status", v::BoundaryStatus::ALL, |w| {
        w.to_string()
    });
    words(&mut text, "site-category", v::SiteCategory::ALL, |w| {
        w.to_string()
    });
    words(&mut text, "movement-mode", v::MovementMode::ALL, |w| {
        w.to_string()
    });
    words(&mut text, "stance", v::Stance::ALL, |w| w.to_string());
    words(&mut text, "stop-word", v::StopWord::ALL, |w| w.to_string());
    words(&mut text, "flag", v::Flag::ALL, |w| w.to_string());
    words(&mut text, "refusal-code", RefusalCode::ALL, |w| {
        w.code().to_owned()
    });
    words(&mut text, "why", Why::ALL, |w| w.word().to_owned());
    agreement::words(&mut text);
    evidence::words(&mut text);
    events::vocabularies(&mut text);
    golden("words.txt", &text);
}

/// A register of five records: its genesis, a party with its desk and key, and a site.
fn small_register() -> (Register, Vec<Record>) {
    let (centre, relief) = (voice(1), voice(4));
    let site = acts::all()
        .into_iter()
        .find(|said| said.name == "site")
        .unwrap();
    let mut said: Vec<(Voice, Act, Vec<Disclosure>)> = [
        Act::Genesis(acts::genesis()),
        Act::PartyEnrolled(relief.party_enrolment(Role::Humanitarian, false)),
        Act::DeskOpened(relief.opening()),
        Act::KeyEnrolled(relief.enrolment()),
    ]
    .into_iter()
    .map(|act| (centre.clone(), act, Vec::new()))
    .collect();
    said.push((relief.clone(), site.act, site.disclosures));

    let (mut register, mut log, mut previous) = (Register::new(), Vec::new(), Digest::ZERO);
    for (number, (signer, act, disclosures)) in said.into_iter().enumerate() {
        let mut payload = signer.payload(number as u64, previous, act);
        payload.act_id = truceline_register::ids::ActId::from_bytes([number as u8; 16]);
        if signer.party == relief.party {
            (payload.sequence, payload.previous) = (0, Digest::ZERO);
        }
        previous = payload.digest();
        let statement = signer.sign(register.authority.genesis_digest(), &payload);
        let submission = Submission {
            statement: statement.to_bytes(),
            disclosures,
            unread: Vec::new(),
        };
        let context = Context {
            now: at(number as i64),
            wall: at(number as i64),
            seed: [number as u8; 32],
        };
        let Decision::Admitted(draft) = register.decide(&submission, &context) else {
            panic!("the statement {number} of the small register is admitted");
        };
        let record = draft.into_record(number as u64);
        register.apply(&record);
        log.push(record);
    }
    (register, log)
}

fn opening(index: u64) -> [u8; 32] {
    [index as u8 + 1; 32]
}

/// The whole small register and a pad, in one bundle; the owner of the site claims its chain whole.
fn small_bundle(register: &Register, log: &[Record]) -> Bundle {
    let envelope = |record: &Record| truceline_register::bundle::verify::envelope_bytes(record);
    let size = log.len() as u64 + 1;
    let mut tree = Tree::new();
    for record in log {
        let opening = Opening(opening(record.index));
        tree.push(commitment::commit(&opening, &envelope(record)).leaf_hash());
    }
    tree.push(commitment::pad(&Opening(opening(size - 1))).leaf_hash());
    let signer = SignerKey::new(
        KeyName::parse(seals::ORIGIN).unwrap(),
        Algorithm::Ed25519,
        SigningKey::from_seed(&[9; 32]),
    );
    let origin = Origin::parse(seals::ORIGIN).unwrap();
    let checkpoint = Checkpoint {
        origin,
        size,
        root: tree.root(),
    };
    let checkpoint = SignedCheckpoint::sign(checkpoint, &signer)
        .unwrap()
        .note()
        .to_string();
    let entries = (0..size)
        .map(|index| Entry {
            index,
            opening: opening(index),
            leaf: log
                .get(index as usize)
                .map_or(Leaf::Pad, |record| Leaf::Record {
                    envelope: envelope(record),
                    disclosures: record.disclosures.iter().map(|(_, d)| d.clone()).collect(),
                }),
            proof: tree
                .inclusion(index, size)
                .unwrap()
                .hashes()
                .iter()
                .map(|hash| Digest(hash.0))
                .collect(),
        })
        .collect();
    let last = log.last().unwrap();
    let statement = last.statement.as_ref().unwrap();
    let chain = WholeChain {
        key: statement.header.key,
        last: 0,
        head: statement.payload_digest(),
    };
    assert_eq!(
        register
            .chains
            .of(chain.key)
            .and_then(|chain| chain.first_gap()),
        None
    );
    Bundle {
        checkpoint,
        entries,
        whole_chains: vec![chain],
    }
}

#[test]
fn a_small_bundle() {
    let (register, log) = small_register();
    let bundle = small_bundle(&register, &log);
    let bytes = bundle.to_bytes();
    let mut text = "# a register of five records and a pad; opening of leaf N: 32 times N + 1; bytes of the file in hex\n".to_owned();
    for part in bytes.chunks(64) {
        writeln!(text, "{}", hex(part)).unwrap();
    }
    golden("small.bundle.txt", &text);
    line(&mut text, "genesis", register.authority.genesis_digest());
    let pins = Pins {
        genesis: Some(register.authority.genesis_digest()),
        policy: None,
    };
    let verified = verify(&bytes, &pins).unwrap();
    assert_eq!(
        (verified.records.len(), verified.size, verified.undisclosed),
        (5, 6, 0)
    );
    let mut again = Register::new();
    verified
        .records
        .iter()
        .for_each(|record| again.apply(record));
    assert!(
        again == register,
        "a bundle of all records gives the register again"
    );
}

#[test]
fn a_submission_file() {
    let (said, statement) = statements()
        .into_iter()
        .find(|(said, _)| said.name == "nil")
        .unwrap();
    let submission = Submission {
        statement: statement.to_bytes(),
        disclosures: said.disclosures,
        unread: Vec::new(),
    };
    let bytes = submission.to_bytes();
    golden(
        "nil.submission.txt",
        &format!("# a submission file in hex\n{}\n", hex(&bytes)),
    );
    assert_eq!(Submission::from_bytes(&bytes), Ok(submission));
}

/// Decodes, encodes again, and refuses every other spelling.
fn is_strict<T>(name: &str, bytes: &[u8]) -> usize
where
    T: Encode<()> + for<'b> Decode<'b, ()> + Debug + PartialEq,
{
    let value: T = cbor::decode(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(cbor::encode(&value), bytes, "{name}");
    let others = hostile::spellings(bytes);
    for (what, other) in &others {
        let read: Result<T, CborError> = cbor::decode(other);
        assert!(read.is_err(), "{name}: {what} was taken");
    }
    others.len()
}

#[test]
fn no_other_spelling_is_taken() {
    let mut tried = 0;
    for (said, statement) in statements() {
        tried += is_strict::<Statement>(said.name, &statement.to_bytes());
        tried += is_strict::<Header>(said.name, &cbor::encode(&statement.header));
        tried += is_strict::<Payload>(said.name, statement.payload_bytes());
        for disclosure in &said.disclosures {
            tried += is_strict::<Disclosure>(said.name, &disclosure.to_bytes());
        }
    }
    for written in envelopes() {
        tried += is_strict::<Envelope>(written.name, &written.envelope.to_bytes());
    }
    let (register, log) = small_register();
    let bundle = cbor::encode(&small_bundle(&register, &log));
    tried += is_strict::<Bundle>("bundle", &bundle);
    assert!(tried > 5_000, "only {tried} spellings were tried");
}

/// An independent reader and writer of CBOR gives the same bytes, and the keys of every map ascend.
#[test]
fn another_implementation_writes_the_same_bytes() {
    let mut vectors: Vec<Vec<u8>> = Vec::new();
    for (said, statement) in statements() {
        vectors.push(statement.to_bytes());
        vectors.push(cbor::encode(&statement.header));
        vectors.push(statement.payload_bytes().to_vec());
        vectors.extend(said.disclosures.iter().map(Disclosure::to_bytes));
    }
    vectors.extend(
        envelopes()
            .iter()
            .map(|written| written.envelope.to_bytes()),
    );
    for bytes in vectors {
        let value: coset::cbor::Value = coset::cbor::from_reader(&bytes[..]).unwrap();
        let mut again = Vec::new();
        coset::cbor::into_writer(&value, &mut again).unwrap();
        assert_eq!(hex(&again), hex(&bytes));
        assert_keys_ascend(&value);
    }
}

fn assert_keys_ascend(value: &coset::cbor::Value) {
    use coset::cbor::Value;
    let encoded = |value: &Value| {
        let mut bytes = Vec::new();
        coset::cbor::into_writer(value, &mut bytes).unwrap();
        bytes
    };
    match value {
        Value::Map(pairs) => {
            assert!(
                pairs
                    .windows(2)
                    .all(|two| encoded(&two[0].0) < encoded(&two[1].0))
            );
            pairs
                .iter()
                .for_each(|(_, value)| assert_keys_ascend(value));
        }
        Value::Array(values) => values.iter().for_each(assert_keys_ascend),
        Value::Tag(_, value) => assert_keys_ascend(value),
        _ => {}
    }
}

proptest! {
    /// Whatever bytes become of a vector, what is still read is written the same again, and a
    /// disclosure of other bytes has another digest.
    #[test]
    fn what_is_read_is_written_the_same(which in 0_usize..40, place: prop::sample::Index, byte: u8) {
        let all = statements();
        let (said, statement) = &all[which % all.len()];
        let mut bytes = statement.payload_bytes().to_vec();
        let place = place.index(bytes.len());
        bytes[place] = byte;
        if let Ok(payload) = cbor::decode::<Payload>(&bytes) {
            prop_assert_eq!(cbor::encode(&payload), bytes.clone());
            prop_assert_eq!(payload.digest() == statement.payload_digest(), bytes == statement.payload_bytes());
        }
        for disclosure in &said.disclosures {
            let mut bytes = disclosure.to_bytes();
            let place = place % bytes.len();
            bytes[place] = byte;
            if let Ok(other) = Disclosure::from_bytes(&bytes) {
                prop_assert_eq!(other.to_bytes(), bytes.clone());
                prop_assert_eq!(other.digest() == disclosure.digest(), bytes == disclosure.to_bytes());
            }
        }
    }

    /// A value of any salt, times and sizes comes back from its disclosure, and only under its label.
    #[test]
    fn what_is_sealed_is_opened(salt: [u8; 16], start in -60_000_000_i64..60_000_000, radius in 0_u32..10_000_000, precision: Option<u16>) {
        let place = SitePlace {
            start: at(start),
            end: None,
            buffer: truceline_register::geometry::position::Decimetres::new(radius).unwrap(),
            precision: precision.map(|metres| seals::metres(u32::from(metres))),
            ..seals::site_place()
        };
        let sealed = Disclosure::seal(Salt(salt), Label::Exact, &place);
        let read = Disclosure::from_bytes(&sealed.to_bytes()).unwrap();
        prop_assert_eq!(read.digest(), sealed.digest());
        prop_assert_eq!(read.open::<SitePlace>(Label::Exact), Ok(place));
        prop_assert!(read.open::<SitePlace>(Label::Cell).is_err());
        let other = Salt(salt.map(|byte| byte ^ 1));
        prop_assert_ne!(Disclosure::seal(other, Label::Exact, &seals::site_place()).digest(), sealed.digest());
    }
}
