// Builds the command line, the tests (--tests) and the one-file page into dist/; with --page the page alone. Nothing is fetched.

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const here = new URL(".", import.meta.url);
const path = (name) => new URL(name, here).pathname;
const tests = process.argv.includes("--tests");

/** The description without its comments: they are half of it. */
const bare = {
  name: "bare description",
  setup({ onLoad }) {
    onLoad({ filter: /\.cddl$/ }, ({ path: file }) => ({
      contents: readFileSync(file, "utf8").replace(/;[^\n]*/g, "").replace(/\s+/g, " "),
      loader: "text",
    }));
  },
};

const common = {
  bundle: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  loader: { ".txt": "text", ".ftl": "text", ".css": "text" },
  plugins: [bare],
  logLevel: "warning",
};

const entries = (folder) => readdirSync(path(folder)).filter((name) => name.endsWith(".test.ts")).map((name) => path(`${folder}/${name}`));

const alone = process.argv.includes("--page");
if (!alone) {
  rmSync(path("dist"), { recursive: true, force: true });
  await build({ ...common, entryPoints: [path("src/cli.ts")], outfile: path("dist/verify.mjs"), platform: "node" });
}
mkdirSync(path("dist"), { recursive: true });
await page();
if (tests) {
  await build({ ...common, entryPoints: entries("test"), outdir: path("dist/test"), outExtension: { ".js": ".mjs" }, platform: "node", packages: "external" });
  await build({ ...common, entryPoints: entries("test/browser"), outdir: path("dist/browser"), outExtension: { ".js": ".mjs" }, platform: "node", packages: "external" });
}

/** One file: style and script inline, named by their hashes in the policy, so that nothing else runs in it. */
async function page() {
  const script = await build({ ...common, entryPoints: [path("page/page.ts")], write: false, format: "iife", minify: true, platform: "browser" });
  // In a script element no end of one may stand, nor what begins a comment in old browsers.
  const code = script.outputFiles[0].text.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
  const style = ["../tokens.css", "page/page.css"].map((name) => readFileSync(path(name), "utf8")).join("\n").replace(/\/\*[^]*?\*\//g, "").replace(/\n\s*\n+/g, "\n");
  const hash = (text) => `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
  const policy = [
    "default-src 'none'",
    `script-src ${hash(code)}`,
    `style-src ${hash(style)}`,
    "img-src data:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const html = readFileSync(path("page/page.html"), "utf8")
    .replace("{{policy}}", () => policy)
    .replace("{{style}}", () => style)
    .replace("{{script}}", () => code);
  writeFileSync(path("dist/verify.html"), html);
}
