//! What came of an entry, read off the records that it made, in the words of [`Fact`].
//!
//! Not here: what was expected ([`super::expectation`]).

use super::cast::{CENTRE, Cast, PartyNumber};
use super::expectation::{Fact, Kind, Shown};
use super::grammar::reconciliation::figure_words;
use super::ids;
use super::names::Names;

use std::collections::{BTreeMap, BTreeSet};
use truceline_register::act::Act;
use truceline_register::check::{Basis, CAVEAT, Overlap, Verdict, view};
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::disclosure::Label;
use truceline_register::codec::record::{Alert, AlertWhy, Effect, Ground, Record};
use truceline_register::counts::ZoneCount;
use truceline_register::ids::{DeskId, NotificationId, PartyId, RequestId};
use truceline_register::vocabulary::Outcome;

/// The words for why an alert is owed.
pub const ALERT_WORDS: &[(AlertWhy, &str)] = &[
    (AlertWhy::OutcomeChanged, "outcome-changed"),
    (AlertWhy::MovementOverdue, "movement-overdue"),
    (AlertWhy::HaltTooLong, "halt-too-long"),
    (AlertWhy::RequestOverdue, "request-overdue"),
    (AlertWhy::ReconfirmDue, "reconfirm-due"),
    (AlertWhy::Unreadable, "unreadable"),
    (AlertWhy::Channel, "channel"),
    (AlertWhy::Escalated, "escalated"),
    (AlertWhy::Probing, "probing"),
    (AlertWhy::ClockDoubted, "clock-doubted"),
    (AlertWhy::Stop, "stop"),
    (AlertWhy::LineTest, "line-test"),
    (AlertWhy::BudgetUsed, "budget-used"),
    (AlertWhy::Unattended, "unattended"),
    (AlertWhy::RequestDue, "request-due"),
];

/// The words of verifiers and witnesses that say no.
pub const EVIDENCE_WORDS: &[&str] = &[
    "bundle",
    "checkpoint",
    "not-believed",
    "order",
    "proof",
    "not-included",
    "record",
    "genesis",
    "authority",
    "authority-chain",
    "end-missing",
    "unknown-key",
    "revoked-key",
    "signature",
    "mismatch",
    "disclosure",
    "time-backward",
    "chain-gap",
    "fork",
    "inconsistent",
];

/// The names of parties, desks and ids of the story, for reading records.
#[derive(Debug)]
pub struct Reading<'a> {
    cast: &'a Cast,
    names: &'a Names,
    parties: BTreeMap<PartyId, PartyNumber>,
    desks: BTreeMap<DeskId, &'a str>,
    requests: BTreeMap<RequestId, String>,
    notifications: BTreeMap<NotificationId, String>,
}

impl<'a> Reading<'a> {
    /// For a cast and the names given so far.
    #[must_use]
    pub fn new(cast: &'a Cast, names: &'a Names, labels: &BTreeSet<String>) -> Self {
        let numbers = || (0..cast.parties.len()).map(PartyNumber);
        let mut desks = BTreeMap::new();
        let mut requests = BTreeMap::new();
        for party in numbers() {
            for (number, name) in cast.of(party).desks.iter().enumerate() {
                desks.insert(ids::desk_id(cast, party, number), name.as_str());
            }
            for label in labels {
                let name = ids::request_label(cast, label, party);
                requests.insert(ids::request_id(cast, label, party), name);
            }
        }
        let notifications = labels
            .iter()
            .map(|label| (ids::notification_id(label), label.clone()))
            .collect();
        let parties = numbers()
            .map(|number| (ids::party_id(cast, number), number))
            .collect();
        Self {
            cast,
            names,
            parties,
            desks,
            requests,
            notifications,
        }
    }

    /// A party's name in the story.
    #[must_use]
    pub fn party(&self, party: PartyId) -> String {
        self.parties
            .get(&party)
            .map_or_else(|| party.to_string(), |p| self.cast.of(*p).name.clone())
    }

    /// Whether a party is the centre.
    #[must_use]
    pub fn is_centre(&self, party: PartyId) -> bool {
        self.parties.get(&party) == Some(&CENTRE)
    }

