//! `cargo xtask reports`: dossiers and bulletins as PDF in every language, looked at with tools that did not make them.
//!
//! Promise: the register of `docs/cases/idlib-2020.md`, made by the commands of that page, and the one of Kestrel
//! Valley become dossiers and a bulletin in six languages. Each PDF is sound, is what PDF/A-2a and PDF/UA-1 ask as far
//! as is looked at here, is the same bytes when it is made again elsewhere, and gives back each claim beside whose
//! word it is; nothing of it is what no output says, and no sealed name. The program is built with the feature `pdf`,
//! which takes several minutes the first time. Needs Debian's `qpdf` and `poppler-utils`, and looks at the pages with
//! `mupdf-tools` where they are; what cannot be run says SKIPPED. No validator of PDF/A or PDF/UA is in Debian:
//! `docs/reliability/reports.md` says what is not looked at.

mod house;
mod laid;
mod look;
mod marked;
mod page;
mod text;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

use truceline::catalogue::Language;

use crate::campaign::Campaign;
use crate::{program, tidy};
use house::{House, Register, Report};

/// What `cargo xtask reports` takes.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// A program that was built with the feature `pdf`; without it one is built.
    #[arg(long)]
    program: Option<PathBuf>,
    /// Keep the PDFs here, to be looked at.
    #[arg(long)]
    keep: Option<PathBuf>,
    /// These languages alone, such as `en,ar`.
    #[arg(long, value_delimiter = ',')]
    languages: Vec<String>,
}

/// Runs it.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    let mut campaign = Campaign::begin(
        "reports",
        "dossiers and bulletins in six languages are sound, tagged PDF with their fonts within, the same bytes anywhere, and hold every claim beside whose word it is",
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

/// Whether a tool is there.
fn is_there(tool: &str) -> bool {
    Command::new(tool).arg("-v").output().is_ok()
}

fn reports(options: &Options, campaign: &mut Campaign) -> Result<(), String> {
    let program = match &options.program {
        Some(program) => std::fs::canonicalize(program).map_err(|error| error.to_string())?,
        None => program::build_with(&["--features", "truceline/pdf"])?,
    };
    licences(campaign)?;
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let kept = match &options.keep {
        Some(folder) => {
            std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
            std::fs::canonicalize(folder).map_err(|error| error.to_string())?
        }
        None => folder.path().to_owned(),
    };
    let languages: Vec<Language> = match options.languages.as_slice() {
        [] => Language::ALL.to_vec(),
        named => {
            let named = named.iter().map(|code| Language::parse(code));
            named.collect::<Result<_, _>>()?
        }
    };
    let house = House::new(program, folder.path().to_owned());
    let registers = [house.idlib()?, house.kestrel()?];
    campaign.say(format!(
        "the page made {} reports, {} of them by its own commands",
        registers.iter().map(|one| one.reports.len()).sum::<usize>(),
        registers.iter().map(|one| one.by_the_page).sum::<usize>()
    ));
    let tools = look::Tools::find(campaign);
    let mut made = 0_u64;
    for language in languages {
        for register in &registers {
            for report in &register.reports {
                let path = kept.join(format!("{}.{}.pdf", report.name, language.code()));
                one(campaign, &house, register, report, language, &path, &tools)?;
                made += 1;
            }
        }
    }
    campaign.figure("pdfs", made);
    campaign.expect(made > 0, "no PDF was made");
    refusals(campaign, &house, &registers)
}

/// Makes a report twice, and looks at it.
fn one(
    campaign: &mut Campaign,
    house: &House,
    register: &Register,
    report: &Report,
    language: Language,
    path: &Path,
    tools: &look::Tools,
) -> Result<(), String> {
    if path.exists() {
        std::fs::remove_file(path).map_err(|error| error.to_string())?;
    }
    let begun = Instant::now();
    house.print(register, report, language, path)?;
    campaign.say(format!(
        "{} in {} ms",
        path.display(),
        begun.elapsed().as_millis()
    ));
    let name = format!("{}.{}", report.name, language.code());
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    let again = house.print_elsewhere(register, report, language)?;
    campaign.expect(
        bytes == again,
        format!("{name}: made again, with no home and no fonts of a system, it is other bytes"),
    );
    campaign.figure(&format!("{name}_bytes"), bytes.len());
    look::look_at(campaign, tools, (&name, path), report, language)?;
    text::read(campaign, tools, (&name, path), register, report, language)
}

/// Licences of what the feature builds with, which the everyday list does not hold.
fn licences(campaign: &mut Campaign) -> Result<(), String> {
    let root = program::repository();
    let findings = tidy::licences::check_with(&root, &["--features", "truceline/pdf"])?;
    for finding in findings {
        campaign.fail(finding);
    }
    Ok(())
}

/// What must be refused: a name in a script that no font has, and a folder without fonts.
fn refusals(campaign: &mut Campaign, house: &House, registers: &[Register]) -> Result<(), String> {
    let empty = tempfile::tempdir().map_err(|error| error.to_string())?;
    let folder = empty.path().to_string_lossy().into_owned();
    for register in registers {
        let Some(report) = register.reports.first() else {
            continue;
        };
        let more = ["--font-path", &folder];
        let refused = house.print_with(register, report, Language::English, &more);
        let refused = refused.err().unwrap_or_default();
        campaign.expect(
            refused.contains("no fonts there"),
            format!("a folder without fonts: {refused}"),
        );
    }
    let strange = house.strange()?;
    let Some(report) = strange.reports.first() else {
        return Err("nothing strange was made".to_owned());
    };
    let refused = house.print_with(&strange, report, Language::English, &[]);
    let refused = refused.err().unwrap_or_default();
    campaign.expect(
        refused.contains("--font-path"),
        format!("a name in a script that no font has: {refused}"),
    );
    Ok(())
}
