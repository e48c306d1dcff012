/**
 * The layers that whoever sits here has added to the maps: their own files, read in this page and sent nowhere. No record of
 * the register, and no part of any check.
 *
 * What is kept is sealed ({@link ./shelf.ts}); it is taken out for as long as its key is open. Not here: how files are read
 * ({@link ./file.ts}) and drawn ({@link ./drawn.ts}).
 */

import { untrack } from 'svelte';
import type { OpenKey } from '../keys/key.ts';
import { session } from '../register/session.svelte.ts';
import { shortcuts } from '../shell/shortcuts.svelte.ts';
import { draw, hex } from '../statement/id.ts';
import { readLayer, type Box, type Content, type Kind } from './file.ts';
import { LayerRefusal } from './refusal.ts';
import * as shelf from './shelf.ts';

/** Most layers at once. */
export const MOST_LAYERS = 20;
/** A file's name is shown this long. */
const LONGEST_NAME = 80;

/** What is said of a layer. */
export interface About {
  id: string;
  /** The file's name. */
  name: string;
  kind: Kind;
  bytes: number;
  /** Features, and those of them without a place; zoom levels of tiles. */
  count?: number;
  placeless?: number;
  zooms?: [least: number, most: number];
  tiles?: 'vector' | 'picture';
  fields: string[];
  box?: Box;
  shown: boolean;
  /** The property by which its features are named; empty: they are not. */
  names: string;
  /** The greater stands above. */
  place: number;
}

/** Why a layer is not kept: by choice, for its size, for want of room, or because no key is open that could seal it. */
export type Passing = 'choice' | 'large' | 'room' | 'key';

export interface Layer extends About {
  /** Once it is read. */
  content?: Content;
  /** What went wrong with it since it was added. */
  fault?: string;
  /** Nothing where it is kept. */
  passing?: Passing;
  /** Of one that is not kept, the file as it was chosen. */
  file?: Blob;
}

/** A file that is no layer, and why. */
export interface Refused {
  name: string;
  refusal: LayerRefusal;
}

class Layers {
  /** The uppermost first. */
  all = $state.raw<Layer[]>([]);
  /** So many files are being read. */
  reading = $state(0);
  #owner: string | undefined;
  #key: OpenKey | undefined;
  #locked = false;
  /** What is read for a key that is no longer open comes to nothing. */
  #turn = 0;
  /** Taken away, while it may still be on its way to the disk. */
  readonly #removed = new Set<string>();

