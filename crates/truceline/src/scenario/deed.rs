//! What an entry of a scenario says, read and checked, not yet done.

use super::agreement::Entering;
use super::allegation::Alleging;
use super::cast::{Cast, PartyNumber, PersonNumber};
use super::event::{Answering, Asking, Claiming, Opening, Stancing};
use super::evidence::Evidence;
use super::exhibit::{Exhibit, Handled};
use super::expectation::Expected;
use super::informed::Informed;
use super::map::{Map, Place};
use super::reconciliation::Reconciling;
use super::text::Spot;
pub use super::zone::{Boundary, Obliged, Rules, Zone};
use truceline_register::day::Day;
use truceline_register::geometry::footprint::Footprint;
use truceline_register::geometry::position::{AltitudeBand, Decimetres};
use truceline_register::ids::PartyId;
use truceline_register::notification::ContestMove;
use truceline_register::place::{SitePlace, Volume4d};
use truceline_register::time::{Instant, Span, TimeWindow};
use truceline_register::vocabulary::{
    Activity, ChannelState, ForceSet, LadderStep, Means, MovementAct, MovementMode, PlanState,
    Resolution, SiteCategory, Stance, StopWord,
};

/// A scenario, read.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Name of its file, for messages.
    pub file: String,
    /// What it tells.
    pub title: String,
    /// Origin of its register.
    pub origin: String,
    /// When its register begins; day 1 is this date.
    pub begins: Instant,
    /// Its places.
    pub map: Map,
    /// Its people.
    pub cast: Cast,
    /// Its zones.
    pub zones: Vec<Zone>,
    /// What happens, in order.
    pub deeds: Vec<Deed>,
}

/// One entry of the log book.
#[derive(Clone, Debug)]
pub struct Deed {
    /// Where it stands.
    pub spot: Spot,
    /// When.
    pub at: Instant,
    /// The entry as it reads, without what is expected.
    pub text: String,
    /// What is done.
    pub what: What,
    /// What must come of it.
    pub expected: Expected,
}

/// What is done.
#[derive(Clone, Debug)]
pub enum What {
    /// Somebody signs a statement, and it is handed in at once.
    Says(Letter),
    /// Somebody signs a statement and keeps it.
    Writes {
        /// Under which name it is kept.
        name: String,
        /// The statement.
        letter: Letter,
    },
    /// A letter written before is handed in, by whoever carries it.
    HandsIn {
        /// Who carries it.
        carrier: PersonNumber,
        /// Which.
        name: String,
        /// How often.
        times: u32,
    },
    /// Nobody does anything.
    TimePasses,
    /// The word of a stop leaves towards a desk.
    Reaches {
        /// Of which stop.
        stop: String,
        /// The desk of whom.
        person: PersonNumber,
    },
    /// Somebody looks who has answered a stop.
    LooksAtStop(String),
    /// A party looks at an incident and at what was held of it.
    LooksAtIncident(String, PartyId),
    /// Somebody looks who has told what about a zone, over a window, as known at a moment.
    LooksAtCoverage(String, TimeWindow, Instant),
    /// Somebody looks at the calendar of an agreement.
    LooksAtCalendar(String),
    /// Somebody looks how an actor is called, by a party or by anybody, on a day.
    LooksAtDesignations(String, Option<PartyNumber>, Day),
    /// Somebody asks what the register held.
    Inquires(Inquiry),
    /// Somebody looks a name up on the map.
    LooksUp(String),
    /// Somebody takes evidence away.
    Evidence(Evidence),
}

/// A statement with its circumstances.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Who signs.
    pub signer: PersonNumber,
    /// When, by the signer's clock, where it is not the entry's time.
    pub signed_at: Option<Instant>,
    /// The letter whose id it takes.
    pub id_of: Option<String>,
    /// Name of the record, where the statement itself makes none.
    pub name: Option<String>,
    /// What is said.
    pub says: Statement,
}

