//! Shapes of the workload around a spot. What a degree is long is taken from a sphere: nothing rests on it but
//! how large things look.

use super::choice::Choice;
use truceline_register::geometry::footprint::{Circle, Footprint, Line, Polygon, Ring};
use truceline_register::geometry::position::{Decimetres, Position};

/// A point in 1e-7 degree.
#[derive(Clone, Copy)]
pub(super) struct Spot {
    pub(super) lat_e7: i64,
    pub(super) lon_e7: i64,
}

/// Units of 1e-7 degree of latitude to a metre.
const E7_PER_M: f64 = 89.932;

impl Spot {
    /// So many metres to the north and to the east, within the range of coordinates.
    #[allow(clippy::cast_precision_loss)]
    pub(super) fn moved(self, north_m: i64, east_m: i64) -> Self {
        self.moved_by(north_m as f64, east_m as f64)
    }

    #[allow(clippy::cast_possible_truncation)]
    fn moved_by(self, north_m: f64, east_m: f64) -> Self {
        let lat_e7 = self.lat_e7 + (north_m * E7_PER_M) as i64;
        let lon_e7 = self.lon_e7 + (east_m * E7_PER_M / self.cosine()) as i64;
        Self {
            lat_e7: lat_e7.clamp(-800_000_000, 800_000_000),
            lon_e7: lon_e7.clamp(-1_790_000_000, 1_790_000_000),
        }
    }

    #[allow(clippy::cast_precision_loss)]
    fn cosine(self) -> f64 {
        sin_cos(self.lat_e7 as f64 / 3.6e9).1
    }

    /// How far it is, in metres, by a plane.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
    pub(super) fn about_m(self, other: Self) -> i64 {
        let north = (other.lat_e7 - self.lat_e7) as f64;
        let east = (other.lon_e7 - self.lon_e7) as f64 * self.cosine();
        ((north * north + east * east).sqrt() / E7_PER_M) as i64
    }

    #[allow(clippy::cast_possible_truncation)]
    fn position(self) -> Position {
        match Position::from_e7(self.lat_e7 as i32, self.lon_e7 as i32) {
            Ok(position) => position,
            Err(_) => unreachable!("a spot is held within the range of coordinates"),
        }
    }
}

/// Sine and cosine of a fraction of a full turn, by their series: the same everywhere, which the functions of
/// a machine's library are not.
fn sin_cos(turns: f64) -> (f64, f64) {
    // Within half a turn of nothing, where 12 terms are exact to the last digits.
    let angle = (turns - turns.floor() - 0.5) * std::f64::consts::TAU;
    let square = angle * angle;
    let (mut sin, mut cos) = (1.0, 1.0);
    for term in (1..=12).rev() {
        let even = f64::from(2 * term);
        sin = 1.0 - square / (even * (even + 1.0)) * sin;
        cos = 1.0 - square / (even * (even - 1.0)) * cos;
    }
    // Half a turn was taken off.
    (-angle * sin, -cos)
}

pub(super) fn metres(length: i64) -> Decimetres {
    let length = u32::try_from(length).unwrap_or(0);
    Decimetres::from_metres(length).unwrap_or(Decimetres::MAX)
}

fn circle(at: Spot, radius_m: i64) -> Footprint {
    Footprint::Circle(Circle {
        centre: at.position(),
        radius: metres(radius_m),
    })
}

/// A star-shaped ring; a circle around it where rounding made it none.
#[allow(clippy::cast_precision_loss)]
fn polygon(choice: &mut Choice, at: Spot, radius_m: i64, corners: i64) -> Footprint {
    let start = choice.fraction();
    let vertices = (0..corners).map(|corner| {
        let (sin, cos) = sin_cos(start + corner as f64 / corners as f64);
        let out_m = radius_m as f64 * (0.6 + 0.4 * choice.fraction());
        at.moved_by(out_m * cos, out_m * sin).position()
    });
    let ring = Ring::new(vertices.collect());
    let polygon = ring.and_then(|ring| Polygon::new(ring, Vec::new()));
    match polygon.and_then(|polygon| Footprint::polygons(vec![polygon])) {
        Ok(polygon) => polygon,
        Err(_) => circle(at, radius_m),
    }
}

/// A circle of 50 m to 2 km, or a polygon about as large.
pub(super) fn site(choice: &mut Choice, at: Spot) -> Footprint {
    let radius_m = choice.scaled(50, 2_000);
    match choice.below(7) {
        0 => {
            let corners = choice.scaled(4, 200);
            polygon(choice, at, radius_m, corners)
        }
        _ => circle(at, radius_m),
    }
}

/// An area of 2 to 20 km across.
pub(super) fn area(choice: &mut Choice, at: Spot) -> Footprint {
    let radius_m = choice.scaled(1_000, 10_000);
    let corners = choice.between(4, 13);
    polygon(choice, at, radius_m, corners)
}

/// Vertices of a way that keeps its direction more or less.
#[allow(clippy::cast_precision_loss)]
pub(super) fn route(
    choice: &mut Choice,
    from: Spot,
    vertices: (i64, i64),
    length_m: (i64, i64),
) -> Vec<Spot> {
    let vertices = choice.scaled(vertices.0, vertices.1);
    let leg_m = choice.scaled(length_m.0, length_m.1) as f64 / (vertices - 1) as f64;
    let mut heading = choice.fraction();
    let mut spot = from;
    let mut route = vec![spot];
    for _ in 1..vertices {
        heading += 0.16 * (choice.fraction() - 0.5);
        let (sin, cos) = sin_cos(heading);
        let this_m = leg_m * (0.6 + 0.8 * choice.fraction());
        spot = spot.moved_by(this_m * cos, this_m * sin);
        route.push(spot);
    }
    route
}

pub(super) fn line(vertices: &[Spot], half_width_m: i64) -> Footprint {
    let vertices: Vec<Position> = vertices.iter().map(|spot| spot.position()).collect();
    match Line::new(vertices, metres(half_width_m)) {
        Ok(line) => Footprint::Line(line),
        Err(_) => unreachable!("a leg of some kilometres is a line"),
    }
}

/// A plan of 0.5 to 20 km: a circle, a polygon or a way.
pub(super) fn plan(choice: &mut Choice, at: Spot) -> Footprint {
    match choice.below(5) {
        0 => {
            let (radius_m, corners) = (choice.scaled(250, 10_000), choice.between(4, 13));
            polygon(choice, at, radius_m, corners)
        }
        1 => {
            let way = route(choice, at, (2, 6), (500, 20_000));
            line(&way, choice.scaled(100, 500))
        }
        _ => circle(at, choice.scaled(250, 10_000)),
    }
}
