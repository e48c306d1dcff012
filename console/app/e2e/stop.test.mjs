// Stop: that somebody was told of it by other means is the teller's word, and stands beside the answers.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NAUGHTY } from './house.mjs';
import { leave, stage } from './stage.mjs';

const stand = stage({ today: false });

test('who was told of a stop by other means is put on record by whoever told, and shown as that party’s word', async () => {
  stand.house.say('rhea', 'stop', 'send', '--everywhere', '--to', 'North', '--to', 'East', '--text', 'aircraft low over the clinic');
  const [nora, centre, rhea] = await Promise.all([stand.at('nora'), stand.at('centre'), stand.at('rhea')]);
  await Promise.all([nora, centre, rhea].map((one) => one.room('stop')));
  const of = ({ page }) => page.locator('article').filter({ hasText: 'aircraft low over the clinic' });
  const { page } = nora;
  await of(nora).getByText('Somebody was told by other means').click();
  const send = of(nora).getByRole('button', { name: 'Put it on record' });
  assert.ok(await send.isDisabled(), 'nobody is named');
  await of(nora).getByLabel('Party that was told').selectOption({ label: 'East' });
  await of(nora).getByLabel('By which means').selectOption('radio');
  await of(nora).getByLabel('It was read back').check();
  await send.press('Enter');
  await of(nora).getByText('It is on record').waitFor();
  const told = of(nora).locator('.told li');
  await told.filter({ hasText: 'East' }).filter({ hasText: 'radio' }).getByText('read back').waitFor();
  await of(centre).locator('.told li').filter({ hasText: 'North' }).filter({ hasText: 'East' }).waitFor();

  // Somebody by name: sealed for one's own party, unless the centre may have it; and no name runs.
  await of(nora).getByLabel('Whom, by name').fill(NAUGHTY[0]);
  await of(nora).getByLabel('In words').fill(NAUGHTY[1]);
  await send.click();
  await told.filter({ hasText: NAUGHTY[0] }).waitFor();
  await of(centre).locator('.told li').nth(1).waitFor();
  assert.ok(!(await of(centre).textContent()).includes(NAUGHTY[0]), 'the centre was not given the name');
  // It answers nothing for whom was told.
  assert.equal(await of(nora).locator('tbody tr').filter({ hasText: 'East' }).getByText('no answer').count(), await of(nora).locator('tbody tr').filter({ hasText: 'East' }).count());
  await leave(nora, centre, rhea);
});
