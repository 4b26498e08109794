import { randomUUID } from 'node:crypto';
import type { InboxEvent } from './events.js';
import { Mirror } from './mirror.js';
import * as operations from './operations.js';
import { Socket } from './socket.js';
import type { Server, Variables } from './server.js';
import type { Paint } from './terminal.js';

const PATIENCE_MS = 15_000;

export interface Role {
  /** The short name at the head of the column. */
  readonly name: string;
  readonly nickname: string;
  readonly signature: string;
  readonly paint: Paint;
}

/** An event, and when it came. */
export interface Sighting {
  readonly event: InboxEvent;
  readonly at: number;
}

/** One of the cast: an account, a socket with an open inbox, and everything that came through it. */
export class Person {
  id = '';
  accountNumber = '';
  readonly mirror = new Mirror(() => this.id);
  readonly sightings: Sighting[] = [];
  isLive = false;
  private accessToken = '';
  private refreshToken = '';
  private inbox: Socket | null = null;
  /** Why the inbox ended. */
  private lost: Error | null = null;
  private readonly wakers = new Set<() => void>();

  constructor(
    readonly role: Role,
    private readonly server: Server,
  ) {}

  get name(): string {
    return this.role.name;
  }

  /** The socket on which the inbox is open. */
  get socket(): Socket {
    if (!this.inbox) throw new Error(`${this.name} is not connected`);
    return this.inbox;
  }

  /** Over HTTP. @throws Refusal */
  ask<Data>(query: string, variables: Variables = {}): Promise<Data> {
    return this.server.ask<Data>(query, variables, this.accessToken || null);
  }

  /** A file address as this person reaches it. */
  reachable(address: string): string {
    return this.server.reachable(address);
  }

  async register(username: string): Promise<void> {
    const { register } = await this.ask<{
      register: { accessToken: string; refreshToken: string; user: { id: string; accountNumber: string } };
    }>(operations.REGISTER, {
      input: {
        username,
        nickname: this.role.nickname,
        signature: this.role.signature,
        password: `${randomUUID()} is nobody's business`,
      },
    });
    this.accessToken = register.accessToken;
    this.refreshToken = register.refreshToken;
    this.id = register.user.id;
    this.accountNumber = register.user.accountNumber;
  }

  /** Opens the inbox, from where it was left; resolves when everything missed has been told. */
  async goLive(): Promise<void> {
    const socket = new Socket(this.server, () => ({ authorization: `Bearer ${this.accessToken}` }));
    this.inbox = socket;
    const from = this.sightings.length;
    const { cursor, seen } = this.mirror;
    socket.subscribe<InboxEvent>(
      operations.INBOX,
      cursor === null ? {} : { after: cursor, seen },
      (event) => this.take(event),
      (error) => {
        this.isLive = false;
        this.lost = error;
        this.wake();
      },
    );
    this.isLive = true;
    this.lost = null;
    await this.sees(({ __typename }) => __typename === 'InboxCaughtUp', from);
  }

  /** Loses the connection without a goodbye. */
  async cut(): Promise<void> {
    this.socket.cut();
    await this.until(() => !this.isLive, 'the connection to break');
    this.lost = null;
  }

  /** Gets new tokens and hands the new one over on the open socket. */
  async renewSession(): Promise<void> {
    const { refreshSession } = await this.ask<{ refreshSession: { accessToken: string; refreshToken: string } }>(
      operations.REFRESH,
      { input: { refreshToken: this.refreshToken } },
    );
    this.accessToken = refreshSession.accessToken;
    this.refreshToken = refreshSession.refreshToken;
    await this.socket.ask(operations.EXTEND, { input: { accessToken: this.accessToken } });
  }

  /** The first event that fits, once it has come. @param from how many of the sightings to leave out */
  async sees(fits: (event: InboxEvent) => boolean, from = 0): Promise<Sighting> {
    let found: Sighting | undefined;
    await this.until(() => {
      found = this.sightings.slice(from).find(({ event }) => fits(event));
      return found !== undefined;
    }, 'an event');
    return found as Sighting;
  }

  has(fits: (event: InboxEvent) => boolean): boolean {
    return this.sightings.some(({ event }) => fits(event));
  }

  async leave(): Promise<void> {
    await this.inbox?.close();
  }

  private take(event: InboxEvent): void {
    this.sightings.push({ event, at: performance.now() });
    this.mirror.apply(event);
    this.wake();
  }

  private until(holds: () => boolean, what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => settle(new Error(`${this.name} waited in vain for ${what}`)), PATIENCE_MS);
      const settle = (error?: Error): void => {
        clearTimeout(timer);
        this.wakers.delete(look);
        if (error) reject(error);
        else resolve();
      };
      const look = (): void => {
        if (holds()) settle();
        else if (!this.isLive && this.lost) settle(this.lost);
      };
      this.wakers.add(look);
      look();
    });
  }

  private wake(): void {
    for (const waker of [...this.wakers]) waker();
  }
}
