import { setFlagsFromString } from 'node:v8';

/** How far the heap grows beyond what a collection has left until there is the next one, in per cent. */
const GROWTH_PERCENT = 50;

/**
 * V8 lets the heap of a busy process grow to several times of what is alive. After a crowd of slow readers had come back,
 * a node held 276 MiB more than before, and 86 with this bound; what a send costs did not change (`npm run chaos -- --attack
 * slow-readers`, `npm run bench -- send`).
 */
export const boundHeapGrowth = (): void => setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
