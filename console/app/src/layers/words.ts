/** The words of layers, fetched with the first map. */

import { words, type Texts } from '../words/words.svelte.ts';

/** Named as {@link ../words/words.svelte.ts} names its own: both stand equally deep. */
const OWN: Texts = import.meta.glob<string>('../../../words/*/layers.ftl', { query: '?raw', import: 'default' });

/** Has them from now on. */
export function worded(): Promise<void> {
  return words.enter('layers', OWN);
}
