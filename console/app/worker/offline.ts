/**
 * The worker that gives the console's own files where no line is (decision 54).
 *
 * It keeps the page and the files with digests in their names that were built with it, and nothing else: whatever begins
 * with `/v1` or `/log` goes by it untouched, in both directions. It speaks to its own server alone.
 */

/** Written in by the build: every file with its digest; those of all rooms, without maps, fonts and other languages; those of a start. */
declare const FILES: { all: string[]; rooms: string[]; start: string[]; version: string };

const worker = self as unknown as ServiceWorkerGlobalScope;
const PAGE = '/';
const PREFIX = 'truceline-';
const CACHE = `${PREFIX}${FILES.version}`;
const OWN = new Set(FILES.all);
/** The page of a server that does not answer in this time is the one that was kept. */
const PATIENCE_MS = 4_000;

/** Takes a file into the cache; what came otherwise than whole is not kept. */
async function keep(path: string): Promise<void> {
  const cache = await caches.open(CACHE);
  if (await cache.match(path)) return;
  const response = await fetch(path, { credentials: 'same-origin', redirect: 'error' });
  if (response.ok && response.status === 200) await cache.put(path, response);
}

worker.addEventListener('install', (event) => {
  event.waitUntil(Promise.all([PAGE, ...FILES.start].map(keep)).then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  const others = caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name))));
  event.waitUntil(others.then(() => worker.clients.claim()));
});

worker.addEventListener('message', (event) => {
  const asked: unknown = (event.data as { keep?: unknown } | null)?.keep;
  const paths = asked === 'all' || asked === 'rooms' ? FILES[asked] : Array.isArray(asked) ? asked.filter((path): path is string => typeof path === 'string' && OWN.has(path)) : [];
  // One after the other, behind what the page itself asks for.
  event.waitUntil(paths.reduce((before, path) => before.then(() => keep(path).catch(() => undefined)), Promise.resolve() as Promise<unknown>));
});

/** The page as the server has it now; as it was kept where no answer comes. */
async function page(request: Request): Promise<Response> {
  const kept = await caches.match(PAGE, { cacheName: CACHE });
  try {
    const response = await fetch(request, kept ? { signal: AbortSignal.timeout(PATIENCE_MS) } : {});
    // A page of another build names other files: it is kept by the worker that comes with it.
    if (response.ok || !kept) return response;
    return kept;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

/** A file of this build: it never changes, so the one that was kept is it. */
async function file(path: string, request: Request): Promise<Response> {
  const kept = await caches.match(path, { cacheName: CACHE });
  if (kept) return kept;
  const response = await fetch(request);
  if (response.status === 200) await (await caches.open(CACHE)).put(path, response.clone());
  return response;
}

worker.addEventListener('fetch', (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== 'GET' || address.origin !== worker.location.origin) return;
  if (event.request.mode === 'navigate' && address.pathname === PAGE) event.respondWith(page(event.request));
  else if (OWN.has(address.pathname)) event.respondWith(file(address.pathname, event.request));
});
