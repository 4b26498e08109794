import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { precompress } from '../build/precompress.js';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  publicDir: false,
  logLevel: 'warn',
  plugins: [precompress(['gz'])],
  worker: { format: 'es' },
  build: {
    outDir: fileURLToPath(new URL('../../dist/playground', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      onLog(level, log, report) {
        // "use client" marks code for server rendering, of which there is none here.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
  experimental: {
    // Relative addresses keep the page working behind a proxy that mounts the server below a path prefix.
    renderBuiltUrl: (fileName, { hostType }) => (hostType === 'html' ? `playground/${fileName}` : { relative: true }),
  },
});
