//! Where a notification says that people are, or that nobody is: its latest version as the reader may have it.

use super::Lens;
use super::countersignature::CountersignatureView;
use super::geo::MovementPlaceView;
use super::notification::{AmendmentView, MovementView, NilView, PlaceView, ReportView, SiteView};
use crate::names::{Named, Names};
use serde::Serialize;
use truceline_register::act::Act;
use truceline_register::codec::record::Record;
use truceline_register::ids::LogIndex;
use truceline_register::notification::{Amendment, NotificationRef, Report};
use truceline_register::relay::RelayedAct;
use utoipa::ToSchema;

/// A notification's place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlacedView {
    /// Whose.
    pub party: Named,
    /// Which.
    pub id: String,
    /// The record that says so: the latest version that the reader was told of.
    pub record: LogIndex,
    /// Whether it has the countersignature of another party that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<CountersignatureView>,
    /// What it says, sealed where the reader was not told.
    pub says: AmendmentView,
    /// The way it takes since a later report, and that report's record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub way: Option<WayView>,
}

/// Another way than was notified.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WayView {
    /// The record.
    pub record: LogIndex,
    /// Whether it has the countersignature of another party that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<CountersignatureView>,
    /// The way.
    pub place: PlaceView<MovementPlaceView>,
}

/// A page of places.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlacePage {
    /// In order of party and id.
    pub places: Vec<PlacedView>,
    /// Where the next page begins, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl PlacedView {
    /// The view of a version, from its record as the reader may have it; nothing where that is no version.
    #[must_use]
    pub fn of(about: NotificationRef, record: &Record, names: &Names) -> Option<Self> {
        let lens = Lens {
            names,
            disclosures: &record.disclosures,
        };
        let says = match &record.payload.as_ref()?.act {
            Act::Site(body) => AmendmentView::Site(SiteView::of(body, &lens)),
            Act::Movement(body) => AmendmentView::Movement(MovementView::of(body, &lens)),
            Act::Nil(body) => AmendmentView::Nil(NilView::of(body, &lens)),
            Act::Amended(body) => AmendmentView::of(body, &lens),
            Act::Relayed(relay) => match &relay.what {
                RelayedAct::Site(body) => AmendmentView::of(&Amendment::Site(body.clone()), &lens),
                RelayedAct::Movement(body) => {
                    AmendmentView::of(&Amendment::Movement(body.clone()), &lens)
                }
                RelayedAct::Nil(body) => AmendmentView::of(&Amendment::Nil(body.clone()), &lens),
                _ => return None,
            },
            _ => return None,
        };
        Some(Self {
            party: names.party(about.party),
            id: about.id.to_string(),
            record: record.index,
            countersignature: CountersignatureView::of_record(record, names),
            says,
            way: None,
        })
    }
}

impl WayView {
    /// The view of a report, where it tells another way.
    #[must_use]
    pub fn of(record: &Record, names: &Names) -> Option<Self> {
        let report: &Report = match &record.payload.as_ref()?.act {
            Act::Reported(report) => report,
            Act::Relayed(relay) => match &relay.what {
                RelayedAct::Report(report) => report,
                _ => return None,
            },
            _ => return None,
        };
        report.place.exact.or(report.place.cell)?;
        let lens = Lens {
            names,
            disclosures: &record.disclosures,
        };
        Some(Self {
            record: record.index,
            countersignature: CountersignatureView::of_record(record, names),
            place: ReportView::of(report, &lens).place,
        })
    }
}
