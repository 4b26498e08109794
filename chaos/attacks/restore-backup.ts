import { exactly, type Attack } from '../attack.js';
import { Load } from '../load.js';
import { Stage } from '../stage.js';
import { wordsFor } from '../under-load.js';

/** The operator restores a backup and renews the epoch: what clients hold is another future than the one that comes. */
export const restoreBackup: Attack = {
  name: 'restore-backup',
  title: 'a backup restored, and its epoch renewed',
  async run({ random, log }) {
    const wish = { writers: 16, followers: 12, others: 7 };
    const stage = await Stage.set();
    try {
      const load = await Load.prepare(stage, random, wish);
      load.start();
      await load.more(300);
      const backup = await load.pause();
      const heads = await stage.sql<{ id: string; last_seq: number; revision: number }>(
        'SELECT id, last_seq, revision FROM conversations',
      );
      backup();
      await load.more(300);
      await load.quiet();
      const followed = load.followers.flatMap((follower) =>
        [...follower.streams.values()].map((stream) => ({ follower, stream })),
      );
      for (const follower of load.followers) follower.pauseFollowing();
      for (const node of stage.nodes) await node.kill();
      // As the tables were then.
      for (const { id, last_seq, revision } of heads) {
        await stage.sql('DELETE FROM messages WHERE conversation_id = ? AND seq > ?', [id, last_seq]);
        await stage.sql('DELETE FROM conversation_events WHERE conversation_id = ? AND revision > ?', [id, revision]);
        await stage.sql('UPDATE participants SET read_seq = LEAST(read_seq, ?) WHERE conversation_id = ?', [
          last_seq,
          id,
        ]);
        await stage.sql('UPDATE conversations SET last_seq = ?, revision = ? WHERE id = ?', [last_seq, revision, id]);
      }
      await stage.sql("UPDATE meta SET value = 'anotherepoch' WHERE name = 'epoch'");
      for (const node of stage.nodes) await node.start();
      for (const follower of load.followers) follower.resumeFollowing();
      await Promise.all(load.followers.map((follower) => follower.untilLive()));
      const told = followed.filter(({ stream }) => stream.resets.length > 0).length;
      log(`${told} of ${followed.length} told to read again`);
      await load.end();
      return {
        load: wordsFor(wish),
        faults: 'both nodes killed, the tables set back by 300 acknowledged messages, the epoch renewed',
        figures: [
          exactly(`conversations that followers were told to read again, of ${followed.length}`, told, followed.length),
        ],
        verdict: null,
        void: [],
      };
    } finally {
      await stage.close();
    }
  },
};
