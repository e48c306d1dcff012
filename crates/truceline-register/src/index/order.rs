//! The order in which rows are packed: halved again and again, each time along the axis on which that saves
//! a question most.
//!
//! A question meets a box with a chance that is, along each axis, the length of both together. Halving rows
//! along an axis halves how far apart they lie there, and leaves the length of each and of the question. So
//! the best axis is the one on which rows lie farthest apart for what they and a question have of length.
//! Halves are multiples of what a node holds, so that nodes are full.

use super::block::AXES;
use super::node::{FAN, Row};

/// Lengths along each axis within which it matters little where a row lies: some 10 km, eleven weeks, 2 km of height.
/// Three times more or less makes a tenth of difference.
const ASKED: [u64; AXES] = [1_000_000, 1_000_000, 50_000, 20_000];

/// How many rows are looked at to choose an axis.
const LOOKED_AT: usize = 64;

/// What rows are halved by: their middle, and their number where that is the same.
pub(super) type Key = (i64, u32);

pub(super) fn key(row: &Row, axis: usize) -> Key {
    (row.block.middle(axis), row.number)
}

/// How many of so many rows (more than one leaf of them) come into the first half.
pub(super) fn half(rows: usize) -> usize {
    let mut each = FAN;
    while each * FAN < rows {
        each *= FAN;
    }
    rows.div_ceil(each).div_ceil(2) * each
}

/// The axis to halve along.
pub(super) fn best_axis(rows: &[Row]) -> usize {
    let mut looked_at = 0;
    let mut lengths = [0_u64; AXES];
    let (mut least, mut most) = ([i64::MAX; AXES], [i64::MIN; AXES]);
    for row in rows.iter().step_by((rows.len() / LOOKED_AT).max(1)) {
        looked_at += 1;
        for axis in 0..AXES {
            let middle = row.block.middle(axis);
            least[axis] = least[axis].min(middle);
            most[axis] = most[axis].max(middle);
            lengths[axis] += row.block.length(axis);
        }
    }
    let gain = |axis: usize| {
        let apart = u64::try_from(most[axis].saturating_sub(least[axis])).unwrap_or(0);
        // In 1024ths; what is apart is below 2^34.
        (apart << 10) / (lengths[axis] / looked_at.max(1) + ASKED[axis])
    };
    let axes = 1..AXES;
    axes.fold(0, |best, axis| match gain(axis) > gain(best) {
        true => axis,
        false => best,
    })
}

/// Puts a few rows in order.
pub(super) fn arrange(rows: &mut [Row]) {
    if rows.len() <= FAN {
        return;
    }
    let axis = best_axis(rows);
    let at = half(rows.len());
    rows.select_nth_unstable_by_key(at, |row| key(row, axis));
    let (first, second) = rows.split_at_mut(at);
    arrange(first);
    arrange(second);
}
