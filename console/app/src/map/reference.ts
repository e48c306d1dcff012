/**
 * References to the grid of UTM: MGRS (`37S BV 73807 53555`, a square that is cut off and not rounded) and plain UTM
 * (`37 north 273808 3953556`). What is ambiguous is not read (docs/spec/import.md, "Coordinates").
 */

import type { Position } from '../statement/place.ts';
import { BANDS, FALSE_NORTHING_M, bandOf, edges, locate, unlocate } from './grid.ts';

/** Column letters of the three sets of zones; row letters, which begin five later in even zones. */
const COLUMNS = ['ABCDEFGH', 'JKLMNPQR', 'STUVWXYZ'];
const ROWS = 'ABCDEFGHJKLMNPQRSTUV';
const ROW_CYCLE_M = 2_000_000;
const SQUARE_M = 100_000;
/** Zones overlap by so much on each side. */
const OVERLAP_M = 40_000;
/** Least scale of the grid: a metre of it is at most so much longer on the ground. */
const LEAST_SCALE = 0.9996;

const MGRS = /^(\d{1,2})\s*([C-HJ-NP-X])\s*([A-HJ-NP-Z])\s*([A-HJ-NP-V])\s*(\d[\d\s]*)$/i;
const UTM = /^(?:UTM\s*)?(?:ZONE\s*)?(\d{1,2})\s*([A-Z]+)[\s,]\s*(\d{6}(?:\.\d{1,6})?)\s*m?\s*E?[\s,]\s*(\d{1,8}(?:\.\d{1,6})?)\s*m?\s*N?$/i;

/** What a reference names: the middle of its square, and how far from there the true place may be. */
export interface Square extends Position {
  precision_m: number;
}

/** A radius around the middle of a square that holds it, in decimetres upwards. */
function around(side_m: number): number {
  return Math.ceil(((side_m * Math.SQRT1_2) / LEAST_SCALE) * 10 + 0.2) / 10;
}

/** An MGRS reference of squares up to a kilometre; nothing where letters and square do not fit together. */
export function readMgrs(text: string): Square | undefined {
  const found = MGRS.exec(text.trim());
  if (!found) return undefined;
  const zone = Number(found[1]);
  const [band, column, row] = [found[2] ?? '', found[3] ?? '', found[4] ?? ''].map((letter) => letter.toUpperCase()) as [string, string, string];
  const digits = (found[5] ?? '').replace(/\s/g, '');
  const own = zone >= 1 && zone <= 60 ? edges(zone, band) : undefined;
  if (!own || digits.length % 2 === 1 || digits.length < 4 || digits.length > 10) return undefined;
  const side = SQUARE_M / 10 ** (digits.length / 2);
  const [east, north] = [digits.slice(0, digits.length / 2), digits.slice(digits.length / 2)].map((part) => Number(part) * side + side / 2) as [number, number];
  const at = (COLUMNS[(zone - 1) % 3] ?? '').indexOf(column);
  if (at < 0) return undefined;
  const easting_m = (at + 1) * SQUARE_M + east;
  const cycle_m = ((ROWS.indexOf(row) + ROWS.length - (zone % 2 === 0 ? 5 : 0)) % ROWS.length) * SQUARE_M + north;
  const south = -80 + 8 * BANDS.indexOf(band);
  const top = band === 'X' ? 84 : south + 8;
  // The one repetition of the row that lies in the band, give or take the square itself.
  const slack = side / 111_000;
  for (let cycle = -5; cycle <= 4; cycle++) {
    const north_m = cycle_m + cycle * ROW_CYCLE_M;
    if (Math.abs(north_m) >= 9_700_000) continue;
    const position = unlocate({ zone, easting_m, north_m });
    if (!(position.lat > south - slack && position.lat < top + slack)) continue;
    return isBeside(position, own, side) ? { ...position, precision_m: around(side) } : undefined;
  }
  return undefined;
}

/** Whether a place lies in its zone or the overlap granted beside it. */
function isBeside({ lat, lon }: Position, [west, east]: [number, number], side_m: number): boolean {
  const slack = (OVERLAP_M + side_m) / (111_320 * Math.max(Math.cos((lat * Math.PI) / 180), 0.05));
  const away = ((((lon - (west + east) / 2 + 180) % 360) + 360) % 360) - 180;
  return Math.abs(away) <= (east - west) / 2 + slack;
}

/** A UTM reference; a bare S after the zone is a hemisphere to some and a band to others, and not read. */
export function readUtm(text: string): Square | undefined {
  const [, zoned = '', letters = '', east = '', north = ''] = UTM.exec(text.trim()) ?? [];
  const zone = Number(zoned);
  const word = letters.toUpperCase();
  const isSouth = word === 'SOUTH' || (word.length === 1 && word !== 'S' && BANDS.includes(word) && word < 'N');
  const isNorth = word === 'NORTH' || (word.length === 1 && word !== 'S' && BANDS.includes(word) && word >= 'N');
  if (!(zone >= 1 && zone <= 60) || (!isSouth && !isNorth)) return undefined;
  const position = unlocate({ zone, easting_m: Number(east), north_m: Number(north) - (isSouth ? FALSE_NORTHING_M : 0) });
  const band = bandOf(position.lat);
  const own = band === undefined ? undefined : edges(zone, band);
  if (!own || !isBeside(position, own, 0) || position.lat < 0 !== isSouth) return undefined;
  // A band that is named is the band that it lies in; N alone is read as north by everybody.
  if (word.length === 1 && word !== 'N' && word !== band) return undefined;
  const side = Math.max(...[east, north].map((number) => 10 ** -(number.split('.')[1]?.length ?? 0)));
  return { ...position, precision_m: around(side) };
}

/** The square of so many digits either way that holds a position, as `37S BV 73807 53555`; nothing beyond the grid. */
export function writeMgrs(at: Position, digits = 5): string | undefined {
  const [band, located] = [bandOf(at.lat), locate(at)];
  if (band === undefined || !located) return undefined;
  // Micrometres, so that rounding noise does not push a place over a line of the grid.
  const micro = (metres: number): number => Math.round(metres * 1e6);
  const side = micro(SQUARE_M);
  const [easting, northing] = [micro(located.easting_m), ((micro(located.north_m) % micro(ROW_CYCLE_M)) + micro(ROW_CYCLE_M)) % micro(ROW_CYCLE_M)];
  const column = COLUMNS[(located.zone - 1) % 3]?.[Math.floor(easting / side) - 1] ?? '?';
  const row = ROWS[(Math.floor(northing / side) + (located.zone % 2 === 0 ? 5 : 0)) % 20] ?? '?';
  const unit = side / 10 ** digits;
  const [east, north] = [easting, northing].map((metres) => String(Math.floor((metres % side) / unit)).padStart(digits, '0'));
  return `${String(located.zone).padStart(2, '0')}${band} ${column}${row} ${east} ${north}`;
}

/** A position on the grid of UTM to a metre; nothing beyond the grid. */
export function writeUtm(at: Position): string | undefined {
  const located = locate(at);
  if (!located) return undefined;
  const isSouth = at.lat < 0;
  return `${located.zone} ${isSouth ? 'south' : 'north'} ${Math.round(located.easting_m)} ${Math.round(located.north_m + (isSouth ? FALSE_NORTHING_M : 0))}`;
}
