import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Test, type TestingModule } from '@nestjs/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseConfig } from '../config/config.js';
import { ConfigModule } from '../config/config.module.js';
import { Database } from '../database/database.js';
import { DatabaseModule } from '../database/database.module.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { EventBus } from '../events/event-bus.js';
import { newId } from '../ids/ids.js';
import { UserChangeEntity } from './entities/user-change.entity.js';
import { UserFeedEntity } from './entities/user-feed.entity.js';
import { UserChangeLog } from './user-change-log.js';

const folder = mkdtempSync(join(tmpdir(), 'wireside-changes-'));
let module: TestingModule;
let log: UserChangeLog;

beforeAll(async () => {
  module = await Test.createTestingModule({
    imports: [
      ConfigModule.forRoot(parseConfig({ DATA_DIR: folder })),
      DatabaseModule.forRoot({
        entities: [UserFeedEntity, UserChangeEntity],
        migrations: [],
      }),
    ],
    providers: [UserChangeLog],
  }).compile();
  await module.get(Database).writer.synchronize();
  log = module.get(UserChangeLog);
});
afterAll(async () => {
  await module.close();
  rmSync(folder, { recursive: true, force: true });
});

it('tells thousands of users in a number of statements that does not grow with each of them', async () => {
  const userIds = Array.from({ length: 2000 }, newId);
  const change = [{ kind: 'CONVERSATION', ref: 'a room' }] as const;
  const append = () =>
    module.get(UnitOfWork).run(async (tx) => {
      await log.appendMany(tx, new Map(userIds.map((userId) => [userId, change])));
      return tx.statements;
    });
  await append();
  expect(await append()).toBeLessThan(50);
  expect(await log.head(userIds[7] as string)).toBe(2);
});

it('numbers several changes of several users one after the other, and tells each feed once', async () => {
  const [ann, bob] = [newId(), newId()];
  const told: [string, number, number[]][] = [];
  module.get(EventBus).on('feed.moved', ({ feed, revision, events }) => {
    told.push([feed.id, revision, (events ?? []).map((event) => event.revision)]);
  });
  await module.get(UnitOfWork).run((tx) =>
    log.appendMany(
      tx,
      new Map([
        [bob, [{ kind: 'CONTACT', ref: 'x' }]],
        [
          ann,
          [
            { kind: 'CONTACT', ref: 'y' },
            { kind: 'PROFILE', ref: ann },
          ],
        ],
      ]),
    ),
  );
  await module.get(UnitOfWork).run((tx) => log.append(tx, ann, [{ kind: 'CONTACT', ref: 'y' }]));
  expect(told).toEqual([
    [ann, 2, [1, 2]],
    [bob, 1, [1]],
    [ann, 3, [3]],
  ]);
  // The newer change of the same thing has taken the older one's place.
  expect((await log.load(ann, 0, 10)).map(({ type, revision }) => [type, revision])).toEqual([
    ['PROFILE', 2],
    ['CONTACT', 3],
  ]);
});
