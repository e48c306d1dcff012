//! Amendments of sites: what replaces at once, and what takes two people.

use super::*;
use crate::codec::disclosure::Disclosure;
use crate::geometry::position::AltitudeBand;
use crate::vocabulary::{ForceClass, ForceSet};

fn amend(cast: &mut Cast, (site, disclosed): (Site, Vec<Disclosure>)) -> LogIndex {
    cast.south_says(Act::Amended(Amendment::Site(site)), &disclosed)
        .unwrap()
}

/// A site as first said, of each resolution, and the same amended; the flags of the amendment.
fn flags_of(first: &Telling, amended: &Telling) -> Vec<Flag> {
    let mut cast = Cast::new();
    let (site, disclosed) = first.site(&mut cast);
    cast.south_says(Act::Site(site), &disclosed).unwrap();
    cast.house.wait(30);
    let amended = amended.site(&mut cast);
    let index = amend(&mut cast, amended);
    let flags = cast.house.flags(index);
    let awaits = flags.contains(&Flag::AwaitsSecond);
    assert_eq!(cast.life(1, 0) == Life::InForce, awaits);
    assert_eq!(cast.life(1, 1), Life::InForce, "it adds at once");
    assert_eq!(cast.states(1).contains(&State::AwaitsAmendment), awaits);
    cast.house.assert_replays();
    flags
}

/// A place and how it is told.
#[derive(Clone)]
struct Telling {
    place: SitePlace,
    forces: ForceSet,
    exact: bool,
    cells: bool,
    existence: bool,
}

impl Telling {
    fn exactly(place: SitePlace) -> Self {
        Self {
            place,
            forces: ForceSet::of(&[ForceClass::Regulars]),
            exact: true,
            cells: false,
            existence: false,
        }
    }

    fn site(&self, cast: &mut Cast) -> (Site, Vec<Disclosure>) {
        let (mut site, mut disclosed) = cast.site(1, &self.place);
        site.forces = self.forces;
        if !self.exact {
            disclosed.clear();
        }
        if self.cells {
            let (digest, disclosure) = cast.seal(Label::Cell, &cells_of(&self.place));
            site.place.cell = Some(digest);
            disclosed.push(disclosure);
        }
        if self.existence {
            let place = ExistencePlace {
                zone: ZONE,
                start: self.place.start,
                end: self.place.end,
            };
            let (digest, disclosure) = cast.seal(Label::Existence, &place);
            site.place.existence = Some(digest);
            disclosed.push(disclosure);
        }
        (site, disclosed)
    }
}

fn base() -> SitePlace {
    SitePlace {
        altitude: Some(AltitudeBand::new(0, 1_000).unwrap()),
        end: Some(at(600)),
        ..post(0, 0, 0)
    }
}

fn awaits(first: &Telling, amended: &Telling) -> bool {
    flags_of(first, amended).contains(&Flag::AwaitsSecond)
}

#[test]
fn what_keeps_everything_replaces_at_once() {
    let kept: [SitePlace; 9] = [
        base(),
        SitePlace {
            footprint: disc(0, 0, 60),
            ..base()
        },
        SitePlace {
            footprint: disc(900, 0, 1_000),
            ..base()
        },
        SitePlace {
            altitude: None,
            ..base()
        },
        SitePlace {
            altitude: Some(AltitudeBand::new(-10, 2_000).unwrap()),
            ..base()
        },
        SitePlace {
            end: None,
            ..base()
        },
        SitePlace {
            // What is past counts no more: it is half an hour later.
            start: at(30),
            end: Some(at(601)),
            ..base()
        },
        SitePlace {
            buffer: metres(101),
            ..base()
        },
        SitePlace {
            precision: Some(metres(21)),
            ..base()
        },
    ];
    for place in kept {
        let amended = Telling::exactly(place);
        assert!(
            !awaits(&Telling::exactly(base()), &amended),
            "{:?}",
            amended.place
        );
    }
    let mut wider = Telling::exactly(base());
    wider.forces = ForceSet::of(&[ForceClass::Regulars, ForceClass::Partners]);
    (wider.cells, wider.existence) = (true, true);
    assert!(!awaits(&Telling::exactly(base()), &wider));
}

#[test]
fn what_takes_anything_away_waits_for_a_second_person() {
    let lost: [SitePlace; 9] = [
        SitePlace {
            footprint: disc(0, 0, 49),
            ..base()
        },
        SitePlace {
            footprint: disc(5, 0, 50),
            ..base()
        },
        SitePlace {
            footprint: disc(9_000, 0, 1_000),
            ..base()
        },
        SitePlace {
            altitude: Some(AltitudeBand::new(1, 1_000).unwrap()),
            ..base()
        },
        SitePlace {
            end: Some(at(599)),
            ..base()
        },
        SitePlace {
            start: at(31),
            ..base()
        },
        SitePlace {
            buffer: metres(99),
            ..base()
        },
        SitePlace {
            precision: Some(metres(19)),
            ..base()
        },
        SitePlace {
            precision: None,
            ..base()
        },
    ];
    for place in lost {
        let amended = Telling::exactly(place);
        assert!(
            awaits(&Telling::exactly(base()), &amended),
            "{:?}",
            amended.place
        );
    }
    let mut fewer = Telling::exactly(base());
    fewer.forces = ForceSet::of(&[ForceClass::Partners]);
    assert!(awaits(&Telling::exactly(base()), &fewer));
}

