import { AsyncLocalStorage } from 'node:async_hooks';
import { Database } from '../../src/common/database/database.js';
import type { Json, Variables } from './clients.js';
import type { Person } from './people.js';
import type { ServerNode } from './server.js';

export interface Measured {
  readonly data: Json;
  /** Each statement that the request itself ran, in order. */
  readonly statements: readonly string[];
}

/** Sees every SQL statement of a node, and tells which request ran it: what runs in the background counts for none. */
export class StatementMeter {
  private readonly running = new AsyncLocalStorage<string[]>();
  private readonly watchers = new Set<(sql: string) => void>();

  constructor(private readonly node: ServerNode) {
    const { reader, writer } = node.app.get(Database);
    for (const source of new Set([reader, writer]))
      source.logger = Object.assign(Object.create(source.logger) as typeof source.logger, {
        logQuery: (sql: string) => {
          this.running.getStore()?.push(sql);
          for (const watcher of this.watchers) watcher(sql);
        },
      });
  }

  /** Runs an operation over HTTP; it must not be refused. */
  async measure(person: Person, query: string, variables: Variables = {}): Promise<Measured> {
    const statements: string[] = [];
    const { body } = await this.running.run(statements, async () => {
      // Awaited in here: the request begins when somebody waits for it.
      const response = await this.node.app.inject({
        method: 'POST',
        url: '/graphql',
        headers: { authorization: `Bearer ${person.accessToken}` },
        payload: { query, variables },
      });
      return response;
    });
    const { data, errors } = JSON.parse(body);
    if (errors) throw new Error(JSON.stringify(errors));
    return { data, statements };
  }

  /** How many statements, of all or of some, the node ran for whatever reason while this was done. */
  async countAll(work: () => Promise<unknown>, isMeant: (sql: string) => boolean = () => true): Promise<number> {
    let count = 0;
    const watcher = (sql: string): void => void (count += Number(isMeant(sql)));
    this.watchers.add(watcher);
    try {
      await work();
    } finally {
      this.watchers.delete(watcher);
    }
    return count;
  }

  /**
   * The statements that calls of one method set off while this is done, in order: what it does after it has returned
   * counts, what runs in the background does not.
   */
  async measureCalls<Name extends string>(
    service: Record<Name, (...args: never[]) => unknown>,
    method: Name,
    work: () => Promise<unknown>,
  ): Promise<readonly string[]> {
    const statements: string[] = [];
    const original = service[method];
    service[method] = (...args) => this.running.run(statements, () => original.apply(service, args));
    try {
      await work();
    } finally {
      service[method] = original;
    }
    return statements;
  }
}