    /// The name of a notification.
    #[must_use]
    pub fn notification(&self, id: NotificationId) -> String {
        self.notifications
            .get(&id)
            .cloned()
            .unwrap_or_else(|| id.to_string())
    }

    /// The name of a request to a party.
    #[must_use]
    pub fn request(&self, id: RequestId) -> String {
        self.requests
            .get(&id)
            .cloned()
            .unwrap_or_else(|| id.to_string())
    }

    /// The name of a record.
    #[must_use]
    pub fn record(&self, record: u64) -> String {
        self.names.of(record)
    }

    /// What a record says came of it.
    #[must_use]
    pub fn facts(&self, record: &Record) -> BTreeSet<Fact> {
        let mut facts: BTreeSet<Fact> = record
            .part
            .flags
            .iter()
            .map(|flag| Fact::new(Kind::Flag, format!("flagged {flag}")))
            .collect();
        if let Some(Act::BulletinPublished(body)) =
            record.payload.as_ref().map(|payload| &payload.act)
        {
            let figures = body.content.sides.iter().map(|side| {
                let total = side.total;
                let numbers = [total.listed, total.matched, total.only, total.disputed];
                figure_words(&self.party(side.party), numbers)
            });
            facts.extend(figures.map(|words| Fact::new(Kind::Shown(Shown::Lists), words)));
        }
        for effect in &record.part.effects {
            match effect {
                Effect::Inbox { to, resolution, .. } => {
                    let to = self.party(*to);
                    facts.insert(Fact::new(Kind::Told, format!("tells {to} {resolution}")));
                }
                Effect::Verdict(verdict) => facts.extend(self.verdict(record, verdict)),
                Effect::Alert(alert) => {
                    facts.insert(Fact::new(Kind::Alert, self.alert(alert)));
                }
                Effect::Retold {
                    to,
                    record: told,
                    resolution,
                    ..
                } => {
                    let (to, of) = (self.party(*to), self.record(*told));
                    let words = match record.part.ground {
                        Ground::PassedOn { cause } if cause == *told => {
                            format!("tells {to} {resolution}")
                        }
                        _ => format!("shows {to} {of} {resolution}"),
                    };
                    facts.insert(Fact::new(Kind::Told, words));
                }
                Effect::OwnerCounts { to, counts } => {
                    let words = self.counted(*to, record, *counts);
                    facts.insert(Fact::new(Kind::Told, words));
                }
                Effect::Completes(_)
                | Effect::ClockRead { .. }
                | Effect::Looks(_)
                | Effect::Noticed(_)
                | Effect::Reminded { .. }
                | Effect::Counted(_)
                | Effect::Packed(_)
                | Effect::StateAttached(_)
                | Effect::ActiveContent
                | Effect::Delivered { .. } => {}
                Effect::Listed(listed) => {
                    let (one, other) = (listed.one.len(), listed.other.len());
                    let words = format!("lists {one} and {other} beside {}", listed.beside.len());
                    facts.insert(Fact::new(Kind::Shown(Shown::Lists), words));
                }
                Effect::Overdue { request, .. } => {
                    let words = format!("overdue {}", self.request(*request));
                    facts.insert(Fact::new(Kind::Overdue, words));
                }
            }
        }
        facts
    }

    /// How many plans and checks overlapped how many notifications of an owner's, all zones together.
    fn counted(&self, to: PartyId, record: &Record, counts: Digest) -> String {
        let opened = record
            .disclosures
            .open::<Vec<ZoneCount>>(Some(counts), Label::Basis);
        let counts = opened.ok().flatten().unwrap_or_default();
        let checks: u32 = counts.iter().map(|count| count.checks).sum();
        let overlaps: u32 = counts.iter().map(|count| count.overlaps).sum();
        format!("counts for {} {checks} over {overlaps}", self.party(to))
    }

    fn alert(&self, alert: &Alert) -> String {
        let word = ALERT_WORDS
            .iter()
            .find(|(why, _)| *why == alert.why)
            .map_or("", |(_, word)| word);
        let to = self.party(alert.to);
        match alert.desk.and_then(|desk| self.desks.get(&desk)) {
            Some(desk) => format!("alert {to} \"{desk}\" {word}"),
            None => format!("alert {to} {word}"),
        }
    }

