import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks again until `probe` resolves, at most `deadlineMs` long.
 * `giveUp` may return a reason why waiting is pointless (the process has died); it is thrown at once.
 */
export async function untilReady(
  what: string,
  deadlineMs: number,
  probe: () => Promise<void>,
  giveUp: () => Error | null = () => null,
): Promise<void> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const failure = await probe().then(
      () => null,
      (error: unknown) => error,
    );
    if (failure === null) return;
    const reason = giveUp();
    if (reason) throw reason;
    if (Date.now() > deadline) throw new Error(`${what} was not ready within ${deadlineMs} ms`, { cause: failure });
    await delay(25);
  }
}
