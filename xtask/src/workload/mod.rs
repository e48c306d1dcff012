//! The workload on which evaluation is measured: notifications, what became of them, and plans that are held
//! against them. Grown from a seed, the same to the last bit for the same seed wherever it is grown: whole numbers,
//! and of floating point only what IEEE 754 leaves no choice in.
//!
//! A country-sized theatre with some 2,700 localities in districts, lifelike in how they lie: half of them have
//! another within 1.2 km, and a fifth within 3 km; a few large ones have most of the people. Of the notifications
//! 60 in a hundred are sites (circles of 50 m to 2 km, one in seven a polygon of 4 to 200 vertices), 30 movements (2 to 40 vertices over 5 to 120 km, each leg
//! with its own half-width and window), 10 areas without anybody. Windows last from hours to months over two years, one site in twenty has no end; a third have
//! heights; 15 in a hundred are amended or withdrawn later. All is told in the 90 days before the two years begin,
//! so that everything is ahead and nothing overdue. Questions are plans of 0.5 to 20 km and 1 to 24 hours with 100 m to 5 km
//! around them, half of them near localities.
//!
//! [`files`] writes all of it as CSV for other systems. Not here: what it is held against (`bench evaluation`).

pub mod choice;
pub mod files;
pub mod filled;
mod shape;

use choice::Choice;
use shape::Spot;
use truceline_register::geometry::footprint::Footprint;
use truceline_register::geometry::position::{AltitudeBand, Decimetres};
use truceline_register::time::{Instant, TimeWindow};

/// South, west, north and east of the theatre in 1e-7 degree.
pub const THEATRE: [i64; 4] = [320_000_000, 355_000_000, 375_000_000, 425_000_000];
/// The two years begin, in seconds since 1970: the first of January 2025.
pub const BEGIN_S: i64 = 1_735_689_600;
const DAY_S: i64 = 86_400;
const YEARS_S: i64 = 730 * DAY_S;
/// Everything is told within so long before.
const TELLING_S: i64 = 90 * DAY_S;
/// Districts, and localities in one.
const DISTRICTS: u64 = 60;
const LOCALITIES: u64 = 45;
/// How far around its district's middle a locality lies at most, and how far apart they lie by that, in metres.
const DISTRICT_M: i64 = 22_000;

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Somebody stays.
    Site,
    /// Somebody goes, leg by leg.
    Movement,
    /// Nobody is there.
    Nil,
}

impl Kind {
    /// As the files write it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Movement => "movement",
            Self::Nil => "nil",
        }
    }
}

/// A stretch of space and time: a site, a leg, an area.
#[derive(Clone, PartialEq, Eq)]
pub struct Part {
    /// Where.
    pub footprint: Footprint,
    /// At which heights; absent means all.
    pub altitude: Option<AltitudeBand>,
    /// From when.
    pub start: Instant,
    /// Until when; absent means open-ended.
    pub end: Option<Instant>,
}

/// A notification as it was told at first, or as it was amended.
#[derive(Clone, PartialEq, Eq)]
pub struct Version {
    /// What.
    pub kind: Kind,
    /// Where and when; several for a movement.
    pub parts: Vec<Part>,
    /// How far the true place may lie from the one given.
    pub precision: Decimetres,
    /// How far around it others are asked to stay away.
    pub buffer: Decimetres,
}

/// What is said next of a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// It is told.
    Told,
    /// Another version stands in place of the first.
    Amended,
    /// It is taken back.
    Withdrawn,
}

/// One word: when, of which notification, what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Word {
    /// When it is said, in seconds since 1970.
    pub at_s: i64,
    /// Of which notification.
    pub notification: u32,
    /// What.
    pub step: Step,
}

/// A plan that is held against what was told.
#[derive(Clone)]
pub struct Question {
    /// Where.
    pub footprint: Footprint,
    /// At which heights; absent means all.
    pub altitude: Option<AltitudeBand>,
    /// When.
    pub window: TimeWindow,
    /// How far around.
    pub buffer: Decimetres,
    /// For questions about the past: after how many thousandths of the words.
    pub known_thousandths: u64,
}