/// A stop.
#[derive(Clone, Debug)]
pub struct Stop {
    /// Its name.
    pub label: String,
    /// Where; absent where nobody knows.
    pub area: Option<Volume4d>,
    /// Whether the register itself is told where.
    pub is_disclosed: bool,
    /// Whom the sender names.
    pub to: Vec<PartyNumber>,
    /// In words.
    pub text: Option<String>,
}

/// What can be said.
#[derive(Clone, Debug)]
pub enum Statement {
    /// A notification, new.
    Notifies(Notice),
    /// A notification, amended.
    Amends(Notice),
    /// A notification, withdrawn.
    Withdraws {
        /// Which.
        label: String,
        /// Why.
        reason: Option<String>,
    },
    /// A notification, reconfirmed.
    Reconfirms {
        /// Which.
        label: String,
        /// Until when it is good.
        until: Instant,
    },
    /// A word of a dispute.
    Contests {
        /// About which notification.
        label: String,
        /// Raised, replied, lifted.
        step: ContestMove,
        /// In words.
        text: Option<String>,
    },
    /// A movement reports.
    Reports(Report),
    /// The centre asks.
    Requests(Request),
    /// A party answers.
    Answers(Answer),
    /// How far something has come with a recipient.
    SaysOf {
        /// Of what.
        label: String,
        /// How far, step by step.
        steps: Vec<LadderStep>,
        /// To whom or why.
        text: Option<String>,
    },
    /// How a channel stands.
    Channel {
        /// Whose side; absent means the signer's.
        of: Option<PartyNumber>,
        /// With whom.
        with: PartyNumber,
        /// How.
        state: ChannelState,
        /// Since when; absent means now.
        since: Option<Instant>,
        /// Why.
        text: Option<String>,
    },
    /// A plan, filed.
    Files(Plan),
    /// A plan, amended.
    Refiles(Plan),
    /// A plan changes its state.
    StepsPlan {
        /// Which.
        label: String,
        /// To what.
        state: PlanState,
    },
    /// A check of a plan.
    ChecksPlan {
        /// Which.
        label: String,
    },
    /// A check of volumes.
    Checks(Plan),
    /// A stop.
    SendsStop(Stop),
    /// A reply to a stop.
    RepliesToStop {
        /// To which.
        label: String,
        /// What.
        word: StopWord,
        /// To whom or why.
        text: Option<String>,
    },
    /// The end of a stop.
    EndsStop {
        /// Of which.
        label: String,
        /// Why.
        text: Option<String>,
    },
    /// A test of the lines.
    TestsLines {
        /// Its name.
        label: String,
        /// To whom; nobody named means everybody.
        to: Vec<PartyNumber>,
    },
    /// An answer to a line test.
    AnswersLineTest {
        /// Which.
        label: String,
    },
    /// Written down for someone else.
    Relays(Relay),
    /// A party's word about what stands in its name.
    Confirms {
        /// What.
        label: String,
        /// Said or not said.
        stance: Stance,
    },
    /// A second person or another party signs.
    Countersigns {
        /// What.
        label: String,
    },
    /// Erasure is asked for.
    Erases {
        /// Which records.
        labels: Vec<String>,
        /// Only names and numbers of persons.
        personal_only: bool,
        /// Why.
        reason: Option<String>,
    },
    /// A legal hold.
    Holds {
        /// What it is called.
        label: String,
        /// Which records.
        labels: Vec<String>,
        /// A zone and a window.
        zone: Option<(String, TimeWindow)>,
        /// Why.
        reason: Option<String>,
    },
    /// Something is said of actors or agreements.
    Enters(Entering),
    /// A hold is lifted.
    LiftsHold {
        /// Which.
        label: String,
        /// Why.
        reason: Option<String>,
    },
    /// The clock is right.
    ConfirmsClock,
    /// The oldest unanswered alert of the signer's party is answered.
    AnswersAlert,
    /// All unanswered alerts of the signer's party are answered.
    AnswersAlerts,
    /// A key is revoked.
    RevokesKey {
        /// Whose.
        of: PersonNumber,
        /// Since when.
        since: Instant,
    },
    /// The signer's key is replaced.
    RotatesKey {
        /// How long the old one is still taken.
        grace: Span,
    },
    /// Who may be told of a notification changes.
    Lets {
        /// Which.
        label: String,
        /// Whom.
        to: PartyNumber,
        /// How exactly; absent: not any more.
        resolution: Option<Resolution>,
        /// How exactly in an emergency.
        emergency: Option<Resolution>,
    },
    /// Signed bytes that nobody can read.
    Unreadable,
    /// Something is alleged, or said of what is.
    Alleges(Box<Alleging>),
    /// Two lists are set side by side, judged, or published.
    Reconciles(Box<Reconciling>),
    /// Somebody was told by other means.
    Informs(Informed),
    /// An incident is opened.
    OpensIncident(Opening),
    /// A party is asked about an incident.
    AsksAbout(Asking),
    /// A party answers about an incident.
    AnswersAbout(Answering),
    /// Something is claimed of an incident.
    Claims(Claiming),
    /// A file is entered.
    EntersEvidence(Exhibit),
    /// Something was done with a file.
    LogsEvidence(Handled),
    /// Somebody says something to a claim.
    TakesStance(Stancing),
    /// The signer comes on duty at its desk.
    SignsOn {
        /// By which name to ask.
        name: Option<String>,
        /// Whether the centre may have it.
        for_centre: bool,
    },
    /// Somebody goes off duty.
    SignsOff {
        /// Who, where it is not the signer.
        person: Option<PersonNumber>,
    },
    /// The signer takes over what is open.
    TakesOver {
        /// From whom.
        from: PersonNumber,
        /// Whether it leaves the stops out of what it signs for.
        without_stops: bool,
        /// Whether it leaves the alerts out.
        without_alerts: bool,
    },
}

