//! Inquiries and look-ups of a scenario.

use super::deed::Inquiry;
use super::expectation::{Fact, Kind, Shown};
use super::map::{Map, Shape};
use super::observed::Reading;
use crate::exit::Problem;
use std::collections::BTreeSet;
use truceline_formats::gazetteer::{Gazetteer, Lookup, Place};
use truceline_register::countersignature;
use truceline_register::geometry::position::Decimetres;
use truceline_register::ids::PartyId;
use truceline_register::inquiry::{self, Report, Viewpoint, inquire};
use truceline_register::place::Volume4d;
use truceline_register::presence::Standing;
use truceline_register::register::Register;
use truceline_register::request::view::{Kind as AnswerKind, State};
use truceline_register::vocabulary::Resolution;

/// What was known of a place then.
pub(super) fn asked(
    register: &Register,
    reading: &Reading<'_>,
    asked: &Inquiry,
    viewpoint: Option<PartyId>,
) -> (BTreeSet<Fact>, Vec<String>) {
    let volume = Volume4d {
        footprint: asked.footprint.clone(),
        altitude: asked.altitude,
        window: asked.valid,
        precision: Some(super::grammar::notice::MAP_PRECISION),
    };
    let report = inquire(
        register,
        &inquiry::Inquiry {
            volume,
            reach: Decimetres::ZERO,
            known_at: register.known_at_time(asked.known),
            now: asked.known,
            viewpoint: viewpoint.map_or(Viewpoint::Register, Viewpoint::Party),
        },
    );
    of_report(register, reading, &report)
}

/// What a report shows, in facts, and in words for whoever looks.
pub(super) fn of_report(
    register: &Register,
    reading: &Reading<'_>,
    report: &Report,
) -> (BTreeSet<Fact>, Vec<String>) {
    let mut facts = in_force(reading, report);
    if facts.is_empty() {
        facts.insert(shown(Shown::InForce, "in force nothing"));
    }
    for (record, _) in &report.sent_not_acknowledged {
        facts.insert(shown(
            Shown::NotAcknowledged,
            format!("not acknowledged {}", reading.record(*record)),
        ));
    }
    for asked in &report.requests {
        let name = reading.request(asked.request.id);
        for occurrence in &asked.request.occurrences {
            if let Some(words) = answered(occurrence.state) {
                facts.insert(shown(Shown::Request, format!("request {name} {words}")));
            }
        }
    }
    for entry in &report.entered_later {
        facts.insert(shown(
            Shown::EnteredLater,
            format!("entered later {}", reading.record(entry.record)),
        ));
    }
    for entry in &report.informed {
        let whom = entry.said.party.map(|party| reading.party(party));
        let by = reading.party(entry.by);
        facts.insert(super::trail::informed(whom.as_deref(), &by));
    }
    let said = reading.outcome(report.outcome, &report.basis);
    facts.insert(shown(Shown::WouldSay, format!("would say: {said}")));
    (facts, remarks(register, reading, report))
}

fn shown(list: Shown, words: impl Into<String>) -> Fact {
    Fact::new(Kind::Shown(list), words)
}

/// Who was there, how it stood, and which steps of the ladder were missing.
fn in_force(reading: &Reading<'_>, report: &Report) -> BTreeSet<Fact> {
    let mut facts = BTreeSet::new();
    for notified in &report.notifications {
        let name = reading.notification(notified.about.id);
        let mut words = marked(name.clone(), &notified.standing);
        if notified.resolution != Resolution::Exact {
            words.push(' ');
            words.push_str(notified.resolution.word());
        }
        facts.insert(shown(Shown::InForce, format!("in force {words}")));
        for rung in notified
            .ladder
            .iter()
            .filter(|rung| !reading.is_centre(rung.to))
        {
            for step in rung.missing() {
                let party = reading.party(rung.to);
                facts.insert(shown(
                    Shown::Missing,
                    format!("missing {name} by {party}: {step}"),
                ));
            }
        }
    }
    for standing in &report.positions {
        let words = marked(
            reading.record(standing.record),
            std::slice::from_ref(standing),
        );
        facts.insert(shown(Shown::InForce, format!("in force {words}")));
    }
    facts
}

