import { webcrypto } from 'node:crypto';
import 'fake-indexeddb/auto';

// Node 20 keeps it behind a flag in some builds; browsers always have it.
globalThis.crypto ??= webcrypto as Crypto;
