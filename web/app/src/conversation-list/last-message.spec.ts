import { describe, expect, it } from 'vitest';
import { describeLastMessage, firstLine, mediaOf, type Summarized } from './last-message.js';

const ann = { id: 'ann', nickname: 'Ann' };
const ben = { id: 'ben', nickname: 'Ben' };
const message = (fields: Partial<Summarized>): Summarized => ({
  text: 'hello',
  recalledAt: null,
  attachments: [],
  sender: ben,
  ...fields,
});

describe('the newest message in the list', () => {
  it('is nothing before anybody has written', () => {
    expect(describeLastMessage(null, 'ann', false)).toEqual({ kind: 'none' });
  });

  it('names the sender in a room, and not where there are two', () => {
    expect(describeLastMessage(message({}), 'ann', true)).toMatchObject({ sender: 'Ben', isOwn: false });
    expect(describeLastMessage(message({}), 'ann', false)).toMatchObject({ sender: null, isOwn: false });
  });

  it('names the sender as the viewer calls them', () => {
    expect(describeLastMessage(message({}), 'ann', true, new Map([['ben', 'Benny']]))).toMatchObject({
      sender: 'Benny',
    });
  });

  it('is marked as one’s own', () => {
    expect(describeLastMessage(message({ sender: ann }), 'ann', true)).toMatchObject({ isOwn: true, sender: null });
  });

  it('is nobody’s own when its sender is gone', () => {
    expect(describeLastMessage(message({ sender: null }), null, true)).toMatchObject({ isOwn: false, sender: null });
  });

  it('says that it was taken back, and nothing of what it was', () => {
    const recalled = message({ recalledAt: '2026-01-01T00:00:00.000Z' });
    expect(describeLastMessage(recalled, 'ann', true)).toEqual({ kind: 'recalled', isOwn: false, sender: 'Ben' });
  });

  it('is one line, and no longer than a row can show', () => {
    expect(firstLine(' one\n\n two\tthree ')).toBe('one two three');
    expect(firstLine('x'.repeat(5000))).toHaveLength(161);
  });

  it('says what is attached', () => {
    expect(mediaOf([])).toBeNull();
    const picture = { kind: 'IMAGE' as const, fileName: 'a.png' };
    expect(mediaOf([picture, picture])).toEqual({ kind: 'IMAGE', count: 2, fileName: 'a.png' });
    expect(mediaOf([picture, { kind: 'AUDIO', fileName: 'b.ogg' }])).toMatchObject({ kind: 'FILE', count: 2 });
  });
});