/// A name with how it stands, the words in alphabetical order.
fn marked(name: String, standing: &[Standing]) -> String {
    let any = |holds: fn(&Standing) -> bool| standing.iter().any(holds);
    let marks = [
        ("contested", any(|standing| standing.contested)),
        ("relayed", any(|standing| standing.relayed)),
        ("stale", any(|standing| standing.stale)),
    ];
    marks
        .iter()
        .filter(|(_, holds)| *holds)
        .fold(name, |words, (mark, _)| format!("{words} {mark}"))
}

/// What was answered; nothing of an occurrence that was closed before it was due.
fn answered(state: State) -> Option<String> {
    Some(match state {
        State::Open => "waiting".to_owned(),
        State::Overdue | State::Escalated => "silent".to_owned(),
        State::Closed => return None,
        State::Answered { kind, late, .. } => {
            let word = match kind {
                AnswerKind::Positions => "positions",
                AnswerKind::Nil => "nil",
                AnswerKind::Refused => "refused",
            };
            if late {
                format!("{word} late")
            } else {
                word.to_owned()
            }
        }
    })
}

/// What a person at the desk is shown beside it: clocks, ladders, entries for others.
fn remarks(register: &Register, reading: &Reading<'_>, report: &Report) -> Vec<String> {
    let mut remarks = Vec::new();
    for notified in &report.notifications {
        let name = reading.notification(notified.about.id);
        let heard = notified
            .view
            .as_ref()
            .and_then(|view| view.versions.first());
        if let Some(version) = heard {
            remarks.push(format!("{name}: heard {}", version.received_at));
        }
        for rung in &notified.ladder {
            for step in &rung.steps {
                let words = step
                    .text
                    .value()
                    .map_or_else(String::new, |text| format!(" \"{text}\""));
                let party = reading.party(rung.to);
                remarks.push(format!(
                    "{name}: {} by {party} at {}{words}",
                    step.step, step.received_at
                ));
            }
        }
    }
    for entry in report.relayed.iter().chain(&report.entered_later) {
        let known_at = report.at.known_at;
        let complete = countersignature::complete(register, entry.record, known_at);
        let lacking = if complete {
            ""
        } else {
            ", lacking another party's countersignature"
        };
        remarks.push(format!(
            "relayed: {} to {} by {}, {}; entered {} by {}{lacking}",
            reading.party(entry.speaker),
            reading.party(entry.heard_by),
            entry.means,
            entry.heard_at,
            entry.received_at,
            reading.party(entry.written_by),
        ));
    }
    remarks
}

/// What a name stands for on the map: the place, its namesakes, or near spellings without a claim.
pub(super) fn looked_up(map: &Map, name: &str) -> Result<BTreeSet<Fact>, Problem> {
    let places = map.places().iter().filter_map(|place| {
        let Shape::Point(position) = place.shape else {
            return None;
        };
        Some(Place {
            id: place.name.clone(),
            name: place.name.clone(),
            variants: place.spellings.clone(),
            admin: Vec::new(),
            position,
            precision: Decimetres::ZERO,
        })
    });
    let gazetteer =
        Gazetteer::new(places.collect()).map_err(|error| Problem::usage(error.to_string()))?;
    let fact = |words: String| Fact::new(Kind::Found, words);
    Ok(match gazetteer.lookup(name) {
        Lookup::Found(place) => BTreeSet::from([fact(format!("found \"{}\"", place.name))]),
        Lookup::Ambiguous(places) => places
            .iter()
            .map(|place| fact(format!("near \"{}\"", place.name)))
            .collect(),
        Lookup::NotFound { near } => near
            .iter()
            .map(|near| fact(format!("near \"{}\"", near.name)))
            .collect(),
    })
}
