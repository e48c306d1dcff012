//! How the adversary asks: adaptive searches by one or two accounts, in every world at once.
//!
//! A world is possible as long as it has shown the accounts, letter for letter, what the true one has. That
//! is the best inference there is, whatever the adversary knows of the rules. All worlds hear the same
//! statements; those that differ are out.

use truceline_register::place::Volume4d;

use super::views::{self, Moments};
use super::world::{Cast, Said, Secret, World, minute, rectangle};
use truceline_register::ids::LogIndex;

/// How somebody is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strategy {
    /// Halving what is left, north and east by turns, with rectangles that end where it is cut.
    Bisection,
    /// A square shifted by a tenth of its side from look to look.
    Shifts,
    /// Squares of the floor side by side.
    Grid,
    /// Bisection by two accounts, turn by turn.
    Together,
    /// Plans under way before anything is told, whose alerts then say where it is.
    Alerts,
    /// Windows that end a minute later each time, around the beginning.
    Times,
    /// Below the floor and over the budget: refusals, their words and their sizes.
    Refusals,
    /// Whatever a party may ask as of a moment, over ground of whatever size, before and after somebody is told,
    /// and what differs between any two moments.
    AsOf,
    /// One account that asks thousands of questions over many days, each day within its budget.
    Days,
}

impl Strategy {
    pub(super) const ALL: [Self; 9] = [
        Self::Bisection,
        Self::Shifts,
        Self::Grid,
        Self::Together,
        Self::Alerts,
        Self::Times,
        Self::Refusals,
        Self::AsOf,
        Self::Days,
    ];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Bisection => "bisection",
            Self::Shifts => "shifts",
            Self::Grid => "grid",
            Self::Together => "together",
            Self::Alerts => "alerts",
            Self::Times => "times",
            Self::Refusals => "refusals",
            Self::AsOf => "as-of",
            Self::Days => "days",
        }
    }

    /// Whether somebody is told of only in the course of the search.
    pub(super) const fn tells_later(self) -> bool {
        matches!(self, Self::Alerts | Self::AsOf)
    }
}

/// What is known beforehand: a box in which somebody is, and the floor's side in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prior {
    pub(super) south: i32,
    pub(super) west: i32,
    pub(super) north: i32,
    pub(super) east: i32,
    /// The side of a square a little over the floor, in units of latitude and of longitude.
    pub(super) side: (i32, i32),
    /// The least window, in minutes.
    pub(super) lasts: i64,
}

/// Worlds that are still possible, the true one first, and what was asked.
pub(super) struct Search {
    pub(super) cast: Cast,
    pub(super) worlds: Vec<World>,
    pub(super) looks: u32,
    pub(super) alarmed_at: Option<u32>,
}

impl Search {
    /// All worlds hear it; those that show another answer than the true one are out.
    fn ask(&mut self, said: &Said) -> bool {
        let heard: Vec<String> = self
            .worlds
            .iter_mut()
            .map(|world| world.hear(said))
            .collect();
        self.keep(heard)
    }

    fn keep(&mut self, heard: Vec<String>) -> bool {
        let Some(truth) = heard.first().cloned() else {
            return false;
        };
        let mut same = heard.iter().map(|heard| *heard == truth);
        self.worlds.retain(|_| same.next().unwrap_or(false));
        if self.alarmed_at.is_none() && self.worlds.first().is_some_and(|w| w.alarmed.is_some()) {
            self.alarmed_at = Some(self.looks);
        }
        World::says_overlap(&truth)
    }

    fn look(&mut self, account: usize, volume: Volume4d) -> bool {
        self.looks += 1;
        let said = self.cast.check(account, &vec![volume]);
        self.ask(&said)
    }

    /// Asks as often as the budget allows, and once more; over days `total` times.
    pub(super) fn run(
        &mut self,
        strategy: Strategy,
        prior: Prior,
        budget: u32,
        total: u32,
    ) -> Result<(), String> {
        match strategy {
            Strategy::Bisection => self.bisect(prior, budget, 1),
            Strategy::Together => self.bisect(prior, 2 * budget, 2),
            Strategy::Shifts => self.shift(prior, budget),
            Strategy::Grid => self.grid(prior, budget),
            Strategy::Alerts => self.alerts(prior, budget),
            Strategy::Times => self.times(prior, budget),
            Strategy::Refusals => self.refusals(prior, budget),
            Strategy::AsOf => self.as_of(prior, budget),
            Strategy::Days => self.days(prior, budget, total),
        }
    }

