/**
 * What the rows of a table say, and every fault of every cell (docs/spec/import.md). A row with a fault says nothing; of a
 * movement one faulty leg is enough, for it would lack a part of its way.
 */

import { read } from '../../map/notation.ts';
import { plain, precisionOf } from '../../map/written.ts';
import type { Notification } from '../../statement/acts/notification.ts';
import { sha256 } from '../../statement/disclosure.ts';
import { writeId } from '../../statement/id.ts';
import type { Footprint, HoldingPoint, Leg } from '../../statement/place.ts';
import { CATEGORIES, MODES, type Force, type Resolution } from '../../statement/word.ts';
import { encode } from '../../keys/text.ts';
import { Cells, type CellFault } from './cells.ts';
import type { Sheet } from './sheet.ts';

/** What a row, or the rows of a movement, ask for. */
export type Asked =
  | { request: 'add' | 'amend'; says: (id: Uint8Array) => Notification; parts: Footprint[]; precision_m: number; most: Resolution | undefined }
  | { request: 'withdraw'; reason: string | undefined }
  | { request: 'reconfirm'; until: Date };

export interface RowRead {
  faults: Map<string, CellFault>;
  /** The rows that say it together, by their places; of a movement all of its legs. */
  with: number[];
  reference: string;
  /** What is asked for; at the first row of what says it. */
  asks: Asked | undefined;
}

const REQUESTS = { sites: ['add', 'amend', 'withdraw', 'reconfirm'], 'movement-legs': ['add', 'amend', 'withdraw'] } as const;
const joined = (...parts: (string | undefined)[]): string | undefined => parts.filter(Boolean).join('; ') || undefined;
const labelled = (label: string, value: string | undefined): string | undefined => value && `${label}: ${value}`;

/** The place of a site: coordinates, or latitude and longitude; the register's page has no gazetteer. */
function placeOf(cells: Cells): { footprint: Footprint; precision_m: number; given: string } | undefined {
  const pair = [cells.of('latitude'), cells.of('longitude')].filter(Boolean).join(', ');
  const column = cells.of('coordinates') !== '' ? 'coordinates' : 'latitude';
  const all = column === 'coordinates' ? cells.positions(column) : pair.includes(',') ? [read(pair)].filter((one) => one !== undefined) : [];
  if (column === 'latitude' && pair !== '' && all.length === 0) cells.fault('latitude', 'fault-coordinate');
  if (column === 'latitude' && pair === '') {
    if (cells.of('place') !== '') cells.fault('place', 'fault-no-gazetteer');
    else cells.fault('coordinates', 'fault-place-missing');
  }
  const radius_m = cells.number('radius_m', 0);
  const first = all[0];
  if (!first || radius_m === undefined) return undefined;
  if (all.length === 2) cells.fault('coordinates', 'fault-coordinate');
  // A number of a workbook implies nothing of how exact it is.
  const isBare = column === 'latitude' && (cells.isNumber('latitude') || cells.isNumber('longitude'));
  if (isBare && cells.of('precision_m') === '') cells.fault('precision_m', 'fault-precision');
  const given = column === 'coordinates' ? cells.of('coordinates') : pair;
  const footprint: Footprint = all.length === 1 ? { kind: 'circle', centre: plain(first), radius_m } : { kind: 'polygon', ring: all.map(plain) };
  return { footprint, precision_m: Math.max(isBare ? 0 : precisionOf(all), cells.number('precision_m', 0) ?? 0), given };
}

