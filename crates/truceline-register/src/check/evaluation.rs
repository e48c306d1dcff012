//! One check from volumes to outcome, expiry and basis: pure, and the same for a party's check, the
//! watch and the campaigns that measure it.

use super::eyes::{All, Eyes};
use super::facts::{Scene, gather};
use super::grain::Grain;
use super::ground::{Touched, touched_zones};
use super::in_cells::InCells;
use super::{Basis, Coarse, MAX_OVERLAPS, Overlap, Reason, locator, outcome};
use crate::geometry::position::Decimetres;
use crate::ids::{LogIndex, PartyId};
use crate::place::Volume4d;
use crate::register::{Register, Standpoint};
use crate::time::{Instant, Span};
use crate::vocabulary::{Activity, Outcome};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// How long an outcome is good for where no zone says: as long as the shortest alert may wait in
/// practice.
pub const OUTCOME_LIFE_WITHOUT_ZONES: Span = Span::minutes(10);

/// No outcome is good for less, so that the watch does not run more often than time is recorded.
pub const LEAST_OUTCOME_LIFE: Span = Span::seconds(1);

/// What is held against the register.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// Where and when.
    pub volumes: &'a [Volume4d],
    /// Kind of activity, for the least buffer.
    pub activity: Activity,
    /// How far around; the profiles' least counts where it is larger.
    pub buffer: Decimetres,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub outcome: Outcome,
    /// Good until, at most; tells nothing of what was notified.
    pub expires_at: Instant,
    /// Why.
    pub basis: Basis,
    /// Until when an outcome may be good here at most, whatever was notified.
    pub longest: Instant,
}

/// Holds volumes against the register as it stands at the standpoint. `asker` is a party with its
/// floor and budget; absent, or the centre, there are none. Below the floor or over the budget the
/// outcome is `unknown` without a look at anything notified.
#[must_use]
pub fn evaluate(
    register: &Register,
    question: Question<'_>,
    asker: Option<PartyId>,
    at: Standpoint,
) -> Finding {
    let asker = asker.filter(|party| *party != register.authority.centre());
    let touched = touched_zones(register, question, at);
    let limits = asker
        .map(|party| locator::limits_in(register, question, &touched.zones, party, at))
        .unwrap_or_default();
    if limits.is_empty() {
        return evaluate_touched(register, question, touched, asker, at);
    }
    let expires_at = at.now.plus(LEAST_OUTCOME_LIFE);
    let basis = Basis {
        known_at: at.known_at,
        overlaps: Vec::new(),
        reasons: limits.into_iter().collect(),
        coverage: Vec::new(),
        boundaries: Vec::new(),
        runs_again_at: expires_at,
        touched: Vec::new(),
        overlaps_in_all: None,
        coarse: None,
    };
    Finding {
        outcome: Outcome::Unknown,
        expires_at,
        basis,
        longest: expires_at,
    }
}

/// What a party is told, without regard to its floor and budget: the outcome as it is in cells of the
/// floor, and beside it the exact finding for the centre. Towards nobody, or the centre, it is exact.
#[must_use]
pub fn evaluate_towards(
    register: &Register,
    question: Question<'_>,
    party: Option<PartyId>,
    at: Standpoint,
) -> Finding {
    let touched = touched_zones(register, question, at);
    evaluate_touched(register, question, touched, party, at)
}

fn evaluate_touched(
    register: &Register,
    question: Question<'_>,
    touched: Touched,
    party: Option<PartyId>,
    at: Standpoint,
) -> Finding {
    let exact = look(register, &All(register), question, touched.clone(), at);
    let party = party.filter(|party| *party != register.authority.centre());
    let Some((asker, grain)) = party.zip(Grain::of(register, &touched, at)) else {
        return exact;
    };
    let eyes = InCells {
        register,
        asker,
        grain,
    };
    exact.told(look(register, &eyes, question, touched, at))
}

