//! The corpus of real values: one or a few for every target, written anew on demand.
//!
//! They come from a small register of invented sites, from the golden vectors, from the templates
//! and, with a log at hand, from every kind of record in it.

use std::collections::BTreeSet;
use std::path::Path;

use truceline::card::{DeskCard, NO_PROOF, RegisterCard};
use truceline::pack::PackFile;
use truceline_engine::evidence::{Archive, LeafContent};
use truceline_engine::keyfile::{
    self, Key, Passphrase, Purpose, Sealing, Seed as KeySeed, WorkFactor,
};
use truceline_engine::store::Store;
use truceline_engine::store::sqlite::SqliteStore;
use truceline_engine::writer::open::log_signer;
use truceline_formats::template::Template;
use truceline_formats::template::write::{csv, xlsx};
use truceline_log::checkpoint::SignedCheckpoint;
use truceline_log::hash::Hash;
use truceline_log::key::SigningKey;
use truceline_log::tile::{Content, Tile};
use truceline_log::tree::Tree;
use truceline_register::codec::cbor;
use truceline_register::codec::disclosure::Disclosures;
use truceline_register::codec::record::Record;
use truceline_register::codec::statement::Submission;
use truceline_register::ids::{ActId, DeskId, NotificationId, PartyId, PersonId};

use super::corpus;
use super::targets::TARGETS;
use crate::crash::workload::Workload;
use crate::program;
use words::{AGREEMENT, COORDINATES, FLAGS, GAZETTEER, GEOJSON, REPLIES};

mod words;

