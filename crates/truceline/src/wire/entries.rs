//! The lists in the answer to an inquiry, one view for each kind of entry.

use super::check::shown;
use super::countersignature::CountersignatureView;
use super::geo::PresenceView;
use super::standing::{NotificationView, RequestView};
use super::{forces, time};
use crate::names::{Named, Names};
use serde::Serialize;
use truceline_register::ids::LogIndex;
use truceline_register::inquiry::entries::{AskedFor, Checked, Declaration, Notified, Planned};
use truceline_register::ladder::Rung;
use truceline_register::presence::Standing;
use truceline_register::presence::undisclosed::{Hidden, Undisclosed};
use truceline_register::relay::Entry;
use utoipa::ToSchema;

/// How far a record came with one recipient.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RungView {
    /// With whom.
    pub to: Named,
    /// The record.
    pub record: LogIndex,
    /// The item in its inbox.
    pub item: u64,
    /// How exactly it was sent.
    pub resolution: &'static str,
    /// Steps with their times and desks.
    pub steps: Vec<String>,
    /// Expected steps that nobody claimed.
    pub missing: Vec<&'static str>,
    /// Whether it has the countersignature of another party that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<CountersignatureView>,
}

/// A notification near the place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NotifiedView {
    /// Whose.
    pub party: Named,
    /// Which.
    pub id: String,
    /// How exactly it was known.
    pub resolution: &'static str,
    /// The records that say where it was.
    pub records: Vec<LogIndex>,
    /// Past its time of reconfirmation or its window.
    pub stale: bool,
    /// Somebody disputed it.
    pub contested: bool,
    /// Not its owner's signed word.
    pub relayed: bool,
    /// Where and when, as exactly as it was known.
    pub places: Vec<PresenceView>,
    /// Since when its owner shows the party less of it than was sent; what was seen before stays known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_back_since: Option<String>,
    /// All that was said of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<NotificationView>,
    /// How far it came with each recipient.
    pub ladder: Vec<RungView>,
    /// Whether it has the countersignature of another party that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<CountersignatureView>,
}

/// A position given in an answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PositionView {
    /// Whose.
    pub party: Named,
    /// The answer's record.
    pub record: LogIndex,
    /// For which classes of force.
    pub forces: Vec<&'static str>,
    /// Where and when.
    pub places: Vec<PresenceView>,
    /// Past its freshness.
    pub stale: bool,
    /// Somebody disputed it.
    pub contested: bool,
    /// Not its owner's signed word.
    pub relayed: bool,
    /// Whether it has the countersignature of another party that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<CountersignatureView>,
}

/// Something told without a place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UndisclosedView {
    /// Whose.
    pub party: Named,
    /// The record.
    pub record: LogIndex,
    /// Why it is not known where.
    pub why: &'static str,
    /// Whether it has the countersignature of another party that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<CountersignatureView>,
}

/// A request about the place's zones, with the answers.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AskedForView {
    /// The request.
    #[serde(flatten)]
    pub request: RequestView,
    /// The answers, in the order they were said.
    pub answered: Vec<AnsweredView>,
}

/// An answer in one line.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AnsweredView {
    /// The record.
    pub record: LogIndex,
    /// To which occurrence.
    pub occurrence: u32,
    /// As of when it is true.
    pub as_of: String,
    /// When the register heard it.
    pub received_at: String,
    /// It came after it was due.
    pub late: bool,
    /// It certainly covers all that was asked for.
    pub complete: bool,
    /// Whether it has the countersignature of another party that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<CountersignatureView>,
}

/// A declaration about the place.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = DeclarationThenView)]
pub struct DeclarationView {
    /// Whose.
    pub party: Named,
    /// The record.
    pub record: LogIndex,
    /// Which forces it covers; no others.
    pub forces: Vec<&'static str>,
    /// As of when.
    pub as_of: String,
    /// It holds all of the place.
    pub whole_area: bool,
    /// It holds all of the window.
    pub whole_window: bool,
    /// Somebody disputed it.
    pub contested: bool,
    /// Not its owner's signed word.
    pub relayed: bool,
    /// Whether it has the countersignature of another party that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<CountersignatureView>,
}

