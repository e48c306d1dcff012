/**
 * Tables of the program's templates, as CSV, as cells pasted from a spreadsheet, or as lines of a workbook
 * (docs/spec/import.md). Read to the letter here; what a row says is {@link ./rows.ts}.
 */

import { type Given, type Line, linesOf } from './line.ts';

/** The templates that the console takes, by their markers. */
export const TEMPLATES = { sites: 'truceline/sites/1', 'movement-legs': 'truceline/movement-legs/1' } as const;
export type Template = keyof typeof TEMPLATES;
/** In a workbook movements and their legs stand on a sheet each. */
const MARKERS = { ...TEMPLATES, movements: 'truceline/movements/1', legs: 'truceline/legs/1' } as const;
export type Marked = keyof typeof MARKERS;

const SITE_COLUMNS = [
  'reference', 'request', 'category', 'name', 'other_names', 'p_code', 'coordinates', 'latitude', 'longitude', 'place', 'radius_m', 'buffer_m', 'precision_m', 'capture_method',
  'altitude_lower_m', 'altitude_upper_m', 'valid_from', 'valid_until', 'reconfirm_by', 'time_zone', 'forces', 'organisation', 'partner', 'relation', 'function', 'contact',
  'verified_by', 'marking', 'resolution', 'remarks',
] as const;
const MOVEMENT_COLUMNS = [
  'reference', 'request', 'mode', 'purpose', 'vehicles', 'vehicle_marks', 'people', 'persons', 'emergency', 'emergency_reason', 'coordination', 'escort', 'buffer_m', 'precision_m',
  'capture_method', 'altitude_lower_m', 'altitude_upper_m', 'time_zone', 'forces', 'organisation', 'partner', 'contact', 'contact_on_board', 'verified_by', 'resolution', 'remarks',
  'leg', 'from', 'to', 'via', 'half_width_m', 'depart_earliest', 'depart_latest', 'arrive_earliest', 'arrive_latest', 'hold_until', 'hold_radius_m',
] as const;
const LEG_COLUMNS = MOVEMENT_COLUMNS.slice(MOVEMENT_COLUMNS.indexOf('leg'));
export const COLUMNS: Record<Marked, readonly string[]> = {
  sites: SITE_COLUMNS,
  'movement-legs': MOVEMENT_COLUMNS,
  movements: MOVEMENT_COLUMNS.slice(0, MOVEMENT_COLUMNS.indexOf('leg')),
  legs: ['reference', ...LEG_COLUMNS],
};
/** Columns without which a row cannot be told from another, or what it asks for. */
const NEEDED: Record<Marked, readonly string[]> = { sites: ['reference', 'request'], 'movement-legs': ['reference', 'request', 'leg'], movements: ['reference', 'request'], legs: ['reference', 'leg'] };

/** Most rows, bytes and letters of a cell that the page takes; larger files are for the command line. */
export const MAX_ROWS = 1_000;
export const MAX_BYTES = 4 << 20;
const MAX_CELL = 32 << 10;

/** What is wrong with a table as a whole, by a key of the catalogue, and with which column. */
export interface SheetFault {
  what: 'sheet-empty' | 'sheet-template' | 'sheet-column-unknown' | 'sheet-column-twice' | 'sheet-column-missing' | 'sheet-too-long' | 'sheet-cell-long' | 'sheet-quote' | 'sheet-beside' | 'sheet-alone';
  column?: string;
}

/** Where a cell's text comes from, if it was not typed as text. */
export type Origin = Omit<Given, 'text'>;

/** A row: its number as it stood in the file, its cells by column, and where they come from. */
export interface SheetRow {
  number: number;
  /** Where it stood, where a number does not say it. */
  label?: string;
  cells: Record<string, string>;
  origins: Record<string, Origin>;
}

export interface Sheet<Of extends Marked = Template> {
  template: Of;
  columns: string[];
  rows: SheetRow[];
}

/** Cells of CSV (RFC 4180), divided by what divides its header most; nothing where a quote does not end. */
export function cellsOf(text: string): string[][] | undefined {
  const whole = text.replace(/^\ufeff/, '');
  const sample = whole.split(/\r?\n/).slice(0, 2).join('\n');
  const divider = (['\t', ';', ','] as const).map((one) => ({ one, count: sample.split(one).length })).sort((a, b) => b.count - a.count)[0]?.one ?? ',';
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < whole.length; at++) {
    const letter = whole[at] ?? '';
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (whole[at + 1] === '"') [cell, at] = [`${cell}"`, at + 1];
      else quoted = false;
    } else if (letter === '"' && cell === '') quoted = true;
    else if (letter === divider) [row, cell] = [[...row, cell], ''];
    else if (letter === '\n' || letter === '\r') {
      if (letter === '\r' && whole[at + 1] === '\n') at++;
      rows.push([...row, cell]);
      [row, cell] = [[], ''];
    } else cell += letter;
  }
  if (quoted) return undefined;
  return cell !== '' || row.length > 0 ? [...rows, [...row, cell]] : rows;
}