function siteOf(cells: Cells, usual: Force[], known: boolean): Asked | undefined {
  const request = cells.of('request');
  if (request === 'withdraw') return { request, reason: cells.text('remarks') };
  const [until, reconfirm] = [cells.time('valid_until', 'ends'), cells.time('reconfirm_by', 'ends')];
  if (cells.of('valid_until') === '' && cells.of('reconfirm_by') === '') cells.fault('reconfirm_by', 'fault-expiry');
  if (request === 'reconfirm') {
    const by = reconfirm ?? until;
    return by && { request, until: by };
  }
  if (request !== 'add' && request !== 'amend') return undefined;
  cells.need('category', 'name', 'valid_from', 'contact');
  const altitude_m = cells.heights();
  const from = cells.time('valid_from', 'begins');
  if (from && until && until <= from) cells.fault('valid_until', 'fault-window');
  const place = placeOf(cells);
  const buffer_m = cells.number('buffer_m', 0);
  const forces = cells.forces(usual);
  const word = cells.of('category');
  // Another word is taken as `other` and kept as written.
  const category = CATEGORIES.find((one) => one === word) ?? 'other';
  if (!from || !place || buffer_m === undefined || (request === 'add') === known) return undefined;
  const details = {
    names: [cells.of('name'), ...cells.list('other_names')],
    code: cells.text('p_code'),
    asGiven: place.given,
    capture: cells.text('capture_method'),
    marking: cells.text('marking'),
    purpose: joined(cells.text('function'), category === word ? undefined : labelled('category as written', word), labelled('organisation', cells.text('organisation')), labelled('relation', cells.text('relation')), labelled('partner', cells.text('partner')), cells.text('remarks')),
    reference: cells.of('reference'),
  };
  const personal = { contact: cells.of('contact'), verifiedBy: cells.list('verified_by'), persons: [] };
  return {
    request,
    parts: [place.footprint],
    precision_m: place.precision_m,
    most: (cells.text('resolution') as Resolution | undefined) ?? undefined,
    says: (id) => ({ site: { id, place: { footprint: place.footprint, altitude_m, from, until, precision_m: place.precision_m, buffer_m }, category, forces, reconfirmBy: reconfirm, details, personal, shares: [] } }),
  };
}

interface LegRead {
  number: number;
  leg: Leg;
  hold: HoldingPoint | undefined;
  precision_m: number;
}

function legOf(cells: Cells): LegRead | undefined {
  cells.need('leg', 'from', 'to', 'half_width_m', 'depart_earliest', 'arrive_latest');
  const number = cells.number('leg', undefined, 200);
  if (number !== undefined && (number < 1 || !Number.isInteger(number))) cells.fault('leg', 'fault-number');
  const [from, via, to] = [cells.positions('from'), cells.positions('via'), cells.positions('to')];
  for (const [column, all] of [['from', from], ['to', to]] as const) if (cells.of(column) !== '' && all.length !== 1) cells.fault(column, 'fault-coordinate');
  const width = cells.number('half_width_m', undefined);
  const [starts, , arrives, ends] = (['depart_earliest', 'depart_latest', 'arrive_earliest', 'arrive_latest'] as const).map((column) => cells.time(column, 'refused'));
  if (starts && ends && ends <= starts) cells.fault('arrive_latest', 'fault-window');
  const until = cells.time('hold_until', 'refused');
  const radius = cells.number('hold_radius_m', width);
  const holdFrom = arrives ?? starts;
  if (until && holdFrom && until <= holdFrom) cells.fault('hold_until', 'fault-window');
  const [a, b] = [from[0], to[0]];
  if (cells.faults.size > 0 || number === undefined || !a || !b || width === undefined || !starts || !ends) return undefined;
  const all = [a, ...via, b];
  const hold = until && holdFrom ? { centre: plain(b), radius_m: radius ?? width, window: { from: holdFrom, until } } : undefined;
  return { number, leg: { line: all.map(plain), half_width_m: width, window: { from: starts, until: ends } }, hold, precision_m: precisionOf(all) };
}

