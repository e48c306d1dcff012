// Now: what is in force, as one party was told of it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leave, stage } from './stage.mjs';

const stand = stage();

test('Now shows the valley: table, feed and map are of the same things', async () => {
  const nora = await stand.at('nora');
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
  // The feed is narrowed as the table is, by what its records are about; and by a party, to what it says besides.
  await page.locator('.views label').nth(1).click();
  assert.equal(await page.locator('main ol li').count(), 1);
  await page.getByLabel('Name or id').fill('');
  await page.getByLabel('Party').selectOption({ label: 'South' });
  await page.locator('main ol li').filter({ hasText: 'South' }).first().waitFor();
  assert.equal(await page.locator('main ol li').filter({ hasNotText: 'South' }).count(), 0);
  await page.getByLabel('Kind').selectOption('nil');
  assert.equal(await page.locator('main ol li').count(), 1);
  await page.getByLabel('Kind').selectOption('');
  await page.getByLabel('Party').selectOption('');
  await page.locator('.views label').nth(0).click();
  await page.getByLabel('Name or id').fill('convoy');
  await page.getByRole('link', { name: 'Convoy 14' }).click();
  await page.locator('aside').getByText('exactly', { exact: true }).waitFor();
  await leave(nora);
});

test('what a party was told coarsely is shown coarsely', async () => {
  const nora = await stand.at('nora', { at: `#/now/${stand.house.clinic.admitted[0].party?.id ?? ''}` });
  const { page } = nora;
  await nora.room('now');
  await page.keyboard.press('m');
  await page.locator('canvas.maplibregl-canvas').waitFor();
  await page.keyboard.press('t');
  await page.locator('main tbody').getByText('in cells').first().waitFor();
  assert.ok(!(await page.content()).includes('Dorvane clinic'), 'a name that was not told');
  await leave(nora);
});