/// A workload.
pub struct Workload {
    seed: u64,
    /// How many notifications.
    pub count: u32,
    places: Vec<Spot>,
}

/// Choices of one purpose never depend on those of another.
#[derive(Clone, Copy)]
enum Purpose {
    Places = 1,
    Words = 2,
    Versions = 3,
    Questions = 4,
}

impl Workload {
    /// The workload of a seed with so many notifications. The first of a larger one are those of a smaller one.
    #[must_use]
    pub fn new(seed: u64, count: u32) -> Self {
        let mut workload = Self {
            seed,
            count,
            places: Vec::new(),
        };
        let mut choice = workload.choice(Purpose::Places, 0);
        let [south, west, north, east] = THEATRE;
        for _ in 0..DISTRICTS {
            let middle = Spot {
                lat_e7: choice.between(south + 1_000_000, north - 1_000_000),
                lon_e7: choice.between(west + 1_000_000, east - 1_000_000),
            };
            for _ in 0..LOCALITIES {
                let (north_m, east_m) = (choice.off(DISTRICT_M), choice.off(DISTRICT_M));
                workload.places.push(middle.moved(north_m, east_m));
            }
        }
        workload
    }

    fn choice(&self, purpose: Purpose, number: u32) -> Choice {
        Choice::new(self.seed, purpose as u64, number.into())
    }

    /// All that is said, in order; what stands at a place of this list has that number in the files.
    #[must_use]
    pub fn words(&self) -> Vec<Word> {
        let mut words = Vec::with_capacity(self.count as usize * 6 / 5);
        for notification in 0..self.count {
            let mut choice = self.choice(Purpose::Words, notification);
            let at_s = BEGIN_S - TELLING_S + choice.between(0, TELLING_S - 2);
            let mut say = |at_s, step| {
                words.push(Word {
                    at_s,
                    notification,
                    step,
                });
            };
            say(at_s, Step::Told);
            let later_s = choice.between(at_s + 1, BEGIN_S);
            match choice.below(100) {
                0..10 => say(later_s, Step::Amended),
                10..15 => say(later_s, Step::Withdrawn),
                _ => {}
            }
        }
        words.sort_unstable();
        words
    }

    /// What a notification says at first or, of the same kind and near the same place, as amended.
    #[must_use]
    pub fn version(&self, notification: u32, amended: bool) -> Version {
        let mut choice = self.choice(Purpose::Versions, notification);
        let kind = match choice.below(10) {
            0..6 => Kind::Site,
            6..9 => Kind::Movement,
            _ => Kind::Nil,
        };
        let mut place = self.somewhere(&mut choice, 9);
        let mut start_s = BEGIN_S + choice.between(0, YEARS_S / 60) * 60;
        if amended {
            // Nearly everything is drawn anew, from here on.
            choice = Choice::new(self.seed, u64::MAX, notification.into());
            place = place.moved(choice.off(2_000), choice.off(2_000));
            start_s += choice.between(-6, 7) * 3_600;
        }
        let start_s = start_s.max(BEGIN_S);
        let altitude = match choice.below(3) {
            0 => band(&mut choice, 5_000),
            _ => None,
        };
        let parts = match kind {
            Kind::Site => {
                let lasting_s = choice.scaled(6, 24 * 90) * 3_600;
                let open = choice.below(20) == 0;
                let footprint = shape::site(&mut choice, place);
                vec![part(
                    footprint,
                    altitude,
                    start_s,
                    (!open).then_some(lasting_s),
                )]
            }
            Kind::Movement => movement(&mut choice, place, altitude, start_s),
            Kind::Nil => {
                let lasting_s = choice.scaled(12, 24 * 14) * 3_600;
                let footprint = shape::area(&mut choice, place);
                vec![part(footprint, None, start_s, Some(lasting_s))]
            }
        };
        let asks_for_room = kind != Kind::Nil && choice.below(3) == 0;
        Version {
            kind,
            parts,
            precision: shape::metres(choice.scaled(5, 100)),
            buffer: shape::metres(if asks_for_room {
                choice.scaled(50, 500)
            } else {
                0
            }),
        }
    }

