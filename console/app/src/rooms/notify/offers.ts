/** Which tables a workbook holds: by the markers of its sheets, movements put together with their legs from another sheet. */

import { filled, markedBy, MAX_ROWS, tableOf, type Marked, type Sheet, type SheetFault, type SheetRow, COLUMNS } from './sheet.ts';
import type { BookSheet } from './sheets.ts';

type Found<Of extends Marked> = Sheet<Of> | { faults: SheetFault[] };

/** A table that may be taken, and the sheets that it stands on. */
export interface Offer {
  names: string[];
  table: Found<'sites' | 'movement-legs'>;
}

/** The tables of a workbook; sheets without a marker are none. */
export function offersOf(sheets: readonly BookSheet[]): Offer[] {
  const marked = sheets.flatMap(({ name, lines }) => {
    const [first, ...body] = filled(lines);
    const template = markedBy(first?.cells[0]?.text);
    return template ? [{ name, template, body }] : [];
  });
  const whole = marked.flatMap(({ name, template, body }): Offer[] => (template === 'sites' || template === 'movement-legs' ? [{ names: [name], table: tableOf(template, body) }] : []));
  const [movements, legs] = (['movements', 'legs'] as const).map((wanted) => marked.filter(({ template }) => template === wanted));
  if (!movements?.length && !legs?.length) return whole;
  const names = [...(movements ?? []), ...(legs ?? [])].map(({ name }) => name);
  const [ways, parts] = [movements?.[0], legs?.[0]];
  // Of several nobody knows which legs belong to which movements.
  if (!ways || !parts || names.length > 2) return [...whole, { names, table: { faults: [{ what: 'sheet-alone' }] } }];
  return [...whole, { names, table: joined({ name: ways.name, of: tableOf('movements', ways.body) }, { name: parts.name, of: tableOf('legs', parts.body) }) }];
}

interface Named<Of extends Marked> {
  name: string;
  of: Found<Of>;
}

/** One row for each leg, as in CSV; the first leg of a movement has what the movement says. */
function joined(movements: Named<'movements'>, legs: Named<'legs'>): Found<'movement-legs'> {
  const [ways, parts] = [movements.of, legs.of];
  if ('faults' in ways || 'faults' in parts) return { faults: [...('faults' in ways ? ways.faults : []), ...('faults' in parts ? parts.faults : [])] };
  const used = new Set<SheetRow>();
  const rows = ways.rows.flatMap((way): SheetRow[] => {
    const own = parts.rows.filter((leg) => !used.has(leg) && leg.cells['reference'] === way.cells['reference']);
    for (const leg of own) used.add(leg);
    const [first, ...rest] = own;
    const label = `${movements.name} ${way.number}`;
    if (!first) return [{ ...way, label }];
    return [
      { number: way.number, label: `${label}, ${legs.name} ${first.number}`, cells: { ...first.cells, ...way.cells }, origins: { ...first.origins, ...way.origins } },
      // The movement's zone is that of the times of all its legs.
      ...rest.map((leg) => ({ ...leg, label: `${legs.name} ${leg.number}`, cells: { ...leg.cells, ...('time_zone' in way.cells && { time_zone: way.cells['time_zone'] }) } })),
    ];
  });
  // Legs of no movement stay rows, whose fault is that they ask for nothing.
  const left = parts.rows.filter((leg) => !used.has(leg)).map((leg) => ({ ...leg, label: `${legs.name} ${leg.number}` }));
  const all = [...rows, ...left];
  if (all.length > MAX_ROWS) return { faults: [{ what: 'sheet-too-long' }] };
  const columns = COLUMNS['movement-legs'].filter((column) => ways.columns.includes(column) || parts.columns.includes(column));
  return { template: 'movement-legs', columns, rows: all };
}
