//! One function for every decoder of bytes from outside.
//!
//! Each takes any bytes, returns nothing, and panics where a promise is broken: a decoder never
//! panics, and what it takes it writes again as it came (or, where people write, as something that
//! it reads as the same). Shared by `cargo xtask fuzz` on the stable toolchain and by the
//! coverage-guided targets in `fuzz/`, which include this file.

use std::fmt::Display;
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use truceline::card::{DeskCard, RegisterCard};
use truceline::cli::{artefact, flags, known_at};
use truceline::names::Names;
use truceline::notation::{claims, told};
use truceline::scenario::grammar;
use truceline::scenario::map::Map;
use truceline_engine::evidence::LeafContent;
use truceline_engine::folder::Folder;
use truceline_engine::head::HeadFile;
use truceline_engine::keyfile::{self, Purpose};
use truceline_log::checkpoint::{Checkpoint, SignedCheckpoint};
use truceline_log::cosignature::Cosignature;
use truceline_log::fork::ForkEvidence;
use truceline_log::hash::Hash;
use truceline_log::note::{self, Note};
use truceline_log::policy::Policy;
use truceline_log::receipt::Receipt;
use truceline_log::tile::{Content, Tile};
use truceline_log::vkey::VerifierKey;
use truceline_log::witness::request::Request;
use truceline_log::witness::state::WitnessState;
use truceline_log::witness::{self, reply};
use truceline_register::allegation::account::Account;
use truceline_register::bulletin::BulletinPublished;
use truceline_register::bundle::Bundle;
use truceline_register::bundle::verify::{Pins, verify};
use truceline_register::check::Basis;
use truceline_register::check::probing::Noticed;
use truceline_register::codec::cbor;
use truceline_register::codec::disclosure::{Disclosure, Disclosures, Label};
use truceline_register::codec::record::{Envelope, Record};
use truceline_register::codec::statement::{Payload, Statement, Submission};
use truceline_register::counts::ZoneCount;
use truceline_register::evidence::handling::How;
use truceline_register::evidence::{PartBytes, Words};
use truceline_register::ids::{ActId, NotificationId};
use truceline_register::looks::Look;
use truceline_register::notification::{Details, Personal};
use truceline_register::pack::Pack;
use truceline_register::place::{
    CellPlace, ExistencePlace, MovementPlace, PostedPosition, SitePlace, Volume4d,
};
use truceline_register::reconciliation::Proposed;

// By its path, because the crate in `fuzz/` includes this file.
#[path = "targets/agreement.rs"]
mod agreement;
#[path = "targets/carried.rs"]
mod carried;
#[path = "targets/evidence.rs"]
mod evidence;
#[path = "targets/files.rs"]
mod files;
#[path = "targets/served.rs"]
mod served;

pub use agreement::formats_agreement;
pub use carried::{program_mail_reply, program_pack};
pub use evidence::register_media;
pub use files::{
    formats_coordinate, formats_coordinate_list, formats_events, formats_gazetteer,
    formats_geojson, formats_movements, formats_sites, formats_table,
};
pub use served::{program_sent_in, program_signed_request};

/// A decoder under test.
#[derive(Clone, Copy)]
pub struct Target {
    /// Its name, also that of its corpus and of its coverage-guided binary.
    pub name: &'static str,
    /// What is run.
    pub run: fn(&[u8]),
}

macro_rules! targets {
    ($($name:ident,)*) => {
        /// Every target, in order of the crates: log, register, formats, engine, program.
        pub const TARGETS: &[Target] =
            &[$(Target { name: stringify!($name), run: $name },)*];
    };
}

targets! {
    log_note,
    log_note_lines,
    log_checkpoint,
    log_signed_checkpoint,
    log_verifier_key,
    log_policy,
    log_receipt,
    log_fork_evidence,
    log_witness_request,
    log_witness_state,
    log_witness_reply,
    log_tile_path,
    log_tile_hashes,
    log_tile_entries,
    log_cosignature,
    log_hash,
    register_statement,
    register_payload,
    register_submission,
    register_envelope,
    register_disclosure,
    register_places,
    register_bundle,
    register_ids,
    register_media,
    formats_coordinate,
    formats_coordinate_list,
    formats_gazetteer,
    formats_table,
    formats_sites,
    formats_movements,
    formats_geojson,
    formats_agreement,
    formats_events,
    engine_receipt_content,
    engine_head,
    engine_key_file,
    engine_identity,
    program_scenario,
    program_map,
    program_cards,
    program_artefact,
    program_flags,
    program_signed_request,
    program_sent_in,
    program_pack,
    program_mail_reply,
    program_claims,
}

fn text(data: &[u8]) -> Option<&str> {
    std::str::from_utf8(data).ok()
}

