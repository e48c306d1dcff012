#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::geometry::footprint::{Circle, Footprint};
use crate::geometry::position::{Decimetres, Position};
use crate::register::tests::at;
use crate::time::TimeWindow;

fn party(number: u8) -> PartyId {
    PartyId::from_bytes([number; 16])
}

fn declaring(record: LogIndex) -> Declaring {
    let centre = Position::from_e7(360_000_000, 360_000_000).unwrap();
    let volume = Volume4d {
        footprint: Footprint::Circle(Circle {
            centre,
            radius: Decimetres::from_metres(1_000).unwrap(),
        }),
        altitude: None,
        window: TimeWindow::new(at(0), at(60)).unwrap(),
        precision: Some(Decimetres::ZERO),
    };
    Declaring {
        party: party(3),
        record,
        forces: ForceSet::ALL_FORCES,
        volume: Told::Value(volume),
        as_of: at(0),
    }
}

fn standing(register: &Register, known_at: LogIndex) -> Vec<(LogIndex, bool)> {
    let of = of_party(
        register,
        party(3),
        Standpoint {
            known_at,
            now: at(0),
        },
    );
    of.iter()
        .map(|declared| (declared.record, declared.contested))
        .collect()
}

#[test]
fn every_moment_is_kept() {
    let mut register = Register::new();
    register.declarations.declare(declaring(5));
    register.declarations.declare(declaring(9));
    register.declarations.retire(5, 12);
    register.declarations.retire(5, 14);
    assert_eq!(standing(&register, 5), vec![]);
    assert_eq!(standing(&register, 6), vec![(5, false)]);
    assert_eq!(standing(&register, 12), vec![(5, false), (9, false)]);
    assert_eq!(
        standing(&register, 13),
        vec![(9, false)],
        "the first retirement counts"
    );
    assert!(
        of_party(
            &register,
            party(4),
            Standpoint {
                known_at: 20,
                now: at(0)
            }
        )
        .is_empty()
    );
}

#[test]
fn what_is_forgotten_is_erased_and_what_never_came_is_not() {
    let mut register = Register::new();
    register.declarations.declare(declaring(5));
    register.declarations.declare(Declaring {
        volume: Told::Nothing,
        ..declaring(6)
    });
    register.declarations.forget(5);
    register.declarations.forget(6);
    let of = of_party(
        &register,
        party(3),
        Standpoint {
            known_at: 9,
            now: at(0),
        },
    );
    assert_eq!(
        of.iter()
            .map(|d| (d.erased, d.volume.is_some()))
            .collect::<Vec<_>>(),
        vec![(true, false), (false, false)]
    );
    assert!(own_word(&register, 5, 9).is_none());
}
