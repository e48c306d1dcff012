//! Inquiries: what the register held about a place, valid at one time, known at another, as the
//! register or as one party knew it.
//!
//! The same question at two known-ats shows what came later ([`difference`]). Nothing is judged: who
//! was told what, and when, stands side by side, with what was missing. DESIGN.md §6.
//!
//! Not here: proofs (the bundle's), who may ask (the rim's).

pub mod difference;
pub mod entries;
pub mod knowledge;
mod seen;

use crate::check::evaluation::{Question, look};
use crate::check::eyes::{All, Eyes, everyone, of_hidden};
use crate::check::ground::{Touched, touched_as_asked};
use crate::check::{Basis, CAVEAT, Reason, facts};
use crate::declaration::Declared;
use crate::geometry::position::Decimetres;
use crate::ids::{LogIndex, PartyId, ZoneId};
use crate::informed::{About, Entry as Informed};
use crate::notification::unreadable::{self, Unreadable};
use crate::place::Volume4d;
use crate::presence::undisclosed::{self, Undisclosed};
use crate::presence::{self, PresenceVolume, Standing};
use crate::register::{Register, Standpoint};
use crate::relay::Entry;
use crate::request::answer::Answered;
use crate::request::view::hidden_positions;
use crate::stop::Stop;
use crate::time::{Instant, TimeWindow};
use crate::vocabulary::{Activity, ChannelState, Outcome, Resolution};
use crate::watch::AlertRef;
use entries::{AskedFor, Checked, Declaration, Notified, Planned};
use knowledge::Knowledge;
use std::collections::BTreeSet;

/// Whose knowledge is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewpoint {
    /// All that the register held.
    Register,
    /// One party's own statements and what it acknowledged from its inbox, at the resolution sent.
    Party(PartyId),
}

/// A question about a place and a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inquiry {
    /// Where, and when people may have been there.
    pub volume: Volume4d,
    /// How far around.
    pub reach: Decimetres,
    /// Only the records below this index count.
    pub known_at: LogIndex,
    /// What is stale, overdue or due is judged at this time, or at the end of the window where that
    /// is earlier.
    pub now: Instant,
    /// Whose knowledge.
    pub viewpoint: Viewpoint,
}

/// The answer to an inquiry; each list in order of record unless it says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The records that count, and the time at which they were judged.
    pub at: Standpoint,
    /// What a check with this reach and without any zone's least buffer and tolerance would have come
    /// to: never `none-known` where something is missing.
    pub outcome: Outcome,
    /// Why, and who stood behind it; what was missing is among its reasons.
    pub basis: Basis,
    /// Notifications with a place near it, and those told without a place in its zones.
    pub notifications: Vec<Notified>,
    /// Positions near it that were given in answers.
    pub positions: Vec<Standing>,
    /// What was told in its zones without a place, by records.
    pub undisclosed: Vec<Undisclosed>,
    /// What parties sent, nobody can read and nothing has mended, by records: it may be about any place.
    pub unreadable: Vec<Unreadable>,
    /// Requests about its zones and what came of them, in order of id.
    pub requests: Vec<AskedFor>,
    /// Declarations about it.
    pub declarations: Vec<Declaration>,
    /// How the channel of each party that must answer, and of each that told of something here, stood
    /// with the centre; by party.
    pub channels: Vec<(PartyId, ChannelState)>,
    /// What somebody entered for someone else about it, and words without a place said around then.
    pub relayed: Vec<Entry>,
    /// The same, of what was said before the known-at and entered after it; no part of the rest.
    pub entered_later: Vec<Entry>,
    /// Who is said to have been told by other means of what is named here, and of stops that reach it.
    pub informed: Vec<Informed>,
    /// Checks that touched it.
    pub checks: Vec<Checked>,
    /// Plans that touched it, by party and id.
    pub plans: Vec<Planned>,
    /// What lay in the party's inbox about it and was not acknowledged; empty for the register.
    pub sent_not_acknowledged: Vec<(LogIndex, Resolution)>,
    /// The same under every result.
    pub caveat: &'static str,
}

