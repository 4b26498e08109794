import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { unavailable } from '../src/common/errors/app-error.js';
import { EventMessages } from '../src/modules/messages/inbox/event-messages.js';
import { Collector, type GraphqlFault } from './support/clients.js';
import { catchUp, INBOX, isCaughtUp, isNumbered } from './support/inbox.js';
import { register } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

let world: World;
let node: ServerNode;

beforeAll(async () => {
  world = await createWorld();
  node = await world.startNode();
});

afterAll(() => world?.close());

describe('an event of which a part can’t be read', () => {
  it('ends the stream with UNAVAILABLE in place of leaving a hole, and is told to whoever resumes', async () => {
    const [ann, bob] = [await register(node, 'Ann'), await register(node, 'Bob')];
    const conversationId = await ann.openDirect(bob);
    await ann.send(conversationId, 'before');
    const frames = new Collector();
    const finish = (errors: unknown): void => frames.finish(errors as GraphqlFault[]);
    bob
      .socket()
      .client.subscribe(
        { query: INBOX },
        { next: (frame) => frames.push(frame), error: finish, complete: () => finish(null) },
      );
    await frames.nextWhere(({ data }) => isCaughtUp(data.inbox));
    const live = frames.items.length;
    const reads = vi.spyOn(node.app.get(EventMessages, { strict: false }), 'of');
    reads.mockRejectedValueOnce(unavailable('The database'));
    await Promise.all([ann.send(conversationId, 'unread'), ann.send(conversationId, 'after')]);
    await frames.ended();
    reads.mockRestore();
    expect(frames.errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE', retryable: true } }]);
    expect(frames.items.slice(live)).toEqual([]);
    const { cursor } = frames.items[live - 1].data.inbox;
    const again = await catchUp(bob.socket(), { after: cursor, seen: [{ conversationId, revision: 1 }] });
    const texts = again.filter(isNumbered).map(({ message }) => message?.text);
    expect(texts.slice(-2).sort()).toEqual(['after', 'unread']);
    await Promise.all([ann.close(), bob.close()]);
  });
});
