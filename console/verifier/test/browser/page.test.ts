/** The built page in a real browser, opened as a file: it verifies, refuses, asks for nothing, and nothing breaks out of it. */

import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { createRequire } from "node:module";
import { type Browser, chromium, type Page } from "playwright-core";
import { fromHex } from "../../src/bytes.ts";
import { forged } from "../forge.ts";
import { linesOf, ROOT } from "../vectors.ts";

const BROWSERS = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const found = BROWSERS.find((path) => path !== undefined && existsSync(path));
const PAGE = new URL("console/verifier/dist/verify.html", ROOT);
const SHOTS = process.env["SHOTS"];
const LANGUAGES = ["ar", "en", "fr", "ru", "tr", "uk"];

const folder = mkdtempSync(join(tmpdir(), "verify-page-"));
const put = (name: string, bytes: Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};
const { bundle, card } = forged({ origin: "register.example/valley", theatre: "Kestrel Valley", centre: "Centre", party: "Relief" });
const HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>\u202eevil\u0007";
const hostile = forged({ origin: "register.example/valley", theatre: HOSTILE, centre: "Centre", party: "</bdi><b>Relief</b>&amp;" });
const files = {
  bundle: put("event.bundle", bundle),
  card: put("register.card", card),
  bent: put("bent.bundle", bundle.map((byte, place) => (place === 900 ? byte ^ 1 : byte))),
  hostile: put("<u>hostile.bundle", hostile.bundle),
  hostileCard: put("hostile.card", hostile.card),
  golden: put("golden.bundle", fromHex(linesOf("testdata/vectors/register/small.bundle.txt").join("")) as Uint8Array),
  other: put("notes.txt", new TextEncoder().encode("nothing of ours\n")),
};

let browser: Browser | undefined;
before(async () => {
  if (found !== undefined) browser = await chromium.launch({ executablePath: found, args: ["--no-sandbox", "--disable-gpu"] });
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const options = { skip: found === undefined ? "SKIPPED: no Chromium here" : false, timeout: 120_000 };

/** Opens the page; whatever it asks for or complains about fails the test. */
async function withPage(hash: string, more: Parameters<Browser["newContext"]>[0], use: (page: Page) => Promise<void>): Promise<void> {
  const context = await (browser as Browser).newContext({ locale: "en-GB", ...more });
  const page = await context.newPage();
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(`${PAGE.href}${hash}`);
  await use(page);
  assert.deepEqual(asked.filter((url) => !url.startsWith("data:")), [PAGE.href], "the page asks for nothing but itself");
  assert.deepEqual(complaints, []);
  await context.close();
}

async function hand(page: Page, ...paths: string[]): Promise<string> {
  const before = await page.locator(".verdict").count();
  await page.locator("#evidence").setInputFiles(paths);
  await page.locator(".verdict").first().waitFor();
  if (before > 0) await page.waitForTimeout(100);
  return (await page.locator(".verdict h2").textContent()) ?? "";
}

test("a bundle with its card verifies, by choosing and by dropping", options, async () => {
  await withPage("", {}, async (page) => {
    assert.equal(await hand(page, files.bundle, files.card), "VERIFIED");
    assert.equal(await page.locator(".records tbody tr").count(), 2);
    assert.match((await page.locator(".records tbody").textContent()) ?? "", /enrols Relief as humanitarian/);
    assert.equal(await page.evaluate(() => document.activeElement?.id), "result");
  });
  await withPage("", {}, async (page) => {
    const dropped = [[files.bundle, "event.bundle"], [files.card, "register.card"]].map(([path, name]) => ({ name: name as string, base64: readFileSync(path as string).toString("base64") }));
    await page.evaluate((all) => {
      const transfer = new DataTransfer();
      for (const { name, base64 } of all) transfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
      for (const kind of ["dragenter", "dragover", "drop"]) document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }, dropped);
    await page.locator(".verdict").waitFor();
    assert.equal(await page.locator(".verdict h2").textContent(), "VERIFIED");
  });
});

test("a bent bundle does not verify, one without a card cannot be said, another file is none", options, async () => {
  await withPage("", {}, async (page) => {
    assert.equal(await hand(page, files.bent, files.card), "DOES NOT VERIFY");
    assert.match((await page.locator(".verdict").textContent()) ?? "", /damaged/);
    assert.equal(await page.locator(".records").count(), 0);
  });
  await withPage("", {}, async (page) => {
    assert.equal(await hand(page, files.golden), "CANNOT SAY");
    assert.equal(await hand(page, files.golden, files.card), "DOES NOT VERIFY", "it is another register's");
    assert.equal(await hand(page, files.other), "CANNOT SAY");
  });
});

test("what a bundle holds does not break out of its place", options, async () => {
  await withPage("", {}, async (page) => {
    assert.equal(await hand(page, files.hostile, files.hostileCard), "VERIFIED");
    assert.notEqual(await page.title(), "owned");
    assert.equal(await page.locator("img, .records b, u, main script").count(), 0);
    const text = (await page.locator("main").textContent()) ?? "";
    assert.ok(text.includes("<img src=x onerror="));
    assert.ok(text.includes("\\u{202e}evil\\u{7}") && !text.includes("\u202e"));
    assert.ok(text.includes("</bdi><b>Relief</b>&amp;"));
  });
});

test("the page's own policy lets nothing else run, and nothing out", options, async () => {
  const html = readFileSync(PAGE, "utf8");
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? "";
  for (const part of ["default-src 'none'", "connect-src 'none'", "base-uri 'none'", "form-action 'none'"]) assert.ok(policy.includes(part), part);
  assert.ok(!policy.includes("unsafe"));
  const context = await (browser as Browser).newContext();
  const page = await context.newPage();
  await page.goto(PAGE.href);
  const blocked = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "document.title = 'owned'";
    document.body.append(script);
    const fetched = await fetch("data:text/plain,x").then(() => true, () => false);
    return { ran: document.title === "owned", fetched };
  });
  assert.deepEqual(blocked, { ran: false, fetched: false });
  await context.close();
});

