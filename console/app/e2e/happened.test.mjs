// What happened: the incident of Kestrel Valley as its parties look at it, and what is said of it on one screen and read on another.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { leave, stage } from './stage.mjs';

const stand = stage({ today: false });
const AGREEMENT = fileURLToPath(new URL('../../../docs/examples/agreements/moscow-2020.toml', import.meta.url));

/** Opens the incident of the story. */
async function incident(person) {
  await person.room('happened');
  await person.page.locator('main ul.all a').first().click();
  await person.page.getByRole('heading', { name: 'How the numbers changed' }).waitFor();
}

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

test('a claim entered on one screen shows on the other, and is answered there', async () => {
  const [nora, sana] = await Promise.all([stand.at('nora'), stand.at('sana')]);
  await Promise.all([incident(nora), incident(sana)]);
  const { page } = nora;
  await page.getByText('Enter a claim').first().click();
  const form = page.locator('form').filter({ hasText: 'Whose word it is' });
  await form.getByLabel('At least').fill('2');
  await form.getByLabel('Likeliest').fill('3');
  await form.getByLabel('At most').fill('5');
  await form.getByLabel('Who they were').selectOption('civilians');
  await form.getByText('Source, original words and translation').click();
  await form.getByLabel('Language').fill('ar');
  await form.getByLabel('Words as they were spoken').fill('قُتل ثلاثة مدنيين <img src=x onerror=window.stolen=1>');
  await form.getByRole('button', { name: 'Enter a claim' }).click();
  const heard = Date.now();
  const shown = sana.page.locator('.sides article').filter({ hasText: /2–5.*, likeliest .*3/ });
  await shown.waitFor();
  console.log(`# the claim was on the other screen ${Date.now() - heard} ms after it was entered`);
  assert.match(await shown.textContent(), /North/);
  assert.equal(await shown.locator('blockquote').getAttribute('lang'), 'ar');
  await shown.getByText('Take a stance').click();
  await shown.getByRole('button', { name: 'denies it' }).click();
  await page.locator('.sides article').filter({ hasText: /2–5.*, likeliest .*3/ }).getByText('denies it').waitFor();
  await leave(nora, sana);
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
  await mona.page.getByText('“our night log is lost”').waitFor();
  await mona.page.getByText('answered after the deadline').waitFor();
  await leave(emil, mona);
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
  const link = page.getByRole('link', { name: 'Cadrill <b>ford</b>' });
  await link.waitFor();
  await sana.room('happened');
  await sana.page.getByRole('link', { name: 'Cadrill <b>ford</b>' }).click();
  await sana.page.getByText('Enter an allegation').first().click();
  const form = sana.page.locator('form').filter({ hasText: 'Who is told' });
  await form.getByLabel('Name of the place').fill('the ford');
  await form.getByLabel('Observer mission').check();
  await form.getByRole('button', { name: 'Enter an allegation' }).click();
  await sana.page.locator('article').filter({ hasText: 'the ford' }).waitFor();
  await link.click();
  const alleged = page.locator('article').filter({ hasText: 'the ford' });
  await alleged.waitFor();
  await alleged.getByText('Answer it').click();
  await alleged.getByRole('button', { name: 'cannot say' }).click();
  await sana.page.locator('article').filter({ hasText: 'the ford' }).getByText('cannot say that it was so').first().waitFor();
  await alleged.getByLabel('A step that you take').selectOption('corroborated');
  await alleged.getByRole('button', { name: 'Take the step' }).click();
  await sana.page.locator('article').filter({ hasText: 'the ford' }).locator('.ladder').getByText('corroborated by other sources').first().waitFor();
  await leave(mona, sana);
});

test('a person takes a pair apart and holds it together again, with score and reasons; nobody else has the lists', async () => {
  const mona = await stand.at('mona');
  const { page } = mona;
  await mona.room('happened', 'lists');
  await page.locator('main ul.all a').first().click();
  await page.getByText('held to be about one event with').first().waitFor();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.locator('li.pair').getByText(/score .*888.* of 1000/).waitFor();
  await page.locator('li.pair').getByText(/names alike/).waitFor();
  await page.getByLabel('Why (goes with').fill('read once more');
  await page.getByRole('button', { name: 'One event' }).click();
  await page.getByText('“read once more”').waitFor();
  assert.equal(await page.locator('li.undone').count(), 1, 'what was taken back stays to be read');
  await leave(mona);
  const nora = await stand.at('nora');
  await nora.room('happened', 'lists');
  await nora.page.getByText('This party has set no two lists').waitFor();
  await leave(nora);
});

test('the bulletin is read with its rules, and its public page is for everybody', async () => {
  const nora = await stand.at('nora');
  const { page } = nora;
  await nora.room('happened', 'bulletins');
  await page.locator('main ul.all a').first().click();
  await page.getByRole('heading', { name: 'Rules of the figures' }).waitFor();
  const address = await page.getByRole('link', { name: 'Public page' }).getAttribute('href');
  const answer = await fetch(stand.house.url + address);
  assert.equal(answer.status, 200);
  assert.match(await answer.text(), /Valley/);
  await leave(nora);
});

test('agreements have a calendar, and a name given stands with who gives it', async () => {
  stand.house.say('centre', 'agreement', 'enter', AGREEMENT);
  stand.house.say('nora', 'actor', 'enter', '--name', 'Heron Brigade');
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
