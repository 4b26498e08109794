import { createServer } from 'node:net';

/** A port on 127.0.0.1 that was free a moment ago. Another process may take it before its user binds: retry then. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      if (address === null || typeof address === 'string') {
        probe.close(() => reject(new Error('the probe listens on no port')));
        return;
      }
      probe.close(() => resolve(address.port));
    });
  });
}
