import type { LoadResult, ReconnectCommand } from '../harness/commands.js';
import { deferred } from '../harness/deferred.js';
import { MESSAGE_STAMP } from '../harness/stamp.js';
import { Connection } from './connection.js';
import { Meter } from './meter.js';

/** Clients that come, take all steps of a plan, check that they have been told everything, and go. */
export async function reconnectLoad(command: ReconnectCommand): Promise<LoadResult> {
  const meter = new Meter(command);
  let running = true;
  const failure = deferred<never>();
  failure.promise.catch(() => undefined);
  const clients = async (): Promise<void> => {
    while (running) await visit(command, meter);
  };
  const visits = clients().catch((error: unknown) => failure.reject(error as Error));
  try {
    const result = await meter.measure(failure.promise);
    running = false;
    await visits;
    // The statements of the database are counted for all visits, the last one too.
    return { ...result, total: meter.total };
  } finally {
    running = false;
  }
}

async function visit({ port, plan, messages }: ReconnectCommand, meter: Meter): Promise<void> {
  const startedAt = performance.now();
  const connection = await Connection.webSocket(port, plan);
  meter.done(performance.now() - startedAt);
  const told = connection.received.split(MESSAGE_STAMP).length - 1;
  connection.close();
  if (told !== messages) throw new Error(`told ${told} messages instead of ${messages}`);
}
