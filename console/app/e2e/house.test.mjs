// The house in a real browser against the real program: its policy, its weight, who comes in, the lock, the keyboard.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leave, stage } from './stage.mjs';

const stand = stage();

test('the page has a strict policy, and its files stay', async () => {
  const page = await fetch(stand.house.url);
  const policy = page.headers.get('content-security-policy');
  assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self'/);
  assert.ok(!/unsafe|https?:|\*/.test(policy), policy);
  assert.equal(page.headers.get('x-content-type-options'), 'nosniff');
  assert.equal(page.headers.get('referrer-policy'), 'no-referrer');
  assert.equal(page.headers.get('cross-origin-opener-policy'), 'same-origin');
  assert.equal(page.headers.get('cache-control'), 'no-cache');
  const script = /src="(\/console\/[^"]+\.js)"/.exec(await page.text())?.[1];
  const file = await fetch(stand.house.url + script, { headers: { 'accept-encoding': 'br' } });
  assert.equal(file.headers.get('content-encoding'), 'br');
  assert.match(file.headers.get('cache-control'), /immutable/);
  assert.equal((await fetch(`${stand.house.url}/console/nothing.js`)).status, 404);
  const worker = await fetch(`${stand.house.url}/console/offline.js`);
  assert.equal(worker.headers.get('service-worker-allowed'), '/');
  assert.equal(worker.headers.get('cache-control'), 'no-cache');
  assert.equal(file.headers.get('service-worker-allowed'), null);
});

test('the offline verifier is served with a policy of its own, and has nothing of the console', async () => {
  const answer = await fetch(`${stand.house.url}/verify.html`);
  const policy = answer.headers.get('content-security-policy');
  assert.match(policy, /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; img-src data:; connect-src 'none';/);
  assert.match(policy, /frame-ancestors 'none'; sandbox allow-scripts allow-modals allow-downloads$/);
  assert.equal(answer.headers.get('cache-control'), 'no-cache');
  const nora = await stand.at('nora');
  const page = await nora.context.newPage();
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(`${stand.house.url}/verify.html#lang=en`);
  await page.getByRole('button', { name: 'Choose a file' }).waitFor();
  assert.deepEqual(complaints, []);
  // The session's cookie goes to it, and the page itself can do nothing with it.
  const has = await page.evaluate(async () => {
    const asked = await fetch('/v1/session').then(() => true, () => false);
    let kept = true;
    try {
      localStorage.getItem('truceline-choices');
    } catch {
      kept = false;
    }
    return { asked, kept };
  });
  assert.deepEqual(has, { asked: false, kept: false });
  await leave(nora);
});

test('a first visit on a slow line takes less than 100 kB', async () => {
  const person = await stand.enter('nora', { choices: { frugal: true } });
  let [bytes, answers] = [0, 0];
  const files = new Set();
  const session = await person.context.newCDPSession(person.page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  session.on('Network.responseReceived', ({ requestId, response }) => {
    if (/^\/(console\/.*)?$/.test(new URL(response.url).pathname)) files.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (files.has(requestId)) bytes += encodedDataLength;
    else answers += encodedDataLength;
  });
  await person.page.reload();
  await person.signIn();
  await person.page.locator('main table').waitFor();
  await person.page.waitForTimeout(500);
  const fonts = person.asked.filter((url) => url.endsWith('.woff2'));
  assert.deepEqual(fonts, [], 'fonts on a slow line');
  console.log(`# first visit without a map: ${Math.round(bytes / 1000)} kB, and ${Math.round(answers / 1000)} kB of the register's answers`);
  assert.ok(bytes < 100_000, `${bytes} bytes`);
  await leave(person);
});

test('a newcomer makes a key with an invitation, and signs in when the centre has enrolled it', async () => {
  const made = stand.house.say('centre', 'party', 'invite');
  const person = await stand.enter('newcomer', { at: '#/enrol' });
  const { page } = person;
  await page.getByLabel('Code of the invitation').fill(made.code);
  await page.getByLabel('Name on the card').fill('Water board, duty desk');
  await page.getByLabel('New passphrase for this browser').fill('a new passphrase');
  await page.getByRole('button', { name: 'Make a key' }).click();
  await page.getByText('The card has been sent').waitFor();
  assert.match(await page.locator('.fingerprint').textContent(), /^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('waits to be enrolled').waitFor({ state: 'attached' });
  await page.getByLabel('Passphrase').fill('a new passphrase');
  await page.locator('form button.first').click();
  await page.getByText('The key is not enrolled here').first().waitFor();
  await leave(person);
});

test('a locked screen says nothing and still shows what is owed', async () => {
  const nils = await stand.at('nils');
  const { page } = nils;
  await page.keyboard.press('Shift+L');
  await page.getByText('The screen is locked').waitFor();
  assert.equal(await page.locator('main table').count(), 0);
  stand.house.say('rhea', 'stop', 'send', '--everywhere', '--to', 'North', '--text', 'while locked');
  await page.locator('section.alerts li.stop').first().waitFor();
  await page.getByLabel('Passphrase').first().fill('wrong passphrase');
  await page.locator('main form button.first').click();
  await page.getByText('does not open the key').first().waitFor();
  await page.getByLabel('Passphrase').first().fill('a passphrase for tests');
  await page.locator('main form button.first').click();
  await page.locator('main h1').filter({ hasText: 'Now' }).waitFor();
  await leave(nils);
});

test('everything is reached by the keyboard alone', async () => {
  const nora = await stand.at('nora');
  const { page } = nora;
  for (const [key, id] of [['2', 'notify'], ['3', 'requests'], ['4', 'plan'], ['5', 'stop'], ['6', 'ladder'], ['7', 'inquiry'], ['8', 'happened'], ['9', 'desk'], ['0', 'register'], ['1', 'now']]) {
    await page.keyboard.press(`Alt+${key}`);
    await page.waitForFunction((hash) => location.hash.startsWith(hash), `#/${id}`);
  }
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('Acknowledge the first alert').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  // Before there is a row there is none to go to.
  await page.locator('main tbody tr').first().waitFor();
  await page.keyboard.press('j');
  await page.locator('aside').waitFor();
  await page.keyboard.press('x');
  await page.locator('aside').waitFor({ state: 'detached' });
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('type')), 'search');
  await leave(nora);
});
