//! Choices that are the same for the same seed.

/// A stream of choices (Sebastiano Vigna's SplitMix64).
#[derive(Clone, Debug)]
pub struct Choice(u64);

impl Choice {
    /// The stream of a seed, a purpose and a number.
    #[must_use]
    pub fn new(seed: u64, purpose: u64, number: u64) -> Self {
        let mut choice = Self(seed);
        for part in [purpose, number] {
            choice.0 = choice.next() ^ part.wrapping_mul(0xd134_2543_de82_ef95);
        }
        choice.next();
        choice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below a bound that is not 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// From `low` to below `high`, which is larger.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let offset = self.below(high.abs_diff(low).max(1));
        low.saturating_add_unsigned(offset)
    }

    /// From `low`, which is positive, to `high`; each doubling about as likely as another.
    pub fn scaled(&mut self, low: i64, high: i64) -> i64 {
        let doublings = (high / low).max(1).ilog2() + 1;
        let from = low << self.below(doublings.into());
        self.between(from, from * 2).min(high)
    }

    /// Off by up to a length to either side, mostly by less than half of it.
    pub fn off(&mut self, most: i64) -> i64 {
        (0..3).map(|_| self.between(-most, most + 1)).sum::<i64>() / 3
    }

    /// From 0 to below 1.
    pub fn fraction(&mut self) -> f64 {
        #[allow(clippy::cast_precision_loss)]
        let high = (self.next() >> 11) as f64;
        high / 9_007_199_254_740_992.0
    }
}
