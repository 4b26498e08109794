import { CombinedGraphQLErrors } from '@apollo/client';

/** What the server says of a fault: `code` is one of its closed list, the rest is that code's own data. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}

interface GraphqlFault {
  readonly message: string;
  readonly extensions?: Record<string, unknown>;
}

/** The server's own word on what went wrong; null when there was none, as when the network failed. */
export function faultOf(error: unknown): Fault | null {
  const errors = CombinedGraphQLErrors.is(error) ? error.errors : error;
  const first = Array.isArray(errors) ? (errors as readonly GraphqlFault[])[0] : null;
  if (!first) return null;
  const { message, extensions = {} } = first;
  return { code: String(extensions.code ?? 'INTERNAL'), message, extensions };
}

/** Faults that may be gone when the same is asked again. Every other one is an answer. */
const PASSING = ['UNAVAILABLE', 'INTERNAL', 'RATE_LIMITED', 'UNAUTHENTICATED'];

/** Whether asking again can help: the network failed, or the server could not answer just now. */
export function isPassing(error: unknown): boolean {
  const fault = faultOf(error);
  return !fault || PASSING.includes(fault.code);
}

/** How long the server asks to wait, in milliseconds; null when it does not say. */
export function retryAfterMs(error: unknown): number | null {
  const seconds = faultOf(error)?.extensions.retryAfterSeconds;
  return typeof seconds === 'number' ? seconds * 1000 : null;
}
