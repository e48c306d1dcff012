//! The register's eyes as far as a party may see through them: what it was not shown exactly, in cells and stretches
//! ([`super::grain`]). Own words, and what was shown exactly, are met exactly; what was shown in cells is met in those. The
//! centre sees exactly.
//!
//! Most of what is near a place are sites of one circle of which nothing was said since and the asker was told
//! nothing: those are met by their cell alone ([`presence::disc`]), each cell measured once in a look. All else is
//! worked out presence by presence.

use super::Reason;
use super::eyes::{All, Eyes, onward};
use super::facts::{come_near, overlaps};
use super::grain::Grain;
use super::ground::Touched;
use crate::declaration::Declared;
use crate::geometry::bounds::{GeoBox, bounds};
use crate::geometry::footprint::Footprint;
use crate::geometry::mesh::{MeshCell, joined};
use crate::geometry::position::{AltitudeBand, Decimetres};
use crate::ids::{LogIndex, PartyId, ZoneId};
use crate::notification::consent;
use crate::notification::history::{Content, Notification};
use crate::place::Volume4d;
use crate::presence::disc::{self, Disc};
use crate::presence::overlapping::Met;
use crate::presence::undisclosed::Undisclosed;
use crate::presence::{self, PresenceVolume, Source, Standing, meets_window};
use crate::register::{Register, Standpoint};
use crate::time::{Instant, TimeWindow};
use crate::vocabulary::Resolution;
use std::cell::RefCell;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// So many cells go into one footprint.
const CELLS_IN_ONE: usize = 1_024;

/// A party's eyes.
#[derive(Clone, Copy, Debug)]
pub struct InCells<'a> {
    /// Whose knowledge.
    pub register: &'a Register,
    /// Whose check.
    pub asker: PartyId,
    /// How finely it sees what it was not shown exactly.
    pub grain: Grain,
}

/// One look around a volume.
struct Look<'a> {
    around: Around<'a>,
    /// The volume with the stretches that its window reaches into.
    wide: Volume4d,
    /// How far it reaches beyond its footprint.
    reach: Decimetres,
    /// How far away at most something is met in its cells.
    far: Decimetres,
    touched: &'a Touched,
    at: Standpoint,
    /// What becomes overdue does so with its stretch, not at a moment that tells when it ends.
    soon: Instant,
}

/// The boxes around a volume, for each reach worked out once: most of what is near reaches as far.
struct Around<'a> {
    footprint: &'a Footprint,
    known: RefCell<Vec<(Decimetres, Rc<[GeoBox]>)>>,
}

/// How cells that reach so far beyond themselves lie to a volume.
#[derive(Default)]
struct Cells(BTreeMap<(MeshCell, Decimetres), Lie>);

/// How one does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lie {
    Apart,
    /// Its box comes near.
    Near,
    Within,
    /// It is no polygon.
    Unknown,
}

/// How a presence is shown to an asker.
enum Shown {
    Exactly,
    In(Vec<Footprint>),
    Not,
}

impl<'a> Around<'a> {
    const fn of(footprint: &'a Footprint) -> Self {
        Self {
            footprint,
            known: RefCell::new(Vec::new()),
        }
    }

    fn boxes(&self, reach: Decimetres) -> Rc<[GeoBox]> {
        let known = self.known.borrow();
        let boxes = known.iter().find(|(of, _)| *of == reach);
        if let Some((_, boxes)) = boxes {
            return Rc::clone(boxes);
        }
        drop(known);
        let boxes: Rc<[GeoBox]> = bounds(self.footprint, reach).into();
        self.known.borrow_mut().push((reach, Rc::clone(&boxes)));
        boxes
    }
}

