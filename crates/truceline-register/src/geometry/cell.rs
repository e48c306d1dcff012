//! Coarse cells of a fixed grid, for telling a place only roughly.
//!
//! The grid begins at latitude 0, longitude 0 and has square cells of one step in degrees. A cell
//! is whole numbers; it becomes a footprint that holds it, so that what was told at cell resolution
//! is checked as its cells. `docs/spec/geometry.md` §9.

use super::bounds::{GeoBox, bounds};
use super::footprint::{Footprint, Polygon, Ring};
use super::position::{Decimetres, PlaceError, Position};
use super::shape::Shape;
use std::fmt;

/// Most cells of one cover, and most that are tried for one: a country at a tenth of a degree. What
/// needs more is told in larger cells.
pub const MAX_CELLS: usize = 16_384;

/// Longest side of a cell's footprint along a parallel, in 1e-7 degree: a quarter of a degree, over
/// which a geodesic leaves the parallel by less than 8 m.
const SIDE_E7: i64 = 2_500_000;

/// How much farther than asked [`cover`] looks, in decimetres, so that [`covers`] on another machine
/// asks for no cell that it left out.
const COVER_MARGIN_DM: u32 = 1;

const QUARTER_E7: i64 = Position::MAX_LAT_E7 as i64;

/// Why there is no such grid or cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CellError {
    /// The step does not divide a quarter turn.
    #[error("the step of the grid must divide 90 degrees and be 0.001 to 10 degrees")]
    Step,
    /// Beyond [`MAX_CELLS`].
    #[error("more than 16,384 cells; take a larger step")]
    TooManyCells,
    /// No such cell on the grid.
    #[error("the cell lies outside the grid")]
    OutsideGrid,
}

/// The step of a grid in 1e-7 degree: a divisor of 90 degrees, 0.001 to 10 degrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step(i32);

impl Step {
    /// A tenth of a degree, about 11 km.
    pub const DEFAULT: Self = Self(1_000_000);
    /// Finest step, 0.001 degree or about 110 m: below it a cell hides nothing.
    pub const LEAST_E7: i32 = 10_000;
    /// Coarsest step, 10 degrees or about 1,100 km: above it a cell says next to nothing.
    pub const MOST_E7: i32 = 100_000_000;

    /// A step in 1e-7 degree.
    ///
    /// # Errors
    /// [`CellError::Step`] if it does not divide 90 degrees or is outside [`Step::LEAST_E7`] to
    /// [`Step::MOST_E7`].
    pub const fn from_e7(step_e7: i32) -> Result<Self, CellError> {
        if step_e7 < Self::LEAST_E7
            || step_e7 > Self::MOST_E7
            || Position::MAX_LAT_E7 % step_e7 != 0
        {
            return Err(CellError::Step);
        }
        Ok(Self(step_e7))
    }

    /// The step in 1e-7 degree.
    #[must_use]
    pub const fn e7(self) -> i32 {
        self.0
    }

    /// Rows between the equator and a pole.
    const fn rows(self) -> i32 {
        Position::MAX_LAT_E7 / self.0
    }

    /// Columns between longitude 0 and 180.
    const fn columns(self) -> i32 {
        Position::MAX_LON_E7 / self.0
    }
}

/// A cell of a grid by row (0 begins at the equator, northward) and column (0 begins at longitude 0,
/// eastward). It holds its southern and western edges, the northernmost row also the pole.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    step: Step,
    row: i32,
    column: i32,
}

impl fmt::Debug for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Cell {
    /// A cell by its numbers.
    ///
    /// # Errors
    /// [`CellError::OutsideGrid`] beyond a pole or the antimeridian.
    pub const fn new(step: Step, row: i32, column: i32) -> Result<Self, CellError> {
        let (rows, columns) = (step.rows(), step.columns());
        if row < -rows || row >= rows || column < -columns || column >= columns {
            return Err(CellError::OutsideGrid);
        }
        Ok(Self { step, row, column })
    }

    /// The cell that a position lies in. Longitude 180 lies in the first column from the west.
    #[must_use]
    pub fn of(position: Position, step: Step) -> Self {
        let lon_e7 = if position.lon_e7() == Position::MAX_LON_E7 {
            -Position::MAX_LON_E7
        } else {
            position.lon_e7()
        };
        Self {
            step,
            row: position.lat_e7().div_euclid(step.0).min(step.rows() - 1),
            column: lon_e7.div_euclid(step.0),
        }
    }

    /// The grid's step.
    #[must_use]
    pub const fn step(self) -> Step {
        self.step
    }

    /// Rows north of the equator.
    #[must_use]
    pub const fn row(self) -> i32 {
        self.row
    }

    /// Columns east of longitude 0.
    #[must_use]
    pub const fn column(self) -> i32 {
        self.column
    }

    /// A polygon that holds the whole cell and little more: its sides along parallels are geodesics
    /// of at most a quarter of a degree, the one nearer the equator moved out by as much as
    /// geodesics bulge.
    ///
    /// # Errors
    /// None in practice: every cell is a valid polygon; [`PlaceError`] stands for the constructors.
    pub fn footprint(self) -> Result<Footprint, PlaceError> {
        let step_e7 = i64::from(self.step.0);
        let (row, column) = (i64::from(self.row), i64::from(self.column));
        quadrangle(
            (row * step_e7, (row + 1) * step_e7),
            (column * step_e7, (column + 1) * step_e7),
        )
    }
}

