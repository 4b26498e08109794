import type { ConversationFieldsFragment, Receipt } from '@wireside/apollo';
import { createContext, use } from 'react';
import type { Member } from './use-members.js';

/** What everything in an open conversation needs to know and may do. */
export interface OpenConversation {
  readonly conversation: ConversationFieldsFragment;
  readonly viewerId: string;
  readonly members: readonly Member[];
  reply(messageId: string): void;
  edit(messageId: string): void;
  /** Goes to a message, which need not be here yet. */
  goTo(seq: number): void;
  /** Puts the cursor where messages are written. */
  focusComposer(): void;
  /** The viewer wants to read from here on another time. */
  markUnread(seq: number): void;
}

export const ConversationContext = createContext<OpenConversation | null>(null);

export function useOpenConversation(): OpenConversation {
  const open = use(ConversationContext);
  if (!open) throw new Error('no conversation is open above');
  return open;
}

/** How far the others have come; apart from the rest because it changes all the time. */
export const ReceiptsContext = createContext<ReadonlyMap<string, Receipt>>(new Map());
