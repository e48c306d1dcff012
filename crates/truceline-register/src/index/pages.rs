//! Rows of things in pages that copies share: a clone copies pointers, and a write copies one page where
//! another copy has it too.

use std::collections::BTreeMap;
use std::sync::Arc;

/// A list that grows at its end, `PAGE` things to a page.
#[derive(Clone, Debug)]
pub(super) struct Pages<T, const PAGE: usize> {
    full: Vec<Arc<[T]>>,
    /// The last page; never empty unless all is.
    tail: Vec<T>,
}

impl<T: Clone, const PAGE: usize> Pages<T, PAGE> {
    pub(super) const fn new() -> Self {
        Self {
            full: Vec::new(),
            tail: Vec::new(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.full.len() * PAGE + self.tail.len()
    }

    pub(super) fn push(&mut self, thing: T) {
        if self.tail.len() == PAGE {
            self.full.push(self.tail.as_slice().into());
            self.tail.clear();
        }
        if self.tail.is_empty() {
            self.tail.reserve_exact(PAGE);
        }
        self.tail.push(thing);
    }

    pub(super) fn get(&self, number: usize) -> Option<&T> {
        match self.full.get(number / PAGE) {
            Some(page) => page.get(number % PAGE),
            None => self.tail.get(number.checked_sub(self.full.len() * PAGE)?),
        }
    }

    pub(super) fn get_mut(&mut self, number: usize) -> Option<&mut T> {
        let behind = self.full.len() * PAGE;
        match self.full.get_mut(number / PAGE) {
            Some(page) => Arc::make_mut(page).get_mut(number % PAGE),
            None => self.tail.get_mut(number.checked_sub(behind)?),
        }
    }

    /// No more room than is needed.
    pub(super) fn fit(&mut self) {
        self.tail.shrink_to_fit();
    }
}

/// Things to a page and pages to a shelf.
const HELD: usize = 256;

/// Pages beside each other, the ones that nothing was put into left out.
type Shelf<T> = Arc<[Option<Arc<[T]>>]>;

/// Things by number, where numbers mostly come close to each other.
#[derive(Clone, Debug)]
pub(crate) struct Table<T> {
    shelves: BTreeMap<u64, Shelf<T>>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            shelves: BTreeMap::new(),
        }
    }
}

impl<T: Clone + Default> Table<T> {
    /// What was put there; the default where its page has something and it has not.
    pub(crate) fn get(&self, number: u64) -> Option<&T> {
        let (shelf, page, slot) = parts(number);
        self.shelves.get(&shelf)?[page].as_ref()?.get(slot)
    }

    /// What was put there, or the default.
    pub(crate) fn get_mut(&mut self, number: u64) -> &mut T {
        let (shelf, page, slot) = parts(number);
        let shelf = self.shelves.entry(shelf);
        let shelf = shelf.or_insert_with(|| vec![None; HELD].into());
        let page = &mut Arc::make_mut(shelf)[page];
        let page = page.get_or_insert_with(|| vec![T::default(); HELD].into());
        &mut Arc::make_mut(page)[slot]
    }
}

/// Which shelf, page on it and place on that.
fn parts(number: u64) -> (u64, usize, usize) {
    let [slot, page, ..] = number.to_le_bytes();
    (number >> 16, page.into(), slot.into())
}
