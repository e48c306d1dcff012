/** A shape that the register shows, as a statement says it: what stays as it was is said again to the digit. */

import type { LonLat } from '../../map/ground.ts';
import type { ShapeView } from '../../register/api.gen.ts';
import type { Footprint, Position } from '../../statement/place.ts';

const position = ([lon, lat]: LonLat): Position => ({ lat, lon });

/** The shape that was told. */
export function footprintOf(shape: ShapeView): Footprint {
  const { type, coordinates } = shape.geometry as { type: string; coordinates: unknown };
  if (type === 'Point') return { kind: 'circle', centre: position(coordinates as LonLat), radius_m: shape.radius_m ?? 0 };
  if (type === 'LineString') return { kind: 'line', line: (coordinates as LonLat[]).map(position), half_width_m: shape.half_width_m ?? 0 };
  // The last corner of a ring is its first, which a statement does not say twice.
  return { kind: 'areas', polygons: (coordinates as LonLat[][][]).map((rings) => rings.map((ring) => ring.slice(0, -1).map(position))) };
}
