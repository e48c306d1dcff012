//! Notifications as they are said: sites, movements, nils.

use super::Reader;
use super::entry::Circumstances;
use super::words::{joined, vocabulary};
use crate::scenario::deed::{Leg, Marks, Movement, Nil, Notice, Site};
use crate::scenario::text::{Cursor, Fault};
use truceline_formats::coordinate::{self, CoarseGrid};
use truceline_register::geometry::footprint::{Circle, Footprint};
use truceline_register::geometry::position::Decimetres;
use truceline_register::place::SitePlace;
use truceline_register::vocabulary::{ForceSet, MovementMode, Resolution, SiteCategory};

/// Precision of the places of a scenario's map: its coordinates have four decimals or more.
pub(crate) const MAP_PRECISION: Decimetres = match Decimetres::from_metres(10) {
    Ok(precision) => precision,
    Err(_) => Decimetres::ZERO,
};

/// Half-width of a movement's ways where it says none.
const ROAD_HALF_WIDTH: Decimetres = match Decimetres::from_metres(30) {
    Ok(width) => width,
    Err(_) => Decimetres::ZERO,
};

impl Reader {
    pub(super) fn notice(
        &mut self,
        cursor: &mut Cursor<'_>,
        around: &mut Circumstances,
    ) -> Result<Notice, Fault> {
        if cursor.take_if("site") {
            return self.site(cursor, around).map(Notice::Site);
        }
        if cursor.take_if("movement") {
            return self.movement(cursor, around).map(Notice::Movement);
        }
        if cursor.take_if("nil") {
            return self.nil(cursor, around).map(Notice::Nil);
        }
        Err(cursor.fault("\"site\", \"movement\" or \"nil\""))
    }

    fn site(&mut self, cursor: &mut Cursor<'_>, around: &mut Circumstances) -> Result<Site, Fault> {
        let label = self.new_label(cursor)?;
        cursor.phrase("at")?;
        let mut marks = Marks::default();
        let (footprint, precision) = if cursor.take_if("position") {
            self.written_position(cursor, &mut marks)?
        } else {
            (
                self.footprint(cursor, Decimetres::ZERO)?,
                Some(MAP_PRECISION),
            )
        };
        let place = SitePlace {
            footprint,
            altitude: None,
            start: self.now,
            end: None,
            precision,
            buffer: Decimetres::ZERO,
        };
        let mut site = Site {
            label,
            place,
            category: SiteCategory::Other,
            forces: ForceSet::NONE,
            reconfirm_by: None,
            marks,
        };
        while cursor.take_if(",") {
            if !self.circumstance(cursor, around)? && !self.mark(cursor, &mut site.marks)? {
                self.site_clause(cursor, &mut site)?;
            }
        }
        if site.forces.is_empty() {
            return Err(cursor.fault("\", forces\" with whose people they are"));
        }
        Ok(site)
    }

    fn site_clause(&self, cursor: &mut Cursor<'_>, site: &mut Site) -> Result<(), Fault> {
        let what = "\"category\", \"forces\", \"from\", \"until\", \"reconfirm by\", \"precision\", \
            \"radius\", \"buffer\", \"named\", \"contact\", \"to\", \"disclosing\", \"signed\" or \"as\"";
        let clause = cursor.word(what)?;
        match clause.text.as_str() {
            "category" => {
                site.category =
                    vocabulary(cursor, "a category", SiteCategory::ALL, SiteCategory::word)?;
            }
            "forces" => site.forces = self.forces(cursor)?,
            "from" => site.place.start = self.moment(cursor)?,
            "until" => site.place.end = Some(self.moment(cursor)?),
            "reconfirm" => {
                cursor.phrase("by")?;
                site.reconfirm_by = Some(self.moment(cursor)?);
            }
            "precision" => site.place.precision = self.precision(cursor)?,
            "radius" => match &mut site.place.footprint {
                Footprint::Circle(circle) => circle.radius = self.length(cursor)?,
                Footprint::Line(_) | Footprint::Polygons(_) => {
                    return Err(
                        cursor.fault_at(Some(clause), "no radius around what is not a point")
                    );
                }
            },
            "buffer" => site.place.buffer = self.length(cursor)?,
            _ => return Err(cursor.fault_at(Some(clause), what)),
        }
        Ok(())
    }

    fn precision(&self, cursor: &mut Cursor<'_>) -> Result<Option<Decimetres>, Fault> {
        if cursor.take_phrase("not stated") {
            return Ok(None);
        }
        self.length(cursor).map(Some)
    }

