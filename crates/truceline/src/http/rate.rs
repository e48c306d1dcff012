//! How often somebody may ask: the share of every endpoint and of every kind of statement.
//!
//! Who is known is counted by key (checks: by party), who is not by network address. What one asks for takes nothing
//! from another's share. **Never counted**: statements that may add presence, stops, answers to them, acknowledgements
//! of alerts, revocations, and anything that this release cannot read. A share that is used up is curable: nothing is on
//! record, no id is used up, and the same is taken later.
//!
//! A share is so many at once, which come back evenly over a minute (the generic cell rate algorithm). What is
//! remembered is one moment for each caller, until its share is whole again.

use super::caller::Caller;
use super::problem::problem;
use crate::exit::Problem;
use crate::wire::problem::ProblemDocument;
use axum::extract::ConnectInfo;
use axum::http::HeaderValue;
use axum::http::header::RETRY_AFTER;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use truceline_register::act::Act;
use truceline_register::ids::{KeyId, PartyId};

/// The time in which a share comes back whole.
const MINUTE: Duration = Duration::from_secs(60);

/// Most callers remembered of one share, some 10 MB in all; more at a time are turned away until others' shares are
/// whole. Parties and keys are never that many: it bounds what strangers' addresses take.
pub const MAX_CALLERS: usize = 20_000;

/// Bytes of a statement that count as one.
pub const WEIGHED_BY: usize = 8 * 1024;

/// How often what is remembered is gone through for shares that are whole again, while it is full.
const TIDY_EVERY: Duration = Duration::from_secs(1);

/// Which share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Share {
    /// Not counted.
    Free,
    /// Signing in, and codes of invitations: what could be guessed.
    SignIn,
    /// What a stranger may ask for, and everything that nobody has signed.
    Outside,
    /// The public log, which monitors fetch in pieces.
    Public,
    /// What is read with a key.
    Asking,
    /// Answers that take long to make.
    Weighty,
    /// Checks.
    Check,
    /// Statements that add no presence and are not urgent.
    Saying,
}

/// How many of a share at once, and in a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Limits {
    /// Signing in, by address.
    pub sign_in: u32,
    /// Unsigned requests, by address.
    pub outside: u32,
    /// The public log, by address.
    pub public: u32,
    /// Signed readings, by key.
    pub asking: u32,
    /// Inquiries and bundles, by key.
    pub weighty: u32,
    /// Checks, by party.
    pub checks: u32,
    /// Ordinary statements, by key.
    pub saying: u32,
}

impl Default for Limits {
    /// RELIABILITY S10 for strangers and checks; else what no desk comes near.
    fn default() -> Self {
        Self {
            sign_in: 10,
            outside: 50,
            public: 1_200,
            asking: 3_000,
            weighty: 120,
            checks: 60,
            saying: 1_200,
        }
    }
}

impl Limits {
    /// None that anybody meets: for load generators and tests.
    #[must_use]
    pub const fn off() -> Self {
        Self {
            sign_in: u32::MAX,
            outside: u32::MAX,
            public: u32::MAX,
            asking: u32::MAX,
            weighty: u32::MAX,
            checks: u32::MAX,
            saying: u32::MAX,
        }
    }

    const fn of(&self, share: Share) -> u32 {
        match share {
            Share::Free => u32::MAX,
            Share::SignIn => self.sign_in,
            Share::Outside => self.outside,
            Share::Public => self.public,
            Share::Asking => self.asking,
            Share::Weighty => self.weighty,
            Share::Check => self.checks,
            Share::Saying => self.saying,
        }
    }
}

