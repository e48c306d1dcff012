//! How notifications, requests, plans and alerts stand.

use super::check::shown;
use super::countersignature::CountersignatureView;
use super::duty::TakenOverView;
use super::record::AlertView;
use super::{forces, lasted, time};
use crate::names::{Named, Names};
use serde::Serialize;
use truceline_register::ids::{LogIndex, PartyId};
use truceline_register::notification::view::NotificationView as Standing;
use truceline_register::plan::PlanHistory;
use truceline_register::register::Register;
use truceline_register::relay::Word;
use truceline_register::request::scope::Missing;
use truceline_register::request::view::{
    Kind, OccurrenceView as Occurrence, RequestView as Asked, State,
};
use truceline_register::time::Instant;
use truceline_register::vocabulary::Resolution;
use truceline_register::watch::{Owed, open_alerts};
use utoipa::ToSchema;

/// A notification as it stands, without its place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NotificationView {
    /// Whose.
    pub party: Named,
    /// Which.
    pub id: String,
    /// Site, movement or nil.
    pub kind: &'static str,
    /// Words for how it stands; several may hold.
    pub states: Vec<&'static str>,
    /// Its names, as they were given last.
    pub names: Vec<String>,
    /// Its versions: when each was heard, and whose word it is.
    pub versions: Vec<VersionLine>,
    /// Until when it is good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reconfirm_by: Option<String>,
    /// Records of its reports.
    pub reports: Vec<ReportLine>,
    /// Who disputes it.
    pub contested_by: Vec<Named>,
    /// How its owner changed who may be told.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub consents: Vec<ConsentLine>,
}

/// A change of who may be told, in one line.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConsentLine {
    /// Who.
    pub to: Named,
    /// How exactly since then; absent: not told any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<&'static str>,
    /// How exactly while a stop covers the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emergency: Option<&'static str>,
    /// Since when.
    pub since: String,
    /// The record.
    pub record: LogIndex,
}

/// A version in one line.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VersionLine {
    /// The record.
    pub record: LogIndex,
    /// When the register heard it.
    pub received_at: String,
    /// Whose word it is.
    pub word: &'static str,
    /// Whether it has the countersignature of another party that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<CountersignatureView>,
}

/// A movement's report in one line.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReportLine {
    /// What.
    pub act: &'static str,
    /// When it happened.
    pub at: String,
    /// The record.
    pub record: LogIndex,
    /// Whether it has the countersignature of another party that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<CountersignatureView>,
}

/// A request as it stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RequestView {
    /// Which.
    pub id: String,
    /// Who is asked.
    pub to: Named,
    /// In which zone.
    pub zone: Named,
    /// Its records.
    pub versions: Vec<LogIndex>,
    /// Its occurrences.
    pub occurrences: Vec<OccurrenceView>,
}

/// How an occurrence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OccurrenceWord {
    /// Not due yet, not answered.
    Open,
    /// Due and not answered.
    Overdue,
    /// Overdue, and the alert about it went on to any duty desk.
    Escalated,
    /// Closed by a later version of the request before it was due.
    Closed,
    /// Positions were answered.
    AnsweredWithPositions,
    /// That nobody is there was answered.
    AnsweredNil,
    /// An answer was refused.
    RefusedToAnswer,
}

/// One occurrence.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OccurrenceView {
    /// Its number.
    pub number: u32,
    /// As of when it asks.
    pub as_of: String,
    /// Due when.
    pub due_by: String,
    /// How it stands.
    pub state: OccurrenceWord,
    /// The answer that counts is not certain to cover all that was asked.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub less_than_asked: bool,
    /// The answer that counts is not the party's signed word yet: somebody wrote it down for the party.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub relayed: bool,
    /// Every answer's record.
    pub answers: Vec<LogIndex>,
    /// The answer that counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<LogIndex>,
    /// By how much the answer that counts was late; without one, for how long it is overdue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub late_by: Option<String>,
    /// What the answer that counts leaves open of what was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<MissingView>,
    /// The record that reminded its party.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reminded: Option<LogIndex>,
    /// Whether it has the countersignature of another party that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<CountersignatureView>,
}

/// What an answer leaves open of what was asked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MissingView {
    /// Classes of force that it leaves out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub forces: Vec<&'static str>,
    /// Times of which it says nothing: from and until.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub times: Vec<(String, String)>,
    /// What else, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub besides: Vec<&'static str>,
}

