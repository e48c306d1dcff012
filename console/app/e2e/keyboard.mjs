// Hands upon a keyboard, and nothing else: what is pressed, and where that leads.

import assert from 'node:assert/strict';
import { Person } from './browser.mjs';

/** Presses of Tab before somebody gives up. */
const MOST_TABS = 90;
const PASSPHRASE = 'a passphrase for tests';

export class Keyboard {
  /** Somebody at the door, with the files of a key on the disk. */
  static async at(stand, name) {
    const person = await Person.enter(stand.browser, stand.house, name, { choices: { theme: 'dark' } });
    const keys = new Keyboard(person);
    await person.page.bringToFront();
    await person.page.locator('main form').waitFor();
    await keys.to(/./, { type: 'file' });
    // The browser's own window for files is the machine's, and is worked by its own keys.
    const [window] = await Promise.all([person.page.waitForEvent('filechooser'), keys.press('Space')]);
    await window.setFiles(stand.house.files(name));
    await person.page.locator('.found .there').nth(1).waitFor();
    await keys.to('New passphrase');
    await keys.type(PASSPHRASE);
    await keys.press('Enter');
    await keys.sees('header.bar');
    return keys;
  }

  constructor(person) {
    this.person = person;
    this.page = person.page;
  }

  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text) {
    await this.page.keyboard.type(text);
  }

  /** Writes anew over what stands in the field. */
  async write(text) {
    await this.press('Control+A');
    await this.type(text);
  }

  /** Waits for something to be seen, by a selector. */
  async sees(what) {
    await this.page.locator(what).first().waitFor();
  }

  /** Waits for words to be seen. */
  async reads(words) {
    await this.page.getByText(words).first().waitFor();
  }

  /** Where the focus is: its name, and whether it is seen. */
  async focus() {
    return this.page.evaluate(() => {
      const one = document.activeElement;
      if (!one || one === document.body) return { name: '', lost: true };
      const named = one.getAttribute('aria-label') || (one.labels?.length ? [...one.labels].map((label) => label.textContent).join(' ') : '') || one.textContent || '';
      const box = one.getBoundingClientRect();
      const style = getComputedStyle(one);
      // A radio that is only heard is shown by its label.
      const shown = one.matches('.only-heard') ? one.closest('label') : one;
      const seen = shown?.getBoundingClientRect() ?? box;
      const ring = getComputedStyle(shown ?? one);
      const [x, y] = [Math.min(Math.max(seen.left + Math.min(seen.width / 2, 40), 0), innerWidth - 1), seen.top + Math.min(seen.height / 2, 20)];
      const top = document.elementFromPoint(x, y);
      return {
        name: named.replace(/\s+/g, ' ').trim(),
        tag: one.tagName.toLowerCase(),
        type: one.getAttribute('type') ?? '',
        lost: false,
        within: seen.bottom > 0 && seen.top < innerHeight && seen.right > 0 && seen.left < innerWidth && seen.width > 0,
        covered: top !== null && !(shown?.contains(top) || top.contains(shown)),
        ring: one.tagName === 'MAIN' || (ring.outlineStyle !== 'none' && parseFloat(ring.outlineWidth) >= 2),
        visible: style.visibility === 'visible',
        modal: document.querySelector('dialog:modal') !== null && !document.querySelector('dialog:modal').contains(one),
      };
    });
  }

  /** The focus is somewhere, seen, and not behind a dialog. */
  async held(where = '') {
    // The browser scrolls, and what was at work comes back.
    let at = await this.focus();
    for (let turn = 0; turn < 30 && (at.lost || at.modal || !at.within || at.covered); turn++) {
      await this.page.waitForTimeout(100);
      at = await this.focus();
    }
    assert.ok(!at.lost, `the focus is lost ${where}`);
    assert.ok(!at.modal, `the focus is behind a dialog: ${at.name} ${where}`);
    assert.ok(at.within && at.visible, `what has the focus is not in sight: ${at.name.slice(0, 60)} ${where}`);
    assert.ok(!at.covered, `what has the focus is covered: ${at.name.slice(0, 60)} ${where}`);
    assert.ok(at.ring, `nothing shows the focus: ${at.tag} ${at.name.slice(0, 60)} ${where}`);
    return at;
  }

  /** By Tab to what has such a name; each station on the way is looked at. */
  async to(name, { back = false, tag, type } = {}) {
    const fits = (at) => !at.lost && (name instanceof RegExp ? name.test(at.name) : at.name.startsWith(name)) && (!tag || at.tag === tag) && (!type || at.type === type);
    const way = [];
    for (let turn = 0; turn < MOST_TABS; turn++) {
      await this.press(back ? 'Shift+Tab' : 'Tab');
      const at = await this.focus();
      // Past the last thing the browser's own bar would come.
      if (at.lost) continue;
      await this.held(`on the way to ${name}`);
      way.push(at.name.slice(0, 24));
      if (fits(at)) return at;
    }
    assert.fail(`no Tab leads to ${name}: ${way.join(' | ')}`);
  }

  async room(key, title) {
    await this.press(`Alt+${key}`);
    await this.page.locator('main h1').filter({ hasText: title }).waitFor();
    await this.held(`in the room ${title}`);
  }
}
