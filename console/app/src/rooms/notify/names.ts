/**
 * Names across scripts and spellings, by the habits of docs/spec/import.md ("Gazetteer"): case, accents, apostrophes,
 * hyphens and blanks, articles, the forms of alef, hamza, ta marbuta and ya, and the dotless i make no difference.
 */

/** A name as it is compared. */
export function folded(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\p{M}\u0640]/gu, '')
    .toLocaleLowerCase('en')
    .replace(/[ıİ]/g, 'i')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/[ؤئء]/g, '')
    .replace(/ة/g, 'ه')
    .replace(/ى/g, 'ي')
    .replace(/[\p{P}\p{S}]+/gu, ' ')
    .split(/\s+/)
    .map((word) => word.replace(/^ال(?=.{3})/u, ''))
    .filter((word) => word !== '' && !/^(al|el|as|ash|ad|ar|at|an|az|the|le|la|les)$/.test(word))
    .join('');
}

/** How many letters must be changed to come from one to the other, up to a limit; beyond it the limit and one. */
export function changes(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    if (Math.min(...next) > limit) return limit + 1;
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Whether two names may be of one place: the same letters, one within the other, or a slip apart. */
export function alike(a: string, b: string): boolean {
  const [x, y] = [folded(a), folded(b)];
  if (x.length < 2 || y.length < 2) return x === y && x !== '';
  const [short, long] = x.length < y.length ? [x, y] : [y, x];
  if (short.length >= 3 && long.includes(short)) return true;
  const limit = short.length < 5 ? 0 : short.length < 8 ? 1 : 2;
  return changes(x, y, limit) <= limit;
}
