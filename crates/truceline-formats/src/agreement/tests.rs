#![allow(clippy::unwrap_used)]

use super::notation::{depth, moment, period, write_depth, write_moment, write_period};
use super::*;
use proptest::prelude::*;
use std::path::PathBuf;
use truceline_register::actor::Who;
use truceline_register::agreement::AgreementEntered;
use truceline_register::agreement::area::{Geometry, Shape};
use truceline_register::agreement::calendar::{About, When, of_version};
use truceline_register::agreement::obligation::{DesignatedAs, Object};
use truceline_register::agreement::term::{Counted, Moment, Period};
use truceline_register::agreement::words::{
    Anchor, AreaKind, Openness, Order, RuleWord, TermKind, Undertaking, Unit, WeaponClass,
};
use truceline_register::day::Day;
use truceline_register::geometry::position::Decimetres;
use truceline_register::ids::{ActorId, AgreementId, ZoneId};
use truceline_register::time::Instant;

const ID: AgreementId = AgreementId::from_bytes([7; 16]);

/// Knows the actors that the file describes, by their place in it.
struct Described(Vec<DeclaredActor>);

impl Directory for Described {
    fn who(&self, name: &str) -> Result<Who, String> {
        let place = self.0.iter().position(|actor| actor.names[0].name == name);
        let place = place.ok_or_else(|| format!("nobody is named \"{name}\""))?;
        Ok(Who::Actor(ActorId::from_bytes(
            [u8::try_from(place).unwrap(); 16],
        )))
    }

    fn zone(&self, name: &str) -> Result<ZoneId, String> {
        Err(format!("there is no zone \"{name}\""))
    }
}

fn built(bytes: &[u8]) -> Result<AgreementEntered, Fault> {
    let file = AgreementFile::read(bytes)?;
    let directory = Described(file.actors()?);
    file.build(
        Entry {
            id: ID,
            next: 1,
            beside: None,
        },
        &directory,
    )
}

fn example(name: &str) -> AgreementEntered {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/examples/agreements");
    built(&std::fs::read(folder.join(name)).unwrap()).unwrap()
}

fn due(said: &AgreementEntered, what: Undertaking, kind: TermKind) -> Vec<String> {
    let lines = of_version(said, Instant::MIN);
    let wanted = said.obligations().find(|(_, one)| one.what == what);
    let wanted = wanted.unwrap().1.number;
    let lines = lines.iter().filter(|line| {
        matches!(line.about, About::Term { obligation, kind: of, .. } if obligation == wanted && of == kind)
    });
    lines
        .map(|line| line.when.instant().unwrap().to_string())
        .collect()
}

#[test]
fn astana_says_two_weeks_and_ten_days_and_who_is_excepted() {
    let said = example("astana-2017.toml");
    // The end of the day by a clock three hours ahead.
    assert_eq!(
        due(&said, Undertaking::FormJointBody, TermKind::By),
        ["2017-05-18T21:00:00Z", "2017-05-14T21:00:00Z"]
    );
    assert_eq!(
        due(&said, Undertaking::Delimitation, TermKind::By),
        ["2017-06-04T21:00:00Z"; 2]
    );
    let lines = of_version(&said, Instant::MIN);
    let ends = lines.iter().filter(|line| line.about == About::End);
    let ends: Vec<String> = ends
        .map(|line| line.when.instant().unwrap().to_string())
        .collect();
    assert_eq!(ends, ["2017-11-05T21:00:00Z", "2017-11-04T21:00:00Z"]);
    assert_eq!(said.guarantors.len(), 3);
    let areas = said
        .areas
        .iter()
        .filter(|area| area.kind == AreaKind::Deescalation);
    assert_eq!(
        areas
            .filter(|area| area.geometry == Geometry::ToBeAgreed)
            .count(),
        4
    );
    let (_, hostilities) = said
        .obligations()
        .find(|(_, one)| one.what == Undertaking::Hostilities)
        .unwrap();
    let by_council =
        |object: &Object| matches!(object, Object::Designated(DesignatedAs { by: Some(_), .. }));
    assert_eq!(
        hostilities
            .exceptions
            .iter()
            .filter(|one| by_council(one))
            .count(),
        1
    );
    let (_, fight) = said
        .obligations()
        .find(|(_, one)| one.what == Undertaking::FightDesignated)
        .unwrap();
    assert_eq!(fight.places.len(), 2);
}

