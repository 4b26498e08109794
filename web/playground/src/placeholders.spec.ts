import { beforeEach, describe, expect, it, vi } from 'vitest';

// The modules belong in a page: they read its address and storage when they load.
vi.stubGlobal('location', { pathname: '/graphql' });
vi.stubGlobal('sessionStorage', { getItem: () => null, setItem: () => undefined });
const { actAs, adoptTokens, people } = await import('./people.js');
const { fill, remember } = await import('./placeholders.js');

function signIn(id: string, accountNumber: string): void {
  adoptTokens({
    data: {
      login: {
        accessToken: `access-${id}`,
        refreshToken: `refresh-${id}`,
        expiresAt: '2100-01-01T00:00:00.000Z',
        user: { id, nickname: id, accountNumber },
      },
    },
  });
}

describe('placeholders', () => {
  beforeEach(() => people.set({ people: [], actingUserId: null }));

  it('go on from the ids that earlier answers named', () => {
    remember({ openDirectConversation: { conversation: { id: 'direct', lastMessage: null } } });
    remember({ createRoom: { room: { id: 'room', conversation: { id: 'of-room' } } } });
    expect(fill({ a: '{{conversationId}}', b: ['{{roomId}}'], c: { d: '{{roomConversationId}}' } })).toEqual({
      a: 'direct',
      b: ['room'],
      c: { d: 'of-room' },
    });
  });

  it('leave everything else as it is', () => {
    const variables = { text: 'say {{uuid}} aloud', seq: 1, before: null, flag: false };
    expect(fill(variables)).toEqual(variables);
    expect(fill(undefined)).toBeUndefined();
  });

  it('give a fresh version 4 UUID at every run', () => {
    const [first, second] = [fill('{{uuid}}'), fill('{{uuid}}')];
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(first).not.toBe(second);
  });

  it('name the other of two people, whoever is acting', () => {
    signIn('ann', '100001');
    signIn('ben', '100002');
    expect(fill('{{otherUserId}}')).toBe('ann');
    expect(fill('{{accountNumber}}')).toBe('100002');
    actAs('ann');
    expect(fill('{{otherUserId}}')).toBe('ben');
  });

  it('say what to do while there is nothing to put in their place', () => {
    signIn('ann', '100001');
    expect(() => fill({ userId: '{{otherUserId}}' })).toThrow(/register or sign in two people/);
    expect(() => fill('{{nonsense}}')).toThrow(/\{\{nonsense\}\}/);
  });
});
