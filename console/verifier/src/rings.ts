/**
 * Whether rings are simple: they do not cross or touch themselves or each other, have an area, and holes lie in their
 * shell. docs/spec/geometry.md, section 5: within 5 mm either answer may come.
 *
 * Edges are geodesics. Longer ones are cut into pieces by Vincenty's solutions (Survey Review 23, 1975), which are good to
 * far under a millimetre for edges of at most 5,000 km; the pieces are straight lines of a central projection.
 */

/** A position in 1e-7 degree. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

interface Piece {
  readonly from: Spot;
  readonly to: Spot;
  readonly ring: number;
  /** Its place among the pieces of its ring, and how many those are. */
  readonly place: number;
  readonly of: number;
}

type Vector = readonly [number, number, number];

const EQUATOR_M = 6_378_137;
const FLATTENING = 1 / 298.257223563;
const POLAR_M = EQUATOR_M * (1 - FLATTENING);
const SQUARED = FLATTENING * (2 - FLATTENING);
const MOST_EDGE_M = 5_000_000;
const PIECE_M = 8_000;
const MOST_PIECES = 100_000;
const TOUCH_M = 1e-5;
const RADIANS = Math.PI / 180 / 1e7;

/** Whether no edge is longer than 5,000 km; of a ring also no vertex farther than that from the first. */
export function isWithinReach(places: readonly Place[], ring: boolean): boolean {
  return places.every((place, number) => {
    const next = places[number + 1] ?? (ring ? places[0] : undefined);
    if (next !== undefined && isTooFar(place, next)) return false;
    return !ring || !isTooFar(places[0] as Place, place);
  });
}

/** Whether the rings are simple and apart, the first the shell of the others. */
export function isSimple(rings: readonly (readonly Place[])[]): boolean {
  const all = new Set(rings.flat().map((place) => `${place.latitude} ${place.longitude}`));
  if (all.size !== rings.reduce((sum, ring) => sum + ring.length, 0)) return false;
  if (!rings.every((ring) => isWithinReach(ring, true))) return false;
  const pieces = rings.flatMap((ring, number) => project(ring, number, rings[0]?.[0] as Place));
  if (pieces.length > MOST_PIECES) return false;
  if (meet(pieces)) return false;
  return rings.every((ring, number) => number === 0 || isInside(ring, number, pieces, rings));
}

function vector(latitude: number, longitude: number): Vector {
  const [sinLat, cosLat] = [Math.sin(latitude), Math.cos(latitude)];
  const normal = EQUATOR_M / Math.sqrt(1 - SQUARED * sinLat * sinLat);
  return [normal * cosLat * Math.cos(longitude), normal * cosLat * Math.sin(longitude), normal * (1 - SQUARED) * sinLat];
}

