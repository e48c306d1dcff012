//! Looks that search: the centre is alarmed when a party's looks of a day close in on something, or are
//! used up. DESIGN.md §6, locator defence.
//!
//! A look is a check asked for, a plan activated, or one under way amended. The rule is simple, and the
//! same for everybody: so many *steps* in one zone and one day (UTC), whatever came of them. Steps are
//! different looks: the same volumes again are none. Nothing here looks at what is notified, so that an
//! alarm tells nothing about it; and it goes to the centre alone, once per asker, zone and day.

use super::evaluation::Question;
use super::ground::touched_zones;
use super::ledger::Look;
use super::locator::{FLOOR_WITHOUT_ZONES_M2, PROBING_CHECKS, budget, day_start};
use crate::codec::disclosure::Label;
use crate::codec::record::{self, Alert, AlertWhy, Effect, Record};
use crate::geometry::area::least_area;
use crate::geometry::bounds::{GeoBox, bounds};
use crate::geometry::distance::within;
use crate::geometry::footprint::Footprint;
use crate::geometry::position::{Decimetres, Position};
use crate::ids::{LogIndex, PartyId, ZoneId};
use crate::place::Volume4d;
use crate::register::said::{Judgement, Told};
use crate::register::{Register, Standpoint};
use crate::time::{Instant, TimeWindow};
use minicbor::{Decode, Encode};
use std::collections::BTreeSet;

/// A look is small where none of its volumes is larger than so many floors of the zone, or square
/// kilometres where the zone's floor is less than one.
pub const SMALL_IN_FLOORS: u64 = 4;
/// Small looks are neighbours where so many sides of a square of the floor's area or less lie between
/// them: a row of squares side by side is within it.
pub const NEIGHBOUR_IN_SIDES: u32 = 5;
/// A decimetre of latitude in units of 1e-7 degree, rounded up.
const E7_PER_DECIMETRE: u32 = 10;
/// So many small neighbouring looks of several parties together are a search.
pub const PROBING_TOGETHER: usize = 10;
/// Of them, so many are the asker's own, and so many others'.
pub const PROBING_EACH: usize = 3;
/// So many different windows over nearly the same ground, about each other in time, are a search: to halve hours
/// down to a stretch of half an hour takes no more.
pub const PROBING_WINDOWS: usize = 4;
/// The same of several parties together.
pub const PROBING_WINDOWS_TOGETHER: usize = 6;
/// Of them, so many are the asker's own, and so many others'.
pub const PROBING_WINDOWS_EACH: usize = 2;
/// Most looks of a day that one is compared with, the latest: a day's budget and more.
pub const MAX_COMPARED: usize = 512;

/// How looks search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(index_only)]
pub enum Pattern {
    /// [`PROBING_CHECKS`] different small looks side by side, or looks of whatever size over nearly the
    /// same ground: shifted, with another edge, at another time.
    #[n(0)]
    Sweep,
    /// [`PROBING_CHECKS`] looks of which each meets the last and is larger.
    #[n(1)]
    Narrowing,
    /// [`PROBING_TOGETHER`] such looks of several parties, or [`PROBING_WINDOWS_TOGETHER`] such windows.
    #[n(2)]
    Together,
    /// The asker's looks of the day are used up.
    #[n(3)]
    Budget,
    /// [`PROBING_WINDOWS`] windows over nearly the same ground that lie about each other and differ.
    #[n(4)]
    Times,
}

impl Pattern {
    /// The word as people, files and the API write it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sweep => "sweep",
            Self::Narrowing => "narrowing",
            Self::Together => "together",
            Self::Budget => "budget",
            Self::Times => "times",
        }
    }
}

/// What the register noticed of an asker's looks; sealed, for the centre.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Noticed {
    /// Who looks.
    #[n(0)]
    pub asker: PartyId,
    /// In which zone; absent: outside all.
    #[n(1)]
    pub zone: Option<ZoneId>,
    /// How.
    #[n(2)]
    pub pattern: Pattern,
    /// How many looks, this one among them.
    #[n(3)]
    pub looks: u32,
    /// Who else looked at the same ground.
    #[n(4)]
    pub others: Vec<PartyId>,
}

/// Something noticed, as it stands in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticedIn {
    /// The record of the look.
    pub record: LogIndex,
    /// When.
    pub received_at: Instant,
    /// What.
    pub what: Told<Noticed>,
}

/// An earlier look.
struct Earlier<'a> {
    party: PartyId,
    volumes: &'a [Volume4d],
}

/// An earlier look of which volumes are known.
pub(super) struct Known<'a> {
    party: PartyId,
    look: &'a Look,
}