/// Every endpoint with its share; a test holds it against the table of access. `Free` for statements: they are counted
/// one by one, by what they say ([`of_act`]).
pub const TABLE: &[(&str, &str, Share)] = &[
    // A page with its files: a stranger's share would not hold one visit.
    ("GET", "/", Share::Public),
    ("GET", "/console/{*path}", Share::Public),
    ("GET", "/verify.html", Share::Public),
    ("GET", "/healthz", Share::Free),
    ("GET", "/readyz", Share::Free),
    ("GET", "/metrics", Share::Outside),
    ("GET", "/v1/openapi.json", Share::Outside),
    ("GET", "/v1/docs", Share::Outside),
    ("GET", "/v1/register", Share::Outside),
    ("POST", "/v1/statements", Share::Free),
    ("GET", "/v1/parties", Share::Asking),
    ("GET", "/v1/desks", Share::Asking),
    ("GET", "/v1/keys", Share::Asking),
    ("GET", "/v1/zones", Share::Asking),
    ("GET", "/v1/zones/{zone}", Share::Asking),
    ("GET", "/v1/channels", Share::Asking),
    ("GET", "/v1/notifications", Share::Asking),
    (
        "GET",
        "/v1/notifications/{party}/{notification}",
        Share::Asking,
    ),
    ("GET", "/v1/places", Share::Weighty),
    ("GET", "/v1/requests", Share::Asking),
    ("GET", "/v1/requests/{request}", Share::Asking),
    ("GET", "/v1/plans", Share::Asking),
    ("GET", "/v1/checks/{index}", Share::Asking),
    ("GET", "/v1/inbox", Share::Asking),
    ("GET", "/v1/duty", Share::Asking),
    ("GET", "/v1/handover", Share::Asking),
    ("GET", "/v1/informed", Share::Asking),
    ("GET", "/v1/holds", Share::Asking),
    ("GET", "/v1/actors", Share::Asking),
    ("GET", "/v1/actors/{id}/designations", Share::Asking),
    ("GET", "/v1/agreements", Share::Asking),
    ("GET", "/v1/agreements/{id}", Share::Asking),
    ("GET", "/v1/agreements/{id}/calendar", Share::Asking),
    ("GET", "/v1/incidents", Share::Asking),
    ("GET", "/v1/incidents/{incident}", Share::Asking),
    ("GET", "/v1/incidents/{incident}/claims", Share::Asking),
    (
        "GET",
        "/v1/incidents/{incident}/side-by-side",
        Share::Asking,
    ),
    ("GET", "/v1/incidents/{incident}/timeline", Share::Asking),
    ("GET", "/v1/incidents/{incident}/state", Share::Weighty),
    ("GET", "/v1/information-requests/{request}", Share::Asking),
    ("GET", "/v1/claims/{claim}", Share::Asking),
    ("GET", "/v1/allegations", Share::Asking),
    ("GET", "/v1/allegations/{party}/{allegation}", Share::Asking),
    ("GET", "/v1/reconciliations", Share::Asking),
    ("GET", "/v1/reconciliations/{reconciliation}", Share::Asking),
    (
        "GET",
        "/v1/reconciliations/{reconciliation}/proposal",
        Share::Weighty,
    ),
    (
        "GET",
        "/v1/reconciliations/{reconciliation}/draft",
        Share::Weighty,
    ),
    ("GET", "/v1/bulletins", Share::Outside),
    ("GET", "/v1/bulletins/feed", Share::Outside),
    ("GET", "/v1/bulletins/feed/{zone}", Share::Outside),
    ("GET", "/v1/bulletins/{party}/{bulletin}", Share::Outside),
    (
        "GET",
        "/v1/bulletins/{party}/{bulletin}/page",
        Share::Outside,
    ),
    (
        "GET",
        "/v1/bulletins/{party}/{bulletin}/table",
        Share::Outside,
    ),
    (
        "GET",
        "/v1/bulletins/{party}/{bulletin}/proof",
        Share::Outside,
    ),
    ("GET", "/v1/evidence", Share::Asking),
    ("GET", "/v1/evidence/{evidence}", Share::Asking),
    ("GET", "/v1/evidence/{evidence}/content", Share::Weighty),
    ("GET", "/v1/coverage", Share::Weighty),
    ("GET", "/v1/alerts", Share::Asking),
    ("GET", "/v1/outbox", Share::Asking),
    ("POST", "/v1/outbox/retry", Share::Asking),
    ("POST", "/v1/outbox/drop", Share::Asking),
    ("GET", "/v1/stops", Share::Asking),
    ("GET", "/v1/line-tests", Share::Asking),
    ("GET", "/v1/looks", Share::Asking),
    ("GET", "/v1/records", Share::Asking),
    ("GET", "/v1/records/{index}", Share::Asking),
    ("GET", "/v1/receipts/{index}", Share::Asking),
    ("GET", "/v1/checkpoint", Share::Asking),
    ("GET", "/v1/consistency", Share::Asking),
    ("GET", "/v1/portion", Share::Asking),
    ("GET", "/v1/events", Share::Asking),
    ("POST", "/v1/inquiries", Share::Weighty),
    ("POST", "/v1/bundles", Share::Weighty),
    ("POST", "/v1/challenges", Share::Outside),
    ("POST", "/v1/session", Share::SignIn),
    ("GET", "/v1/session", Share::Asking),
    ("DELETE", "/v1/session", Share::Asking),
    ("DELETE", "/v1/persons/{person}/sessions", Share::Asking),
    ("POST", "/v1/invitations", Share::Asking),
    ("GET", "/v1/invitations", Share::Asking),
    ("DELETE", "/v1/invitations/{name}", Share::Asking),
    ("POST", "/v1/cards", Share::SignIn),
    ("POST", "/v1/vault/rotation", Share::Weighty),
    ("GET", "/v1/vault/rotation", Share::Asking),
    ("GET", "/log/checkpoint", Share::Public),
    ("GET", "/log/tile/{*path}", Share::Public),
    ("POST", "/witness/add-checkpoint", Share::Outside),
];

