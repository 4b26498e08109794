import { expect, it } from 'vitest';
import { SharedNews } from '../../common/realtime/shared-news.js';
import { RoomVisit } from './room-visit.js';
import { RoomActivityKind } from './rooms.words.js';

it('a crowd that comes at once does not cut off a visitor who reads, and membership news still get through', async () => {
  let overflows = 0;
  const visit = new RoomVisit('me', { onOverflow: () => (overflows += 1), onGap: () => undefined });
  visit.begin(
    { detach: () => undefined } as never,
    { enteredAt: 1, presentCount: () => 1, end: () => undefined },
    false,
  );
  for (let index = 0; index < 20_000; index += 1)
    visit.presence({ kind: RoomActivityKind.ENTERED, userId: `user ${index}`, at: index, presentCount: index });
  visit.event({
    feedId: 'c',
    revision: 2,
    at: 1,
    type: 'MEMBER_REMOVED',
    actorId: 'owner',
    subjectId: 'me',
    messageSeq: null,
    data: {},
  });
  const kinds: string[] = [];
  for await (const told of visit.stream) kinds.push((told instanceof SharedNews ? told.value : told).kind);
  expect(overflows).toBe(0);
  expect(kinds.at(-1)).toBe('REMOVED');
});
