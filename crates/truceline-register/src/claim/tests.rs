//! Claims are somebody's word and stay: what is refused, who reads them, and views against plain references.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod figures;

use super::proposition::{Count, PlaceTold, Source, Spelling, TimeTold, Who};
use super::view::{figure, numbers, side_by_side, stances};
use super::words::{Category, Certainty, Channel, EventKind, Harm, ObjectClass, Relation, Rule};
use super::*;
use crate::act::Act;
use crate::codec::disclosure::Disclosure;
use crate::erasure::Erasure;
use crate::incident::tests::opened;
use crate::register::Standpoint;
use crate::register::tests::{House, Voice, at, code};
use crate::time::Instant;
use crate::vocabulary::Role;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A register with a force (3), an agency (4) and a monitor (5), and what was said in it.
pub(crate) struct Cast {
    pub(crate) house: House,
    pub(crate) south: Voice,
    pub(crate) relief: Voice,
    pub(crate) monitor: Voice,
}

impl Cast {
    pub(crate) fn new() -> Self {
        let mut house = House::new();
        let south = house.enrol(3, Role::Force);
        let relief = house.enrol(4, Role::Humanitarian);
        let monitor = house.enrol(5, Role::Monitor);
        house.now = at(60);
        Self {
            house,
            south,
            relief,
            monitor,
        }
    }

    fn voice(&mut self, number: u8) -> &mut Voice {
        match number {
            3 => &mut self.south,
            4 => &mut self.relief,
            5 => &mut self.monitor,
            _ => &mut self.house.centre,
        }
    }

    pub(crate) fn say(
        &mut self,
        number: u8,
        act: Act,
        disclosures: &[Disclosure],
    ) -> Result<LogIndex, Refusal> {
        let mut voice = self.voice(number).clone();
        let said = self.house.say(&mut voice, act, disclosures);
        *self.voice(number) = voice;
        said
    }

    /// A claim of a party's own, with what it discloses.
    pub(crate) fn claim(&mut self, id: u8, proposition: &Proposition) -> (Claim, Vec<Disclosure>) {
        let (digest, disclosure) = self.house.seal(Label::Details, proposition);
        let body = Claim {
            id: ClaimId::from_bytes([id; 16]),
            about: None,
            question: proposition.question(),
            proposition: digest,
            polarity: Polarity::Was,
            claimant: Claimant::Own,
            stated: Stated {
                at: None,
                channel: Channel::Statement,
            },
            provenance: None,
            personal: None,
            supersedes: None,
            readers: None,
        };
        (body, vec![disclosure])
    }

    /// With where it comes from.
    fn sourced(
        &mut self,
        claim: (Claim, Vec<Disclosure>),
        given: &Provenance,
    ) -> (Claim, Vec<Disclosure>) {
        let (mut body, mut disclosures) = claim;
        let (digest, disclosure) = self.house.seal(Label::Text, given);
        body.provenance = Some(digest);
        disclosures.push(disclosure);
        (body, disclosures)
    }

    pub(crate) fn enters(
        &mut self,
        number: u8,
        claim: &(Claim, Vec<Disclosure>),
    ) -> Result<LogIndex, Refusal> {
        self.say(number, Act::ClaimMade(claim.0.clone()), &claim.1)
    }
}

pub(crate) fn killed(best: u32) -> Proposition {
    Proposition::Casualties {
        category: Category::Soldiers,
        of: None,
        harm: Harm::Killed,
        count: Count::of(best),
        named: None,
    }
}

fn named(name: &str) -> Provenance {
    Provenance {
        claimant: Some(name.to_owned()),
        source: Some(Source {
            address: Some("https://example.org/1".to_owned()),
            ..Source::default()
        }),
        ..Provenance::default()
    }
}

fn id(number: u8) -> ClaimId {
    ClaimId::from_bytes([number; 16])
}

