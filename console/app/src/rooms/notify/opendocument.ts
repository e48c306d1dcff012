/** Workbooks of the OpenDocument format (ODS), as far as tables need them: they keep of each cell what it is and how it is shown. */

import { type Archive, BookError } from './archive.ts';
import { digits } from './serial.ts';
import { type BookSheet, type Take, bookOf } from './sheets.ts';
import { hear } from './xml.ts';

/** An empty row or cell is written once for as many as there are, to the edge of the sheet. */
interface Cell {
  type: string;
  value: string | undefined;
  isFormula: boolean;
  times: number;
  text: string[];
}

/** @throws {BookError} it is not read, and why. */
export async function readOpenDocument(archive: Archive): Promise<BookSheet[]> {
  const manifest = 'META-INF/manifest.xml';
  let isSealed = false;
  if (archive.has(manifest)) hear(await archive.text(manifest), { begins: (element) => void (isSealed ||= element === 'encryption-data') });
  if (isSealed) throw new BookError('book-protected');
  const xml = await archive.text('content.xml');
  const sheets: { name: string; cells: Parameters<Take>[] }[] = [];
  let hidden = new Set<string>();
  let isTable = false;
  let style = '';
  let [row, rows, column] = [0, 1, 0];
  let cell: Cell | undefined;
  hear(xml, {
    begins: (element, of, above) => {
      if (element === 'spreadsheet') isTable = true;
      if (element === 'style' && of['family'] === 'table') style = of['name'] ?? '';
      if (element === 'table-properties' && of['display'] === 'false') hidden = hidden.add(style);
      if (element === 'table' && above.at(-1) === 'spreadsheet') {
        sheets.push({ name: hidden.has(of['style-name'] ?? '') ? '' : (of['name'] ?? ''), cells: [] });
        [row, rows] = [0, 1];
      }
      if (element === 'table-row') [row, rows, column] = [row + 1, Number(of['number-rows-repeated'] ?? 1), 0];
      if (element === 'table-cell' || element === 'covered-table-cell') cell = { type: of['value-type'] ?? '', value: of['value'] ?? of['date-value'] ?? of['boolean-value'], isFormula: 'formula' in of, times: Number(of['number-columns-repeated'] ?? 1), text: [] };
      if (cell && element === 'p' && /table-cell$/.test(above.at(-1) ?? '')) cell.text.push('');
      if (cell && cell.text.length > 0 && !isNote(above)) cell.text[cell.text.length - 1] += element === 's' ? ' '.repeat(Math.min(Number(of['c'] ?? 1), 200)) : element === 'tab' ? '\t' : element === 'line-break' ? '\n' : '';
    },
    text: (said, above) => {
      if (cell && cell.text.length > 0 && above.includes('p') && !isNote(above)) cell.text[cell.text.length - 1] += said;
    },
    ends: (element) => {
      if (/table-cell$/.test(element) && cell) {
        const sheet = sheets.at(-1);
        const text = shown(cell);
        // What stands once for many is written out only as far as a table goes; what is empty is not written at all.
        if (text.trim() !== '' && (rows > 1 || cell.times > 1) && rows * cell.times > 10_000) throw new BookError('book-cells');
        for (let down = 0; text.trim() !== '' && down < rows; down++)
          for (let along = 0; along < cell.times; along++) sheet?.cells.push([row + down, column + along, { text, ...(cell.isFormula && { formula: true }), ...(cell.type === 'float' && { number: true }) }]);
        column += cell.times;
        cell = undefined;
      }
      if (element === 'table-row') row += rows - 1;
    },
  });
  if (!isTable) throw new BookError('book-binary');
  const seen = sheets.filter(({ name }) => name !== '');
  return bookOf(seen, async ({ cells }, take) => {
    for (const one of cells) take(...one);
  });
}

/** A remark that hangs at a cell is none of its text. */
const isNote = (above: readonly string[]): boolean => above.includes('annotation');

function shown({ type, value, text, isFormula }: Cell): string {
  const seen = text.join('\n');
  if (type === 'float' && value !== undefined) {
    const number = Number(value);
    if (!Number.isFinite(number)) throw new BookError('book-broken');
    // Zeros before it are kept as they are shown.
    return /^0\d+$/.test(seen) && Number(seen) === number ? seen : digits(number);
  }
  // A day, or a day and a time of day, to the second.
  if (type === 'date' && value !== undefined) return value.replace(/\.\d+$/, '').replace('T', ' ');
  if (type === 'boolean') return value === 'true' ? 'TRUE' : 'FALSE';
  return seen === '' && isFormula ? '=' : seen;
}
