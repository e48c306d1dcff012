//! `cargo xtask locator`: checks used to find people, against the floor.
//!
//! RELIABILITY S9. An adversary with one or two accounts knows the rules, a box of 25 floors in which somebody
//! is, and spends whole budgets: checks, plans, their alerts, refusals. A thousand and more worlds, which differ
//! by that place (or time) alone, hear the same statements in registers of their own; those that have
//! shown the accounts what the true one has are still possible. They must take up no less than the floor, and no
//! fewer minutes than its duration. With `--without-cells` the profile sets no floor, as if there was no
//! defence: then the campaign must fail, and a test sees to it that it does.

mod search;
mod views;
mod world;

use std::process::ExitCode;

use serde_json::{Value, json};
use truceline_register::geometry::position::Position;
use truceline_register::time::Span;

use self::search::{Prior, Search, Strategy};
use self::world::{Cast, Rules, Secret, World};
use crate::campaign::{Campaign, Common};
use crate::voice::Dice;

/// Sides of the floor's square that the box known beforehand is wide and high.
const BOX_SIDES: i32 = 5;
/// Places tried along a side of the floor's square: of a full run one stands for a sixty-fourth of the floor.
const PLACES_ON_SIDE: i32 = 8;
/// The same with `--quick`.
const QUICK_PLACES_ON_SIDE: i32 = 3;
/// Places that are still possible are counted, so what they take up is known to about an edge's worth of places:
/// less than this share of the floor, in hundredths, is finer than the floor.
const LEAST_SHARE: u64 = 85;
/// The floor's duration.
const FLOOR_MINUTES: u32 = 30;
/// Questions of one account over many days; RELIABILITY S9 and mode 8 of the ways in which registers fail.
const QUESTIONS: u32 = 10_000;
/// The same with `--quick`.
const QUICK_QUESTIONS: u32 = 200;
/// Days for which whoever is looked for over days stays.
const STAYS_FOR_DAYS: i64 = 1_000;
/// Hours over which somebody may have come.
const HOURS: i64 = 4;

/// What `cargo xtask locator` takes.
#[derive(Debug, clap::Args)]
pub struct Options {
    #[command(flatten)]
    common: Common,
    /// Sets no floor in the profile: shows what the campaign finds without the defence, and fails.
    #[arg(long)]
    without_cells: bool,
    /// Only under these floors, in square kilometres.
    #[arg(long, value_delimiter = ',')]
    floors: Vec<u64>,
    /// Only with these budgets of a day.
    #[arg(long, value_delimiter = ',')]
    budgets: Vec<u32>,
    /// Only these strategies, by their words in the output.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
}

/// What came of one search.
#[derive(Clone, Debug)]
struct Found {
    /// Square metres in which somebody still may be, or minutes at which it may have come.
    left: u64,
    /// What must be left at least.
    floor: u64,
    /// Metres from the best guess to the places still possible, on average.
    error_m: u64,
    looks: u32,
    alarmed_at: Option<u32>,
}

impl Found {
    /// Whether somebody was found finer than the floor.
    fn is_finer(&self) -> bool {
        self.left * 100 < self.floor * LEAST_SHARE
    }
}

/// Runs it.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    let mut campaign = Campaign::begin(
        "locator",
        "whatever is asked within the budget, nobody is found on less than the floor or within less than its duration",
    );
    let quick = options.common.quick;
    let floors: &[u64] = match options.floors.as_slice() {
        [] if quick => &[1],
        [] => &[1, 5, 25],
        some => some,
    };
    let budgets: &[u32] = match options.budgets.as_slice() {
        [] if quick => &[20],
        [] => &[20, 50, 200],
        some => some,
    };
    let mut rows = Vec::new();
    for floor_km2 in floors {
        for budget in budgets {
            for strategy in Strategy::ALL {
                if !options.only.is_empty() && !options.only.iter().any(|w| w == strategy.word()) {
                    continue;
                }
                // The same thousands of questions under every budget would find the same.
                if strategy == Strategy::Days && Some(budget) != budgets.last() {
                    continue;
                }
                let tried = Trial {
                    floor_m2: floor_km2 * 1_000_000,
                    budget: *budget,
                    defended: !options.without_cells,
                    seed: options.common.seed,
                    places_on_side: if quick || strategy == Strategy::Days {
                        QUICK_PLACES_ON_SIDE
                    } else {
                        PLACES_ON_SIDE
                    },
                    questions: if quick { QUICK_QUESTIONS } else { QUESTIONS },
                };
                match tried.search(strategy) {
                    Err(error) => campaign.fail(format!("{}: {error}", strategy.word())),
                    Ok(found) => {
                        rows.push(row(&mut campaign, &tried, strategy, &found));
                    }
                }
            }
        }
    }
    campaign.figure("seed", options.common.seed);
    campaign.figure("searches", rows.len());
    campaign.figure("by_search", rows);
    campaign.end()
}

