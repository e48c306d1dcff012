//! Sites, movements and nils, from plain values to bodies with digests.

use super::Sealer;
use super::place;
use crate::exit::Problem;
use truceline_register::codec::disclosure::Label;
use truceline_register::ids::{NotificationId, ZoneId};
use truceline_register::notification::{Details, Movement, Nil, Personal, Report, Share, Site};
use truceline_register::place::{MovementPlace, PlaceDigests, SitePlace, Volume4d};
use truceline_register::time::Instant;
use truceline_register::vocabulary::{ForceSet, MovementAct, MovementMode, SiteCategory};

/// A site in plain words.
#[derive(Clone, Debug)]
pub struct SiteWords {
    /// The owner's id for it.
    pub id: NotificationId,
    /// Where and when.
    pub place: SitePlace,
    /// In which zone, where that is known.
    pub zone: Option<ZoneId>,
    /// What it is.
    pub category: SiteCategory,
    /// Whose people.
    pub forces: ForceSet,
    /// When it goes stale.
    pub reconfirm_by: Option<Instant>,
    /// Names and marks.
    pub details: Option<Details>,
    /// Persons.
    pub personal: Option<Personal>,
    /// Who may be told.
    pub shares: Vec<Share>,
}

impl SiteWords {
    /// The body of the statement.
    ///
    /// # Errors
    /// [`Problem`]: no randomness, or a place that cannot be.
    pub fn seal(self, sealer: &mut Sealer<'_>) -> Result<Site, Problem> {
        Ok(Site {
            id: self.id,
            place: place::digests(sealer, &self.place, self.zone)?,
            category: self.category,
            forces: self.forces,
            reconfirm_by: self.reconfirm_by,
            details: sealer.seal_some(Label::Details, self.details.as_ref())?,
            personal: sealer.seal_some(Label::Personal, self.personal.as_ref())?,
            shares: self.shares,
        })
    }
}

/// A movement in plain words.
#[derive(Clone, Debug)]
pub struct MovementWords {
    /// The owner's id for it.
    pub id: NotificationId,
    /// Where and when.
    pub place: MovementPlace,
    /// In which zone, where that is known.
    pub zone: Option<ZoneId>,
    /// How it travels.
    pub mode: MovementMode,
    /// Whose people.
    pub forces: ForceSet,
    /// Whether the shorter lead time applies.
    pub emergency: bool,
    /// Names and marks.
    pub details: Option<Details>,
    /// Persons.
    pub personal: Option<Personal>,
    /// Who may be told.
    pub shares: Vec<Share>,
}

impl MovementWords {
    /// The body of the statement.
    ///
    /// # Errors
    /// [`Problem`]: no randomness, or a way that cannot be.
    pub fn seal(self, sealer: &mut Sealer<'_>) -> Result<Movement, Problem> {
        Ok(Movement {
            id: self.id,
            place: place::digests(sealer, &self.place, self.zone)?,
            mode: self.mode,
            forces: self.forces,
            emergency: self.emergency,
            details: sealer.seal_some(Label::Details, self.details.as_ref())?,
            personal: sealer.seal_some(Label::Personal, self.personal.as_ref())?,
            shares: self.shares,
        })
    }
}

/// A nil in plain words.
#[derive(Clone, Debug)]
pub struct NilWords {
    /// The owner's id for it.
    pub id: NotificationId,
    /// Area and window.
    pub area: Volume4d,
    /// Which forces it covers.
    pub forces: ForceSet,
    /// As of when it was true.
    pub as_of: Instant,
    /// Who may be told.
    pub shares: Vec<Share>,
}

impl NilWords {
    /// The body of the statement.
    ///
    /// # Errors
    /// [`Problem`]: no randomness.
    pub fn seal(self, sealer: &mut Sealer<'_>) -> Result<Nil, Problem> {
        Ok(Nil {
            id: self.id,
            area: sealer.seal(Label::Area, &self.area)?,
            forces: self.forces,
            as_of: self.as_of,
            shares: self.shares,
        })
    }
}

/// What a movement reports, in plain words.
#[derive(Clone, Debug)]
pub struct ReportWords {
    /// Which movement.
    pub id: NotificationId,
    /// What happened.
    pub act: MovementAct,
    /// When.
    pub at: Instant,
    /// On which leg, counted from 0.
    pub leg: Option<u16>,
    /// At which holding point, counted from 0.
    pub holding_point: Option<u16>,
    /// Expected until.
    pub until: Option<Instant>,
    /// The way it takes now, where it deviated.
    pub place: Option<MovementPlace>,
    /// In which zone that is.
    pub zone: Option<ZoneId>,
}

impl ReportWords {
    /// The body of the statement.
    ///
    /// # Errors
    /// [`Problem`]: no randomness, or a way that cannot be.
    pub fn seal(self, sealer: &mut Sealer<'_>) -> Result<Report, Problem> {
        let place = match &self.place {
            Some(way) => place::digests(sealer, way, self.zone)?,
            None => PlaceDigests::default(),
        };
        Ok(Report {
            id: self.id,
            act: self.act,
            at: self.at,
            leg: self.leg,
            holding_point: self.holding_point,
            until: self.until,
            place,
        })
    }
}
