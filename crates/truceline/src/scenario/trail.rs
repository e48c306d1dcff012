//! The trail of a stop in a story: who answered after how long, who replied what, who is silent.

use super::deed::What;
use super::event::seen;
use super::expectation::{Fact, Kind, Shown};
use super::ids::stop_id;
use super::observed::Reading;
use crate::exit::Problem;
use crate::wire::span;
use std::collections::BTreeSet;
use truceline_register::register::Register;
use truceline_register::stop::view;
use truceline_register::time::{Instant, Span};
use truceline_register::vocabulary::StopWord;

/// What somebody sees who looks at a stop or at an incident.
pub(super) fn looked(
    register: &Register,
    reading: &Reading<'_>,
    what: &What,
    now: Instant,
) -> Result<(BTreeSet<Fact>, Vec<String>), Problem> {
    match what {
        What::LooksAtStop(name) => of_stop(register, reading, name, now),
        What::LooksAtIncident(name, eyes) => seen(register, reading, (name, *eyes), now),
        _ => Ok((BTreeSet::new(), Vec::new())),
    }
}

/// The trail of the stop of a name as it stands, in facts, and in words for whoever looks.
fn of_stop(
    register: &Register,
    reading: &Reading<'_>,
    name: &str,
    now: Instant,
) -> Result<(BTreeSet<Fact>, Vec<String>), Problem> {
    let all = view::all(register, register.standpoint(now));
    let Some(stop) = all.iter().find(|one| one.stop.about.id == stop_id(name)) else {
        return Err(Problem::usage(format!(
            "there is no stop \"{name}\" in the register"
        )));
    };
    let mut facts = BTreeSet::from([stands(stop.ended.is_none())]);
    for one in &stop.recipients {
        let party = reading.party(one.party);
        if one.is_silent() {
            facts.insert(silent(Some(&party)));
        }
        for trail in &one.alerts {
            facts.extend(trail.answered.map(|taken| answered(&party, taken.after)));
        }
        for left in &one.delivered {
            let after = left.at.since(stop.stop.received_at);
            facts.insert(delivered(Some((&party, after))));
        }
        for reply in &one.replies {
            facts.insert(replied(&party, reply.reply.word, reply.after));
        }
    }
    if stop.recipients.iter().all(|one| one.delivered.is_empty()) {
        facts.insert(delivered(None));
    }
    for entry in &stop.informed {
        let whom = entry.said.party.map(|party| reading.party(party));
        facts.insert(informed(whom.as_deref(), &reading.party(entry.by)));
    }
    if stop.silent().next().is_none() {
        facts.insert(silent(None));
    }
    let words = facts.iter().map(ToString::to_string).collect();
    Ok((facts, words))
}

fn shown(words: String) -> Fact {
    Fact::new(Kind::Shown(Shown::Stop), words)
}

/// Nobody of a party has answered; or nobody is silent.
pub(super) fn silent(party: Option<&str>) -> Fact {
    shown(format!("silent {}", party.unwrap_or("nobody")))
}

/// Somebody has answered an alert of a party.
pub(super) fn answered(party: &str, after: Span) -> Fact {
    shown(format!("answered {party} after {}", span(after)))
}

/// The word of a stop has left towards a desk of a party, or of nobody.
pub(super) fn delivered(left: Option<(&str, Span)>) -> Fact {
    let words = match left {
        Some((party, after)) => format!("delivered {party} after {}", span(after)),
        None => "delivered nobody".to_owned(),
    };
    Fact::new(Kind::Shown(Shown::Delivered), words)
}

/// A party replied.
pub(super) fn replied(party: &str, word: StopWord, after: Span) -> Fact {
    shown(format!("replied {party}: {word} after {}", span(after)))
}

/// Somebody, enrolled or not, is said to have been told by other means.
pub(super) fn informed(whom: Option<&str>, by: &str) -> Fact {
    let words = format!("informed {} by {by}", whom.unwrap_or("somebody"));
    Fact::new(Kind::Shown(Shown::Informed), words)
}

/// A stop is in force, or has ended.
pub(super) fn stands(in_force: bool) -> Fact {
    shown(if in_force { "standing" } else { "stop ended" }.to_owned())
}
