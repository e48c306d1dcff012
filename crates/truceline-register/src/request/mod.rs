//! Requests of the centre and the answers of those asked.
//!
//! A request comes once or again and again; each occurrence is answered by itself. Every answer is
//! kept, late ones and repeated ones too, and the latest counts. Read on in [`schedule`] for when
//! occurrences fall, [`answer`] for what is answered, [`posted`] for how long an answered position
//! stands, [`due`] for what time alone brings, and [`view`] for how it all looks from a standpoint. Not here: what an answer covers in a
//! check ([`crate::check`]). DESIGN.md §5, §6.

pub mod answer;
pub mod asking;
pub mod due;
pub mod posted;
pub mod schedule;
pub mod scope;
pub mod view;

use crate::codec::cbor::Digest;
use crate::codec::disclosure::Label;
use crate::ids::{LogIndex, PartyId, RequestId, ZoneId};
use crate::place::Volume4d;
use crate::refusal::{Refusal, RefusalCode};
use crate::register::said::{Admitted, Judgement, Said, enrolled, opened};
use crate::register::{Register, Standpoint};
use crate::time::{Instant, Span};
use crate::vocabulary::{Flag, ForceSet, Resolution};
use answer::Answered;
use minicbor::{Decode, Encode};
use schedule::{Occurrence, Version};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// Shortest time after which a request comes again: nobody answers more often by hand.
pub const LEAST_RECURRENCE: Span = Span::minutes(1);
/// Most ids of requests in one register: every party of a theatre asked anew each day for years.
pub const MAX_REQUESTS: usize = 100_000;

/// The centre asks a party where its people are.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Request {
    /// The centre's id for it.
    #[n(0)]
    pub id: RequestId,
    /// Who is asked.
    #[n(1)]
    pub to: PartyId,
    /// In which zone.
    #[n(2)]
    pub zone: ZoneId,
    /// Part of it ([`crate::place::Volume4d`], labelled area); absent means all of the zone.
    #[n(3)]
    pub area: Option<Digest>,
    /// For which classes of force.
    #[n(4)]
    pub forces: ForceSet,
    /// First occurrence: as of when.
    #[n(5)]
    pub as_of: Instant,
    /// First occurrence: due when.
    #[n(6)]
    pub due_by: Instant,
    /// Comes again after this time; absent means once.
    #[n(7)]
    pub every: Option<Span>,
    /// No occurrence is due after this; absent means until ended by a later request of the same id.
    #[n(8)]
    pub until: Option<Instant>,
    /// How long before an occurrence is due the asked party is reminded of it; absent: as long as the
    /// zone's rules say, if they do.
    #[n(9)]
    pub remind: Option<Span>,
}

/// What an answer or a nil declares complete: these forces, in this area and window, and no more.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Declaration {
    /// Area and window: [`crate::place::Volume4d`], labelled area.
    #[n(0)]
    pub area: Digest,
    /// Which forces it covers.
    #[n(1)]
    pub forces: ForceSet,
}

/// What a party answers.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Reply {
    /// Where they are.
    #[n(0)]
    Positions {
        /// A list of [`crate::place::PostedPosition`], labelled positions.
        #[n(0)]
        positions: Digest,
        /// What the list declares complete; without it the list covers nothing but itself.
        #[n(1)]
        complete: Option<Declaration>,
    },
    /// Nobody.
    #[n(1)]
    Nil(#[n(0)] Declaration),
    /// The party does not say; an answer all the same.
    #[n(2)]
    Refused {
        /// Why, in words.
        #[n(0)]
        reason: Option<Digest>,
    },
}

/// An answer to one occurrence of a request.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Answer {
    /// Which request.
    #[n(0)]
    pub request: RequestId,
    /// Which occurrence, counted from 0.
    #[n(1)]
    pub occurrence: u32,
    /// As of when it is true.
    #[n(2)]
    pub as_of: Instant,
    /// What is answered.
    #[n(3)]
    pub reply: Reply,
}

/// One id's requests and what was answered to them.
#[derive(Clone, Debug, Default, PartialEq)]
struct Asked {
    /// Every version, in the order they were said.
    versions: Vec<Version>,
    /// The records of every answer by occurrence, in the order they were said.
    answers: BTreeMap<u32, Vec<LogIndex>>,
    /// Answers that their party says it never gave.
    disowned: BTreeSet<LogIndex>,
    /// Occurrences found overdue, and the record that says so.
    overdue: BTreeMap<u32, LogIndex>,
    /// Occurrences of which the asked party was reminded, and the record that did.
    reminded: BTreeMap<u32, LogIndex>,
    /// Every occurrence below this number is answered, found overdue or closed.
    settled: u32,
}

