//! An allegation that names an incident is held and shown with it, and tells nobody more of either.

use super::account;
use crate::act::Act;
use crate::allegation::history::of_incident;
use crate::allegation::kind::Kind;
use crate::allegation::{AllegationMade, AllegationRef, MAX_IN_INCIDENT, What};
use crate::claim::About;
use crate::claim::tests::{Cast, killed};
use crate::codec::disclosure::Label;
use crate::erasure::Erasure;
use crate::ids::{AllegationId, IncidentId, LogIndex, PartyId};
use crate::incident::tests::opened;
use crate::refusal::{Refusal, RefusalCode};
use crate::register::tests::{at, code};

fn alleges(
    cast: &mut Cast,
    number: u8,
    id: [u8; 2],
    incident: Option<IncidentId>,
    corrects: bool,
    readers: &[PartyId],
) -> Result<LogIndex, Refusal> {
    let (digest, disclosure) = cast.house.seal(Label::Details, &account());
    let mut bytes = [0; 16];
    bytes[..2].copy_from_slice(&id);
    let body = AllegationMade {
        id: AllegationId::from_bytes(bytes),
        what: What::Violation(Kind::Shelling),
        agreement: None,
        clause: None,
        account: digest,
        personal: None,
        readers: readers.to_vec(),
        incident,
    };
    let act = match corrects {
        true => Act::AllegationCorrected(body),
        false => Act::AllegationMade(body),
    };
    cast.say(number, act, &[disclosure])
}

fn seen(cast: &Cast, incident: IncidentId, eyes: Option<PartyId>) -> Vec<AllegationRef> {
    let register = &cast.house.register;
    let found = of_incident(register, incident, eyes, register.size);
    found.into_iter().map(|(known, _)| known.about).collect()
}

#[test]
fn only_who_knows_an_incident_names_it_and_only_who_was_told_sees_that() {
    let mut cast = Cast::new();
    let (south, relief, monitor) = (cast.south.party, cast.relief.party, cast.monitor.party);
    let incident = opened(&mut cast, 4, 1, Some(vec![south])).unwrap();
    let stranger = alleges(&mut cast, 5, [1, 0], Some(incident), false, &[]);
    let unknown = IncidentId::from_bytes([9; 16]);
    let nobody = alleges(&mut cast, 5, [1, 0], Some(unknown), false, &[]);
    // Whoever may not read it is refused as if there were none.
    let (stranger, nobody) = (stranger.unwrap_err(), nobody.unwrap_err());
    assert_eq!(stranger.code, RefusalCode::MissingReference);
    assert_eq!(
        stranger.what.replace(&incident.to_string(), "…"),
        nobody.what.replace(&unknown.to_string(), "…")
    );
    alleges(&mut cast, 3, [1, 0], Some(incident), false, &[monitor]).unwrap();
    alleges(&mut cast, 4, [2, 0], None, false, &[]).unwrap();
    let (first, second) = (
        seen(&cast, incident, None),
        seen(&cast, incident, Some(south)),
    );
    assert_eq!(first.len(), 1);
    assert_eq!(first, second);
    assert_eq!(seen(&cast, incident, Some(monitor)), first);
    assert!(
        seen(&cast, incident, Some(relief)).is_empty(),
        "it was not told"
    );
    // A correction may name one, or none any more; what was said before stays.
    alleges(&mut cast, 4, [2, 0], Some(incident), true, &[]).unwrap();
    alleges(&mut cast, 3, [1, 0], None, true, &[monitor]).unwrap();
    let now = seen(&cast, incident, None);
    assert_eq!(now.len(), 1);
    assert_eq!(now[0].party, relief);
    let known = cast.house.register.allegations.get(first[0]).unwrap();
    assert!(known.incidents().contains(&incident));
    cast.house.assert_replays();
}

fn erases(cast: &mut Cast, number: u8, record: LogIndex) -> Result<LogIndex, Refusal> {
    let erasure = Act::ErasureAsked(Erasure {
        records: vec![record],
        personal_only: false,
        reason: None,
    });
    cast.say(number, erasure, &[])
}

#[test]
fn what_is_alleged_and_claimed_of_an_incident_is_held_with_it_whenever_it_was_entered() {
    let mut cast = Cast::new();
    let incident = opened(&mut cast, 4, 1, None).unwrap();
    // Long after, so that no window holds it.
    cast.house.now = at(2_000);
    let other = alleges(&mut cast, 3, [1, 0], None, false, &[]).unwrap();
    let named = alleges(&mut cast, 3, [2, 0], Some(incident), false, &[]).unwrap();
    let corrected = alleges(&mut cast, 3, [2, 0], None, true, &[]).unwrap();
    let mut claim = cast.claim(1, &killed(9));
    let loose = cast.enters(3, &claim).unwrap();
    claim = cast.claim(2, &killed(9));
    claim.0.about = Some(About::Incident(incident));
    let claimed = cast.enters(3, &claim).unwrap();
    for held in [named, corrected, claimed] {
        assert_eq!(code(erases(&mut cast, 3, held)), RefusalCode::InForce);
    }
    for free in [other, loose] {
        erases(&mut cast, 3, free).unwrap();
    }
    cast.house.assert_replays();
}

#[test]
fn one_incident_is_not_filled_by_one_party() {
    let mut cast = Cast::new();
    let incident = opened(&mut cast, 4, 1, None).unwrap();
    for number in 0..MAX_IN_INCIDENT {
        let id = u16::try_from(number).unwrap().to_be_bytes();
        alleges(&mut cast, 3, id, Some(incident), false, &[]).unwrap();
    }
    let more = alleges(&mut cast, 3, [0xff, 0], Some(incident), false, &[]);
    assert_eq!(code(more), RefusalCode::OverLimit);
    // What names it already is corrected, and another party has its own room.
    alleges(&mut cast, 3, [0, 0], Some(incident), true, &[]).unwrap();
    alleges(&mut cast, 5, [0, 0], Some(incident), false, &[]).unwrap();
}
