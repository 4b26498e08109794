import type { TokenStorage } from './session/token-storage.js';
import type { ChatStorage } from './storage/chat-storage.js';

export interface WiresideOptions {
  /** The API, as in `https://chat.example.org/graphql`. */
  readonly url: string;
  /** The same for WebSockets; derived from `url` when left out. */
  readonly socketUrl?: string;
  /** Whether to keep session and messages on the device. Default: true. */
  readonly persist?: boolean;
  /** Where the session is kept; default: `localStorage`, or memory. */
  readonly tokenStorage?: TokenStorage;
  /** Where a user's data is kept; default: IndexedDB, or memory. */
  readonly chatStorage?: (userId: string) => Promise<ChatStorage>;
  readonly fetch?: typeof globalThis.fetch;
  /** For Node before 22; browsers have one. */
  readonly webSocketImpl?: unknown;
}
