//! A duty desk with the built program: a folder, what is typed there, and what came of it.

use serde_json::Value;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A folder with a register in `valley`, and what its people type there.
pub(crate) struct Room {
    pub(crate) folder: TempDir,
}

/// What a run gave.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) exit: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub(crate) fn problem(&self) -> Value {
        assert!(
            self.err.starts_with("truceline: "),
            "in words too: {self:?}"
        );
        self.json()
    }
}

pub(crate) const DORVANE: &str = "35.7161, 36.5192";
pub(crate) const VALLEY: &str = "35.60,36.40; 35.60,36.80; 35.90,36.80; 35.90,36.40";

impl Room {
    pub(crate) fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
        }
    }

    /// With a register and its centre.
    pub(crate) fn with_register() -> Self {
        let room = Self::new();
        room.ok(&[
            "--data",
            "valley",
            "init",
            "--origin",
            "register.example/kestrel-valley",
            "--theatre",
            "Kestrel Valley",
            "--centre",
            "Centre",
        ]);
        room
    }

    /// With North and South, both forces, obliged in a zone whose rules suit a test.
    pub(crate) fn with_parties() -> Self {
        let room = Self::with_register();
        for (name, key) in [("North", "north.key"), ("South", "south.key")] {
            room.say(&[
                "party",
                "enrol",
                "--name",
                name,
                "--role",
                "force",
                "--belligerent",
                "--new-key",
                key,
            ]);
        }
        room.say(&[
            "zone",
            "draw",
            "--name",
            "Kestrel Valley",
            "--status",
            "agreed",
            "--area",
            VALLEY,
            "--text",
            "Annex A",
            "--from",
            "2020-01-01T00:00:00Z",
        ]);
        room.say(&[
            "zone",
            "profile",
            "Kestrel Valley",
            "--obliged",
            "North=regulars",
            "--obliged",
            "South=regulars",
        ]);
        room
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        run_in(self.folder.path(), arguments)
    }

    /// Runs what must succeed.
    pub(crate) fn ok(&self, arguments: &[&str]) -> Run {
        let run = self.run(arguments);
        assert_eq!(run.exit, 0, "{arguments:?}: {run:?}");
        run
    }

    /// Runs what must succeed, on the register, and reads its JSON.
    pub(crate) fn say(&self, arguments: &[&str]) -> Value {
        let mut all = vec!["--json", "--data", "valley"];
        all.extend_from_slice(arguments);
        self.ok(&all).json()
    }

    /// The same, signed with a key.
    pub(crate) fn say_as(&self, key: &str, arguments: &[&str]) -> Value {
        let mut all = vec!["--key", key];
        all.extend_from_slice(arguments);
        self.say(&all)
    }

    pub(crate) fn try_as(&self, key: &str, arguments: &[&str]) -> Run {
        let mut all = vec!["--json", "--data", "valley", "--key", key];
        all.extend_from_slice(arguments);
        self.run(&all)
    }

    /// Copies the register's keys and the centre's voice from one data folder to another.
    pub(crate) fn bring_keys(&self, from: &str, to: &str) {
        for entry in fs::read_dir(self.path(from).join("keys")).unwrap() {
            let entry = entry.unwrap();
            let target = self.path(to).join("keys").join(entry.file_name());
            fs::copy(entry.path(), target).unwrap();
        }
    }

    pub(crate) fn site(&self) -> String {
        let said = self.say_as(
            "south.key",
            &[
                "notify",
                "site",
                "--at",
                DORVANE,
                "--radius",
                "200m",
                "--forces",
                "regulars",
                "--reconfirm-by",
                "now+1d",
                "--share",
                "North=cell",
            ],
        );
        text(&said["admitted"][0]["id"])
    }
}

pub(crate) fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    let done = Command::new(env!("CARGO_BIN_EXE_truceline"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .output()
        .unwrap();
    Run {
        exit: done.status.code().unwrap_or(-1),
        out: String::from_utf8(done.stdout).unwrap(),
        err: String::from_utf8(done.stderr).unwrap(),
    }
}

pub(crate) fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value}"))
        .to_owned()
}

pub(crate) fn index(said: &Value) -> u64 {
    said["admitted"][0]["index"]
        .as_u64()
        .unwrap_or_else(|| panic!("no index: {said}"))
}

pub(crate) fn flags(said: &Value) -> Vec<String> {
    said["admitted"][0]["flags"]
        .as_array()
        .unwrap()
        .iter()
        .map(text)
        .collect()
}

/// Copies a data folder with its modes.
pub(crate) fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    fs::set_permissions(to, fs::Permissions::from_mode(0o700)).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).unwrap();
        }
    }
}
