//! The closed words of agreements: what is done, with what, where, when. There is none for "anything else": a term that
//! these words cannot say is a reason to add a word, with a number of its own.

use crate::vocabulary::words;
use minicbor::{Decode, Encode};
use std::fmt;

words! {
    /// What somebody does, refrains from, or prevents.
    Undertaking {
        /// Fighting of any kind, with any weapon.
        0 Hostilities = "hostilities",
        /// Operations of armed forces, fired or not.
        1 MilitaryOperations = "military-operations",
        /// Attacks.
        2 Attacks = "attacks",
        /// Flights.
        3 Flights = "flights",
        /// Fighting groups that are designated.
        4 FightDesignated = "fight-designated-groups",
        /// Being there.
        5 Presence = "presence",
        /// Going in.
        6 Entry = "entry",
        /// Taking out what is there.
        7 Withdrawal = "withdrawal",
        /// Bringing more.
        8 Reinforcement = "reinforcement",
        /// Works of defence.
        9 Fortification = "fortification",
        /// Moving forces or equipment.
        10 Movement = "movement",
        /// Firing weapons.
        11 Firing = "firing",
        /// Training and exercises.
        12 Exercises = "exercises",
        /// Laying mines.
        13 MineLaying = "mine-laying",
        /// Clearing mines and unexploded ordnance.
        14 MineClearance = "mine-clearance",
        /// Patrols.
        15 Patrols = "patrols",
        /// Patrols of several together.
        16 JointPatrols = "joint-patrols",
        /// Watching from the air.
        17 AirSurveillance = "air-surveillance",
        /// Keeping observation posts.
        18 ObservationPosts = "observation-posts",
        /// Keeping checkpoints.
        19 Checkpoints = "checkpoints",
        /// Letting aid through.
        20 HumanitarianAccess = "humanitarian-access",
        /// Restoring water, power and what people depend on.
        21 RestoreServices = "restore-services",
        /// Letting people return.
        22 Returns = "returns",
        /// Drawing lines and maps.
        23 Delimitation = "delimitation",
        /// Setting designated groups apart from others.
        24 Separation = "separation-from-designated-groups",
        /// Forming a joint body.
        25 FormJointBody = "form-joint-body",
        /// Strengthening a joint body.
        26 StrengthenJointBody = "strengthen-joint-body",
        /// Opening a way for transit.
        27 Transit = "transit",
        /// Keeping things as they are.
        28 StatusQuo = "status-quo",
        /// Telling one's own units.
        29 InformUnits = "inform-own-units",
        /// Telling the other side or a body beforehand.
        30 PriorNotification = "prior-notification",
        /// Asking for an extension.
        31 ExtensionRequest = "extension-request",
        /// Seeing to it that a ceasefire lasts.
        32 SustainCeasefire = "sustain-ceasefire",
        /// Seeing to it that the others keep the terms.
        33 EnsureCompliance = "ensure-compliance",
        /// Agreeing details.
        34 AgreeDetails = "agree-details",
        /// Preserving an area.
        35 PreserveArea = "preserve-area",
        /// Supplying and relieving troops.
        36 Supply = "supply",
        /// Building headquarters, barracks, depots.
        37 Construction = "construction",
        /// Concentrating forces.
        38 Concentration = "concentration",
        /// Evacuating wounded and sick.
        39 MedicalEvacuation = "medical-evacuation",
        /// Taking prisoners.
        40 Detention = "detention",
        /// Releasing prisoners.
        41 Release = "release",
        /// Keeping a joint body or a line of contact staffed.
        42 Liaison = "liaison",
        /// Bringing others into a ceasefire.
        43 Inclusion = "inclusion-in-ceasefire",
        /// Letting people and goods move.
        44 CivilianMovement = "civilian-movement",
        /// Medical aid.
        45 MedicalAid = "medical-aid",
        /// Patrols that are coordinated and not joint.
        46 CoordinatedPatrols = "coordinated-patrols",
        /// Setting up an area.
        47 EstablishArea = "establish-area",
    }

    /// Whether somebody does it, refrains from it, or sees to it that others do not.
    Manner {
        /// Does it.
        0 Does = "does",
        /// Does not do it.
        1 Refrains = "refrains",
        /// Sees to it that it does not happen.
        2 Prevents = "prevents",
        /// Lets it happen.
        3 Lets = "lets",
    }

    /// A class of weapon or equipment.
    WeaponClass {
        /// Every weapon.
        0 Any = "any-weapon",
        /// Heavy weapons.
        1 Heavy = "heavy-weapons",
        /// Tanks.
        2 Tanks = "tanks",
        /// Armoured vehicles.
        3 Armour = "armoured-vehicles",
        /// Multiple-launch rocket systems.
        4 RocketLaunchers = "multiple-rocket-launchers",
        /// Artillery.
        5 Artillery = "artillery",
        /// Mortars.
        6 Mortars = "mortars",
        /// Missiles.
        7 Missiles = "missiles",
        /// Air defence.
        8 AirDefence = "air-defence",
        /// Manned aircraft.
        9 Aircraft = "aircraft",
        /// Unmanned aircraft.
        10 Unmanned = "unmanned-aircraft",
        /// Small arms and light weapons.
        11 SmallArms = "small-arms",
        /// Mines.
        12 Mines = "mines",
        /// Ammunition.
        13 Ammunition = "ammunition",
        /// Equipment of any other kind.
        14 Equipment = "equipment",
    }

    /// What kind of area it is in the agreement's words.
    AreaKind {
        /// A de-escalation area.
        0 Deescalation = "de-escalation-area",
        /// A security zone along the lines of another area.
        1 Security = "security-zone",
        /// A demilitarised zone.
        2 Demilitarised = "demilitarised-zone",
        /// A security corridor.
        3 Corridor = "corridor",
        /// A buffer strip.
        4 BufferStrip = "buffer-strip",
        /// A restricted area.
        5 Restricted = "restricted-area",
        /// An area of limited restrictions.
        6 LimitedRestriction = "limited-restriction-area",
        /// A line.
        7 Line = "line",
        /// A road.
        8 Road = "road",
        /// A ceasefire area as a whole.
        9 Ceasefire = "ceasefire-area",
        /// A place.
        10 Place = "place",
    }

    /// What a strip or corridor lies along.
    FeatureKind {
        /// A road.
        0 Road = "road",
        /// A line of contact.
        1 ContactLine = "contact-line",
        /// The line around an area.
        2 AreaLine = "area-line",
        /// A river.
        3 River = "river",
        /// A border.
        4 Border = "border",
        /// A wall or berm.
        5 Berm = "berm",
        /// A railway.
        6 Railway = "railway",
    }

    /// On which side of a line.
    Side {
        /// On both.
        0 Both = "both",
        /// Inside of what the line surrounds.
        1 Inside = "inside",
        /// Outside of it.
        2 Outside = "outside",
        /// North.
        3 North = "north",
        /// East.
        4 East = "east",
        /// South.
        5 South = "south",
        /// West.
        6 West = "west",
        /// North and west.
        7 NorthWest = "north-and-west",
        /// South and east.
        8 SouthEast = "south-and-east",
        /// The side is not stated.
        9 NotStated = "not-stated",
    }

    /// How an obligation lies to an area.
    Relation {
        /// In it.
        0 Inside = "inside",
        /// Along its lines.
        1 Along = "along",
        /// Outside of it.
        2 Outside = "outside",
        /// Over it, in the air.
        3 Over = "over",
    }

    /// Whether a term begins, is due, or ends.
    TermKind {
        /// Holds from then on.
        0 From = "from",
        /// Is due by then.
        1 By = "by",
        /// Holds until then.
        2 Until = "until",
    }

    /// A unit of counted time.
    Unit {
        /// Hours, counted from an instant.
        0 Hours = "hours",
        /// Days of the agreement's calendar.
        1 Days = "days",
        /// Weeks.
        2 Weeks = "weeks",
        /// Calendar months.
        3 Months = "months",
    }

    /// Counted forwards or back.
    Order {
        /// After.
        0 After = "after",
        /// Before.
        1 Before = "before",
    }

    /// From what time is counted.
    Anchor {
        /// The signature.
        0 Signature = "signature",
        /// The entry into force.
        1 EntryIntoForce = "entry-into-force",
        /// The end.
        2 End = "end",
    }

    /// Why there is no date.
    Openness {
        /// The text leaves it to be agreed.
        0 ToBeAgreed = "to-be-agreed",
        /// The text does not say.
        1 NotStated = "not-stated",
        /// The text ties it to an event that has no date.
        2 OnAnEvent = "on-an-event",
    }

    /// How something goes on after its end.
    RenewalHow {
        /// By consensus of the guarantors or parties.
        0 Consensus = "by-consensus",
        /// By itself, unless somebody objects.
        1 Tacit = "unless-objected",
        /// By itself, on the basis of a consensus.
        2 AutomaticByConsensus = "automatically-by-consensus",
        /// When it is asked for and agreed.
        3 OnRequest = "on-request",
    }

    /// By which means terms are verified.
    VerificationMeans {
        /// Patrols.
        0 Patrols = "patrols",
        /// Patrols of several together.
        1 JointPatrols = "joint-patrols",
        /// Unmanned aircraft.
        2 Unmanned = "unmanned-aircraft",
        /// Observation posts.
        3 ObservationPosts = "observation-posts",
        /// Checkpoints.
        4 Checkpoints = "checkpoints",
        /// Inspections on the spot.
        5 Inspections = "inspections",
        /// Reports.
        6 Reports = "reports",
        /// A joint body.
        7 JointBody = "joint-body",
        /// An observer mission.
        8 Mission = "mission",
        /// From space.
        9 Satellite = "satellite",
    }

    /// What an activity needs in an area.
    RuleWord {
        /// It is not to be done.
        0 Prohibited = "prohibited",
        /// It needs an approval before.
        1 Approval = "approval",
        /// It is to be told before.
        2 Notification = "prior-notification",
        /// It is free.
        3 Free = "free",
    }
}
