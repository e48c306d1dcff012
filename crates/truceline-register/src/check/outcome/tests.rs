//! The truth table of the outcome, and each word by itself.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{Facts, Ground, ObligedParty, judge};
use crate::check::coverage::Cover;
use crate::check::{Overlap, Reason, Why};
use crate::ids::{PartyId, ZoneId};
use crate::vocabulary::{ForceClass, ForceSet, Outcome};
use std::collections::BTreeSet;

const PARTY: PartyId = PartyId::from_bytes([3; 16]);
const OTHER: PartyId = PartyId::from_bytes([4; 16]);
const ZONE: ZoneId = ZoneId::from_bytes([9; 16]);

fn regulars() -> ForceSet {
    ForceSet::of(&[ForceClass::Regulars])
}

fn covering(party: PartyId) -> ObligedParty {
    ObligedParty {
        party,
        zone: ZONE,
        forces: regulars(),
        cover: Cover {
            covered: regulars(),
            by: BTreeSet::from([7]),
            good_until: None,
            gaps: BTreeSet::new(),
        },
        channel_open: true,
        refused: false,
    }
}

fn lacking(party: PartyId, why: Why) -> ObligedParty {
    let cover = Cover {
        gaps: BTreeSet::from([why]),
        ..Cover::default()
    };
    ObligedParty {
        cover,
        ..covering(party)
    }
}

fn overlap(stale: bool) -> Overlap {
    Overlap {
        notification: None,
        party: OTHER,
        record: 5,
        stale,
        contested: false,
        relayed: false,
    }
}

fn quiet() -> Facts {
    Facts {
        grounds: vec![Ground::Answered],
        obliged: vec![covering(PARTY), covering(OTHER)],
        ..Facts::default()
    }
}

fn words(facts: &Facts) -> Vec<Why> {
    judge(facts).1.iter().map(|reason| reason.why).collect()
}

#[test]
fn the_whole_table() {
    let grounds: [&[Ground]; 7] = [
        &[],
        &[Ground::Answered],
        &[Ground::Answered, Ground::Answered],
        &[Ground::Answered, Ground::Voluntary(ZONE)],
        &[Ground::NotAgreed(ZONE)],
        &[Ground::Outside, Ground::Answered],
        &[Ground::Voluntary(ZONE)],
    ];
    let nobody_in_earnest = ObligedParty {
        forces: ForceSet::NONE,
        ..covering(PARTY)
    };
    let closed = ObligedParty {
        channel_open: false,
        ..covering(OTHER)
    };
    let parties: [Vec<ObligedParty>; 8] = [
        vec![],
        vec![covering(PARTY)],
        vec![covering(PARTY), covering(OTHER)],
        vec![covering(PARTY), lacking(OTHER, Why::Silent)],
        vec![covering(PARTY), closed],
        vec![lacking(PARTY, Why::Stale), lacking(OTHER, Why::Scope)],
        vec![nobody_in_earnest],
        // Covered less than obliged although no gap was named: still a gap.
        vec![ObligedParty {
            cover: Cover::default(),
            ..covering(PARTY)
        }],
    ];
    let overlaps = [vec![], vec![overlap(false)], vec![overlap(true)]];
    let hidden = [
        None,
        Some(Why::Unreadable),
        Some(Why::Undisclosed),
        Some(Why::Erased),
    ];
    let mut seen = BTreeSet::new();
    for (g, grounds) in grounds.iter().enumerate() {
        for (p, parties) in parties.iter().enumerate() {
            for overlaps in &overlaps {
                for hidden in hidden {
                    for clock in [false, true] {
                        let facts = Facts {
                            clock_in_doubt: clock,
                            overlaps: overlaps.iter().cloned().collect(),
                            grounds: grounds.to_vec(),
                            obliged: parties.clone(),
                            hidden: hidden
                                .map(|why| Reason {
                                    why,
                                    party: Some(OTHER),
                                    zone: None,
                                })
                                .into_iter()
                                .collect(),
                        };
                        let (outcome, reasons) = judge(&facts);
                        let all_well =
                            !clock && hidden.is_none() && matches!(g, 1 | 2) && matches!(p, 1 | 2);
                        let expected = match (overlaps.is_empty(), all_well) {
                            (false, _) => Outcome::Overlap,
                            (true, true) => Outcome::NoneKnown,
                            (true, false) => Outcome::Unknown,
                        };
                        assert_eq!(outcome, expected, "{facts:?}");
                        assert_eq!(
                            outcome == Outcome::Unknown,
                            overlaps.is_empty() && !reasons.is_empty()
                        );
                        assert!(
                            reasons.windows(2).all(|pair| pair[0] < pair[1]),
                            "sorted, each once"
                        );
                        seen.insert(outcome);
                    }
                }
            }
        }
    }
    assert_eq!(seen.len(), 3);
}

