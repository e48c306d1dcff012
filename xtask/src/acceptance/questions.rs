//! One check and one inquiry for each event, held against the reference.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant as Stopwatch;

use truceline_engine::writer::Answer;
use truceline_register::act::Act;
use truceline_register::check::{Basis, Check, Subject};
use truceline_register::codec::disclosure::Label;
use truceline_register::codec::record::Effect;
use truceline_register::codec::statement::Submission;
use truceline_register::geometry::footprint::{Circle, Footprint};
use truceline_register::geometry::position::{AltitudeBand, Decimetres};
use truceline_register::ids::{CheckId, LogIndex};
use truceline_register::notification::NotificationRef;
use truceline_register::place::Volume4d;
use truceline_register::time::{Instant, TimeWindow};
use truceline_register::vocabulary::Activity;

use super::archive::Opened;
use super::places::Event;
use super::reference::{Asked, Compared, Told, compare};
use crate::campaign::{Campaign, Progress};
use crate::voice::Dice;

/// How far around the centre asks: more than any least buffer of the zone, so that it alone counts.
const BUFFER_M: u32 = 1_000;
/// Every so many-th event is asked about at some heights only.
const EVERY_BAND: usize = 3;
/// The precisions that events are asked about with, in turn, in metres: none is the worst there is.
const PRECISIONS_M: [Option<u32>; 4] = [Some(0), Some(7), Some(1_250), None];
/// Checks that are made durable together.
const BATCH: usize = 32;
/// Most records of a bundle about one event.
const MOST_ABOUT_ONE: usize = 200;

const CHECKS: &str = "checks";
const INQUIRIES: &str = "inquiries";

/// What came of all questions.
#[derive(Default)]
pub(super) struct Findings {
    /// The records about one event with something near it: the check and what it found.
    pub(super) about_one: Option<Vec<LogIndex>>,
}

/// What a question was answered with.
struct Found {
    event: usize,
    kind: &'static str,
    answered: BTreeSet<NotificationRef>,
}

pub(super) fn ask(
    campaign: &mut Campaign,
    opened: &mut Opened,
    events: &[Event],
    told: &[Told],
    dice: &mut Dice,
) -> Result<Findings, String> {
    let worst = opened.worst_precision();
    let asked: Vec<Asked> = events
        .iter()
        .enumerate()
        .map(|(number, event)| question(number, event, worst))
        .collect::<Result<_, _>>()?;
    let mut findings = Findings::default();
    let mut found = Vec::new();
    let begun = Stopwatch::now();
    let mut progress = Progress::of("checks", events.len() as u64);
    for (round, batch) in asked.chunks(BATCH).enumerate() {
        let first = round * BATCH;
        let submissions: Vec<Submission> = batch
            .iter()
            .map(|asked| check(opened, asked, dice))
            .collect::<Result<_, _>>()?;
        let answers = opened
            .writer
            .commit(&submissions)
            .map_err(|error| error.to_string())?;
        for (number, answer) in (first..).zip(answers) {
            let Answer::Admitted { index } = answer else {
                return Err(format!(
                    "the check about event {} was answered {answer:?}",
                    events[number].id
                ));
            };
            let basis = basis(opened, index)?;
            let answered: BTreeSet<_> = basis
                .overlaps
                .iter()
                .filter_map(|one| one.notification)
                .collect();
            if (5..MOST_ABOUT_ONE).contains(&answered.len()) && findings.about_one.is_none() {
                let records = basis
                    .overlaps
                    .iter()
                    .map(|one| one.record)
                    .chain([index])
                    .collect();
                findings.about_one = Some(records);
            }
            found.push(Found {
                event: number,
                kind: CHECKS,
                answered,
            });
        }
        progress.at((first + batch.len()) as u64);
    }
    campaign.figure("checks", events.len());
    campaign.rate("checks_per_second", events.len() as u64, begun.elapsed());
    let inquired = super::inquiries::ask(campaign, opened, &asked)?;
    let inquired = inquired.into_iter().enumerate();
    found.extend(inquired.map(|(event, answered)| Found {
        event,
        kind: INQUIRIES,
        answered,
    }));
    hold_against(campaign, events, &asked, told, &found);
    Ok(findings)
}

