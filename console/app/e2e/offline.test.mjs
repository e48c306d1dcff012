// Without a line: the console starts, shows what it showed last as old, keeps drafts, and says once what it was told to say.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Person, launch } from './browser.mjs';
import { Cable } from './cable.mjs';
import { House } from './house.mjs';
import { leave } from './stage.mjs';

const PASSPHRASE = 'a passphrase for tests';
let [cable, house, browser] = [];

before(async () => {
  cable = await Cable.lay();
  house = await House.open({ names: [cable.name] });
  cable.to(house.url);
  house.url = `http://${cable.name}`;
  browser = await launch();
});

after(async () => {
  await browser?.close();
  house?.close();
  await cable?.cut();
});

/** Waits until something is so in a page. */
async function until(page, is) {
  for (let tries = 0; !(await page.evaluate(is)); tries++) {
    assert.ok(tries < 120, 'it never came to be so');
    await page.waitForTimeout(250);
  }
}

/** Somebody whose browser has all of the console's files, and what it shows in the cupboard. */
async function settled(name) {
  const person = await Person.at(browser, house, name);
  const { page } = person;
  // What rooms show is gathered behind the page, this last.
  const gathered = page.waitForResponse(/\/v1\/outbox/);
  await page.locator('main tbody tr').first().waitFor();
  await until(page, async () => {
    const { all } = JSON.parse(/^const FILES = (.*);$/m.exec(await (await fetch('/console/offline.js')).text())[1]);
    const names = await caches.keys();
    const kept = names.length === 1 ? await (await caches.open(names[0])).keys() : [];
    return navigator.serviceWorker.controller !== null && kept.length === all.length + 1;
  });
  await gathered;
  // The lists are kept when they came, some seconds later at the latest.
  await page.waitForTimeout(1_000);
  await until(page, () => new Promise((done) => {
    const asked = indexedDB.open('truceline-console');
    asked.onsuccess = () => {
      const count = asked.result.transaction('shown').objectStore('shown').count();
      count.onsuccess = () => done(count.result > 0);
    };
  }));
  return person;
}

test('with the cable cut the console starts, shows the past as past, keeps drafts, and submits once', async () => {
  const rhea = await settled('rhea');
  const { page } = rhea;
  const kept = await page.evaluate(async () => {
    const cache = await caches.open((await caches.keys())[0]);
    return (await cache.keys()).map((request) => new URL(request.url).pathname);
  });
  assert.deepEqual(kept.filter((path) => path !== '/' && !path.startsWith('/console/')), [], 'an answer of the register is kept');

  await cable.cut();
  await page.reload();
  await page.getByText('No line to the register').waitFor();
  // Nothing of it is to be seen before the passphrase, nor in the cupboard.
  assert.ok(!(await page.content()).includes('Dorvane clinic'));
  await page.getByLabel('Passphrase').fill('another passphrase');
  await page.getByRole('button', { name: 'Open what was shown last' }).click();
  await page.getByText('does not open the key').waitFor();
  await page.getByLabel('Passphrase').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Open what was shown last' }).click();
  await page.locator('.no-line').getByText('what is shown is old').waitFor();
  assert.match(await page.locator('.no-line').textContent(), /It is of .*UTC.* ago/);
  await page.getByRole('link', { name: 'Dorvane clinic' }).waitFor();

  // Locked, what was kept is put away; the passphrase brings it back.
  await page.keyboard.press('Shift+L');
  await page.getByText('The screen is locked').waitFor();
  assert.ok(!(await page.content()).includes('Dorvane clinic'));
  await page.getByLabel('Passphrase').first().fill(PASSPHRASE);
  await page.locator('main form button.first').click();
  await page.getByRole('link', { name: 'Dorvane clinic' }).waitFor();

  // A draft, a notification and a stop without a line.
  await rhea.room('notify');
  await page.getByRole('textbox', { name: 'Names' }).fill('Only begun');
  await page.getByText('Kept as a draft on this machine').waitFor();
  await page.locator('.views button').nth(0).click();
  await page.getByRole('textbox', { name: 'Names' }).fill('Told without a line');
  await page.getByRole('textbox', { name: 'Position' }).fill('-29.8800, -21.9300');
  await page.getByRole('button', { name: 'Look it over' }).click();
  await page.getByRole('dialog').getByText('could not be looked at').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Notify', exact: true }).click();
  await page.locator('.said').getByText('NOT SUBMITTED').waitFor();
  await page.locator('.draft').filter({ hasText: 'Told without a line' }).getByText('signed, goes out').waitFor();
  await rhea.room('stop');
  await page.getByLabel('Nobody knows where').check();
  await page.getByLabel('Why').fill('called without a line');
  await page.getByRole('button', { name: 'SEND STOP' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'SEND STOP' }).click();
  await page.locator('section.waiting li').nth(1).waitFor();

  // Nothing is lost by another start without a line.
  await page.reload();
  await page.getByLabel('Passphrase').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Open what was shown last' }).click();
  await page.locator('section.waiting li').nth(1).waitFor();

  await cable.mend();
  await page.locator('section.waiting').waitFor({ state: 'detached', timeout: 60_000 });
  await page.locator('.no-line').waitFor({ state: 'detached', timeout: 60_000 });
  await page.locator('article').getByText('called without a line').waitFor();
  assert.equal(await page.locator('article').getByText('called without a line').count(), 1);
  await rhea.room('notify');
  await page.locator('a.own').filter({ hasText: 'Told without a line' }).waitFor();
  assert.equal(await page.locator('a.own').filter({ hasText: 'Told without a line' }).count(), 1);
  await page.locator('.draft').filter({ hasText: 'Only begun' }).waitFor();
  assert.equal(await page.locator('.draft').count(), 1);
  // By its chain nothing lacks and nothing came twice.
  const said = await page.evaluate(async () => (await (await fetch('/v1/records?from=0&limit=1000')).json()).records);
  assert.ok(said.length > 8);
  for (const { flags, says } of said.slice(-8)) assert.ok(!flags.some((flag) => flag.startsWith('chain')), `${says}: ${flags}`);
  rhea.trouble = rhea.trouble.filter((what) => !/ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED_ENCODING/.test(what));
  await leave(rhea);
});

