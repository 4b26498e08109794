import type { AppError } from '../errors/app-error.js';
import type { Viewer } from '../auth/viewer.js';
import type { LoaderCache } from './loader-cache.js';

/** A live graphql-ws connection, as use cases may see it. */
export interface SocketHandle {
  readonly id: string;
  /** Puts a fresh access token in the place of the one the socket was opened with. */
  extend(viewer: Viewer, expiresAt: number): void;
  /** Milliseconds since 1970 when the socket's token expires. */
  readonly expiresAt: number;
  /** Ends the socket with a close code of `CloseCode`. */
  close(code: number, reason: string): void;
  /** Calls back shortly before the token expires, unless it is extended first; answers how to stop. */
  onExpiring(listener: (expiresAt: number) => void): () => void;
}

/** What every resolver gets, whichever door the operation came through. */
export interface GraphqlContext {
  readonly door: 'http' | 'socket';
  readonly viewer: Viewer | null;
  /** Why there is no viewer although a token was sent. */
  readonly authError: AppError | null;
  readonly requestId: string;
  /** Network address of the client. */
  readonly address: string;
  readonly userAgent: string;
  /** The socket, when the operation came over one. */
  readonly socket: SocketHandle | null;
  /** DataLoaders of this operation, or of this delivered event. */
  readonly loaders: LoaderCache;
  /** The answer is for everybody who subscribes to the same: there is no viewer to look at. */
  readonly isShared?: boolean;
}
