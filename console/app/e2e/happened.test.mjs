// What happened: the incident of Kestrel Valley as its parties look at it, and what is said of it on one screen and read on another.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { incident, sign } from './happened.mjs';
import { leave, stage } from './stage.mjs';

const stand = stage({ today: false });
const AGREEMENT = fileURLToPath(new URL('../../../docs/examples/agreements/moscow-2020.toml', import.meta.url));

test('North, East and the centre look at the blast: each has its own past, and silence is shown', async () => {
  const [nora, emil, centre] = await Promise.all([stand.at('nora'), stand.at('emil'), stand.at('centre')]);
  for (const [person, knew] of [[nora, true], [emil, false], [centre, true]]) {
    const { page } = person;
    await incident(person);
    const past = page.locator('section.past');
    await past.getByText('THE PAST').waitFor();
    if (knew) await past.getByText(/record .*69/).waitFor();
    else await past.getByText('Nothing was known in these eyes').waitFor();
    assert.equal(await page.getByText('no answer by the deadline').count(), 2, 'East was asked two things and is silent');
    assert.equal(await page.locator('svg.line .range').count(), 9);
    for (const rule of ['lowest', 'highest', 'latest-of-each-claimant']) await page.locator('.figures').getByText(rule, { exact: true }).waitFor();
    await page.getByText('Village council of Dorvane').first().waitFor();
    assert.ok(!/in all|total/.test(await page.locator('main').textContent()));
  }
  // A party has its own eyes, the centre all.
  assert.equal(await nora.page.locator('section.past select').first().locator('option').count(), 1);
  assert.ok((await centre.page.locator('section.past select').first().locator('option').count()) > 4);
  // What South answered the observers alone is told to nobody else.
  assert.equal(await nora.page.getByText('the column on the track, west of the mill').count(), 0);
  await leave(nora, emil, centre);
});

test('East answers what it was asked, late, and the observers see it', async () => {
  const [emil, mona] = await Promise.all([stand.at('emil'), stand.at('mona')]);
  await Promise.all([incident(emil), incident(mona)]);
  const asked = emil.page.locator('li').filter({ hasText: 'Which activities had you under way there?' }).last();
  await asked.getByRole('button', { name: 'Answer' }).click();
  const form = emil.page.locator('form').filter({ hasText: 'For everybody who may read the incident' });
  await form.getByLabel('cannot say').check();
  await form.getByRole('textbox', { name: 'In words' }).fill('our night log is lost');
  await form.getByRole('button', { name: 'Answer' }).click();
  await sign(emil);
  await mona.page.getByText('“our night log is lost”').waitFor();
  await mona.page.getByText('answered after the deadline').waitFor();
  await leave(emil, mona);
});

test('the observers ask North, who answers with a claim of its own; nobody without a part in it may ask', async () => {
  const [mona, nora, emil] = await Promise.all([stand.at('mona'), stand.at('nora'), stand.at('emil')]);
  await Promise.all([incident(mona), incident(nora), incident(emil)]);
  const { page } = mona;
  await page.locator('summary').getByText('Ask another party').click();
  const form = page.locator('form').filter({ hasText: 'Whoever is asked may answer' });
  await form.getByText('Still lacking: whom to ask · a question').waitFor();
  assert.ok(await form.getByRole('button', { name: 'Ask another party' }).isDisabled());
  await form.getByLabel('Whom', { exact: true }).selectOption({ label: 'North' });
  await form.getByLabel('How far did it go, by your account').check();
  await form.getByLabel('Which clock and which spellings').check();
  await form.getByLabel('In words').fill('by the liaison <i>please</i>');
  await form.getByRole('button', { name: 'Ask another party' }).click();
  await page.getByRole('dialog').getByText('by the liaison <i>please</i>').waitFor();
  await sign(mona);
  const asked = nora.page.locator('article').filter({ hasText: 'by the liaison' }).locator('li').filter({ hasText: 'How far did it go' });
  await asked.getByRole('button', { name: 'Answer' }).click();
  const answer = asked.locator('form');
  await answer.getByLabel('by claims').check();
  await answer.getByText('Still lacking: a claim').waitFor();
  await answer.getByRole('group', { name: 'By which claims' }).getByRole('checkbox').first().check();
  await answer.getByRole('button', { name: 'Answer' }).click();
  await sign(nora);
  await page.locator('article').filter({ hasText: 'by the liaison' }).locator('.given').getByText('by claims').waitFor();
  assert.equal(await emil.page.locator('summary').getByText('Ask another party').count(), 0, 'a force that did not open it does not ask');
  await leave(mona, nora, emil);
});