impl Cells {
    /// How a cell that reaches so far beyond itself lies to the volume that is looked around.
    fn lie(&mut self, cell: MeshCell, own: Decimetres, volume: &Volume4d, look: &Look<'_>) -> Lie {
        let vacant = match self.0.entry((cell, own)) {
            Entry::Occupied(known) => return *known.get(),
            Entry::Vacant(vacant) => vacant,
        };
        let lie = match cell.footprint() {
            None => Lie::Unknown,
            Some(_) if !cell.may_meet(&look.around.boxes(look.reach.plus(own))) => Lie::Apart,
            Some(outline) => {
                match come_near(&outline, (own, Decimetres::ZERO), volume, look.touched) {
                    true => Lie::Within,
                    false => Lie::Near,
                }
            }
        };
        *vacant.insert(lie)
    }
}

/// Whether a party was shown a presence exactly, as it stands: its own, or told exactly with all that was
/// reported since.
#[must_use]
pub fn shown_exactly(
    register: &Register,
    party: PartyId,
    standing: &Standing,
    at: Standpoint,
) -> bool {
    matches!(shown(register, party, standing, at), Shown::Exactly)
}

fn shown(register: &Register, asker: PartyId, standing: &Standing, at: Standpoint) -> Shown {
    if standing.party == asker {
        return Shown::Exactly;
    }
    let shown = |record| consent::shown(register, record, asker, at.known_at);
    let version = shown(standing.record);
    let Source::Notification(about) = standing.source else {
        return match version {
            Some(Resolution::Exact) => Shown::Exactly,
            _ => Shown::Not,
        };
    };
    let Some(known) = register.notifications.get(about) else {
        return Shown::Not;
    };
    // What was reported since moves it, in space and time.
    let mut reports = known
        .reports
        .iter()
        .filter(|report| (standing.record + 1..at.known_at).contains(&report.record));
    match version {
        Some(Resolution::Exact)
            if reports.all(|report| shown(report.record) == Some(Resolution::Exact)) =>
        {
            Shown::Exactly
        }
        Some(Resolution::Exact | Resolution::Cell)
            if known
                .reports
                .iter()
                .all(|report| report.place.finest() <= Resolution::Commitment) =>
        {
            cells_of(known, standing).map_or(Shown::Not, Shown::In)
        }
        _ => Shown::Not,
    }
}

/// The cells in which a version says that it lies, where all of it does.
fn cells_of(known: &Notification, standing: &Standing) -> Option<Vec<Footprint>> {
    let version = known
        .versions
        .iter()
        .find(|version| version.record == standing.record)?;
    let cells = match &version.content {
        Content::Site(place) => place.cells_around(),
        Content::Movement(place) => place.cells_around(),
        Content::Nil(_) => return None,
    };
    (!cells.is_empty()).then_some(cells)
}

impl Grain {
    /// A presence in its cells and stretches, as far as these come near a volume; nothing where none does.
    fn coarsen(
        &self,
        presence: &PresenceVolume,
        around: &Around<'_>,
        reach: Decimetres,
    ) -> Vec<PresenceVolume> {
        let timed = || PresenceVolume {
            start: self.down(presence.start),
            end: presence.end.map(|end| self.up(end)),
            ..presence.clone()
        };
        let Some(mesh) = self.mesh else {
            return vec![timed()];
        };
        let far = reach.plus(presence.reach());
        let near = || bounds(around.footprint, far.plus(mesh.side()));
        let Some(home) = mesh.home(&presence.footprint, presence.reach(), near) else {
            return vec![timed()];
        };
        // Where it is met exactly, the cell of that place is listed.
        let near = around.boxes(reach.plus(home.reach));
        let mut cells = home.cells;
        cells.retain(|cell| cell.may_meet(&near));
        let mut coarse = Vec::new();
        for cells in cells.chunks(CELLS_IN_ONE) {
            let Some(footprint) = joined(cells) else {
                return vec![timed()];
            };
            coarse.push(PresenceVolume {
                footprint,
                altitude: presence.altitude,
                start: self.down(presence.start),
                end: presence.end.map(|end| self.up(end)),
                precision: home.reach,
                buffer: Decimetres::ZERO,
            });
        }
        coarse
    }
}

