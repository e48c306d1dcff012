//! Which allegations stand in the two lists of a reconciliation, and how two of them are compared.
//!
//! An entry is an alleged violation that its maker says began in the stretch of time and in the zone: by
//! name of the zone where the maker gives one, else by place. What cannot be placed or read is counted, so
//! that no list looks complete that is not. What was withdrawn before is listed and shown as withdrawn.

use super::history::Reconciliation;
use super::matching::{Entry, Reasons, compare};
use super::{EntryVersion, ReconciliationOpened};
use crate::allegation::account::Account;
use crate::allegation::history::{Allegation, Version};
use crate::allegation::{AllegationRef, What};
use crate::geometry::distance::separation;
use crate::geometry::footprint::{Circle, Footprint};
use crate::geometry::position::{Decimetres, Position};
use crate::ids::{LogIndex, PartyId, ZoneId};
use crate::register::Register;
use crate::register::decide::CLOCK_SKEW;
use crate::time::TimeWindow;
use minicbor::{Decode, Encode};

/// Most entries that one opening takes into a list, and beside both; the busiest day on record had a few hundred.
/// Opening again takes in the next.
pub const MAX_LISTED: usize = 5_000;

/// What stands beside the lists: what nobody of the two sides alleges, and what was not observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(map)]
pub struct Beside {
    /// Whose, and which.
    #[n(0)]
    pub about: AllegationRef,
    /// The record that tells it so.
    #[n(1)]
    pub record: LogIndex,
}

/// How many of a side's allegations may belong to its list and cannot be put there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Unlisted {
    /// They began in the stretch of time, and say neither zone nor place.
    #[n(0)]
    pub unplaced: u32,
    /// Their account was not told or is erased, so that nobody can say to which day they belong; heard after the
    /// stretch of time began.
    #[n(1)]
    pub untold: u32,
}

/// What stands in the lists from a record on, as the register found it then.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Listed {
    /// New entries of the first list.
    #[n(0)]
    pub one: Vec<EntryVersion>,
    /// New entries of the second list.
    #[n(1)]
    pub other: Vec<EntryVersion>,
    /// New beside them.
    #[n(2)]
    pub beside: Vec<Beside>,
    /// What the first side's list may lack.
    #[n(3)]
    pub unlisted_one: Unlisted,
    /// What the second side's list may lack.
    #[n(4)]
    pub unlisted_other: Unlisted,
    /// There are more than one opening takes in.
    #[n(5)]
    pub more: bool,
}

/// What is known of where an allegation belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Belongs {
    /// To the zone and the time.
    Here,
    /// To another zone or another time.
    Elsewhere,
    /// To the time; it says neither zone nor place.
    Unplaced,
    /// Its account cannot be read.
    Untold,
}

/// Where a version of an allegation belongs, seen from a zone and a time, by the boundaries known then.
#[must_use]
pub fn belongs(
    register: &Register,
    (zone, window): (ZoneId, TimeWindow),
    version: &Version,
    known_at: LogIndex,
) -> Belongs {
    let Some(account) = version.account.value() else {
        return Belongs::Untold;
    };
    if !window.contains(account.window.start()) {
        return Belongs::Elsewhere;
    }
    let is_here = match (account.zone, &account.place) {
        (Some(named), _) => named == zone,
        (None, Some(place)) => {
            let zones = register
                .zones
                .zones_touching(place, account.window, known_at);
            zones.contains(&zone)
        }
        (None, None) => return Belongs::Unplaced,
    };
    if is_here {
        Belongs::Here
    } else {
        Belongs::Elsewhere
    }
}

impl Listed {
    /// What the lists hold now in a party's eyes and did not hold before: of each at most so many, those made first.
    #[must_use]
    pub fn of(
        register: &Register,
        eyes: PartyId,
        said: &ReconciliationOpened,
        known: Option<&Reconciliation>,
        most: usize,
    ) -> Self {
        let mut found = Self::default();
        for allegation in register.allegations.all() {
            if known.is_some_and(|known| known.holds(allegation.about)) {
                continue;
            }
            found.take(register, (eyes, said), allegation, most);
        }
        found
    }

