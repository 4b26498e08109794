import type { Client, SubscribePayload } from 'graphql-ws';

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
