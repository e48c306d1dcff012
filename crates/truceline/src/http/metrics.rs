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

/// The figures that tell nothing of how busy the register is, and so nothing of what happens around it: how many
/// statements come, how many streams are open and whether something urgent waits would tell whoever polls them that
/// an attack is under way, or that a stop was sent.
const OF_STRANGERS: [&str; 3] = [
    "truceline_log_entries",
    "truceline_outbox_has_dead_letters",
    "truceline_witnesses_of_another_history",
];

/// What of the text everybody may have.
#[must_use]
pub fn of_strangers(text: &str) -> String {
    let is_open = |line: &&str| {
        let name = ["# HELP ", "# TYPE ", "# UNIT "]
            .into_iter()
            .find_map(|word| line.strip_prefix(word))
            .unwrap_or(line);
        let name = name.split([' ', '{']).next().unwrap_or_default();
        OF_STRANGERS.contains(&name) || *line == "# EOF"
    };
    text.lines()
        .filter(is_open)
        .fold(String::new(), |all, line| all + line + "\n")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_do_not_see_how_busy_it_is() {
        let metrics = Metrics::new();
        let (post, took) = ("/v1/statements", Duration::from_millis(3));
        metrics.answered(post, "POST", StatusCode::OK, took);
        metrics.streams().set(7);
        let all = metrics.text(128, (1, 2));
        for told in [
            "statements",
            "truceline_streams",
            "truceline_waiting_urgent 1",
        ] {
            assert!(all.contains(told), "{told}: {all}");
        }
        let open = of_strangers(&all);
        for line in open.lines() {
            assert!(
                OF_STRANGERS.iter().any(|name| line.contains(name)) || line == "# EOF",
                "{line}"
            );
        }
        assert!(open.contains("truceline_log_entries 128\n"), "{open}");
        assert!(open.ends_with("# EOF\n"), "{open}");
    }
}
