//! From format 1 to this release's: the same register, or still the earlier one, wherever it is cut short.

use super::unreadable::{second_person, unreadable_as};
use super::*;
use crate::backup;
use crate::database::OpenError;
use crate::folder::{Folder, FolderError, Paths};
use crate::upgrade::{self, Halt, Outcome, Step, UpgradeError, VaultKeys};
use crate::vault::Held;
use crate::vault::seal::WRAPPED_KEY_BYTES;
use crate::vault::shelf::{Files, Shelf, Shelved};
use crate::vault::sqlite::SqliteShelf;
use rusqlite::Connection;
use std::fs;
use std::path::PathBuf;
use truceline_register::codec::disclosure::Unread;
use truceline_register::erasure;
use truceline_register::register::Register;
use truceline_register::relay::Confirmation;
use truceline_register::vocabulary::Stance;

/// Makes of a database what the release before wrote: format 2 is format 1 with a plate.
fn lower(path: &Path) {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch("DROP TABLE plate; PRAGMA user_version = 1; PRAGMA journal_mode = DELETE;")
        .unwrap();
}

/// The same of a folder.
fn lower_folder(root: &Path) {
    for name in ["log", "vault"] {
        let path = root.join(format!("{name}-2.db"));
        lower(&path);
        fs::rename(&path, root.join(format!("{name}.db"))).unwrap();
        for suffix in ["-wal", "-shm", ".lock"] {
            let _ = fs::remove_file(root.join(format!("{name}-2.db{suffix}")));
        }
    }
    let marker = root.join("register");
    let text = fs::read_to_string(&marker).unwrap();
    fs::write(
        marker,
        text.replace("truceline-register 2\n", "truceline-register 1\n"),
    )
    .unwrap();
}

/// A register in format 1 with something in the vault and something erased, and what must come out of it.
struct Earlier {
    _folder: TempDir,
    root: PathBuf,
    clock: HandClock,
    centre: Centre,
    register: Register,
    root_hash: truceline_log::hash::Hash,
    held: Vec<(RecordKey, Held)>,
    /// Sealed bytes of what is held, as they stand in the file.
    sealed: Vec<Vec<u8>>,
}

impl Earlier {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let root = folder.path().join("register");
        let clock = HandClock::at(noon());
        let (mut writer, mut centre) = begin(&root, &clock);
        let mut second = second_person(&mut writer, &mut centre);
        let beside = |word: &[u8]| [Unread(word.repeat(40)), Unread(vec![0x01])];
        let mut told = Vec::new();
        for (number, word) in [(20, &b"at the mill "[..]), (21, b"by the ford ")] {
            let submission = unreadable_as(&centre, 0xf6 - number % 2, &beside(word));
            told.push(index_of(&writer.commit(&[submission]).unwrap()[0]));
            writer.commit(&[centre.enrol(number)]).unwrap();
        }
        let disowned = centre.sign(Act::Confirmed(Confirmation {
            record: told[0],
            stance: Stance::Disowned,
        }));
        let asked = centre.sign(Act::ErasureAsked(erasure::Erasure {
            records: vec![told[0]],
            personal_only: false,
            reason: None,
        }));
        let asked = index_of(&writer.commit(&[disowned, asked]).unwrap()[1]);
        let countersigned = second.sign(Act::Countersigned(asked));
        index_of(&writer.commit(&[countersigned]).unwrap()[0]);
        let held = writer.vault().scan(RecordKey::FIRST, 4_096).unwrap();
        assert!(held.iter().any(|(_, held)| *held == Held::Erased));
        let (register, root_hash) = (writer.register().clone(), writer.tree().root());
        drop(writer);
        let shelf = SqliteShelf::open_reader(&Paths::of(&root).vault()).unwrap();
        let sealed = shelf
            .scan(RecordKey::FIRST, 4_096, Files::Included)
            .unwrap()
            .into_iter()
            .filter_map(|(_, shelved)| match shelved {
                Shelved::Held(record) => Some(record),
                _ => None,
            })
            .flat_map(|record| {
                let values = record.values.into_iter().map(|(_, bytes)| bytes);
                values.chain([record.wrapped.to_vec()]).collect::<Vec<_>>()
            })
            .filter(|bytes| bytes.len() >= WRAPPED_KEY_BYTES)
            .map(|bytes| bytes[..WRAPPED_KEY_BYTES].to_vec())
            .collect::<Vec<_>>();
        assert!(sealed.len() >= 2, "{told:?} {held:?}");
        drop(shelf);
        lower_folder(&root);
        Self {
            _folder: folder,
            root,
            clock,
            centre,
            register,
            root_hash,
            held,
            sealed,
        }
    }

    /// A copy to do things to.
    fn copy(&self, name: &str) -> PathBuf {
        let to = self._folder.path().join(name);
        copy_all(&self.root, &to);
        to
    }

    /// It is upgraded, whole, and nothing of the vault stands anywhere else.
    fn assert_upgraded(&self, root: &Path) {
        let writer = open(root, &self.clock).unwrap();
        assert!(*writer.register() == self.register, "the same by replay");
        assert_eq!(writer.tree().root(), self.root_hash);
        let held = writer.vault().scan(RecordKey::FIRST, 4_096).unwrap();
        assert!(held == self.held, "no disclosure lost, no mark lost");
        assert_sound(&writer, root);
        drop(writer);
        let folder = Folder::open(root).unwrap();
        assert_eq!((folder.format(), folder.remains()), (2, None));
        self.assert_only_in(root, "vault-2.db");
        for name in names(root) {
            assert!(
                !name.starts_with("log.db") && !name.starts_with("vault.db"),
                "{name}"
            );
        }
    }

    fn assert_only_in(&self, root: &Path, only: &str) {
        for name in names(root) {
            let bytes = fs::read(root.join(&name)).unwrap_or_default();
            let has = self
                .sealed
                .iter()
                .any(|one| bytes.windows(one.len()).any(|window| window == one));
            assert_eq!(has, name == only, "{name}");
        }
    }

    /// The earlier register stands as it was.
    fn assert_untouched(&self, root: &Path) {
        for name in ["register", "log.db", "vault.db", "head/checkpoint"] {
            let was = fs::read(self.root.join(name)).unwrap();
            assert!(fs::read(root.join(name)).unwrap() == was, "{name}");
        }
    }
}

