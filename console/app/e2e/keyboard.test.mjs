// The whole story by the keyboard alone: nobody points, and at each step the focus is seen and is where one expects it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Keyboard } from './keyboard.mjs';
import { leave, stage } from './stage.mjs';

const stand = stage();
const AT = '-30.0350, -21.8900';

test('from signing in to handing over, without a mouse', async () => {
  const [nora, rhea] = [await Keyboard.at(stand, 'nora'), await Keyboard.at(stand, 'rhea')];
  await nora.held('after signing in');

  // A plan is filed, begun, and checked.
  await nora.room(4, 'Plan and check');
  await nora.to('Position');
  await nora.write(AT);
  await nora.to('Radius');
  await nora.write('1');
  await nora.press('Enter');
  await nora.sees('#outcome');
  await nora.held('after a check');
  await nora.to('File as a plan', { back: true }).catch(() => nora.to('File as a plan'));
  await nora.press('Enter');
  await nora.sees('section.chosen');
  await nora.held('after filing a plan');
  await nora.to('Begin');
  await nora.press('Enter');
  await nora.reads('The watch runs');
  await nora.held('after a plan began');
  const before = await nora.page.locator('section.alerts li').count();

  // The other desk notifies a site there.
  await rhea.room(2, 'Notify');
  await rhea.to('Category', { tag: 'select' });
  await rhea.type('health');
  await rhea.to('Names');
  await rhea.type('Field clinic');
  await rhea.to('Position', { tag: 'input' });
  await rhea.write(AT);
  await rhea.to('North', { tag: 'select' });
  await rhea.type('exactly');
  await rhea.to('Look it over');
  await rhea.press('Enter');
  await rhea.sees('dialog[open]');
  const asked = await rhea.held('when it is read back');
  assert.equal(asked.name, 'Notify', 'the dialog begins with what it asks');
  // Leaving the dialog leads back to where it was opened.
  await rhea.press('Escape');
  assert.match((await rhea.held('after Escape')).name, /^Look it over/);
  await rhea.press('Enter');
  await rhea.sees('dialog[open]');
  await rhea.held('in the dialog again');
  await rhea.press('Enter');
  await rhea.sees('.said a');
  await rhea.held('after it was sent');

  // The alert is on the first desk; it is reached by Tab, and taken note of by the key that the map of keys names.
  await nora.page.waitForFunction((count) => document.querySelectorAll('section.alerts li').length > count, before);
  await nora.to('Acknowledge', { back: true });
  const left = await nora.page.locator('section.alerts li').count();
  await nora.press('Enter');
  await nora.page.waitForFunction((count) => document.querySelectorAll('section.alerts li').length < count, left);
  await nora.held('after an alert was acknowledged');

  // A stop, asked for twice.
  await rhea.room(5, 'Stop');
  await rhea.press('Shift+S');
  await rhea.held('at the form of a stop');
  await rhea.to('Position', { tag: 'input' });
  await rhea.write(AT);
  await rhea.to('Why');
  await rhea.type('people in the clinic');
  await rhea.to('SEND STOP');
  await rhea.press('Enter');
  await rhea.sees('dialog[open]');
  assert.equal((await rhea.held('before a stop goes out')).name, 'SEND STOP');
  await rhea.press('Enter');
  await rhea.page.locator('article').getByText('people in the clinic').waitFor();
  await rhea.held('after a stop was sent');

  // The other takes note of it, and answers.
  await nora.page.locator('section.alerts li.stop').first().waitFor();
  await nora.press('Shift+A');
  await nora.page.locator('section.alerts li.stop').waitFor({ state: 'detached' });
  await nora.room(5, 'Stop');
  await nora.to('To whom, or why');
  await nora.type('flight leader');
  await nora.to('Passed to the unit');
  await nora.press('Enter');
  await rhea.page.locator('article').getByText('“flight leader”').waitFor();
  await nora.held('after an answer to a stop');

  // The past, with its evidence.
  await nora.room(7, 'Inquiry');
  await nora.to('Valid at', { type: 'range' });
  await nora.press('ArrowLeft', 'ArrowLeft', 'ArrowRight');
  await nora.to('Look at the past');
  await nora.press('Enter');
  await nora.sees('.answer table, .answer section');
  await nora.held('after the past was asked');
  await nora.to('Make the bundle');
  // What was said a moment ago is not yet under a public checkpoint: the page says to ask again, and so one does.
  let file;
  for (let turn = 0; turn < 24 && !file; turn++) {
    const taken = nora.page.waitForEvent('download', { timeout: 5_000 }).catch(() => undefined);
    await nora.press('Enter');
    file = await taken;
    await nora.held('while the bundle is made');
  }
  assert.match(file.suggestedFilename(), /\.bundle$/);
  await nora.sees('.verdict.holds');
  await nora.held('after the bundle was verified');

  // The desk is handed over: the one comes on duty, the other takes over.
  await nora.room(9, 'Desk');
  await nora.to('By which name');
  await nora.type('Nora');
  await nora.to('Come on duty');
  await nora.press('Enter');
  await nora.reads('You are on duty at this desk.');
  await nora.held('after coming on duty');
  const nils = await Keyboard.at(stand, 'nils');
  await nils.room(9, 'Desk');
  await nils.to('From whom');
  await nils.to('I have read what is open');
  await nils.press('Space');
  await nils.to('Take over');
  await nils.press('Enter');
  await nils.reads(/Taken over: record/);
  await nils.held('after taking over');
  await nora.page.getByRole('button', { name: 'Come on duty' }).waitFor();
  nora.person.trouble = nora.person.trouble.filter((what) => !/503/.test(what));
  await leave(nora.person, rhea.person, nils.person);
});