/// Seeds of the target list, by target and name.
type Seeds = Vec<(&'static str, String, Vec<u8>)>;

/// Names of seeds begin so; everything else in a corpus was found by fuzzing and stays.
const PREFIX: &str = "seed-";
/// Longest seed: what is longer slows every mutation of it.
const MAX_SEED_BYTES: usize = 40 * 1024;

/// Writes all seeds, with those of a log where one is given; how many there are.
///
/// # Errors
/// A value cannot be made or a file not written.
pub fn write_all(log: Option<&Path>) -> Result<usize, String> {
    let mut seeds = of_vectors()?;
    seeds.extend(of_register()?);
    seeds.extend(of_pack()?);
    seeds.extend(of_files()?);
    seeds.extend(of_folder()?);
    seeds.extend(of_program()?);
    if let Some(log) = log {
        seeds.extend(of_log(log)?);
    }
    seeds.retain(|(_, _, bytes)| bytes.len() <= MAX_SEED_BYTES);
    for target in TARGETS {
        let folder = corpus::folder(target.name);
        std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        for path in crate::tidy::source::files_under(&folder)? {
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            // What a log gave stays until a log is given again.
            if name.starts_with(PREFIX) && (log.is_some() || !name.starts_with("seed-act-")) {
                std::fs::remove_file(&path).map_err(|error| error.to_string())?;
            }
        }
    }
    for (target, name, bytes) in &seeds {
        let path = corpus::folder(target).join(format!("{PREFIX}{name}"));
        std::fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(seeds.len())
}

/// From the golden vectors of the log.
fn of_vectors() -> Result<Seeds, String> {
    let folder = program::repository().join("testdata/vectors/log");
    let read =
        |name: &str| std::fs::read(folder.join(name)).map_err(|error| format!("{name}: {error}"));
    let mut seeds = Seeds::new();
    let mut add = |target, name: &str, bytes: Vec<u8>| seeds.push((target, name.to_owned(), bytes));
    for name in [
        "signed.checkpoint",
        "cosigned.checkpoint",
        "empty.checkpoint",
        "foreign/sum.golang.org.note",
        "foreign/cosigned.checkpoint",
    ] {
        let bytes = read(name)?;
        let flat = name.replace('/', "-");
        add("log_note", &flat, bytes.clone());
        add("log_signed_checkpoint", &flat, bytes.clone());
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (body, lines) = text.split_once("\n\n").ok_or("a note without signatures")?;
        add("log_checkpoint", &flat, format!("{body}\n").into_bytes());
        add("log_note_lines", &flat, lines.as_bytes().to_vec());
        if let Ok(checkpoint) = SignedCheckpoint::parse(&bytes) {
            for (number, line) in checkpoint.note().signatures().iter().enumerate() {
                add(
                    "log_cosignature",
                    &format!("{flat}-{number}"),
                    line.signature().to_vec(),
                );
            }
        }
    }
    add("log_receipt", "cosigned", read("cosigned.tlog-proof")?);
    let policy = read("verifier.policy")?;
    for word in String::from_utf8_lossy(&policy)
        .split_whitespace()
        .filter(|word| word.contains('+'))
    {
        let name = format!("policy-{}", word.len());
        add("log_verifier_key", &name, word.as_bytes().to_vec());
    }
    add("log_policy", "verifier", policy);
    add("log_fork_evidence", "golden", read("fork-evidence.txt")?);
    add(
        "log_fork_evidence",
        "beginning",
        read("fork-beginning.txt")?,
    );
    add("log_fork_evidence", "entry", read("fork-entry.txt")?);
    add("log_witness_state", "golden", read("witness-state.txt")?);
    for name in ["0-37.add-checkpoint", "37-100.add-checkpoint"] {
        let request = read(name)?;
        let lines = read("cosigned.checkpoint")?;
        let after = lines
            .windows(2)
            .position(|pair| pair == b"\n\n")
            .map_or(0, |at| at + 2);
        add(
            "log_witness_reply",
            name,
            [&request[..], b"----\n\0", &lines[after..]].concat(),
        );
        add(
            "log_witness_reply",
            &format!("{name}-conflict"),
            [&request[..], b"----\n\x01", b"37\n"].concat(),
        );
        add("log_witness_request", name, request);
    }
    for path in [
        "tile/0/000",
        "tile/0/x001/x234/067.p/3",
        "tile/entries/x001/000",
        "tile/1/000.p/255",
    ] {
        add(
            "log_tile_path",
            &path.replace('/', "-"),
            path.as_bytes().to_vec(),
        );
    }
    let tree: Tree = (0..5_u8).map(|number| Hash::of_leaf(&[number])).collect();
    for width in [1, 5_u8] {
        let tile = Tile::new(Content::Hashes { level: 0 }, 0, u16::from(width))
            .map_err(|e| e.to_string())?;
        let hashes = tile.hashes_of(&tree).map_err(|error| error.to_string())?;
        add(
            "log_tile_hashes",
            &format!("width-{width}"),
            [&[width - 1], &hashes[..]].concat(),
        );
    }
    let framed: Vec<u8> = (0..3_u8)
        .flat_map(|n| [&[0, 32][..], &[n; 32]].concat())
        .collect();
    add("log_tile_entries", "width-3", [&[2], &framed[..]].concat());
    add("log_hash", "base64", tree.root().to_base64().into_bytes());
    add("log_hash", "hex", tree.root().to_string().into_bytes());
    Ok(seeds)
}

/// From a register of invented sites.
fn of_register() -> Result<Seeds, String> {
    let mut workload = Workload::of(1);
    let mut writer = workload.rehearse()?;
    let submissions = workload.submissions(3);
    writer
        .commit(&submissions)
        .map_err(|error| error.to_string())?;
    writer.publish().map_err(|error| error.to_string())?;
    let checkpoint = writer.checkpoint().ok_or("no checkpoint")?;
    let archive = Archive {
        store: writer.store(),
        tree: writer.tree(),
        vault: writer.vault(),
        register: writer.register(),
    };
    let mut seeds = of_store(writer.store(), "")?;
    let mut add = |target, name: &str, bytes: Vec<u8>| seeds.push((target, name.to_owned(), bytes));
    for submission in &submissions[..1] {
        add("register_submission", "site", submission.to_bytes());
        for (number, disclosure) in submission.disclosures.iter().enumerate() {
            add(
                "register_disclosure",
                &format!("site-{number}"),
                disclosure.to_bytes(),
            );
        }
        let empty = Submission {
            disclosures: Vec::new(),
            unread: Vec::new(),
            ..submission.clone()
        };
        add("register_submission", "alone", empty.to_bytes());
    }
    for (number, value) in workload.places().into_iter().enumerate() {
        add("register_places", &number.to_string(), value);
    }
    let last = writer.register().size - 1;
    let sites: BTreeSet<u64> = (0..=last)
        .filter(|index| {
            archive
                .record(*index)
                .is_ok_and(|record| !record.disclosures.is_empty())
        })
        .collect();
    let one = sites.iter().copied().take(1).collect();
    for (name, wanted) in [("one", &one), ("all", &sites)] {
        let bundle = archive
            .bundle(wanted, &[], &checkpoint, &|_, _| true)
            .map_err(|e| e.to_string())?;
        add("register_bundle", name, bundle.to_bytes());
    }
    for index in &one {
        let receipt = archive
            .receipt(*index, &checkpoint)
            .map_err(|error| error.to_string())?;
        let content = LeafContent::of_receipt(&receipt).map_err(|error| error.to_string())?;
        add("engine_receipt_content", "site", cbor::encode(&content));
        add("log_receipt", "site", receipt.to_string().into_bytes());
    }
    let id = [0x5a; 16];
    add(
        "register_ids",
        "act",
        ActId::from_bytes(id).to_string().into_bytes(),
    );
    add(
        "register_ids",
        "notification",
        NotificationId::from_bytes(id).to_string().into_bytes(),
    );
    Ok(seeds)
}

/// A pack that a party of such a register draws: its file, and what it holds.
fn of_pack() -> Result<Seeds, String> {
    let mut workload = Workload::of(1);
    let mut writer = workload.rehearse()?;
    let sites = workload.submissions(3);
    writer.commit(&sites).map_err(|error| error.to_string())?;
    let index = writer.register().size;
    writer
        .commit(&[workload.pack()])
        .map_err(|error| error.to_string())?;
    let checkpoint = writer.checkpoint().ok_or("no checkpoint")?;
    let archive = Archive {
        store: writer.store(),
        tree: writer.tree(),
        vault: writer.vault(),
        register: writer.register(),
    };
    let record = archive.record(index).map_err(|error| error.to_string())?;
    let receipt = archive
        .receipt(index, &checkpoint)
        .map_err(|error| error.to_string())?;
    let file = PackFile::of(&record, &receipt.to_string()).map_err(|error| error.to_string())?;
    let held = cbor::encode(&file.open()?.pack);
    Ok(vec![
        (
            "program_pack",
            "south".to_owned(),
            file.to_string().into_bytes(),
        ),
        ("register_places", "pack".to_owned(), held),
    ])
}

/// From the small files of a register's folder and from key files, plain and sealed.
fn of_folder() -> Result<Seeds, String> {
    let bench = tempfile::tempdir().map_err(|error| error.to_string())?;
    let register = bench.path().join("register");
    Workload::of(1).prepare(&register)?;
    let read =
        |path: &Path| std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()));
    let mut seeds: Seeds = vec![
        (
            "engine_head",
            "head".to_owned(),
            read(&register.join("head/checkpoint"))?,
        ),
        (
            "engine_identity",
            "register".to_owned(),
            read(&register.join("register"))?,
        ),
    ];
    let key = Key {
        purpose: Purpose::Register,
        name: "register.example/crash".to_owned(),
        seed: KeySeed::from_bytes([7; 32]),
    };
    let sealing = Sealing {
        passphrase: Passphrase::new("an invented one".to_owned()),
        work: WorkFactor::REHEARSAL,
    };
    for (name, sealing) in [("plain", None), ("sealed", Some(&sealing))] {
        let path = bench.path().join(name);
        keyfile::create(&path, &key, sealing).map_err(|error| error.to_string())?;
        seeds.push(("engine_key_file", name.to_owned(), read(&path)?));
    }
    Ok(seeds)
}

