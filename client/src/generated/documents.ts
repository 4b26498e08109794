// Generated from the .graphql files and schema.gql by `npm run client:documents`. Do not edit.
import { unfold } from '../graphql/document.js';
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Which emoji to give to which message. */
export type AddReactionInput = {
  /** Exactly one emoji; an emoji in its text form (❤) is taken for the same in its coloured form (❤️). */
  readonly emoji: string;
  /** Id of the message. */
  readonly messageId: string;
};

/** What an attachment is, decided from its content and never from its name. */
export type AttachmentKind =
  /** Sound. */
  | 'AUDIO'
  /** Anything else, also HTML and SVG: to be downloaded, never shown. */
  | 'FILE'
  /** A picture that browsers show: PNG, JPEG, GIF, WebP or AVIF. */
  | 'IMAGE'
  /** A film. */
  | 'VIDEO';

/** How far an upload has come. */
export type AttachmentStatus =
  /** Announced; the bytes have not come or have not been looked at. */
  | 'PENDING'
  /** Complete; it can be sent, and fetched. */
  | 'READY'
  /** The bytes were not what was announced, or are not allowed. Start again. */
  | 'REJECTED';

/** Which upload to complete. */
export type CompleteAttachmentUploadInput = {
  /** Id of the attachment that createAttachmentUpload answered. */
  readonly attachmentId: string;
};

/** What became different. Several changes of one thing may come as one, so ADDED and UPDATED both mean: this is how the contact is now. */
export type ContactsChange =
  /** A person was added. */
  | 'ADDED'
  /** A person was blocked or unblocked. */
  | 'BLOCK_CHANGED'
  /** A group was made, renamed, moved or deleted; contacts of a deleted one are in the default group now. */
  | 'GROUP_CHANGED'
  /** A person is no longer a contact. */
  | 'REMOVED'
  /** Alias or group of a contact was changed. */
  | 'UPDATED';

/** What sort of conversation it is. */
export type ConversationKind =
  /** Between two people, or of one with themselves; one per pair, and nobody leaves it. */
  | 'DIRECT'
  /** Of a room, whose members come and go. */
  | 'ROOM';

/** How much of a conversation the client holds: every change up to this revision. */
export type ConversationPosition = {
  /** Id of the conversation. */
  readonly conversationId: string;
  /** The last revision that the client has applied. */
  readonly revision: number;
};

/** What will be uploaded. */
export type CreateAttachmentUploadInput = {
  /** Name of the file; its folders, control and invisible characters are dropped, and what exceeds 255 bytes. */
  readonly fileName: string;
  /** Its exact size in bytes, at least 1. */
  readonly size: number;
};

/** Which message to change into what. */
export type EditMessageInput = {
  /** Ids of members who are named in the new text, at most 50, in place of those before; left out or null: they stay. */
  readonly mentions?: ReadonlyArray<string> | null | undefined;
  /** Id of the message. */
  readonly messageId: string;
  /** The new text. */
  readonly text: string;
};

/** The token to go on with. */
export type ExtendSessionInput = {
  /** A fresh access token of the same session, from refreshSession. */
  readonly accessToken: string;
};

/** Which message to hide. */
export type HideMessageInput = {
  /** Id of the message. */
  readonly messageId: string;
};

/** Who wants to sign in. */
export type LoginInput = {
  /** Account number, username or e-mail address; case does not matter. */
  readonly identifier: string;
  /** Password. */
  readonly password: string;
};

/** Up to which message this device has received. */
export type MarkDeliveredInput = {
  /** Id of the conversation. */
  readonly conversationId: string;
  /** Number of the message in its conversation, from 1. */
  readonly seq: number;
};

/** Up to which message the viewer has read. */
export type MarkReadInput = {
  /** Id of the conversation. */
  readonly conversationId: string;
  /** Number of the message in its conversation, from 1. */
  readonly seq: number;
};

/** What became of a membership. */
export type MembershipChange =
  /** Somebody came in, by themselves or added by another. */
  | 'JOINED'
  /** Somebody left. */
  | 'LEFT'
  /** Somebody was forbidden to speak for a time, or allowed again. */
  | 'MUTED'
  /** Somebody was removed. */
  | 'REMOVED'
  /** Somebody has another role now. */
  | 'ROLE_CHANGED';

/** With whom to have a direct conversation. */
export type OpenDirectConversationInput = {
  /** Id of the person. The viewer's own id opens the viewer's notes to themselves. */
  readonly userId: string;
};

/** What a participant may do. In direct conversations everybody is a MEMBER. */
export type ParticipantRole =
  /** Changes the room and its members, but not the owner. */
  | 'ADMIN'
  /** Reads and writes. */
  | 'MEMBER'
  /** Everything, deleting the room included; there is one. */
  | 'OWNER';

/** Whether somebody is there. */
export type PresenceState =
  /** None is, or the viewer may not know. */
  | 'OFFLINE'
  /** A device of theirs is connected. */
  | 'ONLINE';

/** Which message to take back. */
export type RecallMessageInput = {
  /** Id of the message. */
  readonly messageId: string;
};

/** Which session to renew. */
export type RefreshSessionInput = {
  /** The newest refresh token. A used one works for another 20 seconds, for a client that lost the answer; after that its use ends the session. */
  readonly refreshToken: string;
};

/** What a new account is made of. */
export type RegisterInput = {
  /** Account number: 5 to 12 digits, the first not 0. Left out: a free one is assigned. */
  readonly accountNumber?: string | null | undefined;
  /** Birthday as `YYYY-MM-DD`, from 1900 to today. Null: the day of registration. */
  readonly birthday?: string | null | undefined;
  /** E-mail address, unique regardless of case. Null: none. */
  readonly email?: string | null | undefined;
  /** The name that is shown, 1 to 64 characters. */
  readonly nickname: string;
  /** Password: 8 to 256 characters of any kind, not the account number, username or e-mail address. */
  readonly password: string;
  /** The password again; must match when given. */
  readonly passwordConfirmation?: string | null | undefined;
  /** Telephone number, seen by its owner only. Null: none. */
  readonly phone?: string | null | undefined;
  /** Sex; `UNKNOWN` takes it back. */
  readonly sex?: Sex | null | undefined;
  /** Signature line, up to 280 characters. Null: none. */
  readonly signature?: string | null | undefined;
  /** Username: 3 to 32 letters, digits, dots, underscores and hyphens, a letter first; unique regardless of case. Null: none. */
  readonly username?: string | null | undefined;
};

/** Which emoji to take back from which message. */
export type RemoveReactionInput = {
  /** Exactly one emoji; an emoji in its text form (❤) is taken for the same in its coloured form (❤️). */
  readonly emoji: string;
  /** Id of the message. */
  readonly messageId: string;
};

/** What happened in a room. */
export type RoomActivityType =
  /** Somebody came into the room: their first subscription to its activity began. */
  | 'ENTERED'
  /** Somebody went out of the room: their last subscription ended, by closing the socket or because its server died. They are still a member. */
  | 'EXITED'
  /** Somebody became a member. */
  | 'JOINED'
  /** A member left for good. */
  | 'LEFT'
  /** A member was removed. Of the member who is removed this ends the subscription. */
  | 'REMOVED';

/** Who finds a room and may enter it. */
export type RoomVisibility =
  /** Only members know of it; owner and admins bring people in. */
  | 'PRIVATE'
  /** Everybody who is signed in finds it and may join. */
  | 'PUBLIC';

/** What the viewer is about to say, where. It replaces what was saved before. */
export type SaveDraftInput = {
  /** Id of the conversation. */
  readonly conversationId: string;
  /** The message of the same conversation that is to be answered. */
  readonly replyToId?: string | null | undefined;
  /** The text. Empty and without replyToId: the draft is wiped. */
  readonly text: string;
};

/** What to say, where. Text or attachments, or both. */
export type SendMessageInput = {
  /** Completed uploads of the sender, at most 20, in the order to show them. */
  readonly attachmentIds?: ReadonlyArray<string> | null | undefined;
  /** True: the draft that the viewer has in the conversation, and of which this message was made, is wiped. One that was saved after the message was taken stays. */
  readonly clearDraft?: boolean | null | undefined;
  /** Chosen by the client, new for each message and the same for each retry of it: 1 to 64 visible ASCII characters, compared without regard to case; a UUID does well. Good without time limit. */
  readonly clientMessageId: string;
  /** Id of the conversation. */
  readonly conversationId: string;
  /** Ids of members who are named in the text, at most 50. */
  readonly mentions?: ReadonlyArray<string> | null | undefined;
  /** The message of the same conversation that this one answers. */
  readonly replyToId?: string | null | undefined;
  /** The client's own time. Kept, shown, orders nothing. */
  readonly sentAt?: string | null | undefined;
  /** The text. */
  readonly text?: string | null | undefined;
};

/** Whether the viewer is writing, where. */
export type SetTypingInput = {
  /** Id of the conversation. */
  readonly conversationId: string;
  /** True while the viewer writes, again every three seconds or so; false when they stop. */
  readonly isTyping: boolean;
};

/** What a person says of their sex. */
export type Sex =
  /** Female. */
  | 'FEMALE'
  /** Male. */
  | 'MALE'
  /** Not said. The default. */
  | 'UNKNOWN';

