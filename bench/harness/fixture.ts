/** A person of the fixture. */
export interface Person {
  /** UUID. */
  readonly id: string;
  /** Access token of the product. Peers may take the id alone for proof of who it is. */
  readonly token: string;
}

export interface Room {
  /** UUID; in the product that of the conversation. */
  readonly id: string;
  /** How many messages it holds at the start. */
  readonly messages: number;
  /** When its newest message, or it itself, was made: milliseconds since 1970, another for each room. */
  readonly lastEventAt: number;
}

export interface FixtureSize {
  readonly listeners: number;
  readonly senders: number;
  readonly rooms: number;
  readonly archive: number;
  readonly shelf: number;
}

/**
 * Who and what the database holds before a run, the same for every peer.
 *
 * - `listeners` are members of the hall, and the i-th also of `rooms[i % rooms.length]`.
 * - `senders` are members of the hall, the study and all rooms.
 * - `readers` are members of the archive and of all conversations of the shelf.
 */
export interface Fixture {
  readonly listeners: readonly Person[];
  readonly senders: readonly Person[];
  readonly readers: readonly Person[];
  /** Where fan-out is measured. */
  readonly hall: Room;
  /** Where nobody listens. */
  readonly study: Room;
  /** Where sends go to. */
  readonly rooms: readonly Room[];
  /** One long history. Its messages are numbered 1, 2, 3 …, by seq in the product and by id in plain tables, and so stamped. */
  readonly archive: Room;
  /** The deep page ends with this message of the archive; it is the cursor that a client would hold, exclusive: `before`. */
  readonly deepBefore: number;
  /** Conversations of the readers' list, each of 20 messages of which the reader has read 15; the last the newest. */
  readonly shelf: readonly Room[];
}

export const SHELF_MESSAGES = 20;
export const SHELF_READ = 15;
export const PAGE_SIZE = 50;
/** UUIDs of version 7, so that the product takes them for its own: a kind in three digits, a number in twelve. */
export const fixtureId = (kind: number, number: number): string =>
  `01900000-0000-7000-8${String(kind).padStart(3, '0')}-${String(number).padStart(12, '0')}`;
