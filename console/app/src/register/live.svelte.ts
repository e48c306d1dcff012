/**
 * What the page shows of the register, kept up to date by the event streams.
 *
 * Each list is fetched again when an event may have changed it, and now and then because time alone may have. The
 * register derives; this arranges nothing and judges nothing.
 */

import { untrack } from 'svelte';
import type {
  ChannelView,
  DeskView,
  NotificationView,
  OwedView,
  PartyView,
  PlanView,
  RecordLine,
  RecordView,
  StandingStopView,
  ZoneView,
} from './api.gen.ts';
import { gather } from './lists.ts';
import { Problem, get, text } from './client.ts';
import { choices } from '../shell/choices.svelte.ts';
import { readCheckpoint, type Checkpoint } from './checkpoint.ts';
import { Keeper } from './keeper.ts';
import { line } from './line.svelte.ts';
import { saying } from './saying.svelte.ts';
import { session } from './session.svelte.ts';
import type { ShownList } from './shown.ts';
import { Stream, type Kind, type Lane } from './stream.ts';

/** Records that the feed shows at most. */
export const FED = 200;
/** Notifications of a page. */
const PAGE = 1_000;
/** Time alone changes things: everything is asked for again after so long. */
const LOOK_AGAIN_MS = 60_000;
/** Lists of rooms that are not open are asked for so often, for a start without a line; the first time once the page stands. */
const GATHER_MS = 5 * 60_000;
const GATHER_FIRST_MS = 4_000;
/** Of the coverage so much before and after now, as its room begins with. */
const COVERED_MS = 12 * 3_600_000;
/** A list is asked for again at most so often; alerts and stops at once. */
const PACE_MS = 1_000;

/** A list that is fetched. */
export class Kept<T> {
  value = $state.raw<T | undefined>();
  problem = $state.raw<Problem | undefined>();
  /** When it was last as the register has it. */
  at = $state<number | undefined>();
  readonly #fetch: () => Promise<T>;
  readonly #pace: () => number;
  #running = false;
  #again = false;
  #last = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(fetch: () => Promise<T>, pace: () => number = () => PACE_MS) {
    this.#fetch = fetch;
    this.#pace = pace;
  }

  /** Asks again, now or when its pace allows. */
  refresh(): void {
    if (this.#timer !== undefined) return;
    const wait = Math.max(0, this.#last + this.#pace() - Date.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.now();
    }, wait);
  }

  /** Asks now; what is asked meanwhile is asked once more behind it. */
  async now(): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    do {
      this.#again = false;
      this.#last = Date.now();
      try {
        this.value = await this.#fetch();
        this.problem = undefined;
        this.at = Date.now();
      } catch (error) {
        this.problem = error instanceof Problem ? error : new Problem('internal', 0, String(error));
        if (this.problem.status === 401) session.over();
      }
    } while (this.#again);
    this.#running = false;
  }

  /** As it was at an earlier time. */
  restore(value: T, at: number): void {
    if (this.at === undefined) [this.value, this.at] = [value, at];
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.value = undefined;
    this.at = undefined;
  }
}