test("every language has its words, its direction and no barrier that axe finds", options, async () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  for (const code of LANGUAGES) {
    for (const scheme of ["light", "dark"]) {
      const context = await (browser as Browser).newContext({ bypassCSP: true });
      const page = await context.newPage();
      await page.goto(`${PAGE.href}#lang=${code}&scheme=${scheme}`);
      await hand(page, files.bundle, files.card);
      assert.equal(await page.evaluate(() => document.documentElement.dir), code === "ar" ? "rtl" : "ltr");
      await page.evaluate(axe);
      const violations = await page.evaluate(async () => {
        const run = (globalThis as unknown as { axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe.run;
        return (await run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
      });
      assert.deepEqual(violations, [], `${code} ${scheme}`);
      await context.close();
    }
  }
});

test("on a phone nothing is wider than the screen, and everything is reached by keyboard", options, async () => {
  await withPage("#lang=ar", { viewport: { width: 360, height: 740 } }, async (page) => {
    await hand(page, files.bundle, files.card);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  });
  await withPage("", {}, async (page) => {
    const reached: string[] = [];
    for (let step = 0; step < 6; step += 1) {
      await page.keyboard.press("Tab");
      reached.push(await page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent || ""));
    }
    assert.deepEqual(reached.slice(0, 5), ["To the result", "language", "scheme", "Choose a file…", "Choose card or policy…"]);
  });
});

test("pictures for whoever looks", { ...options, timeout: 400_000, skip: options.skip || (SHOTS === undefined ? "SHOTS names no folder" : false) }, async () => {
  const real = process.env["SHOT_BUNDLE"]?.split(",") ?? [files.bundle, files.card];
  mkdirSync(SHOTS as string, { recursive: true });
  const shots: [string, string, number, string[]][] = [
    ["empty-light", "#lang=en&scheme=light", 1280, []],
    ["light", "#lang=en&scheme=light", 1280, real],
    ["dark", "#lang=en&scheme=dark", 1280, real],
    ["arabic", "#lang=ar&scheme=light", 1280, real],
    ["phone", "#lang=en&scheme=light", 390, real],
    ["phone-arabic-dark", "#lang=ar&scheme=dark", 390, real],
    ["fails", "#lang=en&scheme=light", 1280, [files.bent, files.card]],
    ["cannot-say-dark", "#lang=en&scheme=dark", 1280, [files.golden]],
    ["russian", "#lang=ru&scheme=light", 1280, real],
  ];
  for (const [name, hash, width, handed] of shots) {
    await withPage(hash, { viewport: { width, height: 900 } }, async (page) => {
      if (handed.length > 0) await hand(page, ...handed);
      await page.screenshot({ path: join(SHOTS as string, `${name}.png`), fullPage: false });
      if (name === "light") {
        await page.locator(".records").scrollIntoViewIfNeeded();
        await page.evaluate(() => document.querySelector("#records")?.scrollIntoView());
        await page.screenshot({ path: join(SHOTS as string, "records-light.png") });
        await page.pdf({ path: join(SHOTS as string, "print.pdf"), format: "A4", preferCSSPageSize: true });
      }
      if (name.startsWith("phone")) {
        await page.evaluate(() => document.querySelectorAll(".records tbody tr")[24]?.scrollIntoView());
        await page.screenshot({ path: join(SHOTS as string, `${name}-records.png`) });
      }
    });
  }
  const context = await (browser as Browser).newContext({ forcedColors: "active", viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${PAGE.href}#lang=en`);
  await hand(page, ...real);
  await page.screenshot({ path: join(SHOTS as string, "forced.png") });
  await context.close();
});
