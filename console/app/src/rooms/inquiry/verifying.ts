/**
 * Verifies a bundle beside the page, by the second verifier (console/verifier), which shares no line with the register.
 * What it holds the bundle against is the card that it is given; a card from another source is worth more.
 */

import { CannotSay, Refusal, believe, verifyFile, type Result } from '@truceline/verifier';

/** What is to be verified. */
export interface Handed {
  bundle: Uint8Array<ArrayBuffer>;
  card: string;
}

/** What came of it, in plain values. */
export interface Verdict {
  is: 'holds' | 'fails' | 'unknown';
  /** A word of the verifier's catalogue (console/verifier/page/words). */
  why: string;
  /** The stable code of a refusal. */
  code: string;
  /** Where in the log it does not hold. */
  index: string;
  origin: string;
  theatre: string;
  /** Entries of the log that the checkpoint covers. */
  size: string;
  /** Records in the bundle. */
  records: number;
  /** Records of which something was left out. */
  leftOut: number;
  /** Witnesses that signed, and those that did not. */
  cosigned: string[];
  missing: string[];
}

const NOTHING: Verdict = { is: 'unknown', why: 'cannot-failed', code: '', index: '', origin: '', theatre: '', size: '', records: 0, leftOut: 0, cosigned: [], missing: [] };

/** The verdict of a file. */
export function verdict({ bundle, card }: Handed): Verdict {
  try {
    return told(verifyFile(bundle, believe(new TextEncoder().encode(card), undefined)));
  } catch (error) {
    if (error instanceof Refusal) return { ...NOTHING, is: 'fails', why: `why-${error.code}`, code: error.code, index: String(error.index ?? '') };
    if (error instanceof CannotSay) return { ...NOTHING, why: `cannot-${error.code}`, code: error.code };
    return NOTHING;
  }
}

function told(result: Result): Verdict {
  if (result.is !== 'bundle') return { ...NOTHING, why: 'cannot-unknown-file', code: 'unknown-file' };
  const { genesis, checkpoint, records, leftOut, verdict: judged } = result.verified;
  return {
    is: 'holds',
    why: 'holds-bundle',
    code: '',
    index: '',
    origin: genesis.origin,
    theatre: genesis.theatre,
    size: String(checkpoint.size),
    records: records.length,
    leftOut: leftOut.length,
    cosigned: judged.cosigned.map(({ witness }) => witness),
    missing: [...judged.missing],
  };
}
