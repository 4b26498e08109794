/** Who finds a room and may enter it. */
export enum RoomVisibility {
  PUBLIC = 'PUBLIC',
  PRIVATE = 'PRIVATE',
}

/** From where on a newcomer sees messages. */
export enum RoomHistory {
  ALL = 'ALL',
  SINCE_JOINING = 'SINCE_JOINING',
}

/** Which rooms a list is of. */
export enum RoomScope {
  MINE = 'MINE',
  DISCOVERABLE = 'DISCOVERABLE',
}

/** What happens in a room besides messages. */
export enum RoomActivityKind {
  ENTERED = 'ENTERED',
  EXITED = 'EXITED',
  JOINED = 'JOINED',
  LEFT = 'LEFT',
  REMOVED = 'REMOVED',
}

/** Why somebody was not added to a room. */
export enum SkipReason {
  NOT_FOUND = 'NOT_FOUND',
  ALREADY_MEMBER = 'ALREADY_MEMBER',
  BANNED = 'BANNED',
  BLOCKED = 'BLOCKED',
}
