import { describe, expect, it } from 'vitest';
import { ParticipantRole } from '../conversations/conversation.words.js';
import {
  isInForce,
  joinFault,
  mayActOn,
  mayCreateRoom,
  mayDelete,
  mayGiveRoles,
  mayManage,
  maySee,
  roomNameKey,
} from './rooms.policy.js';
import { RoomVisibility } from './rooms.words.js';

const { OWNER, ADMIN, MEMBER } = ParticipantRole;
const { PUBLIC, PRIVATE } = RoomVisibility;
const user = { isAdmin: false };
const administrator = { isAdmin: true };

describe('rooms are made', () => {
  it('by everyone, or by administrators only', () => {
    expect(mayCreateRoom('everyone', user)).toBe(true);
    expect(mayCreateRoom('admins', user)).toBe(false);
    expect(mayCreateRoom('admins', administrator)).toBe(true);
  });
});

describe('rooms are looked after', () => {
  it('by owner and admins; roles are given by the owner', () => {
    expect([OWNER, ADMIN, MEMBER].map(mayManage)).toEqual([true, true, false]);
    expect([OWNER, ADMIN, MEMBER].map(mayGiveRoles)).toEqual([true, false, false]);
  });

  it.each([
    [OWNER, [false, true, true, true]],
    [ADMIN, [false, false, true, true]],
    [MEMBER, [false, false, false, false]],
  ])('down the ranks only: %s over owner, admin, member, nobody', (role, expected) => {
    expect([OWNER, ADMIN, MEMBER, null].map((target) => mayActOn(role, target))).toEqual(expected);
  });

  it('and deleted by the owner, or an administrator of the server', () => {
    expect([OWNER, ADMIN, MEMBER, null].map((role) => mayDelete(role, user))).toEqual([true, false, false, false]);
    expect(mayDelete(null, administrator)).toBe(true);
  });
});

describe('rooms are seen', () => {
  it('by members, and public ones by everybody', () => {
    expect(maySee({ visibility: PUBLIC }, false)).toBe(true);
    expect(maySee({ visibility: PRIVATE }, false)).toBe(false);
    expect(maySee({ visibility: PRIVATE }, true)).toBe(true);
  });
});

describe('a ban', () => {
  it('is in force until its time has come, for ever without one', () => {
    expect(isInForce(null, 100)).toBe(false);
    expect(isInForce({ until: null }, 100)).toBe(true);
    expect(isInForce({ until: 101 }, 100)).toBe(true);
    expect(isInForce({ until: 100 }, 100)).toBe(false);
  });
});

describe('joining', () => {
  const limits = { now: 100, maxMembers: 3 };

  it('is open to everybody in a public room that is not full', () => {
    expect(joinFault({ visibility: PUBLIC, memberCount: 2 }, null, limits)).toBeNull();
    expect(joinFault({ visibility: PUBLIC, memberCount: 2 }, { until: 100 }, limits)).toBeNull();
    expect(joinFault({ visibility: PUBLIC, memberCount: 3 }, null, limits)).toBe('FULL');
    expect(joinFault({ visibility: PUBLIC, memberCount: 3 }, { until: null }, limits)).toBe('BANNED');
  });

  it('tells nothing of a private room, not even of a ban', () => {
    expect(joinFault({ visibility: PRIVATE, memberCount: 3 }, { until: null }, limits)).toBe('HIDDEN');
  });
});

describe('the key of a name', () => {
  it('folds case, width and composition, and fits its column', () => {
    expect(roomNameKey('ＴＥＡ  Cafe\u0301')).toBe(roomNameKey('tea Café'));
    // One ligature may become many characters.
    expect([...roomNameKey('\uFDFA'.repeat(100))]).toHaveLength(128);
  });
});
