//! Shares hold, and no others.

use super::*;
use crate::http::access;
use std::net::Ipv4Addr;

fn address(number: u32) -> Counted {
    Counted::Address(Ipv4Addr::from(number).into())
}

#[test]
fn every_endpoint_of_the_table_of_access_has_a_share_and_no_other() {
    for row in access::TABLE {
        let found = TABLE
            .iter()
            .filter(|own| (own.0, own.1) == (row.method, row.path));
        assert_eq!(
            found.count(),
            1,
            "{} {}: give it a share",
            row.method,
            row.path
        );
    }
    for (method, path, _) in TABLE {
        let row = access::TABLE
            .iter()
            .find(|row| (row.method, row.path) == (*method, *path));
        assert!(row.is_some(), "{method} {path} is no endpoint");
    }
}

#[test]
fn a_share_is_so_many_at_once_and_comes_back_evenly() {
    let rates = Rates::new(Limits::default());
    let now = Instant::now();
    let take = |seconds| {
        let at = now + Duration::from_secs(seconds);
        rates.take_at(Share::SignIn, address(1), at)
    };
    for _ in 0..10 {
        assert_eq!(take(0), Ok(()));
    }
    assert_eq!(take(0), Err(UsedUp { retry_s: 7 }));
    assert_eq!(take(5), Err(UsedUp { retry_s: 2 }));
    assert_eq!(take(6), Ok(()));
    assert!(take(6).is_err());
    assert_eq!(take(600), Ok(()));
}

#[test]
fn a_statement_counts_by_its_size_and_a_whole_share_takes_any() {
    let limits = Limits {
        saying: 60,
        ..Limits::default()
    };
    let rates = Rates::new(limits);
    let now = Instant::now();
    let take = |number, bytes: usize, seconds| {
        let weight = u32::try_from(bytes.div_ceil(WEIGHED_BY)).unwrap_or(u32::MAX);
        let at = now + Duration::from_secs(seconds);
        rates.take_some_at(Share::Saying, address(number), weight, at)
    };
    for _ in 0..60 {
        assert_eq!(take(1, 700, 0), Ok(()));
    }
    assert!(take(1, 700, 0).is_err());
    assert_eq!(take(2, 32 * WEIGHED_BY, 0), Ok(()));
    assert_eq!(take(2, 32 * WEIGHED_BY, 0), Err(UsedUp { retry_s: 5 }));
    assert_eq!(take(2, 28 * WEIGHED_BY, 0), Ok(()));
    // Whatever its size, it is taken from a share that is whole.
    assert_eq!(take(3, 100 * WEIGHED_BY, 0), Ok(()));
    assert!(take(3, 1, 0).is_err());
    assert_eq!(take(3, 1, 1), Ok(()));
}

#[test]
fn ones_share_is_not_anothers_and_shares_are_apart() {
    let rates = Rates::new(Limits::default());
    let now = Instant::now();
    for _ in 0..10 {
        let _ = rates.take_at(Share::SignIn, address(1), now);
    }
    assert!(rates.take_at(Share::SignIn, address(1), now).is_err());
    assert!(rates.take_at(Share::SignIn, address(2), now).is_ok());
    assert!(rates.take_at(Share::Outside, address(1), now).is_ok());
    assert!(rates.take_at(Share::Free, address(1), now).is_ok());
}

#[test]
fn strangers_without_number_take_no_memory_without_bound() {
    let rates = Rates::new(Limits::default());
    let now = Instant::now();
    let most = u32::try_from(MAX_CALLERS).unwrap_or(0);
    for number in 0..most {
        assert!(rates.take_at(Share::Outside, address(number), now).is_ok());
    }
    assert!(rates.take_at(Share::Outside, address(most), now).is_err());
    assert!(rates.take_at(Share::Outside, address(7), now).is_ok());
    let later = now + Duration::from_secs(10);
    assert!(rates.take_at(Share::Outside, address(most), later).is_ok());
    let kept = rates.remembered[&Share::Outside]
        .lock()
        .map(|kept| kept.whole_at.len());
    assert!(
        kept.is_ok_and(|kept| kept <= 1),
        "whole shares are forgotten"
    );
}