test('an incident is opened with a place, and an allegation entered in it, and answered by another', async () => {
  const [mona, sana] = await Promise.all([stand.at('mona'), stand.at('sana')]);
  const { page } = mona;
  await mona.room('happened');
  await page.getByText('Open an incident').first().click();
  await page.getByLabel('Kind of event').selectOption('shelling');
  await page.getByLabel('Name of the place').fill('Cadrill <b>ford</b>');
  await page.getByRole('textbox', { name: 'Position' }).fill('-29.99, -21.95');
  await page.getByRole('button', { name: 'Open an incident' }).click();
  await page.getByRole('dialog').getByText('Cadrill <b>ford</b> · ').waitFor();
  await sign(mona);
  const link = page.getByRole('link', { name: 'Cadrill <b>ford</b>' });
  await link.waitFor();
  await sana.room('happened');
  await sana.page.getByRole('link', { name: 'Cadrill <b>ford</b>' }).click();
  await sana.page.getByText('Enter an allegation').first().click();
  const form = sana.page.locator('form').filter({ hasText: 'Who is told' });
  await form.getByLabel('Name of the place').fill('the ford');
  await form.getByLabel('Observer mission').check();
  await form.getByRole('button', { name: 'Enter an allegation' }).click();
  await sign(sana);
  await sana.page.locator('article').filter({ hasText: 'the ford' }).waitFor();
  await link.click();
  const alleged = page.locator('article').filter({ hasText: 'the ford' });
  await alleged.waitFor();
  await alleged.getByRole('button', { name: 'Answer it' }).click();
  await alleged.getByText('Still lacking: which answer').waitFor();
  await alleged.getByLabel('cannot say').check();
  await alleged.locator('form').getByRole('button', { name: 'Answer it' }).click();
  await sign(mona);
  await sana.page.locator('article').filter({ hasText: 'the ford' }).getByText('cannot say that it was so').first().waitFor();
  await alleged.getByRole('button', { name: 'Take a step' }).click();
  await alleged.getByLabel('corroborated').check();
  await alleged.getByLabel('On what it rests').fill('two craters');
  await alleged.locator('form').getByRole('button', { name: 'Take the step' }).click();
  await sign(mona);
  await sana.page.locator('article').filter({ hasText: 'the ford' }).locator('.ladder').getByText('corroborated by other sources').first().waitFor();
  await leave(mona, sana);
});

