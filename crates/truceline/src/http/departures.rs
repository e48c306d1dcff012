//! Words of stops on their way out: from the stream that hands them on to the record that they have left.
//!
//! A stream hands an event on ([`Departing::hand_on`]) and, when it is asked for the next, marks the place in its
//! connection's work; once that has passed ([`super::outflow`]) the stop counts as gone, and what is gone goes on
//! record a moment later, many together. It waits in the ordinary lane: it must not keep a stop or an answer
//! waiting. Where a connection ends before, or notes nothing, nothing is recorded.

use super::outflow::{Mark, Outflow};
use super::server::Server;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use truceline_engine::writer::queue::Lane;
use truceline_register::ids::LogIndex;
use truceline_register::stop::delivery::Left;

/// How often what has left is put on record: what leaves meanwhile shares a record.
const GATHER: Duration = Duration::from_millis(200);
/// Most that wait to be put on record; beyond it they are not recorded as delivered.
const MAX_WAITING: usize = 100_000;
/// After so long a stream that waits for its connection makes it take another turn.
const NUDGE: Duration = Duration::from_millis(25);
/// So often; then the socket takes nothing, and it is made to more rarely.
const NUDGES: u32 = 40;
const SLOW_NUDGE: Duration = Duration::from_millis(400);

/// What has left and is not on record. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Departures(Arc<Mutex<Vec<Left>>>);

impl Departures {
    /// Something has left.
    pub fn add(&self, left: Left) {
        self.put_back(vec![left]);
    }

    fn take(&self) -> Vec<Left> {
        std::mem::take(&mut self.waiting())
    }

    fn put_back(&self, mut left: Vec<Left>) {
        let mut waiting = self.waiting();
        waiting.append(&mut left);
        waiting.truncate(MAX_WAITING);
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Left>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What one stream has handed on.
#[derive(Debug)]
pub struct Departing {
    outflow: Option<Outflow>,
    /// With the event that was given last: it lies with nobody until the next is asked for.
    given: Vec<LogIndex>,
    leaving: Vec<(Mark, LogIndex)>,
    nudges: u32,
}

impl Departing {
    /// Of a stream; without its connection's notes nothing ever counts as gone.
    #[must_use]
    pub const fn new(outflow: Option<Outflow>) -> Self {
        Self {
            outflow,
            given: Vec::new(),
            leaving: Vec::new(),
            nudges: 0,
        }
    }

    /// An event is given to the connection that tells of these stops.
    pub fn hand_on(&mut self, stops: Vec<LogIndex>) {
        self.given = stops;
    }

    /// The connection asks for the next event: it has the last one. Gives what has left since.
    pub fn left(&mut self) -> Vec<LogIndex> {
        let given = std::mem::take(&mut self.given);
        let Some(outflow) = &self.outflow else {
            return Vec::new();
        };
        let mark = outflow.mark();
        self.leaving
            .extend(given.into_iter().map(|stop| (mark, stop)));
        let passed = |(mark, _): &(Mark, LogIndex)| outflow.has_passed(*mark);
        let handed_on = std::mem::take(&mut self.leaving).into_iter();
        let (left, leaving): (Vec<_>, Vec<_>) = handed_on.partition(passed);
        self.leaving = leaving;
        if self.leaving.is_empty() {
            self.nudges = 0;
        }
        left.into_iter().map(|(_, stop)| stop).collect()
    }

    /// Whether something handed on has not left.
    #[must_use]
    pub const fn waits(&self) -> bool {
        !self.leaving.is_empty()
    }

    /// How long to wait until the connection is made to take another turn.
    #[must_use]
    pub const fn patience(&self) -> Duration {
        if self.nudges >= NUDGES {
            SLOW_NUDGE
        } else {
            NUDGE
        }
    }

    /// It is made to take another turn.
    pub const fn nudged(&mut self) {
        self.nudges = self.nudges.saturating_add(1);
    }
}

/// Puts on record what has left, for as long as the server runs. What could not be recorded is tried again.
pub async fn keep_departures(server: Arc<Server>) {
    loop {
        let left = server.departures.take();
        if !left.is_empty() {
            let again = left.clone();
            let noted = server.notice(
                Lane::Ordinary,
                Box::new(move |register, context| {
                    let draft = register.delivered(&left, context);
                    draft.into_iter().collect()
                }),
            );
            if noted.await.is_err() {
                server.departures.put_back(again);
            }
        }
        tokio::time::sleep(GATHER).await;
    }
}
