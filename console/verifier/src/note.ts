/**
 * Signed notes, the keys that sign them, and checkpoints: C2SP signed-note, tlog-checkpoint and tlog-cosignature, narrowed
 * as docs/spec/log.md says. Not here: whom to believe (policy.ts).
 */

import { concat, encodeUtf8, fromBase64, fromBigEndian, fromHex, MAX_NUMBER, number, same, toBase64, toHex, utf8 } from "./bytes.ts";
import { type PublicKey, publicKey, verify } from "./ed25519.ts";
import { digest } from "./hash.ts";

const MAX_NOTE_BYTES = 256 * 1024;
const MAX_SIGNATURES = 64;
const MAX_SIGNATURE_BYTES = 5 * 1024;
const MAX_NAME_BYTES = 255;
const MAX_VKEY_BYTES = MAX_NAME_BYTES + 2 + 8 + 1752;
const EMPTY_ROOT = digest();
const CONTROL = /[\p{Cc}]/u;

/** Bytes that are not what they ought to be, and why. */
export class Malformed extends Error {}

/** A log's signature over a text, or a witness's over a time and a text. */
export type Algorithm = "ed25519" | "cosignature";

/** A public key with its name. */
export interface VerifierKey {
  readonly name: string;
  readonly algorithm: Algorithm;
  readonly key: PublicKey;
  /** Four bytes that, with the name, say which key it is. */
  readonly id: Uint8Array;
}

/** A signature line, nothing of it verified. */
export interface Line {
  readonly name: string;
  readonly id: Uint8Array;
  readonly signature: Uint8Array;
}

/** A signed checkpoint, nothing of it verified. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: bigint;
  readonly root: Uint8Array;
  /** The text that is signed. */
  readonly text: string;
  readonly lines: readonly Line[];
}

/** Checks the name of a key. */
export function isKeyName(name: string): boolean {
  return name !== "" && encodeUtf8(name).length <= MAX_NAME_BYTES && !/[\p{White_Space}\p{Cc}+]/u.test(name);
}

/** Names a key. */
export function named(name: string, algorithm: Algorithm, key: PublicKey): VerifierKey {
  const byte = Uint8Array.of(algorithm === "ed25519" ? 0x01 : 0x04);
  const id = digest(encodeUtf8(`${name}\n`), byte, key.bytes).subarray(0, 4);
  return { name, algorithm, key, id };
}

/** Reads `NAME+HASH+BASE64`. */
export function parseKey(text: string): VerifierKey {
  const [name, hash, ...rest] = text.split("+");
  const bytes = fromBase64(rest.join("+"));
  const id = hash?.length === 8 ? fromHex(hash) : undefined;
  if (encodeUtf8(text).length > MAX_VKEY_BYTES || name === undefined || id === undefined || bytes === undefined || bytes.length === 0) {
    throw new Malformed("a verifier key is NAME+HASH+BASE64");
  }
  if (!isKeyName(name)) throw new Malformed("the name of the verifier key is none");
  const algorithm = bytes[0] === 0x01 ? "ed25519" : bytes[0] === 0x04 ? "cosignature" : undefined;
  if (algorithm === undefined) throw new Malformed("the verifier key has an algorithm that is not known here");
  if (!same(digest(encodeUtf8(`${name}\n`), bytes).subarray(0, 4), id)) throw new Malformed("the verifier key's hash does not fit: copy it again whole");
  const key = publicKey(bytes.subarray(1));
  if (key === undefined) throw new Malformed("the verifier key holds no usable Ed25519 key");
  return named(name, algorithm, key);
}

/** A key as text, as {@link parseKey} reads it. */
export function keyText(key: VerifierKey): string {
  const byte = Uint8Array.of(key.algorithm === "ed25519" ? 0x01 : 0x04);
  return `${key.name}+${toHex(key.id)}+${toBase64(concat(byte, key.key.bytes))}`;
}

