//! Two registers that differ only in how many others a record concerns: whoever is concerned in both has the
//! same portion of them, byte for byte, and is shown the same.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{is_stop_or_end, of, urgent_since};
use crate::names::Names;
use crate::scenario::grammar;
use crate::scenario::runner::Runner;
use crate::wire::portion::PortionRecord;
use crate::wire::standing::owed_to;
use crate::wire::stop::StandingStopView;
use proptest::prelude::*;
use std::path::Path;
use truceline_engine::randomness::RehearsalRandomness;
use truceline_engine::replay;
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::record::{AlertWhy, Effect, Record};
use truceline_register::ids::PartyId;
use truceline_register::register::Register;
use truceline_register::stop::view;
use truceline_register::time::Instant;

/// North plans and South is there; of the others, some plan over the same place and some elsewhere. A site is
/// told, a stop is sent, passed on by time, answered and ended.
fn story(near: &[bool]) -> String {
    let mut text = "\
scenario \"Others\"
map      kestrel-valley.map.geojson
register register.example/others
begins   2000-05-02 05:00
party C     centre         \"Coordination Centre\" desk \"Duty desk\" persons Cora
party North force belligerent \"North\"            desk \"Liaison\" persons Nora
party South force belligerent \"South\"            desk \"Post\" persons Sten
"
    .to_owned();
    for number in 0..near.len() {
        text +=
            &format!("party O{number} force \"Other {number}\" desk \"Desk\" persons P{number}\n");
    }
    text += "\
zone Valley agreed boundary Valley-limits \"Terms of the valley\"
     , obliged South for regulars, freshness 2 d, buffer 300 m, escalation 2 d
day 1
08:00  North  files plan Norths: flight over K-17 08:30-12:00
08:00  North  activates plan Norths
";
    for (number, near) in near.iter().enumerate() {
        let place = if *near { "K-17" } else { "Jorrow" };
        text +=
            &format!("08:01  O{number} files plan F{number}: flight over {place} 08:30-12:00\n");
        text += &format!("08:01  O{number} activates plan F{number}\n");
    }
    text + "\
08:03  South  notifies site Post at Dorvane, forces regulars, reconfirm by day 9 08:00, to C exact
08:04  South  sends stop Halt for Dorvane \"bombs\"
08:04:30 time passes
08:05  North  answers all alerts
08:05:10 North replies to stop Halt: says-halted
08:06  South  ends stop Halt \"over\"
"
}

fn maps(name: &str) -> Result<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/scenarios");
    std::fs::read_to_string(folder.join(name)).map_err(|error| error.to_string())
}

/// All that two parties have of it: their portions, and after each entry what they are shown.
#[derive(Debug, PartialEq)]
struct Heard {
    size: u64,
    portions: Vec<Vec<Option<PortionRecord>>>,
    shown: Vec<String>,
}

fn shown(register: &Register, party: PartyId, now: Instant) -> String {
    let names = Names::of_register(register);
    let owed = owed_to(register, party, now, &names);
    let stops = view::all(register, register.standpoint(now)).into_iter();
    let stops: Vec<StandingStopView> = stops
        .filter_map(|stop| stop.seen_by(party, register))
        .map(|stop| StandingStopView::of(&stop, Vec::new(), &names, party))
        .collect();
    serde_json::to_string(&(owed, stops)).unwrap()
}

/// Which salt a digest of the register's own was given says nothing.
fn without_salts(mut record: Record) -> Record {
    for effect in &mut record.part.effects {
        if let Effect::Verdict(verdict) = effect {
            verdict.basis = Digest::ZERO;
        }
    }
    record
}

