#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::Grain;
use crate::act::Act;
use crate::check::evaluation::{Finding, Question, evaluate_towards};
use crate::check::kit::{Stage, Who, disc, metres, position, profile, square, volume};
use crate::check::view::told_reasons;
use crate::codec::disclosure::Label;
use crate::geometry::bounds::{GeoBox, bounds};
use crate::geometry::cell::{Step, cover};
use crate::geometry::distance::within;
use crate::geometry::footprint::{Circle, Footprint, Line};
use crate::geometry::mesh::Mesh;
use crate::geometry::pairs::Source;
use crate::geometry::position::{Decimetres, Position};
use crate::ids::{NotificationId, PartyId};
use crate::notification::{Share, Site};
use crate::place::{CellPlace, PlaceDigests, SitePlace, Volume4d};
use crate::register::tests::at;
use crate::time::Span;
use crate::vocabulary::{Activity, MovementAct, Outcome, PlanState, Resolution};
use proptest::prelude::*;

fn grain() -> Grain {
    Grain {
        mesh: Mesh::of_floor(1_000_000),
        stretch: Some(Span::minutes(30)),
    }
}

fn towards(stage: &mut Stage, who: Who, volumes: &[Volume4d]) -> Finding {
    let party: PartyId = stage.party(who);
    let register = &stage.house.register;
    let question = Question {
        volumes,
        activity: Activity::AirStrike,
        buffer: Decimetres::ZERO,
    };
    let at = register.standpoint(stage.house.now);
    evaluate_towards(register, question, Some(party), at)
}

/// All that an asker can tell an answer by.
fn heard(finding: &Finding) -> String {
    let coverage = finding.basis.coarse.as_ref().map(|coarse| &coarse.coverage);
    format!(
        "{:?} {:?} {:?} {:?} {}",
        finding.outcome,
        finding.expires_at,
        told_reasons(&finding.basis),
        coverage,
        finding.basis.met().len()
    )
}

#[test]
fn a_zone_without_a_floor_is_met_exactly() {
    let mut stage = Stage::covered();
    let mut rules = profile(vec![]);
    rules.check_floor_m2 = 0;
    rules.check_floor_span = Span::ZERO;
    stage.house.centre_says(Act::ProfileSet(rules)).unwrap();
    let finding = towards(&mut stage, Who::East, &[volume(disc(0, 0, 2_000), 60, 120)]);
    assert_eq!(finding.basis.coarse, None);
}

#[test]
fn the_centre_and_the_owner_see_exactly_and_others_in_cells() {
    let mut stage = Stage::covered();
    // Ends 600 m short of the check and its buffer of 500 m.
    let place = Stage::site_place(disc(3_000, 0, 100), 0, 600);
    stage.site(Who::South, &place);
    let check = [volume(disc(0, 0, 2_000), 60, 120)];
    let outcome = |stage: &mut Stage, who| towards(stage, who, &check).outcome;
    assert_eq!(outcome(&mut stage, Who::Centre), Outcome::NoneKnown);
    assert_eq!(outcome(&mut stage, Who::South), Outcome::NoneKnown);
    assert_eq!(outcome(&mut stage, Who::East), Outcome::Overlap);
    let found = towards(&mut stage, Who::East, &check);
    assert_eq!(found.basis.found(), Outcome::NoneKnown);
}

#[test]
fn what_was_shown_exactly_is_met_exactly() {
    for (resolution, outcome) in [
        (Resolution::Exact, Outcome::NoneKnown),
        (Resolution::Existence, Outcome::Overlap),
    ] {
        let mut stage = Stage::covered();
        let to = stage.party(Who::East);
        let place = Stage::site_place(disc(3_000, 0, 100), 0, 600);
        stage.shared_site(Who::South, &place, vec![Share { to, resolution }]);
        let found = towards(&mut stage, Who::East, &[volume(disc(0, 0, 2_000), 60, 120)]);
        assert_eq!(found.outcome, outcome, "{resolution:?}");
    }
}

/// A report moves it: who was shown the plan of the movement alone does not know where it is now.
#[test]
fn a_movement_whose_reports_were_not_shown_is_met_in_cells() {
    let mut stage = Stage::covered();
    let line = vec![
        position(3_602_950, 3_600_000),
        position(3_602_950, 3_601_000),
    ];
    let id = stage.movement(Who::South, line, 10, 300);
    let check = [volume(disc(0, 0, 2_000), 60, 120)];
    stage.house.wait(15);
    stage.report(Who::South, id, MovementAct::Departed);
    let found = towards(&mut stage, Who::East, &check);
    assert_eq!(found.outcome, Outcome::Overlap);
    assert!(found.basis.overlaps.is_empty());
}

