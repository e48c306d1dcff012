//! Where a run can be killed: counting its write-class system calls, and killing it at one.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{PoisonError, RwLock};

use super::workload::copy_folder;

/// The calls that change what a disk holds.
const CALLS: &[&str] = &[
    "write",
    "writev",
    "pwrite64",
    "pwritev",
    "fsync",
    "fdatasync",
    "openat",
    "rename",
    "renameat",
    "renameat2",
    "ftruncate",
    "fallocate",
    "unlink",
    "unlinkat",
    "mkdir",
    "mkdirat",
    "linkat",
];

/// One call of a run: the `when`-th of its kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Point {
    /// Which call.
    pub(super) call: String,
    /// Its number among its kind, from 1.
    pub(super) when: usize,
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} number {}", self.call, self.when)
    }
}

/// What a run printed before it ended, and how it ended.
#[derive(Debug)]
pub(super) struct Shown {
    /// Its standard output.
    pub(super) text: String,
    /// Whether it was killed.
    pub(super) killed: bool,
}

/// Which registers this process has open while it starts others: a process that is being started
/// holds, for a moment, the locks of the one that starts it, and a register closed and opened again
/// in that moment would find itself locked.
#[derive(Debug, Default)]
pub(super) struct Opened(RwLock<()>);

impl Opened {
    /// Looks at a register.
    pub(super) fn during<T>(&self, look: impl FnOnce() -> T) -> T {
        let _open = self.0.read().unwrap_or_else(PoisonError::into_inner);
        look()
    }

    fn while_none<T>(&self, start: impl FnOnce() -> T) -> T {
        let _none = self.0.write().unwrap_or_else(PoisonError::into_inner);
        start()
    }
}

/// Whether `strace` can be used here.
pub(super) fn strace_is_here() -> bool {
    Command::new("strace")
        .args(["-f", "-o", "/dev/null", "true"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The points of a run of the worker on a copy of the prepared register, in the order they come.
///
/// An `openat` that creates nothing changes nothing and is no point.
pub(super) fn count(
    folder: &Path,
    prepared: &Path,
    seed: u64,
    statements: usize,
) -> Result<Vec<Point>, String> {
    copy_folder(prepared, folder)?;
    let trace = folder.with_extension("trace");
    let status = worker(folder, seed, statements, &trace, &[])?
        .stdout(Stdio::null())
        .status()
        .map_err(|error| format!("strace did not start: {error}"))?;
    if !status.success() {
        return Err("the worker fails without being killed".to_owned());
    }
    let text = std::fs::read_to_string(&trace).map_err(|error| error.to_string())?;
    Ok(read_trace(&text))
}

fn read_trace(text: &str) -> Vec<Point> {
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let mut points = Vec::new();
    for line in text.lines() {
        // With -f a line begins with the process.
        let rest = line
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .trim_start();
        let Some((call, arguments)) = rest.split_once('(') else {
            continue;
        };
        if !CALLS.contains(&call) {
            continue;
        }
        let number = numbers.entry(call).or_default();
        *number += 1;
        if call != "openat" || arguments.contains("O_CREAT") || arguments.contains("O_TRUNC") {
            points.push(Point {
                call: call.to_owned(),
                when: *number,
            });
        }
    }
    points
}

/// So many of the points, spread over the whole run; all where there are fewer. Half of them are
/// spread over all calls, and half evenly over the kinds, so that the few renames and unlinks are
/// not lost among the writes.
pub(super) fn spread(all: &[Point], wanted: usize) -> Vec<Point> {
    let mut chosen = std::collections::BTreeSet::new();
    let mut kinds: BTreeMap<&str, Vec<&Point>> = BTreeMap::new();
    for point in all {
        kinds.entry(&point.call).or_default().push(point);
    }
    let share = (wanted / 2).div_ceil(kinds.len().max(1));
    for points in kinds.values() {
        chosen.extend(evenly(points.len(), share).map(|at| points[at].clone()));
    }
    // What the kinds left open, from the whole run.
    for more in [wanted / 2, wanted, wanted * 2, all.len()] {
        for at in evenly(all.len(), more) {
            if chosen.len() < wanted.min(all.len()) {
                chosen.insert(all[at].clone());
            }
        }
    }
    chosen.into_iter().collect()
}

fn evenly(length: usize, wanted: usize) -> impl Iterator<Item = usize> {
    let wanted = wanted.min(length);
    (0..wanted).map(move |number| number * length / wanted)
}

/// Runs the worker and kills it at a point.
pub(super) fn kill_at(
    point: &Point,
    folder: &Path,
    seed: u64,
    statements: usize,
    opened: &Opened,
) -> Result<Shown, String> {
    let inject = format!("inject={}:signal=SIGKILL:when={}", point.call, point.when);
    let mut command = worker(
        folder,
        seed,
        statements,
        Path::new("/dev/null"),
        &["-e", &inject],
    )?;
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let started = opened.while_none(|| command.spawn());
    let output = started
        .and_then(std::process::Child::wait_with_output)
        .map_err(|error| format!("strace did not start: {error}"))?;
    Ok(Shown {
        text: String::from_utf8_lossy(&output.stdout).into_owned(),
        // strace ends as its tracee did.
        killed: !output.status.success(),
    })
}

fn worker(
    folder: &Path,
    seed: u64,
    statements: usize,
    trace: &Path,
    inject: &[&str],
) -> Result<Command, String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new("strace");
    command.arg("-f").arg("-o").arg(trace);
    command
        .args(["-e", &format!("trace={}", CALLS.join(","))])
        .args(inject);
    command.arg(own).arg("crash-worker").arg(folder);
    command.args([
        "--seed",
        &seed.to_string(),
        "--statements",
        &statements.to_string(),
    ]);
    Ok(command)
}
