import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { sessionKey } from '../../client/src/session/stored-session.js';
import { firstPaintScript, neededBy } from '../build/first-view.js';
import { precompress } from '../build/precompress.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const client = neededBy(here('src/client.ts'));
const signedIn = neededBy(here('src/signed-in.tsx'));
const conversation = neededBy(here('src/conversation/conversation-pane.tsx'));

/** The server that `npm run dev` starts beside this one. */
const server = process.env.WIRESIDE_SERVER ?? 'http://localhost:3000';

export default defineConfig({
  root: here('.'),
  publicDir: false,
  cacheDir: here('../../node_modules/.vite-app'),
  logLevel: 'warn',
  plugins: [
    react(),
    ...[client, signedIn, conversation].map(({ plugin }) => plugin),
    firstPaintScript(here('src/styles/first-paint.js'), {
      further: {
        'signed-in': [here('src/client.ts'), here('src/signed-in.tsx')],
        conversation: [here('src/conversation/conversation-pane.tsx')],
      },
      told: { 'session-key': sessionKey('{origin}/graphql') },
    }),
    precompress(['br', 'gz']),
  ],
  resolve: {
    alias: [
      { find: /^@wireside\/apollo\/react$/, replacement: here('../../client/src/react/index.ts') },
      {
        find: /^@wireside\/apollo\/stored-session$/,
        replacement: here('../../client/src/session/stored-session.ts'),
      },
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
      output: {
        codeSplitting: {
          // On a slow network it is the number of requests that is waited for: each step of the first view is one file.
          groups: [
            // Two of about the same size come sooner than one.
            { name: 'react', tags: ['$initial'], test: /node_modules\/(react|react-dom|scheduler)\//, priority: 5 },
            { name: 'first-view', tags: ['$initial'], priority: 4 },
            { name: 'client', test: client.test, priority: 3 },
            { name: 'signed-in', test: signedIn.test, priority: 2 },
            { name: 'conversation', test: conversation.test, priority: 1 },
          ],
        },
      },
      onLog(level, log, report) {
        // "use client" marks code for server rendering, of which there is none here.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
});