/// A notification of any kind.
#[derive(Clone, Debug)]
pub enum Notice {
    /// A site.
    Site(Site),
    /// A movement.
    Movement(Movement),
    /// A nil.
    Nil(Nil),
}

/// What is common to sites and movements.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// Names as given.
    pub names: Vec<String>,
    /// The position's notation as given.
    pub position_as_given: Option<String>,
    /// Whom to call.
    pub contact: Option<String>,
    /// Who may be told, and how exactly.
    pub shares: Vec<(PartyNumber, Resolution)>,
    /// How exactly the register itself is told.
    pub disclosed: Option<Resolution>,
}

/// A site as it is said.
#[derive(Clone, Debug)]
pub struct Site {
    /// The story's name for it.
    pub label: String,
    /// Where and when.
    pub place: SitePlace,
    /// What it is.
    pub category: SiteCategory,
    /// Whose people.
    pub forces: ForceSet,
    /// When it goes stale.
    pub reconfirm_by: Option<Instant>,
    /// The rest.
    pub marks: Marks,
}

/// A leg as it is said.
#[derive(Clone, Debug)]
pub struct Leg {
    /// The way; its half-width is the movement's.
    pub way: Place,
    /// When.
    pub window: TimeWindow,
}

/// A movement as it is said.
#[derive(Clone, Debug)]
pub struct Movement {
    /// The story's name for it.
    pub label: String,
    /// The legs.
    pub legs: Vec<Leg>,
    /// Half-width of the ways.
    pub half_width: Decimetres,
    /// Where it may wait, and when.
    pub holding: Vec<Leg>,
    /// How far the true way may lie off; absent means not stated.
    pub precision: Option<Decimetres>,
    /// How far others are asked to stay away.
    pub buffer: Decimetres,
    /// How it travels.
    pub mode: MovementMode,
    /// Whose people.
    pub forces: ForceSet,
    /// Whether the shorter lead time applies.
    pub emergency: bool,
    /// The rest.
    pub marks: Marks,
}

