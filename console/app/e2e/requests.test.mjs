// Requests: the centre asks, a party answers in one screen, and the table of who has told what changes on the centre's.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leave, stage } from './stage.mjs';

const stand = stage({ today: false });

/** A row of the coverage by its party. */
const rowOf = ({ page }, party) => page.locator('section table tbody tr').filter({ has: page.locator('th[scope=row] bdi', { hasText: new RegExp(`^${party}$`) }) });

test('the centre asks, the party sees it as due and answers nil, and the table changes on the centre’s screen', async () => {
  const [nora, centre] = await Promise.all([stand.at('nora'), stand.at('centre')]);
  await Promise.all([nora.room('requests'), centre.room('requests')]);
  await rowOf(centre, 'North').getByText('SILENT').waitFor();
  await nora.page.getByText('Due', { exact: true }).waitFor({ state: 'detached' });

  await centre.page.getByRole('button', { name: 'Ask', exact: true }).click();
  const form = centre.page.getByRole('dialog');
  await form.getByLabel('North', { exact: true }).check();
  await form.getByLabel('partner forces').uncheck();
  await form.getByLabel('It comes again').check();
  await form.getByLabel('After how many hours').fill('12');
  await form.getByRole('button', { name: 'Ask them' }).click();
  await form.getByText('One party has been asked.').waitFor();
  await centre.page.keyboard.press('Escape');
  await rowOf(centre, 'North').getByText('not due yet').first().waitFor();

  const due = nora.page.locator('section.due li');
  await due.first().waitFor();
  await due.getByRole('link').first().click();
  const one = nora.page.locator('aside');
  await one.getByText('Comes again after').waitFor();
  await one.getByText('Nobody', { exact: true }).waitFor();
  // A class that is left out is named before it is sent.
  await one.getByLabel('civil staff and services').uncheck();
  await one.getByText(/Asked and left open: .civil staff and services/).waitFor();
  await one.getByLabel('civil staff and services').check();
  await one.getByRole('button', { name: 'Answer', exact: true }).click();
  await one.getByText(/Answered: record .\d+/).waitFor();
  await nora.page.locator('section.answered li').filter({ hasText: 'NIL' }).first().waitFor();
  assert.equal(await nora.page.locator('section.answered li').first().getByText('less than was asked').count(), 0, 'all of the zone is covered');

  const nil = rowOf(centre, 'North').getByRole('button', { name: /NIL/ });
  await nil.first().waitFor();
  assert.match(await nil.first().textContent(), /nobody of: .regular units/);
  await nil.first().press('Enter');
  await centre.page.getByText('It covers no other classes').waitFor();
  await leave(nora, centre);
});

test('positions answered in part, a refusal, and silence differ in word and shape', async () => {
  const ask = (to) => stand.house.say('centre', 'request', 'new', '--to', to, '--zone', 'Valley', '--forces', 'regulars', '--as-of', 'now', '--due-by', 'now+1h');
  ask('South');
  ask('East');
  const sana = await stand.at('sana');
  await sana.room('requests');
  await sana.page.locator('section.due').getByRole('link').first().click();
  await sana.page.getByRole('radio', { name: /Where they are/ }).check();
  await sana.page.getByRole('textbox', { name: 'Position' }).fill('-30.02, -22.05');
  await sana.page.getByLabel('The list is complete').uncheck();
  await sana.page.locator('aside form').getByRole('button', { name: 'Answer', exact: true }).click();
  await sana.page.getByText(/Answered: record .\d+/).waitFor();
  await sana.page.locator('section.answered').getByText('less than was asked').first().waitFor();
  await leave(sana);

  const eli = await stand.at('edda');
  await eli.room('requests');
  await eli.page.locator('section.due').getByRole('link').first().click();
  await eli.page.getByRole('radio', { name: /Not said/ }).check();
  await eli.page.getByLabel('Why, if you want to say').fill('not for this <b>zone</b>');
  await eli.page.locator('aside form').getByRole('button', { name: 'Answer', exact: true }).click();
  await eli.page.locator('aside article').getByText('not for this <b>zone</b>').waitFor();

  const centre = await stand.at('centre');
  await centre.room('requests');
  await rowOf(centre, 'East').getByText('REFUSED').first().waitFor();
  await rowOf(centre, 'South').getByText('IN PART').first().waitFor();
  // By the keyboard alone, from cell to cell.
  await rowOf(centre, 'South').getByRole('button').first().focus();
  await centre.page.keyboard.press('ArrowRight');
  await centre.page.keyboard.press('ArrowDown');
  assert.equal(await centre.page.evaluate(() => document.activeElement?.closest('tr')?.querySelector('th bdi')?.textContent) !== 'South', true);
  await leave(eli, centre);
});

test('the centre changes a running request and ends it, and the party sees it', async () => {
  for (const [to, from] of [['Relief agency', 'now+1h'], ['North', 'now']]) stand.house.say('centre', 'request', 'new', '--to', to, '--zone', 'Valley', '--forces', 'humanitarian', '--as-of', from, '--due-by', 'now+3h', '--every', '24h');
  const [centre, rhea] = await Promise.all([stand.at('centre'), stand.at('rhea')]);
  const { page } = centre;
  await Promise.all([centre.room('requests'), rhea.room('requests')]);
  const line = page.locator('main li').filter({ hasText: 'Relief agency' }).getByRole('link').first();
  await line.click();
  const one = page.locator('aside');
  await one.getByText('Comes again after').waitFor();
  assert.match(await one.locator('dl').textContent(), /1d/);
  await one.getByRole('button', { name: 'Change this request' }).click();
  const form = page.getByRole('dialog');
  assert.ok(await form.getByLabel('Relief agency', { exact: true }).isDisabled());
  await form.getByLabel('After how many hours').fill('12');
  await form.getByLabel('civil staff and services').check();
  await form.getByRole('button', { name: 'Ask so from now on' }).click();
  await form.getByText('The request has been changed').waitFor();
  await page.keyboard.press('Escape');
  await one.locator('dl').filter({ hasText: '12h' }).filter({ hasText: 'civil staff' }).waitFor();
  await rhea.page.locator('main li').filter({ hasText: 'Valley' }).getByRole('link').first().click();
  await rhea.page.locator('aside dl').filter({ hasText: '12h' }).waitFor();
  assert.equal(await rhea.page.getByRole('button', { name: 'End this request' }).count(), 0, 'only the centre ends it');

  page.once('dialog', (dialog) => dialog.accept());
  await one.getByRole('button', { name: 'End this request' }).click();
  await one.getByText('It comes no more').waitFor();
  await line.waitFor({ state: 'detached' });
  await rhea.page.locator('aside').getByText('It comes no more').waitFor();

  // Of one that had begun, what is not due yet is closed, and it says that it has ended.
  await page.locator('main li').filter({ hasText: 'North' }).getByRole('link').first().click();
  page.once('dialog', (dialog) => dialog.accept());
  await one.getByRole('button', { name: 'End this request' }).click();
  await one.getByText(/^Ended .*UTC/).waitFor();
  assert.equal(await one.getByRole('button', { name: 'Change this request' }).count(), 0);
  await leave(centre, rhea);
});