  constructor() {
    $effect.root(() => {
      $effect(() => {
        const owner = session.phase === 'in' ? session.view?.key : undefined;
        const [key, locked] = [session.key, shortcuts.locked];
        untrack(() => this.#follow(owner, key, locked));
      });
    });
  }

  /** Those that are drawn. */
  get shown(): Layer[] {
    return this.all.filter((one) => one.shown && one.content);
  }

  find(id: string): Layer | undefined {
    return this.all.find((one) => one.id === id);
  }

  /** Reads files and adds what they hold; gives those that are refused. */
  async add(files: readonly File[]): Promise<{ added: Layer[]; refused: Refused[] }> {
    const [turn, added, refused] = [this.#turn, [] as Layer[], [] as Refused[]];
    for (const file of files) {
      const name = shortened(file.name);
      this.reading++;
      try {
        if (this.all.length >= MOST_LAYERS) throw new LayerRefusal('most', { most: MOST_LAYERS });
        const content = await readLayer(file);
        if (turn !== this.#turn) break;
        const layer = this.#made(name, file, content);
        this.all = [layer, ...this.all].sort((a, b) => b.place - a.place);
        added.push(layer);
        await this.#keep(layer, file);
      } catch (error) {
        if (!(error instanceof LayerRefusal)) throw error;
        refused.push({ name, refusal: error });
      } finally {
        this.reading--;
      }
    }
    return { added, refused };
  }

  #made(name: string, file: File, content: Content): Layer {
    const places = this.all.map(({ place }) => place);
    const own = { id: hex(draw(8)), name, bytes: file.size, fields: content.fields, box: content.box, shown: true, names: '', content, file };
    const above = Math.max(0, ...places) + 1;
    if (content.kind === 'geojson') return { ...own, kind: 'geojson', count: content.count, placeless: content.placeless, place: above };
    // Pictures cover what is beneath them: they begin at the bottom.
    const place = content.tiles === 'picture' ? Math.min(0, ...places) - 1 : above;
    return { ...own, kind: 'pmtiles', zooms: content.zooms, tiles: content.tiles, place };
  }

  /** Keeps a layer for the next time, where it can be. */
  async #keep(layer: Layer, file: Blob): Promise<void> {
    const key = session.key;
    const together = this.all.reduce((sum, one) => sum + (one.passing || one.id === layer.id ? 0 : one.bytes), layer.bytes);
    const hindered = !key?.keeping ? 'key' : file.size > shelf.LARGEST_KEPT_BYTES ? 'large' : together > shelf.MOST_KEPT_BYTES ? 'room' : undefined;
    if (hindered || !key) return this.#change(layer.id, { passing: hindered ?? 'key', file });
    try {
      await shelf.keep(key, said(this.find(layer.id) ?? layer), file);
      // From here on it comes from there, so that nothing of it is left when the key is closed.
      this.#change(layer.id, { passing: undefined, file: undefined });
      // What was changed or taken away meanwhile is so there, too.
      if (this.#removed.has(layer.id)) await shelf.drop(key, layer.id);
      else await this.#say(layer.id);
    } catch {
      this.#change(layer.id, { passing: 'room', file });
    }
  }

  /** Whether a layer stays on this machine for the next time. */
  async setKept(id: string, keep: boolean): Promise<void> {
    const [layer, key] = [this.find(id), session.key];
    if (!layer || !key || keep === !layer.passing) return;
    const file = layer.file ?? (await shelf.fileOf(key, id));
    if (keep) {
      if (file) await this.#keep(layer, file);
      return;
    }
    this.#change(id, { passing: 'choice', file });
    await shelf.drop(key, id);
  }

  async setShown(id: string, shown: boolean): Promise<void> {
    this.#change(id, { shown });
    await Promise.all([this.#say(id), shown ? this.#load(id) : undefined]);
  }

  async setNames(id: string, names: string): Promise<void> {
    this.#change(id, { names });
    await this.#say(id);
  }

  /** Changes places with the one above it (1) or below it (-1). */
  async move(id: string, by: 1 | -1): Promise<void> {
    const at = this.all.findIndex((one) => one.id === id);
    const [one, other] = [this.all[at], this.all[at - by]];
    if (!one || !other) return;
    const [mine, its] = [one.place, other.place];
    this.#change(one.id, { place: its });
    this.#change(other.id, { place: mine });
    this.all = [...this.all].sort((a, b) => b.place - a.place);
    await Promise.all([this.#say(one.id), this.#say(other.id)]);
  }

  async remove(id: string): Promise<void> {
    const [layer, key] = [this.find(id), session.key];
    this.#removed.add(id);
    this.all = this.all.filter((one) => one.id !== id);
    if (key && layer && !layer.passing) await shelf.drop(key, id);
  }

  /** Something of it could not be drawn. */
  stumbled(id: string): void {
    if (this.find(id)?.fault === undefined) this.#change(id, { fault: 'layer-stumbled' });
  }

  #change(id: string, change: Partial<Layer>): void {
    this.all = this.all.map((one) => (one.id === id ? { ...one, ...change } : one));
  }

  /** Keeps what is said of a layer, where the layer is kept. */
  async #say(id: string): Promise<void> {
    const [layer, key] = [this.find(id), session.key];
    // One that is just being kept says it then.
    if (key && layer && !layer.passing && !layer.file) await shelf.say(key, said(layer));
  }

  async #load(id: string): Promise<void> {
    const [turn, layer, key] = [this.#turn, this.find(id), session.key];
    if (!layer || layer.content) return;
    this.reading++;
    try {
      const file = layer.file ?? (key && (await shelf.fileOf(key, id)));
      if (!file) throw new LayerRefusal('unread');
      const content = await readLayer(file);
      if (turn === this.#turn) this.#change(id, { content, fault: undefined });
    } catch (error) {
      if (!(error instanceof LayerRefusal)) throw error;
      if (turn === this.#turn) this.#change(id, { fault: error.key });
    } finally {
      this.reading--;
    }
  }

  /**
   * Whose they are: nothing is left of somebody who has signed out, nor of what a key seals that is closed. On a locked screen
   * there are but names of files, chosen for the session.
   */
  #follow(owner: string | undefined, key: OpenKey | undefined, locked: boolean): void {
    if (owner === this.#owner && key === this.#key && locked === this.#locked) return;
    this.#turn++;
    if (owner !== this.#owner) this.all = [];
    [this.#owner, this.#key, this.#locked] = [owner, key, locked];
    this.all = this.all.filter((one) => one.passing).map(({ content, ...one }) => (locked ? one : { ...one, content }));
    if (owner && !locked) void this.#take(key);
  }

  async #take(key: OpenKey | undefined): Promise<void> {
    const turn = this.#turn;
    const found = key ? await shelf.kept(key).catch(() => []) : [];
    if (turn !== this.#turn) return;
    this.all = [...this.all, ...found.filter(({ id }) => !this.find(id))].sort((a, b) => b.place - a.place);
    for (const one of this.all) if (one.shown) await this.#load(one.id);
  }
}

/** What of a layer is kept beside its file. */
function said({ content: _, fault: __, passing: ___, file: ____, ...about }: Layer): About {
  return about;
}

/** A long name keeps its beginning and its end. */
function shortened(name: string): string {
  const letters = [...name];
  return letters.length <= LONGEST_NAME ? name : `${letters.slice(0, LONGEST_NAME - 16).join('')}…${letters.slice(-15).join('')}`;
}

export const layers = new Layers();
