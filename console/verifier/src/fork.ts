/** Evidence that one log has signed two histories. docs/spec/log.md, "Witnessing". */

import { encodeUtf8, fromBase64, number, same, utf8 } from "./bytes.ts";
import { type Checkpoint, Malformed, parseCheckpoint, type VerifierKey, verifyLines } from "./note.ts";
import { beginningOf, isIncluded, MAX_PROOF_HASHES } from "./proof.ts";

const HEADER = "truceline/fork-evidence/v1";
const MAX_FORK_BYTES = 2 * 256 * 1024 + 128 + 2 * 66 * 52;

/** Two signed checkpoints that cannot both be true; the signatures are not verified yet. */
export interface Fork {
  readonly first: Checkpoint;
  readonly second: Checkpoint;
  readonly grounds: "one-size" | "beginning" | "entry";
}

/** Whether bytes begin as such evidence. */
export function isFork(bytes: Uint8Array): boolean {
  return utf8(bytes.subarray(0, HEADER.length)) === HEADER;
}

/** Reads the evidence, and finds that the two contradict each other. */
export function parseFork(bytes: Uint8Array): Fork {
  const text = bytes.length <= MAX_FORK_BYTES ? utf8(bytes) : undefined;
  const parts = text?.split("\n\n") ?? [];
  const [grounds, ...notes] = parts as [string, string, string, string, string];
  if (parts.length !== 5) throw new Malformed("fork evidence is a header and two signed checkpoints");
  const [header, ...lines] = grounds.split("\n");
  if (header !== HEADER) throw new Malformed("fork evidence begins with its header");
  const first = parseCheckpoint(encodeUtf8(`${notes[0]}\n\n${notes[1]}\n`));
  const second = parseCheckpoint(encodeUtf8(`${notes[2]}\n\n${notes[3]}`));
  if (first.origin !== second.origin) throw new Malformed("the checkpoints are of two logs");
  if (lines.length === 0) return oneSize(first, second);
  if (lines[0] === "beginning") return otherBeginning(first, second, lines.slice(1));
  return otherEntry(first, second, lines);
}

/** Whether two checkpoints of one size contradict each other. */
export function oneSize(first: Checkpoint, second: Checkpoint): Fork {
  if (first.size !== second.size) throw new Malformed("the checkpoints have two sizes; from that alone nothing follows");
  if (same(first.root, second.root)) throw new Malformed("the checkpoints agree");
  return { first, second, grounds: "one-size" };
}

function otherBeginning(first: Checkpoint, second: Checkpoint, lines: readonly string[]): Fork {
  const began = beginningOf(first.size, second.size, second.root, hashes(lines));
  if (began === undefined) throw new Malformed("the hashes are not of the larger checkpoint's tree");
  if (same(began, first.root)) throw new Malformed("the checkpoints agree");
  return { first, second, grounds: "beginning" };
}

function otherEntry(first: Checkpoint, second: Checkpoint, lines: readonly string[]): Fork {
  const index = lines[0]?.startsWith("entry ") === true ? number(lines[0].slice(6)) : undefined;
  const middle = lines.findIndex((line) => line.startsWith("second "));
  if (index === undefined || middle < 0 || lines[1]?.startsWith("first ") !== true) throw new Malformed("the two entries cannot be read");
  const one = hashes([lines[1].slice(6), ...lines.slice(2, middle)]);
  const other = hashes([(lines[middle] as string).slice(7), ...lines.slice(middle + 1)]);
  for (const [[leaf, ...path], head] of [[one, first], [other, second]] as const) {
    if (leaf === undefined || !isIncluded(leaf, index, head.size, head.root, path)) throw new Malformed("a leaf is not in its checkpoint's tree");
  }
  if (same(one[0] as Uint8Array, other[0] as Uint8Array)) throw new Malformed("the checkpoints agree on the entry");
  return { first, second, grounds: "entry" };
}

function hashes(lines: readonly string[]): Uint8Array[] {
  const found = lines.map((line) => fromBase64(line));
  if (found.some((hash) => hash?.length !== 32) || found.length > MAX_PROOF_HASHES + 1) throw new Malformed("a line is not the base64 of a hash");
  return found as Uint8Array[];
}

/** Whether the log signed both, by keys that are believed to be its. */
export function isSigned(fork: Fork, logs: readonly VerifierKey[]): boolean {
  const own = logs.filter((key) => key.name === fork.first.origin && key.algorithm === "ed25519");
  return [fork.first, fork.second].every((head) => typeof verifyLines(head, own) !== "string");
}
