// The register: who saw what, the log's head verified and held against what was seen, and how somebody joins.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { leave, stage } from './stage.mjs';

const stand = stage({ today: false, witnesses: true });

test('who saw what shows a look', async () => {
  stand.house.say('rhea', 'notify', 'site', '--at', '-29.9549, -21.9170', '--radius', '150m', '--category', 'health', '--name', 'Dorvane clinic', '--from', 'now+1m', '--reconfirm-by', 'now+7d', '--share', 'North=exact');
  const [nora, rhea] = await Promise.all([stand.at('nora'), stand.at('rhea')]);
  await rhea.room('register', 'looks');
  await nora.room('now');
  await nora.page.getByRole('link', { name: 'Dorvane clinic' }).click();
  await nora.page.locator('aside').getByText('on record as a look').waitFor();
  const row = rhea.page.locator('tbody tr').filter({ hasText: 'Dorvane clinic' }).filter({ hasText: 'North' });
  // The server writes looks down a little later, many at once.
  for (let tries = 0; tries < 40 && (await row.count()) === 0; tries++) {
    await rhea.page.getByRole('button', { name: 'Look again' }).click();
    await rhea.page.waitForTimeout(1_000);
  }
  await row.first().getByText('exactly').waitFor();
  assert.equal(await row.first().getByText('per_').count(), 0, 'no person is named');
  await leave(nora, rhea);
});

test('the log’s head verifies, and another one is found out', async () => {
  const nora = await stand.at('nora');
  const { page } = nora;
  await nora.room('register', 'log');
  await page.getByText('The log’s head verifies').waitFor();
  await page.getByText('This browser has seen no earlier head').waitFor();
  stand.house.say('nora', 'duty', 'on');
  await page.reload();
  await page.getByText(/It only grew since this browser first saw it/).waitFor();
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((one) => one.startsWith('truceline-heads-'));
    const heads = JSON.parse(localStorage.getItem(key));
    localStorage.setItem(key, JSON.stringify([{ ...heads[0], root: `A${heads[0].root.slice(1)}` === heads[0].root ? `B${heads[0].root.slice(1)}` : `A${heads[0].root.slice(1)}` }, ...heads.slice(1)]));
  });
  await page.reload();
  await page.getByText('THE LOG DOES NOT VERIFY').waitFor();
  await page.getByText('It does not continue what this browser was shown before').waitFor();
  await leave(nora);
});

test('witnesses’ signatures are verified in the page: one that holds counts, a stranger’s and a bent one do not', async () => {
  const nora = await stand.at('nora');
  const { page } = nora;
  const bar = page.locator('header.bar dl div').filter({ hasText: 'Witnesses' }).locator('dd');
  const witnesses = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Witnesses' }) });
  await nora.room('register', 'log');
  await witnesses.getByText('witness unknown').nth(1).waitFor();
  assert.match(await bar.textContent(), /^0.*2\W* not verified$/);
  // What is no policy, or one of another log, changes nothing.
  const give = (text) => witnesses.locator('input[type=file]').setInputFiles({ name: 'verifiers.policy', mimeType: 'text/plain', buffer: Buffer.from(text) });
  const policy = readFileSync(stand.house.path('verifiers.policy'), 'utf8');
  await give('<b>anything</b>');
  await witnesses.getByText('This is no policy').waitFor();
  await give(policy.replace(/^log .*\n/, ''));
  await witnesses.getByText('does not name this register’s log').waitFor();
  await give(policy);
  await witnesses.locator('li.verified').filter({ hasText: 'mission' }).getByText('verified in this page').waitFor();
  assert.equal(await witnesses.locator('li.unknown').count(), 1);
  await witnesses.getByText('As many witnesses have signed').waitFor();
  await bar.filter({ hasText: /^1/ }).filter({ hasText: /1\W* not verified/ }).waitFor();
  // The browser keeps it, and one letter of the signature changed is found out.
  await page.route('**/log/checkpoint', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replace(/(witness\.example\/mission \S{60})(\S)/, (_, before, letter) => before + (letter === 'A' ? 'B' : 'A'));
    await route.fulfill({ response: answer, body });
  });
  await page.reload();
  await witnesses.locator('li.fails').filter({ hasText: 'mission' }).getByText('DOES NOT HOLD').waitFor();
  await witnesses.getByText('No signature that holds of').waitFor();
  await bar.filter({ hasText: /^0/ }).waitFor();
  await page.unroute('**/log/checkpoint');
  await page.reload();
  await bar.filter({ hasText: /^1/ }).waitFor();
  await witnesses.getByRole('button', { name: 'Forget the policy' }).click();
  await witnesses.getByText('was given no policy').waitFor();
  await bar.filter({ hasText: /^0/ }).waitFor();
  await leave(nora);
});

test('the centre invites, a newcomer sends a card, the centre enrols it, and it signs in', async () => {
  const centre = await stand.at('centre');
  await centre.room('register', 'joining');
  await centre.page.getByRole('button', { name: 'Make an invitation' }).click();
  const code = await centre.page.locator('.code').textContent();
  const newcomer = await stand.enter('newcomer', { at: '#/enrol' });
  const { page } = newcomer;
  await page.getByLabel('Code of the invitation').fill(code);
  await page.getByLabel('Name on the card').fill('Water board, duty desk');
  await page.getByLabel('New passphrase for this browser').fill('a new passphrase');
  await page.getByRole('button', { name: 'Make a key' }).click();
  const spoken = await page.locator('.fingerprint').textContent();
  await centre.page.reload();
  const card = centre.page.locator('form').filter({ hasText: 'Water board, duty desk' });
  assert.equal((await card.locator('.fingerprint').textContent()).trim(), spoken.trim());
  await centre.page.locator('header.bar').getByText('Duty desk').click();
  await centre.page.getByRole('button', { name: 'Open the key' }).first().click();
  await centre.page.getByRole('dialog').getByLabel('Passphrase').fill('a passphrase for tests');
  await centre.page.getByRole('dialog').getByRole('button', { name: 'Open the key' }).click();
  await centre.page.getByRole('dialog').waitFor({ state: 'hidden' });
  await card.getByLabel('Name of the party').fill('Water board');
  await card.getByLabel('Name of the desk').fill('Works office');
  await card.getByLabel('I have heard the same fingerprint').check();
  await card.getByRole('button', { name: 'Enrol the key' }).click();
  await centre.page.getByText('No card waits.').waitFor();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Passphrase').fill('a new passphrase');
  await page.locator('form button.first').click();
  await page.locator('header.bar').getByText('Water board').waitFor();
  await centre.room('register', 'keys');
  await centre.page.locator('tbody tr').filter({ hasText: 'Works office' }).getByText('in force').waitFor();
  await leave(newcomer, centre);
});
