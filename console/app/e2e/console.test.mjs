// The console in a real browser against the real program. What each test promises stands in its name.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Person, launch } from './browser.mjs';
import { House, NAUGHTY } from './house.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ROOMS = ['now', 'plan', 'stop'];
const INSIDE = '-29.9549, -21.9170';
/** Where the signs of trouble are looked for at the end of every test. */
const people = [];
let browser;
let house;

before(async () => {
  house = await House.open();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  house?.close();
});

async function at(name, options) {
  const person = await Person.at(browser, house, name, options);
  people.push(person);
  return person;
}

async function leave(...all) {
  for (const person of all) {
    assert.deepEqual(person.strangers(), [], `${person.name}'s browser asked somebody else`);
    assert.deepEqual(person.trouble, [], `${person.name}'s page is in trouble`);
    assert.equal(await person.page.evaluate(() => window.stolen), undefined, 'what somebody wrote ran');
    await person.close();
  }
}

test('the page has a strict policy, and its files stay', async () => {
  const page = await fetch(house.url);
  const policy = page.headers.get('content-security-policy');
  assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self'/);
  assert.ok(!/unsafe|https?:|\*/.test(policy), policy);
  assert.equal(page.headers.get('x-content-type-options'), 'nosniff');
  assert.equal(page.headers.get('referrer-policy'), 'no-referrer');
  assert.equal(page.headers.get('cross-origin-opener-policy'), 'same-origin');
  assert.equal(page.headers.get('cache-control'), 'no-cache');
  const script = /src="(\/console\/[^"]+\.js)"/.exec(await page.text())?.[1];
  const file = await fetch(house.url + script, { headers: { 'accept-encoding': 'br' } });
  assert.equal(file.headers.get('content-encoding'), 'br');
  assert.match(file.headers.get('cache-control'), /immutable/);
  assert.equal((await fetch(`${house.url}/console/nothing.js`)).status, 404);
});