/// The share of an endpoint; one without a row is a stranger's.
#[must_use]
pub fn of_endpoint(method: &str, path: &str) -> Share {
    TABLE
        .iter()
        .find(|row| (row.0, row.1) == (method, path))
        .map_or(Share::Outside, |row| row.2)
}

/// The share of a validly signed statement. Only what is listed is counted: what is forgotten here is never presence
/// that was turned away.
#[must_use]
pub const fn of_act(act: &Act) -> Share {
    match act {
        Act::CheckAsked(_) => Share::Check,
        Act::PartyEnrolled(_)
        | Act::DeskOpened(_)
        | Act::KeyEnrolled(_)
        | Act::KeyRotated(_)
        | Act::PartyChanged(_)
        | Act::BoundaryDrawn(_)
        | Act::ProfileSet(_)
        | Act::Nil(_)
        | Act::Withdrawn(_)
        | Act::Contested(_)
        | Act::Requested(_)
        | Act::Acknowledged(_)
        | Act::ChannelReported(_)
        | Act::PlanFiled(_)
        | Act::PlanAmended(_)
        | Act::PlanStepped(_)
        | Act::Confirmed(_)
        | Act::Countersigned(_)
        | Act::ErasureAsked(_)
        | Act::LineTested(_)
        | Act::Informed(_)
        | Act::SignedOn(_)
        | Act::SignedOff(_)
        | Act::HandedOver(_)
        | Act::ConsentChanged(_)
        | Act::PackAsked(_)
        | Act::HoldPlaced(_)
        | Act::HoldLifted(_)
        | Act::ActorEntered(_)
        | Act::Designated(_)
        | Act::DesignationWithdrawn(_)
        | Act::AgreementEntered(_)
        | Act::ZoneBound(_)
        | Act::ZoneUnbound(_)
        | Act::IncidentOpened(_)
        | Act::IncidentAmended(_)
        | Act::InformationRequested(_)
        | Act::InformationAnswered(_)
        | Act::ClaimMade(_)
        | Act::StanceTaken(_)
        | Act::ClaimWithdrawn(_)
        | Act::AllegationMade(_)
        | Act::AllegationCorrected(_)
        | Act::AllegationGraded(_)
        | Act::AllegationAnswered(_)
        | Act::AllegationWithdrawn(_)
        | Act::ReconciliationOpened(_)
        | Act::PairJudged(_)
        | Act::JudgementUndone(_)
        | Act::EntryDisputed(_)
        | Act::BulletinPublished(_)
        | Act::EvidenceEntered(_)
        | Act::EvidencePart(_)
        | Act::EvidenceHandled(_)
        | Act::EvidenceWithdrawn(_) => Share::Saying,
        _ => Share::Free,
    }
}

/// Who is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counted {
    /// An address; of the newer kind the network that one customer has.
    Address(IpAddr),
    /// A key.
    Key(KeyId),
    /// A party.
    Party(PartyId),
}

impl Counted {
    /// Whoever sends a request, by where it comes from.
    #[must_use]
    pub fn sender(parts: &Parts) -> Self {
        let from = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let address = from.map_or(IpAddr::from([0; 4]), |ConnectInfo(from)| from.ip());
        Self::Address(match address.to_canonical() {
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                IpAddr::from([a, b, c, d, 0, 0, 0, 0])
            }
            address => address,
        })
    }

    /// Whoever holds a key.
    #[must_use]
    pub const fn of(caller: &Caller) -> Self {
        Self::Key(caller.key)
    }
}

#[derive(Default)]
struct Remembered {
    /// When each share will be whole again.
    whole_at: BTreeMap<Counted, Instant>,
    tidied_at: Option<Instant>,
}

/// Shares in use.
pub struct Rates {
    limits: Limits,
    remembered: BTreeMap<Share, Mutex<Remembered>>,
    /// Places for answers that wait.
    held_back: Semaphore,
}

