/**
 * What the page showed last, for when it starts without a line: the lists of {@link ./live.svelte.ts} and of the rooms
 * ({@link ./answers.svelte.ts}) with their times, sealed for the key that saw them. Places are not among them: whoever looks at one leaves a look.
 */

import * as cupboard from '../keys/cupboard.ts';
import type { OpenKey } from '../keys/key.ts';
import { seal, unseal, type Sealed } from '../keys/kept.ts';
import type { RegisterView, SessionView } from './api.gen.ts';

/** A list as it was, and when. */
export interface ShownList {
  value: unknown;
  at: number;
}

export interface Shown {
  register: RegisterView;
  session: SessionView;
  ahead_ms: number;
  /** By the names of the lists. */
  lists: Record<string, ShownList>;
  /** Those of the rooms, by what was asked. */
  answers?: Record<string, ShownList>;
}

const NAME = 'shown';

/** Keeps it in place of what was kept before. */
export async function keep(key: OpenKey, shown: Shown): Promise<void> {
  await cupboard.put({ shown: { id: key.id, ...(await seal(key, NAME, shown)) } });
}

/** What was kept for a key; nothing where nothing was. */
export async function restored(key: OpenKey): Promise<Shown | undefined> {
  const sealed = await cupboard.find<Sealed & { id: string }>('shown', key.id);
  return sealed && ((await unseal(key, NAME, sealed)) as Shown | undefined);
}
