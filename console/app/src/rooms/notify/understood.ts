/** What a draft says in plain values, or what it lacks to say anything. Nothing is judged that the register judges. */

import type { ZoneView } from '../../register/api.gen.ts';
import { apart, extent, extentsOf, type Extent } from '../../map/extent.ts';
import { areaOf, plain, positions, precisionOf } from '../../map/written.ts';
import type { Notification } from '../../statement/acts/notification.ts';
import { readId } from '../../statement/id.ts';
import type { Footprint, HoldingPoint, Leg, Window } from '../../statement/place.ts';
import type { Draft } from './draft.ts';

/** What a draft lacks, by a key of the catalogue. */
export type Lack = 'lacks-place' | 'lacks-way' | 'lacks-hold' | 'lacks-window' | 'lacks-until' | 'lacks-forces' | 'lacks-expiry' | 'lacks-precision' | 'lacks-zone';

export interface Understood {
  says: Notification | undefined;
  lacks: Lack[];
  /** Everything that it covers, as far as it can be read. */
  parts: Footprint[];
  /** How far the true place may lie from the one written. */
  precision_m: number;
  window: { from: Date; until: Date | undefined } | undefined;
  zone: string | undefined;
}

/** A moment of a field of minutes in UTC. */
export function moment(text: string): Date | undefined {
  const at = new Date(`${text}Z`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

function window(from: string, until: string): Window | undefined {
  const [a, b] = [moment(from), moment(until)];
  return a && b && a < b ? { from: a, until: b } : undefined;
}

/** Lines of a text, without blank ones. */
export function lines(text: string): string[] {
  return text.split('\n').map((line) => line.trim()).filter(Boolean);
}

/** The zone that is named, else the first whose latest boundary the place touches. */
export function zoneOf(named: string, parts: Footprint[], precision_m: number, zones: readonly ZoneView[]): string | undefined {
  return named || touching(parts, precision_m, zones)[0]?.zone.id;
}

/** The zones whose latest boundary a place touches. */
export function touching(parts: Footprint[], precision_m: number, zones: readonly ZoneView[]): ZoneView[] {
  return zones.filter((zone) => boundaryOf(zone).some((area) => parts.some((part) => apart(extent(part, precision_m), area) === 0)));
}

/** The latest boundary of a zone that has a shape. */
export function boundaryOf(zone: ZoneView): Extent[] {
  const shape = zone.boundaries.findLast((one) => one.area)?.area;
  return shape ? extentsOf(shape) : [];
}

export function understand(draft: Draft, zones: readonly ZoneView[]): Understood {
  const lacks: Lack[] = [];
  const read = draft.kind === 'movement' ? wayOf(draft, lacks) : placeOf(draft, lacks);
  if (draft.forces.length === 0) lacks.push('lacks-forces');
  if (draft.precision_m !== null && !(draft.precision_m >= 0)) lacks.push('lacks-precision');
  const precision_m = Math.max(read.precision_m, draft.precision_m ?? 0);
  const zone = zoneOf(draft.zone, read.parts, precision_m, zones);
  if (draft.told === 'existence' && draft.kind !== 'nil' && zone === undefined) lacks.push('lacks-zone');
  const says = lacks.length === 0 ? said(draft, read, precision_m, zone) : undefined;
  return { says, lacks, parts: read.parts, precision_m, window: read.window, zone };
}

interface Found {
  parts: Footprint[];
  precision_m: number;
  window: Understood['window'];
  legs: Leg[];
  holds: HoldingPoint[];
}

function placeOf(draft: Draft, lacks: Lack[]): Found {
  const area = areaOf(draft.area, 1);
  if (!area) lacks.push('lacks-place');
  const [from, until] = [moment(draft.from), moment(draft.until)];
  if (!from || (draft.until !== '' && !(until && until > from))) lacks.push('lacks-window');
  else if (draft.kind === 'nil' && !until) lacks.push('lacks-until');
  if (draft.kind === 'site' && draft.until === '' && !moment(draft.reconfirm)) lacks.push('lacks-expiry');
  return { parts: area ? [area.footprint] : [], precision_m: area?.precision_m ?? 0, window: from && { from, until }, legs: [], holds: [] };
}

function wayOf(draft: Draft, lacks: Lack[]): Found {
  const found: Found = { parts: [], precision_m: 0, window: undefined, legs: [], holds: [] };
  const half_width_m = draft.width_m ?? -1;
  const windows: Window[] = [];
  for (const leg of draft.legs) {
    const [points, own] = [positions(leg.points, 2), window(leg.from, leg.until)];
    if (!points || !(half_width_m >= 0)) lacks.push('lacks-way');
    else {
      found.precision_m = Math.max(found.precision_m, precisionOf(points));
      found.parts.push({ kind: 'line', line: points.map(plain), half_width_m });
      if (own) found.legs.push({ line: points.map(plain), half_width_m, window: own });
    }
    if (own) windows.push(own);
    else lacks.push('lacks-window');
  }
  for (const hold of draft.holds) {
    const [at, own] = [positions(hold.at, 1)?.[0], window(hold.from, hold.until)];
    if (!at || !((hold.radius_m ?? -1) >= 0)) lacks.push('lacks-hold');
    else {
      found.precision_m = Math.max(found.precision_m, at.precision_m);
      found.parts.push({ kind: 'circle', centre: plain(at), radius_m: hold.radius_m ?? 0 });
      if (own) found.holds.push({ centre: plain(at), radius_m: hold.radius_m ?? 0, window: own });
    }
    if (own) windows.push(own);
    else lacks.push('lacks-window');
  }
  if (windows.length > 0) found.window = { from: new Date(Math.min(...windows.map((one) => one.from.getTime()))), until: new Date(Math.max(...windows.map((one) => one.until.getTime()))) };
  // Each is said once.
  lacks.splice(0, lacks.length, ...new Set(lacks));
  return found;
}

function said(draft: Draft, read: Found, precision_m: number, zone: string | undefined): Notification | undefined {
  const id = readId('ntf', draft.id);
  const shares = Object.entries(draft.shares).map(([to, resolution]) => ({ to, resolution }));
  const { forces } = draft;
  const from = read.window?.from;
  if (!from) return undefined;
  if (draft.kind === 'nil') {
    const footprint = read.parts[0];
    if (!footprint || !read.window?.until) return undefined;
    return { nil: { id, area: { footprint, window: { from, until: read.window.until }, precision_m }, forces, asOf: new Date(), shares } };
  }
  const given = draft.kind === 'site' ? (draft.area.how === 'circle' ? draft.area.text : draft.area.corners) : '';
  const words = (text: string): string | undefined => text.trim() || undefined;
  const told = {
    id,
    zone,
    forces,
    details: {
      names: lines(draft.names),
      asGiven: words(given.replace(/\s*\n\s*/g, '; ')),
      marking: words(draft.marking),
      vehicles: draft.vehicles ?? undefined,
      purpose: words(draft.purpose),
      reference: words(draft.reference),
    },
    personal: { contact: words(draft.contact), verifiedBy: lines(draft.verified), persons: [] },
    shares,
  };
  const buffer_m = Math.max(0, draft.buffer_m ?? 0);
  if (draft.kind === 'movement') return { movement: { ...told, place: { legs: read.legs, holdingPoints: read.holds, precision_m, buffer_m }, mode: draft.mode, emergency: draft.emergency } };
  const footprint = read.parts[0];
  return footprint && { site: { ...told, place: { footprint, from, until: read.window?.until, precision_m, buffer_m }, category: draft.category, reconfirmBy: moment(draft.reconfirm) } };
}