#[test]
fn a_claim_is_kept_with_its_claimant_and_who_entered_it() {
    let mut cast = Cast::new();
    let own = cast.claim(1, &killed(9));
    cast.enters(3, &own).unwrap();
    let other = cast.claim(2, &killed(12));
    let mut other = cast.sourced(other, &named("an observers' office"));
    other.0.claimant = Claimant::Outside;
    cast.enters(4, &other).unwrap();
    let claims = &cast.house.register.claims;
    let (one, two) = (claims.get(id(1)).unwrap(), claims.get(id(2)).unwrap());
    assert_eq!(one.claimant(), Some(cast.south.party));
    assert_eq!((two.claimant(), two.by), (None, cast.relief.party));
    assert_eq!(
        two.voice(),
        history::Voice::Outside("an observers' office".to_owned())
    );
    let all: Vec<ClaimId> = claims.all(u64::MAX).map(|one| one.said.id).collect();
    assert_eq!(all, [id(1), id(2)]);
    cast.house.assert_replays();
}

mod others;

#[test]
fn what_cannot_be_is_turned_away() {
    let mut cast = Cast::new();
    let words = |text: &str| Who::Words(text.to_owned());
    let count = |low, best, high| Count { low, best, high };
    let casualties = |count, named| Proposition::Casualties {
        category: Category::Unspecified,
        of: None,
        harm: Harm::Killed,
        count,
        named,
    };
    let place = |spellings: usize| PlaceTold {
        spellings: vec![
            Spelling {
                text: "Dorvane".to_owned(),
                language: None
            };
            spellings
        ],
        words: None,
        area: None,
        precision: None,
    };
    let time = |from, until, offset_minutes| {
        Proposition::When(TimeTold {
            from,
            until,
            certainty: Certainty::Exact,
            offset_minutes,
        })
    };
    let actor = ActorId::from_bytes([1; 16]);
    let wrong = [
        casualties(Count::default(), None),
        casualties(count(Some(3), Some(2), None), None),
        casualties(count(None, Some(4), Some(3)), None),
        casualties(count(Some(9), None, Some(3)), None),
        casualties(Count::of(3), Some(4)),
        Proposition::Where(place(0)),
        Proposition::Where(place(65)),
        time(at(10), at(9), None),
        time(at(300), at(301), None),
        time(at(1), at(2), Some(841)),
        time(at(1), at(2), Some(i16::MIN)),
        Proposition::DidIt {
            who: vec![],
            words: None,
        },
        Proposition::DidIt {
            who: vec![words(" ")],
            words: None,
        },
        Proposition::DidIt {
            who: vec![words(&"x".repeat(2_001))],
            words: None,
        },
        Proposition::DidIt {
            who: vec![words("East\n  South: 33 killed")],
            words: None,
        },
        Proposition::DidIt {
            who: vec![words("East\u{2028}  South: 33 killed")],
            words: None,
        },
        Proposition::Happened {
            kind: EventKind::Other,
            words: Some("x".repeat(32 * 1024 + 1)),
        },
        Proposition::Related {
            actor,
            relation: Relation::PartOf,
            to: actor,
        },
    ];
    let before = cast.house.register.size;
    for (number, proposition) in wrong.iter().enumerate() {
        let claim = cast.claim(7, proposition);
        assert_eq!(
            code(cast.enters(3, &claim)),
            RefusalCode::Invalid,
            "{number}"
        );
    }
    // What is wrong with it can be put right: nothing went on record, and the id is free.
    assert_eq!(cast.house.register.size, before);
    let claim = cast.claim(7, &casualties(count(Some(3), Some(3), Some(9)), Some(9)));
    cast.enters(3, &claim).unwrap();
}

