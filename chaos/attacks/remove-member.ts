import { setTimeout as wait } from 'node:timers/promises';
import { atMost, exactly, type Attack } from '../attack.js';
import type { Follower } from '../follower.js';
import type { Load } from '../load.js';
import type { Place } from '../population.js';
import { Samples } from '../samples.js';
import type { Stage } from '../stage.js';
import { underLoad, wordsFor } from '../under-load.js';
import { HttpWire } from '../wire.js';

const REMOVE = `mutation ($input: RemoveRoomMemberInput!) { removeRoomMember(input: $input) { userId } }`;
const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { id } } }`;

/** Members are removed while others send: with the removal it is over, on every node. */
export const removeMember: Attack = {
  name: 'remove-member',
  title: 'member removed while others send, half of the time without Redis',
  run(context) {
    const { random, count, log } = context;
    const [followers, others] = [count(20, 6), count(24, 4)];
    const wish = { writers: count(64, 20), followers, others, inAll: true, hotShare: 0, thinkMs: 500 };
    return underLoad(context, { load: wish }, async ({ stage, load }) => {
      const { places } = load.population;
      const pairs = load.followers.flatMap((follower) => places.map((place) => ({ follower, place })));
      const seconds = { withRedis: new Samples(), withoutRedis: new Samples() };
      let sentAfter = 0;
      for (const [index, { follower, place }] of pairs.entries()) {
        if (index === Math.floor(pairs.length / 2)) await stage.redis?.kill();
        await wait(random.between(0, 50));
        const { told, refused } = await remove(stage, load, follower, place);
        (index < pairs.length / 2 ? seconds.withRedis : seconds.withoutRedis).add(told / 1000);
        if (!refused) sentAfter += 1;
        if ((index + 1) % 50 === 0) log(`${index + 1} of ${pairs.length} removals`);
      }
      await stage.redis?.restart();
      return {
        load: `${wordsFor(wish)}; two nodes`,
        faults: `${pairs.length} removals under load, the second half without Redis`,
        figures: () => [
          exactly('sends of the removed that were taken', sentAfter, 0),
          atMost('time', 'until the removed is told, longest', seconds.withRedis.max, 1, 's'),
          atMost('time', 'the same without Redis', seconds.withoutRedis.max, 5, 's'),
        ],
        void: () => (load.removals.length === pairs.length ? [] : ['not everybody was removed']),
      };
    });
  },
};

/** Removes somebody on one node and lets them send on another at once. */
async function remove(
  stage: Stage,
  load: Load,
  follower: Follower,
  place: Place,
): Promise<{ readonly told: number; readonly refused: boolean }> {
  const { owner } = load.population;
  const { roomId, conversationId } = place;
  const removing = await new HttpWire(() => stage.node(0).url, owner.accessToken).ask(
    REMOVE,
    { input: { roomId, userId: follower.person.id } },
    60_000,
  );
  if (removing.kind !== 'ok') throw new Error(`not removed: ${JSON.stringify(removing)}`);
  const removedAt = performance.now();
  const sending = await new HttpWire(() => stage.node(1).url, follower.person.accessToken).ask(
    SEND,
    { input: { conversationId, clientMessageId: `late ${removedAt}`.replaceAll(' ', '-'), text: 'late' } },
    60_000,
  );
  const [row] = await stage.sql<{ left_revision: number }>(
    'SELECT left_revision FROM participants WHERE user_id = ? AND conversation_id = ?',
    [follower.person.id, conversationId],
  );
  const revision = Number(row?.left_revision);
  load.removals.push({ userId: follower.person.id, conversationId, revision });
  await follower.until(() => follower.has(conversationId, revision), 20_000, 'its removal').catch(() => undefined);
  const told = performance.now() - removedAt;
  // Coming back must not open what is closed.
  follower.cut();
  const refused = sending.kind === 'refused' && sending.fault.extensions.code === 'NOT_A_MEMBER';
  return { told, refused };
}
