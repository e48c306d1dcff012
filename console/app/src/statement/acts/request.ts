/** What the centre asks, and what a party answers. */

import { fields, type Item } from '../cbor.ts';
import type { Sealer } from '../disclosure.ts';
import { readId } from '../id.ts';
import { instant, lasting, sitePlace, volume, type SitePlace, type Volume } from '../place.ts';
import * as words from '../word.ts';
import type { Act } from './act.ts';

/** An answer is due after the time it is to be true at. */
const LEAST_MS = 60_000;

/** A request in plain words. */
export interface Request {
  id: Uint8Array;
  to: string;
  zone: string;
  /** Part of the zone; absent: all of it. */
  area?: Volume;
  forces: words.Force[];
  asOf: Date;
  dueBy: Date;
  every_ms?: number;
  until?: Date;
  remind_ms?: number;
}

/** A party is asked, once or again and again. */
export async function requested(of: Request, sealer: Sealer): Promise<Act> {
  const body = {
    0: of.id,
    1: readId('pty', of.to),
    2: readId('zon', of.zone),
    3: of.area && (await sealer.seal('area', volume(of.area))),
    4: words.forceSet(of.forces),
    5: instant(of.asOf),
    6: instant(of.dueBy),
    7: of.every_ms === undefined ? undefined : lasting(of.every_ms),
    8: of.until && instant(of.until),
    9: of.remind_ms === undefined ? undefined : lasting(of.remind_ms),
  };
  return [30, [fields(body)]];
}

/** The same request, of which nothing comes any more from now on: a later word of its id, without an occurrence. */
export function ended(of: Request, now: Date): Request {
  const { id, to, zone, forces } = of;
  return { id, to, zone, forces, asOf: now, dueBy: new Date(now.getTime() + LEAST_MS), until: now };
}

/** A position that is answered with: whose people, and where they stay. */
export interface Posted {
  force: words.Force;
  place: SitePlace;
}

/** What is declared complete: these forces in this area and window, and no more. */
export interface Declaration {
  area: Volume;
  forces: words.Force[];
}

/** What is answered. */
export type Reply =
  | { kind: 'positions'; positions: Posted[]; complete?: Declaration }
  | { kind: 'nil'; complete: Declaration }
  | { kind: 'refused'; reason?: string };

/** An answer in plain words. */
export interface Answer {
  request: string;
  occurrence: number;
  asOf: Date;
  reply: Reply;
}

/** One occurrence of a request is answered. */
export async function answered(of: Answer, sealer: Sealer): Promise<Act> {
  const body = { 0: readId('req', of.request), 1: of.occurrence, 2: instant(of.asOf), 3: await reply(of.reply, sealer) };
  return [31, [fields(body)]];
}

async function reply(of: Reply, sealer: Sealer): Promise<Item> {
  switch (of.kind) {
    case 'positions': {
      const posted = of.positions.map(({ force, place }) => fields({ 0: words.number(words.FORCES, force), 1: sitePlace(place) }));
      const list = await sealer.seal('positions', posted);
      return [0, of.complete ? [list, await declaration(of.complete, sealer)] : [list]];
    }
    case 'nil':
      return [1, [await declaration(of.complete, sealer)]];
    case 'refused': {
      const reason = await sealer.text(of.reason);
      return [2, reason ? [reason] : []];
    }
  }
}

async function declaration(of: Declaration, sealer: Sealer): Promise<Item> {
  return fields({ 0: await sealer.seal('area', volume(of.area)), 1: words.forceSet(of.forces) });
}
