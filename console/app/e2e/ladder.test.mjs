// The ladder: what was told is taken note of on one screen, and its owner sees it on another.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leave, stage } from './stage.mjs';

const stand = stage({ today: false });

test('North takes note, and Rhea’s ladder shows it; a question, a dispute and its reply come along', async () => {
  stand.house.say('rhea', 'notify', 'site', '--at', '-29.9549, -21.9170', '--radius', '150m', '--category', 'health', '--name', 'Dorvane clinic', '--from', 'now+1m', '--reconfirm-by', 'now+7d', '--share', 'North=exact', '--share', 'South=exact');
  const [nora, rhea] = await Promise.all([stand.at('nora'), stand.at('rhea')]);
  await nora.room('now');
  await nora.page.getByRole('link', { name: 'Dorvane clinic' }).click();
  await nora.page.locator('aside').getByRole('link', { name: 'Ladder' }).click();
  await nora.page.getByRole('heading', { name: 'How far it has come with us' }).waitFor();
  await rhea.room('ladder');
  await rhea.page.getByRole('link', { name: 'Dorvane clinic' }).click();
  const rowOf = (party) => rhea.page.locator('section tbody tr').filter({ has: rhea.page.locator('th bdi', { hasText: new RegExp(`^${party}$`) }) }).first();
  await rowOf('North').getByText('SILENT').waitFor();
  await rowOf('South').getByText('SILENT').waitFor();
  await rhea.page.getByText('Not told of it:').waitFor();

  await nora.page.getByRole('button', { name: 'Take note' }).click();
  await rowOf('North').locator('td').nth(2).locator('.step').waitFor();
  assert.equal(await rowOf('North').getByText('SILENT').count(), 0);
  await rowOf('South').getByText('SILENT').waitFor();

  await nora.page.getByLabel('To whom, the question, or the reason').fill('which gate?');
  await nora.page.getByRole('button', { name: 'Ask', exact: true }).click();
  await rhea.page.getByText('which gate?').waitFor();
  await nora.page.getByLabel('To whom, the question, or the reason').fill('that is another house <b>');
  await nora.page.getByRole('button', { name: 'Dispute it' }).click();
  await rhea.page.getByText('North: disputes it').waitFor();
  await rhea.page.getByLabel('The reply, in words').fill('it is the same house');
  await rhea.page.getByRole('button', { name: 'Reply', exact: true }).click();
  await nora.page.getByText('Relief agency: replies').waitFor();
  await nora.page.getByRole('button', { name: 'Take the dispute back' }).click();
  await rhea.page.getByText('North: takes the dispute back').waitFor();
  // What others were told is not North's to see.
  assert.equal(await nora.page.locator('section tbody').getByText('South').count(), 0);
  await leave(nora, rhea);
});

test('what waits in the inbox is taken note of from the list', async () => {
  const sana = await stand.at('sana');
  await sana.room('ladder');
  const item = sana.page.locator('li').filter({ hasText: 'Dorvane clinic' });
  await item.getByRole('button', { name: 'Take note' }).click();
  await item.waitFor({ state: 'detached' });
  await leave(sana);
});
