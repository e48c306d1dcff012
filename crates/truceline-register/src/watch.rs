//! The standing check of active plans, and the alerts that are owed.
//!
//! It runs on whatever could change an outcome, a record or time alone, and says so once per change.
//! Sending what is owed is not done here. Read on: [`follow`] what the watch says after a record, [`near`] which plans
//! it looks at, [`escalation`] what happens when nobody answers. DESIGN.md §6.

use crate::check::Spoken;
use crate::codec::record::{Alert, AlertWhy, Effect};
use crate::ids::{DeskId, LogIndex, PartyId, PersonId, PlanId};
use crate::plan::{PlanHistory, Version};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::said::{Admitted, Judgement, Said};
use crate::register::{Register, Standpoint};
use crate::request;
use crate::stop;
use crate::time::Instant;
use crate::vocabulary::Resolution;
use near::Near;
use std::collections::{BTreeMap, BTreeSet};

pub mod escalation;
pub mod follow;
pub(crate) mod near;

pub use escalation::{ESCALATION_WITHOUT_ZONES, Passing, escalations, next_escalation};

/// A plan: whose and which.
pub type PlanRef = (PartyId, PlanId);

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

#[cfg(test)]
mod tests;
