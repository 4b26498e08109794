import { useChat } from '@wireside/apollo/react';
import { useEffect } from 'react';

interface TabDraft {
  readonly conversationId: string;
  readonly text: string;
  readonly replyToId: string | null;
}

let channel: BroadcastChannel | null = null;

/** Shows the other tabs of this browser what is being written here; other devices hear of it through the server. */
export function tellTabs(draft: TabDraft): void {
  channel?.postMessage(draft);
}

/** Takes over what is being written in other tabs, for as long as the component is there. */
export function useDraftsOfTabs(): void {
  const chat = useChat();
  useEffect(() => {
    if (!chat || typeof BroadcastChannel === 'undefined') return;
    const own = new BroadcastChannel(`wireside:drafts:${chat.userId}`);
    own.onmessage = ({ data }: MessageEvent<TabDraft>) => {
      const { conversationId, text, replyToId } = data;
      // The version that the server gives it comes with its own event, and is a later one.
      const version = chat.state.get(conversationId)?.draftVersion ?? 0;
      const isEmpty = text.trim() === '' && replyToId === null;
      const draft = isEmpty ? null : ({ __typename: 'Draft', text, replyToId, version } as const);
      chat.state.takeDraft(conversationId, draft, version);
      chat.state.publish();
    };
    channel = own;
    return () => {
      own.close();
      channel = null;
    };
  }, [chat]);
}
