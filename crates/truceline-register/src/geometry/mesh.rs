//! Meshes: fixed grids of cells of about one area everywhere, in which a check meets what its asker was not
//! shown exactly.
//!
//! A mesh has `2^level` rows between the poles and, in each row, a whole number of columns, so that no cell
//! is smaller than the mesh's area and few are more than a fifth larger. All meshes are of one family:
//! every cell of a finer one lies in a single cell of a coarser one, so that answers on several meshes
//! together say no more than the one on the finest. Nothing here depends on where in its cell a place lies.
//! `docs/spec/geometry.md` §13, `docs/decisions/0019-checks-in-fixed-cells.md`.
//!
//! Not here: the grid for telling a place roughly ([`super::cell`]), and who is met in cells
//! ([`crate::check::grain`]).

use super::bounds::{GeoBox, bounds};
use super::cell::quadrangle;
use super::footprint::Footprint;
use super::geodesic::{EQUATORIAL_RADIUS_M, distance_m};
use super::position::{Decimetres, Position};
use super::shape::Shape;
use std::fmt;

/// The finest mesh has 2^24 rows of a metre, the coarsest 32 rows of 620 km. Between 84.375 degrees and a
/// pole, a row of the coarsest, columns follow another rule.
const FINEST: u8 = 24;
const COARSEST: u8 = 5;
const BANDS: i64 = 1 << COARSEST;

/// Half a turn of the meridian by its shortest degree, the equator's, in metres.
const MERIDIAN_M: f64 = 180.0 * 110_574.0;

/// Once around the equator, in metres. Another parallel is up to 0.0034 longer than its cosine says.
const TURN_M: f64 = 2.0 * std::f64::consts::PI * EQUATORIAL_RADIUS_M;

const HALF_LAT_E7: i64 = Position::MAX_LAT_E7 as i64;
const HALF_LON_E7: i64 = Position::MAX_LON_E7 as i64;
const FULL_LAT_E7: i64 = 2 * HALF_LAT_E7;
const FULL_LON_E7: i64 = 2 * HALF_LON_E7;

/// Sizes of what is met in cells are rounded up to quarters of a cell's side.
const QUARTERS: u32 = 4;

/// Most cells that a large place is put into at once; beyond it they are of a coarser mesh.
const MAX_HOMES: usize = 4_096;

/// How far, in 1e-7 degree of latitude, a cell's polygon reaches beyond its parallels at most: 11 m, of which
/// geodesics of a quarter of a degree take 8 m.
const OUTWARD_E7: i64 = 1_000;

/// Added to a measured radius, in metres: rounding of coordinates and of the measure.
const MARGIN_M: f64 = 0.5;

/// A fixed grid of cells of at least one area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mesh {
    level: u8,
    /// Whether its cells are half as wide as they are high.
    narrow: bool,
}

/// A cell of a mesh.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MeshCell {
    mesh: Mesh,
    row: i64,
    column: i64,
}

/// Where a place lies on a mesh: its cells, and how far beyond them it may reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// The cell of its middle, or every cell that it touches; sorted.
    pub cells: Vec<MeshCell>,
    /// How far beyond a cell it may reach, in quarters of a side: by its size, not by its place.
    pub reach: Decimetres,
}

impl Mesh {
    /// The finest mesh of which no cell is smaller than an area; none where the area is nothing.
    #[must_use]
    pub fn of_floor(square_metres: u64) -> Option<Self> {
        if square_metres == 0 {
            return None;
        }
        let meshes = (COARSEST..=FINEST)
            .rev()
            .flat_map(|level| [true, false].map(|narrow| Self { level, narrow }));
        let mut coarsest = None;
        for mesh in meshes {
            coarsest = Some(mesh);
            if mesh.least_area_m2() >= square_metres as f64 {
                break;
            }
        }
        coarsest
    }

    /// What no cell is smaller than, in square metres.
    #[must_use]
    pub fn least_area_m2(self) -> f64 {
        self.height_m() * self.width_m()
    }

    fn height_m(self) -> f64 {
        MERIDIAN_M / f64::from(1_u32 << self.level)
    }

    /// What no cell is narrower than.
    fn width_m(self) -> f64 {
        self.height_m() / if self.narrow { 2.0 } else { 1.0 }
    }

    /// A side of a square of the mesh's area.
    #[must_use]
    pub fn side(self) -> Decimetres {
        up_to_decimetres(self.least_area_m2().sqrt())
    }

