import { exactly, type Attack } from '../attack.js';
import type { SendRecord } from '../history.js';
import { Load } from '../load.js';
import { check } from '../checker.js';
import { Stage } from '../stage.js';
import { wordsFor } from '../under-load.js';

const MOST_RESENT = 5;

/** Answers are lost after the send was carried out; clients send again, here or there, sometimes twice at once. */
export const resend: Attack = {
  name: 'resend',
  title: '10 % of the answers lost, resent up to five times, half on the other node, a fifth in parallel',
  async run({ random, count, log }) {
    const wish = { writers: count(64, 20), followers: 8, others: 7, usesSockets: false };
    const messages = count(10_000, 500);
    const stage = await Stage.set();
    try {
      const load = await Load.prepare(stage, random, wish);
      const drops = random.fork('drops');
      const lost = new Map<string, number>();
      const drop = (piece: Buffer): boolean => {
        if (piece.subarray(0, 5).toString() !== 'HTTP/' || !drops.chance(0.1)) return false;
        const id = /"clientMessageId":"([^"]+)"/.exec(piece.toString())?.[1] ?? '';
        // Somebody who is never answered is sure to come, one message in a million, and would prove nothing.
        if ((lost.get(id) ?? 0) >= MOST_RESENT) return false;
        if (id) lost.set(id, (lost.get(id) ?? 0) + 1);
        return true;
      };
      for (const { network } of stage.nodes) network.front.set({ dropReply: drop });
      let next = 0;
      let resent = 0;
      await Promise.all(
        load.writers.map(async (writer, index) => {
          const own = random.fork(`resend ${index}`);
          while (next < messages) {
            const number = (next += 1);
            const record: SendRecord = {
              senderId: writer.person.id,
              conversationId: own.pick(load.population.places.filter(({ members }) => members.includes(writer.person)))
                .conversationId,
              clientMessageId: own.uuid(),
              text: `message ${number}`,
              attempts: [],
            };
            writer.records.push(record);
            const home = stage.node(own.below(2));
            let outcomes = await Promise.all(
              own.chance(0.2)
                ? [writer.attempt(record, home), writer.attempt(record, stage.node(1 - home.index))]
                : [writer.attempt(record, home)],
            );
            for (let again = 0; again < MOST_RESENT && !outcomes.includes('ok'); again += 1) {
              resent += 1;
              outcomes = [await writer.attempt(record, stage.node(own.chance(0.5) ? home.index : 1 - home.index))];
            }
            if (number % 1000 === 0) log(`${number} of ${messages} messages`);
          }
        }),
      );
      stage.heal();
      const dropped = stage.nodes.reduce((sum, { network }) => sum + network.front.bites, 0);
      const verdict = check(await load.finish());
      return {
        load: wordsFor(wish),
        faults: `${dropped} answers lost after execution, ${resent} sends repeated`,
        figures: [
          exactly('messages acknowledged', verdict.sizes.acknowledged, messages),
          exactly('messages stored', verdict.sizes.stored, messages),
        ],
        verdict,
        void: dropped < messages * 0.05 ? [`only ${dropped} answers were lost`] : [],
      };
    } finally {
      await stage.close();
    }
  },
};
