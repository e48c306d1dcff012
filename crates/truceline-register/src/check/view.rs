//! What the asker of a check is told, and whom to call next, in words-free form.
//!
//! Of an overlap the asker hears the reference to give to the centre, no party and no place. The
//! centre sees the basis itself. DESIGN.md §6.

use super::{Basis, CAVEAT, Coverage, Reason, Verdict, Why};
use crate::ids::{CheckId, PartyId, PlanId, ZoneId};
use crate::time::Instant;
use crate::vocabulary::{ForceSet, Outcome};

/// What the asker is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskerView {
    /// What.
    pub outcome: Outcome,
    /// The check, to be named to the centre.
    pub reference: Option<CheckId>,
    /// The plan, where a plan was checked or is watched.
    pub plan: Option<(PartyId, PlanId)>,
    /// Who answered for which classes of force; nobody where the outcome is withheld.
    pub coverage: Vec<CoverageView>,
    /// Why it cannot be said, or what else is missing.
    pub reasons: Vec<Reason>,
    /// Good until, at most; anything new may end it sooner.
    pub expires_at: Instant,
    /// Whom to call next.
    pub next_call: NextCall,
    /// The same under every result.
    pub caveat: &'static str,
}

/// How one obliged party stands behind an outcome, as the asker is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CoverageView {
    /// Who.
    pub party: PartyId,
    /// In which zone it must answer.
    pub zone: ZoneId,
    /// For which classes of force it must.
    pub obliged: ForceSet,
    /// For which it has.
    pub covered: ForceSet,
    /// Until when that is fresh.
    pub good_until: Option<Instant>,
}

/// A call to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextCall {
    /// Whom; absent: the centre.
    pub party: Option<PartyId>,
    /// What about; absent for an overlap, and for the last call before acting where nothing is known.
    pub why: Option<Why>,
    /// What to name in the call.
    pub reference: Option<CheckId>,
}

/// What the asker of a check or the owner of a plan is told.
#[must_use]
pub fn asker_view(verdict: &Verdict, basis: &Basis) -> AskerView {
    let withheld = basis.is_withheld();
    let reasons = told_reasons(basis);
    let coverage: &[Coverage] = match &basis.coarse {
        _ if withheld => &[],
        Some(coarse) => &coarse.coverage,
        None => &basis.coverage,
    };
    AskerView {
        outcome: verdict.outcome,
        reference: verdict.check,
        plan: verdict.plan,
        coverage: coverage.iter().map(CoverageView::of).collect(),
        next_call: next_call(verdict.outcome, &reasons, verdict.check),
        reasons,
        expires_at: verdict.expires_at,
        caveat: CAVEAT,
    }
}

/// The reasons as the asker hears them.
#[must_use]
pub fn told_reasons(basis: &Basis) -> Vec<Reason> {
    let withheld = basis.is_withheld();
    let limits = basis.reasons.iter().filter(|r| r.why.withholds());
    let mut reasons: Vec<Reason> = basis
        .coarse
        .as_ref()
        .map_or(&basis.reasons, |coarse| &coarse.reasons)
        .iter()
        .chain(limits)
        .filter_map(|r| told(*r, withheld))
        .collect();
    reasons.sort_unstable();
    reasons.dedup();
    reasons
}

impl CoverageView {
    const fn of(coverage: &Coverage) -> Self {
        Self {
            party: coverage.party,
            zone: coverage.zone,
            obliged: coverage.obliged,
            covered: coverage.covered,
            good_until: coverage.good_until,
        }
    }
}

/// A reason as the asker hears it: limits alone where they withhold the outcome; and whatever says
/// that a certain party has told of something here names the centre, not the party.
fn told(reason: Reason, withheld: bool) -> Option<Reason> {
    match reason.why {
        _ if reason.why.withholds() => Some(reason),
        _ if withheld => None,
        Why::StaleInside => None,
        Why::Undisclosed | Why::Erased | Why::Unreadable => Some(Reason {
            party: None,
            ..reason
        }),
        _ => Some(reason),
    }
}

/// Whom to call first. Of an overlap the centre, with the check's reference; otherwise whoever can
/// mend the first curable reason, in the order in which a call helps most.
#[must_use]
pub fn next_call(outcome: Outcome, reasons: &[Reason], reference: Option<CheckId>) -> NextCall {
    let centre = NextCall {
        party: None,
        why: None,
        reference,
    };
    match outcome {
        Outcome::Overlap | Outcome::NoneKnown => centre,
        Outcome::Unknown => reasons
            .iter()
            .min_by_key(|reason| (urgency(reason.why), **reason))
            .map_or(centre, |reason| NextCall {
                // Where the channel with a party is down, only the centre can find another.
                party: reason.party.filter(|_| reason.why != Why::Channel),
                why: Some(reason.why),
                reference,
            }),
    }
}

/// Lower is called about sooner: the clock or a plan that is lost spoils everything, the asker's own limits only it can
/// mend, an answer that exists is mended faster than one that must be made; what nobody can mend
/// comes last.
const fn urgency(why: Why) -> u8 {
    match why {
        Why::Clock | Why::PlanUnseen => 0,
        Why::Floor | Why::Budget => 1,
        Why::Unreadable | Why::Undisclosed | Why::Erased | Why::StaleInside => 2,
        Why::RelayedOnly | Why::Contested | Why::Stale | Why::Scope => 3,
        Why::Silent | Why::Refused => 4,
        Why::Channel => 5,
        Why::BoundaryNotAgreed => 6,
        Why::NobodyObliged | Why::OutsideZones => 7,
    }
}

#[cfg(test)]
mod tests;