test('a start without a line shows every room’s lists as old, rooms too that nobody had opened', async () => {
  const nora = await settled('nora');
  const { page } = nora;
  await cable.cut();
  await page.reload();
  await page.getByLabel('Passphrase').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Open what was shown last' }).click();
  await page.locator('.no-line').getByText('what is shown is old').waitFor();
  for (const [room, part, what] of [
    ['requests', '', 'section.due li'],
    ['requests', '', 'section table tbody tr'],
    ['plan', '', 'main h1'],
    ['stop', '', 'main h1'],
    ['ladder', '', 'main li a'],
    ['happened', '', 'main ul.all a'],
    ['happened', 'agreements', 'main ul.all li'],
    ['happened', 'bulletins', 'main ul.all a'],
    ['desk', '', 'main table tbody tr, main li'],
    ['register', 'parties', 'main table tbody tr'],
    ['register', 'keys', 'main table tbody tr'],
    ['register', 'zones', 'main table tbody tr'],
    ['register', 'looks', 'main table tbody tr'],
  ]) {
    await nora.room(room, ...(part ? [part] : []));
    await page.locator(what).first().waitFor();
    await page.locator('.no-line').getByText('what is shown is old').waitFor();
    if (!['plan', 'stop'].includes(room) && !['parties', 'zones'].includes(part)) await page.locator('.no-line .room').getByText(/The lists of this room are of .*UTC.* ago/).waitFor();
  }
  await page.keyboard.press('Shift+L');
  await page.getByText('The screen is locked').waitFor();
  await page.getByLabel('Passphrase').first().fill(PASSPHRASE);
  await page.locator('main form button.first').click();
  await nora.room('register', 'keys');
  await page.locator('main table tbody tr').first().waitFor();
  await cable.mend();
  await page.locator('.no-line').waitFor({ state: 'detached', timeout: 60_000 });
  await page.locator('main table tbody tr').first().waitFor();
  nora.trouble = nora.trouble.filter((what) => !/ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED_ENCODING/.test(what));
  await leave(nora);
});

test('a key that is taken out of the browser takes along what was kept for it', async () => {
  const nora = await settled('nora');
  const { page } = nora;
  await nora.room('notify');
  await page.getByRole('textbox', { name: 'Names' }).fill('Somebody’s draft');
  await page.getByText('Kept as a draft on this machine').waitFor();
  await page.locator('details.person summary').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  page.once('dialog', (dialog) => dialog.accept());
  await page.getByRole('button', { name: 'Take this key out' }).click();
  await page.getByLabel('Key, card and chain').waitFor();
  const left = await page.evaluate(() => new Promise((done) => {
    const asked = indexedDB.open('truceline-console');
    asked.onsuccess = () => {
      const reading = asked.result.transaction(['keys', 'drafts', 'shown']);
      const counts = ['keys', 'drafts', 'shown'].map((shelf) => reading.objectStore(shelf).count());
      reading.oncomplete = () => done(counts.map((count) => count.result));
    };
  }));
  assert.deepEqual(left, [0, 0, 0]);
  await leave(nora);
});