test('a first visit on a slow line takes less than 100 kB', async () => {
  const person = await Person.enter(browser, house, 'nora', { choices: { frugal: true } });
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

test('Now shows the valley: table, feed and map are of the same things', async () => {
  const nora = await at('nora');
  const { page } = nora;
  await page.getByRole('link', { name: 'مركز توزيع هولاث' }).waitFor();
  assert.match(await page.locator('header.bar').textContent(), /Kestrel Valley/);
  assert.match(await page.locator('header.bar').textContent(), /live/);
  await page.keyboard.press('f');
  await page.locator('main ol li').first().waitFor();
  await page.keyboard.press('m');
  await page.locator('canvas.maplibregl-canvas').waitFor();
  await page.getByText('each is recorded as a look').waitFor();
  await page.keyboard.press('t');
  await page.getByLabel('Name or id').fill('convoy');
  assert.equal(await page.locator('main tbody tr').count(), 1);
  await page.getByRole('link', { name: 'Convoy 14' }).click();
  await page.locator('aside').getByText('exactly', { exact: true }).waitFor();
  await leave(nora);
});

test('what a party was told coarsely is shown coarsely', async () => {
  const nora = await at('nora', { at: `#/now/${house.clinic.admitted[0].party?.id ?? ''}` });
  const { page } = nora;
  await nora.room('now');
  await page.keyboard.press('m');
  await page.locator('canvas.maplibregl-canvas').waitFor();
  await page.keyboard.press('t');
  await page.locator('main tbody').getByText('in cells').first().waitFor();
  assert.ok(!(await page.content()).includes('Dorvane clinic'), 'a name that was not told');
  await leave(nora);
});

test('no text that people write runs, nor leaves its place', async () => {
  const nora = await at('nora');
  const { page } = nora;
  for (const name of NAUGHTY) await page.getByRole('link', { name: name.slice(0, 60) }).first().waitFor();
  await page.keyboard.press('m');
  await page.locator('canvas.maplibregl-canvas').waitFor();
  for (const room of ROOMS) {
    await nora.room(room);
    for (const field of await page.locator('main input:not([type]), main input[type=search], main textarea, main input.mono').all())
      for (const text of NAUGHTY) await field.fill(text);
  }
  await page.goto(`${house.url}/#/now/${encodeURIComponent(NAUGHTY[0])}/${encodeURIComponent(NAUGHTY[1])}`);
  await page.locator('main h1').first().waitFor();
  nora.trouble = nora.trouble.filter((what) => !/404/.test(what));
  await leave(nora);
});

test('an alert is on the other screen within a second; acknowledged, then a stop, answered', async () => {
  const [nora, rhea, centre] = await Promise.all([at('nora'), at('rhea'), at('centre')]);
  await nora.room('plan');
  await nora.page.getByRole('textbox', { name: 'Position' }).fill('-30.035, -21.890');
  await nora.page.getByLabel('Radius, km').fill('1');
  await nora.page.getByRole('button', { name: 'Check', exact: true }).click();
  await nora.page.locator('#outcome').waitFor();
  assert.match(await nora.page.locator('#outcome').textContent(), /OVERLAP|NOTHING NOTIFIED|CANNOT SAY/);
  await nora.page.getByText('To read out by radio').waitFor();
  await nora.page.getByRole('button', { name: 'File as a plan' }).click();
  await nora.page.getByRole('button', { name: 'Begin' }).click();
  await nora.page.locator('section.chosen').getByText('under way').first().waitFor();

  const shown = nora.page.locator('section.alerts li').filter({ hasText: 'outcome of an active plan' });
  house.say('rhea', 'notify', 'site', '--at', '-30.035, -21.890', '--radius', '100m', '--category', 'health', '--name', 'Field clinic', '--from', 'now', '--reconfirm-by', 'now+1d');
  const heard = Date.now();
  await shown.first().waitFor({ timeout: 5_000 });
  const took = Date.now() - heard;
  console.log(`# the alert was on the screen ${took} ms after the command that caused it had its receipt`);
  await centre.page.locator('section.alerts li').first().waitFor();
  await nora.page.keyboard.press('A');
  await shown.first().waitFor({ state: 'detached' });

  await rhea.room('stop');
  await rhea.page.getByRole('textbox', { name: 'Position' }).fill('-30.035, -21.890');
  await rhea.page.getByLabel('Why').fill('people in the clinic');
  await rhea.page.getByRole('button', { name: 'SEND STOP' }).click();
  await rhea.page.getByRole('dialog').getByRole('button', { name: 'SEND STOP' }).click();
  await rhea.page.locator('article').getByText('people in the clinic').waitFor();
  await nora.page.locator('section.alerts li.stop').first().waitFor();
  await nora.room('stop');
  await nora.page.locator('article').getByText('people in the clinic').waitFor();
  await nora.page.getByLabel('To whom, or why').fill('flight leader');
  await nora.page.getByRole('button', { name: 'Passed to the unit' }).click();
  await rhea.page.locator('article').getByText('“flight leader”').waitFor();
  rhea.page.once('dialog', (dialog) => dialog.accept());
  await rhea.page.getByRole('button', { name: 'End this stop' }).click();
  await rhea.page.getByText('No stop is in force.').waitFor();
  await leave(nora, rhea, centre);
});

test('with the line cut, what was said waits and is submitted once', async () => {
  const sana = await at('sana');
  const { page } = sana;
  await sana.room('stop');
  const before = Number((await (await fetch(`${house.url}/log/checkpoint`)).text()).split('\n')[1]);
  await sana.context.setOffline(true);
  await page.getByText('CUT').waitFor();
  await page.getByLabel('Nobody knows where').check();
  await page.getByLabel('Why').fill('said without a line');
  await page.getByRole('button', { name: 'SEND STOP' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'SEND STOP' }).click();
  await page.locator('section.waiting').getByText('NOT SUBMITTED').waitFor();
  await sana.context.setOffline(false);
  await page.locator('section.waiting').waitFor({ state: 'detached', timeout: 60_000 });
  await page.locator('article').getByText('said without a line').waitFor();
  assert.equal(await page.locator('article').getByText('said without a line').count(), 1);
  assert.ok(before > 0);
  sana.trouble = [];
  await leave(sana);
});

test('a newcomer makes a key with an invitation, and signs in when the centre has enrolled it', async () => {
  const made = house.say('centre', 'party', 'invite');
  const person = await Person.enter(browser, house, 'newcomer', { at: '#/enrol' });
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
  const nils = await at('nils');
  const { page } = nils;
  await page.keyboard.press('Shift+L');
  await page.getByText('The screen is locked').waitFor();
  assert.equal(await page.locator('main table').count(), 0);
  house.say('rhea', 'stop', 'send', '--everywhere', '--to', 'North', '--text', 'while locked');
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
  const nora = await at('nora');
  const { page } = nora;
  for (const [key, id] of [['2', 'plan'], ['3', 'stop'], ['1', 'now']]) {
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

for (const language of ['en', 'ar'])
  test(`axe finds nothing in any room (${language})`, async () => {
    for (const theme of ['light', 'dark']) {
      const person = await Person.enter(browser, house, 'nora', { choices: { language, theme } });
      await person.page.locator('main form').waitFor();
      await judge(person, `door, ${theme}`);
      await person.signIn();
      assert.equal(await person.page.getAttribute('html', 'dir'), language === 'ar' ? 'rtl' : 'ltr');
      for (const room of ROOMS) {
        await person.room(room);
        await person.page.waitForTimeout(400);
        await judge(person, `${room}, ${theme}`);
      }
      await leave(person);
    }
  });

async function judge({ page }, where) {
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.failureSummary?.split('\n')[1] ?? ''}`).join(' | ')}`);
  });
  assert.deepEqual(found, [], where);
}

test('pictures of every room', { skip: !process.env.TRUCELINE_SHOTS && 'no folder was named' }, async () => {
  const folder = process.env.TRUCELINE_SHOTS;
  mkdirSync(folder, { recursive: true });
  const looks = {
    light: { choices: { theme: 'light' } },
    dark: { choices: { theme: 'dark' } },
    arabic: { choices: { theme: 'light', language: 'ar' } },
    phone: { choices: { theme: 'dark' }, context: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true } },
  };
  for (const [name, options] of Object.entries(looks)) {
    const person = await Person.enter(browser, house, 'nora', options);
    await person.page.waitForTimeout(400);
    await person.page.screenshot({ path: join(folder, `door-${name}.png`) });
    await person.signIn();
    await person.room('now');
    await person.page.waitForTimeout(1_000);
    await person.page.screenshot({ path: join(folder, `now-${name}.png`) });
    await person.page.locator('.views label').nth(2).click();
    await person.page.locator('canvas.maplibregl-canvas').waitFor();
    await person.page.waitForTimeout(3_000);
    await person.page.screenshot({ path: join(folder, `map-${name}.png`) });
    await person.page.locator('.views label').nth(0).click();
    await person.page.locator('main tbody a').nth(NAUGHTY.length + 1).click();
    await person.page.waitForTimeout(800);
    await person.page.screenshot({ path: join(folder, `detail-${name}.png`) });
    await person.room('plan');
    await person.page.locator('input.mono').first().fill(INSIDE);
    await person.page.locator('main form button.first').click();
    await person.page.locator('#outcome').waitFor();
    await person.page.screenshot({ path: join(folder, `plan-${name}.png`), fullPage: true });
    await person.room('stop');
    await person.page.waitForTimeout(600);
    await person.page.screenshot({ path: join(folder, `stop-${name}.png`) });
    await person.close();
  }
});
