// Browsers as people use them: each a party at its desk, with what it asked for noted down.

import { chromium } from 'playwright-core';

/** A page is waited for so long. */
export const PATIENCE_MS = 30_000;
const PASSPHRASE = 'a passphrase for tests';

export async function launch() {
  return chromium.launch({
    executablePath: process.env.TRUCELINE_BROWSER || '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-background-networking', '--disable-component-update'],
  });
}

/** A browser of one person, at the console of a house. */
export class Person {
  static async enter(browser, house, name, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'light', reducedMotion: 'reduce', ...options.context });
    const page = await context.newPage();
    const person = new Person(house, name, context, page);
    await page.addInitScript((choices) => localStorage.setItem('truceline-choices', JSON.stringify(choices)), { language: 'en', theme: 'system', ...options.choices });
    await page.goto(`${house.url}/${options.at ?? ''}`);
    return person;
  }

  constructor(house, name, context, page) {
    Object.assign(this, { house, name, context, page, asked: [], trouble: [] });
    page.setDefaultTimeout(PATIENCE_MS);
    context.on('request', (request) => this.asked.push(request.url()));
    page.on('pageerror', (error) => this.trouble.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 401|ERR_INTERNET_DISCONNECTED|status of 4/.test(message.text())) this.trouble.push(message.text());
    });
  }

  /** Loads the person's key file and signs in with it. */
  async signIn() {
    const { page } = this;
    await page.locator('input[type=file]').setInputFiles(this.house.files(this.name));
    await page.locator('input[autocomplete=new-password]').fill(PASSPHRASE);
    await page.locator('form button.first').click();
    await page.locator('header.bar').waitFor();
    return this;
  }

  static async at(browser, house, name, options) {
    const person = await Person.enter(browser, house, name, options);
    await person.signIn();
    return person;
  }

  async room(id, ...rest) {
    await this.page.evaluate((hash) => (location.hash = hash), `#/${[id, ...rest].join('/')}`);
    await this.page.locator('main h1').first().waitFor();
  }

  /** What was asked of anybody but the house. */
  strangers() {
    return this.asked.filter((url) => !url.startsWith(this.house.url) && !/^(data|blob):/.test(url));
  }

  async close() {
    await this.context.close();
  }
}