/// All requests and all answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Requests {
    asked: BTreeMap<RequestId, Asked>,
    answers: BTreeMap<LogIndex, Answered>,
    requested: BTreeMap<LogIndex, RequestId>,
    /// The requests to each party.
    to: BTreeMap<PartyId, BTreeSet<RequestId>>,
    by_as_of: BTreeSet<(Instant, LogIndex)>,
}

impl Asked {
    /// The versions said before `known_at`.
    fn known(&self, known_at: LogIndex) -> &[Version] {
        &self.versions[..self
            .versions
            .partition_point(|version| version.record < known_at)]
    }

    /// The version that an occurrence belongs to, and the one that replaced it.
    fn version_of(&self, number: u32, known_at: LogIndex) -> Option<(&Version, Option<&Version>)> {
        let known = self.known(known_at);
        let place = known.iter().rposition(|version| version.first <= number)?;
        Some((&known[place], known.get(place + 1)))
    }

    /// An occurrence and whether a later version closed it before it was due.
    fn occurrence(&self, number: u32, known_at: LogIndex) -> Option<(Occurrence, bool)> {
        let (version, replaced) = self.version_of(number, known_at)?;
        let occurrence = version.occurrence(number)?;
        Some((
            occurrence,
            replaced.is_some_and(|by| occurrence.due_by > by.received_at),
        ))
    }

    fn is_answered(&self, number: u32) -> bool {
        let answers = self.answers.get(&number).map_or(&[][..], Vec::as_slice);
        answers.iter().any(|record| !self.disowned.contains(record))
    }

    /// Whether an occurrence is still waited for: neither answered, nor closed, nor said overdue.
    fn is_waited_for(&self, number: u32, is_closed: bool) -> bool {
        !is_closed && !self.is_answered(number) && !self.overdue.contains_key(&number)
    }

    /// Moves the mark below which nothing is waited for any more.
    fn settle(&mut self) {
        while let Some((_, is_closed)) = self.occurrence(self.settled, LogIndex::MAX) {
            if self.is_waited_for(self.settled, is_closed) {
                return;
            }
            self.settled += 1;
        }
    }

    /// The occurrences that are still waited for, due or not, in order.
    fn waited_for(&self) -> impl Iterator<Item = Occurrence> {
        (self.settled..u32::MAX)
            .map_while(|number| self.occurrence(number, LogIndex::MAX))
            .filter(|(occurrence, is_closed)| self.is_waited_for(occurrence.number, *is_closed))
            .map(|(occurrence, _)| occurrence)
    }

    /// The first number that no version has begun at `now` and nobody has answered.
    fn untouched(&self, now: Instant) -> u32 {
        let begun = self.versions.last().map_or(0, |version| version.begun(now));
        let answered = self
            .answers
            .last_key_value()
            .map_or(0, |(number, _)| number + 1);
        begun.max(answered)
    }
}

impl Requests {
    /// All ids of requests, to whomever.
    pub fn ids(&self, known_at: LogIndex) -> impl Iterator<Item = RequestId> {
        self.asked
            .iter()
            .filter(move |(_, asked)| !asked.known(known_at).is_empty())
            .map(|(id, _)| *id)
    }

    /// The request of an id as it was last said.
    #[must_use]
    pub fn current(&self, id: RequestId, known_at: LogIndex) -> Option<&Version> {
        self.versions(id, known_at).last()
    }

    /// Every version of a request in the order they were said.
    #[must_use]
    pub fn versions(&self, id: RequestId, known_at: LogIndex) -> &[Version] {
        self.asked
            .get(&id)
            .map_or(&[], |asked| asked.known(known_at))
    }

    /// An answer as it was said.
    #[must_use]
    pub fn answer(&self, record: LogIndex) -> Option<&Answered> {
        self.answers.get(&record)
    }

    /// Every answer to a request known by then, by occurrence, then in the order they were said.
    pub fn answers(&self, id: RequestId, known_at: LogIndex) -> impl Iterator<Item = &Answered> {
        self.asked
            .get(&id)
            .into_iter()
            .flat_map(|asked| asked.answers.values().flatten())
            .filter(move |record| **record < known_at)
            .filter_map(|record| self.answers.get(record))
    }

    /// The ids of requests to a party: only that one answers them.
    pub(crate) fn ids_to(
        &self,
        party: PartyId,
        known_at: LogIndex,
    ) -> impl Iterator<Item = RequestId> {
        let ids = self.to.get(&party).into_iter().flatten().copied();
        ids.filter(move |id| !self.versions(*id, known_at).is_empty())
    }

