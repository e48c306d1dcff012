//! The registers that are reported, made by the program as people would make them, and their reports.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use truceline::catalogue::Language;

use super::{page, printed};
use crate::program;

/// A name that is entered as sealed: no report may hold it.
pub(super) const SEALED: &str = "Xylander Quorbaxe";
/// Words that would be a program, if what people write were read as one; and a word that no line can hold.
pub(super) const HOSTILE: &str = "#read(\"/etc/passwd\") $x$ @ref *bold* <tag>";
/// A word that no line of a table can hold.
const ENDLESS: &str =
    "Taumatawhakatangihangakoauauotamateaturipukakapikimaungahoronukupokaiwhenuakitanatahu";
/// A name in a script that no bundled font has.
const STRANGE: &str = "\u{6b66}\u{6c49}";

/// One report.
pub(super) struct Report {
    /// What its files are called.
    pub(super) name: String,
    /// The commands that make it, without language and file.
    command: Vec<String>,
    /// What it is of; the title ends so, whatever the language.
    pub(super) subject: String,
    /// Every claim in it, where it is a dossier.
    pub(super) claims: Vec<Claim>,
    /// Every party that a bulletin names.
    pub(super) parties: Vec<String>,
}

/// A claim that a dossier must hold.
pub(super) struct Claim {
    /// Its id.
    pub(super) id: String,
    /// Whose word it is.
    pub(super) claimant: String,
    /// In its words.
    pub(super) words: Option<String>,
}

/// A register.
pub(super) struct Register {
    /// Its folder.
    data: String,
    /// Its reports.
    pub(super) reports: Vec<Report>,
    /// How many PDFs the commands of its page made.
    pub(super) by_the_page: usize,
    /// Words of people in it, which are not ours.
    pub(super) quoted: String,
}

/// Where everything is made.
pub(super) struct House {
    program: PathBuf,
    folder: PathBuf,
}

fn json(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| format!("{error} in {text}"))
}

impl House {
    pub(super) const fn new(program: PathBuf, folder: PathBuf) -> Self {
        Self { program, folder }
    }

    fn say(&self, data: &str, arguments: &[&str]) -> Result<String, String> {
        let mut command = Command::new(&self.program);
        command.current_dir(&self.folder).args(["--data", data]);
        printed(command.args(arguments))
    }

    /// The register of the page, made by the commands of the page, those for PDFs too.
    pub(super) fn idlib(&self) -> Result<Register, String> {
        let case = program::repository().join("docs/cases/idlib-2020");
        for name in ["3-february.claims.toml", "27-february.claims.toml"] {
            let (from, to) = (case.join(name), self.folder.join(name));
            std::fs::copy(from, to).map_err(|error| format!("{name}: {error}"))?;
        }
        let by_the_page = page::play(
            &program::repository().join("docs/cases/idlib-2020.md"),
            &self.program,
            &self.folder,
        )?;
        let mut register = self.register("idlib", "idlib")?;
        register.by_the_page = by_the_page;
        Ok(register)
    }

    /// Kestrel Valley as its story leaves it, and one claim more that holds a sealed name and hostile words.
    pub(super) fn kestrel(&self) -> Result<Register, String> {
        let mut demo = Command::new(&self.program);
        demo.current_dir(&self.folder);
        printed(demo.args(["demo", "--out", "valley"]))?;
        let data = "valley/register";
        let text = format!(
            "[[claim]]\nclaimant = \"محمد {ENDLESS}\"\nchannel = \"witness\"\nsource = \"somebody's letter\"\nquestion = \"what-happened\"\nevent = \"other\"\nwords = '{HOSTILE}'\npersons = [\"{SEALED}\"]\n"
        );
        self.enter(data, "hostile.claims.toml", &text)?;
        let mut register = self.register(data, "kestrel")?;
        let story = program::repository().join("testdata/scenarios/kestrel-valley.scn");
        register.quoted += &std::fs::read_to_string(story).map_err(|error| error.to_string())?;
        Ok(register)
    }

    /// A register with a name that cannot be set.
    pub(super) fn strange(&self) -> Result<Register, String> {
        let data = "strange";
        let origin = [
            "--origin",
            "register.example/strange",
            "--theatre",
            "Strange",
        ];
        self.say(
            data,
            &[&["init"][..], &origin, &["--centre", "Reader"]].concat(),
        )?;
        let open = [
            "incident",
            "open",
            "--kind",
            "other",
            "--when",
            "2020-02-03",
        ];
        self.say(
            data,
            &[&open[..], &["--offset", "+00:00", "--spelling", STRANGE]].concat(),
        )?;
        self.register(data, data)
    }

    /// Enters claims about the first incident.
    fn enter(&self, data: &str, file: &str, text: &str) -> Result<(), String> {
        std::fs::write(self.folder.join(file), text).map_err(|error| error.to_string())?;
        let listed = json(&self.say(data, &["--json", "incident", "list"])?)?;
        let incident = listed[0]["id"].as_str().unwrap_or_default();
        let key = format!("{data}/keys/centre.key");
        let enter = ["--key", &key, "claim", "enter", "--about", incident, file];
        self.say(data, &enter)?;
        Ok(())
    }

