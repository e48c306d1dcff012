//! The vault's master key is changed while the register is served: asked for by the centre, finished whatever comes
//! between, and unnoticed by whoever speaks and reads meanwhile.

use crate::house::{Reply, Serving, key};
use crate::room::{DORVANE, Room, index};
use serde_json::Value;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use truceline_engine::folder::Folder;
use truceline_engine::keyfile::{self, Key, Passphrase, Purpose, Sealing, Seed, WorkFactor};
use truceline_engine::randomness::SystemRandomness;
use truceline_engine::vault::Vault;
use truceline_engine::vault::sqlite::SqliteShelf;
use truceline_log::key::SigningKey;

const CENTRE: &str = "valley/keys/centre.key";
const VAULT_KEY: &str = "valley/keys/vault.key";
const NEXT: &str = "valley/keys/vault.key.next";
const PATIENCE: Duration = Duration::from_secs(60);

fn seed_in(room: &Room, file: &str) -> Seed {
    keyfile::load(&room.path(file), Purpose::VaultMaster, &mut || None)
        .unwrap()
        .seed
}

/// Asked again where the server has just started and takes no signature that may be from before.
fn ask(serving: &Serving, method: &str, path: &str, signing: &SigningKey) -> Reply {
    let began = Instant::now();
    loop {
        let reply = serving.ask(method, path, None, Some(signing));
        if reply.status != 503 || reply.code() != "starting" {
            return reply;
        }
        assert!(began.elapsed() < PATIENCE, "never: {reply:?}");
        std::thread::sleep(Duration::from_millis(200));
    }
}

fn state(serving: &Serving, room: &Room) -> Value {
    let reply = ask(serving, "GET", "/v1/vault/rotation", &key(room, CENTRE));
    assert_eq!(reply.status, 200, "{reply:?}");
    reply.json()
}

