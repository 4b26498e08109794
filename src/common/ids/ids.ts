import { randomBytes, randomUUID } from 'node:crypto';
import { uuidv7 } from 'uuidv7';

/**
 * A new id: UUID version 7 as text (RFC 9562), so that ids made later sort later and tables grow at their end.
 *
 * Copied into one piece: uuidv7 joins 48, and V8 would keep them all, 1.5 KB for each id that lives (docs/performance.md).
 */
export const newId = (): string => Buffer.from(uuidv7(), 'latin1').toString('latin1');

/** Names a request in logs and errors. In no order, and a fifth of the cost of an id: every operation has one. */
export const newRequestId = (): string => randomUUID();

/** A secret of 256 bits for tokens, in base64url. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether the text has the form of an id of ours; saves a database query for anything else. */
export const isId = (text: string): boolean => ID.test(text);