#[test]
fn each_refusal_has_its_code() {
    let mut cast = Cast::new();
    let first = cast.claim(1, &killed(9));
    let nothing = (first.0.clone(), vec![]);
    assert_eq!(
        code(cast.enters(3, &nothing)),
        RefusalCode::Invalid,
        "not disclosed"
    );
    let mut other = first.clone();
    other.0.question = Question::Where;
    assert_eq!(
        code(cast.enters(3, &other)),
        RefusalCode::Invalid,
        "another question"
    );
    let (digest, label) = cast.house.seal(Label::Details, &"words".to_owned());
    let mut strange = first.clone();
    (strange.0.proposition, strange.1) = (digest, vec![label]);
    assert_eq!(
        code(cast.enters(3, &strange)),
        RefusalCode::DisclosureMismatch
    );
    cast.enters(3, &first).unwrap();

    let again = cast.claim(1, &killed(10));
    assert_eq!(code(cast.enters(4, &again)), RefusalCode::IdReused);

    // Another's word needs a source and a name.
    let theirs = cast.claim(2, &killed(9));
    let mut unsourced = theirs.clone();
    unsourced.0.claimant = Claimant::Party(cast.relief.party);
    assert_eq!(code(cast.enters(3, &unsourced)), RefusalCode::Invalid);
    let mut nameless = cast.sourced(
        theirs.clone(),
        &Provenance {
            claimant: None,
            ..named("x")
        },
    );
    nameless.0.claimant = Claimant::Outside;
    assert_eq!(code(cast.enters(3, &nameless)), RefusalCode::Invalid);
    let mut twice = cast.sourced(theirs.clone(), &named("somebody"));
    assert_eq!(
        code(cast.enters(3, &twice)),
        RefusalCode::Invalid,
        "own and named"
    );
    twice.0.claimant = Claimant::Party(PartyId::from_bytes([99; 16]));
    assert_eq!(code(cast.enters(3, &twice)), RefusalCode::MissingReference);
    let mut itself = theirs.clone();
    itself.0.claimant = Claimant::Party(cast.south.party);
    assert_eq!(code(cast.enters(3, &itself)), RefusalCode::Invalid);

    // About what is not here, or is not the party's to know.
    let mut about = theirs.clone();
    about.0.about = Some(About::Incident(IncidentId::from_bytes([1; 16])));
    assert_eq!(code(cast.enters(3, &about)), RefusalCode::MissingReference);
    about.0.about = Some(About::Notification(NotificationRef {
        party: cast.relief.party,
        id: crate::ids::NotificationId::from_bytes([1; 16]),
    }));
    assert_eq!(code(cast.enters(3, &about)), RefusalCode::MissingReference);
    assert_eq!(code(cast.enters(1, &about)), RefusalCode::MissingReference);

    // Readers in disorder, twice, or not here.
    for readers in [
        vec![cast.relief.party, cast.south.party],
        vec![cast.south.party, cast.south.party],
    ] {
        let mut claim = theirs.clone();
        claim.0.readers = Some(readers);
        assert_eq!(code(cast.enters(3, &claim)), RefusalCode::Invalid);
    }
    let mut claim = theirs.clone();
    claim.0.readers = Some(vec![PartyId::from_bytes([99; 16])]);
    assert_eq!(code(cast.enters(3, &claim)), RefusalCode::MissingReference);

    // Said in a time to come.
    let mut later = theirs.clone();
    later.0.stated.at = Some(TimeTold {
        from: at(600),
        until: at(600),
        certainty: Certainty::Exact,
        offset_minutes: None,
    });
    assert_eq!(code(cast.enters(3, &later)), RefusalCode::Invalid);
    cast.house.assert_replays();
}

