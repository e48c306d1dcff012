//! The lists of a report, each gathered by itself.

use super::{Search, Viewpoint};
use crate::check::eyes::{Eyes, everyone};
use crate::check::{Asked, Basis, Spoken};
use crate::declaration::{self, Declared};
use crate::geometry::containment::contains_enlarged;
use crate::geometry::distance::within;
use crate::geometry::position::{AltitudeBand, Decimetres};
use crate::ids::{LogIndex, PartyId, PlanId, RequestId};
use crate::ladder::{self, Rung};
use crate::notification::NotificationRef;
use crate::notification::view::{self, NotificationView};
use crate::notification::{consent, life};
use crate::place::Volume4d;
use crate::plan::PlanHistory;
use crate::presence::undisclosed::Undisclosed;
use crate::presence::{Source, Standing};
use crate::relay::Entry;
use crate::request::answer::Answered;
use crate::request::view::{RequestView, State, of_request};
use crate::time::{Instant, Span};
use crate::vocabulary::{ChannelState, PlanState, Resolution};
use crate::watch::Owed;
use std::collections::{BTreeMap, BTreeSet};

/// How long before the window a request or spoken words may have been and still be told of: a day
/// holds every recurrence of practice.
pub const LOOK_BACK: Span = Span::hours(24);

/// A notification near the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notified {
    /// Whose and which.
    pub about: NotificationRef,
    /// Where each of its versions within reach was, at the resolution known; empty where it was told
    /// without a place.
    pub standing: Vec<Standing>,
    /// How exactly it was known.
    pub resolution: Resolution,
    /// All that was said of it; absent where the viewpoint did not know it exactly.
    pub view: Option<NotificationView>,
    /// Its owner shows the viewpoint's party less of it than was sent, since this record and time: what
    /// was seen before stays known.
    pub taken_back: Option<(LogIndex, Instant)>,
    /// How far each version's record came with each recipient, missing steps by [`Rung::missing`].
    pub ladder: Vec<Rung>,
}

/// A request and what was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedFor {
    /// The request and its occurrences around the window.
    pub request: RequestView,
    /// The answers, as they were said.
    pub answers: Vec<Answered>,
}

/// A declaration about the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// What was declared, for which forces.
    pub declared: Declared,
    /// It holds all of the place within reach.
    pub whole_area: bool,
    /// It holds all of the window.
    pub whole_window: bool,
}

/// A check that touched the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// What was asked.
    pub asked: Asked,
    /// What was said.
    pub spoken: Vec<Spoken>,
}

/// A plan that touched the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Whose and which.
    pub plan: (PartyId, PlanId),
    /// How it stood.
    pub state: Option<PlanState>,
    /// The records of its versions that touch the place.
    pub versions: Vec<LogIndex>,
    /// The records of its steps.
    pub steps: Vec<crate::plan::Step>,
    /// All that was said of it: at activation, by the watch, by checks.
    pub spoken: Vec<Spoken>,
    /// Alerts owed about it, and who took them.
    pub alerts: Vec<Owed>,
}

