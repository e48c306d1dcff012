//! The standing check of active plans, and the alerts that are owed.
//!
//! It runs on whatever could change an outcome, a record or time alone, and says so once per change.
//! Sending what is owed is not done here. DESIGN.md §6.

use crate::check::evaluation::Finding;
use crate::check::view::told_reasons;
use crate::check::{Basis, Spoken, draw};
use crate::codec::disclosure::Disclosures;
use crate::codec::record::{Alert, AlertWhy, Effect, Ground};
use crate::ids::{DeskId, LogIndex, PartyId, PersonId, PlanId};
use crate::plan::{PlanHistory, Version, question_of, unseen_finding, watch_finding};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::decide::Draft;
use crate::register::said::{Admitted, Context, Judgement, Said};
use crate::register::{Register, Standpoint};
use crate::request;
use crate::stop;
use crate::time::Instant;
use crate::vocabulary::{Outcome, Resolution};
use near::Near;
use std::collections::{BTreeMap, BTreeSet};

pub mod escalation;
pub(crate) mod near;

pub use escalation::{ESCALATION_WITHOUT_ZONES, Passing, escalations, next_escalation};

/// An alert that is or was owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// The record that owes it.
    pub record: LogIndex,
    /// The alert.
    pub alert: Alert,
    /// Since when.
    pub owed_at: Instant,
    /// Who has acknowledged it, in the order it was said.
    pub taken: Vec<Taken>,
}

/// Which alert. Numbers are counted for each party anew: they tell it of nobody else (decision 27).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AlertRef {
    /// The record that owes it.
    pub record: LogIndex,
    /// Whom.
    pub to: PartyId,
    /// Which of those that the record owes that party, counted from 0.
    pub number: u16,
}

/// Somebody has acknowledged an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The record that says so.
    pub record: LogIndex,
    /// Whose desk.
    pub party: PartyId,
    /// Which desk.
    pub desk: DeskId,
    /// Who.
    pub person: PersonId,
    /// When the register heard it.
    pub received_at: Instant,
}

/// Where an alert stands: its record, and its place among all that the record owes. What is known of a
/// record differs from party to party, and so do places in it: nobody is told one.
type Place = (LogIndex, u16);

/// Alerts owed and settled.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Watch {
    alerts: BTreeMap<Place, Owed>,
    places: BTreeMap<AlertRef, Place>,
    /// Those that nobody has answered as of the latest record; what answers one is never taken back.
    open: BTreeSet<Place>,
    /// Those of them that were not passed on yet.
    waiting: BTreeSet<Place>,
    /// To which alerts those of a record were passed on.
    passed_on: BTreeMap<LogIndex, Vec<Place>>,
    /// What the latest record may have settled.
    touched: Vec<Place>,
    near: Near,
    /// The latest record after which the watch need not run: it is the watch's own, or says nothing
    /// that an outcome rests on.
    quiet_after: Option<LogIndex>,
    /// The latest record that passed something on, and from which.
    passed_on_from: Option<(LogIndex, LogIndex)>,
}

impl Watch {
    /// Every alert that was ever owed, in order of the log.
    pub fn all(&self, known_at: LogIndex) -> impl Iterator<Item = &Owed> {
        self.alerts.range(..(known_at, 0)).map(|(_, owed)| owed)
    }

    /// One alert.
    #[must_use]
    pub fn alert(&self, about: AlertRef) -> Option<&Owed> {
        self.alerts.get(self.places.get(&about)?)
    }

    pub(crate) fn stay_quiet_after(&mut self, record: LogIndex) {
        self.quiet_after = Some(record);
    }

    /// What a record passes on says nothing that its cause does not.
    pub(crate) fn pass_on(&mut self, cause: LogIndex, record: LogIndex) {
        self.passed_on_from = Some((record, cause));
        if self.quiet_after == Some(cause) {
            self.quiet_after = Some(record);
        }
    }

    pub(crate) fn apply_alert(&mut self, record: LogIndex, at: Instant, alert: &Alert) {
        let owed = Owed {
            record,
            alert: alert.clone(),
            owed_at: at,
            taken: Vec::new(),
        };
        let last = self
            .alerts
            .range((record, 0)..=(record, u16::MAX))
            .next_back();
        let place = (
            record,
            last.map_or(0, |((_, last), _)| last.saturating_add(1)),
        );
        self.places.insert(owed.about(), place);
        self.alerts.insert(place, owed);
        self.open.insert(place);
        match alert.record.filter(|_| alert.why == AlertWhy::Escalated) {
            Some(of) => {
                self.passed_on.entry(of).or_default().push(place);
                self.touched.push(place);
            }
            // Nobody is asked to answer a reminder.
            None if matches!(alert.why, AlertWhy::Escalated | AlertWhy::RequestDue) => {}
            None => {
                self.waiting.insert(place);
            }
        }
    }

