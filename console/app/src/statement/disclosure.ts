/**
 * Salted values that open digests (docs/spec/disclosure.md): `[salt, label, value]`, of which the SHA-256 stands in the
 * statement.
 */

import { encode, type Item } from './cbor.ts';
import { draw } from './id.ts';

/** What a value is (docs/spec/disclosure.md). */
export const LABEL = { exact: 0, cell: 1, existence: 2, details: 3, personal: 4, text: 5, area: 6, positions: 7, volumes: 8 } as const;
export type Label = keyof typeof LABEL;

/** How finely the register itself is told. */
export type Disclose = 'exact' | 'cell' | 'existence' | 'nothing';

/** A character that steers a reader's screen, hides, or turns the direction of reading. */
const STEERING = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/u;

/** A text with such a character is not signed. */
export class SteeringError extends Error {
  readonly character: string;
  constructor(character: string) {
    const code = character.codePointAt(0) ?? 0;
    super(`U+${code.toString(16).toUpperCase().padStart(4, '0')}`);
    this.character = character;
  }
}

/** The SHA-256 of bytes. */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
}

/** Salts values and keeps what opens their digests: given to the register, or kept back. */
export class Sealer {
  readonly given: Item[] = [];
  readonly withheld: Item[] = [];
  readonly #disclose: Disclose;
  readonly #salt: () => Uint8Array;

  constructor(disclose: Disclose = 'exact', salt: () => Uint8Array = () => draw()) {
    this.#disclose = disclose;
    this.#salt = salt;
  }

  /**
   * Salts a value and gives its digest.
   *
   * @throws {SteeringError} a text in it steers a reader's screen.
   */
  async seal(label: Label, value: Item): Promise<Uint8Array> {
    refuseSteering(value);
    const disclosure: Item = [this.#salt(), LABEL[label], encode(value)];
    (this.#gives(label) ? this.given : this.withheld).push(disclosure);
    return sha256(encode(disclosure));
  }

  /** Words, where there are any. */
  async text(words: string | undefined): Promise<Uint8Array | undefined> {
    const trimmed = words?.trim();
    return trimmed ? this.seal('text', trimmed) : undefined;
  }

  #gives(label: Label): boolean {
    switch (this.#disclose) {
      case 'exact':
        return true;
      case 'cell':
        return label === 'cell' || label === 'existence';
      case 'existence':
        return label === 'existence';
      case 'nothing':
        return false;
    }
  }
}

/** The first character of a text that steers; nothing where none does. */
export function steering(text: string): string | undefined {
  return STEERING.exec(text.replaceAll('\n', ''))?.[0];
}

function refuseSteering(item: Item): void {
  if (typeof item === 'string') {
    const found = steering(item);
    if (found) throw new SteeringError(found);
  } else if (Array.isArray(item)) item.forEach(refuseSteering);
  else if (item instanceof Map) for (const value of item.values()) if (value !== undefined) refuseSteering(value);
}
