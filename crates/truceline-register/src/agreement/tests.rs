#![allow(clippy::unwrap_used)]

use super::area::{Area, Feature, Geometry, Shape, Strip, Where};
use super::bound::{Drawn, ZoneBound, drawn};
use super::obligation::{Bearer, DesignatedAs, Object, RuleArea, Verification};
use super::term::{Counted, Moment, Period, Term};
use super::words::{
    Anchor, AreaKind, FeatureKind, Manner, Order, Relation, RuleWord, Side, TermKind, Undertaking,
    Unit, VerificationMeans, WeaponClass,
};
use super::*;
use crate::act::Act;
use crate::actor::designation::DesignationClass;
use crate::actor::tests::{actor, day, name, source};
use crate::geometry::position::Decimetres;
use crate::ids::{ActorId, ZoneId};
use crate::refusal::RefusalCode;
use crate::register::tests::{House, Voice, at, code};
use crate::vocabulary::{BoundaryStatus, Role};
use crate::zone::Boundary;

pub(crate) const ID: AgreementId = AgreementId::from_bytes([70; 16]);
const ZONE: ZoneId = ZoneId::from_bytes([30; 16]);

fn km(km: u32) -> Decimetres {
    Decimetres::from_metres(km * 1_000).unwrap()
}

pub(crate) fn counted(count: u16, unit: Unit, order: Order, anchor: Anchor) -> Moment {
    let period = Period { count, unit };
    Moment::Counted(Counted {
        period,
        order,
        anchor,
    })
}

fn dated(moment: Moment, source: Option<u16>) -> Dated {
    Dated {
        moment,
        source,
        by: None,
    }
}

fn term(kind: TermKind, moment: Moment, source: Option<u16>) -> Term {
    Term {
        kind,
        moment,
        source,
        renewal: None,
    }
}

pub(crate) fn obligation(number: u16) -> Obligation {
    Obligation {
        number,
        who: vec![Bearer::Parties],
        manner: Manner::Refrains,
        what: Undertaking::Hostilities,
        objects: vec![Object::Weapons(WeaponClass::Any)],
        places: vec![Where {
            relation: Relation::Inside,
            area: Some(1),
        }],
        terms: vec![],
        verification: vec![Verification {
            means: VerificationMeans::JointPatrols,
            by: vec![Bearer::Guarantors],
        }],
        exceptions: vec![Object::Designated(DesignatedAs {
            class: DesignationClass::Terrorist,
            by: Some(Who::Actor(ActorId::from_bytes([41; 16]))),
        })],
        source: None,
        variant_of: None,
    }
}

/// An invented agreement: a corridor along a road, lines to be agreed within two weeks, or within ten days by another
/// source.
pub(crate) fn agreement(north: &Voice, south: &Voice) -> AgreementEntered {
    let mut maps = obligation(2);
    maps.manner = Manner::Does;
    maps.what = Undertaking::Delimitation;
    let signature = |count, unit| counted(count, unit, Order::After, Anchor::Signature);
    maps.terms = vec![
        term(TermKind::By, signature(2, Unit::Weeks), Some(0)),
        term(TermKind::By, signature(10, Unit::Days), Some(1)),
    ];
    let mut sources = vec![source(), source()];
    sources[1].title = Some("Another daily, 5 May".to_owned());
    AgreementEntered {
        id: ID,
        version: 1,
        texts: vec![Text {
            language: "en".to_owned(),
            title: "Valley memorandum".to_owned(),
            of_record: true,
            archived: Some(Digest([9; 32])),
        }],
        parties: vec![Who::Party(north.party), Who::Party(south.party)],
        guarantors: vec![Who::Actor(ActorId::from_bytes([40; 16]))],
        clock: ClockOffset::minutes(180).unwrap(),
        signed: vec![dated(Moment::On(day("2030-03-05")), None)],
        in_force: vec![dated(
            counted(1, Unit::Days, Order::After, Anchor::Signature),
            None,
        )],
        until: vec![dated(
            counted(6, Unit::Months, Order::After, Anchor::EntryIntoForce),
            None,
        )],
        renewal: None,
        areas: vec![Area {
            number: 1,
            names: vec![name("Security corridor")],
            kind: AreaKind::Corridor,
            shape: Shape::Strips(
                Feature {
                    kind: FeatureKind::Road,
                    names: vec![name("Road 4")],
                    of_area: None,
                    between: vec![name("Aster"), name("Birch")],
                },
                [Side::North, Side::South]
                    .map(|side| Strip {
                        side,
                        least: km(6),
                        most: km(6),
                    })
                    .to_vec(),
            ),
            geometry: Geometry::ToBeAgreed,
            source: None,
            variant_of: None,
        }],
        clauses: vec![Clause {
            number: 1,
            label: "1".to_owned(),
            obligations: vec![obligation(1), maps],
        }],
        rules: vec![Rule {
            activity: Undertaking::Flights,
            object: Some(Object::Weapons(WeaponClass::Aircraft)),
            area: RuleArea::Kind(AreaKind::Corridor),
            needs: RuleWord::Notification,
            from: Some(Bearer::Guarantors),
            before: Some(Period {
                count: 24,
                unit: Unit::Hours,
            }),
            clause: Some(1),
            source: None,
        }],
        sources,
        beside: None,
    }
}