#[test]
fn a_movement_becomes_overdue_with_its_stretch_and_not_at_its_own_minute() {
    let mut heard_at = Vec::new();
    // Stretches end at 13, 43 and 73 minutes after noon, and twenty seconds.
    for ends in [44, 57, 70] {
        let mut stage = Stage::covered();
        let line = vec![
            position(3_600_000, 3_600_000),
            position(3_600_000, 3_601_000),
        ];
        stage.movement(Who::South, line, 5, ends);
        // Asked about later than any of the ends and their stretches.
        let check = [volume(disc(0, 0, 2_000), 120, 180)];
        let mut answers = Vec::new();
        for _ in 0..75 {
            stage.house.wait(1);
            answers.push(towards(&mut stage, Who::East, &check).outcome);
        }
        heard_at.push(answers.iter().position(|o| *o == Outcome::Overlap));
    }
    assert!(heard_at[0].is_some());
    assert!(
        heard_at.iter().all(|minute| *minute == heard_at[0]),
        "{heard_at:?}"
    );
}

#[test]
fn stretches_of_several_floors_are_nested() {
    for minutes in [1, 4, 20, 45, 90, 200, 1_000, 5_000, 30_000] {
        let floor = Span::minutes(minutes);
        let rung = super::rung(floor).unwrap();
        assert!(rung >= floor);
        for finer in super::LADDER_MINUTES.map(Span::minutes) {
            let (long, short) = (
                rung.micros().max(finer.micros()),
                rung.micros().min(finer.micros()),
            );
            assert_eq!(long % short, 0, "{minutes}");
        }
    }
    assert_eq!(super::rung(Span::ZERO), None);
}

/// The owner of a plan hears nothing of what changes below its grain; the centre does.
#[test]
fn the_watch_tells_the_owner_what_changes_in_cells_and_the_centre_what_changes() {
    let mut stage = Stage::covered();
    let plan = stage.file(Who::East, &[volume(disc(0, 0, 2_000), 60, 120)]);
    stage.step(Who::East, plan, PlanState::Active).unwrap();
    let told = |stage: &mut Stage, who| {
        let to = stage.party(who);
        let register = &stage.house.register;
        let all = register.watch.all(register.size);
        all.filter(|owed| owed.alert.to == to).count()
    };
    assert_eq!(
        (told(&mut stage, Who::East), told(&mut stage, Who::Centre)),
        (0, 0)
    );
    // Near by, in cells alone.
    let place = Stage::site_place(disc(3_000, 0, 100), 0, 600);
    stage.site(Who::South, &place);
    assert_eq!(
        (told(&mut stage, Who::East), told(&mut stage, Who::Centre)),
        (1, 1)
    );
    // Inside: somebody more is met in cells too.
    let place = Stage::site_place(disc(0, 0, 100), 0, 600);
    let (id, _) = stage.site(Who::South, &place);
    assert_eq!(
        (told(&mut stage, Who::East), told(&mut stage, Who::Centre)),
        (2, 2)
    );
    // Disputed: the owner of the plan hears the same as before.
    stage.contest(Who::Centre, Who::South, id);
    assert_eq!(
        (told(&mut stage, Who::East), told(&mut stage, Who::Centre)),
        (2, 3)
    );
    // The numbers of the owner's alerts tell nothing of the centre's.
    let east = stage.party(Who::East);
    let register = &stage.house.register;
    assert!(
        register
            .watch
            .all(register.size)
            .all(|owed| owed.alert.to != east || owed.alert.number == 0)
    );
    stage.house.assert_replays();
}

/// The same presence elsewhere in its cell, at another time of its stretches.
#[derive(Clone, Debug)]
struct Somebody {
    in_cell: (i32, i32),
    starts: i64,
    ends: i64,
}

fn anybody() -> impl Strategy<Value = Somebody> {
    ((0..1_000, 0..1_000), 74..103_i64, 104..133_i64).prop_map(|(in_cell, starts, ends)| Somebody {
        in_cell,
        starts,
        ends,
    })
}

