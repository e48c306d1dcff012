//! `cargo xtask acceptance`: the main job on real places and events.
//!
//! Promise: whatever was imported through the command line is found by every inquiry and every
//! check that it concerns, and nothing else is, compared with brute force; a bundle about one event
//! verifies in an empty folder; and the register is whole at the end. The data are public and stay
//! where they are; the sites are invented.

mod archive;
mod inquiries;
mod places;
mod program;
mod questions;
mod reference;
mod synthetic;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant as Stopwatch;

use truceline_formats::gazetteer::{Gazetteer, Lookup, load};

use crate::campaign::{Campaign, Common};
use crate::voice::Dice;
use archive::Opened;
use places::Data;
use program::Program;

/// Sites of a full run.
const SITES: usize = 10_000;
/// Movements of a full run.
const MOVEMENTS: usize = 2_000;
/// With `--quick` every so many-th of sites, movements and events.
const QUICK_EVERY: usize = 5;
/// The P-code of Idleb.
const ZONE: &str = "SY07";

/// What `cargo xtask acceptance` takes.
#[derive(Debug, clap::Args)]
pub struct Options {
    #[command(flatten)]
    common: Common,
    /// The folder of real places and events.
    #[arg(long)]
    data: PathBuf,
    /// Keep the register here instead of in a temporary folder.
    #[arg(long)]
    keep: Option<PathBuf>,
}

/// Runs it.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    let mut campaign = Campaign::begin(
        "acceptance",
        "every inquiry and check about 2,405 real events finds exactly what brute force finds among what was imported",
    );
    campaign.figure("seed", options.common.seed);
    if let Err(error) = accept(options, &mut campaign) {
        campaign.fail(error);
    }
    campaign.end()
}

fn accept(options: &Options, campaign: &mut Campaign) -> Result<(), String> {
    let data = Data::in_folder(&options.data)?;
    let bench = tempfile::tempdir().map_err(|error| error.to_string())?;
    let folder = options
        .keep
        .clone()
        .unwrap_or_else(|| bench.path().to_owned());
    let every = if options.common.quick { QUICK_EVERY } else { 1 };
    let mut dice = Dice::new(options.common.seed);
    let program = Program::built(&folder)?;

    campaign.say("a register, four parties and the zone of Idleb");
    program.begin(&data.boundary(ZONE)?)?;
    gazetteer(campaign, &data)?;
    import(campaign, &program, &data, &mut dice, every)?;

    let mut opened = Opened::open(&program, campaign, &mut dice)?;
    let told = opened.everything()?;
    campaign.figure("notifications", told.len());
    campaign.expect(
        told.len() == (SITES + MOVEMENTS) / every,
        format!("{} notifications stand in the register", told.len()),
    );
    let events: Vec<_> = data.events()?.into_iter().step_by(every).collect();
    let asked = questions::ask(campaign, &mut opened, &events, &told, &mut dice)?;
    drop(opened);

    campaign.say("a bundle about one event, verified in an empty folder");
    let records = asked.about_one.ok_or("no event has anything near it")?;
    campaign.figure("bundle_records", records.len());
    campaign.figure("bundle_bytes", program.bundle_and_verify(&records)?);
    let begun = Stopwatch::now();
    program.fsck()?;
    campaign.seconds("fsck_seconds", begun.elapsed());
    campaign.figure("register_bytes", program.register_bytes()?);
    Ok(())
}

/// Every place of the gazetteer by its name: one place, or the candidates; and a name in no row.
fn gazetteer(campaign: &mut Campaign, data: &Data) -> Result<(), String> {
    let bytes = std::fs::read(data.gazetteer()).map_err(|error| error.to_string())?;
    let gazetteer: Gazetteer = load::from_csv(&bytes, None).map_err(|faults| {
        format!(
            "the gazetteer has {} faults, the first: {}",
            faults.len(),
            faults[0]
        )
    })?;
    let (mut found, mut ambiguous, mut variants) = (0_u64, 0_u64, 0_u64);
    for place in gazetteer.places() {
        let names = std::iter::once(&place.name).chain(&place.variants);
        for (number, name) in names.enumerate() {
            match gazetteer.lookup(name) {
                Lookup::Found(one) => {
                    campaign.expect(
                        one.id == place.id,
                        format!("\"{name}\" leads to another place"),
                    );
                    found += 1;
                    variants += u64::from(number > 0);
                }
                Lookup::Ambiguous(candidates) => {
                    let is_among =
                        candidates.len() > 1 && candidates.iter().any(|one| one.id == place.id);
                    campaign.expect(
                        is_among,
                        format!("\"{name}\" is refused without its own place"),
                    );
                    ambiguous += 1;
                }
                Lookup::NotFound { .. } => campaign.fail(format!("\"{name}\" is not found")),
            }
        }
    }
    campaign.expect(ambiguous > 0, "no name fits several places");
    campaign.expect(variants > 0, "no other spelling was found");
    match gazetteer.lookup("Behun") {
        Lookup::NotFound { near } => campaign.figure("near_behun", near.len()),
        Lookup::Found(_) | Lookup::Ambiguous(_) => {
            campaign.fail("\"Behun\" is in no row and was found")
        }
    }
    campaign.figure("places", gazetteer.places().len());
    campaign.figure("names_found", found);
    campaign.figure("names_ambiguous", ambiguous);
    Ok(())
}

fn import(
    campaign: &mut Campaign,
    program: &Program,
    data: &Data,
    dice: &mut Dice,
    every: usize,
) -> Result<(), String> {
    let localities = data.localities()?;
    let mut sent = synthetic::sites(dice, &localities, SITES / every)?;
    sent.extend(synthetic::movements(dice, &localities, MOVEMENTS / every)?);
    let begun = Stopwatch::now();
    let mut count = 0;
    for (file, party) in sent.iter().zip(program::SENDERS) {
        campaign.say(format!(
            "{party} imports {} notifications from {}",
            file.count, file.name
        ));
        program.import(party, &file.name, &file.bytes, &data.gazetteer())?;
        count += file.count as u64;
    }
    campaign.figure("imported", count);
    campaign.rate("imported_per_second", count, begun.elapsed());
    Ok(())
}