/// How long the answer waits for whoever has used up its share: so that a few connections that ask without a pause
/// cost the others next to nothing, whatever each request costs.
const HELD_BACK: Duration = Duration::from_millis(250);
/// Most answers that wait at once; beyond it the connection is closed instead.
const MAX_HELD_BACK: usize = 1_024;

/// A share is used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsedUp {
    /// After so many seconds there is room for one.
    pub retry_s: u32,
}

impl Rates {
    /// With these limits, all whole.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        let shares = [
            Share::SignIn,
            Share::Outside,
            Share::Public,
            Share::Asking,
            Share::Weighty,
            Share::Check,
            Share::Saying,
        ];
        Self {
            limits,
            remembered: shares
                .into_iter()
                .map(|share| (share, Mutex::default()))
                .collect(),
            held_back: Semaphore::new(MAX_HELD_BACK),
        }
    }

    /// Has an answer to somebody whose share is used up wait. Whether there was a place to wait in.
    pub async fn hold_back(&self) -> bool {
        let Ok(_place) = self.held_back.try_acquire() else {
            return false;
        };
        tokio::time::sleep(HELD_BACK).await;
        true
    }

    /// Takes one of somebody's share.
    ///
    /// # Errors
    /// [`UsedUp`]: nothing was taken.
    pub fn take(&self, share: Share, who: Counted) -> Result<(), UsedUp> {
        self.take_at(share, who, Instant::now())
    }

    /// Takes of the signer's share as much as a statement of so many bytes weighs: one for each [`WEIGHED_BY`] begun,
    /// so that boundaries as large as they may be cost as much of it as of the server.
    ///
    /// # Errors
    /// [`UsedUp`]: nothing was taken.
    pub fn take_statement(&self, share: Share, who: Counted, bytes: usize) -> Result<(), UsedUp> {
        let weight = u32::try_from(bytes.div_ceil(WEIGHED_BY)).unwrap_or(u32::MAX);
        self.take_some_at(share, who, weight, Instant::now())
    }

    fn take_at(&self, share: Share, who: Counted, now: Instant) -> Result<(), UsedUp> {
        self.take_some_at(share, who, 1, now)
    }

    fn take_some_at(
        &self,
        share: Share,
        who: Counted,
        weight: u32,
        now: Instant,
    ) -> Result<(), UsedUp> {
        let most = self.limits.of(share).max(1);
        let Some(remembered) = self.remembered.get(&share).filter(|_| most < u32::MAX) else {
            return Ok(());
        };
        let every = MINUTE / most;
        let mut remembered = remembered.lock().unwrap_or_else(PoisonError::into_inner);
        let before = remembered.whole_at.get(&who).copied();
        if before.is_none() && !remembered.has_room(now) {
            return Err(UsedUp { retry_s: 1 });
        }
        let whole_at = before.map_or(now, |before| before.max(now)) + every * weight.clamp(1, most);
        let wait = whole_at.duration_since(now).saturating_sub(MINUTE);
        if !wait.is_zero() {
            let whole_seconds = u32::try_from(wait.as_secs()).unwrap_or(u32::MAX);
            return Err(UsedUp {
                retry_s: whole_seconds.saturating_add(1),
            });
        }
        remembered.whole_at.insert(who, whole_at);
        Ok(())
    }
}

impl Remembered {
    /// Forgets whose share is whole again, when there is no room for another.
    fn has_room(&mut self, now: Instant) -> bool {
        if self.whole_at.len() < MAX_CALLERS {
            return true;
        }
        let is_early = |at: Instant| now.duration_since(at) < TIDY_EVERY;
        if !self.tidied_at.is_some_and(is_early) {
            self.tidied_at = Some(now);
            self.whole_at.retain(|_, whole_at| *whole_at > now);
        }
        self.whole_at.len() < MAX_CALLERS
    }
}

impl UsedUp {
    /// What a caller is told.
    #[must_use]
    pub fn problem(self) -> Problem {
        let what = format!(
            "more than this caller's share of a minute; nothing was recorded, the same is taken in {} s",
            self.retry_s
        );
        problem("too-many-requests", what)
    }

    /// The same as an answer.
    #[must_use]
    pub fn response(self) -> Response {
        let problem = self.problem();
        let mut response = problem.clone().into_response();
        let document = ProblemDocument {
            retry_after_s: Some(self.retry_s),
            ..ProblemDocument::of(&problem)
        };
        *response.body_mut() = crate::render::json(&document).into();
        let headers = response.headers_mut();
        headers.insert(RETRY_AFTER, HeaderValue::from(self.retry_s));
        headers.remove(axum::http::header::CONTENT_LENGTH);
        response
    }
}

#[cfg(test)]
mod tests;