    /// A question.
    #[must_use]
    pub fn question(&self, number: u32) -> Question {
        let mut choice = self.choice(Purpose::Questions, number);
        let place = self.somewhere(&mut choice, 5);
        let start_s = BEGIN_S + choice.between(0, YEARS_S / 60) * 60;
        let lasting_s = choice.scaled(60, 24 * 60) * 60;
        Question {
            footprint: shape::plan(&mut choice, place),
            altitude: match choice.below(3) {
                0 => band(&mut choice, 30_000),
                _ => None,
            },
            window: window(start_s, lasting_s),
            buffer: shape::metres(choice.scaled(100, 5_000)),
            known_thousandths: choice.below(1_001),
        }
    }

    /// Near a locality so many times in ten, else anywhere. Large localities come first in each district.
    fn somewhere(&self, choice: &mut Choice, near_in_ten: u64) -> Spot {
        if choice.below(10) >= near_in_ten {
            let [south, west, north, east] = THEATRE;
            return Spot {
                lat_e7: choice.between(south, north),
                lon_e7: choice.between(west, east),
            };
        }
        // Half of the people are in a tenth of the localities.
        let rank = choice.below(LOCALITIES) * choice.below(LOCALITIES) / LOCALITIES;
        let district = choice.below(DISTRICTS);
        let at = usize::try_from(district * LOCALITIES + rank).unwrap_or(0);
        let off_m = choice.scaled(200, 6_000);
        self.places[at % self.places.len()].moved(choice.off(off_m), choice.off(off_m))
    }
}

/// A route with a leg between each two vertices, and an hour or so about the time at which each is used.
fn movement(
    choice: &mut Choice,
    from: Spot,
    altitude: Option<AltitudeBand>,
    start_s: i64,
) -> Vec<Part> {
    let route = shape::route(choice, from, (2, 40), (5_000, 120_000));
    let half_width = choice.scaled(100, 1_000);
    let metres_a_minute = choice.between(250, 1_000);
    let slack_s = choice.between(10, 120) * 60;
    let mut away_m = 0;
    let legs = route.windows(2).map(|ends| {
        let leg_m = ends[0].about_m(ends[1]);
        let leaves_s = start_s + away_m * 60 / metres_a_minute;
        away_m += leg_m;
        let lasting_s = leg_m * 60 / metres_a_minute + slack_s;
        let footprint = shape::line(ends, half_width);
        part(footprint, altitude, leaves_s, Some(lasting_s))
    });
    legs.collect()
}

fn part(
    footprint: Footprint,
    altitude: Option<AltitudeBand>,
    start_s: i64,
    lasting_s: Option<i64>,
) -> Part {
    Part {
        footprint,
        altitude,
        start: instant(start_s),
        end: lasting_s.map(|lasting_s| instant(start_s + lasting_s.max(60))),
    }
}

/// A band that begins between the ground and a height, in decimetres, of 50 m to 2 km.
fn band(choice: &mut Choice, most_dm: i64) -> Option<AltitudeBand> {
    let lower_dm = choice.between(0, most_dm);
    let upper_dm = lower_dm + choice.scaled(500, 20_000);
    let heights = i32::try_from(lower_dm)
        .ok()
        .zip(i32::try_from(upper_dm).ok());
    heights.and_then(|(lower_dm, upper_dm)| AltitudeBand::new(lower_dm, upper_dm).ok())
}

/// A whole second as an instant.
#[must_use]
pub fn instant(seconds: i64) -> Instant {
    Instant::from_micros(seconds.saturating_mul(1_000_000)).unwrap_or(Instant::MAX)
}

fn window(start_s: i64, lasting_s: i64) -> TimeWindow {
    match TimeWindow::new(instant(start_s), instant(start_s + lasting_s.max(1))) {
        Ok(window) => window,
        Err(_) => unreachable!("a window of a second or more has a length"),
    }
}

#[cfg(test)]
mod tests;
