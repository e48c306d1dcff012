/** Incidents: something that happened, by its opener's word, and what is answered when somebody asks about it. */

import { EVENTS, ASKED, placeTold, timeTold, type PlaceTold, type TimeTold } from '../account.ts';
import { fields, type Item } from '../cbor.ts';
import type { Sealer } from '../disclosure.ts';
import { readId } from '../id.ts';
import { decimetres, instant, volume, window, type Volume, type Window } from '../place.ts';
import * as words from '../word.ts';
import { parties, type Act } from './act.ts';

/** An incident in plain words. */
export interface Incident {
  id: Uint8Array;
  event: (typeof EVENTS)[number];
  when: TimeTold;
  /** What the clock is called by which the time was told. */
  clock?: string;
  place: PlaceTold;
  altitude_m?: [number, number] | undefined;
  text?: string;
  /** Who may read it; without them everybody. A further version has those of the first. */
  readers?: readonly string[] | undefined;
}

async function incidentItem(of: Incident, sealer: Sealer): Promise<Item> {
  const altitude = of.altitude_m?.map((height) => (height < 0 ? -decimetres(-height) : decimetres(height)));
  const details = await sealer.seal('details', fields({ 0: timeTold(of.when), 1: of.clock, 2: placeTold(of.place), 3: altitude, 4: of.text }));
  return fields({ 0: of.id, 1: words.number(EVENTS, of.event), 2: details, 3: of.readers && parties(of.readers) });
}

/** An incident is opened. */
export async function incidentOpened(of: Incident, sealer: Sealer): Promise<Act> {
  return [113, [await incidentItem(of, sealer)]];
}

/** An incident is told otherwise by who opened it: a new version; the earlier ones stay. */
export async function incidentAmended(of: Incident, sealer: Sealer): Promise<Act> {
  return [114, [await incidentItem(of, sealer)]];
}

/** What a party is asked about an incident. */
export interface InformationAsked {
  id: Uint8Array;
  incident: string;
  to: string;
  questions: readonly (typeof ASKED)[number][];
  due: Date;
  text?: string;
}

/** A party is asked about an incident. */
export async function informationRequested(of: InformationAsked, sealer: Sealer): Promise<Act> {
  const questions = of.questions.map((one) => words.number(ASKED, one)).sort((a, b) => a - b);
  const body = { 0: of.id, 1: readId('inc', of.incident), 2: readId('pty', of.to), 3: questions, 4: instant(of.due), 5: await sealer.text(of.text) };
  return [115, [fields(body)]];
}

/** What a party answers to one question about an incident. */
export type Reply =
  | { kind: 'positions'; volumes: Volume[]; words?: string }
  | { kind: 'nil'; forces: words.Force[]; window: Window; words?: string }
  | { kind: 'claims'; claims: string[]; words?: string }
  | { kind: 'refused' | 'cannot-say'; words?: string }
  | { kind: 'words'; words: string };

function replyItem(reply: Reply): Item {
  const told = reply.words ? [reply.words] : [];
  switch (reply.kind) {
    case 'positions':
      return [0, [reply.volumes.map(volume), ...told]];
    case 'nil':
      return [1, [words.forceSet(reply.forces), window(reply.window), ...told]];
    case 'claims':
      return [2, [reply.claims.map((claim) => readId('clm', claim)), ...told]];
    case 'refused':
      return [3, told];
    case 'cannot-say':
      return [4, told];
    case 'words':
      return [5, told];
  }
}

/** A question is answered, for whoever asked, or openly for everybody who may read the incident. */
export async function informationGiven(request: string, question: (typeof ASKED)[number], reply: Reply, open: boolean, sealer: Sealer): Promise<Act> {
  const told = await sealer.seal('positions', replyItem(reply));
  return [116, [fields({ 0: readId('irq', request), 1: words.number(ASKED, question), 2: told, 3: open })]];
}
