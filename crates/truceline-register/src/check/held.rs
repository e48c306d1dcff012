//! What one question has found out about areas already.
//!
//! Those who must answer in a zone declare the same areas again and again, most of them its boundary, and whether one
//! area holds another is the dearest thing to find out in a check. Each pair is looked at once. Lives as long as one
//! question. Not here: what it means that an area is held ([`super::coverage`], [`super::grain`]).

use crate::geometry::containment::contains_enlarged;
use crate::geometry::footprint::Footprint;
use crate::geometry::mesh::Mesh;
use crate::geometry::position::Decimetres;
use std::cell::RefCell;
use std::rc::Rc;

/// The outlines of some cells; none in place of one that has no outline.
type Outlines = Rc<[Option<Footprint>]>;

/// What was found out.
#[derive(Debug, Default)]
pub struct Held {
    areas: RefCell<Vec<(Footprint, Footprint, Decimetres, bool)>>,
    cells: RefCell<Vec<(Footprint, Decimetres, Outlines)>>,
    all_cells: RefCell<Vec<(Footprint, Decimetres, Outlines, bool)>>,
}

impl Held {
    /// As [`contains_enlarged`].
    pub(super) fn holds(&self, outer: &Footprint, inner: &Footprint, enlarge: Decimetres) -> bool {
        let known = self
            .areas
            .borrow()
            .iter()
            .find_map(|(one, other, by, holds)| {
                (*by == enlarge && one == outer && other == inner).then_some(*holds)
            });
        known.unwrap_or_else(|| {
            let holds = contains_enlarged(outer, inner, enlarge);
            let pair = (outer.clone(), inner.clone(), enlarge, holds);
            self.areas.borrow_mut().push(pair);
            holds
        })
    }

    /// Whether an area, by so much less at each edge, holds every cell of a mesh that a volume grown by a distance
    /// touches, of a coarser mesh where those are more than `most`.
    pub(super) fn holds_cells(
        &self,
        outer: (&Footprint, Decimetres),
        mesh: Mesh,
        volume: (&Footprint, Decimetres),
        most: usize,
    ) -> bool {
        let cells = self.outlines(mesh, volume, most);
        let ((area, own), all) = (outer, &self.all_cells);
        let known = all.borrow().iter().find_map(|(one, by, of, holds)| {
            (*by == own && Rc::ptr_eq(of, &cells) && one == area).then_some(*holds)
        });
        known.unwrap_or_else(|| {
            let holds = |cell: &Option<Footprint>| {
                cell.as_ref()
                    .is_some_and(|outline| contains_enlarged(area, outline, own))
            };
            let holds = cells.iter().all(holds);
            all.borrow_mut().push((area.clone(), own, cells, holds));
            holds
        })
    }

    /// Of one mesh: a question is looked at with one.
    fn outlines(
        &self,
        mesh: Mesh,
        (volume, grow): (&Footprint, Decimetres),
        most: usize,
    ) -> Outlines {
        let known = self.cells.borrow().iter().find_map(|(one, by, outlines)| {
            (*by == grow && one == volume).then(|| Rc::clone(outlines))
        });
        known.unwrap_or_else(|| {
            let touched = mesh.touched(volume, grow, most);
            let outlines: Outlines = touched.iter().map(|cell| cell.footprint()).collect();
            let new = (volume.clone(), grow, Rc::clone(&outlines));
            self.cells.borrow_mut().push(new);
            outlines
        })
    }
}

#[cfg(test)]
mod tests;
