import { newRequestId } from '../ids/ids.js';

const requests = new WeakMap<object, string>();

/**
 * Notes in which HTTP request an error came about, for those who format it and are told of nothing but the error. No
 * AsyncLocalStorage: one that is in use makes every promise of the process three times as dear.
 */
export function noteRequest(error: unknown, requestId: string): void {
  if (typeof error === 'object' && error !== null) requests.set(error, requestId);
}

/** The id of the request in which an error came about; a fresh one when nobody has noted it. */
export const requestIdOf = (error: unknown): string =>
  (typeof error === 'object' && error !== null ? requests.get(error) : undefined) ?? newRequestId();
