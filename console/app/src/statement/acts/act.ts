/**
 * What a desk says: the acts that the console builds, with the numbers of docs/spec/statement.cddl. One file for each
 * noun, one function for each act, from plain values; what is secret goes through a {@link Sealer}.
 *
 * Here is what they share. Not here: signing ({@link ../sign.ts}) and judging (the register's).
 */

import { fields, type Item } from '../cbor.ts';
import type { Sealer } from '../disclosure.ts';
import { readId } from '../id.ts';
import * as words from '../word.ts';

/** An act as it stands in a payload. */
export type Act = [number, Item[]];

/** Somebody's thing, by its owner. */
export interface Ref {
  party: string;
  id: string;
}

/** Whom an owner lets be told, and how exactly. */
export interface Share {
  to: string;
  resolution: words.Resolution;
}

/** Shares as they stand in a payload. */
export function shares(of: Share[]): Item {
  return of.map(({ to, resolution }) => fields({ 0: readId('pty', to), 1: words.number(words.RESOLUTIONS, resolution) }));
}

/** A person by name, sealed; nothing where none is given. */
export async function personNamed(name: string | undefined, sealer: Sealer): Promise<Item | undefined> {
  return personsNamed(name === undefined ? [] : [name], sealer);
}

/** Persons by name, sealed; nothing where none is given. */
export async function personsNamed(names: readonly string[], sealer: Sealer): Promise<Item | undefined> {
  const given = names.map((name) => name.trim()).filter(Boolean);
  return given.length > 0 ? sealer.seal('personal', fields({ 1: [], 2: given })) : undefined;
}

/** Parties as they stand where each is named once: in the order of their ids. */
export function parties(of: readonly string[]): Item {
  // Ids are written so that their letters have the order of their bytes.
  return [...new Set(of)].sort().map((party) => readId('pty', party));
}
