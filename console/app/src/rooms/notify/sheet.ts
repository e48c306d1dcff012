/**
 * Tables of the program's templates, as CSV or as cells pasted from a spreadsheet (docs/spec/import.md). Read to the
 * letter here; what a row says is {@link ./rows.ts}.
 */

/** The templates that the console takes, by their markers. */
export const TEMPLATES = { sites: 'truceline/sites/1', 'movement-legs': 'truceline/movement-legs/1' } as const;
export type Template = keyof typeof TEMPLATES;

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
export const COLUMNS: Record<Template, readonly string[]> = { sites: SITE_COLUMNS, 'movement-legs': MOVEMENT_COLUMNS };

/** Most rows, bytes and letters of a cell that the page takes; larger files are for the command line. */
export const MAX_ROWS = 1_000;
export const MAX_BYTES = 4 << 20;
const MAX_CELL = 32 << 10;

/** What is wrong with a table as a whole, by a key of the catalogue, and with which column. */
export interface SheetFault {
  what: 'sheet-empty' | 'sheet-template' | 'sheet-column-unknown' | 'sheet-column-twice' | 'sheet-column-missing' | 'sheet-too-long' | 'sheet-cell-long' | 'sheet-quote';
  column?: string;
}

export interface Sheet {
  template: Template;
  columns: string[];
  /** Cells by column; the row's number as it stood in the file. */
  rows: { number: number; cells: Record<string, string> }[];
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

/**
 * The table that stands in cells.
 *
 * @param marked whether the template's marker must be there, as in a file; pasted cells may lack it.
 */
export function sheetOf(cells: string[][], marked: boolean): Sheet | { faults: SheetFault[] } {
  const rows = cells.map((row, at) => ({ row, number: at + 1 })).filter(({ row }) => row.some((cell) => cell.trim() !== ''));
  if (rows.length === 0) return { faults: [{ what: 'sheet-empty' }] };
  const marker = rows[0]?.row[0]?.trim() ?? '';
  const named = (Object.keys(TEMPLATES) as Template[]).find((one) => TEMPLATES[one] === marker);
  if (!named && (marked || marker.startsWith('truceline/'))) return { faults: [{ what: 'sheet-template' }] };
  const [head, ...body] = named ? rows.slice(1) : rows;
  if (!head) return { faults: [{ what: 'sheet-empty' }] };
  const columns = head.row.map(heading);
  while (columns.at(-1) === '') columns.pop();
  const template = named ?? (columns.includes('leg') ? 'movement-legs' : 'sites');
  const faults: SheetFault[] = [];
  for (const [at, column] of columns.entries()) {
    if (!COLUMNS[template].includes(column)) faults.push({ what: 'sheet-column-unknown', column });
    else if (columns.indexOf(column) < at) faults.push({ what: 'sheet-column-twice', column });
  }
  for (const column of template === 'sites' ? ['reference', 'request'] : ['reference', 'request', 'leg']) if (!columns.includes(column)) faults.push({ what: 'sheet-column-missing', column });
  if (body.length > MAX_ROWS) faults.push({ what: 'sheet-too-long' });
  if (body.some(({ row }) => row.some((cell) => cell.length > MAX_CELL))) faults.push({ what: 'sheet-cell-long' });
  if (faults.length > 0) return { faults };
  const told = body.map(({ row, number }) => ({ number, cells: Object.fromEntries(columns.map((column, at) => [column, plain(row[at] ?? '')])) }));
  return { template, columns, rows: told.filter(({ cells }) => !(cells['reference'] ?? '').startsWith('EXAMPLE')) };
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