    /// The record has been taken in, and there are `known_at` by now: what it settled waits no more.
    pub(crate) fn settle(&mut self, centre: PartyId, known_at: LogIndex) {
        let mut concerned: BTreeSet<Place> = BTreeSet::new();
        for place in std::mem::take(&mut self.touched) {
            let Some(owed) = self.alerts.get(&place) else {
                continue;
            };
            concerned.insert(place);
            let of = match (owed.alert.why, owed.alert.record) {
                (AlertWhy::Escalated, Some(of)) => of,
                _ => place.0,
            };
            let first = self.alerts.range((of, 0)..=(of, u16::MAX));
            concerned.extend(first.map(|(place, _)| *place));
            concerned.extend(self.passed_on.get(&of).into_iter().flatten());
        }
        for place in concerned {
            let Some(owed) = self.alerts.get(&place) else {
                continue;
            };
            let settled = self.is_settled(owed, centre, known_at);
            let to: BTreeSet<PartyId> = self.passed_on(owed).map(|one| one.alert.to).collect();
            if settled {
                self.open.remove(&place);
            }
            if settled || (to.contains(&owed.alert.to) && to.contains(&centre)) {
                self.waiting.remove(&place);
            }
        }
    }

    pub(crate) fn apply_acknowledgement(&mut self, admitted: &Admitted<'_>, about: AlertRef) {
        if let Some(place) = self.places.get(&about)
            && let Some(owed) = self.alerts.get_mut(place)
        {
            owed.taken.push(Taken {
                record: admitted.index,
                party: admitted.party,
                desk: admitted.signer.desk,
                person: admitted.signer.person,
                received_at: admitted.received_at(),
            });
            self.touched.push(*place);
        }
        self.stay_quiet_after(admitted.index);
    }

    /// A party's word that answers all of these alerts that it is owed.
    pub(crate) fn take(&mut self, admitted: &Admitted<'_>, alerts: &[AlertRef]) {
        for about in alerts.iter().filter(|about| about.to == admitted.party) {
            let Some(place) = self.places.get(about) else {
                continue;
            };
            if let Some(owed) = self.alerts.get_mut(place) {
                owed.taken.push(Taken {
                    record: admitted.index,
                    party: admitted.signer.party,
                    desk: admitted.signer.desk,
                    person: admitted.signer.person,
                    received_at: admitted.received_at(),
                });
                self.touched.push(*place);
            }
        }
    }

    /// Whether somebody has answered the alert: itself, or one that stands for it. An alert that was
    /// passed on stands for those it was passed on for, when their own party or the centre takes it;
    /// and who answers its own alert after it was passed on has answered what was passed on to it.
    fn is_settled(&self, owed: &Owed, centre: PartyId, known_at: LogIndex) -> bool {
        if owed.is_taken(known_at) {
            return true;
        }
        if owed.alert.why != AlertWhy::Escalated {
            return self.passed_on(owed).any(|passed| {
                let mut takers = passed.taken.iter().filter(|taken| taken.record < known_at);
                takers.any(|taken| taken.party == owed.alert.to || taken.party == centre)
            });
        }
        let stands_for: Vec<&Owed> = owed
            .alert
            .record
            .into_iter()
            .flat_map(|record| self.of_record(record))
            .filter(|one| one.alert.why != AlertWhy::Escalated && one.alert.plan == owed.alert.plan)
            .filter(|one| one.alert.to == owed.alert.to || owed.alert.to == centre)
            .collect();
        let all_settled = |alerts: &[&Owed]| {
            !alerts.is_empty()
                && alerts
                    .iter()
                    .all(|one| self.is_settled(one, centre, known_at))
        };
        let own: Vec<&Owed> = stands_for
            .iter()
            .copied()
            .filter(|one| one.alert.to == owed.alert.to)
            .collect();
        let since = owed.record..known_at;
        let answered_since = own
            .iter()
            .flat_map(|one| &one.taken)
            .any(|taken| since.contains(&taken.record));
        all_settled(&stands_for) || (answered_since && all_settled(&own))
    }

