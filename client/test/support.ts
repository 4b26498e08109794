import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { WebSocket } from 'ws';
import { FaultProxy } from '../../chaos/fault-proxy.js';
import { buildServer, startNodeProcess, type NodeProcess } from '../../test/support/node-process.js';
import { createWorkspace } from '../../test/support/services/workspace.js';
import type { Chat } from '../src/chat.js';
import {
  LoginDocument,
  OpenDirectConversationDocument,
  RegisterDocument,
  type ConversationFieldsFragment,
} from '../src/generated/documents.js';
import { until, type Watchable } from '../src/observable-value.js';
import type { WiresideOptions } from '../src/options.js';
import type { SignInResult } from '../src/session/session.js';
import { MemoryTokenStorage } from '../src/session/token-storage.js';
import { createWiresideClient, type WiresideClient } from '../src/wireside-client.js';

/** The kit: its source, or its package. */
export type Kit = typeof import('../src/index.js');

const source = { createWiresideClient, LoginDocument, OpenDirectConversationDocument, RegisterDocument };

const PASSWORD = 'correct horse battery staple';

/** The server as it is shipped, behind a stretch of network that can be cut. */
export class TestServer {
  private constructor(
    private node: NodeProcess,
    readonly proxy: FaultProxy,
    private readonly settings: Readonly<Record<string, string>>,
    private readonly folder: string,
  ) {}

  static async start(more: Readonly<Record<string, string>> = {}): Promise<TestServer> {
    buildServer();
    const folder = createWorkspace('client');
    const settings = {
      NODE_ENV: 'test',
      HOST: '127.0.0.1',
      DATA_DIR: folder,
      PLAYGROUND: 'off',
      RATE_LIMITS: 'off',
      JWT_SECRET: 'a secret for tests alone, long enough to be taken',
      ...more,
    };
    const node = await startNodeProcess(settings);
    const proxy = await FaultProxy.start(Number(new URL(node.url).port));
    return new TestServer(node, proxy, settings, folder);
  }

  get url(): string {
    return `${this.proxy.url}/graphql`;
  }

  /** Ends the server as a power cut does. */
  kill(): Promise<void> {
    return this.node.kill();
  }

  /** Starts it again with the same data. */
  async restart(): Promise<void> {
    this.node = await startNodeProcess(this.settings);
    this.proxy.target = Number(new URL(this.node.url).port);
  }

  async close(): Promise<void> {
    await this.proxy.close();
    await this.node.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A device: a client with its storage, which can be closed and opened again. */
export class Device {
  client: WiresideClient;
  /** What registering or signing in was answered with. */
  signedIn!: SignInResult;
  readonly options: WiresideOptions;

  constructor(
    url: string,
    more: Partial<WiresideOptions> = {},
    private readonly kit: Pick<Kit, keyof typeof source> = source,
  ) {
    this.options = { url, tokenStorage: new MemoryTokenStorage(), webSocketImpl: WebSocket, ...more };
    this.client = this.kit.createWiresideClient(this.options);
  }

  async register(nickname: string): Promise<Chat> {
    const username = `u${randomUUID().slice(0, 12).replaceAll('-', '')}`;
    const { data } = await this.client.apollo.mutate({
      mutation: this.kit.RegisterDocument,
      variables: { input: { nickname, username, password: PASSWORD } },
      fetchPolicy: 'no-cache',
    });
    if (!data) throw new Error('not registered');
    this.signedIn = data.register;
    this.client.signIn(data.register);
    return this.live();
  }

  async login(identifier: string): Promise<Chat> {
    const { data } = await this.client.apollo.mutate({
      mutation: this.kit.LoginDocument,
      variables: { input: { identifier, password: PASSWORD } },
      fetchPolicy: 'no-cache',
    });
    if (!data) throw new Error('not signed in');
    this.signedIn = data.login;
    this.client.signIn(data.login);
    return this.live();
  }

  /** The chat, once everything that was missed has been applied. */
  async live(): Promise<Chat> {
    const chat = (await until(this.client.chat, (current) => current !== null)) as Chat;
    await until(chat.status, (status) => status === 'live');
    return chat;
  }

  /** As a reload does: everything in memory is gone. */
  async reload(): Promise<void> {
    await this.client.close();
    this.client = this.kit.createWiresideClient(this.options);
  }

  async openDirect(userId: string): Promise<ConversationFieldsFragment> {
    const { data } = await this.client.apollo.mutate({
      mutation: this.kit.OpenDirectConversationDocument,
      variables: { input: { userId } },
      fetchPolicy: 'no-cache',
    });
    if (!data) throw new Error('not opened');
    const chat = this.client.chat.current as Chat;
    chat.state.takeSummary(data.openDirectConversation.conversation);
    chat.state.publish();
    return data.openDirectConversation.conversation;
  }

  close(): Promise<void> {
    return this.client.close();
  }
}

/** Resolves when the chat knows the conversation. */
export const known = (chat: Chat, conversationId: string): Promise<unknown> =>
  until(chat.state.conversationIds, (ids) => ids.includes(conversationId));

/** Texts of the messages that are here, in order; a gap is `…`. */
export function textsOf(chat: Chat, conversationId: string): (string | null)[] {
  const rows = chat.state.get(conversationId)?.index.rows() ?? [];
  return rows.map((row) => (row.kind === 'gap' ? '…' : (chat.state.messages.read(row.id)?.text ?? null)));
}

/** Resolves when the conversation's messages are as wanted. */
export async function untilTexts(
  chat: Chat,
  conversationId: string,
  holds: (texts: (string | null)[]) => boolean,
): Promise<(string | null)[]> {
  await known(chat, conversationId);
  const { view } = chat.state.get(conversationId) as { view: Watchable<unknown> };
  await until(view, () => holds(textsOf(chat, conversationId)));
  return textsOf(chat, conversationId);
}
