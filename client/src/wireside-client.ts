import { ApolloClient, InMemoryCache } from '@apollo/client';
import type { WiresideOptions } from './options.js';
import { openChat, type Chat } from './chat.js';
import { makeLink } from './links.js';
import { ObservableValue, type Watchable } from './observable-value.js';
import { makeSession, type Session, type SignInResult } from './session/session.js';
import { sessionKey } from './session/stored-session.js';
import { MemoryTokenStorage, tokenStorage } from './session/token-storage.js';
import { makeSocket, type ConnectionState, type Socket } from './socket/socket.js';
import { LogoutDocument } from './generated/documents.js';
import { typePolicies } from './type-policies.js';

/** How long signing out waits for the server, in milliseconds: nobody has to stay because the network does not answer. */
const GOODBYE_MS = 5000;

/**
 * Everything that a front end needs: an Apollo Client whose cache is kept up to date, the session, and the chat of whoever
 * is signed in.
 */
export class WiresideClient {
  readonly apollo: ApolloClient;
  readonly session: Session;
  readonly #socket: Socket;
  readonly #chatOfUser = new ObservableValue<Chat | null>(null);
  readonly #stopWatching: () => void;
  #opening: Promise<void> = Promise.resolve();
  readonly #options: WiresideOptions;

  constructor(options: WiresideOptions) {
    this.#options = options;
    const { url, fetch = globalThis.fetch.bind(globalThis), webSocketImpl } = options;
    const storage =
      options.tokenStorage ?? (options.persist === false ? new MemoryTokenStorage() : tokenStorage(sessionKey(url)));
    this.session = makeSession(url, storage, fetch, `wireside:renewal:${url}`);
    this.#socket = makeSocket(options.socketUrl ?? url.replace(/^http/, 'ws'), this.session, webSocketImpl);
    this.apollo = new ApolloClient({
      cache: new InMemoryCache({ typePolicies }),
      link: makeLink(url, this.session, this.#socket, fetch),
      dataMasking: false,
    });
    this.#stopWatching = this.session.state.subscribe(() => this.#follow());
    this.#follow();
  }

  /** The chat of the user who is signed in; null while nobody is, and until what was saved has been read. */
  get chat(): Watchable<Chat | null> {
    return this.#chatOfUser;
  }

  /** How the socket is. */
  get connection(): Watchable<ConnectionState> {
    return this.#socket.state;
  }

  /** Tries now what waits for a better moment: the socket and the outbox. */
  retryNow(): void {
    this.#socket.retryNow();
    this.#chatOfUser.current?.outbox.retryNow();
  }

  /** Takes the answer of `register` or `login`; the chat opens by itself. */
  signIn(result: SignInResult): void {
    this.session.signedIn(result);
  }

  /** Ends the session on the server, and forgets everything of this user on this device, in all tabs. */
  async signOut(): Promise<void> {
    const logout = this.apollo.mutate({ mutation: LogoutDocument, fetchPolicy: 'no-cache' }).catch(() => undefined);
    await Promise.race([logout, new Promise((resolve) => setTimeout(resolve, GOODBYE_MS))]);
    // It may just be opening.
    await this.#opening;
    const chat = this.#chatOfUser.current;
    this.session.signedOut();
    await this.#opening;
    await chat?.wipe();
  }

  /** Ends everything, leaving what is stored. */
  async close(): Promise<void> {
    this.#stopWatching();
    await this.#opening;
    await this.#chatOfUser.current?.close();
    this.#chatOfUser.set(null);
    this.session.close();
    await this.#socket.close();
    this.apollo.stop();
  }

  /** Opens and closes chats as users come and go, one after the other. */
  #follow(): void {
    this.#opening = this.#opening.then(() => this.#settle()).catch(() => undefined);
  }

  async #settle(): Promise<void> {
    const { current } = this.session.state;
    const userId = current.status === 'signed-out' ? null : current.userId;
    const chat = this.#chatOfUser.current;
    if (chat?.userId === userId || (!chat && userId === null)) return;
    if (chat) {
      this.#chatOfUser.set(null);
      await chat.close();
      this.#socket.restart();
      await this.apollo.clearStore();
    }
    if (userId !== null)
      this.#chatOfUser.set(await openChat(this.#options, userId, this.apollo, this.session, this.#socket));
  }
}

/** Makes the client; one for a page. */
export const createWiresideClient = (options: WiresideOptions): WiresideClient => new WiresideClient(options);