#[test]
fn every_word_that_the_rules_give() {
    assert!(words(&quiet()).is_empty());
    assert_eq!(
        words(&Facts {
            clock_in_doubt: true,
            ..quiet()
        }),
        [Why::Clock]
    );
    let ground = |ground| Facts {
        grounds: vec![ground],
        ..quiet()
    };
    assert_eq!(words(&ground(Ground::Outside)), [Why::OutsideZones]);
    assert_eq!(
        words(&ground(Ground::Voluntary(ZONE))),
        [Why::NobodyObliged]
    );
    assert_eq!(
        words(&ground(Ground::NotAgreed(ZONE))),
        [Why::BoundaryNotAgreed]
    );
    assert_eq!(
        words(&Facts {
            obliged: vec![],
            ..quiet()
        }),
        [Why::NobodyObliged]
    );
    let party = |party| Facts {
        obliged: vec![covering(OTHER), party],
        ..quiet()
    };
    for why in [
        Why::Silent,
        Why::Stale,
        Why::Scope,
        Why::Contested,
        Why::RelayedOnly,
        Why::Erased,
        Why::Undisclosed,
    ] {
        let facts = party(lacking(PARTY, why));
        assert_eq!(
            judge(&facts).1,
            [Reason {
                why,
                party: Some(PARTY),
                zone: Some(ZONE)
            }]
        );
    }
    let closed = party(ObligedParty {
        channel_open: false,
        ..covering(PARTY)
    });
    assert_eq!(words(&closed), [Why::Channel]);
    let refused = party(ObligedParty {
        refused: true,
        ..lacking(PARTY, Why::Silent)
    });
    assert_eq!(words(&refused), [Why::Refused]);
    // Whoever covers the volume by another answer has refused nothing that matters here.
    assert!(
        words(&party(ObligedParty {
            refused: true,
            ..covering(PARTY)
        }))
        .is_empty()
    );
    let stale = Facts {
        overlaps: BTreeSet::from([overlap(true)]),
        ..quiet()
    };
    assert_eq!(words(&stale), [Why::StaleInside]);
}

#[test]
fn inherent_and_curable_stand_side_by_side() {
    let facts = Facts {
        grounds: vec![Ground::Answered, Ground::Outside],
        obliged: vec![lacking(PARTY, Why::Stale)],
        ..Facts::default()
    };
    let (outcome, reasons) = judge(&facts);
    assert_eq!(outcome, Outcome::Unknown);
    let (inherent, curable): (Vec<Reason>, Vec<Reason>) =
        reasons.iter().copied().partition(|r| r.why.inherent());
    assert_eq!((inherent.len(), curable.len()), (1, 1));
    assert_eq!(curable[0].party, Some(PARTY));
}

#[test]
fn an_overlap_says_what_else_is_missing() {
    let facts = Facts {
        overlaps: BTreeSet::from([overlap(false)]),
        obliged: vec![covering(PARTY), lacking(OTHER, Why::Silent)],
        ..quiet()
    };
    let (outcome, reasons) = judge(&facts);
    assert_eq!(outcome, Outcome::Overlap);
    assert_eq!(
        reasons,
        [Reason {
            why: Why::Silent,
            party: Some(OTHER),
            zone: Some(ZONE)
        }]
    );
}

#[test]
fn words_are_read_as_they_are_written() {
    let words: BTreeSet<&str> = Why::ALL.iter().map(|why| why.word()).collect();
    assert_eq!(words.len(), Why::ALL.len());
    assert_eq!(Why::OutsideZones.word(), "outside-zones");
    assert_eq!(Why::RelayedOnly.word(), "relayed-only");
    let inherent: Vec<Why> = Why::ALL
        .iter()
        .copied()
        .filter(|why| why.inherent())
        .collect();
    assert_eq!(inherent, [Why::OutsideZones, Why::NobodyObliged]);
}
