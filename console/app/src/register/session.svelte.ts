/**
 * Who is signed in in this browser, and with which key it signs.
 *
 * A session lets the page read; signing needs the open key besides, which is forgotten when the screen is locked or the
 * page is left. Not here: what is read ({@link ./live.svelte.ts}).
 */

import * as cupboard from '../keys/cupboard.ts';
import { readRegisterCard, type RegisterCard } from '../keys/card.ts';
import * as keys from '../keys/key.ts';
import { base64, unhex } from '../statement/id.ts';
import { answers } from './answers.svelte.ts';
import type { RegisterView, SessionView } from './api.gen.ts';
import { Problem, get, leave, post } from './client.ts';
import { restored, type Shown } from './shown.ts';

export type Phase = 'looking' | 'no-line' | 'out' | 'in';

const KEEP_OPEN_MS = 4 * 60_000;

class Session {
  phase = $state<Phase>('looking');
  register = $state<RegisterView | undefined>();
  card = $state<RegisterCard | undefined>();
  /** How far the server's clock is ahead of this machine's. */
  ahead_ms = $state(0);
  view = $state<SessionView | undefined>();
  held = $state<keys.HeldKey[]>([]);
  /** The key that signs, where it is open. */
  key = $state.raw<keys.OpenKey | undefined>();
  /** What was shown last, while there is no line to ask anew. */
  kept = $state.raw<Shown | undefined>();
  #resuming: Promise<void> | undefined;
  #keeping: ReturnType<typeof setInterval> | undefined;

  /** Whether somebody is signed in whose key is not open: the page is read, nothing is said. */
  get isLocked(): boolean {
    return this.phase === 'in' && this.key === undefined;
  }

  /** The key of the session as it lies here. */
  get ownKey(): keys.HeldKey | undefined {
    return this.held.find((key) => key.id === this.view?.key);
  }

  get isCentre(): boolean {
    return this.view?.role === 'centre';
  }

  /** Looks which register this is and whether a session is still open. */
  async begin(): Promise<void> {
    this.phase = 'looking';
    try {
      const before = Date.now();
      this.register = await get('/v1/register');
      this.ahead_ms = Date.parse(this.register.now) - (before + Date.now()) / 2;
      this.card = readRegisterCard(this.register.card);
      const { genesis } = this.register;
      this.held = (await cupboard.all<keys.HeldKey>('keys')).filter((key) => key.card.genesis === genesis);
    } catch {
      this.held = await cupboard.all<keys.HeldKey>('keys');
      this.phase = 'no-line';
      return;
    }
    try {
      this.view = await get('/v1/session');
      this.#enter();
    } catch (error) {
      this.phase = error instanceof Problem && error.code === 'no-line' ? 'no-line' : 'out';
    }
  }

  /** Opens a key of this browser and a session with it. */
  async signIn(held: keys.HeldKey, passphrase: string): Promise<void> {
    const key = await keys.open(held, passphrase);
    await this.#signInWith(key);
    this.key = key;
    if (held.waits) await this.keep({ ...held, waits: false });
    this.#enter();
  }

