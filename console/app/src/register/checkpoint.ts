/**
 * A signed checkpoint as the bar shows it: size, root, and whose cosignatures stand under it (C2SP tlog-checkpoint,
 * docs/spec/log.md). It is shown and not verified here; the offline verifier verifies.
 */

import { hex, unbase64 } from '../statement/id.ts';

/** A cosignature: whose, and of when. */
export interface Cosignature {
  name: string;
  at: Date;
}

export interface Checkpoint {
  origin: string;
  size: number;
  root: string;
  cosignatures: Cosignature[];
}

/** A cosignature has the key's hash, its time, and 64 bytes. */
const COSIGNATURE_BYTES = 4 + 8 + 64;

/** Reads a checkpoint. */
export function readCheckpoint(text: string): Checkpoint {
  const [body = '', signatures = ''] = text.split('\n\n');
  const [origin = '', size = '', root = ''] = body.split('\n');
  const cosignatures = signatures.split('\n').flatMap((line) => {
    const [, name, value] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = value === undefined ? undefined : unbase64(value);
    if (name === undefined || bytes?.length !== COSIGNATURE_BYTES) return [];
    const seconds = new DataView(bytes.buffer).getBigUint64(4);
    return [{ name, at: new Date(Number(seconds) * 1000) }];
  });
  return { origin, size: Number(size), root: hex(unbase64(root) ?? new Uint8Array()), cosignatures };
}
