//! `cargo xtask verifier`: the two verifiers held against each other.
//!
//! Promise: of every bundle, whole or bent, and every receipt, the Rust verifier and the TypeScript one of
//! `console/verifier` say the same: whether it verifies, by which stable code it does not and at which record, what
//! each record says, what is left out, and what became of files. Bundles come from the stories of the repository; what
//! is bent inside is signed and sealed again with the stories' keys, so that every check is reached.

mod bending;
mod other;
mod shape;
mod world;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant as Stopwatch;

use serde_json::{Value, json};
use truceline::wire::verify::VerifiedView;
use truceline_engine::evidence::LeafContent;
use truceline_log::policy::Policy;
use truceline_log::receipt::Receipt;
use truceline_register::bundle::MAGIC;
use truceline_register::bundle::verify::{Pins, Refused, Verified, verify};

use crate::campaign::{Campaign, Progress};
use crate::program::repository;
use crate::voice::Dice;
use other::Other;
use world::World;

/// Bundles of a run without a number.
const BUNDLES: u64 = 200;
/// Bent receipts for each bent bundle, as a part of them.
const RECEIPTS_PER_BUNDLE: u64 = 10;

/// What `cargo xtask verifier` takes.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// How many bent bundles.
    #[arg(long, default_value_t = BUNDLES)]
    bundles: u64,
    /// What everything random grows from; the same seed gives the same run.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Runs it.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    let mut campaign = Campaign::begin(
        "verifier",
        "two verifiers, written apart from one specification, say the same of every bundle",
    );
    campaign.figure("seed", options.seed);
    if !other::is_here() {
        campaign
            .say("SKIPPED: node and npm are not here, and the TypeScript verifier runs on them");
        campaign.figure("skipped", true);
        return campaign.end();
    }
    if let Err(error) = compared(options, &mut campaign) {
        campaign.fail(error);
    }
    campaign.end()
}

/// What is believed beforehand.
#[derive(Clone, Copy)]
enum Belief {
    Nothing,
    Card,
    Policy,
    Both,
}

impl Belief {
    fn has_card(self) -> bool {
        matches!(self, Self::Card | Self::Both)
    }

    fn has_policy(self) -> bool {
        matches!(self, Self::Policy | Self::Both)
    }
}

const BELIEFS: [Belief; 4] = [Belief::Nothing, Belief::Card, Belief::Policy, Belief::Both];

/// The files that the other verifier is given.
struct Desk {
    folder: tempfile::TempDir,
    other: Other,
}

impl Desk {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn ask(&mut self, world: &World, belief: Belief, bytes: &[u8]) -> Result<Value, String> {
        let (file, card, policy) = (
            self.path("asked"),
            self.path("register.card"),
            self.path("policy"),
        );
        let put =
            |path: &Path, bytes: &[u8]| std::fs::write(path, bytes).map_err(|e| e.to_string());
        put(&file, bytes)?;
        put(&card, world.card.as_bytes())?;
        put(&policy, world.policy.as_bytes())?;
        let card = belief.has_card().then_some(card.as_path());
        let policy = belief.has_policy().then_some(policy.as_path());
        self.other.ask(&file, card, policy)
    }
}

