// Desk: people come and go, take over with what is open, tell how lines stand, and answer a line test.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leave, stage } from './stage.mjs';

const stand = stage({ today: false });

test('one comes on duty, another takes over with an alert and a stop open, and neither is answered by it', async () => {
  const nora = await stand.at('nora');
  await nora.room('desk');
  await nora.page.getByText('attended', { exact: true }).or(nora.page.getByText('not known')).first().waitFor();
  await nora.page.getByLabel('By which name to ask for you').fill('Nora <i>');
  await nora.page.getByRole('button', { name: 'Come on duty' }).click();
  await nora.page.getByText('You are on duty at this desk.').waitFor();

  stand.house.say('rhea', 'stop', 'send', '--everywhere', '--to', 'North', '--text', 'while on duty');
  const nils = await stand.at('nils');
  await nils.room('desk');
  const handover = nils.page.locator('section').filter({ has: nils.page.getByRole('heading', { name: 'Taking over' }) });
  await handover.locator('li.stop').waitFor();
  await handover.getByText('A stop concerns you').waitFor();
  assert.equal(await handover.getByRole('button', { name: 'Take over' }).isDisabled(), true, 'nothing is signed that was not read');
  assert.equal(await handover.getByLabel('From whom').locator('option:checked').textContent(), 'Nora <i>');
  // The screen locks, and what is owed goes on being shown.
  await nils.page.getByRole('button', { name: 'Lock the screen' }).first().click();
  await nils.page.getByText('The screen is locked').waitFor();
  await nils.page.locator('section.alerts li.stop').waitFor();
  await nils.page.getByLabel('Passphrase').first().fill('a passphrase for tests');
  await nils.page.locator('main form button.first').click();
  await handover.getByLabel('I have read what is open').check();
  await handover.getByRole('button', { name: 'Take over' }).click();
  await handover.getByText(/Taken over: record/).waitFor();
  await nils.page.getByText('You are on duty at this desk.').waitFor();
  await nils.page.locator('section.alerts li.stop').waitFor();
  await handover.getByText('taken over').first().waitFor();
  await nora.page.getByRole('button', { name: 'Come on duty' }).waitFor();
  await leave(nora, nils);
});

test('a line is told to be unattended, and the centre sees it; a line test is answered', async () => {
  const [sana, centre] = await Promise.all([stand.at('sana'), stand.at('centre')]);
  await Promise.all([sana.room('desk'), centre.room('desk')]);
  const lines = (person) => person.page.locator('section').filter({ has: person.page.getByRole('heading', { name: 'Lines', exact: true }) });
  await lines(sana).getByLabel('Stands').selectOption('suspended');
  await lines(sana).getByLabel('Why').fill('by our own decision');
  await lines(sana).getByRole('button', { name: 'Tell it' }).click();
  await lines(centre).locator('tbody tr').filter({ hasText: 'South' }).getByText('suspended').waitFor();

  await centre.page.getByRole('button', { name: 'Test the line' }).click();
  await sana.page.getByRole('button', { name: 'Answer: here' }).click();
  const asked = centre.page.locator('article tbody tr').filter({ hasText: 'South' });
  await asked.getByText(/after/).waitFor();
  await centre.page.locator('article tbody tr').filter({ hasText: 'East' }).getByText('no answer yet').waitFor();
  await leave(sana, centre);
});