    pub(crate) fn of_record(&self, record: LogIndex) -> impl Iterator<Item = &Owed> {
        self.alerts
            .range((record, 0)..=(record, u16::MAX))
            .map(|(_, owed)| owed)
    }

    /// The alerts to which one was passed on.
    pub(crate) fn passed_on<'a>(&'a self, owed: &'a Owed) -> impl Iterator<Item = &'a Owed> {
        let places = self.passed_on.get(&owed.record).into_iter().flatten();
        places
            .filter_map(|place| self.alerts.get(place))
            .filter(|passed| passed.alert.plan == owed.alert.plan)
    }

    /// The alerts that may be unanswered at a standpoint: of the latest record they are kept apart.
    fn perhaps_open(&self, register: &Register, at: Standpoint) -> Vec<&Owed> {
        if at.known_at < register.size {
            return self.all(at.known_at).collect();
        }
        let open = self.open.iter();
        open.filter_map(|place| self.alerts.get(place)).collect()
    }
}

impl Owed {
    /// Which it is.
    #[must_use]
    pub const fn about(&self) -> AlertRef {
        AlertRef {
            record: self.record,
            to: self.alert.to,
            number: self.alert.number,
        }
    }

    fn is_taken(&self, known_at: LogIndex) -> bool {
        self.taken.iter().any(|taken| taken.record < known_at)
    }
}

/// The number of a party's next alert of a judgement: a record's alerts are counted from 0 for each party
/// that is owed some, whoever else is.
pub(crate) fn next_number(out: &Judgement, to: PartyId) -> u16 {
    let alerts = out.effects.iter().filter(|effect| match effect {
        Effect::Alert(alert) => alert.to == to,
        _ => false,
    });
    u16::try_from(alerts.count()).unwrap_or(u16::MAX)
}

/// Judges the acknowledgement of an alert: of the speaker's own party, or the centre's of another's that it
/// names. Once is enough; later ones are kept all the same.
///
/// # Errors
/// [`Refusal`]: the party is owed no such alert; another's reads alike.
pub fn judge_acknowledgement(
    register: &Register,
    said: &Said<'_>,
    about: AlertRef,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    let centre = register.authority.centre();
    let may = said.party == about.to || said.party == centre;
    if !may || register.watch.alert(about).is_none() {
        let AlertRef { record, number, .. } = about;
        return Err(Refusal::new(
            RefusalCode::MissingReference,
            format!(
                "the record at index {record} owes that party no alert number {number}, or it is not yours to acknowledge; correct the two"
            ),
        ));
    }
    if said.unconfirmed {
        return Err(Refusal::new(
            RefusalCode::KeyRevoked,
            "sign with a key in force",
        ));
    }
    if said.party != centre {
        out.tell(centre, Resolution::Exact);
    }
    Ok(())
}

/// The alerts that nobody has answered yet, in order of the log.
#[must_use]
pub fn open_alerts(register: &Register, at: Standpoint) -> Vec<&Owed> {
    let centre = register.authority.centre();
    let watch = &register.watch;
    watch
        .perhaps_open(register, at)
        .into_iter()
        .filter(|owed| !watch.is_settled(owed, centre, at.known_at))
        .filter(|owed| !stop::is_over(register, owed, at.known_at))
        .filter(|owed| !request::due::is_over(register, owed, at.known_at))
        .collect()
}

/// Whether an alert is owed and nobody has answered it yet.
#[must_use]
pub fn is_open(register: &Register, about: AlertRef, known_at: LogIndex) -> bool {
    let watch = &register.watch;
    let centre = register.authority.centre();
    let owed = watch.alert(about);
    owed.is_some_and(|owed| {
        !watch.is_settled(owed, centre, known_at)
            && !stop::is_over(register, owed, known_at)
            && !request::due::is_over(register, owed, known_at)
    })
}

/// When time alone may next change the outcome of a plan under way, or let it expire. Plans whose
/// windows are all over, now or by then, do not count.
#[must_use]
pub fn next_change(register: &Register, now: Instant) -> Option<Instant> {
    let lasts = |plan: &PlanHistory| plan.version().is_some_and(|version| lasts(version, now));
    let again = register.watch.near.again();
    let mut under_way = again.filter(|(_, id)| register.plans.plan(*id).is_some_and(lasts));
    under_way.next().map(|(again, _)| again)
}

