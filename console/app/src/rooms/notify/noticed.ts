/**
 * What the page points out before something is sent: likely slips. The register takes it all the same, and flags what it
 * notices by itself.
 */

import type { ZoneView } from '../../register/api.gen.ts';
import { apart, extent, extentsOf } from '../../map/extent.ts';
import type { Draft } from './draft.ts';
import { alike } from './names.ts';
import type { OwnOne } from './own.svelte.ts';
import { boundaryOf, lines, moment, touching, type Understood } from './understood.ts';

/** Beside its precisions, so near is the same place for whoever types it twice, in metres. */
const NEAR_M = 250;

export interface Noticed {
  /** By a key of the catalogue. */
  what: 'noticed-outside' | 'noticed-no-boundary' | 'noticed-duplicate' | 'noticed-past' | 'noticed-stale' | 'noticed-late' | 'noticed-nobody' | 'noticed-wide';
  /** Of a duplicate: which, and how far at least. */
  other?: { id: string; name: string; metres: number };
}

/** Own notifications in force that a draft may tell once more. */
export function duplicates(draft: Draft, understood: Understood, own: readonly OwnOne[]): Noticed[] {
  const found: Noticed[] = [];
  const parts = understood.parts.map((part) => extent(part, understood.precision_m));
  const names = lines(draft.names);
  for (const { shown, says, place } of own) {
    if (shown.id === draft.id || !place || parts.length === 0) continue;
    const others = place.shapes.flatMap((shape) => extentsOf(shape, place.precision_m ?? 0));
    const metres = Math.min(...parts.flatMap((part) => others.map((other) => apart(part, other))));
    const isNamed = shown.names.some((name) => names.some((own) => alike(name, own)));
    const isSameKind = says !== undefined && ('site' in says ? says.site.category === draft.category : 'movement' in says ? says.movement.mode === draft.mode : true);
    // The same name far away is another place with that name; the same kind nearby is likely the same place.
    if (metres > NEAR_M || !(isSameKind || isNamed)) continue;
    if (draft.kind !== 'site' && !meets(understood, place.from, place.until)) continue;
    found.push({ what: 'noticed-duplicate', other: { id: shown.id, name: shown.names[0] ?? '', metres } });
  }
  return found;
}

function meets(understood: Understood, from: string | undefined, until: string | undefined): boolean {
  const window = understood.window;
  if (!window || !from) return true;
  return new Date(from) < (window.until ?? new Date(8.64e15)) && (!until || window.from < new Date(until));
}

/** Everything else that is pointed out. */
export function noticed(draft: Draft, understood: Understood, zones: readonly ZoneView[], now: number): Noticed[] {
  const found: Noticed[] = [];
  if (understood.parts.length > 0) {
    const drawn = zones.filter((zone) => boundaryOf(zone).length > 0);
    if (drawn.length === 0) found.push({ what: 'noticed-no-boundary' });
    else if (touching(understood.parts, understood.precision_m, drawn).length === 0) found.push({ what: 'noticed-outside' });
  }
  const { window } = understood;
  if (window?.until && window.until.getTime() <= now) found.push({ what: 'noticed-past' });
  else if (draft.kind === 'movement' && window && window.from.getTime() < now) found.push({ what: 'noticed-late' });
  const reconfirm = moment(draft.reconfirm);
  if (draft.kind === 'site' && reconfirm && reconfirm.getTime() <= now) found.push({ what: 'noticed-stale' });
  if (understood.precision_m > 1_000) found.push({ what: 'noticed-wide' });
  if (Object.keys(draft.shares).length === 0) found.push({ what: 'noticed-nobody' });
  return found;
}