    /// No two places in a cell that meets some of the boxes lie farther apart.
    #[must_use]
    pub fn diagonal(self, boxes: &[GeoBox]) -> Decimetres {
        let width_m = boxes
            .iter()
            .map(|area| self.widest_m(*area))
            .fold(self.width_m(), f64::max);
        // A row is up to a hundredth higher than at the equator. A straight line in latitude and longitude is
        // no longer than one over the plane of the widest parallel, and no shorter than the geodesic.
        let (height_m, straight_m) = (
            self.height_m() * 1.02,
            MARGIN_M + width_m.hypot(self.height_m() * 1.02),
        );
        // Longer than one length can be, it is a sum of two.
        match straight_m * 10.0 < f64::from(Decimetres::MAX.get()) {
            true => up_to_decimetres(straight_m),
            false => up_to_decimetres(height_m)
                .plus(up_to_decimetres(width_m / 2.0))
                .plus(up_to_decimetres(width_m / 2.0)),
        }
    }

    /// What no cell that meets a box is wider than: columns are counted for a band, at its edge towards the
    /// pole, and widen towards the equator; beside a pole for each row, to powers of two.
    fn widest_m(self, area: GeoBox) -> f64 {
        let finer = self.level - COARSEST;
        let (southern, northern) = (self.row_of(area.south_e7()), self.row_of(area.north_e7()));
        let mut widest_m = 0.0_f64;
        for band in (southern >> finer)..=(northern >> finer) {
            if band == 0 || band == BANDS - 1 {
                return self.width_m() * 4.1;
            }
            let first = southern.max(band << finer);
            let last = northern.min(((band + 1) << finer) - 1);
            for row in [first, last] {
                let rows = f64::from(1_u32 << self.level);
                let equatorward = [row as f64, (row + 1) as f64]
                    .map(|edge| (edge / rows * 180.0 - 90.0).abs())
                    .into_iter()
                    .fold(90.0, f64::min);
                let around_m = TURN_M * 1.0034 * equatorward.to_radians().cos();
                widest_m = widest_m.max(around_m / self.columns(row) as f64);
            }
        }
        widest_m
    }

    /// The next coarser mesh, of which each cell is a whole number of this one's.
    #[must_use]
    pub const fn coarser(self) -> Option<Self> {
        match (self.narrow, self.level) {
            (true, level) => Some(Self {
                level,
                narrow: false,
            }),
            (false, COARSEST) => None,
            (false, level) => Some(Self {
                level: level - 1,
                narrow: true,
            }),
        }
    }

    fn rows(self) -> i64 {
        1 << self.level
    }

    fn south_e7(self, row: i64) -> i64 {
        (row * FULL_LAT_E7).div_euclid(self.rows()) - HALF_LAT_E7
    }

    fn north_e7(self, row: i64) -> i64 {
        ((row + 1) * FULL_LAT_E7 + self.rows() - 1).div_euclid(self.rows()) - HALF_LAT_E7
    }

    /// How many columns a row has.
    #[allow(clippy::cast_possible_truncation)]
    fn columns(self, row: i64) -> i64 {
        let finer = self.level - COARSEST;
        let band = row >> finer;
        let halves = i64::from(self.narrow) + 1;
        if band == 0 || band == BANDS - 1 {
            let fitting = parallel_m(self.level, row) / self.width_m();
            let doublings = fitting.max(2.0).log2().floor() as u32;
            return 1 << doublings;
        }
        let coarsest = Self {
            level: COARSEST,
            narrow: false,
        };
        let fitting = parallel_m(COARSEST, band) / coarsest.width_m();
        ((fitting.floor() as i64) << finer) * halves
    }

    /// The cell that a position lies in. Longitude 180 lies in the first column from the west.
    #[must_use]
    pub fn cell_of(self, position: Position) -> MeshCell {
        let row = self.row_of(position.lat_e7());
        let lon_e7 = i64::from(position.lon_e7());
        let east_e7 = (lon_e7 + HALF_LON_E7).rem_euclid(FULL_LON_E7);
        MeshCell {
            mesh: self,
            row,
            column: (east_e7 * self.columns(row)).div_euclid(FULL_LON_E7),
        }
    }

    fn row_of(self, lat_e7: i32) -> i64 {
        let north_e7 = i64::from(lat_e7) + HALF_LAT_E7;
        (north_e7 * self.rows())
            .div_euclid(FULL_LAT_E7)
            .min(self.rows() - 1)
    }

