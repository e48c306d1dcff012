/** SHA-256, and HMAC with it: the only hashes of the log and of the records. RFC 6962 section 2.1. */

import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concat, encodeUtf8 } from "./bytes.ts";

const RECORD_DOMAIN = encodeUtf8("truceline/log/commitment/record/v1");
const PAD_DOMAIN = encodeUtf8("truceline/log/commitment/pad/v1");
const [LEAF, NODE] = [Uint8Array.of(0x00), Uint8Array.of(0x01)];

/** Thirty-two zero bytes: stands where there is no predecessor. */
export const ZERO = new Uint8Array(32);

/** SHA-256. */
export function digest(...parts: readonly Uint8Array[]): Uint8Array {
  const running = sha256.create();
  for (const part of parts) running.update(part);
  return running.digest();
}

/** The hash of a leaf, which is a commitment. */
export function leafHash(commitment: Uint8Array): Uint8Array {
  return digest(LEAF, commitment);
}

/** The hash of a node over two. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return digest(NODE, left, right);
}

/** What a leaf commits to a record's envelope with. */
export function commit(opening: Uint8Array, envelope: Uint8Array): Uint8Array {
  return hmac(sha256, RECORD_DOMAIN, concat(opening, envelope));
}

/** The commitment of a pad. */
export function pad(opening: Uint8Array): Uint8Array {
  return hmac(sha256, PAD_DOMAIN, opening);
}
