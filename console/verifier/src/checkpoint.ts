/** What others use of this package for checkpoints: reading them, their signatures, whose policy believes whom, and whether one log grew. */

export { fromBase64, toBase64, toHex } from "./bytes.ts";
export { type Checkpoint, claims, type Line, Malformed, parseCheckpoint, parseKey, verifyLine, verifyLines } from "./note.ts";
export { judge, parsePolicy, type Policy } from "./policy.ts";
export { beginningOf } from "./proof.ts";
export { Refusal } from "./refusal.ts";
