/**
 * Shapes for drawing: discs, corridors and cells of stated precision as rings of positions.
 *
 * For the eye alone. What overlaps what is the register's to say, on the ellipsoid; this uses a sphere and rounds outward.
 */

import type { PlacedView, ShapeView } from '../register/api.gen.ts';

export type LonLat = [number, number];
export type Ring = LonLat[];

const EARTH_M = 6_371_008.8;
const STEPS = 64;

/** The point so far from another in a direction, in degrees from north. */
export function beyond([lon, lat]: LonLat, metres: number, bearing: number): LonLat {
  const [d, b, y] = [metres / EARTH_M, (bearing * Math.PI) / 180, (lat * Math.PI) / 180];
  const north = Math.asin(Math.sin(y) * Math.cos(d) + Math.cos(y) * Math.sin(d) * Math.cos(b));
  const east = Math.atan2(Math.sin(b) * Math.sin(d) * Math.cos(y), Math.cos(d) - Math.sin(y) * Math.sin(north));
  return [lon + (east * 180) / Math.PI, (north * 180) / Math.PI];
}

/** A disc; of few steps, where many are drawn, it reaches a little farther rather than not so far. */
export function disc(centre: LonLat, metres: number, steps = STEPS): Ring {
  const reach = steps < STEPS ? metres / Math.cos(Math.PI / steps) : metres;
  const ring = Array.from({ length: steps }, (_, step) => beyond(centre, reach, (step * 360) / steps));
  return [...ring, ring[0] as LonLat];
}

function bearing([lon1, lat1]: LonLat, [lon2, lat2]: LonLat): number {
  const [y1, y2, x] = [lat1, lat2, lon2 - lon1].map((degrees) => (degrees * Math.PI) / 180) as [number, number, number];
  return (Math.atan2(Math.sin(x) * Math.cos(y2), Math.cos(y1) * Math.sin(y2) - Math.sin(y1) * Math.cos(y2) * Math.cos(x)) * 180) / Math.PI;
}

/** A way with its half-width: a strip for each piece and a disc at each bend. */
export function corridor(line: LonLat[], metres: number, steps = STEPS): Ring[] {
  const strips = line.slice(1).map((to, at): Ring => {
    const from = line[at] as LonLat;
    const along = bearing(from, to);
    const corners = [beyond(from, metres, along - 90), beyond(to, metres, along - 90), beyond(to, metres, along + 90), beyond(from, metres, along + 90)];
    return [...corners, corners[0] as LonLat];
  });
  return [...strips, ...line.map((at) => disc(at, metres, steps))];
}

/** A square cell by its south-west corner. */
export function cell([lon, lat]: LonLat, step: number): Ring {
  return [[lon, lat], [lon + step, lat], [lon + step, lat + step], [lon, lat + step], [lon, lat]];
}

/** A shape with so much around it, as polygons. */
export function outline(shape: ShapeView, around_m = 0, steps = STEPS): Ring[][] {
  const geometry = shape.geometry;
  switch (geometry.type) {
    case 'Point':
      return [[disc(geometry.coordinates as LonLat, Math.max((shape.radius_m ?? 0) + around_m, 1), steps)]];
    case 'LineString':
      return corridor(geometry.coordinates as LonLat[], Math.max((shape.half_width_m ?? 0) + around_m, 1), steps).map((ring) => [ring]);
    default: {
      const polygons = geometry.coordinates as LonLat[][][];
      if (around_m === 0) return polygons;
      return polygons.flatMap((polygon) => (polygon[0] ? corridor(polygon[0], around_m, steps).map((ring) => [ring]) : []));
    }
  }
}

/** What of a place is drawn, and how exactly it was told. */
export interface Drawn {
  resolution: 'exact' | 'cell' | 'existence' | 'none';
  /** The place itself. */
  shapes: ShapeView[];
  /** Where it is told in cells. */
  cells: Ring[];
  precision_m: number | undefined;
  buffer_m: number | undefined;
  from: string | undefined;
  until: string | undefined;
  /** The zone, where nothing finer was told. */
  zone: string | undefined;
}

type Open<T> = Exclude<T, { sealed: string }>;

function opened<T>(sealed: T | null | undefined): Open<T> | undefined {
  if (sealed === null || sealed === undefined) return undefined;
  return typeof sealed === 'object' && 'sealed' in sealed ? undefined : (sealed as Open<T>);
}

const NOTHING: Drawn = { resolution: 'none', shapes: [], cells: [], precision_m: undefined, buffer_m: undefined, from: undefined, until: undefined, zone: undefined };

/** What of a notification is drawn: as it was told, and its latest way. */
export function drawn(placed: PlacedView): Drawn {
  const says = placed.says;
  if ('nil' in says) {
    const area = opened(says.nil.area);
    if (!area) return NOTHING;
    return { ...NOTHING, resolution: 'exact', shapes: [area], precision_m: area.precision_m ?? undefined, from: area.from, until: area.until };
  }
  const place = placed.way?.place ?? ('site' in says ? says.site.place : says.movement.place);
  const exact = opened(place.exact);
  if (exact) {
    const rest = { precision_m: exact.precision_m ?? undefined, buffer_m: exact.buffer_m };
    if ('legs' in exact) {
      const shapes = [...exact.legs, ...exact.holding_points];
      return { ...NOTHING, ...rest, resolution: 'exact', shapes, from: exact.legs[0]?.from, until: exact.legs.at(-1)?.until };
    }
    return { ...NOTHING, ...rest, resolution: 'exact', shapes: [exact], from: exact.from, until: exact.until ?? undefined };
  }
  const cells = opened(place.cell);
  if (cells) {
    const rings = cells.south_west_corners.map((corner) => cell(corner as LonLat, cells.step_deg));
    return { ...NOTHING, resolution: 'cell', cells: rings, from: cells.from, until: cells.until ?? undefined };
  }
  const existence = opened(place.existence);
  if (existence) return { ...NOTHING, resolution: 'existence', from: existence.from, until: existence.until ?? undefined, zone: existence.zone.id };
  return NOTHING;
}

export type Box = [number, number, number, number];

/** The box around rings: west, south, east, north. */
export function box(rings: Ring[]): Box | undefined {
  let found: Box | undefined;
  for (const ring of rings)
    for (const [lon, lat] of ring)
      found = found ? [Math.min(found[0], lon), Math.min(found[1], lat), Math.max(found[2], lon), Math.max(found[3], lat)] : [lon, lat, lon, lat];
  return found;
}

/** Whether two boxes touch. A filter by it shows rather too much than too little. */
export function meet(a: Box, b: Box): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}