#[test]
fn a_correction_supersedes_once_and_is_its_claimants_or_its_enterers() {
    let mut cast = Cast::new();
    let first = cast.claim(1, &killed(9));
    cast.enters(3, &first).unwrap();
    let mut next = cast.claim(2, &killed(22));
    next.0.supersedes = Some(id(1));
    assert_eq!(code(cast.enters(4, &next)), RefusalCode::NotTheOwner);
    let happened = Proposition::Happened {
        kind: EventKind::Fire,
        words: None,
    };
    let mut elsewhere = cast.claim(2, &happened);
    elsewhere.0.supersedes = Some(id(1));
    assert_eq!(code(cast.enters(3, &elsewhere)), RefusalCode::Invalid);
    let mut nowhere = next.clone();
    nowhere.0.supersedes = Some(id(50));
    assert_eq!(
        code(cast.enters(3, &nowhere)),
        RefusalCode::MissingReference
    );
    let before = cast.house.register.size;
    cast.enters(3, &next).unwrap();
    let mut again = cast.claim(3, &killed(30));
    again.0.supersedes = Some(id(1));
    assert_eq!(code(cast.enters(3, &again)), RefusalCode::WrongState);
    let one = cast.house.register.claims.get(id(1)).unwrap();
    assert!(one.stands(before) && !one.stands(cast.house.register.size));
    assert_eq!(one.superseded_by(cast.house.register.size), Some(id(2)));
    // Of another's word only the same other's.
    let theirs = cast.claim(4, &killed(50));
    let mut theirs = cast.sourced(theirs, &named("one office"));
    theirs.0.claimant = Claimant::Outside;
    cast.enters(4, &theirs).unwrap();
    let other = cast.claim(5, &killed(51));
    let mut other = cast.sourced(other, &named("another office"));
    (other.0.claimant, other.0.supersedes) = (Claimant::Outside, Some(id(4)));
    assert_eq!(code(cast.enters(4, &other)), RefusalCode::Invalid);
    cast.house.assert_replays();
}

fn stance(
    cast: &mut Cast,
    number: u8,
    claim: u8,
    by: Claimant,
    given: Option<&Provenance>,
    takes: ClaimStance,
) -> Result<LogIndex, Refusal> {
    let sealed = given.map(|given| cast.house.seal(Label::Text, given));
    let body = StanceTaken {
        claim: id(claim),
        by,
        stance: takes,
        stated: Stated {
            at: None,
            channel: Channel::Press,
        },
        provenance: sealed.as_ref().map(|(digest, _)| *digest),
    };
    let disclosures: Vec<Disclosure> = sealed.into_iter().map(|(_, one)| one).collect();
    cast.say(number, Act::StanceTaken(body), &disclosures)
}

#[test]
fn stances_stand_beside_a_claim_and_the_latest_of_each_voice_counts() {
    let mut cast = Cast::new();
    let first = cast.claim(1, &killed(9));
    cast.enters(3, &first).unwrap();
    use ClaimStance::{CannotConfirm, Confirms, Denies, NoAnswer};
    assert_eq!(
        code(stance(&mut cast, 3, 1, Claimant::Own, None, Confirms)),
        RefusalCode::Invalid,
        "its own"
    );
    assert_eq!(
        code(stance(&mut cast, 4, 9, Claimant::Own, None, Confirms)),
        RefusalCode::MissingReference
    );
    let monitor = Claimant::Party(cast.monitor.party);
    assert_eq!(
        code(stance(&mut cast, 4, 1, monitor, None, Denies)),
        RefusalCode::Invalid,
        "another's without its source"
    );
    stance(&mut cast, 4, 1, Claimant::Own, None, CannotConfirm).unwrap();
    let known_at = cast.house.register.size;
    stance(&mut cast, 4, 1, Claimant::Own, None, Denies).unwrap();
    stance(&mut cast, 4, 1, monitor, None, NoAnswer).unwrap();
    stance(
        &mut cast,
        4,
        1,
        Claimant::Outside,
        Some(&named("an office")),
        Denies,
    )
    .unwrap();
    let entered = cast.house.register.claims.get(id(1)).unwrap();
    let words = |known_at| {
        let taken = stances(entered, known_at);
        taken
            .into_values()
            .map(|one| one.said.stance)
            .collect::<Vec<_>>()
    };
    assert_eq!(words(known_at), [CannotConfirm]);
    assert_eq!(words(u64::MAX), [Denies, NoAnswer, Denies]);
    for _ in 0..MAX_STANCES - 4 {
        stance(&mut cast, 4, 1, Claimant::Own, None, Denies).unwrap();
    }
    assert_eq!(
        code(stance(&mut cast, 4, 1, Claimant::Own, None, Denies)),
        RefusalCode::OverLimit
    );
    cast.house.assert_replays();
}

