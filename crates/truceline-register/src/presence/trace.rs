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
use crate::geometry::position::{AltitudeBand, Decimetres, Position};
use crate::geometry::shape::Shape;
use crate::ids::LogIndex;
use crate::index::pages::Table;
use crate::notification::NotificationRef;
use crate::place::Volume4d;
use crate::time::{Instant, Span, TimeWindow};
use std::sync::Arc;

/// The traces of records, in pages that copies of a state share.
#[derive(Clone, Debug, Default)]
pub(super) struct Traces {
    of: Table<Option<Arc<Trace>>>,
}

/// What one record leaves.
#[derive(Clone, Debug)]
pub(super) struct Trace {
    /// How it stands, where that is plain.
    pub(super) plain: Option<Plain>,
    /// From then on, if nothing was reported, a movement is overdue: absent for what stays.
    whole_end: Option<Instant>,
    first: TracePart,
    more: Box<[TracePart]>,
}

/// A notification of which nothing was said but once: it stands as it was told, if it is its party's own word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Plain {
    pub(super) about: NotificationRef,
    /// From then on a site is stale.
    pub(super) stale_from: Option<Instant>,
}

/// One stretch.
#[derive(Clone, Debug)]
pub(super) struct TracePart {
    pub(super) start: Instant,
    pub(super) end: Option<Instant>,
    pub(super) altitude: Option<AltitudeBand>,
    pub(super) precision: Option<Decimetres>,
    pub(super) buffer: Decimetres,
    imprint: Imprint,
}

/// What is asked of traces.
pub(super) struct Asked<'a> {
    pub(super) volume: &'a Volume4d,
    /// Up to when ends of windows are of interest.
    pub(super) horizon: Instant,
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

    /// Something more was said of what a record told of: it stands no longer plainly.
    pub(super) fn not_plain(&mut self, record: LogIndex) {
        if self.get(record).is_some_and(|trace| trace.plain.is_some())
            && let Some(trace) = self.of.get_mut(record)
        {
            Arc::make_mut(trace).plain = None;
        }
    }
}

impl Trace {
    /// The trace of all stretches that a version told; none where they are none.
    pub(super) fn of(
        parts: &[Reaching],
        whole_end: Option<Instant>,
        plain: Option<Plain>,
    ) -> Option<Self> {
        let mut parts = parts.iter().map(|part| TracePart {
            start: part.stretch.start,
            end: part.stretch.end,
            altitude: part.stretch.altitude,
            precision: part.precision,
            buffer: part.buffer,
            imprint: Imprint::of(&part.stretch.footprint),
        });
        Some(Self {
            plain,
            whole_end,
            first: parts.next()?,
            more: parts.collect(),
        })
    }

    /// Has it on its way from memory: who looks at many asks for all of them before the first.
    pub(super) fn fetch(&self) -> i64 {
        self.first.start.micros() ^ i64::from(self.plain.is_some())
    }

    fn parts(&self) -> impl Iterator<Item = &TracePart> + Clone {
        std::iter::once(&self.first).chain(&self.more)
    }

    /// Whether somebody of it overlaps what is asked: windows meet with the tolerance, bands meet, and no more lies
    /// between the footprints than both buffers and both precisions together.
    pub(super) fn lie(&self, asked: &Asked<'_>) -> Lie {
        let is_overdue = self.is_overdue(asked.now);
        let mut lie = Lie::Apart;
        for part in self.parts() {
            match part.lie(asked, is_overdue) {
                Lie::Within => return Lie::Within,
                Lie::InDoubt => lie = Lie::InDoubt,
                Lie::Apart => {}
            }
        }
        lie
    }

    /// When, from now until the horizon, windows end of which one meets what is asked in time and height, and when it
    /// becomes overdue if nothing is said until then.
    pub(super) fn ends(&self, asked: &Asked<'_>) -> impl Iterator<Item = Instant> {
        let parts = self.parts();
        let window = asked.volume.window;
        let meets = |part: &TracePart| part.meets(asked, window, false);
        let is_idle = self.is_overdue(asked.now) || asked.horizon <= asked.now;
        let is_near = !is_idle && parts.clone().any(meets);
        let ends = parts.filter(move |_| is_near).filter_map(|part| part.end);
        let ends = ends.chain(self.whole_end.filter(|_| !is_idle));
        ends.filter(move |end| asked.is_ahead(*end))
    }

    /// The stretch of what stays and is one circle.
    pub(super) fn circle(&self) -> Option<(&TracePart, (Position, Decimetres))> {
        let is_one = self.more.is_empty() && self.whole_end.is_none();
        let circle = self.first.imprint.circle().filter(|_| is_one)?;
        Some((&self.first, circle))
    }

    pub(super) fn is_overdue(&self, now: Instant) -> bool {
        self.whole_end.is_some_and(|end| now >= end)
    }
}

impl Asked<'_> {
    /// Whether an instant is still to come, and of interest.
    pub(super) fn is_ahead(&self, end: Instant) -> bool {
        self.now < end && end < self.horizon
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
pub(crate) fn meets_window(
    (start, end): (Instant, Option<Instant>),
    window: TimeWindow,
    tolerance: Span,
) -> bool {
    start.minus(tolerance) < window.end()
        && end.is_none_or(|end| window.start().minus(tolerance) < end)
}
