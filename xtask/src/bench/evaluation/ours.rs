//! The register's side: questions asked of it in process, on one core.

use super::{Answers, Times};
use crate::workload::files::known_at;
use crate::workload::filled::Filled;
use crate::workload::{BEGIN_S, Part, Step, Version, Word, Workload, instant};
use serde_json::{Value, json};
use std::hint::black_box;
use std::time::{Duration, Instant as Clock};
use truceline_register::check::evaluation::{self, evaluate_towards};
use truceline_register::check::facts::meets;
use truceline_register::check::ground::{Touched, touched_zones};
use truceline_register::geometry::position::{AltitudeBand, Decimetres};
use truceline_register::geometry::reference::separation_m;
use truceline_register::place::Volume4d;
use truceline_register::presence::near;
use truceline_register::presence::overlapping::{is_overlapped, overlapping};
use truceline_register::register::{Register, Standpoint};
use truceline_register::vocabulary::Activity;

/// Whole outcomes are dearer: so many are asked for at most.
const OUTCOMES: usize = 2_000;
/// So many questions are also answered by measuring everybody near.
const PLAINLY: usize = 300;

/// Questions, ready to be asked.
pub(super) struct Asking<'a> {
    workload: &'a Workload,
    filled: &'a Filled,
    words: Vec<Word>,
    questions: Vec<Question>,
    now: Standpoint,
}

struct Question {
    volume: Volume4d,
    buffer: Decimetres,
    touched: Touched,
    past: Standpoint,
}

/// What was found differently, and who was right by a third measure.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Judged {
    pub(super) ours_wrong: u64,
    theirs_wrong: u64,
    /// Within the tenth of a metre that the register may be on the safe side by.
    outward: u64,
    pairs: u64,
}

impl Judged {
    pub(super) fn figures(self) -> Value {
        json!({
            "pairs": self.pairs,
            "register_wrong": self.ours_wrong,
            "postgis_wrong": self.theirs_wrong,
            "within_a_tenth_of_a_metre": self.outward,
        })
    }
}

/// Memory of this process in bytes.
pub(super) fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) * 1_024
}

/// What this thread has had of a processor: others on the machine do not count.
pub(super) fn worked() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = text.split(' ').next().and_then(|first| first.parse().ok());
    Duration::from_nanos(first.unwrap_or(0))
}

impl<'a> Asking<'a> {
    pub(super) fn new(workload: &'a Workload, filled: &'a Filled, questions: u32) -> Self {
        let register = &filled.register;
        let now = register.standpoint(instant(BEGIN_S));
        let words = workload.words();
        let question = |number| {
            let asked = workload.question(number);
            let volume = Volume4d {
                footprint: asked.footprint.clone(),
                altitude: asked.altitude,
                window: asked.window,
                precision: Some(Decimetres::ZERO),
            };
            let known_words = known_at(&asked, words.len());
            Question {
                touched: touched_zones(register, as_asked(&volume, asked.buffer), now),
                buffer: asked.buffer,
                past: Standpoint {
                    known_at: known_records(filled, known_words),
                    ..now
                },
                volume,
            }
        };
        Self {
            workload,
            filled,
            questions: (0..questions).map(question).collect(),
            words,
            now,
        }
    }

    fn register(&self) -> &Register {
        &self.filled.register
    }

    fn times<T>(&self, most: usize, mut ask: impl FnMut(&Question) -> T) -> (Times, Vec<T>) {
        let questions = self.questions.iter().take(most);
        let (mut each, mut answers) = (Vec::new(), Vec::new());
        let before = worked();
        for question in questions {
            let began = Clock::now();
            let answer = black_box(ask(question));
            each.push(began.elapsed());
            answers.push(answer);
        }
        (Times::new(each, worked().saturating_sub(before)), answers)
    }

    /// Who overlaps: the words that say so.
    pub(super) fn overlaps(&self) -> (Times, Answers) {
        self.all_that_overlap(|question| (question, self.now))
    }

    /// The same as of the past.
    pub(super) fn as_of(&self) -> (Times, Answers) {
        self.all_that_overlap(|question| (question, question.past))
    }

    fn all_that_overlap(
        &self,
        of: impl Fn(&Question) -> (&Question, Standpoint),
    ) -> (Times, Answers) {
        let (times, met) = self.times(usize::MAX, |question| {
            let (
                Question {
                    volume, touched, ..
                },
                at,
            ) = of(question);
            overlapping(self.register(), volume, touched, at, at.now)
        });
        let words = met.iter().map(|met| {
            let records = met.overlaps.iter().map(|overlap| overlap.record);
            self.words_of(records)
        });
        (times, words.collect())
    }

