/** A new message, as far as a notification tells of it. */
export interface NoticeMessage {
  readonly conversationId: string;
  readonly sender: string;
  /** Null in a direct conversation. */
  readonly room: string | null;
  /** Empty when there are attachments alone. */
  readonly text: string;
}

export interface Notice {
  readonly title: string;
  readonly body: string;
  /** A newer notice of the same tag takes the place of the older. */
  readonly tag: string;
  /** Where a click leads. */
  readonly path: string;
}

export interface NoticeWords {
  inRoom(sender: string, room: string): string;
  many(count: number): string;
  readonly attachment: string;
  readonly appName: string;
}

/** Longer texts are cut by the system, each at another place. */
const BODY_CHARACTERS = 140;

/** One notice for whatever has come together: a message, several of one conversation, or of many. */
export function noticeOf(messages: readonly NoticeMessage[], words: NoticeWords): Notice | null {
  const newest = messages.at(-1);
  if (!newest) return null;
  const conversations = new Set(messages.map(({ conversationId }) => conversationId));
  if (conversations.size > 1)
    return { title: words.appName, body: words.many(messages.length), tag: 'wireside', path: '/' };
  const { sender, room, text, conversationId } = newest;
  const title = room === null ? sender : words.inRoom(sender, room);
  const said = text === '' ? words.attachment : cut(text);
  return {
    title,
    body: messages.length > 1 ? `${words.many(messages.length)}\n${said}` : said,
    tag: `wireside:${conversationId}`,
    path: `/c/${encodeURIComponent(conversationId)}`,
  };
}

function cut(text: string): string {
  const characters = [...text];
  return characters.length > BODY_CHARACTERS ? `${characters.slice(0, BODY_CHARACTERS - 1).join('')}…` : text;
}
