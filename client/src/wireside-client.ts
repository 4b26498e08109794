import { ApolloClient, InMemoryCache } from '@apollo/client';
import type { WiresideOptions } from './options.js';
import { openChat, type Chat } from './chat.js';
import { makeLink } from './links.js';
import { ObservableValue, type Watchable } from './observable-value.js';
import { makeSession, type Session, type SignInResult } from './session/session.js';
import { sessionKey } from './session/stored-session.js';
import { MemoryTokenStorage, tokenStorage } from './session/token-storage.js';
import { makeSocket, type ConnectionState } from './socket/socket.js';
import { LogoutDocument } from './generated/documents.js';
import { typePolicies } from './type-policies.js';

/** How long signing out waits for the server, in milliseconds: nobody has to stay because the network does not answer. */
const GOODBYE_MS = 5000;

/**
 * Everything that a front end needs: an Apollo Client whose cache is kept up to date, the session, and the chat of whoever
 * is signed in.
 */
export interface WiresideClient {
  readonly apollo: ApolloClient;
  readonly session: Session;
  /** The chat of the user who is signed in; null while nobody is, and until what was saved has been read. */
  readonly chat: Watchable<Chat | null>;
  /** How the socket is. */
  readonly connection: Watchable<ConnectionState>;
  /** Tries now what waits for a better moment: the socket and the outbox. */
  retryNow(): void;
  /** Takes the answer of `register` or `login`; the chat opens by itself. */
  signIn(result: SignInResult): void;
  /** Ends the session on the server, and forgets everything of this user on this device, in all tabs. */
  signOut(): Promise<void>;
  /** Ends everything, leaving what is stored. */
  close(): Promise<void>;
}

/** Makes the client; one for a page. */
export function createWiresideClient(options: WiresideOptions): WiresideClient {
  const { url, fetch = globalThis.fetch.bind(globalThis), webSocketImpl } = options;
  const storage =
    options.tokenStorage ?? (options.persist === false ? new MemoryTokenStorage() : tokenStorage(sessionKey(url)));
  const session = makeSession(url, storage, fetch, `wireside:renewal:${url}`);
  const socket = makeSocket(options.socketUrl ?? url.replace(/^http/, 'ws'), session, webSocketImpl);
  const apollo = new ApolloClient({
    cache: new InMemoryCache({ typePolicies }),
    link: makeLink(url, session, socket, fetch),
    dataMasking: false,
  });
  const chat = new ObservableValue<Chat | null>(null);
  let opening = Promise.resolve();

  /** Opens and closes chats as users come and go, one after the other. */
  function follow(): void {
    opening = opening.then(settle).catch(() => undefined);
  }

  async function settle(): Promise<void> {
    const { userId } = session;
    const { current } = chat;
    if ((current?.userId ?? null) === userId) return;
    if (current) {
      chat.set(null);
      await current.close();
      socket.restart();
      await apollo.clearStore();
    }
    if (userId !== null) chat.set(await openChat(options, userId, apollo, session, socket));
  }

  const stopWatching = session.state.subscribe(follow);
  follow();

  return {
    apollo,
    session,
    chat,
    connection: socket.state,
    retryNow() {
      socket.retryNow();
      chat.current?.outbox.retryNow();
    },
    signIn: session.signedIn,
    async signOut() {
      const logout = apollo.mutate({ mutation: LogoutDocument, fetchPolicy: 'no-cache' }).catch(() => undefined);
      await Promise.race([logout, new Promise((resolve) => setTimeout(resolve, GOODBYE_MS))]);
      // It may just be opening.
      await opening;
      const { current } = chat;
      session.signedOut();
      await opening;
      await current?.wipe();
    },
    async close() {
      stopWatching();
      await opening;
      await chat.current?.close();
      chat.set(null);
      session.close();
      await socket.close();
      apollo.stop();
    },
  };
}
