/** Who and what there is to name: actors of the register's list, and what everybody is called. */

import type { ActorLine } from '../../register/api.gen.ts';
import { get } from '../../register/client.ts';
import { live } from '../../register/live.svelte.ts';

/** Every actor that was entered. */
export async function allActors(): Promise<ActorLine[]> {
  const found: ActorLine[] = [];
  let after: string | undefined;
  do {
    const page = await get('/v1/actors', {}, { after });
    found.push(...page.actors);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return found;
}

/** What parties and actors are called; of anything else its id. */
export function namesOf(actors: readonly ActorLine[]): (id: string) => string {
  const parties = live.parties.value ?? [];
  return (id) => parties.find((one) => one.party.id === id)?.party.name ?? actors.find((one) => one.id === id)?.names[0]?.name ?? id;
}
