//! What those who run a server meet: a full disk, a backup in the middle of the work, how it is started.

use crate::following::Stream;
use crate::house::{Serving, key};
use crate::room::{DORVANE, Room, VALLEY, text};
use serde_json::Value;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

/// Statements until a disk that is full is noticed: the databases have some room of their own.
const MOST_STATEMENTS: usize = 100;

const SITE: &[&str] = &[
    "notify",
    "site",
    "--at",
    "35.7161, 36.5192",
    "--radius",
    "200m",
    "--reconfirm-by",
    "now+1d",
];

/// A disk of 8 MiB that only the server sees; it is gone with the server.
fn on_a_small_disk(room: &Room) -> Option<Serving> {
    let mount = "mkdir small && mount -t tmpfs -o size=8m,mode=0700 tmpfs small";
    let can = Command::new("unshare")
        .args(["-rm", "sh", "-c", mount])
        .current_dir(room.folder.path())
        .output();
    let _ = fs::remove_dir(room.path("small"));
    if !can.is_ok_and(|output| output.status.success() && output.stderr.is_empty()) {
        return None;
    }
    let mut command = Command::new("unshare");
    let program = env!("CARGO_BIN_EXE_truceline");
    let serve = format!(
        "{mount} && cp -a valley/. small/ && exec {program} --data small serve --plain --listen 127.0.0.1:0"
    );
    command
        .args(["-rm", "sh", "-c", &serve])
        .current_dir(room.folder.path());
    Some(Serving::of(command))
}

/// A file of the folder on the small disk.
fn inside(serving: &Serving, room: &Room, name: &str) -> PathBuf {
    let root = PathBuf::from(format!("/proc/{}/root", serving.process()));
    let folder = room.folder.path().canonicalize().unwrap();
    root.join(folder.strip_prefix("/").unwrap())
        .join("small")
        .join(name)
}

/// Takes every byte that is left.
fn fill(path: &Path) {
    let mut file = File::create(path).unwrap();
    let mut piece = 1 << 20;
    while piece > 0 {
        while file.write_all(&vec![7; piece]).is_ok() {}
        piece /= 2;
    }
}

#[test]
fn on_a_full_disk_statements_are_refused_reads_go_on_and_it_recovers_by_itself() {
    let room = Room::with_parties();
    let Some(serving) = on_a_small_disk(&room) else {
        eprintln!("SKIPPED: no disk of a given size can be mounted here");
        return;
    };
    let say = || serving.command(&room, "south.key", &[&["--json"], SITE].concat());
    assert_eq!(say().exit, 0, "there is room at first");
    fill(&inside(&serving, &room, "filler"));
    let refused = (0..MOST_STATEMENTS)
        .map(|_| say())
        .find(|run| run.exit != 0);
    let refused = refused.expect("a full disk is noticed");
    assert_eq!(refused.exit, 4, "{refused:?}");
    assert_eq!(refused.problem()["code"], "no-space", "{refused:?}");
    let south = key(&room, "south.key");
    assert_eq!(serving.get("/v1/parties", None).status, 401);
    assert_eq!(serving.get("/v1/parties", Some(&south)).status, 200);
    assert_eq!(serving.get("/v1/inbox", Some(&south)).status, 200);
    assert_eq!(serving.get("/healthz", None).status, 200);
    fs::remove_file(inside(&serving, &room, "filler")).unwrap();
    let again = say();
    assert_eq!(again.exit, 0, "without a new start: {again:?}");
    assert!(again.json()["admitted"][0]["index"].is_u64(), "{again:?}");
}

/// The stop was sent before the start: nothing of it is at hand, and the stream takes it from the log.
#[test]
fn a_stream_that_comes_back_after_a_start_on_a_full_disk_hears_a_stop_without_its_place() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    let north = key(&room, "north.key");
    let mut plan = vec!["plan", "file", "--activity", "flight", "--area", VALLEY];
    plan.extend(["--from", "now+10m", "--until", "now+3h"]);
    let plan = text(&serving.say_as(&room, "north.key", &plan)["admitted"][0]["id"]);
    serving.say_as(&room, "north.key", &["plan", "activate", &plan]);
    let urgent = "/v1/events?lane=urgent";
    let stream = Stream::open(&serving, urgent, None, &north);
    serving.say_as(&room, "south.key", SITE);
    let heard = stream.next();
    let mut stop = vec!["stop", "send", "--at", DORVANE, "--radius", "1km"];
    stop.extend(["--text", "people are in the road"]);
    serving.say_as(&room, "south.key", &stop);
    let place = "36.5192";
    let shown = stream.next();
    assert_eq!(shown.kind, "stop");
    assert!(shown.data.contains(place), "with room: {}", shown.data);
    drop(stream);
    assert_eq!(serving.stop(), Some(0));
    let Some(serving) = on_a_small_disk(&room) else {
        eprintln!("SKIPPED: no disk of a given size can be mounted here");
        return;
    };
    fill(&inside(&serving, &room, "filler"));
    let say = || serving.command(&room, "south.key", SITE);
    let refused = (0..MOST_STATEMENTS).any(|_| say().exit != 0);
    assert!(refused, "a full disk is noticed");
    let again = Stream::open(&serving, urgent, Some(&heard.id), &north).next();
    assert_eq!(
        (again.kind.as_str(), again.index()),
        ("stop", shown.index())
    );
    assert!(again.data.contains("people are in the road"));
    assert!(
        !again.data.contains(place),
        "no look is on record: {}",
        again.data
    );
}