/// From every kind of record in a log's file.
fn of_log(log: &Path) -> Result<Seeds, String> {
    let store = SqliteStore::open(log).map_err(|error| error.to_string())?;
    of_store(&store, "act-")
}

/// The shortest record of every kind, by the payload's number of the act or the ground's.
fn of_store(store: &dyn Store, prefix: &str) -> Result<Seeds, String> {
    let mut shortest = std::collections::BTreeMap::<String, Vec<u8>>::new();
    let mut from = 0;
    loop {
        let entries = store.read(from, 1_000).map_err(|error| error.to_string())?;
        if entries.is_empty() {
            break;
        }
        for entry in entries {
            from += 1;
            let Ok(record) = Record::read(from - 1, &entry.envelope, Disclosures::default()) else {
                continue;
            };
            let kind = match &record.payload {
                Some(payload) => variant(&payload.act),
                None => variant(&record.part.ground),
            };
            let known = shortest
                .entry(kind)
                .or_insert_with(|| entry.envelope.clone());
            if entry.envelope.len() < known.len() {
                *known = entry.envelope;
            }
        }
    }
    let mut seeds = Seeds::new();
    for (kind, envelope) in shortest {
        let name = format!("{prefix}{kind}");
        let record =
            Record::read(0, &envelope, Disclosures::default()).map_err(|e| e.to_string())?;
        if let Some(statement) = record.statement {
            seeds.push(("register_statement", name.clone(), statement.to_bytes()));
            seeds.push((
                "register_payload",
                name.clone(),
                statement.payload_bytes().to_vec(),
            ));
        }
        seeds.push(("register_envelope", name, envelope));
    }
    Ok(seeds)
}

