/** Places, ways and holding points as people type them, understood. Not here: fields for typing them. */

import type { Footprint, Position } from '../statement/place.ts';
import type { Area, Written } from '../shape/AreaField.svelte';
import { read, readAll, type Read } from './notation.ts';

/** Most metres of a length that the register takes. */
export const MAX_M = 1_000_000;

/** Every position, or nothing where one of them is none. */
export function positions(text: string, least: number): Read[] | undefined {
  const all = readAll(text);
  const sound = all.filter((at) => at !== undefined);
  return sound.length === all.length && sound.length >= least ? sound : undefined;
}

/** How far the true places may lie from those written. */
export function precisionOf(all: readonly Read[]): number {
  return Math.max(...all.map((at) => at.precision_m));
}

/** A typed place; nothing while it is none. */
export function areaOf({ how, text, radius, corners }: Written, unit_m: number): Area | undefined {
  if (how === 'circle') {
    const at = read(text);
    const radius_m = (radius ?? -1) * unit_m;
    return at && radius_m >= 0 && radius_m <= MAX_M ? { footprint: { kind: 'circle', centre: plain(at), radius_m }, precision_m: at.precision_m } : undefined;
  }
  if (how === 'line') {
    const line = positions(corners, 2);
    const half_width_m = (radius ?? -1) * unit_m;
    return line && half_width_m >= 0 && half_width_m <= MAX_M ? { footprint: { kind: 'line', line: line.map(plain), half_width_m }, precision_m: precisionOf(line) } : undefined;
  }
  const ring = positions(corners, 3);
  return ring && { footprint: { kind: 'polygon', ring: ring.map(plain) }, precision_m: precisionOf(ring) };
}

/** A position without how it was written. */
export function plain({ lat, lon }: Position): Position {
  return { lat, lon };
}

const closed = (ring: Position[]): Position[] => [...ring, ...ring.slice(0, 1)];

/** A footprint as shapes for the map are given. */
export function shapeOf(footprint: Footprint): { geometry: { type: 'Point'; coordinates: [number, number] } | { type: 'LineString'; coordinates: [number, number][] } | { type: 'MultiPolygon'; coordinates: [number, number][][][] }; radius_m?: number; half_width_m?: number } {
  const at = ({ lat, lon }: Position): [number, number] => [lon, lat];
  switch (footprint.kind) {
    case 'circle':
      return { geometry: { type: 'Point', coordinates: at(footprint.centre) }, radius_m: footprint.radius_m };
    case 'line':
      return { geometry: { type: 'LineString', coordinates: footprint.line.map(at) }, half_width_m: footprint.half_width_m };
    case 'polygon':
      return { geometry: { type: 'MultiPolygon', coordinates: [[closed(footprint.ring).map(at)]] } };
    case 'areas':
      return { geometry: { type: 'MultiPolygon', coordinates: footprint.polygons.map((rings) => rings.map((ring) => closed(ring).map(at))) } };
  }
}
