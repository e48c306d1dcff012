//! What kind of event is alleged, and which kinds two people may have used for one event.
//!
//! An observer who heard a blast says *explosion* where a crew that was hit says *shelling*: kinds are
//! compared as [`Likeness`], never as equal or not alone. DOMAIN.md §6.4, §6.6, §6.7.

use crate::vocabulary::words;
use minicbor::{Decode, Encode};
use std::fmt;

words! {
    /// What kind of event is alleged.
    Kind {
        /// Rifles and machine guns.
        0 SmallArms = "small-arms",
        /// Tanks, anti-tank weapons, cannon aimed by sight.
        1 DirectFire = "direct-fire",
        /// Mortars and artillery.
        2 Shelling = "shelling",
        /// Rockets and missiles from the ground.
        3 Rockets = "rockets",
        /// Weapons from a crewed aircraft.
        4 AirStrike = "air-strike",
        /// Weapons from an aircraft without a crew, or such an aircraft itself.
        5 Drone = "drone",
        /// A mine or another device that was laid.
        6 Mine = "mine",
        /// An explosion of which it is not said what caused it.
        7 Explosion = "explosion",
        /// Fighting of which the weapons are not said.
        8 Fighting = "fighting",
        /// Units or weapons moved where they may not be.
        9 ForceMovement = "force-movement",
        /// Units or weapons stand where they may not be.
        10 ForcePresence = "force-presence",
        /// An aircraft where none may fly.
        11 Overflight = "overflight",
        /// Civilians, or what is theirs, were attacked.
        12 AttackOnCivilians = "attack-on-civilians",
        /// Aid was held up or turned back.
        13 BlockedAid = "blocked-aid",
        /// Persons were taken or held.
        14 Abduction = "abduction",
        /// Persons were recruited who may not be.
        15 Recruitment = "recruitment",
        /// Hostile propaganda.
        16 Propaganda = "propaganda",
        /// Positions were built or fortified.
        17 Fortification = "fortification",
        /// Movement of monitors or of persons under the agreement was restricted.
        18 Restriction = "restriction",
        /// Something else, said in words.
        19 Other = "other",
    }
}

/// How alike two kinds are, as words for one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Nobody would use both for one event.
    Different,
    /// Two people may use them for one event.
    Kin,
    /// The same word.
    Same,
}

impl Kind {
    /// Whether two people may have meant one event by these kinds.
    #[must_use]
    pub fn likeness(self, other: Self) -> Likeness {
        if self == other {
            return Likeness::Same;
        }
        let (one, two) = (self.min(other), self.max(other));
        if Self::KIN.contains(&(one, two)) || Self::KIN.contains(&(two, one)) {
            Likeness::Kin
        } else {
            Likeness::Different
        }
    }

    /// What may be called by either word, each pair once.
    const KIN: &'static [(Self, Self)] = &[
        (Self::Explosion, Self::DirectFire),
        (Self::Explosion, Self::Shelling),
        (Self::Explosion, Self::Rockets),
        (Self::Explosion, Self::AirStrike),
        (Self::Explosion, Self::Drone),
        (Self::Explosion, Self::Mine),
        (Self::Shelling, Self::Rockets),
        (Self::Shelling, Self::DirectFire),
        (Self::DirectFire, Self::SmallArms),
        (Self::AirStrike, Self::Drone),
        (Self::Drone, Self::Overflight),
        (Self::Fighting, Self::SmallArms),
        (Self::Fighting, Self::DirectFire),
        (Self::Fighting, Self::Shelling),
        (Self::Fighting, Self::Rockets),
        (Self::Fighting, Self::Explosion),
        (Self::AttackOnCivilians, Self::SmallArms),
        (Self::AttackOnCivilians, Self::DirectFire),
        (Self::AttackOnCivilians, Self::Shelling),
        (Self::AttackOnCivilians, Self::Rockets),
        (Self::AttackOnCivilians, Self::AirStrike),
        (Self::AttackOnCivilians, Self::Drone),
        (Self::AttackOnCivilians, Self::Mine),
        (Self::AttackOnCivilians, Self::Explosion),
        (Self::AttackOnCivilians, Self::Abduction),
        (Self::ForceMovement, Self::ForcePresence),
        (Self::ForcePresence, Self::Fortification),
        (Self::BlockedAid, Self::Restriction),
    ];
}