export type ConversationsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type ConversationsQuery = {
  readonly __typename: 'Query';
  readonly totalUnreadCount: number;
  readonly conversations: {
    readonly __typename: 'ConversationConnection';
    readonly edges: ReadonlyArray<{
      readonly __typename: 'ConversationEdge';
      readonly node: {
        readonly __typename: 'Conversation';
        readonly id: string;
        readonly kind: ConversationKind;
        readonly lastSeq: number;
        readonly revision: number;
        readonly unreadCount: number;
        readonly unreadMentionCount: number;
        readonly readSeq: number;
        readonly deliveredSeq: number;
        readonly lastEventAt: string;
        readonly pinnedAt: string | null;
        readonly mutedUntil: string | null;
        readonly archivedAt: string | null;
        readonly participantCount: number;
        readonly viewerRole: ParticipantRole | null;
        readonly draft: {
          readonly __typename: 'Draft';
          readonly text: string;
          readonly replyToId: string | null;
          readonly version: number;
        } | null;
        readonly peer: {
          readonly __typename: 'User';
          readonly id: string;
          readonly accountNumber: string;
          readonly username: string | null;
          readonly nickname: string;
          readonly avatarUrl: string | null;
        } | null;
        readonly room: {
          readonly __typename: 'Room';
          readonly id: string;
          readonly name: string;
          readonly description: string;
          readonly avatarUrl: string | null;
          readonly visibility: RoomVisibility;
          readonly memberCount: number;
          readonly viewerRole: ParticipantRole | null;
          readonly mutedUntil: string | null;
        } | null;
        readonly lastMessage: {
          readonly __typename: 'Message';
          readonly id: string;
          readonly conversationId: string;
          readonly seq: number;
          readonly revision: number;
          readonly clientMessageId: string;
          readonly text: string | null;
          readonly createdAt: string;
          readonly sentAt: string | null;
          readonly editedAt: string | null;
          readonly recalledAt: string | null;
          readonly reactions: ReadonlyArray<{
            readonly __typename: 'Reaction';
            readonly emoji: string;
            readonly count: number;
            readonly viewerHasReacted: boolean;
          }>;
          readonly sender: {
            readonly __typename: 'User';
            readonly id: string;
            readonly accountNumber: string;
            readonly username: string | null;
            readonly nickname: string;
            readonly avatarUrl: string | null;
          } | null;
          readonly attachments: ReadonlyArray<{
            readonly __typename: 'Attachment';
            readonly id: string;
            readonly kind: AttachmentKind;
            readonly status: AttachmentStatus;
            readonly url: string | null;
            readonly contentType: string;
            readonly width: number | null;
            readonly height: number | null;
            readonly durationMs: number | null;
            readonly size: number;
            readonly fileName: string;
          }>;
          readonly mentions: ReadonlyArray<{
            readonly __typename: 'User';
            readonly id: string;
            readonly nickname: string;
          }>;
          readonly replyTo: {
            readonly __typename: 'Message';
            readonly id: string;
            readonly conversationId: string;
            readonly seq: number;
            readonly text: string | null;
            readonly recalledAt: string | null;
            readonly sender: {
              readonly __typename: 'User';
              readonly id: string;
              readonly accountNumber: string;
              readonly username: string | null;
              readonly nickname: string;
              readonly avatarUrl: string | null;
            } | null;
            readonly attachments: ReadonlyArray<{
              readonly __typename: 'Attachment';
              readonly id: string;
              readonly kind: AttachmentKind;
              readonly status: AttachmentStatus;
              readonly url: string | null;
              readonly contentType: string;
              readonly width: number | null;
              readonly height: number | null;
              readonly durationMs: number | null;
              readonly size: number;
              readonly fileName: string;
            }>;
          } | null;
        } | null;
      };
    }>;
    readonly pageInfo: {
      readonly __typename: 'PageInfo';
      readonly hasNextPage: boolean;
      readonly endCursor: string | null;
    };
  };
};

export type ConversationQueryVariables = Exact<{
  id: string;
}>;

export type ConversationQuery = {
  readonly __typename: 'Query';
  readonly conversation: {
    readonly __typename: 'Conversation';
    readonly id: string;
    readonly kind: ConversationKind;
    readonly lastSeq: number;
    readonly revision: number;
    readonly unreadCount: number;
    readonly unreadMentionCount: number;
    readonly readSeq: number;
    readonly deliveredSeq: number;
    readonly lastEventAt: string;
    readonly pinnedAt: string | null;
    readonly mutedUntil: string | null;
    readonly archivedAt: string | null;
    readonly participantCount: number;
    readonly viewerRole: ParticipantRole | null;
    readonly draft: {
      readonly __typename: 'Draft';
      readonly text: string;
      readonly replyToId: string | null;
      readonly version: number;
    } | null;
    readonly peer: {
      readonly __typename: 'User';
      readonly id: string;
      readonly accountNumber: string;
      readonly username: string | null;
      readonly nickname: string;
      readonly avatarUrl: string | null;
    } | null;
    readonly room: {
      readonly __typename: 'Room';
      readonly id: string;
      readonly name: string;
      readonly description: string;
      readonly avatarUrl: string | null;
      readonly visibility: RoomVisibility;
      readonly memberCount: number;
      readonly viewerRole: ParticipantRole | null;
      readonly mutedUntil: string | null;
    } | null;
    readonly lastMessage: {
      readonly __typename: 'Message';
      readonly id: string;
      readonly conversationId: string;
      readonly seq: number;
      readonly revision: number;
      readonly clientMessageId: string;
      readonly text: string | null;
      readonly createdAt: string;
      readonly sentAt: string | null;
      readonly editedAt: string | null;
      readonly recalledAt: string | null;
      readonly reactions: ReadonlyArray<{
        readonly __typename: 'Reaction';
        readonly emoji: string;
        readonly count: number;
        readonly viewerHasReacted: boolean;
      }>;
      readonly sender: {
        readonly __typename: 'User';
        readonly id: string;
        readonly accountNumber: string;
        readonly username: string | null;
        readonly nickname: string;
        readonly avatarUrl: string | null;
      } | null;
      readonly attachments: ReadonlyArray<{
        readonly __typename: 'Attachment';
        readonly id: string;
        readonly kind: AttachmentKind;
        readonly status: AttachmentStatus;
        readonly url: string | null;
        readonly contentType: string;
        readonly width: number | null;
        readonly height: number | null;
        readonly durationMs: number | null;
        readonly size: number;
        readonly fileName: string;
      }>;
      readonly mentions: ReadonlyArray<{ readonly __typename: 'User'; readonly id: string; readonly nickname: string }>;
      readonly replyTo: {
        readonly __typename: 'Message';
        readonly id: string;
        readonly conversationId: string;
        readonly seq: number;
        readonly text: string | null;
        readonly recalledAt: string | null;
        readonly sender: {
          readonly __typename: 'User';
          readonly id: string;
          readonly accountNumber: string;
          readonly username: string | null;
          readonly nickname: string;
          readonly avatarUrl: string | null;
        } | null;
        readonly attachments: ReadonlyArray<{
          readonly __typename: 'Attachment';
          readonly id: string;
          readonly kind: AttachmentKind;
          readonly status: AttachmentStatus;
          readonly url: string | null;
          readonly contentType: string;
          readonly width: number | null;
          readonly height: number | null;
          readonly durationMs: number | null;
          readonly size: number;
          readonly fileName: string;
        }>;
      } | null;
    } | null;
  } | null;
};

export type MessagesBeforeQueryVariables = Exact<{
  id: string;
  seq?: number | null | undefined;
  count: number;
}>;

export type MessagesBeforeQuery = {
  readonly __typename: 'Query';
  readonly conversation: {
    readonly __typename: 'Conversation';
    readonly id: string;
    readonly revision: number;
    readonly lastSeq: number;
    readonly messages: {
      readonly __typename: 'MessageConnection';
      readonly edges: ReadonlyArray<{
        readonly __typename: 'MessageEdge';
        readonly node: {
          readonly __typename: 'Message';
          readonly id: string;
          readonly conversationId: string;
          readonly seq: number;
          readonly revision: number;
          readonly clientMessageId: string;
          readonly text: string | null;
          readonly createdAt: string;
          readonly sentAt: string | null;
          readonly editedAt: string | null;
          readonly recalledAt: string | null;
          readonly reactions: ReadonlyArray<{
            readonly __typename: 'Reaction';
            readonly emoji: string;
            readonly count: number;
            readonly viewerHasReacted: boolean;
          }>;
          readonly sender: {
            readonly __typename: 'User';
            readonly id: string;
            readonly accountNumber: string;
            readonly username: string | null;
            readonly nickname: string;
            readonly avatarUrl: string | null;
          } | null;
          readonly attachments: ReadonlyArray<{
            readonly __typename: 'Attachment';
            readonly id: string;
            readonly kind: AttachmentKind;
            readonly status: AttachmentStatus;
            readonly url: string | null;
            readonly contentType: string;
            readonly width: number | null;
            readonly height: number | null;
            readonly durationMs: number | null;
            readonly size: number;
            readonly fileName: string;
          }>;
          readonly mentions: ReadonlyArray<{
            readonly __typename: 'User';
            readonly id: string;
            readonly nickname: string;
          }>;
          readonly replyTo: {
            readonly __typename: 'Message';
            readonly id: string;
            readonly conversationId: string;
            readonly seq: number;
            readonly text: string | null;
            readonly recalledAt: string | null;
            readonly sender: {
              readonly __typename: 'User';
              readonly id: string;
              readonly accountNumber: string;
              readonly username: string | null;
              readonly nickname: string;
              readonly avatarUrl: string | null;
            } | null;
            readonly attachments: ReadonlyArray<{
              readonly __typename: 'Attachment';
              readonly id: string;
              readonly kind: AttachmentKind;
              readonly status: AttachmentStatus;
              readonly url: string | null;
              readonly contentType: string;
              readonly width: number | null;
              readonly height: number | null;
              readonly durationMs: number | null;
              readonly size: number;
              readonly fileName: string;
            }>;
          } | null;
        };
      }>;
      readonly pageInfo: {
        readonly __typename: 'PageInfo';
        readonly hasPreviousPage: boolean;
        readonly hasNextPage: boolean;
      };
    } | null;
  } | null;
};