#[test]
fn sochi_has_a_depth_weapons_out_and_lines_without_a_date() {
    let said = example("sochi-2018.toml");
    let Shape::Strips(feature, strips) = &said.areas[1].shape else {
        unreachable!("a strip")
    };
    assert_eq!(feature.of_area, Some(1));
    let km = |km: u32| Decimetres::from_metres(km * 1_000).unwrap();
    assert_eq!((strips[0].least, strips[0].most), (km(15), km(20)));
    let of = |weapons| {
        let has = |object: &Object| *object == Object::Weapons(weapons);
        said.obligations()
            .find(|(_, one)| one.objects.iter().any(has))
            .unwrap()
            .1
    };
    let classes = [
        WeaponClass::Tanks,
        WeaponClass::RocketLaunchers,
        WeaponClass::Artillery,
        WeaponClass::Mortars,
    ];
    for weapons in classes {
        assert_eq!(
            of(weapons).terms[0].moment,
            Moment::On(Day::parse("2018-10-10").unwrap())
        );
    }
    let (_, lines) = said
        .obligations()
        .find(|(_, one)| one.what == Undertaking::Delimitation)
        .unwrap();
    assert_eq!(lines.terms[0].moment, Moment::Open(Openness::ToBeAgreed));
    // The text does not say by whom they are designated.
    let unsaid =
        |object: &Object| matches!(object, Object::Designated(DesignatedAs { by: None, .. }));
    assert!(
        said.obligations()
            .any(|(_, one)| one.objects.iter().all(unsaid) && !one.objects.is_empty())
    );
    assert_eq!(said.clauses.len(), 10);
}

#[test]
fn moscow_has_a_corridor_to_both_sides_and_an_instant() {
    let said = example("moscow-2020.toml");
    let Shape::Strips(_, strips) = &said.areas[1].shape else {
        unreachable!("a corridor")
    };
    assert_eq!(strips.len(), 2);
    assert_eq!(
        due(&said, Undertaking::MilitaryOperations, TermKind::From),
        ["2020-03-05T21:01:00Z"]
    );
    assert_eq!(
        due(&said, Undertaking::AgreeDetails, TermKind::By),
        ["2020-03-12T21:00:00Z"]
    );
    assert_eq!(
        due(&said, Undertaking::JointPatrols, TermKind::From),
        ["2020-03-14T21:00:00Z"]
    );
}

#[test]
fn minurso_is_a_table_of_activities_and_areas() {
    let said = example("minurso-ma1-1998.toml");
    let needs = |needs| said.rules.iter().filter(|rule| rule.needs == needs).count();
    for word in RuleWord::ALL {
        assert!(needs(*word) > 0, "{word}");
    }
    let kinds = [
        AreaKind::BufferStrip,
        AreaKind::Restricted,
        AreaKind::LimitedRestriction,
    ];
    let of = |kind| {
        said.areas
            .iter()
            .filter(|area| area.kind == kind && area.variant_of.is_none())
            .count()
    };
    assert_eq!(kinds.map(of), [1, 2, 2]);
    assert_eq!(
        said.signed
            .iter()
            .filter(|dated| dated.by.is_some())
            .count(),
        2
    );
    let lines = of_version(&said, Instant::MAX);
    let end = lines.iter().find(|line| line.about == About::End).unwrap();
    assert!(matches!(end.when, When::Undated(_)));
}

/// The smallest file that stands.
const LEAST: &str =
    "parties = [\"A\"]\n[[text]]\nlanguage = \"en\"\ntitle = \"T\"\n[[actor]]\nname = \"A\"\n";

#[test]
fn toml_and_json_say_the_same() {
    let json = r#"{"parties": ["A"], "text": [{"language": "en", "title": "T"}], "actor": [{"name": "A"}]}"#;
    assert_eq!(
        built(LEAST.as_bytes()).unwrap(),
        built(json.as_bytes()).unwrap()
    );
}