fn compared(options: &Options, campaign: &mut Campaign) -> Result<(), String> {
    let program = other::build()?;
    let mut dice = Dice::new(options.seed);
    campaign.say("playing the stories");
    let worlds = world::all(&mut dice)?;
    campaign.figure("stories", worlds.len());
    let mut desk = Desk {
        folder: tempfile::tempdir().map_err(|error| error.to_string())?,
        other: Other::start(&program)?,
    };
    let begun = Stopwatch::now();
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    campaign.say("whole bundles and receipts");
    for world in &worlds {
        for (bundle, belief) in world.bundles.iter().zip(BELIEFS.iter().cycle()) {
            let bytes = bundle.to_bytes();
            let answer = desk.ask(world, *belief, &bytes)?;
            let own = of_bundle(world, *belief, &bytes);
            campaign.expect(
                own["verdict"] != "does-not-verify",
                format!("{}: a whole bundle is refused: {own}", world.name),
            );
            held(campaign, &mut seen, &world.name, &bytes, &own, &answer);
        }
    }
    let mut progress = Progress::of("bent bundles", options.bundles);
    for number in 0..options.bundles {
        let world = dice.pick(&worlds);
        // The whole log of a story is large; it is bent now and then.
        let place = match dice.below(12) {
            0 => 0,
            _ => 1 + usize::try_from(dice.below(4)).unwrap_or(0),
        };
        let bundle = world.bundles.get(place).ok_or("a story without bundles")?;
        let bent = bending::bent(world, bundle, &mut dice);
        let belief = *dice.pick(&BELIEFS);
        let answer = desk.ask(world, belief, &bent.bytes)?;
        let own = of_bundle(world, belief, &bent.bytes);
        let what = format!("{} #{number} ({})", world.name, bent.how);
        held(campaign, &mut seen, &what, &bent.bytes, &own, &answer);
        if number.is_multiple_of(RECEIPTS_PER_BUNDLE) {
            receipt(campaign, &mut seen, world, &mut desk, &mut dice)?;
        }
        progress.at(number + 1);
    }
    campaign.figure("bundles", options.bundles);
    campaign.figure("verdicts", json!(seen));
    campaign.seconds("compared_seconds", begun.elapsed());
    Ok(())
}

/// A receipt, whole or with a byte changed.
fn receipt(
    campaign: &mut Campaign,
    seen: &mut BTreeMap<String, u64>,
    world: &World,
    desk: &mut Desk,
    dice: &mut Dice,
) -> Result<(), String> {
    let mut bytes = dice.pick(&world.receipts).clone().into_bytes();
    // The first line says that it is a receipt; without it both say something else of it.
    let header = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(0) + 1;
    if dice.below(3) != 0 {
        let span = bytes.len() as u64 - header as u64;
        let place = header + usize::try_from(dice.below(span)).unwrap_or(0);
        bytes[place] = *dice.pick(b"AB+/=09 \n\x01");
    }
    let answer = desk.ask(world, Belief::Policy, &bytes)?;
    let own = of_receipt(world, &bytes);
    let what = format!("{}: a receipt", world.name);
    let same = own["verdict"] == answer["verdict"];
    *seen
        .entry(format!(
            "receipt {}",
            own["verdict"].as_str().unwrap_or_default()
        ))
        .or_default() += 1;
    if !same {
        differs(campaign, &what, &bytes, &own, &answer);
    }
    Ok(())
}

fn of_receipt(world: &World, bytes: &[u8]) -> Value {
    let failed = |what: String| json!({ "verdict": "does-not-verify", "what": what });
    let receipt = match Receipt::parse(bytes) {
        Ok(receipt) => receipt,
        Err(error) => return failed(error.to_string()),
    };
    let Ok(content) = LeafContent::of_receipt(&receipt) else {
        return json!({ "verdict": "cannot-say" });
    };
    let policy = match Policy::parse(world.policy.as_bytes()) {
        Ok(policy) => policy,
        Err(error) => return failed(error.to_string()),
    };
    match receipt.verify(&content.leaf_hash(), &policy) {
        Ok(_) => json!({ "verdict": "verified" }),
        Err(error) => failed(error.to_string()),
    }
}

fn pins(world: &World, belief: Belief) -> Result<Pins, String> {
    let policy = match (belief.has_policy(), belief.has_card()) {
        (true, _) => Some(Policy::parse(world.policy.as_bytes()).map_err(|e| e.to_string())?),
        (false, true) => {
            let card = truceline::card::RegisterCard::parse(&world.card)?;
            Some(Policy::of_log(card.log).map_err(|error| error.to_string())?)
        }
        (false, false) => None,
    };
    Ok(Pins {
        genesis: belief.has_card().then_some(world.genesis),
        policy,
    })
}