fn until_rotated(serving: &Serving, room: &Room) -> Value {
    let began = Instant::now();
    loop {
        let state = state(serving, room);
        match state["state"].as_str().unwrap() {
            "rotated" => return state,
            other => assert!(other != "failed", "{state}"),
        }
        assert!(began.elapsed() < PATIENCE, "never: {state}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// How many files of the vault's key there are.
fn vault_keys(room: &Room) -> usize {
    let files = fs::read_dir(room.path("valley/keys")).unwrap();
    let names = files.map(|file| file.unwrap().file_name());
    names
        .filter(|name| name.to_string_lossy().starts_with("vault.key"))
        .count()
}

/// The place of a record as its owner reads it.
fn reads(serving: &Serving, room: &Room, record: u64) -> bool {
    let path = format!("/v1/records/{record}");
    let shown = ask(serving, "GET", &path, &key(room, "south.key"));
    shown.status == 200 && shown.body.contains("36.5192")
}

/// A vault in the middle of a change, as a power cut leaves it; the new key stands beside the old one.
fn begun(room: &Room) -> Seed {
    let new = Key {
        purpose: Purpose::VaultMaster,
        name: "register.example/valley".to_owned(),
        seed: Seed::generate(&mut SystemRandomness).unwrap(),
    };
    keyfile::create(&room.path(NEXT), &new, None).unwrap();
    let folder = Folder::open(&room.path("valley")).unwrap();
    let shelf = Box::new(SqliteShelf::open(&folder.paths().vault()).unwrap());
    let old = seed_in(room, VAULT_KEY);
    let mut vault = Vault::open(shelf, old, folder.identity().genesis).unwrap();
    vault
        .begin_rotation(new.seed.clone(), &mut SystemRandomness)
        .unwrap();
    let _ = vault.rotate_some(1, &mut SystemRandomness).unwrap();
    new.seed
}

#[test]
fn the_centre_has_it_changed_while_others_speak_and_read() {
    let room = Room::with_parties();
    let site = [
        "notify",
        "site",
        "--at",
        DORVANE,
        "--radius",
        "200m",
        "--reconfirm-by",
        "now+1d",
    ];
    let serving = Serving::start(&room);
    let first = index(&serving.say_as(&room, "south.key", &site));
    fs::copy(room.path(VAULT_KEY), room.path("old.key")).unwrap();
    let keys = vault_keys(&room);
    let mut seen = vec![seed_in(&room, VAULT_KEY)];
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let (serving, room, is_over) = (&serving, &room, &is_over);
        let reader = scope.spawn(move || {
            let mut rounds = 0;
            while rounds == 0 || !is_over.load(Ordering::SeqCst) {
                assert!(reads(serving, room, first));
                rounds += 1;
            }
            rounds
        });
        let speaker = scope.spawn(move || {
            let mut said = Vec::new();
            while said.is_empty() || !is_over.load(Ordering::SeqCst) {
                said.push(index(&serving.say_as(room, "south.key", &site)));
            }
            said
        });
        for _ in 0..3 {
            let done = serving.say_as(room, CENTRE, &["key", "rotate-vault"]);
            assert_eq!(done["state"], "rotated", "{done}");
            assert!(done["by"].as_str().unwrap().starts_with("key_"), "{done}");
            assert!(done["next"][0].as_str().unwrap().contains("copy"), "{done}");
            seen.push(seed_in(room, VAULT_KEY));
        }
        is_over.store(true, Ordering::SeqCst);
        assert!(reader.join().unwrap() > 0);
        for record in speaker.join().unwrap() {
            assert!(reads(serving, room, record), "{record}");
        }
    });
    for (place, one) in seen.iter().enumerate() {
        for other in &seen[..place] {
            assert!(one.expose() != other.expose(), "each time another key");
        }
    }
    assert_eq!(vault_keys(&room), keys, "nothing is left beside it");
    let refused = serving.command(&room, "south.key", &["key", "rotate-vault"]);
    assert_eq!(refused.exit, 3, "{refused:?}");
    assert_eq!(serving.stop(), Some(0));
    room.ok(&["--data", "valley", "fsck"]);
    let serving = Serving::start(&room);
    assert!(reads(&serving, &room, first));
    assert_eq!(state(&serving, &room)["state"], "none");
    serving.stop();
    fs::copy(room.path("old.key"), room.path(VAULT_KEY)).unwrap();
    assert_eq!(room.run(&["--data", "valley", "party", "list"]).exit, 4);
}

#[test]
fn cut_short_it_opens_with_the_new_key_for_everybody_and_the_next_start_finishes_it() {
    let room = Room::with_parties();
    room.site();
    room.site();
    let site = index(&room.say_as(
        "south.key",
        &[
            "notify",
            "site",
            "--at",
            DORVANE,
            "--reconfirm-by",
            "now+1d",
        ],
    ));
    let new = begun(&room);
    // Commands read, write and keep copies meanwhile.
    room.ok(&["--data", "valley", "party", "list"]);
    room.ok(&["--data", "valley", "fsck"]);
    room.ok(&["--data", "valley", "backup", "--to", "copy", "--with-vault"]);
    room.site();
    assert!(room.path(NEXT).exists());
    let serving = Serving::start(&room);
    let done = until_rotated(&serving, &room);
    assert!(done["by"].is_null(), "the server went on by itself: {done}");
    assert!(!room.path(NEXT).exists());
    assert_eq!(seed_in(&room, VAULT_KEY).expose(), new.expose());
    assert!(reads(&serving, &room, site));
    serving.kill();
    room.ok(&["--data", "valley", "fsck"]);

    // Cut short again, and finished by the command.
    let new = begun(&room);
    let done = room.say(&["key", "rotate-vault"]);
    assert_eq!(done["state"], "rotated", "{done}");
    assert!(!room.path(NEXT).exists());
    assert_eq!(seed_in(&room, VAULT_KEY).expose(), new.expose());
    room.ok(&["--data", "valley", "fsck"]);
}

#[test]
fn cut_short_at_either_end_the_key_beside_it_is_used_or_waits() {
    let room = Room::with_parties();
    room.site();
    // Only the new key's file was made: nothing goes on by itself, and the next change takes it.
    let old = seed_in(&room, VAULT_KEY);
    let made = Key {
        purpose: Purpose::VaultMaster,
        name: "register.example/valley".to_owned(),
        seed: Seed::generate(&mut SystemRandomness).unwrap(),
    };
    keyfile::create(&room.path(NEXT), &made, None).unwrap();
    let serving = Serving::start(&room);
    assert_eq!(state(&serving, &room)["state"], "none");
    assert_eq!(seed_in(&room, VAULT_KEY).expose(), old.expose());
    let asked = ask(&serving, "POST", "/v1/vault/rotation", &key(&room, CENTRE));
    assert_eq!(asked.status, 202, "{asked:?}");
    until_rotated(&serving, &room);
    assert_eq!(seed_in(&room, VAULT_KEY).expose(), made.seed.expose());
    serving.stop();

    // All was done but the file.
    let done = fs::read(room.path(VAULT_KEY)).unwrap();
    keyfile::create(&room.path("another"), &Key { seed: old, ..made }, None).unwrap();
    fs::rename(room.path(VAULT_KEY), room.path(NEXT)).unwrap();
    fs::rename(room.path("another"), room.path(VAULT_KEY)).unwrap();
    room.ok(&["--data", "valley", "fsck"]);
    let serving = Serving::start(&room);
    until_rotated(&serving, &room);
    assert_eq!(fs::read(room.path(VAULT_KEY)).unwrap(), done);
    assert!(!room.path(NEXT).exists());
    serving.stop();
    room.ok(&["--data", "valley", "fsck"]);
}

#[test]
fn a_sealed_key_is_followed_by_one_sealed_alike() {
    let room = Room::with_parties();
    room.site();
    let sealing = Sealing {
        passphrase: Passphrase::new("at the third oak".to_owned()),
        work: WorkFactor::REHEARSAL,
    };
    keyfile::reseal(&room.path(VAULT_KEY), &mut || None, Some(&sealing)).unwrap();
    fs::write(room.path("pass"), "another\nat the third oak\n").unwrap();
    let serving = Serving::start_with(room.folder.path(), &["--passphrase-file", "pass"]);
    serving.say_as(&room, CENTRE, &["key", "rotate-vault"]);
    let sealed = room.path(VAULT_KEY);
    assert!(keyfile::is_sealed(&sealed).unwrap());
    let opened = keyfile::load(&sealed, Purpose::VaultMaster, &mut || {
        Some(sealing.passphrase.clone())
    });
    assert!(opened.is_ok());
    serving.stop();
    room.ok(&["--data", "valley", "--passphrase-file", "pass", "fsck"]);
}

fn another_key(room: &Room, file: &str) -> Seed {
    let key = Key {
        purpose: Purpose::VaultMaster,
        name: "register.example/valley".to_owned(),
        seed: Seed::generate(&mut SystemRandomness).unwrap(),
    };
    keyfile::create(&room.path(file), &key, None).unwrap();
    key.seed
}

/// As after a backup made meanwhile was put back, with the key that it opens with.
#[test]
fn the_key_in_place_is_overwritten_by_none_but_the_vaults_own() {
    let room = Room::with_parties();
    room.site();
    // A key beside it that nothing was ever wrapped under, as one more call of an earlier release left it.
    let needed = begun(&room);
    fs::rename(room.path(NEXT), room.path(VAULT_KEY)).unwrap();
    let stray = another_key(&room, NEXT);
    let serving = Serving::start(&room);
    until_rotated(&serving, &room);
    assert_eq!(seed_in(&room, VAULT_KEY).expose(), needed.expose());
    assert_eq!(seed_in(&room, NEXT).expose(), stray.expose());
    serving.kill();
    room.ok(&["--data", "valley", "fsck"]);
    // Neither the next start nor a reader takes it for the vault's.
    let serving = Serving::start(&room);
    assert_eq!(state(&serving, &room)["state"], "none");
    serving.stop();
    fs::remove_file(room.path(NEXT)).unwrap();

    // The command makes no other key while one is being changed.
    let needed = begun(&room);
    fs::rename(room.path(NEXT), room.path(VAULT_KEY)).unwrap();
    let done = room.say(&["key", "rotate-vault"]);
    assert_eq!(done["state"], "rotated", "{done}");
    assert!(
        done["next"][2].as_str().unwrap().contains("earlier change"),
        "{done}"
    );
    assert!(!room.path(NEXT).exists());
    assert_eq!(seed_in(&room, VAULT_KEY).expose(), needed.expose());
    room.ok(&["--data", "valley", "fsck"]);
    // Run again it is another.
    room.say(&["key", "rotate-vault"]);
    assert_ne!(seed_in(&room, VAULT_KEY).expose(), needed.expose());
    room.ok(&["--data", "valley", "fsck"]);
}

#[test]
fn what_a_power_cut_left_of_a_keys_file_hinders_no_change_and_no_command() {
    let room = Room::with_parties();
    room.site();
    for left in [&b""[..], &[0; 250]] {
        fs::write(room.path(NEXT), left).unwrap();
        fs::write(room.path("valley/keys/vault.key.next.new"), left).unwrap();
        room.ok(&["--data", "valley", "party", "list"]);
        let before = seed_in(&room, VAULT_KEY);
        room.say(&["key", "rotate-vault"]);
        assert_ne!(seed_in(&room, VAULT_KEY).expose(), before.expose());
        assert_eq!(vault_keys(&room), 1);
        fs::write(room.path(NEXT), left).unwrap();
        let serving = Serving::start(&room);
        serving.say_as(&room, CENTRE, &["key", "rotate-vault"]);
        assert_eq!(vault_keys(&room), 1);
        serving.stop();
        room.ok(&["--data", "valley", "fsck"]);
    }
    // What is neither a key nor nothing stays, and is named.
    fs::write(room.path(NEXT), "truceline-key 1\npurpose").unwrap();
    let refused = room.run(&["--data", "valley", "key", "rotate-vault"]);
    assert!(
        refused.exit == 4 && refused.err.contains("vault.key.next"),
        "{refused:?}"
    );
    room.ok(&["--data", "valley", "fsck"]);
}

#[test]
fn an_old_keys_file_that_a_power_cut_left_is_overwritten_by_the_next_who_writes() {
    let room = Room::with_parties();
    room.site();
    fs::copy(room.path(VAULT_KEY), room.path("old.key")).unwrap();
    room.say(&["key", "rotate-vault"]);
    let second = room.path("valley/keys/vault.key.superseded");
    fs::rename(room.path("old.key"), &second).unwrap();
    let mut old = fs::File::open(&second).unwrap();
    // Not while another than the vault's key is in its place.
    fs::rename(room.path(VAULT_KEY), room.path("kept.key")).unwrap();
    another_key(&room, VAULT_KEY);
    assert_eq!(room.run(&["--data", "valley", "tick"]).exit, 4);
    assert!(keyfile::load(&second, Purpose::VaultMaster, &mut || None).is_ok());
    fs::rename(room.path("kept.key"), room.path(VAULT_KEY)).unwrap();
    room.ok(&["--data", "valley", "tick"]);
    assert!(!second.exists());
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut old, &mut bytes).unwrap();
    assert!(!bytes.is_empty() && bytes.iter().all(|byte| *byte == 0));
    room.ok(&["--data", "valley", "fsck"]);
}