    /// What there is to report of a register.
    fn register(&self, data: &str, name: &str) -> Result<Register, String> {
        let checked = json(&self.say(data, &["--json", "fsck"])?)?;
        let size = checked["entries"].as_u64().ok_or("fsck counts nothing")?;
        let mut reports = Vec::new();
        let mut quoted = String::new();
        let incidents = json(&self.say(data, &["--json", "incident", "list"])?)?;
        for (at, incident) in incidents.as_array().into_iter().flatten().enumerate() {
            let id = incident["id"].as_str().unwrap_or_default();
            let said = self.say(data, &["--json", "claim", "side-by-side", id])?;
            let claims = json(&said)?;
            quoted += &said;
            let command = ["incident", "dossier", id, "--known-at", &size.to_string()];
            reports.push(Report {
                name: format!("{name}-dossier-{}", at + 1),
                command: command.map(str::to_owned).to_vec(),
                subject: id.to_owned(),
                claims: claims_in(&claims),
                parties: Vec::new(),
            });
        }
        let bulletins = json(&self.say(data, &["--json", "bulletin", "list"])?)?;
        for (at, bulletin) in bulletins.as_array().into_iter().flatten().enumerate() {
            let id = bulletin["bulletin"].as_str().unwrap_or_default();
            let lists = bulletin["lists"].as_array().into_iter().flatten();
            let parties = lists.filter_map(|list| list["party"]["name"].as_str());
            reports.push(Report {
                name: format!("{name}-bulletin-{}", at + 1),
                command: ["bulletin", "show", id].map(str::to_owned).to_vec(),
                subject: bulletin["day"].as_str().unwrap_or_default().to_owned(),
                claims: Vec::new(),
                parties: parties.map(str::to_owned).collect(),
            });
        }
        Ok(Register {
            data: data.to_owned(),
            reports,
            by_the_page: 0,
            quoted,
        })
    }

    fn command(
        &self,
        register: &Register,
        report: &Report,
        language: Language,
        path: &Path,
    ) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(&self.folder);
        command.args(["--data", &register.data, "--out"]).arg(path);
        command.args(&report.command);
        command.args(["--pdf", "--language", language.code()]);
        command
    }

    /// Prints a report into a file.
    pub(super) fn print(
        &self,
        register: &Register,
        report: &Report,
        language: Language,
        path: &Path,
    ) -> Result<(), String> {
        printed(&mut self.command(register, report, language, path)).map(|_| ())
    }

    /// Prints it with further flags, into a file that is thrown away.
    pub(super) fn print_with(
        &self,
        register: &Register,
        report: &Report,
        language: Language,
        more: &[&str],
    ) -> Result<(), String> {
        let away = tempfile::tempdir().map_err(|error| error.to_string())?;
        let path = away.path().join("thrown-away.pdf");
        printed(self.command(register, report, language, &path).args(more)).map(|_| ())
    }

    /// Prints it again, with nothing of the machine's settings and in another folder.
    pub(super) fn print_elsewhere(
        &self,
        register: &Register,
        report: &Report,
        language: Language,
    ) -> Result<Vec<u8>, String> {
        let away = tempfile::tempdir().map_err(|error| error.to_string())?;
        let path = away.path().join("again.pdf");
        let mut command = Command::new(&self.program);
        let data = self.folder.join(&register.data);
        command.current_dir(away.path()).env_clear();
        command.env("TZ", "Pacific/Auckland").env("LANG", "C");
        command.arg("--data").arg(data).arg("--out").arg(&path);
        command.args(&report.command);
        printed(command.args(["--pdf", "--language", language.code()]))?;
        std::fs::read(path).map_err(|error| error.to_string())
    }
}

/// Every claim of a side-by-side view.
fn claims_in(view: &Value) -> Vec<Claim> {
    let questions = view["questions"].as_array().into_iter().flatten();
    let claims = questions.flat_map(|question| question["claims"].as_array().into_iter().flatten());
    let claims = claims.map(|claim| {
        let who = &claim["claimant"];
        let outside = who["outside"].as_str();
        let party = || {
            who["party"]["name"]
                .as_str()
                .or_else(|| who["name"].as_str())
        };
        let proposition = &claim["proposition"];
        // A time is shown as it was read, and not in the words in which it was typed.
        let words = proposition["words"]
            .as_str()
            .filter(|_| claim["question"] != "when")
            .or_else(|| proposition["of"].as_str());
        Claim {
            id: claim["id"].as_str().unwrap_or_default().to_owned(),
            claimant: outside.or_else(party).unwrap_or_default().to_owned(),
            words: words.map(str::to_owned),
        }
    });
    claims.collect()
}
