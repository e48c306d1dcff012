//! Which desks are there: those that follow the event stream.
//!
//! A desk that opened a stream is there until its last stream has been closed for [`PATIENCE`]; then the register
//! notes that it is gone, which makes the channel of a party without any desk unattended. A desk that never
//! opened a stream is none of this: it may be telephoned. Not here: what that does to checks (the register's).

use super::server::Server;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use truceline_engine::writer::queue::Lane;
use truceline_register::ids::{DeskId, PartyId};

/// How long a desk may be without a stream before it counts as gone: a line that breaks is taken up again
/// within less.
pub const PATIENCE: Duration = Duration::from_secs(60);
const LOOK: Duration = Duration::from_millis(500);

type Key = (PartyId, DeskId);

#[derive(Clone, Copy, Debug)]
struct Seat {
    streams: usize,
    /// When the last stream closed.
    left: Instant,
    /// What the register was told last.
    told: Option<bool>,
}

/// The desks that follow. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Attendance(Arc<Mutex<BTreeMap<Key, Seat>>>);

/// A stream of a desk; the desk may leave when it is dropped.
pub struct Presence {
    attendance: Attendance,
    key: Key,
}

impl Attendance {
    /// With the desks that the register believes to be there: they have as long to come back as any.
    #[must_use]
    pub fn of(present: impl IntoIterator<Item = Key>) -> Self {
        let seat = Seat {
            streams: 0,
            left: Instant::now(),
            told: Some(true),
        };
        let seats = present.into_iter().map(|key| (key, seat)).collect();
        Self(Arc::new(Mutex::new(seats)))
    }

    /// A desk opens a stream.
    #[must_use]
    pub fn enter(&self, party: PartyId, desk: DeskId) -> Presence {
        let key = (party, desk);
        let mut seats = self.seats();
        let seat = seats.entry(key).or_insert(Seat {
            streams: 0,
            left: Instant::now(),
            told: None,
        });
        seat.streams += 1;
        drop(seats);
        Presence {
            attendance: self.clone(),
            key,
        }
    }

    /// What is to be told to the register now.
    fn changes(&self, now: Instant) -> Vec<(Key, bool)> {
        let seats = self.seats();
        let changes = seats.iter().filter_map(|(key, seat)| {
            let there = seat.streams > 0 || now.duration_since(seat.left) < PATIENCE;
            let changed = seat.told != Some(there) && (there || seat.told.is_some());
            changed.then_some((*key, there))
        });
        changes.collect()
    }

    fn was_told(&self, key: Key, there: bool) {
        if let Some(seat) = self.seats().get_mut(&key) {
            seat.told = Some(there);
        }
    }

    fn seats(&self) -> MutexGuard<'_, BTreeMap<Key, Seat>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        if let Some(seat) = self.attendance.seats().get_mut(&self.key) {
            seat.streams = seat.streams.saturating_sub(1);
            seat.left = Instant::now();
        }
    }
}

/// Tells the register of desks that come and go, for as long as the server runs. What could not be recorded
/// is told the next time.
pub async fn keep_attendance(server: Arc<Server>) {
    loop {
        for ((party, desk), there) in server.attendance.changes(Instant::now()) {
            let noted = server.notice(
                Lane::Urgent,
                Box::new(move |register, context| {
                    let draft = register.desk_seen(party, desk, there, context);
                    draft.into_iter().collect()
                }),
            );
            if noted.await.is_ok() {
                server.attendance.was_told((party, desk), there);
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: Key = (PartyId::from_bytes([1; 16]), DeskId::from_bytes([2; 16]));

    #[test]
    fn a_desk_comes_at_once_and_goes_after_patience() {
        let attendance = Attendance::default();
        let stream = attendance.enter(KEY.0, KEY.1);
        let now = Instant::now();
        assert_eq!(attendance.changes(now), [(KEY, true)]);
        attendance.was_told(KEY, true);
        assert_eq!(attendance.changes(now + PATIENCE * 2), []);
        drop(stream);
        assert_eq!(attendance.changes(now), []);
        assert_eq!(
            attendance.changes(Instant::now() + PATIENCE),
            [(KEY, false)]
        );
        attendance.was_told(KEY, false);
        let _again = attendance.enter(KEY.0, KEY.1);
        assert_eq!(attendance.changes(now), [(KEY, true)]);
    }

    #[test]
    fn after_a_start_whoever_was_there_has_as_long_to_come_back() {
        let attendance = Attendance::of([KEY]);
        let now = Instant::now();
        assert_eq!(attendance.changes(now), []);
        assert_eq!(attendance.changes(now + PATIENCE), [(KEY, false)]);
    }
}
