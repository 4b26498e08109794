import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../common/database/database.js';
import type { UnitOfWork } from '../../common/database/unit-of-work.js';
import { AppError, unavailable } from '../../common/errors/app-error.js';
import type { MessageRow } from './message.row.js';
import type { MessageWriter, SendOutcome } from './message-writer.js';
import { SendQueue } from './send-queue.js';
import type { SendRequest } from './send-request.js';

/** Transactions whose commits the test lets through one by one. */
class StagedCommits {
  readonly batches: SendRequest[][] = [];
  private readonly gates: ((error?: Error) => void)[] = [];
  private readonly wakers: (() => void)[] = [];

  readonly unitOfWork = {
    runBatch: async (work: (tx: never) => Promise<unknown>) => {
      const result = await work(undefined as never);
      await new Promise<void>((resolve, reject) => {
        this.gates.push((error) => (error ? reject(error) : resolve()));
        for (const wake of this.wakers.splice(0)) wake();
      });
      return result;
    },
  } as unknown as UnitOfWork;

  readonly writer = {
    write: async (_tx: unknown, batch: readonly SendRequest[]): Promise<SendOutcome[]> => {
      this.batches.push([...batch]);
      if (batch.some(({ text }) => text === 'poison') && batch.length > 1) throw new Error('the batch as a whole');
      return batch.map((request) =>
        request.text === 'refused'
          ? { error: new AppError('NOT_A_MEMBER', 'no') }
          : { message: { clientMessageId: request.clientMessageId } as MessageRow },
      );
    },
  } as unknown as MessageWriter;

  /** Lets the next commit succeed, or fail, once it is asked for. */
  async finish(error?: Error): Promise<void> {
    while (this.gates.length === 0) await new Promise<void>((resolve) => this.wakers.push(resolve));
    this.gates.shift()!(error);
  }
}

let commits: StagedCommits;
let queue: SendQueue;
let answered: string[];
beforeEach(() => {
  commits = new StagedCommits();
  queue = new SendQueue(commits.unitOfWork, commits.writer, { dialect: { name: 'mysql' } } as Database);
  answered = [];
});

const requestOf = (clientMessageId: string, text = 'hello'): SendRequest =>
  ({ conversationId: '0198c0de-0000-7000-8000-000000000000', clientMessageId, text }) as SendRequest;

/** Sends; answers what became of it, and notes when. */
async function send(clientMessageId: string, text?: string): Promise<string> {
  const outcome = await queue.send(requestOf(clientMessageId, text)).then(
    () => 'sent',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
  answered.push(clientMessageId);
  return outcome;
}

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};
const sizes = (): number[] => commits.batches.map(({ length }) => length);

describe('a send', () => {
  it('is answered only after its commit, refused or not', async () => {
    const first = send('a');
    const second = send('b', 'refused');
    await turns();
    expect(answered).toEqual([]);
    await commits.finish();
    expect(await first).toBe('sent');
    expect(answered).toEqual(['a']);
    await commits.finish();
    expect(await second).toBe('NOT_A_MEMBER');
  });

  it('begins at once on an idle lane, and goes with all that came while another commits', async () => {
    const sends = [send('first')];
    await turns();
    sends.push(...Array.from({ length: 250 }, (_, index) => send(`more ${index}`)));
    await turns();
    expect(sizes()).toEqual([1]);
    for (let commit = 0; commit < 4; commit += 1) await commits.finish();
    expect(new Set(await Promise.all(sends))).toEqual(new Set(['sent']));
    expect(sizes()).toEqual([1, 100, 100, 50]);
    expect(commits.batches.flat().map(({ clientMessageId }) => clientMessageId)).toEqual([
      'first',
      ...Array.from({ length: 250 }, (_, index) => `more ${index}`),
    ]);
  });

  it('goes on SQLite, where nothing arrives during a commit, with all that came in the same turn', async () => {
    queue = new SendQueue(commits.unitOfWork, commits.writer, { dialect: { name: 'sqlite' } } as Database);
    const sends = [send('a'), send('b'), send('c')];
    expect(sizes()).toEqual([]);
    await commits.finish();
    expect(await Promise.all(sends)).toEqual(['sent', 'sent', 'sent']);
    expect(sizes()).toEqual([3]);
  });

  it('that makes its whole batch fail suffers alone', async () => {
    const first = send('first');
    await turns();
    const sends = [send('good 1'), send('bad', 'poison'), send('good 2')];
    for (const error of [undefined, undefined, new Error('the poison itself'), undefined]) await commits.finish(error);
    expect(await first).toBe('sent');
    expect(await Promise.all(sends)).toEqual(['sent', 'Error: the poison itself', 'sent']);
    expect(sizes()).toEqual([1, 3, 1, 1, 1]);
  });
});

describe('a database that does not answer', () => {
  it('fails the sends under way and those that wait, once, and the next are tried anew', async () => {
    const first = send('first');
    await turns();
    const waiting = [send('waiting 1'), send('waiting 2')];
    await commits.finish(unavailable('The database'));
    expect(await Promise.all([first, ...waiting])).toEqual(['UNAVAILABLE', 'UNAVAILABLE', 'UNAVAILABLE']);
    expect(sizes()).toEqual([1]);
    const next = send('next');
    await commits.finish();
    expect(await next).toBe('sent');
  });

  it('lets no more than 5,000 sends wait', async () => {
    const first = send('first');
    await turns();
    const waiting = Array.from({ length: 5000 }, (_, index) => send(`w ${index}`));
    expect(await send('too many')).toBe('UNAVAILABLE');
    for (let commit = 0; commit < 51; commit += 1) await commits.finish();
    expect(new Set(await Promise.all([first, ...waiting]))).toEqual(new Set(['sent']));
  });
});
