/** Names of fields, by type. */
type Fields = Readonly<Record<string, string>>;

/**
 * The fields that events can show and that depend on who asks: a selection with one of them is executed for each viewer.
 * What lies below them is not looked at.
 */
const VIEWER_DEPENDENT: Fields = {
  Contact: 'unreadCount',
  ConversationSettingsChanged: 'conversation',
  ConversationUpdated: 'conversation',
  Draft: 'replyTo',
  MembershipChanged: 'conversation',
};

/**
 * The fields that events can show and that are the same for everybody who gets the event, but for rare cases in which they
 * ask who it is: `message` of an edit, a recall or a reaction, `replyTo`, `viewerHasReacted`. Contacts and unread counts
 * come in streams of one viewer, whose events are nobody else's. Before a field is added here: is it the same for all?
 */
const INDEPENDENT: Fields = {
  Attachment: 'contentType createdAt durationMs fileName height id kind size status url width',
  Contact: 'alias createdAt group id user userId',
  ContactGroup: 'contacts id isDefault name position',
  ContactsChanged: 'blocked contact contactUserId groupId groups kind',
  ConversationDeleted: 'at conversationId cursor revision',
  ConversationReady: 'conversationId head',
  ConversationSettingsChanged: 'conversationId',
  ConversationUpdated: 'at conversationId cursor revision',
  Draft: 'conversationId replyToId text updatedAt version',
  DraftChanged: 'conversationId draft version',
  InboxCaughtUp: 'cursor',
  InboxReady: 'cursor epoch',
  Lagged: 'dropped',
  MembershipChanged: 'actor actorId at change conversationId cursor revision user userId',
  Message:
    'attachments clientMessageId conversationId createdAt editedAt id mentions reactions recalledAt replyTo revision sender sentAt seq text',
  MessageAdded: 'at conversationId cursor message revision',
  MessageEdited: 'at conversationId cursor message revision',
  MessageHidden: 'conversationId messageId',
  MessageRecalled: 'at conversationId cursor message revision',
  PageInfo: 'endCursor hasNextPage hasPreviousPage startCursor',
  Photo: 'height id url width',
  PresenceChanged: 'lastSeenAt state user userId',
  ProfileChanged: 'userId',
  Reaction: 'count emoji users viewerHasReacted',
  ReactionAdded: 'at conversationId count cursor emoji message messageId revision user userId',
  ReactionRemoved: 'at conversationId count cursor emoji message messageId revision user userId',
  ReceiptChanged: 'conversationId deliveredSeq readSeq user userId',
  Reset: 'conversationId head',
  RoomActivity: 'actor at nickname presentCount type user',
  SessionExpiring: 'expiresAt',
  TypingChanged: 'conversationId isTyping user userId',
  UnreadCount: 'conversationId totalUnreadCount totalUnreadMentionCount unreadCount unreadMentionCount',
  User: 'accountNumber age avatarUrl birthday id nickname photoWall registeredAt sex signature username',
  UserConnection: 'edges pageInfo',
  UserEdge: 'cursor node',
};

const pathsOf = (fields: Fields): string[] =>
  Object.entries(fields).flatMap(([type, names]) => names.split(' ').map((name) => `${type}.${name}`));

export const VIEWER_DEPENDENT_FIELDS = pathsOf(VIEWER_DEPENDENT).sort();
export const INDEPENDENT_FIELDS = pathsOf(INDEPENDENT).sort();
