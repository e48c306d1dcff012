/** A line of a table before anybody knows what its columns are. */

/** A cell's text, and where it comes from if it was not typed as text. */
export interface Given {
  text: string;
  /** The value that a workbook kept of a formula. */
  formula?: boolean;
  /** A number of a workbook: it does not keep how many digits were typed. */
  number?: boolean;
}

export interface Line {
  /** The row as it stood in the file. */
  number: number;
  cells: Given[];
}

/** Lines of cells that are text and nothing else. */
export function linesOf(cells: readonly (readonly string[])[]): Line[] {
  return cells.map((row, at) => ({ number: at + 1, cells: row.map((text) => ({ text })) }));
}
