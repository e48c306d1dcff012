/**
 * What this browser keeps between visits (IndexedDB): sealed keys, statements that have no receipt yet, and, sealed under
 * a key that opens with them, drafts, what was shown last, and layers of the map with their files ({@link ./kept.ts}).
 */

const NAME = 'truceline-console';
const VERSION = 3;

/** Shelves whose things are named by a key and, where there are several for one, behind a stroke by what they are. */
const OF_A_KEY = ['keys', 'shown', 'layers', 'files'] as const;
const SHELVES = ['outbox', 'drafts', ...OF_A_KEY] as const;

/** A shelf of the cupboard. */
export type Shelf = (typeof SHELVES)[number];

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => {
      const there = asked.result.objectStoreNames;
      // What waits to go out is found by its act, all else by its id.
      for (const shelf of SHELVES) if (!there.contains(shelf)) asked.result.createObjectStore(shelf, { keyPath: shelf === 'outbox' ? 'act' : 'id' });
    };
    asked.onsuccess = () => {
      // A page of a later release is not kept waiting by this one.
      asked.result.onversionchange = () => asked.result.close();
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error ?? new Error('IndexedDB'));
  });
  return opened;
}

function done<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error('IndexedDB'));
  });
}

function ended(writing: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    writing.oncomplete = () => resolve();
    // Whatever fails in it ends in this.
    writing.onabort = () => reject(writing.error ?? new Error('IndexedDB'));
  });
}

/** Everything on a shelf. */
export async function all<T>(shelf: Shelf): Promise<T[]> {
  const database = await open();
  return done(database.transaction(shelf).objectStore(shelf).getAll() as IDBRequest<T[]>);
}

/** One thing of a shelf. */
export async function find<T>(shelf: Shelf, id: string): Promise<T | undefined> {
  const database = await open();
  return done(database.transaction(shelf).objectStore(shelf).get(id) as IDBRequest<T | undefined>);
}

/** Puts things onto shelves, all of them or none; resolved when the disk has them. */
export async function put(things: Partial<Record<Shelf, unknown>>): Promise<void> {
  const database = await open();
  const shelves = Object.keys(things) as Shelf[];
  const writing = database.transaction(shelves, 'readwrite', { durability: 'strict' });
  for (const shelf of shelves) writing.objectStore(shelf).put(things[shelf]);
  return ended(writing);
}

/** Takes away what has a name, on one shelf or on several: from all of them or none. */
export async function remove(shelves: Shelf | Shelf[], id: string): Promise<void> {
  const database = await open();
  const writing = database.transaction(shelves, 'readwrite');
  for (const shelf of [shelves].flat()) writing.objectStore(shelf).delete(id);
  return ended(writing);
}

/** Takes a key away with what only it opens; what is signed goes out all the same. */
export async function forget(key: string): Promise<void> {
  const drafts = (await all<{ id: string; key: string }>('drafts')).filter((one) => one.key === key);
  const database = await open();
  const writing = database.transaction(['drafts', ...OF_A_KEY], 'readwrite', { durability: 'strict' });
  for (const { id } of drafts) writing.objectStore('drafts').delete(id);
  // Nothing comes between a key's id and what is named by it and more.
  for (const shelf of OF_A_KEY) writing.objectStore(shelf).delete(IDBKeyRange.bound(key, `${key}/\uffff`));
  return ended(writing);
}
