import { getOperationAST, type DocumentNode, type ExecutionArgs, type OperationDefinitionNode } from 'graphql';
import type { SharedNews } from '../../realtime/shared-news.js';
import { EventSelection } from '../../graphql/viewer-dependence.js';
import { EventExecution } from './shared-execution.js';

/** For how long an answer serves those who take it later, in milliseconds: events show the present. */
const SHARED_MS = 1000;
/** And so many characters of them at most. Replays of long texts would hold many times of what is on its way to sockets. */
const SHARED_TEXT = 4_000_000;

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
  /** In the order in which they were begun. */
  private made: Made[] = [];
  /** Of how many at the beginning of `made` the text is counted. */
  private counted = 0;
  private text = 0;
  private timer: NodeJS.Timeout | null = null;

  add(news: SharedNews, group: ExecutionGroup, execution: EventExecution): void {
    this.made.push({ news, group, execution });
    this.timer ??= setInterval(() => this.forgetOld(), SHARED_MS).unref();
    this.forgetMany();
  }

  private forgetOld(): void {
    const now = performance.now();
    const isYoung = ({ execution }: Made): boolean => !execution.isDone || now - execution.startedAt < SHARED_MS;
    for (const one of this.made) if (!isYoung(one)) forget(one);
    this.made = this.made.filter(isYoung);
    [this.counted, this.text] = [0, 0];
    this.forgetMany();
    if (this.made.length > 0 || !this.timer) return;
    clearInterval(this.timer);
    this.timer = null;
  }

  private forgetMany(): void {
    for (let next = this.made[this.counted]; next?.execution.isDone; next = this.made[this.counted]) {
      this.text += lengthOf(next);
      this.counted += 1;
    }
    let many = 0;
    for (; this.text > SHARED_TEXT; many += 1) {
      const oldest = this.made[many] as Made;
      this.text -= lengthOf(oldest);
      forget(oldest);
    }
    if (many === 0) return;
    this.made.splice(0, many);
    this.counted -= many;
  }
}

const lengthOf = ({ execution: { payload } }: Made): number => payload?.length ?? 0;

function forget({ news, group, execution }: Made): void {
  if (news.made.get(group) === execution) news.made.delete(group);
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
