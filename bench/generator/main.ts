import type { Command, LoadResult, OpenCommand, Reply } from '../harness/commands.js';
import { MESSAGE_STAMP } from '../harness/stamp.js';
import { ClosedLoad } from './closed-load.js';
import { Connection } from './connection.js';
import { FanoutLoad } from './fanout-load.js';
import { reconnectLoad } from './reconnect-load.js';

/** How many sockets are being opened at a time. */
const OPENING = 32;

const listeners: Connection[] = [];

async function open({ port, sockets }: OpenCommand): Promise<null> {
  const queue = sockets.values();
  const opener = async (): Promise<void> => {
    for (const { plan, subscription } of queue) {
      const connection = await Connection.webSocket(port, plan, [subscription]);
      connection.count(MESSAGE_STAMP, () => undefined);
      listeners.push(connection);
    }
  };
  await Promise.all(Array.from({ length: OPENING }, opener));
  return null;
}

function perform(command: Command): Promise<LoadResult | null> {
  switch (command.do) {
    case 'open':
      return open(command);
    case 'fanout':
      return new FanoutLoad(listeners, command).run();
    case 'closed':
      return new ClosedLoad(command).run();
    case 'reconnect':
      return reconnectLoad(command);
  }
}

const reply = (message: Reply): void => void process.send?.(message);

process.on('message', (command: Command) => {
  perform(command).then(
    (result) => reply({ ok: true, result }),
    (error: unknown) => reply({ ok: false, error: String((error as Error)?.stack ?? error) }),
  );
});
// The harness is gone: so is the reason to be.
process.on('disconnect', () => process.exit(0));