fn of_bundle(world: &World, belief: Belief, bytes: &[u8]) -> Value {
    if !bytes.starts_with(MAGIC) {
        // Neither takes it for a bundle, so neither judges it as one.
        return json!({ "verdict": "cannot-say", "code": "unknown-file" });
    }
    match pins(world, belief) {
        Err(error) => json!({ "verdict": "cannot-say", "what": error }),
        Ok(pins) => match verify(bytes, &pins) {
            Ok(verified) => view(&verified),
            Err(refused) => refusal(&refused),
        },
    }
}

fn refusal(refused: &Refused) -> Value {
    json!({
        "verdict": "does-not-verify",
        "code": refused.code(),
        "index": refused.index().map(|index| index.to_string()),
        "what": refused.to_string(),
    })
}

fn view(verified: &Verified) -> Value {
    let shown = VerifiedView::of(verified);
    let records = shown.records.iter().map(|line| {
        json!({
            "index": line.index.to_string(),
            "received": line.received_at,
            "by": line.by,
            "says": line.says,
            "flags": line.flags,
            "lacksCountersignature": line
                .countersignature
                .as_ref()
                .is_some_and(|view| !view.lacking.is_empty()),
        })
    });
    let left_out = verified.left_out.iter();
    json!({
        "verdict": if shown.pinned { "verified" } else { "consistent" },
        "size": shown.size.to_string(),
        "standing": shown.witnessed.standing,
        "records": records.collect::<Vec<_>>(),
        "since_revoked": verified.since_revoked.iter().map(|(index, _)| index.to_string()).collect::<Vec<_>>(),
        "left_out": left_out.map(|(index, count)| format!("{index} {count}")).collect::<Vec<_>>(),
        "files": shown.files.iter().map(|file| format!("{} {}", file.id, file.bytes)).collect::<Vec<_>>(),
    })
}

/// What both have to say alike.
const SAID: [&str; 9] = [
    "verdict",
    "code",
    "index",
    "size",
    "standing",
    "records",
    "since_revoked",
    "left_out",
    "files",
];

/// Whether both say the same, in everything but the words of a refusal.
fn held(
    campaign: &mut Campaign,
    seen: &mut BTreeMap<String, u64>,
    what: &str,
    bytes: &[u8],
    own: &Value,
    other: &Value,
) {
    let verdict = own["code"].as_str().or(own["verdict"].as_str());
    *seen
        .entry(verdict.unwrap_or_default().to_owned())
        .or_default() += 1;
    if SAID.iter().any(|field| own[field] != other[field]) {
        differs(campaign, what, bytes, own, other);
    }
}

/// Keeps what the two differ about, and says where.
fn differs(campaign: &mut Campaign, what: &str, bytes: &[u8], own: &Value, other: &Value) {
    let folder = repository().join("target/verifier");
    let name = what.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    let file = folder.join(format!("{name}.bundle"));
    let kept = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&file, bytes));
    let kept = match kept {
        Ok(()) => format!("kept in target/verifier/{name}.bundle"),
        Err(error) => format!("not kept: {error}"),
    };
    campaign.fail(format!("{what}: {}; {kept}", difference(own, other)));
}

fn difference(own: &Value, other: &Value) -> String {
    let (ours, theirs) = (own["records"].as_array(), other["records"].as_array());
    if let (Some(ours), Some(theirs)) = (ours, theirs)
        && let Some((one, another)) = ours.iter().zip(theirs).find(|(one, other)| one != other)
    {
        return format!("Rust says {one}, TypeScript {another}");
    }
    let brief = |value: &Value| {
        let mut value = value.clone();
        if let Some(fields) = value.as_object_mut() {
            fields.remove("records");
        }
        value
    };
    format!("Rust says {}, TypeScript {}", brief(own), brief(other))
}
