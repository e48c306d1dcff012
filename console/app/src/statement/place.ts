/**
 * Places, windows and volumes as statements write them: 1e-7 degree, decimetres, microseconds (docs/spec/statement.cddl,
 * "space and time").
 */

import { fields, type Item } from './cbor.ts';

/** A position in degrees, WGS 84. */
export interface Position {
  lat: number;
  lon: number;
}

/** From when until when, half-open. */
export interface Window {
  from: Date;
  until: Date;
}

/** A disc, an area or a way. */
export type Footprint =
  | { kind: 'circle'; centre: Position; radius_m: number }
  | { kind: 'polygon'; ring: Position[] }
  | { kind: 'areas'; polygons: Position[][][] }
  | { kind: 'line'; line: Position[]; half_width_m: number };

/** Lower and upper edge in metres above the ellipsoid; where there are none, all heights. */
export type Heights = [number, number];

/** A footprint with its window. */
export interface Volume {
  footprint: Footprint;
  window: Window;
  altitude_m?: Heights;
  precision_m?: number;
}

/** Where people stay. */
export interface SitePlace {
  footprint: Footprint;
  altitude_m?: Heights;
  from: Date;
  until?: Date;
  precision_m?: number;
  buffer_m: number;
}

/** A part of a way with its window. */
export interface Leg {
  line: Position[];
  half_width_m: number;
  altitude_m?: Heights;
  window: Window;
}

/** A place where a movement may wait. */
export interface HoldingPoint {
  centre: Position;
  radius_m: number;
  window: Window;
}

/** Where people move. */
export interface MovementPlace {
  legs: Leg[];
  holdingPoints: HoldingPoint[];
  precision_m?: number;
  buffer_m: number;
}

/** Degrees in 1e-7, the meridian of 180° once, poles without a longitude. */
export function position({ lat, lon }: Position): Item {
  const lat7 = Math.round(lat * 1e7);
  let lon7 = Math.round(lon * 1e7);
  if (Math.abs(lat7) > 900_000_000 || Math.abs(lon7) > 1_800_000_000) throw new RangeError('a position outside the globe');
  if (lon7 === -1_800_000_000) lon7 = 1_800_000_000;
  if (Math.abs(lat7) === 900_000_000) lon7 = 0;
  return [lat7, lon7];
}

/** Metres in decimetres, rounded up: nothing becomes smaller than it was said to be. */
export function decimetres(metres: number): number {
  const length = Math.ceil(metres * 10 - 1e-6);
  if (!(length >= 0 && length <= 10_000_000)) throw new RangeError('a length from 0 to 1,000 km');
  return length;
}

/** How long, in microseconds. */
export function lasting(ms: number): bigint {
  return BigInt(Math.round(ms)) * 1000n;
}

/** A moment in microseconds since 1970. */
export function instant(time: Date): bigint {
  return BigInt(time.getTime()) * 1000n;
}

export function window({ from, until }: Window): Item {
  if (!(from < until)) throw new RangeError('a window that ends before it begins');
  return [instant(from), instant(until)];
}

function circle(centre: Position, radius_m: number): Item {
  return [position(centre), decimetres(radius_m)];
}

function line(of: Position[], half_width_m: number): Item {
  return [of.map(position), decimetres(half_width_m)];
}

export function footprint(shape: Footprint): Item {
  switch (shape.kind) {
    case 'circle':
      return [0, circle(shape.centre, shape.radius_m)];
    case 'polygon':
      return [1, [[shape.ring.map(position)]]];
    case 'areas':
      // Shells with their holes, as a boundary has them; the last corner of a ring is not said twice.
      return [1, shape.polygons.map((rings) => rings.map((ring) => ring.map(position)))];
    case 'line':
      return [2, line(shape.line, shape.half_width_m)];
  }
}

/** Heights in decimetres, outward. */
function heights(of: Heights | undefined): Item | undefined {
  return of && [Math.floor(of[0] * 10 + 1e-6), Math.ceil(of[1] * 10 - 1e-6)];
}

export function volume(of: Volume): Item {
  return fields({
    0: footprint(of.footprint),
    1: heights(of.altitude_m),
    2: window(of.window),
    3: of.precision_m === undefined ? undefined : decimetres(of.precision_m),
  });
}

export function sitePlace(of: SitePlace): Item {
  return fields({
    0: footprint(of.footprint),
    1: heights(of.altitude_m),
    2: instant(of.from),
    3: of.until && instant(of.until),
    4: of.precision_m === undefined ? undefined : decimetres(of.precision_m),
    5: decimetres(of.buffer_m),
  });
}

export function movementPlace(of: MovementPlace): Item {
  return fields({
    0: of.legs.map((leg) => fields({ 0: line(leg.line, leg.half_width_m), 1: heights(leg.altitude_m), 2: window(leg.window) })),
    1: of.holdingPoints.map((point) => fields({ 0: circle(point.centre, point.radius_m), 1: window(point.window) })),
    2: of.precision_m === undefined ? undefined : decimetres(of.precision_m),
    3: decimetres(of.buffer_m),
  });
}

/** The cells of a place, with its times. */
export function cellPlace(of: { step_e7: number; cells: [number, number][] }, from: Date, until: Date | undefined): Item {
  return fields({ 0: of.step_e7, 1: of.cells, 2: instant(from), 3: until && instant(until) });
}
