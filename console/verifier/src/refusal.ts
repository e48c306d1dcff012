/**
 * Why something does not verify: a stable code each, the same as the Rust verifier's (docs/spec/bundle.md), where it
 * shows, and words for a person.
 */

/** The codes, in the order in which a bundle is judged. */
export const CODES = [
  "not-a-bundle",
  "damaged",
  "unreadable",
  "checkpoint",
  "order",
  "proof-length",
  "not-included",
  "disclosure",
  "record",
  "genesis",
  "wrong-origin",
  "log-signature",
  "cosignature",
  "quorum",
  "authority-chain",
  "time-backward",
  "signature",
  "mismatch",
  "unknown-key",
  "revoked-key",
  "authority",
  "end-missing",
  "chain-gap",
  "not-a-receipt",
  "fork",
] as const;

/** A stable word for what does not hold. */
export type Code = (typeof CODES)[number];

/** It does not verify. */
export class Refusal extends Error {
  /** What does not hold. */
  readonly code: Code;
  /** At which place in the log it shows. */
  readonly index: bigint | undefined;

  constructor(code: Code, what: string, index?: bigint) {
    super(what);
    this.code = code;
    this.index = index;
  }
}

/** It cannot be said whether it verifies: something is missing that the verifier has to be given, or it is another kind of file. */
export class CannotSay extends Error {
  /** Why. */
  readonly code: "no-pin" | "no-record" | "unknown-file" | "bad-card" | "bad-policy" | "too-large";

  constructor(code: CannotSay["code"], what: string) {
    super(what);
    this.code = code;
  }
}