export type MessagesAfterQueryVariables = Exact<{
  id: string;
  seq: number;
  count: number;
}>;

export type MessagesAfterQuery = {
  readonly __typename: 'Query';
  readonly conversation: {
    readonly __typename: 'Conversation';
    readonly id: string;
    readonly revision: number;
    readonly lastSeq: number;
    readonly messages: {
      readonly __typename: 'MessageConnection';
      readonly edges: ReadonlyArray<{
        readonly __typename: 'MessageEdge';
        readonly node: {
          readonly __typename: 'Message';
          readonly id: string;
          readonly conversationId: string;
          readonly seq: number;
          readonly revision: number;
          readonly clientMessageId: string;
          readonly text: string | null;
          readonly createdAt: string;
          readonly sentAt: string | null;
          readonly editedAt: string | null;
          readonly recalledAt: string | null;
          readonly reactions: ReadonlyArray<{
            readonly __typename: 'Reaction';
            readonly emoji: string;
            readonly count: number;
            readonly viewerHasReacted: boolean;
          }>;
          readonly sender: {
            readonly __typename: 'User';
            readonly id: string;
            readonly accountNumber: string;
            readonly username: string | null;
            readonly nickname: string;
            readonly avatarUrl: string | null;
          } | null;
          readonly attachments: ReadonlyArray<{
            readonly __typename: 'Attachment';
            readonly id: string;
            readonly kind: AttachmentKind;
            readonly status: AttachmentStatus;
            readonly url: string | null;
            readonly contentType: string;
            readonly width: number | null;
            readonly height: number | null;
            readonly durationMs: number | null;
            readonly size: number;
            readonly fileName: string;
          }>;
          readonly mentions: ReadonlyArray<{
            readonly __typename: 'User';
            readonly id: string;
            readonly nickname: string;
          }>;
          readonly replyTo: {
            readonly __typename: 'Message';
            readonly id: string;
            readonly conversationId: string;
            readonly seq: number;
            readonly text: string | null;
            readonly recalledAt: string | null;
            readonly sender: {
              readonly __typename: 'User';
              readonly id: string;
              readonly accountNumber: string;
              readonly username: string | null;
              readonly nickname: string;
              readonly avatarUrl: string | null;
            } | null;
            readonly attachments: ReadonlyArray<{
              readonly __typename: 'Attachment';
              readonly id: string;
              readonly kind: AttachmentKind;
              readonly status: AttachmentStatus;
              readonly url: string | null;
              readonly contentType: string;
              readonly width: number | null;
              readonly height: number | null;
              readonly durationMs: number | null;
              readonly size: number;
              readonly fileName: string;
            }>;
          } | null;
        };
      }>;
      readonly pageInfo: {
        readonly __typename: 'PageInfo';
        readonly hasPreviousPage: boolean;
        readonly hasNextPage: boolean;
      };
    } | null;
  } | null;
};

export type SendMessageMutationVariables = Exact<{
  input: SendMessageInput;
}>;

export type SendMessageMutation = {
  readonly __typename: 'Mutation';
  readonly sendMessage: {
    readonly __typename: 'SendMessagePayload';
    readonly message: {
      readonly __typename: 'Message';
      readonly id: string;
      readonly conversationId: string;
      readonly seq: number;
      readonly revision: number;
      readonly clientMessageId: string;
      readonly text: string | null;
      readonly createdAt: string;
      readonly sentAt: string | null;
      readonly editedAt: string | null;
      readonly recalledAt: string | null;
      readonly reactions: ReadonlyArray<{
        readonly __typename: 'Reaction';
        readonly emoji: string;
        readonly count: number;
        readonly viewerHasReacted: boolean;
      }>;
      readonly sender: {
        readonly __typename: 'User';
        readonly id: string;
        readonly accountNumber: string;
        readonly username: string | null;
        readonly nickname: string;
        readonly avatarUrl: string | null;
      } | null;
      readonly attachments: ReadonlyArray<{
        readonly __typename: 'Attachment';
        readonly id: string;
        readonly kind: AttachmentKind;
        readonly status: AttachmentStatus;
        readonly url: string | null;
        readonly contentType: string;
        readonly width: number | null;
        readonly height: number | null;
        readonly durationMs: number | null;
        readonly size: number;
        readonly fileName: string;
      }>;
      readonly mentions: ReadonlyArray<{ readonly __typename: 'User'; readonly id: string; readonly nickname: string }>;
      readonly replyTo: {
        readonly __typename: 'Message';
        readonly id: string;
        readonly conversationId: string;
        readonly seq: number;
        readonly text: string | null;
        readonly recalledAt: string | null;
        readonly sender: {
          readonly __typename: 'User';
          readonly id: string;
          readonly accountNumber: string;
          readonly username: string | null;
          readonly nickname: string;
          readonly avatarUrl: string | null;
        } | null;
        readonly attachments: ReadonlyArray<{
          readonly __typename: 'Attachment';
          readonly id: string;
          readonly kind: AttachmentKind;
          readonly status: AttachmentStatus;
          readonly url: string | null;
          readonly contentType: string;
          readonly width: number | null;
          readonly height: number | null;
          readonly durationMs: number | null;
          readonly size: number;
          readonly fileName: string;
        }>;
      } | null;
    };
  };
};

export type EditMessageMutationVariables = Exact<{
  input: EditMessageInput;
}>;

export type EditMessageMutation = {
  readonly __typename: 'Mutation';
  readonly editMessage: {
    readonly __typename: 'EditMessagePayload';
    readonly message: {
      readonly __typename: 'Message';
      readonly id: string;
      readonly conversationId: string;
      readonly seq: number;
      readonly revision: number;
      readonly clientMessageId: string;
      readonly text: string | null;
      readonly createdAt: string;
      readonly sentAt: string | null;
      readonly editedAt: string | null;
      readonly recalledAt: string | null;
      readonly reactions: ReadonlyArray<{
        readonly __typename: 'Reaction';
        readonly emoji: string;
        readonly count: number;
        readonly viewerHasReacted: boolean;
      }>;
      readonly sender: {
        readonly __typename: 'User';
        readonly id: string;
        readonly accountNumber: string;
        readonly username: string | null;
        readonly nickname: string;
        readonly avatarUrl: string | null;
      } | null;
      readonly attachments: ReadonlyArray<{
        readonly __typename: 'Attachment';
        readonly id: string;
        readonly kind: AttachmentKind;
        readonly status: AttachmentStatus;
        readonly url: string | null;
        readonly contentType: string;
        readonly width: number | null;
        readonly height: number | null;
        readonly durationMs: number | null;
        readonly size: number;
        readonly fileName: string;
      }>;
      readonly mentions: ReadonlyArray<{ readonly __typename: 'User'; readonly id: string; readonly nickname: string }>;
      readonly replyTo: {
        readonly __typename: 'Message';
        readonly id: string;
        readonly conversationId: string;
        readonly seq: number;
        readonly text: string | null;
        readonly recalledAt: string | null;
        readonly sender: {
          readonly __typename: 'User';
          readonly id: string;
          readonly accountNumber: string;
          readonly username: string | null;
          readonly nickname: string;
          readonly avatarUrl: string | null;
        } | null;
        readonly attachments: ReadonlyArray<{
          readonly __typename: 'Attachment';
          readonly id: string;
          readonly kind: AttachmentKind;
          readonly status: AttachmentStatus;
          readonly url: string | null;
          readonly contentType: string;
          readonly width: number | null;
          readonly height: number | null;
          readonly durationMs: number | null;
          readonly size: number;
          readonly fileName: string;
        }>;
      } | null;
    };
  };
};

export type RecallMessageMutationVariables = Exact<{
  input: RecallMessageInput;
}>;

export type RecallMessageMutation = {
  readonly __typename: 'Mutation';
  readonly recallMessage: {
    readonly __typename: 'RecallMessagePayload';
    readonly message: {
      readonly __typename: 'Message';
      readonly id: string;
      readonly conversationId: string;
      readonly seq: number;
      readonly revision: number;
      readonly clientMessageId: string;
      readonly text: string | null;
      readonly createdAt: string;
      readonly sentAt: string | null;
      readonly editedAt: string | null;
      readonly recalledAt: string | null;
      readonly reactions: ReadonlyArray<{
        readonly __typename: 'Reaction';
        readonly emoji: string;
        readonly count: number;
        readonly viewerHasReacted: boolean;
      }>;
      readonly sender: {
        readonly __typename: 'User';
        readonly id: string;
        readonly accountNumber: string;
        readonly username: string | null;
        readonly nickname: string;
        readonly avatarUrl: string | null;
      } | null;
      readonly attachments: ReadonlyArray<{
        readonly __typename: 'Attachment';
        readonly id: string;
        readonly kind: AttachmentKind;
        readonly status: AttachmentStatus;
        readonly url: string | null;
        readonly contentType: string;
        readonly width: number | null;
        readonly height: number | null;
        readonly durationMs: number | null;
        readonly size: number;
        readonly fileName: string;
      }>;
      readonly mentions: ReadonlyArray<{ readonly __typename: 'User'; readonly id: string; readonly nickname: string }>;
      readonly replyTo: {
        readonly __typename: 'Message';
        readonly id: string;
        readonly conversationId: string;
        readonly seq: number;
        readonly text: string | null;
        readonly recalledAt: string | null;
        readonly sender: {
          readonly __typename: 'User';
          readonly id: string;
          readonly accountNumber: string;
          readonly username: string | null;
          readonly nickname: string;
          readonly avatarUrl: string | null;
        } | null;
        readonly attachments: ReadonlyArray<{
          readonly __typename: 'Attachment';
          readonly id: string;
          readonly kind: AttachmentKind;
          readonly status: AttachmentStatus;
          readonly url: string | null;
          readonly contentType: string;
          readonly width: number | null;
          readonly height: number | null;
          readonly durationMs: number | null;
          readonly size: number;
          readonly fileName: string;
        }>;
      } | null;
    };
  };
};

