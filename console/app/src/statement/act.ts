/**
 * What a desk says: the acts that the console builds, with the numbers of docs/spec/statement.cddl.
 *
 * One function for each act, from plain values; what is secret goes through a {@link Sealer}. Not here: signing
 * ({@link ./sign.ts}) and judging (the register's).
 */

import { fields, type Item } from './cbor.ts';
import type { Sealer } from './disclosure.ts';
import { readId } from './id.ts';
import { decimetres, instant, sitePlace, volume, type SitePlace, type Volume } from './place.ts';
import * as words from './word.ts';

/** An act as it stands in a payload. */
export type Act = [number, Item[]];

/** Whom an owner lets be told, and how exactly. */
export interface Share {
  to: string;
  resolution: words.Resolution;
}

/** A site in plain words. */
export interface Site {
  id: Uint8Array;
  place: SitePlace;
  category: words.Category;
  forces: words.Force[];
  reconfirmBy?: Date;
  names: string[];
  asGiven?: string;
  shares: Share[];
}

/** A plan in plain words. */
export interface Plan {
  id: Uint8Array;
  volumes: Volume[];
  activity: words.Activity;
  buffer_m: number;
  text?: string;
}

/** A stop in plain words. */
export interface Stop {
  id: Uint8Array;
  area?: Volume;
  text?: string;
  to: string[];
}

/** Somebody's thing, by its owner. */
export interface Ref {
  party: string;
  id: string;
}

function shares(of: Share[]): Item {
  const sorted = of.map(({ to, resolution }) => fields({ 0: readId('pty', to), 1: words.number(words.RESOLUTIONS, resolution) }));
  return sorted;
}

/** A site, its place exactly. */
export async function site(of: Site, sealer: Sealer): Promise<Act> {
  const exact = await sealer.seal('exact', sitePlace(of.place));
  const hasDetails = of.names.length > 0 || of.asGiven !== undefined;
  const details = hasDetails ? await sealer.seal('details', fields({ 0: of.names, 2: of.asGiven })) : undefined;
  return [
    20,
    [
      fields({
        0: of.id,
        1: fields({ 0: exact }),
        2: words.number(words.CATEGORIES, of.category),
        3: words.forceSet(of.forces),
        4: of.reconfirmBy && instant(of.reconfirmBy),
        5: details,
        7: shares(of.shares),
      }),
    ],
  ];
}

/** A plan is filed. */
export async function planFiled(of: Plan, sealer: Sealer): Promise<Act> {
  const volumes = await sealer.seal('volumes', of.volumes.map(volume));
  const body = {
    0: of.id,
    1: volumes,
    2: words.number(words.ACTIVITIES, of.activity),
    3: decimetres(of.buffer_m),
    4: await sealer.text(of.text),
  };
  return [50, [fields(body)]];
}

/** A plan goes into another state. */
export function planStepped(plan: string, state: words.PlanState): Act {
  return [52, [fields({ 0: readId('pln', plan), 1: words.number(words.PLAN_STATES, state) })]];
}

/** A plan of the asker's is checked. */
export function planChecked(check: Uint8Array, plan: string, activity: words.Activity, buffer_m: number): Act {
  const about: Item = [0, [readId('pln', plan)]];
  return [53, [fields({ 0: check, 1: about, 2: words.number(words.ACTIVITIES, activity), 3: decimetres(buffer_m) })]];
}

/** Volumes are checked without a plan. */
export async function volumesChecked(check: Uint8Array, of: Omit<Plan, 'id' | 'text'>, sealer: Sealer): Promise<Act> {
  const about: Item = [1, [await sealer.seal('volumes', of.volumes.map(volume))]];
  return [53, [fields({ 0: check, 1: about, 2: words.number(words.ACTIVITIES, of.activity), 3: decimetres(of.buffer_m) })]];
}

/** An alert is acknowledged: the record that owes it, its number there, and whose it is where it is not the signer's. */
export function alertAcknowledged(record: number, number: number, of?: string): Act {
  return [72, of === undefined ? [record, number] : [record, number, readId('pty', of)]];
}

/** A call that an activity at a place halt. */
export async function stopSent(of: Stop, sealer: Sealer): Promise<Act> {
  const area = of.area && (await sealer.seal('area', volume(of.area)));
  const body = { 0: of.id, 1: area, 2: await sealer.text(of.text), 3: of.to.map((party) => readId('pty', party)) };
  return [80, [fields(body)]];
}

function stopRef(of: Ref): Item {
  return fields({ 0: readId('pty', of.party), 1: readId('stp', of.id) });
}

/** A reply to a stop: a claim. */
export async function stopReplied(of: Ref, word: words.StopWord, text: string | undefined, sealer: Sealer): Promise<Act> {
  return [81, [fields({ 0: stopRef(of), 1: words.number(words.STOP_WORDS, word), 2: await sealer.text(text) })]];
}

/** A stop is ended by its sender or the centre. */
export async function stopEnded(of: Ref, text: string | undefined, sealer: Sealer): Promise<Act> {
  return [82, [fields({ 0: stopRef(of), 1: await sealer.text(text) })]];
}
