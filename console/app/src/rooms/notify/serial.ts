/**
 * Cells of a workbook as the person sees them who filled them in: numbers with the digits that a spreadsheet keeps, and
 * dates, which are numbers with a format that shows them as such.
 */

const DAY_MS = 86_400_000;
/** Day 0 of the two systems: 1900, with its day that never was (29 February) before day 61, and 1904. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** Days before this are told apart wrongly by the first system. */
const FIRST_DAY = 61;
const LAST_DAY = 2_958_466;

/** Formats that are not written into the file and show dates or times of day. */
const DATED = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58]);

/** Of those, the ones with a time of day. */
const TIMED = new Set([18, 19, 20, 21, 22, 32, 33, 34, 35, 45, 47, 55, 56]);

/** How the cells of a style show a number: as it is, as a day, as a day with its time, or with zeros before it. */
export type Shows = 'number' | 'day' | 'time' | { digits: number };

/** What a format code shows: what is quoted, escaped or in brackets is none of it. */
export function shows(id: number, code: string | undefined): Shows {
  if (code === undefined) return TIMED.has(id) ? 'time' : DATED.has(id) ? 'day' : 'number';
  // [h] counts hours, and is no time of day.
  if (/\[[hms]+\]/i.test(code)) return 'number';
  const bare = (code.split(';')[0] ?? '').replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '');
  if (/^0{2,}$/.test(bare)) return { digits: bare.length };
  const letters = bare.replace(/general|e[+-]/gi, '');
  if (/[hs]/i.test(letters)) return 'time';
  return /[ymd]/i.test(letters) ? 'day' : 'number';
}

const two = (value: number): string => String(value).padStart(2, '0');

/** A number's decimal digits, at most the fifteen that spreadsheets keep, and never with an exponent. */
export function digits(value: number): string {
  const kept = Number(value.toPrecision(15));
  const text = String(kept);
  if (!text.includes('e')) return text;
  return Math.abs(kept) < 1 ? kept.toFixed(20).replace(/0+$/, '') : BigInt(Math.round(kept)).toString();
}

/** A day's number as a local date, with its time of day where it has one; nothing where there is no such day. */
export function dateOf(serial: number, is1904: boolean, timed: boolean): string | undefined {
  if (!(serial < LAST_DAY) || serial < (is1904 ? 0 : FIRST_DAY)) return undefined;
  const at = new Date((is1904 ? EPOCH_1904 : EPOCH_1900) + Math.round((serial * DAY_MS) / 1_000) * 1_000);
  const day = at.toISOString().slice(0, 10);
  if (Number.isInteger(serial) && !timed) return day;
  const seconds = at.getUTCSeconds();
  return `${day} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}${seconds === 0 ? '' : `:${two(seconds)}`}`;
}

/** A number as its cell shows it. */
export function numberOf(value: number, how: Shows, is1904: boolean): string {
  if (how === 'day' || how === 'time') return dateOf(value, is1904, how === 'time') ?? digits(value);
  if (typeof how === 'object' && Number.isSafeInteger(value) && value >= 0) return String(value).padStart(how.digits, '0');
  return digits(value);
}