/// The corners of the cell in which the middle of the zone lies.
fn home() -> GeoBox {
    let mesh = grain().mesh.unwrap();
    let outline = mesh
        .cell_of(position(3_600_000, 3_600_000))
        .footprint()
        .unwrap();
    bounds(&outline, Decimetres::ZERO)[0]
}

impl Somebody {
    fn place(&self) -> SitePlace {
        let home = home();
        let part = |from: i32, to: i32, at: i32| from + 1_500 + (to - from - 3_000) / 1_000 * at;
        let centre = Position::from_e7(
            part(home.south_e7(), home.north_e7(), self.in_cell.0),
            part(home.west_e7(), home.east_e7(), self.in_cell.1),
        )
        .unwrap();
        let footprint = Footprint::Circle(Circle {
            centre,
            radius: metres(120),
        });
        Stage::site_place(footprint, self.starts, self.ends)
    }

    fn stage(&self) -> Stage {
        let mut stage = Stage::covered();
        stage.site(Who::South, &self.place());
        stage
    }
}

fn questions() -> impl Strategy<Value = Volume4d> {
    let places = prop_oneof![
        (-8_000..8_000_i32, -8_000..8_000_i32, 560..4_000_u32)
            .prop_map(|(n, e, radius)| disc(n, e, radius)),
        (-8_000..8_000_i32, -8_000..8_000_i32, 560..4_000_i32)
            .prop_map(|(n, e, half)| square(n, e, half)),
    ];
    (places, 0..200_i64, 30..120_i64)
        .prop_map(|(place, from, lasts)| volume(place, from, from + lasts))
}

fn shapes() -> impl Strategy<Value = Footprint> {
    let line = |points: Vec<(i32, i32)>, width: u32| {
        let vertices = points
            .iter()
            .map(|(n, e)| position(3_600_000 + n, 3_600_000 + e));
        Footprint::Line(Line::new(vertices.collect(), metres(width)).unwrap())
    };
    prop_oneof![
        (-6_000..6_000_i32, -6_000..6_000_i32, 0..3_000_u32)
            .prop_map(|(n, e, radius)| disc(n, e, radius)),
        (-6_000..6_000_i32, -6_000..6_000_i32, 5..6_000_i32)
            .prop_map(|(n, e, half)| square(n, e, half)),
        (
            proptest::collection::vec((-9_000..9_000_i32, -9_000..9_000_i32), 1..5),
            0..400_u32
        )
            .prop_map(move |(points, width)| line(points, width)),
    ]
}

/// South notifies a place, and East is told the cell of a twentieth of a degree in which it lies.
fn told_in_a_cell(place: &SitePlace) -> Stage {
    let mut stage = Stage::covered();
    let step = Step::from_e7(TOLD_STEP_E7).unwrap();
    let cells = cover(&place.footprint, Decimetres::ZERO, step).unwrap();
    assert_eq!(cells.len(), 1);
    let cell = CellPlace {
        step_e7: TOLD_STEP_E7.unsigned_abs(),
        cells: cells
            .iter()
            .map(|cell| (cell.row(), cell.column()))
            .collect(),
        start: place.start,
        end: place.end,
    };
    let (exact, cell) = (
        stage.seal(Label::Exact, place),
        stage.seal(Label::Cell, &cell),
    );
    let digests = PlaceDigests {
        exact: Some(exact.0),
        cell: Some(cell.0),
        ..PlaceDigests::default()
    };
    let share = Share {
        to: stage.east.party,
        resolution: Resolution::Cell,
    };
    let id = NotificationId::from_bytes(stage.house.draw());
    let site = Site {
        shares: vec![share],
        ..Stage::site_body(id, digests)
    };
    stage
        .say(Who::South, Act::Site(site), &[exact.1, cell.1])
        .unwrap();
    stage
}

const TOLD_STEP_E7: i32 = 500_000;

/// Anywhere in the cell that was told.
fn in_told_cell(somebody: &Somebody) -> SitePlace {
    let south_west = position(3_600_000, 3_600_000);
    let corner = |e7: i32| e7.div_euclid(TOLD_STEP_E7) * TOLD_STEP_E7;
    let along = |e7: i32, part: i32| corner(e7) + 20_000 + (TOLD_STEP_E7 - 40_000) / 1_000 * part;
    let centre = Position::from_e7(
        along(south_west.lat_e7(), somebody.in_cell.0),
        along(south_west.lon_e7(), somebody.in_cell.1),
    );
    let footprint = Footprint::Circle(Circle {
        centre: centre.unwrap(),
        radius: metres(20),
    });
    Stage::site_place(footprint, somebody.starts, somebody.ends)
}

