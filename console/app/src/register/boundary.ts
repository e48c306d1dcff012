/** A zone's boundary as it is said, and shapes of the API as statements take them. */

import type { SaidBoundary, ShapeView, ZoneView } from './api.gen.ts';
import type { Footprint, Position } from '../statement/place.ts';

/** A shape of the API as a footprint: the same corners, to the last digit. */
export function footprintOf(shape: ShapeView): Footprint {
  const at = ([lon, lat]: number[]): Position => ({ lat: lat ?? 0, lon: lon ?? 0 });
  const geometry = shape.geometry;
  switch (geometry.type) {
    case 'Point':
      return { kind: 'circle', centre: at(geometry.coordinates), radius_m: shape.radius_m ?? 0 };
    case 'LineString':
      return { kind: 'line', line: geometry.coordinates.map(at), half_width_m: shape.half_width_m ?? 0 };
    default:
      // The API closes each ring; a statement does not.
      return { kind: 'areas', polygons: geometry.coordinates.map((rings) => rings.map((ring) => ring.slice(0, -1).map(at))) };
  }
}

/** The agreed boundary that was said last and holds at a moment; nothing where there is none with an area. */
export function agreedAt(zone: ZoneView | undefined, time: number): SaidBoundary | undefined {
  return zone?.boundaries.findLast((one) => one.status === 'agreed' && one.area && holdsAt(one, time));
}

/** Whether a boundary holds at a moment, by its own dates. */
export function holdsAt(boundary: SaidBoundary, time: number): boolean {
  return Date.parse(boundary.from) <= time && (!boundary.until || time < Date.parse(boundary.until));
}