fn played(near: &[bool]) -> (Heard, Vec<Record>) {
    let scenario =
        grammar::read("others.scn", &story(near), &maps).unwrap_or_else(|error| panic!("{error}"));
    let drawn = |seed| Box::new(RehearsalRandomness::new(seed));
    let mut runner = Runner::rehearse(&scenario, drawn(1), drawn(2)).unwrap();
    let party =
        |register: &Register, name: &str| Names::of_register(register).find_party(name).unwrap();
    let who = ["North", "South"].map(|name| party(runner.register(), name));
    let mut views = Vec::new();
    while let Some(report) = runner.step().unwrap() {
        let register = runner.register();
        views.extend(who.map(|party| shown(register, party, report.at)));
    }
    let writer = runner.writer();
    let register = writer.register();
    let mut all = Vec::new();
    let entries = writer.store().read(0, 10_000).unwrap();
    for (index, entry) in (0..).zip(&entries) {
        all.extend(replay::record(index, entry, writer.vault()).unwrap());
    }
    let cut = |party: PartyId| {
        let portion = all.iter().map(|record| of(party, register, record));
        let portion = portion.map(|record| record.map(without_salts));
        portion
            .map(|record| record.as_ref().map(PortionRecord::of))
            .collect()
    };
    let heard = Heard {
        size: register.size,
        portions: who.map(cut).to_vec(),
        shown: views,
    };
    (heard, all)
}

/// In every story: whatever alerts a party, sends a stop or ends one is where the register says that it may be.
#[test]
fn what_is_urgent_is_found_without_looking_through_the_log() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/scenarios");
    let mut seen = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "scn") {
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let scenario =
            grammar::read(&name, &text, &maps).unwrap_or_else(|error| panic!("{name}: {error}"));
        let drawn = |seed| Box::new(RehearsalRandomness::new(seed));
        let mut runner = Runner::rehearse(&scenario, drawn(1), drawn(2)).unwrap();
        while runner.step().unwrap().is_some() {}
        let writer = runner.writer();
        let register = writer.register();
        let entries = writer.store().read(0, 100_000).unwrap();
        let parties: Vec<PartyId> = register.authority.parties.keys().copied().collect();
        for party in parties {
            let places = urgent_since(register, party, 0);
            for (index, entry) in (0..).zip(&entries) {
                let Some(record) = replay::record(index, entry, writer.vault()).unwrap() else {
                    continue;
                };
                let Some(record) = of(party, register, &record) else {
                    continue;
                };
                let alerts = record
                    .part
                    .effects
                    .iter()
                    .any(|effect| matches!(effect, Effect::Alert(alert) if alert.to == party));
                if alerts || is_stop_or_end(&record) {
                    seen += 1;
                    assert!(places.contains(&index), "{name}: {index} for {party}");
                    assert!(urgent_since(register, party, index).contains(&index));
                    assert!(!urgent_since(register, party, index + 1).contains(&index));
                }
            }
        }
    }
    assert!(seen > 50, "{seen}");
}

/// How many parties beside the centre each record with alerts of a kind owes one.
fn owed_beside_centre(all: &[Record], centre: PartyId, why: AlertWhy) -> Vec<usize> {
    let owed = all.iter().map(|record| {
        let effects = record.part.effects.iter();
        let others = effects.filter(|effect| match effect {
            Effect::Alert(alert) => alert.why == why && alert.to != centre,
            _ => false,
        });
        others.count()
    });
    owed.filter(|owed| *owed > 0).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, ..ProptestConfig::default() })]

    /// Of a run of the watch, a stop with what it passes on, and a tick that escalates.
    #[test]
    fn how_many_others_are_alerted_is_in_nobodys_portion(
        near in proptest::collection::vec(any::<bool>(), 1..5),
    ) {
        let (alone, _) = played(&vec![false; near.len()]);
        let (beside, all) = played(&near);
        let concerned = 1 + near.iter().filter(|near| **near).count();
        let centre = all[0].part.signer.unwrap().party;
        for why in [AlertWhy::OutcomeChanged, AlertWhy::Stop, AlertWhy::Escalated] {
            prop_assert_eq!(owed_beside_centre(&all, centre, why), [concerned], "{:?}", why);
        }
        prop_assert_eq!(alone.size, beside.size);
        for (one, other) in alone.portions.iter().zip(&beside.portions) {
            for (one, other) in one.iter().zip(other) {
                prop_assert_eq!(one, other);
            }
        }
        prop_assert_eq!(alone.shown, beside.shown);
    }
}
