/** Parties, desks and keys: what the centre enrols, and what is revoked. */

import { fields } from '../cbor.ts';
import { readId } from '../id.ts';
import { instant } from '../place.ts';
import * as words from '../word.ts';
import type { Act } from './act.ts';

/** A party is enrolled; enrolment is not recognition. */
export function partyEnrolled(party: string, name: string, role: words.Role, belligerent: boolean): Act {
  return [2, [fields({ 0: readId('pty', party), 1: name, 2: words.number(words.ROLES, role), 3: belligerent })]];
}

/** A desk is opened. */
export function deskOpened(desk: string, party: string, name: string): Act {
  return [3, [fields({ 0: readId('dsk', desk), 1: readId('pty', party), 2: name })]];
}

/** A key is enrolled. */
export function keyEnrolled(publicKey: Uint8Array, party: string, desk: string, person: string): Act {
  return [4, [fields({ 0: publicKey, 1: readId('pty', party), 2: readId('dsk', desk), 3: readId('per', person) })]];
}

/** A key's signatures are void from a moment on. */
export function keyRevoked(key: string, since: Date): Act {
  return [6, [fields({ 0: readId('key', key), 1: instant(since) })]];
}
