//! `/v1/events`: what concerns the caller's party, as it becomes durable, over server-sent events.
//!
//! Every event has an id; a client that comes back with the last one (`Last-Event-ID`) misses nothing, also
//! after the server was killed: events are made from the log. In the urgent lane there are alerts and stops alone,
//! so that whoever opens it beside the other waits behind nothing. A stream ends when its key is revoked.

use super::caller::Caller;
use super::departures::Departing;
use super::looks;
use super::outflow::Outflow;
use super::presence::Presence;
use super::problem::problem;
use super::server::Server;
use crate::exit::Problem;
use crate::names::Names;
use crate::portion;
use crate::wire::problem::ProblemDocument;
use crate::wire::record::RecordView;
use axum::Extension;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;
use serde::Deserialize;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::watch;
use truceline_engine::writer::queue::Lane;
use truceline_register::codec::record::{Effect, Record};
use truceline_register::ids::{LogIndex, PartyId};
use truceline_register::looks::{Look, Way};
use truceline_register::stop::delivery::{Left, stops_for};
use utoipa::{IntoParams, ToSchema};

/// Most entries that a stream takes in one go.
const STEP: usize = 500;
/// For so long a stream reads from the log in one go: it holds the state meanwhile, which the writer waits for.
const PIECE: Duration = Duration::from_millis(5);
/// How long a stream may stay silent before a line without meaning is sent, so that both ends know that the
/// connection stands.
const KEEP_ALIVE: Duration = Duration::from_secs(10);
/// How often a stream looks whether its key still stands.
const LOOK_AT_KEY: Duration = Duration::from_millis(500);
const LAST_EVENT_ID: &str = "last-event-id";

/// Which events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum EventLane {
    /// Everything that concerns the party.
    #[default]
    All,
    /// Alerts owed to the party, and stops with their ends.
    Urgent,
}

impl EventLane {
    const fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Urgent => "urgent",
        }
    }

    fn holds(self, record: &Record, party: PartyId) -> bool {
        self == Self::All || is_alert(record, party) || portion::is_stop_or_end(record)
    }
}

/// Which events, and from when on.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Follow {
    /// Everything, or alerts and stops alone.
    #[serde(default)]
    #[param(inline)]
    lane: EventLane,
    /// The id of the last event heard, where it cannot be sent as `Last-Event-ID`.
    after: Option<String>,
    /// From the log's beginning instead of from now on.
    #[serde(default)]
    all: bool,
}