fn copy_all(from: &Path, to: &Path) {
    crate::disk::create_private_folder(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, name) = entry
            .map(|entry| (entry.path(), entry.file_name()))
            .unwrap();
        if path.is_dir() {
            copy_all(&path, &to.join(name));
        } else {
            fs::copy(&path, to.join(name)).unwrap();
        }
    }
}

fn names(root: &Path) -> Vec<String> {
    let entries = fs::read_dir(root).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn has_new_files(root: &Path) -> bool {
    names(root).iter().any(|name| name.contains("-2.db"))
}

fn keys() -> VaultKeys {
    VaultKeys::Any(vec![secrets().vault])
}

fn run(
    root: &Path,
    keys: &VaultKeys,
    watch: &mut dyn FnMut(Step) -> Result<(), Halt>,
) -> Result<Outcome, UpgradeError> {
    let folder = Folder::open_to_upgrade(root).unwrap();
    let lock = folder.lock().unwrap();
    upgrade::upgrade(root, &lock, keys, watch)
}

#[test]
fn an_earlier_folder_is_refused_by_name_until_it_is_upgraded() {
    let earlier = Earlier::new();
    let refused = open(&earlier.root, &earlier.clock).err().unwrap();
    assert!(
        matches!(
            &refused,
            StartError::Folder(FolderError::Older { found: 1, .. })
        ),
        "{refused}"
    );
    let said = refused.to_string();
    assert!(
        said.contains("truceline upgrade") && said.contains("format 1") && said.contains(ORIGIN),
        "{said}"
    );
    assert!(matches!(
        crate::folder::Inception::begin(&earlier.root),
        Err(FolderError::RegisterExists { .. })
    ));
    match run(&earlier.root, &keys(), &mut |_| Ok(())).unwrap() {
        Outcome::Upgraded { from: 1, proof } => {
            assert_eq!(proof.entries, earlier.register.size);
            assert_eq!(proof.root, earlier.root_hash);
            assert_eq!(proof.vault_records, earlier.held.len() as u64);
        }
        other => panic!("{other:?}"),
    }
    earlier.assert_upgraded(&earlier.root);
    assert_eq!(
        run(&earlier.root, &keys(), &mut |_| Ok(())).unwrap(),
        Outcome::Current
    );
    let mut writer = open(&earlier.root, &earlier.clock).unwrap();
    let mut centre = earlier.centre;
    index_of(&writer.commit(&[centre.enrol(40)]).unwrap()[0]);
}

#[test]
fn cut_short_at_any_step_either_register_stands_and_the_next_run_completes_it() {
    let earlier = Earlier::new();
    let mut steps = Vec::new();
    run(&earlier.copy("count"), &keys(), &mut |step| {
        steps.push(step);
        Ok(())
    })
    .unwrap();
    for wanted in [
        Step::Clearing,
        Step::Proving(0),
        Step::Switching,
        Step::Finishing,
    ] {
        assert!(steps.contains(&wanted), "{steps:?}");
    }
    assert!(
        steps
            .iter()
            .any(|step| matches!(step, Step::Overwriting(1..))),
        "also half overwritten: {steps:?}"
    );
    for (number, step) in steps.iter().enumerate() {
        for crash in [false, true] {
            for start_instead in [false, true] {
                let root = earlier.copy(&format!("{number}-{crash}-{start_instead}"));
                let mut seen = 0;
                let error = run(&root, &keys(), &mut |_| {
                    seen += 1;
                    match (seen == number + 1, crash) {
                        (false, _) => Ok(()),
                        (true, true) => Err(Halt::Ended),
                        (true, false) => Err(Halt::Failed(std::io::Error::other("injected"))),
                    }
                })
                .unwrap_err();
                let switched = number > steps.iter().position(|s| *s == Step::Switching).unwrap();
                let folder = Folder::open_to_upgrade(&root).unwrap();
                assert_eq!(
                    folder.format(),
                    if switched { 2 } else { 1 },
                    "{step:?}: {error}"
                );
                if switched {
                    assert!(
                        crash || matches!(error, UpgradeError::Remains(_)),
                        "{step:?}: {error}"
                    );
                    if start_instead {
                        // The start removes what remains before anything can be erased.
                        earlier.assert_upgraded(&root);
                        continue;
                    }
                    let outcome = run(&root, &keys(), &mut |_| Ok(())).unwrap();
                    assert_eq!(outcome, Outcome::Completed { from: 1 }, "{step:?}");
                } else {
                    earlier.assert_untouched(&root);
                    assert!(
                        crash || !has_new_files(&root),
                        "{step:?}: {:?}",
                        names(&root)
                    );
                    let outcome = run(&root, &keys(), &mut |_| Ok(())).unwrap();
                    assert!(matches!(outcome, Outcome::Upgraded { from: 1, .. }));
                }
                earlier.assert_upgraded(&root);
            }
        }
    }
}

#[test]
fn what_a_crash_in_the_middle_of_a_copy_left_is_overwritten_first() {
    let earlier = Earlier::new();
    for name in [
        "log-2.db",
        "log-2.db-wal",
        "log-2.db.part",
        "vault-2.db.part",
    ] {
        fs::write(earlier.root.join(name), b"half").unwrap();
    }
    run(&earlier.root, &keys(), &mut |_| Ok(())).unwrap();
    earlier.assert_upgraded(&earlier.root);
}

#[test]
fn a_copy_that_lacks_or_changes_anything_is_not_switched_to() {
    let earlier = Earlier::new();
    let cases = [
        (
            "log",
            "DROP TRIGGER checkpoint_is_kept; DELETE FROM checkpoint WHERE size = 2",
        ),
        (
            "log",
            "DROP TRIGGER checkpoint_stays; UPDATE checkpoint SET signed = zeroblob(9) WHERE size = 2",
        ),
        (
            "log",
            "DROP TRIGGER leaf_is_kept; DROP TRIGGER entry_is_kept;
             DELETE FROM entry WHERE idx = (SELECT max(idx) FROM entry);
             DELETE FROM leaf WHERE idx = (SELECT max(idx) FROM leaf)",
        ),
        (
            "log",
            "DROP TRIGGER entry_stays; UPDATE entry SET envelope = zeroblob(length(envelope)) WHERE idx = 1",
        ),
        (
            "log",
            "DROP TRIGGER plate_stays; UPDATE plate SET register = zeroblob(32)",
        ),
        (
            "vault",
            "DELETE FROM value WHERE record = (SELECT max(record) FROM value)",
        ),
        ("vault", "DELETE FROM record WHERE key_slot IS NULL"),
        (
            "vault",
            "UPDATE record SET id = id + 8 WHERE key_slot IS NULL",
        ),
        (
            "vault",
            "UPDATE sealed SET bytes = zeroblob(length(bytes)) WHERE slot = (SELECT max(slot) FROM value)",
        ),
        ("vault", "UPDATE nameplate SET sealed = zeroblob(40)"),
    ];
    for (number, (which, sql)) in cases.iter().enumerate() {
        let root = earlier.copy(&format!("case-{number}"));
        let path = root.join(format!("{which}-2.db"));
        let mut tampered = false;
        let error = run(&root, &keys(), &mut |step| {
            let ready = match *which {
                "log" => Step::CopyingVault(0),
                _ => Step::Proving(0),
            };
            if step == ready && !tampered {
                tampered = true;
                let connection = Connection::open(&path).unwrap();
                connection
                    .execute_batch("PRAGMA foreign_keys = OFF")
                    .unwrap();
                connection.execute_batch(sql).unwrap();
                assert!(connection.total_changes() > 0, "{sql}");
            }
            Ok(())
        })
        .unwrap_err();
        assert!(tampered);
        assert!(
            matches!(error, UpgradeError::Unproven { .. }),
            "{sql}: {error}"
        );
        earlier.assert_untouched(&root);
        assert!(!has_new_files(&root), "{sql}");
    }
}

#[test]
fn a_register_that_is_not_sound_or_not_opened_stays_as_it_is() {
    let earlier = Earlier::new();
    let wrong = VaultKeys::Any(vec![secrets().log]);
    let refused = |root: &Path, keys: &VaultKeys| {
        let error = run(root, keys, &mut |_| Ok(())).unwrap_err();
        assert!(!has_new_files(root), "{error}");
        error
    };
    let error = refused(&earlier.root, &wrong);
    assert!(error.to_string().contains("master key"), "{error}");
    // The key that a rotation cut short left is tried as well.
    let both = VaultKeys::Any(vec![secrets().log, secrets().vault]);
    run(&earlier.copy("both"), &both, &mut |_| Ok(())).unwrap();
    let error = refused(&earlier.root, &VaultKeys::NoVault);
    assert!(matches!(error, UpgradeError::Vault { .. }), "{error}");

    let behind = earlier.copy("behind");
    let connection = Connection::open(behind.join("log.db")).unwrap();
    connection
        .execute_batch(
            "DROP TRIGGER leaf_is_kept; DROP TRIGGER entry_is_kept; DROP TRIGGER checkpoint_is_kept;
             DELETE FROM checkpoint WHERE size = (SELECT max(size) FROM checkpoint);
             DELETE FROM entry WHERE idx >= (SELECT max(size) FROM checkpoint);
             DELETE FROM leaf WHERE idx >= (SELECT max(size) FROM checkpoint)",
        )
        .unwrap();
    drop(connection);
    let error = refused(&behind, &keys());
    assert!(error.to_string().contains("lost"), "{error}");
    // A log that has ended is upgraded no more; its successor names it all the same.
    let predecessor = restore::predecessor(&behind, None, None).unwrap();
    assert_eq!(predecessor.size, earlier.register.size);
    assert!(predecessor.kept < predecessor.size);

    let without = earlier.copy("without");
    fs::remove_file(without.join("vault.db")).unwrap();
    let error = refused(&without, &keys());
    assert!(error.to_string().contains("--without-vault"), "{error}");
    run(&without, &VaultKeys::NoVault, &mut |_| Ok(())).unwrap();
    assert_eq!(Folder::open_without_vault(&without).unwrap().format(), 2);
}

#[test]
fn a_backup_of_the_earlier_format_is_put_back_in_this_one() {
    let earlier = Earlier::new();
    let upgraded = earlier.copy("upgraded");
    run(&upgraded, &keys(), &mut |_| Ok(())).unwrap();
    let folder = Folder::open(&upgraded).unwrap();
    let head = folder.paths().head().read().unwrap();
    let copy = earlier._folder.path().join("backup");
    let vault = VaultCopy::Opened(&|| vec![secrets().vault]);
    restore::back_up(&folder, &copy, vault, &mut |_| {}).unwrap();
    for (number, lowered) in [&["log.db"][..], &["vault.db"], &["log.db", "vault.db"]]
        .iter()
        .enumerate()
    {
        let old = earlier._folder.path().join(format!("backup-{number}"));
        copy_all(&copy, &old);
        for name in *lowered {
            lower(&old.join(name));
        }
        fs::remove_file(old.join(backup::MANIFEST_NAME)).unwrap();
        backup::write_manifest(&old, &["log.db", "vault.db", "head", "identity"]).unwrap();
        let root = earlier._folder.path().join(format!("again-{number}"));
        let extent = restore::put_back(&old, &root, head.as_ref(), true).unwrap();
        assert!(matches!(extent, Extent::Whole));
        earlier.assert_upgraded(&root);
    }
}

#[test]
fn the_vault_of_another_register_is_refused_by_name() {
    let earlier = Earlier::new();
    run(&earlier.root, &keys(), &mut |_| Ok(())).unwrap();
    let vault = Paths::of(&earlier.root).vault();
    fs::remove_file(&vault).unwrap();
    drop(SqliteShelf::create(&vault, &[5; 32]).unwrap());
    let refused = open(&earlier.root, &earlier.clock).err().unwrap();
    assert!(
        matches!(
            &refused,
            StartError::Database(OpenError::AnotherRegister { name: "vault", .. })
        ),
        "{refused}"
    );
}
