//! When a statement counts as late.

use super::Said;
use crate::codec::disclosure::Disclosures;
use crate::codec::record::Signer;
use crate::ids::{ActId, DeskId, KeyId, PartyId, PersonId};
use crate::register::decide::CLOCK_SKEW;
use crate::register::tests::at;
use crate::time::{Instant, Span};

fn late(start: Instant, signed_at: Instant, now: Instant) -> bool {
    let party = PartyId::from_bytes([1; 16]);
    let signer = Signer {
        key: KeyId::from_bytes([2; 16]),
        party,
        desk: DeskId::from_bytes([3; 16]),
        person: PersonId::from_bytes([4; 16]),
    };
    let said = Said {
        now,
        party,
        signer,
        act_id: ActId::from_bytes([5; 16]),
        signed_at,
        disclosures: &Disclosures::default(),
        unconfirmed: false,
    };
    said.is_late_for(start)
}

#[test]
fn from_now_on_is_not_late_by_the_moment_that_sending_takes() {
    let (signed, second) = (at(60), Span::seconds(1));
    for took in [Span::ZERO, second, CLOCK_SKEW] {
        let now = signed.plus(took);
        assert!(!late(signed, signed, now), "{took:?}");
        assert!(late(signed.minus(second), signed, now), "{took:?}");
    }
    // A signer whose clock runs ahead gains nothing by it.
    assert!(late(signed.minus(second), signed.plus(CLOCK_SKEW), signed));
    assert!(!late(signed, signed.plus(CLOCK_SKEW), signed));
}

#[test]
fn what_was_signed_long_ago_is_judged_by_when_it_came() {
    let signed = at(60);
    let now = signed.plus(CLOCK_SKEW).plus(Span::seconds(1));
    assert!(late(signed, signed, now));
    assert!(!late(now, signed, now));
}