impl MissingView {
    /// The view of what is missing.
    #[must_use]
    pub fn of(missing: &Missing) -> Self {
        let besides = [
            (
                missing.undeclared,
                "the list of positions is declared complete for nothing",
            ),
            (
                missing.area,
                "part of the area, or it is not certain that all of it is covered",
            ),
            (
                missing.unseen,
                "an area that cannot be seen here: not disclosed, or erased",
            ),
        ];
        let times = missing.times.iter();
        Self {
            forces: forces(missing.forces),
            times: times
                .map(|window| (time(window.start()), time(window.end())))
                .collect(),
            besides: besides
                .into_iter()
                .filter_map(|(is, words)| is.then_some(words))
                .collect(),
        }
    }
}

/// A plan as it stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlanView {
    /// Whose.
    pub party: Named,
    /// Which.
    pub id: String,
    /// Its state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<&'static str>,
    /// Its kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity: Option<&'static str>,
    /// Its steps.
    pub steps: Vec<PlanStepLine>,
}

/// One step.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlanStepLine {
    /// To which state.
    pub state: &'static str,
    /// When the register heard it.
    pub received_at: String,
    /// The record.
    pub record: LogIndex,
}

/// An alert as it stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OwedView {
    /// The record that owes it.
    pub index: LogIndex,
    /// What.
    #[serde(flatten)]
    pub alert: AlertView,
    /// Since when.
    pub owed_at: String,
    /// How long it has waited.
    pub waiting: String,
    /// What the watch said of the plan, for whoever may hear it: the plan's owner and the centre.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<&'static str>,
    /// Who took it over last; it is not answered by that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_over: Option<TakenOverView>,
}

impl NotificationView {
    /// The view of a notification.
    #[must_use]
    pub fn of(standing: &Standing, names: &Names) -> Self {
        let reports = standing.reports.iter().map(|later| ReportLine {
            act: later.said.report.act.word(),
            at: time(later.said.report.at),
            record: later.said.record,
            countersignature: CountersignatureView::of([later.said.record], names),
        });
        Self {
            party: names.party(standing.about.party),
            id: standing.about.id.to_string(),
            kind: standing.kind.word(),
            states: standing.states.iter().map(|state| state.word()).collect(),
            names: standing
                .versions
                .iter()
                .rev()
                .find_map(|version| version.details.value())
                .map(|details| details.names.clone())
                .unwrap_or_default(),
            versions: standing
                .versions
                .iter()
                .map(|version| VersionLine {
                    record: version.record,
                    received_at: time(version.received_at),
                    word: word(version.word),
                    countersignature: CountersignatureView::of([version.record], names),
                })
                .collect(),
            reconfirm_by: standing.reconfirm_by.map(time),
            reports: reports.collect(),
            contested_by: standing
                .contested_by
                .iter()
                .map(|party| names.party(*party))
                .collect(),
            consents: standing
                .consents
                .iter()
                .map(|later| ConsentLine {
                    to: names.party(later.said.body.to),
                    resolution: later.said.body.resolution.map(Resolution::word),
                    emergency: later.said.body.emergency.map(Resolution::word),
                    since: time(later.said.received_at),
                    record: later.said.record,
                })
                .collect(),
        }
    }
}

/// Whose word a record is.
#[must_use]
pub const fn word(word: Word) -> &'static str {
    match word {
        Word::Signed => "signed",
        Word::Unconfirmed => "not its owner's signed word yet",
        Word::Confirmed { .. } => "confirmed by its owner",
        Word::Disowned { .. } => "disowned by its owner",
    }
}

impl RequestView {
    /// The view of a request.
    #[must_use]
    pub fn of(asked: &Asked, names: &Names) -> Self {
        Self {
            id: asked.id.to_string(),
            to: names.party(asked.to),
            zone: names.zone(asked.zone),
            versions: asked.versions.clone(),
            occurrences: asked
                .occurrences
                .iter()
                .map(|one| OccurrenceView::of(one, names))
                .collect(),
        }
    }
}

impl OccurrenceView {
    /// The view of an occurrence.
    #[must_use]
    pub fn of(occurrence: &Occurrence, names: &Names) -> Self {
        let (state, less_than_asked, relayed) = state(occurrence);
        Self {
            number: occurrence.occurrence.number,
            as_of: time(occurrence.occurrence.as_of),
            due_by: time(occurrence.occurrence.due_by),
            state,
            less_than_asked,
            relayed,
            answers: occurrence.answers.clone(),
            counts: occurrence.counts,
            late_by: occurrence.late_by.map(lasted),
            missing: occurrence.missing.as_ref().map(MissingView::of),
            reminded: occurrence.reminded,
            countersignature: CountersignatureView::of(occurrence.answers.iter().copied(), names),
        }
    }
}

