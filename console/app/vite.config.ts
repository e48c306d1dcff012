import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { feature } from 'topojson-client';
import { defineConfig, transformWithOxc, type Plugin } from 'vite';

const SITE = 'dist/site';
/** Beside each of these the same in Brotli; fonts are compressed already. */
const COMPRESSED = /\.(html|js|mjs|css|svg|json|txt)$/;
/** Smaller files gain nothing. */
const LEAST_BYTES = 1_000;

function filesUnder(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [path];
  });
}

/** The specification's texts, which the verifier reads: as texts, without the comments of the description. */
function texts(): Plugin {
  return {
    name: 'texts',
    enforce: 'pre',
    load(id) {
      if (!/\.(cddl|txt)$/.test(id)) return undefined;
      const text = readFileSync(id, 'utf8');
      return `export default ${JSON.stringify(id.endsWith('.cddl') ? text.replace(/;[^\n]*/g, '').replace(/\s+/g, ' ') : text)}`;
    },
  };
}

/** Takes away what an earlier build left, and nothing else of `dist`. */
function fresh(): Plugin {
  return { name: 'fresh', apply: 'build', buildStart: () => rmSync(SITE, { recursive: true, force: true }) };
}

function brotli(): Plugin {
  return {
    name: 'brotli',
    apply: 'build',
    closeBundle() {
      for (const path of filesUnder(SITE)) {
        const bytes = readFileSync(path);
        if (!COMPRESSED.test(path) || bytes.length < LEAST_BYTES) continue;
        const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
        const smaller = brotliCompressSync(bytes, { params });
        if (smaller.length < bytes.length) writeFileSync(`${path}.br`, smaller);
      }
    },
  };
}

/** Coast lines of the world (Natural Earth, public domain) as GeoJSON, to some hundred metres; no borders and no names. */
function land(): Plugin {
  const found = /^\0?virtual:land-(110m|50m)$/;
  return {
    name: 'land',
    resolveId: (id) => (found.test(id) ? `\0${id.replace('\0', '')}` : undefined),
    load(id) {
      const scale = found.exec(id)?.[1];
      if (scale === undefined) return undefined;
      const atlas = JSON.parse(readFileSync(`../node_modules/world-atlas/land-${scale}.json`, 'utf8'));
      const shapes = JSON.stringify(feature(atlas, atlas.objects.land), (_, value) => (typeof value === 'number' ? Math.round(value * 1e3) / 1e3 : value));
      if (this.environment.mode === 'dev') return `export default URL.createObjectURL(new Blob([${JSON.stringify(shapes)}]))`;
      const reference = this.emitFile({ type: 'asset', name: `land-${scale}.json`, source: shapes });
      return `export default import.meta.ROLLUP_FILE_URL_${reference}`;
    },
  };
}

/** Fetched by few, or large: kept for a start without a line only once a page used them, or where the line is not slow. */
const HEAVY = /\/maplibre-gl\/|\/pmtiles\/|\/age-encryption\/|\/(?!en\/)[a-z]{2}\/[a-z]+\.ftl/;

/** Shown where a word of another language lacks, or all of them. */
const ENGLISH = /\/en\/(house|vocabulary)\.ftl/;

/** The worker that keeps the files of this build (decision 54), with their names written into it. */
function offline(): Plugin {
  return {
    name: 'offline',
    apply: 'build',
    enforce: 'post',
    async generateBundle(_, bundle) {
      const all = Object.keys(bundle).filter((name) => name.startsWith('console/')).map((name) => `/${name}`);
      // What a start needs, English words among it, and with it every room that is not heavy.
      const taken = (lazy: boolean): string[] => {
        const found = new Set<string>();
        const take = (name: string): void => {
          const chunk = bundle[name];
          if (!chunk || chunk.type !== 'chunk' || found.has(`/${name}`) || chunk.moduleIds.some((id) => HEAVY.test(id))) return;
          found.add(`/${name}`);
          for (const css of chunk.viteMetadata?.importedCss ?? []) found.add(`/${css}`);
          for (const next of [...chunk.imports, ...(lazy ? chunk.dynamicImports : [])]) take(next);
        };
        for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk' && (chunk.isEntry || chunk.moduleIds.some((id) => ENGLISH.test(id)))) take(chunk.fileName);
        return [...found].sort();
      };
      const version = createHash('sha256').update(all.sort().join('\n')).digest('hex').slice(0, 16);
      const files = JSON.stringify({ all, rooms: taken(true), start: taken(false), version });
      const { code } = await transformWithOxc(readFileSync('worker/offline.ts', 'utf8'), 'offline.ts');
      // Not a name with a digest: a browser finds the next build's worker where it found this one's.
      this.emitFile({ type: 'asset', fileName: 'console/offline.js', source: `const FILES = ${files};\n${code}` });
    },
  };
}

/** The offline verifier, one file that goes with the console: the same that is built beside it. */
function verifier(): Plugin {
  return {
    name: 'verifier',
    apply: 'build',
    generateBundle() {
      execFileSync(process.execPath, ['build.mjs', '--page'], { cwd: '../verifier', stdio: 'inherit' });
      this.emitFile({ type: 'asset', fileName: 'verify.html', source: readFileSync('../verifier/dist/verify.html') });
    },
  };
}

/** Modules that are there before any room is. */
const BEGINNING = /\/src\/(register\/(alert|answers|belief|client|lasted|line|live|places|saying|session|shown|voice)|shell\/(choices|clock|place|shortcuts)|words\/words)(\.svelte)?\.ts$/;

/** While it is worked on, the API of a running server: TRUCELINE_SERVER=http://127.0.0.1:8420. */
const target = process.env['TRUCELINE_SERVER'];
const proxy = target ? { '/v1': { target }, '/log': { target }, '/readyz': { target }, '/healthz': { target } } : {};

export default defineConfig({
  plugins: [fresh(), texts(), land(), svelte(), offline(), verifier(), brotli()],
  worker: { format: 'es', plugins: () => [texts()] },
  publicDir: false,
  server: { proxy, fs: { allow: ['../..'] } },
  // As the program does for the worker alone.
  preview: { proxy, headers: { 'service-worker-allowed': '/' } },
  build: {
    outDir: SITE,
    emptyOutDir: false,
    assetsDir: 'console',
    // Nothing inline: the policy of the page has no room for it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    sourcemap: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_500,
    // What every page begins with is one file: each file more costs a first visit its headers, too.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'house', test: BEGINNING }] } } },
  },
});
