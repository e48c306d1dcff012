/** What others use of this package for checkpoints: reading them, their signatures, and whether one log grew. */

export { fromBase64, toBase64 } from "./bytes.ts";
export { type Checkpoint, Malformed, parseCheckpoint, parseKey, verifyLines } from "./note.ts";
export { beginningOf } from "./proof.ts";
