//! When a letter is tried again: after twice the time before, half of it drawn, so that targets that were away
//! together do not come back together.

use std::time::Duration;

/// The longest pause that a receiver may ask for.
pub const MAX_ASKED: Duration = Duration::from_secs(3_600);

/// A pause, where the receiver asks to be left alone for longer: as asked, but so that one more attempt comes before
/// the letter is given up.
#[must_use]
pub fn as_asked(pause: Duration, asked: Option<Duration>, left: Duration) -> Duration {
    let asked = asked.unwrap_or_default().min(MAX_ASKED);
    pause.max(asked.min(left.saturating_sub(Duration::from_millis(1))))
}

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
    fn what_is_asked_is_kept_and_never_costs_the_last_attempt() {
        let s = Duration::from_secs;
        let asked = |asked, left| as_asked(s(10), asked, left);
        assert_eq!(asked(None, s(500)), s(10));
        assert_eq!(asked(Some(s(5)), s(500)), s(10), "never sooner");
        assert_eq!(asked(Some(s(60)), s(500)), s(60));
        assert_eq!(asked(Some(s(9_999)), s(99_999)), MAX_ASKED);
        let last = asked(Some(s(3_600)), s(500));
        assert!(last < s(500) && last > s(499), "one more attempt: {last:?}");
        // Nothing is left: the letter is given up, and not tried again at once.
        assert_eq!(asked(Some(s(3_600)), s(0)), s(10));
        assert_eq!(asked(Some(s(3_600)), Duration::from_millis(1)), s(10));
    }

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
