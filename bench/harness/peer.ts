import type { HttpRequest, SocketPlan, Step } from './plan.js';
import type { Fixture, Person, Room } from './fixture.js';

/** What can be measured of a server. A peer names those that it takes part in. */
export type JobName = 'fanout' | 'elsewhere' | 'send' | 'latency' | 'send-http' | 'read' | 'read-socket' | 'idle';

/** Pages of the archive, newest and deep, each of 50 messages with their senders; the list of 200 conversations. */
export type ReadKind = 'newest' | 'deep' | 'list';

/** Which tables the peer reads and writes: `plain` of bench/fixture/plain-schema.ts, or those of the product. */
export type Schema = 'plain' | 'product';

export interface Launch {
  /** Script that is started with `node`, absolute; compiled, so it ends in `.js`. */
  readonly script: string;
  readonly args?: readonly string[];
  /** Added to what every server gets: `PORT=0`, `HOST=127.0.0.1`, `NODE_ENV=production`, `DATABASE_URL`. */
  readonly env?: Readonly<Record<string, string>>;
  /** The port, when this line of standard output tells it. Default: the line is `{"ready":true,"port":…}`. */
  readonly portOf?: (line: string) => number | null;
}

/**
 * A server that is measured. All it says is data: the generator, another process, sends the bytes that are given here and
 * counts stamps in what comes back (see stamp.ts), without knowing a protocol above WebSocket and HTTP.
 */
export interface Peer {
  /** Short, for the command line and the results: `standard`. */
  readonly name: string;
  /** For the tables. */
  readonly title: string;
  readonly schema: Schema;
  readonly jobs: readonly JobName[];
  launch(): Launch;
  /** How a person's socket is opened and authenticated. Needed for every job but `send-http` and `read`. */
  socket?(person: Person): SocketPlan;
  /** Hears of new messages of the room. Needed for `fanout`, `elsewhere` and `idle`. */
  subscription?(person: Person, room: Room): Step;
  /**
   * Frame that sends a message with `BODY` as its text and `CLIENT_ID` as its client message id. The answer must hold the
   * client message id exactly once; what subscribers are told must hold the text exactly once.
   */
  sendFrame?(person: Person, room: Room): string;
  /** The same over HTTP. */
  sendRequest?(person: Person, room: Room): HttpRequest;
  /**
   * Requests that together read what is asked, one after the other on one connection. Their answers together must hold
   * the text of every message once, and nothing else with a stamp: 50 for a page, 200 for the list; several requests
   * answer equally many each.
   */
  readRequests?(kind: ReadKind, reader: Person, fixture: Fixture): readonly HttpRequest[];
  /** The same over a socket; `NUMBER` in a frame is replaced by a number that is new for each use. */
  readFrames?(kind: ReadKind, reader: Person, fixture: Fixture): readonly string[];
}