#[test]
fn a_backup_in_the_middle_of_the_work_holds_what_was_acknowledged_before_it() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    let index = |said: &Value| said["admitted"][0]["index"].as_u64().unwrap();
    let first = index(&serving.say_as(&room, "south.key", SITE));
    let done = AtomicBool::new(false);
    let last = std::thread::scope(|scope| {
        let speaking = scope.spawn(|| {
            let mut last = first;
            while !done.load(Ordering::Relaxed) {
                last = index(&serving.say_as(&room, "south.key", SITE));
            }
            last
        });
        for copy in ["one", "two"] {
            room.ok(&["--data", "valley", "backup", "--to", copy, "--with-vault"]);
        }
        done.store(true, Ordering::Relaxed);
        speaking.join().unwrap()
    });
    assert!(last > first, "it was spoken meanwhile");
    assert_eq!(serving.stop(), Some(0));
    for copy in ["one", "two"] {
        let again = format!("again-{copy}");
        room.ok(&["--data", &again, "restore", copy]);
        let keys = room.path(&again).join("keys");
        for file in fs::read_dir(room.path("valley/keys")).unwrap() {
            let path = file.unwrap().path();
            fs::copy(&path, keys.join(path.file_name().unwrap())).unwrap();
        }
        let sound = room.run(&["--json", "--data", &again, "fsck"]);
        assert_eq!(sound.exit, 0, "{copy}: {sound:?}");
        let entries = sound.json()["entries"].as_u64().unwrap();
        assert!(
            entries > first,
            "{copy}: what was acknowledged before is in it: {entries}"
        );
    }
}

/// The unit, with the program that was just built in the place of the installed one.
#[test]
fn systemd_finds_nothing_wrong_with_the_unit() {
    let room = Room::new();
    let packaging = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packaging");
    let unit = fs::read_to_string(packaging.join("truceline.service")).unwrap();
    let installed = "ExecStart=/usr/local/bin/truceline serve --config ";
    assert!(unit.contains(installed), "{unit}");
    let built = format!(
        "ExecStart={} serve --config ",
        env!("CARGO_BIN_EXE_truceline")
    );
    let path = room.path("truceline.service");
    fs::write(&path, unit.replace(installed, &built)).unwrap();
    let verified = Command::new("systemd-analyze")
        .arg("verify")
        .arg(&path)
        .output();
    let Ok(verified) = verified else {
        eprintln!("SKIPPED: there is no systemd-analyze here");
        return;
    };
    let said = String::from_utf8_lossy(&verified.stderr).into_owned();
    assert!(verified.status.success(), "{said}");
    assert!(!said.contains("truceline.service"), "{said}");
}

/// The image says by variables alone where the register is and where to listen.
#[test]
fn a_server_starts_as_the_image_starts_it() {
    let room = Room::with_parties();
    let packaging = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packaging");
    let image = fs::read_to_string(packaging.join("Dockerfile")).unwrap();
    for line in [
        "TRUCELINE_NAMES",
        "ENV TRUCELINE_DATA=/data TRUCELINE_LISTEN=0.0.0.0:8420",
        "ENTRYPOINT [\"truceline\"]",
        "CMD [\"serve\"]",
    ] {
        assert!(image.contains(line), "{line}");
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_truceline"));
    command
        .arg("serve")
        .env_clear()
        .env("TRUCELINE_DATA", room.path("valley"))
        .env("TRUCELINE_LISTEN", "127.0.0.1:0")
        .env("TRUCELINE_NAMES", "register.example:8420");
    let serving = Serving::of(command);
    assert!(
        serving.url.starts_with("https://127.0.0.1:"),
        "{}",
        serving.url
    );
    let asked = serving.command(
        &room,
        "south.key",
        &["--server-ca", "valley/tls/authority.pem", "inbox"],
    );
    assert_eq!(asked.exit, 0, "{asked:?}");
    assert_eq!(serving.stop(), Some(0));
}

/// The image is built of what `Dockerfile.dockerignore` lets in: all that the program's and the console's sources take
/// from elsewhere in the repository has to be among it.
#[test]
fn the_image_has_all_that_the_program_is_built_of() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let root = root.canonicalize().unwrap();
    let ignore = fs::read_to_string(root.join("packaging/Dockerfile.dockerignore")).unwrap();
    let taken: Vec<&str> = ignore
        .lines()
        .filter_map(|line| line.strip_prefix('!'))
        .collect();
    let mut sources = Vec::new();
    for folder in ["crates", "console/app/src", "console/verifier"] {
        below(&root.join(folder), &mut sources);
    }
    let mut elsewhere = 0;
    for source in sources {
        let text = fs::read_to_string(&source).unwrap_or_default();
        let of_rust = source.extension().is_some_and(|ending| ending == "rs");
        for line in text.lines().filter(|line| {
            !of_rust || line.contains("include_str!") || line.contains("include_bytes!")
        }) {
            for quoted in line
                .split(['"', '\''])
                .filter(|part| part.starts_with("../"))
            {
                let mut path = source.parent().unwrap().to_path_buf();
                for part in quoted.split('/') {
                    match part {
                        ".." => assert!(path.pop()),
                        part => path.push(part),
                    }
                }
                let Ok(path) = path.strip_prefix(&root) else {
                    continue;
                };
                let is_taken = taken.iter().any(|taken| path.starts_with(taken));
                assert!(is_taken, "{}: {quoted}", source.display());
                elsewhere +=
                    usize::from(!path.starts_with("crates") && !path.starts_with("console"));
            }
        }
    }
    assert!(
        elsewhere > 20,
        "the catalogues and the descriptions are elsewhere"
    );
}

/// Sources that are built, and no tests.
fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            if !matches!(name.as_str(), "tests" | "test" | "node_modules" | "dist") {
                below(&path, found);
            }
        } else if !name.contains("test") && name != "golden.ts" {
            found.push(path);
        }
    }
}
