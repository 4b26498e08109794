import type { MessageFieldsFragment } from '@wireside/apollo';

type Attachment = MessageFieldsFragment['attachments'][number];

/** What the row of a conversation says of its newest message. */
export type LastMessage =
  | { readonly kind: 'none' }
  | { readonly kind: 'recalled'; readonly isOwn: boolean; readonly sender: string | null }
  | {
      readonly kind: 'message';
      readonly isOwn: boolean;
      /** Whom to name before it; null where it is plain who wrote. */
      readonly sender: string | null;
      readonly text: string;
      readonly media: { readonly kind: Attachment['kind']; readonly count: number; readonly fileName: string } | null;
    };

export type Summarized = Pick<MessageFieldsFragment, 'text' | 'recalledAt' | 'attachments'> & {
  readonly sender: { readonly id: string; readonly nickname: string } | null;
};

const LONGEST = 160;

/** One line of a text, as much as a row can show. */
export function firstLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** What to say of attachments: their kind when it is the same for all, how many, and the name of the first. */
export function mediaOf(attachments: readonly Pick<Attachment, 'kind' | 'fileName'>[]): {
  readonly kind: Attachment['kind'];
  readonly count: number;
  readonly fileName: string;
} | null {
  const [first] = attachments;
  if (!first) return null;
  const isAlike = attachments.every(({ kind }) => kind === first.kind);
  return { kind: isAlike ? first.kind : 'FILE', count: attachments.length, fileName: first.fileName };
}

/** Says what a message is; the words are the reader's language. In a conversation of two the other one is not named. */
export function describeLastMessage(
  message: Summarized | null,
  viewerId: string | null,
  isRoom: boolean,
  aliases: ReadonlyMap<string, string> = new Map(),
): LastMessage {
  if (!message) return { kind: 'none' };
  const isOwn = message.sender !== null && message.sender.id === viewerId;
  const named = message.sender && (aliases.get(message.sender.id) ?? message.sender.nickname);
  const sender = isRoom && !isOwn ? named : null;
  if (message.recalledAt !== null) return { kind: 'recalled', isOwn, sender };
  return { kind: 'message', isOwn, sender, text: firstLine(message.text ?? ''), media: mediaOf(message.attachments) };
}