pub(crate) struct Scene {
    pub(crate) house: House,
    pub(crate) north: Voice,
    pub(crate) south: Voice,
    relief: Voice,
}

pub(crate) fn scene() -> Scene {
    let mut house = House::new();
    let mut north = house.enrol(2, Role::Force);
    let south = house.enrol(3, Role::Force);
    let relief = house.enrol(5, Role::Humanitarian);
    for number in [40, 41] {
        let entered = Act::ActorEntered(actor(number));
        house.say(&mut north, entered, &[]).unwrap();
    }
    Scene {
        house,
        north,
        south,
        relief,
    }
}

impl Scene {
    fn refused(&mut self, change: impl FnOnce(&mut AgreementEntered)) -> RefusalCode {
        let mut body = agreement(&self.north, &self.south);
        change(&mut body);
        let mut north = self.north.clone();
        let before = self.house.register.clone();
        let said = self.house.say(&mut north, Act::AgreementEntered(body), &[]);
        let code = code(said);
        let agreements = &self.house.register.agreements;
        assert!(
            *agreements == before.agreements,
            "a refusal changes nothing"
        );
        code
    }

    fn enter(&mut self) -> LogIndex {
        let body = agreement(&self.north, &self.south);
        let said = Act::AgreementEntered(body);
        self.house.say(&mut self.north, said, &[]).unwrap()
    }

    fn draw(&mut self, status: BoundaryStatus, claimed_by: Option<PartyId>) -> LogIndex {
        let has_area = status != BoundaryStatus::TextOnly;
        let area = crate::zone::tests::square(357, 365, 1);
        self.house
            .centre_says(Act::BoundaryDrawn(Boundary {
                zone: ZONE,
                name: "Corridor".to_owned(),
                status,
                claimed_by,
                area: has_area.then_some(area),
                text: "as told".to_owned(),
                start: at(0),
                end: None,
            }))
            .unwrap()
    }
}

#[test]
fn an_agreement_is_entered_told_and_kept_in_versions() {
    let mut scene = scene();
    let first = scene.enter();
    let told = scene
        .house
        .register
        .ladder
        .inbox(scene.south.party, scene.house.register.size);
    assert_eq!(told.last().map(|item| item.record), Some(first));
    let mut second = agreement(&scene.north, &scene.south);
    second.version = 2;
    second.texts[0].title = "Valley memorandum, as amended".to_owned();
    let said = Act::AgreementEntered(second.clone());
    scene.house.say(&mut scene.north, said, &[]).unwrap();
    let register = &scene.house.register;
    assert_eq!(register.agreements.versions(ID, register.size).len(), 2);
    assert_eq!(
        register.agreements.get(ID, register.size).unwrap().said,
        second
    );
    let before = register.agreements.get(ID, first + 1).unwrap();
    assert_eq!(before.said.texts[0].title, "Valley memorandum");
    assert!(register.agreements.get(ID, first).is_none());
    scene.house.assert_replays();
}