#[test]
fn faults_say_where() {
    let with = |more: &str| {
        built(format!("{LEAST}{more}").as_bytes())
            .unwrap_err()
            .to_string()
    };
    let cases = [
        (
            "[[clause]]\nlabel = \"1\"\ntext = \"as they see fit\"\n",
            "line 9",
            "unknown field",
        ),
        (
            "[[clause]]\nlabel = \"1\"\n[[clause.obligation]]\nwho = [\"parties\"]\ndoes = \"whatever is needed\"\n",
            "clause 1, obligation 1",
            "there is no word",
        ),
        (
            "[[clause]]\nlabel = \"1\"\n[[clause.obligation]]\nwho = [\"B\"]\ndoes = \"flights\"\n",
            "clause 1, obligation 1",
            "nobody is named",
        ),
        (
            "[[clause]]\nlabel = \"1\"\n[[clause.obligation]]\nwho = [\"parties\"]\ndoes = \"flights\"\nlets = \"flights\"\n",
            "clause 1, obligation 1",
            "one of does",
        ),
        (
            "[[clause]]\nlabel = \"1\"\n[[clause.obligation]]\nwho = [\"parties\"]\ndoes = \"flights\"\nterms = [{ by = \"soon\" }]\n",
            "clause 1, obligation 1",
            "is no time",
        ),
        (
            "[[clause]]\nlabel = \"1\"\n[[clause.obligation]]\nwho = [\"parties\"]\ndoes = \"flights\"\nwhere = [{ inside = \"x\" }]\n",
            "clause 1, obligation 1",
            "there is no area",
        ),
        (
            "[[signed]]\ndate = \"2020-01-01\"\nsource = \"x\"\n",
            "signed",
            "there is no source",
        ),
        (
            "[[area]]\nid = \"a\"\nname = \"A\"\nkind = \"place\"\ngeometry = \"about here\"\n",
            "area \"a\"",
            "to-be-agreed",
        ),
        (
            "[[area]]\nid = \"a\"\nname = \"A\"\nkind = \"place\"\nstrips = [{ side = \"both\", depth = \"6 km\" }]\n",
            "area \"a\"",
            "along something",
        ),
        (
            "[[rule]]\nactivity = \"flights\"\nneeds = \"free\"\n",
            "rule 1",
            "one area",
        ),
    ];
    for (more, at, what) in cases {
        let fault = with(more);
        assert!(fault.starts_with(at) && fault.contains(what), "{fault}");
    }
    assert!(
        built(&[0xff, 0xfe])
            .unwrap_err()
            .to_string()
            .contains("UTF-8")
    );
    assert!(built(b"{").unwrap_err().to_string().starts_with("line 1"));
    let large = vec![b'#'; MAX_FILE_BYTES + 1];
    assert!(
        built(&large)
            .unwrap_err()
            .to_string()
            .contains("larger than")
    );
    let deep = format!("x = {}", "[".repeat(100_000));
    assert!(built(deep.as_bytes()).is_err());
    let deep = format!("{{\"x\": {}", "[".repeat(100_000));
    assert!(built(deep.as_bytes()).is_err());
}

fn any_moment() -> impl Strategy<Value = Moment> {
    let instants = Instant::MIN.micros() / 1_000_000 / 2..Instant::MAX.micros() / 1_000_000;
    prop_oneof![
        instants.prop_map(|seconds| Moment::At(Instant::from_micros(seconds * 1_000_000).unwrap())),
        (Day::MIN.number()..=Day::MAX.number()).prop_map(|day| Moment::On(Day::new(day).unwrap())),
        (1u16.., 0usize..4, any::<bool>(), 0usize..3).prop_map(|(count, unit, after, anchor)| {
            Moment::Counted(Counted {
                period: Period {
                    count,
                    unit: Unit::ALL[unit],
                },
                order: if after { Order::After } else { Order::Before },
                anchor: Anchor::ALL[anchor],
            })
        }),
        (0usize..3).prop_map(|why| Moment::Open(Openness::ALL[why])),
    ]
}

proptest! {
    #[test]
    fn what_is_written_is_read_as_the_same(when in any_moment(), least in 0u32..10_000_000, more in 0u32..10_000_000, count: u16, unit in 0usize..4) {
        prop_assert_eq!(moment(&write_moment(when)), Ok(when));
        let length = Period { count, unit: Unit::ALL[unit] };
        prop_assert_eq!(period(&write_period(length)), Ok(length));
        let (least, most) = (Decimetres::new(least).unwrap(), Decimetres::new(least.max(more)).unwrap());
        prop_assert_eq!(depth(&write_depth(least, most)), Ok((least, most)));
    }

    #[test]
    fn anything_at_all_is_read_or_refused_in_one_line(text in "\\PC{0,200}") {
        if let Err(fault) = built(text.as_bytes()) {
            prop_assert!(!fault.to_string().contains('\n'));
        }
        let _ = (moment(&text), period(&text), depth(&text));
    }
}
