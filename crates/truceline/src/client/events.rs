//! Following what a server tells: its event stream, read line by line.
//!
//! An event has an id, a kind and data; what the data are is for whoever follows. Not here: coming back after
//! a line has broken, for which the last id is kept by whoever needs it.

use super::{Client, Form};
use crate::exit::Problem;
use http::Method;
use std::io::{BufRead as _, BufReader, Read};

/// A line of a stream is at most this long: a record with a large boundary.
const MAX_LINE_BYTES: u64 = 16 << 20;

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Where to go on from after it.
    pub id: String,
    /// What kind.
    pub kind: String,
    /// What is told.
    pub data: String,
}

/// An open stream.
pub struct Events {
    lines: BufReader<Box<dyn Read + Send>>,
    id: String,
}

impl Client {
    /// Opens a stream; it may be silent for as long as it likes.
    ///
    /// # Errors
    /// [`Problem`]: the server's, or why there is no answer.
    pub fn follow(&mut self, path: &str) -> Result<Events, Problem> {
        let request = self.request(&Method::GET, path, None, Form::Bytes)?;
        let request = self
            .agent
            .configure_request(request)
            .timeout_global(None)
            .build();
        let answered = self.agent.run(request);
        let response = answered.map_err(|error| self.no_answer(&error, false))?;
        let (head, mut body) = response.into_parts();
        if !head.status.is_success() {
            let body = body.read_to_vec().unwrap_or_default();
            return Err(self.problem(head.status, &body));
        }
        let lines: Box<dyn Read + Send> = Box::new(body.into_reader());
        Ok(Events {
            lines: BufReader::new(lines),
            id: String::new(),
        })
    }
}

impl Events {
    /// The next event; `None` when the stream has ended, however it did.
    pub fn next_event(&mut self) -> Option<Event> {
        let (mut kind, mut data) = (String::new(), String::new());
        loop {
            let mut line = String::new();
            let mut limited = (&mut self.lines).take(MAX_LINE_BYTES);
            let read = limited.read_line(&mut line).ok()?;
            if read == 0 {
                return None;
            }
            let line = line.trim_end_matches(['\n', '\r']);
            match line.split_once(':') {
                Some((name, value)) => {
                    let value = value.strip_prefix(' ').unwrap_or(value);
                    match name {
                        "id" => value.clone_into(&mut self.id),
                        "event" => value.clone_into(&mut kind),
                        "data" => data.push_str(value),
                        _ => {}
                    }
                }
                None if line.is_empty() && !kind.is_empty() => {
                    let id = self.id.clone();
                    return Some(Event { id, kind, data });
                }
                None => {}
            }
        }
    }
}
