/** The one thing that is written: a disclosure's own bytes inside a bundle, which its digest is of. It was read in the one form there is, so these are the bytes that stand there. */

import { concat } from "./bytes.ts";
import type { Value } from "./schema.ts";
import { bytes as asBytes, integer, list } from "./values.ts";

function head(major: number, argument: number): Uint8Array {
  const first = major << 5;
  if (argument < 24) return Uint8Array.of(first | argument);
  if (argument < 0x100) return Uint8Array.of(first | 24, argument);
  if (argument < 0x10000) return Uint8Array.of(first | 25, argument >> 8, argument & 0xff);
  return Uint8Array.of(first | 26, argument >>> 24, (argument >> 16) & 0xff, (argument >> 8) & 0xff, argument & 0xff);
}

/** `[salt, label, value]`. */
export function encodeDisclosure(disclosure: Value): Uint8Array {
  const [salt, label, value] = list(disclosure);
  const [salted, inner] = [asBytes(salt), asBytes(value)];
  return concat(Uint8Array.of(0x83), head(2, salted.length), salted, head(0, Number(integer(label))), head(2, inner.length), inner);
}

/** A byte string with its head. */
export function encodeBytes(bytes: Uint8Array): Uint8Array {
  return concat(head(2, bytes.length), bytes);
}
