/** Days and moments by a clock: when they begin and end, by which clocks a moment is midnight, and what people type. */

import type { Window } from '../../statement/place.ts';

const DAY_MIN = 1_440;
/** No clock is farther from UTC. */
const MOST_MIN = 840;
/** Hours ahead of UTC, in minutes, after which a clock of half an hour more is kept somewhere. */
const HALVES = new Set([-600, -240, 180, 240, 300, 360, 540, 600]);

/** As `+02:00`; one of them, or two where half a day lies between. */
export function clocks(at: string): string[] {
  const moment = new Date(at);
  const since = moment.getUTCHours() * 60 + moment.getUTCMinutes();
  const all = since === 0 ? [0] : [DAY_MIN - since, -since];
  return all.filter((one) => Math.abs(one) <= MOST_MIN).map(written);
}

/** Minutes ahead of UTC as people write them. */
export function written(minutes: number): string {
  const [whole, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(whole).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

/** Clocks that people live by, from the west to the east. */
export const CLOCKS: readonly string[] = Array.from({ length: 27 }, (_, number) => (number - 12) * 60)
  .flatMap((hour) => (HALVES.has(hour) ? [hour, hour + 30] : [hour]))
  .sort((a, b) => a - b)
  .map(written);

/** So many days from midnight to midnight by a clock; nothing where it is no day. */
export function day(text: string, by: string, days: number): Window | undefined {
  const from = new Date(`${text}T00:00:00${by}`);
  if (Number.isNaN(from.getTime())) return undefined;
  return { from, until: new Date(from.getTime() + days * DAY_MIN * 60_000) };
}

/** Minutes that a clock is ahead of UTC: `+02:00` is 120. */
export function ahead(clock: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(clock) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) || 0;
}

/** A moment by a clock, to the minute, as a field has it. */
export function digits(at: Date | string | number, clock: string): string {
  return new Date(new Date(at).getTime() + ahead(clock) * 60_000).toISOString().slice(0, 16);
}

/** The moment that a field has; nothing where it is none. What was given before keeps its seconds where its minute still stands. */
export function typed(text: string, clock: string, before?: string | undefined): Date | undefined {
  if (before !== undefined && digits(before, clock) === text) return new Date(before);
  const at = new Date(`${text}${clock}`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