#[test]
fn a_resolution_that_says_less_waits_and_the_same_does_not() {
    let told = |exact, cells, existence| Telling {
        exact,
        cells,
        existence,
        ..Telling::exactly(base())
    };
    let exact = told(true, false, false);
    let cells = told(false, true, false);
    let existence = told(false, false, true);
    let nothing = told(false, false, false);
    for same in [&exact, &cells, &existence, &nothing] {
        assert!(!awaits(same, same));
    }
    // Said finer, the rest of the cell or the zone is given up.
    for (first, amended) in [
        (&exact, &cells),
        (&exact, &existence),
        (&exact, &nothing),
        (&cells, &exact),
        (&cells, &existence),
        (&existence, &exact),
        (&existence, &nothing),
    ] {
        assert!(awaits(first, amended));
    }
    // Digests alone had told nothing.
    assert!(!awaits(&nothing, &exact));
    let both = told(false, true, true);
    assert!(!awaits(&cells, &both));
}

#[test]
fn what_is_over_by_its_own_words_needs_nobody() {
    let mut first = Telling::exactly(base());
    first.place.end = Some(at(30));
    let moved = Telling::exactly(post(9_000, 0, 60));
    assert!(!awaits(&first, &moved));
}

#[test]
fn a_site_is_moved_by_two_people() {
    let mut cast = Cast::new();
    let (site, disclosed) = cast.site(1, &post(0, 0, 60));
    cast.south_says(Act::Site(site), &disclosed).unwrap();
    let mut relief = cast.relief.clone();
    let (amended, disclosed) = cast.site(1, &post(900, 0, 60));
    let foreign = cast.house.say(
        &mut relief,
        Act::Amended(Amendment::Site(amended.clone())),
        &disclosed,
    );
    assert_eq!(code(foreign), RefusalCode::MissingReference);
    cast.relief = relief;
    let (movement, moved) = cast.movement(1, &way(60, 1));
    let other_kind = cast.south_says(Act::Amended(Amendment::Movement(movement)), &moved);
    assert_eq!(code(other_kind), RefusalCode::Invalid);

    let asked = amend(&mut cast, (amended, disclosed));
    assert!(cast.house.flags(asked).contains(&Flag::AwaitsSecond));
    let alone = cast.south_says(Act::Countersigned(asked), &[]);
    assert_eq!(code(alone), RefusalCode::SamePerson);
    assert_eq!(cast.life(1, 0), Life::InForce);
    // The first person cannot get round it by saying it again, nor by saying less of it.
    for north_m in [900, 1_800] {
        let again = cast.site(1, &post(north_m, 0, 60));
        let again = amend(&mut cast, again);
        assert!(cast.house.flags(again).contains(&Flag::AwaitsSecond));
    }
    assert!((0..4).all(|version| cast.life(1, version) == Life::InForce));
    let by = cast.second_says(Act::Countersigned(asked)).unwrap();
    let replaced =
        |life| matches!(life, Life::Ended { by: ended, how: EndedBy::Replaced, .. } if ended == by);
    assert!(replaced(cast.life(1, 0)));
    assert!((1..4).all(|version| cast.life(1, version) == Life::InForce));
    // What holds all of them needs nobody, and what waited then waits no more.
    let all = SitePlace {
        footprint: disc(900, 0, 2_000),
        ..post(0, 0, 60)
    };
    let all = cast.site(1, &all);
    let all = amend(&mut cast, all);
    assert_eq!(cast.house.flags(all), []);
    assert_eq!(cast.states(1), [State::InForce]);
    cast.house.assert_replays();
}

#[test]
fn a_quarantined_amendment_that_takes_away_needs_a_second_person_beside_the_one_who_confirms() {
    let mut cast = Cast::new();
    let (site, disclosed) = cast.site(1, &post(0, 0, 60));
    cast.south_says(Act::Site(site), &disclosed).unwrap();
    let mut third = cast.house.enrol_person(&cast.south.clone(), 34);
    let late = quarantined_amendment(&mut cast);
    assert_eq!(cast.life(1, 0), Life::InForce);
    assert_eq!(cast.life(1, 1), Life::InForce);
    assert!(!cast.states(1).contains(&State::AwaitsAmendment));
    let confirm = Act::Confirmed(Confirmation {
        record: late,
        stance: Stance::Confirmed,
    });
    let confirmed = cast.second_says(confirm).unwrap();
    assert_eq!(cast.house.flags(confirmed), [Flag::AwaitsSecond]);
    assert_eq!(cast.life(1, 0), Life::InForce);
    assert!(cast.states(1).contains(&State::AwaitsAmendment));
    let alone = cast.second_says(Act::Countersigned(late));
    assert_eq!(code(alone), RefusalCode::SamePerson);
    let by = cast
        .house
        .say(&mut third, Act::Countersigned(late), &[])
        .unwrap();
    assert!(
        matches!(cast.life(1, 0), Life::Ended { by: ended, how: EndedBy::Replaced, .. } if ended == by)
    );
    assert_eq!(cast.life(1, 1), Life::InForce);
    cast.house.assert_replays();
}

/// South's first key is revoked; what it signed before arrives after.
fn quarantined_amendment(cast: &mut Cast) -> LogIndex {
    let (amended, disclosed) = cast.site(1, &post(1_800, 0, 60));
    let mut south = cast.south.clone();
    let now = cast.house.now;
    let act = Act::Amended(Amendment::Site(amended));
    let late = cast.house.sign(&mut south, act, &disclosed, now);
    cast.house.wait(2);
    let revocation = KeyRevocation {
        key: south.key_id(),
        since: at(1),
    };
    cast.house.centre_says(Act::KeyRevoked(revocation)).unwrap();
    let index = cast.house.submit(&late).unwrap();
    assert_eq!(cast.house.flags(index), [Flag::Quarantined]);
    index
}
