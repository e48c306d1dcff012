//! Sites, movements and nils, and what is said about them.

use super::geo::{CellPlaceView, ExistenceView, MovementPlaceView, SitePlaceView, VolumeView};
use super::{Lens, Sealed, forces, time};
use crate::names::Named;
use serde::Serialize;
use truceline_register::codec::disclosure::Label;
use truceline_register::notification::consent::Consent;
use truceline_register::notification::{
    Amendment, Contest, ContestMove, Details, Movement, Nil, NotificationRef, Personal,
    Reconfirmation, Report, Share, Site, Withdrawal,
};
use truceline_register::place::{
    CellPlace, ExistencePlace, MovementPlace, PlaceDigests, SitePlace, Volume4d,
};
use truceline_register::vocabulary::Resolution;
use utoipa::ToSchema;

/// Whom the owner lets be told, and how exactly.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ShareView {
    /// Who.
    pub to: Named,
    /// How exactly.
    pub resolution: &'static str,
}

/// A place at its three resolutions.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlaceView<T> {
    /// The place itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exact: Option<Sealed<T>>,
    /// The cells it touches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<Sealed<CellPlaceView>>,
    /// The zone it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub existence: Option<Sealed<ExistenceView>>,
}

/// Names and marks.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DetailsView {
    /// Names as given.
    pub names: Vec<String>,
    /// Code in a public list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place_code: Option<String>,
    /// The position as given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position_as_given: Option<String>,
    /// How it was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capture: Option<String>,
    /// Marks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marking: Option<String>,
    /// How many vehicles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vehicles: Option<u32>,
    /// Purpose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// The sender's own reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// Persons.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PersonalView {
    /// Whom to call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// Who verified the position.
    pub verified_by: Vec<String>,
    /// Persons on board.
    pub persons: Vec<String>,
}

/// A site.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SiteView {
    /// The owner's id.
    pub id: String,
    /// What it is.
    pub category: &'static str,
    /// Whose people.
    pub forces: Vec<&'static str>,
    /// When it goes stale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reconfirm_by: Option<String>,
    /// Where and when.
    pub place: PlaceView<SitePlaceView>,
    /// Names and marks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<Sealed<DetailsView>>,
    /// Persons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub personal: Option<Sealed<PersonalView>>,
    /// Who may be told.
    pub shares: Vec<ShareView>,
}

/// A movement.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MovementView {
    /// The owner's id.
    pub id: String,
    /// How it travels.
    pub mode: &'static str,
    /// Whose people.
    pub forces: Vec<&'static str>,
    /// Whether it is an emergency.
    pub emergency: bool,
    /// Where and when.
    pub place: PlaceView<MovementPlaceView>,
    /// Names and marks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<Sealed<DetailsView>>,
    /// Persons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub personal: Option<Sealed<PersonalView>>,
    /// Who may be told.
    pub shares: Vec<ShareView>,
}

/// A nil.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NilView {
    /// The owner's id.
    pub id: String,
    /// Which forces it covers; no others.
    pub forces: Vec<&'static str>,
    /// As of when it was true.
    pub as_of: String,
    /// Area and window.
    pub area: Sealed<VolumeView>,
    /// Who may be told.
    pub shares: Vec<ShareView>,
}

/// An amendment: what stands there now.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AmendmentView {
    /// Of a site.
    Site(SiteView),
    /// Of a movement.
    Movement(MovementView),
    /// Of a nil.
    Nil(NilView),
}

/// A withdrawal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WithdrawalView {
    /// Which.
    pub id: String,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Sealed<String>>,
}

/// A reconfirmation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReconfirmationView {
    /// Which.
    pub id: String,
    /// Until when it is good now.
    pub reconfirm_by: String,
}

/// A notification by the party that made it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NotificationRefView {
    /// Whose.
    pub party: Named,
    /// Which.
    pub notification: String,
}

/// A contest.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ContestView {
    /// About what.
    pub about: NotificationRefView,
    /// Raised, replied, lifted.
    pub step: &'static str,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Sealed<String>>,
}

/// Who may be told from now on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConsentView {
    /// Of which notification.
    pub id: String,
    /// Who.
    pub to: Named,
    /// How exactly; absent: not told any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<&'static str>,
    /// How exactly while a stop covers the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emergency: Option<&'static str>,
}

/// A movement's report.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReportView {
    /// Which movement.
    pub id: String,
    /// What happened.
    pub act: &'static str,
    /// When.
    pub at: String,
    /// On which leg, counted from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leg: Option<u16>,
    /// At which holding point, counted from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holding_point: Option<u16>,
    /// Expected until.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The way it takes now.
    pub place: PlaceView<MovementPlaceView>,
}

fn shares(shares: &[Share], lens: &Lens<'_>) -> Vec<ShareView> {
    let view = |share: &Share| ShareView {
        to: lens.names.party(share.to),
        resolution: share.resolution.word(),
    };
    shares.iter().map(view).collect()
}

impl<T> PlaceView<T> {
    fn of(place: &PlaceDigests, lens: &Lens<'_>, exact: Option<Sealed<T>>) -> Self {
        Self {
            exact,
            cell: lens.open(place.cell, Label::Cell, |cells: &CellPlace| {
                CellPlaceView::of(cells)
            }),
            existence: lens.open(
                place.existence,
                Label::Existence,
                |place: &ExistencePlace| ExistenceView::of(place, lens.names),
            ),
        }
    }
}

