// Two lists and bulletins in the room What happened: set side by side, judged by a person, drafted, read in whole, and published.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sign } from './happened.mjs';
import { leave, stage } from './stage.mjs';

const stand = stage({ today: false });

/** A bulletin by its public page. */
async function published(address) {
  const path = new URL(address).pathname;
  const [page, view] = await Promise.all([fetch(stand.house.url + path), fetch(stand.house.url + path.replace(/\/page$/, ''), { headers: { accept: 'application/json' } })]);
  assert.equal(page.status, 200);
  return view.json();
}

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

test('the observers publish a new version: the whole of it is read, its reason is needed, and its figures follow', async () => {
  const mona = await stand.at('mona');
  const { page } = mona;
  await mona.room('happened', 'bulletins');
  await page.getByRole('link', { name: /Draft of/ }).first().click();
  await page.getByText('DRAFT, NOT PUBLISHED').waitFor();
  for (const title of ['Rules of the figures', 'steps', 'answers']) await page.getByRole('heading', { name: title }).waitFor();
  assert.match(await page.locator('article .gap').allTextContents().then((all) => all.join(' ')), /neither zone nor place told/, 'what the lists may lack is said');
  await page.getByText('This key signs other things').waitFor();
  await page.getByText('What stands behind the figures').click();
  await page.locator('details table tbody tr').first().getByText(/record/).first().waitFor();
  const go = page.getByRole('button', { name: 'Read back and sign' });
  assert.ok(await go.isDisabled(), 'a new version says why');
  await page.getByLabel('Why it takes the place').fill('read once more');
  await go.click();
  const dialog = page.getByRole('dialog');
  const digest = await page.locator('article').getByText(/SHA-256/).textContent();
  await dialog.getByText(digest.replace('SHA-256', '').trim()).waitFor();
  await sign(mona, 'Sign and publish');
  await page.getByRole('heading', { name: 'The bulletin is published' }).waitFor();
  await page.getByText('Receipt', { exact: true }).click();
  await page.locator('pre').filter({ hasText: /tlog-proof/ }).waitFor();
  const address = await page.locator('a.ids').textContent();
  const view = await published(address);
  assert.equal(view.version, 2);
  assert.equal(view.replaces.why, 'read once more');
  assert.equal(`SHA-256 ${view.content_sha256}`, digest.trim());
  const checked = stand.house.say('mona', 'bulletin', 'check', view.bulletin);
  assert.equal(checked.holds, true, JSON.stringify(checked));
  await page.getByRole('link', { name: 'Read it here' }).click();
  await page.getByText('“read once more”').waitFor();
  await leave(mona);
});

test('the centre sets two lists side by side, disputes an entry, pairs by hand, and publishes', async () => {
  const centre = await stand.at('centre');
  const { page } = centre;
  await centre.room('happened', 'lists');
  await page.locator('summary').getByText('Set two lists side by side').first().click();
  const form = page.locator('form').filter({ hasText: 'The register takes in what both parties' });
  await form.getByText('Still lacking: two different parties · a zone').waitFor();
  await form.getByLabel('The first list').selectOption({ label: 'North' });
  await form.getByLabel('The second list').selectOption({ label: 'North' });
  await form.getByText('two different parties').waitFor();
  await form.getByLabel('The second list').selectOption({ label: 'South' });
  await form.getByLabel('Zone').selectOption({ label: 'Valley' });
  await form.getByLabel('From the day').fill('2000-05-21');
  await form.getByRole('button', { name: 'Set two lists side by side' }).click();
  await page.getByRole('dialog').getByText(/May 21, 2000.*May 22, 2000/).waitFor();
  await sign(centre);
  await page.getByRole('heading', { name: 'Pairs that are proposed' }).waitFor();
  const entries = await page.locator('.two li.only').count();
  assert.ok(entries > 0, 'the story’s entries are in the lists');

  const first = page.locator('.two li.only').first();
  await first.getByRole('button', { name: 'Set apart as disputed' }).click();
  assert.ok(await page.getByRole('button', { name: 'Sign that it is disputed' }).isDisabled());
  await page.getByLabel('Why it is disputed').fill('read as two events');
  await page.getByRole('button', { name: 'Sign that it is disputed' }).click();
  await page.locator('.two li.disputed').waitFor();
  await page.getByText('“read as two events”').waitFor();
  await page.getByRole('button', { name: 'Take it back' }).first().click();
  await page.locator('li.undone').waitFor();

  await page.getByText('A pair that nobody proposed').click();
  const hand = page.locator('details').filter({ hasText: 'A pair that nobody proposed' });
  await hand.getByLabel('North').selectOption({ index: 1 });
  await hand.getByLabel('South').selectOption({ index: 1 });
  await hand.getByRole('button', { name: 'One event' }).click();
  await page.locator('.two').getByText('held to be about one event with').first().waitFor();
  await page.getByRole('button', { name: 'Take in what came since' }).click();
  await page.getByText(/taken in last by record/).waitFor();

  await page.getByRole('link', { name: 'Draft a bulletin' }).click();
  await page.getByText('DRAFT, NOT PUBLISHED').waitFor();
  await page.getByRole('button', { name: 'Read back and sign' }).click();
  await sign(centre, 'Sign and publish');
  const view = await published(await page.locator('a.ids').textContent());
  assert.equal(view.version, 1);
  assert.equal(view.pairs.number, 1);
  await leave(centre);
});

test('who neither watches nor inquires sets no lists and publishes no bulletin', async () => {
  const rhea = await stand.at('rhea');
  await rhea.room('happened', 'bulletins');
  await rhea.page.locator('main ul.all a').first().waitFor();
  assert.equal(await rhea.page.getByText('Publish a bulletin').count(), 0);
  await rhea.room('happened', 'lists');
  await rhea.page.getByText('This party has set no two lists').waitFor();
  assert.equal(await rhea.page.locator('summary').getByText('Set two lists side by side').count(), 0);
  await leave(rhea);
});