function parseLine(text: string): Line {
  const space = text.indexOf(" ", 2);
  if (!text.startsWith("\u2014 ") || space < 0) throw new Malformed("a signature line is an em dash, a name and base64");
  const [name, base64] = [text.slice(2, space), text.slice(space + 1)];
  if (!isKeyName(name)) throw new Malformed("a signature line without a key's name");
  const bytes = fromBase64(base64);
  if (bytes === undefined || bytes.length < 5 || bytes.length > MAX_SIGNATURE_BYTES) throw new Malformed("a signature line without a signature");
  return { name, id: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

function sameLine(one: Line, other: Line): boolean {
  return one.name === other.name && same(one.id, other.id) && same(one.signature, other.signature);
}

/** Reads a signed note: its text and its lines. */
export function parseNote(bytes: Uint8Array): { readonly text: string; readonly lines: readonly Line[] } {
  if (bytes.length > MAX_NOTE_BYTES) throw new Malformed("a note has at most 256 KiB");
  const all = utf8(bytes);
  if (all === undefined || CONTROL.test(all.replaceAll("\n", ""))) throw new Malformed("a note is UTF-8 text without control characters");
  const end = all.lastIndexOf("\n\n");
  if (end < 0 || !all.endsWith("\n")) throw new Malformed("a note is a text, an empty line and signature lines");
  const body = all.slice(end + 2);
  if (body === "") throw new Malformed("a note has signature lines");
  const lines = body.slice(0, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) throw new Malformed("a note has at most 64 signature lines");
  const parsed = lines.map(parseLine);
  if (parsed.some((line, place) => parsed.slice(0, place).some((other) => sameLine(line, other)))) throw new Malformed("a signature line stands twice");
  return { text: all.slice(0, end + 1), lines: parsed };
}

/** Reads a signed checkpoint: origin, size and root, and nothing more. */
export function parseCheckpoint(bytes: Uint8Array): Checkpoint {
  const { text, lines } = parseNote(bytes);
  const parts = text.slice(0, -1).split("\n");
  if (parts.length < 3) throw new Malformed("a checkpoint has three lines");
  if (parts.length > 3) throw new Malformed("extension lines are not taken");
  const [origin, sizeText, rootText] = parts as [string, string, string];
  const [size, root] = [number(sizeText), fromBase64(rootText)];
  if (!isKeyName(origin)) throw new Malformed("the checkpoint's origin is no name");
  if (size === undefined) throw new Malformed("the checkpoint's size is no number below 2^63");
  if (root?.length !== 32) throw new Malformed("the checkpoint's root is not the base64 of 32 bytes");
  if (size === 0n && !same(root, EMPTY_ROOT)) throw new Malformed("a log without entries has another root");
  return { origin, size, root, text, lines };
}

/** Whether a line says that it is by this key. */
export function claims(line: Line, key: VerifierKey): boolean {
  return line.name === key.name && same(line.id, key.id);
}

/** Verifies a line under a key: when it was made, where it is a witness's; nothing where it does not verify. */
export function verifyLine(line: Line, key: VerifierKey, text: string): { readonly time: bigint | undefined } | undefined {
  if (key.algorithm === "ed25519") {
    return verify(key.key, encodeUtf8(text), line.signature) ? { time: undefined } : undefined;
  }
  if (line.signature.length !== 72) return undefined;
  const time = fromBigEndian(line.signature.subarray(0, 8));
  if (time > MAX_NUMBER) return undefined;
  const message = encodeUtf8(`cosignature/v1\ntime ${time}\n${text}`);
  return verify(key.key, message, line.signature.subarray(8)) ? { time } : undefined;
}

/** A line that verified. */
export interface Signed {
  readonly key: VerifierKey;
  readonly time: bigint | undefined;
}

/**
 * Verifies every line that claims one of the keys; the others are listed, and count for nothing. The word is that of what
 * does not hold.
 */
export function verifyLines(checkpoint: Pick<Checkpoint, "text" | "lines">, keys: readonly VerifierKey[]): { readonly signed: readonly Signed[]; readonly unchecked: readonly Line[] } | string {
  const [signed, unchecked]: [Signed[], Line[]] = [[], []];
  for (const line of checkpoint.lines) {
    const claimed = keys.filter((key) => claims(line, key));
    if (claimed.length === 0) {
      unchecked.push(line);
      continue;
    }
    const found = claimed.map((key) => ({ key, verified: verifyLine(line, key, checkpoint.text) })).find(({ verified }) => verified !== undefined);
    if (found === undefined) return `the signature by ${line.name} (${toHex(line.id)}) does not verify`;
    signed.push({ key: found.key, time: found.verified?.time });
  }
  return signed.length === 0 ? "no signature by a known key" : { signed, unchecked };
}
