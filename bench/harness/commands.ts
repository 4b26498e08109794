import type { HttpRequest, SocketPlan, Step } from './plan.js';

/** What the harness asks the generator to do, one thing after the other. */
export type Command = OpenCommand | FanoutCommand | ClosedCommand | ReconnectCommand;

/** Opens sockets that count what they are told, subscribed with a step of their own. They stay open until the end. */
export interface OpenCommand {
  readonly do: 'open';
  readonly port: number;
  readonly sockets: readonly { readonly plan: SocketPlan; readonly subscription: Step }[];
}

/** How long, and whose processor time is taken at both ends of the measurement. */
export interface Window {
  readonly warmUpMs: number;
  readonly measureMs: number;
  readonly serverPid: number;
  readonly databasePid: number | null;
  /** The first of the numbers to stamp. */
  readonly firstNumber: number;
}

/** Posts, each when an earlier one has reached all the open sockets. */
export interface FanoutCommand extends Window {
  readonly do: 'fanout';
  readonly port: number;
  /** As many as posts are to be in flight. */
  readonly posters: readonly { readonly plan: SocketPlan; readonly frame: string }[];
}

/** A lane has one operation under way. Its answer has come when so many stamps have. */
export interface Lane {
  /** Null: the operations are HTTP requests. */
  readonly plan: SocketPlan | null;
  /** Taken in turn, for ever; each a list of templates sent one after the other. */
  readonly operations: readonly (readonly Exchange[])[];
}

export interface Exchange {
  readonly send: string | HttpRequest;
  readonly stamps: number;
}

/** Operations as fast as they are answered. */
export interface ClosedCommand extends Window {
  readonly do: 'closed';
  readonly port: number;
  readonly lanes: readonly Lane[];
  /** What the answers are stamped with. */
  readonly stamp: string;
}

/** Clients that open a socket, take all its steps, and go, one after the other. */
export interface ReconnectCommand extends Window {
  readonly do: 'reconnect';
  readonly port: number;
  readonly plan: SocketPlan;
  /** How many messages they must have been told by then. */
  readonly messages: number;
}

export interface LoadResult {
  readonly seconds: number;
  /** Deliveries in `fanout`, operations in the others. */
  readonly operations: number;
  /** With those before and after the measured part. */
  readonly total: number;
  readonly serverMicros: number;
  readonly databaseMicros: number;
  readonly generatorMicros: number;
  /** Microseconds. */
  readonly p50: number | null;
  readonly p99: number | null;
  /** The first number that was not used. */
  readonly nextNumber: number;
  /** The highest and lowest number found in answers, to see that they hold what they should. */
  readonly lowest: number;
  readonly highest: number;
}

export type Reply = { readonly ok: true; readonly result: LoadResult | null } | { readonly ok: false; error: string };