    /// Only whether anybody does.
    pub(super) fn whether_any(&self) -> Times {
        let ask = |question: &Question| {
            is_overlapped(
                self.register(),
                &question.volume,
                &question.touched,
                self.now,
            )
        };
        self.times(usize::MAX, ask).0
    }

    /// The whole outcome, with coverage.
    pub(super) fn outcomes(&self) -> Times {
        let ask = |question: &Question| {
            let asked = as_asked(&question.volume, question.buffer);
            evaluate_towards(self.register(), asked, None, self.now)
        };
        self.times(OUTCOMES, ask).0
    }

    /// Whether measuring everybody near finds the same.
    pub(super) fn plainly_the_same(&self, found: &Answers) -> bool {
        let questions = self.questions.iter().zip(found).take(PLAINLY);
        questions.into_iter().all(|(question, found)| {
            let Question {
                volume, touched, ..
            } = question;
            let reach = touched.reach(volume);
            let near = near(self.register(), volume, reach, touched.tolerance, self.now);
            let overlap = near.iter().filter(|standing| {
                let mut volumes = standing.volumes.iter();
                volumes.any(|presence| meets(presence, volume, touched))
            });
            self.words_of(overlap.map(|standing| standing.record)) == *found
        })
    }

    fn words_of(&self, records: impl Iterator<Item = u64>) -> Vec<u64> {
        let place = |record: u64| self.filled.records.partition_point(|one| *one < record) as u64;
        let mut words: Vec<u64> = records.map(place).collect();
        words.sort_unstable();
        words
    }

    /// Who is right where two differ.
    pub(super) fn judge(&self, ours: &Answers, theirs: &Answers) -> Judged {
        let mut judged = Judged::default();
        for ((question, ours), theirs) in self.questions.iter().zip(ours).zip(theirs) {
            judged.pairs += ours.len() as u64;
            let only_ours = ours
                .iter()
                .filter(|word| theirs.binary_search(word).is_err());
            let only_theirs = theirs
                .iter()
                .filter(|word| ours.binary_search(word).is_err());
            for word in only_ours {
                match self.beyond_m(question, *word) {
                    Some(beyond_m) if beyond_m <= 0.0 => judged.theirs_wrong += 1,
                    Some(beyond_m) if beyond_m <= 0.1 => judged.outward += 1,
                    _ => judged.ours_wrong += 1,
                }
            }
            for word in only_theirs {
                match self.beyond_m(question, *word) {
                    Some(beyond_m) if beyond_m <= 0.0 => judged.ours_wrong += 1,
                    _ => judged.theirs_wrong += 1,
                }
            }
        }
        judged
    }

    /// By how much a word's version lies beyond the threshold, by the slow reference; nothing where it does not meet
    /// in time or height.
    fn beyond_m(&self, question: &Question, word: u64) -> Option<f64> {
        let said = self.words.get(usize::try_from(word).ok()?)?;
        let amended = said.step == Step::Amended;
        let version = self.workload.version(said.notification, amended);
        let parts = version.parts.iter();
        let meets = parts.filter(|part| meets_in_time_and_height(part, &question.volume));
        let beyond = meets.map(|part| beyond_m(part, &version, question));
        beyond.min_by(f64::total_cmp)
    }
}

fn meets_in_time_and_height(part: &Part, volume: &Volume4d) -> bool {
    part.start < volume.window.end()
        && part.end.is_none_or(|end| volume.window.start() < end)
        && AltitudeBand::meet(part.altitude, volume.altitude)
}

fn beyond_m(part: &Part, version: &Version, question: &Question) -> f64 {
    let lengths = [version.precision, version.buffer, question.buffer];
    let threshold_dm: u32 = lengths.iter().map(|length| length.get()).sum();
    separation_m(&part.footprint, &question.volume.footprint) - f64::from(threshold_dm) / 10.0
}

fn as_asked(volume: &Volume4d, buffer: Decimetres) -> evaluation::Question<'_> {
    evaluation::Question {
        volumes: std::slice::from_ref(volume),
        activity: Activity::AirStrike,
        buffer,
    }
}

/// How many records there are when so many words have been said, with the signatures that they needed.
fn known_records(filled: &Filled, words: u64) -> u64 {
    let next = usize::try_from(words)
        .ok()
        .and_then(|words| filled.records.get(words));
    next.copied().unwrap_or(filled.register.size)
}
