//! The story as a person reads it: one entry after another, and a table of who knew what.

use super::{AccountsView, Folders, InquiryView, KNOWN_AT, LOOKED_AT, THE_DAY};
use crate::cli::context::Context;
use crate::exit::Problem;
use crate::scenario::deed::Scenario;
use crate::scenario::expectation::{Kind, Shown};
use crate::scenario::live::{Live, Played};
use crate::scenario::runner::Report;
use std::io::{IsTerminal as _, Write as _};
use truceline_register::time::{Instant, Span};

/// Tells the story to a person; says nothing where JSON is wanted.
pub(super) struct Teller {
    is_silent: bool,
    is_coloured: bool,
}

impl Teller {
    pub(super) fn of(context: &Context) -> Self {
        let terminal = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Self {
            is_silent: context.json,
            is_coloured: terminal && !context.json,
        }
    }

    fn print(&self, text: &str) -> Result<(), Problem> {
        if self.is_silent {
            return Ok(());
        }
        let mut out = std::io::stdout().lock();
        out.write_all(text.as_bytes())
            .and_then(|()| out.flush())
            .map_err(|error| Problem::unavailable(format!("the output: {error}")))
    }

    pub(super) fn opening(&self, scenario: &Scenario, folders: &Folders) -> Result<(), Problem> {
        let mut text = format!(
            "{}, an invented valley. Everything here is made up.\n\n",
            scenario.title
        );
        for party in &scenario.cast.parties {
            text.push_str(&format!(
                "  {:<6} {} ({})\n",
                party.name, party.full_name, party.role
            ));
        }
        text.push_str(&format!(
            "\nEvery line is signed by the person who says it and recorded in a register on disk:\n  {}\n",
            folders.data.display()
        ));
        self.print(&text)
    }

    pub(super) fn entry(
        &self,
        scenario: &Scenario,
        report: &Report,
        day: &mut Option<String>,
    ) -> Result<(), Problem> {
        let at = report.at.to_string();
        let (date, time) = at.split_once('T').unwrap_or((at.as_str(), ""));
        let mut text = String::new();
        if day.as_deref() != Some(date) {
            *day = Some(date.to_owned());
            let number = day_number(scenario.begins, report.at);
            text.push_str(&format!("\nDay {number}, {date} (UTC)\n"));
        }
        text.push_str(&format!("  {}  {}\n", clock(time), report.text));
        for (kind, lead, word) in SHOWN {
            let those = report.came.iter().filter(|fact| fact.kind == *kind);
            let words: Vec<&str> = those
                .map(|fact| fact.words.strip_prefix(word).unwrap_or(&fact.words))
                .collect();
            if words.is_empty() || (words.as_slice() == ["admitted"] && report.came.len() > 1) {
                continue;
            }
            let said = self.coloured(&words.join(if *kind == Kind::Outcome { "; " } else { ", " }));
            text.push_str(&format!("         -> {lead}{said}\n"));
        }
        for remark in &report.remarks {
            if !remark.starts_with("record ") {
                text.push_str(&format!("            {remark}\n"));
            }
        }
        self.print(&text)
    }

    /// How a story played live begins.
    pub(super) fn served(
        &self,
        scenario: &Scenario,
        live: &Live<'_>,
        how: &str,
    ) -> Result<(), Problem> {
        let (url, _, fingerprint) = live.server();
        self.print(&format!(
            "{}, an invented valley, played live. Everything here is made up.\n\n\
             A server on this machine, {url}, its authority's fingerprint\n  {fingerprint}\n\
             {} desks follow its event stream; whoever says something signs it with a key of their own and sends it there.\n\
             Times in ms are measured from when it was sent, or its time had come, to when it stood on the desk's stream.\n{how}\n",
            scenario.title,
            live.desks(),
        ))
    }

    /// An entry of a story played live, with what arrived where.
    pub(super) fn played(
        &self,
        scenario: &Scenario,
        played: &Played,
        day: &mut Option<String>,
    ) -> Result<(), Problem> {
        self.entry(scenario, &played.report, day)?;
        let mut text = String::new();
        for heard in played.heard.iter().filter(|heard| !heard.is_quiet) {
            let desk = format!("{}, {}", heard.party, heard.desk);
            text.push_str(&format!(
                "         <- {:>5.0} ms  {desk:<24} {:<6} {}\n",
                heard.after_ms, heard.kind, heard.what
            ));
        }
        for what in &played.astray {
            text.push_str(&format!("         NOT AS IT SHOULD BE: {what}\n"));
        }
        if let Some(difference) = &played.report.difference {
            text.push_str(&format!("         NOT AS THE STORY HAS IT:\n{difference}"));
        }
        self.print(&text)
    }