fn row(campaign: &mut Campaign, tried: &Trial, strategy: Strategy, found: &Found) -> Value {
    let what = format!(
        "{} at {} km2 with a budget of {}",
        strategy.word(),
        tried.floor_m2 / 1_000_000,
        tried.budget
    );
    let unit = if strategy == Strategy::Times {
        "min"
    } else {
        "m2"
    };
    let rang = found
        .alarmed_at
        .map_or_else(|| "no alarm".to_owned(), |at| format!("alarm at look {at}"));
    campaign.say(format_args!(
        "{what}: {} {unit} left of a floor of {}, {rang}",
        found.left, found.floor
    ));
    campaign.expect(
        !found.is_finer(),
        format!(
            "{what}: found on {} {unit}, the floor is {}",
            found.left, found.floor
        ),
    );
    json!({
        "strategy": strategy.word(),
        "floor_km2": tried.floor_m2 / 1_000_000,
        "budget": tried.budget,
        "looks": found.looks,
        "unit": unit,
        "left": found.left,
        "floor": found.floor,
        "error_m": found.error_m,
        "alarm_at_look": found.alarmed_at,
    })
}

/// One search: what the profile sets, or would set.
struct Trial {
    floor_m2: u64,
    budget: u32,
    /// Whether the profile sets it.
    defended: bool,
    seed: u64,
    places_on_side: i32,
    /// How many questions over many days.
    questions: u32,
}

impl Trial {
    fn rules(&self) -> Rules {
        let span = Span::minutes(FLOOR_MINUTES);
        Rules {
            floor_m2: if self.defended { self.floor_m2 } else { 0 },
            floor_span: if self.defended { span } else { Span::ZERO },
            budget: self.budget,
        }
    }

    /// Searches, and says what is left.
    fn search(&self, strategy: Strategy) -> Result<Found, String> {
        let mut dice = Dice::new(self.seed ^ self.floor_m2 ^ u64::from(self.budget));
        // Somewhere in the temperate south, another box each time.
        let shift = |dice: &mut Dice| i32::try_from(dice.below(2_000_000)).unwrap_or(0);
        let (lat, lon) = (
            -300_000_000 + shift(&mut dice),
            -220_000_000 + shift(&mut dice),
        );
        let middle = Position::from_e7(lat, lon).map_err(|error| error.to_string())?;
        let prior = self.prior(middle);
        let mut secrets = match strategy {
            Strategy::Times => at_minutes(middle),
            _ => self.places(prior)?,
        };
        let truth = usize::try_from(dice.below(secrets.len() as u64)).unwrap_or(0);
        // Not at the rim of the box, where what is left is cut off by it.
        let truth = match strategy {
            Strategy::Times => secrets.len() / 4 + truth / 2,
            _ => inner(&secrets, prior, truth),
        };
        secrets.swap(0, truth);
        let (mut cast, empty) = Cast::begin(self.rules(), middle, self.seed)?;
        cast.shares = strategy == Strategy::AsOf;
        if strategy == Strategy::Days {
            cast.stays = STAYS_FOR_DAYS * 1_440;
        }
        let mut worlds: Vec<World> = secrets.iter().map(|secret| empty.with(*secret)).collect();
        if !strategy.tells_later() {
            cast.tell(&mut worlds)?;
        }
        let mut search = Search {
            cast,
            worlds,
            looks: 0,
            alarmed_at: None,
        };
        search.run(strategy, prior, self.budget, self.questions)?;
        Ok(self.found(strategy, &search))
    }

    fn found(&self, strategy: Strategy, search: &Search) -> Found {
        let possible: Vec<Secret> = search.worlds.iter().map(|world| world.secret).collect();
        let each_m2 =
            self.floor_m2 / u64::from((self.places_on_side * self.places_on_side).unsigned_abs());
        let (left, floor) = match strategy {
            Strategy::Times => (possible.len() as u64, u64::from(FLOOR_MINUTES)),
            _ => (possible.len() as u64 * each_m2, self.floor_m2),
        };
        Found {
            left,
            floor,
            error_m: error_m(&possible),
            looks: search.looks,
            alarmed_at: search.alarmed_at,
        }
    }

    /// The side of the floor's square, in metres.
    fn side_m(&self) -> u64 {
        self.floor_m2.isqrt()
    }

