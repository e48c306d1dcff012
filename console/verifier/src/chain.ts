/** A key's chain that a bundle claims to hold whole. docs/spec/records.md, "Key chains"; bundle.md, check 20. */

import { same, toHex } from "./bytes.ts";
import { ZERO } from "./hash.ts";
import type { Record } from "./record.ts";
import { Refusal } from "./refusal.ts";

/** The claim: which key, its last sequence number, the digest of the payload there. */
export interface WholeChain {
  readonly key: Uint8Array;
  readonly last: bigint;
  readonly head: Uint8Array;
}

/** Sees that the records hold all that the key signed, up to the head that the claim names. */
export function checkChain(records: readonly Record[], claim: WholeChain): void {
  const wrong = (what: string): never => {
    throw new Refusal("chain-gap", `the chain of the key ${toHex(claim.key)} is claimed to be whole and is not: ${what}`);
  };
  const links = new Map<bigint, { digest: Uint8Array; previous: Uint8Array }>();
  for (const { statement, payload } of records) {
    if (statement === undefined || payload === undefined || !same(statement.key, claim.key)) continue;
    if (links.has(payload.sequence)) wrong("two statements claim one place");
    links.set(payload.sequence, { digest: statement.digest, previous: payload.previous });
  }
  let head: Uint8Array = ZERO;
  for (let sequence = 0n; sequence < BigInt(links.size); sequence += 1n) {
    const link = links.get(sequence) ?? wrong("a statement is missing");
    if (!same(link.previous, head)) wrong("a statement does not link to the one before it");
    head = link.digest;
  }
  if (BigInt(links.size) !== claim.last + 1n || !same(head, claim.head)) wrong("its head is another one than claimed");
}
