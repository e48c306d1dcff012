/** Files that are entered among the records of a bundle, put together from the parts among them. docs/spec/bundle.md, "What the result says". */

import { same, toHex } from "./bytes.ts";
import { decode } from "./cbor.ts";
import { sha256 } from "@noble/hashes/sha2.js";
import type { Disclosure, Record } from "./record.ts";
import type { Value } from "./schema.ts";
import { at, bytes as asBytes, integer, list } from "./values.ts";

const [ENTERED, PART] = [140, 141];
const LABEL_PART = 10;
/** A part has 512 KiB; a few bytes say its length. */
const MAX_PART_BYTES = 512 * 1024 + 16;

/** A file and what became of its bytes. */
export interface Found {
  readonly id: Uint8Array;
  readonly record: bigint;
  readonly sha256: Uint8Array;
  readonly size: bigint;
  readonly bytes: "fits" | "differs" | "without-bytes";
}

type Parts = Map<string, ReadonlyMap<string, Disclosure>>;

/** Every file entered among these records. A part counts for the file that its own signer's party entered by that id, once. */
export function filesAmong(records: readonly Record[]): Found[] {
  const parts: Parts = new Map();
  for (const { payload, disclosures } of records) {
    if (payload?.act.number !== PART) continue;
    const body = payload.act.fields[0];
    const name = nameOf(payload.party, asBytes(at(body, 0)), integer(at(body, 1)), asBytes(at(body, 2)));
    if (!parts.has(name)) parts.set(name, disclosures);
  }
  return records.flatMap(({ index, payload }) => {
    if (payload?.act.number !== ENTERED) return [];
    const body = payload.act.fields[0] as Value;
    const found = { id: asBytes(at(body, 0)), record: index, sha256: asBytes(at(body, 2)), size: integer(at(body, 3)) };
    return [{ ...found, bytes: together(body, payload.party, parts) }];
  });
}

function nameOf(party: Uint8Array, file: Uint8Array, number: bigint, digest: Uint8Array): string {
  return `${toHex(party)} ${toHex(file)} ${number} ${toHex(digest)}`;
}

/** What is taken from the parts is read for no other entry. */
function together(body: Value, party: Uint8Array, parts: Parts): Found["bytes"] {
  const digests = list(at(body, 5)).map(asBytes);
  const found = digests.map((digest, number) => {
    const name = nameOf(party, asBytes(at(body, 0)), BigInt(number), digest);
    const disclosures = parts.get(name);
    parts.delete(name);
    return disclosures?.get(toHex(digest));
  });
  if (found.some((disclosure) => disclosure === undefined)) return "without-bytes";
  const running = sha256.create();
  let size = 0n;
  for (const disclosure of found as Disclosure[]) {
    const bytes = partOf(disclosure);
    if (bytes === undefined) return "without-bytes";
    running.update(bytes);
    size += BigInt(bytes.length);
  }
  return same(running.digest(), asBytes(at(body, 2))) && size === integer(at(body, 3)) ? "fits" : "differs";
}

function partOf(disclosure: Disclosure): Uint8Array | undefined {
  if (disclosure.label !== LABEL_PART || disclosure.value.length > MAX_PART_BYTES) return undefined;
  try {
    const bytes = decode(disclosure.value);
    return bytes instanceof Uint8Array ? bytes : undefined;
  } catch {
    return undefined;
  }
}
