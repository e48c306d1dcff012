/** The words of the closed vocabularies by their numbers, as the golden vectors list them. */

import words from "../../../testdata/vectors/register/words.txt";

const VOCABULARIES = new Map<string, string[]>();
let current: string[] = [];
for (const line of words.split("\n")) {
  const section = /^\[([a-z-]+)\]$/.exec(line)?.[1];
  if (section !== undefined) {
    current = [];
    VOCABULARIES.set(section, current);
  }
  const word = /^[0-9a-f]+: (.+)$/.exec(line)?.[1];
  if (word !== undefined) current.push(word);
}

/** The word of a number. */
export function word(vocabulary: string, number: bigint): string {
  const found = VOCABULARIES.get(vocabulary)?.[Number(number)];
  if (found === undefined) throw new Error(`no word ${number} in the vocabulary ${vocabulary}`);
  return found;
}

/** How many words a vocabulary has. */
export function wordCount(vocabulary: string): number {
  return VOCABULARIES.get(vocabulary)?.length ?? 0;
}

/** The names of all vocabularies. */
export function vocabularies(): readonly string[] {
  return [...VOCABULARIES.keys()];
}

const FORCES = ["regulars", "attached", "partners", "contractors", "humanitarian", "civil"];

/** The words of a set of forces. */
export function forces(set: bigint): readonly string[] {
  return FORCES.filter((_, bit) => ((set >> BigInt(bit)) & 1n) === 1n);
}