/// Whoever enters another's word cannot put it in the place of what that other says itself, later or not.
#[test]
fn nobody_speaks_for_a_party_that_speaks_for_itself() {
    let mut cast = Cast::new();
    let south = Claimant::Party(cast.south.party);
    let own = cast.claim(1, &killed(9));
    cast.enters(3, &own).unwrap();
    let as_its_word = |cast: &mut Cast, number: u8, count: u32| {
        let claim = cast.claim(number, &killed(count));
        let source = Provenance {
            claimant: None,
            ..named("x")
        };
        let mut claim = cast.sourced(claim, &source);
        claim.0.claimant = south;
        claim.0.stated.at = Some(TimeTold {
            from: cast.house.now,
            until: cast.house.now,
            certainty: Certainty::Exact,
            offset_minutes: None,
        });
        cast.enters(4, &claim).unwrap();
    };
    cast.house.wait(30);
    as_its_word(&mut cast, 2, 0);
    let figure_of = |cast: &Cast| {
        let register = &cast.house.register;
        let claims: Vec<&Entered> = register.claims.all(register.size).collect();
        let numbers = numbers(&claims);
        let numbers = numbers.values().next().unwrap().clone();
        let drawn = figure(
            &numbers,
            Rule::LatestOfEach,
            register.standpoint(cast.house.now),
        );
        drawn.map(|drawn| (drawn.low, drawn.high)).unwrap()
    };
    assert_eq!(figure_of(&cast), (9, 9));
    // Where it said nothing itself, the latest that is entered as its word counts.
    withdraw(&mut cast, 3, 1, Withdrawal::EnteredInError).unwrap();
    assert_eq!(figure_of(&cast), (0, 0));
    // The same of stances: that somebody gave no answer is said of those who gave none.
    let other = cast.claim(5, &killed(2));
    cast.enters(5, &other).unwrap();
    use ClaimStance::{Denies, NoAnswer};
    stance(&mut cast, 4, 5, south, None, NoAnswer).unwrap();
    stance(&mut cast, 3, 5, Claimant::Own, None, Denies).unwrap();
    stance(&mut cast, 4, 5, south, None, NoAnswer).unwrap();
    let entered = cast.house.register.claims.get(id(5)).unwrap();
    let words: Vec<ClaimStance> = stances(entered, u64::MAX)
        .into_values()
        .map(|one| one.said.stance)
        .collect();
    assert_eq!(words, [Denies]);
    assert_eq!(entered.stances.len(), 3, "all of them are kept");
    cast.house.assert_replays();
}

/// Whether a reader is named that was told of a notification or one that was not: the answer is the same.
#[test]
fn a_claim_about_a_notification_tells_nobody_whom_its_owner_told() {
    use crate::notification::Share;
    use crate::notification::tests::cast::{Cast as Told, post};
    use crate::vocabulary::Resolution;
    let mut cast = Told::new();
    let (mut site, disclosed) = cast.site(1, &post(0, 0, 0));
    let about = NotificationRef {
        party: cast.south.party,
        id: site.id,
    };
    let exactly = |to| Share {
        to,
        resolution: Resolution::Exact,
    };
    let (relief, relay) = (cast.relief.party, cast.relay.party);
    let mut shares = vec![exactly(relief), exactly(relay)];
    shares.sort_by_key(|share| share.to);
    site.shares = shares;
    cast.south_says(Act::Site(site), &disclosed).unwrap();
    let stranger = cast.house.enrol(77, Role::Humanitarian).party;
    let claim_for = |cast: &mut Told, number: u8, reader: PartyId| {
        let (proposition, disclosure) = cast.seal(Label::Details, &killed(1));
        let claim = Claim {
            id: id(number),
            about: Some(About::Notification(about)),
            question: Question::Casualties,
            proposition,
            polarity: Polarity::Was,
            claimant: Claimant::Own,
            stated: Stated {
                at: None,
                channel: Channel::Statement,
            },
            provenance: None,
            personal: None,
            supersedes: None,
            readers: Some(vec![reader]),
        };
        (Act::ClaimMade(claim), vec![disclosure])
    };
    let mut answers = Vec::new();
    for (number, reader) in [(100, relay), (101, stranger)] {
        let (act, disclosures) = claim_for(&mut cast, number, reader);
        let refused = cast.relief_says(act, &disclosures).unwrap_err();
        answers.push((refused.code, refused.what.replace(&reader.to_string(), "…")));
    }
    assert_eq!(answers[0].0, RefusalCode::Invalid);
    assert_eq!(answers[0], answers[1]);
    // Its owner knows, and its owner may.
    let (act, disclosures) = claim_for(&mut cast, 102, relay);
    cast.south_says(act, &disclosures).unwrap();
    let owner = cast.south.party;
    let (act, disclosures) = claim_for(&mut cast, 103, owner);
    cast.relief_says(act, &disclosures).unwrap();
    cast.house.assert_replays();
}

