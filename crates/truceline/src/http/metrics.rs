//! Figures for whoever runs the server, in Prometheus' text form. No party, no position, no name: only how
//! much, how fast, and what waits.

use axum::http::StatusCode;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;
use std::time::Duration;

/// What a request was.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Kind {
    /// The route as the table of access has it, never the path.
    route: &'static str,
    method: &'static str,
    status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Route {
    route: &'static str,
}

/// The figures.
pub struct Metrics {
    registry: Registry,
    requests: Family<Kind, Counter>,
    seconds: Family<Route, Histogram, fn() -> Histogram>,
    size: Gauge,
    waiting_urgent: Gauge,
    waiting: Gauge,
    streams: Gauge,
    dead_letters: Gauge,
    other_history: Gauge,
}

/// Half a millisecond to half a minute.
fn histogram() -> Histogram {
    Histogram::new(exponential_buckets(0.000_5, 2.0, 16))
}

impl Metrics {
    /// All at zero.
    #[must_use]
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("truceline");
        let requests = Family::default();
        registry.register(
            "requests",
            "Requests by route, method and status",
            requests.clone(),
        );
        let seconds = Family::new_with_constructor(histogram as fn() -> Histogram);
        registry.register("request_seconds", "Time to answer", seconds.clone());
        let gauge = |registry: &mut Registry, name: &str, help: &str| {
            let gauge: Gauge = Gauge::default();
            registry.register(name, help, gauge.clone());
            gauge
        };
        Self {
            size: gauge(
                &mut registry,
                "log_entries",
                "Entries of the log at the last public checkpoint",
            ),
            waiting_urgent: gauge(
                &mut registry,
                "waiting_urgent",
                "Urgent submissions that wait for the writer",
            ),
            waiting: gauge(
                &mut registry,
                "waiting",
                "Submissions that wait for the writer",
            ),
            streams: gauge(&mut registry, "streams", "Open event streams"),
            dead_letters: gauge(
                &mut registry,
                "outbox_has_dead_letters",
                "1 where letters outside were given up; how many, and whose, is the centre's to see",
            ),
            other_history: gauge(
                &mut registry,
                "witnesses_of_another_history",
                "Witnesses that say they have seen another history of this log; anything but 0 is to be looked into at once",
            ),
            registry,
            requests,
            seconds,
        }
    }

    /// A request was answered.
    pub fn answered(
        &self,
        route: &'static str,
        method: &'static str,
        status: StatusCode,
        took: Duration,
    ) {
        let status = status.as_u16();
        self.requests
            .get_or_create(&Kind {
                route,
                method,
                status,
            })
            .inc();
        self.seconds
            .get_or_create(&Route { route })
            .observe(took.as_secs_f64());
    }

    /// Open event streams.
    #[must_use]
    pub const fn streams(&self) -> &Gauge {
        &self.streams
    }

    /// Whether there are dead letters. What is sent, and when, would tell that somebody is owed an alert.
    #[must_use]
    pub const fn dead_letters(&self) -> &Gauge {
        &self.dead_letters
    }

    /// How many witnesses say that they have seen another history of the log.
    #[must_use]
    pub const fn other_history(&self) -> &Gauge {
        &self.other_history
    }

    /// As text. The log's size is that of the last public checkpoint, so that figures tell no more than it.
    #[must_use]
    pub fn text(&self, public_size: u64, waiting: (usize, usize)) -> String {
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        self.size
            .set(i64::try_from(public_size).unwrap_or(i64::MAX));
        self.waiting_urgent.set(number(waiting.0));
        self.waiting.set(number(waiting.1));
        let mut text = String::new();
        match encode(&mut text, &self.registry) {
            Ok(()) => text,
            Err(_) => String::new(),
        }
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}