export type AddReactionMutationVariables = Exact<{
  input: AddReactionInput;
}>;

export type AddReactionMutation = {
  readonly __typename: 'Mutation';
  readonly addReaction: {
    readonly __typename: 'AddReactionPayload';
    readonly message: {
      readonly __typename: 'Message';
      readonly id: string;
      readonly conversationId: string;
      readonly seq: number;
      readonly revision: number;
      readonly clientMessageId: string;
      readonly text: string | null;
      readonly createdAt: string;
      readonly sentAt: string | null;
      readonly editedAt: string | null;
      readonly recalledAt: string | null;
      readonly reactions: ReadonlyArray<{
        readonly __typename: 'Reaction';
        readonly emoji: string;
        readonly count: number;
        readonly viewerHasReacted: boolean;
      }>;
      readonly sender: {
        readonly __typename: 'User';
        readonly id: string;
        readonly accountNumber: string;
        readonly username: string | null;
        readonly nickname: string;
        readonly avatarUrl: string | null;
      } | null;
      readonly attachments: ReadonlyArray<{
        readonly __typename: 'Attachment';
        readonly id: string;
        readonly kind: AttachmentKind;
        readonly status: AttachmentStatus;
        readonly url: string | null;
        readonly contentType: string;
        readonly width: number | null;
        readonly height: number | null;
        readonly durationMs: number | null;
        readonly size: number;
        readonly fileName: string;
      }>;
      readonly mentions: ReadonlyArray<{ readonly __typename: 'User'; readonly id: string; readonly nickname: string }>;
      readonly replyTo: {
        readonly __typename: 'Message';
        readonly id: string;
        readonly conversationId: string;
        readonly seq: number;
        readonly text: string | null;
        readonly recalledAt: string | null;
        readonly sender: {
          readonly __typename: 'User';
          readonly id: string;
          readonly accountNumber: string;
          readonly username: string | null;
          readonly nickname: string;
          readonly avatarUrl: string | null;
        } | null;
        readonly attachments: ReadonlyArray<{
          readonly __typename: 'Attachment';
          readonly id: string;
          readonly kind: AttachmentKind;
          readonly status: AttachmentStatus;
          readonly url: string | null;
          readonly contentType: string;
          readonly width: number | null;
          readonly height: number | null;
          readonly durationMs: number | null;
          readonly size: number;
          readonly fileName: string;
        }>;
      } | null;
    };
  };
};

export type RemoveReactionMutationVariables = Exact<{
  input: RemoveReactionInput;
}>;

export type RemoveReactionMutation = {
  readonly __typename: 'Mutation';
  readonly removeReaction: {
    readonly __typename: 'RemoveReactionPayload';
    readonly message: {
      readonly __typename: 'Message';
      readonly id: string;
      readonly conversationId: string;
      readonly seq: number;
      readonly revision: number;
      readonly clientMessageId: string;
      readonly text: string | null;
      readonly createdAt: string;
      readonly sentAt: string | null;
      readonly editedAt: string | null;
      readonly recalledAt: string | null;
      readonly reactions: ReadonlyArray<{
        readonly __typename: 'Reaction';
        readonly emoji: string;
        readonly count: number;
        readonly viewerHasReacted: boolean;
      }>;
      readonly sender: {
        readonly __typename: 'User';
        readonly id: string;
        readonly accountNumber: string;
        readonly username: string | null;
        readonly nickname: string;
        readonly avatarUrl: string | null;
      } | null;
      readonly attachments: ReadonlyArray<{
        readonly __typename: 'Attachment';
        readonly id: string;
        readonly kind: AttachmentKind;
        readonly status: AttachmentStatus;
        readonly url: string | null;
        readonly contentType: string;
        readonly width: number | null;
        readonly height: number | null;
        readonly durationMs: number | null;
        readonly size: number;
        readonly fileName: string;
      }>;
      readonly mentions: ReadonlyArray<{ readonly __typename: 'User'; readonly id: string; readonly nickname: string }>;
      readonly replyTo: {
        readonly __typename: 'Message';
        readonly id: string;
        readonly conversationId: string;
        readonly seq: number;
        readonly text: string | null;
        readonly recalledAt: string | null;
        readonly sender: {
          readonly __typename: 'User';
          readonly id: string;
          readonly accountNumber: string;
          readonly username: string | null;
          readonly nickname: string;
          readonly avatarUrl: string | null;
        } | null;
        readonly attachments: ReadonlyArray<{
          readonly __typename: 'Attachment';
          readonly id: string;
          readonly kind: AttachmentKind;
          readonly status: AttachmentStatus;
          readonly url: string | null;
          readonly contentType: string;
          readonly width: number | null;
          readonly height: number | null;
          readonly durationMs: number | null;
          readonly size: number;
          readonly fileName: string;
        }>;
      } | null;
    };
  };
};

export type HideMessageMutationVariables = Exact<{
  input: HideMessageInput;
}>;

export type HideMessageMutation = {
  readonly __typename: 'Mutation';
  readonly hideMessage: {
    readonly __typename: 'HideMessagePayload';
    readonly messageId: string;
    readonly conversationId: string;
  };
};

export type MarkReadMutationVariables = Exact<{
  input: MarkReadInput;
}>;

export type MarkReadMutation = {
  readonly __typename: 'Mutation';
  readonly markRead: {
    readonly __typename: 'MarkReadPayload';
    readonly conversation: {
      readonly __typename: 'Conversation';
      readonly id: string;
      readonly readSeq: number;
      readonly deliveredSeq: number;
      readonly unreadCount: number;
      readonly unreadMentionCount: number;
    };
  };
};

export type SaveDraftMutationVariables = Exact<{
  input: SaveDraftInput;
}>;

export type SaveDraftMutation = {
  readonly __typename: 'Mutation';
  readonly saveDraft: {
    readonly __typename: 'SaveDraftPayload';
    readonly version: number;
    readonly draft: {
      readonly __typename: 'Draft';
      readonly text: string;
      readonly replyToId: string | null;
      readonly version: number;
    } | null;
  };
};

export type SetTypingMutationVariables = Exact<{
  input: SetTypingInput;
}>;

export type SetTypingMutation = {
  readonly __typename: 'Mutation';
  readonly setTyping: { readonly __typename: 'SetTypingPayload'; readonly conversationId: string };
};

export type MarkDeliveredMutationVariables = Exact<{
  input: MarkDeliveredInput;
}>;

export type MarkDeliveredMutation = {
  readonly __typename: 'Mutation';
  readonly markDelivered: {
    readonly __typename: 'MarkDeliveredPayload';
    readonly conversation: { readonly __typename: 'Conversation'; readonly id: string; readonly deliveredSeq: number };
  };
};

export type OpenDirectConversationMutationVariables = Exact<{
  input: OpenDirectConversationInput;
}>;

