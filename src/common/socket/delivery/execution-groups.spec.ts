import { buildSchema, parse } from 'graphql';
import { expect, it } from 'vitest';
import { SharedNews } from '../../realtime/shared-news.js';
import { ExecutionGroups } from './execution-groups.js';
import { EventExecution } from './shared-execution.js';

const schema = buildSchema('type Query { a: Int } type News { text: String } type Subscription { news: News }');
const document = parse('subscription { news { text } }');

class News {
  readonly __typename = 'News';
}

function open() {
  const group = new ExecutionGroups().join({ schema, document });
  let made = 0;
  const ask = (news: SharedNews, payload: string | null): EventExecution | null =>
    group.executionOf(news, (event) => {
      made += 1;
      const execution = new EventExecution(event, performance.now());
      execution.payload = payload;
      return execution;
    });
  return { ask, made: () => made };
}

it('makes an answer once for those who ask soon after each other', () => {
  const { ask, made } = open();
  const news = new SharedNews<object>(new News());
  const first = ask(news, 'short');
  expect(ask(news, 'again')).toBe(first);
  expect(made()).toBe(1);
});

it('lets go of the oldest answers when they are long, and never of one that is still being made', () => {
  const { ask } = open();
  const long = 'x'.repeat(1_000_000);
  const all = Array.from({ length: 10 }, () => new SharedNews<object>(new News()));
  for (const news of all) ask(news, long);
  const held = all.map(({ made }) => made.size);
  expect(held).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1]);

  const pending = new SharedNews<object>(new News());
  const execution = ask(pending, null);
  for (let more = 0; more < 10; more += 1) ask(new SharedNews<object>(new News()), long);
  expect(ask(pending, null)).toBe(execution);
});
