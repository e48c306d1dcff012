/** Lists that come in pages, whole: whoever sees a list sees all of it, or that it failed. */

import { get, type Answer } from './client.ts';

type Paged = '/v1/actors' | '/v1/agreements' | '/v1/allegations' | '/v1/bulletins' | '/v1/incidents';

/** Every entry of a list. */
export async function pages<P extends Paged, T>(path: P, of: (page: Answer<P>) => readonly T[], query: Record<string, string | undefined> = {}): Promise<T[]> {
  const found: T[] = [];
  let after: string | undefined;
  do {
    const page = await get(path, {}, { ...query, after });
    found.push(...of(page));
    after = (page as { next?: string | null }).next ?? undefined;
  } while (after !== undefined);
  return found;
}