export type OpenDirectConversationMutation = {
  readonly __typename: 'Mutation';
  readonly openDirectConversation: {
    readonly __typename: 'OpenDirectConversationPayload';
    readonly created: boolean;
    readonly conversation: {
      readonly __typename: 'Conversation';
      readonly id: string;
      readonly kind: ConversationKind;
      readonly lastSeq: number;
      readonly revision: number;
      readonly unreadCount: number;
      readonly unreadMentionCount: number;
      readonly readSeq: number;
      readonly deliveredSeq: number;
      readonly lastEventAt: string;
      readonly pinnedAt: string | null;
      readonly mutedUntil: string | null;
      readonly archivedAt: string | null;
      readonly participantCount: number;
      readonly viewerRole: ParticipantRole | null;
      readonly draft: {
        readonly __typename: 'Draft';
        readonly text: string;
        readonly replyToId: string | null;
        readonly version: number;
      } | null;
      readonly peer: {
        readonly __typename: 'User';
        readonly id: string;
        readonly accountNumber: string;
        readonly username: string | null;
        readonly nickname: string;
        readonly avatarUrl: string | null;
      } | null;
      readonly room: {
        readonly __typename: 'Room';
        readonly id: string;
        readonly name: string;
        readonly description: string;
        readonly avatarUrl: string | null;
        readonly visibility: RoomVisibility;
        readonly memberCount: number;
        readonly viewerRole: ParticipantRole | null;
        readonly mutedUntil: string | null;
      } | null;
      readonly lastMessage: {
        readonly __typename: 'Message';
        readonly id: string;
        readonly conversationId: string;
        readonly seq: number;
        readonly revision: number;
        readonly clientMessageId: string;
        readonly text: string | null;
        readonly createdAt: string;
        readonly sentAt: string | null;
        readonly editedAt: string | null;
        readonly recalledAt: string | null;
        readonly reactions: ReadonlyArray<{
          readonly __typename: 'Reaction';
          readonly emoji: string;
          readonly count: number;
          readonly viewerHasReacted: boolean;
        }>;
        readonly sender: {
          readonly __typename: 'User';
          readonly id: string;
          readonly accountNumber: string;
          readonly username: string | null;
          readonly nickname: string;
          readonly avatarUrl: string | null;
        } | null;
        readonly attachments: ReadonlyArray<{
          readonly __typename: 'Attachment';
          readonly id: string;
          readonly kind: AttachmentKind;
          readonly status: AttachmentStatus;
          readonly url: string | null;
          readonly contentType: string;
          readonly width: number | null;
          readonly height: number | null;
          readonly durationMs: number | null;
          readonly size: number;
          readonly fileName: string;
        }>;
        readonly mentions: ReadonlyArray<{
          readonly __typename: 'User';
          readonly id: string;
          readonly nickname: string;
        }>;
        readonly replyTo: {
          readonly __typename: 'Message';
          readonly id: string;
          readonly conversationId: string;
          readonly seq: number;
          readonly text: string | null;
          readonly recalledAt: string | null;
          readonly sender: {
            readonly __typename: 'User';
            readonly id: string;
            readonly accountNumber: string;
            readonly username: string | null;
            readonly nickname: string;
            readonly avatarUrl: string | null;
          } | null;
          readonly attachments: ReadonlyArray<{
            readonly __typename: 'Attachment';
            readonly id: string;
            readonly kind: AttachmentKind;
            readonly status: AttachmentStatus;
            readonly url: string | null;
            readonly contentType: string;
            readonly width: number | null;
            readonly height: number | null;
            readonly durationMs: number | null;
            readonly size: number;
            readonly fileName: string;
          }>;
        } | null;
      } | null;
    };
  };
};

export type CreateAttachmentUploadMutationVariables = Exact<{
  input: CreateAttachmentUploadInput;
}>;

export type CreateAttachmentUploadMutation = {
  readonly __typename: 'Mutation';
  readonly createAttachmentUpload: {
    readonly __typename: 'CreateAttachmentUploadPayload';
    readonly attachment: { readonly __typename: 'Attachment'; readonly id: string };
    readonly upload: {
      readonly __typename: 'AttachmentUpload';
      readonly url: string;
      readonly method: string;
      readonly headers: ReadonlyArray<{
        readonly __typename: 'UploadHeader';
        readonly name: string;
        readonly value: string;
      }>;
    };
  };
};

export type CompleteAttachmentUploadMutationVariables = Exact<{
  input: CompleteAttachmentUploadInput;
}>;

export type CompleteAttachmentUploadMutation = {
  readonly __typename: 'Mutation';
  readonly completeAttachmentUpload: {
    readonly __typename: 'CompleteAttachmentUploadPayload';
    readonly attachment: {
      readonly __typename: 'Attachment';
      readonly id: string;
      readonly kind: AttachmentKind;
      readonly status: AttachmentStatus;
      readonly url: string | null;
      readonly contentType: string;
      readonly width: number | null;
      readonly height: number | null;
      readonly durationMs: number | null;
      readonly size: number;
      readonly fileName: string;
    };
  };
};

export type UserCardFragment = {
  readonly __typename: 'User';
  readonly id: string;
  readonly accountNumber: string;
  readonly username: string | null;
  readonly nickname: string;
  readonly avatarUrl: string | null;
};

export type AttachmentFieldsFragment = {
  readonly __typename: 'Attachment';
  readonly id: string;
  readonly kind: AttachmentKind;
  readonly status: AttachmentStatus;
  readonly url: string | null;
  readonly contentType: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly durationMs: number | null;
  readonly size: number;
  readonly fileName: string;
};

export type MessageContentFragment = {
  readonly __typename: 'Message';
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly revision: number;
  readonly clientMessageId: string;
  readonly text: string | null;
  readonly createdAt: string;
  readonly sentAt: string | null;
  readonly editedAt: string | null;
  readonly recalledAt: string | null;
  readonly sender: {
    readonly __typename: 'User';
    readonly id: string;
    readonly accountNumber: string;
    readonly username: string | null;
    readonly nickname: string;
    readonly avatarUrl: string | null;
  } | null;
  readonly attachments: ReadonlyArray<{
    readonly __typename: 'Attachment';
    readonly id: string;
    readonly kind: AttachmentKind;
    readonly status: AttachmentStatus;
    readonly url: string | null;
    readonly contentType: string;
    readonly width: number | null;
    readonly height: number | null;
    readonly durationMs: number | null;
    readonly size: number;
    readonly fileName: string;
  }>;
  readonly mentions: ReadonlyArray<{ readonly __typename: 'User'; readonly id: string; readonly nickname: string }>;
  readonly replyTo: {
    readonly __typename: 'Message';
    readonly id: string;
    readonly conversationId: string;
    readonly seq: number;
    readonly text: string | null;
    readonly recalledAt: string | null;
    readonly sender: {
      readonly __typename: 'User';
      readonly id: string;
      readonly accountNumber: string;
      readonly username: string | null;
      readonly nickname: string;
      readonly avatarUrl: string | null;
    } | null;
    readonly attachments: ReadonlyArray<{
      readonly __typename: 'Attachment';
      readonly id: string;
      readonly kind: AttachmentKind;
      readonly status: AttachmentStatus;
      readonly url: string | null;
      readonly contentType: string;
      readonly width: number | null;
      readonly height: number | null;
      readonly durationMs: number | null;
      readonly size: number;
      readonly fileName: string;
    }>;
  } | null;
};

export type MessageFieldsFragment = {
  readonly __typename: 'Message';
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly revision: number;
  readonly clientMessageId: string;
  readonly text: string | null;
  readonly createdAt: string;
  readonly sentAt: string | null;
  readonly editedAt: string | null;
  readonly recalledAt: string | null;
  readonly reactions: ReadonlyArray<{
    readonly __typename: 'Reaction';
    readonly emoji: string;
    readonly count: number;
    readonly viewerHasReacted: boolean;
  }>;
  readonly sender: {
    readonly __typename: 'User';
    readonly id: string;
    readonly accountNumber: string;
    readonly username: string | null;
    readonly nickname: string;
    readonly avatarUrl: string | null;
  } | null;
  readonly attachments: ReadonlyArray<{
    readonly __typename: 'Attachment';
    readonly id: string;
    readonly kind: AttachmentKind;
    readonly status: AttachmentStatus;
    readonly url: string | null;
    readonly contentType: string;
    readonly width: number | null;
    readonly height: number | null;
    readonly durationMs: number | null;
    readonly size: number;
    readonly fileName: string;
  }>;
  readonly mentions: ReadonlyArray<{ readonly __typename: 'User'; readonly id: string; readonly nickname: string }>;
  readonly replyTo: {
    readonly __typename: 'Message';
    readonly id: string;
    readonly conversationId: string;
    readonly seq: number;
    readonly text: string | null;
    readonly recalledAt: string | null;
    readonly sender: {
      readonly __typename: 'User';
      readonly id: string;
      readonly accountNumber: string;
      readonly username: string | null;
      readonly nickname: string;
      readonly avatarUrl: string | null;
    } | null;
    readonly attachments: ReadonlyArray<{
      readonly __typename: 'Attachment';
      readonly id: string;
      readonly kind: AttachmentKind;
      readonly status: AttachmentStatus;
      readonly url: string | null;
      readonly contentType: string;
      readonly width: number | null;
      readonly height: number | null;
      readonly durationMs: number | null;
      readonly size: number;
      readonly fileName: string;
    }>;
  } | null;
};

export type RoomCardFragment = {
  readonly __typename: 'Room';
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly avatarUrl: string | null;
  readonly visibility: RoomVisibility;
  readonly memberCount: number;
  readonly viewerRole: ParticipantRole | null;
  readonly mutedUntil: string | null;
};