function movementOf(first: Cells, legs: LegRead[], usual: Force[], known: boolean): Asked | undefined {
  const request = first.of('request');
  if (request === 'withdraw') return { request, reason: first.text('remarks') };
  if (request !== 'add' && request !== 'amend') return undefined;
  first.need('mode', 'purpose', 'contact');
  const altitude_m = first.heights();
  if (first.of('emergency') === 'yes') first.need('emergency_reason');
  const [buffer_m, stated] = [first.number('buffer_m', 0), first.number('precision_m', 0)];
  const [vehicles, people] = [first.number('vehicles', undefined, 100_000), first.number('people', undefined, 1_000_000)];
  const forces = first.forces(usual);
  const mode = MODES.find((one) => one === first.of('mode'));
  const sorted = [...legs].sort((a, b) => a.number - b.number);
  if (sorted.some((leg, at) => at > 0 && leg.leg.window.from < (sorted[at - 1]?.leg.window.from ?? 0))) first.fault('leg', 'fault-window');
  if (!mode || buffer_m === undefined || stated === undefined || (request === 'add') === known) return undefined;
  const precision_m = Math.max(stated, ...sorted.map((leg) => leg.precision_m));
  const holdingPoints = sorted.flatMap(({ hold }) => (hold ? [hold] : []));
  const asked = (column: string, words: string): string | undefined => (first.of(column) === 'yes' ? words : undefined);
  const emergency = first.of('emergency') === 'yes';
  const details = {
    names: [],
    capture: first.text('capture_method'),
    marking: first.text('vehicle_marks'),
    vehicles,
    purpose: joined(first.text('purpose'), labelled('emergency', emergency ? first.text('emergency_reason') : undefined), labelled('people', people === undefined ? undefined : String(people)), labelled('organisation', first.text('organisation')), labelled('partner', first.text('partner')), asked('coordination', 'coordination under way is asked for'), asked('escort', 'an escort is asked for'), first.text('remarks')),
    reference: first.of('reference'),
  };
  const personal = { contact: joined(first.text('contact'), labelled('on board', first.text('contact_on_board'))), verifiedBy: first.list('verified_by'), persons: first.list('persons') };
  const parts: Footprint[] = [...sorted.map(({ leg }): Footprint => ({ kind: 'line', line: leg.line, half_width_m: leg.half_width_m })), ...holdingPoints.map(({ centre, radius_m }): Footprint => ({ kind: 'circle', centre, radius_m }))];
  return {
    request,
    parts,
    precision_m,
    most: (first.text('resolution') as Resolution | undefined) ?? undefined,
    says: (id) => ({ movement: { id, place: { legs: sorted.map(({ leg }) => ({ ...leg, altitude_m })), holdingPoints, precision_m, buffer_m }, mode, emergency, forces, details, personal, shares: [] } }),
  };
}

/** What every row says. `knows` tells which references the register has from this party. */
export function readRows(sheet: Sheet, usual: Force[], knows: (reference: string) => boolean): RowRead[] {
  const all = sheet.rows.map(({ cells, origins }) => new Cells(cells, origins, sheet.template));
  const groups = new Map<string, number[]>();
  for (const [at, cells] of all.entries()) {
    const reference = cells.of('reference');
    if (reference === '') cells.fault('reference', 'fault-required');
    else if (!/^[A-Za-z0-9\-_./:#]{1,64}$/.test(reference)) cells.fault('reference', 'fault-reference');
    const group = groups.get(reference) ?? [];
    if (sheet.template === 'sites' && group.length > 0 && reference !== '') cells.fault('reference', 'fault-twice');
    groups.set(reference, [...group, at]);
  }
  const adds = all.some((cells) => ['add', 'amend', 'reconfirm'].includes(cells.of('request'))) && all.some((cells) => cells.of('request') === 'withdraw');
  const read: RowRead[] = all.map((cells, at) => ({ faults: cells.faults, with: [at], reference: cells.of('reference'), asks: undefined }));
  for (const [reference, group] of groups) {
    const first = all[group[0] ?? 0];
    const own = read[group[0] ?? 0];
    if (!first || !own || reference === '') continue;
    const request = first.of('request');
    if (!(REQUESTS[sheet.template] as readonly string[]).includes(request)) first.fault('request', request === '' ? 'fault-required' : 'fault-word');
    if (adds) first.fault('request', 'fault-mixed');
    const known = knows(reference);
    if (request === 'add' && known) first.fault('reference', 'fault-told-already');
    if (request !== 'add' && request !== '' && !known) first.fault('reference', 'fault-never-told');
    own.with = group;
    if (sheet.template === 'sites') own.asks = siteOf(first, usual, known);
    else {
      const legs = request === 'withdraw' ? [] : group.map((at) => legOf(all[at] ?? first));
      const sound = legs.filter((leg) => leg !== undefined);
      for (const at of group) if (all[at] && legs.length > 1 && sound.filter((leg) => leg.number === Number(all[at]?.of('leg'))).length > 1) all[at].fault('leg', 'fault-legs');
      own.asks = movementOf(first, sound, usual, known);
      if (group.some((at) => (all[at]?.faults.size ?? 0) > 0)) own.asks = undefined;
    }
    if (first.faults.size > 0) own.asks = undefined;
  }
  return read;
}

/** The id of what a reference names: the same that the command line's import draws from it. */
export async function idOf(party: string, reference: string): Promise<Uint8Array> {
  const digest = await sha256(encode(`truceline import 1\nnotification\n${party}\n${reference}\n`, new Uint8Array(32)));
  return digest.slice(0, 16);
}

/** The same in letters. */
export async function nameOf(party: string, reference: string): Promise<string> {
  return writeId('ntf', await idOf(party, reference));
}
