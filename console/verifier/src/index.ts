/** What others use of this package: verifying a file, and putting into words what it says. */

export { toHex, fromHex } from "./bytes.ts";
export { publicKey, verify as verifySignature } from "./ed25519.ts";
export { CannotSay, CODES, type Code, Refusal } from "./refusal.ts";
export { believe, type Belief, isBelief, type Result, verifyFile } from "./verify.ts";
export type { Pins, Verified } from "./bundle.ts";
export type { Record } from "./record.ts";
