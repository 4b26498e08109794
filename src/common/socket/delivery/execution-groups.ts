import { getOperationAST, type DocumentNode, type ExecutionArgs, type OperationDefinitionNode } from 'graphql';
import type { SharedNews } from '../../realtime/shared-news.js';
import { EventSelection } from '../../graphql/viewer-dependence.js';
import { EventExecution } from './shared-execution.js';

/** For how long an answer serves those who take it later, in milliseconds: events show the present. */
const SHARED_MS = 1000;

/** Subscriptions whose answers to the same event are the same. */
export class ExecutionGroup {
  members = 0;

  constructor(
    readonly args: ExecutionArgs,
    readonly key: string,
    readonly selection: EventSelection,
    private readonly recent: RecentAnswers,
  ) {}

  /** Whether events of this kind have one answer for all members. */
  shares(event: object): boolean {
    const type = this.selection.typeOf(event);
    return type !== null && !this.selection.dependsOnViewer(type);
  }

  /**
   * The one execution of an event for all members.
   * @param start makes it, when there is none yet or when it has become old
   * @returns null when each member has to execute it
   */
  executionOf(news: SharedNews, start: (event: object) => EventExecution): EventExecution | null {
    const known = news.made.get(this) as EventExecution | null | undefined;
    if (known === null) return null;
    if (known && (!known.isDone || performance.now() - known.startedAt < SHARED_MS)) return known;
    const made = this.shares(news.value) ? start(news.value) : null;
    news.made.set(this, made);
    if (made) this.recent.add(news, this, made);
    return made;
  }
}

interface Made {
  readonly news: SharedNews;
  readonly group: ExecutionGroup;
  readonly execution: EventExecution;
}

/** Answers that may still be shared. Feeds keep events for longer than that, and must not keep their answers. */
class RecentAnswers {
  private made: Made[] = [];
  private timer: NodeJS.Timeout | null = null;

  add(news: SharedNews, group: ExecutionGroup, execution: EventExecution): void {
    this.made.push({ news, group, execution });
    this.timer ??= setInterval(() => this.forgetOld(), SHARED_MS).unref();
  }

  private forgetOld(): void {
    const now = performance.now();
    this.made = this.made.filter(({ news, group, execution }) => {
      if (!execution.isDone || now - execution.startedAt < SHARED_MS) return true;
      if (news.made.get(group) === execution) news.made.delete(group);
      return false;
    });
    if (this.made.length > 0 || !this.timer) return;
    clearInterval(this.timer);
    this.timer = null;
  }
}

interface KnownDocument {
  readonly operation: OperationDefinitionNode;
  readonly selection: EventSelection;
  readonly groups: Map<string, ExecutionGroup>;
}

/** Puts subscriptions of the same document, operation and variables together. */
export class ExecutionGroups {
  // Documents that are asked for again are the same object: OperationPreparer keeps them.
  private readonly documents = new WeakMap<DocumentNode, Map<string, KnownDocument>>();
  private readonly recent = new RecentAnswers();

  join(args: ExecutionArgs): ExecutionGroup {
    const known = this.documentOf(args);
    const key = known.selection.relevant(args.variableValues ?? {});
    let group = known.groups.get(key);
    if (!group) {
      // Whoever came first may leave first, and is not held.
      group = new ExecutionGroup({ ...args, contextValue: undefined }, key, known.selection, this.recent);
      known.groups.set(key, group);
    }
    group.members += 1;
    return group;
  }

  leave(group: ExecutionGroup): void {
    group.members -= 1;
    if (group.members === 0) this.documentOf(group.args).groups.delete(group.key);
  }

  private documentOf({ schema, document, operationName }: ExecutionArgs): KnownDocument {
    const operations = this.documents.get(document) ?? new Map<string, KnownDocument>();
    this.documents.set(document, operations);
    const name = operationName ?? '';
    let known = operations.get(name);
    if (!known) {
      const operation = getOperationAST(document, operationName) as OperationDefinitionNode;
      known = { operation, selection: new EventSelection(schema, document, operation), groups: new Map() };
      operations.set(name, known);
    }
    return known;
  }
}
