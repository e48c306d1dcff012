//! An agreement with one of every kind of content, and an actor with a designation.

use crate::seals::{metres, voice, zone};
use truceline_register::actor::designation::{Designated, DesignationClass, DesignationWithdrawn};
use truceline_register::actor::source::Source;
use truceline_register::actor::{ActorEntered, PublicName, Who};
use truceline_register::agreement::area::{Area, Feature, Geometry, Part, Shape, Strip, Where};
use truceline_register::agreement::bound::ZoneBound;
use truceline_register::agreement::obligation::{
    Bearer, Clause, DesignatedAs, Object, Obligation, Rule, RuleArea, Verification,
};
use truceline_register::agreement::term::{Counted, Dated, Moment, Period, Renewal, Term};
use truceline_register::agreement::words::{
    Anchor, AreaKind, FeatureKind, Manner, Openness, Order, Relation, RenewalHow, RuleWord, Side,
    TermKind, Undertaking, Unit, VerificationMeans, WeaponClass,
};
use truceline_register::agreement::{AgreementEntered, Text};
use truceline_register::codec::cbor::Digest;
use truceline_register::day::{ClockOffset, Day};
use truceline_register::ids::{ActorId, AgreementId, DesignationId};
use truceline_register::vocabulary::ForceSet;

const HERON: ActorId = ActorId::from_bytes([0xac; 16]);
const COUNCIL: ActorId = ActorId::from_bytes([0xad; 16]);

fn name(name: &str, language: Option<&str>) -> PublicName {
    PublicName {
        name: name.to_owned(),
        language: language.map(str::to_owned),
    }
}

fn day(year: i32, month: u8, of_month: u8) -> Day {
    Day::of_date(year, month, of_month).unwrap()
}

fn source() -> Source {
    Source {
        title: Some("Valley Gazette, 3 May 2031".to_owned()),
        url: Some("https://gazette.example/2031-05-03".to_owned()),
        sha256: Some(Digest::of(b"gazette")),
    }
}

pub(crate) fn actor(note: Option<Digest>) -> ActorEntered {
    ActorEntered {
        id: HERON,
        names: vec![
            name("Heron Brigade", Some("en")),
            name("لواء مالك الحزين", Some("ar")),
        ],
        source: Some(source()),
        note,
    }
}

pub(crate) fn designated(note: Option<Digest>) -> Designated {
    Designated {
        id: DesignationId::from_bytes([0xde; 16]),
        actor: HERON,
        class: DesignationClass::Partner,
        label: "allied force".to_owned(),
        language: Some("en".to_owned()),
        by: Who::Party(voice(2).party),
        instrument: Some("Decree 7".to_owned()),
        from: Some(day(2031, 1, 1)),
        to: Some(day(2032, 1, 1)),
        source: Some(source()),
        note,
    }
}

pub(crate) fn withdrawn() -> DesignationWithdrawn {
    DesignationWithdrawn {
        id: DesignationId::from_bytes([0xde; 16]),
        ended: Some(day(2031, 9, 1)),
        source: None,
        note: None,
    }
}

pub(crate) fn bound() -> ZoneBound {
    ZoneBound {
        agreement: AgreementId::from_bytes([0xa9; 16]),
        version: 1,
        area: Some(2),
        clauses: vec![1],
        zone: zone(),
    }
}

fn counted(count: u16, unit: Unit, order: Order, anchor: Anchor) -> Moment {
    let period = Period { count, unit };
    Moment::Counted(Counted {
        period,
        order,
        anchor,
    })
}

fn dated(moment: Moment) -> Dated {
    Dated {
        moment,
        source: Some(0),
        by: None,
    }
}

fn areas() -> Vec<Area> {
    let road = Feature {
        kind: FeatureKind::Road,
        names: vec![name("Valley Road", None)],
        of_area: None,
        between: vec![name("Aster", None), name("Birch", None)],
    };
    let line = Feature {
        kind: FeatureKind::AreaLine,
        names: vec![],
        of_area: Some(1),
        between: vec![],
    };
    let strip = |side, least, most| Strip {
        side,
        least: metres(least),
        most: metres(most),
    };
    let part = Part {
        names: vec![name("Dorvane district", None)],
        whole: false,
    };
    let shapes = [
        (
            AreaKind::Deescalation,
            Shape::Places(vec![part]),
            Geometry::Zone(zone()),
        ),
        (
            AreaKind::Corridor,
            Shape::Strips(
                road.clone(),
                vec![
                    strip(Side::North, 6_000, 6_000),
                    strip(Side::South, 6_000, 6_000),
                ],
            ),
            Geometry::ToBeAgreed,
        ),
        (
            AreaKind::Demilitarised,
            Shape::Strips(line, vec![strip(Side::Inside, 15_000, 20_000)]),
            Geometry::Agreed(zone(), 12),
        ),
        (AreaKind::Road, Shape::Along(road), Geometry::NotStated),
        (
            AreaKind::LimitedRestriction,
            Shape::Rest(vec![1, 3]),
            Geometry::Claimed(zone(), voice(2).party),
        ),
        (AreaKind::Place, Shape::NotStated, Geometry::NotStated),
    ];
    let numbered = (1..).zip(shapes);
    numbered
        .map(|(number, (kind, shape, geometry))| Area {
            number,
            names: vec![name(&format!("Area {number}"), Some("en"))],
            kind,
            shape,
            geometry,
            source: None,
            variant_of: (number == 6).then_some(1),
        })
        .collect()
}

