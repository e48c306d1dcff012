/**
 * Layers that stay on this machine for a key: the file and what is said of it, each sealed with that key. Whoever has the
 * machine and not the passphrase learns not even their names.
 */

import * as cupboard from '../keys/cupboard.ts';
import { seal, sealBytes, unseal, unsealBytes, type Sealed } from '../keys/kept.ts';
import type { OpenKey } from '../keys/key.ts';
import type { About } from './layers.svelte.ts';

/** Largest file that is kept: it is sealed and opened in one piece. */
export const LARGEST_KEPT_BYTES = 50_000_000;
/** All that is kept for a key. */
export const MOST_KEPT_BYTES = 200_000_000;

interface Kept extends Sealed {
  /** The key's id and the layer's. */
  id: string;
  key: string;
}

const named = (key: OpenKey, id: string): string => `${key.id}/${id}`;

/** What is kept for a key, without the files. */
export async function kept(key: OpenKey): Promise<About[]> {
  const own = (await cupboard.all<Kept>('layers')).filter((one) => one.key === key.id);
  const read = await Promise.all(own.map((one) => unseal(key, `layer ${one.id}`, one) as Promise<About | undefined>));
  return read.filter((one) => one !== undefined);
}

async function sealed(key: OpenKey, about: About): Promise<Kept> {
  const id = named(key, about.id);
  return { id, key: key.id, ...(await seal(key, `layer ${id}`, about)) };
}

/** Keeps a layer with its file; resolved when the disk has both. */
export async function keep(key: OpenKey, about: About, file: Blob): Promise<void> {
  const id = named(key, about.id);
  const bytes = await sealBytes(key, `layer's file ${id}`, await file.arrayBuffer());
  await cupboard.put({ layers: await sealed(key, about), files: { id, key: key.id, ...bytes } satisfies Kept });
}

/** Keeps what is said of a layer whose file is there. */
export async function say(key: OpenKey, about: About): Promise<void> {
  await cupboard.put({ layers: await sealed(key, about) });
}

/** The file of a layer; nothing where it does not open. */
export async function fileOf(key: OpenKey, layer: string): Promise<Blob | undefined> {
  const id = named(key, layer);
  const found = await cupboard.find<Kept>('files', id);
  const bytes = found && (await unsealBytes(key, `layer's file ${id}`, found));
  return bytes && new Blob([bytes]);
}

export async function drop(key: OpenKey, layer: string): Promise<void> {
  await cupboard.remove(['layers', 'files'], named(key, layer));
}
