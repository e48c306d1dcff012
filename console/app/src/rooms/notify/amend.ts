/** A notification of one's own as a draft of what is to stand in its place. */

import type { ShapeView } from '../../register/api.gen.ts';
import type { Category, Force, Mode, Resolution } from '../../statement/word.ts';
import { begun, minutes, type Draft } from './draft.ts';
import type { OwnOne } from './own.svelte.ts';

type Open<T> = Exclude<T, { sealed: string }>;

function opened<T>(value: T | null | undefined): Open<T> | undefined {
  if (value === null || value === undefined || (typeof value === 'object' && 'sealed' in value)) return undefined;
  return value as Open<T>;
}

/** With all of its digits: what is amended is as exact as it was. */
function written([lon = 0, lat = 0]: readonly number[]): string {
  return `${lat.toFixed(7)}, ${lon.toFixed(7)}`;
}

function positions(shape: ShapeView): string {
  const { type, coordinates } = shape.geometry as { type: string; coordinates: unknown };
  if (type === 'Point') return written(coordinates as number[]);
  if (type === 'LineString') return (coordinates as number[][]).map(written).join('\n');
  return ((coordinates as number[][][][])[0]?.[0] ?? []).slice(0, -1).map(written).join('\n');
}

/** Whether the form can hold a shape: one ring without holes, or a disc. */
function holds(shape: ShapeView): boolean {
  const { type, coordinates } = shape.geometry as { type: string; coordinates: unknown };
  if (type === 'LineString') return false;
  return type === 'Point' || ((coordinates as number[][][][]).length === 1 && (coordinates as number[][][][])[0]?.length === 1);
}

const time = (text: string | null | undefined): string => (text ? minutes(Date.parse(text)) : '');

function place(draft: Draft, shape: ShapeView | undefined): void {
  if (!shape || !holds(shape)) return;
  if (shape.geometry.type === 'Point') Object.assign(draft.area, { how: 'circle', text: positions(shape), radius: shape.radius_m ?? 0 });
  else Object.assign(draft.area, { how: 'polygon', corners: positions(shape) });
}

/** The draft; nothing where what was said cannot be read here any more. */
export function amending({ shown, says }: OwnOne, now: number): Draft | undefined {
  if (!says) return undefined;
  const body = 'site' in says ? says.site : 'movement' in says ? says.movement : says.nil;
  const kind = 'site' in says ? 'site' : 'movement' in says ? 'movement' : 'nil';
  const draft = begun(kind, now, body.forces as Force[]);
  Object.assign(draft, { id: shown.id, amends: true, shares: Object.fromEntries(body.shares.map(({ to, resolution }) => [to.id, resolution as Resolution])) });
  if ('nil' in says) {
    const area = opened(says.nil.area);
    place(draft, area);
    Object.assign(draft, { from: time(area?.from), until: time(area?.until), precision_m: area?.precision_m ?? null });
    return draft;
  }
  const told = 'site' in says ? says.site : says.movement;
  const details = opened(told.details);
  const personal = opened(told.personal);
  Object.assign(draft, {
    names: (details?.names ?? []).join('\n'),
    marking: details?.marking ?? '',
    purpose: details?.purpose ?? '',
    reference: details?.reference ?? '',
    vehicles: details?.vehicles ?? null,
    contact: personal?.contact ?? '',
    verified: (personal?.verified_by ?? []).join('\n'),
    zone: opened(told.place.existence)?.zone.id ?? '',
    told: opened(told.place.exact) ? 'exact' : opened(told.place.cell) ? 'cell' : 'existence',
  } satisfies Partial<Draft>);
  if ('site' in says) {
    const exact = opened(says.site.place.exact);
    place(draft, exact);
    Object.assign(draft, {
      category: says.site.category as Category,
      reconfirm: time(says.site.reconfirm_by),
      from: time(exact?.from),
      until: time(exact?.until),
      precision_m: exact?.precision_m ?? null,
      buffer_m: exact?.buffer_m ?? 0,
    } satisfies Partial<Draft>);
    return draft;
  }
  const exact = opened(says.movement.place.exact);
  Object.assign(draft, {
    mode: says.movement.mode as Mode,
    emergency: says.movement.emergency,
    precision_m: exact?.precision_m ?? null,
    buffer_m: exact?.buffer_m ?? 0,
    width_m: exact?.legs[0]?.half_width_m ?? 50,
    legs: (exact?.legs ?? []).map((leg) => ({ points: positions(leg), from: time(leg.from), until: time(leg.until) })),
    holds: (exact?.holding_points ?? []).map((hold) => ({ at: positions(hold), radius_m: hold.radius_m ?? 0, from: time(hold.from), until: time(hold.until) })),
  } satisfies Partial<Draft>);
  return draft;
}