async function notifications(): Promise<NotificationView[]> {
  const all: NotificationView[] = [];
  let after: string | undefined;
  do {
    const page = await get('/v1/notifications', {}, { after, limit: PAGE });
    all.push(...page.notifications);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return all;
}

/** Every zone with its boundaries and rules. */
async function zones(): Promise<ZoneView[]> {
  const named = await get('/v1/zones');
  return Promise.all(named.map(({ id }) => get('/v1/zones/{zone}', { zone: id })));
}

async function feed(): Promise<RecordLine[]> {
  const size = live.checkpoint.value?.size ?? 0;
  const lines: RecordLine[] = [];
  let from: number | undefined = Math.max(0, size - FED);
  while (from !== undefined) {
    const page: { records: RecordLine[]; next?: number | null } = await get('/v1/records', {}, { from, limit: 1_000 });
    lines.push(...page.records);
    from = page.next ?? undefined;
  }
  return lines.reverse().slice(0, FED);
}

/** What kind of act a record says; nothing where the register acts by itself. */
function kindOf(record: RecordView | undefined): string | undefined {
  const says: unknown = record?.statement && 'says' in record.statement ? record.statement.says : undefined;
  return typeof says === 'object' && says !== null && 'kind' in says ? String(says.kind) : undefined;
}

class Live {
  readonly parties: Kept<PartyView[]> = new Kept(() => get('/v1/parties'));
  readonly desks: Kept<DeskView[]> = new Kept(() => get('/v1/desks'));
  readonly zones: Kept<ZoneView[]> = new Kept(zones);
  readonly channels: Kept<ChannelView[]> = new Kept(() => get('/v1/channels'));
  readonly alerts: Kept<OwedView[]> = new Kept(() => get('/v1/alerts'), () => 0);
  readonly stops: Kept<StandingStopView[]> = new Kept(() => get('/v1/stops'), () => 0);
  readonly plans: Kept<PlanView[]> = new Kept(() => get('/v1/plans'));
  readonly notifications: Kept<NotificationView[]> = new Kept(notifications, () =>
    // The more there are, the longer a list holds.
    Math.max(PACE_MS, (this.notifications.value?.length ?? 0) * 2),
  );
  readonly feed: Kept<RecordLine[]> = new Kept(feed, () => 2_000);
  readonly checkpoint: Kept<Checkpoint> = new Kept(async () => readCheckpoint(await text('/v1/checkpoint')));
  readonly witnessed: Kept<Checkpoint> = new Kept(async () => readCheckpoint(await text('/log/checkpoint')));
  /** Whether each lane of the stream is there. */
  lines = $state<Record<Lane, boolean>>({ urgent: false, all: false });
  /** Counts what was heard, so that rooms know that something came. */
  count = $state(0);
  #streams: Stream[] = [];
  /** What a room keeps for itself, and which acts concern it. */
  readonly #rooms = new Map<Kept<unknown>, RegExp>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #watch: (() => void) | undefined;
  #gathering: ReturnType<typeof setInterval>[] = [];
  readonly #keeper = new Keeper(() => this.#named());

  /** When the register was last heard, by what is shown. */
  get at(): number | undefined {
    const all = Object.values(this.#named()).flatMap(({ at }) => (at === undefined ? [] : [at]));
    return all.length > 0 ? Math.max(...all) : undefined;
  }

  get isOnline(): boolean {
    return line.reachable && (this.lines.all || this.lines.urgent);
  }

  /** Begins to follow. */
  begin(): void {
    if (this.#streams.length > 0) return;
    for (const kept of this.#all()) if (kept !== this.feed) void kept.now();
    void this.checkpoint.now().then(() => this.feed.now());
    this.#streams = (['urgent', 'all'] as const).map((lane) => new Stream(lane, this));
    // What came while the line was not there, the streams tell; whatever they cannot is asked for.
    this.#watch = line.watch(() => {
      void saying.retry();
      // The session may have ended meanwhile, or not have begun.
      void session.resume().then(() => {
        if (session.phase !== 'in') return;
        for (const stream of this.#streams) stream.again();
        for (const kept of this.#all()) kept.refresh();
      });
    });
    this.#keeper.begin();
    this.#gathering = [setTimeout(() => void this.#gather(), GATHER_FIRST_MS), setInterval(() => void this.#gather(), GATHER_MS)];
    this.#timer = setInterval(() => {
      for (const kept of this.#all()) kept.refresh();
      void saying.retry();
    }, LOOK_AGAIN_MS);
  }

  /**
   * Keeps a list of a room up to date for as long as the room shows it: `$effect(() => live.follow(kept, /request/))`.
   *
   * @param concerns the kinds of acts (`says.kind`) after which it is asked for again.
   */
  follow(kept: Kept<unknown>, concerns: RegExp): () => void {
    this.#rooms.set(kept, concerns);
    // What is read to ask the question is no reason to begin anew.
    untrack(() => void kept.now());
    return () => {
      this.#rooms.delete(kept);
      kept.stop();
    };
  }

  end(): void {
    for (const stream of this.#streams) stream.close();
    this.#streams = [];
    clearInterval(this.#timer);
    for (const timer of this.#gathering) clearInterval(timer);
    this.#watch?.();
    this.#keeper.end();
    for (const kept of this.#all()) kept.stop();
    this.lines = { urgent: false, all: false };
  }

  /** An event of a stream. */
  heard(kind: Kind, record: RecordView | undefined): void {
    this.count += 1;
    // Whoever comes back asks for everything; each event, for what it may have changed.
    if (kind === 'begin') return;
    if (kind === 'alert' || kind === 'stop') {
      void this.alerts.now();
      void this.stops.now();
    }
    const says = kindOf(record);
    const concerns = says === undefined ? this.#all() : this.#concerned(says);
    for (const kept of concerns) kept.refresh();
    void this.checkpoint.now().then(() => this.feed.refresh());
  }

  line(lane: Lane, open: boolean): void {
    const back = open && !this.lines[lane];
    this.lines = { ...this.lines, [lane]: open };
    if (!back) return;
    for (const kept of this.#all()) if (kept !== this.feed && kept.problem) kept.refresh();
    void saying.retry();
  }

  #concerned(says: string): Kept<unknown>[] {
    const of = [...this.#rooms].filter(([, concerns]) => concerns.test(says)).map(([kept]) => kept);
    const own: Kept<unknown>[] = [this.alerts, this.stops, ...of];
    if (/party|desk|key|rotation|revocation/.test(says)) return [...own, this.parties, this.desks];
    if (/boundary|profile/.test(says)) return [...own, this.zones, this.notifications];
    if (/plan|check/.test(says)) return [...own, this.plans];
    if (/channel/.test(says)) return [...own, this.channels];
    if (/alert|stop/.test(says)) return own;
    return [...own, this.notifications, this.channels];
  }

  /** Asks for the lists of the rooms that are not open, where they can be kept and the line is not slow. */
  async #gather(): Promise<void> {
    if (!session.key?.keeping || session.kept || !line.reachable || choices.frugal) return;
    const until = new Date(Date.now() + COVERED_MS).toISOString();
    const from = new Date(Date.now() - COVERED_MS).toISOString();
    await gather((path, query) => get(path as '/v1/requests', {}, path === '/v1/coverage' ? { from, until } : query));
    await this.#keeper.now();
  }

  /** Shows what was kept, where nothing newer came. */
  restore(lists: Record<string, ShownList>): void {
    for (const [name, kept] of Object.entries(this.#named())) {
      const list = lists[name];
      if (list) kept.restore(list.value, list.at);
    }
  }

  /** Shows no more of what was kept than what is owed. */
  hide(): void {
    for (const kept of this.#all()) if (kept !== this.alerts && kept !== this.stops) kept.stop();
  }

  /** The lists of the house, by name. */
  #named(): Record<string, Kept<unknown>> {
    const { alerts, stops, parties, desks, zones, channels, plans, notifications, checkpoint, witnessed, feed } = this;
    return { alerts, stops, parties, desks, zones, channels, plans, notifications, checkpoint, witnessed, feed };
  }

  #all(): Kept<unknown>[] {
    return [...Object.values(this.#named()), ...this.#rooms.keys()];
  }
}

export const live: Live = new Live();