export type ConversationFieldsFragment = {
  readonly __typename: 'Conversation';
  readonly id: string;
  readonly kind: ConversationKind;
  readonly lastSeq: number;
  readonly revision: number;
  readonly unreadCount: number;
  readonly unreadMentionCount: number;
  readonly readSeq: number;
  readonly deliveredSeq: number;
  readonly lastEventAt: string;
  readonly pinnedAt: string | null;
  readonly mutedUntil: string | null;
  readonly archivedAt: string | null;
  readonly participantCount: number;
  readonly viewerRole: ParticipantRole | null;
  readonly draft: {
    readonly __typename: 'Draft';
    readonly text: string;
    readonly replyToId: string | null;
    readonly version: number;
  } | null;
  readonly peer: {
    readonly __typename: 'User';
    readonly id: string;
    readonly accountNumber: string;
    readonly username: string | null;
    readonly nickname: string;
    readonly avatarUrl: string | null;
  } | null;
  readonly room: {
    readonly __typename: 'Room';
    readonly id: string;
    readonly name: string;
    readonly description: string;
    readonly avatarUrl: string | null;
    readonly visibility: RoomVisibility;
    readonly memberCount: number;
    readonly viewerRole: ParticipantRole | null;
    readonly mutedUntil: string | null;
  } | null;
  readonly lastMessage: {
    readonly __typename: 'Message';
    readonly id: string;
    readonly conversationId: string;
    readonly seq: number;
    readonly revision: number;
    readonly clientMessageId: string;
    readonly text: string | null;
    readonly createdAt: string;
    readonly sentAt: string | null;
    readonly editedAt: string | null;
    readonly recalledAt: string | null;
    readonly reactions: ReadonlyArray<{
      readonly __typename: 'Reaction';
      readonly emoji: string;
      readonly count: number;
      readonly viewerHasReacted: boolean;
    }>;
    readonly sender: {
      readonly __typename: 'User';
      readonly id: string;
      readonly accountNumber: string;
      readonly username: string | null;
      readonly nickname: string;
      readonly avatarUrl: string | null;
    } | null;
    readonly attachments: ReadonlyArray<{
      readonly __typename: 'Attachment';
      readonly id: string;
      readonly kind: AttachmentKind;
      readonly status: AttachmentStatus;
      readonly url: string | null;
      readonly contentType: string;
      readonly width: number | null;
      readonly height: number | null;
      readonly durationMs: number | null;
      readonly size: number;
      readonly fileName: string;
    }>;
    readonly mentions: ReadonlyArray<{ readonly __typename: 'User'; readonly id: string; readonly nickname: string }>;
    readonly replyTo: {
      readonly __typename: 'Message';
      readonly id: string;
      readonly conversationId: string;
      readonly seq: number;
      readonly text: string | null;
      readonly recalledAt: string | null;
      readonly sender: {
        readonly __typename: 'User';
        readonly id: string;
        readonly accountNumber: string;
        readonly username: string | null;
        readonly nickname: string;
        readonly avatarUrl: string | null;
      } | null;
      readonly attachments: ReadonlyArray<{
        readonly __typename: 'Attachment';
        readonly id: string;
        readonly kind: AttachmentKind;
        readonly status: AttachmentStatus;
        readonly url: string | null;
        readonly contentType: string;
        readonly width: number | null;
        readonly height: number | null;
        readonly durationMs: number | null;
        readonly size: number;
        readonly fileName: string;
      }>;
    } | null;
  } | null;
};

export type MeFieldsFragment = {
  readonly __typename: 'Me';
  readonly id: string;
  readonly accountNumber: string;
  readonly username: string | null;
  readonly nickname: string;
  readonly avatarUrl: string | null;
  readonly signature: string;
  readonly sex: Sex;
  readonly birthday: string;
  readonly age: number;
  readonly email: string | null;
  readonly phone: string | null;
  readonly registeredAt: string;
  readonly isAdmin: boolean;
};

export type RegisterMutationVariables = Exact<{
  input: RegisterInput;
}>;

export type RegisterMutation = {
  readonly __typename: 'Mutation';
  readonly register: {
    readonly __typename: 'RegisterPayload';
    readonly accessToken: string;
    readonly refreshToken: string;
    readonly expiresAt: string;
    readonly user: {
      readonly __typename: 'User';
      readonly id: string;
      readonly accountNumber: string;
      readonly username: string | null;
      readonly nickname: string;
      readonly avatarUrl: string | null;
    };
  };
};

export type LoginMutationVariables = Exact<{
  input: LoginInput;
}>;

export type LoginMutation = {
  readonly __typename: 'Mutation';
  readonly login: {
    readonly __typename: 'LoginPayload';
    readonly accessToken: string;
    readonly refreshToken: string;
    readonly expiresAt: string;
    readonly user: {
      readonly __typename: 'User';
      readonly id: string;
      readonly accountNumber: string;
      readonly username: string | null;
      readonly nickname: string;
      readonly avatarUrl: string | null;
    };
  };
};

export type RefreshSessionMutationVariables = Exact<{
  input: RefreshSessionInput;
}>;

export type RefreshSessionMutation = {
  readonly __typename: 'Mutation';
  readonly refreshSession: {
    readonly __typename: 'RefreshSessionPayload';
    readonly accessToken: string;
    readonly refreshToken: string;
    readonly expiresAt: string;
    readonly user: {
      readonly __typename: 'User';
      readonly id: string;
      readonly accountNumber: string;
      readonly username: string | null;
      readonly nickname: string;
      readonly avatarUrl: string | null;
    };
  };
};

export type ExtendSessionMutationVariables = Exact<{
  input: ExtendSessionInput;
}>;

export type ExtendSessionMutation = {
  readonly __typename: 'Mutation';
  readonly extendSession: { readonly __typename: 'ExtendSessionPayload'; readonly expiresAt: string };
};

export type LogoutMutationVariables = Exact<{ [key: string]: never }>;

export type LogoutMutation = {
  readonly __typename: 'Mutation';
  readonly logout: { readonly __typename: 'LogoutPayload'; readonly sessionId: string };
};

export type MeQueryVariables = Exact<{ [key: string]: never }>;

export type MeQuery = {
  readonly __typename: 'Query';
  readonly me: {
    readonly __typename: 'Me';
    readonly id: string;
    readonly accountNumber: string;
    readonly username: string | null;
    readonly nickname: string;
    readonly avatarUrl: string | null;
    readonly signature: string;
    readonly sex: Sex;
    readonly birthday: string;
    readonly age: number;
    readonly email: string | null;
    readonly phone: string | null;
    readonly registeredAt: string;
    readonly isAdmin: boolean;
  };
};

export type InboxSubscriptionVariables = Exact<{
  after?: string | null | undefined;
  seen?: ReadonlyArray<ConversationPosition> | null | undefined;
}>;

