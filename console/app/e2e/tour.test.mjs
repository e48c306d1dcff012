// The tour: from the address that the demonstration names to its last station, through rooms that are there.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leave, stage } from './stage.mjs';

const stand = stage({ today: false });

test('the tour leads through the rooms along the story, and ends when it is told to', async () => {
  const nora = await stand.at('nora', { at: '#/tour' });
  const { page } = nora;
  const tour = page.locator('aside[aria-labelledby=tour]');
  const rooms = [];
  for (let last = false; !last; ) {
    await tour.waitFor();
    const said = await page.locator('#tour').textContent();
    assert.ok(!said.startsWith('tour-'), `a word lacks: ${said}`);
    rooms.push(await page.evaluate(() => location.hash.split('/')[1]));
    last = await tour.locator('button.first').isDisabled();
    if (!last) {
      await tour.locator('button.first').click();
      await page.waitForFunction((before) => document.querySelector('#tour')?.textContent !== before, said);
    }
  }
  assert.deepEqual(rooms, ['now', 'requests', 'inquiry', 'inquiry', 'ladder', 'stop', 'happened', 'happened', 'register', 'notify']);
  assert.match(await tour.textContent(), /10\W+of\W+10/);
  await tour.getByRole('button', { name: 'End the tour' }).click();
  await tour.waitFor({ state: 'detached' });
  await leave(nora);
});