    fn take(
        &mut self,
        register: &Register,
        (eyes, said): (PartyId, &ReconciliationOpened),
        allegation: &Allegation,
        most: usize,
    ) {
        let Some(standing) = allegation.seen_by(register, eyes, register.size) else {
            return;
        };
        let (about, version) = (allegation.about, standing.version);
        let is_violation = matches!(version.what, What::Violation(_));
        let entry = EntryVersion {
            id: about.id,
            record: version.record,
        };
        let (list, unlisted) = if about.party == said.one {
            (&mut self.one, Some(&mut self.unlisted_one))
        } else if about.party == said.other {
            (&mut self.other, Some(&mut self.unlisted_other))
        } else {
            (&mut self.one, None)
        };
        let place = (said.zone, said.window);
        match (belongs(register, place, version, register.size), unlisted) {
            (Belongs::Here, Some(_)) if is_violation => {
                self.more |= list.len() >= most;
                if list.len() < most {
                    list.push(entry);
                }
            }
            (Belongs::Here, _) => {
                self.more |= self.beside.len() >= most;
                if self.beside.len() < most {
                    self.beside.push(Beside {
                        about,
                        record: version.record,
                    });
                }
            }
            (Belongs::Unplaced, Some(unlisted)) if is_violation => unlisted.unplaced += 1,
            // What was heard before the time began tells of another.
            (Belongs::Untold, Some(unlisted))
                if is_violation && version.received_at.plus(CLOCK_SKEW) >= said.window.start() =>
            {
                unlisted.untold += 1;
            }
            (Belongs::Unplaced | Belongs::Untold | Belongs::Elsewhere, _) => {}
        }
    }
}

/// An account as it is compared; nothing where it gives no place or its violation is not one.
#[must_use]
pub fn entry(version: &Version) -> Option<Entry> {
    let account = version.account.value()?;
    let (position, reach) = middle(account.place.as_ref()?)?;
    let What::Violation(kind) = version.what else {
        return None;
    };
    Some(Entry {
        window: widened(account)?,
        position,
        reach: reach.plus(account.precision.unwrap_or(Decimetres::ZERO)),
        kind: Some(kind),
        names: account.names.clone(),
    })
}

/// How two entries compare: nothing where one gives no place, or they are too far apart.
#[must_use]
pub fn compared(one: &Version, other: &Version) -> Option<Reasons> {
    compare(&entry(one)?, &entry(other)?)
}

fn widened(account: &Account) -> Option<TimeWindow> {
    let (window, certainty) = (account.window, account.certainty);
    TimeWindow::new(
        window.start().minus(certainty),
        window.end().plus(certainty),
    )
    .ok()
}

/// A point in the midst of a footprint, and how far it reaches from there.
fn middle(footprint: &Footprint) -> Option<(Position, Decimetres)> {
    let (vertices, width): (Vec<Position>, Decimetres) = match footprint {
        Footprint::Circle(circle) => return Some((circle.centre, circle.radius)),
        Footprint::Polygons(polygons) => {
            let shells = polygons.iter().map(|polygon| polygon.shell().vertices());
            (shells.flatten().copied().collect(), Decimetres::ZERO)
        }
        Footprint::Line(line) => (line.vertices().to_vec(), line.half_width()),
    };
    let mean = |of: fn(Position) -> i32| -> Option<i32> {
        let count = i64::try_from(vertices.len())
            .ok()
            .filter(|count| *count > 0)?;
        let sum: i64 = vertices.iter().map(|at| i64::from(of(*at))).sum();
        i32::try_from(sum / count).ok()
    };
    let centre = Position::from_e7(mean(Position::lat_e7)?, mean(Position::lon_e7)?).ok()?;
    let point = |centre| {
        Footprint::Circle(Circle {
            centre,
            radius: Decimetres::ZERO,
        })
    };
    let from = point(centre);
    let far = vertices
        .iter()
        .map(|at| separation(&from, &point(*at)).get());
    let far_dm = u32::try_from(far.max()?.div_ceil(100)).ok()?;
    Some((centre, Decimetres::new(far_dm).ok()?.plus(width)))
}
