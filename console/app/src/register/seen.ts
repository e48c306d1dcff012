/**
 * Whether the log only grew: its head is verified under the key of the register's card, and held against every head that
 * this browser has seen before.
 *
 * The arithmetic is the independent verifier's. Not here: witnesses' signatures ({@link ./witnesses.ts}).
 */

import { beginningOf, fromBase64, Malformed, parseCheckpoint, parseKey, toBase64, verifyLines } from '@truceline/verifier/checkpoint';
import { get } from './client.ts';

/** A head that was seen. */
export interface Seen {
  size: number;
  root: string;
  /** When this browser saw it. */
  at: string;
}

/** What came of it. */
export interface Verified {
  size: number;
  root: string;
  origin: string;
  /** Heads of before that the present one was held against. */
  held: Seen[];
  /** Heads that the present one does not continue: evidence of two histories. */
  broken: Seen[];
  /** Witnesses that say they have seen another history. */
  otherHistory: string[];
}

/** The signature does not verify, or is by another key. */
export class NotVerified extends Error {}

/** Whether what was read fails, rather than the asking. */
export const isFailed = (error: unknown): error is Error => error instanceof NotVerified || error instanceof Malformed;

/** Heads kept for a register: the first, and the latest of each day. */
const MOST_KEPT = 64;

function kept(genesis: string): Seen[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(`truceline-heads-${genesis}`) ?? '[]');
    return Array.isArray(value) ? (value as Seen[]).filter((one) => Number.isSafeInteger(one.size) && typeof one.root === 'string') : [];
  } catch {
    return [];
  }
}

function keep(genesis: string, heads: Seen[], head: Seen): void {
  const day = head.at.slice(0, 10);
  const rest = heads.filter((one, place) => place === 0 || one.at.slice(0, 10) !== day);
  const all = [...rest.filter((one) => one.size !== head.size), head];
  const bounded = all.length > MOST_KEPT ? [...all.slice(0, 1), ...all.slice(1 - MOST_KEPT)] : all;
  try {
    localStorage.setItem(`truceline-heads-${genesis}`, JSON.stringify(bounded));
  } catch {
    // A browser that keeps nothing has nothing to hold the next head against.
  }
}

/**
 * Verifies the log's head, and that it continues what was seen here.
 *
 * @throws {NotVerified} its signature.
 */
export async function verifyHead(genesis: string, logKey: string, now: Date): Promise<Verified> {
  const heads = kept(genesis);
  const answer = await get('/v1/consistency', {}, { sizes: heads.length > 0 ? heads.map((one) => one.size).join(',') : undefined });
  const head = read(answer.checkpoint, logKey);
  const root = toBase64(head.root);
  const size = Number(head.size);
  const held = heads.filter((one) => one.size <= size);
  const goesOn = (one: Seen): boolean => {
    if (one.size === size) return one.root === root;
    const beginning = answer.beginnings.find((each) => each.size === one.size);
    const hashes = beginning?.hashes.map((hash) => fromBase64(hash)) ?? [];
    if (hashes.some((hash) => hash === undefined)) return false;
    const began = beginningOf(BigInt(one.size), head.size, head.root, hashes as Uint8Array[]);
    return began !== undefined && toBase64(began) === one.root;
  };
  // A head that is smaller than one seen before takes back what was signed.
  const broken = heads.filter((one) => one.size > size || !goesOn(one));
  if (broken.length === 0) keep(genesis, heads, { size, root, at: now.toISOString() });
  return { size, root, origin: head.origin, held, broken, otherHistory: answer.other_history };
}

function read(note: string, logKey: string): { size: bigint; root: Uint8Array; origin: string } {
  const head = parseCheckpoint(new TextEncoder().encode(note));
  const key = parseKey(logKey);
  const verified = verifyLines(head, [key]);
  if (typeof verified === 'string') throw new NotVerified(verified);
  if (head.origin !== key.name) throw new NotVerified(head.origin);
  return { size: head.size, root: head.root, origin: head.origin };
}
