/** A register's card: which register it is and which key signs its log; what a verifier pins. docs/spec/files.md. */

import { fromHex, utf8 } from "./bytes.ts";
import { Malformed, parseKey, type VerifierKey } from "./note.ts";

const HEADER = "truceline-register-card 1";
const MAX_CARD_BYTES = 16 * 1024;

/** A card. */
export interface Card {
  readonly origin: string;
  readonly theatre: string;
  readonly exercise: boolean;
  /** Digest of the genesis statement. */
  readonly genesis: Uint8Array;
  readonly log: VerifierKey;
}

/** Whether bytes begin as a card. */
export function isCard(bytes: Uint8Array): boolean {
  return (utf8(bytes.subarray(0, HEADER.length)) ?? "") === HEADER;
}

/** Reads a card. */
export function parseCard(bytes: Uint8Array): Card {
  const text = bytes.length <= MAX_CARD_BYTES ? utf8(bytes) : undefined;
  if (text === undefined) throw new Malformed("a card is a text of at most 16 KiB");
  const lines = text.split("\n").map((line) => line.replace(/\r$/, ""));
  if (lines.at(-1) === "") lines.pop();
  const labels = ["origin", "theatre", "kind", "genesis", "log"];
  if (lines[0] !== HEADER || lines.length !== labels.length + 1) throw new Malformed("a register's card has six lines");
  const [origin, theatre, kind, genesis, log] = labels.map((label, place) => {
    const line = lines[place + 1] as string;
    if (!line.startsWith(`${label}: `)) throw new Malformed(`line ${place + 2} of the card is not "${label}: …"`);
    return line.slice(label.length + 2);
  }) as [string, string, string, string, string];
  const digest = genesis.length === 64 ? fromHex(genesis) : undefined;
  if (kind !== "register" && kind !== "exercise") throw new Malformed("the kind on the card is neither register nor exercise");
  if (digest === undefined) throw new Malformed("the genesis on the card has no 64 hexadecimal digits");
  return { origin, theatre, exercise: kind === "exercise", genesis: digest, log: parseKey(log) };
}
