//! Rows of things in pages that copies share: a clone copies pointers, and a write copies one page where
//! another copy has it too.

use std::collections::BTreeMap;
use std::sync::Arc;

/// A list that grows at its end, `PAGE` things to a page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pages<T, const PAGE: usize> {
    full: Vec<Arc<[T]>>,
    /// The last page; never empty unless all is.
    tail: Vec<T>,
}

impl<T, const PAGE: usize> Default for Pages<T, PAGE> {
    fn default() -> Self {
        Self {
            full: Vec::new(),
            tail: Vec::new(),
        }
    }
}

impl<T: Clone, const PAGE: usize> Pages<T, PAGE> {
    pub(crate) const fn new() -> Self {
        Self {
            full: Vec::new(),
            tail: Vec::new(),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.full.len() * PAGE + self.tail.len()
    }

    pub(crate) fn push(&mut self, thing: T) {
        if self.tail.len() == PAGE {
            self.full.push(std::mem::take(&mut self.tail).into());
        }
        if self.tail.is_empty() {
            self.tail.reserve_exact(PAGE);
        }
        self.tail.push(thing);
    }

    pub(crate) fn get(&self, number: usize) -> Option<&T> {
        match self.full.get(number / PAGE) {
            Some(page) => page.get(number % PAGE),
            None => self.tail.get(number.checked_sub(self.full.len() * PAGE)?),
        }
    }

    pub(crate) fn get_mut(&mut self, number: usize) -> Option<&mut T> {
        let behind = self.full.len() * PAGE;
        match self.full.get_mut(number / PAGE) {
            Some(page) => Arc::make_mut(page).get_mut(number % PAGE),
            None => self.tail.get_mut(number.checked_sub(behind)?),
        }
    }

    /// No more room than is needed.
    pub(crate) fn fit(&mut self) {
        self.tail.shrink_to_fit();
    }
}

/// Things to a page and pages to a shelf.
const HELD: usize = 256;

/// Pages beside each other, the ones that nothing was put into left out.
type Shelf<T> = Arc<[Option<Arc<[T]>>]>;

/// Shelves that are found without a search: those of the first 268 million numbers.
const NEAR: usize = 4_096;

/// Things by number, where numbers come one after the other, as those of records and of entries do. They may be any; a
/// high one is searched for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Table<T> {
    near: Vec<Option<Shelf<T>>>,
    far: BTreeMap<u64, Shelf<T>>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            near: Vec::new(),
            far: BTreeMap::new(),
        }
    }
}

impl<T: Clone + Default> Table<T> {
    /// What was put there; the default where its page has something and it has not.
    pub(crate) fn get(&self, number: u64) -> Option<&T> {
        let (shelf, page, slot) = parts(number);
        let shelf = match near(shelf) {
            Some(place) => self.near.get(place)?.as_ref()?,
            None => self.far.get(&shelf)?,
        };
        shelf[page].as_ref()?.get(slot)
    }

    /// What was put there, or the default.
    pub(crate) fn get_mut(&mut self, number: u64) -> &mut T {
        let (shelf, page, slot) = parts(number);
        let empty = || vec![None; HELD].into();
        let shelf = match near(shelf) {
            Some(place) => {
                if self.near.len() <= place {
                    self.near.resize(place + 1, None);
                }
                self.near[place].get_or_insert_with(empty)
            }
            None => self.far.entry(shelf).or_insert_with(empty),
        };
        let page = &mut Arc::make_mut(shelf)[page];
        let page = page.get_or_insert_with(|| vec![T::default(); HELD].into());
        &mut Arc::make_mut(page)[slot]
    }
}

/// The place of a shelf that is found without a search.
fn near(shelf: u64) -> Option<usize> {
    usize::try_from(shelf).ok().filter(|place| *place < NEAR)
}

/// Which shelf, page on it and place on that.
fn parts(number: u64) -> (u64, usize, usize) {
    let [slot, page, ..] = number.to_le_bytes();
    (number >> 16, page.into(), slot.into())
}
