/** Asks the verifier, which is fetched when something is first verified, and has its words in the reader's language. */

import { FluentBundle, FluentResource } from '@fluent/bundle';
import type { Handed, Verdict } from './verifying.ts';

const WORDS = import.meta.glob<string>('../../../../verifier/page/words/*.ftl', { query: '?raw', import: 'default' });

/** What the verifier says of a bundle. */
export async function verify(handed: Handed): Promise<Verdict> {
  const worker = new Worker(new URL('./verifier.worker.ts', import.meta.url), { type: 'module' });
  try {
    return await new Promise<Verdict>((found, failed) => {
      worker.addEventListener('message', (event: MessageEvent<Verdict>) => found(event.data));
      worker.addEventListener('error', (event) => failed(new Error(event.message)));
      worker.postMessage(handed);
    });
  } finally {
    worker.terminate();
  }
}

/** The verifier's own sentences in a language, as its offline page has them. */
export async function sentences(language: string): Promise<(key: string, given?: Record<string, string>) => string> {
  const text = (await WORDS[`../../../../verifier/page/words/${language}.ftl`]?.()) ?? '';
  const bundle = new FluentBundle(language);
  bundle.addResource(new FluentResource(text));
  return (key, given) => {
    const pattern = bundle.getMessage(key)?.value;
    return pattern ? bundle.formatPattern(pattern, given, []) : key;
  };
}