  async #signInWith(key: keys.OpenKey): Promise<void> {
    const { challenge, origin, genesis } = await post('/v1/challenges');
    // A challenge for another register is not signed.
    if (genesis !== key.card.genesis || origin !== key.card.origin) throw new Problem('signature', 0, origin);
    const server = location.host;
    const text = `truceline/sign-in/1\norigin: ${origin}\ngenesis: ${genesis}\nserver: ${server}\nkey: ${key.id}\nchallenge: ${challenge}\n`;
    const signature = base64(await key.sign(new TextEncoder().encode(text)));
    this.view = await post('/v1/session', { challenge, server, key: key.id, signature });
  }

  /** Without a line: opens a key, and with it what was shown last. Gives false where nothing was kept for it. */
  async openKept(held: keys.HeldKey, passphrase: string): Promise<boolean> {
    const key = await keys.open(held, passphrase);
    const shown = await restored(key);
    if (!shown) return false;
    [this.register, this.view, this.ahead_ms, this.kept, this.key] = [shown.register, shown.session, shown.ahead_ms, shown, key];
    this.card = readRegisterCard(shown.register.card);
    this.held = this.held.filter((one) => one.card.genesis === shown.register.genesis);
    this.phase = 'in';
    return true;
  }

  /** The line is there again: goes on with the session, or signs in anew with the key that is open. */
  resume(): Promise<void> {
    this.#resuming ??= this.#resume().finally(() => (this.#resuming = undefined));
    return this.#resuming;
  }

  async #resume(): Promise<void> {
    const key = this.key;
    const own = this.view?.key;
    try {
      const before = Date.now();
      const register = await get('/v1/register');
      if (register.genesis !== this.register?.genesis) return this.#out();
      [this.register, this.ahead_ms] = [register, Date.parse(register.now) - (before + Date.now()) / 2];
      const view = await get('/v1/session').catch((error: unknown) => {
        if (error instanceof Problem && error.status === 401) return undefined;
        throw error;
      });
      if (view && view.key === own) this.view = view;
      else if (key) await this.#signInWith(key);
      else return this.#out();
      if (this.key !== key) return this.#out();
      this.kept = undefined;
      this.#enter();
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'no-line') this.#out();
    }
  }

  /** Opens the key of the session that is open. */
  async unlock(passphrase: string): Promise<void> {
    const held = this.ownKey;
    if (!held) return;
    const key = await keys.open(held, passphrase);
    if (this.kept) this.kept = await restored(key);
    this.key = key;
  }

  /** Forgets the open key; what is owed goes on being shown. */
  lock(): void {
    this.key = undefined;
    if (this.kept) {
      this.kept = { ...this.kept, lists: {}, answers: {} };
      answers.forget();
    }
  }

  /** Ends what is shown without a line. */
  leaveKept(): void {
    this.#out();
    void this.begin();
  }

  async signOut(): Promise<void> {
    clearInterval(this.#keeping);
    // Whoever leaves is not signed in again by an answer that comes late.
    this.key = undefined;
    try {
      await leave();
    } finally {
      this.#out();
    }
  }

  /** The server has ended the session: it is opened anew while the key is open, as after a line that was cut for long. */
  over(): void {
    if (this.key) void this.resume();
    else this.#out();
  }

  #out(): void {
    clearInterval(this.#keeping);
    answers.forget();
    this.view = undefined;
    this.key = undefined;
    this.kept = undefined;
    this.phase = 'out';
  }

  /** Puts a key into the cupboard. */
  async keep(held: keys.HeldKey): Promise<void> {
    // What the page holds is watched, and a cupboard takes plain values alone.
    await cupboard.put({ keys: $state.snapshot(held) as keys.HeldKey });
    this.held = [...this.held.filter((key) => key.id !== held.id), held];
  }

  /** Takes a key out of this browser for good, with what was kept for it. */
  async forget(id: string): Promise<void> {
    await cupboard.forget(id);
    this.held = this.held.filter((key) => key.id !== id);
  }

  #enter(): void {
    this.phase = 'in';
    void this.#reconcile();
    clearInterval(this.#keeping);
    // A session ends a quarter of an hour after its last use, and a duty room looks on for longer.
    this.#keeping = setInterval(() => {
      get('/v1/session').catch((error: unknown) => {
        if (error instanceof Problem && error.status === 401) this.over();
      });
    }, KEEP_OPEN_MS);
  }

  /** Where the register has heard more from the key than this browser has said, the chain goes on behind that. */
  async #reconcile(): Promise<void> {
    const chain = this.view?.chain;
    const held = this.ownKey;
    const previous = chain && unhex(chain.previous);
    if (!held || !chain || !previous || chain.next <= held.chain.next) return;
    await this.keep({ ...$state.snapshot(held), chain: { next: chain.next, previous } } as keys.HeldKey);
  }
}

export const session = new Session();
