import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { feature } from 'topojson-client';
import { defineConfig, type Plugin } from 'vite';

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

/** While it is worked on, the API of a running server: TRUCELINE_SERVER=http://127.0.0.1:8420. */
const target = process.env['TRUCELINE_SERVER'];
const proxy = target ? { '/v1': { target }, '/log': { target }, '/readyz': { target }, '/healthz': { target } } : {};

export default defineConfig({
  plugins: [fresh(), texts(), land(), svelte(), brotli()],
  worker: { format: 'es', plugins: () => [texts()] },
  publicDir: false,
  server: { proxy, fs: { allow: ['../..'] } },
  preview: { proxy },
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
  },
});
