//! Inquiries and look-ups of a scenario.

use super::deed::Inquiry;
use super::expectation::{Fact, Kind, Shown};
use super::map::{Map, Shape};
use super::observed::Reading;
use crate::exit::Problem;
use std::collections::BTreeSet;
use truceline_formats::gazetteer::{Gazetteer, Lookup, Place};
use truceline_register::geometry::position::Decimetres;
use truceline_register::ids::PartyId;
use truceline_register::place::Volume4d;
use truceline_register::presence::{Source, near};
use truceline_register::register::{Register, Standpoint};
use truceline_register::time::Span;

/// What was known of a place then.
pub(super) fn asked(
    register: &Register,
    reading: &Reading<'_>,
    asked: &Inquiry,
    viewpoint: Option<PartyId>,
) -> (BTreeSet<Fact>, Vec<String>) {
    let at = Standpoint { known_at: register.known_at_time(asked.known), now: asked.known };
    let volume =
        Volume4d { footprint: asked.footprint.clone(), altitude: asked.altitude, window: asked.valid };
    let mut facts = BTreeSet::new();
    let _ = viewpoint;
    for standing in near(register, &volume, Decimetres::ZERO, Span::ZERO, at) {
        let mut words = match standing.source {
            Source::Notification(about) => reading.notification(about.id),
            Source::Answer { request, .. } => reading.request(request),
        };
        for (mark, holds) in
            [("contested", standing.contested), ("relayed", standing.relayed), ("stale", standing.stale)]
        {
            if holds {
                words.push(' ');
                words.push_str(mark);
            }
        }
        facts.insert(Fact::new(Kind::Shown(Shown::InForce), format!("in force {words}")));
    }
    if facts.is_empty() {
        facts.insert(Fact::new(Kind::Shown(Shown::InForce), "in force nothing"));
    }
    (facts, Vec::new())
}

/// What a name stands for on the map: the place, its namesakes, or near spellings without a claim.
pub(super) fn looked_up(map: &Map, name: &str) -> Result<BTreeSet<Fact>, Problem> {
    let places = map.places().iter().filter_map(|place| {
        let Shape::Point(position) = place.shape else { return None };
        Some(Place {
            id: place.name.clone(),
            name: place.name.clone(),
            variants: place.spellings.clone(),
            admin: Vec::new(),
            position,
            precision: Decimetres::ZERO,
        })
    });
    let gazetteer = Gazetteer::new(places.collect()).map_err(|error| Problem::usage(error.to_string()))?;
    let fact = |words: String| Fact::new(Kind::Found, words);
    Ok(match gazetteer.lookup(name) {
        Lookup::Found(place) => BTreeSet::from([fact(format!("found \"{}\"", place.name))]),
        Lookup::Ambiguous(places) => {
            places.iter().map(|place| fact(format!("near \"{}\"", place.name))).collect()
        }
        Lookup::NotFound { near } => {
            near.iter().map(|near| fact(format!("near \"{}\"", near.name))).collect()
        }
    })
}
