import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { ExecutionArgs, ExecutionResult } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Config } from '../config/config.js';
import { SocketOperations } from './socket-operations.js';

type Parts = ConstructorParameters<typeof SocketOperations>;

const NOTHING = {} as ExecutionArgs;

/** Operations that end when they are told to. */
function held() {
  const ends: ((result: ExecutionResult | Error) => void)[] = [];
  const execute = (): Promise<ExecutionResult> =>
    new Promise((resolve, reject) =>
      ends.push((result) => (result instanceof Error ? reject(result) : resolve(result))),
    );
  const config = { settings: { GRAPHQL_MAX_COST: 1 } } as Config;
  const [schemaHost, preparer, delivery] = [{} as Parts[1], {} as Parts[2], {} as Parts[3]];
  const operations = new SocketOperations(config, schemaHost, preparer, delivery, { execute } as unknown as Parts[4]);
  return { operations, end: (result: ExecutionResult | Error) => ends.shift()?.(result) };
}

describe('waiting for the operations under way', () => {
  it('ends with the last of them, whether they succeed or fail', async () => {
    const { operations, end } = held();
    const answers = [operations.execute(NOTHING), operations.execute(NOTHING).catch(String)];
    let isOver = false;
    const waiting = operations.settled(60_000).then(() => (isOver = true));
    end({ data: {} });
    await answers[0];
    await endOfTurn();
    expect(isOver).toBe(false);
    end(new Error('lost'));
    expect(await answers[1]).toBe('Error: lost');
    await waiting;
    // None is under way: there is nothing to wait for.
    await operations.settled(60_000);
  });

  it('ends when patience has run out', async () => {
    const { operations } = held();
    void operations.execute(NOTHING);
    await expect(operations.settled(1)).resolves.toBeUndefined();
  });
});
