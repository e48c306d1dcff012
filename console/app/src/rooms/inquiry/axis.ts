/** The axis that the hands stand on: from when until when, where records were heard, and its lines. */

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** How much of time the axis shows; the last is everything. */
export const SPANS = [6 * HOUR, DAY, 7 * DAY, 30 * DAY, 365 * DAY, 0] as const;
/** Bars of the axis. */
const BARS = 120;
/** Lines across it. */
const LINES = 6;

export interface Axis {
  from: number;
  until: number;
}

/** The step of a hand: fine enough to meet a minute, where a minute can be met. */
function stepOf(span: number): number {
  if (span <= 7 * DAY) return 60_000;
  return span <= 60 * DAY ? 15 * 60_000 : HOUR;
}

/** An axis of a length that ends about there; of everything since the first record where the length is nothing. It stands on whole steps. */
export function axis(end: number, span: number, first: number): Axis {
  const from = span === 0 ? Math.min(first, end - HOUR) : end - span;
  const step = stepOf(end - from);
  return { from: Math.floor(from / step) * step, until: Math.ceil(end / step) * step };
}

/** Where a moment stands on the axis, in percent. */
export function place({ from, until }: Axis, at: number): number {
  return Math.min(100, Math.max(0, ((at - from) / (until - from)) * 100));
}

/** The step of a hand on an axis. */
export function step({ from, until }: Axis): number {
  return stepOf(until - from - 60_000);
}

/** How many records were heard in each stretch of the axis, from 0 to 1. */
export function bars(on: Axis, heard: readonly number[]): number[] {
  const counts = Array.from({ length: BARS }, () => 0);
  for (const at of heard) {
    if (at < on.from || at >= on.until) continue;
    const bar = Math.floor(((at - on.from) / (on.until - on.from)) * BARS);
    counts[bar] = (counts[bar] ?? 0) + 1;
  }
  const most = Math.max(1, ...counts);
  return counts.map((count) => count / most);
}

/** Steps of the lines, in hours. */
const EVERY = [1, 2, 3, 6, 12, 24, 48, 168, 720, 2_160, 8_760, 43_800].map((hours) => hours * HOUR);

/** The moments that lines stand at. */
export function lines({ from, until }: Axis): number[] {
  const every = EVERY.find((one) => (until - from) / one <= LINES) ?? until - from;
  const all: number[] = [];
  for (let at = Math.ceil(from / every) * every; at < until; at += every) all.push(at);
  return all;
}

/** The moment of the record heard next behind, or before, a moment. */
export function neighbour(heard: readonly number[], at: number, by: 1 | -1): number | undefined {
  return by > 0 ? heard.find((one) => one > at) : heard.findLast((one) => one < at);
}
