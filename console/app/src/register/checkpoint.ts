/**
 * A signed checkpoint as the bar shows it: size, root, and how many signatures stand under it (C2SP tlog-checkpoint,
 * docs/spec/log.md). Not verified here; whose signatures hold says {@link ./belief.svelte.ts}.
 */

import { hex, unbase64 } from '../statement/id.ts';

export interface Checkpoint {
  origin: string;
  size: number;
  root: string;
  /** How many signatures stand under it beside the log's own. */
  signatures: number;
  /** As it came, with every signature. */
  note: string;
}

/** Reads a checkpoint. */
export function readCheckpoint(text: string): Checkpoint {
  const [body = '', signatures = ''] = text.split('\n\n');
  const [origin = '', size = '', root = ''] = body.split('\n');
  const lines = signatures.split('\n').filter((line) => line.startsWith('\u2014 '));
  return { origin, size: Number(size), root: hex(unbase64(root) ?? new Uint8Array()), signatures: lines.filter((line) => !line.startsWith(`\u2014 ${origin} `)).length, note: text };
}
