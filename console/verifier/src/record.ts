/** Records: the envelope that a leaf commits to, and the disclosures beside it. docs/spec/records.md, "Envelope". */

import { same, toHex } from "./bytes.ts";
import { digest } from "./hash.ts";
import { Refusal } from "./refusal.ts";
import { type Read, read, type Value } from "./schema.ts";
import { parsePayload, parseStatement, type Payload, type Statement } from "./statement.ts";
import { at, bytes as asBytes, integer, kind, list } from "./values.ts";

/** Who signed, as the authority chain had it. */
export interface Signer {
  readonly key: Uint8Array;
  readonly party: Uint8Array;
  readonly desk: Uint8Array;
  readonly person: Uint8Array;
}

/** What opens a digest. */
export interface Disclosure {
  readonly digest: Uint8Array;
  readonly label: number;
  readonly value: Uint8Array;
}

/** The grounds for which a record stands in the log, by number. */
export const GROUND = { admitted: 0, unreadable: 1, refused: 2, tick: 3, clockDoubted: 4, watch: 5, deskSeen: 6, looked: 7, passedOn: 8, delivered: 10 } as const;

/** The flags that are looked at here, by number. */
export const FLAG = { quarantined: 6, awaitsCountersignature: 15 } as const;

/** A record. */
export interface Record {
  readonly index: bigint;
  readonly received: bigint;
  readonly authority: { readonly number: bigint; readonly link: Uint8Array };
  readonly ground: { readonly number: number; readonly fields: readonly Value[] };
  readonly signer: Signer | undefined;
  readonly flags: readonly number[];
  /** Digests of the statement that arrived at the register with their disclosure. */
  readonly disclosed: readonly Uint8Array[];
  readonly effects: readonly { readonly number: number; readonly fields: readonly Value[] }[];
  readonly statement: Statement | undefined;
  /** Nothing where there is no statement or it cannot be read. */
  readonly payload: Payload | undefined;
  /** What opens its digests, as far as it is at hand, by the digest in hex. */
  readonly disclosures: ReadonlyMap<string, Disclosure>;
}

/** Reads a value that says who signed. */
export function signerOf(value: Value | undefined): Signer {
  return { key: asBytes(at(value, 0)), party: asBytes(at(value, 1)), desk: asBytes(at(value, 2)), person: asBytes(at(value, 3)) };
}

/** Whether two are the same. */
export function sameSigner(one: Signer, other: Signer): boolean {
  return same(one.key, other.key) && same(one.party, other.party) && same(one.desk, other.desk) && same(one.person, other.person);
}

/** Takes a disclosure that was read; `bytes` are its own, which its digest is of. */
export function disclosureOf(value: Value, bytes: Uint8Array): Disclosure {
  const [, label, inner] = list(value);
  return { digest: digest(bytes), label: Number(integer(label)), value: asBytes(inner) };
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

/** Reads the record of an envelope, and sees that its ground and its statement belong together and each disclosure opens a digest of it. */
export function parseRecord(index: bigint, envelope: Uint8Array, disclosures: readonly Disclosure[]): Record {
  const whole = attempt(() => read("envelope", envelope));
  if (whole === undefined) throw new Refusal("record", `the record at index ${index} is no envelope`, index);
  const [statementValue, part] = list(whole.value);
  const ground = kind(at(part, 2));
  const mismatch = (): never => {
    throw new Refusal("record", `the record at index ${index} has a ground and a statement that do not fit`, index);
  };
  const statement = statementValue === null ? undefined : (attempt(() => parseStatement(asBytes(statementValue))) ?? mismatch());
  const said = ground.number === GROUND.admitted || ground.number === GROUND.unreadable;
  if (said !== (statement !== undefined)) mismatch();
  const payload = ground.number === GROUND.admitted && statement !== undefined ? (attempt(() => parsePayload(statement.payloadBytes)) ?? mismatch()) : undefined;
  const signer = at(part, 3);
  if ((signer !== undefined) !== (statement !== undefined)) mismatch();
  const record: Record = {
    index,
    received: integer(at(part, 0)),
    authority: { number: integer(at(part, 1, 0)), link: asBytes(at(part, 1, 1)) },
    ground,
    signer: signer === undefined ? undefined : signerOf(signer),
    flags: list(at(part, 4)).map((flag) => Number(integer(flag))),
    disclosed: list(at(part, 5)).map(asBytes),
    effects: list(at(part, 6)).map(kind),
    statement,
    payload,
    disclosures: new Map(disclosures.map((disclosure) => [toHex(disclosure.digest), disclosure])),
  };
  checkDisclosures(record, whole);
  return record;
}

/** Each opens a digest that the statement carries and the record lists as disclosed, or one of the register's own. */
function checkDisclosures(record: Record, envelope: Read): void {
  if (record.disclosures.size === 0) return;
  const listed = new Set(record.disclosed.map(toHex));
  const known = new Set(envelope.sealed.map(toHex));
  for (const digestOf of record.payload?.sealed ?? []) {
    const hex = toHex(digestOf);
    if (listed.has(hex)) known.add(hex);
  }
  for (const hex of record.disclosures.keys()) {
    if (!known.has(hex)) throw new Refusal("disclosure", `a disclosure at index ${record.index} does not fit any digest of its record`, record.index);
  }
}