fn withdraw(cast: &mut Cast, number: u8, claim: u8, why: Withdrawal) -> Result<LogIndex, Refusal> {
    let body = ClaimWithdrawn {
        claim: id(claim),
        why,
        provenance: None,
    };
    cast.say(number, Act::ClaimWithdrawn(body), &[])
}

#[test]
fn a_claim_is_withdrawn_by_who_entered_it_or_taken_back_by_its_claimant() {
    let mut cast = Cast::new();
    let theirs = cast.claim(1, &killed(9));
    let mut theirs = cast.sourced(
        theirs,
        &Provenance {
            claimant: None,
            ..named("x")
        },
    );
    theirs.0.claimant = Claimant::Party(cast.south.party);
    cast.enters(4, &theirs).unwrap();
    use Withdrawal::{EnteredInError, TakenBack};
    assert_eq!(
        code(withdraw(&mut cast, 3, 1, EnteredInError)),
        RefusalCode::NotTheOwner
    );
    assert_eq!(
        code(withdraw(&mut cast, 5, 1, TakenBack)),
        RefusalCode::NotTheOwner
    );
    assert_eq!(
        code(withdraw(&mut cast, 4, 1, TakenBack)),
        RefusalCode::Invalid
    );
    assert_eq!(
        code(withdraw(&mut cast, 4, 8, TakenBack)),
        RefusalCode::MissingReference
    );
    let before = cast.house.register.size;
    withdraw(&mut cast, 3, 1, TakenBack).unwrap();
    assert_eq!(
        code(withdraw(&mut cast, 4, 1, EnteredInError)),
        RefusalCode::WrongState
    );
    let entered = cast.house.register.claims.get(id(1)).unwrap();
    assert!(entered.withdrawn(before).is_none(), "it stood then");
    assert_eq!(
        entered.withdrawn(u64::MAX).map(|one| one.said.why),
        Some(TakenBack)
    );
    cast.house.assert_replays();
}

#[test]
fn who_may_not_read_a_claim_knows_nothing_of_it() {
    let mut cast = Cast::new();
    let mut claim = cast.claim(1, &killed(9));
    claim.0.readers = Some(vec![cast.relief.party]);
    let record = cast.enters(3, &claim).unwrap();
    let readers = crate::readers::of_record(&cast.house.register, record).unwrap();
    let reads = |voice: &Voice| readers.hold(&cast.house.register, voice.party);
    assert!(reads(&cast.south) && reads(&cast.relief) && reads(&cast.house.centre));
    assert!(!reads(&cast.monitor));
    // It cannot be told from one that is not there.
    let theirs = stance(&mut cast, 5, 1, Claimant::Own, None, ClaimStance::Denies);
    let nobodys = stance(&mut cast, 5, 2, Claimant::Own, None, ClaimStance::Denies);
    let (theirs, nobodys) = (theirs.unwrap_err(), nobodys.unwrap_err());
    assert_eq!(theirs.code, nobodys.code);
    assert_eq!(
        theirs.what.replace(&id(1).to_string(), "…"),
        nobodys.what.replace(&id(2).to_string(), "…")
    );
    cast.house.assert_replays();
}