impl Search<'_> {
    pub(super) fn notifications(
        &self,
        standing: &[Standing],
        undisclosed: &[Undisclosed],
    ) -> Vec<Notified> {
        let mut found: BTreeMap<NotificationRef, Vec<Standing>> = BTreeMap::new();
        for one in standing {
            if let Source::Notification(about) = one.source {
                found.entry(about).or_default().push(one.clone());
            }
        }
        for about in undisclosed
            .iter()
            .filter_map(|told| self.about(told.record))
        {
            found.entry(about).or_default();
        }
        found
            .into_iter()
            .map(|(about, standing)| self.notified(about, standing))
            .collect()
    }

    /// The notification that a record speaks of.
    fn about(&self, record: LogIndex) -> Option<NotificationRef> {
        self.register
            .notifications
            .of_record(record)
            .map(|known| known.about)
    }

    fn notified(&self, about: NotificationRef, standing: Vec<Standing>) -> Notified {
        let finest = standing.iter().map(|one| one.resolution).max();
        let records: Vec<LogIndex> = self
            .register
            .notifications
            .get(about)
            .into_iter()
            .flat_map(|known| known.versions.iter().map(|version| version.record))
            .filter(|record| self.knows(*record))
            .collect();
        let may_see_all = match self.inquiry.viewpoint {
            Viewpoint::Register => true,
            Viewpoint::Party(party) => party == about.party,
        };
        Notified {
            about,
            taken_back: self.taken_back(&records),
            resolution: finest.unwrap_or(Resolution::Existence),
            standing,
            view: may_see_all
                .then(|| view::of(self.register, about, self.at))
                .flatten(),
            ladder: records
                .into_iter()
                .flat_map(|record| self.ladder(record))
                .collect(),
        }
    }

    /// Since when its owner shows the viewpoint's party less than was sent to it.
    fn taken_back(&self, records: &[LogIndex]) -> Option<(LogIndex, Instant)> {
        let Viewpoint::Party(party) = self.inquiry.viewpoint else {
            return None;
        };
        let since = records.iter().filter_map(|record| {
            consent::taken_back_since(self.register, *record, party, self.at.known_at)
        });
        let by = since.max()?;
        Some((by, life::received(self.register, by)))
    }

    /// How far a record came: with everyone, where the viewpoint is the register or its owner; else
    /// with the party itself.
    fn ladder(&self, record: LogIndex) -> Vec<Rung> {
        let mut rungs = ladder::of(self.register, record, self.at);
        if let Viewpoint::Party(party) = self.inquiry.viewpoint {
            let own = self.register.writer_of(record) == Some(party);
            rungs.retain(|rung| own || rung.to == party);
        }
        rungs
    }

    pub(super) fn channels(
        &self,
        basis: &Basis,
        standing: &[Standing],
        undisclosed: &[Undisclosed],
    ) -> Vec<(PartyId, ChannelState)> {
        let parties: BTreeSet<PartyId> = basis
            .coverage
            .iter()
            .map(|coverage| coverage.party)
            .chain(standing.iter().map(|one| one.party))
            .chain(undisclosed.iter().map(|told| told.party))
            .collect();
        parties
            .into_iter()
            .map(|party| {
                (
                    party,
                    crate::channel::with_centre(self.register, party, self.at),
                )
            })
            .collect()
    }

    pub(super) fn requests(&self) -> Vec<AskedFor> {
        let ids: Vec<RequestId> = self.register.requests.ids(self.at.known_at).collect();
        ids.into_iter().filter_map(|id| self.request(id)).collect()
    }

    /// A request about a zone of the place, with its occurrences around the window.
    fn request(&self, id: RequestId) -> Option<AskedFor> {
        let current = self.register.requests.current(id, self.at.known_at)?;
        let elsewhere = current.area.value().is_some_and(|area| !self.touches(area));
        if !self.touched.zones.contains(&current.said.zone)
            || elsewhere
            || !self.knows(current.record)
        {
            return None;
        }
        let mut request = of_request(self.register, id, self.at, None)?;
        let since = self.window().start().minus(LOOK_BACK);
        request.occurrences.retain(|one| {
            one.occurrence.as_of < self.window().end() && since <= one.occurrence.due_by
        });
        for one in &mut request.occurrences {
            one.answers.retain(|record| self.knows(*record));
            if one.counts.is_some_and(|record| !self.knows(record)) {
                one.counts = None;
                one.state = if one.occurrence.due_by > self.at.now {
                    State::Open
                } else {
                    State::Overdue
                };
            }
        }
        let answers = request
            .occurrences
            .iter()
            .flat_map(|one| &one.answers)
            .filter_map(|record| self.register.requests.answer(*record))
            .cloned()
            .collect();
        Some(AskedFor { request, answers })
    }

    pub(super) fn declarations(&self) -> Vec<Declaration> {
        let mut found: Vec<Declaration> = everyone(self.register)
            .into_iter()
            .flat_map(|party| declaration::of_party(self.register, party, self.at))
            .filter(|declared| self.knows_whole(declared.record))
            .filter_map(|declared| self.declaration(declared))
            .collect();
        found.sort_by_key(|one| one.declared.record);
        found
    }

    fn declaration(&self, declared: Declared) -> Option<Declaration> {
        let Some(volume) = declared.volume.clone() else {
            // Where it is cannot be seen; it is told of as long as it was about that time.
            let since = self.window().start().minus(LOOK_BACK);
            let then = since <= declared.as_of && declared.as_of < self.window().end();
            return then.then_some(Declaration {
                declared,
                whole_area: false,
                whole_window: false,
            });
        };
        self.touches(&volume).then(|| Declaration {
            whole_area: AltitudeBand::covers(volume.altitude, self.inquiry.volume.altitude)
                && contains_enlarged(
                    &volume.footprint,
                    &self.inquiry.volume.footprint,
                    self.reach_from(&volume),
                ),
            whole_window: volume.window.covers(self.window()),
            declared,
        })
    }

    /// How far around it is looked for a volume: the reach and both precisions.
    fn reach_from(&self, volume: &Volume4d) -> Decimetres {
        let own = volume.precision_or(self.touched.assumed);
        self.touched.reach(&self.inquiry.volume).plus(own)
    }

    /// Whether a volume comes within reach.
    fn touches(&self, volume: &Volume4d) -> bool {
        self.comes_within(volume, Decimetres::ZERO)
    }

    fn comes_within(&self, volume: &Volume4d, buffer: Decimetres) -> bool {
        let asked = &self.inquiry.volume;
        volume.window.meets(asked.window, Span::ZERO)
            && AltitudeBand::meet(volume.altitude, asked.altitude)
            && within(
                &volume.footprint,
                &asked.footprint,
                self.reach_from(volume).plus(buffer),
            )
    }

    pub(super) fn relayed(&self) -> Vec<Entry> {
        let near = self.all_near(self.at.known_at);
        let entries = self.register.relays.entries(self.at.known_at);
        entries
            .filter(|entry| self.knows(entry.record) && self.is_about(entry, &near))
            .cloned()
            .collect()
    }

    /// What was said before the known-at, and entered only after it.
    pub(super) fn entered_later(&self) -> Vec<Entry> {
        let last = self
            .at
            .known_at
            .checked_sub(1)
            .and_then(|last| usize::try_from(last).ok());
        let Some(known_until) = last.and_then(|last| self.register.received.get(last)) else {
            return Vec::new();
        };
        let near = self.all_near(self.register.size);
        self.register
            .relays
            .entries(self.register.size)
            .filter(|entry| entry.record >= self.at.known_at && entry.heard_at <= *known_until)
            .filter(|entry| match self.inquiry.viewpoint {
                Viewpoint::Register => true,
                Viewpoint::Party(party) => {
                    [entry.speaker, entry.heard_by, entry.written_by].contains(&party)
                }
            })
            .filter(|entry| self.is_about(entry, &near))
            .cloned()
            .collect()
    }

    /// Whether an entry speaks of the place: by what it notifies or answers; words without a place by
    /// when they were said.
    fn is_about(&self, entry: &Entry, near: &BTreeSet<NotificationRef>) -> bool {
        if let Some(known) = self.register.notifications.of_record(entry.record) {
            return near.contains(&known.about) || self.is_nil_about(entry.record);
        }
        if let Some(answered) = self.register.requests.answer(entry.record) {
            let asked = self
                .register
                .requests
                .current(answered.request, self.register.size);
            return asked.is_some_and(|request| self.touched.zones.contains(&request.said.zone));
        }
        let since = self.window().start().minus(LOOK_BACK);
        since <= entry.heard_at && entry.heard_at < self.window().end()
    }

    /// Every notification near the place or without a place in its zones, by the register's knowledge.
    fn all_near(&self, known_at: LogIndex) -> BTreeSet<NotificationRef> {
        let back = super::Back(self.register);
        let at = crate::register::Standpoint {
            known_at,
            ..self.at
        };
        let search = Search {
            at,
            eyes: &back,
            touched: self.touched.clone(),
            ..*self
        };
        search.near_by(&back)
    }

    /// The notifications that come near, or are without a place in its zones, in somebody's eyes.
    fn near_by(&self, eyes: &dyn Eyes) -> BTreeSet<NotificationRef> {
        let standing = self
            .standing(eyes)
            .into_iter()
            .map(|standing| standing.record);
        let undisclosed = self.undisclosed(eyes).into_iter().map(|told| told.record);
        standing
            .chain(undisclosed)
            .filter_map(|record| self.about(record))
            .collect()
    }

    pub(super) fn checks(&self) -> Vec<Checked> {
        self.register
            .checks
            .all(self.at.known_at)
            .filter(|asked| self.knows(asked.record))
            .filter(|asked| {
                let mut volumes = asked.volumes(self.register).into_iter().flatten();
                volumes.any(|volume| self.comes_within(volume, asked.buffer))
            })
            .map(|asked| Checked {
                asked: asked.clone(),
                spoken: self.register.checks.spoken(asked.record).to_vec(),
            })
            .collect()
    }

    pub(super) fn plans(&self) -> Vec<Planned> {
        self.register
            .plans
            .all()
            .filter_map(|(id, plan)| self.planned(id, plan))
            .collect()
    }

    fn planned(&self, id: (PartyId, PlanId), plan: &PlanHistory) -> Option<Planned> {
        let versions: Vec<LogIndex> = plan
            .versions()
            .iter()
            .filter(|version| self.knows(version.record))
            .filter(|version| {
                let mut volumes = version.volumes.value().into_iter().flatten();
                volumes.any(|volume| self.comes_within(volume, version.buffer))
            })
            .map(|version| version.record)
            .collect();
        if versions.is_empty() {
            return None;
        }
        let known_at = self.at.known_at;
        let centre = self.register.authority.centre();
        let hears_the_watch = match self.inquiry.viewpoint {
            Viewpoint::Register => true,
            Viewpoint::Party(party) => party == id.0 || party == centre,
        };
        let spoken = self.register.checks.all_spoken(known_at);
        let alerts = self.register.watch.all(known_at);
        Some(Planned {
            plan: id,
            state: plan.state_at(known_at),
            versions,
            steps: plan
                .steps()
                .iter()
                .filter(|step| self.knows(step.record))
                .copied()
                .collect(),
            spoken: spoken
                .filter(|s| s.verdict.plan == Some(id) && hears_the_watch && self.is_told(s, id))
                .cloned()
                .collect(),
            alerts: alerts
                .filter(|owed| owed.alert.plan == Some(id))
                .filter(|owed| match self.inquiry.viewpoint {
                    Viewpoint::Register => true,
                    Viewpoint::Party(party) => owed.alert.to == party,
                })
                .cloned()
                .collect(),
        })
    }

    /// Whether the viewpoint was told what was said of a plan: the owner hears of the watch's runs that
    /// it is alerted of.
    fn is_told(&self, spoken: &Spoken, plan: (PartyId, PlanId)) -> bool {
        let Viewpoint::Party(party) = self.inquiry.viewpoint else {
            return true;
        };
        let mut alerts = self.register.watch.of_record(spoken.record);
        party == self.register.authority.centre()
            || self.register.writer_of(spoken.record) == Some(party)
            || alerts.any(|owed| owed.alert.to == party && owed.alert.plan == Some(plan))
    }

    /// What lay in the party's inbox about the place and was not acknowledged.
    pub(super) fn sent_not_acknowledged(&self) -> Vec<(LogIndex, Resolution)> {
        let Viewpoint::Party(party) = self.inquiry.viewpoint else {
            return Vec::new();
        };
        let mut near = self.all_near(self.at.known_at);
        // What is over for the register may not be for a party that has not read that it is.
        near.extend(self.near_by(self.eyes));
        ladder::sent_not_acknowledged(self.register, party, self.at)
            .into_iter()
            .filter(|(record, _)| {
                if let Some(known) = self.register.notifications.of_record(*record) {
                    return near.contains(&known.about) || self.is_nil_about(*record);
                }
                self.is_other_matter(*record)
            })
            .collect()
    }

    fn is_nil_about(&self, record: LogIndex) -> bool {
        let at = self.register.standpoint(self.at.now);
        let declared = declaration::of_record(self.register, record, at);
        declared
            .and_then(|d| d.volume)
            .is_some_and(|volume| self.touches(&volume))
    }

    /// A request, an answer, a check or a plan about the place.
    fn is_other_matter(&self, record: LogIndex) -> bool {
        let register = self.register;
        if let Some(answered) = register.requests.answer(record) {
            let request = register
                .requests
                .current(answered.request, self.at.known_at);
            return request.is_some_and(|request| self.touched.zones.contains(&request.said.zone));
        }
        if let Some(asked) = register.checks.asked(record) {
            let mut volumes = asked.volumes(register).into_iter().flatten();
            return volumes.any(|volume| self.comes_within(volume, asked.buffer));
        }
        if let Some(volumes) = register.plans.volumes(record) {
            return volumes.iter().any(|volume| self.touches(volume));
        }
        register.requests.ids(self.at.known_at).any(|id| {
            let mut versions = register.requests.versions(id, self.at.known_at).iter();
            versions.any(|v| v.record == record && self.touched.zones.contains(&v.said.zone))
        })
    }
}