/// The name of an enum's variant, from its debug text.
fn variant(value: &impl std::fmt::Debug) -> String {
    let text = format!("{value:?}");
    text.split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default()
        .to_lowercase()
}

/// From what people send, and from the engine's own small files.
fn of_files() -> Result<Seeds, String> {
    let mut seeds = Seeds::new();
    let mut add = |target, name: &str, bytes: Vec<u8>| seeds.push((target, name.to_owned(), bytes));
    for (number, text) in COORDINATES.iter().enumerate() {
        add(
            "formats_coordinate",
            &number.to_string(),
            text.as_bytes().to_vec(),
        );
    }
    add(
        "formats_coordinate_list",
        "mixed",
        COORDINATES.join("; ").into_bytes(),
    );
    add(
        "formats_coordinate_list",
        "lines",
        COORDINATES.join("\n").into_bytes(),
    );
    add(
        "formats_gazetteer",
        "four-scripts",
        GAZETTEER.as_bytes().to_vec(),
    );
    for (template, name) in [
        (Template::Sites, "sites"),
        (Template::Movements, "movements"),
    ] {
        let target = if name == "sites" {
            "formats_sites"
        } else {
            "formats_movements"
        };
        let as_csv = csv(template, &[]);
        let as_xlsx =
            xlsx(template, &std::collections::BTreeMap::new()).map_err(|e| e.to_string())?;
        // A file whose only row is the example has nothing to say; without the mark it has.
        let filled = String::from_utf8_lossy(&as_csv)
            .replace("EXAMPLE", "site-1")
            .replace("example", "site-1");
        add("formats_table", &format!("{name}.csv"), as_csv.clone());
        add("formats_table", &format!("{name}.xlsx"), as_xlsx.clone());
        add(target, "template.csv", as_csv);
        add(target, "template.xlsx", as_xlsx);
        add(target, "filled.csv", filled.into_bytes());
    }
    let folder = program::repository().join("docs/examples/agreements");
    for path in crate::tidy::source::files_under(&folder)? {
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.unwrap_or_default().to_owned();
        if name.ends_with(".toml") {
            let bytes = std::fs::read(&path).map_err(|error| format!("{name}: {error}"))?;
            add("formats_agreement", &name, bytes);
        }
    }
    for (number, text) in AGREEMENT.iter().enumerate() {
        let bytes = text.as_bytes().to_vec();
        add("formats_agreement", &number.to_string(), bytes);
    }
    for (name, bytes) in super::media::BEGINNINGS {
        add("register_media", name, bytes.to_vec());
    }
    for (number, text) in GEOJSON.iter().enumerate() {
        add(
            "formats_geojson",
            &number.to_string(),
            text.as_bytes().to_vec(),
        );
    }
    for name in ["kestrel-ucdp.csv", "kestrel-acled.csv"] {
        let path = program::repository().join("testdata/events").join(name);
        let bytes = std::fs::read(&path).map_err(|error| format!("{name}: {error}"))?;
        add("formats_events", name, bytes);
    }
    Ok(seeds)
}