/// Alarms the centre where a party's look is a step of a search, or is over its budget.
pub(crate) fn notice(
    register: &Register,
    asker: PartyId,
    question: Question<'_>,
    at: Standpoint,
    out: &mut Judgement,
) {
    if asker == register.authority.centre() {
        return;
    }
    let since = day_start(at.now);
    let touched = touched_zones(register, question, at).zones;
    let used_up: BTreeSet<Option<ZoneId>> = budget(register, &touched, asker, at)
        .into_iter()
        .map(|reason| reason.zone)
        .collect();
    let zones: Vec<Option<ZoneId>> = match touched.is_empty() {
        true => vec![None],
        false => touched.into_iter().map(Some).collect(),
    };
    // Comparing looks is dear, and told once a day it is not told again: so it is done only until then.
    let mut compared: Option<Vec<Known<'_>>> = None;
    for zone in zones {
        let told = |is_budget: bool| {
            register.checks.noticed_since(since).any(|noticed| {
                let what = noticed.what.value();
                what.is_some_and(|what| {
                    (what.asker, what.zone) == (asker, zone)
                        && (what.pattern == Pattern::Budget) == is_budget
                })
            })
        };
        let profile = zone.and_then(|zone| register.zones.profile(zone, at.known_at));
        let floor_m2 = profile.map_or(0, |(_, p)| p.check_floor_m2);
        let floor_m2 = floor_m2.max(FLOOR_WITHOUT_ZONES_M2);
        let searched = (!told(false)).then(|| {
            let earlier = compared.get_or_insert_with(|| looks_of(register, since, at.known_at));
            search(register, asker, question.volumes, earlier, floor_m2)
        });
        if let Some((pattern, looks, others)) = searched.flatten() {
            alarm(
                register,
                out,
                AlertWhy::Probing,
                Noticed {
                    asker,
                    zone,
                    pattern,
                    looks: count(looks),
                    others,
                },
            );
        }
        if used_up.contains(&zone) && !told(true) {
            let looks = register
                .checks
                .looks(asker, zone, since, at.known_at)
                .count()
                + 1;
            alarm(
                register,
                out,
                AlertWhy::BudgetUsed,
                Noticed {
                    asker,
                    zone,
                    pattern: Pattern::Budget,
                    looks: count(looks),
                    others: Vec::new(),
                },
            );
        }
    }
}

fn count(looks: usize) -> u32 {
    u32::try_from(looks).unwrap_or(u32::MAX)
}

fn alarm(register: &Register, out: &mut Judgement, why: AlertWhy, noticed: Noticed) {
    let sealed = out.seal(Label::Basis, &noticed);
    let to = register.authority.centre();
    let number = crate::watch::next_number(out, to);
    out.effects.push(Effect::Noticed(sealed));
    out.effects.push(Effect::Alert(Alert {
        number,
        to,
        desk: None,
        why,
        plan: None,
        record: Some(register.size),
    }));
}

/// The looks of all parties but the centre since an instant, of each the latest.
pub(super) fn looks_of(register: &Register, since: Instant, known_at: LogIndex) -> Vec<Known<'_>> {
    let centre = register.authority.centre();
    let askers: Vec<PartyId> = register
        .checks
        .askers()
        .filter(|party| *party != centre)
        .collect();
    let each = (MAX_COMPARED / askers.len().max(1)).max(2 * PROBING_TOGETHER);
    askers
        .into_iter()
        .flat_map(|party| {
            let looks = register.checks.looks_since(party, since, known_at);
            looks
                .filter(|look| look.hull.is_some() || volumes_of(register, look).is_some())
                .take(each)
                .map(move |look| Known { party, look })
        })
        .collect()
}

/// Those of some looks that may have to do with one: most are elsewhere, and their box says so.
fn about_here<'a>(
    register: &'a Register,
    looks: &[Known<'a>],
    volumes: &[Volume4d],
    ground: &Ground,
) -> Vec<Earlier<'a>> {
    let far = ground.farthest();
    let boxes = volumes
        .iter()
        .flat_map(|volume| bounds(&volume.footprint, far));
    let boxes: Vec<GeoBox> = boxes.collect();
    let is_near = |look: &Look| {
        look.hull
            .is_none_or(|hull| boxes.iter().any(|one| one.meets(hull)))
    };
    looks
        .iter()
        .filter(|known| is_near(known.look))
        .filter_map(|known| {
            Some(Earlier {
                party: known.party,
                volumes: volumes_of(register, known.look)?,
            })
        })
        .collect()
}

/// What a look was about, as far as the register has it.
fn volumes_of<'a>(register: &'a Register, look: &Look) -> Option<&'a [Volume4d]> {
    if let Some(asked) = register.checks.asked(look.of) {
        return asked.volumes(register);
    }
    register.plans.volumes(look.of).map(Vec::as_slice)
}

