// Inquiry: what was known then of what was in force then, who came to know what between, and evidence that verifies here and elsewhere.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { leave, stage } from './stage.mjs';

const stand = stage({ today: false });

async function hand(page, label, time) {
  const field = page.getByLabel(`${label} (UTC)`);
  await field.fill(time);
  await field.blur();
}

/** Asks about the hour after 14:00 of the day, as it was known then. */
async function look(page, known) {
  await hand(page, 'Valid at', '2000-05-21T14:00:00');
  await hand(page, 'Known at', known);
  await page.getByRole('button', { name: 'Look at the past' }).click();
  await page.locator('.answer[aria-busy=false]').waitFor();
}

test('the centre sees what was known then, and what came between two moments', async () => {
  const centre = await stand.at('centre');
  const { page } = centre;
  await centre.room('inquiry');
  await page.locator('.past').getByText('THE PAST').waitFor();
  await look(page, '2000-05-21T13:20:00');
  const table = page.locator('.answer table').first();
  assert.ok(!(await table.textContent()).includes('69'), 'the movement was not known at 13:20');
  await hand(page, 'Known at', '2000-05-21T13:45:00');
  await table.getByText('69', { exact: true }).waitFor();
  await page.locator('.past').filter({ hasText: '13:45:00 UTC' }).waitFor();
  await page.getByText('A check would have come to').waitFor();
  await page.getByLabel('Compare with a later moment').check();
  await hand(page, '… and known at', '2000-05-21T15:00:00');
  await page.locator('.added, .changed').getByText(/ntf_|plan|request|written down/).first().waitFor();
  await leave(centre);
});

test('a party sees its own past, and has nobody else’s eyes', async () => {
  for (const [name, knows] of [['nora', true], ['nils', true], ['rhea', false]]) {
    const person = await stand.at(name);
    const { page } = person;
    await person.room('inquiry');
    assert.equal(await page.getByLabel('In whose eyes').locator('option').count(), 1);
    await look(page, '2000-05-21T13:53:00');
    assert.equal(await page.locator('.answer').getByText('69', { exact: true }).count() > 0, knows, name);
    if (!knows) assert.ok(!(await page.locator('main').textContent()).includes('NOTHING NOTIFIED'), 'unknown is not none');
    await leave(person);
  }
});

test('the hands are moved by the keyboard', async () => {
  const nora = await stand.at('nora');
  const { page } = nora;
  await nora.room('inquiry');
  await look(page, '2000-05-21T13:45:00');
  const known = page.getByLabel('Known at', { exact: true });
  await known.focus();
  await page.keyboard.press('ArrowRight');
  await page.locator('.past').filter({ hasText: '13:46:00 UTC' }).waitFor();
  assert.match(await known.getAttribute('aria-valuetext'), /13:46:00 UTC/);
  await page.getByRole('button', { name: 'One record back' }).click();
  await page.locator('.past').filter({ hasNotText: '13:46:00 UTC' }).waitFor();
  await leave(nora);
});

test('the page says on paper, too, that this is the past', async () => {
  const nora = await stand.at('nora');
  const { page } = nora;
  await nora.room('inquiry');
  await look(page, '2000-05-21T13:45:00');
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.locator('.past').isVisible());
  assert.ok(!(await page.locator('form.ask').isVisible()));
  assert.equal(await page.locator('.room').evaluate((room) => getComputedStyle(room).borderTopStyle), 'double');
  await leave(nora);
});

test('a bundle is taken, verified in the page, and by the offline page, served and kept; a bent one is not', async () => {
  const nora = await stand.at('nora');
  const { page } = nora;
  await nora.room('inquiry');
  await look(page, '2000-05-21T15:00:00');
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Make the bundle' }).click();
  const path = stand.house.path('of-north.bundle');
  const card = stand.house.path('kestrel/register/register.card');
  await (await saving).saveAs(path);
  await page.locator('.verdict.holds').getByText('VERIFIED').waitFor();
  assert.match(await page.locator('.verdict').textContent(), /records, of a log of/);
  stand.house.run(['--json', 'verify', path, '--card', card]);

  // The verifier is kept as a file, as somebody would who verifies elsewhere, and later.
  await page.getByText('Verify it elsewhere').click();
  const keeping = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Keep it as a file' }).click();
  const kept = stand.house.path('kept.html');
  await (await keeping).saveAs(kept);
  const opening = nora.context.waitForEvent('page');
  await page.getByRole('link', { name: 'Open the offline verifier' }).click();
  await judged(await opening, path, card);
  await leave(nora);
  const disk = await (await stand.browser.newContext({ offline: true })).newPage();
  await disk.goto(`file://${kept}#lang=en`);
  await judged(disk, path, card);
  await disk.context().close();
});

/** A bundle dropped on the offline page verifies; with a bit of it changed it does not; and nobody is asked anything. */
async function judged(page, path, card) {
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  const bytes = readFileSync(path);
  const bent = Uint8Array.from(bytes);
  bent[bent.length >> 1] ^= 1;
  await drop(page, [['of-north.bundle', bytes], ['register.card', readFileSync(card)]]);
  await page.locator('.verdict.holds').waitFor();
  assert.match(await page.locator('.verdict').textContent(), /VERIFIED/);
  await drop(page, [['bent.bundle', bent]]);
  await page.locator('.verdict.fails').waitFor();
  assert.deepEqual(asked.filter((url) => !url.startsWith('data:')), []);
}

/** Drops files on a page. */
async function drop(page, files) {
  await page.locator('#evidence').waitFor({ state: 'attached' });
  await page.evaluate((all) => {
    const transfer = new DataTransfer();
    for (const [name, base64] of all) transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
    for (const kind of ['dragenter', 'dragover', 'drop']) document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, files.map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]));
}