export type InboxSubscription = {
  readonly __typename: 'Subscription';
  readonly inbox:
    | { readonly __typename: 'ContactsChanged'; readonly kind: ContactsChange }
    | {
        readonly __typename: 'ConversationDeleted';
        readonly conversationId: string;
        readonly revision: number;
        readonly cursor: string;
      }
    | {
        readonly __typename: 'ConversationSettingsChanged';
        readonly conversationId: string;
        readonly conversation: {
          readonly __typename: 'Conversation';
          readonly id: string;
          readonly readSeq: number;
          readonly deliveredSeq: number;
          readonly unreadCount: number;
          readonly unreadMentionCount: number;
          readonly pinnedAt: string | null;
          readonly mutedUntil: string | null;
          readonly archivedAt: string | null;
          readonly lastMessage: { readonly __typename: 'Message'; readonly id: string } | null;
        } | null;
      }
    | {
        readonly __typename: 'ConversationUpdated';
        readonly conversationId: string;
        readonly revision: number;
        readonly cursor: string;
        readonly conversation: {
          readonly __typename: 'Conversation';
          readonly id: string;
          readonly room: {
            readonly __typename: 'Room';
            readonly id: string;
            readonly name: string;
            readonly description: string;
            readonly avatarUrl: string | null;
            readonly visibility: RoomVisibility;
            readonly memberCount: number;
            readonly mutedUntil: string | null;
          } | null;
        } | null;
      }
    | {
        readonly __typename: 'DraftChanged';
        readonly conversationId: string;
        readonly version: number;
        readonly draft: {
          readonly __typename: 'Draft';
          readonly text: string;
          readonly replyToId: string | null;
          readonly version: number;
        } | null;
      }
    | { readonly __typename: 'InboxCaughtUp'; readonly cursor: string }
    | { readonly __typename: 'InboxReady'; readonly cursor: string; readonly epoch: string }
    | { readonly __typename: 'Lagged' }
    | {
        readonly __typename: 'MembershipChanged';
        readonly conversationId: string;
        readonly revision: number;
        readonly cursor: string;
        readonly change: MembershipChange;
        readonly userId: string;
        readonly conversation: {
          readonly __typename: 'Conversation';
          readonly id: string;
          readonly participantCount: number;
          readonly room: { readonly __typename: 'Room'; readonly id: string; readonly memberCount: number } | null;
        } | null;
      }
    | {
        readonly __typename: 'MessageAdded';
        readonly conversationId: string;
        readonly revision: number;
        readonly cursor: string;
        readonly message: {
          readonly __typename: 'Message';
          readonly id: string;
          readonly conversationId: string;
          readonly seq: number;
          readonly revision: number;
          readonly clientMessageId: string;
          readonly text: string | null;
          readonly createdAt: string;
          readonly sentAt: string | null;
          readonly editedAt: string | null;
          readonly recalledAt: string | null;
          readonly sender: {
            readonly __typename: 'User';
            readonly id: string;
            readonly accountNumber: string;
            readonly username: string | null;
            readonly nickname: string;
            readonly avatarUrl: string | null;
          } | null;
          readonly attachments: ReadonlyArray<{
            readonly __typename: 'Attachment';
            readonly id: string;
            readonly kind: AttachmentKind;
            readonly status: AttachmentStatus;
            readonly url: string | null;
            readonly contentType: string;
            readonly width: number | null;
            readonly height: number | null;
            readonly durationMs: number | null;
            readonly size: number;
            readonly fileName: string;
          }>;
          readonly mentions: ReadonlyArray<{
            readonly __typename: 'User';
            readonly id: string;
            readonly nickname: string;
          }>;
          readonly replyTo: {
            readonly __typename: 'Message';
            readonly id: string;
            readonly conversationId: string;
            readonly seq: number;
            readonly text: string | null;
            readonly recalledAt: string | null;
            readonly sender: {
              readonly __typename: 'User';
              readonly id: string;
              readonly accountNumber: string;
              readonly username: string | null;
              readonly nickname: string;
              readonly avatarUrl: string | null;
            } | null;
            readonly attachments: ReadonlyArray<{
              readonly __typename: 'Attachment';
              readonly id: string;
              readonly kind: AttachmentKind;
              readonly status: AttachmentStatus;
              readonly url: string | null;
              readonly contentType: string;
              readonly width: number | null;
              readonly height: number | null;
              readonly durationMs: number | null;
              readonly size: number;
              readonly fileName: string;
            }>;
          } | null;
        } | null;
      }
    | {
        readonly __typename: 'MessageEdited';
        readonly conversationId: string;
        readonly revision: number;
        readonly cursor: string;
        readonly message: {
          readonly __typename: 'Message';
          readonly id: string;
          readonly conversationId: string;
          readonly seq: number;
          readonly revision: number;
          readonly clientMessageId: string;
          readonly text: string | null;
          readonly createdAt: string;
          readonly sentAt: string | null;
          readonly editedAt: string | null;
          readonly recalledAt: string | null;
          readonly sender: {
            readonly __typename: 'User';
            readonly id: string;
            readonly accountNumber: string;
            readonly username: string | null;
            readonly nickname: string;
            readonly avatarUrl: string | null;
          } | null;
          readonly attachments: ReadonlyArray<{
            readonly __typename: 'Attachment';
            readonly id: string;
            readonly kind: AttachmentKind;
            readonly status: AttachmentStatus;
            readonly url: string | null;
            readonly contentType: string;
            readonly width: number | null;
            readonly height: number | null;
            readonly durationMs: number | null;
            readonly size: number;
            readonly fileName: string;
          }>;
          readonly mentions: ReadonlyArray<{
            readonly __typename: 'User';
            readonly id: string;
            readonly nickname: string;
          }>;
          readonly replyTo: {
            readonly __typename: 'Message';
            readonly id: string;
            readonly conversationId: string;
            readonly seq: number;
            readonly text: string | null;
            readonly recalledAt: string | null;
            readonly sender: {
              readonly __typename: 'User';
              readonly id: string;
              readonly accountNumber: string;
              readonly username: string | null;
              readonly nickname: string;
              readonly avatarUrl: string | null;
            } | null;
            readonly attachments: ReadonlyArray<{
              readonly __typename: 'Attachment';
              readonly id: string;
              readonly kind: AttachmentKind;
              readonly status: AttachmentStatus;
              readonly url: string | null;
              readonly contentType: string;
              readonly width: number | null;
              readonly height: number | null;
              readonly durationMs: number | null;
              readonly size: number;
              readonly fileName: string;
            }>;
          } | null;
        } | null;
      }
    | { readonly __typename: 'MessageHidden'; readonly conversationId: string; readonly messageId: string }
    | {
        readonly __typename: 'MessageRecalled';
        readonly conversationId: string;
        readonly revision: number;
        readonly cursor: string;
        readonly message: {
          readonly __typename: 'Message';
          readonly id: string;
          readonly conversationId: string;
          readonly seq: number;
          readonly revision: number;
          readonly clientMessageId: string;
          readonly text: string | null;
          readonly createdAt: string;
          readonly sentAt: string | null;
          readonly editedAt: string | null;
          readonly recalledAt: string | null;
          readonly sender: {
            readonly __typename: 'User';
            readonly id: string;
            readonly accountNumber: string;
            readonly username: string | null;
            readonly nickname: string;
            readonly avatarUrl: string | null;
          } | null;
          readonly attachments: ReadonlyArray<{
            readonly __typename: 'Attachment';
            readonly id: string;
            readonly kind: AttachmentKind;
            readonly status: AttachmentStatus;
            readonly url: string | null;
            readonly contentType: string;
            readonly width: number | null;
            readonly height: number | null;
            readonly durationMs: number | null;
            readonly size: number;
            readonly fileName: string;
          }>;
          readonly mentions: ReadonlyArray<{
            readonly __typename: 'User';
            readonly id: string;
            readonly nickname: string;
          }>;
          readonly replyTo: {
            readonly __typename: 'Message';
            readonly id: string;
            readonly conversationId: string;
            readonly seq: number;
            readonly text: string | null;
            readonly recalledAt: string | null;
            readonly sender: {
              readonly __typename: 'User';
              readonly id: string;
              readonly accountNumber: string;
              readonly username: string | null;
              readonly nickname: string;
              readonly avatarUrl: string | null;
            } | null;
            readonly attachments: ReadonlyArray<{
              readonly __typename: 'Attachment';
              readonly id: string;
              readonly kind: AttachmentKind;
              readonly status: AttachmentStatus;
              readonly url: string | null;
              readonly contentType: string;
              readonly width: number | null;
              readonly height: number | null;
              readonly durationMs: number | null;
              readonly size: number;
              readonly fileName: string;
            }>;
          } | null;
        } | null;
      }
    | { readonly __typename: 'ProfileChanged' }
    | {
        readonly __typename: 'ReactionAdded';
        readonly conversationId: string;
        readonly revision: number;
        readonly cursor: string;
        readonly messageId: string;
        readonly userId: string;
        readonly emoji: string;
        readonly count: number;
      }
    | {
        readonly __typename: 'ReactionRemoved';
        readonly conversationId: string;
        readonly revision: number;
        readonly cursor: string;
        readonly messageId: string;
        readonly userId: string;
        readonly emoji: string;
        readonly count: number;
      }
    | {
        readonly __typename: 'ReceiptChanged';
        readonly conversationId: string;
        readonly userId: string;
        readonly readSeq: number;
        readonly deliveredSeq: number;
      }
    | { readonly __typename: 'Reset'; readonly conversationId: string; readonly head: number }
    | { readonly __typename: 'SessionExpiring'; readonly expiresAt: string };
};

export type UnreadCountsSubscriptionVariables = Exact<{ [key: string]: never }>;

export type UnreadCountsSubscription = {
  readonly __typename: 'Subscription';
  readonly unreadCountChanged: {
    readonly __typename: 'UnreadCount';
    readonly conversationId: string;
    readonly unreadCount: number;
    readonly unreadMentionCount: number;
    readonly totalUnreadCount: number;
  };
};

export type RoomActivitySubscriptionVariables = Exact<{
  roomId: string;
}>;

export type RoomActivitySubscription = {
  readonly __typename: 'Subscription';
  readonly roomActivity: {
    readonly __typename: 'RoomActivity';
    readonly type: RoomActivityType;
    readonly nickname: string;
    readonly at: string;
    readonly presentCount: number;
    readonly user: {
      readonly __typename: 'User';
      readonly id: string;
      readonly accountNumber: string;
      readonly username: string | null;
      readonly nickname: string;
      readonly avatarUrl: string | null;
    } | null;
  };
};

export type TypingSubscriptionVariables = Exact<{
  conversationIds?: ReadonlyArray<string> | null | undefined;
}>;

export type TypingSubscription = {
  readonly __typename: 'Subscription';
  readonly typing: {
    readonly __typename: 'TypingChanged';
    readonly conversationId: string;
    readonly isTyping: boolean;
    readonly userId: string;
    readonly user: {
      readonly __typename: 'User';
      readonly id: string;
      readonly accountNumber: string;
      readonly username: string | null;
      readonly nickname: string;
      readonly avatarUrl: string | null;
    } | null;
  };
};

export type PresenceSubscriptionVariables = Exact<{
  userIds: ReadonlyArray<string>;
}>;

export type PresenceSubscription = {
  readonly __typename: 'Subscription';
  readonly presence: {
    readonly __typename: 'PresenceChanged';
    readonly userId: string;
    readonly state: PresenceState;
    readonly lastSeenAt: string | null;
  };
};

