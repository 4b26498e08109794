import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchWithEarly, type Early } from './early-answers.js';

const AUTHORIZATION = 'Bearer of-ann';
const LIST = { operationName: 'Conversations', variables: { first: 50 } };
const MESSAGES = { operationName: 'MessagesBefore', variables: { id: 'c1', seq: null } };
const NETWORK = { data: 'from the network' };

const listAt = (revision: number) => ({ data: { conversations: { edges: [{ node: { id: 'c1', revision } }] } } });
const pageAt = (revision: number) => ({ data: { conversation: { id: 'c1', revision } } });

const early = (list: object | null, page: object | null = null): Promise<Early> =>
  Promise.resolve({
    authorization: AUTHORIZATION,
    questions: [
      { ...LIST, answer: Promise.resolve(list) },
      { ...MESSAGES, answer: Promise.resolve(page) },
    ],
  });

async function ask(fetch: typeof globalThis.fetch, question: object, authorization = AUTHORIZATION): Promise<unknown> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify({ query: '{ __typename }', ...question }),
  });
  return response.json();
}

describe('what was asked early', () => {
  let isConnected = false;

  beforeEach(() => {
    isConnected = false;
    vi.stubGlobal('fetch', () => Promise.resolve(Response.json(NETWORK)));
  });
  afterEach(() => vi.unstubAllGlobals());

  const fetchOf = (asked?: Promise<Early | null>) => fetchWithEarly(asked, () => isConnected);

  it('answers the same question, once', async () => {
    const fetch = fetchOf(early(listAt(3)));
    expect(await ask(fetch, LIST)).toEqual(listAt(3));
    expect(await ask(fetch, LIST)).toEqual(NETWORK);
  });

  it('answers no other question, and nobody else', async () => {
    const fetch = fetchOf(early(listAt(3)));
    expect(await ask(fetch, { ...LIST, variables: { first: 20 } })).toEqual(NETWORK);
    expect(await ask(fetch, { ...LIST, operationName: 'Me' })).toEqual(NETWORK);
    expect(await ask(fetch, LIST, 'Bearer of-ben')).toEqual(NETWORK);
  });

  it('answers nothing once the socket is connected', async () => {
    const fetch = fetchOf(early(listAt(3)));
    isConnected = true;
    expect(await ask(fetch, LIST)).toEqual(NETWORK);
  });

  it('answers nothing when it was refused, when no answer came, and when nothing was asked', async () => {
    expect(await ask(fetchOf(early({ data: null, errors: [{}] })), LIST)).toEqual(NETWORK);
    expect(await ask(fetchOf(early(null)), LIST)).toEqual(NETWORK);
    expect(await ask(fetchOf(Promise.resolve(null)), LIST)).toEqual(NETWORK);
    expect(await ask(fetchOf(), LIST)).toEqual(NETWORK);
  });

  it('gives messages only as they were when the list was read', async () => {
    expect(await ask(fetchOf(early(listAt(3), pageAt(3))), MESSAGES)).toEqual(pageAt(3));
    expect(await ask(fetchOf(early(listAt(4), pageAt(3))), MESSAGES)).toEqual(NETWORK);
    expect(await ask(fetchOf(early(null, pageAt(3))), MESSAGES)).toEqual(NETWORK);
  });
});
