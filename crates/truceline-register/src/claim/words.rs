//! The closed words of claims: questions, channels, certainty, harm.

use crate::vocabulary::words;
use minicbor::{Decode, Encode};
use std::fmt;

words! {
    /// Which question a claim speaks to.
    Question {
        /// What happened.
        0 WhatHappened = "what-happened",
        /// Where.
        1 Where = "where",
        /// When.
        2 When = "when",
        /// Who was present.
        3 WhoWasPresent = "who-was-present",
        /// Who was told.
        4 WhoWasTold = "who-was-told",
        /// Who did it.
        5 WhoDidIt = "who-did-it",
        /// Who was harmed, and how many.
        6 Casualties = "casualties",
        /// What was damaged.
        7 Damage = "damage",
        /// Whether a term of an agreement was kept.
        8 Compliance = "compliance",
        /// How actors stand to one another.
        9 Relations = "relations",
    }

    /// Whether a claim says that it was so, or that it was not.
    Polarity {
        /// It was so.
        0 Was = "was",
        /// It was not so.
        1 WasNot = "was-not",
    }

    /// How something was said to the world.
    Channel {
        /// A written or spoken statement of an office.
        0 Statement = "statement",
        /// A press conference, an interview, a speech.
        1 Press = "press",
        /// News media that report it.
        2 Report = "report",
        /// A social medium.
        3 Social = "social",
        /// By telephone or radio.
        4 Telephone = "telephone",
        /// A letter or a note.
        5 Letter = "letter",
        /// A data set or a reference work.
        6 Dataset = "dataset",
        /// In a meeting.
        7 Meeting = "meeting",
        /// Somebody who was there.
        8 Witness = "witness",
    }

    /// How certain a time is, by whoever gives it.
    Certainty {
        /// As it is given.
        0 Exact = "exact",
        /// About then.
        1 About = "about",
        /// On that day.
        2 Day = "day",
        /// In that week.
        3 Week = "week",
        /// In that month.
        4 Month = "month",
        /// Not known.
        5 Unclear = "unclear",
    }

    /// What happened; a kind says nothing of who did it or whether it was allowed.
    EventKind {
        /// Nothing fits.
        0 Other = "other",
        /// From the air.
        1 AirStrike = "air-strike",
        /// Artillery, mortars, rockets.
        2 Shelling = "shelling",
        /// Small arms, direct fire.
        3 Fire = "fire",
        /// An explosion of unknown origin.
        4 Explosion = "explosion",
        /// A mine or a planted charge.
        5 Mine = "mine",
        /// An uncrewed aircraft.
        6 Uncrewed = "uncrewed-aircraft",
        /// Forces moved.
        7 Movement = "movement",
        /// A crossing of a line.
        8 Crossing = "crossing",
        /// People or goods were kept from passing.
        9 AccessDenied = "access-denied",
        /// People were taken.
        10 Detention = "detention",
        /// Something was taken or destroyed on the ground.
        11 Property = "property",
        /// Fighting on the ground.
        12 Fighting = "fighting",
        /// Air defence fired.
        13 AirDefence = "air-defence",
    }

    /// What became of people.
    Harm {
        /// Died.
        0 Killed = "killed",
        /// Were hurt.
        1 Wounded = "wounded",
        /// Are missing.
        2 Missing = "missing",
        /// Were taken.
        3 Detained = "detained",
        /// Had to leave.
        4 Displaced = "displaced",
        /// "Neutralised", as some claimants say it; of which harm is not told.
        5 Neutralised = "neutralised-as-claimed",
        /// Not told which.
        6 Unspecified = "unspecified",
    }

    /// What the people were, by the claimant's word.
    Category {
        /// Not told.
        0 Unspecified = "unspecified",
        /// Of armed forces or groups.
        1 Soldiers = "soldiers",
        /// Not of them.
        2 Civilians = "civilians",
        /// Civil staff of armed forces.
        3 CivilStaff = "civil-staff",
        /// Humanitarian staff.
        4 Humanitarian = "humanitarian",
        /// Medical staff.
        5 Medical = "medical",
        /// Children.
        6 Children = "children",
        /// Women.
        7 Women = "women",
        /// Monitors and observers.
        8 Monitors = "monitors",
    }

    /// What was damaged.
    ObjectClass {
        /// Not told.
        0 Unspecified = "unspecified",
        /// Homes.
        1 Homes = "homes",
        /// Medical places and ambulances.
        2 Medical = "medical",
        /// Schools.
        3 Schools = "schools",
        /// Water, power, roads, bridges.
        4 Infrastructure = "infrastructure",
        /// Vehicles.
        5 Vehicles = "vehicles",
        /// Tanks and armoured vehicles.
        6 Armour = "armour",
        /// Artillery.
        7 Artillery = "artillery",
        /// Aircraft.
        8 Aircraft = "aircraft",
        /// Air defence.
        9 AirDefence = "air-defence",
        /// Positions and posts.
        10 Posts = "posts",
        /// Humanitarian goods.
        11 Aid = "aid",
        /// Targets, as some claimants count them.
        12 Targets = "targets-as-claimed",
    }

    /// How a term was kept, by a claimant's word.
    Compliance {
        /// It was kept.
        0 Complied = "complied",
        /// It was not kept.
        1 Breached = "breached",
    }

    /// How one actor stands to another, by a claimant's word.
    Relation {
        /// Gets its means from it.
        0 BackedBy = "backed-by",
        /// Belongs to it.
        1 PartOf = "part-of",
        /// Fights beside it.
        2 FightsBeside = "fights-beside",
    }

    /// What somebody says to another's claim.
    ClaimStance {
        /// Says the same.
        0 Confirms = "confirms",
        /// Says that it is not so.
        1 Denies = "denies",
        /// Says that it cannot tell.
        2 CannotConfirm = "cannot-confirm",
        /// Was asked and said nothing.
        3 NoAnswer = "no-answer",
    }

    /// By which rule a figure is drawn from claims; it stands beside the figure.
    Rule {
        /// The least number that any claim that stands gives.
        0 Lowest = "lowest",
        /// The greatest number that any claim that stands gives.
        1 Highest = "highest",
        /// From the least to the greatest of what each claimant said last, by each who enters its word; a party's own
        /// word before what others enter as its word.
        2 LatestOfEach = "latest-of-each-claimant",
    }
}

impl Rule {
    /// The rule in words.
    #[must_use]
    pub const fn says(self) -> &'static str {
        match self {
            Self::Lowest => "the least number that any claim that stands gives",
            Self::Highest => "the greatest number that any claim that stands gives",
            Self::LatestOfEach => {
                "from the least to the greatest of what each claimant said last, by each who enters its word; a party's own word before what others enter as its word"
            }
        }
    }
}