#[test]
fn a_claim_about_an_incident_is_for_its_readers_and_never_for_more() {
    let mut cast = Cast::new();
    let narrow = Some(vec![cast.south.party]);
    let incident = opened(&mut cast, 4, 1, narrow).unwrap();
    let mut claim = cast.claim(1, &killed(9));
    claim.0.about = Some(About::Incident(incident));
    assert_eq!(code(cast.enters(5, &claim)), RefusalCode::MissingReference);
    claim.0.readers = Some(vec![cast.monitor.party]);
    assert_eq!(code(cast.enters(3, &claim)), RefusalCode::Invalid);
    claim.0.readers = None;
    // A claimant that may not read the incident does not come to read it by being named.
    let mut claim = cast.sourced(
        claim,
        &Provenance {
            claimant: None,
            ..named("x")
        },
    );
    claim.0.claimant = Claimant::Party(cast.monitor.party);
    let record = cast.enters(3, &claim).unwrap();
    let register = &cast.house.register;
    let readers = crate::readers::of_record(register, record).unwrap();
    assert!(readers.hold(register, cast.south.party) && readers.hold(register, cast.relief.party));
    assert!(!readers.hold(register, cast.monitor.party));
    cast.house.assert_replays();
}

#[test]
fn what_is_erased_is_as_if_it_had_not_come() {
    let mut cast = Cast::new();
    let claim = cast.claim(1, &killed(9));
    let mut claim = cast.sourced(claim, &named("an office"));
    claim.0.claimant = Claimant::Outside;
    let record = cast.enters(4, &claim).unwrap();
    let taken = stance(
        &mut cast,
        4,
        1,
        Claimant::Outside,
        Some(&named("an office")),
        ClaimStance::Denies,
    )
    .unwrap();
    let mut second = cast.house.enrol_person(&cast.relief, 44);
    let erasure = Act::ErasureAsked(Erasure {
        records: vec![record, taken],
        personal_only: false,
        reason: None,
    });
    let asked = cast.say(4, erasure, &[]).unwrap();
    cast.house
        .say(&mut second, Act::Countersigned(asked), &[])
        .unwrap();
    let entered = cast.house.register.claims.get(id(1)).unwrap();
    assert_eq!(entered.voice(), history::Voice::Erased(record));
    assert!(entered.proposition.value().is_none());
    assert!(numbers(&[entered]).is_empty());
    cast.house.assert_replays();
}

#[test]
fn names_of_persons_are_no_part_of_the_state() {
    let mut cast = Cast::new();
    let names = Personal {
        persons: vec!["Zebulon Quist".to_owned()],
        ..Personal::default()
    };
    let (digest, disclosure) = cast.house.seal(Label::Personal, &names);
    let mut claim = cast.claim(1, &killed(1));
    claim.0.personal = Some(digest);
    claim.1.push(disclosure);
    cast.enters(3, &claim).unwrap();
    let state = format!("{:?}", cast.house.register);
    assert!(!state.contains("Quist"));
    assert!(!format!("{:?}", cast.house.log).contains("Quist"));
}

