import { describe, expect, it } from 'vitest';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import { ConversationCompanions, type ShownPage } from './conversation-companions.js';
import type { ConversationEntity } from './entities/conversation.entity.js';

const pageAsking = (...asked: readonly string[]): ShownPage => ({
  conversations: [{ id: 'c1' } as ConversationEntity],
  viewer: { userId: 'u1' } as ShownPage['viewer'],
  context: {} as GraphqlContext,
  asksFor: (...path) => asked.includes(path.join('.')),
});

describe('what other modules show of a page of conversations', () => {
  it('is read when it is asked for, with what is asked below it', async () => {
    const companions = new ConversationCompanions();
    const read: string[] = [];
    companions.register('lastMessage', async ({ asksFor }) => {
      read.push(`lastMessage ${asksFor('sender')} ${asksFor('text')}`);
    });
    companions.register('room', async () => {
      read.push('room');
    });
    await companions.anticipate(pageAsking('lastMessage', 'lastMessage.sender'));
    expect(read).toEqual(['lastMessage true false']);
  });

  it('is not read for an empty page', async () => {
    const companions = new ConversationCompanions();
    companions.register('room', () => Promise.reject(new Error('asked')));
    let asked = false;
    companions.register('lastMessage', async () => {
      asked = true;
    });
    await companions.anticipate({ ...pageAsking('room', 'lastMessage'), conversations: [] });
    expect(asked).toBe(false);
  });

  it('that can’t be read does not keep the others, nor the page', async () => {
    const companions = new ConversationCompanions();
    let read = false;
    companions.register('lastMessage', () => Promise.reject(new Error('the database is gone')));
    companions.register('room', async () => {
      read = true;
    });
    await expect(companions.anticipate(pageAsking('room', 'lastMessage'))).resolves.toBeUndefined();
    expect(read).toBe(true);
  });
});
