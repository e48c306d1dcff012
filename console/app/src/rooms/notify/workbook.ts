/**
 * Workbooks (XLSX) as sheets of lines: text as it was typed, numbers and dates as they are shown, and of a formula the
 * value that the workbook kept, marked as such. Nothing in a workbook is run or fetched.
 *
 * Loaded only when somebody chooses one. Not here: what the lines say ({@link ./rows.ts}).
 */

import { Archive, BookError } from './archive.ts';
import type { Line } from './line.ts';
import { bookOf, type BookSheet } from './sheets.ts';
import { numberOf, shows, type Shows } from './serial.ts';
import { hear } from './xml.ts';

/** How the files begin that are none of these: the older format, or one behind a password. */
const OLDER = [0xd0, 0xcf, 0x11, 0xe0];
const ARCHIVE = [0x50, 0x4b];
/** The name of what is kept behind a password, as it stands in such a file: each letter followed by a zero. */
const SEALED = 'EncryptedPackage';

const begins = (bytes: Uint8Array, with_: readonly number[]): boolean => with_.every((byte, at) => bytes[at] === byte);

/** Whether a file is a workbook of any kind, by how it begins. */
export function isBook(bytes: Uint8Array): boolean {
  return begins(bytes, OLDER) || begins(bytes, ARCHIVE);
}

/**
 * Reads the sheets of a workbook that are seen.
 *
 * @throws {BookError} it is not read, and why.
 */
export async function readBook(bytes: Uint8Array<ArrayBuffer>): Promise<BookSheet[]> {
  if (begins(bytes, OLDER)) throw new BookError(holds(bytes, SEALED) ? 'book-protected' : 'book-old');
  const archive = new Archive(bytes);
  if (archive.has('content.xml')) return (await import('./opendocument.ts')).readOpenDocument(archive);
  if (!archive.has('_rels/.rels')) throw new BookError('book-broken');
  const book = target(await related(archive, ''), '/officeDocument');
  if (book === undefined) throw new BookError('book-broken');
  if (/\.bin$/i.test(book)) throw new BookError('book-binary');
  return excel(archive, book);
}

function holds(bytes: Uint8Array, name: string): boolean {
  const wanted = [...name].flatMap((letter) => [letter.charCodeAt(0), 0]);
  for (let at = bytes.indexOf(wanted[0] ?? 0); at >= 0; at = bytes.indexOf(wanted[0] ?? 0, at + 1)) if (wanted.every((byte, place) => bytes[at + place] === byte)) return true;
  return false;
}

/** What a part names beside it: by its id, what it is and which part. */
type Related = Map<string, { type: string; part: string }>;

async function related(archive: Archive, of: string): Promise<Related> {
  const [, folder = '', name = ''] = /^(.*\/)?([^/]*)$/.exec(of) ?? [];
  const list = `${folder}_rels/${name}.rels`;
  const all: Related = new Map();
  if (!archive.has(list)) return all;
  hear(await archive.text(list), {
    begins: (element, { Id = '', Type = '', Target = '', TargetMode }) => {
      // What lies outside of the file is passed over: nothing is fetched.
      if (element !== 'Relationship' || TargetMode === 'External') return;
      const path = new URL(Target, `file:///${folder}`).pathname;
      all.set(Id, { type: Type, part: decodeURIComponent(path.slice(1)) });
    },
  });
  return all;
}

const target = (all: Related, type: string): string | undefined => [...all.values()].find((one) => one.type.endsWith(type))?.part;

async function excel(archive: Archive, book: string): Promise<BookSheet[]> {
  const parts = await related(archive, book);
  const listed: { name: string; part: string }[] = [];
  let is1904 = false;
  hear(await archive.text(book), {
    begins: (element, { date1904, name = '', state, id = '' }, above) => {
      if (element === 'workbookPr') is1904 = date1904 === '1' || date1904 === 'true';
      const at = parts.get(id);
      // Sheets that nobody sees are passed over, and so are charts.
      if (element === 'sheet' && above.at(-1) === 'sheets' && (state ?? 'visible') === 'visible' && at?.type.endsWith('/worksheet')) listed.push({ name, part: at.part });
    },
  });
  const [strings, styles] = [target(parts, '/sharedStrings'), target(parts, '/styles')];
  const shared = strings === undefined ? [] : sharedIn(await archive.text(strings));
  const formats = styles === undefined ? [] : formatsIn(await archive.text(styles));
  return bookOf(listed, async ({ part }, take) => linesIn(await archive.text(part), shared, formats, is1904, take));
}

