//! When a letter is tried again: after twice the time before, half of it drawn, so that targets that were away
//! together do not come back together.

use std::time::Duration;

/// The time to the next attempt after this many.
#[must_use]
pub fn pause(attempts: u32, first: Duration, longest: Duration, drawn: u64) -> Duration {
    let doublings = attempts.saturating_sub(1).min(20);
    let whole = first.saturating_mul(1 << doublings).min(longest);
    let half = whole / 2;
    let span = u64::try_from(half.as_millis()).unwrap_or(u64::MAX).max(1);
    half + Duration::from_millis(drawn % span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_doubles_up_to_the_longest_and_half_is_drawn() {
        let (first, longest) = (Duration::from_secs(4), Duration::from_secs(60));
        let least = |attempts| pause(attempts, first, longest, 0);
        assert_eq!(least(1), Duration::from_secs(2));
        assert_eq!(least(2), Duration::from_secs(4));
        assert_eq!(least(4), Duration::from_secs(16));
        for attempts in [5, 30, u32::MAX] {
            assert_eq!(least(attempts), Duration::from_secs(30));
            for drawn in [1, 29_999, 30_000, u64::MAX] {
                let pause = pause(attempts, first, longest, drawn);
                assert!(
                    pause >= Duration::from_secs(30) && pause < longest,
                    "{pause:?}"
                );
            }
        }
    }
}
