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
