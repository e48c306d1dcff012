/**
 * A file from anybody, held against nothing but itself and what was pinned: a bundle, a receipt, a checkpoint, evidence of a
 * fork, or a register's own head file. Offline; what it needs is all in its arguments.
 */

import { type Card, isCard, parseCard } from "./card.ts";
import { isBundle, type Verified, verifyBundle } from "./bundle.ts";
import { type Fork, isFork, isSigned, oneSize, parseFork } from "./fork.ts";
import { type Checkpoint, Malformed, parseCheckpoint, type VerifierKey } from "./note.ts";
import { judge, parsePolicy, type Policy, policyOf, type Verdict } from "./policy.ts";
import { isIncluded } from "./proof.ts";
import { isReceipt, leafContent, parseReceipt, type Receipt } from "./receipt.ts";
import { parseRecord, type Record } from "./record.ts";
import { CannotSay, Refusal } from "./refusal.ts";

/** Whom to believe, from another source than the file. A policy of its own goes before the card's log key. */
export interface Belief {
  readonly card: Card | undefined;
  readonly policy: Policy | undefined;
}

/** What was found. */
export type Result =
  | { readonly is: "bundle"; readonly verified: Verified }
  | { readonly is: "receipt"; readonly receipt: Receipt; readonly verdict: Verdict; readonly record: Record }
  | { readonly is: "checkpoint"; readonly checkpoint: Checkpoint; readonly verdict: Verdict }
  | { readonly is: "fork"; readonly fork: Fork };

/** Reads what a card and a policy file say, where they are given. */
export function believe(card: Uint8Array | undefined, policy: Uint8Array | undefined): Belief {
  const read = <T>(code: CannotSay["code"], what: () => T): T => {
    try {
      return what();
    } catch (error) {
      throw error instanceof Malformed ? new CannotSay(code, error.message) : error;
    }
  };
  const ofCard = card === undefined ? undefined : read("bad-card", () => parseCard(card));
  const own = policy === undefined ? undefined : read("bad-policy", () => parsePolicy(policy));
  return { card: ofCard, policy: own ?? (ofCard === undefined ? undefined : read("bad-card", () => policyOf(ofCard.log))) };
}

/** What a file is that somebody hands in beside the one to be verified. */
export function isBelief(bytes: Uint8Array): "card" | "policy" | undefined {
  if (isCard(bytes)) return "card";
  try {
    parsePolicy(bytes);
    return "policy";
  } catch {
    return undefined;
  }
}

/** Verifies a file. Throws {@link Refusal} where it does not verify, {@link CannotSay} where that cannot be said. */
export function verifyFile(bytes: Uint8Array, belief: Belief): Result {
  if (isBundle(bytes)) return { is: "bundle", verified: verifyBundle(bytes, { genesis: belief.card?.genesis, policy: belief.policy }) };
  if (isReceipt(bytes)) return verifyReceipt(bytes, belief);
  if (isFork(bytes)) return verifyFork(bytes, belief);
  let checkpoint: Checkpoint;
  try {
    checkpoint = parseCheckpoint(bytes);
  } catch {
    throw new CannotSay("unknown-file", "it is no bundle, receipt, checkpoint or fork evidence");
  }
  return { is: "checkpoint", checkpoint, verdict: judge(policy(belief), checkpoint) };
}

function policy(belief: Belief): Policy {
  if (belief.policy === undefined) throw new CannotSay("no-pin", "whose log it is has to come from another source than the file: the register's card, or a policy");
  return belief.policy;
}

function verifyReceipt(bytes: Uint8Array, belief: Belief): Result {
  let receipt: Receipt;
  try {
    receipt = parseReceipt(bytes);
  } catch (error) {
    if (error instanceof Malformed) throw new Refusal("not-a-receipt", error.message);
    throw error;
  }
  const believed = policy(belief);
  let content: ReturnType<typeof leafContent>;
  try {
    content = leafContent(receipt.extra);
  } catch {
    throw new CannotSay("no-record", "the receipt does not carry its record; the bundle of the record shows it");
  }
  const verdict = judge(believed, receipt.checkpoint);
  const { size, root } = receipt.checkpoint;
  if (!isIncluded(content.leaf, receipt.index, size, root, receipt.path)) {
    throw new Refusal("not-included", `the record is not in the log of this checkpoint at index ${receipt.index}`, receipt.index);
  }
  return { is: "receipt", receipt, verdict, record: parseRecord(receipt.index, content.envelope, []) };
}

function verifyFork(bytes: Uint8Array, belief: Belief): Result {
  let fork: Fork;
  try {
    fork = parseFork(bytes);
  } catch (error) {
    if (error instanceof Malformed) throw new Refusal("fork", error.message);
    throw error;
  }
  if (!isSigned(fork, policy(belief).logs)) throw new Refusal("log-signature", "the log did not sign both checkpoints, by the keys that you believe");
  return { is: "fork", fork };
}

/** Compares with another checkpoint of the log that somebody was shown: evidence where they contradict each other. */
export function compare(checkpoint: Checkpoint, other: Uint8Array, logs: readonly VerifierKey[]): Fork | undefined {
  let seen: Checkpoint;
  try {
    seen = parseCheckpoint(other);
  } catch {
    throw new CannotSay("unknown-file", "the other checkpoint is none");
  }
  if (seen.origin !== checkpoint.origin) throw new CannotSay("unknown-file", "the other checkpoint is of another log");
  let fork: Fork;
  try {
    fork = oneSize(checkpoint, seen);
  } catch {
    return undefined;
  }
  if (!isSigned(fork, logs)) throw new Refusal("log-signature", "the log did not sign both checkpoints, by the keys that you believe");
  return fork;
}

/** The log keys that are believed; of a bundle without a pin its own. */
export function logKeys(belief: Belief, result: Result): readonly VerifierKey[] {
  if (belief.policy !== undefined) return belief.policy.logs;
  return result.is === "bundle" ? [result.verified.logKey] : [];
}
