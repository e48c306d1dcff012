/**
 * Values that this browser keeps for a key: sealed with AES-256-GCM under the key's own keeping key, which opens with the
 * same passphrase. Whoever has the machine and not the passphrase reads none of it.
 */

import type { OpenKey } from './key.ts';
import { encode } from './text.ts';
import { draw } from '../statement/id.ts';

/** A sealed value. */
export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
}

/** The key has none to seal with: it was put here before there was one. */
export class NotKeptError extends Error {}

function how(key: OpenKey, name: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
  // What was sealed as one thing does not open as another.
  return { name: 'AES-GCM', iv, additionalData: encode(`truceline kept 1\n${key.id}\n${name}`) };
}

/** Seals a plain value under a name. */
export async function seal(key: OpenKey, name: string, value: unknown): Promise<Sealed> {
  return sealBytes(key, name, encode(JSON.stringify(value)));
}

/** Seals bytes as they are. */
export async function sealBytes(key: OpenKey, name: string, bytes: BufferSource): Promise<Sealed> {
  if (!key.keeping) throw new NotKeptError();
  const iv = draw(12);
  return { iv, sealed: await crypto.subtle.encrypt(how(key, name, iv), key.keeping, bytes) };
}

/** The value of a name; nothing where it does not open. */
export async function unseal(key: OpenKey, name: string, sealed: Sealed): Promise<unknown> {
  const bytes = await unsealBytes(key, name, sealed);
  return bytes && JSON.parse(new TextDecoder().decode(bytes));
}

/** The bytes of a name; nothing where they do not open. */
export async function unsealBytes(key: OpenKey, name: string, { iv, sealed }: Sealed): Promise<ArrayBuffer | undefined> {
  if (!key.keeping) return undefined;
  try {
    return await crypto.subtle.decrypt(how(key, name, iv), key.keeping, sealed);
  } catch {
    return undefined;
  }
}
