#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::head::Head;
use crate::store::sqlite::SqliteStore;
use crate::vault::sqlite::SqliteShelf;

fn identity() -> Identity {
    Identity {
        origin: "example.org/kestrel-valley".to_owned(),
        genesis: [7; 32],
    }
}

fn make_parts(paths: &Paths) {
    drop(SqliteStore::create(&paths.log(), &[7; 32]).unwrap());
    drop(SqliteShelf::create(&paths.vault(), &[7; 32]).unwrap());
    let head = Head {
        size: 1,
        root: [1; 32],
        signed: b"note".to_vec(),
    };
    paths.head().advance(None, &head).unwrap();
}

fn register(root: &Path) -> Folder {
    let inception = Inception::begin(root).unwrap();
    make_parts(inception.paths());
    inception.finish(identity()).unwrap().0
}

#[test]
fn a_register_is_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("deep/data");
    assert!(matches!(
        Folder::open(&root),
        Err(FolderError::NoRegister { .. })
    ));
    register(&root);
    let found = Folder::open(&root).unwrap();
    assert_eq!(found.identity(), &identity());
    let again = Inception::begin(&root).unwrap_err();
    assert!(
        matches!(&again, FolderError::RegisterExists { origin, .. } if origin.contains("kestrel"))
    );
    assert_eq!(found.paths().head().read().unwrap().unwrap().size, 1);
}

#[test]
fn everything_is_its_owners_alone() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("data");
    register(&root);
    let mut seen = 0;
    let mut folders = vec![root.clone()];
    while let Some(each) = folders.pop() {
        assert_eq!(
            fs::metadata(&each).unwrap().mode() & 0o777,
            0o700,
            "{each:?}"
        );
        for entry in fs::read_dir(&each).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                seen += 1;
                assert_eq!(
                    fs::metadata(&path).unwrap().mode() & 0o777,
                    0o600,
                    "{path:?}"
                );
            }
        }
    }
    assert!(seen >= 5);
    fs::set_permissions(&root, Permissions::from_mode(0o750)).unwrap();
    assert!(matches!(
        Folder::open(&root),
        Err(FolderError::Permissions { mode: 0o750, .. })
    ));
}

#[test]
fn one_process_writes() {
    let folder = tempfile::tempdir().unwrap();
    let inception = Inception::begin(folder.path()).unwrap();
    make_parts(inception.paths());
    let (register, lock) = inception.finish(identity()).unwrap();
    assert!(matches!(register.lock(), Err(FolderError::Busy { .. })));
    drop(lock);
    let _held = register.lock().unwrap();
    assert!(Folder::open(folder.path()).is_ok(), "readers need no lock");
    assert!(Folder::open(folder.path()).unwrap().lock().is_err());
}

#[test]
fn an_inception_cut_short_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let inception = Inception::begin(folder.path()).unwrap();
    let lost = Inception {
        paths: inception.paths.clone(),
        lock: inception.lock,
    };
    assert!(
        matches!(lost.finish(identity()), Err(FolderError::Lost { .. })),
        "nothing is there yet"
    );
    make_parts(&Paths::of(folder.path()));
    assert!(matches!(
        Folder::open(folder.path()),
        Err(FolderError::Unfinished { .. })
    ));
    assert!(matches!(
        Inception::begin(folder.path()),
        Err(FolderError::Unfinished { .. })
    ));
}

#[test]
fn nothing_begins_empty_under_an_existing_identity() {
    for part in ["log-2.db", "vault-2.db", "head/checkpoint", "register"] {
        let folder = tempfile::tempdir().unwrap();
        register(folder.path());
        fs::remove_file(folder.path().join(part)).unwrap();
        let opened = Folder::open(folder.path());
        assert!(matches!(opened, Err(FolderError::Lost { .. })), "{part}");
        assert!(Inception::begin(folder.path()).is_err(), "{part}");
    }
}

#[test]
fn a_folder_with_anything_in_it_is_not_taken() {
    for name in ["keys", "notes.txt", ".hidden", "vault.db"] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), "").unwrap();
        let refused = Inception::begin(folder.path()).unwrap_err();
        assert!(
            matches!(&refused, FolderError::NotEmpty { what, .. } if what == name),
            "{refused}"
        );
    }
}

#[test]
fn a_damaged_identity_is_not_taken_for_none() {
    let folder = tempfile::tempdir().unwrap();
    register(folder.path());
    let path = folder.path().join("register");
    let good = fs::read(&path).unwrap();
    for length in 0..good.len() {
        fs::write(&path, &good[..length]).unwrap();
        assert!(
            matches!(
                Folder::open(folder.path()),
                Err(FolderError::Malformed { .. })
            ),
            "{length}"
        );
        assert!(matches!(
            Inception::begin(folder.path()),
            Err(FolderError::Malformed { .. })
        ));
    }
}

#[test]
fn the_folder_of_a_later_release_is_refused_and_not_called_damaged() {
    let folder = tempfile::tempdir().unwrap();
    register(folder.path());
    let path = folder.path().join("register");
    let good = fs::read_to_string(&path).unwrap();
    let later = good.replace("truceline-register 2\n", "truceline-register 3\nstore: 3\n");
    fs::write(&path, later).unwrap();
    for refused in [
        Folder::open(folder.path()).unwrap_err(),
        Inception::begin(folder.path()).unwrap_err(),
    ] {
        assert!(
            matches!(refused, FolderError::Format { found: 3, .. }),
            "{refused}"
        );
        assert!(refused.to_string().contains("format 3"), "{refused}");
    }
    for damaged in [
        "truceline-register 01",
        "truceline-register x",
        "truceline-register -1",
    ] {
        fs::write(&path, good.replace("truceline-register 2", damaged)).unwrap();
        assert!(matches!(
            Folder::open(folder.path()),
            Err(FolderError::Malformed { .. })
        ));
    }
}
