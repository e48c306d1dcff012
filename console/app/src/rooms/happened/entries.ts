/** Entries of lists as people know them: what was alleged, and when it is said to have been. */

import type { StandingAllegationView } from '../../register/api.gen.ts';
import { moment, term } from '../../words/words.svelte.ts';

/** What was alleged, as far as this party was told. */
export function known(told: readonly StandingAllegationView[] | undefined, entry: string | undefined | null): StandingAllegationView | undefined {
  return (told ?? []).find((one) => one.id === entry);
}

/** What an entry is called. */
export function called(told: readonly StandingAllegationView[] | undefined, entry: string | undefined | null): string {
  const one = known(told, entry);
  return one ? `${term('kind', one.what)}, ${moment(one.account?.from)}` : (entry ?? '');
}