/// How a party's channel with the centre stood.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ChannelThenView)]
pub struct ChannelView {
    /// Whose.
    pub party: Named,
    /// How.
    pub state: &'static str,
}

/// An entry for someone else.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EntryView {
    /// The record.
    pub record: LogIndex,
    /// Who is said to have spoken.
    pub speaker: Named,
    /// Who wrote it down.
    pub written_by: Named,
    /// By which means.
    pub means: &'static str,
    /// When it was heard, by the writer's account.
    pub heard_at: String,
    /// When the register got it.
    pub received_at: String,
    /// Whether it was read back.
    pub read_back: bool,
    /// The words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Whether it has the countersignature of another party that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<CountersignatureView>,
}

/// A check that touched the place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CheckedView {
    /// Who asked.
    pub party: Named,
    /// The check.
    pub check: String,
    /// The record.
    pub record: LogIndex,
    /// When.
    pub received_at: String,
    /// What was said, as it is shown and spoken.
    pub said: Vec<&'static str>,
}

/// A plan that touched the place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlannedView {
    /// Whose.
    pub party: Named,
    /// Which.
    pub plan: String,
    /// How it stood.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<&'static str>,
    /// Its steps.
    pub steps: Vec<String>,
    /// What the checks and the watch said of it.
    pub said: Vec<String>,
    /// Alerts about it and who took them.
    pub alerts: Vec<String>,
}

/// Something in a party's inbox.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SentView {
    /// The record.
    pub record: LogIndex,
    /// How exactly it was sent.
    pub resolution: &'static str,
    /// Whether it has the countersignature of another party that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<CountersignatureView>,
}

impl RungView {
    pub(super) fn of(rung: &Rung, names: &Names) -> Self {
        let steps = rung.steps.iter().map(|step| {
            let text = step
                .text
                .value()
                .map(|text| format!(": {text}"))
                .unwrap_or_default();
            format!(
                "{} at {} by {}{text}",
                step.step.word(),
                step.received_at,
                names.desk(step.desk).short()
            )
        });
        Self {
            to: names.party(rung.to),
            record: rung.item.record,
            countersignature: CountersignatureView::of([rung.item.record], names),
            item: rung.item.number,
            resolution: rung.item.resolution.word(),
            steps: steps.collect(),
            missing: rung.missing().iter().map(|step| step.word()).collect(),
        }
    }
}

fn places(standing: &Standing) -> impl Iterator<Item = PresenceView> + '_ {
    standing.volumes.iter().map(PresenceView::of)
}

impl NotifiedView {
    pub(super) fn of(notified: &Notified, names: &Names) -> Self {
        let any = |mark: fn(&Standing) -> bool| notified.standing.iter().any(mark);
        Self {
            party: names.party(notified.about.party),
            id: notified.about.id.to_string(),
            resolution: notified.resolution.word(),
            records: notified
                .standing
                .iter()
                .map(|standing| standing.record)
                .collect(),
            countersignature: CountersignatureView::of(
                notified.standing.iter().map(|standing| standing.record),
                names,
            ),
            stale: any(|standing| standing.stale),
            contested: any(|standing| standing.contested),
            relayed: any(|standing| standing.relayed),
            places: notified.standing.iter().flat_map(places).collect(),
            taken_back_since: notified.taken_back.map(|(_, at)| time(at)),
            said: notified
                .view
                .as_ref()
                .map(|view| NotificationView::of(view, names)),
            ladder: notified
                .ladder
                .iter()
                .map(|rung| RungView::of(rung, names))
                .collect(),
        }
    }
}

impl PositionView {
    pub(super) fn of(standing: &Standing, names: &Names) -> Self {
        Self {
            party: names.party(standing.party),
            record: standing.record,
            countersignature: CountersignatureView::of([standing.record], names),
            forces: forces(standing.forces),
            places: places(standing).collect(),
            stale: standing.stale,
            contested: standing.contested,
            relayed: standing.relayed,
        }
    }
}

