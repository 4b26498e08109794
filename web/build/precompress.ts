import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const COMPRESSED = /\.(?:js|css|svg|json)$/;
/** Below it a compressed copy saves nothing worth a file. */
const SMALL_BYTES = 512;

const copies = {
  br: (source: Buffer): Buffer =>
    brotliCompressSync(source, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: source.length },
    }),
  gz: (source: Buffer): Buffer => gzipSync(source, { level: 9 }),
};

/** Writes compressed copies beside every text asset, so that the server never compresses at request time. */
export function precompress(kinds: readonly (keyof typeof copies)[]): Plugin {
  return {
    name: 'wireside:precompress',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const [fileName, file] of Object.entries(bundle)) {
          const source = Buffer.from(file.type === 'chunk' ? file.code : file.source);
          if (!COMPRESSED.test(fileName) || source.length < SMALL_BYTES) continue;
          for (const kind of kinds)
            this.emitFile({ type: 'asset', fileName: `${fileName}.${kind}`, source: copies[kind](source) });
        }
      },
    },
  };
}