    /// Steps of latitude and longitude to so many metres.
    fn e7(metres: u64) -> (i32, i32) {
        // A degree of latitude has 110.9 km at 30 degrees, one of longitude 96.5 km.
        let north = i32::try_from(metres * 10_000_000 / 110_850).unwrap_or(0);
        let east = i32::try_from(metres * 10_000_000 / 96_490).unwrap_or(0);
        (north, east)
    }

    fn prior(&self, middle: Position) -> Prior {
        let (north, east) = Self::e7(self.side_m());
        let (south, west) = (
            middle.lat_e7() - north * BOX_SIDES / 2,
            middle.lon_e7() - east * BOX_SIDES / 2,
        );
        Prior {
            south,
            west,
            north: south + north * BOX_SIDES,
            east: west + east * BOX_SIDES,
            // A twentieth more, so that no rounding puts it below the floor.
            side: (north + north / 20, east + east / 20),
            lasts: i64::from(FLOOR_MINUTES),
        }
    }

    /// A lattice of places over the box.
    fn places(&self, prior: Prior) -> Result<Vec<Secret>, String> {
        let count = BOX_SIDES * self.places_on_side;
        let part = |from: i32, to: i32, at: i32| from + (to - from) / count * at;
        let mut places = Vec::new();
        for row in 0..count {
            for column in 0..count {
                let lat = part(prior.south, prior.north, row);
                let lon = part(prior.west, prior.east, column);
                places.push(Secret {
                    place: Position::from_e7(lat, lon).map_err(|error| error.to_string())?,
                    starts: 60,
                });
            }
        }
        Ok(places)
    }
}

/// Every minute of some hours.
fn at_minutes(place: Position) -> Vec<Secret> {
    let minutes = 300..300 + HOURS * 60;
    minutes.map(|starts| Secret { place, starts }).collect()
}

/// The first place from a number on that lies in the middle fifth of the box.
fn inner(secrets: &[Secret], prior: Prior, from: usize) -> usize {
    let near =
        |at: i32, low: i32, high: i32| (at - low).min(high - at) > (high - low) * 2 / BOX_SIDES;
    let is_inner = |secret: &Secret| {
        near(secret.place.lat_e7(), prior.south, prior.north)
            && near(secret.place.lon_e7(), prior.west, prior.east)
    };
    let numbers = (from..secrets.len()).chain(0..from);
    let mut inner = numbers.filter(|number| is_inner(&secrets[*number]));
    inner.next().unwrap_or(from)
}

/// From the middle of the places to each, on average, in metres.
fn error_m(possible: &[Secret]) -> u64 {
    let count = possible.len().max(1) as u64;
    let mean = |values: &[i32]| {
        values.iter().map(|v| i64::from(*v)).sum::<i64>() / i64::try_from(count).unwrap_or(1)
    };
    let lats: Vec<i32> = possible.iter().map(|s| s.place.lat_e7()).collect();
    let lons: Vec<i32> = possible.iter().map(|s| s.place.lon_e7()).collect();
    let (lat, lon) = (mean(&lats), mean(&lons));
    let away = |(one, other): (&i32, &i32)| {
        let north_m = (i64::from(*one) - lat).unsigned_abs() * 110_850 / 10_000_000;
        let east_m = (i64::from(*other) - lon).unsigned_abs() * 96_490 / 10_000_000;
        (north_m * north_m + east_m * east_m).isqrt()
    };
    lats.iter().zip(&lons).map(away).sum::<u64>() / count
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{Strategy, Trial};

    fn trial(defended: bool) -> Trial {
        Trial {
            floor_m2: 1_000_000,
            budget: 20,
            defended,
            seed: 7,
            places_on_side: 2,
            questions: 80,
        }
    }

    /// The campaign does not pass by blindness: without the defence it finds somebody.
    #[test]
    fn without_cells_somebody_is_found_below_the_floor() {
        for strategy in [
            Strategy::Bisection,
            Strategy::Times,
            Strategy::Alerts,
            Strategy::Days,
        ] {
            let found = trial(false).search(strategy).unwrap();
            assert!(found.is_finer(), "{strategy:?}: {} left", found.left);
        }
    }

    #[test]
    fn in_cells_nobody_is_found_below_the_floor() {
        for strategy in [
            Strategy::Together,
            Strategy::Times,
            Strategy::Alerts,
            Strategy::AsOf,
            Strategy::Days,
        ] {
            // Every view as of every moment takes long without optimisation; the campaign asks more.
            let budget = if strategy == Strategy::AsOf { 3 } else { 20 };
            let tried = Trial {
                budget,
                ..trial(true)
            };
            let found = tried.search(strategy).unwrap();
            assert!(!found.is_finer(), "{strategy:?}: {} left", found.left);
            let rings = strategy == Strategy::Times;
            assert!(!rings || found.alarmed_at.is_some(), "nobody is alarmed");
        }
    }
}