/// Whether time alone may have changed the outcome of a plan under way.
#[must_use]
pub fn due(register: &Register, now: Instant) -> bool {
    next_change(register, now).is_some_and(|change| change <= now)
}

fn runs_again_at(spoken: &Spoken) -> Instant {
    let expires_at = spoken.verdict.expires_at;
    spoken
        .basis
        .value()
        .map_or(expires_at, |basis| basis.runs_again_at.min(expires_at))
}

/// Whether some window of the plan is not over.
fn lasts(version: &Version, now: Instant) -> bool {
    let volumes = version.volumes.value();
    volumes
        .into_iter()
        .flatten()
        .any(|volume| volume.window.end() > now)
}

impl Register {
    /// Runs the watch after the latest record, for every plan under way of which that or the time since
    /// can have changed the outcome, and returns the record of what it said: of each plan whose outcome, overlaps or reasons have changed, with the alerts owed for
    /// it; and, without an alert, of each whose outcome has expired and is the same again.
    #[must_use]
    pub fn follow(&self, context: &Context) -> Option<Draft> {
        let now = self.follows_at(context)?;
        let Some(touched) = self.watch.touched(self, now) else {
            return self.follow_these(self.plans.watched(), now, context);
        };
        let touched = touched.into_iter();
        let plans = touched.filter_map(|id| Some((id, self.plans.plan(id)?)));
        let plans = plans.filter(|(_, plan)| plan.is_watched());
        self.follow_these(plans, now, context)
    }

    /// As [`Register::follow`], looking at every plan: the reference that it is tested against.
    #[cfg(test)]
    pub(crate) fn follow_plainly(&self, context: &Context) -> Option<Draft> {
        let now = self.follows_at(context)?;
        self.follow_these(self.plans.watched(), now, context)
    }

    /// The time at which the watch runs now; `None` where it need not run.
    fn follows_at(&self, context: &Context) -> Option<Instant> {
        let latest = self.size.checked_sub(1)?;
        let last = self.last_received;
        (self.watch.quiet_after != Some(latest))
            .then(|| last.map_or(context.now, |last| last.max(context.now)))
    }

    fn follow_these<'a>(
        &'a self,
        plans: impl Iterator<Item = ((PartyId, PlanId), &'a PlanHistory)>,
        now: Instant,
        context: &Context,
    ) -> Option<Draft> {
        let latest = self.size.checked_sub(1)?;
        let passed_on = self.watch.passed_on_from;
        let passed_on = passed_on.filter(|(record, _)| *record == latest);
        let cause = passed_on.map_or(latest, |(_, cause)| cause);
        let mut out = Judgement::new(context);
        let mut owed = Vec::new();
        for plan in plans {
            owed.extend(self.follow_plan(plan, cause, now, &mut out));
        }
        owe(self, &owed, &mut out);
        if out.effects.is_empty() {
            return None;
        }
        let ground = Ground::Watch { cause };
        Some(self.draft(ground, None, None, Disclosures::default(), out, context))
    }

    fn follow_plan(
        &self,
        (id, plan): ((PartyId, PlanId), &PlanHistory),
        cause: LogIndex,
        now: Instant,
        out: &mut Judgement,
    ) -> Option<Hearing> {
        let version = plan.version()?;
        let at = self.standpoint(now);
        let question = question_of(version);
        let is_unseen = question.is_none();
        let mut finding = question.map_or_else(
            || unseen_finding(id, at),
            |question| watch_finding(self, id, question, at),
        );
        let last = self.checks.last_of_plan(id, self.size);
        // What was said before may be lost with the plan: then nothing shows that this was said.
        let is_lost = last.is_some_and(|last| is_unseen && last.basis.value().is_none());
        let withheld_now = last.filter(|last| last.record == cause && is_withheld(last));
        let mut hears = Hears {
            owner: is_lost || last.is_none_or(|last| owner_hears(last, &finding)),
            centre: is_lost || last.is_none_or(|last| differs(last, &finding)),
        };
        // The centre hears of whatever changes in cells too, so that nothing it does about an alert shows what
        // is met exactly.
        let shows = last.is_some_and(|last| differs_in_cells(last, &finding));
        let overlaps = finding.basis.found() == Outcome::Overlap || !finding.basis.met().is_empty();
        hears.centre |= shows || withheld_now.is_some() && overlaps;
        let hears = hears.unless_withheld(&finding);
        let is_new = hears.owner || hears.centre;
        let runs_again = last.is_some_and(|last| runs_again_at(last) <= now);
        // That there is one more record must not show what is met exactly: after an outcome was withheld there
        // always is.
        if is_new || withheld_now.is_some() || runs_again && lasts(version, now) {
            if let Some(last) = last.filter(|_| !hears.owner) {
                finding.stays_as_told(last, now);
            }
            draw(out, &finding, None, Some(id));
        }
        is_new.then(|| Hearing {
            plan: id,
            desk: plan.desk(),
            hears,
        })
    }
}