impl InCells<'_> {
    fn look<'a>(&self, volume: &'a Volume4d, touched: &'a Touched, at: Standpoint) -> Look<'a> {
        let reach = touched.reach(volume);
        let wider = self.grain.wider(&volume.footprint, reach);
        let window = TimeWindow::new(
            volume.window.start().minus(touched.tolerance),
            volume.window.end().plus(touched.tolerance),
        );
        Look {
            around: Around::of(&volume.footprint),
            wide: Volume4d {
                window: self.grain.outward(window.unwrap_or(volume.window)),
                ..volume.clone()
            },
            reach,
            far: reach.plus(wider),
            touched,
            at,
            soon: self.grain.up(at.now),
        }
    }

    fn records(&self, look: &Look<'_>) -> Vec<LogIndex> {
        let tolerance = look.touched.tolerance;
        let asked = (&look.wide, look.far, tolerance);
        presence::perhaps_near(self.register, asked, look.at, look.soon)
    }

    /// What some records say, as far as it is seen and near.
    fn standing(&self, records: &[LogIndex], look: &Look<'_>) -> Vec<Standing> {
        let mut standing: BTreeMap<_, Standing> = BTreeMap::new();
        for one in presence::now_and_soon(self.register, records, look.at, look.soon) {
            match standing.get_mut(&(one.record, one.source)) {
                Some(known) => {
                    let more = one.volumes.into_iter();
                    let more: Vec<_> = more.filter(|v| !known.volumes.contains(v)).collect();
                    known.volumes.extend(more);
                }
                None => {
                    standing.insert((one.record, one.source), one);
                }
            }
        }
        standing
            .into_values()
            .map(|standing| self.seen(standing, look))
            .filter(|standing| !standing.volumes.is_empty())
            .collect()
    }

    /// A site of one circle that the asker was told nothing of.
    fn unseen_disc(&self, record: LogIndex, at: Standpoint) -> Option<Disc> {
        let disc = disc::of_record(self.register, record, at)?;
        let told = &self.register.ladder;
        let is_unseen = disc.overlap.party != self.asker
            && told
                .items_of(record, self.asker, at.known_at)
                .next()
                .is_none();
        is_unseen.then_some(disc)
    }

    fn seen(&self, standing: Standing, look: &Look<'_>) -> Standing {
        let (around, reach) = (&look.around, look.reach);
        let volumes = match shown(self.register, self.asker, &standing, look.at) {
            Shown::Exactly => return standing,
            Shown::Not => standing
                .volumes
                .iter()
                .flat_map(|presence| self.grain.coarsen(presence, around, reach))
                .collect(),
            Shown::In(cells) => self.in_cells(&standing.volumes, &cells, around, reach),
        };
        Standing {
            volumes,
            ..standing
        }
    }

    /// Some volumes anywhere in the cells that were shown of them, at any time of theirs, as far as the cells come
    /// near a volume.
    fn in_cells(
        &self,
        volumes: &[PresenceVolume],
        cells: &[Footprint],
        around: &Around<'_>,
        reach: Decimetres,
    ) -> Vec<PresenceVolume> {
        let start = volumes.iter().map(|presence| presence.start).min();
        let ends: Option<Vec<Instant>> = volumes.iter().map(|presence| presence.end).collect();
        let Some(start) = start else {
            return Vec::new();
        };
        let longest = |of: fn(&PresenceVolume) -> Decimetres| {
            let lengths = volumes.iter().map(of);
            lengths.max().unwrap_or(Decimetres::ZERO)
        };
        let (precision, buffer) = (longest(|v| v.precision), longest(|v| v.buffer));
        let near = around.boxes(reach.plus(precision).plus(buffer));
        let comes_near = |cell: &&Footprint| {
            let own = bounds(cell, Decimetres::ZERO);
            own.iter()
                .any(|one| near.iter().any(|other| one.meets(*other)))
        };
        let anywhere = |footprint: &Footprint| PresenceVolume {
            footprint: footprint.clone(),
            altitude: None,
            start: self.grain.down(start),
            end: ends
                .as_ref()
                .and_then(|ends| ends.iter().max())
                .map(|end| self.grain.up(*end)),
            precision,
            buffer,
        };
        cells.iter().filter(comes_near).map(anywhere).collect()
    }
}

