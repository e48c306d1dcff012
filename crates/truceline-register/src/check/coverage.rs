//! Whether a party's declarations cover a volume: answers join in time, never in space.
//!
//! At each instant of the window one answer or nil alone must hold the footprint enlarged by the
//! buffer, by its precision and by the declaration's own, whose edge may lie that far inward; one class of force may be covered by one declaration and another by another. Rounded
//! inward: in doubt it does not cover. DESIGN.md §6.
//!
//! Not here: who must answer, and what an uncovered volume means ([`super::outcome`]).

use super::Why;
use super::grain::Grain;
use super::ground::Touched;
use super::held::Held;
use crate::declaration::Declared;
use crate::geometry::distance::within;
use crate::geometry::footprint::Footprint;
use crate::geometry::position::{AltitudeBand, Decimetres};
use crate::ids::LogIndex;
use crate::place::Volume4d;
use crate::register::decide::CLOCK_SKEW;
use crate::time::{Instant, Span, TimeWindow};
use crate::vocabulary::{ForceClass, ForceSet};
use std::collections::BTreeSet;

/// The shortest span there is: a declaration of the freshness's own age is fresh, and one a
/// microsecond older is not.
const MOMENT: Span = match Span::from_micros(1) {
    Ok(span) => span,
    Err(_) => Span::ZERO,
};

/// How a party stands behind a list of volumes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cover {
    /// Classes for which every volume is covered over its whole window.
    pub covered: ForceSet,
    /// The declarations that cover them.
    pub by: BTreeSet<LogIndex>,
    /// From when on, by age alone, they do not any more; absent where nothing is covered.
    pub good_until: Option<Instant>,
    /// Why the other classes are not covered; empty where all are.
    pub gaps: BTreeSet<Why>,
}

/// What is asked of a party's declarations.
#[derive(Clone, Copy, Debug)]
pub struct Demand<'a> {
    /// What must be covered.
    pub volumes: &'a [Volume4d],
    /// How much each footprint is enlarged, and the precision of what states none.
    pub touched: &'a Touched,
    /// For which classes of force.
    pub forces: ForceSet,
    /// How old a declaration may be.
    pub freshness: Span,
    /// Its age is counted to here.
    pub now: Instant,
    /// How finely declarations are seen; absent: exactly.
    pub grain: Option<Grain>,
    /// Areas that everybody knows: of the zone, and of what is obliged in it.
    pub public: &'a [Footprint],
    /// What the question has found out about areas already.
    pub held: &'a Held,
}

/// A stretch of time that one declaration covers, and until when it is fresh.
#[derive(Clone, Copy, Debug)]
struct Piece {
    window: TimeWindow,
    forces: ForceSet,
    stale_from: Instant,
    record: LogIndex,
}

