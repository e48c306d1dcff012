//! An asker learns of an overlap that there is one, and whom to call.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{NextCall, asker_view, next_call};
use crate::check::{Basis, CAVEAT, Coverage, Overlap, Reason, Verdict, Why};
use crate::codec::cbor::Digest;
use crate::ids::{CheckId, PartyId, ZoneId};
use crate::register::tests::at;
use crate::vocabulary::{ForceSet, Outcome};

const SOUTH: PartyId = PartyId::from_bytes([3; 16]);
const ZONE: ZoneId = ZoneId::from_bytes([9; 16]);
const CHECK: CheckId = CheckId::from_bytes([5; 16]);

fn reason(why: Why) -> Reason {
    Reason {
        why,
        party: Some(SOUTH),
        zone: Some(ZONE),
    }
}

fn basis(reasons: Vec<Reason>) -> Basis {
    let stale = true;
    let overlap = Overlap {
        notification: None,
        party: SOUTH,
        record: 4,
        stale,
        contested: true,
        relayed: true,
    };
    Basis {
        known_at: 20,
        overlaps: vec![overlap],
        reasons,
        coverage: vec![Coverage {
            party: SOUTH,
            zone: ZONE,
            obliged: ForceSet::ALL_FORCES,
            covered: ForceSet::NONE,
            by: vec![11],
            good_until: None,
        }],
        boundaries: vec![(ZONE, 2)],
        runs_again_at: at(1),
        touched: vec![ZONE],
        overlaps_in_all: None,
        coarse: None,
    }
}

fn verdict(outcome: Outcome) -> Verdict {
    Verdict {
        check: Some(CHECK),
        plan: None,
        outcome,
        expires_at: at(10),
        basis: Digest::ZERO,
    }
}

#[test]
fn an_overlap_is_told_by_its_reference_alone() {
    let reasons = vec![
        reason(Why::Silent),
        reason(Why::Undisclosed),
        reason(Why::StaleInside),
    ];
    let view = asker_view(&verdict(Outcome::Overlap), &basis(reasons));
    assert_eq!(view.outcome, Outcome::Overlap);
    assert_eq!(
        view.next_call,
        NextCall {
            party: None,
            why: None,
            reference: Some(CHECK)
        }
    );
    assert_eq!(view.expires_at, at(10));
    assert_eq!(view.caveat, CAVEAT);
    assert_eq!(view.coverage.len(), 1);
    // Silence is South's; that something was told without saying where is not said to be South's.
    let undisclosed = Reason {
        party: None,
        ..reason(Why::Undisclosed)
    };
    assert_eq!(view.reasons, [reason(Why::Silent), undisclosed]);
    let shown = format!("{view:?}");
    assert!(
        !shown.contains("Overlap {") && !shown.contains("record"),
        "{shown}"
    );
}

#[test]
fn what_is_withheld_tells_nothing_else() {
    for limit in [Why::Floor, Why::Budget] {
        let reasons = vec![
            reason(Why::Silent),
            Reason {
                why: limit,
                party: None,
                zone: Some(ZONE),
            },
        ];
        let view = asker_view(&verdict(Outcome::Unknown), &basis(reasons));
        assert_eq!(
            view.reasons,
            [Reason {
                why: limit,
                party: None,
                zone: Some(ZONE)
            }]
        );
        assert!(view.coverage.is_empty());
        assert_eq!(
            view.next_call,
            NextCall {
                party: None,
                why: Some(limit),
                reference: Some(CHECK)
            }
        );
    }
}

#[test]
fn the_next_call_is_the_one_that_helps_most() {
    let call = |reasons: &[Why]| {
        let reasons: Vec<Reason> = reasons.iter().map(|why| reason(*why)).collect();
        let call = next_call(Outcome::Unknown, &reasons, Some(CHECK));
        (call.party, call.why)
    };
    assert_eq!(
        call(&[Why::OutsideZones, Why::Silent, Why::Stale]),
        (Some(SOUTH), Some(Why::Stale))
    );
    assert_eq!(
        call(&[Why::Silent, Why::Channel]),
        (Some(SOUTH), Some(Why::Silent))
    );
    assert_eq!(call(&[Why::Channel]), (None, Some(Why::Channel)));
    assert_eq!(call(&[Why::Clock, Why::Silent]).1, Some(Why::Clock));
    assert_eq!(next_call(Outcome::Unknown, &[], None).party, None);
    let voluntary = Reason {
        why: Why::NobodyObliged,
        party: None,
        zone: Some(ZONE),
    };
    assert_eq!(next_call(Outcome::Unknown, &[voluntary], None).party, None);
    assert_eq!(
        next_call(Outcome::NoneKnown, &[], None),
        NextCall {
            party: None,
            why: None,
            reference: None
        }
    );
}

#[test]
fn every_word_has_a_call() {
    for why in Why::ALL {
        assert_eq!(
            next_call(Outcome::Unknown, &[reason(*why)], None).why,
            Some(*why)
        );
    }
}

#[test]
fn the_caveat_keeps_its_promises_and_its_words() {
    for content in [
        "voluntary",
        "protection",
        "people may be present",
        "duty to verify",
        "not a permit",
    ] {
        assert!(CAVEAT.contains(content), "{content}");
    }
    for word in ["approved", "cleared", "safe", "unprotected", "violator"] {
        assert!(!CAVEAT.to_lowercase().contains(word), "{word}");
    }
}