    /// The cells that meet some of the boxes, by latitude and longitude; none where they are too many.
    fn cells_in(self, boxes: &[GeoBox], most: usize) -> Option<Vec<MeshCell>> {
        let mut cells = Vec::new();
        for area in boxes {
            for row in self.row_of(area.south_e7())..=self.row_of(area.north_e7()) {
                let columns = self.columns(row);
                let column = |lon_e7: i32| {
                    let east_e7 = i64::from(lon_e7) + HALF_LON_E7;
                    (east_e7 * columns).div_euclid(FULL_LON_E7).min(columns - 1)
                };
                let range = column(area.west_e7())..=column(area.east_e7());
                let more = usize::try_from(range.end() - range.start() + 1).unwrap_or(usize::MAX);
                if cells.len().saturating_add(more) > most {
                    return None;
                }
                cells.extend(range.map(|column| MeshCell {
                    mesh: self,
                    row,
                    column,
                }));
            }
        }
        cells.sort_unstable();
        cells.dedup();
        Some(cells)
    }

    /// The cells that a footprint grown by a distance touches, and perhaps some within a decimetre of it;
    /// of a coarser mesh where its boxes hold more than `most`.
    #[must_use]
    pub fn touched(self, footprint: &Footprint, grow: Decimetres, most: usize) -> Vec<MeshCell> {
        let mut mesh = self;
        loop {
            if let Some(cells) = mesh.touched_near(footprint, grow, None, most) {
                return cells;
            }
            match mesh.coarser() {
                Some(coarser) => mesh = coarser,
                None => {
                    let all = mesh.touched_near(footprint, grow, None, usize::MAX);
                    return all.unwrap_or_default();
                }
            }
        }
    }

    fn touched_near(
        self,
        footprint: &Footprint,
        grow: Decimetres,
        near: Option<&[GeoBox]>,
        most: usize,
    ) -> Option<Vec<MeshCell>> {
        let grow = grow.plus(ONE);
        let mut boxes = bounds(footprint, grow);
        if let Some(near) = near {
            boxes = boxes
                .iter()
                .flat_map(|one| near.iter().filter_map(|other| one.shared(*other)))
                .collect();
        }
        let shape = Shape::of(footprint);
        let mut cells = self.cells_in(&boxes, most)?;
        cells.retain(|cell| {
            let outline = cell.footprint();
            outline.is_none_or(|outline| Shape::of(&outline).within(&shape, grow))
        });
        Some(cells)
    }

    /// Where a disc lies, with its radius and how far beyond that it reaches: the cell of its middle, and how far beyond
    /// the cell it may reach. As [`Mesh::home`] has it.
    #[must_use]
    pub fn home_of_disc(self, middle: Position, reach: Decimetres) -> (MeshCell, Decimetres) {
        (self.cell_of(middle), self.in_quarters(reach))
    }

    /// Where a place lies that reaches so far beyond its footprint: a circle, or what is no larger than a
    /// cell, by the cell of its middle; anything else by the cells that it touches itself, as far as
    /// they come near the boxes, which are asked for then alone. `None` where the footprint is everywhere.
    #[must_use]
    pub fn home(
        self,
        footprint: &Footprint,
        reach: Decimetres,
        near: impl FnOnce() -> Vec<GeoBox>,
    ) -> Option<Home> {
        if let Some((middle, radius)) = self.middle(footprint) {
            let (cell, reach) = self.home_of_disc(middle, radius.plus(reach));
            return Some(Home {
                cells: vec![cell],
                reach,
            });
        }
        if Shape::of(footprint).is_void() {
            return None;
        }
        let (mut mesh, near) = (self, near());
        loop {
            let cells = mesh.touched_near(footprint, Decimetres::ZERO, Some(&near), MAX_HOMES);
            let coarser = mesh.coarser();
            if let (None, Some(coarser)) = (&cells, coarser) {
                mesh = coarser;
                continue;
            }
            return Some(Home {
                cells: cells.unwrap_or_default(),
                reach: mesh.in_quarters(reach),
            });
        }
    }

    /// The middle and the size of what goes by its middle.
    fn middle(self, footprint: &Footprint) -> Option<(Position, Decimetres)> {
        let (vertices, beyond): (Vec<Position>, Decimetres) = match footprint {
            Footprint::Circle(circle) => return Some((circle.centre, circle.radius)),
            Footprint::Line(line) => (line.vertices().to_vec(), line.half_width()),
            Footprint::Polygons(polygons) => {
                let shells = polygons.iter().map(|polygon| polygon.shell());
                let vertices = shells.flat_map(|shell| shell.vertices().iter().copied());
                (vertices.collect(), Decimetres::ZERO)
            }
        };
        let middle = middle_of(&vertices)?;
        let farthest_m = vertices
            .iter()
            .map(|vertex| distance_m(middle.into(), (*vertex).into()))
            .fold(0.0, f64::max);
        let radius = up_to_decimetres(farthest_m + MARGIN_M).plus(beyond);
        (radius < self.side()).then_some((middle, radius))
    }