impl Demand<'_> {
    /// How these declarations of one party meet the demand.
    #[must_use]
    pub fn met_by(&self, declarations: &[Declared]) -> Cover {
        let pieces: Vec<(&Volume4d, Vec<Piece>)> = self
            .volumes
            .iter()
            .map(|volume| (volume, self.pieces(volume, declarations)))
            .collect();
        let mut cover = Cover::default();
        for class in self.forces.classes() {
            let Some((by, good_until)) = cover_of_class(class, &pieces) else {
                continue;
            };
            cover.covered = cover.covered.with(class);
            cover.by.extend(by);
            cover.good_until = Some(cover.good_until.map_or(good_until, |g| g.min(good_until)));
        }
        let missing = self.forces.minus(cover.covered);
        if !missing.is_empty() {
            cover.gaps = self.gaps(missing, declarations);
        }
        cover
    }

    /// What counts of the declarations for one volume.
    fn pieces(&self, volume: &Volume4d, declarations: &[Declared]) -> Vec<Piece> {
        declarations
            .iter()
            .filter(|d| self.counts(d))
            .filter_map(|d| {
                let declared = d.volume.as_ref()?;
                let window = self.counting(declared.window)?;
                (window.meets(volume.window, Span::ZERO)
                    && AltitudeBand::covers(declared.altitude, volume.altitude)
                    && self.holds(declared, volume))
                .then(|| Piece {
                    window,
                    forces: d.forces,
                    stale_from: d.as_of.plus(self.freshness).plus(MOMENT),
                    record: d.record,
                })
            })
            .collect()
    }

    /// As much of a declaration's window as counts.
    fn counting(&self, window: TimeWindow) -> Option<TimeWindow> {
        self.grain
            .map_or(Some(window), |grain| grain.inward(window, self.now))
    }

    fn holds(&self, declared: &Volume4d, volume: &Volume4d) -> bool {
        let (area, own) = (
            &declared.footprint,
            declared.precision_or(self.touched.assumed),
        );
        match self.grain {
            None => {
                let apart = self.apart(declared, volume);
                self.held.holds(area, &volume.footprint, apart)
            }
            Some(grain) => {
                let lengths = (self.touched.reach(volume), own);
                grain.covers(area, &volume.footprint, lengths, self.public, self.held)
            }
        }
    }

    /// The buffer and both precisions.
    fn apart(&self, declared: &Volume4d, volume: &Volume4d) -> Decimetres {
        let own = declared.precision_or(self.touched.assumed);
        self.touched.reach(volume).plus(own)
    }

    /// Whether a declaration counts at all, wherever it lies.
    fn counts(&self, declared: &Declared) -> bool {
        !declared.contested
            && !declared.relayed
            && !declared.erased
            && self.is_fresh(declared)
            && !self.is_ahead(declared)
    }

    fn is_fresh(&self, declared: &Declared) -> bool {
        self.now.since(declared.as_of) <= self.freshness
    }

    /// As of a time to come: nobody can know that yet.
    fn is_ahead(&self, declared: &Declared) -> bool {
        declared.as_of > self.now.plus(CLOCK_SKEW)
    }

    /// What was said about the volumes and does not do for the missing classes, or that nothing was.
    /// A class that nothing said about the place even names is out of scope, whatever else is wrong.
    fn gaps(&self, missing: ForceSet, declarations: &[Declared]) -> BTreeSet<Why> {
        let mut gaps = BTreeSet::new();
        let mut named = ForceSet::NONE;
        for declared in declarations {
            match &declared.volume {
                None if !self.is_fresh(declared) => {}
                None if declared.erased => {
                    gaps.insert(Why::Erased);
                }
                None => {
                    gaps.insert(Why::Undisclosed);
                }
                Some(volume) if self.touches(volume) => {
                    gaps.extend(self.faults(declared));
                    named = named.union(declared.forces);
                }
                Some(_) => {}
            }
        }
        if !named.is_empty() && !named.covers(missing) {
            gaps.insert(Why::Scope);
        }
        if gaps.is_empty() {
            let erased = declarations.iter().any(|declared| declared.erased);
            gaps.insert(if erased { Why::Erased } else { Why::Silent });
        }
        gaps
    }

    fn touches(&self, declared: &Volume4d) -> bool {
        self.volumes.iter().any(|volume| {
            let own = declared.precision_or(self.touched.assumed);
            let (window, footprint) = (declared.window, &declared.footprint);
            let (window, comes_near) = match self.grain {
                None => {
                    let apart = self.apart(declared, volume);
                    (window, within(footprint, &volume.footprint, apart))
                }
                Some(grain) => {
                    let reach = self.touched.reach(volume);
                    let near = grain.meets(footprint, own, &volume.footprint, reach);
                    (grain.outward(window), near)
                }
            };
            comes_near
                && window.meets(volume.window, Span::ZERO)
                && AltitudeBand::meet(declared.altitude, volume.altitude)
        })
    }

    /// Why a declaration about the place does not cover it by itself.
    fn faults(&self, declared: &Declared) -> BTreeSet<Why> {
        let mut faults = BTreeSet::new();
        let named = [
            (declared.contested, Why::Contested),
            (declared.relayed, Why::RelayedOnly),
            (declared.erased, Why::Erased),
            (!self.is_fresh(declared), Why::Stale),
            (self.is_ahead(declared), Why::Scope),
        ];
        faults.extend(
            named
                .into_iter()
                .filter_map(|(holds, why)| holds.then_some(why)),
        );
        if faults.is_empty() {
            faults.insert(Why::Scope);
        }
        faults
    }
}

/// The declarations that cover every volume for a class, and until when they do.
fn cover_of_class(
    class: ForceClass,
    volumes: &[(&Volume4d, Vec<Piece>)],
) -> Option<(BTreeSet<LogIndex>, Instant)> {
    let mut by = BTreeSet::new();
    let mut good_until: Option<Instant> = None;
    for (volume, pieces) in volumes {
        let mut pieces: Vec<Piece> = pieces
            .iter()
            .filter(|piece| piece.forces.has(class))
            .copied()
            .collect();
        let until = covered_until(volume.window, &mut pieces)?;
        by.extend(pieces.iter().map(|piece| piece.record));
        good_until = Some(good_until.map_or(until, |good| good.min(until)));
    }
    good_until.map(|until| (by, until))
}

/// Until when the pieces cover the window as they age: the moment at which those still fresh leave
/// a gap. Leaves in `pieces` those that cover it up to then. `None` where they leave a gap now.
fn covered_until(window: TimeWindow, pieces: &mut Vec<Piece>) -> Option<Instant> {
    if !joined(window, pieces) {
        return None;
    }
    loop {
        let next = pieces.iter().map(|piece| piece.stale_from).min()?;
        let left: Vec<Piece> = pieces
            .iter()
            .filter(|piece| piece.stale_from > next)
            .copied()
            .collect();
        if !joined(window, &left) {
            return Some(next);
        }
        *pieces = left;
    }
}

/// Whether the pieces' windows together hold every instant of the window.
fn joined(window: TimeWindow, pieces: &[Piece]) -> bool {
    let mut windows: Vec<TimeWindow> = pieces.iter().map(|piece| piece.window).collect();
    windows.sort_unstable();
    let mut reached = window.start();
    for piece in windows {
        if piece.start() > reached {
            return false;
        }
        reached = reached.max(piece.end());
        if reached >= window.end() {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests;
