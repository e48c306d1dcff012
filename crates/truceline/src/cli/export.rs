//! `export`: what is in force now, for other programs.
//!
//! The register's place gives everything that it was told; a party's gives its own and what was
//! disclosed to it, at the resolution that it was told.

use super::context::Context;
use crate::exit::{Done, Problem};
use crate::file;
use crate::names::Names;
use crate::reading::Reading;
use crate::viewpoint::Viewer;
use crate::wire::countersignature::CountersignatureView;
use crate::wire::record::RecordView;
use clap::Args;
use serde::Serialize;
use serde_json::json;
use truceline_formats::geojson::write::{Feature, Property, collection};
use truceline_register::act::Act;
use truceline_register::codec::disclosure::Label;
use truceline_register::codec::record::Record;
use truceline_register::geometry::cell::{Cell, Step};
use truceline_register::geometry::footprint::Footprint;
use truceline_register::notification::life::Life;
use truceline_register::notification::view::{self, NotificationView};
use truceline_register::notification::{Amendment, Movement, Nil, Site};
use truceline_register::place::{
    CellPlace, MovementPlace, PlaceDigests, PostedPosition, SitePlace, Volume4d,
};
use truceline_register::relay::RelayedAct;
use truceline_register::request::{Answer, Reply};
use truceline_register::vocabulary::Resolution;

/// Export what is in force now as GeoJSON, or with --json as records
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley export --out now.geojson\n  truceline --data valley export --party South --out south.geojson\n  truceline --data valley --json export"
)]
pub struct Export {
    /// GeoJSON (the default; --json gives records instead)
    #[arg(long)]
    geojson: bool,
    /// As this party may see it, by name or id; without it everything that the register was told
    #[arg(long)]
    party: Option<String>,
}

/// What is in force, as records.
#[derive(Clone, Debug, Serialize)]
struct ExportView {
    known_at: u64,
    now: String,
    viewpoint: String,
    records: Vec<RecordView>,
    caveat: &'static str,
}

impl Export {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        if context.as_evidence {
            return Err(Problem::usage(
                "an exported file would not say that it is evidence only; use `inquire`, `show` or `bundle`",
            ));
        }
        let reading = context.reading()?;
        let names = Names::of_register(reading.register());
        let viewer = match &self.party {
            Some(party) => Viewer::Party(names.find_party(party)?),
            None => match reading.only_of() {
                Some(party) => Viewer::Party(party),
                None => Viewer::Register { personal: false },
            },
        };
        let records = in_force(&reading, viewer)?;
        if context.json && !self.geojson {
            let view = ExportView {
                known_at: reading.register().size,
                now: reading.now().to_string(),
                viewpoint: self.party.clone().unwrap_or_else(|| "register".to_owned()),
                records: records
                    .iter()
                    .map(|record| RecordView::of(record, &names))
                    .collect(),
                caveat: truceline_register::check::CAVEAT,
            };
            return context.tell(&view, String::new);
        }
        let features: Vec<Feature> = records
            .iter()
            .flat_map(|record| features(record, &names))
            .collect();
        let text = format!("{:#}\n", collection(&features));
        let Some(path) = &context.out else {
            return context.give(&text);
        };
        file::write_new(path, text.as_bytes())?;
        context.tell(
            &json!({ "export": path, "features": features.len() }),
            || format!("{} features: {}\n", features.len(), path.display()),
        )
    }
}

/// The records that say where somebody is now, and those that say that nobody is, each with what
/// the viewer may have.
fn in_force(reading: &Reading, viewer: Viewer) -> Result<Vec<Record>, Problem> {
    let register = reading.register();
    let at = register.standpoint(reading.now());
    let mut indexes: Vec<u64> = view::all(register, at)
        .flat_map(|standing| current(&standing))
        .collect();
    for asked in truceline_register::request::view::all(register, None, at, None) {
        indexes.extend(
            asked
                .occurrences
                .iter()
                .rev()
                .find_map(|occurrence| occurrence.counts),
        );
    }
    indexes.sort_unstable();
    indexes.dedup();
    let mut records = Vec::with_capacity(indexes.len());
    for index in indexes {
        let record = reading.record(index)?;
        let seen = viewer.sees(register, &record);
        let told = match viewer {
            Viewer::Register { .. } => true,
            Viewer::Party(party) => {
                register.owner_of(index) == Some(party)
                    || crate::viewpoint::told(register, &record, party)
                        .is_some_and(|resolution| resolution > Resolution::Commitment)
            }
        };
        if told {
            records.push(seen);
        }
    }
    Ok(records)
}

