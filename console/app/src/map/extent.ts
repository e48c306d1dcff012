/**
 * How far apart two shapes are, never more than they are: for what a page warns of and for the cells that a place is told
 * in, where too near is careful and too far is not.
 *
 * Edges are followed in short pieces on the sphere; lengths are those of the shortest degrees of the ellipsoid. What
 * overlaps what is the register's to say, and not here.
 */

import type { ShapeView } from '../register/api.gen.ts';
import type { Footprint, Position } from '../statement/place.ts';

/** Metres of the shortest degree of latitude, and of longitude at the equator less what the ellipsoid may take. */
const LAT_M = 110_574;
const LON_M = 111_000;
const EARTH_M = 6_371_008.8;
/** Longest piece of an edge. */
const PIECE_M = 4_000;
/** How far a geodesic may leave the great circle, of its length; and rounding, in metres. */
const STRAY = 0.001;
const ROUNDING_M = 2;

/** Lines and filled rings, and how far beyond them it reaches. */
export interface Extent {
  lines: Position[][];
  areas: Position[][];
  reach_m: number;
}

/** The extent of a footprint with so much around it. */
export function extent(of: Footprint, around_m = 0): Extent {
  switch (of.kind) {
    case 'circle':
      return { lines: [[of.centre]], areas: [], reach_m: of.radius_m + around_m + ROUNDING_M };
    case 'line':
      return { lines: [along(of.line)], areas: [], reach_m: of.half_width_m + around_m + slack(of.line) };
    case 'polygon':
      return { lines: [], areas: [along([...of.ring, of.ring[0] ?? { lat: 0, lon: 0 }])], reach_m: around_m + slack(of.ring) };
    case 'areas': {
      // Holes are taken as filled: what may be inside is looked at.
      const shells = of.polygons.flatMap((rings) => rings.slice(0, 1));
      const areas = shells.map((shell) => along([...shell, ...shell.slice(0, 1)]));
      return { lines: [], areas, reach_m: around_m + Math.max(0, ...shells.map(slack)) };
    }
  }
}

/** The extents of a shape as the API tells it. Of polygons the holes are left out: rather too near than too far. */
export function extentsOf(shape: ShapeView, around_m = 0): Extent[] {
  const at = ([lon = 0, lat = 0]: readonly number[]): Position => ({ lat, lon });
  const { type, coordinates } = shape.geometry as { type: string; coordinates: unknown };
  if (type === 'Point') return [extent({ kind: 'circle', centre: at(coordinates as number[]), radius_m: shape.radius_m ?? 0 }, around_m)];
  if (type === 'LineString') return [extent({ kind: 'line', line: (coordinates as number[][]).map(at), half_width_m: shape.half_width_m ?? 0 }, around_m)];
  return (coordinates as number[][][][]).map((polygon) => extent({ kind: 'polygon', ring: (polygon[0] ?? []).slice(0, -1).map(at) }, around_m));
}

