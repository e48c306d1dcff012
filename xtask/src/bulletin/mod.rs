//! `bulletin`: the public forms of a bulletin, held against what they claim to be by other people's programs.
//!
//! A register is made in which every name that somebody may choose would compute in a spreadsheet or break a tag. Its
//! feeds are held against a schema of RFC 4287 by `xmllint`, its table is opened by LibreOffice without a screen, and
//! no cell may have become a formula. Where a program is not installed its part says SKIPPED.

use std::path::Path;
use std::process::{Command, ExitCode};

use serde_json::Value;

use crate::campaign::{Campaign, Common};
use crate::program;

const SCHEMA: &str = include_str!("atom.rng");
/// Names of two sides and of a zone, as somebody who wants to do harm would choose them.
const SOUTH: &str = "=1+2";
const NORTH: &str = "@SUM(1;2) <b>&\"North\"</b>";
const ZONE: &str = "+HYPERLINK(\"https://example.org\";\"Valley\")";

/// How it is run.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    #[command(flatten)]
    common: Common,
}

/// Runs it.
#[must_use]
pub fn run(_: &Options) -> ExitCode {
    let promise = "feeds are Atom, with and without entries and after a correction; no cell of the table computes";
    let mut campaign = Campaign::begin("bulletin", promise);
    if let Err(why) = check(&mut campaign) {
        campaign.fail(why);
    }
    campaign.end()
}

fn check(campaign: &mut Campaign) -> Result<(), String> {
    let program = program::build()?;
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let house = House {
        program: &program,
        folder: folder.path(),
    };
    let lists = house.begin()?;
    house.run(&["--out", "empty.atom", "bulletin", "feed"])?;
    let said = house.centre(&["bulletin", "publish", &lists])?;
    let id = admitted(&said)?;
    house.run(&["--out", "first.atom", "bulletin", "feed"])?;
    let why = "=2+3 entries came late";
    house.centre(&[
        "bulletin",
        "publish",
        &lists,
        "--replaces",
        &id,
        "--why",
        why,
    ])?;
    house.run(&["--out", "second.atom", "bulletin", "feed"])?;
    house.run(&["--out", "zone.atom", "bulletin", "feed", "--zone", ZONE])?;
    house.run(&["--out", "one.atom", "bulletin", "show", &id, "--atom"])?;
    house.run(&["--out", "day.csv", "bulletin", "show", &id, "--csv"])?;
    feeds(campaign, folder.path())?;
    table(campaign, folder.path())
}

/// Every feed is Atom, and a file that is none is found out.
fn feeds(campaign: &mut Campaign, folder: &Path) -> Result<(), String> {
    let write = |name: &str, text: &str| {
        std::fs::write(folder.join(name), text).map_err(|error| error.to_string())
    };
    write("atom.rng", SCHEMA)?;
    let good = std::fs::read_to_string(folder.join("second.atom")).map_err(|e| e.to_string())?;
    let without = |what: &str| {
        let lines = good.lines().filter(|line| !line.starts_with(what));
        lines.collect::<Vec<_>>().join("\n")
    };
    write("without-id.atom", &without("<id>"))?;
    write("without-updated.atom", &without("<updated>"))?;
    let lint = |name: &str| {
        let mut xmllint = Command::new("xmllint");
        xmllint.args(["--nonet", "--noout", "--relaxng", "atom.rng", name]);
        xmllint.current_dir(folder).output()
    };
    let sound = [
        "empty.atom",
        "first.atom",
        "second.atom",
        "zone.atom",
        "one.atom",
    ];
    for name in sound {
        let Ok(output) = lint(name) else {
            campaign.say("SKIPPED: the feeds, xmllint is not installed (Debian: libxml2-utils)");
            campaign.figure("feeds", "skipped");
            return Ok(());
        };
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        campaign.expect(output.status.success(), format!("{name}: {words}"));
    }
    for name in ["without-id.atom", "without-updated.atom"] {
        let found = lint(name).is_ok_and(|output| !output.status.success());
        campaign.expect(found, format!("{name} was taken for a feed"));
    }
    campaign.figure("feeds", sound.len());
    Ok(())
}