mod worlds;

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Whatever a party asks, the answer is the same wherever in its cell somebody is, and whenever in the
    /// first and last stretch.
    #[test]
    fn an_answer_says_nothing_of_where_in_its_cell_somebody_is(
        (one, other) in (anybody(), anybody()),
        questions in proptest::collection::vec(questions(), 1..6),
    ) {
        let (mut one, mut other) = (one.stage(), other.stage());
        for question in questions {
            let question = [question];
            let answers = [&mut one, &mut other].map(|stage| heard(&towards(stage, Who::East, &question)));
            prop_assert_eq!(&answers[0], &answers[1]);
        }
    }

    /// Who was shown cells is answered from those cells, wherever in them somebody is.
    #[test]
    fn an_answer_says_nothing_of_where_in_a_told_cell_somebody_is(
        (one, other) in (anybody(), anybody()),
        questions in proptest::collection::vec(questions(), 1..6),
    ) {
        let stages = [&one, &other].map(|somebody| told_in_a_cell(&in_told_cell(somebody)));
        let [mut one, mut other] = stages;
        for question in questions {
            let question = [question];
            let answers = [&mut one, &mut other].map(|stage| heard(&towards(stage, Who::East, &question)));
            prop_assert_eq!(&answers[0], &answers[1]);
        }
    }

    /// Nothing that overlaps exactly is missed, and nothing is covered that is not covered exactly.
    #[test]
    fn what_a_party_is_told_errs_to_the_side_of_people(
        shapes in proptest::collection::vec((shapes(), 0..150_i64, 1..90_i64), 0..4),
        nil in prop_oneof![Just(None), (100..12_000_i32, -40..100_i64, 20..400_i64).prop_map(Some)],
        questions in proptest::collection::vec(questions(), 1..4),
    ) {
        let mut stage = Stage::new();
        stage.nil_of(Who::North);
        match nil {
            None => { stage.nil_of(Who::South); }
            Some((half, from, lasts)) => {
                let area = volume(square(0, 0, half), from, from + lasts);
                stage.nil(Who::South, &area, crate::check::kit::regulars());
            }
        }
        for (footprint, from, lasts) in shapes {
            stage.site(Who::South, &Stage::site_place(footprint, from, from + lasts));
        }
        for question in questions {
            let found = towards(&mut stage, Who::East, &[question]);
            let met = found.basis.met();
            prop_assert!(found.basis.overlaps.iter().all(|overlap| met.contains(&overlap.record)));
            prop_assert!(found.basis.found() != Outcome::Overlap || found.outcome == Outcome::Overlap);
            prop_assert!(found.outcome != Outcome::NoneKnown || found.basis.found() == Outcome::NoneKnown);
        }
    }
}

/// All over the earth, over poles and the antimeridian: what comes within a distance exactly does so in
/// cells.
#[test]
fn cells_miss_nothing_anywhere() {
    let mut met = 0;
    for number in 0..3_000 {
        let Ok(pair) = Source::new(19, number).pair() else {
            continue;
        };
        let floor = [100_000, 1_000_000, 25_000_000][usize::try_from(number % 3).unwrap()];
        let grain = Grain {
            mesh: Mesh::of_floor(floor),
            stretch: None,
        };
        if within(&pair.told.footprint, &pair.asked.footprint, pair.threshold) {
            met += 1;
            let (own, reach) = (pair.threshold, Decimetres::ZERO);
            assert!(
                grain.meets(&pair.told.footprint, own, &pair.asked.footprint, reach),
                "{number}"
            );
        }
    }
    assert!(met > 500, "{met}");
}

#[test]
fn an_instant_lies_in_its_stretch() {
    let grain = grain();
    let long = Span::minutes(30);
    for minute in -40..80 {
        let (down, up) = (grain.down(at(minute)), grain.up(at(minute)));
        assert_eq!(down.micros().rem_euclid(long.micros()), 0);
        assert!(down <= at(minute) && at(minute) < down.plus(long));
        assert!(up == down.plus(long) && at(minute) <= up);
        assert_eq!((grain.down(down), grain.up(down)), (down, down));
    }
}
