export { useChat, useConnection, useSession, useWatched, useWireside, WiresideProvider } from './provider.js';
export { useConversation, useConversationIds, useInboxStatus, useTotalUnread } from './conversations.js';
export { useMarkRead, useMessage, useMessages, useSend, type Messages } from './messages.js';
export type { PendingRow } from '../state/pending-rows.js';
export {
  useDraft,
  usePresence,
  useTyping,
  useUpload,
  type DraftHandle,
  type Presence,
  type TypingUser,
} from './writing.js';