/// From the scenarios, and from what people type.
fn of_program() -> Result<Seeds, String> {
    let mut seeds = Seeds::new();
    let folder = program::repository().join("testdata/scenarios");
    for path in crate::tidy::source::files_under(&folder)? {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default()
            .to_owned();
        let bytes = std::fs::read(&path).map_err(|error| format!("{name}: {error}"))?;
        let target = if name.ends_with(".scn") {
            "program_scenario"
        } else {
            "program_map"
        };
        seeds.push((target, name, bytes));
    }
    for name in ["3-february", "27-february"] {
        let path = program::repository().join(format!("docs/cases/idlib-2020/{name}.claims.toml"));
        let bytes = std::fs::read(&path).map_err(|error| format!("{name}: {error}"))?;
        seeds.push(("program_claims", name.to_owned(), bytes));
    }
    for (number, text) in FLAGS.iter().enumerate() {
        seeds.push((
            "program_flags",
            number.to_string(),
            text.as_bytes().to_vec(),
        ));
    }
    let signer = log_signer("register.example/fuzz", &KeySeed::from_bytes([7; 32]));
    let register = RegisterCard {
        origin: "register.example/fuzz".to_owned(),
        theatre: "An invented valley".to_owned(),
        exercise: true,
        genesis: cbor::Digest([7; 32]),
        log: signer.map_err(|error| error.to_string())?.verifier(),
    };
    seeds.push((
        "program_cards",
        "register".to_owned(),
        register.to_string().into_bytes(),
    ));
    let seed = [7; 32];
    let desk = DeskCard {
        name: "Centre/Duty desk".to_owned(),
        origin: "register.example/fuzz".to_owned(),
        genesis: cbor::Digest([7; 32]),
        party: PartyId::from_bytes([1; 16]),
        desk: DeskId::from_bytes([2; 16]),
        person: PersonId::from_bytes([3; 16]),
        public: *SigningKey::from_seed(&seed).verifying_key().as_bytes(),
        proof: NO_PROOF,
    };
    let desk = desk.proven(&SigningKey::from_seed(&seed));
    seeds.push((
        "program_cards",
        "desk".to_owned(),
        desk.to_string().into_bytes(),
    ));
    let vectors = program::repository().join("testdata/vectors/log");
    for name in [
        "cosigned.tlog-proof",
        "signed.checkpoint",
        "fork-evidence.txt",
    ] {
        let bytes =
            std::fs::read(vectors.join(name)).map_err(|error| format!("{name}: {error}"))?;
        seeds.push(("program_artefact", name.to_owned(), bytes));
    }
    let shown = std::fs::read_to_string(vectors.join("signed.checkpoint"));
    let shown = shown.map_err(|error| format!("signed.checkpoint: {error}"))?;
    seeds.push((
        "program_artefact",
        "seen".to_owned(),
        format!(
            "{}\nlinked: 1\n\n{shown}\n{shown}",
            truceline::seen::SEEN_HEADER
        )
        .into_bytes(),
    ));
    let mut workload = Workload::of(1);
    let submission = workload.submissions(1).remove(0);
    seeds.push((
        "program_artefact",
        "submission".to_owned(),
        submission.to_bytes(),
    ));
    seeds.push((
        "program_artefact",
        "statement".to_owned(),
        submission.statement,
    ));
    seeds.extend(of_requests()?);
    Ok(seeds)
}

/// From the golden vector of a signed request, and what a server is sent beside.
fn of_requests() -> Result<Seeds, String> {
    let path = program::repository().join("testdata/vectors/http/signed-request.txt");
    let text = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
    let mut seeds = Seeds::new();
    for name in ["content-digest", "signature-input", "signature"] {
        let prefix = format!("{name}: ");
        let value = text.lines().find_map(|line| line.strip_prefix(&prefix));
        let value = value.ok_or("a vector without its headers")?;
        let name = name.to_owned();
        seeds.push(("program_signed_request", name, value.as_bytes().to_vec()));
    }
    for (name, text) in [
        ("code", "0123-4567-89ab-cdef-0123-4567-89AB-CDEF"),
        (
            "cookie",
            "a=b; __Host-truceline=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        ),
        ("address", "https://Register.example:443/"),
    ] {
        seeds.push(("program_sent_in", name.to_owned(), text.as_bytes().to_vec()));
    }
    for (name, text) in REPLIES {
        seeds.push((
            "program_mail_reply",
            (*name).to_owned(),
            text.as_bytes().to_vec(),
        ));
    }
    Ok(seeds)
}
