// What every file of tests here stands on: a register to look at, a browser, and people who are looked over as they leave.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { Person, launch } from './browser.mjs';
import { House } from './house.mjs';

/**
 * Opens a house and a browser before the first test of a file, and closes both behind the last.
 *
 * @returns what the tests use; `house` and `browser` are there once they run.
 */
export function stage(options = {}) {
  const own = {
    /** Somebody at the console, signed in. */
    at: (name, how) => Person.at(own.browser, own.house, name, how),
    enter: (name, how) => Person.enter(own.browser, own.house, name, how),
  };
  before(async () => {
    own.house = await House.open(options);
    own.browser = await launch();
  });
  after(async () => {
    await own.browser?.close();
    own.house?.close();
  });
  return own;
}

/** Nobody else was asked, no page was in trouble, and nothing that somebody wrote ran. */
export async function leave(...all) {
  for (const person of all) {
    assert.deepEqual(person.strangers(), [], `${person.name}'s browser asked somebody else`);
    assert.deepEqual(person.trouble, [], `${person.name}'s page is in trouble`);
    assert.equal(await person.page.evaluate(() => window.stolen), undefined, 'what somebody wrote ran');
    await person.close();
  }
}
