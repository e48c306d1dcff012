//! Requests, answers, plans and checks, from plain values to bodies with digests.

use super::Sealer;
use crate::exit::Problem;
use truceline_register::check::{Check, Subject};
use truceline_register::codec::disclosure::Label;
use truceline_register::geometry::position::Decimetres;
use truceline_register::ids::{CheckId, PlanId, RequestId};
use truceline_register::place::{PostedPosition, Volume4d};
use truceline_register::plan::Plan;
use truceline_register::request::{Answer, Declaration, Reply};
use truceline_register::time::Instant;
use truceline_register::vocabulary::{Activity, ForceSet};

/// What is declared complete: these forces, here and then.
#[derive(Clone, Debug)]
pub struct DeclarationWords {
    /// Area and window.
    pub area: Volume4d,
    /// Which forces.
    pub forces: ForceSet,
}

impl DeclarationWords {
    fn seal(&self, sealer: &mut Sealer<'_>) -> Result<Declaration, Problem> {
        Ok(Declaration {
            area: sealer.seal(Label::Area, &self.area)?,
            forces: self.forces,
        })
    }
}

/// What is answered.
#[derive(Clone, Debug)]
pub enum ReplyWords {
    /// Where they are.
    Positions {
        /// The list.
        positions: Vec<PostedPosition>,
        /// What it declares complete.
        complete: Option<DeclarationWords>,
    },
    /// Nobody.
    Nil(DeclarationWords),
    /// The party does not say.
    Refused {
        /// Why.
        reason: Option<String>,
    },
}

/// An answer in plain words.
#[derive(Clone, Debug)]
pub struct AnswerWords {
    /// To which request.
    pub request: RequestId,
    /// Which occurrence.
    pub occurrence: u32,
    /// As of when.
    pub as_of: Instant,
    /// What.
    pub reply: ReplyWords,
}

impl AnswerWords {
    /// The body of the statement.
    ///
    /// # Errors
    /// [`Problem`]: no randomness.
    pub fn seal(self, sealer: &mut Sealer<'_>) -> Result<Answer, Problem> {
        let reply = match &self.reply {
            ReplyWords::Positions {
                positions,
                complete,
            } => Reply::Positions {
                positions: sealer.seal(Label::Positions, positions)?,
                complete: complete
                    .as_ref()
                    .map(|words| words.seal(sealer))
                    .transpose()?,
            },
            ReplyWords::Nil(words) => Reply::Nil(words.seal(sealer)?),
            ReplyWords::Refused { reason } => Reply::Refused {
                reason: sealer.text(reason.as_deref())?,
            },
        };
        Ok(Answer {
            request: self.request,
            occurrence: self.occurrence,
            as_of: self.as_of,
            reply,
        })
    }
}

/// A plan in plain words.
#[derive(Clone, Debug)]
pub struct PlanWords {
    /// The planner's id for it.
    pub id: PlanId,
    /// Where and when.
    pub volumes: Vec<Volume4d>,
    /// What kind.
    pub activity: Activity,
    /// How far around.
    pub buffer: Decimetres,
    /// In words.
    pub text: Option<String>,
}

impl PlanWords {
    /// The body of the statement.
    ///
    /// # Errors
    /// [`Problem`]: no randomness.
    pub fn seal(self, sealer: &mut Sealer<'_>) -> Result<Plan, Problem> {
        Ok(Plan {
            id: self.id,
            volumes: sealer.seal(Label::Volumes, &self.volumes)?,
            activity: self.activity,
            buffer: self.buffer,
            text: sealer.text(self.text.as_deref())?,
        })
    }
}

/// A check of volumes in plain words.
#[derive(Clone, Debug)]
pub struct CheckWords {
    /// The asker's id for it.
    pub id: CheckId,
    /// Where and when.
    pub volumes: Vec<Volume4d>,
    /// What kind of activity.
    pub activity: Activity,
    /// How far around.
    pub buffer: Decimetres,
}

impl CheckWords {
    /// The body of the statement.
    ///
    /// # Errors
    /// [`Problem`]: no randomness.
    pub fn seal(self, sealer: &mut Sealer<'_>) -> Result<Check, Problem> {
        let subject = Subject::Volumes(sealer.seal(Label::Volumes, &self.volumes)?);
        Ok(Check {
            id: self.id,
            subject,
            activity: self.activity,
            buffer: self.buffer,
        })
    }
}
