//! Whatever a bundle of an incident leaves out, the rest verifies; a changed byte of anything disclosed does not.

use super::{all, bundle_of};
use crate::bundle::Leaf;
use crate::bundle::verify::{Pins, Refused, verify};
use crate::claim::tests::{Cast, killed};
use crate::codec::disclosure::Disclosure;
use crate::evidence::About;
use crate::evidence::media::MediaType;
use crate::evidence::tests::{cut, enters_all, jpeg};
use crate::incident::tests::opened;
use crate::register::tests::House;
use proptest::prelude::*;
use std::sync::OnceLock;

/// An incident with two files and a claim.
fn house() -> &'static House {
    static HOUSE: OnceLock<House> = OnceLock::new();
    HOUSE.get_or_init(|| {
        let mut cast = Cast::new();
        let incident = opened(&mut cast, 5, 1, None).unwrap();
        for (id, length) in [(1, 200), (2, 300)] {
            let about = About::Incident(incident);
            let cut = cut(&mut cast, id, about, &jpeg(length), MediaType::Jpeg);
            enters_all(&mut cast, 5, &cut);
        }
        let claim = cast.claim(1, &killed(3));
        cast.enters(4, &claim).unwrap();
        cast.house
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn leaving_out_keeps_every_proof_and_is_told(kept in proptest::collection::vec(any::<bool>(), 32)) {
        let house = house();
        let mut bundle = bundle_of(house, &all(house), 2);
        let (mut kept, mut gone) = (kept.into_iter().cycle(), 0);
        let mut whole = 0;
        for entry in &mut bundle.entries {
            if let Leaf::Record { disclosures, .. } = &mut entry.leaf {
                let before = disclosures.len();
                disclosures.retain(|_| kept.next().unwrap_or(true));
                gone += before - disclosures.len();
                let is_part = |one: &Disclosure| one.label() == crate::codec::disclosure::Label::Part;
                whole += disclosures.iter().filter(|one| is_part(one)).count();
            }
        }
        let verified = verify(&bundle.to_bytes(), &Pins::default()).unwrap();
        prop_assert_eq!(verified.undisclosed, gone);
        let counted: usize = verified.left_out.iter().map(|(_, count)| count).sum();
        prop_assert_eq!(counted, gone);
        let fits = verified.files.iter().filter(|file| file.fit.word() == "fits");
        prop_assert_eq!(fits.count(), whole, "each file of one part fits when that is here");
    }

    #[test]
    fn a_changed_byte_of_what_is_disclosed_or_signed_is_refused(which in any::<prop::sample::Index>(), place in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let house = house();
        let mut bundle = bundle_of(house, &all(house), 2);
        let records = bundle.entries.iter().filter(|entry| matches!(entry.leaf, Leaf::Record { .. }));
        let which = which.index(records.count());
        if let Leaf::Record { envelope, disclosures } = &mut bundle.entries[which].leaf {
            let mut bytes: Vec<u8> = disclosures.first().map(Disclosure::to_bytes).unwrap_or_default();
            if bytes.is_empty() {
                let place = place.index(envelope.len());
                envelope[place] ^= 1 << bit;
            } else {
                let place = place.index(bytes.len());
                bytes[place] ^= 1 << bit;
                match Disclosure::from_bytes(&bytes) {
                    Ok(changed) => disclosures[0] = changed,
                    // A reader refuses it before anything else is looked at.
                    Err(_) => return Ok(()),
                }
            }
        }
        let refused = verify(&bundle.to_bytes(), &Pins::default());
        prop_assert!(matches!(refused, Err(Refused::Disclosure { .. } | Refused::NotIncluded { .. } | Refused::Bundle(_))), "{:?}", refused.err());
    }
}
