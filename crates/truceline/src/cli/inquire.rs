//! `inquire`: what the register held about a place, valid at one time, known at another, and by whom.
//!
//! An inquiry looks at the past and says so; nothing of it is a check for an activity to come.

use super::context::Context;
use super::flags::{self, When, Where};
use super::ground;
use super::known_at::{self, KnownAt};
use crate::client::Form;
use crate::exit::{Done, Problem};
use crate::names::Names;
use crate::reading::Reading;
use crate::replica::Replica;
use crate::wire::difference::{DifferenceView, cited};
use crate::wire::geo::altitude;
use crate::wire::inquiry::InquiryView;
use crate::wire::{metres, time};
use clap::Args;
use std::collections::BTreeSet;
use truceline_formats::geojson::write::geometry;
use truceline_register::geometry::footprint::Footprint;
use truceline_register::geometry::position::Decimetres;
use truceline_register::ids::LogIndex;
use truceline_register::inquiry::difference::difference;
use truceline_register::inquiry::{Inquiry, Report, Viewpoint, inquire};
use truceline_register::place::Volume4d;
use truceline_register::time::Instant;

/// Ask what was known about a place and a window, at any moment, by the register or by one party
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley inquire --at \"35.71, 36.52\" --reach 2km \\\n    --from 2031-05-20T13:00:00Z --until 2031-05-20T14:00:00Z --known-at 2031-05-20T13:20:00Z\n  truceline --data valley inquire --place Dorvane --gazetteer places.csv --from … --until … --viewpoint East\n  truceline --data valley inquire --at … --from … --until … --known-at 120 --diff 180"
)]
pub struct Inquire {
    #[command(flatten)]
    question: Question,
    /// Compare with what was known at this later index or time
    #[arg(long, value_name = "INDEX|TIME", value_parser = known_at::known_at)]
    diff: Option<KnownAt>,
}

/// A place, a window, a knowledge.
#[derive(Args, Clone, Debug)]
pub struct Question {
    #[command(flatten)]
    place: Where,
    /// All of this zone, by name or id
    #[arg(long)]
    zone: Option<String>,
    /// How far around
    #[arg(long, value_parser = flags::length, default_value = "0")]
    reach: Decimetres,
    /// When people may have been there: from
    #[arg(long, value_parser = flags::when_or_before)]
    from: Option<When>,
    /// … until
    #[arg(long, value_parser = flags::when_or_before)]
    until: Option<When>,
    /// Known at this log index or time; without it now
    #[arg(long, value_name = "INDEX|TIME", value_parser = known_at::known_at)]
    known_at: Option<KnownAt>,
    /// Whose knowledge: `register`, or a party by name or id [default: the register's; of a server, the key's
    /// party's]
    #[arg(long)]
    viewpoint: Option<String>,
}

impl Question {
    /// The question in the register's terms, and the place's name where it was named.
    ///
    /// # Errors
    /// [`Problem`] naming the flag.
    pub fn read(&self, reading: &Reading) -> Result<(Inquiry, Option<String>), Problem> {
        let (register, now) = (reading.register(), reading.now());
        if self.reach == Decimetres::ZERO {
            self.place.want_radius()?;
        }
        let (Some(from), Some(until)) = (self.from, self.until) else {
            return Err(Problem::usage("say when: --from and --until"));
        };
        let window = flags::window(from.at(now), until.at(now))?;
        let found = match &self.zone {
            Some(zone) if !self.place.is_given() => ground::of_zone(register, zone, window)?,
            _ => self.place.find()?,
        };
        let viewpoint = match (self.viewpoint.as_deref(), reading.only_of()) {
            (None, Some(own)) => Viewpoint::Party(own),
            (None | Some("register"), None) => Viewpoint::Register,
            (Some(party), only) => {
                let asked = match party {
                    "register" => None,
                    party => Some(Names::of_register(register).find_party(party)?),
                };
                match (asked, only) {
                    (Some(asked), None) => Viewpoint::Party(asked),
                    (Some(asked), Some(own)) if asked == own => Viewpoint::Party(own),
                    _ => {
                        return Err(Problem::usage(
                            "of a server a party asks for its own knowledge; leave --viewpoint out, or ask the centre",
                        ));
                    }
                }
            }
        };
        let place = found.named.map(|(name, code)| format!("{name} (#{code})"));
        let inquiry = Inquiry {
            volume: Volume4d {
                footprint: found.footprint,
                altitude: self.place.altitude,
                window,
                // It stands in the reach.
                precision: Some(Decimetres::ZERO),
            },
            reach: self.reach.plus(found.precision.unwrap_or(Decimetres::ZERO)),
            known_at: self
                .known_at
                .map_or(Ok(register.size), |known| known.size(register))?,
            now: self.judged_at(reading),
            viewpoint,
        };
        Ok((inquiry, place))
    }