fn question(number: usize, event: &Event, worst: Decimetres) -> Result<Asked, String> {
    let altitude = if number.is_multiple_of(EVERY_BAND) {
        Some(AltitudeBand::new(2_000, 30_000).map_err(|error| error.to_string())?)
    } else {
        None
    };
    let metres = |metres| Decimetres::from_metres(metres).map_err(|error| error.to_string());
    Ok(Asked {
        centre: event.position,
        radius: metres(event.radius_m)?,
        altitude,
        start: event.start,
        end: event.end,
        buffer: metres(BUFFER_M)?,
        precision: PRECISIONS_M[number % PRECISIONS_M.len()]
            .map(metres)
            .transpose()?,
        worst,
        now: Instant::MAX,
    })
}

impl Asked {
    /// As the register is asked it.
    pub(super) fn volume(&self) -> Result<Volume4d, String> {
        Ok(Volume4d {
            footprint: Footprint::Circle(Circle {
                centre: self.centre,
                radius: self.radius,
            }),
            altitude: self.altitude,
            window: TimeWindow::new(self.start, self.end).map_err(|error| error.to_string())?,
            precision: self.precision,
        })
    }
}

fn check(opened: &mut Opened, asked: &Asked, dice: &mut Dice) -> Result<Submission, String> {
    let (volumes, disclosure) = dice.seal(Label::Volumes, &vec![asked.volume()?]);
    let check = Check {
        id: CheckId::from_bytes(dice.bytes()),
        subject: Subject::Volumes(volumes),
        activity: Activity::Other,
        buffer: asked.buffer,
    };
    let now = opened.writer.now();
    Ok(opened.centre.sign(
        &opened.register,
        Act::CheckAsked(check),
        vec![disclosure],
        now,
        dice,
    ))
}

fn basis(opened: &Opened, index: LogIndex) -> Result<Basis, String> {
    let record = opened
        .archive()
        .record(index)
        .map_err(|error| error.to_string())?;
    let verdict = record.part.effects.iter().find_map(|effect| match effect {
        Effect::Verdict(verdict) => Some(verdict),
        _ => None,
    });
    let digest = verdict.map(|verdict| verdict.basis);
    let basis = record
        .disclosures
        .open(digest, Label::Basis)
        .map_err(|error| error.to_string())?;
    basis.ok_or_else(|| format!("the check at index {index} has no basis"))
}

fn hold_against(
    campaign: &mut Campaign,
    events: &[Event],
    asked: &[Asked],
    told: &[Told],
    found: &[Found],
) {
    let begun = Stopwatch::now();
    let next = AtomicUsize::new(0);
    let progress = Progress::of("reference", found.len() as u64);
    let all = Mutex::new((progress, 0_u64, Vec::<(usize, Compared)>::new()));
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(one) = found.get(at) else { break };
                    let mut asked = asked[one.event].clone();
                    if one.kind == INQUIRIES {
                        // An inquiry about the past knows what was overdue then.
                        asked.now = asked.end;
                    }
                    let compared = compare(told, &asked, &one.answered);
                    let mut all = all
                        .lock()
                        .unwrap_or_else(std::sync::PoisonError::into_inner);
                    all.2.push((at, compared));
                    all.1 += 1;
                    let done = all.1;
                    all.0.at(done);
                }
            });
        }
    });
    let compared = all
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
        .2;
    campaign.seconds("reference_seconds", begun.elapsed());
    for kind in [CHECKS, INQUIRIES] {
        let (mut reference, mut answered, mut missed, mut beyond) = (0, 0, 0, 0);
        for (at, one) in compared.iter().filter(|(at, _)| found[*at].kind == kind) {
            reference += one.reference;
            answered += one.answered;
            missed += one.missed.len();
            beyond += one.beyond.len();
            let event = &events[found[*at].event].id;
            for about in &one.missed {
                campaign.fail(format!("{kind}: event {event} misses {}", about.id));
            }
            for about in &one.beyond {
                campaign.fail(format!(
                    "{kind}: event {event} finds {}, which is beyond",
                    about.id
                ));
            }
        }
        campaign.figure(&format!("{kind}_reference"), reference);
        campaign.figure(&format!("{kind}_answered"), answered);
        campaign.figure(&format!("{kind}_missed"), missed);
        campaign.figure(&format!("{kind}_beyond"), beyond);
        campaign.say(format!(
            "{kind}: {answered} found, {reference} by brute force, {missed} missed, {beyond} beyond 0.1 m"
        ));
    }
}