#[test]
fn another_party_enters_its_own_reading_beside_it() {
    let mut scene = scene();
    scene.enter();
    let mut other = agreement(&scene.north, &scene.south);
    other.version = 2;
    let mut south = scene.south.clone();
    let taken = scene
        .house
        .say(&mut south, Act::AgreementEntered(other.clone()), &[]);
    assert_eq!(code(taken), RefusalCode::NotTheOwner);
    other.id = AgreementId::from_bytes([71; 16]);
    other.version = 1;
    other.beside = Some(ID);
    scene
        .house
        .say(&mut south, Act::AgreementEntered(other.clone()), &[])
        .unwrap();
    // Who is no side of it names where the terms were found.
    other.id = AgreementId::from_bytes([72; 16]);
    other.sources = vec![];
    for clause in &mut other.clauses {
        clause
            .obligations
            .iter_mut()
            .for_each(|one| one.terms.clear());
    }
    let mut relief = scene.relief.clone();
    let said = scene
        .house
        .say(&mut relief, Act::AgreementEntered(other.clone()), &[]);
    assert_eq!(code(said), RefusalCode::Invalid);
    other.sources = vec![source()];
    scene
        .house
        .say(&mut relief, Act::AgreementEntered(other), &[])
        .unwrap();
    scene.house.assert_replays();
}

#[test]
fn what_cannot_stand_is_refused_with_its_code() {
    use RefusalCode::{Invalid, MissingReference, OverLimit, WrongState};
    type Change = fn(&mut AgreementEntered);
    let cases: &[(&str, Change, RefusalCode)] = &[
        ("version 0", |b| b.version = 0, WrongState),
        ("version 2 first", |b| b.version = 2, WrongState),
        ("no text", |b| b.texts.clear(), Invalid),
        (
            "one language twice",
            |b| b.texts.push(b.texts[0].clone()),
            Invalid,
        ),
        (
            "languages",
            |b| b.texts = vec![b.texts[0].clone(); MAX_TEXTS + 1],
            OverLimit,
        ),
        (
            "no sides",
            |b| {
                b.parties.clear();
                b.guarantors.clear()
            },
            Invalid,
        ),
        ("a side twice", |b| b.parties.push(b.parties[0]), Invalid),
        (
            "nobody",
            |b| b.parties.push(Who::Actor(ActorId::from_bytes([99; 16]))),
            MissingReference,
        ),
        (
            "sides",
            |b| b.parties = vec![b.parties[0]; MAX_SIDES + 1],
            OverLimit,
        ),
        (
            "a circle",
            |b| b.signed[0].moment = counted(1, Unit::Days, Order::After, Anchor::EntryIntoForce),
            Invalid,
        ),
        (
            "a circle of two",
            |b| b.in_force[0].moment = counted(1, Unit::Days, Order::After, Anchor::End),
            Invalid,
        ),
        (
            "the end from the end",
            |b| b.until[0].moment = counted(1, Unit::Days, Order::Before, Anchor::End),
            Invalid,
        ),
        (
            "a slip of units",
            |b| {
                b.until[0].moment =
                    counted(MAX_COUNT + 1, Unit::Days, Order::After, Anchor::Signature)
            },
            Invalid,
        ),
        (
            "dates",
            |b| b.signed = vec![b.signed[0]; MAX_DATES + 1],
            OverLimit,
        ),
        (
            "no such source",
            |b| b.signed[0].source = Some(2),
            MissingReference,
        ),
        (
            "areas out of order",
            |b| b.areas.push(b.areas[0].clone()),
            Invalid,
        ),
        ("a nameless area", |b| b.areas[0].names.clear(), Invalid),
        (
            "an area in no places",
            |b| b.areas[0].shape = Shape::Places(vec![]),
            Invalid,
        ),
        (
            "along itself",
            |b| {
                if let Shape::Strips(feature, _) = &mut b.areas[0].shape {
                    feature.of_area = Some(1)
                }
            },
            Invalid,
        ),
        (
            "a strip of no depth",
            |b| {
                if let Shape::Strips(_, strips) = &mut b.areas[0].shape {
                    strips[0].least = Decimetres::ZERO;
                    strips[0].most = Decimetres::ZERO
                }
            },
            Invalid,
        ),
        (
            "a strip turned over",
            |b| {
                if let Shape::Strips(_, strips) = &mut b.areas[0].shape {
                    strips[0].least = km(7)
                }
            },
            Invalid,
        ),
        (
            "a zone not here",
            |b| b.areas[0].geometry = Geometry::Zone(ZONE),
            MissingReference,
        ),
        (
            "areas",
            |b| b.areas = vec![b.areas[0].clone(); MAX_AREAS + 1],
            OverLimit,
        ),
        (
            "an area of its own kind",
            |b| b.areas[0].variant_of = Some(1),
            Invalid,
        ),
        (
            "clauses out of order",
            |b| b.clauses.push(b.clauses[0].clone()),
            Invalid,
        ),
        (
            "a clause without a label",
            |b| b.clauses[0].label.clear(),
            Invalid,
        ),
        (
            "a label as a text",
            |b| b.clauses[0].label = "x".repeat(MAX_LABEL_CHARS + 1),
            Invalid,
        ),
        (
            "obligations out of order",
            |b| b.clauses[0].obligations[1].number = 1,
            Invalid,
        ),
        (
            "nobody bound",
            |b| b.clauses[0].obligations[0].who.clear(),
            Invalid,
        ),
        (
            "bound guarantors without any",
            |b| b.guarantors.clear(),
            Invalid,
        ),
        (
            "no such area",
            |b| b.clauses[0].obligations[0].places[0].area = Some(9),
            MissingReference,
        ),
        (
            "no class of force",
            |b| {
                b.clauses[0].obligations[0].objects =
                    vec![Object::Forces(crate::vocabulary::ForceSet::NONE)]
            },
            Invalid,
        ),
        (
            "designated by nobody",
            |b| {
                b.clauses[0].obligations[0].exceptions = vec![Object::Designated(DesignatedAs {
                    class: DesignationClass::Radical,
                    by: Some(Who::Actor(ActorId::from_bytes([99; 16]))),
                })]
            },
            MissingReference,
        ),
        (
            "a variant of none",
            |b| b.clauses[0].obligations[0].variant_of = Some(2),
            MissingReference,
        ),
        (
            "terms",
            |b| {
                b.clauses[0].obligations[1].terms =
                    vec![b.clauses[0].obligations[1].terms[0]; MAX_LIST + 1]
            },
            OverLimit,
        ),
        (
            "obligations",
            |b| {
                b.clauses[0].obligations = (0..=MAX_OBLIGATIONS)
                    .map(|n| obligation(u16::try_from(n).unwrap()))
                    .collect()
            },
            OverLimit,
        ),
        (
            "a rule for no area",
            |b| b.rules[0].area = RuleArea::Kind(AreaKind::Restricted),
            MissingReference,
        ),
        (
            "free, but told",
            |b| b.rules[0].needs = RuleWord::Free,
            Invalid,
        ),
        (
            "a rule of no clause",
            |b| b.rules[0].clause = Some(7),
            MissingReference,
        ),
        (
            "rules",
            |b| b.rules = vec![b.rules[0].clone(); MAX_RULES + 1],
            OverLimit,
        ),
        (
            "sources",
            |b| b.sources = vec![b.sources[0].clone(); MAX_SOURCES + 1],
            OverLimit,
        ),
        (
            "an address that runs",
            |b| b.sources[0].url = Some("javascript:1".to_owned()),
            Invalid,
        ),
        ("beside itself", |b| b.beside = Some(b.id), MissingReference),
    ];
    let mut scene = scene();
    for (what, change, expected) in cases {
        assert_eq!(scene.refused(change), *expected, "{what}");
    }
    // The same without a change stands, so that each refusal is the change's.
    scene.enter();
    scene.house.assert_replays();
}

