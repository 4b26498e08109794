import { describe, expect, it } from 'vitest';
import { actionsOn, inRankOrder, type Role } from './room-rights.js';

const member = (role: Role, isMuted = false) => ({ userId: 'ben', role, isMuted });

describe('what may be done to a member', () => {
  it('is everything for the owner', () => {
    const owner = { id: 'ann', role: 'OWNER' as const };
    expect(actionsOn(owner, member('MEMBER'))).toEqual(['promote', 'transfer', 'mute', 'remove', 'ban']);
    expect(actionsOn(owner, member('ADMIN', true))).toEqual(['demote', 'transfer', 'unmute', 'remove', 'ban']);
  });

  it('goes down the ranks only', () => {
    const admin = { id: 'ann', role: 'ADMIN' as const };
    expect(actionsOn(admin, member('MEMBER'))).toEqual(['mute', 'remove', 'ban']);
    expect(actionsOn(admin, member('ADMIN'))).toEqual([]);
    expect(actionsOn(admin, member('OWNER'))).toEqual([]);
  });

  it('is nothing for members, strangers and oneself', () => {
    expect(actionsOn({ id: 'ann', role: 'MEMBER' }, member('MEMBER'))).toEqual([]);
    expect(actionsOn({ id: 'ann', role: null }, member('MEMBER'))).toEqual([]);
    expect(actionsOn({ id: 'ben', role: 'OWNER' }, member('OWNER'))).toEqual([]);
  });
});

it('lists members by rank, then as they joined', () => {
  const sorted = inRankOrder([
    { role: 'MEMBER', joinedAt: '2026-01-01' },
    { role: 'ADMIN', joinedAt: '2026-01-03' },
    { role: 'OWNER', joinedAt: '2026-01-04' },
    { role: 'ADMIN', joinedAt: '2026-01-02' },
  ]);
  expect(sorted.map(({ joinedAt }) => joinedAt.at(-1))).toEqual(['4', '2', '3', '1']);
});