/// The records of the versions that count now: where one waits for a second person, or for its
/// owner's word, those before it too.
fn current(standing: &NotificationView) -> Vec<u64> {
    let counting = standing
        .versions
        .iter()
        .filter(|version| version.life == Life::InForce);
    counting.map(|version| version.record).collect()
}

fn features(record: &Record, names: &Names) -> Vec<Feature> {
    let Some(payload) = &record.payload else {
        return Vec::new();
    };
    match &payload.act {
        Act::Site(body) | Act::Amended(Amendment::Site(body)) => of_site(record, body, names),
        Act::Movement(body) | Act::Amended(Amendment::Movement(body)) => {
            of_movement(record, body, names)
        }
        Act::Nil(body) | Act::Amended(Amendment::Nil(body)) => of_nil(record, body, names),
        Act::Answered(body) => of_answer(record, body, names),
        Act::Relayed(relay) => match &relay.what {
            RelayedAct::Site(body) => of_site(record, body, names),
            RelayedAct::Movement(body) => of_movement(record, body, names),
            RelayedAct::Nil(body) => of_nil(record, body, names),
            RelayedAct::Answer(body) => of_answer(record, body, names),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn feature(
    record: &Record,
    names: &Names,
    id: Option<String>,
    kind: &str,
    footprint: Option<Footprint>,
    more: Vec<(String, Property)>,
) -> Feature {
    let text = |text: &str| Property::Text(text.to_owned());
    let owner = record
        .part
        .signer
        .map(|signer| names.party(signer.party).short().to_owned());
    let mut properties = vec![
        ("kind".to_owned(), text(kind)),
        (
            "record".to_owned(),
            Property::Whole(i64::try_from(record.index).unwrap_or(i64::MAX)),
        ),
        (
            "party".to_owned(),
            owner.map_or(Property::Null, Property::Text),
        ),
        (
            "received_at".to_owned(),
            Property::Text(record.part.received_at.to_string()),
        ),
        (
            "flags".to_owned(),
            Property::Texts(
                record
                    .part
                    .flags
                    .iter()
                    .map(|flag| flag.word().to_owned())
                    .collect(),
            ),
        ),
    ];
    if let Some(view) = CountersignatureView::of_record(record, names) {
        let words = if view.lacking.is_empty() {
            "given by another party"
        } else {
            "lacking: another party has not countersigned it"
        };
        properties.push(("countersignature".to_owned(), text(words)));
    }
    properties.extend(more);
    Feature {
        id,
        footprint,
        properties,
    }
}

fn window(
    from: impl std::fmt::Display,
    until: Option<impl std::fmt::Display>,
) -> Vec<(String, Property)> {
    let until = until.map_or(Property::Null, |until| Property::Text(until.to_string()));
    vec![
        ("from".to_owned(), Property::Text(from.to_string())),
        ("until".to_owned(), until),
    ]
}

fn of_site(record: &Record, body: &Site, names: &Names) -> Vec<Feature> {
    let place = record
        .disclosures
        .open::<SitePlace>(body.place.exact, Label::Exact)
        .ok()
        .flatten();
    let Some(place) = place else {
        return coarse(record, &body.place, body.id.to_string(), "site", names);
    };
    let mut more = window(place.start, place.end);
    more.push((
        "category".to_owned(),
        Property::Text(body.category.word().to_owned()),
    ));
    more.push(("resolution".to_owned(), Property::Text("exact".to_owned())));
    more.push((
        "precision_m".to_owned(),
        place.precision.map_or(Property::Null, Property::Length),
    ));
    more.push(("buffer_m".to_owned(), Property::Length(place.buffer)));
    vec![feature(
        record,
        names,
        Some(body.id.to_string()),
        "site",
        Some(place.footprint),
        more,
    )]
}

fn of_movement(record: &Record, body: &Movement, names: &Names) -> Vec<Feature> {
    let place = record
        .disclosures
        .open::<MovementPlace>(body.place.exact, Label::Exact)
        .ok()
        .flatten();
    let Some(place) = place else {
        return coarse(record, &body.place, body.id.to_string(), "movement", names);
    };
    let id = body.id.to_string();
    let legs = place.legs.iter().enumerate().map(|(number, leg)| {
        let mut more = window(leg.window.start(), Some(leg.window.end()));
        more.push((
            "mode".to_owned(),
            Property::Text(body.mode.word().to_owned()),
        ));
        more.push((
            "leg".to_owned(),
            Property::Whole(i64::try_from(number).unwrap_or(0)),
        ));
        more.push(("resolution".to_owned(), Property::Text("exact".to_owned())));
        feature(
            record,
            names,
            Some(format!("{id}/leg-{number}")),
            "movement",
            Some(Footprint::Line(leg.line.clone())),
            more,
        )
    });
    let holds = place
        .holding_points
        .iter()
        .enumerate()
        .map(|(number, point)| {
            let more = window(point.window.start(), Some(point.window.end()));
            feature(
                record,
                names,
                Some(format!("{id}/hold-{number}")),
                "holding-point",
                Some(Footprint::Circle(point.place.clone())),
                more,
            )
        });
    legs.chain(holds).collect()
}

/// What is told by cells, or only that it exists.
fn coarse(
    record: &Record,
    place: &PlaceDigests,
    id: String,
    kind: &str,
    names: &Names,
) -> Vec<Feature> {
    let cells = record
        .disclosures
        .open::<CellPlace>(place.cell, Label::Cell)
        .ok()
        .flatten();
    let Some(cells) = cells else {
        let more = vec![(
            "resolution".to_owned(),
            Property::Text("existence".to_owned()),
        )];
        return vec![feature(record, names, Some(id), kind, None, more)];
    };
    let step = i32::try_from(cells.step_e7)
        .ok()
        .and_then(|step| Step::from_e7(step).ok());
    let Some(step) = step else { return Vec::new() };
    let footprints = cells
        .cells
        .iter()
        .filter_map(|(row, column)| Cell::new(step, *row, *column).ok()?.footprint().ok());
    footprints
        .enumerate()
        .map(|(number, footprint)| {
            let mut more = window(cells.start, cells.end);
            more.push(("resolution".to_owned(), Property::Text("cell".to_owned())));
            feature(
                record,
                names,
                Some(format!("{id}/cell-{number}")),
                kind,
                Some(footprint),
                more,
            )
        })
        .collect()
}

fn of_nil(record: &Record, body: &Nil, names: &Names) -> Vec<Feature> {
    let area = record
        .disclosures
        .open::<Volume4d>(Some(body.area), Label::Area)
        .ok()
        .flatten();
    let mut more = area
        .as_ref()
        .map(|area| window(area.window.start(), Some(area.window.end())))
        .unwrap_or_default();
    more.push(("forces".to_owned(), Property::Text(body.forces.to_string())));
    vec![feature(
        record,
        names,
        Some(body.id.to_string()),
        "nil",
        area.map(|area| area.footprint),
        more,
    )]
}

fn of_answer(record: &Record, body: &Answer, names: &Names) -> Vec<Feature> {
    let Reply::Positions { positions, .. } = &body.reply else {
        return Vec::new();
    };
    let list = record
        .disclosures
        .open::<Vec<PostedPosition>>(Some(*positions), Label::Positions)
        .ok()
        .flatten();
    list.unwrap_or_default()
        .into_iter()
        .enumerate()
        .map(|(number, posted)| {
            let mut more = window(posted.place.start, posted.place.end);
            more.push((
                "class".to_owned(),
                Property::Text(posted.class.word().to_owned()),
            ));
            feature(
                record,
                names,
                Some(format!("{}/{}/{number}", body.request, body.occurrence)),
                "position",
                Some(posted.place.footprint),
                more,
            )
        })
        .collect()
}