/// A nil as it is said.
#[derive(Clone, Debug)]
pub struct Nil {
    /// The story's name for it.
    pub label: String,
    /// Where and when nobody is.
    pub volume: Volume4d,
    /// Of which forces.
    pub forces: ForceSet,
    /// As of when; absent means now.
    pub as_of: Option<Instant>,
    /// Who may be told.
    pub shares: Vec<(PartyNumber, Resolution)>,
}

/// A report as it is said.
#[derive(Clone, Debug)]
pub struct Report {
    /// Of which movement.
    pub label: String,
    /// What happened.
    pub act: MovementAct,
    /// When; absent means now.
    pub at: Option<Instant>,
    /// On which leg, counted from 1.
    pub leg: Option<u16>,
    /// At which holding point, counted from 1.
    pub holding_point: Option<u16>,
    /// Expected until.
    pub until: Option<Instant>,
    /// The way it takes now.
    pub legs: Vec<Leg>,
}

/// A request as it is said, to one or several parties.
#[derive(Clone, Debug)]
pub struct Request {
    /// The story's name for it.
    pub label: String,
    /// Who is asked.
    pub to: Vec<PartyNumber>,
    /// In which zone.
    pub zone: String,
    /// In which part of it.
    pub area: Option<Volume4d>,
    /// For which classes.
    pub forces: ForceSet,
    /// As of when.
    pub as_of: Instant,
    /// Due when.
    pub due_by: Instant,
    /// Comes again after.
    pub every: Option<Span>,
    /// No more after.
    pub until: Option<Instant>,
    /// Reminded so long before it is due.
    pub remind: Option<Span>,
}

/// An answer as it is said.
#[derive(Clone, Debug)]
pub struct Answer {
    /// To which request.
    pub label: String,
    /// Which occurrence, counted from 1.
    pub occurrence: u32,
    /// As of when; absent means now.
    pub as_of: Option<Instant>,
    /// What.
    pub reply: Reply,
}

/// What is answered.
#[derive(Clone, Debug)]
pub enum Reply {
    /// Where they are.
    Positions {
        /// Places.
        places: Vec<SitePlace>,
        /// Whose people.
        class: truceline_register::vocabulary::ForceClass,
        /// What the list declares complete.
        complete: Option<(ForceSet, Volume4d)>,
    },
    /// Nobody.
    Nil(ForceSet, Volume4d),
    /// The party does not say.
    Refuses(Option<String>),
}

/// A plan or the volumes of a check, as they are said.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The story's name for it.
    pub label: String,
    /// What kind.
    pub activity: Activity,
    /// Where and when.
    pub volumes: Vec<Volume4d>,
    /// How far around.
    pub buffer: Decimetres,
    /// In words.
    pub text: Option<String>,
}

/// An entry for someone else, as it is said.
#[derive(Clone, Debug)]
pub struct Relay {
    /// Who is said to have spoken.
    pub speaker: PartyNumber,
    /// To whom.
    pub heard_by: PartyNumber,
    /// How.
    pub means: Means,
    /// When.
    pub heard_at: Instant,
    /// Whether it was read back.
    pub read_back: bool,
    /// What.
    pub what: RelayedWords,
}

/// What was heard.
#[derive(Clone, Debug)]
pub enum RelayedWords {
    /// Something the register knows.
    Statement(Box<Statement>),
    /// Words only.
    Words(String),
}

/// From where somebody asks.
#[derive(Clone, Debug)]
pub struct Inquiry {
    /// Where.
    pub footprint: Footprint,
    /// At which heights.
    pub altitude: Option<AltitudeBand>,
    /// Valid when.
    pub valid: TimeWindow,
    /// Known when.
    pub known: Instant,
    /// The party whose knowledge is asked for; absent means the register's.
    pub viewpoint: Option<PartyNumber>,
}
