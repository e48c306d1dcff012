/**
 * Ed25519, verified strictly, as docs/spec/log.md asks: one encoding of a key and of a signature, no point of low order
 * or with a part of it, a reduced scalar, and the equation without the cofactor. Whatever one verifier accepts every
 * other accepts too.
 *
 * The library's own `verify` is not used: also with `zip215: false` it multiplies by the cofactor, so it takes a
 * nonce point with a part of low order that the equation without it refuses. Here it does the arithmetic alone.
 */

import { ed25519 } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { concat, same } from "./bytes.ts";

const { Point } = ed25519;
type PointOf = ReturnType<typeof Point.fromBytes>;
const GROUP_ORDER = Point.Fn.ORDER;

/** A public key that has passed the strict checks. */
export interface PublicKey {
  /** Its 32 bytes. */
  readonly bytes: Uint8Array;
  readonly point: PointOf;
}

function littleEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (let place = bytes.length - 1; place >= 0; place -= 1) value = (value << 8n) | BigInt(bytes[place] as number);
  return value;
}

/** A point in its canonical encoding. */
function point(bytes: Uint8Array): PointOf | undefined {
  try {
    const found = Point.fromBytes(bytes, false);
    return same(found.toBytes(), bytes) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Reads a public key; nothing where it is none, in a second spelling, or with a part of low order. */
export function publicKey(bytes: Uint8Array): PublicKey | undefined {
  if (bytes.length !== 32) return undefined;
  const found = point(bytes);
  if (found === undefined || found.isSmallOrder() || !found.isTorsionFree()) return undefined;
  return { bytes, point: found };
}

/** Whether `signature` is the key's over `message`: `R = sB - kA`, byte for byte. */
export function verify(key: PublicKey, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  const nonce = signature.subarray(0, 32);
  const scalar = littleEndian(signature.subarray(32));
  if (scalar >= GROUP_ORDER) return false;
  const claimed = point(nonce);
  if (claimed === undefined || claimed.isSmallOrder()) return false;
  const challenge = littleEndian(sha512(concat(nonce, key.bytes, message))) % GROUP_ORDER;
  const expected = Point.BASE.multiplyUnsafe(scalar).subtract(key.point.multiplyUnsafe(challenge));
  return same(expected.toBytes(), nonce);
}
