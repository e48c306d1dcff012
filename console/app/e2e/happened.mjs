// What the tests of the room What happened share: the incident of the story, and signing what was read back.

/** Opens the incident of the story. */
export async function incident(person) {
  await person.room('happened');
  await person.page.locator('main ul.all a').first().click();
  await person.page.getByRole('heading', { name: 'How the numbers changed' }).waitFor();
}

/** What was read back is signed. */
export async function sign({ page }, name = 'Sign and send') {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name }).click();
  await dialog.waitFor({ state: 'hidden' });
}