/// The table, opened as a person would open it, has every cell as text or number and none as a formula.
fn table(campaign: &mut Campaign, folder: &Path) -> Result<(), String> {
    let rows = std::fs::read_to_string(folder.join("day.csv")).map_err(|e| e.to_string())?;
    campaign.figure("rows", rows.matches("\r\n").count());
    let profile = format!("-env:UserInstallation=file://{}/office", folder.display());
    let mut office = Command::new("soffice");
    office.args([&profile, "--headless", "--convert-to", "fods", "day.csv"]);
    let Ok(output) = office.current_dir(folder).env("HOME", folder).output() else {
        campaign.say("SKIPPED: the table, LibreOffice is not installed (Debian: libreoffice-calc)");
        campaign.figure("table", "skipped");
        return Ok(());
    };
    let opened = std::fs::read_to_string(folder.join("day.fods"));
    let Ok(opened) = opened else {
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(format!("LibreOffice opened nothing: {words}"));
    };
    let formulas = opened.matches("table:formula").count();
    campaign.figure("formulas", formulas);
    campaign.expect(formulas == 0, "a cell computes");
    // The names are there to be read, and nothing that they would have come to.
    for name in ["=1+2", "@SUM(1;2)", "+HYPERLINK("] {
        campaign.expect(opened.contains(name), format!("{name} is not to be read"));
    }
    // The same names without their marks do compute: what is looked for can be found.
    let bare = rows.replace("\"'", "\"");
    std::fs::write(folder.join("bare.csv"), bare).map_err(|error| error.to_string())?;
    let mut office = Command::new("soffice");
    office.args([&profile, "--headless", "--convert-to", "fods", "bare.csv"]);
    let converted = office.current_dir(folder).env("HOME", folder).output();
    converted.map_err(|error| error.to_string())?;
    let opened = std::fs::read_to_string(folder.join("bare.fods")).unwrap_or_default();
    let bare = opened.matches("table:formula").count();
    campaign.figure("formulas_without_marks", bare);
    campaign.expect(
        bare > 0,
        "nothing computes without the marks either: LibreOffice shows nothing",
    );
    Ok(())
}

/// A register made for this.
struct House<'a> {
    program: &'a Path,
    folder: &'a Path,
}

impl House<'_> {
    /// A register with two sides, an allegation of each, and their lists of a day.
    fn begin(&self) -> Result<String, String> {
        let origin = "register.example/bulletin";
        self.run(&[
            "init",
            "--origin",
            origin,
            "--theatre",
            "Valley",
            "--centre",
            "Centre",
        ])?;
        for (name, key) in [(SOUTH, "south.key"), (NORTH, "north.key")] {
            let party = ["party", "enrol", "--name", name, "--role", "force"];
            self.run(&[&party[..], &["--new-key", key]].concat())?;
        }
        let area = "35.60,36.40; 35.60,36.80; 35.90,36.80; 35.90,36.40";
        let zone = [
            "zone", "draw", "--name", ZONE, "--status", "agreed", "--area", area,
        ];
        let rest = ["--text", "Annex A", "--from", "2020-01-01T00:00:00Z"];
        self.run(&[&zone[..], &rest].concat())?;
        for key in ["south.key", "north.key"] {
            let kind = ["--key", key, "allegation", "enter", "--kind", "shelling"];
            let place = ["--at", "35.7161, 36.5192", "--called", "Dorvane"];
            let from = [
                "--from",
                "2024-05-20T13:50:00Z",
                "--until",
                "2024-05-20T14:00:00Z",
            ];
            self.run(&[&kind[..], &place, &from].concat())?;
        }
        let open = ["reconcile", "open", SOUTH, NORTH, "--zone", ZONE];
        let said = self.centre(&[&open[..], &["--day", "2024-05-20"]].concat())?;
        admitted(&said)
    }

    fn centre(&self, words: &[&str]) -> Result<String, String> {
        self.run(&[&["--key", "valley/keys/centre.key"], words].concat())
    }

    fn run(&self, words: &[&str]) -> Result<String, String> {
        let output = Command::new(self.program)
            .args(["--json", "--data", "valley"])
            .args(words)
            .current_dir(self.folder)
            .output()
            .map_err(|error| error.to_string())?;
        if !output.status.success() {
            let words_of = String::from_utf8_lossy(&output.stderr).into_owned();
            let out = String::from_utf8_lossy(&output.stdout).into_owned();
            return Err(format!("{words:?}: {words_of}{out}"));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

fn admitted(said: &str) -> Result<String, String> {
    let said: Value = serde_json::from_str(said).map_err(|error| error.to_string())?;
    let id = said["admitted"][0]["id"].as_str().map(str::to_owned);
    id.ok_or_else(|| format!("no id in {said}"))
}
