import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { TestServer } from '../../../client/test/support.js';
import { launchBrowser } from '../../support/browser.js';
import { HttpDoor } from '../../support/clients.js';
import { buildApp } from '../../support/node-process.js';
import { watchFaults } from './faults.js';

const PASSWORD = 'correct horse battery staple';

/** Somebody with an account, and a door to the API beside their windows. */
export interface Person {
  readonly id: string;
  readonly nickname: string;
  readonly username: string;
  readonly password: string;
  readonly door: HttpDoor;
  /** What the kit keeps of a session. */
  readonly stored: string;
}

export interface WindowOptions extends BrowserContextOptions {
  /** Where it begins; default `/`. */
  readonly path?: string;
  /** By which name the server is opened, in place of its number. */
  readonly host?: string;
  /** What the page may say or ask for without it being a fault, as when the server is away on purpose. */
  readonly tolerate?: RegExp;
  /** Called, and waited for, before anything is loaded. */
  readonly before?: (page: Page) => unknown;
}

/** A browser window with storage of its own. */
export interface Window {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Everything that the page should not have done. */
  readonly faults: string[];
}

/** The built server with the built application behind a network with faults, and a browser. */
export class Stage {
  private readonly windows: Window[] = [];

  private constructor(
    readonly server: TestServer,
    readonly browser: Browser,
  ) {}

  static async open(settings: Readonly<Record<string, string>> = {}): Promise<Stage> {
    buildApp();
    const server = await TestServer.start(settings);
    return new Stage(server, await launchBrowser());
  }

  get origin(): string {
    return this.server.proxy.url;
  }

  async person(nickname: string): Promise<Person> {
    const username = `${nickname.toLowerCase().replace(/[^a-z]/g, '')}${randomUUID().slice(0, 8)}`;
    const door = new HttpDoor(this.origin);
    const { register } = await door.run(
      `mutation ($input: RegisterInput!) {
        register(input: $input) { accessToken refreshToken expiresAt user { id } }
      }`,
      { input: { nickname, username, password: PASSWORD } },
    );
    const { accessToken, refreshToken, expiresAt, user } = register;
    door.token = accessToken;
    const stored = JSON.stringify({ accessToken, refreshToken, expiresAt: Date.parse(expiresAt), userId: user.id });
    return { id: user.id, nickname, username, password: PASSWORD, door, stored };
  }

  /** Opens the conversation of two. */
  async direct(one: Person, other: Person): Promise<string> {
    const answer = await one.door.run(
      `mutation ($input: OpenDirectConversationInput!) { openDirectConversation(input: $input) { conversation { id } } }`,
      { input: { userId: other.id } },
    );
    return answer.openDirectConversation.conversation.id;
  }

  /** Writes messages into a conversation, one after the other, past the windows. */
  async write(person: Person, conversationId: string, texts: readonly string[]): Promise<void> {
    for (const text of texts)
      await person.door.run(`mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { id } } }`, {
        input: { conversationId, text, clientMessageId: randomUUID() },
      });
  }

  /** A window of somebody who is signed in, or of nobody. */
  async window(
    person: Person | null,
    { path = '/', host, tolerate, before, ...options }: WindowOptions = {},
  ): Promise<Window> {
    const origin = host ? this.origin.replace('127.0.0.1', host) : this.origin;
    const localStorage = person ? [{ name: `wireside:session:${origin}/graphql`, value: person.stored }] : [];
    const context = await this.browser.newContext({
      locale: 'en-GB',
      viewport: { width: 1280, height: 800 },
      storageState: { cookies: [], origins: [{ origin, localStorage }] },
      ...options,
    });
    const page = await context.newPage();
    const window = { page, context, faults: await watchFaults(page, origin, tolerate) };
    this.windows.push(window);
    await before?.(page);
    await page.goto(`${origin}${path}`);
    return window;
  }

  /** Closes all windows; answers what they should not have done. */
  async closeWindows(): Promise<string[]> {
    this.server.proxy.heal();
    const closed = this.windows.splice(0);
    await Promise.all(closed.map(({ context }) => context.close()));
    return closed.flatMap(({ faults }) => faults);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }
}