impl Eyes for InCells<'_> {
    fn grain(&self) -> Option<Grain> {
        Some(self.grain)
    }

    fn near(&self, volume: &Volume4d, touched: &Touched, at: Standpoint) -> Vec<Standing> {
        let look = self.look(volume, touched, at);
        self.standing(&self.records(&look), &look)
    }

    fn met(&self, volume: &Volume4d, touched: &Touched, at: Standpoint, horizon: Instant) -> Met {
        let wide = onward(volume, touched, at);
        let look = self.look(&wide, touched, at);
        let is_ahead = |end: &Instant| at.now < *end && *end < horizon;
        let (mut met, mut cells, mut others) = (Met::default(), Cells::default(), Vec::new());
        for record in self.records(&look) {
            let disc = self.unseen_disc(record, at);
            let Some((mesh, disc)) = self.grain.mesh.zip(disc) else {
                others.push(record);
                continue;
            };
            let (cell, own) = mesh.home_of_disc(disc.centre, disc.radius.plus(disc.own));
            let lie = cells.lie(cell, own, volume, &look);
            if lie == Lie::Unknown {
                others.push(record);
            }
            if !matches!(lie, Lie::Near | Lie::Within) {
                continue;
            }
            let (start, end) = (
                self.grain.down(disc.start),
                disc.end.map(|end| self.grain.up(end)),
            );
            met.ends.extend(end.filter(is_ahead));
            if lie == Lie::Within
                && meets_window((start, end), volume.window, touched.tolerance)
                && AltitudeBand::meet(disc.altitude, volume.altitude)
            {
                met.overlaps.push(disc.overlap);
            }
        }
        let near = self.standing(&others, &look);
        let volumes = near.iter().flat_map(|standing| &standing.volumes);
        met.ends
            .extend(volumes.filter_map(|presence| presence.end).filter(is_ahead));
        met.overlaps.extend(overlaps(&near, volume, touched));
        met.overlaps.sort_unstable();
        met.overlaps.dedup();
        met
    }

    fn undisclosed(&self, zone: ZoneId, window: TimeWindow, at: Standpoint) -> Vec<Undisclosed> {
        All(self.register).undisclosed(zone, self.grain.outward(window), at)
    }

    fn declared(&self, party: PartyId, at: Standpoint) -> Vec<Declared> {
        All(self.register).declared(party, at)
    }

    fn hidden_answers(&self, window: TimeWindow, at: Standpoint) -> BTreeSet<Reason> {
        All(self.register).hidden_answers(self.grain.outward(window), at)
    }

    fn broken_off(
        &self,
        volume: &Volume4d,
        touched: &Touched,
        at: Standpoint,
    ) -> BTreeSet<PartyId> {
        let reach = touched.reach(volume);
        let wider = self.grain.wider(&volume.footprint, reach);
        let wide = Volume4d {
            window: self.grain.outward(volume.window),
            ..volume.clone()
        };
        let comes_near = |footprint: &Footprint, own: Decimetres| {
            self.grain.meets(footprint, own, &volume.footprint, reach)
        };
        let far = reach.plus(wider);
        presence::answer::broken_off_near(self.register, &wide, far, at, comes_near)
            .into_iter()
            .map(|(party, _)| party)
            .collect()
    }

    fn unreadable(&self, at: Standpoint) -> BTreeSet<PartyId> {
        All(self.register).unreadable(at)
    }

    fn refused(&self, party: PartyId, zone: ZoneId, at: Standpoint) -> bool {
        All(self.register).refused(party, zone, at)
    }
}

#[cfg(test)]
pub(crate) mod tests;