/** A header as it is compared. */
const heading = (cell: string): string => cell.trim().toLowerCase().replaceAll('*', '').trim().replace(/\s+/g, '_');

/** The template that a first cell names. */
export function markedBy(cell: string | undefined): Marked | undefined {
  return (Object.keys(MARKERS) as Marked[]).find((one) => MARKERS[one] === cell?.trim());
}

/**
 * The table that stands in cells of CSV or of what was pasted.
 *
 * @param marked whether the template's marker must be there, as in a file; pasted cells may lack it.
 */
export function sheetOf(cells: string[][], marked: boolean): Sheet | { faults: SheetFault[] } {
  const lines = filled(linesOf(cells));
  const marker = lines[0]?.cells[0]?.text.trim() ?? '';
  const named = markedBy(marker);
  if (lines.length === 0) return { faults: [{ what: 'sheet-empty' }] };
  // Movements without their legs, or legs without their movements, are no table.
  if (named === 'movements' || named === 'legs' || (!named && (marked || marker.startsWith('truceline/')))) return { faults: [{ what: 'sheet-template' }] };
  const body = named ? lines.slice(1) : lines;
  const columns = (body[0]?.cells ?? []).map(({ text }) => heading(text));
  return tableOf(named ?? (columns.includes('leg') ? 'movement-legs' : 'sites'), body);
}

/** Lines with something in them. */
export const filled = (lines: readonly Line[]): Line[] => lines.filter(({ cells }) => cells.some(({ text }) => text.trim() !== ''));

/** The table of a template whose first line is its header. */
export function tableOf<Of extends Marked>(template: Of, [head, ...body]: readonly Line[]): Sheet<Of> | { faults: SheetFault[] } {
  if (!head) return { faults: [{ what: 'sheet-empty' }] };
  const columns = head.cells.map(({ text }) => heading(text));
  while (columns.at(-1) === '') columns.pop();
  const faults: SheetFault[] = [];
  for (const [at, column] of columns.entries()) {
    if (!COLUMNS[template].includes(column)) faults.push({ what: 'sheet-column-unknown', column });
    else if (columns.indexOf(column) < at) faults.push({ what: 'sheet-column-twice', column });
  }
  for (const column of NEEDED[template]) if (!columns.includes(column)) faults.push({ what: 'sheet-column-missing', column });
  if (body.length > MAX_ROWS) faults.push({ what: 'sheet-too-long' });
  if (body.some(({ cells }) => cells.some(({ text }) => text.length > MAX_CELL))) faults.push({ what: 'sheet-cell-long' });
  // What stands beside the columns has no name, and would be left out without a word.
  if (body.some(({ cells }) => cells.slice(columns.length).some(({ text }) => text.trim() !== ''))) faults.push({ what: 'sheet-beside' });
  if (faults.length > 0) return { faults };
  const rows = body.map(({ cells, number }) => rowOf(number, columns, cells)).filter(({ cells }) => !(cells['reference'] ?? '').startsWith('EXAMPLE'));
  // Coordinates that are numbers do not tell how exact they are: there is a place to write it.
  const isBare = !columns.includes('precision_m') && rows.some(({ origins }) => origins['latitude']?.number || origins['longitude']?.number);
  return { template, columns: isBare ? [...columns, 'precision_m'] : columns, rows };
}

function rowOf(number: number, columns: readonly string[], cells: readonly Given[]): SheetRow {
  const origins = columns.flatMap((column, at) => {
    const { formula, number: isNumber } = cells[at] ?? {};
    return formula || isNumber ? [[column, { ...(formula && { formula }), ...(isNumber && { number: isNumber }) }] as const] : [];
  });
  return { number, cells: Object.fromEntries(columns.map((column, at) => [column, plain(cells[at]?.text ?? '')])), origins: Object.fromEntries(origins) };
}

/** What a spreadsheet would take for a formula: it stands behind an apostrophe in CSV. */
const FORMULA = /^[\s\u00a0]*[=@+\-\t\r＝＠＋－]/u;
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** A cell without the apostrophe that keeps it from being a formula. */
function plain(cell: string): string {
  const inner = cell.startsWith("'") ? cell.slice(1) : undefined;
  return (inner !== undefined && FORMULA.test(inner) ? inner : cell).trim();
}

/** A cell of CSV that no spreadsheet takes for a formula. */
export function written(cell: string): string {
  const kept = FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
  return /[",;\n\r\t]/.test(kept) ? `"${kept.replaceAll('"', '""')}"` : kept;
}

/** A table as CSV of its template. */
export function csvOf(template: Template, columns: readonly string[], rows: readonly Record<string, string>[]): string {
  const lines = [columns, ...rows.map((cells) => columns.map((column) => cells[column] ?? ''))];
  return `${TEMPLATES[template]}\r\n${lines.map((line) => line.map(written).join(',')).join('\r\n')}\r\n`;
}
