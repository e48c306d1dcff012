/**
 * Has the browser keep the console's own files, so that it starts where no line is (decision 54). The files alone: an
 * answer of the register is kept by nobody here.
 */

/** Where the worker stands; it serves the whole page, which its headers allow. */
const WORKER = '/console/offline.js';
/** The page's own first answers go before; on a slow line everything that somebody waits for. */
const WAIT_MS = 1_500;
const WAIT_SLOW_MS = 30_000;

/**
 * Begins once the page stands.
 *
 * @param whole whether maps, fonts and every language are kept, too; on a slow line what was fetched, and later the rooms.
 */
export function keepFiles(whole: boolean): void {
  if (!('serviceWorker' in navigator) || !isSecureContext || import.meta.env.DEV) return;
  setTimeout(() => void keep(whole), WAIT_MS);
}

async function keep(whole: boolean): Promise<void> {
  try {
    await navigator.serviceWorker.register(WORKER, { scope: '/', updateViaCache: 'none' });
    const ready = await navigator.serviceWorker.ready;
    // What was fetched before there was a worker is kept all the same.
    const fetched = performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname);
    ready.active?.postMessage({ keep: fetched });
    setTimeout(() => ready.active?.postMessage({ keep: whole ? 'all' : 'rooms' }), whole ? 0 : WAIT_SLOW_MS);
  } catch {
    // A browser that keeps nothing has a line, or nothing.
  }
}
