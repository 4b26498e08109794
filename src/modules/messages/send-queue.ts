import { setImmediate as endOfTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { MYSQL_LANES } from '../../common/database/connections/mysql-lanes.js';
import { Database } from '../../common/database/database.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { AppError, unavailable } from '../../common/errors/app-error.js';
import type { MessageRow } from './message.row.js';
import { MessageWriter } from './message-writer.js';
import type { SendRequest } from './send-request.js';

const MAX_BATCH = 100;
/** Sends that may wait on one lane; more are told to come back rather than kept waiting. */
const MAX_WAITING = 5000;

interface Waiting {
  readonly request: SendRequest;
  readonly resolve: (message: MessageRow) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit. Sends that arrive while a transaction is in flight go together in the next one; there is no timer, so an
 * idle server adds no delay. A conversation always uses the same lane, so its sends never wait for each other's locks.
 */
@Injectable()
export class SendQueue {
  private readonly lanes: Lane[];

  constructor(unitOfWork: UnitOfWork, writer: MessageWriter, database: Database) {
    const sqlite = database.dialect.name === 'sqlite';
    const lanes = sqlite ? 1 : MYSQL_LANES;
    this.lanes = Array.from({ length: lanes }, () => new Lane(unitOfWork, writer, sqlite));
  }

  /**
   * Resolves when the message is committed.
   * @throws AppError as SendJudge decides; UNAVAILABLE when the database did not answer: the outcome may be unknown
   */
  send(request: SendRequest): Promise<MessageRow> {
    return (this.lanes[laneOf(request.conversationId, this.lanes.length)] as Lane).send(request);
  }
}

/** The last digits of a UUID version 7 are random, so conversations spread evenly. */
const laneOf = (conversationId: string, lanes: number): number => parseInt(conversationId.slice(-4), 16) % lanes || 0;

class Lane {
  private waiting: Waiting[] = [];
  private running = false;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writer: MessageWriter,
    /**
     * SQLite commits within the call, so nothing could arrive while a transaction is in flight: each begins at the end of
     * a turn of the event loop, with all that came in it. That is no timer; an idle server is not slowed down.
     */
    private readonly gathers: boolean,
  ) {}

  send(request: SendRequest): Promise<MessageRow> {
    if (this.waiting.length >= MAX_WAITING) return Promise.reject(unavailable('The write queue'));
    return new Promise((resolve, reject) => {
      this.waiting.push({ request, resolve, reject });
      if (!this.running) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.running = true;
    try {
      while (this.waiting.length > 0) {
        if (this.gathers) await endOfTurn();
        await this.commit(this.waiting.splice(0, MAX_BATCH));
      }
    } finally {
      this.running = false;
    }
  }

  private async commit(batch: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.unitOfWork.runBatch((tx) =>
        this.writer.write(
          tx,
          batch.map(({ request }) => request),
        ),
      );
      for (const [index, { resolve, reject }] of batch.entries()) {
        const outcome = outcomes[index];
        if (outcome && 'message' in outcome) resolve(outcome.message);
        else reject(outcome?.error ?? new Error('a send was not judged'));
      }
    } catch (error) {
      await this.alone(batch, error);
    }
  }

  /** Something in the batch made it fail as a whole: each send for itself, so that neighbours don't suffer. */
  private async alone(batch: readonly Waiting[], error: unknown): Promise<void> {
    if (error instanceof AppError && error.code === 'UNAVAILABLE') {
      // Those who came meanwhile have waited for the same database: they too are told now, not after a time-out more.
      for (const { reject } of [...batch, ...this.waiting.splice(0)]) reject(error);
    } else if (batch.length === 1) for (const { reject } of batch) reject(error);
    else for (const one of batch) await this.commit([one]);
  }
}