/// What was read from `data` writes `data`.
fn writes_again(value: &impl Display, data: &[u8]) {
    assert!(
        value.to_string().as_bytes() == data,
        "what was read writes other bytes"
    );
}

/// A signed note.
pub fn log_note(data: &[u8]) {
    if let Ok(note) = Note::parse(data) {
        writes_again(&note, data);
    }
}

/// Signature lines alone, as a witness answers.
pub fn log_note_lines(data: &[u8]) {
    let Some(Ok(lines)) = text(data).map(note::parse_lines) else {
        return;
    };
    let written: String = lines.iter().map(ToString::to_string).collect();
    let again = note::parse_lines(&written);
    assert!(
        again.as_ref() == Ok(&lines),
        "lines written are read as others"
    );
}

/// The text of a checkpoint.
pub fn log_checkpoint(data: &[u8]) {
    if let Some(Ok(checkpoint)) = text(data).map(Checkpoint::parse) {
        writes_again(&checkpoint, data);
    }
}

/// A checkpoint with its signatures.
pub fn log_signed_checkpoint(data: &[u8]) {
    if let Ok(checkpoint) = SignedCheckpoint::parse(data) {
        writes_again(&checkpoint, data);
        let _ = checkpoint.verify(&[]);
    }
}

/// A verifier key.
pub fn log_verifier_key(data: &[u8]) {
    if let Some(Ok(key)) = text(data).map(VerifierKey::parse) {
        writes_again(&key, data);
    }
}

/// A policy: comments and blanks may go, what it says stays.
pub fn log_policy(data: &[u8]) {
    if let Ok(policy) = Policy::parse(data) {
        let again = Policy::parse(policy.to_string().as_bytes());
        assert!(
            again.as_ref() == Ok(&policy),
            "a policy written is read as another"
        );
    }
}

/// A receipt.
pub fn log_receipt(data: &[u8]) {
    if let Ok(receipt) = Receipt::parse(data) {
        writes_again(&receipt, data);
    }
}

/// Two checkpoints of one size.
pub fn log_fork_evidence(data: &[u8]) {
    if let Ok(evidence) = ForkEvidence::parse(data) {
        let again = ForkEvidence::parse(evidence.to_string().as_bytes());
        assert!(
            again.as_ref() == Ok(&evidence),
            "evidence written is read as other evidence"
        );
        assert!(
            evidence.verify(&[]).is_err(),
            "nothing is evidence against no key"
        );
    }
}

/// What a log sends to a witness.
pub fn log_witness_request(data: &[u8]) {
    if let Ok(request) = Request::parse(data) {
        writes_again(&request, data);
    }
    let decision = witness::decide_body(&WitnessState::new(), data);
    assert!(
        decision.status() != 200,
        "a witness that watches no log cosigns none"
    );
}

/// What a witness remembers.
pub fn log_witness_state(data: &[u8]) {
    if let Ok(state) = WitnessState::parse(data) {
        let again = WitnessState::parse(state.to_string().as_bytes());
        assert!(
            again.as_ref() == Ok(&state),
            "a state written is read as another"
        );
    }
}

/// What a witness answers: a request, a line that says `----`, a status and its body.
pub fn log_witness_reply(data: &[u8]) {
    const BETWEEN: &[u8] = b"----\n";
    let Some(at) = data
        .windows(BETWEEN.len())
        .position(|window| window == BETWEEN)
    else {
        return;
    };
    let (request, rest) = (&data[..at], &data[at + BETWEEN.len()..]);
    let (Ok(sent), Some((low, body))) = (Request::parse(request), rest.split_first()) else {
        return;
    };
    let status = [200, 409, 400, 403, 404, 422, 500][usize::from(*low) % 7];
    let cosigned = reply::read(&sent, status, body, &[]);
    assert!(
        status != 200 || cosigned.is_err(),
        "without a known witness nothing is cosigned"
    );
}

/// The path of a tile.
pub fn log_tile_path(data: &[u8]) {
    if let Some(Ok(tile)) = text(data).map(Tile::parse) {
        assert!(tile.path().as_bytes() == data, "a tile's path is another");
    }
}

fn tile(content: Content, data: &[u8]) -> Option<(Tile, &[u8])> {
    let (first, rest) = data.split_first()?;
    let tile = Tile::new(content, 0, u16::from(*first) + 1).ok()?;
    Some((tile, rest))
}

/// The hashes of a tile; the first byte is its width less one.
pub fn log_tile_hashes(data: &[u8]) {
    let Some((tile, bytes)) = tile(Content::Hashes { level: 0 }, data) else {
        return;
    };
    if let Ok(hashes) = tile.parse_hashes(bytes) {
        assert!(
            hashes
                .iter()
                .flat_map(|hash| hash.0)
                .eq(bytes.iter().copied()),
            "other hashes"
        );
    }
}