/// The pattern of which a look is a step, how many steps there are with it, and who else took some.
pub(super) fn search(
    register: &Register,
    asker: PartyId,
    volumes: &[Volume4d],
    looks: &[Known<'_>],
    floor_m2: u64,
) -> Option<(Pattern, usize, Vec<PartyId>)> {
    let ground = Ground::of(floor_m2);
    let earlier = about_here(register, looks, volumes, &ground);
    let own = || earlier.iter().filter(|look| look.party == asker);
    if own().any(|look| look.volumes == volumes) {
        return None;
    }
    let area = area_m2(volumes);
    let wider: BTreeSet<&[Volume4d]> = own()
        .filter(|look| {
            area_m2(look.volumes) > area && meets(look.volumes, volumes, Decimetres::ZERO)
        })
        .map(|look| look.volumes)
        .collect();
    if wider.len() + 1 >= PROBING_CHECKS {
        return Some((Pattern::Narrowing, wider.len() + 1, Vec::new()));
    }
    let asked: Vec<AskedArea<'_>> = volumes.iter().map(|one| ground.asked(one)).collect();
    let near: BTreeSet<(PartyId, &[Volume4d])> = earlier
        .iter()
        .filter(|look| look.volumes != volumes && ground.is_step(look.volumes, &asked))
        .map(|look| (look.party, look.volumes))
        .collect();
    let mine = near.iter().filter(|(party, _)| *party == asker).count() + 1;
    if mine >= PROBING_CHECKS {
        return Some((Pattern::Sweep, mine, Vec::new()));
    }
    let windows: BTreeSet<(PartyId, TimeWindow)> = near
        .iter()
        .flat_map(|(party, look)| ground.windows(look, volumes).map(move |at| (*party, at)))
        .collect();
    let my_windows = windows.iter().filter(|(party, _)| *party == asker).count() + 1;
    if my_windows >= PROBING_WINDOWS {
        return Some((Pattern::Times, my_windows, Vec::new()));
    }
    let others: BTreeSet<PartyId> = near
        .iter()
        .map(|(party, _)| *party)
        .filter(|party| *party != asker)
        .collect();
    let their_windows = windows.len() + 1 - my_windows;
    if my_windows + their_windows >= PROBING_WINDOWS_TOGETHER
        && my_windows.min(their_windows) >= PROBING_WINDOWS_EACH
    {
        let looks = my_windows + their_windows;
        return Some((Pattern::Together, looks, others.into_iter().collect()));
    }
    let theirs = near.len() + 1 - mine;
    let together = mine + theirs >= PROBING_TOGETHER && mine.min(theirs) >= PROBING_EACH;
    together.then(|| {
        (
            Pattern::Together,
            mine + theirs,
            others.into_iter().collect(),
        )
    })
}

/// What of two looks makes them steps of one search, by the floor of the zone.
struct Ground {
    most_m2: u64,
    side: Decimetres,
    reach: Decimetres,
}

/// An area that is asked about now, and what all looks of the day are held against.
struct AskedArea<'a> {
    area: &'a Footprint,
    boxes: Vec<GeoBox>,
    is_small: bool,
}

impl Ground {
    fn of(floor_m2: u64) -> Self {
        let side_dm = floor_m2.saturating_mul(100).isqrt();
        let times = |sides: u32| {
            u32::try_from(side_dm.saturating_mul(u64::from(sides)))
                .ok()
                .and_then(|reach| Decimetres::new(reach).ok())
                .unwrap_or(crate::plan::MAX_BUFFER)
                .min(crate::plan::MAX_BUFFER)
        };
        Self {
            most_m2: floor_m2.saturating_mul(SMALL_IN_FLOORS),
            side: times(1),
            reach: times(NEIGHBOUR_IN_SIDES),
        }
    }

    /// How far from a look at most another lies that may be a step of the same search: neighbours by their reach, shifts
    /// by sides that are counted generously.
    const fn farthest(&self) -> Decimetres {
        self.reach.plus(self.side).plus(self.side)
    }

