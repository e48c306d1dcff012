/** The cells of one row of a table, read by what their columns are, with every fault noted at its cell. */

import { read, type Read } from '../../map/notation.ts';
import { MAX_M } from '../../map/written.ts';
import { steering } from '../../statement/disclosure.ts';
import type { Heights } from '../../statement/place.ts';
import { FORCES, MODES, RESOLUTIONS, type Force } from '../../statement/word.ts';
import { COLUMNS, type Origin, type Template } from './sheet.ts';
import { timeOf, type TimeFault } from './times.ts';

export type CellFault =
  | TimeFault
  | 'fault-required'
  | 'fault-word'
  | 'fault-number'
  | 'fault-text'
  | 'fault-formula'
  | 'fault-error'
  | 'fault-precision'
  | 'fault-coordinate'
  | 'fault-place-missing'
  | 'fault-no-gazetteer'
  | 'fault-window'
  | 'fault-expiry'
  | 'fault-reference'
  | 'fault-twice'
  | 'fault-mixed'
  | 'fault-legs'
  | 'fault-told-already'
  | 'fault-never-told';

const LENGTHS: Record<string, number> = { other_names: 2_000, verified_by: 2_000, remarks: 2_000, vehicle_marks: 2_000, persons: 2_000, coordinates: 200_000, via: 200_000 };
const WORDS: Record<string, readonly string[]> = {
  mode: MODES,
  resolution: RESOLUTIONS,
  capture_method: ['gps-on-site', 'imagery', 'map', 'gazetteer', 'reported'],
  relation: ['administers', 'supports', 'operates'],
  emergency: ['yes', 'no'],
  coordination: ['yes', 'no'],
  escort: ['yes', 'no'],
};

/** What a spreadsheet shows where it could not work something out. */
const ERROR = /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)$/;

/** The cells of one row, with its faults noted as they are met. */
export class Cells {
  readonly faults = new Map<string, CellFault>();
  readonly #cells: Record<string, string>;
  readonly #origins: Record<string, Origin>;

  constructor(cells: Record<string, string>, origins: Record<string, Origin>, template: Template) {
    this.#cells = cells;
    this.#origins = origins;
    for (const column of COLUMNS[template]) {
      const cell = this.of(column);
      if (cell === '') continue;
      if (/^[=@]/.test(cell)) this.fault(column, 'fault-formula');
      else if (ERROR.test(cell)) this.fault(column, 'fault-error');
      else if (steering(cell) !== undefined || cell.length > (LENGTHS[column] ?? 200)) this.fault(column, 'fault-text');
      else if (WORDS[column] && !WORDS[column].includes(cell)) this.fault(column, 'fault-word');
    }
  }

  of(column: string): string {
    return (this.#cells[column] ?? '').trim();
  }

  /** Whether it is a number of a workbook, which does not keep how many digits were typed. */
  isNumber(column: string): boolean {
    return this.#origins[column]?.number === true;
  }

  text(column: string): string | undefined {
    return this.of(column) || undefined;
  }

  list(column: string): string[] {
    return this.of(column).split('|').map((one) => one.trim()).filter(Boolean);
  }

  fault(column: string, what: CellFault): void {
    if (!this.faults.has(column)) this.faults.set(column, what);
  }

  need(...columns: string[]): void {
    for (const column of columns) if (this.of(column) === '') this.fault(column, 'fault-required');
  }

  number(column: string, empty: number | undefined, most = MAX_M): number | undefined {
    const cell = this.of(column);
    if (cell === '') return empty;
    const value = Number(cell);
    if (/^\d+(\.\d+)?$/.test(cell) && value <= most) return value;
    this.fault(column, 'fault-number');
    return undefined;
  }

  time(column: string, alone: 'begins' | 'ends' | 'refused'): Date | undefined {
    const cell = this.of(column);
    if (cell === '') return undefined;
    const at = timeOf(cell, this.of('time_zone'), alone);
    if (at instanceof Date) return at;
    this.fault(column, at);
    return undefined;
  }

  positions(column: string): Read[] {
    const all = this.of(column).split(/[;\n]/).filter((one) => one.trim() !== '').map(read);
    const sound = all.filter((one) => one !== undefined);
    if (sound.length < all.length) this.fault(column, 'fault-coordinate');
    return sound;
  }

  forces(usual: Force[]): Force[] {
    const said = this.list('forces');
    if (said.some((one) => !(FORCES as readonly string[]).includes(one))) this.fault('forces', 'fault-word');
    return said.length > 0 ? (said as Force[]) : usual;
  }

  /** Both edges, or all heights. */
  heights(): Heights | undefined {
    const [lower, upper] = (['altitude_lower_m', 'altitude_upper_m'] as const).map((column) => {
      const cell = this.of(column);
      const value = Number(cell);
      if (cell !== '' && !(/^-?\d+(\.\d+)?$/.test(cell) && Math.abs(value) <= 100_000)) this.fault(column, 'fault-number');
      return cell === '' ? undefined : value;
    });
    if (lower === undefined && upper === undefined) return undefined;
    if (lower === undefined || upper === undefined) this.fault(lower === undefined ? 'altitude_lower_m' : 'altitude_upper_m', 'fault-required');
    else if (!(lower < upper)) this.fault('altitude_upper_m', 'fault-number');
    else return [lower, upper];
    return undefined;
  }
}
