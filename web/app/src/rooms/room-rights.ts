import type { MemberFieldsFragment } from '../generated/documents.js';

export type Role = MemberFieldsFragment['role'];

const RANK: Readonly<Record<Role, number>> = { OWNER: 3, ADMIN: 2, MEMBER: 1 };

export type MemberAction = 'promote' | 'demote' | 'transfer' | 'mute' | 'unmute' | 'remove' | 'ban';

/** Owner and admins look after a room: its profile, who is let in, who is silenced, who is banned. */
export const mayManage = (role: Role | null): boolean => role === 'OWNER' || role === 'ADMIN';

/** What the viewer may do to a member, so that nothing is offered that the server will refuse. */
export function actionsOn(
  viewer: { readonly id: string | null; readonly role: Role | null },
  member: { readonly userId: string; readonly role: Role; readonly isMuted: boolean },
): readonly MemberAction[] {
  const { role } = viewer;
  if (role === null || member.userId === viewer.id) return [];
  const ofOwner: readonly MemberAction[] =
    role === 'OWNER' ? [member.role === 'ADMIN' ? 'demote' : 'promote', 'transfer'] : [];
  if (!mayManage(role) || RANK[role] <= RANK[member.role]) return ofOwner;
  return [...ofOwner, member.isMuted ? 'unmute' : 'mute', 'remove', 'ban'];
}

/** Owner first, then admins, then the others; within a rank as they joined. */
export const inRankOrder = <Member extends { readonly role: Role; readonly joinedAt: string }>(
  members: readonly Member[],
): readonly Member[] =>
  [...members].sort((one, other) => RANK[other.role] - RANK[one.role] || one.joinedAt.localeCompare(other.joinedAt));
