// Allegations in the room What happened: told in whole, with and without an incident, told otherwise and withdrawn by their maker alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sign } from './happened.mjs';
import { leave, stage } from './stage.mjs';

const stand = stage({ today: false });

/** The form of a new allegation, in the part of the room that has them all. */
async function alleging(person) {
  await person.room('happened', 'allegations');
  await person.page.locator('summary').getByText('Enter an allegation').click();
  return person.page.locator('form').filter({ hasText: 'Who is told' });
}

const shown = ({ page }, text) => page.locator('article').filter({ hasText: text });

test('an allegation is told in whole, told otherwise with what it said before, and withdrawn', async () => {
  const [sana, nora] = await Promise.all([stand.at('sana'), stand.at('nora')]);
  const form = await alleging(sana);
  await form.getByLabel('Kind').selectOption('shelling');
  await form.getByText('Still lacking: a place').waitFor();
  await form.getByLabel('Name of the place').fill('the lower ford');
  await form.getByRole('textbox', { name: 'Position' }).fill('-29.99, -21.95');
  await form.getByLabel('Alleged of').selectOption({ label: 'North' });
  await form.getByLabel('In words', { exact: true }).fill('<i>six</i> shells');
  await form.getByText('Observer, weapon, harm').click();
  await form.getByLabel('Post or patrol').fill('post 4');
  await form.getByLabel('Line to the event').selectOption('hearing');
  await form.getByLabel('Weapon').selectOption('mortars');
  await form.getByLabel('Direction of fire').selectOption('incoming');
  const harm = form.getByRole('group', { name: 'People harmed' }).first();
  await harm.getByRole('button', { name: 'Add a line' }).click();
  await form.getByText('Still lacking: a number in each line').waitFor();
  await harm.getByLabel('At least').fill('2');
  await form.getByLabel('What is asked for').fill('that it end');
  await form.getByText('Under which agreement').click();
  await form.getByLabel('Victims, witnesses and sources').fill('A witness');
  await form.getByLabel('North', { exact: true }).check();
  await form.getByRole('button', { name: 'Enter an allegation' }).click();
  const dialog = sana.page.getByRole('dialog');
  for (const text of ['mortars · inferred', 'into what its maker holds', /2.? or more killed/, 'post 4', 'A witness']) await dialog.getByText(text).waitFor();
  await sign(sana);
  await nora.room('happened', 'allegations');
  const told = shown(nora, 'the lower ford');
  await told.getByText('“<i>six</i> shells”').waitFor();
  assert.equal(await told.getByRole('button', { name: 'Correct it' }).count(), 0, 'it is its maker’s');
  // Who is alleged to have done it logs it at most, and takes that back.
  await told.getByRole('button', { name: 'Take a step' }).click();
  assert.equal(await told.getByRole('radio').count(), 1);
  await told.getByLabel('logged').waitFor();
  await told.getByText('Who reads it, and persons').click();
  await told.getByText('named, and not told to this party').waitFor();

  const own = shown(sana, 'the lower ford');
  assert.equal(await own.getByRole('button', { name: 'Answer it' }).count(), 0);
  await own.getByRole('button', { name: 'Correct it' }).click();
  const mend = own.locator('form');
  assert.equal(await mend.getByLabel('Post or patrol').inputValue(), 'post 4');
  assert.equal(await mend.getByLabel('At least').last().inputValue(), '2');
  assert.equal(await mend.getByLabel('Victims, witnesses and sources').inputValue(), 'A witness');
  assert.ok(await mend.getByLabel('North', { exact: true }).isChecked());
  assert.ok(await mend.getByLabel('It stays there').isChecked());
  await mend.getByLabel('In words', { exact: true }).fill('seven shells');
  await mend.getByLabel('The weapon itself was observed').check();
  await mend.getByRole('button', { name: 'Correct it' }).click();
  await sign(sana);
  await told.getByText('“seven shells”').waitFor();
  await told.getByText('mortars, observed').waitFor();
  await told.getByText('told otherwise once').waitFor();

  await own.getByRole('button', { name: 'Withdraw it' }).click();
  await own.getByLabel('Why').fill('it was thunder');
  await own.locator('form').getByRole('button', { name: 'Withdraw it' }).click();
  await sana.page.getByRole('dialog').getByText('it was thunder').waitFor();
  await sign(sana);
  await told.getByText('withdrawn by its maker').waitFor();
  assert.equal(await told.getByRole('button').count(), 0, 'nobody goes on with it');
  await leave(sana, nora);
});

test('that nothing was observed, or nobody was let in, is told with what could be observed', async () => {
  const [mona, centre] = await Promise.all([stand.at('mona'), stand.at('centre')]);
  const form = await alleging(mona);
  await form.getByLabel('Kind').selectOption('nothing-observed');
  await form.getByText('That is no sign that nothing happened.').waitFor();
  assert.equal(await form.getByLabel('At least').count(), 0, 'nothing is counted');
  assert.equal(await form.getByLabel('Alleged of').count(), 0, 'and nobody is alleged');
  await form.getByLabel('Name of the place').fill('the mill');
  await form.getByLabel('Observed', { exact: true }).selectOption('saw-and-heard');
  await form.getByLabel('What could be observed at all').fill('the east road was closed');
  await form.getByRole('button', { name: 'Enter an allegation' }).click();
  await sign(mona);
  await centre.room('happened', 'allegations');
  const told = shown(centre, 'the east road was closed');
  await told.getByText('nothing observed').waitFor();
  // The centre logs it, and takes the step back.
  for (const step of ['logged', 'taken back']) {
    await told.getByRole('button', { name: 'Take a step' }).click();
    await told.getByLabel(step, { exact: true }).check();
    await told.locator('form').getByRole('button', { name: 'Take the step' }).click();
    await sign(centre);
    await told.locator('form').waitFor({ state: 'detached' });
    await told.locator('.ladder .taken').nth(step === 'logged' ? 1 : 0).waitFor();
  }
  await told.locator('.ladder .taken').nth(1).waitFor({ state: 'detached' });
  await leave(mona, centre);
});