/// The same with other eyes, and without floor and budget.
pub(crate) fn look(
    register: &Register,
    eyes: &dyn Eyes,
    question: Question<'_>,
    touched: Touched,
    at: Standpoint,
) -> Finding {
    let Scene {
        facts,
        touched,
        coverage,
        boundaries,
        life,
        changes_at,
    } = gather(register, eyes, question, touched, at);
    let (outcome, reasons) = outcome::judge(&facts);
    let good_until = coverage
        .iter()
        .filter_map(|coverage| coverage.good_until)
        .min();
    let longest = at.now.plus(good_for(life));
    let expires_at = good_until.map_or(longest, |good| good.min(longest));
    let (overlaps, overlaps_in_all) = listed(facts.overlaps);
    let basis = Basis {
        known_at: at.known_at,
        overlaps,
        reasons,
        coverage,
        boundaries,
        runs_again_at: changes_at.map_or(expires_at, |change| change.min(expires_at)),
        touched: touched.into_iter().collect(),
        overlaps_in_all,
        coarse: None,
    };
    Finding {
        outcome,
        expires_at,
        basis,
        longest,
    }
}

/// For how long an outcome is good at most, by the shortest life that a touched zone gives it.
pub(super) fn good_for(life: Option<Span>) -> Span {
    life.unwrap_or(OUTCOME_LIFE_WITHOUT_ZONES)
        .max(LEAST_OUTCOME_LIFE)
}

/// The overlaps that a basis lists, in order: of too many those told last, so that whatever is new is
/// among them; and how many there are in all, where some are left out.
pub(super) fn listed(overlaps: BTreeSet<Overlap>) -> (Vec<Overlap>, Option<u64>) {
    let mut listed: Vec<Overlap> = overlaps.into_iter().collect();
    if listed.len() <= MAX_OVERLAPS {
        return (listed, None);
    }
    let in_all = listed.len() as u64;
    listed.sort_by_key(|overlap| Reverse(overlap.record));
    listed.truncate(MAX_OVERLAPS);
    listed.sort_unstable();
    (listed, Some(in_all))
}

impl Finding {
    /// The exact finding, of which the asker is told what was found in cells.
    fn told(self, coarse: Self) -> Self {
        // Time is looked at again when something changes in stretches or an answer ages, and not when somebody's
        // window ends: a tick at that moment would tell it. What becomes overdue has a tick of its own.
        let again = coarse.basis.runs_again_at.min(self.expires_at);
        Self {
            outcome: coarse.outcome,
            expires_at: coarse.expires_at,
            longest: self.longest,
            basis: Basis {
                runs_again_at: again,
                coarse: Some(Coarse {
                    met: coarse.basis.overlaps,
                    reasons: coarse.basis.reasons,
                    coverage: coarse.basis.coverage,
                }),
                ..self.basis
            },
        }
    }

    /// The finding as its asker may hear of it where floor or budget forbid it an outcome: the basis
    /// keeps what was found for the centre, the outcome says nothing.
    #[must_use]
    pub fn withheld(mut self, limits: impl IntoIterator<Item = Reason>) -> Self {
        let before = self.basis.reasons.len();
        self.basis.reasons.extend(limits);
        if self.basis.reasons.len() > before {
            self.basis.reasons.sort_unstable();
            self.basis.reasons.dedup();
            self.outcome = Outcome::Unknown;
            // When an answer ages is of what was notified.
            self.expires_at = self.longest;
        }
        self
    }
}

impl Basis {
    /// How many overlaps are not listed.
    #[must_use]
    pub fn overlaps_left_out(&self) -> u64 {
        let listed = self.overlaps.len() as u64;
        self.overlaps_in_all
            .map_or(0, |in_all| in_all.saturating_sub(listed))
    }

    /// The records of what overlaps, as far as the asker's answer rests on it.
    #[must_use]
    pub fn met(&self) -> BTreeSet<LogIndex> {
        let met = match &self.coarse {
            Some(coarse) => &coarse.met,
            None => &self.overlaps,
        };
        met.iter().map(|overlap| overlap.record).collect()
    }

    /// What the facts came to, whatever the asker was told.
    #[must_use]
    pub fn found(&self) -> Outcome {
        if !self.overlaps.is_empty() {
            Outcome::Overlap
        } else if self.reasons.iter().all(|reason| reason.why.withholds())
            && !self.coverage.is_empty()
        {
            Outcome::NoneKnown
        } else {
            Outcome::Unknown
        }
    }

    /// Whether the asker was told nothing because of floor or budget.
    #[must_use]
    pub fn is_withheld(&self) -> bool {
        self.reasons.iter().any(|reason| reason.why.withholds())
    }
}

impl super::Why {
    /// Whether the word stands for a limit on the asker and not for a fact.
    #[must_use]
    pub const fn withholds(self) -> bool {
        matches!(self, Self::Floor | Self::Budget)
    }
}
