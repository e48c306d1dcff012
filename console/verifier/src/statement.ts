/** Statements: COSE_Sign1 (RFC 9052) with an Ed25519 signature, and what is in them. docs/spec/statement.cddl. */

import { concat, encodeUtf8 } from "./bytes.ts";
import { decode, NotDeterministic } from "./cbor.ts";
import { type PublicKey, verify } from "./ed25519.ts";
import { digest } from "./hash.ts";
import { type Fields, read, readItem, type Value } from "./schema.ts";
import { at, bytes as asBytes, integer, kind, list, text } from "./values.ts";
import { encodeBytes } from "./write.ts";

const MAX_STATEMENT_BYTES = 256 * 1024;

/** A statement taken apart; its signature is not looked at yet. */
export interface Statement {
  /** All of it. */
  readonly bytes: Uint8Array;
  /** Which key signs: the first half of the SHA-256 of its public bytes. */
  readonly key: Uint8Array;
  readonly origin: string;
  /** Digest of the register's genesis statement; zeros in the genesis itself. */
  readonly genesis: Uint8Array;
  readonly payloadBytes: Uint8Array;
  /** Digest of the payload's bytes: what the next statement of the key links to. */
  readonly digest: Uint8Array;
  /** What the signature is over. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

/** What a statement says, by whom, and after what. */
export interface Payload {
  readonly actId: Uint8Array;
  readonly party: Uint8Array;
  readonly desk: Uint8Array;
  /** The signer's claim, microseconds. */
  readonly signedAt: bigint;
  readonly sequence: bigint;
  readonly previous: Uint8Array;
  readonly act: Act;
  /** The salted digests that the act carries. */
  readonly sealed: readonly Uint8Array[];
}

/** Which act, and its fields. */
export interface Act {
  readonly number: number;
  readonly fields: readonly Value[];
}

const SIG_STRUCTURE = concat(Uint8Array.of(0x84, 0x6a), encodeUtf8("Signature1"));

/** Takes the bytes of a statement apart; throws where they are none. */
export function parseStatement(bytes: Uint8Array): Statement {
  if (bytes.length > MAX_STATEMENT_BYTES) throw new NotDeterministic("a statement has at most 256 KiB");
  const [protectedBytes, , payloadBytes, signature] = list(read("statement", bytes).value).map((part) => (part instanceof Uint8Array ? part : new Uint8Array())) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  const header = read("protected", protectedBytes).value;
  return {
    bytes,
    key: asBytes(at(header, 4)),
    origin: text(at(header, -70001)),
    genesis: asBytes(at(header, -70002)),
    payloadBytes,
    digest: digest(payloadBytes),
    signed: concat(SIG_STRUCTURE, encodeBytes(protectedBytes), encodeBytes(new Uint8Array()), encodeBytes(payloadBytes)),
    signature,
  };
}

/** Whether the key signed the statement. */
export function isSignedBy(statement: Statement, key: PublicKey): boolean {
  return verify(key, statement.signed, statement.signature);
}

/** Reads a payload; throws where it is none. */
export function parsePayload(bytes: Uint8Array): Payload {
  const { value, sealed } = readItem("payload", decode(bytes));
  const fields = value as Fields;
  return {
    actId: asBytes(fields.get(0)),
    party: asBytes(fields.get(1)),
    desk: asBytes(fields.get(2)),
    signedAt: integer(fields.get(3)),
    sequence: integer(fields.get(4)),
    previous: asBytes(fields.get(5)),
    act: kind(fields.get(7)),
    sealed,
  };
}
