/** Times as tables have them: with their offset, or local in a zone that is named (docs/spec/import.md, "Times"). */

export type TimeFault = 'fault-time' | 'fault-time-zone' | 'fault-time-shift';

const WRITTEN = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;
const DAY_MS = 86_400_000;

/** Minutes that an offset is ahead of UTC; nothing where it is none. */
function offset(text: string): number | undefined {
  if (/^(z|utc|gmt)$/i.test(text)) return 0;
  const [, sign, hours = '', minutes = ''] = /^([+-])(\d{2}):?(\d{2})$/.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const all = Number(hours) * 60 + Number(minutes);
  return Number(minutes) < 60 && all <= 14 * 60 ? (sign === '-' ? -all : all) : undefined;
}

/** Milliseconds that a zone's clocks are ahead of UTC at a moment. */
function ahead(zone: Intl.DateTimeFormat, at: number): number {
  const parts = Object.fromEntries(zone.formatToParts(at).map(({ type, value }) => [type, Number(value)])) as Record<string, number>;
  const shown = Date.UTC(parts['year'] ?? 0, (parts['month'] ?? 1) - 1, parts['day'] ?? 1, (parts['hour'] ?? 0) % 24, parts['minute'] ?? 0, parts['second'] ?? 0);
  return shown - Math.floor(at / 1_000) * 1_000;
}

function zoned(local: number, name: string): Date | TimeFault {
  const fixed = offset(name);
  if (fixed !== undefined) return new Date(local - fixed * 60_000);
  let zone: Intl.DateTimeFormat;
  try {
    zone = new Intl.DateTimeFormat('en-GB', { timeZone: name, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' });
  } catch {
    return 'fault-time-zone';
  }
  const offsets = new Set([ahead(zone, local - DAY_MS), ahead(zone, local + DAY_MS)]);
  const found = [...offsets].map((one) => local - one).filter((at) => at + ahead(zone, at) === local);
  // Clocks that skipped it have it never, those that went back twice.
  return found.length === 1 ? new Date(found[0] ?? 0) : 'fault-time-shift';
}

/**
 * A time of a cell.
 *
 * @param alone what a date without a time of day is: its beginning, its end, or nothing that is taken.
 */
export function timeOf(cell: string, zone: string, alone: 'begins' | 'ends' | 'refused'): Date | TimeFault {
  const found = WRITTEN.exec(cell.trim());
  if (!found) return 'fault-time';
  const [, year = '', month = '', day = '', hour, minute = '0', second = '0', own] = found;
  if (hour === undefined && alone === 'refused') return 'fault-time';
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  if (new Date(midnight).toISOString().slice(0, 10) !== `${year}-${month}-${day}` || Number(year) < 2000 || Number(year) > 2199) return 'fault-time';
  if (Number(hour ?? 0) > 23 || Number(minute) > 59 || Number(second) > 59) return 'fault-time';
  const local = midnight + (hour === undefined ? (alone === 'ends' ? DAY_MS : 0) : Number(hour) * 3_600_000 + Number(minute) * 60_000 + Number(second) * 1_000);
  const name = own ?? zone.trim();
  return name === '' ? 'fault-time-zone' : zoned(local, name);
}
