//! A packed tree over rows that were told one after the other.
//!
//! Sixteen rows to a leaf, sixteen boxes to a node, and no pointers: the children of a node are the sixteen
//! of its number a level below. It changes only where a row is forgotten. What makes the order of its rows a
//! good one is [`super::packing`]'s.

use super::block::Block;
use super::node::{FAN, Leaf, NONE, Node, Row, Slots};
use super::pages::Pages;
use std::hint::black_box;

/// Leaves or nodes to a page, some 20 kB: what is copied to forget a row that another copy has too.
const NODES: usize = 32;
/// Rows to a page of the table that says where each is.
pub(super) const PLACES: usize = 1_024;

/// Rows of consecutive numbers, those without which were forgotten before it was made.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// The number of its first row.
    pub(super) first: u32,
    /// How many times its rows have been merged.
    pub(super) class: u8,
    leaves: Pages<Leaf, NODES>,
    /// The boxes around the leaves, the boxes around those, up to one node.
    above: Vec<Pages<Node, NODES>>,
    /// Where each row is in the leaves, by its number from the first on.
    places: Pages<u32, PLACES>,
}

impl Run {
    /// For so many rows.
    pub(super) fn begin(first: u32, class: u8, rows: usize) -> Self {
        let mut nodes = rows.div_ceil(FAN);
        let mut above = Vec::new();
        loop {
            nodes = nodes.div_ceil(FAN);
            above.push(Pages::new());
            if nodes <= 1 {
                break;
            }
        }
        Self {
            first,
            class,
            leaves: Pages::new(),
            above,
            places: Pages::new(),
        }
    }

    /// Adds the next leaf of its order.
    pub(super) fn push(&mut self, rows: &[Row]) {
        let mut leaf = Leaf::EMPTY;
        for (slot, row) in rows.iter().take(FAN).enumerate() {
            leaf.set(slot, row);
        }
        let mut hull = leaf.boxes.hull();
        let mut child = self.leaves.len();
        self.leaves.push(leaf);
        for nodes in &mut self.above {
            let (number, slot) = (child / FAN, child % FAN);
            if nodes.len() == number {
                nodes.push(Node::EMPTY);
            }
            if let Some(node) = nodes.get_mut(number) {
                hull = hull.joined(&node.get(slot));
                node.set(slot, &hull);
            }
            child = number;
        }
    }

    /// Says where its next row is, in order of their numbers.
    pub(super) fn push_place(&mut self, place: u32) {
        self.places.push(place);
    }

    /// Nothing more comes.
    pub(super) fn end(&mut self) {
        self.leaves.fit();
        self.above.iter_mut().for_each(Pages::fit);
        self.places.fit();
    }

    /// How many numbers it has, forgotten ones too.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    pub(super) fn leaf(&self, number: usize) -> Option<&Leaf> {
        self.leaves.get(number)
    }

    /// Whether nothing is left in it.
    pub(super) fn is_empty(&self) -> bool {
        let top = self.above.last().and_then(|nodes| nodes.get(0));
        top.is_none_or(|top| top.hull() == Block::EMPTY)
    }

    /// Adds the entries of the rows that meet a question.
    pub(super) fn collect(&self, asked: &Block, out: &mut Vec<u32>) {
        self.descend(self.above.len() - 1, 0, asked, out);
    }

    fn descend(&self, level: usize, number: usize, asked: &Block, out: &mut Vec<u32>) {
        let Some(node) = self.above[level].get(number) else {
            return;
        };
        let meeting = node.meeting(asked);
        let children = || Slots(meeting).map(|slot| number * FAN + slot);
        if let Some(level) = level.checked_sub(1) {
            let nodes = children().filter_map(|child| self.above[level].get(child));
            black_box(nodes.fold(0, |sum, node| sum ^ node.fetch()));
            for child in children() {
                self.descend(level, child, asked, out);
            }
        } else {
            let leaves = children().filter_map(|child| self.leaves.get(child));
            black_box((leaves.clone()).fold(0, |sum, leaf| sum ^ leaf.boxes.fetch()));
            for leaf in leaves {
                leaf.collect(asked, out);
            }
        }
    }

    /// The box of a row.
    pub(super) fn block(&self, row: u32) -> Option<Block> {
        let place = *self.places.get(index(row.checked_sub(self.first)?))?;
        let leaf = self.leaves.get(index(place) / FAN)?;
        Some(leaf.boxes.get(index(place) % FAN))
    }

    /// Nothing of a row is left, nor of its place in the boxes around it.
    pub(super) fn forget(&mut self, row: u32) {
        let Some(number) = row.checked_sub(self.first) else {
            return;
        };
        if let Some(place) = self.places.get_mut(index(number)) {
            let place = std::mem::replace(place, NONE);
            self.empty(index(place));
        }
    }

    /// Empties a place in the leaves.
    pub(super) fn empty(&mut self, place: usize) {
        let mut child = place / FAN;
        let Some(leaf) = self.leaves.get_mut(child) else {
            return;
        };
        leaf.set(place % FAN, &Row::FORGOTTEN);
        let mut hull = leaf.boxes.hull();
        for nodes in &mut self.above {
            let Some(node) = nodes.get_mut(child / FAN) else {
                return;
            };
            node.set(child % FAN, &hull);
            hull = node.hull();
            child /= FAN;
        }
    }
}

/// A number of 32 bits as one that arrays have.
pub(super) fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
impl Run {
    /// Every box that it holds, and how many rows have a place.
    pub(super) fn walk(&self) -> (Vec<Block>, usize) {
        let leaves = (0..self.leaves.len()).filter_map(|leaf| self.leaves.get(leaf));
        let nodes = self.above.iter().flat_map(|nodes| {
            let each = (0..nodes.len()).filter_map(|node| nodes.get(node));
            each.collect::<Vec<_>>()
        });
        let blocks = leaves.map(|leaf| &leaf.boxes).chain(nodes);
        let blocks = blocks.flat_map(|node| (0..FAN).map(|slot| node.get(slot)));
        let placed = (0..self.places.len()).filter(|row| self.places.get(*row) != Some(&NONE));
        (blocks.collect(), placed.count())
    }
}
