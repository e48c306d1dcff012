//! The built binary, driven as a person at a desk would.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use truceline_register::ids::LogIndex;

use crate::program;
use crate::tidy::source::files_under;

/// Who sends the four files, in their order.
pub(super) const SENDERS: [&str; 4] = ["Relief", "North", "Relief", "South"];

/// The parties beside the centre: name and role. The last three must answer in the zone.
const PARTIES: &[(&str, &str)] = &[
    ("Relief", "humanitarian"),
    ("North", "force"),
    ("South", "force"),
    ("East", "force"),
];

/// The binary and the folder it works in.
pub(super) struct Program {
    binary: PathBuf,
    folder: PathBuf,
}

impl Program {
    /// Builds the binary; the folder is made if it is not there.
    pub(super) fn built(folder: &Path) -> Result<Self, String> {
        std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        Ok(Self {
            binary: program::build()?,
            folder: folder.to_owned(),
        })
    }

    /// The register's data folder.
    pub(super) fn register(&self) -> PathBuf {
        self.folder.join("register")
    }

    fn run(&self, folder: &Path, arguments: &[&str]) -> Result<Value, String> {
        let output = Command::new(&self.binary)
            .arg("--json")
            .args(arguments)
            .current_dir(folder)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| format!("the program did not start: {error}"))?;
        let said = String::from_utf8_lossy(&output.stdout);
        if !output.status.success() {
            let why = String::from_utf8_lossy(&output.stderr);
            return Err(format!(
                "truceline {} ended with {}: {}{}",
                arguments.join(" "),
                output.status,
                first(&said),
                first(&why)
            ));
        }
        if said.trim().is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_str(&said).map_err(|error| {
            format!(
                "truceline {}: {error}: {}",
                arguments.join(" "),
                first(&said)
            )
        })
    }

    /// With the register of this campaign.
    fn at(&self, arguments: &[&str]) -> Result<Value, String> {
        let mut all = vec!["--data", "register"];
        all.extend(arguments);
        self.run(&self.folder, &all)
    }

    /// A register with its parties and its zone.
    pub(super) fn begin(&self, boundary: &Value) -> Result<(), String> {
        self.at(&[
            "init",
            "--exercise",
            "--origin",
            "register.example/acceptance",
            "--theatre",
            "Greater Idlib",
            "--centre",
            "Centre",
        ])?;
        for (name, role) in PARTIES {
            self.at(&[
                "party",
                "enrol",
                "--name",
                name,
                "--role",
                role,
                "--new-key",
                &key(name),
            ])?;
        }
        let drawn = self.folder.join("zone.geojson");
        std::fs::write(&drawn, boundary.to_string()).map_err(|error| error.to_string())?;
        self.at(&[
            "zone",
            "draw",
            "--name",
            "Idleb",
            "--status",
            "agreed",
            "--geojson",
            "zone.geojson",
            "--from",
            "2017-01-01T00:00:00Z",
            "--text",
            "OCHA COD-AB v02, SY07",
        ])?;
        let mut profile = vec![
            "zone",
            "profile",
            "Idleb",
            "--least-buffer",
            "500m",
            "--time-tolerance",
            "0s",
        ];
        let obliged: Vec<String> = PARTIES[1..]
            .iter()
            .map(|(name, _)| format!("{name}=all"))
            .collect();
        profile.extend(obliged.iter().flat_map(|one| ["--obliged", one]));
        self.at(&profile)?;
        Ok(())
    }

    /// A party hands in a file.
    pub(super) fn import(
        &self,
        party: &str,
        name: &str,
        bytes: &[u8],
        gazetteer: &Path,
    ) -> Result<(), String> {
        std::fs::write(self.folder.join(name), bytes).map_err(|error| error.to_string())?;
        let gazetteer = gazetteer.to_string_lossy();
        self.at(&[
            "--key",
            &key(party),
            "import",
            name,
            "--gazetteer",
            &gazetteer,
        ])?;
        Ok(())
    }

    /// The centre enrols a key from its card.
    pub(super) fn enrol_key(&self, card: &str) -> Result<(), String> {
        std::fs::write(self.folder.join("campaign.card"), card)
            .map_err(|error| error.to_string())?;
        self.at(&["key", "enrol", "campaign.card"]).map(|_| ())
    }

    /// Text of a file in the register's key folder.
    pub(super) fn read_key_folder(&self, name: &str) -> Result<String, String> {
        let path = self.register().join("keys").join(name);
        std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    }

    /// Makes a bundle and verifies it where nothing else is; how long it is in bytes.
    pub(super) fn bundle_and_verify(&self, records: &[LogIndex]) -> Result<u64, String> {
        let empty = self.folder.join("empty");
        std::fs::create_dir_all(&empty).map_err(|error| error.to_string())?;
        let file = empty.join("event.bundle");
        let path = file.to_string_lossy();
        let indexes: Vec<String> = records.iter().map(ToString::to_string).collect();
        let mut arguments = vec!["bundle", "--out", &path];
        arguments.extend(indexes.iter().flat_map(|index| ["--record", index]));
        self.at(&arguments)?;
        self.run(&empty, &["verify", "event.bundle", "--unpinned"])?;
        let card = self.register().join("register.card");
        self.run(
            &empty,
            &["verify", "event.bundle", "--card", &card.to_string_lossy()],
        )?;
        std::fs::metadata(&file)
            .map(|file| file.len())
            .map_err(|error| error.to_string())
    }

    pub(super) fn fsck(&self) -> Result<(), String> {
        self.at(&["fsck"]).map(|_| ())
    }

    /// The size of the register's folder.
    pub(super) fn register_bytes(&self) -> Result<u64, String> {
        let files = files_under(&self.register())?;
        Ok(files
            .iter()
            .filter_map(|file| std::fs::metadata(file).ok())
            .map(|file| file.len())
            .sum())
    }
}

fn key(party: &str) -> String {
    format!("{}.key", party.to_lowercase())
}

/// Enough of an output to see what it was about.
fn first(text: &str) -> String {
    text.chars().take(1_000).collect()
}
