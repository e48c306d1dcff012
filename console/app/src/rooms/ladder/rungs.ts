/**
 * How far a notification has come with each of those who were told of it, out of the records that say so.
 *
 * The register lists no ladder; it lists records, one line each. The lines are gone through from where the notification
 * was first told, and those that may be about it are fetched whole; only what their statements say counts.
 */

import type { ConsentLine, NotificationAnswer, RecordLine, RecordView } from '../../register/api.gen.ts';
import { get } from '../../register/client.ts';

/** The steps that are expected of a recipient, in their order; being sent is the register's own. */
export const EXPECTED = ['received', 'acknowledged', 'ingested', 'disseminated'] as const;

/** Pages of records that are gone through at most, of a thousand lines each. */
const MOST_PAGES = 30;
const PAGE = 1_000;

/** Somebody's word: a step of the ladder, or in a dispute. */
export interface Word {
  record: number;
  at: string;
  party: string;
  by: string;
  desk: string;
  word: string;
  text: string | undefined;
  flags: string[];
}

/** One recipient of one version. */
export interface Rung {
  party: string;
  name: string;
  /** The number in its inbox. */
  item: number;
  resolution: string;
  sent: { at: string; record: number };
  steps: Word[];
}

/** One version with everybody who was told of it. */
export interface Version {
  record: number;
  at: string;
  rungs: Rung[];
}

export interface Ladder {
  shown: NotificationAnswer;
  versions: Version[];
  dispute: Word[];
  /** The records from here on were not gone through. */
  until: number | undefined;
}

interface Said {
  kind?: string;
  item?: number;
  step?: string;
  text?: unknown;
}

function says(record: RecordView): Said | undefined {
  const said: unknown = record.statement && 'says' in record.statement ? record.statement.says : undefined;
  return typeof said === 'object' && said !== null ? (said as Said) : undefined;
}

function wordOf(record: RecordView, word: string, text: unknown): Word | undefined {
  const statement = record.statement;
  if (!statement || !('party' in statement)) return undefined;
  const { party, desk } = statement as { party: { id: string; name?: string | null }; desk: { id: string; name?: string | null } };
  return {
    record: record.index,
    at: record.received_at,
    party: party.id,
    by: party.name ?? party.id,
    desk: desk.name ?? desk.id,
    word,
    text: typeof text === 'string' ? text : undefined,
    flags: record.flags,
  };
}

/** Goes through the records once, and on from there each time after. */
export class Reader {
  readonly #party: string;
  readonly #id: string;
  #shown: NotificationAnswer | undefined;
  #stands = '';
  #next: number | undefined;
  #items = new Set<number>();
  readonly #found = new Map<number, RecordView>();
  /** Records that may be about it: a step with its item, or a word in its dispute. */
  readonly #lines = new Map<number, number | undefined>();

  constructor(party: string, id: string) {
    this.#party = party;
    this.#id = id;
  }

  /**
   * Reads it.
   *
   * @param stands how it stands by the list of notifications; where that is as before, the notification itself is not
   * asked for again, since each time it is shown is a look on record.
   */
  async read(stands: string): Promise<Ladder> {
    if (!this.#shown || this.#stands !== stands) {
      this.#shown = await get('/v1/notifications/{party}/{notification}', { party: this.#party, notification: this.#id });
      this.#stands = stands;
    }
    const shown = this.#shown;
    const first = Math.min(...shown.versions.map((version) => version.record));
    this.#next ??= first;
    const retold = await this.#retold(shown.consents ?? []);
    const versions = shown.versions.map(({ record, received_at }): Version => ({ record, at: received_at, rungs: told(record, [...shown.records, ...retold]) }));
    this.#items = new Set(versions.flatMap((version) => version.rungs.map((rung) => rung.item)));
    const until = await this.#goOn();
    const words = [...this.#found.values()].sort((a, b) => a.index - b.index);
    for (const version of versions)
      for (const rung of version.rungs)
        rung.steps = words.flatMap((record) => {
          const said = says(record);
          const word = said?.kind === 'acknowledgement' && said.item === rung.item ? wordOf(record, String(said.step), said.text) : undefined;
          return word && word.party === rung.party ? [word] : [];
        });
    const dispute = words.flatMap((record) => {
      const said = says(record);
      if (said?.kind !== 'contest') return [];
      return wordOf(record, String(said.step), said.text) ?? [];
    });
    return { shown, versions: versions.reverse(), dispute, until };
  }

  /** Whom the owner let be told later: what was told anew stands in the record that changed it. */
  async #retold(consents: readonly ConsentLine[]): Promise<RecordView[]> {
    return Promise.all(consents.map(async ({ record }) => this.#found.get(record) ?? get('/v1/records/{index}', { index: record })));
  }

  /** Goes on; from where on nothing was gone through, where that was too much at once. */
  async #goOn(): Promise<number | undefined> {
    let isEnd = false;
    for (let page = 0; page < MOST_PAGES && !isEnd; page++) {
      const from = this.#next ?? 0;
      const { records, next }: { records: RecordLine[]; next?: number | null } = await get('/v1/records', {}, { from, limit: PAGE });
      for (const line of records) this.#take(line);
      isEnd = next === undefined || next === null;
      this.#next = next ?? Math.max(from, ...records.map((line) => line.index + 1));
    }
    for (const [index, item] of this.#lines) {
      if (item !== undefined && !this.#items.has(item)) continue;
      if (!this.#found.has(index)) this.#found.set(index, await get('/v1/records/{index}', { index }));
    }
    return isEnd ? undefined : this.#next;
  }

  #take(line: RecordLine): void {
    const item = line.kind === 'acknowledgement' ? /^item (\d+) of its inbox/.exec(line.says)?.[1] : undefined;
    if (item !== undefined) this.#lines.set(line.index, Number(item));
    else if (line.kind === 'contest' && line.says.includes(this.#id)) this.#lines.set(line.index, undefined);
  }
}

/** Everybody whom records put a version before. */
function told(version: number, records: readonly RecordView[]): Rung[] {
  const rungs = records.flatMap((record): Rung[] => {
    const sent = { at: record.received_at, record: record.index };
    const first = record.index === version ? record.told : [];
    const anew = (record.retold ?? []).filter((one) => one.record === version);
    return [...first, ...anew].map(({ to, number, resolution }) => ({ party: to.id, name: to.name ?? to.id, item: number, resolution, sent, steps: [] }));
  });
  return rungs.sort((a, b) => a.name.localeCompare(b.name));
}
