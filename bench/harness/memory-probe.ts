import { writeSync } from 'node:fs';

/** The pipe that the harness reads. */
const ANSWERS = 3;

declare const gc: () => void;

// Loaded before the server's own code. Until it is asked it does nothing.
process.on('SIGUSR2', () => {
  gc();
  setTimeout(() => {
    gc();
    const { rss, heapUsed, external } = process.memoryUsage();
    writeSync(ANSWERS, JSON.stringify({ resident: rss, javascript: heapUsed + external }));
  }, 100);
});