/// The entries of a tile; the first byte is its width less one.
pub fn log_tile_entries(data: &[u8]) {
    let Some((tile, bytes)) = tile(Content::Entries, data) else {
        return;
    };
    if let Ok(entries) = tile.parse_entries(bytes) {
        let written = tile.entries_of(&entries);
        assert!(
            written.is_ok_and(|written| written == bytes),
            "other entries"
        );
    }
}

/// A cosignature's bytes.
pub fn log_cosignature(data: &[u8]) {
    if let Ok(cosignature) = Cosignature::parse(data) {
        assert!(
            cosignature.to_bytes() == data,
            "a cosignature writes other bytes"
        );
    }
}

/// A hash as text.
pub fn log_hash(data: &[u8]) {
    let Some(text) = text(data) else { return };
    if let Ok(hash) = Hash::from_base64(text) {
        assert_eq!(hash.to_base64(), text);
    }
    if let Ok(hash) = Hash::from_hex(text) {
        assert_eq!(hash.to_string(), text.to_lowercase());
    }
}

/// A signed statement.
pub fn register_statement(data: &[u8]) {
    if let Ok(statement) = Statement::parse(data) {
        assert!(
            statement.to_bytes() == data,
            "a statement is not the bytes that were signed"
        );
        if let Ok(payload) = statement.payload() {
            assert!(cbor::encode(&payload) == statement.payload_bytes());
        }
    }
}

/// A statement's payload: every kind of act.
pub fn register_payload(data: &[u8]) {
    if let Ok(payload) = cbor::decode::<Payload>(data) {
        assert!(
            cbor::encode(&payload) == data,
            "a payload is not the bytes that were signed"
        );
        let _ = payload.act.digests();
    }
}

/// A statement with its disclosures.
pub fn register_submission(data: &[u8]) {
    if let Ok(submission) = Submission::from_bytes(data) {
        assert!(
            submission.to_bytes() == data,
            "a submission writes other bytes"
        );
    }
}

/// What a leaf commits to, and the record in it.
pub fn register_envelope(data: &[u8]) {
    if let Ok(envelope) = cbor::decode::<Envelope>(data) {
        assert!(
            envelope.to_bytes() == data,
            "an envelope writes other bytes"
        );
    }
    let _ = Record::read(0, data, Disclosures::default());
}

/// A disclosure and the value in it.
pub fn register_disclosure(data: &[u8]) {
    let Ok(disclosure) = Disclosure::from_bytes(data) else {
        return;
    };
    assert!(
        disclosure.to_bytes() == data,
        "a disclosure writes other bytes"
    );
    let label = disclosure.label();
    match label {
        Label::Exact => {
            let _ = disclosure.open::<SitePlace>(label);
            let _ = disclosure.open::<MovementPlace>(label);
        }
        Label::Cell => drop(disclosure.open::<CellPlace>(label)),
        Label::Existence => drop(disclosure.open::<ExistencePlace>(label)),
        Label::Details => {
            drop(disclosure.open::<Details>(label));
            drop(disclosure.open::<Account>(label));
            drop(disclosure.open::<Proposed>(label));
            drop(disclosure.open::<Words>(label));
            drop(disclosure.open::<How>(label));
        }
        Label::Personal => drop(disclosure.open::<Personal>(label)),
        Label::Text => drop(disclosure.open::<String>(label)),
        Label::Area => drop(disclosure.open::<Volume4d>(label)),
        Label::Positions => drop(disclosure.open::<Vec<PostedPosition>>(label)),
        Label::Volumes => drop(disclosure.open::<Vec<Volume4d>>(label)),
        Label::Part => drop(disclosure.open::<PartBytes>(label)),
        Label::Basis => {
            drop(disclosure.open::<Basis>(label));
            drop(disclosure.open::<Vec<Look>>(label));
            drop(disclosure.open::<Vec<ZoneCount>>(label));
            drop(disclosure.open::<Noticed>(label));
        }
    }
}

/// Values of places: what stands in disclosures.
pub fn register_places(data: &[u8]) {
    fn again<T: minicbor::Encode<()> + for<'b> minicbor::Decode<'b, ()>>(data: &[u8]) {
        if let Ok(value) = cbor::decode::<T>(data) {
            assert!(cbor::encode(&value) == data, "a place writes other bytes");
        }
    }
    again::<SitePlace>(data);
    again::<MovementPlace>(data);
    again::<CellPlace>(data);
    again::<Account>(data);
    again::<Proposed>(data);
    again::<BulletinPublished>(data);
    again::<Words>(data);
    again::<How>(data);
    again::<PartBytes>(data);
    again::<ExistencePlace>(data);
    again::<Volume4d>(data);
    again::<Vec<PostedPosition>>(data);
    again::<Pack>(data);
}

