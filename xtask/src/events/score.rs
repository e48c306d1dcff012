//! How right a proposal is, where it is known which entries tell one event.

use std::collections::BTreeSet;

use truceline_register::reconciliation::proposal::Proposal;

use super::noise::List;

/// Counts of one proposal.
pub(super) struct Figures {
    /// Events that both lists have.
    pub(super) in_both: u64,
    /// Pairs proposed of one event.
    pub(super) right: u64,
    proposed: u64,
    sure: u64,
    sure_right: u64,
}

impl Figures {
    pub(super) fn of(proposal: &Proposal, one: &List, other: &List) -> Self {
        let ones: BTreeSet<_> = one.truths.iter().collect();
        let in_both = other.truths.iter().filter(|truth| ones.contains(truth));
        let mut figures = Self {
            in_both: in_both.count() as u64,
            right: 0,
            proposed: proposal.pairs.len() as u64,
            sure: 0,
            sure_right: 0,
        };
        for pair in &proposal.pairs {
            let right = one.truths[pair.candidate.one] == other.truths[pair.candidate.other];
            figures.right += u64::from(right);
            if pair.rivals == 0 {
                figures.sure += 1;
                figures.sure_right += u64::from(right);
            }
        }
        figures
    }

    pub(super) fn precision_permille(&self) -> u64 {
        permille(self.right, self.proposed)
    }

    pub(super) fn recall_permille(&self) -> u64 {
        permille(self.right, self.in_both)
    }

    pub(super) fn precision_without_rivals_permille(&self) -> u64 {
        permille(self.sure_right, self.sure)
    }
}

fn permille(part: u64, whole: u64) -> u64 {
    (part * 1000).checked_div(whole).unwrap_or(0)
}
