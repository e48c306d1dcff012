//! What the story leaves behind: keys, places, evidence, and what to do with them.

use super::{Folders, THE_DAY};
use crate::exit::Problem;
use crate::file;
use crate::passphrase::Passphrases;
use crate::scenario::cast::PersonNumber;
use crate::scenario::deed::Scenario;
use crate::scenario::map::Shape;
use crate::scenario::runner::Runner;
use crate::scenario::setup::save_secrets;
use crate::session::{self, CENTRE_KEY, Place, REGISTER_CARD};
use crate::voice::{self, Voice};
use std::collections::BTreeSet;
use truceline_engine::evidence::Archive;
use truceline_engine::keyfile::Seed;
use truceline_engine::writer::Writer;
use truceline_log::policy::Policy;
use truceline_register::bundle::verify::{Pins, verify};
use truceline_register::codec::disclosure::Label;
use truceline_register::ids::{KeyId, LogIndex};
use truceline_register::register::Register;

/// Every key of the story as a file: the register's own and the centre's with the data, the others
/// apart, as they would be.
pub(super) fn save_keys(runner: &Runner<'_>, folders: &Folders) -> Result<(), Problem> {
    let place = Place::of(&folders.data, None, Passphrases::none());
    save_secrets(&place, &runner.scenario().origin, &runner.secrets())?;
    let voice = |person| runner.voice(person);
    save_desk_keys(runner.scenario(), &voice, runner.register(), folders)
}

/// The keys of persons, and the register's card.
pub(super) fn save_desk_keys<'a>(
    scenario: &Scenario,
    voice: &dyn Fn(PersonNumber) -> (&'a Voice, &'a Seed),
    register: &Register,
    folders: &Folders,
) -> Result<(), Problem> {
    let place = Place::of(&folders.data, None, Passphrases::none());
    for (number, person) in scenario.cast.persons.iter().enumerate() {
        let (voice, seed) = voice(PersonNumber(number));
        let path = match number {
            0 => place.keys.join(CENTRE_KEY),
            _ => folders
                .root
                .join("desks")
                .join(format!("{}.key", person.name.to_lowercase())),
        };
        voice::create(&path, voice.card(), voice.chain(), seed, None)?;
    }
    let card = session::card_of(register)?;
    file::write_public(
        &folders.data.join(REGISTER_CARD),
        card.to_string().as_bytes(),
    )
}

/// The points of the map as a gazetteer, so that other commands know their names.
pub(super) fn save_places(scenario: &Scenario, folders: &Folders) -> Result<(), Problem> {
    let mut csv = "id,name,variants,lat,lon\n".to_owned();
    for (number, place) in scenario.map.places().iter().enumerate() {
        let Shape::Point(point) = place.shape else {
            continue;
        };
        let (lat, lon) = (degrees(point.lat_e7()), degrees(point.lon_e7()));
        csv.push_str(&format!(
            "{},{},{},{lat},{lon}\n",
            number + 1,
            place.name,
            place.spellings.join("|")
        ));
    }
    file::write_public(&folders.root.join("places.csv"), csv.as_bytes())
}

/// Units of 1e-7 degree as a decimal of four places, as the map has them.
fn degrees(e7: i32) -> String {
    let sign = if e7 < 0 { "-" } else { "" };
    let units = (i64::from(e7.unsigned_abs()) + 500) / 1_000;
    format!("{sign}{}.{:04}", units / 10_000, units % 10_000)
}

/// Writes all that the log holds, but names and numbers of persons, with its proofs; reads it back
/// and verifies it as a stranger would who pinned the register's card.
pub(super) fn evidence(writer: &Writer, folders: &Folders) -> Result<(usize, String), Problem> {
    let register = writer.register();
    let archive = Archive {
        store: writer.store(),
        tree: writer.tree(),
        vault: writer.vault(),
        register,
    };
    let checkpoint = writer
        .checkpoint()
        .ok_or_else(|| Problem::unavailable("the log has no checkpoint"))?;
    let wanted: BTreeSet<LogIndex> = (0..register.size)
        .filter(|index| archive.record(*index).is_ok())
        .collect();
    let whole: Vec<KeyId> = register
        .authority
        .keys()
        .map(|(key, _)| key)
        .filter(|key| {
            archive
                .bundle(&BTreeSet::new(), &[*key], &checkpoint, &|_, _| false)
                .is_ok()
        })
        .collect();
    let bundle = archive.bundle(&wanted, &whole, &checkpoint, &|_, disclosure| {
        disclosure.label() != Label::Personal
    })?;
    file::write_public(&folders.bundle, &bundle.to_bytes())?;
    let bytes = file::read(&folders.bundle, file::MAX_FILE_BYTES)?;
    let card = session::card_of(register)?;
    let policy = Policy::of_log(card.log).map_err(|error| Problem::usage(error.to_string()))?;
    let pins = Pins {
        genesis: Some(card.genesis),
        policy: Some(policy),
    };
    let verified = verify(&bytes, &pins).map_err(|error| Problem::unverified(error.to_string()))?;
    let what = format!(
        "{} records stand in the log of {} entries under its signed checkpoint; every signature, disclosure and link of the authority chain fits; {} keys' chains are whole",
        verified.records.len(),
        verified.size,
        verified.whole_chains.len()
    );
    Ok((bytes.len(), what))
}

/// What a person may do next with the folder, ready to be copied.
pub(super) fn next_commands(folders: &Folders) -> Vec<String> {
    let program = std::env::current_exe().map_or_else(
        |_| "truceline".to_owned(),
        |path| path.display().to_string(),
    );
    let (root, data, bundle) = (
        folders.root.display(),
        folders.data.display(),
        folders.bundle.display(),
    );
    let inquire = format!(
        "{program} --data {data} inquire --place Dorvane --gazetteer {root}/places.csv --radius 1500m \
         --from {THE_DAY}T14:00:00Z --until {THE_DAY}T15:00:00Z --known-at {THE_DAY}T13:53:00Z"
    );
    vec![
        format!("{program} verify {bundle} --card {data}/{REGISTER_CARD}"),
        inquire.clone(),
        format!("{inquire} --viewpoint North"),
        format!("{program} --data {data} inbox --party North"),
        format!("{program} --data {data} fsck"),
    ]
}
