/** Receipts (C2SP tlog-proof): index, inclusion proof and signed checkpoint, with what the leaf commits to beside them. */

import { encodeUtf8, fromBase64, number, utf8 } from "./bytes.ts";
import { commit, leafHash } from "./hash.ts";
import { type Checkpoint, Malformed, parseCheckpoint } from "./note.ts";
import { MAX_PROOF_HASHES } from "./proof.ts";
import { read } from "./schema.ts";
import { bytes as asBytes, list } from "./values.ts";

const HEADER = "c2sp.org/tlog-proof@v1";
const MAX_EXTRA_BYTES = 64 * 1024;
const MAX_RECEIPT_BYTES = 128 + Math.ceil(MAX_EXTRA_BYTES / 3) * 4 + MAX_PROOF_HASHES * 45 + 256 * 1024;

/** A receipt, nothing of it verified. */
export interface Receipt {
  readonly extra: Uint8Array;
  readonly index: bigint;
  readonly path: readonly Uint8Array[];
  readonly checkpoint: Checkpoint;
}

/** Whether bytes begin as a receipt. */
export function isReceipt(bytes: Uint8Array): boolean {
  return utf8(bytes.subarray(0, HEADER.length)) === HEADER;
}

/** Reads a receipt. */
export function parseReceipt(bytes: Uint8Array): Receipt {
  const text = bytes.length <= MAX_RECEIPT_BYTES ? utf8(bytes) : undefined;
  const end = text?.indexOf("\n\n") ?? -1;
  if (text === undefined || end < 0) throw new Malformed("a receipt is a header, an index, proof lines, an empty line and a signed checkpoint");
  const lines = text.slice(0, end).split("\n");
  if (lines.shift() !== HEADER) throw new Malformed(`the first line of a receipt is ${HEADER}`);
  const extra = lines[0]?.startsWith("extra ") === true ? extraOf(lines.shift() as string) : new Uint8Array();
  const indexLine = lines.shift() ?? "";
  const index = indexLine.startsWith("index ") ? number(indexLine.slice(6)) : undefined;
  if (index === undefined) throw new Malformed('the index line of a receipt is "index" and a number');
  const path = lines.map((line) => fromBase64(line));
  if (path.some((hash) => hash?.length !== 32)) throw new Malformed("a proof line is not the base64 of 32 bytes");
  if (path.length > MAX_PROOF_HASHES) throw new Malformed("a proof has at most 63 hashes");
  return { extra, index, path: path as Uint8Array[], checkpoint: parseCheckpoint(encodeUtf8(text.slice(end + 2))) };
}

function extraOf(line: string): Uint8Array {
  const extra = fromBase64(line.slice(6));
  if (extra === undefined || extra.length === 0 || extra.length > MAX_EXTRA_BYTES) throw new Malformed("the extra line is the base64 of 1 to 65,536 bytes");
  return extra;
}

/** What the extra data of a receipt holds: what its leaf commits to. */
export interface LeafContent {
  readonly leaf: Uint8Array;
  readonly envelope: Uint8Array;
}

/** Reads it; throws where it is something else. Nothing of it is believed before the proof holds for the leaf. */
export function leafContent(extra: Uint8Array): LeafContent {
  const [opening, envelope] = list(read("leaf-content", extra).value);
  return { leaf: leafHash(commit(asBytes(opening), asBytes(envelope))), envelope: asBytes(envelope) };
}
