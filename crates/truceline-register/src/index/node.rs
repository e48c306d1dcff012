//! Sixteen boxes beside each other, each number in a row with those of the others, so that a question is
//! held against all of them at once.
//!
//! What a place beyond the last box has, and what was forgotten, is [`Block::EMPTY`].

use super::block::{AXES, Block};
use std::fmt;

/// Boxes in a node.
pub(super) const FAN: usize = 16;

/// The number of no row and of no entry.
pub(super) const NONE: u32 = u32::MAX;

/// Sixteen boxes: of each axis the lower sides and then the upper ones, a line of the processor's memory for each, since
/// that is what a question waits for.
#[derive(Clone)]
#[repr(align(64))]
pub(super) struct Node {
    axes: [Sides; AXES],
}

/// Where sixteen boxes begin and end along an axis.
#[derive(Clone, Copy)]
struct Sides {
    low: [i32; FAN],
    high: [i32; FAN],
}

/// Sixteen rows: a box, its number and its entry's.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    pub(super) boxes: Node,
    pub(super) rows: [u32; FAN],
    pub(super) entries: [u32; FAN],
}

/// One row by itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) block: Block,
    pub(super) number: u32,
    pub(super) entry: u32,
}

impl Row {
    /// A row that was forgotten.
    pub(super) const FORGOTTEN: Self = Self {
        block: Block::EMPTY,
        number: NONE,
        entry: NONE,
    };
}

impl Node {
    pub(super) const EMPTY: Self = Self {
        axes: [Sides {
            low: [i32::MAX; FAN],
            high: [i32::MIN; FAN],
        }; AXES],
    };

    pub(super) fn set(&mut self, slot: usize, block: &Block) {
        for (axis, sides) in self.axes.iter_mut().enumerate() {
            sides.low[slot] = block.low[axis];
            sides.high[slot] = block.high[axis];
        }
    }

    pub(super) fn get(&self, slot: usize) -> Block {
        Block {
            low: self.axes.map(|sides| sides.low[slot]),
            high: self.axes.map(|sides| sides.high[slot]),
        }
    }

    /// Has its first lines on their way from memory: who looks at many asks for all of them before the first.
    pub(super) fn fetch(&self) -> i32 {
        self.axes[0].low[0] ^ self.axes[1].low[0]
    }

    /// The box around all.
    pub(super) fn hull(&self) -> Block {
        (0..FAN).fold(Block::EMPTY, |hull, slot| hull.joined(&self.get(slot)))
    }

    /// Which of them meet a question, a bit for each.
    pub(super) fn meeting(&self, asked: &Block) -> u16 {
        let mut meets = [1_u8; FAN];
        self.along(0, asked, &mut meets);
        self.along(1, asked, &mut meets);
        if u128::from_le_bytes(meets) == 0 {
            return 0;
        }
        self.along(2, asked, &mut meets);
        self.along(3, asked, &mut meets);
        bits(meets)
    }

    fn along(&self, axis: usize, asked: &Block, meets: &mut [u8; FAN]) {
        let Sides { low, high } = &self.axes[axis];
        let (from, to) = (asked.low[axis], asked.high[axis]);
        for slot in 0..FAN {
            meets[slot] &= u8::from(low[slot] <= to) & u8::from(high[slot] >= from);
        }
    }
}

impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Leaf {
    pub(super) const EMPTY: Self = Self {
        boxes: Node::EMPTY,
        rows: [NONE; FAN],
        entries: [NONE; FAN],
    };

    pub(super) fn set(&mut self, slot: usize, row: &Row) {
        self.boxes.set(slot, &row.block);
        self.rows[slot] = row.number;
        self.entries[slot] = row.entry;
    }

    /// The rows in it that are not forgotten.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row> {
        let told = (0..FAN).filter(|slot| self.rows[*slot] != NONE);
        told.map(|slot| Row {
            block: self.boxes.get(slot),
            number: self.rows[slot],
            entry: self.entries[slot],
        })
    }

    /// Adds the entries of the rows that meet a question.
    pub(super) fn collect(&self, asked: &Block, out: &mut Vec<u32>) {
        for slot in Slots(self.boxes.meeting(asked)) {
            out.push(self.entries[slot]);
        }
    }
}

/// The places of the bits that are set, from the lowest.
#[derive(Clone, Copy)]
pub(super) struct Slots(pub(super) u16);

impl Iterator for Slots {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if self.0 == 0 {
            return None;
        }
        let lowest = self.0.trailing_zeros();
        self.0 &= self.0 - 1;
        usize::try_from(lowest).ok()
    }
}

/// Ones and zeros, as bits: a multiplication moves the lowest bit of each of eight bytes into the highest
/// byte.
fn bits(ones: [u8; FAN]) -> u16 {
    const TO_THE_TOP: u64 = 0x0102_0408_1020_4080;
    let both = u128::from_le_bytes(ones).to_le_bytes();
    let half = |from: usize| {
        let mut eight = [0; 8];
        eight.copy_from_slice(&both[from..from + 8]);
        let moved = u64::from_le_bytes(eight).wrapping_mul(TO_THE_TOP);
        u16::from(moved.to_be_bytes()[0])
    };
    half(0) | half(8) << 8
}
