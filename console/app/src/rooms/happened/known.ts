/** Who and what there is to name: actors of the register's list, and what everybody is called. */

import type { ActorLine } from '../../register/api.gen.ts';
import { live } from '../../register/live.svelte.ts';
import { pages } from '../../register/pages.ts';
import { t } from '../../words/words.svelte.ts';

/** Every actor that was entered. */
export async function allActors(): Promise<ActorLine[]> {
  return pages('/v1/actors', (page) => page.actors);
}

/** Who may read something, by what they are called. */
export function readersText(readers: readonly string[] | undefined, nameOf: (id: string) => string, everybody: string): string {
  if (!readers) return everybody;
  return readers.length === 0 ? t('readers-own') : readers.map(nameOf).join(' · ');
}

/** What parties and actors are called; of anything else its id. */
export function namesOf(actors: readonly ActorLine[]): (id: string) => string {
  const parties = live.parties.value ?? [];
  return (id) => parties.find((one) => one.party.id === id)?.party.name ?? actors.find((one) => one.id === id)?.names[0]?.name ?? id;
}
