// A story over several screens: a plan, an alert, a stop, and a line that is cut.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leave, stage } from './stage.mjs';

const stand = stage();

test('an alert is on the other screen within a second; acknowledged, then a stop, answered', async () => {
  const [nora, rhea, centre] = await Promise.all([stand.at('nora'), stand.at('rhea'), stand.at('centre')]);
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
  stand.house.say('rhea', 'notify', 'site', '--at', '-30.035, -21.890', '--radius', '100m', '--category', 'health', '--name', 'Field clinic', '--from', 'now', '--reconfirm-by', 'now+1d');
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
  const sana = await stand.at('sana');
  const { page } = sana;
  await sana.room('stop');
  const before = Number((await (await fetch(`${stand.house.url}/log/checkpoint`)).text()).split('\n')[1]);
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
