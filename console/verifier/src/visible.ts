/** What a screen may show of others' words: whatever steers it, hides, or changes the direction of reading stands as an escape, as in the program's own output. */

const STEERS = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;

/** Words on one line. */
export function oneLine(words: string): string {
  return words.replace(STEERS, (c) => (c === "\n" ? "\\n" : `\\u{${(c.codePointAt(0) as number).toString(16)}}`));
}
