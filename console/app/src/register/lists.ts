/**
 * Which lists are kept for a start without a line, under which names, and how each is asked for beforehand. What is kept of
 * them is in {@link ./answers.svelte.ts}.
 */

/** What a room without a line shows; the lists that are asked for beforehand, and how each is asked. */
const LISTS: [path: string, query?: Record<string, string>][] = [
  ['/v1/requests'],
  ['/v1/coverage'],
  ['/v1/inbox', { open: 'true', limit: '1000' }],
  ['/v1/informed'],
  ['/v1/duty'],
  ['/v1/line-tests'],
  ['/v1/incidents'],
  ['/v1/allegations'],
  ['/v1/agreements'],
  ['/v1/actors'],
  ['/v1/reconciliations'],
  ['/v1/bulletins'],
  ['/v1/keys'],
  ['/v1/looks'],
  ['/v1/outbox'],
];
/** And texts for everybody, where somebody has read them. */
const READ = /^\/v1\/(agreements\/[^/]+(\/calendar)?|bulletins\/[^/]+\/[^/]+)$/;
const PATHS = new Set(LISTS.map(([path]) => path));
/** Whatever window was asked for: without a line the one that was shown last is the only one. */
const WITHOUT_QUERY = new Set(['/v1/coverage']);

/** Longer lists are kept as far as somebody has looked. */
const MOST_PAGES = 10;

/** Under which name an answer is kept, in whatever order its query stands; nothing where it is not. */
export function nameOf(asked: string): string | undefined {
  const [path = '', query = ''] = asked.split('?');
  if (!PATHS.has(path) && !READ.test(path)) return undefined;
  return WITHOUT_QUERY.has(path) || query === '' ? path : `${path}?${query.split('&').sort().join('&')}`;
}

/** After what the next page begins; nothing where there is none. */
function nextOf(given: unknown, { limit }: Record<string, string>): string | undefined {
  if (Array.isArray(given)) {
    // The inbox has no word for it: a page that is full is followed by another.
    const last = given.at(-1) as { number?: number } | undefined;
    return given.length === Number(limit) && last?.number !== undefined ? String(last.number) : undefined;
  }
  const next = typeof given === 'object' && given !== null && 'next' in given ? given.next : undefined;
  return typeof next === 'string' ? next : undefined;
}

/**
 * Asks for every room's lists, one after the other, so that they are there without a line.
 *
 * @param ask asks for a path and remembers the answer; what fails is left as it was.
 */
export async function gather(ask: (path: string, query: Record<string, string>) => Promise<unknown>): Promise<void> {
  for (const [path, query = {}] of LISTS) {
    let after: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const given: unknown = await ask(path, { ...query, ...(after !== undefined && { after }) }).catch(() => undefined);
      after = nextOf(given, query);
      if (after === undefined) break;
    }
  }
}
