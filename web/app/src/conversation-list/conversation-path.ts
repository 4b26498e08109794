/** Where a conversation is shown. */
export const conversationPath = (id: string): string => `/c/${encodeURIComponent(id)}`;
