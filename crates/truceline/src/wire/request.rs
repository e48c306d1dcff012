//! Requests, answers, plans and questions.

use super::geo::{PostedPositionView, VolumeView};
use super::{Lens, Sealed, forces, metres, span, time};
use crate::names::Named;
use serde::Serialize;
use truceline_register::check::{Check, Subject};
use truceline_register::codec::disclosure::Label;
use truceline_register::place::{PostedPosition, Volume4d};
use truceline_register::plan::{Plan, PlanStep};
use truceline_register::request::{Answer, Declaration, Reply, Request};
use utoipa::ToSchema;

/// A request.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = RequestSaidView)]
pub struct RequestView {
    /// The centre's id.
    pub id: String,
    /// Who is asked.
    pub to: Named,
    /// In which zone.
    pub zone: Named,
    /// Part of it; absent means all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<Sealed<VolumeView>>,
    /// For which forces.
    pub forces: Vec<&'static str>,
    /// First occurrence: as of when.
    pub as_of: String,
    /// First occurrence: due when.
    pub due_by: String,
    /// Comes again after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every: Option<String>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// How long before an occurrence is due its party is reminded; absent: as the zone's rules say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remind: Option<String>,
}

/// What is declared complete.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeclarationView {
    /// Which forces; no others.
    pub forces: Vec<&'static str>,
    /// Area and window.
    pub area: Option<Sealed<VolumeView>>,
}

/// What is answered.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum ReplyView {
    /// Where they are.
    Positions {
        /// The list.
        positions: Option<Sealed<Vec<PostedPositionView>>>,
        /// What it declares complete; without it the list covers nothing else.
        #[serde(skip_serializing_if = "Option::is_none")]
        complete: Option<DeclarationView>,
    },
    /// Nobody.
    Nil(DeclarationView),
    /// The party does not say.
    Refused {
        /// Why.
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<Sealed<String>>,
    },
}

/// An answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AnswerView {
    /// To which request.
    pub request: String,
    /// Which occurrence, counted from 0.
    pub occurrence: u32,
    /// As of when it is true.
    pub as_of: String,
    /// What.
    #[serde(flatten)]
    pub reply: ReplyView,
}

/// A plan.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PlanSaidView)]
pub struct PlanView {
    /// The planner's id.
    pub id: String,
    /// What kind.
    pub activity: &'static str,
    /// How far around.
    pub buffer_m: f64,
    /// Where and when.
    pub volumes: Option<Sealed<Vec<VolumeView>>>,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Sealed<String>>,
}

/// A plan changes its state.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlanStepView {
    /// Which.
    pub id: String,
    /// Its state now.
    pub state: &'static str,
}

/// A check is asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CheckAskedView {
    /// The asker's id.
    pub id: String,
    /// Of which plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// Of which volumes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volumes: Option<Sealed<Vec<VolumeView>>>,
    /// What kind of activity.
    pub activity: &'static str,
    /// How far around.
    pub buffer_m: f64,
}

impl RequestView {
    /// The view of a request.
    #[must_use]
    pub fn of(body: &Request, lens: &Lens<'_>) -> Self {
        Self {
            id: body.id.to_string(),
            to: lens.names.party(body.to),
            zone: lens.names.zone(body.zone),
            area: lens.open(body.area, Label::Area, |volume: &Volume4d| {
                VolumeView::of(volume)
            }),
            forces: forces(body.forces),
            as_of: time(body.as_of),
            due_by: time(body.due_by),
            every: body.every.map(span),
            until: body.until.map(time),
            remind: body.remind.map(span),
        }
    }
}

fn declaration(body: &Declaration, lens: &Lens<'_>) -> DeclarationView {
    let area = lens.open(Some(body.area), Label::Area, |volume: &Volume4d| {
        VolumeView::of(volume)
    });
    DeclarationView {
        forces: forces(body.forces),
        area,
    }
}

impl AnswerView {
    /// The view of an answer.
    #[must_use]
    pub fn of(body: &Answer, lens: &Lens<'_>) -> Self {
        let reply = match &body.reply {
            Reply::Positions {
                positions,
                complete,
            } => ReplyView::Positions {
                positions: lens.open(
                    Some(*positions),
                    Label::Positions,
                    |list: &Vec<PostedPosition>| list.iter().map(PostedPositionView::of).collect(),
                ),
                complete: complete
                    .as_ref()
                    .map(|complete| declaration(complete, lens)),
            },
            Reply::Nil(body) => ReplyView::Nil(declaration(body, lens)),
            Reply::Refused { reason } => ReplyView::Refused {
                reason: lens.text(*reason),
            },
        };
        Self {
            request: body.request.to_string(),
            occurrence: body.occurrence,
            as_of: time(body.as_of),
            reply,
        }
    }
}

fn volumes(
    digest: truceline_register::codec::cbor::Digest,
    lens: &Lens<'_>,
) -> Option<Sealed<Vec<VolumeView>>> {
    lens.open(Some(digest), Label::Volumes, |list: &Vec<Volume4d>| {
        list.iter().map(VolumeView::of).collect()
    })
}

impl PlanView {
    /// The view of a plan.
    #[must_use]
    pub fn of(body: &Plan, lens: &Lens<'_>) -> Self {
        Self {
            id: body.id.to_string(),
            activity: body.activity.word(),
            buffer_m: metres(body.buffer),
            volumes: volumes(body.volumes, lens),
            text: lens.text(body.text),
        }
    }
}

impl PlanStepView {
    /// The view of a step.
    #[must_use]
    pub fn of(body: &PlanStep) -> Self {
        Self {
            id: body.id.to_string(),
            state: body.state.word(),
        }
    }
}

impl CheckAskedView {
    /// The view of a question.
    #[must_use]
    pub fn of(body: &Check, lens: &Lens<'_>) -> Self {
        let (plan, volumes) = match body.subject {
            Subject::Plan(plan) => (Some(plan.to_string()), None),
            Subject::Volumes(digest) => (None, volumes(digest, lens)),
        };
        Self {
            id: body.id.to_string(),
            plan,
            volumes,
            activity: body.activity.word(),
            buffer_m: metres(body.buffer),
        }
    }
}
