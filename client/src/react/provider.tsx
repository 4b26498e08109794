import { ApolloProvider } from '@apollo/client/react';
import { createContext, useContext, useSyncExternalStore, type ReactNode } from 'react';
import type { Chat } from '../chat.js';
import type { Watchable } from '../observable-value.js';
import type { SessionState } from '../session/session.js';
import type { ConnectionState } from '../socket/socket.js';
import type { WiresideClient } from '../wireside-client.js';

const Context = createContext<WiresideClient | null>(null);

/** Gives a client to everything below, and its Apollo Client to Apollo's own hooks. */
export function WiresideProvider({ client, children }: { client: WiresideClient; children: ReactNode }): ReactNode {
  return (
    <Context value={client}>
      <ApolloProvider client={client.apollo}>{children}</ApolloProvider>
    </Context>
  );
}

export function useWireside(): WiresideClient {
  const client = useContext(Context);
  if (!client) throw new Error('there is no <WiresideProvider> above');
  return client;
}

export const useWatched = <T,>(value: Watchable<T>): T =>
  useSyncExternalStore(
    value.subscribe,
    () => value.current,
    () => value.current,
  );

/** Whether somebody is signed in. */
export const useSession = (): SessionState => useWatched(useWireside().session.state);

/** How the socket is. */
export const useConnection = (): ConnectionState => useWatched(useWireside().connection);

/** The chat of the user who is signed in, or null. */
export const useChat = (): Chat | null => useWatched(useWireside().chat);
