/** Spellings of a name as people type them: one a line, its language in brackets where that is known. */

import type { SpellingView } from '../../register/api.gen.ts';
import type { PlaceTold } from '../../statement/account.ts';

type Spelling = PlaceTold['spellings'][number];

/** Most spellings of one place. */
export const MOST = 64;
/** A name, and a language as its code: `Durvan (ar)`, `Dorvane (zh-Hans)`. */
const SPELT = /^(.*\S)\s*\(([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)\)$/;

/** Lines that say something. */
export function lines(text: string): string[] {
  return text.split('\n').map((line) => line.trim()).filter(Boolean);
}

/** What stands in the lines. */
export function spelt(text: string): Spelling[] {
  return lines(text).map((line) => {
    const [, name, language] = SPELT.exec(line) ?? [];
    return name !== undefined && language !== undefined ? { text: name, language } : { text: line };
  });
}

/** One as it is typed. */
export function spelling({ text, language }: SpellingView | Spelling): string {
  return language ? `${text} (${language})` : text;
}
