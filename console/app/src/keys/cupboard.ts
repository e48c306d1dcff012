/**
 * What this browser keeps between visits: sealed keys, statements that have no receipt yet, and choices of the reader
 * (IndexedDB). Nothing that was read from the register is kept.
 */

const NAME = 'truceline-console';
const VERSION = 1;

/** A shelf of the cupboard. */
export type Shelf = 'keys' | 'outbox' | 'places';

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore('keys', { keyPath: 'id' });
      asked.result.createObjectStore('outbox', { keyPath: 'act' });
      asked.result.createObjectStore('places', { keyPath: 'id' });
    };
    asked.onsuccess = () => resolve(asked.result);
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
  return new Promise((resolve, reject) => {
    writing.oncomplete = () => resolve();
    writing.onerror = () => reject(writing.error ?? new Error('IndexedDB'));
    writing.onabort = () => reject(writing.error ?? new Error('IndexedDB'));
  });
}

/** Takes a thing away. */
export async function remove(shelf: Shelf, id: string): Promise<void> {
  const database = await open();
  await done(database.transaction(shelf, 'readwrite').objectStore(shelf).delete(id));
}
