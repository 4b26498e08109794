/** What is kept on the device stands for what the server had, whatever becomes of either. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Chat } from '../../src/chat.js';
import { MemoryChatStorage } from '../../src/storage/chat-storage.js';
import { ModelNetwork, openChat, textsOf } from './model-client.js';
import { ModelServer, OTHER } from './model-server.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const passes = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

async function open(server: ModelServer): Promise<{ network: ModelNetwork; storage: MemoryChatStorage; chat: Chat }> {
  const network = new ModelNetwork(server);
  const storage = new MemoryChatStorage();
  const chat = await openChat(network, storage);
  network.connect();
  return { network, storage, chat };
}

describe('K13: what is kept', () => {
  it('is never what was before a reset as of after it', async () => {
    const server = new ModelServer(['a', 'b']);
    server.send('a', OTHER, 'old', 'old');
    const { network, storage, chat } = await open(server);
    network.deliver();
    await passes(2000);
    network.cut();
    for (let number = 0; number < 20; number += 1) server.change('a', 0, `edit ${number}`);
    network.losesAnswers = true;
    network.connect();
    network.deliver();
    await passes(2000);
    expect(chat.state.get('a')).toMatchObject({ revision: 22, isStale: true });
    expect((await storage.load()).conversations.map(({ id }) => id)).toEqual(['b']);
    network.losesAnswers = false;
    await passes(60_000);
    const [, a] = (await storage.load()).conversations;
    expect(a).toMatchObject({ id: 'a', revision: 22, summary: { lastMessage: { text: 'edit 19' } } });
    await chat.close();
  });

  it('keeps what was read of a conversation, though nothing happens any more', async () => {
    const server = new ModelServer(['a']);
    for (let number = 0; number < 60; number += 1) server.send('a', OTHER, `m${number}`, `m${number}`);
    const { network, storage, chat } = await open(server);
    network.deliver();
    await passes(2000);
    const kept = async (): Promise<(number | undefined)[]> =>
      (await storage.load()).conversations.map(({ messages }) => messages.length);
    expect(await kept()).toEqual([1]);
    chat.watch(chat.state.get('a')!);
    await passes(2000);
    expect(await kept()).toEqual([50]);
    await chat.close();
  });
});

describe('a server that was restored from a backup', () => {
  it('is believed, also where it has less than before', async () => {
    const server = new ModelServer(['a', 'b']);
    const { network, storage, chat } = await open(server);
    for (let number = 1; number <= 5; number += 1) server.send('a', OTHER, `lost ${number}`, `l${number}`);
    // So that what is lost has a higher revision than what comes to stand in its place.
    server.change('a', 3, 'lost and edited');
    network.deliver();
    await passes(1000);
    chat.watch(chat.state.get('a')!);
    await passes(1000);
    expect(textsOf(chat, 'a')).toHaveLength(5);
    network.cut();
    const { messages, told } = server.conversations.get('a')!;
    messages.splice(1);
    told.splice(2);
    server.conversations.delete('b');
    server.epoch += 1;
    for (let number = 1; number <= 2; number += 1) server.send('a', OTHER, `new ${number}`, `n${number}`);
    network.connect();
    network.deliver();
    await passes(3000);
    expect(textsOf(chat, 'a')).toEqual(['lost 1', 'new 1', 'new 2']);
    expect(chat.state.get('a')?.view.current).toMatchObject({ hasNewer: false, hasOlder: false });
    expect(chat.state.conversationIds.current).toEqual(['a']);
    expect((await storage.load()).conversations).toMatchObject([{ id: 'a', revision: 4, from: 1, to: 3 }]);
    await chat.close();
  });
});