/// Follows what concerns the caller's party
///
/// `event: record`, `event: alert` or `event: stop` (a stop, or its end), with the record as the caller may have it. `event: begin` comes first and
/// says from where the stream goes on.
#[utoipa::path(get, path = "/v1/events", tag = "events", params(Follow,
        ("Last-Event-ID" = Option<String>, Header, description = "The id of the last event heard")),
    responses((status = 200, body = RecordView, content_type = "text/event-stream"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn follow(
    State(server): State<Arc<Server>>,
    caller: Caller,
    outflow: Option<Extension<Outflow>>,
    headers: HeaderMap,
    follow: Result<Query<Follow>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(follow) = follow.map_err(|error| problem("usage", error.body_text()))?;
    let last = headers.get(LAST_EVENT_ID).map(|value| value.to_str());
    let last = match last {
        None => follow.after,
        Some(Ok(text)) => Some(text.to_owned()),
        Some(Err(_)) => return Err(unknown_id()),
    };
    let size = server.state().register.size;
    let next = match last {
        Some(text) => server
            .cursors
            .open(caller.party, follow.lane.word(), &text)
            .filter(|next| *next <= size)
            .ok_or_else(unknown_id)?,
        None if follow.all => 0,
        None => size,
    };
    let outflow = outflow.map(|Extension(outflow)| outflow);
    let following = Following::new(server, caller, outflow, follow.lane, next);
    let events = stream::unfold(following, |mut following| async move {
        let event = following.next().await?;
        Some((Ok::<_, Infallible>(event), following))
    });
    let alive = KeepAlive::new().interval(KEEP_ALIVE);
    let mut response = Sse::new(events).keep_alive(alive).into_response();
    let headers = response.headers_mut();
    headers.insert(
        "x-accel-buffering",
        axum::http::HeaderValue::from_static("no"),
    );
    Ok(response)
}

fn unknown_id() -> Problem {
    problem(
        "usage",
        "the last event's id is not one of this stream; follow without it, and read what was missed from the inbox",
    )
}

/// One open stream.
struct Following {
    server: Arc<Server>,
    caller: Caller,
    lane: EventLane,
    /// Everything below this index was heard.
    next: LogIndex,
    /// With the stops that each tells of.
    ready: VecDeque<(Event, Vec<LogIndex>)>,
    departing: Departing,
    /// Up to where there is something for the party.
    concerned: watch::Receiver<LogIndex>,
    stopping: watch::Receiver<bool>,
    /// The desk is there for as long as the stream stands.
    _presence: Presence,
}

impl Following {
    fn new(
        server: Arc<Server>,
        caller: Caller,
        outflow: Option<Outflow>,
        lane: EventLane,
        next: LogIndex,
    ) -> Self {
        server.metrics.streams().inc();
        let begin = Event::default()
            .event("begin")
            .id(server.cursors.seal(caller.party, lane.word(), next))
            .data("{}");
        Self {
            concerned: server.recent.follow(caller.party),
            stopping: server.stopping(),
            _presence: server.attendance.enter(caller.party, caller.desk),
            server,
            caller,
            lane,
            next,
            ready: VecDeque::from([(begin, Vec::new())]),
            departing: Departing::new(outflow),
        }
    }

    /// The next event; `None` when the stream ends.
    async fn next(&mut self) -> Option<Event> {
        let mut looked = self.server.recent.size();
        loop {
            self.note_departures();
            if !self.may_hear() {
                return None;
            }
            if let Some((event, stops)) = self.ready.pop_front() {
                self.departing.hand_on(stops);
                return Some(event);
            }
            if *self.stopping.borrow() {
                return None;
            }
            let there = *self.concerned.borrow_and_update();
            if there.max(looked) > self.next {
                if self.take().await.is_err() {
                    // Nothing is lost: the same is tried again, for as long as the reason lasts.
                    tokio::time::sleep(LOOK_AT_KEY).await;
                }
                continue;
            }
            let (patience, waits) = (self.departing.patience(), self.departing.waits());
            tokio::select! {
                changed = self.concerned.changed() => changed.ok()?,
                _ = self.stopping.changed() => return None,
                // What was not for the party is passed over, so that the stream stays near the log's end.
                () = tokio::time::sleep(LOOK_AT_KEY) => looked = self.server.recent.size(),
                // A line without meaning makes the connection take another turn.
                () = tokio::time::sleep(patience), if waits => {
                    self.departing.nudged();
                    return Some(Event::default().comment(""));
                }
            }
        }
    }

    /// What was handed on before and has left by now is put on record.
    fn note_departures(&mut self) {
        for stop in self.departing.left() {
            let state = self.server.state();
            self.server.departures.add(Left {
                to: self.caller.party,
                desk: self.caller.desk,
                stop,
                at: self.server.now(&state.register),
            });
        }
    }

    fn may_hear(&self) -> bool {
        let state = self.server.state();
        let now = self.server.now(&state.register);
        Caller::of_key(&state.register, self.caller.key, now).is_ok()
    }

    /// Takes the next entries in.
    async fn take(&mut self) -> Result<(), Problem> {
        let own = self.caller.party;
        let Some((end, names, records, looks)) = self.portion() else {
            return self.take_from_log().await;
        };
        let is_urgent = |record: &Record| EventLane::Urgent.holds(record, own);
        let alerts = records.iter().any(is_urgent);
        let lane = if alerts { Lane::Urgent } else { Lane::Ordinary };
        let on_record = self.server.put_on_record(lane, self.caller, looks).await;
        for record in &records {
            match &on_record {
                Ok(()) => self.put(record, &names),
                // An alert does not wait for room on a disk: it goes out without the place.
                Err(_) if alerts => self.put(&looks::without_place(record), &names),
                Err(problem) => return Err(problem.clone()),
            }
        }
        self.next = end;
        Ok(())
    }

    /// Up to where there are entries at hand, and of those the ones for the party, as it may have them. The
    /// state is let go before anything waits.
    fn portion(&self) -> Option<(LogIndex, Names, Vec<Record>, Vec<Look>)> {
        let state = self.server.state();
        let (register, own) = (&state.register, self.caller.party);
        let centre = register.authority.centre();
        let recent = &self.server.recent;
        let (end, heard) = recent.concerning(own, centre, self.next, STEP)?;
        if heard.is_empty() {
            return Some((end, Names::default(), Vec::new(), Vec::new()));
        }
        let records: Vec<Record> = heard
            .iter()
            .filter_map(|heard| portion::of(own, register, heard.record()?))
            .filter(|record| self.is_wanted(record))
            .collect();
        let now = self.server.now(register);
        let others = records
            .iter()
            .filter(|record| register.owner_of(record.index) != Some(own));
        let looks = others.filter_map(|record| looks::of_record(record, Way::View, now));
        let looks = looks.collect();
        let names = match records.is_empty() {
            true => Names::default(),
            false => Names::of_register(register),
        };
        Some((end, names, records, looks))
    }

    /// The same from the log, for a stream that comes back after long.
    async fn take_from_log(&mut self) -> Result<(), Problem> {
        let (end, records, names) = match self.of_log(true).await {
            Ok(read) => read,
            // An alert does not wait for room on a disk here either: it goes out without the place.
            Err(problem) => {
                let read = self.of_log(false).await?;
                let is_urgent =
                    |record: &Record| EventLane::Urgent.holds(record, self.caller.party);
                if !read.1.iter().any(is_urgent) {
                    return Err(problem);
                }
                read
            }
        };
        for record in &records {
            self.put(record, &names);
        }
        self.next = end;
        Ok(())
    }

    /// The next entries of the log that the stream wants, with places or without, and where they end.
    async fn of_log(&self, places: bool) -> Result<(LogIndex, Vec<Record>, Names), Problem> {
        let (from, own, lane) = (self.next, self.caller.party, self.lane);
        // However many streams come back at once, they leave cores to others.
        let turn = self.server.catching_up(lane == EventLane::Urgent).await?;
        if !self.may_hear() {
            return Ok((from, Vec::new(), Names::default()));
        }
        let read = self.server.read(self.caller, move |sight| {
            let _turn = turn;
            let began = Instant::now();
            let mut end = sight.register().size;
            // Of urgent ones the register knows where they are; all others are looked through.
            let looked_at: Vec<LogIndex> = match lane {
                EventLane::Urgent => portion::urgent_since(sight.register(), own, from),
                EventLane::All => {
                    end = end.min(from + STEP as u64);
                    (from..end).collect()
                }
            };
            let mut records = Vec::new();
            for index in looked_at {
                if index > from && began.elapsed() > PIECE {
                    end = index;
                    break;
                }
                let Some(record) = sight.line(index)?.filter(|record| lane.holds(record, own))
                else {
                    continue;
                };
                if places {
                    records.extend(sight.record_or_filler(index, Way::View)?);
                } else {
                    records.push(record);
                }
            }
            let names = match records.is_empty() {
                true => Names::default(),
                false => sight.names(),
            };
            Ok((end, records, names))
        });
        read.await
    }

    fn is_wanted(&self, record: &Record) -> bool {
        self.lane.holds(record, self.caller.party)
    }

    /// The stops that a record tells the party of and that are not known to have been delivered here.
    fn stops_in(&self, record: &Record) -> Vec<LogIndex> {
        let (own, desk) = (self.caller.party, self.caller.desk);
        if !is_alert(record, own) {
            return Vec::new();
        }
        let state = self.server.state();
        let stops = stops_for(&state.register, record, own).into_iter();
        stops
            .filter(|stop| !state.register.deliveries.has(*stop, (own, desk)))
            .collect()
    }

    fn put(&mut self, record: &Record, names: &Names) {
        let own = self.caller.party;
        let view = RecordView::of(record, names);
        let Ok(data) = serde_json::to_string(&view) else {
            return;
        };
        let cursors = &self.server.cursors;
        let id = cursors.seal(own, self.lane.word(), record.index + 1);
        let kind = if portion::is_stop_or_end(record) {
            "stop"
        } else if is_alert(record, own) {
            "alert"
        } else {
            "record"
        };
        let event = Event::default().event(kind).id(id).data(data);
        self.ready.push_back((event, self.stops_in(record)));
    }
}

/// Whether a record owes a party an alert.
fn is_alert(record: &Record, party: PartyId) -> bool {
    record.part.effects.iter().any(|effect| match effect {
        Effect::Alert(alert) => alert.to == party,
        _ => false,
    })
}

impl Drop for Following {
    fn drop(&mut self) {
        self.server.metrics.streams().dec();
    }
}
