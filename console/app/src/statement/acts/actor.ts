/** Actors: who is spoken about, by public names; never persons, and what somebody calls them stands apart. */

import { fields, type Item } from '../cbor.ts';
import type { Sealer } from '../disclosure.ts';
import { readId } from '../id.ts';
import type { Act } from './act.ts';

/** Where something was published; one of the three at least. */
export interface Publication {
  title?: string | undefined;
  address?: string | undefined;
  sha256?: Uint8Array | undefined;
}

/** An actor in plain words. */
export interface Actor {
  /** A new one's, or that of one whose names these take the place of. */
  id: string;
  /** The first is the one that is shown. */
  names: readonly { text: string; language?: string }[];
  source?: Publication | undefined;
  /** For one's own party and the centre. */
  note?: string | undefined;
}

function publication({ title, address, sha256 }: Publication): Item {
  return fields({ 0: title, 1: address, 2: sha256 });
}

/** An actor is entered, or has other names. */
export async function actorEntered(of: Actor, sealer: Sealer): Promise<Act> {
  const body = {
    0: readId('acr', of.id),
    1: of.names.map(({ text, language }) => fields({ 0: text, 1: language })),
    2: of.source && publication(of.source),
    3: await sealer.text(of.note),
  };
  return [100, [fields(body)]];
}
