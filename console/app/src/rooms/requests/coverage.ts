/** The coverage of a time as a table: every stretch of every row between the same columns. */

import type { CoverageByTimeView, CoverageCellView, CoverageRowView } from '../../register/api.gen.ts';

/** A stretch over so many columns. */
export interface Stretch {
  cell: CoverageCellView;
  columns: number;
  key: string;
}

export interface Line {
  row: CoverageRowView;
  key: string;
  stretches: Stretch[];
}

export interface Grid {
  /** When each column begins. */
  begins: number[];
  zones: { zone: CoverageRowView['zone']; lines: Line[] }[];
}

/** A table of a view: its columns begin wherever anybody's state changes, so that each cell has one state. */
export function grid(view: CoverageByTimeView): Grid {
  const begins = [...new Set(view.rows.flatMap((row) => row.cells.map((cell) => Date.parse(cell.from))))].sort((a, b) => a - b);
  const zones = new Map<string, Grid['zones'][number]>();
  for (const [number, row] of view.rows.entries()) {
    const of = zones.get(row.zone.id) ?? { zone: row.zone, lines: [] };
    zones.set(row.zone.id, of);
    const key = `${row.zone.id}.${row.party.id}.${number}`;
    const stretches = row.cells.map((cell) => {
      const [from, until] = [Date.parse(cell.from), Date.parse(cell.until)];
      const columns = begins.filter((begin) => from <= begin && begin < until).length;
      return { cell, columns: Math.max(1, columns), key: `${key}.${cell.from}` };
    });
    of.lines.push({ row, key, stretches });
  }
  return { begins, zones: [...zones.values()] };
}