export const UserCardFragmentDoc = /*#__PURE__*/ unfold<UserCardFragment>(
  'fragment UserCard on User{id accountNumber username nickname avatarUrl}',
);
export const AttachmentFieldsFragmentDoc = /*#__PURE__*/ unfold<AttachmentFieldsFragment>(
  'fragment AttachmentFields on Attachment{id kind status url contentType width height durationMs size fileName}',
);
export const RoomCardFragmentDoc = /*#__PURE__*/ unfold<RoomCardFragment>(
  'fragment RoomCard on Room{id name description avatarUrl visibility memberCount viewerRole mutedUntil}',
);
export const MeFieldsFragmentDoc = /*#__PURE__*/ unfold<MeFieldsFragment>(
  'fragment MeFields on Me{id accountNumber username nickname avatarUrl signature sex birthday age email phone registeredAt isAdmin}',
);
export const MessageContentFragmentDoc = /*#__PURE__*/ unfold<MessageContentFragment>(
  'fragment MessageContent on Message{id conversationId seq revision clientMessageId text createdAt sentAt editedAt recalledAt sender{...UserCard} attachments{...AttachmentFields} mentions{id nickname} replyTo{id conversationId seq text recalledAt sender{...UserCard} attachments{...AttachmentFields}}}',
  UserCardFragmentDoc,
  AttachmentFieldsFragmentDoc,
);
export const MessageFieldsFragmentDoc = /*#__PURE__*/ unfold<MessageFieldsFragment>(
  'fragment MessageFields on Message{...MessageContent reactions{emoji count viewerHasReacted}}',
  MessageContentFragmentDoc,
);
export const ConversationFieldsFragmentDoc = /*#__PURE__*/ unfold<ConversationFieldsFragment>(
  'fragment ConversationFields on Conversation{id kind lastSeq revision unreadCount unreadMentionCount draft{text replyToId version} readSeq deliveredSeq lastEventAt pinnedAt mutedUntil archivedAt participantCount viewerRole peer{...UserCard} room{...RoomCard} lastMessage{...MessageFields}}',
  UserCardFragmentDoc,
  RoomCardFragmentDoc,
  MessageFieldsFragmentDoc,
);
export const ConversationsDocument = /*#__PURE__*/ unfold<ConversationsQuery, ConversationsQueryVariables>(
  'query Conversations(first:Int after:String){totalUnreadCount conversations(first:first after:after){edges{node{...ConversationFields}} pageInfo{hasNextPage endCursor}}}',
  ConversationFieldsFragmentDoc,
);
export const ConversationDocument = /*#__PURE__*/ unfold<ConversationQuery, ConversationQueryVariables>(
  'query Conversation(id:ID!){conversation(id:id){...ConversationFields}}',
  ConversationFieldsFragmentDoc,
);
export const MessagesBeforeDocument = /*#__PURE__*/ unfold<MessagesBeforeQuery, MessagesBeforeQueryVariables>(
  'query MessagesBefore(id:ID! seq:Int count:Int!){conversation(id:id){id revision lastSeq messages(last:count beforeSeq:seq){edges{node{...MessageFields}} pageInfo{hasPreviousPage hasNextPage}}}}',
  MessageFieldsFragmentDoc,
);
export const MessagesAfterDocument = /*#__PURE__*/ unfold<MessagesAfterQuery, MessagesAfterQueryVariables>(
  'query MessagesAfter(id:ID! seq:Int! count:Int!){conversation(id:id){id revision lastSeq messages(first:count afterSeq:seq){edges{node{...MessageFields}} pageInfo{hasPreviousPage hasNextPage}}}}',
  MessageFieldsFragmentDoc,
);
export const SendMessageDocument = /*#__PURE__*/ unfold<SendMessageMutation, SendMessageMutationVariables>(
  'mutation SendMessage(input:SendMessageInput!){sendMessage(input:input){message{...MessageFields}}}',
  MessageFieldsFragmentDoc,
);
export const EditMessageDocument = /*#__PURE__*/ unfold<EditMessageMutation, EditMessageMutationVariables>(
  'mutation EditMessage(input:EditMessageInput!){editMessage(input:input){message{...MessageFields}}}',
  MessageFieldsFragmentDoc,
);
export const RecallMessageDocument = /*#__PURE__*/ unfold<RecallMessageMutation, RecallMessageMutationVariables>(
  'mutation RecallMessage(input:RecallMessageInput!){recallMessage(input:input){message{...MessageFields}}}',
  MessageFieldsFragmentDoc,
);
export const AddReactionDocument = /*#__PURE__*/ unfold<AddReactionMutation, AddReactionMutationVariables>(
  'mutation AddReaction(input:AddReactionInput!){addReaction(input:input){message{...MessageFields}}}',
  MessageFieldsFragmentDoc,
);
export const RemoveReactionDocument = /*#__PURE__*/ unfold<RemoveReactionMutation, RemoveReactionMutationVariables>(
  'mutation RemoveReaction(input:RemoveReactionInput!){removeReaction(input:input){message{...MessageFields}}}',
  MessageFieldsFragmentDoc,
);
export const HideMessageDocument = /*#__PURE__*/ unfold<HideMessageMutation, HideMessageMutationVariables>(
  'mutation HideMessage(input:HideMessageInput!){hideMessage(input:input){messageId conversationId}}',
);
export const MarkReadDocument = /*#__PURE__*/ unfold<MarkReadMutation, MarkReadMutationVariables>(
  'mutation MarkRead(input:MarkReadInput!){markRead(input:input){conversation{id readSeq deliveredSeq unreadCount unreadMentionCount}}}',
);
export const SaveDraftDocument = /*#__PURE__*/ unfold<SaveDraftMutation, SaveDraftMutationVariables>(
  'mutation SaveDraft(input:SaveDraftInput!){saveDraft(input:input){version draft{text replyToId version}}}',
);
export const SetTypingDocument = /*#__PURE__*/ unfold<SetTypingMutation, SetTypingMutationVariables>(
  'mutation SetTyping(input:SetTypingInput!){setTyping(input:input){conversationId}}',
);
export const MarkDeliveredDocument = /*#__PURE__*/ unfold<MarkDeliveredMutation, MarkDeliveredMutationVariables>(
  'mutation MarkDelivered(input:MarkDeliveredInput!){markDelivered(input:input){conversation{id deliveredSeq}}}',
);
export const OpenDirectConversationDocument = /*#__PURE__*/ unfold<
  OpenDirectConversationMutation,
  OpenDirectConversationMutationVariables
>(
  'mutation OpenDirectConversation(input:OpenDirectConversationInput!){openDirectConversation(input:input){created conversation{...ConversationFields}}}',
  ConversationFieldsFragmentDoc,
);
export const CreateAttachmentUploadDocument = /*#__PURE__*/ unfold<
  CreateAttachmentUploadMutation,
  CreateAttachmentUploadMutationVariables
>(
  'mutation CreateAttachmentUpload(input:CreateAttachmentUploadInput!){createAttachmentUpload(input:input){attachment{id} upload{url method headers{name value}}}}',
);
export const CompleteAttachmentUploadDocument = /*#__PURE__*/ unfold<
  CompleteAttachmentUploadMutation,
  CompleteAttachmentUploadMutationVariables
>(
  'mutation CompleteAttachmentUpload(input:CompleteAttachmentUploadInput!){completeAttachmentUpload(input:input){attachment{...AttachmentFields}}}',
  AttachmentFieldsFragmentDoc,
);
export const RegisterDocument = /*#__PURE__*/ unfold<RegisterMutation, RegisterMutationVariables>(
  'mutation Register(input:RegisterInput!){register(input:input){accessToken refreshToken expiresAt user{...UserCard}}}',
  UserCardFragmentDoc,
);
export const LoginDocument = /*#__PURE__*/ unfold<LoginMutation, LoginMutationVariables>(
  'mutation Login(input:LoginInput!){login(input:input){accessToken refreshToken expiresAt user{...UserCard}}}',
  UserCardFragmentDoc,
);
export const RefreshSessionDocument = /*#__PURE__*/ unfold<RefreshSessionMutation, RefreshSessionMutationVariables>(
  'mutation RefreshSession(input:RefreshSessionInput!){refreshSession(input:input){accessToken refreshToken expiresAt user{...UserCard}}}',
  UserCardFragmentDoc,
);
export const ExtendSessionDocument = /*#__PURE__*/ unfold<ExtendSessionMutation, ExtendSessionMutationVariables>(
  'mutation ExtendSession(input:ExtendSessionInput!){extendSession(input:input){expiresAt}}',
);
export const LogoutDocument = /*#__PURE__*/ unfold<LogoutMutation, LogoutMutationVariables>(
  'mutation Logout{logout{sessionId}}',
);
export const MeDocument = /*#__PURE__*/ unfold<MeQuery, MeQueryVariables>(
  'query Me{me{...MeFields}}',
  MeFieldsFragmentDoc,
);
export const InboxDocument = /*#__PURE__*/ unfold<InboxSubscription, InboxSubscriptionVariables>(
  'subscription Inbox(after:String seen:[ConversationPosition!]){inbox(after:after seen:seen){...ConversationEvent{conversationId revision cursor} ...InboxReady{cursor epoch} ...InboxCaughtUp{cursor} ...MessageAdded{message{...MessageContent}} ...MessageEdited{message{...MessageContent}} ...MessageRecalled{message{...MessageContent}} ...ReactionAdded{messageId userId emoji count} ...ReactionRemoved{messageId userId emoji count} ...MembershipChanged{change userId conversation{id participantCount room{id memberCount}}} ...ConversationUpdated{conversation{id room{id name description avatarUrl visibility memberCount mutedUntil}}} ...ConversationSettingsChanged{conversationId conversation{id readSeq deliveredSeq unreadCount unreadMentionCount pinnedAt mutedUntil archivedAt lastMessage{id}}} ...MessageHidden{conversationId messageId} ...ReceiptChanged{conversationId userId readSeq deliveredSeq} ...DraftChanged{conversationId version draft{text replyToId version}} ...ContactsChanged{kind} ...Reset{conversationId head} ...SessionExpiring{expiresAt}}}',
  MessageContentFragmentDoc,
);
export const UnreadCountsDocument = /*#__PURE__*/ unfold<UnreadCountsSubscription, UnreadCountsSubscriptionVariables>(
  'subscription UnreadCounts{unreadCountChanged{conversationId unreadCount unreadMentionCount totalUnreadCount}}',
);
export const RoomActivityDocument = /*#__PURE__*/ unfold<RoomActivitySubscription, RoomActivitySubscriptionVariables>(
  'subscription RoomActivity(roomId:ID!){roomActivity(roomId:roomId){type nickname at presentCount user{...UserCard}}}',
  UserCardFragmentDoc,
);
export const TypingDocument = /*#__PURE__*/ unfold<TypingSubscription, TypingSubscriptionVariables>(
  'subscription Typing(conversationIds:[ID!]){typing(conversationIds:conversationIds){conversationId isTyping userId user{...UserCard}}}',
  UserCardFragmentDoc,
);
export const PresenceDocument = /*#__PURE__*/ unfold<PresenceSubscription, PresenceSubscriptionVariables>(
  'subscription Presence(userIds:[ID!]!){presence(userIds:userIds){userId state lastSeenAt}}',
);
