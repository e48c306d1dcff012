// Claims in the room What happened: to every question, of one's own and of others, corrected, withdrawn, and what others make of them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { incident, sign } from './happened.mjs';
import { leave, stage } from './stage.mjs';

const stand = stage({ today: false });
const AGREEMENT = fileURLToPath(new URL('../../../docs/examples/agreements/moscow-2020.toml', import.meta.url));

/** The form of a new claim, opened at a question. */
async function claiming({ page }, question) {
  const form = page.locator('form').filter({ hasText: 'It stands under the name' });
  if (!(await form.isVisible())) await page.getByText('Enter a claim', { exact: true }).first().click();
  await form.getByLabel('Speaks to').selectOption(question);
  return form;
}

async function enter(person, form) {
  await form.getByRole('button', { name: 'Enter a claim' }).click();
  await sign(person);
}

/** Opens what stood before, of every question. */
async function past({ page }) {
  await page.locator('details:has(.sides)').first().waitFor();
  await page.locator('details:has(.sides)').evaluateAll((all) => all.forEach((one) => (one.open = true)));
}

/** Claims that say so, as somebody else sees them. */
const shown = ({ page }, text) => page.locator('.sides article').filter({ hasText: text });

test('a claim entered on one screen shows on the other, and is answered there', async () => {
  const [nora, sana] = await Promise.all([stand.at('nora'), stand.at('sana')]);
  await Promise.all([incident(nora), incident(sana)]);
  const { page } = nora;
  await page.getByText('Enter a claim').first().click();
  const form = page.locator('form').filter({ hasText: 'It stands under the name' });
  await form.getByLabel('At least').fill('2');
  await form.getByLabel('Likeliest').fill('3');
  await form.getByLabel('At most').fill('5');
  await form.getByLabel('Who they were').selectOption('civilians');
  await form.getByText('Source, original words and translation').click();
  await form.getByLabel('Language').fill('ar');
  await form.getByLabel('Words as they were spoken').fill('قُتل ثلاثة مدنيين <img src=x onerror=window.stolen=1>');
  await form.getByRole('button', { name: 'Enter a claim' }).click();
  await page.getByRole('dialog').getByText('قُتل ثلاثة مدنيين').waitFor();
  await sign(nora);
  const heard = Date.now();
  const shown = sana.page.locator('.sides article').filter({ hasText: /2–5.*, likeliest .*3/ });
  await shown.waitFor();
  console.log(`# the claim was on the other screen ${Date.now() - heard} ms after it was entered`);
  assert.match(await shown.textContent(), /North/);
  assert.equal(await shown.locator('blockquote').getAttribute('lang'), 'ar');
  await shown.getByRole('button', { name: 'Take a stance' }).click();
  await shown.getByLabel('denies it').check();
  await shown.locator('form').getByRole('button', { name: 'Take a stance' }).click();
  await sign(sana);
  await page.locator('.sides article').filter({ hasText: /2–5.*, likeliest .*3/ }).getByText('denies it').waitFor();
  await leave(nora, sana);
});

