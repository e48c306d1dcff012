/** The sheets of a workbook, gathered cell by cell within limits: a lone cell in the last row costs one cell. */

import { BookError } from './archive.ts';
import type { Given, Line } from './line.ts';
import { MAX_ROWS } from './sheet.ts';

/** Most sheets, columns, and cells of all sheets together that have something in them. */
export const MAX_SHEETS = 16;
export const MAX_COLUMNS = 256;
export const MAX_CELLS = 100_000;
/** Rows beside those of the table: its marker, its header, and some for a help text. */
const MORE_ROWS = 200;

export interface BookSheet {
  name: string;
  lines: Line[];
}

/** What takes a cell, at its row (from 1) and column (from 0). */
export type Take = (row: number, column: number, cell: Given) => void;

/**
 * Reads each sheet that is listed.
 *
 * @throws {BookError} there is more than is taken.
 */
export async function bookOf<T extends { name: string }>(listed: readonly T[], read: (one: T, take: Take) => Promise<void>): Promise<BookSheet[]> {
  if (listed.length > MAX_SHEETS) throw new BookError('book-sheets');
  const sheets: BookSheet[] = [];
  let cells = 0;
  for (const one of listed) {
    const rows = new Map<number, Given[]>();
    await read(one, (row, column, cell) => {
      if (cell.text.trim() === '') return;
      if (!Number.isSafeInteger(row) || row < 1 || column < 0) throw new BookError('book-broken');
      if (column >= MAX_COLUMNS) throw new BookError('book-wide');
      if (++cells > MAX_CELLS || (rows.size >= MAX_ROWS + MORE_ROWS && !rows.has(row))) throw new BookError('book-cells');
      const line = rows.get(row) ?? [];
      // The same cell twice would leave it to chance which is shown.
      if (line[column] !== undefined) throw new BookError('book-broken');
      line[column] = cell;
      rows.set(row, line);
    });
    const lines = [...rows].sort(([a], [b]) => a - b).map(([number, line]) => ({ number, cells: Array.from(line, (cell) => cell ?? { text: '' }) }));
    sheets.push({ name: one.name, lines });
  }
  return sheets;
}