test('an incident is told otherwise by who opened it; the versions before stay to be read, and nobody else amends it', async () => {
  const [mona, emil] = await Promise.all([stand.at('mona'), stand.at('emil')]);
  const { page } = mona;
  await mona.room('happened');
  await page.getByText('Open an incident').first().click();
  await page.getByLabel('Name of the place').fill('Tarn mill\nTärn (de)');
  await page.getByRole('textbox', { name: 'Position' }).fill('-29.98, -21.96');
  await page.getByLabel('only parties that are named').check();
  await page.getByText('this party and the centre alone').waitFor();
  await page.getByRole('group', { name: 'only parties that are named' }).getByLabel('East', { exact: true }).check();
  await page.getByRole('button', { name: 'Open an incident' }).click();
  await page.getByRole('dialog').getByText('Tärn (de)').waitFor();
  await sign(mona);
  await page.getByRole('link', { name: 'Tarn mill' }).click();
  await page.getByRole('button', { name: 'Tell it otherwise' }).click();
  const form = page.locator('form').filter({ hasText: 'A new version stands in its place' });
  assert.equal(await form.getByLabel('Name of the place').inputValue(), 'Tarn mill\nTärn (de)');
  await form.getByText('As it was told before:').waitFor();
  await form.getByLabel('Kind of event').selectOption('air-strike');
  await form.getByLabel('By which clock').selectOption('+03:00');
  const until = await form.getByLabel('Until (UTC+03:00)').inputValue();
  await form.getByLabel('From (UTC+03:00)').fill('2100-01-01T00:00');
  await form.getByText('Still lacking: a time').waitFor();
  await form.getByLabel('From (UTC+03:00)').fill(until);
  await form.getByLabel('Until (UTC+03:00)').fill('');
  await form.getByLabel('What the clock was called').fill('the mill’s <i>clock</i>');
  await form.getByRole('button', { name: 'Tell it otherwise' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/by a clock of UTC.?\+03:00/).waitFor();
  await dialog.getByText('East', { exact: true }).waitFor();
  await sign(mona);
  await page.getByText('Told otherwise by').waitFor();
  await page.getByText('the mill’s <i>clock</i>').waitFor();
  // East was named and reads both; it has no part in amending.
  await emil.room('happened');
  await emil.page.getByRole('link', { name: 'Tarn mill' }).click();
  await emil.page.getByText('the latest', { exact: true }).waitFor();
  assert.equal(await emil.page.getByRole('button', { name: 'Tell it otherwise' }).count(), 0);
  await emil.page.getByRole('link', { name: /version .?1.? of/ }).click();
  await emil.page.getByText('an earlier one: it does not stand any more').waitFor();
  await emil.page.locator('main dl').first().getByText('explosion of unknown origin').waitFor();
  assert.equal(await emil.page.getByText('the mill’s <i>clock</i>').count(), 0);
  const nora = await stand.at('nora');
  await nora.room('happened');
  await nora.page.locator('main ul.all a').first().waitFor();
  assert.equal(await nora.page.getByText('Tarn mill').count(), 0, 'who is not named reads none of it');
  await leave(mona, emil, nora);
});

test('agreements have a calendar, and a name given stands with who gives it', async () => {
  stand.house.say('centre', 'agreement', 'enter', AGREEMENT);
  const nora = await stand.at('nora');
  await nora.room('happened', 'names');
  await nora.page.getByText('Enter an actor').first().click();
  await nora.page.getByLabel('Names', { exact: true }).fill('Heron Brigade (en)\nلواء <b>مالك</b> الحزين (ar)');
  await nora.page.getByRole('button', { name: 'Enter an actor' }).click();
  await sign(nora);
  await nora.page.getByRole('link', { name: 'Heron Brigade' }).waitFor();
  await nora.page.getByLabel('Names', { exact: true }).fill('heron brigade');
  await nora.page.getByText('Still lacking: that a new one is meant').waitFor();
  await leave(nora);
  stand.house.say('nora', 'designation', 'enter', 'Heron Brigade', '--as', 'partner', '--label', 'allied force', '--from', '2031-01-01');
  const emil = await stand.at('emil');
  const { page } = emil;
  await emil.room('happened', 'agreements');
  await page.locator('main ul.all a').first().click();
  await page.getByRole('heading', { name: 'Calendar' }).waitFor();
  await page.locator('section table tbody tr').first().waitFor();
  await emil.room('happened', 'names');
  await page.getByRole('link', { name: 'Heron Brigade' }).click();
  await page.getByText('None was entered. That tells nothing of the actor.').waitFor();
  await page.getByLabel('On the day').fill('2031-02-01');
  await page.getByText('“allied force”').waitFor();
  await leave(emil);
});
