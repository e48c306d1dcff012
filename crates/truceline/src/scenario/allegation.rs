//! Allegations, as a story says them.

use super::cast::PartyNumber;
use truceline_register::allegation::account::ObservedBy;
use truceline_register::allegation::kind::Kind;
use truceline_register::allegation::{AnswerWord, Step};
use truceline_register::claim::proposition::Count;
use truceline_register::geometry::footprint::Footprint;
use truceline_register::time::{Span, TimeWindow};

/// What is entered.
#[derive(Clone, Debug)]
pub struct Entered {
    /// Its name.
    pub label: String,
    /// A kind of violation; absent: nothing was observed.
    pub kind: Option<Kind>,
    /// In which incident, by its name.
    pub incident: Option<String>,
    /// Where.
    pub place: Footprint,
    /// When.
    pub window: TimeWindow,
    /// By how much either end may be off.
    pub certainty: Span,
    /// What the place is called.
    pub names: Vec<String>,
    /// How it was observed.
    pub observed: Option<ObservedBy>,
    /// How many.
    pub count: Option<Count>,
    /// Who is alleged to have done it.
    pub alleged: Option<PartyNumber>,
    /// Who is told, beside the centre.
    pub to: Vec<PartyNumber>,
    /// In words.
    pub text: Option<String>,
}

/// What is said about allegations.
#[derive(Clone, Debug)]
pub enum Alleging {
    /// One is entered.
    Enters(Entered),
    /// One is told otherwise.
    Corrects(Entered),
    /// A step on the ladder.
    Grades {
        /// Of which.
        label: String,
        /// Which step.
        step: Step,
        /// On what it rests.
        text: Option<String>,
    },
    /// An answer.
    Answers {
        /// To which.
        label: String,
        /// What.
        word: AnswerWord,
        /// In words.
        text: Option<String>,
    },
    /// One is withdrawn.
    Withdraws {
        /// Which.
        label: String,
        /// Why.
        reason: Option<String>,
    },
}