/// Who hears that an outcome has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hears {
    /// The plan's owner, what it is told has changed.
    pub(crate) owner: bool,
    /// The centre, the exact finding has changed, or what is met in cells. It hears whatever an owner hears.
    pub(crate) centre: bool,
}

/// A plan of which somebody hears.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hearing {
    pub(crate) plan: (PartyId, PlanId),
    pub(crate) desk: Option<DeskId>,
    pub(crate) hears: Hears,
}

impl Hears {
    /// The centre alone where the owner is not to be told.
    pub(crate) fn unless_withheld(self, finding: &Finding) -> Self {
        Self {
            owner: self.owner && !finding.basis.is_withheld(),
            centre: self.centre || self.owner && !finding.basis.is_withheld(),
        }
    }
}

/// Owes the alerts: to each plan's desk, and then to the centre.
pub(crate) fn owe(register: &Register, heard: &[Hearing], out: &mut Judgement) {
    let centre = register.authority.centre();
    let to_owner = |one: &&Hearing| one.hears.owner && one.plan.0 != centre;
    let owners = heard.iter().filter(to_owner);
    let owners = owners.map(|one| (one.plan.0, one.desk, one.plan));
    // Of the centre's own plan the alert goes to the plan's desk.
    let own_desk = |one: &Hearing| one.desk.filter(|_| one.plan.0 == centre);
    let centres = heard.iter().filter(|one| one.hears.centre);
    let centres = centres.map(|one| (centre, own_desk(one), one.plan));
    for (to, desk, plan) in owners.chain(centres) {
        let number = next_number(out, to);
        out.effects.push(Effect::Alert(Alert {
            number,
            to,
            desk,
            why: AlertWhy::OutcomeChanged,
            plan: Some(plan),
            record: None,
        }));
    }
}

/// Whether what the plan's owner is told has changed: the outcome, what is met in cells, the reasons as it
/// hears them. An owner that is told exactly hears of every change.
fn owner_hears(last: &Spoken, finding: &Finding) -> bool {
    let Some(basis) = last.basis.value() else {
        return last.verdict.outcome != finding.outcome;
    };
    let found = &finding.basis;
    if basis.coarse.is_none() && found.coarse.is_none() {
        return differs(last, finding);
    }
    last.verdict.outcome != finding.outcome
        || basis.met() != found.met()
        || told_reasons(basis) != told_reasons(found)
}

/// Whether its owner was told nothing because of floor or budget.
fn is_withheld(spoken: &Spoken) -> bool {
    spoken.basis.value().is_some_and(Basis::is_withheld)
}

/// Whether anything that is met or missing in cells has changed, told or not.
fn differs_in_cells(last: &Spoken, finding: &Finding) -> bool {
    let coarse = last.basis.value().and_then(|basis| basis.coarse.as_ref());
    let (Some(last), Some(found)) = (coarse, &finding.basis.coarse) else {
        return false;
    };
    last.met != found.met || last.reasons != found.reasons
}

impl Finding {
    /// The expiry that its owner was told stands until it passes: that the watch has run again for
    /// something that the owner is not told must not show.
    fn stays_as_told(&mut self, last: &Spoken, now: Instant) {
        if self.basis.coarse.is_some() && last.verdict.expires_at > now {
            self.expires_at = last.verdict.expires_at;
        }
    }
}

/// Whether the watch has something new to say.
fn differs(last: &Spoken, finding: &Finding) -> bool {
    last.verdict.outcome != finding.outcome
        || last.basis.value().is_some_and(|basis| {
            let found = &finding.basis;
            basis.overlaps != found.overlaps
                || basis.overlaps_in_all != found.overlaps_in_all
                || basis.reasons != found.reasons
        })
}

#[cfg(test)]
mod tests;