    fn verdict(&self, record: &Record, verdict: &Verdict) -> BTreeSet<Fact> {
        let mut facts = BTreeSet::new();
        let watch = if verdict.check.is_none() {
            "watch: "
        } else {
            ""
        };
        let Some(basis) = basis(record, verdict) else {
            let words = format!("{watch}{} without a basis", spoken(verdict.outcome));
            return BTreeSet::from([Fact::new(Kind::Outcome, words)]);
        };
        facts.insert(Fact::new(
            Kind::Outcome,
            format!("{watch}{}", self.outcome(verdict.outcome, &basis)),
        ));
        for coverage in &basis.coverage {
            let party = self.party(coverage.party);
            let words = format!("covered {party} for {}", coverage.covered);
            facts.insert(Fact::new(Kind::Coverage, words));
        }
        facts
    }

    /// An outcome with what it rests on, as the centre sees it.
    #[must_use]
    pub fn outcome(&self, outcome: Outcome, basis: &Basis) -> String {
        match outcome {
            Outcome::NoneKnown => spoken(outcome).to_owned(),
            Outcome::Overlap => {
                let named: BTreeSet<String> = basis
                    .overlaps
                    .iter()
                    .map(|overlap| self.overlap(overlap))
                    .collect();
                let named: Vec<String> = named.into_iter().collect();
                if named.is_empty() {
                    return "OVERLAP in its cells alone".to_owned();
                }
                format!("OVERLAP of {}", named.join(" and "))
            }
            Outcome::Unknown => {
                let told = basis.coarse.as_ref().filter(|_| !basis.is_withheld());
                let reasons: BTreeSet<String> = told
                    .map_or(&basis.reasons, |coarse| &coarse.reasons)
                    .iter()
                    .map(|reason| match reason.party {
                        Some(party) => format!("{} {}", reason.why.word(), self.party(party)),
                        None => reason.why.word().to_owned(),
                    })
                    .collect();
                let reasons: Vec<String> = reasons.into_iter().collect();
                format!("CANNOT SAY: {}", reasons.join(" and "))
            }
        }
    }

    fn overlap(&self, overlap: &Overlap) -> String {
        let mut words = match overlap.notification {
            Some(about) => self.notification(about.id),
            None => self.record(overlap.record),
        };
        let marks = [
            ("contested", overlap.contested),
            ("relayed", overlap.relayed),
            ("stale", overlap.stale),
        ];
        for (mark, _) in marks.iter().filter(|(_, holds)| *holds) {
            words.push(' ');
            words.push_str(mark);
        }
        words
    }

    /// What the asker of a check hears, in sentences; nothing of whose it is or where.
    #[must_use]
    pub fn heard(&self, record: &Record) -> Vec<String> {
        let mut heard = Vec::new();
        for effect in &record.part.effects {
            let Effect::Verdict(verdict) = effect else {
                continue;
            };
            let Some(basis) = basis(record, verdict) else {
                continue;
            };
            let view = view::asker_view(verdict, &basis);
            match (view.outcome, view.reference) {
                (Outcome::Overlap, Some(reference)) => {
                    heard.push(format!(
                        "the asker hears: OVERLAP, contact the centre, reference {reference}"
                    ));
                }
                (Outcome::Overlap, None) => {
                    heard.push("the planner hears: OVERLAP, contact the centre".to_owned());
                }
                (Outcome::Unknown | Outcome::NoneKnown, _) => {
                    let next = view
                        .next_call
                        .party
                        .map_or_else(|| "the centre".to_owned(), |p| self.party(p));
                    heard.push(format!("good until {}; next call: {next}", view.expires_at));
                }
            }
        }
        heard
    }
}

/// The basis of a verdict, where the vault still has it.
fn basis(record: &Record, verdict: &Verdict) -> Option<Basis> {
    record
        .disclosures
        .open(Some(verdict.basis), Label::Basis)
        .ok()
        .flatten()
}

/// How an outcome is shown and spoken.
#[must_use]
pub const fn spoken(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Overlap => "OVERLAP",
        Outcome::NoneKnown => "NOTHING NOTIFIED",
        Outcome::Unknown => "CANNOT SAY",
    }
}

/// The same under every result.
#[must_use]
pub const fn caveat() -> &'static str {
    CAVEAT
}