function of(place: Place): Vector {
  return vector(place.latitude * RADIANS, place.longitude * RADIANS);
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function unit(a: Vector): Vector {
  const length = Math.sqrt(dot(a, a));
  return [a[0] / length, a[1] / length, a[2] / length];
}

function chord(a: Vector, b: Vector): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function isTooFar(one: Place, other: Place): boolean {
  // Chords are shorter than what lies over them, and never by a tenth where they are this long.
  const straight = chord(of(one), of(other));
  if (straight <= 0.9 * MOST_EDGE_M) return false;
  return straight > MOST_EDGE_M || inverse(one, other).length > MOST_EDGE_M;
}

/** The pieces of a ring in the plane of a central projection about a place. */
function project(ring: readonly Place[], number: number, about: Place): Piece[] {
  const middle = unit(of(about));
  const axis: Vector = Math.abs(middle[2]) < 0.8 ? [0, 0, 1] : [1, 0, 0];
  const right = unit(cross(axis, middle));
  const up = cross(middle, right);
  const flat = (place: Vector): Spot => {
    const depth = dot(place, middle);
    return { x: (dot(place, right) / depth) * EQUATOR_M, y: (dot(place, up) / depth) * EQUATOR_M };
  };
  const spots = ring.flatMap((from, place) => cut(from, ring[(place + 1) % ring.length] as Place).map(flat));
  return spots.map((from, place) => ({ from, to: spots[(place + 1) % spots.length] as Spot, ring: number, place, of: spots.length }));
}

/** The starts of the pieces of an edge. */
function cut(from: Place, to: Place): Vector[] {
  const start = of(from);
  if (chord(start, of(to)) <= PIECE_M) return [start];
  const way = inverse(from, to);
  const count = Math.min(Math.ceil(way.length / PIECE_M), MOST_PIECES);
  return Array.from({ length: count }, (_, place) => (place === 0 ? start : direct(from, way.azimuth, (way.length * place) / count)));
}

/** Vincenty's inverse solution. */
function inverse(one: Place, other: Place): { length: number; azimuth: number } {
  const reduced = (place: Place): number => Math.atan((1 - FLATTENING) * Math.tan(place.latitude * RADIANS));
  const [u1, u2] = [reduced(one), reduced(other)];
  const [sin1, cos1, sin2, cos2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  const turn = Math.PI * 2;
  let apart = (other.longitude - one.longitude) * RADIANS;
  apart -= turn * Math.round(apart / turn);
  let lambda = apart;
  for (let round = 0; ; round += 1) {
    const [sinL, cosL] = [Math.sin(lambda), Math.cos(lambda)];
    const sinS = Math.hypot(cos2 * sinL, cos1 * sin2 - sin1 * cos2 * cosL);
    const cosS = sin1 * sin2 + cos1 * cos2 * cosL;
    const sigma = Math.atan2(sinS, cosS);
    const sinA = sinS === 0 ? 0 : (cos1 * cos2 * sinL) / sinS;
    const cosA2 = 1 - sinA * sinA;
    const middle = cosA2 === 0 ? 0 : cosS - (2 * sin1 * sin2) / cosA2;
    const c = (FLATTENING / 16) * cosA2 * (4 + FLATTENING * (4 - 3 * cosA2));
    const next = apart + (1 - c) * FLATTENING * sinA * (sigma + c * sinS * (middle + c * cosS * (2 * middle * middle - 1)));
    if (Math.abs(next - lambda) > 1e-14 && round < 200) {
      lambda = next;
      continue;
    }
    const { a, b } = series(cosA2);
    const stray = b * sinS * (middle + (b / 4) * (cosS * (2 * middle * middle - 1) - (b / 6) * middle * (4 * sinS * sinS - 3) * (4 * middle * middle - 3)));
    return { length: POLAR_M * a * (sigma - stray), azimuth: Math.atan2(cos2 * sinL, cos1 * sin2 - sin1 * cos2 * cosL) };
  }
}

function series(cosA2: number): { a: number; b: number } {
  const u = (cosA2 * (EQUATOR_M * EQUATOR_M - POLAR_M * POLAR_M)) / (POLAR_M * POLAR_M);
  return {
    a: 1 + (u / 16384) * (4096 + u * (-768 + u * (320 - 175 * u))),
    b: (u / 1024) * (256 + u * (-128 + u * (74 - 47 * u))),
  };
}

/** Vincenty's direct solution. */
function direct(from: Place, azimuth: number, length: number): Vector {
  const u1 = Math.atan((1 - FLATTENING) * Math.tan(from.latitude * RADIANS));
  const [sin1, cos1, sinZ, cosZ] = [Math.sin(u1), Math.cos(u1), Math.sin(azimuth), Math.cos(azimuth)];
  const start = Math.atan2(Math.tan(u1), cosZ);
  const sinA = cos1 * sinZ;
  const cosA2 = 1 - sinA * sinA;
  const { a, b } = series(cosA2);
  let sigma = length / (POLAR_M * a);
  for (let round = 0; round < 200; round += 1) {
    const middle = Math.cos(2 * start + sigma);
    const [sinS, cosS] = [Math.sin(sigma), Math.cos(sigma)];
    const stray = b * sinS * (middle + (b / 4) * (cosS * (2 * middle * middle - 1) - (b / 6) * middle * (4 * sinS * sinS - 3) * (4 * middle * middle - 3)));
    const next = length / (POLAR_M * a) + stray;
    const done = Math.abs(next - sigma) < 1e-14;
    sigma = next;
    if (done) break;
  }
  const [sinS, cosS, middle] = [Math.sin(sigma), Math.cos(sigma), Math.cos(2 * start + sigma)];
  const latitude = Math.atan2(sin1 * cosS + cos1 * sinS * cosZ, (1 - FLATTENING) * Math.hypot(sinA, sin1 * sinS - cos1 * cosS * cosZ));
  const lambda = Math.atan2(sinS * sinZ, cos1 * cosS - sin1 * sinS * cosZ);
  const c = (FLATTENING / 16) * cosA2 * (4 + FLATTENING * (4 - 3 * cosA2));
  const apart = lambda - (1 - c) * FLATTENING * sinA * (sigma + c * sinS * (middle + c * cosS * (2 * middle * middle - 1)));
  return vector(latitude, from.longitude * RADIANS + apart);
}

function turn(a: Spot, b: Spot, c: Spot): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

function distance(spot: Spot, piece: Piece): number {
  const [dx, dy] = [piece.to.x - piece.from.x, piece.to.y - piece.from.y];
  const square = dx * dx + dy * dy;
  const along = square > 0 ? ((spot.x - piece.from.x) * dx + (spot.y - piece.from.y) * dy) / square : 0;
  const held = Math.min(1, Math.max(0, along));
  return Math.hypot(spot.x - piece.from.x - held * dx, spot.y - piece.from.y - held * dy);
}

function follows(one: Piece, other: Piece): boolean {
  return one.ring === other.ring && (one.place + 1) % one.of === other.place;
}

function touch(one: Piece, other: Piece): boolean {
  const [before, after] = follows(one, other) ? [one, other] : [other, one];
  // Neighbours share an end: they must not double back.
  if (follows(before, after)) return distance(after.to, before) <= TOUCH_M || distance(before.from, after) <= TOUCH_M;
  const apart = (a: Piece, b: Piece): boolean => turn(a.from, a.to, b.from) > 0 !== turn(a.from, a.to, b.to) > 0;
  if (apart(one, other) && apart(other, one)) return true;
  return [distance(one.from, other), distance(one.to, other), distance(other.from, one), distance(other.to, one)].some((m) => m <= TOUCH_M);
}

/** Whether any two pieces cross or touch. Squares about as large as a piece keep far pieces from being compared. */
function meet(pieces: readonly Piece[]): boolean {
  const [xs, ys] = [pieces.map((piece) => piece.from.x), pieces.map((piece) => piece.from.y)];
  const extent = (all: readonly number[]): number => all.reduce((a, b) => Math.max(a, b), -Infinity) - all.reduce((a, b) => Math.min(a, b), Infinity);
  const lengths = pieces.reduce((sum, piece) => sum + Math.hypot(piece.to.x - piece.from.x, piece.to.y - piece.from.y), 0);
  const side = Math.max(lengths / pieces.length, Math.max(extent(xs), extent(ys)) / 2_000, 4 * TOUCH_M);
  const squares = new Map<number, number[]>();
  for (const [number, piece] of pieces.entries()) {
    for (const square of crossed(piece, side)) {
      const others = squares.get(square) ?? [];
      if (others.some((other) => touch(pieces[other] as Piece, piece))) return true;
      others.push(number);
      squares.set(square, others);
    }
  }
  return false;
}

/** The squares that a piece passes, and those beside its ends. */
function crossed(piece: Piece, side: number): Set<number> {
  const [dx, dy] = [piece.to.x - piece.from.x, piece.to.y - piece.from.y];
  const steps = Math.max(1, Math.ceil((2 * Math.max(Math.abs(dx), Math.abs(dy))) / side));
  const found = new Set<number>();
  for (let step = 0; step <= steps; step += 1) {
    const [x, y] = [piece.from.x + (dx * step) / steps, piece.from.y + (dy * step) / steps];
    for (const [right, up] of [[-0.5, -0.5], [-0.5, 0.5], [0.5, -0.5], [0.5, 0.5]] as const) {
      found.add(Math.floor(x / side + right) * 67_108_864 + Math.floor(y / side + up));
    }
  }
  return found;
}

/** Whether a hole lies in the shell and in no other hole. */
function isInside(ring: readonly Place[], number: number, pieces: readonly Piece[], rings: readonly unknown[]): boolean {
  const own = pieces.find((piece) => piece.ring === number);
  if (own === undefined || ring.length === 0) return false;
  const within = (other: number): boolean => {
    let inside = false;
    for (const piece of pieces) {
      if (piece.ring !== other || piece.from.y > own.from.y === piece.to.y > own.from.y) continue;
      const left = turn(piece.from, piece.to, own.from) > 0;
      if (left === piece.to.y > piece.from.y) inside = !inside;
    }
    return inside;
  };
  return rings.every((_, other) => other === number || within(other) === (other === 0));
}
