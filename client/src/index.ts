export { createWiresideClient, type WiresideClient } from './wireside-client.js';
export type { WiresideOptions } from './options.js';
export type { Chat } from './chat.js';
export type { Session, SessionState, SignInResult } from './session/session.js';
export { MemoryTokenStorage, type StoredSession, type TokenStorage } from './session/token-storage.js';
export type { ConnectionState } from './socket/socket.js';
export type { InboxStatus } from './inbox/inbox.js';
export type { NewMessage, OwnChange } from './inbox/apply-event.js';
export type { HistoryView, Receipt } from './state/conversation-state.js';
export type { HistoryRow, IndexedMessage } from './state/message-index.js';
export type { Draft, PendingSend } from './outbox/outbox.js';
export {
  MemoryChatStorage,
  type ChatStorage,
  type StoredConversation,
  type StoredRows,
  type StoredSend,
} from './storage/chat-storage.js';
export { openIndexedDb } from './storage/indexeddb-storage.js';
export { uploadFile, type UploadOptions } from './writing/upload.js';
export { faultOf, isPassing, retryAfterMs, type Fault } from './errors.js';
export { unfold, type CompactDefinition } from './graphql/document.js';
export type { Watchable } from './observable-value.js';
export * from './generated/documents.js';
