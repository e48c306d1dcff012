/** Plans and checks. */

import { fields, type Item } from '../cbor.ts';
import type { Sealer } from '../disclosure.ts';
import { readId } from '../id.ts';
import { decimetres, volume, type Volume } from '../place.ts';
import * as words from '../word.ts';
import type { Act } from './act.ts';

/** A plan in plain words. */
export interface Plan {
  id: Uint8Array;
  volumes: Volume[];
  activity: words.Activity;
  buffer_m: number;
  text?: string;
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