/** Texts that cells share, without what is only written above them for reading aloud. */
function sharedIn(xml: string): string[] {
  const all: string[] = [];
  hear(xml, {
    begins: (element) => {
      if (element === 'si') all.push('');
    },
    text: (said, above) => {
      if (above.at(-1) === 't' && !above.includes('rPh') && all.length > 0) all[all.length - 1] += said;
    },
  });
  return all;
}

/** How each style of a cell shows a number. */
function formatsIn(xml: string): Shows[] {
  const codes = new Map<number, string>();
  const all: Shows[] = [];
  hear(xml, {
    begins: (element, { numFmtId, formatCode }, above) => {
      if (element === 'numFmt' && above.at(-1) === 'numFmts') codes.set(Number(numFmtId), formatCode ?? '');
      if (element === 'xf' && above.at(-1) === 'cellXfs') all.push(shows(Number(numFmtId ?? 0), codes.get(Number(numFmtId ?? 0))));
    },
  });
  return all;
}

/** A column's number by its letters: A is 0. */
const columnOf = (letters: string): number => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

function linesIn(xml: string, shared: readonly string[], formats: readonly Shows[], is1904: boolean, take: (row: number, column: number, cell: Line['cells'][number]) => void): void {
  let [row, column] = [0, -1];
  let cell: { type: string; style: number } = { type: 'n', style: 0 };
  let [value, formula, inline]: (string | undefined)[] = [];
  hear(xml, {
    begins: (element, { r, t, s }, above) => {
      if (element === 'row' && above.at(-1) === 'sheetData') [row, column] = [r === undefined ? row + 1 : Number(r), -1];
      if (element === 'f' && above.at(-1) === 'c') formula = '';
      if (element !== 'c' || above.at(-1) !== 'row') return;
      const [, letters] = /^([A-Z]{1,3})\d+$/.exec(r ?? '') ?? [];
      column = letters === undefined ? column + 1 : columnOf(letters);
      cell = { type: t ?? 'n', style: Number(s ?? 0) };
      [value, formula, inline] = [undefined, undefined, undefined];
    },
    text: (said, above) => {
      if (above.at(-2) === 'c' && above.at(-1) === 'v') value = (value ?? '') + said;
      else if (above.at(-2) === 'c' && above.at(-1) === 'f') formula = (formula ?? '') + said;
      else if (above.includes('is') && above.at(-1) === 't' && !above.includes('rPh')) inline = (inline ?? '') + said;
    },
    ends: (element, above) => {
      if (element !== 'c' || above.at(-1) !== 'row') return;
      const isFormula = formula !== undefined;
      if (value === undefined && inline === undefined) {
        // A formula whose value was not kept is shown itself, and is a fault of its cell.
        if (isFormula) take(row, column, { text: `=${formula ?? ''}` });
        return;
      }
      const number = cell.type === 'n' && value !== undefined && value.trim() !== '' ? Number(value) : undefined;
      if (number !== undefined && !Number.isFinite(number)) throw new BookError('book-broken');
      const text = number === undefined ? written(cell.type, value, inline, shared) : numberOf(number, formats[cell.style] ?? 'number', is1904);
      take(row, column, { text, ...(isFormula && { formula: true }), ...(number !== undefined && { number: true }) });
    },
  });
}

function written(type: string, value: string | undefined, inline: string | undefined, shared: readonly string[]): string {
  if (type === 'inlineStr') return inline ?? '';
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  if (type !== 's') return value ?? '';
  const text = shared[Number(value)];
  if (text === undefined) throw new BookError('book-broken');
  return text;
}