function slack(of: Position[]): number {
  const longest = of.slice(1).reduce((most, to, at) => Math.max(most, distance(of[at] ?? to, to)), 0);
  return longest * STRAY + ROUNDING_M;
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** The great circle's length. */
export function distance(a: Position, b: Position): number {
  const [y1, y2, x] = [radians(a.lat), radians(b.lat), radians(b.lon - a.lon)];
  const h = Math.sin((y2 - y1) / 2) ** 2 + Math.cos(y1) * Math.cos(y2) * Math.sin(x / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** A longitude on the same turn as another. */
function near(lon: number, to: number): number {
  return lon + 360 * Math.round((to - lon) / 360);
}

/** A line in short pieces along great circles, its longitudes without a break. */
export function along(line: Position[]): Position[] {
  const out: Position[] = [];
  for (const to of line) {
    const from = out.at(-1);
    if (!from) {
      out.push(to);
      continue;
    }
    const metres = distance(from, to);
    const pieces = Math.max(1, Math.ceil(metres / PIECE_M));
    const angle = metres / EARTH_M;
    for (let piece = 1; piece < pieces; piece++) {
      const [a, b] = [Math.sin((1 - piece / pieces) * angle) / Math.sin(angle), Math.sin((piece / pieces) * angle) / Math.sin(angle)];
      const [p, q] = [unit(from), unit(to)];
      const [x, y, z] = [a * p[0] + b * q[0], a * p[1] + b * q[1], a * p[2] + b * q[2]];
      const lon = (Math.atan2(y, x) * 180) / Math.PI;
      out.push({ lat: (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI, lon: near(lon, out.at(-1)?.lon ?? lon) });
    }
    out.push({ lat: to.lat, lon: near(to.lon, out.at(-1)?.lon ?? to.lon) });
  }
  return out;
}

function unit({ lat, lon }: Position): [number, number, number] {
  const [y, x] = [radians(lat), radians(lon)];
  return [Math.cos(y) * Math.cos(x), Math.cos(y) * Math.sin(x), Math.sin(y)];
}

type Point = [number, number];

/** A plane in which nothing is farther apart than it is: degrees of the least length, of longitude at the higher latitude. */
class Plane {
  readonly #lon: number;
  readonly #scale: number;

  constructor(lon: number, ...latitudes: number[]) {
    this.#lon = lon;
    this.#scale = LON_M * Math.cos(radians(Math.min(89.9, Math.max(...latitudes.map(Math.abs)))));
  }

  of({ lat, lon }: Position): Point {
    return [(near(lon, this.#lon) - this.#lon) * this.#scale, lat * LAT_M];
  }
}

/** The pieces that its lines and rims are made of. */
export function pieces(of: Extent): [Position, Position][] {
  return [...of.lines, ...of.areas].flatMap((line) => {
    const first = line[0];
    if (line.length === 1 && first) return [[first, first] as [Position, Position]];
    return line.slice(1).map((to, at): [Position, Position] => [line[at] ?? to, to]);
  });
}

/** How far apart two shapes are at least, in metres; 0 where they may touch. */
export function apart(a: Extent, b: Extent): number {
  if (holds(a, b) || holds(b, a)) return 0;
  let least = Infinity;
  const others = pieces(b);
  for (const [p, q] of pieces(a))
    for (const [r, s] of others) {
      const plane = new Plane(p.lon, p.lat, q.lat, r.lat, s.lat);
      least = Math.min(least, segments(plane.of(p), plane.of(q), plane.of(r), plane.of(s)));
      if (least === 0) return 0;
    }
  return Math.max(0, least - a.reach_m - b.reach_m);
}

/** Whether a filled ring of one has the first point of a part of the other in it. */
function holds(a: Extent, b: Extent): boolean {
  const points = [...b.lines, ...b.areas].flatMap((line) => line.slice(0, 1));
  return a.areas.some((ring) => points.some((point) => inside(ring, point)));
}

/** Whether a ring has a point in it. */
export function inside(ring: Position[], at: Position): boolean {
  let found = false;
  for (const [place, b] of ring.entries()) {
    const a = ring[(place + ring.length - 1) % ring.length] ?? b;
    const [x1, x2] = [near(a.lon, at.lon), near(b.lon, at.lon)];
    if (a.lat > at.lat !== b.lat > at.lat && at.lon < ((x2 - x1) * (at.lat - a.lat)) / (b.lat - a.lat) + x1) found = !found;
  }
  return found;
}

function segments(p: Point, q: Point, r: Point, s: Point): number {
  const cross = (o: Point, a: Point, b: Point): number => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  const meet = cross(p, q, r) * cross(p, q, s) < 0 && cross(r, s, p) * cross(r, s, q) < 0;
  return meet ? 0 : Math.min(foot(p, r, s), foot(q, r, s), foot(r, p, q), foot(s, p, q));
}

function foot(at: Point, a: Point, b: Point): number {
  const [x, y] = [b[0] - a[0], b[1] - a[1]];
  const whole = x * x + y * y;
  const share = whole === 0 ? 0 : Math.min(1, Math.max(0, ((at[0] - a[0]) * x + (at[1] - a[1]) * y) / whole));
  return Math.hypot(at[0] - a[0] - share * x, at[1] - a[1] - share * y);
}
