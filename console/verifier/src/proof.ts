/**
 * The two proofs of the log, after RFC 9162 sections 2.1.3.2 and 2.1.4.2. A proof of the wrong number of hashes is
 * refused before anything is hashed, so each question has exactly one proof. docs/spec/log.md.
 */

import { same } from "./bytes.ts";
import { nodeHash } from "./hash.ts";

/** The most hashes that a proof may have. */
export const MAX_PROOF_HASHES = 63;

/** How many bits a number takes. */
function bits(value: bigint): number {
  return value === 0n ? 0 : value.toString(2).length;
}

/** How many hashes the inclusion proof of a leaf has, those inside its own subtree apart. */
function lengths(index: bigint, size: bigint): { inner: number; border: number } {
  const inner = bits(index ^ (size - 1n));
  const border = (index >> BigInt(inner)).toString(2).replaceAll("0", "").length;
  return { inner, border };
}

/** The root that a leaf's path leads to; nothing where the path cannot be of that leaf and size. */
export function rootOf(leaf: Uint8Array, index: bigint, size: bigint, path: readonly Uint8Array[]): Uint8Array | undefined {
  if (index >= size) return undefined;
  const { inner, border } = lengths(index, size);
  if (path.length !== inner + border) return undefined;
  return path.reduce((hash, sibling, level) => {
    const isRight = level >= inner || ((index >> BigInt(level)) & 1n) === 1n;
    return isRight ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
  }, leaf);
}

/** Whether a leaf stands at an index of the tree with this size and root. */
export function isIncluded(leaf: Uint8Array, index: bigint, size: bigint, root: Uint8Array, path: readonly Uint8Array[]): boolean {
  const found = rootOf(leaf, index, size, path);
  return found !== undefined && same(found, root);
}

/** The roots, of the smaller and of the larger tree, that a consistency proof leads to. */
function rootsOf(from: bigint, to: bigint, first: Uint8Array, rest: readonly Uint8Array[]): readonly [Uint8Array, Uint8Array] | undefined {
  let [node, last] = [from - 1n, to - 1n];
  while ((node & 1n) === 1n) [node, last] = [node >> 1n, last >> 1n];
  let [before, after] = [first, first];
  for (const hash of rest) {
    if (last === 0n) return undefined;
    if ((node & 1n) === 1n || node === last) {
      [before, after] = [nodeHash(hash, before), nodeHash(hash, after)];
      while ((node & 1n) === 0n && node !== 0n) [node, last] = [node >> 1n, last >> 1n];
    } else {
      after = nodeHash(after, hash);
    }
    [node, last] = [node >> 1n, last >> 1n];
  }
  return last === 0n ? [before, after] : undefined;
}

function isPowerOfTwo(value: bigint): boolean {
  return value > 0n && (value & (value - 1n)) === 0n;
}

/** Whether the tree of size `to` extends the one of size `from`. */
export function isConsistent(from: bigint, fromRoot: Uint8Array, to: bigint, toRoot: Uint8Array, path: readonly Uint8Array[]): boolean {
  if (from > to) return false;
  if (from === to) return path.length === 0 && same(fromRoot, toRoot);
  if (from === 0n) return path.length === 0;
  const hashes = isPowerOfTwo(from) ? [fromRoot, ...path] : path;
  const [first, ...rest] = hashes;
  if (first === undefined) return false;
  const roots = rootsOf(from, to, first, rest);
  return roots !== undefined && same(roots[0], fromRoot) && same(roots[1], toRoot);
}

/**
 * The root that the tree of size `to` had at size `from`, by hashes that lead to its root; nothing where they do not. They
 * are those of a consistency proof with, where the smaller size is a power of two, the hash that such a proof leaves out.
 */
export function beginningOf(from: bigint, to: bigint, toRoot: Uint8Array, hashes: readonly Uint8Array[]): Uint8Array | undefined {
  const [first, ...rest] = hashes;
  if (first === undefined || from === 0n || from >= to) return undefined;
  const roots = rootsOf(from, to, first, rest);
  return roots !== undefined && same(roots[1], toRoot) ? roots[0] : undefined;
}