/// One claim of the random kind: who, how many, when it was said, and what became of it.
#[derive(Clone, Debug)]
struct Drawn {
    voice: u8,
    low: u32,
    spread: u32,
    said_at: i64,
    denied: bool,
    withdrawn: bool,
    people: bool,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let flags = (any::<bool>(), any::<bool>(), any::<bool>());
    (0..4u8, 0..40u32, 0..9u32, 0..50i64, flags).prop_map(
        |(voice, low, spread, said_at, (denied, withdrawn, people))| Drawn {
            voice,
            low,
            spread,
            said_at,
            denied: denied && voice == 1,
            withdrawn: withdrawn && low % 3 == 0,
            people,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Side by side shows each claim once, under its question; a figure is what a plain reading of the list gives,
    /// and rests on claims that stand alone.
    #[test]
    fn views_agree_with_a_plain_reading(list in proptest::collection::vec(drawn(), 1..14)) {
        let mut cast = Cast::new();
        for (place, one) in list.iter().enumerate() {
            let count = Count { low: Some(one.low), best: None, high: Some(one.low + one.spread) };
            let what = match one.people {
                true => Proposition::Casualties { category: Category::Soldiers, of: None, harm: Harm::Killed, count, named: None },
                false => Proposition::Damage { object: ObjectClass::Vehicles, of: None, count: Some(count), words: None },
            };
            let number = u8::try_from(place + 1).unwrap();
            let claim = cast.claim(number, &what);
            let mut claim = cast.sourced(claim, &named(&format!("office {}", one.voice)));
            claim.0.claimant = Claimant::Outside;
            claim.0.polarity = if one.denied { Polarity::WasNot } else { Polarity::Was };
            claim.0.stated.at = Some(TimeTold {
                from: at(one.said_at), until: at(one.said_at), certainty: Certainty::Exact, offset_minutes: None,
            });
            cast.enters(3, &claim).unwrap();
            if one.withdrawn {
                withdraw(&mut cast, 3, number, Withdrawal::EnteredInError).unwrap();
            }
        }
        let register = &cast.house.register;
        let claims: Vec<&Entered> = register.claims.all(register.size).collect();
        let shown: usize = side_by_side(&claims).iter().map(|answers| answers.claims.len()).sum();
        prop_assert_eq!(shown, list.len());
        let at: Standpoint = register.standpoint(cast.house.now);
        for (counted, of_it) in numbers(&claims) {
            let is_people = matches!(counted, view::Counted::People { .. });
            let mine = || list.iter().enumerate().filter(move |(_, one)| one.people == is_people);
            prop_assert_eq!(of_it.len(), mine().count());
            let said: Vec<Instant> = of_it.iter().map(|one| one.claim.said.stated.at.unwrap().from).collect();
            prop_assert!(said.is_sorted());
            let standing = || mine().filter(|(_, one)| !one.withdrawn);
            let given = || standing().filter(|(_, one)| !one.denied);
            let lowest = given().map(|(_, one)| one.low).min();
            let highest = given().map(|(_, one)| one.low + one.spread).max();
            prop_assert_eq!(figure(&of_it, Rule::Lowest, at).map(|f| (f.low, f.high)), lowest.map(|l| (l, l)));
            prop_assert_eq!(figure(&of_it, Rule::Highest, at).map(|f| (f.low, f.high)), highest.map(|h| (h, h)));
            let mut last: BTreeMap<u8, (i64, usize, &Drawn)> = BTreeMap::new();
            for (place, one) in standing() {
                let known = last.entry(one.voice).or_insert((one.said_at, place, one));
                if (known.0, known.1) < (one.said_at, place) {
                    *known = (one.said_at, place, one);
                }
            }
            last.retain(|_, (_, _, one)| !one.denied);
            let low = last.values().map(|(_, _, one)| one.low).min();
            let high = last.values().map(|(_, _, one)| one.low + one.spread).max();
            let drawn = figure(&of_it, Rule::LatestOfEach, at);
            prop_assert_eq!(drawn.as_ref().map(|f| (f.low, f.high)), low.zip(high));
            if let Some(drawn) = drawn {
                prop_assert_eq!(drawn.claims.len(), last.len());
                let stand = |id: &ClaimId| register.claims.get(*id).is_some_and(|one| one.stands(register.size));
                prop_assert!(drawn.claims.iter().all(stand));
            }
        }
        // As of any moment before, nothing that came later counts.
        for known_at in 0..register.size {
            let then: Vec<&Entered> = register.claims.all(known_at).collect();
            prop_assert!(then.iter().all(|one| one.record < known_at));
        }
        cast.house.assert_replays();
    }
}
