// A plan is written by clicks on a map: around a position, by its corners, and along a way.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leave, stage } from './stage.mjs';

const stand = stage();

/** A click beside what lies in the map's middle. */
async function click(page, right, down) {
  const canvas = page.locator('canvas.maplibregl-canvas');
  const { width, height } = await canvas.boundingBox();
  await canvas.click({ position: { x: width * right, y: height * down } });
}

test('what is clicked is written, shown, and checked', async () => {
  const nora = await stand.at('nora');
  const { page } = nora;
  await nora.room('plan');
  await page.getByRole('button', { name: 'Draw on the map' }).click();
  await page.locator('figure[data-drawn]').waitFor();
  await click(page, 0.5, 0.5);
  const middle = await page.getByRole('textbox', { name: 'Position' }).inputValue();
  assert.match(middle, /^-(29|30)\.\d{1,5}, -2[12]\.\d{1,5}$/, 'the middle of the map is the zone');
  await page.locator('main form .hint', { hasText: 'Read back' }).or(page.locator('main form bdi.mono')).first().waitFor();

  await page.getByLabel('Along a way').check();
  await page.getByLabel('Half-width, km').fill('0.5');
  await click(page, 0.4, 0.5);
  await click(page, 0.6, 0.4);
  const way = await page.getByRole('textbox', { name: 'Positions along it' }).inputValue();
  assert.equal(way.split('\n').length, 2);
  await page.getByText(/a way over \W*2\W* positions/).waitFor();
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.locator('#outcome').waitFor();

  await page.getByLabel('Corners of an area').check();
  await click(page, 0.45, 0.6);
  const corners = await page.getByRole('textbox', { name: 'Corners' }).inputValue();
  assert.equal(corners.split('\n').length, 3, 'two positions of the way and one more');
  await page.getByRole('button', { name: 'File as a plan' }).click();
  await page.getByRole('button', { name: 'Begin' }).waitFor();
  await leave(nora);
});

test('on a slow line no map is offered', async () => {
  const nora = await stand.at('nora', { choices: { frugal: true } });
  await nora.room('plan');
  await nora.page.getByRole('textbox', { name: 'Position' }).waitFor();
  assert.equal(await nora.page.getByRole('button', { name: 'Draw on the map' }).count(), 0);
  await leave(nora);
});
