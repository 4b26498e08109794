import type { PendingSend } from '@wireside/apollo';

/** What the row of a conversation says of messages that are not facts yet. */
export interface PendingPreview {
  readonly state: 'waiting' | 'failed';
  readonly text: string;
  /** How many files come with it. */
  readonly files: number;
}

/** The newest of what waits in each conversation; what was refused comes before what is under way. */
export function pendingPreviews(pending: readonly PendingSend[]): ReadonlyMap<string, PendingPreview> {
  const previews = new Map<string, PendingPreview>();
  for (const { conversationId, state, text, attachmentIds } of pending) {
    const isFailed = state === 'failed';
    if (!isFailed && previews.get(conversationId)?.state === 'failed') continue;
    previews.set(conversationId, {
      state: isFailed ? 'failed' : 'waiting',
      text: text ?? '',
      files: attachmentIds.length,
    });
  }
  return previews;
}