test('every question has its form, and what is missing is said before anything is signed', async () => {
  stand.house.say('centre', 'agreement', 'enter', AGREEMENT);
  for (const name of ['Heron Brigade', 'River Guard']) stand.house.say('nora', 'actor', 'enter', '--name', name);
  const [nora, sana] = await Promise.all([stand.at('nora'), stand.at('sana')]);
  await Promise.all([incident(nora), incident(sana)]);
  const { page } = nora;

  let form = await claiming(nora, 'who-was-present');
  await form.getByText('Still lacking: who').waitFor();
  await form.getByLabel(/^Who, .?1/).selectOption({ label: 'Heron Brigade' });
  await form.getByRole('button', { name: 'One more' }).click();
  await form.getByLabel(/^Who, .?2/).selectOption({ label: 'in words …' });
  await form.getByRole('group', { name: 'Who was present' }).getByLabel('In words').fill('a <b>patrol</b> of nobody');
  await form.getByRole('group', { name: 'Of which forces' }).getByRole('checkbox').first().check();
  await form.getByLabel('Likeliest').fill('12');
  await enter(nora, form);
  await shown(sana, 'a <b>patrol</b> of nobody').getByText('Heron Brigade').waitFor();

  form = await claiming(nora, 'who-was-told');
  await form.getByLabel('Who told it').selectOption({ label: 'South' });
  await form.getByLabel('Whom', { exact: true }).selectOption({ label: 'in words …' });
  await form.getByLabel('In words').fill('the column');
  await form.getByLabel('By which means').selectOption('radio');
  await form.getByLabel('When is known').check();
  await form.getByLabel('Of what').fill('that the road is cut');
  await enter(nora, form);
  await shown(sana, 'that the road is cut').getByText('radio').waitFor();

  form = await claiming(nora, 'compliance');
  await form.getByLabel('Agreement').selectOption({ index: 1 });
  await form.getByLabel('Clause').selectOption({ index: 1 });
  await form.getByLabel('Whether it was kept').selectOption('breached');
  await form.getByLabel('By whom').selectOption({ label: 'South' });
  await enter(nora, form);
  await shown(sana, 'clause no.').getByText('not kept').waitFor();

  form = await claiming(nora, 'relations');
  await form.getByText('Still lacking: two different actors').waitFor();
  await form.getByLabel('Actor', { exact: true }).selectOption({ label: 'Heron Brigade' });
  await form.getByLabel('How it stands to').selectOption('fights-beside');
  await form.getByLabel('Another actor').selectOption({ label: 'River Guard' });
  await enter(nora, form);
  await shown(sana, 'fights beside').getByText('River Guard').waitFor();

  form = await claiming(nora, 'who-did-it');
  await form.getByLabel(/^Who, .?1/).selectOption({ label: 'in words …' });
  await form.getByRole('group', { name: 'Who' }).first().getByLabel('In words').fill('nobody who is known');
  await enter(nora, form);
  await shown(sana, 'nobody who is known').waitFor();

  form = await claiming(nora, 'when');
  await form.getByLabel('From (UTC)').fill('2000-05-21T13:40');
  await form.getByLabel('Until (UTC)').first().fill('2000-05-21T13:30');
  await page.getByText('Still lacking: a time').waitFor();
  await form.getByLabel('Until (UTC)').first().fill('2000-05-21T13:50');
  await enter(nora, form);
  await shown(sana, /May 21, 2000.*13:40/).first().waitFor();
  await leave(nora, sana);
});

test('the word of another party is entered with its source, denied by it, and corrected by who entered it', async () => {
  const [mona, nora] = await Promise.all([stand.at('mona'), stand.at('nora')]);
  await Promise.all([incident(mona), incident(nora)]);
  const form = await claiming(mona, 'damage');
  await form.getByLabel('Another party’s').check();
  await form.getByText('Still lacking: a number or words · whose word it is · the source: an address').waitFor();
  await form.getByLabel('Whose word', { exact: true }).selectOption({ label: 'North' });
  await form.getByLabel('Source', { exact: true }).fill('https://example.org/north');
  await form.getByLabel('In words').fill('one lorry');
  await enter(mona, form);
  const put = shown(nora, 'one lorry');
  await put.getByRole('button', { name: 'Take a stance' }).click();
  await put.getByLabel('denies it').check();
  await put.locator('form').getByRole('button', { name: 'Take a stance' }).click();
  await sign(nora);
  await shown(mona, 'one lorry').getByText('denies it').waitFor();

  await shown(mona, 'one lorry').getByRole('button', { name: 'Correct it' }).click();
  const mend = mona.page.locator('article form');
  assert.equal(await mend.getByLabel('In words').inputValue(), 'one lorry');
  assert.equal(await mend.getByLabel('This party’s').count(), 0, 'whose word it is cannot change');
  await mend.getByLabel('In words').fill('two lorries');
  await mend.getByLabel('Source', { exact: true }).fill('https://example.org/north/2');
  await mend.getByRole('button', { name: 'Correct it' }).click();
  await sign(mona);
  await shown(nora, 'two lorries').first().waitFor();
  await shown(nora, 'one lorry').waitFor({ state: 'attached' });
  await past(nora);
  await shown(nora, 'one lorry').getByText('superseded').waitFor();
  await leave(mona, nora);
});