#[test]
fn a_revoked_key_enters_nothing() {
    let mut scene = scene();
    let body = Act::AgreementEntered(agreement(&scene.north, &scene.south));
    let mut north = scene.north.clone();
    let signed = scene.house.sign(&mut north, body, &[], at(1));
    scene.house.wait(20);
    scene.house.revoke(&scene.north.clone(), at(10));
    assert_eq!(code(scene.house.submit(&signed)), RefusalCode::KeyRevoked);
}

#[test]
fn a_geometry_comes_from_zones_agreed_or_claimed_and_never_from_the_text() {
    let mut scene = scene();
    scene.enter();
    let bind = |area, clauses| {
        Act::ZoneBound(ZoneBound {
            agreement: ID,
            version: 1,
            area,
            clauses,
            zone: ZONE,
        })
    };
    let missing = scene
        .house
        .say(&mut scene.north, bind(Some(1), vec![]), &[]);
    assert_eq!(code(missing), RefusalCode::MissingReference);
    let of = |scene: &Scene, known_at| {
        let register = &scene.house.register;
        let version = register.agreements.get(ID, known_at).unwrap();
        let drawn = drawn(register, &version.said, 1, known_at);
        drawn
            .into_iter()
            .map(|one| match one {
                Drawn::ToBeAgreed => "to be agreed".to_owned(),
                Drawn::NotStated => "not stated".to_owned(),
                Drawn::Agreed(_, index, _) => format!("agreed {index}"),
                Drawn::Claimed(_, _, body) => format!("claimed by {}", body.claimed_by.unwrap()),
                Drawn::InWords(_) => "in words".to_owned(),
            })
            .collect::<Vec<_>>()
    };
    let size = scene.house.register.size;
    assert_eq!(of(&scene, size), ["to be agreed"]);
    scene.draw(BoundaryStatus::TextOnly, None);
    assert_eq!(
        code(
            scene
                .house
                .say(&mut scene.south, bind(Some(1), vec![]), &[])
        ),
        RefusalCode::NotTheOwner
    );
    for (area, clauses, expected) in [
        (None, vec![], RefusalCode::Invalid),
        (Some(2), vec![], RefusalCode::MissingReference),
        (Some(1), vec![2], RefusalCode::MissingReference),
    ] {
        let said = scene.house.say(&mut scene.north, bind(area, clauses), &[]);
        assert_eq!(code(said), expected);
    }
    let bound = scene
        .house
        .say(&mut scene.north, bind(Some(1), vec![1]), &[])
        .unwrap();
    let size = scene.house.register.size;
    assert_eq!(of(&scene, size), ["in words"]);
    scene.draw(BoundaryStatus::Claimed, Some(scene.north.party));
    scene.draw(BoundaryStatus::Claimed, Some(scene.south.party));
    let claimed = scene.house.register.size;
    let both = [scene.south.party, scene.north.party].map(|party| format!("claimed by {party}"));
    assert_eq!(of(&scene, claimed), both);
    let agreed = scene.draw(BoundaryStatus::Agreed, None);
    let size = scene.house.register.size;
    assert_eq!(of(&scene, size)[0], format!("agreed {agreed}"));
    // As it was known before, nothing was agreed.
    assert_eq!(of(&scene, claimed), both);
    scene.house.centre_says(Act::ZoneUnbound(bound)).unwrap();
    let size = scene.house.register.size;
    assert_eq!(of(&scene, size), ["to be agreed"]);
    let again = scene.house.centre_says(Act::ZoneUnbound(bound));
    assert_eq!(code(again), RefusalCode::WrongState);
    let none = scene.house.centre_says(Act::ZoneUnbound(0));
    assert_eq!(code(none), RefusalCode::MissingReference);
    scene.house.assert_replays();
}