/// A polygon that holds everything between two parallels of one hemisphere and two meridians.
pub(super) fn quadrangle(
    (mut south_e7, mut north_e7): (i64, i64),
    (west_e7, east_e7): (i64, i64),
) -> Result<Footprint, PlaceError> {
    if south_e7 >= 0 {
        south_e7 -= bulge_e7(south_e7);
    } else {
        north_e7 += bulge_e7(north_e7);
    }
    let sides = (east_e7 - west_e7 + SIDE_E7 - 1) / SIDE_E7;
    let along = |i: i64| west_e7 + (east_e7 - west_e7) * i / sides;
    let mut vertices = Vec::new();
    let southern = if south_e7 <= -QUARTER_E7 {
        0..1
    } else {
        0..sides + 1
    };
    for i in southern {
        vertices.push(at(south_e7, along(i))?);
    }
    let northern = if north_e7 >= QUARTER_E7 {
        0..1
    } else {
        0..sides + 1
    };
    for i in northern.rev() {
        vertices.push(at(north_e7, along(i))?);
    }
    // Two parallels, one north of the other, each walked once over less than half a turn: its edges meet
    // nowhere else.
    let touches_pole = south_e7 <= -QUARTER_E7 || north_e7 >= QUARTER_E7;
    let narrow = (1..2 * QUARTER_E7).contains(&(east_e7 - west_e7));
    let ring = if !touches_pole && narrow && south_e7 < north_e7 {
        Ring::sound(vertices)
    } else {
        Ring::new(vertices)?
    };
    Footprint::polygons(vec![Polygon::new(ring, Vec::new())?])
}

/// A position from unbounded numbers, longitude brought into range.
#[allow(clippy::cast_possible_truncation)]
fn at(lat_e7: i64, lon_e7: i64) -> Result<Position, PlaceError> {
    let half = i64::from(Position::MAX_LON_E7);
    let lon_e7 = (lon_e7 + half).rem_euclid(2 * half) - half;
    // Both are within range by construction, which is within i32.
    Position::from_e7(lat_e7 as i32, lon_e7 as i32)
}

/// How far, in 1e-7 degree of latitude, a geodesic of a quarter of a degree of longitude rises above
/// its ends at a latitude, with a tenth and a unit more: an eighth of the square of the angle times
/// sine and cosine of the latitude, on the sphere; the ellipsoid adds less than a hundredth.
#[allow(clippy::cast_possible_truncation)]
fn bulge_e7(lat_e7: i64) -> i64 {
    let angle = (SIDE_E7 as f64 / 1e7).to_radians();
    let (sin, cos) = (lat_e7 as f64 / 1e7).to_radians().sin_cos();
    ((angle * angle / 8.0 * (sin * cos).abs()).to_degrees() * 1e7 * 1.1).ceil() as i64 + 1
}

/// All cells of a grid that a footprint grown by `grow` reaches, and perhaps some within 0.2 m of it;
/// sorted.
///
/// # Errors
/// [`CellError::TooManyCells`] beyond [`MAX_CELLS`].
pub fn cover(footprint: &Footprint, grow: Decimetres, step: Step) -> Result<Vec<Cell>, CellError> {
    let margin = Decimetres::new(COVER_MARGIN_DM).unwrap_or(Decimetres::ZERO);
    let grow = grow.plus(margin);
    Ok(reached(candidates(footprint, grow, step)?, footprint, grow))
}

/// Whether a set of cells of one grid holds all of a footprint grown by `grow`: whether cells told
/// in place of an exact footprint really cover it. No cells cover nothing.
///
/// # Errors
/// [`CellError::TooManyCells`] where the footprint reaches more than [`MAX_CELLS`] cells of the grid,
/// [`CellError::Step`] where the cells are of several grids.
pub fn covers(cells: &[Cell], footprint: &Footprint, grow: Decimetres) -> Result<bool, CellError> {
    let Some(first) = cells.first() else {
        return Ok(false);
    };
    if cells.iter().any(|cell| cell.step != first.step) {
        return Err(CellError::Step);
    }
    let told: std::collections::BTreeSet<Cell> = cells.iter().copied().collect();
    let mut untold = candidates(footprint, grow, first.step)?;
    untold.retain(|cell| !told.contains(cell));
    Ok(reached(untold, footprint, grow).is_empty())
}

/// The cells that the bounds of a footprint lie in; sorted.
fn candidates(footprint: &Footprint, grow: Decimetres, step: Step) -> Result<Vec<Cell>, CellError> {
    let mut candidates: Vec<Cell> = Vec::new();
    for area in bounds(footprint, grow) {
        let (rows, columns) = ranges(area, step);
        let count = i64::from(rows.1 - rows.0 + 1) * i64::from(columns.1 - columns.0 + 1);
        if candidates.len() as i64 + count > MAX_CELLS as i64 {
            return Err(CellError::TooManyCells);
        }
        for row in rows.0..=rows.1 {
            for column in columns.0..=columns.1 {
                candidates.push(Cell { step, row, column });
            }
        }
    }
    candidates.sort_unstable();
    candidates.dedup();
    Ok(candidates)
}

/// Those of some cells that a footprint grown by `grow` reaches.
fn reached(mut cells: Vec<Cell>, footprint: &Footprint, grow: Decimetres) -> Vec<Cell> {
    if cells.is_empty() {
        return cells;
    }
    let shape = Shape::of(footprint);
    cells.retain(|cell| match cell.footprint() {
        Ok(polygon) => Shape::of(&polygon).within(&shape, grow),
        Err(_) => true,
    });
    cells
}

/// Rows and columns of a box, first and last.
fn ranges(area: GeoBox, step: Step) -> ((i32, i32), (i32, i32)) {
    let row = |lat_e7: i32| lat_e7.div_euclid(step.0).min(step.rows() - 1);
    let column = |lon_e7: i32| lon_e7.div_euclid(step.0).min(step.columns() - 1);
    (
        (row(area.south_e7()), row(area.north_e7())),
        (column(area.west_e7()), column(area.east_e7())),
    )
}

#[cfg(test)]
mod tests;
