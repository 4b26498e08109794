import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RoomActivityKind } from '../rooms.words.js';
import { RoomPresence, type PresenceChange } from './room-presence.js';

const { ENTERED, EXITED } = RoomActivityKind;

/** The rows of one room, shared by nodes. */
class Rows {
  readonly rows = new Map<string, { userId: string; nodeId: string; enteredAt: number }>();
  version = 0;
  changes = 0;
  failing = false;

  room(nodeId: string): RoomPresence {
    return new RoomPresence(nodeId, {
      change: async ({ enter, exit }) => {
        await this.answer();
        this.changes += 1;
        this.version += 1;
        for (const userId of enter) this.rows.set(`${userId}@${nodeId}`, { userId, nodeId, enteredAt: this.version });
        for (const userId of exit) this.rows.delete(`${userId}@${nodeId}`);
      },
      read: async () => {
        await this.answer();
        return { version: this.version, changedAt: this.version, rows: [...this.rows.values()] };
      },
    });
  }

  removeNode(nodeId: string): void {
    this.version += 1;
    for (const [key, row] of this.rows) if (row.nodeId === nodeId) this.rows.delete(key);
  }

  get present(): string[] {
    return [...new Set([...this.rows.values()].map(({ userId }) => userId))].sort();
  }

  private async answer(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.failing) throw new Error('no database');
  }
}

const inShort = (changes: readonly PresenceChange[]) =>
  changes.map(({ kind, userId, presentCount }) => `${userId} ${kind} ${presentCount}`);

function listen(room: RoomPresence): PresenceChange[] {
  const heard: PresenceChange[] = [];
  room.listen((change) => heard.push(change));
  return heard;
}

async function enter(room: RoomPresence, userId: string): Promise<void> {
  room.hold(userId);
  await room.settle();
}

async function exit(room: RoomPresence, userId: string): Promise<void> {
  room.release(userId);
  await room.settle();
}

describe('the presence of a room', () => {
  it('counts sockets, and writes and tells only of the first and the last', async () => {
    const rows = new Rows();
    const room = rows.room('a');
    await enter(room, 'ann');
    const heard = listen(room);
    await enter(room, 'ben');
    await enter(room, 'ben');
    await exit(room, 'ben');
    expect(rows.present).toEqual(['ann', 'ben']);
    await exit(room, 'ben');
    expect(rows.present).toEqual(['ann']);
    expect(inShort(heard)).toEqual([`ben ${ENTERED} 2`, `ben ${EXITED} 1`]);
    expect(rows.changes).toBe(3);
  });

  it('hears of other nodes whenever it looks, and counts somebody on two nodes once', async () => {
    const rows = new Rows();
    const [here, there] = [rows.room('a'), rows.room('b')];
    await enter(here, 'ann');
    const heard = listen(here);
    await enter(there, 'ben');
    await enter(here, 'ben');
    await exit(here, 'ben');
    await exit(there, 'ben');
    await here.settle();
    await here.settle();
    expect(inShort(heard)).toEqual([`ben ${ENTERED} 2`, `ben ${EXITED} 1`]);
  });

  it('writes many who come at once in one go', async () => {
    const rows = new Rows();
    const room = rows.room('a');
    await Promise.all(Array.from({ length: 50 }, (_, index) => enter(room, `user ${index}`)));
    expect(rows.present).toHaveLength(50);
    expect(rows.changes).toBeLessThanOrEqual(2);
  });

  it('puts its people back when others have taken this node for dead', async () => {
    const rows = new Rows();
    const room = rows.room('a');
    await enter(room, 'ann');
    rows.removeNode('a');
    await room.settle();
    expect(rows.present).toEqual(['ann']);
    expect(room.isUnsettled).toBe(false);
  });

  it('says that it is unsettled while the database does not answer, and makes up for it', async () => {
    const rows = new Rows();
    const room = rows.room('a');
    await enter(room, 'ann');
    const heard = listen(room);
    rows.failing = true;
    await expect(enter(room, 'ben')).rejects.toThrow('no database');
    expect(room.isUnsettled).toBe(true);
    rows.failing = false;
    await room.settle();
    expect(room.isUnsettled).toBe(false);
    expect(inShort(heard)).toEqual([`ben ${ENTERED} 2`]);
  });

  it('is idle once nobody is in it and nobody listens', async () => {
    const room = new Rows().room('a');
    room.hold('ann');
    expect(room.isIdle).toBe(false);
    await room.settle();
    room.release('ann');
    expect(room.isIdle).toBe(false);
    await room.settle();
    expect(room.isIdle).toBe(true);
  });

  it('ends up right and told each change once, whatever happens in whatever order', async () => {
    const user = fc.constantFrom('ann', 'ben', 'cem');
    const node = fc.constantFrom(0, 1);
    const step = fc.oneof(
      fc.record({ what: fc.constant('enter' as const), node, user }),
      fc.record({ what: fc.constant('exit' as const), node, user }),
      fc.record({ what: fc.constant('look' as const), node }),
      fc.record({ what: fc.constant('sweep' as const), node }),
      fc.record({ what: fc.constant('fail' as const), failing: fc.boolean() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.array(fc.boolean()), async (steps, waits) => {
        const rows = new Rows();
        const rooms = [rows.room('a'), rows.room('b')];
        await Promise.all(rooms.map((room) => room.settle()));
        const heard = rooms.map(listen);
        const held: string[] = [];
        const settling: Promise<unknown>[] = [];
        for (const [index, step] of steps.entries()) {
          const room = rooms['node' in step ? step.node : 0]!;
          const name = 'user' in step ? `${step.user}@${step.node}` : '';
          if (step.what === 'enter') {
            room.hold(step.user);
            held.push(name);
          } else if (step.what === 'exit') {
            if (!held.includes(name)) continue;
            room.release(step.user);
            held.splice(held.indexOf(name), 1);
          } else if (step.what === 'sweep') rows.removeNode('ab'[step.node]!);
          else if (step.what === 'fail') rows.failing = step.failing;
          const settled = room.settle().catch(() => undefined);
          settling.push(settled);
          if (waits[index]) await settled;
        }
        await Promise.all(settling);
        rows.failing = false;
        for (let round = 0; round < 2; round += 1) for (const room of rooms) await room.settle();

        const expected = [...new Set(held.map((name) => name.split('@')[0]!))].sort();
        expect(rows.present).toEqual(expected);
        for (const changes of heard) {
          const inside = new Set<string>();
          for (const { kind, userId, presentCount } of changes) {
            expect(inside.has(userId)).toBe(kind === EXITED);
            if (kind === ENTERED) inside.add(userId);
            else inside.delete(userId);
            expect(presentCount).toBe(inside.size);
          }
          expect([...inside].sort()).toEqual(expected);
        }
      }),
      { numRuns: 200 },
    );
  });
});
