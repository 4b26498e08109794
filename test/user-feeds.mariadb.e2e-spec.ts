import { afterAll, beforeAll, expect, it } from 'vitest';
import { UnitOfWork } from '../src/common/database/unit-of-work.js';
import { EventBus } from '../src/common/events/event-bus.js';
import { newId } from '../src/common/ids/ids.js';
import { UserChangeLog } from '../src/common/realtime/user-change-log.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

const ROUNDS = Number(process.env.TEST_LOAD ?? 4) * 10;
const USERS = 6;
const WRITERS = 4;

let world: World;
let node: ServerNode;
beforeAll(async () => {
  world = await createWorld();
  node = await world.startNode();
});
afterAll(() => world?.close());

it('first changes of the same users, made by several transactions at once, each get a revision of their own', async () => {
  const log = node.app.get(UserChangeLog, { strict: false });
  const unitOfWork = node.app.get(UnitOfWork, { strict: false });
  const told = new Map<string, number[]>();
  node.app.get(EventBus, { strict: false }).on('feed.moved', ({ feed, events }) => {
    told.set(feed.id, [...(told.get(feed.id) ?? []), ...(events ?? []).map(({ revision }) => revision)]);
  });
  for (let round = 0; round < ROUNDS; round += 1) {
    const users = Array.from({ length: USERS }, newId);
    await Promise.all(
      Array.from({ length: WRITERS }, (_, writer) =>
        unitOfWork.run((tx) =>
          log.appendMany(
            tx,
            // Each writer has some of the users in common with each other one.
            new Map(
              users
                .filter((__, index) => index % WRITERS !== writer)
                .map((userId) => [userId, [{ kind: 'CONTACT' as const, ref: `${writer}` }]]),
            ),
          ),
        ),
      ),
    );
    for (const [index, userId] of users.entries()) {
      const writers = Array.from({ length: WRITERS }, (_, writer) => writer).filter(
        (writer) => index % WRITERS !== writer,
      );
      const revisions = writers.map((_, place) => place + 1);
      const stored = await log.load(userId, 0, 100);
      expect(stored.map(({ revision }) => revision)).toEqual(revisions);
      expect(stored.map(({ data }) => data.ref).sort()).toEqual(writers.map(String));
      expect(await log.head(userId)).toBe(writers.length);
      expect([...(told.get(userId) ?? [])].sort()).toEqual(revisions);
    }
  }
});
