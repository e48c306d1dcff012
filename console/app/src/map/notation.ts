/**
 * Positions as people write and read them: decimal degrees, degrees with minutes and seconds, MGRS and UTM. A position is
 * never finer than its notation, and what can be read in two ways is not read.
 */

import type { Position } from '../statement/place.ts';
import { readMgrs, readUtm, writeMgrs } from './reference.ts';

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

/** How a position was written. */
export type Notation = 'decimal' | 'dms' | 'mgrs' | 'utm';

/** What was read, and how far the true place may lie from it by its notation alone. */
export interface Read extends Position {
  precision_m: number;
  notation: Notation;
}

/** A position in the notations that it was not written in, to be held against what was meant. */
export function others(at: Read): string[] {
  const all: [Notation, string | undefined][] = [
    ['decimal', decimal(at)],
    ['dms', dms(at)],
    ['mgrs', writeMgrs(at, at.precision_m > 700 ? 2 : at.precision_m > 70 ? 3 : at.precision_m > 7 ? 4 : 5)],
  ];
  return all.flatMap(([notation, text]) => (notation === at.notation || text === undefined ? [] : [text]));
}

/** Digits, signs and separators of other scripts as those that are read here. */
function plain(text: string): string {
  return text
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[\u2212\u2013\u2010\u2011]/g, '-')
    .replace(/\u066b/g, '.')
    .replace(/[\u060c\u061b]/g, ';')
    .replace(/[\u00a0\u2009\u202f]/g, ' ')
    .trim();
}

const NUMBER = String.raw`[+-]?\d{1,3}(?:\.\d+)?`;
const DECIMAL = new RegExp(String.raw`^(${NUMBER})\s*°?\s*(?:[,;]|\s)\s*(${NUMBER})\s*°?$`);
/** A hemisphere's letter behind both or before both; with letters there are no signs. */
const BEHIND = /^([\d.°º'′’"″”:\s-]+?)\s*([NS])\s*[,;]?\s*([\d.°º'′’"″”:\s-]+?)\s*([EW])$/i;
const BEFORE = /^([NS])\s*([\d.°º'′’"″”:\s-]+?)\s*[,;]?\s*([EW])\s*([\d.°º'′’"″”:\s-]+)$/i;

/** A position in any of the notations; nothing where it is none, or could be two. */
export function read(given: string): Read | undefined {
  const text = plain(given);
  // Two whole numbers with a comma between and no blank may be one number of a country that writes it so.
  if (/^\d+,\d+$/.test(text)) return undefined;
  const numbers = DECIMAL.exec(text);
  if (numbers) {
    const [, lat = '', lon = ''] = numbers;
    return within({ lat: Number(lat), lon: Number(lon) }, Math.max(step(lat), step(lon)), 'decimal');
  }
  const behind = BEHIND.exec(text);
  if (behind) return lettered(behind[1], behind[2], behind[3], behind[4]);
  const before = BEFORE.exec(text);
  if (before) return lettered(before[2], before[1], before[4], before[3]);
  const square = readMgrs(text);
  if (square) return { ...square, notation: 'mgrs' };
  const metres = readUtm(text);
  return metres && { ...metres, notation: 'utm' };
}

/** Positions that stand in lines or are divided by semicolons. */
export function readAll(text: string): (Read | undefined)[] {
  return text.split(/[\n;؛]+/).filter((line) => line.trim() !== '').map(read);
}

function lettered(lat = '', ns = '', lon = '', ew = ''): Read | undefined {
  const [a, b] = [angle(lat), angle(lon)];
  // One axis in minutes and the other in degrees alone is a slip.
  if (!a || !b || (a.parts === 1) !== (b.parts === 1)) return undefined;
  const at = { lat: a.degrees * (ns.toUpperCase() === 'S' ? -1 : 1), lon: b.degrees * (ew.toUpperCase() === 'W' ? -1 : 1) };
  return within(at, Math.max(a.step, b.step), a.parts === 1 ? 'decimal' : 'dms');
}

/** Degrees, and minutes and seconds where there are; a fraction only of the last. */
function angle(text: string): { degrees: number; step: number; parts: number } | undefined {
  if (/^\s*-/.test(text)) return undefined;
  const parts = text.split(/[°º'′’"″”:\s-]+/).filter(Boolean);
  const [d, m, s] = parts;
  if (parts.length < 1 || parts.length > 3 || parts.some((part) => !/^\d{1,3}(\.\d+)?$/.test(part))) return undefined;
  if (parts.slice(0, -1).some((part) => part.includes('.')) || Number(m ?? 0) >= 60 || Number(s ?? 0) >= 60) return undefined;
  const degrees = Number(d) + Number(m ?? 0) / 60 + Number(s ?? 0) / 3600;
  return { degrees, step: step(parts.at(-1) ?? '') / 60 ** (parts.length - 1), parts: parts.length };
}

/** One of the last place written, in its unit. */
function step(number: string): number {
  return 10 ** -(number.split('.')[1]?.length ?? 0);
}

function within(at: Position, step_deg: number, notation: Notation): Read | undefined {
  if (Math.abs(at.lat) > 90 || Math.abs(at.lon) > 180) return undefined;
  // Half a step either way in both directions, and never finer than it was written.
  return { ...at, precision_m: Math.ceil(step_deg * 0.5 * 111_700 * Math.SQRT2 * 10) / 10, notation };
}