#[test]
fn a_binding_of_one_version_draws_nothing_of_another() {
    let mut scene = scene();
    scene.enter();
    scene.draw(BoundaryStatus::Agreed, None);
    let bind = |version| {
        Act::ZoneBound(ZoneBound {
            agreement: ID,
            version,
            area: Some(1),
            clauses: vec![],
            zone: ZONE,
        })
    };
    scene.house.say(&mut scene.north, bind(1), &[]).unwrap();
    let count = |scene: &Scene| {
        let register = &scene.house.register;
        let version = register.agreements.get(ID, register.size).unwrap();
        let drawn = drawn(register, &version.said, 1, register.size);
        let agreed = drawn.iter().filter(|one| matches!(one, Drawn::Agreed(..)));
        (drawn.len(), agreed.count())
    };
    assert_eq!(count(&scene), (1, 1));
    let mut next = agreement(&scene.north, &scene.south);
    next.version = 2;
    let next = Act::AgreementEntered(next);
    scene.house.say(&mut scene.north, next, &[]).unwrap();
    assert_eq!(count(&scene), (1, 0), "version 2 counts its areas anew");
    scene.house.say(&mut scene.north, bind(2), &[]).unwrap();
    assert_eq!(count(&scene), (1, 1));
    scene.house.assert_replays();
}

#[test]
fn variants_do_not_multiply_without_end() {
    let mut scene = scene();
    let on = |text| dated(Moment::On(day(text)), None);
    let after = |anchor| dated(counted(1, Unit::Days, Order::After, anchor), None);
    let signed = vec![on("2030-03-05"), on("2030-03-06"), on("2030-03-07")];
    let refused = scene.refused(|body| {
        body.signed.clone_from(&signed);
        body.clauses[0].obligations[1].terms.clear();
        body.in_force = vec![after(Anchor::Signature); 3];
        body.until = vec![after(Anchor::EntryIntoForce); 2];
    });
    assert_eq!(refused, RefusalCode::OverLimit);
    let mut body = agreement(&scene.north, &scene.south);
    body.signed = signed;
    body.in_force = vec![after(Anchor::Signature); 3];
    body.until = vec![on("2031-03-05")];
    let entered = Act::AgreementEntered(body);
    scene.house.say(&mut scene.north, entered, &[]).unwrap();
}