/// The register's eyes on a time that is past: what its owner has ended since is looked at too.
#[derive(Clone, Copy, Debug)]
struct Back<'a>(&'a Register);

impl Eyes for Back<'_> {
    fn near(&self, volume: &Volume4d, touched: &Touched, at: Standpoint) -> Vec<Standing> {
        presence::near_ever(self.0, volume, touched.reach(volume), touched.tolerance, at)
    }

    fn undisclosed(&self, zone: ZoneId, window: TimeWindow, at: Standpoint) -> Vec<Undisclosed> {
        undisclosed::in_zone_ever(self.0, zone, window, at)
    }

    fn declared(&self, party: PartyId, at: Standpoint) -> Vec<Declared> {
        All(self.0).declared(party, at)
    }

    fn hidden_answers(&self, window: TimeWindow, at: Standpoint) -> BTreeSet<Reason> {
        let answers = answers_not_seen(self.0, window, at);
        answers
            .into_iter()
            .map(|(answered, zone)| of_hidden(answered, zone))
            .collect()
    }

    fn broken_off(
        &self,
        volume: &Volume4d,
        touched: &Touched,
        at: Standpoint,
    ) -> BTreeSet<PartyId> {
        All(self.0).broken_off(volume, touched, at)
    }

    fn unreadable(&self, at: Standpoint) -> BTreeSet<PartyId> {
        All(self.0).unreadable(at)
    }

    fn refused(&self, party: PartyId, zone: ZoneId, at: Standpoint) -> bool {
        All(self.0).refused(party, zone, at)
    }
}

/// Answers with positions that the register does not see, as a check of the window would find them:
/// each with the zone that it was asked about, those erased with the tolerance of the zones.
fn answers_not_seen(
    register: &Register,
    window: TimeWindow,
    at: Standpoint,
) -> Vec<(&Answered, ZoneId)> {
    everyone(register)
        .into_iter()
        .flat_map(|party| hidden_positions(register, party, window, at))
        .collect()
}

/// One inquiry being answered.
struct Search<'a> {
    register: &'a Register,
    inquiry: &'a Inquiry,
    at: Standpoint,
    touched: Touched,
    eyes: &'a dyn Eyes,
    /// The party's, where it is one party's viewpoint.
    knowledge: Option<&'a Knowledge<'a>>,
}

/// Answers an inquiry. Reads only; the same register and inquiry give the same report.
#[must_use]
pub fn inquire(register: &Register, inquiry: &Inquiry) -> Report {
    let at = Standpoint {
        known_at: inquiry.known_at.min(register.size),
        now: inquiry.now.min(inquiry.volume.window.end()),
    };
    let question = question(inquiry);
    let touched = touched_as_asked(register, question, at);
    let back = Back(register);
    let knowledge = match inquiry.viewpoint {
        Viewpoint::Register => None,
        Viewpoint::Party(party) => Some(Knowledge::of(register, party, at)),
    };
    let eyes: &dyn Eyes = knowledge
        .as_ref()
        .map_or(&back, |knowledge| knowledge as &dyn Eyes);
    let knowledge = knowledge.as_ref();
    Search {
        register,
        inquiry,
        at,
        touched,
        eyes,
        knowledge,
    }
    .report()
}

fn question(inquiry: &Inquiry) -> Question<'_> {
    Question {
        volumes: std::slice::from_ref(&inquiry.volume),
        activity: Activity::Other,
        buffer: inquiry.reach,
    }
}

