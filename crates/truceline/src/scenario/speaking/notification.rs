//! Sites, movements and nils of a scenario, and their places.

use super::super::cast::PartyNumber;
use super::super::deed::{Leg, Marks, Movement, Notice, Site};
use super::super::ids::notification_id;
use super::super::map::Shape;
use super::Speaking;
use crate::exit::Problem;
use crate::speech::Speech;
use crate::speech::notification::{MovementWords, NilWords, SiteWords};
use truceline_register::act::Act;
use truceline_register::geometry::footprint::{Circle, Footprint, Line};
use truceline_register::geometry::position::{Decimetres, Position};
use truceline_register::ids::ZoneId;
use truceline_register::notification::{Amendment, Details, Personal, Share};
use truceline_register::place::{HoldingPoint, Leg as RegisterLeg, MovementPlace};
use truceline_register::time::{Instant, TimeWindow};
use truceline_register::vocabulary::Resolution;

impl Speaking<'_> {
    pub(super) fn notified(&mut self, notice: &Notice, amended: bool) -> Result<Speech, Problem> {
        Ok(match notice {
            Notice::Site(site) => {
                let words = self.site(site);
                let mut sealer = self.sealer(site.marks.disclosed);
                let body = words.seal(&mut sealer)?;
                let amendment = |body| Act::Amended(Amendment::Site(body));
                sealer.speech(if amended {
                    amendment(body)
                } else {
                    Act::Site(body)
                })
            }
            Notice::Movement(movement) => {
                let words = self.movement(movement)?;
                let mut sealer = self.sealer(movement.marks.disclosed);
                let body = words.seal(&mut sealer)?;
                let amendment = |body| Act::Amended(Amendment::Movement(body));
                sealer.speech(if amended {
                    amendment(body)
                } else {
                    Act::Movement(body)
                })
            }
            Notice::Nil(nil) => {
                let words = NilWords {
                    id: notification_id(&nil.label),
                    area: nil.volume.clone(),
                    forces: nil.forces,
                    as_of: nil.as_of.unwrap_or(self.now),
                    shares: self.shares(&nil.shares),
                };
                let mut sealer = self.sealer(None);
                let body = words.seal(&mut sealer)?;
                let amendment = |body| Act::Amended(Amendment::Nil(body));
                sealer.speech(if amended {
                    amendment(body)
                } else {
                    Act::Nil(body)
                })
            }
        })
    }

    pub(super) fn site(&self, site: &Site) -> SiteWords {
        let end = site.place.end.unwrap_or(Instant::MAX);
        SiteWords {
            id: notification_id(&site.label),
            place: site.place.clone(),
            zone: self.zone(&site.place.footprint, site.place.start, end),
            category: site.category,
            forces: site.forces,
            reconfirm_by: site.reconfirm_by,
            details: details(&site.marks),
            personal: personal(&site.marks),
            shares: self.shares(&site.marks.shares),
        }
    }

    pub(super) fn movement(&self, movement: &Movement) -> Result<MovementWords, Problem> {
        let place = MovementPlace {
            legs: legs(&movement.legs, movement.half_width)?,
            holding_points: holding_points(&movement.holding, movement.half_width)?,
            precision: movement.precision,
            buffer: movement.buffer,
        };
        Ok(MovementWords {
            id: notification_id(&movement.label),
            zone: self.zone_of_way(&place),
            place,
            mode: movement.mode,
            forces: movement.forces,
            emergency: movement.emergency,
            details: details(&movement.marks),
            personal: personal(&movement.marks),
            shares: self.shares(&movement.marks.shares),
        })
    }

    pub(super) fn shares(&self, shares: &[(PartyNumber, Resolution)]) -> Vec<Share> {
        shares
            .iter()
            .map(|(to, r)| Share {
                to: self.party_id(*to),
                resolution: *r,
            })
            .collect()
    }

    /// The first zone that a place touches.
    pub(super) fn zone(
        &self,
        footprint: &Footprint,
        start: Instant,
        end: Instant,
    ) -> Option<ZoneId> {
        let window = TimeWindow::new(start, end).ok()?;
        let zones = &self.register.zones;
        zones
            .zones_touching(footprint, window, self.register.size)
            .first()
            .copied()
    }

    pub(super) fn zone_of_way(&self, place: &MovementPlace) -> Option<ZoneId> {
        place.legs.iter().find_map(|leg| {
            let way = Footprint::Line(leg.line.clone());
            self.zone(&way, leg.window.start(), leg.window.end())
        })
    }
}

fn details(marks: &Marks) -> Option<Details> {
    let silent = marks.names.is_empty() && marks.position_as_given.is_none();
    (!silent).then(|| Details {
        names: marks.names.clone(),
        position_as_given: marks.position_as_given.clone(),
        ..Details::default()
    })
}

fn personal(marks: &Marks) -> Option<Personal> {
    marks.contact.as_ref().map(|contact| Personal {
        contact: Some(contact.clone()),
        ..Personal::default()
    })
}

fn shapeless(error: truceline_register::geometry::position::PlaceError) -> Problem {
    Problem::usage(error.to_string())
}

pub(super) fn legs(legs: &[Leg], half_width: Decimetres) -> Result<Vec<RegisterLeg>, Problem> {
    legs.iter()
        .map(|leg| {
            let line = match leg.way.footprint(half_width).map_err(shapeless)? {
                Footprint::Line(line) => line,
                Footprint::Circle(circle) => {
                    Line::new(vec![circle.centre], half_width).map_err(shapeless)?
                }
                Footprint::Polygons(_) => {
                    return Err(Problem::usage(format!(
                        "\"{}\" is an area and no way",
                        leg.way.name
                    )));
                }
            };
            Ok(RegisterLeg {
                line,
                altitude: None,
                window: leg.window,
            })
        })
        .collect()
}

fn holding_points(points: &[Leg], radius: Decimetres) -> Result<Vec<HoldingPoint>, Problem> {
    points
        .iter()
        .map(|point| {
            let centre: Position = match &point.way.shape {
                Shape::Point(position) => *position,
                Shape::Way(_) | Shape::Area(_) => {
                    return Err(Problem::usage(format!(
                        "\"{}\" is no point to wait at",
                        point.way.name
                    )));
                }
            };
            Ok(HoldingPoint {
                place: Circle { centre, radius },
                window: point.window,
            })
        })
        .collect()
}