fn site_place(place: &PlaceDigests, lens: &Lens<'_>) -> PlaceView<SitePlaceView> {
    PlaceView::of(
        place,
        lens,
        lens.open(place.exact, Label::Exact, |place: &SitePlace| {
            SitePlaceView::of(place)
        }),
    )
}

fn movement_place(place: &PlaceDigests, lens: &Lens<'_>) -> PlaceView<MovementPlaceView> {
    let exact = lens.open(place.exact, Label::Exact, |place: &MovementPlace| {
        MovementPlaceView::of(place)
    });
    PlaceView::of(place, lens, exact)
}

impl DetailsView {
    /// The view of details.
    #[must_use]
    pub fn of(details: &Details) -> Self {
        Self {
            names: details.names.clone(),
            place_code: details.place_code.clone(),
            position_as_given: details.position_as_given.clone(),
            capture: details.capture.clone(),
            marking: details.marking.clone(),
            vehicles: details.vehicles,
            purpose: details.purpose.clone(),
            reference: details.reference.clone(),
        }
    }
}

impl PersonalView {
    /// The view of persons.
    #[must_use]
    pub fn of(personal: &Personal) -> Self {
        Self {
            contact: personal.contact.clone(),
            verified_by: personal.verified_by.clone(),
            persons: personal.persons.clone(),
        }
    }
}

impl SiteView {
    /// The view of a site.
    #[must_use]
    pub fn of(body: &Site, lens: &Lens<'_>) -> Self {
        Self {
            id: body.id.to_string(),
            category: body.category.word(),
            forces: forces(body.forces),
            reconfirm_by: body.reconfirm_by.map(time),
            place: site_place(&body.place, lens),
            details: lens.open(body.details, Label::Details, DetailsView::of),
            personal: lens.open(body.personal, Label::Personal, PersonalView::of),
            shares: shares(&body.shares, lens),
        }
    }
}

impl MovementView {
    /// The view of a movement.
    #[must_use]
    pub fn of(body: &Movement, lens: &Lens<'_>) -> Self {
        Self {
            id: body.id.to_string(),
            mode: body.mode.word(),
            forces: forces(body.forces),
            emergency: body.emergency,
            place: movement_place(&body.place, lens),
            details: lens.open(body.details, Label::Details, DetailsView::of),
            personal: lens.open(body.personal, Label::Personal, PersonalView::of),
            shares: shares(&body.shares, lens),
        }
    }
}

impl NilView {
    /// The view of a nil.
    #[must_use]
    pub fn of(body: &Nil, lens: &Lens<'_>) -> Self {
        let area = lens.open(Some(body.area), Label::Area, |volume: &Volume4d| {
            VolumeView::of(volume)
        });
        Self {
            id: body.id.to_string(),
            forces: forces(body.forces),
            as_of: time(body.as_of),
            area: area.unwrap_or_else(|| Sealed::Closed {
                sealed: body.area.to_string(),
            }),
            shares: shares(&body.shares, lens),
        }
    }
}

impl AmendmentView {
    /// The view of an amendment.
    #[must_use]
    pub fn of(body: &Amendment, lens: &Lens<'_>) -> Self {
        match body {
            Amendment::Site(body) => Self::Site(SiteView::of(body, lens)),
            Amendment::Movement(body) => Self::Movement(MovementView::of(body, lens)),
            Amendment::Nil(body) => Self::Nil(NilView::of(body, lens)),
        }
    }
}

impl WithdrawalView {
    /// The view of a withdrawal.
    #[must_use]
    pub fn of(body: &Withdrawal, lens: &Lens<'_>) -> Self {
        Self {
            id: body.id.to_string(),
            reason: lens.text(body.reason),
        }
    }
}

impl ReconfirmationView {
    /// The view of a reconfirmation.
    #[must_use]
    pub fn of(body: &Reconfirmation) -> Self {
        Self {
            id: body.id.to_string(),
            reconfirm_by: time(body.reconfirm_by),
        }
    }
}

impl NotificationRefView {
    /// The view of a reference.
    #[must_use]
    pub fn of(about: &NotificationRef, lens: &Lens<'_>) -> Self {
        Self {
            party: lens.names.party(about.party),
            notification: about.id.to_string(),
        }
    }
}

impl ContestView {
    /// The view of a contest.
    #[must_use]
    pub fn of(body: &Contest, lens: &Lens<'_>) -> Self {
        let step = match body.step {
            ContestMove::Raised => "raised",
            ContestMove::Replied => "replied",
            ContestMove::Lifted => "lifted",
        };
        Self {
            about: NotificationRefView::of(&body.about, lens),
            step,
            text: lens.text(body.text),
        }
    }
}

impl ConsentView {
    /// The view of a change of consent.
    #[must_use]
    pub fn of(body: &Consent, lens: &Lens<'_>) -> Self {
        Self {
            id: body.id.to_string(),
            to: lens.names.party(body.to),
            resolution: body.resolution.map(Resolution::word),
            emergency: body.emergency.map(Resolution::word),
        }
    }
}

impl ReportView {
    /// The view of a report.
    #[must_use]
    pub fn of(body: &Report, lens: &Lens<'_>) -> Self {
        Self {
            id: body.id.to_string(),
            act: body.act.word(),
            at: time(body.at),
            leg: body.leg,
            holding_point: body.holding_point,
            until: body.until.map(time),
            place: movement_place(&body.place, lens),
        }
    }
}
