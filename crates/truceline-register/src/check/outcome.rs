//! The outcome rules, and nothing else: facts in, outcome and reasons out. DESIGN.md §6.
//!
//! Any overlap is `overlap`. `none-known` takes every condition at once; whatever is missing is a
//! reason, and one reason is enough for `unknown`. Not here: how the facts are found
//! ([`super::facts`]), who sees what of them ([`super::view`]).

use super::coverage::Cover;
use super::{Overlap, Reason, Why};
use crate::ids::{PartyId, ZoneId};
use crate::vocabulary::{ForceSet, Outcome};
use std::collections::BTreeSet;

/// All that an outcome rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Whether the register's clock is in doubt.
    pub clock_in_doubt: bool,
    /// Everything notified that overlaps.
    pub overlaps: BTreeSet<Overlap>,
    /// Where each volume lies, one entry a volume.
    pub grounds: Vec<Ground>,
    /// Everyone who must answer for any of the volumes, once per zone.
    pub obliged: Vec<ObligedParty>,
    /// What was told here and cannot be seen: unreadable, erased, told without saying where.
    pub hidden: BTreeSet<Reason>,
}

/// Where a volume, enlarged by the buffer, lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Wholly in a zone whose agreed boundary holds over the whole window and where somebody must
    /// answer.
    Answered,
    /// Wholly in such a zone, and nobody must answer there or in a part of it.
    Voluntary(ZoneId),
    /// Only in a zone whose boundary is claimed, in words or not agreed for the whole window.
    NotAgreed(ZoneId),
    /// Not wholly in any zone.
    Outside,
}

/// Somebody who must answer, and how it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObligedParty {
    /// Who.
    pub party: PartyId,
    /// In which zone.
    pub zone: ZoneId,
    /// For which classes of force.
    pub forces: ForceSet,
    /// Which of them it covers, and why not the others.
    pub cover: Cover,
    /// Whether its channel with the centre is open.
    pub channel_open: bool,
    /// Whether its latest word to a request about this zone was that it does not say.
    pub refused: bool,
}

/// What the facts come to: the outcome and every reason that it is not, or would not be,
/// `none-known`; in order of the words.
#[must_use]
pub fn judge(facts: &Facts) -> (Outcome, Vec<Reason>) {
    let mut reasons = facts.hidden.clone();
    if facts.clock_in_doubt {
        reasons.insert(Reason {
            why: Why::Clock,
            party: None,
            zone: None,
        });
    }
    reasons.extend(of_grounds(facts));
    reasons.extend(facts.obliged.iter().flat_map(of_party));
    reasons.extend(
        facts
            .overlaps
            .iter()
            .filter(|overlap| overlap.stale)
            .map(|overlap| Reason {
                why: Why::StaleInside,
                party: Some(overlap.party),
                zone: None,
            }),
    );
    let outcome = if !facts.overlaps.is_empty() {
        Outcome::Overlap
    } else if reasons.is_empty() {
        Outcome::NoneKnown
    } else {
        Outcome::Unknown
    };
    (outcome, reasons.into_iter().collect())
}

fn of_grounds(facts: &Facts) -> BTreeSet<Reason> {
    let mut reasons: BTreeSet<Reason> = facts
        .grounds
        .iter()
        .filter_map(|ground| match ground {
            Ground::Answered => None,
            Ground::Voluntary(zone) => Some((Why::NobodyObliged, Some(*zone))),
            Ground::NotAgreed(zone) => Some((Why::BoundaryNotAgreed, Some(*zone))),
            Ground::Outside => Some((Why::OutsideZones, None)),
        })
        .map(|(why, zone)| Reason {
            why,
            party: None,
            zone,
        })
        .collect();
    if facts.grounds.is_empty() {
        reasons.insert(Reason {
            why: Why::OutsideZones,
            party: None,
            zone: None,
        });
    }
    let somebody = facts
        .obliged
        .iter()
        .any(|obliged| !obliged.forces.is_empty());
    if !somebody && reasons.is_empty() {
        reasons.insert(Reason {
            why: Why::NobodyObliged,
            party: None,
            zone: None,
        });
    }
    reasons
}

fn of_party(obliged: &ObligedParty) -> BTreeSet<Reason> {
    let mut words = BTreeSet::new();
    if !obliged.cover.covered.covers(obliged.forces) {
        words.extend(&obliged.cover.gaps);
        if obliged.refused {
            words.remove(&Why::Silent);
            words.insert(Why::Refused);
        }
        if words.is_empty() {
            words.insert(Why::Silent);
        }
    }
    if !obliged.channel_open {
        words.insert(Why::Channel);
    }
    words
        .into_iter()
        .map(|why| Reason {
            why,
            party: Some(obliged.party),
            zone: Some(obliged.zone),
        })
        .collect()
}

#[cfg(test)]
mod tests;