test('a claim is for whom it names, keeps its persons to who enters it, and its correction keeps its readers', async () => {
  const [mona, sana, nora] = await Promise.all([stand.at('mona'), stand.at('sana'), stand.at('nora')]);
  await Promise.all([incident(mona), incident(sana), incident(nora)]);
  const form = await claiming(mona, 'where');
  await form.getByText('Still lacking: a place').waitFor();
  await form.getByLabel('Name of the place').fill('Dorvane\nDurvan (ar)');
  await form.getByLabel('The place in words').fill('below the <u>bridge</u>');
  await form.getByLabel('Somebody’s outside the register').check();
  await form.getByLabel('Whose word', { exact: true }).fill('A ferryman');
  await form.getByLabel('… or a file').setInputFiles({ name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('abc') });
  await form.getByText('SHA-256 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad').waitFor();
  await form.getByLabel('By which clock').selectOption('+02:00');
  await form.getByLabel('Victims, witnesses and sources').fill('Witness <b>One</b>\nWitness Two');
  await form.getByLabel('only parties that are named').check();
  await form.getByRole('group', { name: 'only parties that are named' }).getByLabel('South', { exact: true }).check();
  await form.getByRole('button', { name: 'Enter a claim' }).click();
  const dialog = mona.page.getByRole('dialog');
  for (const text of ['Durvan (ar)', 'Witness Two', 'South', /by a clock of UTC.?\+02:00/, 'text/plain']) await dialog.getByText(text).first().waitFor();
  await sign(mona);
  const own = shown(mona, 'below the <u>bridge</u>');
  await own.getByText('Who reads it, and persons').click();
  await own.getByText('Witness <b>One</b> · Witness Two').waitFor();
  const others = shown(sana, 'below the <u>bridge</u>');
  await others.getByText('Who reads it, and persons').click();
  await others.getByText('named, and not told to this party').waitFor();
  assert.equal(await shown(nora, 'below the <u>bridge</u>').count(), 0, 'North is not named');

  await own.getByRole('button', { name: 'Correct it' }).click();
  const mend = mona.page.locator('article form');
  assert.equal(await mend.getByLabel('Name of the place').inputValue(), 'Dorvane\nDurvan (ar)');
  await mend.getByLabel('Victims, witnesses and sources').waitFor();
  assert.equal(await mend.getByLabel('Victims, witnesses and sources').inputValue(), 'Witness <b>One</b>\nWitness Two');
  await mend.getByLabel('The place in words').fill('above the bridge');
  await mend.getByRole('button', { name: 'Correct it' }).click();
  await sign(mona);
  await shown(sana, 'above the bridge').first().waitFor();
  assert.equal(await shown(nora, 'above the bridge').count(), 0);
  await leave(mona, sana, nora);
});

test('a claim is withdrawn as entered in error, and stays to be read; another’s with its source alone', async () => {
  const [nora, mona] = await Promise.all([stand.at('nora'), stand.at('mona')]);
  await Promise.all([incident(nora), incident(mona)]);
  let form = await claiming(nora, 'what-happened');
  await form.getByLabel('In words').fill('a claim to take back');
  await enter(nora, form);
  const own = shown(nora, 'a claim to take back');
  await own.getByRole('button', { name: 'Withdraw it' }).click();
  await own.getByLabel('It was entered in error').check();
  await own.getByLabel('Remark of who entered it').fill('of another day');
  await own.locator('form').getByRole('button', { name: 'Withdraw it' }).click();
  await nora.page.getByRole('dialog').getByText('It was entered in error').waitFor();
  await sign(nora);
  const gone = shown(mona, 'a claim to take back');
  await gone.getByText('“of another day”').waitFor({ state: 'attached' });
  await past(mona);
  await gone.getByText('“of another day”').waitFor();
  assert.equal(await gone.getByRole('button').count(), 0, 'nothing more is done with it');

  form = await claiming(mona, 'what-happened');
  await form.getByLabel('Somebody’s outside the register').check();
  await form.getByLabel('Whose word', { exact: true }).fill('A miller');
  await form.getByLabel('Source', { exact: true }).fill('https://example.org/mill');
  await form.getByLabel('In words').fill('heard at the mill');
  await enter(mona, form);
  const other = shown(mona, 'heard at the mill');
  await other.getByRole('button', { name: 'Withdraw it' }).click();
  await other.getByLabel('Whose word it is takes it back').check();
  await other.getByText('Still lacking: the source').waitFor();
  await leave(nora, mona);
});