test('the shown map of the keys tells the truth, and says where letters do nothing', async () => {
  const nora = await Keyboard.at(stand, 'nora');
  const { page } = nora;
  const rows = async () => {
    await nora.press('?');
    await nora.sees('dialog[open]');
    await nora.held('in the map of keys');
    const all = await page.locator('dialog[open] tr').evaluateAll((found) => found.map((row) => [[...row.querySelectorAll('kbd')].map((key) => key.textContent).join('+'), row.querySelector('td').textContent]));
    await nora.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    return new Map(all);
  };
  const keys = await rows();
  const rooms = [...keys].filter(([key]) => key.startsWith('Alt+'));
  assert.equal(rooms.length, 10);
  for (const [key, does] of rooms) {
    await nora.press(key);
    const title = /“(.*)”/.exec(does)[1].replace(/[\u2068\u2069]/g, '');
    await page.locator('nav a[aria-current]').filter({ hasText: title }).first().waitFor();
    await page.locator('main h1').first().waitFor();
    await nora.held(`in the room ${title}`);
  }
  await nora.room(1, 'Now');
  await page.locator('main tbody tr').first().waitFor();
  const own = await rows();
  for (const key of ['t', 'f', 'm', '/', 'j', 'k', 'x', 'Shift+A', 'Shift+L', '?', 'Esc']) assert.ok(own.has(key), `${key} is in the map of the room Now`);
  await nora.press('f');
  await page.locator('main ol').first().waitFor();
  await nora.press('m');
  await page.locator('figure[data-drawn]').waitFor();
  await nora.press('t');
  await page.locator('main table').waitFor();
  await nora.press('j');
  await page.locator('aside').waitFor();
  const first = await page.locator('tr[aria-current] a').getAttribute('href');
  await nora.held('at the row that is chosen');
  await nora.press('j');
  await page.waitForFunction((href) => document.activeElement.matches('tr[aria-current] a') && document.activeElement.getAttribute('href') !== href, first);
  await nora.press('k');
  await page.waitForFunction((href) => document.activeElement.matches('tr[aria-current] a') && document.activeElement.getAttribute('href') === href, first);
  // Enter goes into what is open, and x comes back out to the row.
  await nora.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.closest('aside') !== null), true, 'Enter goes into the detail');
  await nora.press('x');
  await page.locator('aside').waitFor({ state: 'detached' });
  await nora.held('after the detail was closed');
  await nora.press('/');
  assert.equal((await nora.focus()).type, 'search');
  // In a field letters are letters.
  await nora.type('m?A');
  assert.equal(await page.evaluate(() => document.activeElement.value), 'm?A');
  await nora.write('');

  // Switched off, single keys do nothing and Alt goes on working.
  await nora.to(/^(What|.*)/, { tag: 'a' });
  await nora.press('?');
  await nora.to('Single keys act');
  await nora.press('Space', 'Escape');
  await nora.held('after the map of keys');
  await nora.press('m');
  await page.waitForTimeout(300);
  assert.equal(await page.locator('canvas').count(), 0);
  await nora.press('Alt+5');
  await page.locator('main h1').filter({ hasText: 'Stop' }).waitFor();
  await leave(nora.person);
});

test('a locked screen is left by the passphrase alone', async () => {
  const nora = await Keyboard.at(stand, 'nora');
  await nora.press('Shift+L');
  await nora.reads('The screen is locked');
  assert.equal((await nora.held('on a locked screen')).type, 'password');
  await nora.type('a passphrase for tests');
  await nora.press('Enter');
  await nora.page.locator('main h1').filter({ hasText: 'Now' }).waitFor();
  await nora.held('after unlocking');
  await leave(nora.person);
});

test('a dialog that is left by Escape is opened again at once, as often as one likes', async () => {
  const rhea = await Keyboard.at(stand, 'rhea');
  await rhea.room(2, 'Notify');
  await rhea.to('Position', { tag: 'input' });
  await rhea.write(AT);
  await rhea.to('Look it over');
  for (let turn = 0; turn < 20; turn++) {
    await rhea.press('Enter');
    await rhea.sees('dialog[open]');
    // Nothing waits in between: the browser tells of the closing when the next Enter has come.
    await rhea.press('Escape', 'Enter');
    await rhea.page.waitForTimeout(50);
    assert.equal(await rhea.page.locator('dialog[open]').count(), 1, `turn ${turn}`);
    await rhea.press('Escape');
    await rhea.page.locator('dialog[open]').waitFor({ state: 'detached' });
  }
  await leave(rhea.person);
});