    fn asked<'a>(&self, volume: &'a Volume4d) -> AskedArea<'a> {
        let area = &volume.footprint;
        AskedArea {
            area,
            boxes: bounds(area, Decimetres::ZERO),
            is_small: self.is_small(area),
        }
    }

    fn is_step(&self, one: &[Volume4d], asked: &[AskedArea<'_>]) -> bool {
        let pairs = one.iter().flat_map(|a| asked.iter().map(move |b| (a, b)));
        pairs.into_iter().any(|(a, b)| {
            let a = &a.footprint;
            let small = || b.is_small && self.is_small(a) && within(a, b.area, self.reach);
            let shift = || self.may_be_shift(a, b) && self.is_shift(a, b.area);
            shift() || small()
        })
    }

    /// Whether a place of a footprint lies in the other's boxes, grown by as much as edges may lie apart: where
    /// none does it is no shift. Looking at a place is cheap, and most looks are elsewhere.
    fn may_be_shift(&self, one: &Footprint, other: &AskedArea<'_>) -> bool {
        let spot = match one {
            Footprint::Circle(circle) => Some(circle.centre),
            Footprint::Line(line) => line.vertices().first().copied(),
            Footprint::Polygons(all) => {
                let shell = all.first().map(|polygon| polygon.shell());
                shell.and_then(|shell| shell.vertices().first().copied())
            }
        };
        let (north_e7, east_e7) = self.apart_e7();
        let lies_in = |low: i32, value: i32, high: i32, most: u32| {
            let (low, high, most) = (i64::from(low), i64::from(high), i64::from(most));
            (low - most..=high + most).contains(&i64::from(value))
        };
        spot.is_none_or(|spot| {
            let (lat, lon) = (spot.lat_e7(), spot.lon_e7());
            // The antimeridian has two numbers.
            let is_antimeridian = lon.abs() == Position::MAX_LON_E7;
            other.boxes.iter().any(|area| {
                let east = |lon| lies_in(area.west_e7(), lon, area.east_e7(), east_e7);
                lies_in(area.south_e7(), lat, area.north_e7(), north_e7)
                    && (east(lon) || is_antimeridian && east(-lon))
            })
        })
    }

    /// How far edges of what is a shift may lie apart, in latitude and longitude.
    fn apart_e7(&self) -> (u32, u32) {
        let north_e7 = self.side.get().saturating_mul(E7_PER_DECIMETRE);
        // A degree of longitude is half as long at 60 degrees: in doubt it is a shift.
        (north_e7, north_e7.saturating_mul(2))
    }

    /// The windows of a look at nearly the same ground as another that differ from the other's, and lie no
    /// further from it than the longer of the two lasts.
    fn windows<'b>(
        &'b self,
        look: &'b [Volume4d],
        other: &'b [Volume4d],
    ) -> impl Iterator<Item = TimeWindow> + 'b {
        let pairs = look
            .iter()
            .flat_map(move |a| other.iter().map(move |b| (a, b)));
        pairs
            .filter(|(a, b)| {
                let (one, other) = (a.window, b.window);
                let lasts = |window: TimeWindow| window.end().since(window.start());
                one != other
                    && one.meets(other, lasts(one).max(lasts(other)))
                    && self.is_shift(&a.footprint, &b.footprint)
            })
            .map(|(a, _)| a.window)
    }

    fn is_small(&self, footprint: &Footprint) -> bool {
        least_area(footprint).get() <= self.most_m2
    }

    /// Whether two footprints of whatever size differ by strips alone: no edge of the one's box lies a
    /// side of the floor's square from the other's.
    fn is_shift(&self, one: &Footprint, other: &Footprint) -> bool {
        let (one, other) = (
            bounds(one, Decimetres::ZERO),
            bounds(other, Decimetres::ZERO),
        );
        let (north_e7, east_e7) = self.apart_e7();
        let close = |a: i32, b: i32, most: u32| a.abs_diff(b) < most;
        !one.is_empty()
            && one.len() == other.len()
            && one.iter().zip(&other).all(|(a, b)| {
                close(a.south_e7(), b.south_e7(), north_e7)
                    && close(a.north_e7(), b.north_e7(), north_e7)
                    && close(a.west_e7(), b.west_e7(), east_e7)
                    && close(a.east_e7(), b.east_e7(), east_e7)
            })
    }
}

fn area_m2(volumes: &[Volume4d]) -> u64 {
    volumes
        .iter()
        .map(|volume| least_area(&volume.footprint).get())
        .sum()
}

fn meets(earlier: &[Volume4d], volumes: &[Volume4d], reach: Decimetres) -> bool {
    earlier.iter().any(|one| {
        volumes
            .iter()
            .any(|other| within(&one.footprint, &other.footprint, reach))
    })
}

/// Takes in what was noticed.
pub(crate) fn apply(register: &mut Register, record: &Record, sealed: crate::codec::cbor::Digest) {
    let what = record.disclosures.open(Some(sealed), Label::Basis);
    let look = match record.part.ground {
        record::Ground::PassedOn { cause } => cause,
        _ => record.index,
    };
    register.checks.note(NoticedIn {
        record: look,
        received_at: record.part.received_at,
        what: Told::of(what),
    });
}
