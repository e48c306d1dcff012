/**
 * The party's own notifications with what they say: fetched one by one when something shows them, and kept while the page
 * is open and nothing was said of them since. One's own places leave no look.
 */

import { get, type Answer } from '../../register/client.ts';
import type { NotificationView, RecordView } from '../../register/api.gen.ts';
import { live } from '../../register/live.svelte.ts';
import { session } from '../../register/session.svelte.ts';
import { drawn, type Drawn } from '../../map/ground.ts';
import type { PlacedView } from '../../register/api.gen.ts';

export type Shown = Answer<'/v1/notifications/{party}/{notification}'>;

/** What one of the three kinds says. */
export type Said = PlacedView['says'];

export interface OwnOne {
  shown: Shown;
  says: Said | undefined;
  place: Drawn | undefined;
}

/** Looked at for duplicates at most, the latest first. */
export const MAX_LOOKED_AT = 200;
/** Fetched at a time. */
const AT_ONCE = 4;

/** The body wherever it stands in an act: notified, amended or relayed. */
function inside(says: unknown, depth = 0): Said | undefined {
  if (typeof says !== 'object' || says === null || depth > 3) return undefined;
  const act = says as Record<string, unknown>;
  for (const kind of ['site', 'movement', 'nil']) {
    if (act['kind'] === kind) return { [kind]: act } as unknown as Said;
    if (typeof act[kind] === 'object' && act[kind] !== null) return act as unknown as Said;
  }
  for (const value of Object.values(act)) {
    const found = inside(value, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** What a record says, where it is one of the three kinds. */
export function saidIn(record: RecordView): Said | undefined {
  return inside(record.statement && 'says' in record.statement ? record.statement.says : undefined);
}

/** The record that was said of it last. */
function latest(one: NotificationView): number {
  return Math.max(0, ...one.versions.map((version) => version.record), ...one.reports.map((report) => report.record));
}

class Own {
  readonly #kept = new Map<string, { record: number; one: Promise<OwnOne> }>();

  /** The party's own, the latest first. */
  get all(): NotificationView[] {
    const party = session.view?.party;
    return (live.notifications.value ?? []).filter((one) => one.party.id === party).sort((a, b) => latest(b) - latest(a));
  }

  get inForce(): NotificationView[] {
    return this.all.filter((one) => one.states.length === 0 || one.states.includes('in-force'));
  }

  /** One with everything that it says. */
  one(id: string): Promise<OwnOne> {
    const party = session.view?.party ?? '';
    const standing = live.notifications.value?.find((one) => one.party.id === party && one.id === id);
    const record = standing ? latest(standing) : 0;
    const kept = this.#kept.get(id);
    if (kept && kept.record === record) return kept.one;
    const one = get('/v1/notifications/{party}/{notification}', { party, notification: id }).then((shown): OwnOne => {
      const record = shown.records.find((one) => one.index === shown.versions.at(-1)?.record);
      const says = record && saidIn(record);
      return { shown, says, place: says && drawn({ party: shown.party, id: shown.id, record: record.index, says }) };
    });
    this.#kept.set(id, { record, one });
    // What failed is asked for again.
    one.catch(() => this.#kept.delete(id));
    return one;
  }

  /** Those in force of a kind, with what they say; the latest, as many as are looked at. */
  async of(kind: string): Promise<OwnOne[]> {
    const wanted = this.inForce.filter((one) => one.kind === kind).slice(0, MAX_LOOKED_AT);
    const found: OwnOne[] = [];
    for (let at = 0; at < wanted.length; at += AT_ONCE) {
      found.push(...(await Promise.all(wanted.slice(at, at + AT_ONCE).map(({ id }) => this.one(id)))));
    }
    return found;
  }
}

export const own = new Own();
