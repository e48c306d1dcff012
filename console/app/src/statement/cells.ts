/**
 * The coarse cells of a fixed grid that a place touches, for telling it only roughly (docs/spec/geometry.md, section 9).
 *
 * The same steps are tried as by the command line. A cell too many tells less; one too few would not hold the place, and
 * the register would say so: so distances are never taken for longer than they are.
 */

import { apart, extent, pieces, type Extent } from '../map/extent.ts';
import type { Footprint } from './place.ts';

/** Steps tried, in 1e-7 degree, from about 11 km to about 1,100 km. */
const STEPS_E7 = [1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000, 50_000_000, 100_000_000];
/** Most cells of a place, and most that are looked at. */
const MAX_CELLS = 1_024;
const MAX_TRIED = 16_384;
/** Beyond these latitudes the console tells no cells. */
const POLEWARD = 84;

/** Cells by row and column, and the grid's step. */
export interface Cells {
  step_e7: number;
  cells: [number, number][];
}

/** The finest cells that are few enough; nothing where the place is too large, or by a pole. */
export function cellsOf(footprints: Footprint[], precision_m: number): Cells | undefined {
  const extents = footprints.map((footprint) => extent(footprint, precision_m));
  if (extents.some((one) => pieces(one).flat().some(({ lat }) => Math.abs(lat) > POLEWARD))) return undefined;
  for (const step_e7 of STEPS_E7) {
    const cells = touched(extents, step_e7);
    if (cells) return { step_e7, cells };
  }
  return undefined;
}

function touched(extents: Extent[], step_e7: number): [number, number][] | undefined {
  const found = new Map<string, [number, number]>();
  let tried = 0;
  for (const whole of extents) {
    // Piece by piece, so that a long way is not a large box; a filled ring once more as a whole.
    const parts: Extent[] = pieces(whole).map((piece) => ({ lines: [piece], areas: [], reach_m: whole.reach_m }));
    for (const part of [...parts, ...whole.areas.map((ring): Extent => ({ lines: [], areas: [ring], reach_m: whole.reach_m }))])
      for (const [row, column] of candidates(part, step_e7)) {
        const name = `${row} ${turned(column, step_e7)}`;
        if (found.has(name)) continue;
        if (++tried > MAX_TRIED) return undefined;
        if (apart(part, square(row, column, step_e7)) > 0) continue;
        found.set(name, [row, turned(column, step_e7)]);
        if (found.size > MAX_CELLS) return undefined;
      }
  }
  return [...found.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

/** The cells of the box around a part. */
function* candidates(part: Extent, step_e7: number): Generator<[number, number]> {
  const points = [...part.lines, ...part.areas].flat();
  const [latitudes, longitudes] = [points.map((at) => at.lat), points.map((at) => at.lon)];
  const up = part.reach_m / 110_000;
  const across = up / Math.cos((Math.min(89, Math.max(...latitudes.map(Math.abs)) + up) * Math.PI) / 180);
  const step = step_e7 / 1e7;
  const last = 90 / step - 1;
  const rows = [Math.min(...latitudes) - up, Math.max(...latitudes) + up].map((lat) => Math.min(last, Math.max(-last - 1, Math.floor(lat / step))));
  const columns = [Math.min(...longitudes) - across, Math.max(...longitudes) + across].map((lon) => Math.floor(lon / step));
  for (let row = rows[0] ?? 0; row <= (rows[1] ?? 0); row++) for (let column = columns[0] ?? 0; column <= (columns[1] ?? 0); column++) yield [row, column];
}

/** A column within the half turns. */
function turned(column: number, step_e7: number): number {
  const half = 1_800_000_000 / step_e7;
  return ((((column + half) % (2 * half)) + 2 * half) % (2 * half)) - half;
}

function square(row: number, column: number, step_e7: number): Extent {
  const step = step_e7 / 1e7;
  const [south, west] = [row * step, column * step];
  const ring = [[south, west], [south, west + step], [south + step, west + step], [south + step, west], [south, west]].map(([lat = 0, lon = 0]) => ({ lat, lon }));
  // A rim along a parallel is told as geodesics of a quarter of a degree, which leave it by less than 8 m.
  return { lines: [], areas: [ring], reach_m: 10 };
}
