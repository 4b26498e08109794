import { describe, expect, it } from 'vitest';
import { noticeOf, type NoticeMessage } from './notice.js';

const words = {
  inRoom: (sender: string, room: string) => `${sender} in ${room}`,
  many: (count: number) => `${count} new`,
  attachment: 'sent a file',
  appName: 'Wireside',
};
const message = (change: Partial<NoticeMessage> = {}): NoticeMessage => ({
  conversationId: 'c1',
  sender: 'Ann',
  room: null,
  text: 'Hello',
  ...change,
});

describe('a notice', () => {
  it('says who wrote what, and leads there', () => {
    expect(noticeOf([message()], words)).toEqual({ title: 'Ann', body: 'Hello', tag: 'wireside:c1', path: '/c/c1' });
  });

  it('names the room', () => {
    expect(noticeOf([message({ room: 'Fireside' })], words)?.title).toBe('Ann in Fireside');
  });

  it('says when there is a file alone', () => {
    expect(noticeOf([message({ text: '' })], words)?.body).toBe('sent a file');
  });

  it('is one for many messages of a conversation, with the newest of them', () => {
    const notice = noticeOf([message(), message({ text: 'Are you there?' })], words);
    expect(notice).toMatchObject({ body: '2 new\nAre you there?', tag: 'wireside:c1' });
  });

  it('is one for many conversations', () => {
    const messages = Array.from({ length: 500 }, (_, index) => message({ conversationId: `c${index}` }));
    expect(noticeOf(messages, words)).toEqual({ title: 'Wireside', body: '500 new', tag: 'wireside', path: '/' });
  });

  it('cuts long texts between characters', () => {
    const body = noticeOf([message({ text: '🍣'.repeat(500) })], words)?.body ?? '';
    expect([...body]).toHaveLength(140);
    expect(body.endsWith('🍣…')).toBe(true);
  });

  it('is none of nothing', () => {
    expect(noticeOf([], words)).toBeNull();
  });
});
