import { nameKey } from '../../common/text/text.js';
import { ParticipantRole } from '../conversations/conversation.words.js';
import { RoomVisibility } from './rooms.words.js';

export const ROOM_NAME_MAX = 100;
export const ROOM_DESCRIPTION_MAX = 2000;
export const BAN_REASON_MAX = 280;
/** Most people added by one operation. */
export const ADD_MAX = 200;

const NAME_KEY_MAX = 128;

export const roomNameKey = (name: string): string => [...nameKey(name)].slice(0, NAME_KEY_MAX).join('');

const RANK: Readonly<Record<ParticipantRole, number>> = {
  [ParticipantRole.OWNER]: 3,
  [ParticipantRole.ADMIN]: 2,
  [ParticipantRole.MEMBER]: 1,
};

/** Whether everybody, or administrators of the server only, may create rooms. */
export type WhoMayCreateRooms = 'everyone' | 'admins';

export const mayCreateRoom = (who: WhoMayCreateRooms, viewer: { readonly isAdmin: boolean }): boolean =>
  who === 'everyone' || viewer.isAdmin;

/** Owner and admins look after a room: its profile, who is let in, who is silenced, who is banned. */
export const mayManage = (role: ParticipantRole): boolean => RANK[role] >= RANK[ParticipantRole.ADMIN];

/** Removing, banning and silencing work down the ranks only. Somebody who is no member ranks below all. */
export const mayActOn = (role: ParticipantRole, target: ParticipantRole | null): boolean =>
  mayManage(role) && (target === null || RANK[role] > RANK[target]);

/** Roles are given, and the room is handed over, by its owner. */
export const mayGiveRoles = (role: ParticipantRole): boolean => role === ParticipantRole.OWNER;

export const mayDelete = (role: ParticipantRole | null, viewer: { readonly isAdmin: boolean }): boolean =>
  role === ParticipantRole.OWNER || viewer.isAdmin;

/** Anybody signed in sees a public room; a private one is seen by its members only, and by others as if it were not there. */
export const maySee = (room: { readonly visibility: RoomVisibility }, isMember: boolean): boolean =>
  isMember || room.visibility === RoomVisibility.PUBLIC;

export interface Ban {
  /** Milliseconds since 1970; null: until it is lifted. */
  readonly until: number | null;
}

export const isInForce = (ban: Ban | null | undefined, now: number): boolean =>
  ban != null && (ban.until === null || ban.until > now);

/** What keeps somebody from joining of their own accord, the least telling first; null when nothing does. */
export function joinFault(
  room: { readonly visibility: RoomVisibility; readonly memberCount: number },
  ban: Ban | null,
  { now, maxMembers }: { readonly now: number; readonly maxMembers: number },
): 'HIDDEN' | 'BANNED' | 'FULL' | null {
  if (!maySee(room, false)) return 'HIDDEN';
  if (isInForce(ban, now)) return 'BANNED';
  return room.memberCount >= maxMembers ? 'FULL' : null;
}
