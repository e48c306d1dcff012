/** What parties notify: sites, movements and nils, and what becomes of them. */

import { cellsOf, type Cells } from '../cells.ts';
import { fields, type Item } from '../cbor.ts';
import type { Sealer } from '../disclosure.ts';
import { readId } from '../id.ts';
import { cellPlace, instant, movementPlace, sitePlace, volume, type Footprint, type MovementPlace, type SitePlace, type Volume } from '../place.ts';
import * as words from '../word.ts';
import { shares, type Act, type Share } from './act.ts';

/** Names and marks. */
export interface Details {
  names: string[];
  code?: string;
  asGiven?: string;
  capture?: string;
  marking?: string;
  vehicles?: number;
  purpose?: string;
  reference?: string;
}

/** Persons, who are kept apart. */
export interface Personal {
  contact?: string;
  verifiedBy: string[];
  persons: string[];
}

/** What sites and movements have alike. */
interface Told {
  id: Uint8Array;
  /** In which zone, where that is known. */
  zone?: string;
  /** The cells of the place, where they are others than those of {@link cellsOf}. */
  cells?: Cells;
  forces: words.Force[];
  details?: Details;
  personal?: Personal;
  shares: Share[];
}

/** A site in plain words. */
export interface Site extends Told {
  place: SitePlace;
  category: words.Category;
  reconfirmBy?: Date;
}

/** A movement in plain words. */
export interface Movement extends Told {
  place: MovementPlace;
  mode: words.Mode;
  emergency: boolean;
}

/** A nil in plain words. */
export interface Nil {
  id: Uint8Array;
  area: Volume;
  forces: words.Force[];
  asOf: Date;
  shares: Share[];
}

/** Any of the three. */
export type Notification = { site: Site } | { movement: Movement } | { nil: Nil };

/** A place exactly, by its cells, and by the zone that it is in: three digests, each of which may be told alone. */
async function digests(of: Told, exact: Item, parts: Footprint[], precision_m: number | undefined, from: Date, until: Date | undefined, sealer: Sealer): Promise<Item> {
  const cells = of.cells ?? cellsOf(parts, precision_m ?? 0);
  const existence = of.zone && fields({ 0: readId('zon', of.zone), 1: instant(from), 2: until && instant(until) });
  return fields({
    0: await sealer.seal('exact', exact),
    1: cells && (await sealer.seal('cell', cellPlace(cells, from, until))),
    2: existence ? await sealer.seal('existence', existence) : undefined,
  });
}

async function details(of: Details | undefined, sealer: Sealer): Promise<Uint8Array | undefined> {
  if (!of) return undefined;
  const all = fields({ 0: of.names, 1: of.code, 2: of.asGiven, 3: of.capture, 4: of.marking, 5: of.vehicles, 6: of.purpose, 7: of.reference });
  const says = of.names.length > 0 || [...all].some(([key, value]) => key > 0 && value !== undefined);
  return says ? sealer.seal('details', all) : undefined;
}

async function personal(of: Personal | undefined, sealer: Sealer): Promise<Uint8Array | undefined> {
  if (!of || (of.contact === undefined && of.verifiedBy.length === 0 && of.persons.length === 0)) return undefined;
  return sealer.seal('personal', fields({ 0: of.contact, 1: of.verifiedBy, 2: of.persons }));
}

async function siteBody(of: Site, sealer: Sealer): Promise<Item> {
  const place = await digests(of, sitePlace(of.place), [of.place.footprint], of.place.precision_m, of.place.from, of.place.until, sealer);
  return fields({
    0: of.id,
    1: place,
    2: words.number(words.CATEGORIES, of.category),
    3: words.forceSet(of.forces),
    4: of.reconfirmBy && instant(of.reconfirmBy),
    5: await details(of.details, sealer),
    6: await personal(of.personal, sealer),
    7: shares(of.shares),
  });
}

/** Everything that a movement covers, and its first and last moments. */
async function way(of: MovementPlace, told: Told, sealer: Sealer): Promise<Item> {
  const parts: Footprint[] = [
    ...of.legs.map(({ line, half_width_m }): Footprint => ({ kind: 'line', line, half_width_m })),
    ...of.holdingPoints.map(({ centre, radius_m }): Footprint => ({ kind: 'circle', centre, radius_m })),
  ];
  const windows = [...of.legs, ...of.holdingPoints].map((part) => part.window);
  const from = new Date(Math.min(...windows.map((one) => one.from.getTime())));
  const until = new Date(Math.max(...windows.map((one) => one.until.getTime())));
  return digests(told, movementPlace(of), parts, of.precision_m, from, until, sealer);
}

async function movementBody(of: Movement, sealer: Sealer): Promise<Item> {
  return fields({
    0: of.id,
    1: await way(of.place, of, sealer),
    2: words.number(words.MODES, of.mode),
    3: words.forceSet(of.forces),
    4: of.emergency,
    5: await details(of.details, sealer),
    6: await personal(of.personal, sealer),
    7: shares(of.shares),
  });
}

async function nilBody(of: Nil, sealer: Sealer): Promise<Item> {
  return fields({
    0: of.id,
    1: await sealer.seal('area', volume(of.area)),
    2: words.forceSet(of.forces),
    3: instant(of.asOf),
    4: shares(of.shares),
  });
}

/** The kind by its number, and the body. */
async function body(of: Notification, sealer: Sealer): Promise<[number, Item]> {
  if ('site' in of) return [0, await siteBody(of.site, sealer)];
  if ('movement' in of) return [1, await movementBody(of.movement, sealer)];
  return [2, await nilBody(of.nil, sealer)];
}

/** Something is notified. */
export async function notified(of: Notification, sealer: Sealer): Promise<Act> {
  const [kind, said] = await body(of, sealer);
  return [20 + kind, [said]];
}

/** Something is put in place of what was notified. */
export async function amended(of: Notification, sealer: Sealer): Promise<Act> {
  const [kind, said] = await body(of, sealer);
  return [23, [[kind, [said]]]];
}

/** A notification is taken back. */
export async function withdrawn(id: string, reason: string | undefined, sealer: Sealer): Promise<Act> {
  return [24, [fields({ 0: readId('ntf', id), 1: await sealer.text(reason) })]];
}

/** A notification still holds, until then. */
export function reconfirmed(id: string, by: Date): Act {
  return [25, [fields({ 0: readId('ntf', id), 1: instant(by) })]];
}

/** What a movement reports, in plain words. */
export interface Report {
  id: string;
  act: words.Report;
  at: Date;
  leg?: number;
  holdingPoint?: number;
  until?: Date;
  /** The way that it takes now, where it has another. */
  place?: MovementPlace;
}

/** A movement reports. */
export async function reported(of: Report, sealer: Sealer): Promise<Act> {
  const told = { id: readId('ntf', of.id), forces: [], shares: [] };
  const place = of.place ? await way(of.place, told, sealer) : fields({});
  return [
    27,
    [
      fields({
        0: told.id,
        1: words.number(words.REPORTS, of.act),
        2: instant(of.at),
        3: of.leg,
        4: of.holdingPoint,
        5: of.until && instant(of.until),
        6: place,
      }),
    ],
  ];
}
