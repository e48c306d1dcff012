/** Positions as people write and read them: decimal degrees, and degrees with minutes and seconds. */

import type { Position } from '../statement/place.ts';

/** A position in decimal degrees, as it is read from the register. */
export function decimal({ lat, lon }: Position): string {
  return `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
}

function sexagesimal(degrees: number, signs: [string, string]): string {
  const tenths = Math.round(Math.abs(degrees) * 36_000);
  const [d, m, s] = [Math.floor(tenths / 36_000), Math.floor(tenths / 600) % 60, (tenths % 600) / 10];
  return `${d}°${String(m).padStart(2, '0')}′${s.toFixed(1).padStart(4, '0')}″${degrees < 0 ? signs[1] : signs[0]}`;
}

/** A position in degrees, minutes and seconds. */
export function dms({ lat, lon }: Position): string {
  return `${sexagesimal(lat, ['N', 'S'])} ${sexagesimal(lon, ['E', 'W'])}`;
}

const NUMBER = String.raw`[+-]?\d{1,3}(?:\.\d+)?`;
const DECIMAL = new RegExp(String.raw`^\s*(${NUMBER})\s*°?\s*([NS])?\s*[,;\s]\s*(${NUMBER})\s*°?\s*([EW])?\s*$`, 'iu');
const PART = String.raw`(\d{1,3})\s*°\s*(?:(\d{1,2})\s*['′]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*["″]\s*)?`;
const DMS = new RegExp(String.raw`^\s*${PART}([NS])\s*[,;]?\s*${PART}([EW])\s*$`, 'iu');

/** What was read, and how far the true place may lie from it by its notation alone. */
export interface Read extends Position {
  precision_m: number;
}

/** A position in either notation; nothing where it is none. */
export function read(text: string): Read | undefined {
  const plain = DECIMAL.exec(text);
  if (plain) {
    const [, lat = '', south, lon = '', west] = plain;
    const at = { lat: Number(lat) * sign(south, 'S'), lon: Number(lon) * sign(west, 'W') };
    return within(at, Math.max(step(lat), step(lon)));
  }
  const full = DMS.exec(text);
  if (!full) return undefined;
  const [, d1 = '', m1, s1, ns, d2 = '', m2, s2, ew] = full;
  if ([m1, s1, m2, s2].some((part) => Number(part ?? 0) >= 60)) return undefined;
  const at = { lat: sum(d1, m1, s1) * sign(ns, 'S'), lon: sum(d2, m2, s2) * sign(ew, 'W') };
  return within(at, Math.max(finest(m1, s1), finest(m2, s2)));
}

function sum(d: string, m: string | undefined, s: string | undefined): number {
  return Number(d) + Number(m ?? 0) / 60 + Number(s ?? 0) / 3600;
}

function sign(letter: string | undefined, negative: string): 1 | -1 {
  return letter?.toUpperCase() === negative ? -1 : 1;
}

/** One of the last place written, in degrees. */
function step(number: string): number {
  return 10 ** -(number.split('.')[1]?.length ?? 0);
}

function finest(m: string | undefined, s: string | undefined): number {
  if (s !== undefined) return step(s) / 3600;
  return m === undefined ? 1 : 1 / 60;
}

function within(at: Position, step_deg: number): Read | undefined {
  if (Math.abs(at.lat) > 90 || Math.abs(at.lon) > 180) return undefined;
  // Half a step either way in both directions, and never finer than it was written.
  return { ...at, precision_m: Math.ceil(step_deg * 0.5 * 111_700 * Math.SQRT2 * 10) / 10 };
}