/// The word, and whether the answer that counts leaves something open and is not the party's own.
const fn state(seen: &Occurrence) -> (OccurrenceWord, bool, bool) {
    match seen.state {
        State::Open => (OccurrenceWord::Open, false, false),
        State::Overdue => (OccurrenceWord::Overdue, false, false),
        State::Escalated => (OccurrenceWord::Escalated, false, false),
        State::Closed => (OccurrenceWord::Closed, false, false),
        State::Answered {
            kind,
            complete,
            relayed,
            ..
        } => match kind {
            Kind::Positions => (OccurrenceWord::AnsweredWithPositions, !complete, relayed),
            Kind::Nil => (OccurrenceWord::AnsweredNil, !complete, relayed),
            Kind::Refused => (OccurrenceWord::RefusedToAnswer, false, relayed),
        },
    }
}

/// Every plan as it stands.
#[must_use]
pub fn plans(register: &Register, names: &Names) -> Vec<PlanView> {
    let view = |((party, id), history): (
        (
            truceline_register::ids::PartyId,
            truceline_register::ids::PlanId,
        ),
        &PlanHistory,
    )| PlanView {
        party: names.party(party),
        id: id.to_string(),
        state: history.state().map(|state| state.word()),
        activity: history.version().map(|version| version.activity.word()),
        steps: history
            .steps()
            .iter()
            .map(|step| PlanStepLine {
                state: step.state.word(),
                received_at: time(step.received_at),
                record: step.record,
            })
            .collect(),
    };
    register.plans.all().map(view).collect()
}

/// A party's open alerts; the centre's are everybody's.
#[must_use]
pub fn owed_to(register: &Register, party: PartyId, now: Instant, names: &Names) -> Vec<OwedView> {
    let all = party == register.authority.centre();
    open_alerts(register, register.standpoint(now))
        .into_iter()
        .filter(|owed| all || owed.alert.to == party)
        .map(|owed| OwedView::of(owed, register, (party, now), names))
        .collect()
}

/// Alerts as text for a person.
#[must_use]
pub fn owed_text(views: &[OwedView]) -> String {
    if views.is_empty() {
        return "no alert waits\n".to_owned();
    }
    views.iter().map(OwedView::text).collect()
}

impl OwedView {
    /// The view of an alert, for its party or the centre.
    #[must_use]
    pub fn of(
        owed: &Owed,
        register: &Register,
        (eyes, now): (PartyId, Instant),
        names: &Names,
    ) -> Self {
        let to = owed.alert.to;
        let hears = |owner| to == owner || to == register.authority.centre();
        let plan = owed.alert.plan.filter(|(owner, _)| hears(*owner));
        let spoken = plan.and_then(|plan| {
            let spoken = register.checks.spoken(owed.record);
            spoken.iter().find(|one| one.verdict.plan == Some(plan))
        });
        let taken = register.duties.handed();
        let taken = taken.alert(owed.about(), register.size);
        Self {
            taken_over: taken.map(|taken| TakenOverView::of(taken, names, eyes)),
            outcome: spoken.map(|spoken| shown(spoken.verdict.outcome)),
            index: owed.record,
            alert: AlertView {
                countersignature: CountersignatureView::of(
                    [Some(owed.record), owed.alert.record].into_iter().flatten(),
                    names,
                ),
                ..AlertView::of(&owed.alert, names)
            },
            owed_at: time(owed.owed_at),
            waiting: lasted(now.since(owed.owed_at)),
        }
    }

    /// As a line of text.
    #[must_use]
    pub fn text(&self) -> String {
        let to = self.alert.desk.as_ref().map_or_else(
            || "any duty desk".to_owned(),
            |desk| desk.short().to_owned(),
        );
        let plan = self.alert.plan.as_ref();
        let plan = plan.map(|plan| format!(", plan {plan}"));
        let outcome = self.outcome.map(|outcome| format!(": {outcome}"));
        let taken = self.taken_over.as_ref();
        let taken = taken.map(|taken| format!("; {}", taken.text()));
        format!(
            "{:>6} {}  {}, {to}: {}{}{}; waiting {}{}{}\n",
            self.index,
            self.alert.number,
            self.alert.to.short(),
            self.alert.why,
            plan.unwrap_or_default(),
            outcome.unwrap_or_default(),
            self.waiting,
            taken.unwrap_or_default(),
            CountersignatureView::mark(self.alert.countersignature.as_ref())
        )
    }
}
