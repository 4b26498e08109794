export enum ConversationKind {
  DIRECT = 'DIRECT',
  ROOM = 'ROOM',
}

export enum ParticipantRole {
  OWNER = 'OWNER',
  ADMIN = 'ADMIN',
  MEMBER = 'MEMBER',
}

/** From where on a newcomer sees messages. */
export type HistoryRule = 'ALL' | 'SINCE_JOINING';

/** What a revision of a conversation may be. `MESSAGE` rows live with the messages, all others in conversation_events. */
export type ConversationEventType =
  | 'MESSAGE'
  | 'MESSAGE_EDITED'
  | 'MESSAGE_RECALLED'
  | 'REACTION_ADDED'
  | 'REACTION_REMOVED'
  | 'MEMBER_JOINED'
  | 'MEMBER_LEFT'
  | 'MEMBER_REMOVED'
  | 'ROLE_CHANGED'
  | 'MEMBER_MUTED'
  | 'CONVERSATION_UPDATED'
  | 'CONVERSATION_DELETED';

/** "Until lifted", as a time: the end of year 9999. */
export const FOREVER_MS = 253_402_300_799_999;