    /// When staleness is judged: at the time known at, where one is given.
    fn judged_at(&self, reading: &Reading) -> Instant {
        match self.known_at {
            Some(known) => known.judged_at(reading.register(), reading.now()),
            None => reading.now(),
        }
    }

    /// Every record that the answer cites.
    ///
    /// # Errors
    /// [`Problem`] naming the flag.
    pub fn cited(&self, reading: &Reading) -> Result<BTreeSet<LogIndex>, Problem> {
        let (inquiry, _) = self.read(reading)?;
        let report = inquire(reading.register(), &inquiry);
        Ok(cited(&report))
    }
}

impl Inquire {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let reading = context.reading()?;
        let register = reading.register();
        let names = Names::of_register(register);
        let (inquiry, place) = self.question.read(&reading)?;
        if let Reading::Server(replica) = &reading {
            return self.of_server(context, replica, &inquiry);
        }
        let report: Report = inquire(register, &inquiry);
        let view = InquiryView::of(&inquiry, place, &report, register, &names);
        let Some(later) = self.diff else {
            return context.tell(&view, || view.text());
        };
        let second = Inquiry {
            known_at: later.size(register)?,
            now: later.judged_at(register, reading.now()),
            ..inquiry.clone()
        };
        let later = inquire(register, &second);
        let view = DifferenceView::of(&inquiry, &second, &difference(&report, &later), &names);
        context.tell(&view, || view.text())
    }

    /// The server answers: it knows how the channels of others stand, which is in no party's portion.
    fn of_server(&self, context: &Context, replica: &Replica, inquiry: &Inquiry) -> Done {
        let volume = &inquiry.volume;
        let (radius, width) = match &volume.footprint {
            Footprint::Circle(circle) => (Some(circle.radius), None),
            // A line of one point is a circle.
            Footprint::Line(line) => (Some(line.half_width()), Some(line.half_width())),
            Footprint::Polygons(_) => (None, None),
        };
        let known = |known: KnownAt| match known {
            KnownAt::Index(index) => serde_json::json!(index),
            KnownAt::Time(instant) => serde_json::json!(time(instant)),
        };
        let question = serde_json::json!({
            "place": geometry(&volume.footprint),
            "radius_m": radius.map(metres),
            "half_width_m": width.map(metres),
            "reach_m": metres(inquiry.reach),
            "altitude_m": altitude(volume.altitude),
            "from": time(volume.window.start()),
            "until": time(volume.window.end()),
            "known_at": self.question.known_at.map(known),
            "compare_with": self.diff.map(known),
            "viewpoint": match inquiry.viewpoint {
                Viewpoint::Register => "register".to_owned(),
                Viewpoint::Party(party) => party.to_string(),
            },
        });
        let form = if context.json { Form::Json } else { Form::Text };
        let answer = replica.ask("/v1/inquiries", &question, form)?;
        context.give(&crate::render::visible(&String::from_utf8_lossy(&answer)))
    }
}
