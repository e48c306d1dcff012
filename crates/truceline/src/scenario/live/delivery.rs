//! What arrives where in a story played live: every stream is held against the whole log.

use super::desk::{Arrival, Stream};
use super::{LOOK_AGAIN, Live, PATIENCE, ended};
use crate::exit::Problem;
use crate::portion;
use serde::Serialize;
use std::time::Instant as Moment;
use truceline_register::codec::record::{Effect, Ground, Record};
use truceline_register::ids::LogIndex;

/// What arrived on a desk's stream.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Heard {
    /// Whose stream.
    pub party: String,
    /// Which desk's.
    pub desk: String,
    /// `alert` or `record`.
    pub kind: String,
    /// Which record.
    pub index: LogIndex,
    /// What it tells the desk.
    pub what: String,
    /// Milliseconds since it was said, or since its time had come.
    pub after_ms: f64,
    /// Whether it is its party's own word coming back, or of the register's housekeeping.
    #[serde(skip)]
    pub is_quiet: bool,
}

/// What a moment brought.
#[derive(Default)]
pub(super) struct Brought {
    pub(super) records: Vec<Record>,
    pub(super) heard: Vec<Heard>,
    pub(super) astray: Vec<String>,
}

impl Brought {
    pub(super) fn add(&mut self, more: Self) {
        self.records.extend(more.records);
        self.heard.extend(more.heard);
        self.astray.extend(more.astray);
    }
}

impl Live<'_> {
    /// Waits until every stream has what its party is owed of the records there are now.
    pub(super) fn settle(&mut self, since: Moment) -> Result<Brought, Problem> {
        let mut brought = Brought::default();
        let began = Moment::now();
        loop {
            self.persons[0].replica.catch_up(&mut |_| {})?;
            brought.records.extend(self.owe());
            self.receive(since, &mut brought);
            if self.awaited.is_empty() {
                return Ok(brought);
            }
            if self.server.is_ending() {
                return Err(ended());
            }
            if began.elapsed() > PATIENCE {
                let missing = std::mem::take(&mut self.awaited);
                let missing = missing.into_keys().map(|(stream, index)| {
                    let whose = self.whose(stream);
                    format!("record {index} did not arrive on the stream of {whose}")
                });
                brought.astray.extend(missing);
                return Ok(brought);
            }
            std::thread::sleep(LOOK_AGAIN);
        }
    }

    /// The records that are new, each noted with the streams on which it must arrive.
    fn owe(&mut self) -> Vec<Record> {
        let size = self.register().size;
        let new: Vec<Record> = self.persons[0].replica.since(self.seen).cloned().collect();
        for record in &new {
            for (number, stream) in self.streams.iter().enumerate() {
                if portion::of(stream.id, self.register(), record).is_some() {
                    let alert = owes_alert(record, stream);
                    self.awaited.insert((number, record.index), alert);
                }
            }
        }
        self.seen = size;
        new
    }

    fn receive(&mut self, since: Moment, brought: &mut Brought) {
        for number in 0..self.streams.len() {
            let arrived: Vec<Arrival> = self.streams[number].arrived().collect();
            for arrival in arrived {
                if let Some(index) = arrival.index() {
                    self.early.insert((number, index), arrival);
                }
            }
        }
        let known: Vec<(usize, LogIndex)> = self.early.keys().copied().collect();
        for key in known.into_iter().filter(|(_, index)| *index < self.seen) {
            let Some(arrival) = self.early.remove(&key) else {
                continue;
            };
            let whose = self.whose(key.0);
            match self.awaited.remove(&key) {
                None => brought.astray.push(format!(
                    "record {} arrived on the stream of {whose}, and is not for it",
                    key.1
                )),
                Some(alert) => {
                    if alert != (arrival.event.kind == "alert") {
                        let kind = &arrival.event.kind;
                        let what = format!("record {} came to {whose} as {kind}", key.1);
                        brought.astray.push(what);
                    }
                    brought.heard.push(self.heard(key, &arrival, since));
                }
            }
        }
    }

    fn whose(&self, stream: usize) -> String {
        let stream = &self.streams[stream];
        let party = &self.scenario.cast.of(stream.party).name;
        format!("{party}'s {}", stream.desk)
    }

    fn heard(&self, (stream, index): (usize, LogIndex), arrival: &Arrival, since: Moment) -> Heard {
        let stream = &self.streams[stream];
        let to_it = |one: &&serde_json::Value| one["to"]["id"] == stream.id.to_string();
        let list = |name: &str| arrival.data[name].as_array().cloned().unwrap_or_default();
        let alerts = list("alerts");
        let mut words: Vec<&str> = alerts
            .iter()
            .filter(to_it)
            .filter_map(|alert| alert["why"].as_str())
            .collect();
        let told = list("told");
        words.extend(
            told.iter()
                .filter(to_it)
                .filter_map(|told| told["resolution"].as_str()),
        );
        let by = &arrival.data["statement"]["party"]["id"];
        let is_own = *by == stream.id.to_string() && alerts.iter().find(to_it).is_none();
        Heard {
            party: self.scenario.cast.of(stream.party).name.clone(),
            desk: stream.desk.clone(),
            kind: arrival.event.kind.clone(),
            index,
            is_quiet: is_own || words.is_empty(),
            what: words.join(", "),
            after_ms: arrival.at.saturating_duration_since(since).as_secs_f64() * 1e3,
        }
    }
}

/// A record about the register's own doing: who looked, which desk is there.
pub(super) fn is_housekeeping(record: &Record) -> bool {
    let effects = &record.part.effects;
    let looks = |effect: &Effect| matches!(effect, Effect::Looks(_));
    matches!(record.part.ground, Ground::DeskSeen { .. })
        || (!effects.is_empty() && effects.iter().all(looks))
}

fn owes_alert(record: &Record, stream: &Stream) -> bool {
    let effects = &record.part.effects;
    effects
        .iter()
        .any(|effect| matches!(effect, Effect::Alert(alert) if alert.to == stream.id))
}
