//! `cargo xtask reports`: dossiers as PDF in every language, looked at with tools that did not make them.
//!
//! Promise: the public claims of `docs/cases/idlib-2020.md` become a dossier in six languages; each PDF is sound, is
//! tagged, calls itself PDF/A-2a and PDF/UA-1, has all its fonts within, and gives its text back in the order in
//! which it is read, Arabic too. Needs Debian's `qpdf`, `poppler-utils` and `fonts-noto-core`. It builds the program
//! with the feature `pdf`, which takes several minutes the first time. No validator of PDF/A is in Debian: what a PDF
//! says of itself is checked here, and that the setter held to it.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use truceline::catalogue::{Catalogue, Language};

use crate::campaign::Campaign;
use crate::program;

/// What `cargo xtask reports` takes.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// A program that was built with the feature `pdf`; without it one is built.
    #[arg(long)]
    program: Option<PathBuf>,
    /// Keep the PDFs here, to be looked at.
    #[arg(long)]
    keep: Option<PathBuf>,
}

/// Runs it.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    let mut campaign = Campaign::begin(
        "reports",
        "dossiers in six languages are sound, tagged PDF/A-2a and PDF/UA-1 with their fonts within and their text in order",
    );
    if let Err(error) = reports(options, &mut campaign) {
        campaign.fail(error);
    }
    campaign.end()
}

/// Runs a program and gives what it printed.
fn printed(command: &mut Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .map_err(|error| format!("{name} did not start: {error}"))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(said);
    }
    let refused = String::from_utf8_lossy(&output.stderr);
    Err(format!("{name}: {said}{refused}"))
}

/// A register with the claims of the case in it.
struct Case {
    program: PathBuf,
    folder: tempfile::TempDir,
    incidents: Vec<String>,
}

impl Case {
    fn enter(program: PathBuf) -> Result<Self, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let mut case = Self {
            program,
            folder,
            incidents: Vec::new(),
        };
        let theatre = "Idlib, February 2020, public claims";
        let origin = "register.example/idlib-2020";
        case.say(&[
            "init",
            "--origin",
            origin,
            "--theatre",
            theatre,
            "--centre",
            "Reader",
        ])?;
        let third = [
            "--when",
            "2020-02-03",
            "--spelling",
            "Saraqib",
            "--place-words",
            "west of",
        ];
        let last = [
            "--when",
            "2020-02-27 13:00 .. 2020-02-27 18:00",
            "--certainty",
            "about",
            "--spelling",
            "Behun",
            "--spelling",
            "Balyun",
        ];
        let open = ["incident", "open", "--kind", "other", "--offset", "+02:00"];
        let files = program::repository().join("docs/cases/idlib-2020");
        for (told, file) in [(&third[..], "3-february"), (&last[..], "27-february")] {
            case.say(&[&open[..], told].concat())?;
            let incident = case.latest()?;
            let path = files.join(format!("{file}.claims.toml"));
            let path = path.to_string_lossy().into_owned();
            case.say(&["claim", "enter", "--about", &incident, &path])?;
            case.incidents.push(incident);
        }
        Ok(case)
    }

    fn say(&self, arguments: &[&str]) -> Result<String, String> {
        let mut command = Command::new(&self.program);
        command.current_dir(self.folder.path());
        printed(command.args(["--data", "idlib"]).args(arguments))
    }

    fn latest(&self) -> Result<String, String> {
        let listed = self.say(&["--json", "incident", "list"])?;
        let listed: serde_json::Value =
            serde_json::from_str(&listed).map_err(|error| error.to_string())?;
        let last = listed.as_array().and_then(|all| all.last());
        let id = last.and_then(|incident| incident["id"].as_str());
        id.map(str::to_owned)
            .ok_or("no incident is listed".to_owned())
    }

    fn dossier(&self, incident: &str, language: Language, path: &Path) -> Result<(), String> {
        let path = path.to_string_lossy().into_owned();
        let code = language.code();
        self.say(&[
            "--out",
            &path,
            "incident",
            "dossier",
            incident,
            "--language",
            code,
        ])?;
        Ok(())
    }
}

fn reports(options: &Options, campaign: &mut Campaign) -> Result<(), String> {
    let program = match &options.program {
        Some(program) => std::fs::canonicalize(program).map_err(|error| error.to_string())?,
        None => program::build_with(&["--features", "truceline/pdf"])?,
    };
    let case = Case::enter(program)?;
    let kept = match &options.keep {
        Some(folder) => {
            std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
            std::fs::canonicalize(folder).map_err(|error| error.to_string())?
        }
        None => case.folder.path().to_owned(),
    };
    let mut made = 0_u64;
    for language in Language::ALL {
        for (incident, name) in case.incidents.iter().zip(["3-february", "27-february"]) {
            let path = kept.join(format!("{name}.{}.pdf", language.code()));
            let begun = std::time::Instant::now();
            case.dossier(incident, language, &path)?;
            let took = begun.elapsed();
            campaign.say(format!("{} in {} ms", path.display(), took.as_millis()));
            look_at(campaign, &path, language, incident)?;
            made += 1;
        }
    }
    campaign.figure("pdfs", made);
    without_fonts(campaign, &case)
}

