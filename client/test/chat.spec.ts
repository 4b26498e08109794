import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Chat } from '../src/chat.js';
import { until } from '../src/observable-value.js';
import { MemoryTokenStorage } from '../src/session/token-storage.js';
import { PackedKit } from './packed-kit.js';
import { Device, known, TestServer, textsOf, untilTexts, type Kit } from './support.js';

interface Pair {
  readonly ann: Chat;
  readonly bob: Chat;
  readonly annDevice: Device;
  readonly bobDevice: Device;
  readonly id: string;
}

/** Where the kit comes from; the package has short names for what no type shows, and one too many would be found here. */
const sources: readonly (readonly [string, () => Promise<{ kit: Kit; remove?: () => Promise<void> }>])[] = [
  ['source', async () => ({ kit: await import('../src/index.js') })],
  [
    'package',
    async () => {
      const packed = await PackedKit.install();
      return { kit: (await packed.load('.')) as Kit, remove: () => packed.remove() };
    },
  ],
];

describe.each(sources)('%s:', (_, load) => {
  let server: TestServer;
  let kit: Kit;
  let remove: (() => Promise<void>) | undefined;
  const devices: Device[] = [];

  beforeAll(async () => {
    server = await TestServer.start();
    ({ kit, remove } = await load());
    // It may have to be built.
  }, 240_000);

  afterEach(async () => {
    server.proxy.heal();
    await Promise.all(devices.splice(0).map((device) => device.close()));
  });

  afterAll(async () => {
    await server?.close();
    await remove?.();
  });

  function device(): Device {
    const made = new Device(server.url, {}, kit);
    devices.push(made);
    return made;
  }

  async function pair(): Promise<Pair> {
    const annDevice = device();
    const bobDevice = device();
    const [ann, bob] = await Promise.all([annDevice.register('Ann'), bobDevice.register('Bob')]);
    const { id } = await annDevice.openDirect(bob.userId);
    await ann.outbox.add({ conversationId: id, text: 'first' });
    await known(bob, id);
    return { ann, bob, annDevice, bobDevice, id };
  }

  describe('a message', () => {
    it('reaches the other one, and becomes a fact for its sender', async () => {
      const { ann, bob, id } = await pair();
      expect(await untilTexts(bob, id, (texts) => texts.includes('first'))).toEqual(['first']);
      await untilTexts(ann, id, (texts) => texts.includes('first'));
      await until(ann.outbox.pending, (pending) => pending.length === 0);
      await bob.outbox.add({ conversationId: id, text: 'second' });
      expect(await untilTexts(ann, id, (texts) => texts.includes('second'))).toEqual(['first', 'second']);
      expect(ann.state.conversationIds.current).toEqual([id]);
      expect(ann.state.summaryOf(id)).toMatchObject({ lastSeq: 2, lastMessage: { text: 'second' } });
    });

    it('K3: is there once when it was sent while the network was away, and in order', async () => {
      const { ann, bob, id } = await pair();
      await untilTexts(bob, id, (texts) => texts.length === 1);
      server.proxy.set({ refuse: true });
      server.proxy.cutAll();
      const texts = Array.from({ length: 20 }, (_, number) => `offline ${number}`);
      for (const text of texts) await ann.outbox.add({ conversationId: id, text });
      expect(ann.outbox.pending.current.map(({ text }) => text)).toEqual(expect.arrayContaining(texts));
      server.proxy.heal();
      for (const one of devices) one.client.retryNow();
      expect(await untilTexts(bob, id, (all) => all.length === 21)).toEqual(['first', ...texts]);
      expect(await untilTexts(ann, id, (all) => all.length === 21)).toEqual(['first', ...texts]);
      await until(ann.outbox.pending, (pending) => pending.length === 0);
    });

    it('K2: is sent once when the server carried it out and was killed before it answered', async () => {
      const { ann, bob, id } = await pair();
      await untilTexts(bob, id, (texts) => texts.length === 1);
      await untilTexts(ann, id, (texts) => texts.length === 1);
      server.proxy.set({ mute: true });
      await ann.outbox.add({ conversationId: id, text: 'unheard' });
      await until(ann.outbox.pending, ([message]) => message?.state === 'sending');
      await server.kill();
      server.proxy.cutAll();
      await server.restart();
      server.proxy.heal();
      for (const one of devices) one.client.retryNow();
      expect(await untilTexts(bob, id, (texts) => texts.includes('unheard'))).toEqual(['first', 'unheard']);
      await until(ann.outbox.pending, (pending) => pending.length === 0);
      expect(await untilTexts(ann, id, (texts) => texts.length === 2)).toEqual(['first', 'unheard']);
    });

    it('K3: that is refused for good blocks only itself', async () => {
      const { ann, bob, id } = await pair();
      await ann.outbox.add({ conversationId: id, text: 'x'.repeat(200_000) });
      await ann.outbox.add({ conversationId: id, text: 'next' });
      expect(await untilTexts(bob, id, (texts) => texts.includes('next'))).toEqual(['first', 'next']);
      const [failed] = await until(ann.outbox.pending, (pending) => pending.length === 1);
      expect(failed).toMatchObject({ state: 'failed', fault: { code: expect.any(String) } });
      await ann.outbox.discard(failed?.clientMessageId ?? '');
      expect(ann.outbox.pending.current).toEqual([]);
    });
  });

  describe('the inbox', () => {
    it('tells of the first message of somebody new, once', async () => {
      const annDevice = device();
      const bobDevice = device();
      const [ann, bob] = await Promise.all([annDevice.register('Ann'), bobDevice.register('Bob')]);
      const told: string[] = [];
      const both = new Promise<void>((resolve) => {
        bob.onMessage(({ messageId }) => {
          if (told.push(messageId) === 2) resolve();
        });
      });
      const { id } = await annDevice.openDirect(bob.userId);
      await ann.outbox.add({ conversationId: id, text: 'first' });
      await ann.outbox.add({ conversationId: id, text: 'second' });
      await known(bob, id);
      await untilTexts(bob, id, (texts) => texts.includes('second'));
      await both;
      expect(new Set(told).size).toBe(2);
    });

    it('K1: goes on where it was, each message once, over sockets that are cut', async () => {
      const { ann, bob, bobDevice, id } = await pair();
      const count = 60;
      const sending = (async () => {
        for (let number = 1; number <= count; number += 1) {
          await ann.outbox.add({ conversationId: id, text: `m${number}` });
          if (number % 10 === 0) {
            server.proxy.cutAll();
            for (const one of devices) one.client.retryNow();
          }
        }
      })();
      await sending;
      for (const one of [bobDevice]) one.client.retryNow();
      const texts = await untilTexts(bob, id, (all) => all.length === count + 1);
      expect(texts).toEqual(['first', ...Array.from({ length: count }, (_, number) => `m${number + 1}`)]);
    });

    it('goes on after a reload with what was saved, and with what was missed meanwhile', async () => {
      const { ann, bobDevice, id } = await pair();
      let bob = await bobDevice.live();
      await untilTexts(bob, id, (texts) => texts.length === 1);
      await bobDevice.reload();
      await ann.outbox.add({ conversationId: id, text: 'while away' });
      await until(ann.outbox.pending, (pending) => pending.length === 0);
      bob = await bobDevice.live();
      expect(await untilTexts(bob, id, (texts) => texts.length === 2)).toEqual(['first', 'while away']);
      // Known without waiting for the next change.
      expect(await until(bob.unread.total, (count) => count !== null)).toBe(2);
      expect(textsOf(bob, id)).toEqual(['first', 'while away']);
    });

    it('tells edits and recalls', async () => {
      const { ann, bob, annDevice, id } = await pair();
      await untilTexts(bob, id, (texts) => texts.length === 1);
      await untilTexts(ann, id, (texts) => texts.length === 1);
      const messageId = ann.state.get(id)?.index.at(1)?.id ?? '';
      const { apollo } = annDevice.client;
      await apollo.mutate({ mutation: kit.EditMessageDocument, variables: { input: { messageId, text: 'edited' } } });
      expect(await untilTexts(bob, id, ([text]) => text === 'edited')).toEqual(['edited']);
      await apollo.mutate({ mutation: kit.RecallMessageDocument, variables: { input: { messageId } } });
      expect(await untilTexts(bob, id, ([text]) => text === null)).toEqual([null]);
      expect(bob.state.messages.read(messageId)).toMatchObject({ recalledAt: expect.any(String), attachments: [] });
    });
  });

  describe('a reaction', () => {
    it('reaches the other one, with whose it is', async () => {
      const { ann, bob, annDevice, id } = await pair();
      await untilTexts(bob, id, (texts) => texts.length === 1);
      await untilTexts(ann, id, (texts) => texts.length === 1);
      const messageId = ann.state.get(id)?.index.at(1)?.id ?? '';
      const { apollo } = annDevice.client;
      const shown = (chat: Chat): unknown => chat.state.messages.read(messageId)?.reactions;
      for (const emoji of ['🍣', '🍺'])
        await apollo.mutate({ mutation: kit.AddReactionDocument, variables: { input: { messageId, emoji } } });
      await untilTexts(bob, id, () => bob.state.messages.read(messageId)?.reactions.length === 2);
      expect(shown(bob)).toMatchObject([
        { emoji: '🍣', count: 1, viewerHasReacted: false },
        { emoji: '🍺', count: 1, viewerHasReacted: false },
      ]);
      await untilTexts(ann, id, () => ann.state.get(id)?.revision === bob.state.get(id)?.revision);
      expect(shown(ann)).toMatchObject([{ viewerHasReacted: true }, { viewerHasReacted: true }]);
      await apollo.mutate({ mutation: kit.RemoveReactionDocument, variables: { input: { messageId, emoji: '🍣' } } });
      await untilTexts(bob, id, () => bob.state.messages.read(messageId)?.reactions.length === 1);
      expect(shown(bob)).toMatchObject([{ emoji: '🍺', count: 1 }]);
    });
  });

  describe('what somebody writes', () => {
    it('is a draft on their other device, and gone there when it is sent', async () => {
      const { annDevice, id } = await pair();
      const ann = await annDevice.live();
      const second = new Device(server.url, { tokenStorage: new MemoryTokenStorage() }, kit);
      devices.push(second);
      second.client.signIn(annDevice.signedIn);
      const other = await second.live();
      await known(other, id);
      ann.drafts.write(id, 'half a sen');
      ann.drafts.write(id, 'half a sentence');
      ann.drafts.flush();
      await untilTexts(other, id, () => other.state.summaryOf(id)?.draft?.text === 'half a sentence');
      ann.drafts.write(id, '');
      ann.drafts.flush();
      await untilTexts(other, id, () => other.state.summaryOf(id)?.draft === null);
    });

    it('is kept over a reload without a network, and saved when there is one', async () => {
      const { annDevice, id } = await pair();
      let ann = await annDevice.live();
      server.proxy.set({ refuse: true });
      server.proxy.cutAll();
      ann.drafts.write(id, 'half a');
      ann.drafts.write(id, 'half a thought');
      ann.drafts.flush();
      await annDevice.reload();
      server.proxy.heal();
      ann = await annDevice.live();
      expect(ann.drafts.unsavedOf(id)?.text ?? ann.state.summaryOf(id)?.draft?.text).toBe('half a thought');
      ann.drafts.flush();
      await untilTexts(ann, id, () => ann.state.summaryOf(id)?.draft?.text === 'half a thought');
      await annDevice.reload();
      ann = await annDevice.live();
      expect(ann.drafts.unsavedOf(id)).toBeUndefined();
    });

    it('carries a file', async () => {
      const { ann, bob, annDevice, id } = await pair();
      const shares: number[] = [];
      const file = new File(['some text'], 'notes.txt', { type: 'text/plain' });
      const attachment = await kit.uploadFile(annDevice.client.apollo, file, {
        onProgress: (share) => shares.push(share),
      });
      expect(attachment).toMatchObject({ status: 'READY', fileName: 'notes.txt', size: 9 });
      expect(shares.at(-1)).toBe(1);
      await ann.outbox.add({ conversationId: id, attachmentIds: [attachment.id] });
      await untilTexts(bob, id, (texts) => texts.length === 2);
      const messageId = bob.state.get(id)?.index.at(2)?.id ?? '';
      expect(bob.state.messages.read(messageId)).toMatchObject({ text: null, attachments: [{ id: attachment.id }] });
    });
  });

  describe('the outbox', () => {
    it('K3: survives a reload, and sends what waits once', async () => {
      const { bob, annDevice, id } = await pair();
      let ann = await annDevice.live();
      await until(ann.outbox.pending, (pending) => pending.length === 0);
      server.proxy.set({ refuse: true });
      server.proxy.cutAll();
      for (const text of ['a', 'b', 'c']) await ann.outbox.add({ conversationId: id, text });
      await annDevice.reload();
      server.proxy.heal();
      ann = await annDevice.live();
      for (const one of devices) one.client.retryNow();
      expect(await untilTexts(bob, id, (texts) => texts.length === 4)).toEqual(['first', 'a', 'b', 'c']);
      await until(ann.outbox.pending, (pending) => pending.length === 0);
    });
  });
});