    /// The answers that are true as of a stretch of time.
    pub(crate) fn answered_as_of(
        &self,
        times: RangeInclusive<Instant>,
    ) -> impl Iterator<Item = LogIndex> {
        let times = (*times.start(), 0)..=(*times.end(), LogIndex::MAX);
        self.by_as_of.range(times).map(|(_, record)| *record)
    }

    /// Forgets what a request or an answer disclosed.
    pub(crate) fn forget(&mut self, record: LogIndex) {
        if let Some(answered) = self.answers.get_mut(&record) {
            answered.forget();
        }
        let asked = self
            .requested
            .get(&record)
            .and_then(|id| self.asked.get_mut(id));
        for version in asked.into_iter().flat_map(|asked| &mut asked.versions) {
            if version.record == record {
                version.area.forget();
            }
        }
    }
}

/// Whether what a record said still counts: a request until its last occurrence is due, and an
/// answer while a position or a declaration of it stands.
#[must_use]
pub fn in_force(register: &Register, record: LogIndex, at: Standpoint) -> bool {
    if register.requests.answers.contains_key(&record) {
        return answer::in_force(register, record, at);
    }
    let Some(asked) = register
        .requests
        .requested
        .get(&record)
        .and_then(|id| register.requests.asked.get(id))
    else {
        return false;
    };
    let Some(current) = asked
        .known(at.known_at)
        .last()
        .filter(|version| version.record == record)
    else {
        return false;
    };
    let due = current.first.saturating_add(current.said.due(at.now));
    due < current.end() || asked.waited_for().next().is_some()
}

fn invalid(what: impl Into<String>) -> Refusal {
    Refusal::new(RefusalCode::Invalid, what)
}

/// Judges a request.
///
/// # Errors
/// [`Refusal`]: not the centre, an addressee or a zone that is not here, times that cannot be met.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &Request,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    register
        .authority
        .centre_only(said, "asks parties for their whereabouts")?;
    enrolled(register, body.to)?;
    if !register.zones.is_known(body.zone, register.size) {
        return Err(Refusal::new(
            RefusalCode::MissingReference,
            format!(
                "there is no zone {}; draw its boundary or give its words first",
                body.zone
            ),
        ));
    }
    if body.forces.is_empty() {
        return Err(invalid(
            "the request asks for no class of force; name at least one",
        ));
    }
    let before = register.requests.current(body.id, register.size);
    if before.is_some_and(|before| before.said.to != body.to) {
        return Err(invalid(
            "this id asks another party; ask this one under a new id",
        ));
    }
    if before.is_none() && register.requests.asked.len() >= MAX_REQUESTS {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            "the register holds at most 100,000 requests",
        ));
    }
    judge_times(said, body, before.is_some(), out)?;
    opened::<Volume4d>(said, body.area, Label::Area, "area")?;
    out.tell(body.to, Resolution::Exact);
    Ok(())
}

fn judge_times(
    said: &Said<'_>,
    body: &Request,
    replaces: bool,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    if body.due_by <= body.as_of {
        return Err(invalid(
            "the answer is due before the time it is to be true at; correct the two times",
        ));
    }
    if body.every.is_some_and(|every| every < LEAST_RECURRENCE) {
        return Err(invalid(
            "a request comes again after one minute at the earliest",
        ));
    }
    if body.occurrences() == 0 && !replaces {
        return Err(invalid(
            "the request ends before its first occurrence is due; correct \"until\"",
        ));
    }
    if let Some(remind) = body.remind
        && (remind == Span::ZERO || remind > body.due_by.since(body.as_of))
    {
        return Err(invalid(
            "a reminder comes before the answer is due and not before the time it is to be true at; correct its span",
        ));
    }
    match body.due(said.now) {
        0 => {}
        1 => {
            out.flags.insert(Flag::Late);
        }
        _ => {
            return Err(invalid(
                "several occurrences are past already; let the first one be the next that can be answered",
            ));
        }
    }
    Ok(())
}

/// Takes a request in.
pub fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &Request) {
    register.requests.requested.insert(admitted.index, body.id);
    let asked = register.requests.asked.entry(body.id).or_default();
    let version = Version {
        record: admitted.index,
        received_at: admitted.received_at(),
        said: body.clone(),
        area: admitted.told(body.area, Label::Area),
        first: asked.untouched(admitted.received_at()),
    };
    asked.versions.push(version);
    asked.settle();
    let requests = &mut register.requests;
    requests.to.entry(body.to).or_default().insert(body.id);
}

#[cfg(test)]
pub(crate) mod tests;
