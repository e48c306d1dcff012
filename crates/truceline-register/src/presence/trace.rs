//! What each record leaves on the ground: where and when somebody is by its word alone, made ready for measuring.
//!
//! The index narrows to records, and of most of them a trace says at once whether they come within a threshold,
//! without looking up what was told. It holds all of what the version told, whatever has become of it since, which is [`super::standing`]'s to say;
//! and of a movement what its plan says, as long as nothing was reported. What has been reported, and what was given in answers, leaves no trace
//! here and is worked out ([`super::way`]).
//!
//! Derived from what was told, never stored; where content was erased nothing of it is left.

use super::way::Reaching;
use crate::geometry::imprint::Imprint;
use crate::geometry::position::{AltitudeBand, Decimetres};
use crate::geometry::shape::Shape;
use crate::ids::LogIndex;
use crate::index::pages::Table;
use crate::place::Volume4d;
use crate::time::{Instant, Span, TimeWindow};
use std::sync::Arc;

/// The traces of records, in pages that copies of a state share.
#[derive(Clone, Debug, Default)]
pub(super) struct Traces {
    of: Table<Option<Arc<Trace>>>,
}

/// What one record leaves.
#[derive(Debug)]
pub(super) struct Trace {
    parts: Vec<TracePart>,
    /// From then on, if nothing was reported, a movement is overdue: absent for what stays.
    whole_end: Option<Instant>,
}

/// One stretch.
#[derive(Debug)]
struct TracePart {
    start: Instant,
    end: Option<Instant>,
    altitude: Option<AltitudeBand>,
    precision: Option<Decimetres>,
    buffer: Decimetres,
    imprint: Imprint,
}

/// What is asked of traces.
pub(super) struct Asked<'a> {
    pub(super) volume: &'a Volume4d,
    /// In which ends of windows are of interest; holds the volume's.
    pub(super) onward: TimeWindow,
    pub(super) shape: Shape,
    /// The asker's buffer and precision.
    pub(super) reach: Decimetres,
    pub(super) tolerance: Span,
    /// The precision of what states none.
    pub(super) assumed: Decimetres,
    pub(super) now: Instant,
}

/// How a trace lies to what is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lie {
    /// In reach.
    Within,
    /// Out of reach in place, time or height.
    Apart,
    /// Not to be said without geodesics.
    InDoubt,
}

impl Traces {
    pub(super) fn get(&self, record: LogIndex) -> Option<&Trace> {
        self.of.get(record)?.as_deref()
    }

    /// Keeps what a record leaves; none where that changes with what is said of it.
    pub(super) fn set(&mut self, record: LogIndex, trace: Option<Trace>) {
        if trace.is_some() || self.get(record).is_some() {
            *self.of.get_mut(record) = trace.map(Arc::new);
        }
    }
}

impl Trace {
    /// The trace of all stretches that a version told; none where they are none.
    pub(super) fn of(parts: &[Reaching], whole_end: Option<Instant>) -> Option<Self> {
        let parts: Vec<TracePart> = parts
            .iter()
            .map(|part| TracePart {
                start: part.stretch.start,
                end: part.stretch.end,
                altitude: part.stretch.altitude,
                precision: part.precision,
                buffer: part.buffer,
                imprint: Imprint::of(&part.stretch.footprint),
            })
            .collect();
        (!parts.is_empty()).then_some(Self { parts, whole_end })
    }

    /// Whether somebody of it overlaps what is asked: windows meet with the tolerance, bands meet, and no more lies
    /// between the footprints than both buffers and both precisions together.
    pub(super) fn lie(&self, asked: &Asked<'_>) -> Lie {
        let is_overdue = self.is_overdue(asked.now);
        let mut lie = Lie::Apart;
        for part in &self.parts {
            match part.lie(asked, is_overdue) {
                Lie::Within => return Lie::Within,
                Lie::InDoubt => lie = Lie::InDoubt,
                Lie::Apart => {}
            }
        }
        lie
    }

    /// When its windows end, if one of them meets what is asked in time and height.
    pub(super) fn ends(&self, asked: &Asked<'_>) -> impl Iterator<Item = Instant> {
        let is_overdue = self.is_overdue(asked.now);
        let parts = self.parts.iter();
        let meets = |part: &TracePart| part.meets(asked, asked.onward, false);
        let is_near = !is_overdue && parts.clone().any(meets);
        parts.filter(move |_| is_near).filter_map(|part| part.end)
    }

    fn is_overdue(&self, now: Instant) -> bool {
        self.whole_end.is_some_and(|end| now >= end)
    }
}

impl TracePart {
    fn meets(&self, asked: &Asked<'_>, window: TimeWindow, is_overdue: bool) -> bool {
        let end = self.end.filter(|_| !is_overdue);
        meets_window((self.start, end), window, asked.tolerance)
            && AltitudeBand::meet(self.altitude, asked.volume.altitude)
    }

    fn lie(&self, asked: &Asked<'_>, is_overdue: bool) -> Lie {
        if !self.meets(asked, asked.volume.window, is_overdue) {
            return Lie::Apart;
        }
        let precision = self.precision.unwrap_or(asked.assumed);
        let threshold = asked.reach.plus(precision.plus(self.buffer));
        if threshold > Decimetres::MAX {
            return Lie::InDoubt;
        }
        match self.imprint.within(&asked.shape, threshold) {
            Some(true) => Lie::Within,
            Some(false) => Lie::Apart,
            None => Lie::InDoubt,
        }
    }
}

/// Whether what lasts from one instant until another (absent: with no end), widened by a tolerance, shares an
/// instant with a window.
pub(super) fn meets_window(
    (start, end): (Instant, Option<Instant>),
    window: TimeWindow,
    tolerance: Span,
) -> bool {
    start.minus(tolerance) < window.end()
        && end.is_none_or(|end| window.start().minus(tolerance) < end)
}