    /// A position as it was written down; what the notation implies is its precision.
    fn written_position(
        &self,
        cursor: &mut Cursor<'_>,
        marks: &mut Marks,
    ) -> Result<(Footprint, Option<Decimetres>), Fault> {
        let token = cursor.peek();
        let text = cursor.quoted("a position as it was given")?;
        let reading = coordinate::parse(&text, CoarseGrid::Refused)
            .map_err(|error| cursor.fault_at(token, format!("a position ({error})")))?;
        marks.position_as_given = Some(text);
        let point = Circle {
            centre: reading.position,
            radius: Decimetres::ZERO,
        };
        Ok((Footprint::Circle(point), Some(reading.precision)))
    }

    fn mark(&self, cursor: &mut Cursor<'_>, marks: &mut Marks) -> Result<bool, Fault> {
        if cursor.take_if("named") {
            marks.names = joined(cursor, |cursor| cursor.quoted("a name"))?;
        } else if cursor.take_if("contact") {
            marks.contact = Some(cursor.quoted("whom to call")?);
        } else if cursor.take_if("to") {
            marks.shares = self.shares(cursor)?;
        } else if cursor.take_if("disclosing") {
            let how = vocabulary(cursor, "how exactly", Resolution::ALL, Resolution::word)?;
            marks.disclosed = Some(how);
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    pub(super) fn leg(&self, cursor: &mut Cursor<'_>) -> Result<Leg, Fault> {
        Ok(Leg {
            way: self.place(cursor)?,
            window: self.window(cursor)?,
        })
    }

    fn movement(
        &mut self,
        cursor: &mut Cursor<'_>,
        around: &mut Circumstances,
    ) -> Result<Movement, Fault> {
        let label = self.new_label(cursor)?;
        cursor.phrase(": by")?;
        let legs = joined(cursor, |cursor| self.leg(cursor))?;
        let mut movement = Movement {
            label,
            legs,
            half_width: ROAD_HALF_WIDTH,
            holding: Vec::new(),
            precision: Some(MAP_PRECISION),
            buffer: Decimetres::ZERO,
            mode: MovementMode::Overland,
            forces: ForceSet::NONE,
            emergency: false,
            marks: Marks::default(),
        };
        while cursor.take_if(",") {
            if !self.circumstance(cursor, around)? && !self.mark(cursor, &mut movement.marks)? {
                self.movement_clause(cursor, &mut movement)?;
            }
        }
        if movement.forces.is_empty() {
            return Err(cursor.fault("\", forces\" with whose people they are"));
        }
        Ok(movement)
    }

    fn movement_clause(
        &self,
        cursor: &mut Cursor<'_>,
        movement: &mut Movement,
    ) -> Result<(), Fault> {
        let what = "\"holding at\", \"width\", \"precision\", \"buffer\", \"mode\", \"forces\", \
            \"emergency\", \"named\", \"contact\", \"to\", \"disclosing\", \"signed\" or \"as\"";
        let clause = cursor.word(what)?;
        match clause.text.as_str() {
            "holding" => {
                cursor.phrase("at")?;
                movement.holding.push(self.leg(cursor)?);
            }
            "width" => movement.half_width = self.length(cursor)?,
            "precision" => movement.precision = self.precision(cursor)?,
            "buffer" => movement.buffer = self.length(cursor)?,
            "mode" => {
                movement.mode = vocabulary(
                    cursor,
                    "a way of travelling",
                    MovementMode::ALL,
                    MovementMode::word,
                )?;
            }
            "forces" => movement.forces = self.forces(cursor)?,
            "emergency" => movement.emergency = true,
            _ => return Err(cursor.fault_at(Some(clause), what)),
        }
        Ok(())
    }

    fn nil(&mut self, cursor: &mut Cursor<'_>, around: &mut Circumstances) -> Result<Nil, Fault> {
        let label = self.new_label(cursor)?;
        cursor.phrase("in")?;
        let volume = self.volume(cursor)?;
        cursor.phrase("for")?;
        let forces = self.forces(cursor)?;
        let mut nil = Nil {
            label,
            volume,
            forces,
            as_of: None,
            shares: Vec::new(),
        };
        let what = "\"as of\", \"to\", \"signed\" or \"as\"";
        while cursor.take_if(",") {
            if self.circumstance(cursor, around)? {
                continue;
            }
            let clause = cursor.word(what)?;
            match clause.text.as_str() {
                "as" => {
                    cursor.phrase("of")?;
                    nil.as_of = Some(self.moment(cursor)?);
                }
                "to" => nil.shares = self.shares(cursor)?,
                _ => return Err(cursor.fault_at(Some(clause), what)),
            }
        }
        Ok(nil)
    }
}
