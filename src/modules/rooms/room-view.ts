import type { RoomEntity } from './entities/room.entity.js';
import type { RoomHistory } from './rooms.words.js';

/** A living room with what its conversation knows of it, read in one query. */
export interface RoomView extends RoomEntity {
  readonly memberCount: number;
  readonly history: RoomHistory;
  /** Until when only owner and admins may speak. */
  readonly mutedAllUntil: number | null;
}