    /// A quarter of a side, up to a decimetre.
    #[must_use]
    pub fn quarter(self) -> Decimetres {
        let quarter = self.side().get().div_ceil(QUARTERS).max(1);
        Decimetres::new(quarter).unwrap_or(self.side())
    }

    /// Up to whole quarters of a side.
    fn in_quarters(self, length: Decimetres) -> Decimetres {
        let quarter = self.quarter().get();
        let rounded = length.get().div_ceil(quarter).saturating_mul(quarter);
        // A sum of lengths may exceed the largest length; it is never cut short.
        Decimetres::new(rounded).unwrap_or(length)
    }
}

impl MeshCell {
    /// Whether the cell's polygon may meet some of the boxes.
    #[must_use]
    pub fn may_meet(self, boxes: &[GeoBox]) -> bool {
        let ((south_e7, north_e7), (west_e7, east_e7)) = self.edges_e7();
        boxes.iter().any(|area| {
            i64::from(area.south_e7()) <= north_e7 + OUTWARD_E7
                && south_e7 - OUTWARD_E7 <= i64::from(area.north_e7())
                && i64::from(area.west_e7()) <= east_e7
                && west_e7 <= i64::from(area.east_e7())
        })
    }

    /// South and north, west and east.
    fn edges_e7(self) -> ((i64, i64), (i64, i64)) {
        let columns = self.mesh.columns(self.row);
        let west_e7 = (self.column * FULL_LON_E7).div_euclid(columns) - HALF_LON_E7;
        let east_e7 =
            ((self.column + 1) * FULL_LON_E7 + columns - 1).div_euclid(columns) - HALF_LON_E7;
        let south_e7 = self.mesh.south_e7(self.row);
        let north_e7 = self.mesh.north_e7(self.row);
        ((south_e7, north_e7), (west_e7, east_e7))
    }

    /// A polygon that holds the cell and little more; none where a cell is no polygon.
    #[must_use]
    pub fn footprint(self) -> Option<Footprint> {
        let (latitudes, longitudes) = self.edges_e7();
        quadrangle(latitudes, longitudes).ok()
    }
}

impl fmt::Debug for MeshCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// A list of cells as one footprint; none where it is empty or too long for one.
#[must_use]
pub fn joined(cells: &[MeshCell]) -> Option<Footprint> {
    let mut polygons = Vec::new();
    for cell in cells {
        match cell.footprint()? {
            Footprint::Polygons(more) => polygons.extend(more),
            Footprint::Circle(_) | Footprint::Line(_) => return None,
        }
    }
    Footprint::polygons(polygons).ok()
}

const ONE: Decimetres = match Decimetres::new(1) {
    Ok(one) => one,
    Err(_) => Decimetres::ZERO,
};

/// The length of the shorter of the two parallels that bound a row, in metres; less than it is.
fn parallel_m(level: u8, row: i64) -> f64 {
    let rows = f64::from(1_u32 << level);
    let poleward = [row as f64, (row + 1) as f64]
        .map(|edge| (edge / rows * 180.0 - 90.0).abs())
        .into_iter()
        .fold(0.0, f64::max);
    TURN_M * poleward.to_radians().cos().max(0.0)
}

/// The mean of the vertices, each taken the short way round from the first.
#[allow(clippy::cast_possible_truncation)]
fn middle_of(vertices: &[Position]) -> Option<Position> {
    let first = vertices.first()?;
    let count = i64::try_from(vertices.len()).ok()?;
    let lat_e7 = vertices.iter().map(|v| i64::from(v.lat_e7())).sum::<i64>() / count;
    let turns = |v: &Position| {
        let away = i64::from(v.lon_e7()) - i64::from(first.lon_e7());
        (away + HALF_LON_E7).rem_euclid(FULL_LON_E7) - HALF_LON_E7
    };
    let lon_e7 = i64::from(first.lon_e7()) + vertices.iter().map(turns).sum::<i64>() / count;
    let lon_e7 = (lon_e7 + HALF_LON_E7).rem_euclid(FULL_LON_E7) - HALF_LON_E7;
    Position::from_e7(lat_e7 as i32, lon_e7 as i32).ok()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn up_to_decimetres(length_m: f64) -> Decimetres {
    let decimetres = (length_m * 10.0).ceil().clamp(0.0, f64::from(u32::MAX)) as u32;
    Decimetres::new(decimetres).unwrap_or(Decimetres::MAX)
}

#[cfg(test)]
mod tests;