fn clauses() -> Vec<Clause> {
    let council = Some(Who::Actor(COUNCIL));
    let term = |kind, moment| Term {
        kind,
        moment,
        source: None,
        renewal: None,
    };
    let renewal = Renewal {
        how: RenewalHow::Consensus,
        period: None,
    };
    let first = Obligation {
        number: 1,
        who: vec![
            Bearer::Parties,
            Bearer::Guarantors,
            Bearer::Named(Who::Actor(HERON)),
        ],
        manner: Manner::Refrains,
        what: Undertaking::Hostilities,
        objects: vec![
            Object::Forces(ForceSet::ALL_FORCES),
            Object::Weapons(WeaponClass::Any),
            Object::Named(Who::Party(voice(3).party)),
            Object::Civilians,
        ],
        places: vec![
            Where {
                relation: Relation::Inside,
                area: Some(1),
            },
            Where {
                relation: Relation::Outside,
                area: None,
            },
        ],
        terms: vec![
            term(TermKind::From, Moment::At(crate::seals::at(1))),
            term(TermKind::By, Moment::On(day(2031, 6, 4))),
            term(TermKind::By, Moment::Open(Openness::ToBeAgreed)),
            Term {
                renewal: Some(renewal),
                source: Some(0),
                ..term(
                    TermKind::Until,
                    counted(0, Unit::Days, Order::After, Anchor::End),
                )
            },
        ],
        verification: vec![Verification {
            means: VerificationMeans::JointPatrols,
            by: vec![Bearer::Guarantors],
        }],
        exceptions: vec![
            Object::Designated(DesignatedAs {
                class: DesignationClass::Terrorist,
                by: council,
            }),
            Object::Designated(DesignatedAs {
                class: DesignationClass::Radical,
                by: None,
            }),
        ],
        source: Some(0),
        variant_of: None,
    };
    let second = Obligation {
        number: 2,
        variant_of: Some(1),
        ..first.clone()
    };
    vec![
        Clause {
            number: 1,
            label: "1(a)".to_owned(),
            obligations: vec![first, second],
        },
        Clause {
            number: 2,
            label: "2".to_owned(),
            obligations: vec![],
        },
    ]
}

pub(crate) fn agreement() -> AgreementEntered {
    let period = Period {
        count: 6,
        unit: Unit::Months,
    };
    AgreementEntered {
        id: AgreementId::from_bytes([0xa9; 16]),
        version: 1,
        texts: vec![Text {
            language: "en".to_owned(),
            title: "Valley memorandum".to_owned(),
            of_record: true,
            archived: Some(Digest::of(b"memorandum")),
        }],
        parties: vec![Who::Party(voice(2).party), Who::Party(voice(3).party)],
        guarantors: vec![Who::Actor(COUNCIL)],
        clock: ClockOffset::minutes(-330).unwrap(),
        signed: vec![
            dated(Moment::On(day(2031, 5, 1))),
            Dated {
                moment: Moment::On(day(2031, 5, 2)),
                source: None,
                by: Some(Who::Party(voice(3).party)),
            },
        ],
        in_force: vec![dated(counted(
            1,
            Unit::Days,
            Order::After,
            Anchor::Signature,
        ))],
        until: vec![dated(counted(
            6,
            Unit::Months,
            Order::After,
            Anchor::EntryIntoForce,
        ))],
        renewal: Some(Renewal {
            how: RenewalHow::AutomaticByConsensus,
            period: Some(period),
        }),
        areas: areas(),
        clauses: clauses(),
        rules: vec![
            Rule {
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
                source: Some(0),
            },
            Rule {
                activity: Undertaking::Entry,
                object: None,
                area: RuleArea::Area(3),
                needs: RuleWord::Prohibited,
                from: None,
                before: None,
                clause: None,
                source: None,
            },
        ],
        sources: vec![source()],
        beside: Some(AgreementId::from_bytes([0xaa; 16])),
    }
}

/// The words of agreements and designations by their numbers.
pub(crate) fn words(text: &mut String) {
    use crate::words;
    words(text, "undertaking", Undertaking::ALL, |w| w.to_string());
    words(text, "manner", Manner::ALL, |w| w.to_string());
    words(text, "weapon-class", WeaponClass::ALL, |w| w.to_string());
    words(text, "area-kind", AreaKind::ALL, |w| w.to_string());
    words(text, "feature-kind", FeatureKind::ALL, |w| w.to_string());
    words(text, "side", Side::ALL, |w| w.to_string());
    words(text, "relation", Relation::ALL, |w| w.to_string());
    words(text, "term-kind", TermKind::ALL, |w| w.to_string());
    words(text, "unit", Unit::ALL, |w| w.to_string());
    words(text, "order", Order::ALL, |w| w.to_string());
    words(text, "anchor", Anchor::ALL, |w| w.to_string());
    words(text, "openness", Openness::ALL, |w| w.to_string());
    words(text, "renewal-how", RenewalHow::ALL, |w| w.to_string());
    words(text, "verification-means", VerificationMeans::ALL, |w| {
        w.to_string()
    });
    words(text, "rule-word", RuleWord::ALL, |w| w.to_string());
    words(text, "designation-class", DesignationClass::ALL, |w| {
        w.to_string()
    });
}