    pub(super) fn inquiries(&self, looks: &[InquiryView]) -> Result<(), Problem> {
        let mut text = format!(
            "\nAfterwards: what was known of 14:00-15:00 on {THE_DAY}, when, and by whom\n\
             (a party knows its own statements and what it acknowledged)\n"
        );
        for place in LOOKED_AT {
            for known_at in KNOWN_AT {
                text.push_str(&format!("\n  {place}, known at {known_at}\n"));
                for look in looks
                    .iter()
                    .filter(|look| look.place == place && look.known_at == known_at)
                {
                    let mut words = look.in_force.join(", ");
                    if !look.sent_not_acknowledged.is_empty() {
                        words.push_str(&format!(
                            "; sent, not acknowledged: {}",
                            look.sent_not_acknowledged.join(", ")
                        ));
                    }
                    text.push_str(&format!("    {:<13} {words}\n", look.viewpoint));
                    if look.viewpoint == "the register" {
                        let said = look.would_say.join(", ");
                        text.push_str(&format!(
                            "    {:<13} a check would have said: {}\n",
                            "",
                            self.coloured(&said)
                        ));
                    }
                }
            }
        }
        self.print(&text)
    }

    /// What everybody says of what happened, and how the numbers changed.
    pub(super) fn accounts(&self, accounts: &[AccountsView]) -> Result<(), Problem> {
        for one in accounts {
            self.print(&format!(
                "\n{}\n{}",
                one.side_by_side.text(),
                one.timeline.text()
            ))?;
        }
        Ok(())
    }

    /// Outcomes in their colour, on a terminal; the words alone tell them apart as well.
    fn coloured(&self, words: &str) -> String {
        if !self.is_coloured {
            return words.to_owned();
        }
        let mut text = words.to_owned();
        for (word, code) in [
            ("OVERLAP", "1;31"),
            ("CANNOT SAY", "1;33"),
            ("NOTHING NOTIFIED", "1;36"),
        ] {
            text = text.replace(word, &format!("\u{1b}[{code}m{word}\u{1b}[0m"));
        }
        text
    }
}

/// What is told of an entry, in this order: each kind with its lead, and the word that every fact of
/// the kind begins with.
const SHOWN: &[(Kind, &str, &str)] = &[
    (Kind::Result, "", ""),
    (Kind::Flag, "flagged: ", "flagged "),
    (Kind::Told, "in the inbox of: ", "tells "),
    (Kind::Outcome, "", ""),
    (Kind::Coverage, "fresh, complete answers: ", "covered "),
    (Kind::Overdue, "no answer: ", "overdue "),
    (Kind::Alert, "alerts owed to: ", "alert "),
    (Kind::Found, "", ""),
    (Kind::Evidence, "", ""),
    (Kind::Shown(Shown::InForce), "in force: ", "in force "),
    (
        Kind::Shown(Shown::NotAcknowledged),
        "sent, not acknowledged: ",
        "not acknowledged ",
    ),
    (Kind::Shown(Shown::Request), "requests: ", "request "),
    (
        Kind::Shown(Shown::Missing),
        "missing in the ladder: ",
        "missing ",
    ),
    (
        Kind::Shown(Shown::EnteredLater),
        "entered later: ",
        "entered later ",
    ),
    (Kind::Shown(Shown::Stop), "the stop: ", ""),
    (Kind::Shown(Shown::Asked), "asked: ", "asked "),
    (Kind::Shown(Shown::Claimed), "", ""),
    (
        Kind::Shown(Shown::Figure),
        "drawn from the claims by a rule: ",
        "figure ",
    ),
    (
        Kind::Shown(Shown::WouldSay),
        "a check would have said: ",
        "would say: ",
    ),
];

/// A time as a log book has it: seconds where there are any.
fn clock(time: &str) -> &str {
    let to_seconds = time.get(..8).unwrap_or(time);
    to_seconds.strip_suffix(":00").unwrap_or(to_seconds)
}

/// The number of a day in the story, whose first is day 1.
fn day_number(begins: Instant, at: Instant) -> i64 {
    let day = |instant: Instant| instant.micros().div_euclid(Span::hours(24).micros());
    day(at) - day(begins) + 1
}
