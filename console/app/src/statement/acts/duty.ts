/** Who is on duty, what is handed over, how lines stand, and whether anybody answers on them. */

import { fields, type Item } from '../cbor.ts';
import type { Sealer } from '../disclosure.ts';
import { readId } from '../id.ts';
import { instant } from '../place.ts';
import * as words from '../word.ts';
import { personNamed, type Act, type Ref } from './act.ts';

/** By which name somebody on duty may be asked for, and whether the centre may have it. */
export interface Called {
  name?: string;
  forCentre: boolean;
}

/** The signer comes on duty. */
export async function signedOn(desk: string, called: Called, sealer: Sealer): Promise<Act> {
  return [86, [fields({ 0: readId('dsk', desk), 1: await personNamed(called.name, sealer), 2: called.forCentre })]];
}

/** A person goes off duty. */
export function signedOff(desk: string, person: string): Act {
  return [87, [fields({ 0: readId('dsk', desk), 1: readId('per', person) })]];
}

/** What whoever comes signs for: each alert by its record and number, each stop by its record. */
export interface Open {
  alerts: { record: number; number: number }[];
  stops: number[];
}

/** The signer takes over from another person and signs for all that is open. */
export async function handedOver(desk: string, from: string, open: Open, called: Called, text: string | undefined, sealer: Sealer): Promise<Act> {
  const body = {
    0: readId('dsk', desk),
    1: readId('per', from),
    2: open.alerts.map(({ record, number }): Item => [record, number]),
    3: open.stops,
    4: await personNamed(called.name, sealer),
    5: called.forCentre,
    6: await sealer.text(text),
  };
  return [88, [fields(body)]];
}

/** How a line stands, by one side's word. */
export interface Line {
  with: string;
  of: string;
  state: words.ChannelState;
  since: Date;
  text?: string;
}

/** A state of a line is said. */
export async function channelReported(of: Line, sealer: Sealer): Promise<Act> {
  const body = {
    0: readId('pty', of.with),
    1: readId('pty', of.of),
    2: words.number(words.CHANNEL_STATES, of.state),
    3: instant(of.since),
    4: await sealer.text(of.text),
  };
  return [41, [fields(body)]];
}

/** A placeless call to answer; to nobody named: to every other party. */
export function lineTested(id: Uint8Array, to: string[]): Act {
  return [83, [fields({ 0: id, 1: to.map((party) => readId('pty', party)) })]];
}

/** A line test is answered. */
export function lineTestAnswered(of: Ref): Act {
  return [84, [fields({ 0: readId('pty', of.party), 1: readId('lnt', of.id) })]];
}
