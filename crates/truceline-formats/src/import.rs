//! What an import yields: drafts of what could be read, and every fault and warning.
//!
//! It decides nothing: whether a file with faults is taken as a whole, or its sound rows with the
//! faults on record, is the caller's.

use crate::coordinate::CoarseGrid;
use crate::coordinate::separation;
use crate::fault::Fault;
use crate::gazetteer::Gazetteer;
use crate::moment::Zones;
use crate::place::{Bounds, Surroundings};
use std::collections::BTreeMap;
use truceline_register::geometry::position::Position;

/// Two rows nearer than this, in metres, are warned of: within the reach of one building.
pub const NEAR_DUPLICATE_M: u32 = 10;

/// How a file is to be read.
#[derive(Clone, Debug)]
pub struct Settings<'a> {
    /// The list of names, if there is one.
    pub gazetteer: Option<&'a Gazetteer>,
    /// Whether 10 km and 100 km grid squares are taken for places.
    pub coarse: CoarseGrid,
    /// Where places are expected, to notice swapped axes.
    pub expected: Option<Bounds>,
    /// The wider box outside which none is expected.
    pub outer: Option<Bounds>,
    /// Rows nearer than this are warned of, in metres.
    pub near_duplicate_m: u32,
    /// The time zones.
    pub zones: Zones,
}

impl Default for Settings<'_> {
    fn default() -> Self {
        Self {
            gazetteer: None,
            coarse: CoarseGrid::Refused,
            expected: None,
            outer: None,
            near_duplicate_m: NEAR_DUPLICATE_M,
            zones: Zones::default(),
        }
    }
}

impl<'a> Settings<'a> {
    /// What places are read against.
    #[must_use]
    pub const fn surroundings(&self) -> Surroundings<'a> {
        Surroundings {
            gazetteer: self.gazetteer,
            coarse: self.coarse,
            expected: self.expected,
            outer: self.outer,
        }
    }
}

/// What a file yields.
#[derive(Clone, Debug, PartialEq)]
pub struct Import<D> {
    /// What could be read without a fault, in the order of the file.
    pub drafts: Vec<D>,
    /// What is wrong. A row with a fault gives no draft.
    pub faults: Vec<Fault>,
    /// What to look at; takes nothing away.
    pub warnings: Vec<Fault>,
    /// Sites or movements in the file, with faults or without, the example not counted.
    pub rows: u32,
}

impl<D> Import<D> {
    /// An import of nothing.
    #[must_use]
    pub const fn empty() -> Self {
        Self {
            drafts: Vec::new(),
            faults: Vec::new(),
            warnings: Vec::new(),
            rows: 0,
        }
    }

    /// An import that failed as a whole.
    #[must_use]
    pub const fn failed(faults: Vec<Fault>) -> Self {
        Self {
            drafts: Vec::new(),
            faults,
            warnings: Vec::new(),
            rows: 0,
        }
    }
}

/// Notices positions that lie within some metres of an earlier one, without comparing all pairs:
/// the earth in cells of half that side, of which each keeps its first position.
pub(crate) struct Neighbours {
    within_m: u32,
    cells: BTreeMap<(i64, i64), (Position, u32)>,
}

impl Neighbours {
    pub(crate) const fn new(within_m: u32) -> Self {
        Self {
            within_m,
            cells: BTreeMap::new(),
        }
    }

    /// The row of an earlier position near this one; else this one is kept.
    pub(crate) fn meet(&mut self, position: Position, row: u32) -> Option<u32> {
        if self.within_m == 0 {
            return None;
        }
        // A unit of 1e-7 degree is 1.11 cm of latitude.
        let side_e7 = (i64::from(self.within_m) * 90 / 2).max(1);
        let row_of = i64::from(position.lat_e7()).div_euclid(side_e7);
        for lat_cell in row_of - 2..=row_of + 2 {
            let column = column(position, lat_cell * side_e7, side_e7);
            for lon_cell in column - 3..=column + 3 {
                let near = self.cells.get(&(lat_cell, lon_cell));
                let near = near.filter(|(p, _)| separation::metres(*p, position) <= self.within_m);
                if let Some((_, earlier)) = near {
                    return Some(*earlier);
                }
            }
        }
        let own = (row_of, column(position, row_of * side_e7, side_e7));
        self.cells.entry(own).or_insert((position, row));
        None
    }
}

/// Cell of longitude, as wide on the ground as high, in the row of cells that begins at `lat_e7`.
fn column(position: Position, lat_e7: i64, side_e7: i64) -> i64 {
    i64::from(position.lon_e7()).div_euclid(separation::width_e7(side_e7, lat_e7))
}
