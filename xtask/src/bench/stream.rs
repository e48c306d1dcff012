//! A stream of server-sent events, read on a thread of its own: when which alert came.

use super::theatre::Hand;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant as Clock};

/// A line without meaning comes every ten seconds.
const PATIENCE: Duration = Duration::from_secs(60);
const STACK_BYTES: usize = 128 * 1024;

/// An alert that has arrived.
#[derive(Clone, Debug)]
pub(super) struct Arrived {
    /// On which stream.
    pub(super) stream: usize,
    /// About which plan.
    pub(super) plan: String,
    /// Whether it is about a stop.
    pub(super) is_stop: bool,
    /// When.
    pub(super) at: Clock,
}

/// An open stream; dropping it closes the connection and ends its thread.
pub(super) struct Stream(TcpStream);

impl Drop for Stream {
    fn drop(&mut self) {
        // The other side may have closed it.
        let _ = self.0.shutdown(std::net::Shutdown::Both);
    }
}

impl Stream {
    /// Opens a lane's stream and reads it from now on. Returns once the server has begun it.
    pub(super) fn open(
        address: &str,
        hand: &Hand,
        number: usize,
        lane: &str,
        arrived: Sender<Arrived>,
    ) -> Result<Self, String> {
        let stream = TcpStream::connect(address).map_err(|error| format!("{address}: {error}"))?;
        let ready = stream
            .set_nodelay(true)
            .and_then(|()| stream.set_read_timeout(Some(PATIENCE)));
        ready.map_err(|error| error.to_string())?;
        let query = format!("lane={lane}");
        let signed = hand.signed(address, "/v1/events", &query)?;
        let request = format!("GET /v1/events?{query} HTTP/1.1\r\nhost: {address}\r\n{signed}\r\n");
        let mut writing = stream.try_clone().map_err(|error| error.to_string())?;
        let sent = writing.write_all(request.as_bytes());
        sent.map_err(|error| error.to_string())?;
        let mut reading = BufReader::new(stream.try_clone().map_err(|error| error.to_string())?);
        let mut line = String::new();
        reading
            .read_line(&mut line)
            .map_err(|error| error.to_string())?;
        if !line.contains(" 200 ") {
            return Err(format!("a stream was not opened: {}", line.trim()));
        }
        while line.trim_end() != "" {
            line.clear();
            reading
                .read_line(&mut line)
                .map_err(|error| error.to_string())?;
        }
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES);
        let thread = thread.spawn(move || {
            let mut events = Events::default();
            // Ends when the connection is closed, by whomever.
            while let Some(bytes) = chunk(&mut reading) {
                for (plan, is_stop) in events.take(&bytes) {
                    let arrival = Arrived {
                        stream: number,
                        plan,
                        is_stop,
                        at: Clock::now(),
                    };
                    if arrived.send(arrival).is_err() {
                        return;
                    }
                }
            }
        });
        thread.map_err(|error| error.to_string())?;
        Ok(Self(stream))
    }
}

/// One chunk of a body of unknown length; nothing at its end.
fn chunk(reading: &mut BufReader<TcpStream>) -> Option<Vec<u8>> {
    let mut line = String::new();
    reading.read_line(&mut line).ok()?;
    let length = usize::from_str_radix(line.trim_end(), 16).ok()?;
    let mut bytes = vec![0; length + 2];
    reading.read_exact(&mut bytes).ok()?;
    bytes.truncate(length);
    (length > 0).then_some(bytes)
}

/// What has come of the events so far.
#[derive(Default)]
struct Events {
    rest: Vec<u8>,
    is_alert: bool,
}

impl Events {
    /// The plans of the alerts in what has come, and whether each is about a stop.
    fn take(&mut self, bytes: &[u8]) -> Vec<(String, bool)> {
        self.rest.extend_from_slice(bytes);
        let mut found = Vec::new();
        while let Some(end) = self.rest.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.rest.drain(..=end).collect();
            if let Some(kind) = line.strip_prefix(b"event: ") {
                self.is_alert = kind.trim_ascii_end() == b"alert";
            } else if self.is_alert
                && let Some(data) = line.strip_prefix(b"data: ")
            {
                found.extend(plans(data));
            }
        }
        found
    }
}

/// Alerts that were passed on because nobody answered are not what is measured.
fn plans(data: &[u8]) -> Vec<(String, bool)> {
    let view: serde_json::Value = serde_json::from_slice(data).unwrap_or_default();
    let alerts = view.get("alerts").and_then(|alerts| alerts.as_array());
    let alerts = alerts.into_iter().flatten().filter_map(|alert| {
        let why = alert.get("why")?.as_str()?;
        let plan = alert.get("plan")?.as_str()?;
        (!why.contains("not answered")).then(|| (plan.to_owned(), why == "STOP"))
    });
    alerts.collect()
}