impl Search<'_> {
    fn report(&self) -> Report {
        let found = look(
            self.register,
            self.eyes,
            question(self.inquiry),
            self.touched.clone(),
            self.at,
        );
        let standing = self.standing(self.eyes);
        let undisclosed = self.undisclosed(self.eyes);
        let notifications = self.notifications(&standing, &undisclosed);
        let plans = self.plans();
        let informed = self.informed(&notifications, &plans);
        let is_position = |s: &Standing| matches!(s.source, presence::Source::Answer { .. });
        Report {
            at: self.at,
            outcome: found.outcome,
            channels: self.channels(&found.basis, &standing, &undisclosed),
            basis: found.basis,
            notifications,
            positions: standing.into_iter().filter(is_position).collect(),
            undisclosed,
            unreadable: self.unreadable(),
            requests: self.requests(),
            declarations: self.declarations(),
            relayed: self.relayed(),
            entered_later: self.entered_later(),
            checks: self.checks(),
            informed,
            plans,
            sent_not_acknowledged: self.sent_not_acknowledged(),
            caveat: CAVEAT,
        }
    }

    /// Whoever is told to be within reach, measured.
    fn standing(&self, eyes: &dyn Eyes) -> Vec<Standing> {
        let mut standing = eyes.near(&self.inquiry.volume, &self.touched, self.at);
        standing.retain(|standing| {
            let meets = |p| facts::meets(p, &self.inquiry.volume, &self.touched);
            standing.volumes.iter().any(meets)
        });
        standing
    }

    fn undisclosed(&self, eyes: &dyn Eyes) -> Vec<Undisclosed> {
        let window = self.inquiry.volume.window;
        let in_zone = |zone: &ZoneId| eyes.undisclosed(*zone, window, self.at);
        let mut told: Vec<Undisclosed> = self.touched.zones.iter().flat_map(in_zone).collect();
        told.sort_by_key(|told| told.record);
        told.dedup();
        told
    }

    fn unreadable(&self) -> Vec<Unreadable> {
        let pending = |party| unreadable::pending(self.register, party, self.at);
        let mut unread: Vec<Unreadable> = everyone(self.register)
            .into_iter()
            .flat_map(pending)
            .filter(|known| self.knows(known.record))
            .collect();
        unread.sort_by_key(|known| known.record);
        unread
    }

    /// Who is said to have been told by other means, as far as the viewpoint knows of it.
    fn informed(&self, notifications: &[Notified], plans: &[Planned]) -> Vec<Informed> {
        let is_of_plan = |plan| plans.iter().any(|planned| planned.plan == plan);
        let concerns = |entry: &Informed| match entry.said.about {
            About::Notification(about) => notifications.iter().any(|one| one.about == about),
            About::Plan(party, plan) => is_of_plan((party, plan)),
            About::Alert(record, number, of) => {
                let to = of.unwrap_or(entry.by);
                let owed = self.register.watch.alert(AlertRef { record, to, number });
                owed.and_then(|owed| owed.alert.plan)
                    .is_some_and(is_of_plan)
            }
            About::Stop(stop) => {
                let stop = self.register.stops.get(stop);
                stop.is_some_and(|stop| self.is_reached_by(stop))
            }
        };
        let said = self.register.informs.all(self.at.known_at);
        said.filter(|entry| self.knows(entry.record) && concerns(entry))
            .cloned()
            .collect()
    }

    /// Whether a stop reaches the place, or nobody can say where it is.
    fn is_reached_by(&self, stop: &Stop) -> bool {
        let Some(area) = stop.area.value() else {
            return true;
        };
        let reached = PresenceVolume {
            footprint: area.footprint.clone(),
            altitude: area.altitude,
            start: area.window.start(),
            end: None,
            precision: area.precision_or(self.touched.assumed),
            buffer: Decimetres::ZERO,
        };
        facts::meets(&reached, &self.inquiry.volume, &self.touched)
    }

    /// Whether the viewpoint knows of a record.
    fn knows(&self, record: LogIndex) -> bool {
        record < self.at.known_at
            && self
                .knowledge
                .is_none_or(|knowledge| knowledge.sees(record).is_some())
    }

    /// Whether the viewpoint knows all that a record says.
    fn knows_whole(&self, record: LogIndex) -> bool {
        record < self.at.known_at
            && self
                .knowledge
                .is_none_or(|knowledge| knowledge.sees_whole(record))
    }

    const fn window(&self) -> TimeWindow {
        self.inquiry.volume.window
    }
}

#[cfg(test)]
mod tests;