/// Looks at one PDF.
fn look_at(
    campaign: &mut Campaign,
    path: &Path,
    language: Language,
    incident: &str,
) -> Result<(), String> {
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let tool =
        |tool: &str, arguments: &[&str]| printed(Command::new(tool).args(arguments).arg(path));
    let size = std::fs::metadata(path)
        .map_err(|error| error.to_string())?
        .len();
    campaign.figure(&format!("{name}_bytes"), size);
    let checked = tool("qpdf", &["--check"])?;
    let is_sound = checked.contains("No syntax or stream encoding errors found");
    campaign.expect(is_sound, format!("{name}: qpdf: {checked}"));

    let info = tool("pdfinfo", &[])?;
    let value = |key: &str| -> String {
        let line = info.lines().find_map(|line| line.strip_prefix(key));
        line.unwrap_or_default()
            .trim_start_matches(':')
            .trim()
            .to_owned()
    };
    campaign.expect(value("Tagged") == "yes", format!("{name}: is not tagged"));
    campaign.expect(value("JavaScript") == "no", format!("{name}: has a script"));
    campaign.expect(
        value("Title").contains(incident),
        format!("{name}: its title is \"{}\"", value("Title")),
    );
    campaign.figure(&format!("{name}_pages"), value("Pages"));

    let about = tool("pdfinfo", &["-meta"])?;
    for (what, wanted) in [
        ("part of PDF/A", "<pdfaid:part>2<"),
        ("level of PDF/A", "<pdfaid:conformance>A<"),
        ("part of PDF/UA", "<pdfuaid:part>1<"),
    ] {
        campaign.expect(
            about.contains(wanted),
            format!("{name}: no {what} in its metadata"),
        );
    }
    let tags = tool("pdfinfo", &["-struct"])?;
    for tag in ["H1", "H2", "Table", "TH", "TD", "P"] {
        let is_there = tags
            .lines()
            .filter_map(|line| line.split_whitespace().next())
            .any(|first| first.trim_end_matches(':') == tag);
        campaign.expect(is_there, format!("{name}: nothing is tagged {tag}"));
    }

    let fonts = tool("pdffonts", &[])?;
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    campaign.expect(!rows.is_empty(), format!("{name}: no fonts"));
    for row in rows {
        // … emb sub uni object ID: embedded, a part of it, with a way back to text.
        let columns: Vec<&str> = row.split_whitespace().rev().collect();
        let is_within = columns.get(4) == Some(&"yes") && columns.get(2) == Some(&"yes");
        campaign.expect(is_within, format!("{name}: {row}"));
    }
    let text = printed(Command::new("pdftotext").arg(path).arg("-"))?;
    read(campaign, &name, &text, language)
}

/// The words of a text, each as its letters in order of the alphabet: the reader of PDFs that Debian has gives a
/// ligature of two Arabic letters back the wrong way round, and the order of words and what they are made of as it is.
fn letters(text: &str) -> Vec<String> {
    let steers = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain: String = text.chars().filter(|c| !steers(*c)).collect();
    let words = plain.split(|c: char| !c.is_alphanumeric());
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters.into_iter().collect()
    };
    words.filter(|word| !word.is_empty()).map(sorted).collect()
}

/// Whether the text of a PDF reads as it was meant: words of ours in its language and in their order, and names as
/// they were given.
fn read(campaign: &mut Campaign, name: &str, text: &str, language: Language) -> Result<(), String> {
    let catalogue = Catalogue::of(language).map_err(|error| error.to_string())?;
    let found = letters(text);
    let mut wanted = vec!["Recep Tayyip Erdoğan".to_owned(), "Reader".to_owned()];
    for key in [
        "dossier-title",
        "section-claims",
        "section-numbers",
        "section-figures",
        "section-verify",
        "label-claimant",
    ] {
        wanted.push(catalogue.say(key, &[]).map_err(|error| error.to_string())?);
    }
    for wanted in wanted {
        let words = letters(&wanted);
        campaign.expect(
            found.windows(words.len()).any(|stretch| stretch == words),
            format!("{name}: \"{wanted}\" cannot be read back from it"),
        );
    }
    let title = catalogue.say("dossier-title", &[]);
    let title = title.map_err(|error| error.to_string())?;
    campaign.expect(
        text.contains(&title),
        format!("{name}: \"{title}\" is not read letter by letter"),
    );
    Ok(())
}

/// Without its fonts the program says which package has them.
fn without_fonts(campaign: &mut Campaign, case: &Case) -> Result<(), String> {
    let empty = tempfile::tempdir().map_err(|error| error.to_string())?;
    let folder = empty.path().to_string_lossy().into_owned();
    let incident = case
        .incidents
        .first()
        .map(String::as_str)
        .unwrap_or_default();
    let said = case.say(&[
        "--out",
        "never.pdf",
        "incident",
        "dossier",
        incident,
        "--font-path",
        &folder,
    ]);
    let refused = said.err().unwrap_or_default();
    campaign.expect(
        refused.contains("fonts-noto-core"),
        format!("without fonts it says: {refused}"),
    );
    Ok(())
}
