//! What parties do to each other's words: nobody widens who reads them, silences another, or speaks for it unheard.

use super::*;

/// Another's word as a party enters it, with a source.
fn for_south(cast: &mut Cast, number: u8) -> (Claim, Vec<Disclosure>) {
    let claim = cast.claim(number, &killed(33));
    let source = Provenance {
        claimant: None,
        ..named("x")
    };
    let mut claim = cast.sourced(claim, &source);
    claim.0.claimant = Claimant::Party(cast.south.party);
    claim
}

#[test]
fn a_correction_has_the_readers_of_what_it_corrects() {
    let mut cast = Cast::new();
    let mut first = cast.claim(1, &killed(9));
    first.0.readers = Some(vec![cast.relief.party]);
    cast.enters(3, &first).unwrap();
    for readers in [
        None,
        Some(vec![]),
        Some(vec![cast.monitor.party]),
        Some(vec![cast.relief.party, cast.monitor.party]),
    ] {
        let mut next = cast.claim(2, &killed(22));
        (next.0.supersedes, next.0.readers) = (Some(id(1)), readers.clone());
        assert_eq!(
            code(cast.enters(3, &next)),
            RefusalCode::Invalid,
            "{readers:?}"
        );
    }
    let mut next = cast.claim(2, &killed(22));
    (next.0.supersedes, next.0.readers) = (Some(id(1)), first.0.readers.clone());
    cast.enters(3, &next).unwrap();
    cast.house.assert_replays();
}

/// Whoever entered another's word for some still reads what that other makes of it.
#[test]
fn who_entered_a_claim_reads_its_correction_by_the_claimant() {
    let mut cast = Cast::new();
    let mut first = for_south(&mut cast, 1);
    first.0.readers = Some(vec![cast.monitor.party]);
    cast.enters(4, &first).unwrap();
    let mut next = cast.claim(2, &killed(3));
    (next.0.supersedes, next.0.readers) = (Some(id(1)), first.0.readers.clone());
    cast.enters(3, &next).unwrap();
    let claims = &cast.house.register.claims;
    let (one, two) = (claims.get(id(1)).unwrap(), claims.get(id(2)).unwrap());
    assert_eq!(one.readers, two.readers);
    assert!(two.readers.hold(&cast.house.register, cast.relief.party));
    cast.house.assert_replays();
}

#[test]
fn a_party_denies_what_is_put_into_its_mouth() {
    let mut cast = Cast::new();
    let claim = for_south(&mut cast, 1);
    cast.enters(4, &claim).unwrap();
    let south = Claimant::Party(cast.south.party);
    // Not through whoever put it there.
    assert_eq!(
        code(stance(
            &mut cast,
            4,
            1,
            south,
            Some(&Provenance {
                claimant: None,
                ..named("x")
            }),
            ClaimStance::Confirms
        )),
        RefusalCode::Invalid
    );
    stance(&mut cast, 3, 1, Claimant::Own, None, ClaimStance::Denies).unwrap();
    let entered = cast.house.register.claims.get(id(1)).unwrap();
    let taken = stances(entered, u64::MAX);
    let voice = history::Voice::Party(cast.south.party);
    assert_eq!(taken[&(voice, None)].said.stance, ClaimStance::Denies);
    cast.house.assert_replays();
}

#[test]
fn the_claims_of_one_party_about_an_incident_are_no_limit_of_another() {
    let mut cast = Cast::new();
    let about = About::Incident(opened(&mut cast, 3, 1, None).unwrap());
    let mut first = cast.claim(1, &killed(9));
    first.0.about = Some(about);
    cast.enters(3, &first).unwrap();
    let (south, relief) = (cast.south.party, cast.relief.party);
    let claims = &cast.house.register.claims;
    assert_eq!(claims.entered_by(about, south), 1);
    assert_eq!(claims.entered_by(about, relief), 0);
    let claims = &mut cast.house.register.claims;
    claims.fill(about, south, MAX_ABOUT_INCIDENT);
    let mut next = cast.claim(2, &killed(10));
    next.0.about = Some(about);
    assert_eq!(code(cast.enters(3, &next)), RefusalCode::OverLimit);
    cast.enters(4, &next).unwrap();
}
