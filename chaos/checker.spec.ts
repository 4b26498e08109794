import { describe, expect, it } from 'vitest';
import { check } from './checker.js';
import { markOf, type Attempt, type History, type SendRecord, type StoredMessage } from './history.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer I)[] ? Mutable<I>[] : T[K] };

/** Ann sends three messages one after the other; Bob follows from revision 1 on, and has read the first. */
function history(): Mutable<History> {
  const messages = [1, 2, 3].map((seq): StoredMessage => message(seq));
  return {
    sends: messages.map((stored) => send(stored)),
    streams: [
      {
        subscriber: 'bob',
        userId: 'bob',
        conversationId: 'c',
        base: 1,
        events: messages.map((stored) => ({ revision: stored.revision, mark: markOf(stored) })),
        tellsSeen: true,
        resets: [],
      },
    ],
    store: [{ id: 'c', lastSeq: 3, revision: 4, messages, revisions: [1, 2, 3, 4] }],
    removals: [],
    unread: [{ userId: 'bob', conversationId: 'c', readSeq: 1, unreadCount: 2, atLeast: 1, hidden: [] }],
  };
}

const message = (seq: number): StoredMessage => ({
  id: `m${seq}`,
  seq,
  revision: seq + 1,
  text: `text ${seq}`,
  senderId: 'ann',
  clientMessageId: `client ${seq}`,
  recalled: false,
});

const send = ({ id, seq, revision, text, clientMessageId }: StoredMessage): Mutable<SendRecord> => ({
  senderId: 'ann',
  conversationId: 'c',
  clientMessageId,
  text: text ?? '',
  attempts: [attempt({ invokedAt: seq * 10, endedAt: seq * 10 + 5, place: { id, seq, revision, text } })],
});

const attempt = (more: Partial<Attempt>): Attempt => ({
  node: 0,
  invokedAt: 0,
  sentAt: 0,
  endedAt: 1,
  outcome: 'ok',
  ...more,
});

/** The names of what is found after a change of a history in which there is nothing to find. */
function found(change: (history: Mutable<History>) => void): string[] {
  const changed = history();
  change(changed);
  const { counts } = check(changed);
  return Object.entries(counts).flatMap(([name, count]) => (count > 0 ? [name] : []));
}

const drop = (it: Mutable<History>, seq: number): void => {
  const conversation = it.store[0]!;
  conversation.messages = conversation.messages.filter((stored) => stored.seq !== seq);
};

describe('check', () => {
  it('finds nothing where nothing is wrong, and says how much it looked at', () => {
    const { counts, sizes } = check(history());
    expect(new Set(Object.values(counts))).toEqual(new Set([0]));
    expect(sizes).toMatchObject({ acknowledged: 3, stored: 3, revisions: 4, deliveries: 3, unreadReadings: 1 });
  });

  it('takes an unknown send for neither lost nor phantom, and counts which it was', () => {
    const one = history();
    one.sends[2]!.attempts = [attempt({ invokedAt: 30, outcome: 'unknown' })];
    one.sends.push({ ...send(message(9)), attempts: [attempt({ invokedAt: 40, outcome: 'unknown' })] });
    const { counts, sizes } = check(one);
    expect(new Set(Object.values(counts))).toEqual(new Set([0]));
    expect(sizes).toMatchObject({ acknowledged: 2, unknownCommitted: 1, unknownNotCommitted: 1 });
  });

  it.each<[string, string[], (history: Mutable<History>) => void]>([
    ['an acknowledged message that is gone', ['lost', 'hole', 'eventDiffers', 'unread'], (it) => drop(it, 3)],
    ['a message that nobody sent', ['phantom'], (it) => it.sends.splice(0, 1)],
    [
      'a refused message that is there',
      ['phantom'],
      (it) => (it.sends[0]!.attempts = [attempt({ outcome: 'failed' })]),
    ],
    ['another text than was sent', ['phantom'], (it) => (it.sends[0]!.text = 'other')],
    [
      'one client message id twice',
      ['duplicate', 'lost', 'eventDiffers'],
      (it) => (it.store[0]!.messages[2]!.clientMessageId = 'client 2'),
    ],
    ['a seq that is missing', ['hole', 'ackDiffers', 'eventDiffers'], (it) => (it.store[0]!.messages[2]!.seq = 4)],
    ['a revision that is missing', ['hole'], (it) => (it.store[0]!.revisions = [1, 2, 4])],
    ['a revision twice', ['hole'], (it) => (it.store[0]!.revisions = [1, 2, 3, 3])],
    [
      'an order against time',
      ['wrongOrder'],
      (it) => {
        it.sends[0]!.attempts[0] = { ...it.sends[0]!.attempts[0]!, invokedAt: 100, endedAt: 110 };
      },
    ],
    [
      'an acknowledgement of another place',
      ['ackDiffers'],
      (it) => {
        const first = it.sends[2]!.attempts[0]!;
        it.sends[2]!.attempts.push({ ...first, place: { ...first.place!, id: 'm7', seq: 7 } });
      },
    ],
    ['an event left out', ['skipped'], (it) => it.streams[0]!.events.splice(1, 1)],
    ['an end before the head', ['skipped'], (it) => it.streams[0]!.events.splice(2, 1)],
    ['an event twice', ['repeated'], (it) => it.streams[0]!.events.splice(1, 0, it.streams[0]!.events[0]!)],
    [
      'events in the wrong order',
      ['skipped', 'backwards'],
      (it) => it.streams[0]!.events.splice(0, 2, it.streams[0]!.events[1]!, it.streams[0]!.events[0]!),
    ],
    ['an event of what is not stored', ['eventDiffers'], (it) => (it.streams[0]!.events[0]!.mark = '1 m1 client 7')],
    [
      'an event after the removal',
      ['afterRemoval'],
      (it) => it.removals.push({ userId: 'bob', conversationId: 'c', revision: 3 }),
    ],
    [
      'an answer INTERNAL',
      ['internal'],
      (it) => it.sends[0]!.attempts.unshift(attempt({ outcome: 'unknown', why: 'INTERNAL' })),
    ],
    ['an unread count that is off by one', ['unread'], (it) => (it.unread[0]!.unreadCount = 3)],
    ['a read position that fell back', ['unread'], (it) => (it.unread[0]!.atLeast = 2)],
  ])('finds %s', (_, names, change) => {
    expect(found(change)).toEqual(names.sort(byOrder));
  });

  it('lets a client that does not tell what it has seen be told again, but not less', () => {
    expect(
      found((it) => {
        it.streams[0] = { ...it.streams[0]!, tellsSeen: false };
        it.streams[0].events.push(it.streams[0].events[1]!);
      }),
    ).toEqual([]);
  });

  it('takes a Reset for an honest gap, and names it', () => {
    expect(
      found((it) => {
        it.streams[0]!.events.splice(0, 2);
        it.streams[0]!.resets = [3];
      }),
    ).toEqual(['reset']);
  });
});

const ORDER = Object.keys(check({ sends: [], streams: [], store: [], removals: [], unread: [] }).counts);
const byOrder = (a: string, b: string): number => ORDER.indexOf(a) - ORDER.indexOf(b);
