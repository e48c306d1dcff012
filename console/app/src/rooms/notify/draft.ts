/**
 * A notification as it is being written: what somebody typed, letter by letter, so that it can be kept and gone on with.
 * Not here: what it means ({@link ./understood.ts}).
 */

import type { Written } from '../../shape/AreaField.svelte';
import { draw, writeId } from '../../statement/id.ts';
import type { Category, Force, Mode, Resolution } from '../../statement/word.ts';

export type NotificationKind = 'site' | 'movement' | 'nil';
export const KINDS: NotificationKind[] = ['site', 'movement', 'nil'];

/** How finely the register itself is told. */
export type Told = 'exact' | 'cell' | 'existence';
export const TOLD: Told[] = ['exact', 'cell', 'existence'];

/** A leg: the positions of its line, and its window in UTC. */
export interface LegWritten {
  points: string;
  from: string;
  until: string;
}

/** A holding point. */
export interface HoldWritten {
  at: string;
  radius_m: number | null;
  from: string;
  until: string;
}

export interface Draft {
  /** The notification's id: drawn when the draft is begun, or of what it amends. */
  id: string;
  amends: boolean;
  kind: NotificationKind;
  area: Written;
  legs: LegWritten[];
  holds: HoldWritten[];
  width_m: number | null;
  /** Times in UTC, to the minute; empty where there is none. */
  from: string;
  until: string;
  reconfirm: string;
  category: Category;
  mode: Mode;
  emergency: boolean;
  forces: Force[];
  /** A line for each script and spelling. */
  names: string;
  contact: string;
  verified: string;
  marking: string;
  purpose: string;
  reference: string;
  vehicles: number | null;
  precision_m: number | null;
  buffer_m: number | null;
  shares: Record<string, Resolution>;
  told: Told;
  /** The zone that it is said to lie in; empty: the first that it touches. */
  zone: string;
  /** When it was last written on. */
  at: string;
}

/** A moment as a field of minutes in UTC has it. */
export function minutes(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16);
}

const HOUR_MS = 3_600_000;

/** An empty draft. */
export function begun(kind: NotificationKind, now: number, forces: Force[]): Draft {
  const [from, until] = [minutes(now + 10 * 60_000), minutes(now + (kind === 'nil' ? 6 : 4) * HOUR_MS)];
  return {
    id: writeId('ntf', draw()),
    amends: false,
    kind,
    area: { how: kind === 'nil' ? 'polygon' : 'circle', text: '', radius: 100, corners: '' },
    legs: [{ points: '', from, until }],
    holds: [],
    width_m: 50,
    from: kind === 'site' ? minutes(now) : from,
    until: kind === 'site' ? '' : until,
    reconfirm: kind === 'site' ? minutes(now + 7 * 24 * HOUR_MS) : '',
    category: 'other',
    mode: 'overland',
    emergency: false,
    forces,
    names: '',
    contact: '',
    verified: '',
    marking: '',
    purpose: '',
    reference: '',
    vehicles: null,
    precision_m: null,
    buffer_m: 0,
    shares: {},
    told: 'exact',
    zone: '',
    at: new Date(now).toISOString(),
  };
}

/** Whether anything that is somebody's own stands in it. */
export function isBlank(draft: Draft): boolean {
  const typed = [draft.area.text, draft.area.corners, draft.names, draft.contact, draft.purpose, draft.marking, draft.reference, ...draft.legs.map((leg) => leg.points)];
  return !draft.amends && typed.every((text) => text.trim() === '');
}
