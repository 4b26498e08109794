/** Where a conversation is shown. */
export const conversationPath = (id: string): string => `/c/${encodeURIComponent(id)}`;

/** The state of a step in the history by which somebody only goes past a conversation. */
export const PASSING_BY = 'passing-by';

/** Where the application was when it was loaded. */
export const LOADED_AT = location.pathname;