    fn secrets(&self) -> impl Iterator<Item = Secret> + '_ {
        self.worlds.iter().map(|world| world.secret)
    }

    /// Cuts what is left in halves: the middle of the places still possible, with a rectangle that reaches
    /// from there beyond the prior. Answers come from as far as the buffer beyond, so it also cuts at each
    /// step of a fine comb around.
    fn bisect(&mut self, prior: Prior, looks: u32, accounts: usize) -> Result<(), String> {
        for number in 0..=looks {
            let volume = self.halving(prior, number, (0, 1_440))?;
            let account = usize::try_from(number).unwrap_or(0) % accounts;
            self.look(account, volume);
        }
        Ok(())
    }

    /// The next rectangle that halves what is left.
    fn halving(&self, prior: Prior, number: u32, window: (i64, i64)) -> Result<Volume4d, String> {
        let (far_lat, far_lon) = (8 * prior.side.0, 8 * prior.side.1);
        let by_lat = number.is_multiple_of(2);
        let mut cuts: Vec<i32> = self
            .secrets()
            .map(|secret| match by_lat {
                true => secret.place.lat_e7(),
                false => secret.place.lon_e7(),
            })
            .collect();
        cuts.sort_unstable();
        // From rougher to finer, and on both sides of the middle, so that no edge of a region around a
        // place is passed over.
        let side = if by_lat { prior.side.0 } else { prior.side.1 };
        let shift = (i32::try_from(number / 2).unwrap_or(0) % 23 * 7 % 23 - 11) * side / 8;
        let cut = cuts[cuts.len() / 2] + shift;
        match by_lat {
            true => rectangle(
                (cut, cut + far_lat),
                (prior.west - far_lon, prior.east + far_lon),
                window,
            ),
            false => rectangle(
                (prior.south - far_lat, prior.north + far_lat),
                (cut, cut + far_lon),
                window,
            ),
        }
    }

    /// Checks before somebody is told of and after it, and with each every view as of the moments between.
    fn as_of(&mut self, prior: Prior, budget: u32) -> Result<(), String> {
        let mut moments = Moments::default();
        for number in 0..=budget {
            if number == budget / 4 {
                moments.add(self.size());
                self.tell()?;
                moments.add(self.size());
            }
            let volume = self.halving(prior, number, (0, 1_440))?;
            self.look(usize::try_from(number).unwrap_or(0) % 2, volume);
            moments.add(self.size());
            // No floor holds for inquiries: a hundredth of a side, and a minute.
            let small = self.middle(prior, 100, (60, 61))?;
            let half = self.halving(prior, number + 7, (0, 1_440))?;
            for volume in [small, half] {
                let cast = &self.cast;
                let ask = |world: &World| views::as_of(world, cast, &volume, &moments);
                let heard: Result<Vec<String>, String> = self.worlds.iter().map(ask).collect();
                self.keep(heard?);
            }
        }
        Ok(())
    }

    /// Somebody is told of in all worlds, and the first account acknowledges that it heard.
    fn tell(&mut self) -> Result<(), String> {
        let mut heard = Vec::new();
        let mut after = None;
        for world in &mut self.worlds {
            let mut cast = self.cast.clone();
            heard.push(world.hear_of(&mut cast)?);
            after.get_or_insert(cast);
        }
        self.keep(heard);
        if let Some(cast) = after {
            self.cast = cast;
        }
        let said = self.cast.acknowledge(0);
        self.ask(&said);
        Ok(())
    }

    fn size(&self) -> LogIndex {
        self.worlds.first().map_or(0, |world| world.register().size)
    }

    /// A square around the middle of what is left, of a part of the floor's side.
    fn middle(&self, prior: Prior, part: i32, window: (i64, i64)) -> Result<Volume4d, String> {
        let mut lats: Vec<i32> = self.secrets().map(|secret| secret.place.lat_e7()).collect();
        let mut lons: Vec<i32> = self.secrets().map(|secret| secret.place.lon_e7()).collect();
        lats.sort_unstable();
        lons.sort_unstable();
        let (lat, lon) = (lats[lats.len() / 2], lons[lons.len() / 2]);
        let (height, width) = (prior.side.0 / part, prior.side.1 / part);
        rectangle((lat, lat + height), (lon, lon + width), window)
    }

    /// Day after day: halves, strips that are shifted, squares, and windows that end a minute later.
    fn days(&mut self, prior: Prior, budget: u32, total: u32) -> Result<(), String> {
        let (lat, lon) = prior.side;
        for number in 0..total {
            let day = i64::from(number / budget) * 1_440;
            self.cast.now = minute(day);
            let whole = (day, day + 1_440);
            let step = i32::try_from(number / 4).unwrap_or(0);
            let volume = match number % 4 {
                0 => self.halving(prior, number / 4, whole)?,
                1 => {
                    let south = prior.south - lat + step % 97 * lat / 16;
                    rectangle((south, south + lat), (prior.west, prior.east), whole)?
                }
                2 => {
                    let west = prior.west - lon + step % 89 * lon / 16;
                    rectangle((prior.south, prior.north), (west, west + lon), whole)?
                }
                _ => {
                    let end = day + prior.lasts + i64::from(step % 61);
                    let (south, west) = (
                        prior.south + step % 5 * lat,
                        prior.west + step / 5 % 5 * lon,
                    );
                    rectangle((south, south + lat), (west, west + lon), (day, end))?
                }
            };
            self.look(0, volume);
        }
        Ok(())
    }

    fn shift(&mut self, prior: Prior, budget: u32) -> Result<(), String> {
        let (lat, lon) = prior.side;
        for number in 0..=budget {
            let by_lat = number % 2 == 0;
            let step = i32::try_from(number / 2).unwrap_or(0);
            let (south, west) = match by_lat {
                true => (prior.south - lat + step * lat / 10, prior.west),
                false => (prior.south, prior.west - lon + step * lon / 10),
            };
            let (height, width) = match by_lat {
                true => (lat, prior.east - prior.west),
                false => (prior.north - prior.south, lon),
            };
            let volume = rectangle((south, south + height), (west, west + width), (0, 1_440))?;
            self.look(0, volume);
        }
        Ok(())
    }

    fn grid(&mut self, prior: Prior, budget: u32) -> Result<(), String> {
        let (lat, lon) = prior.side;
        for number in 0..=budget {
            let number = i32::try_from(number).unwrap_or(0);
            let (south, west) = (
                prior.south + number / 5 % 5 * lat,
                prior.west + number % 5 * lon,
            );
            // Once round, the same squares half a side on.
            let on = number / 25 % 3;
            let (south, west) = (south + on * lat / 3, west + on * lon / 3);
            let volume = rectangle((south, south + lat), (west, west + lon), (0, 1_440))?;
            self.look(0, volume);
        }
        Ok(())
    }

    /// Half of the plans by each account, each with strips of its own, then somebody is told, and told again.
    fn alerts(&mut self, prior: Prior, budget: u32) -> Result<(), String> {
        let (lat, lon) = prior.side;
        let plans = budget.min(24);
        for number in 0..plans {
            let on = i32::try_from(number / 2).unwrap_or(0);
            let mut strips = Vec::new();
            for strip in 0..3 {
                let (south, west) = (
                    prior.south + on * lat / 6 + strip * 3 * lat,
                    prior.west + on * lon / 6 + strip * 3 * lon,
                );
                strips.push(match number % 2 {
                    0 => rectangle((south, south + lat), (prior.west, prior.east), (0, 1_440))?,
                    _ => rectangle((prior.south, prior.north), (west, west + lon), (0, 1_440))?,
                });
            }
            self.looks += 1;
            let account = usize::try_from(number).unwrap_or(0) % 2;
            for said in self.cast.plan(account, &strips) {
                self.ask(&said);
            }
        }
        let mut heard = Vec::new();
        for world in &mut self.worlds {
            let mut cast = self.cast.clone();
            heard.push(world.hear_of(&mut cast)?);
        }
        self.keep(heard);
        Ok(())
    }

    fn times(&mut self, prior: Prior, budget: u32) -> Result<(), String> {
        let area = ((prior.south, prior.north), (prior.west, prior.east));
        for _ in 0..=budget {
            let mut starts: Vec<i64> = self.secrets().map(|secret| secret.starts).collect();
            starts.sort_unstable();
            let end = starts[starts.len() / 2];
            let volume = rectangle(area.0, area.1, (end - 2 * prior.lasts, end))?;
            self.look(0, volume);
        }
        Ok(())
    }

    fn refusals(&mut self, prior: Prior, budget: u32) -> Result<(), String> {
        let (lat, lon) = (prior.side.0 / 4, prior.side.1 / 4);
        for number in 0..=budget {
            let number = i32::try_from(number).unwrap_or(0);
            let (south, west) = (
                prior.south + number % 20 * lat,
                prior.west + number / 20 % 20 * lon,
            );
            let small = rectangle((south, south + lat), (west, west + lon), (0, 1_440))?;
            self.look(0, small);
            let area = ((prior.south, prior.north), (prior.west, prior.east));
            let short = rectangle(area.0, area.1, (i64::from(number), i64::from(number) + 1))?;
            self.look(0, short);
        }
        Ok(())
    }
}
