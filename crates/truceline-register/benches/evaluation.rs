#![allow(
    missing_docs,
    clippy::disallowed_types,
    clippy::disallowed_methods,
    dead_code,
    unreachable_pub
)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_possible_truncation
)]

#[path = "../../../xtask/src/workload/mod.rs"]
mod workload;

use std::time::{Duration, Instant as Clock};
use truceline_register::check::evaluation::{Question, evaluate_towards};
use truceline_register::check::facts::meets;
use truceline_register::check::ground::{Touched, touched_zones};
use truceline_register::place::Volume4d;
use truceline_register::presence::near;
use truceline_register::presence::overlapping::{is_overlapped, overlapping};
use truceline_register::register::Standpoint;
use truceline_register::vocabulary::Activity;
use workload::filled::Filled;
use workload::{BEGIN_S, Workload, instant};

fn resident() -> usize {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    text.split(' ')
        .nth(1)
        .and_then(|p| p.parse::<usize>().ok())
        .unwrap_or(0)
        * 4_096
}

fn worked() -> u64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ')
        .next()
        .and_then(|f| f.parse().ok())
        .unwrap_or(0)
}

fn report(what: &str, times: &mut Vec<Duration>, work: u64, found: usize) {
    times.sort_unstable();
    let n = times.len();
    println!(
        "{what}: {:.2} us cpu mean, p50 {:.2} us, p99 {:.1} us, max {:.0} us, {:.2} found",
        work as f64 / n as f64 / 1e3,
        times[n / 2].as_secs_f64() * 1e6,
        times[n * 99 / 100].as_secs_f64() * 1e6,
        times[n - 1].as_secs_f64() * 1e6,
        found as f64 / n as f64
    );
}

fn main() {
    let given: Vec<u32> = std::env::args().filter_map(|w| w.parse().ok()).collect();
    let count = given.first().copied().unwrap_or(10_000);
    let asked = given.get(1).copied().unwrap_or(2_000);
    let workload = Workload::new(1, count);
    let before = resident();
    let began = Clock::now();
    let filled = Filled::new(&workload, &mut |_| ()).unwrap();
    println!(
        "{count} in {:.1} s, {} B each",
        began.elapsed().as_secs_f64(),
        (resident() - before) / count as usize
    );
    let register = &filled.register;
    let at = register.standpoint(instant(BEGIN_S));
    let questions: Vec<(Volume4d, _)> = (0..asked)
        .map(|n| {
            let q = workload.question(n);
            let volume = Volume4d {
                footprint: q.footprint,
                altitude: q.altitude,
                window: q.window,
                precision: Some(truceline_register::geometry::position::Decimetres::ZERO),
            };
            (volume, q.buffer)
        })
        .collect();
    let touched: Vec<Touched> = questions
        .iter()
        .map(|(v, buffer)| {
            let question = Question {
                volumes: std::slice::from_ref(v),
                activity: Activity::AirStrike,
                buffer: *buffer,
            };
            touched_zones(register, question, at)
        })
        .collect();
    let exact = |volume: &Volume4d, touched: &Touched, at: Standpoint| {
        let mut found: Vec<u64> = near(
            register,
            volume,
            touched.reach(volume),
            touched.tolerance,
            at,
        )
        .iter()
        .filter(|s| s.volumes.iter().any(|p| meets(p, volume, touched)))
        .map(|s| s.record)
        .collect();
        found.sort_unstable();
        found
    };
    let plainly = |volume: &Volume4d, touched: &Touched, at: Standpoint| exact(volume, touched, at);
    let exact = |volume: &Volume4d, touched: &Touched, at: Standpoint| -> Vec<u64> {
        overlapping(register, volume, volume.window, touched, at)
            .overlaps
            .iter()
            .map(|o| o.record)
            .collect()
    };
    let mut different = 0;
    for ((volume, _), touched) in questions.iter().zip(&touched).take(300) {
        let (mut a, b) = (exact(volume, touched, at), plainly(volume, touched, at));
        a.sort_unstable();
        different += usize::from(a != b);
    }
    println!("{different} different");
    for round in 0..2 {
        let (mut times, mut found, mut mixed) = (Vec::new(), 0, 0_u64);
        let begun = worked();
        for ((volume, _), touched) in questions.iter().zip(&touched) {
            let one = Clock::now();
            let records = exact(volume, touched, at);
            times.push(one.elapsed());
            found += records.len();
            for record in records {
                mixed = mixed.wrapping_mul(31).wrapping_add(record);
            }
        }
        report(
            &format!("exact {round} ({mixed:x})"),
            &mut times,
            worked() - begun,
            found,
        );
    }
    let (mut times, mut found) = (Vec::new(), 0);
    let begun = worked();
    for ((volume, _), touched) in questions.iter().zip(&touched) {
        let one = Clock::now();
        found += usize::from(is_overlapped(register, volume, touched, at));
        times.push(one.elapsed());
    }
    report("whether any", &mut times, worked() - begun, found);
    let (mut times, mut found) = (Vec::new(), 0);
    let begun = worked();
    for (volume, buffer) in questions.iter().take(2_000) {
        let question = Question {
            volumes: std::slice::from_ref(volume),
            activity: Activity::AirStrike,
            buffer: *buffer,
        };
        let one = Clock::now();
        let finding = evaluate_towards(register, question, None, at);
        times.push(one.elapsed());
        found += finding.basis.overlaps.len();
    }
    report("whole outcome", &mut times, worked() - begun, found);
}
