import type { Client, SubscribePayload } from 'graphql-ws';
import { backOffMs, type Patience } from '../back-off.js';

/** Runs an operation over as many sockets as it takes; resolves with what ended it: null, or an error. */
export function follow<Result>(
  client: Client,
  payload: SubscribePayload,
  next: (data: Result) => void,
  signal: AbortSignal,
): Promise<unknown> {
  return new Promise((resolve) => {
    let refusal: unknown = null;
    const end = (reason: unknown): void => {
      signal.removeEventListener('abort', abort);
      resolve(reason);
    };
    const stop = client.subscribe<Result>(payload, {
      next: ({ data, errors }) => {
        if (data) next(data);
        else refusal = errors;
      },
      error: end,
      complete: () => end(refusal),
    });
    const abort = (): void => {
      stop();
      end(null);
    };
    signal.addEventListener('abort', abort);
  });
}

/**
 * Follows an operation anew whenever it has ended, until there is no more patience; pauses grow until something arrives.
 * @param payload called at each beginning
 * @param begin what each beginning waits for
 * @param ended told what has ended it
 */
export async function followAgain<Result>(
  client: Client,
  payload: () => SubscribePayload,
  next: (data: Result) => void,
  patience: Patience,
  begin?: () => Promise<unknown>,
  ended?: (refusal: unknown) => void,
): Promise<void> {
  for (let failures = 0; !patience.isOver(); failures += 1) {
    await begin?.();
    if (patience.isOver()) return;
    const heard = (data: Result): void => {
      failures = 0;
      next(data);
    };
    const refusal = await follow(client, payload(), heard, patience.signal);
    if (patience.isOver()) return;
    ended?.(refusal);
    await patience.wait(backOffMs(failures));
  }
}
