//! Who takes part in a story played live: persons, each a client with a key of their own, and the event
//! streams of desks.

use super::loopback::Loopback;
use crate::client::events::Event;
use crate::exit::Problem;
use crate::replica::Replica;
use crate::scenario::cast::PartyNumber;
use crate::seen::SeenFile;
use crate::voice::Voice;
use serde_json::Value;
use std::sync::mpsc::{Receiver, channel};
use std::time::Instant;
use truceline_engine::keyfile::Seed;
use truceline_register::ids::{LogIndex, PartyId};

/// From the log's beginning, so that every stream can be held against the whole log.
const EVENTS: &str = "/v1/events?all=true";

/// A person with a key of their own, and what that person's party may know.
pub(super) struct Person {
    pub(super) voice: Voice,
    pub(super) seed: Seed,
    pub(super) replica: Replica,
}

impl Person {
    pub(super) fn enter(server: &Loopback, voice: Voice, seed: Seed) -> Result<Self, Problem> {
        let seen = SeenFile::default();
        let replica = Replica::fetch(server.client(&seed)?, voice.card(), seen, &mut |_| {})?;
        replica.heed()?;
        Ok(Self {
            voice,
            seed,
            replica,
        })
    }
}

/// An event of a stream, and when it was there.
pub(super) struct Arrival {
    pub(super) at: Instant,
    pub(super) event: Event,
    pub(super) data: Value,
}

impl Arrival {
    pub(super) fn index(&self) -> Option<LogIndex> {
        self.data["index"].as_u64()
    }
}

/// The event stream of a desk.
pub(super) struct Stream {
    pub(super) party: PartyNumber,
    pub(super) id: PartyId,
    pub(super) desk: String,
    arrivals: Receiver<Arrival>,
}

impl Stream {
    /// Opens the stream of a desk, read by a thread of its own.
    pub(super) fn open(
        server: &Loopback,
        seed: &Seed,
        (party, id): (PartyNumber, PartyId),
        desk: &str,
    ) -> Result<Self, Problem> {
        let mut events = server.client(seed)?.follow(EVENTS)?;
        let (send, arrivals) = channel();
        let reading = move || {
            // Ends with the server, or when nobody listens any more.
            while let Some(event) = events.next_event() {
                let at = Instant::now();
                let data = serde_json::from_str(&event.data).unwrap_or(Value::Null);
                if send.send(Arrival { at, event, data }).is_err() {
                    return;
                }
            }
        };
        std::thread::Builder::new()
            .name("stream".to_owned())
            .spawn(reading)
            .map_err(|error| Problem::unavailable(format!("a stream: {error}")))?;
        Ok(Self {
            party,
            id,
            desk: desk.to_owned(),
            arrivals,
        })
    }

    /// What has arrived since the last look.
    pub(super) fn arrived(&self) -> impl Iterator<Item = Arrival> {
        self.arrivals.try_iter()
    }
}
