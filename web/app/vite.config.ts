import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { precompress } from '../build/precompress.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A script that blocks the first paint, so that the page never flashes in the wrong colours. The policy forbids it inline. */
function firstPaintScript(): Plugin {
  const source = here('src/styles/first-paint.js');
  const tag = (src: string) => [{ tag: 'script', attrs: { src }, injectTo: 'head-prepend' as const }];
  return {
    name: 'wireside:first-paint',
    buildStart() {
      if (this.environment.config.command === 'build')
        this.emitFile({ type: 'asset', name: 'first-paint.js', source: readFileSync(source, 'utf8') });
    },
    transformIndexHtml(_html, { bundle }) {
      if (!bundle) return tag('/src/styles/first-paint.js');
      const file = Object.values(bundle).find((one) => one.type === 'asset' && one.names.includes('first-paint.js'));
      if (!file) throw new Error('first-paint.js was not emitted');
      return tag(`/${file.fileName}`);
    },
  };
}

/** The server that `npm run dev` starts beside this one. */
const server = process.env.WIRESIDE_SERVER ?? 'http://localhost:3000';

export default defineConfig({
  root: here('.'),
  publicDir: false,
  cacheDir: here('../../node_modules/.vite-app'),
  logLevel: 'warn',
  plugins: [react(), firstPaintScript(), precompress(['br', 'gz'])],
  resolve: {
    alias: [
      { find: /^@wireside\/apollo\/react$/, replacement: here('../../client/src/react/index.ts') },
      { find: /^@wireside\/apollo$/, replacement: here('../../client/src/index.ts') },
    ],
  },
  server: {
    port: 5173,
    proxy: {
      '/graphql': { target: server, ws: true },
      '/files': { target: server },
    },
  },
  build: {
    outDir: here('../../dist/app'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      onLog(level, log, report) {
        // "use client" marks code for server rendering, of which there is none here.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
});