/// A bundle, as it comes, and with its checksum mended so that the inside is reached.
pub fn register_bundle(data: &[u8]) {
    let mut mended = data.to_vec();
    if let Some(end) = data.len().checked_sub(32) {
        let sum = cbor::Digest::of(&data[..end]);
        mended.truncate(end);
        mended.extend_from_slice(&sum.0);
    }
    for bytes in [data, &mended] {
        if let Ok(bundle) = Bundle::from_bytes(bytes) {
            assert!(bundle.to_bytes() == bytes, "a bundle writes other bytes");
        }
        let _ = verify(bytes, &Pins::default());
    }
}

/// Identifiers as text.
pub fn register_ids(data: &[u8]) {
    let Some(text) = text(data) else { return };
    if let Ok(id) = ActId::parse(text) {
        assert_eq!(id.to_string(), text);
    }
    if let Ok(id) = NotificationId::parse(text) {
        assert_eq!(id.to_string(), text);
    }
}

/// A folder of this process for decoders that read files; reused by every case.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("truceline-fuzz-{}-{name}", std::process::id()));
    if !folder.is_dir() {
        let made = std::fs::DirBuilder::new().mode(0o700).create(&folder);
        assert!(made.is_ok(), "{}: cannot be made", folder.display());
    }
    folder
}

fn put(path: &Path, data: &[u8]) {
    let file = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path);
    let written = file.and_then(|mut file| file.write_all(data));
    assert!(written.is_ok(), "{}: cannot be written", path.display());
}

/// What a receipt carries beside its proof.
pub fn engine_receipt_content(data: &[u8]) {
    if let Ok(content) = cbor::decode::<LeafContent>(data) {
        assert!(
            cbor::encode(&content) == data,
            "a receipt's content writes other bytes"
        );
        let _ = content.leaf_hash();
    }
}

/// The head file.
pub fn engine_head(data: &[u8]) {
    let path = folder("head").join("checkpoint");
    put(&path, data);
    let _ = HeadFile::at(&path).read();
}

/// A key file; nobody is there to give a passphrase.
pub fn engine_key_file(data: &[u8]) {
    let path = folder("key").join("key");
    put(&path, data);
    let sealed = keyfile::is_sealed(&path);
    let loaded = keyfile::load(&path, Purpose::Register, &mut || None);
    assert!(
        loaded.is_err() || matches!(sealed, Ok(false)),
        "a sealed key opened by itself"
    );
}

/// The file that says which register a folder holds.
pub fn engine_identity(data: &[u8]) {
    let root = folder("identity");
    put(&root.join("register"), data);
    let _ = Folder::open(&root);
}

/// A scenario, its map being the rest of the input after a line `----`.
pub fn program_scenario(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let (scenario, map) = text.split_once("\n----\n").unwrap_or((text, ""));
    let _ = grammar::read("fuzz.scn", scenario, &|_| Ok(map.to_owned()));
}

/// A scenario's map.
pub fn program_map(data: &[u8]) {
    if let Some(text) = text(data) {
        let _ = Map::read("fuzz.map.geojson", text);
    }
}

/// Cards of registers and desks.
pub fn program_cards(data: &[u8]) {
    let Some(text) = text(data) else { return };
    if let Ok(card) = DeskCard::parse(text) {
        let again = DeskCard::parse(&card.to_string());
        assert!(
            again.as_ref() == Ok(&card),
            "a card written is read as another"
        );
    }
    if let Ok(card) = RegisterCard::parse(text) {
        let again = RegisterCard::parse(&card.to_string());
        assert!(
            again.as_ref() == Ok(&card),
            "a card written is read as another"
        );
    }
}

/// Any file that `show` is given.
pub fn program_artefact(data: &[u8]) {
    let _ = artefact::recognise(data);
}

/// A file of claims, and times as people give them.
pub fn program_claims(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let names = Names::of_records([]);
    if let Err(faults) = claims::read(text, &names) {
        assert!(
            (1..=claims::MAX_FAULTS).contains(&faults.len()),
            "a file is read, or its faults are told"
        );
    }
    let _ = told::offset(text);
    let _ = told::time_told(text, None, None);
    let _ = told::time_told(text, Some(180), None);
}

/// Values on the command line.
pub fn program_flags(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let _ = flags::when(text);
    let _ = flags::instant(text);
    let _ = flags::span(text);
    let _ = flags::length(text);
    let _ = flags::altitude(text);
    let _ = flags::forces(text);
    let _ = flags::share(text);
    let _ = known_at::known_at(text);
}
