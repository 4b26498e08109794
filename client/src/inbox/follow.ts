import type { Client, SubscribePayload } from 'graphql-ws';
import { backOffMs, type Patience } from '../back-off.js';

/**
 * Follows an operation over as many sockets as it takes, and anew whenever it has ended, until there is no more patience;
 * pauses grow until something arrives.
 * @param payload called at each beginning
 * @param begin what each beginning waits for
 * @param ended told what has ended it: nothing, or an error
 */
export async function follow<Result>(
  client: Client,
  payload: () => SubscribePayload,
  next: (data: Result) => void,
  { signal, isOver, wait }: Patience,
  begin?: () => Promise<unknown>,
  ended?: (refusal: unknown) => void,
): Promise<void> {
  let stop = (): void => undefined;
  signal.addEventListener('abort', () => stop());
  for (let failures = 0; ; failures += 1) {
    await begin?.();
    if (isOver()) return;
    const refusal = await new Promise<unknown>((resolve) => {
      let errors: unknown;
      stop = client.subscribe<Result>(payload(), {
        next: (result) => {
          errors = result.errors;
          if (!result.data) return;
          failures = 0;
          next(result.data);
        },
        error: resolve,
        complete: () => resolve(errors),
      });
    });
    if (isOver()) return;
    ended?.(refusal);
    await wait(backOffMs(failures));
  }
}