impl UndisclosedView {
    pub(super) fn of(told: &Undisclosed, names: &Names) -> Self {
        let why = match told.hidden {
            Hidden::Existence => "told to be in the zone and no more",
            Hidden::Deviation => "took another way and did not disclose which",
            Hidden::Erased => "was disclosed and erased since",
        };
        Self {
            party: names.party(told.party),
            record: told.record,
            countersignature: CountersignatureView::of([told.record], names),
            why,
        }
    }
}

impl AskedForView {
    pub(super) fn of(asked: &AskedFor, names: &Names) -> Self {
        let answered = asked.answers.iter().map(|answered| AnsweredView {
            record: answered.record,
            countersignature: CountersignatureView::of([answered.record], names),
            occurrence: answered.occurrence,
            as_of: time(answered.as_of),
            received_at: time(answered.received_at),
            late: answered.late,
            complete: answered.complete,
        });
        Self {
            request: RequestView::of(&asked.request, names),
            answered: answered.collect(),
        }
    }
}

impl DeclarationView {
    pub(super) fn of(declaration: &Declaration, names: &Names) -> Self {
        let declared = &declaration.declared;
        Self {
            party: names.party(declared.party),
            record: declared.record,
            countersignature: CountersignatureView::of([declared.record], names),
            forces: forces(declared.forces),
            as_of: time(declared.as_of),
            whole_area: declaration.whole_area,
            whole_window: declaration.whole_window,
            contested: declared.contested,
            relayed: declared.relayed,
        }
    }
}

impl EntryView {
    pub(super) fn of(entry: &Entry, names: &Names) -> Self {
        Self {
            record: entry.record,
            countersignature: CountersignatureView::of([entry.record], names),
            speaker: names.party(entry.speaker),
            written_by: names.party(entry.written_by),
            means: entry.means.word(),
            heard_at: time(entry.heard_at),
            received_at: time(entry.received_at),
            read_back: entry.read_back,
            words: entry.words.value().cloned(),
        }
    }
}

impl CheckedView {
    pub(super) fn of(checked: &Checked, names: &Names) -> Self {
        Self {
            party: names.party(checked.asked.party),
            check: checked.asked.check.to_string(),
            record: checked.asked.record,
            received_at: time(checked.asked.received_at),
            said: checked
                .spoken
                .iter()
                .map(|spoken| shown(spoken.verdict.outcome))
                .collect(),
        }
    }
}

impl PlannedView {
    pub(super) fn of(planned: &Planned, names: &Names) -> Self {
        let (party, plan) = planned.plan;
        let steps = planned.steps.iter().map(|step| {
            format!(
                "{} at {} (record {})",
                step.state, step.received_at, step.record
            )
        });
        let said = planned.spoken.iter().map(|spoken| {
            format!(
                "{} at {} (record {})",
                shown(spoken.verdict.outcome),
                spoken.received_at,
                spoken.record
            )
        });
        let alerts = planned.alerts.iter().map(|owed| {
            let taken: Vec<String> = owed
                .taken
                .iter()
                .map(|taken| {
                    format!(
                        "taken by {} of {} at {}",
                        names.desk(taken.desk).short(),
                        names.party(taken.party).short(),
                        taken.received_at
                    )
                })
                .collect();
            let taken = if taken.is_empty() {
                "taken by nobody".to_owned()
            } else {
                taken.join(", ")
            };
            format!(
                "to {} at {}: {}; {taken}",
                names.party(owed.alert.to).short(),
                owed.owed_at,
                super::record::why(owed.alert.why)
            )
        });
        Self {
            party: names.party(party),
            plan: plan.to_string(),
            state: planned.state.map(|state| state.word()),
            steps: steps.collect(),
            said: said.collect(),
            alerts: alerts.collect(),
        }
    }
}
