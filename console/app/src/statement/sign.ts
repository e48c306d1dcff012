/**
 * A signed statement and its submission: COSE_Sign1 over deterministic CBOR (docs/spec/statement.cddl).
 *
 * The key is somebody else's: this asks for a signature over bytes. Not here: where a key's chain is kept.
 */

import type { Act } from './acts/act.ts';
import { Tagged, encode, fields, type Item } from './cbor.ts';
import { sha256 } from './disclosure.ts';
import { draw, readId } from './id.ts';
import { instant } from './place.ts';

/** Whose statement it is, and for which register. */
export interface Signer {
  origin: string;
  genesis: Uint8Array;
  key: string;
  party: string;
  desk: string;
}

/** Where the next statement of a key stands in its chain. */
export interface ChainEnd {
  next: number;
  previous: Uint8Array;
}

/** Signs bytes with Ed25519. */
export type Sign = (bytes: Uint8Array) => Promise<Uint8Array>;

/** What is drawn for a statement; the tests give their own. */
export interface Drawn {
  act: Uint8Array;
  nonce: Uint8Array;
  at: Date;
}

/** A statement with what goes with it, and where the chain ends after it. */
export interface Signed {
  act: Uint8Array;
  statement: Uint8Array;
  submission: Uint8Array;
  end: ChainEnd;
}

const CONTENT_TYPE = 'application/vnd.truceline.statement+cbor';
const ALG_ED25519 = -19;
const LABEL_ORIGIN = -70001;
const LABEL_GENESIS = -70002;

/** The first of a chain. */
export const CHAIN_START: ChainEnd = { next: 0, previous: new Uint8Array(32) };

/** Signs an act. */
export async function sign(
  act: Act,
  given: Item[],
  signer: Signer,
  chain: ChainEnd,
  with_: Sign,
  drawn: Drawn = { act: draw(), nonce: draw(), at: new Date() },
): Promise<Signed> {
  const protectedHeader = encode(
    fields({
      1: ALG_ED25519,
      3: CONTENT_TYPE,
      4: readId('key', signer.key),
      [LABEL_ORIGIN]: signer.origin,
      [LABEL_GENESIS]: signer.genesis,
    }),
  );
  const payload = encode(
    fields({
      0: drawn.act,
      1: readId('pty', signer.party),
      2: readId('dsk', signer.desk),
      3: instant(drawn.at),
      4: chain.next,
      5: chain.previous,
      6: drawn.nonce,
      7: act,
    }),
  );
  const signature = await with_(encode(['Signature1', protectedHeader, new Uint8Array(0), payload]));
  const statement = encode(new Tagged(18, [protectedHeader, new Map(), payload, signature]));
  return {
    act: drawn.act,
    statement,
    submission: encode([statement, given]),
    end: { next: chain.next + 1, previous: await sha256(payload) },
  };
}
