// Generated from the .graphql files and schema.gql by `npm run client:documents`. Do not edit.
import {
  AttachmentFieldsFragmentDoc,
  ConversationFieldsFragmentDoc,
  MeFieldsFragmentDoc,
  MessageFieldsFragmentDoc,
  RoomCardFragmentDoc,
  UserCardFragmentDoc,
  unfold,
} from '@wireside/apollo';
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Whom to add, and to which group. Exactly one of `userId` and `identifier` is given. */
export type AddContactInput = {
  /** The viewer's own name for the person, up to 64 characters. */
  readonly alias?: string | null | undefined;
  /** Name of the group, 1 to 64 characters; it is made when missing. Default: the default group. */
  readonly groupName?: string | null | undefined;
  /** Account number, username or e-mail address of the person, complete. Rate limited. */
  readonly identifier?: string | null | undefined;
  /** Id of the person. */
  readonly userId?: string | null | undefined;
};

/** Whom to put in which room. */
export type AddRoomMembersInput = {
  /** Which room. */
  readonly roomId: string;
  /** Whom: 1 to 200 people. */
  readonly userIds: ReadonlyArray<string>;
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

/** Whom to block. */
export type BlockUserInput = {
  /** Id of the person. */
  readonly userId: string;
};

/** The present and the new password. */
export type ChangePasswordInput = {
  /** The present password. */
  readonly currentPassword: string;
  /** New password: 8 to 256 characters of any kind. */
  readonly newPassword: string;
};

/** Which conversation to clear. */
export type ClearConversationInput = {
  /** Id of the conversation. */
  readonly conversationId: string;
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

/** The contact group to make. */
export type CreateContactGroupInput = {
  /** Its name, 1 to 64 characters. */
  readonly name: string;
};

/** What the new room is like. */
export type CreateRoomInput = {
  /** An image that the viewer uploaded, as avatar. */
  readonly avatarAttachmentId?: string | null | undefined;
  /** What it is about, up to 2,000 characters. */
  readonly description?: string | null | undefined;
  /** From where on a newcomer sees messages; ALL when left out. */
  readonly history?: RoomHistory;
  /** Whom to put in it from the start, up to 200 people. Who can not be added is told in the answer. */
  readonly memberIds?: ReadonlyArray<string> | null | undefined;
  /** Name, 1 to 100 characters. */
  readonly name: string;
  /** Who finds it and may enter; PUBLIC when left out. */
  readonly visibility?: RoomVisibility;
};

/** Proof that the owner wants the account deleted. */
export type DeleteAccountInput = {
  /** The password. */
  readonly password: string;
};

/** Which contact group to delete. */
export type DeleteContactGroupInput = {
  /** Id of the group. */
  readonly groupId: string;
};

/** Which room to delete. */
export type DeleteRoomInput = {
  /** Which room. */
  readonly roomId: string;
};

/** Who may open a direct conversation with a person. */
export type DirectConversationsFrom =
  /** Only people in the contact list. */
  | 'CONTACTS'
  /** Anybody who is not blocked. The default. */
  | 'EVERYONE';

/** Which room to join. */
export type JoinRoomInput = {
  /** Which room. */
  readonly roomId: string;
};

/** Which room to leave. */
export type LeaveRoomInput = {
  /** Which room. */
  readonly roomId: string;
};

/** Which sessions to end. */
export type LogoutEverywhereInput = {
  /** True leaves the session in use alone. */
  readonly exceptCurrent?: boolean;
};

/** Up to which message this device has received. */
export type MarkDeliveredInput = {
  /** Id of the conversation. */
  readonly conversationId: string;
  /** Number of the message in its conversation, from 1. */
  readonly seq: number;
};

/** From which message on all is to be unread. */
export type MarkUnreadInput = {
  /** Id of the conversation. */
  readonly conversationId: string;
  /** Number of the message in its conversation, from 1. */
  readonly seq: number;
};

/** Which contact group to move, and where. */
export type MoveContactGroupInput = {
  /** Id of the group. */
  readonly groupId: string;
  /** Its new place, from 0; beyond the last place means last. */
  readonly position: number;
};

/** Which room is silent but for owner and admins, and until when. */
export type MuteRoomInput = {
  /** Which room. */
  readonly roomId: string;
  /** Until when, in the future; 9999-12-31T23:59:59.999Z is until lifted. Null lifts it. It must be given: leaving it out is INVALID_INPUT. */
  readonly until?: string | null | undefined;
};

/** Who may not speak in which room, and until when. */
export type MuteRoomMemberInput = {
  /** Which room. */
  readonly roomId: string;
  /** Until when, in the future; 9999-12-31T23:59:59.999Z is until lifted. Null lifts it. It must be given: leaving it out is INVALID_INPUT. */
  readonly until?: string | null | undefined;
  /** Whom. */
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

/** Whom to remove from the contact list. */
export type RemoveContactInput = {
  /** Id of the person. */
  readonly userId: string;
};

/** Whom to remove from which room, and whether they may come back. */
export type RemoveRoomMemberInput = {
  /** Ban them as well, so that they can neither join nor be added. Works for people who are not in it, too. */
  readonly ban?: boolean;
  /** Why they are banned, up to 280 characters, for the other admins. */
  readonly banReason?: string | null | undefined;
  /** Until when they are banned, in the future; left out: until it is lifted. */
  readonly banUntil?: string | null | undefined;
  /** Which room. */
  readonly roomId: string;
  /** Whom. */
  readonly userId: string;
};

/** Which contact group to rename, and how. */
export type RenameContactGroupInput = {
  /** Id of the group. */
  readonly groupId: string;
  /** Its new name, 1 to 64 characters. */
  readonly name: string;
};

/** Whose password was forgotten. */
export type RequestPasswordResetInput = {
  /** Account number, username or e-mail address; case does not matter. */
  readonly identifier: string;
};

/** The mailed token and the new password. */
export type ResetPasswordInput = {
  /** New password: 8 to 256 characters of any kind. */
  readonly newPassword: string;
  /** The token of the mailed link; it works once. */
  readonly token: string;
};

/** Which session to end. */
export type RevokeSessionInput = {
  /** Id of one of the viewer's sessions. */
  readonly sessionId: string;
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

/** From where on a newcomer sees messages. */
export type RoomHistory =
  /** Everything that was ever said. */
  | 'ALL'
  /** Only what is said after they joined. */
  | 'SINCE_JOINING';

/** Why somebody was not added to a room. */
export type RoomMemberSkipReason =
  /** They are in it. */
  | 'ALREADY_MEMBER'
  /** They are banned from it. */
  | 'BANNED'
  /** They and the viewer have a block between them. */
  | 'BLOCKED'
  /** There is no such account, or no more. */
  | 'NOT_FOUND';

/** Which rooms a list is of. */
export type RoomScope =
  /** Public ones that the viewer may enter, or is in already. */
  | 'DISCOVERABLE'
  /** Those that the viewer is in. */
  | 'MINE';

/** Who finds a room and may enter it. */
export type RoomVisibility =
  /** Only members know of it; owner and admins bring people in. */
  | 'PRIVATE'
  /** Everybody who is signed in finds it and may join. */
  | 'PUBLIC';

/** Whether others may see when the viewer is there. */
export type SetPresenceVisibilityInput = {
  /** False: to everybody else the viewer looks as if never there. */
  readonly visible: boolean;
};

/** Who becomes what in which room. */
export type SetRoomMemberRoleInput = {
  /** ADMIN or MEMBER; for OWNER use transferRoomOwnership. */
  readonly role: ParticipantRole;
  /** Which room. */
  readonly roomId: string;
  /** Whom. */
  readonly userId: string;
};

/** What a person says of their sex. */
export type Sex =
  /** Female. */
  | 'FEMALE'
  /** Male. */
  | 'MALE'
  /** Not said. The default. */
  | 'UNKNOWN';

/** Which room, and to whom. */
export type TransferRoomOwnershipInput = {
  /** Which room. */
  readonly roomId: string;
  /** Whom. */
  readonly userId: string;
};

/** Whose ban to lift. */
export type UnbanRoomMemberInput = {
  /** Which room. */
  readonly roomId: string;
  /** Whom. */
  readonly userId: string;
};

/** Whom to unblock. */
export type UnblockUserInput = {
  /** Id of the person. */
  readonly userId: string;
};

/** What to change of a contact; what is left out stays. At most one of `groupId` and `groupName` is given. */
export type UpdateContactInput = {
  /** The viewer's own name for the person, up to 64 characters; null or empty takes it away. */
  readonly alias?: string | null | undefined;
  /** Id of the group to move the contact to. */
  readonly groupId?: string | null | undefined;
  /** Name of the group to move the contact to, 1 to 64 characters; it is made when missing. */
  readonly groupName?: string | null | undefined;
  /** Id of the person. */
  readonly userId: string;
};

/** What to change of the viewer's own settings of a conversation. What is left out stays. */
export type UpdateConversationSettingsInput = {
  /** Whether to archive it. It stays so when messages come. Not null. */
  readonly archived?: boolean | null | undefined;
  /** Id of the conversation. */
  readonly conversationId: string;
  /** Until when the viewer wants no notifications of it; null: wants them again. */
  readonly mutedUntil?: string | null | undefined;
  /** Whether to pin it. Not null. */
  readonly pinned?: boolean | null | undefined;
};

/** What to change of the viewer's profile; what is left out stays as it is. */
export type UpdateProfileInput = {
  /** An image that the viewer uploaded, as avatar. Null: none. */
  readonly avatarAttachmentId?: string | null | undefined;
  /** Birthday as `YYYY-MM-DD`, from 1900 to today. Null: the day of registration. */
  readonly birthday?: string | null | undefined;
  /** E-mail address, unique regardless of case. Null: none. */
  readonly email?: string | null | undefined;
  /** The name that is shown, 1 to 64 characters. */
  readonly nickname?: string | null | undefined;
  /** Telephone number, seen by its owner only. Null: none. */
  readonly phone?: string | null | undefined;
  /** The whole photo wall in its new order: up to 30 different images that the viewer uploaded. Null: none. */
  readonly photoWallAttachmentIds?: ReadonlyArray<string> | null | undefined;
  /** Sex; `UNKNOWN` takes it back. */
  readonly sex?: Sex | null | undefined;
  /** Signature line, up to 280 characters. Null: none. */
  readonly signature?: string | null | undefined;
  /** Username: 3 to 32 letters, digits, dots, underscores and hyphens, a letter first; unique regardless of case. Null: none. */
  readonly username?: string | null | undefined;
};

/** What to change of a room; what is left out stays as it is. */
export type UpdateRoomInput = {
  /** An image that the viewer uploaded, as avatar. Null: none. */
  readonly avatarAttachmentId?: string | null | undefined;
  /** What it is about, up to 2,000 characters. Null: nothing. */
  readonly description?: string | null | undefined;
  /** From where on newcomers see messages; it holds for those who are in it as well. */
  readonly history?: RoomHistory | null | undefined;
  /** Name, 1 to 100 characters. */
  readonly name?: string | null | undefined;
  /** Which room. */
  readonly roomId: string;
  /** Who finds it and may enter. */
  readonly visibility?: RoomVisibility | null | undefined;
};

/** What to change of the viewer's settings; what is left out stays as it is. */
export type UpdateSettingsInput = {
  /** Who may open a direct conversation with the viewer. Conversations that exist stay open. */
  readonly directConversationsFrom?: DirectConversationsFrom | null | undefined;
};

export type RequestPasswordResetMutationVariables = Exact<{
  input: RequestPasswordResetInput;
}>;

export type RequestPasswordResetMutation = {
  readonly __typename: 'Mutation';
  readonly requestPasswordReset: { readonly __typename: 'RequestPasswordResetPayload'; readonly accepted: boolean };
};

export type ResetPasswordMutationVariables = Exact<{
  input: ResetPasswordInput;
}>;

export type ResetPasswordMutation = {
  readonly __typename: 'Mutation';
  readonly resetPassword: { readonly __typename: 'ResetPasswordPayload'; readonly changed: boolean };
};

export type SessionsQueryVariables = Exact<{ [key: string]: never }>;

export type SessionsQuery = {
  readonly __typename: 'Query';
  readonly sessions: ReadonlyArray<{
    readonly __typename: 'Session';
    readonly id: string;
    readonly createdAt: string;
    readonly lastUsedAt: string;
    readonly current: boolean;
    readonly userAgent: string;
    readonly address: string;
  }>;
};

export type RevokeSessionMutationVariables = Exact<{
  input: RevokeSessionInput;
}>;

export type RevokeSessionMutation = {
  readonly __typename: 'Mutation';
  readonly revokeSession: { readonly __typename: 'RevokeSessionPayload'; readonly sessionId: string };
};

export type LogoutEverywhereMutationVariables = Exact<{
  input: LogoutEverywhereInput;
}>;

export type LogoutEverywhereMutation = {
  readonly __typename: 'Mutation';
  readonly logoutEverywhere: { readonly __typename: 'LogoutEverywherePayload'; readonly endedSessions: number };
};

export type LoginHistoryQueryVariables = Exact<{
  first: number;
}>;

export type LoginHistoryQuery = {
  readonly __typename: 'Query';
  readonly loginHistory: {
    readonly __typename: 'LoginAttemptConnection';
    readonly edges: ReadonlyArray<{
      readonly __typename: 'LoginAttemptEdge';
      readonly node: {
        readonly __typename: 'LoginAttempt';
        readonly id: string;
        readonly attemptedAt: string;
        readonly succeeded: boolean;
        readonly userAgent: string;
        readonly address: string;
      };
    }>;
  };
};

export type ChangePasswordMutationVariables = Exact<{
  input: ChangePasswordInput;
}>;

export type ChangePasswordMutation = {
  readonly __typename: 'Mutation';
  readonly changePassword: { readonly __typename: 'ChangePasswordPayload'; readonly endedSessions: number };
};

export type DeleteAccountMutationVariables = Exact<{
  input: DeleteAccountInput;
}>;

export type DeleteAccountMutation = {
  readonly __typename: 'Mutation';
  readonly deleteAccount: { readonly __typename: 'DeleteAccountPayload'; readonly userId: string };
};

export type ContactGroupFieldsFragment = {
  readonly __typename: 'ContactGroup';
  readonly id: string;
  readonly name: string;
  readonly position: number;
  readonly isDefault: boolean;
};

export type ContactFieldsFragment = {
  readonly __typename: 'Contact';
  readonly id: string;
  readonly userId: string;
  readonly alias: string | null;
  readonly unreadCount: number;
  readonly group: { readonly __typename: 'ContactGroup'; readonly id: string };
  readonly user: {
    readonly __typename: 'User';
    readonly signature: string;
    readonly id: string;
    readonly accountNumber: string;
    readonly username: string | null;
    readonly nickname: string;
    readonly avatarUrl: string | null;
  } | null;
};

export type ContactsQueryVariables = Exact<{ [key: string]: never }>;

export type ContactsQuery = {
  readonly __typename: 'Query';
  readonly contactGroups: ReadonlyArray<{
    readonly __typename: 'ContactGroup';
    readonly id: string;
    readonly name: string;
    readonly position: number;
    readonly isDefault: boolean;
  }>;
  readonly contacts: ReadonlyArray<{
    readonly __typename: 'Contact';
    readonly id: string;
    readonly userId: string;
    readonly alias: string | null;
    readonly unreadCount: number;
    readonly group: { readonly __typename: 'ContactGroup'; readonly id: string };
    readonly user: {
      readonly __typename: 'User';
      readonly signature: string;
      readonly id: string;
      readonly accountNumber: string;
      readonly username: string | null;
      readonly nickname: string;
      readonly avatarUrl: string | null;
    } | null;
  }>;
};

export type BlockedPeopleQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type BlockedPeopleQuery = {
  readonly __typename: 'Query';
  readonly blockedUsers: {
    readonly __typename: 'BlockedUserConnection';
    readonly edges: ReadonlyArray<{
      readonly __typename: 'BlockedUserEdge';
      readonly node: {
        readonly __typename: 'BlockedUser';
        readonly userId: string;
        readonly blockedAt: string;
        readonly user: {
          readonly __typename: 'User';
          readonly signature: string;
          readonly id: string;
          readonly accountNumber: string;
          readonly username: string | null;
          readonly nickname: string;
          readonly avatarUrl: string | null;
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

export type ContactsChangedSubscriptionVariables = Exact<{ [key: string]: never }>;

export type ContactsChangedSubscription = {
  readonly __typename: 'Subscription';
  readonly contactsChanged: {
    readonly __typename: 'ContactsChanged';
    readonly kind: ContactsChange;
    readonly contactUserId: string | null;
    readonly blocked: boolean | null;
    readonly contact: {
      readonly __typename: 'Contact';
      readonly id: string;
      readonly userId: string;
      readonly alias: string | null;
      readonly unreadCount: number;
      readonly group: { readonly __typename: 'ContactGroup'; readonly id: string };
      readonly user: {
        readonly __typename: 'User';
        readonly signature: string;
        readonly id: string;
        readonly accountNumber: string;
        readonly username: string | null;
        readonly nickname: string;
        readonly avatarUrl: string | null;
      } | null;
    } | null;
    readonly groups: ReadonlyArray<{
      readonly __typename: 'ContactGroup';
      readonly id: string;
      readonly name: string;
      readonly position: number;
      readonly isDefault: boolean;
    }> | null;
  };
};

export type AddContactMutationVariables = Exact<{
  input: AddContactInput;
}>;

export type AddContactMutation = {
  readonly __typename: 'Mutation';
  readonly addContact: {
    readonly __typename: 'AddContactPayload';
    readonly contact: {
      readonly __typename: 'Contact';
      readonly id: string;
      readonly userId: string;
      readonly alias: string | null;
      readonly unreadCount: number;
      readonly group: {
        readonly __typename: 'ContactGroup';
        readonly id: string;
        readonly name: string;
        readonly position: number;
        readonly isDefault: boolean;
      };
      readonly user: {
        readonly __typename: 'User';
        readonly signature: string;
        readonly id: string;
        readonly accountNumber: string;
        readonly username: string | null;
        readonly nickname: string;
        readonly avatarUrl: string | null;
      } | null;
    };
  };
};

export type UpdateContactMutationVariables = Exact<{
  input: UpdateContactInput;
}>;

export type UpdateContactMutation = {
  readonly __typename: 'Mutation';
  readonly updateContact: {
    readonly __typename: 'UpdateContactPayload';
    readonly contact: {
      readonly __typename: 'Contact';
      readonly id: string;
      readonly userId: string;
      readonly alias: string | null;
      readonly unreadCount: number;
      readonly group: { readonly __typename: 'ContactGroup'; readonly id: string };
      readonly user: {
        readonly __typename: 'User';
        readonly signature: string;
        readonly id: string;
        readonly accountNumber: string;
        readonly username: string | null;
        readonly nickname: string;
        readonly avatarUrl: string | null;
      } | null;
    };
  };
};

export type RemoveContactMutationVariables = Exact<{
  input: RemoveContactInput;
}>;

export type RemoveContactMutation = {
  readonly __typename: 'Mutation';
  readonly removeContact: { readonly __typename: 'RemoveContactPayload'; readonly userId: string };
};

export type CreateContactGroupMutationVariables = Exact<{
  input: CreateContactGroupInput;
}>;

export type CreateContactGroupMutation = {
  readonly __typename: 'Mutation';
  readonly createContactGroup: {
    readonly __typename: 'CreateContactGroupPayload';
    readonly group: {
      readonly __typename: 'ContactGroup';
      readonly id: string;
      readonly name: string;
      readonly position: number;
      readonly isDefault: boolean;
    };
  };
};

export type RenameContactGroupMutationVariables = Exact<{
  input: RenameContactGroupInput;
}>;

export type RenameContactGroupMutation = {
  readonly __typename: 'Mutation';
  readonly renameContactGroup: {
    readonly __typename: 'RenameContactGroupPayload';
    readonly group: {
      readonly __typename: 'ContactGroup';
      readonly id: string;
      readonly name: string;
      readonly position: number;
      readonly isDefault: boolean;
    };
  };
};

export type MoveContactGroupMutationVariables = Exact<{
  input: MoveContactGroupInput;
}>;

export type MoveContactGroupMutation = {
  readonly __typename: 'Mutation';
  readonly moveContactGroup: {
    readonly __typename: 'MoveContactGroupPayload';
    readonly groups: ReadonlyArray<{
      readonly __typename: 'ContactGroup';
      readonly id: string;
      readonly name: string;
      readonly position: number;
      readonly isDefault: boolean;
    }>;
  };
};

export type DeleteContactGroupMutationVariables = Exact<{
  input: DeleteContactGroupInput;
}>;

export type DeleteContactGroupMutation = {
  readonly __typename: 'Mutation';
  readonly deleteContactGroup: {
    readonly __typename: 'DeleteContactGroupPayload';
    readonly groupId: string;
    readonly groups: ReadonlyArray<{
      readonly __typename: 'ContactGroup';
      readonly id: string;
      readonly name: string;
      readonly position: number;
      readonly isDefault: boolean;
    }>;
  };
};

export type BlockPersonMutationVariables = Exact<{
  input: BlockUserInput;
}>;

export type BlockPersonMutation = {
  readonly __typename: 'Mutation';
  readonly blockUser: {
    readonly __typename: 'BlockUserPayload';
    readonly blocked: { readonly __typename: 'BlockedUser'; readonly userId: string; readonly blockedAt: string };
  };
};

export type UnblockPersonMutationVariables = Exact<{
  input: UnblockUserInput;
}>;

export type UnblockPersonMutation = {
  readonly __typename: 'Mutation';
  readonly unblockUser: { readonly __typename: 'UnblockUserPayload'; readonly userId: string };
};

export type ConversationFactsFragment = {
  readonly __typename: 'Conversation';
  readonly id: string;
  readonly unreadCount: number;
  readonly archivedAt: string | null;
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
    readonly avatarUrl: string | null;
  } | null;
};

export type UpdateConversationSettingsMutationVariables = Exact<{
  input: UpdateConversationSettingsInput;
}>;

export type UpdateConversationSettingsMutation = {
  readonly __typename: 'Mutation';
  readonly updateConversationSettings: {
    readonly __typename: 'UpdateConversationSettingsPayload';
    readonly conversation: {
      readonly __typename: 'Conversation';
      readonly id: string;
      readonly pinnedAt: string | null;
      readonly mutedUntil: string | null;
      readonly archivedAt: string | null;
    };
  };
};

export type MarkConversationUnreadMutationVariables = Exact<{
  input: MarkUnreadInput;
}>;

export type MarkConversationUnreadMutation = {
  readonly __typename: 'Mutation';
  readonly markUnread: {
    readonly __typename: 'MarkUnreadPayload';
    readonly conversation: {
      readonly __typename: 'Conversation';
      readonly id: string;
      readonly readSeq: number;
      readonly unreadCount: number;
      readonly unreadMentionCount: number;
    };
  };
};

export type ClearConversationMutationVariables = Exact<{
  input: ClearConversationInput;
}>;

export type ClearConversationMutation = {
  readonly __typename: 'Mutation';
  readonly clearConversation: {
    readonly __typename: 'ClearConversationPayload';
    readonly conversation: {
      readonly __typename: 'Conversation';
      readonly id: string;
      readonly unreadCount: number;
      readonly unreadMentionCount: number;
    };
  };
};

export type ConversationMembersQueryVariables = Exact<{
  id: string;
  first: number;
  after?: string | null | undefined;
}>;

export type ConversationMembersQuery = {
  readonly __typename: 'Query';
  readonly conversation: {
    readonly __typename: 'Conversation';
    readonly id: string;
    readonly participants: {
      readonly __typename: 'ParticipantConnection';
      readonly edges: ReadonlyArray<{
        readonly __typename: 'ParticipantEdge';
        readonly node: {
          readonly __typename: 'Participant';
          readonly id: string;
          readonly userId: string;
          readonly role: ParticipantRole;
          readonly readSeq: number;
          readonly deliveredSeq: number;
          readonly user: {
            readonly __typename: 'User';
            readonly id: string;
            readonly accountNumber: string;
            readonly username: string | null;
            readonly nickname: string;
            readonly avatarUrl: string | null;
          } | null;
        };
      }>;
      readonly pageInfo: {
        readonly __typename: 'PageInfo';
        readonly hasNextPage: boolean;
        readonly endCursor: string | null;
      };
    };
  } | null;
};

export type AttachmentQueryVariables = Exact<{
  id: string;
}>;

export type AttachmentQuery = {
  readonly __typename: 'Query';
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
  } | null;
};

export type MessageQueryVariables = Exact<{
  id: string;
}>;

export type MessageQuery = {
  readonly __typename: 'Query';
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
  } | null;
};

export type MessageReactionsQueryVariables = Exact<{
  id: string;
}>;

export type MessageReactionsQuery = {
  readonly __typename: 'Query';
  readonly message: {
    readonly __typename: 'Message';
    readonly id: string;
    readonly reactions: ReadonlyArray<{
      readonly __typename: 'Reaction';
      readonly emoji: string;
      readonly count: number;
      readonly users: {
        readonly __typename: 'UserConnection';
        readonly edges: ReadonlyArray<{
          readonly __typename: 'UserEdge';
          readonly node: {
            readonly __typename: 'User';
            readonly id: string;
            readonly accountNumber: string;
            readonly username: string | null;
            readonly nickname: string;
            readonly avatarUrl: string | null;
          };
        }>;
      };
    }>;
  } | null;
};

export type MarkUnreadMutationVariables = Exact<{
  input: MarkUnreadInput;
}>;

export type MarkUnreadMutation = {
  readonly __typename: 'Mutation';
  readonly markUnread: {
    readonly __typename: 'MarkUnreadPayload';
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

export type RoomPresenceQueryVariables = Exact<{
  id: string;
}>;

export type RoomPresenceQuery = {
  readonly __typename: 'Query';
  readonly room: { readonly __typename: 'Room'; readonly id: string; readonly presentCount: number | null } | null;
};

export type MessageLimitsQueryVariables = Exact<{ [key: string]: never }>;

export type MessageLimitsQuery = {
  readonly __typename: 'Query';
  readonly messageLimits: {
    readonly __typename: 'MessageLimits';
    readonly maxTextCharacters: number;
    readonly maxAttachments: number;
    readonly maxAttachmentBytes: number;
    readonly attachmentTypes: ReadonlyArray<string>;
  };
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

export type SearchPeopleQueryVariables = Exact<{
  search?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type SearchPeopleQuery = {
  readonly __typename: 'Query';
  readonly users: {
    readonly __typename: 'UserConnection';
    readonly edges: ReadonlyArray<{
      readonly __typename: 'UserEdge';
      readonly node: {
        readonly __typename: 'User';
        readonly signature: string;
        readonly id: string;
        readonly accountNumber: string;
        readonly username: string | null;
        readonly nickname: string;
        readonly avatarUrl: string | null;
      };
    }>;
    readonly pageInfo: {
      readonly __typename: 'PageInfo';
      readonly hasNextPage: boolean;
      readonly endCursor: string | null;
    };
  };
};

export type PersonFieldsFragment = {
  readonly __typename: 'User';
  readonly signature: string;
  readonly id: string;
  readonly accountNumber: string;
  readonly username: string | null;
  readonly nickname: string;
  readonly avatarUrl: string | null;
};

export type PhotoFieldsFragment = {
  readonly __typename: 'Photo';
  readonly id: string;
  readonly url: string;
  readonly width: number | null;
  readonly height: number | null;
};

export type ProfileFieldsFragment = {
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
  readonly photoWall: ReadonlyArray<{
    readonly __typename: 'Photo';
    readonly id: string;
    readonly url: string;
    readonly width: number | null;
    readonly height: number | null;
  }>;
  readonly settings: {
    readonly __typename: 'UserSettings';
    readonly directConversationsFrom: DirectConversationsFrom;
    readonly presenceVisible: boolean;
  };
};

export type ProfileQueryVariables = Exact<{ [key: string]: never }>;

export type ProfileQuery = {
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
    readonly photoWall: ReadonlyArray<{
      readonly __typename: 'Photo';
      readonly id: string;
      readonly url: string;
      readonly width: number | null;
      readonly height: number | null;
    }>;
    readonly settings: {
      readonly __typename: 'UserSettings';
      readonly directConversationsFrom: DirectConversationsFrom;
      readonly presenceVisible: boolean;
    };
  };
};

export type UpdateProfileMutationVariables = Exact<{
  input: UpdateProfileInput;
}>;

export type UpdateProfileMutation = {
  readonly __typename: 'Mutation';
  readonly updateProfile: {
    readonly __typename: 'UpdateProfilePayload';
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
      readonly photoWall: ReadonlyArray<{
        readonly __typename: 'Photo';
        readonly id: string;
        readonly url: string;
        readonly width: number | null;
        readonly height: number | null;
      }>;
      readonly settings: {
        readonly __typename: 'UserSettings';
        readonly directConversationsFrom: DirectConversationsFrom;
        readonly presenceVisible: boolean;
      };
    };
  };
};

export type UpdateSettingsMutationVariables = Exact<{
  input: UpdateSettingsInput;
}>;

export type UpdateSettingsMutation = {
  readonly __typename: 'Mutation';
  readonly updateSettings: {
    readonly __typename: 'UpdateSettingsPayload';
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
      readonly photoWall: ReadonlyArray<{
        readonly __typename: 'Photo';
        readonly id: string;
        readonly url: string;
        readonly width: number | null;
        readonly height: number | null;
      }>;
      readonly settings: {
        readonly __typename: 'UserSettings';
        readonly directConversationsFrom: DirectConversationsFrom;
        readonly presenceVisible: boolean;
      };
    };
  };
};

export type SetPresenceVisibilityMutationVariables = Exact<{
  input: SetPresenceVisibilityInput;
}>;

export type SetPresenceVisibilityMutation = {
  readonly __typename: 'Mutation';
  readonly setPresenceVisibility: { readonly __typename: 'SetPresenceVisibilityPayload'; readonly visible: boolean };
};

export type PersonQueryVariables = Exact<{
  id: string;
}>;

export type PersonQuery = {
  readonly __typename: 'Query';
  readonly user: {
    readonly __typename: 'User';
    readonly signature: string;
    readonly sex: Sex;
    readonly age: number;
    readonly registeredAt: string;
    readonly id: string;
    readonly accountNumber: string;
    readonly username: string | null;
    readonly nickname: string;
    readonly avatarUrl: string | null;
    readonly photoWall: ReadonlyArray<{
      readonly __typename: 'Photo';
      readonly id: string;
      readonly url: string;
      readonly width: number | null;
      readonly height: number | null;
    }>;
  } | null;
  readonly contact: {
    readonly __typename: 'Contact';
    readonly id: string;
    readonly alias: string | null;
    readonly group: { readonly __typename: 'ContactGroup'; readonly id: string; readonly name: string };
  } | null;
};

export type AddPersonMutationVariables = Exact<{
  input: AddContactInput;
}>;

export type AddPersonMutation = {
  readonly __typename: 'Mutation';
  readonly addContact: {
    readonly __typename: 'AddContactPayload';
    readonly contact: { readonly __typename: 'Contact'; readonly id: string };
  };
};

export type MemberFieldsFragment = {
  readonly __typename: 'Participant';
  readonly id: string;
  readonly userId: string;
  readonly role: ParticipantRole;
  readonly mutedUntil: string | null;
  readonly joinedAt: string;
  readonly user: {
    readonly __typename: 'User';
    readonly id: string;
    readonly accountNumber: string;
    readonly username: string | null;
    readonly nickname: string;
    readonly avatarUrl: string | null;
  } | null;
};

export type RoomProfileFragment = {
  readonly __typename: 'Room';
  readonly history: RoomHistory;
  readonly createdAt: string;
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly avatarUrl: string | null;
  readonly visibility: RoomVisibility;
  readonly memberCount: number;
  readonly viewerRole: ParticipantRole | null;
  readonly mutedUntil: string | null;
};

export type FindRoomsQueryVariables = Exact<{
  search?: string | null | undefined;
  scope: RoomScope;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type FindRoomsQuery = {
  readonly __typename: 'Query';
  readonly rooms: {
    readonly __typename: 'RoomConnection';
    readonly edges: ReadonlyArray<{
      readonly __typename: 'RoomEdge';
      readonly node: {
        readonly __typename: 'Room';
        readonly id: string;
        readonly name: string;
        readonly description: string;
        readonly avatarUrl: string | null;
        readonly visibility: RoomVisibility;
        readonly memberCount: number;
        readonly viewerRole: ParticipantRole | null;
        readonly mutedUntil: string | null;
        readonly conversation: { readonly __typename: 'Conversation'; readonly id: string } | null;
      };
    }>;
    readonly pageInfo: {
      readonly __typename: 'PageInfo';
      readonly hasNextPage: boolean;
      readonly endCursor: string | null;
    };
  };
};

export type RoomDetailsQueryVariables = Exact<{
  id: string;
}>;

export type RoomDetailsQuery = {
  readonly __typename: 'Query';
  readonly room: {
    readonly __typename: 'Room';
    readonly presentCount: number | null;
    readonly history: RoomHistory;
    readonly createdAt: string;
    readonly id: string;
    readonly name: string;
    readonly description: string;
    readonly avatarUrl: string | null;
    readonly visibility: RoomVisibility;
    readonly memberCount: number;
    readonly viewerRole: ParticipantRole | null;
    readonly mutedUntil: string | null;
    readonly presentUsers: {
      readonly __typename: 'PresentUserConnection';
      readonly edges: ReadonlyArray<{
        readonly __typename: 'PresentUserEdge';
        readonly node: {
          readonly __typename: 'User';
          readonly id: string;
          readonly accountNumber: string;
          readonly username: string | null;
          readonly nickname: string;
          readonly avatarUrl: string | null;
        };
      }>;
    } | null;
  } | null;
};

export type RoomMembersQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type RoomMembersQuery = {
  readonly __typename: 'Query';
  readonly room: {
    readonly __typename: 'Room';
    readonly id: string;
    readonly memberCount: number;
    readonly members: {
      readonly __typename: 'ParticipantConnection';
      readonly edges: ReadonlyArray<{
        readonly __typename: 'ParticipantEdge';
        readonly node: {
          readonly __typename: 'Participant';
          readonly id: string;
          readonly userId: string;
          readonly role: ParticipantRole;
          readonly mutedUntil: string | null;
          readonly joinedAt: string;
          readonly user: {
            readonly __typename: 'User';
            readonly id: string;
            readonly accountNumber: string;
            readonly username: string | null;
            readonly nickname: string;
            readonly avatarUrl: string | null;
          } | null;
        };
      }>;
      readonly pageInfo: {
        readonly __typename: 'PageInfo';
        readonly hasNextPage: boolean;
        readonly endCursor: string | null;
      };
    } | null;
  } | null;
};

export type RoomBansQueryVariables = Exact<{
  roomId: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type RoomBansQuery = {
  readonly __typename: 'Query';
  readonly roomBans: {
    readonly __typename: 'RoomBanConnection';
    readonly edges: ReadonlyArray<{
      readonly __typename: 'RoomBanEdge';
      readonly node: {
        readonly __typename: 'RoomBan';
        readonly userId: string;
        readonly reason: string;
        readonly until: string | null;
        readonly createdAt: string;
        readonly user: {
          readonly __typename: 'User';
          readonly id: string;
          readonly accountNumber: string;
          readonly username: string | null;
          readonly nickname: string;
          readonly avatarUrl: string | null;
        } | null;
        readonly bannedBy: { readonly __typename: 'User'; readonly id: string; readonly nickname: string } | null;
      };
    }>;
    readonly pageInfo: {
      readonly __typename: 'PageInfo';
      readonly hasNextPage: boolean;
      readonly endCursor: string | null;
    };
  };
};

export type CreateRoomMutationVariables = Exact<{
  input: CreateRoomInput;
}>;

export type CreateRoomMutation = {
  readonly __typename: 'Mutation';
  readonly createRoom: {
    readonly __typename: 'CreateRoomPayload';
    readonly room: {
      readonly __typename: 'Room';
      readonly history: RoomHistory;
      readonly createdAt: string;
      readonly id: string;
      readonly name: string;
      readonly description: string;
      readonly avatarUrl: string | null;
      readonly visibility: RoomVisibility;
      readonly memberCount: number;
      readonly viewerRole: ParticipantRole | null;
      readonly mutedUntil: string | null;
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
      } | null;
    };
    readonly skipped: ReadonlyArray<{
      readonly __typename: 'SkippedRoomMember';
      readonly userId: string;
      readonly reason: RoomMemberSkipReason;
      readonly user: { readonly __typename: 'User'; readonly id: string; readonly nickname: string } | null;
    }>;
  };
};

export type JoinRoomMutationVariables = Exact<{
  input: JoinRoomInput;
}>;

export type JoinRoomMutation = {
  readonly __typename: 'Mutation';
  readonly joinRoom: {
    readonly __typename: 'JoinRoomPayload';
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
      } | null;
    };
  };
};

export type LeaveRoomMutationVariables = Exact<{
  input: LeaveRoomInput;
}>;

export type LeaveRoomMutation = {
  readonly __typename: 'Mutation';
  readonly leaveRoom: { readonly __typename: 'LeaveRoomPayload'; readonly roomId: string };
};

export type DeleteRoomMutationVariables = Exact<{
  input: DeleteRoomInput;
}>;

export type DeleteRoomMutation = {
  readonly __typename: 'Mutation';
  readonly deleteRoom: { readonly __typename: 'DeleteRoomPayload'; readonly roomId: string };
};

export type UpdateRoomMutationVariables = Exact<{
  input: UpdateRoomInput;
}>;

export type UpdateRoomMutation = {
  readonly __typename: 'Mutation';
  readonly updateRoom: {
    readonly __typename: 'UpdateRoomPayload';
    readonly room: {
      readonly __typename: 'Room';
      readonly history: RoomHistory;
      readonly createdAt: string;
      readonly id: string;
      readonly name: string;
      readonly description: string;
      readonly avatarUrl: string | null;
      readonly visibility: RoomVisibility;
      readonly memberCount: number;
      readonly viewerRole: ParticipantRole | null;
      readonly mutedUntil: string | null;
    };
  };
};

export type AddRoomMembersMutationVariables = Exact<{
  input: AddRoomMembersInput;
}>;

export type AddRoomMembersMutation = {
  readonly __typename: 'Mutation';
  readonly addRoomMembers: {
    readonly __typename: 'AddRoomMembersPayload';
    readonly room: { readonly __typename: 'Room'; readonly id: string; readonly memberCount: number };
    readonly added: ReadonlyArray<{ readonly __typename: 'User'; readonly id: string }>;
    readonly skipped: ReadonlyArray<{
      readonly __typename: 'SkippedRoomMember';
      readonly userId: string;
      readonly reason: RoomMemberSkipReason;
      readonly user: { readonly __typename: 'User'; readonly id: string; readonly nickname: string } | null;
    }>;
  };
};

export type RemoveRoomMemberMutationVariables = Exact<{
  input: RemoveRoomMemberInput;
}>;

export type RemoveRoomMemberMutation = {
  readonly __typename: 'Mutation';
  readonly removeRoomMember: {
    readonly __typename: 'RemoveRoomMemberPayload';
    readonly userId: string;
    readonly room: { readonly __typename: 'Room'; readonly id: string; readonly memberCount: number };
  };
};

export type UnbanRoomMemberMutationVariables = Exact<{
  input: UnbanRoomMemberInput;
}>;

export type UnbanRoomMemberMutation = {
  readonly __typename: 'Mutation';
  readonly unbanRoomMember: { readonly __typename: 'UnbanRoomMemberPayload'; readonly userId: string };
};

export type SetRoomMemberRoleMutationVariables = Exact<{
  input: SetRoomMemberRoleInput;
}>;

export type SetRoomMemberRoleMutation = {
  readonly __typename: 'Mutation';
  readonly setRoomMemberRole: { readonly __typename: 'SetRoomMemberRolePayload'; readonly userId: string };
};

export type MuteRoomMemberMutationVariables = Exact<{
  input: MuteRoomMemberInput;
}>;

export type MuteRoomMemberMutation = {
  readonly __typename: 'Mutation';
  readonly muteRoomMember: { readonly __typename: 'MuteRoomMemberPayload'; readonly userId: string };
};

export type MuteRoomMutationVariables = Exact<{
  input: MuteRoomInput;
}>;

export type MuteRoomMutation = {
  readonly __typename: 'Mutation';
  readonly muteRoom: {
    readonly __typename: 'MuteRoomPayload';
    readonly room: {
      readonly __typename: 'Room';
      readonly history: RoomHistory;
      readonly createdAt: string;
      readonly id: string;
      readonly name: string;
      readonly description: string;
      readonly avatarUrl: string | null;
      readonly visibility: RoomVisibility;
      readonly memberCount: number;
      readonly viewerRole: ParticipantRole | null;
      readonly mutedUntil: string | null;
    };
  };
};

export type TransferRoomOwnershipMutationVariables = Exact<{
  input: TransferRoomOwnershipInput;
}>;

export type TransferRoomOwnershipMutation = {
  readonly __typename: 'Mutation';
  readonly transferRoomOwnership: {
    readonly __typename: 'TransferRoomOwnershipPayload';
    readonly room: {
      readonly __typename: 'Room';
      readonly history: RoomHistory;
      readonly createdAt: string;
      readonly id: string;
      readonly name: string;
      readonly description: string;
      readonly avatarUrl: string | null;
      readonly visibility: RoomVisibility;
      readonly memberCount: number;
      readonly viewerRole: ParticipantRole | null;
      readonly mutedUntil: string | null;
    };
  };
};

export type RoomVisitSubscriptionVariables = Exact<{
  roomId: string;
}>;

export type RoomVisitSubscription = {
  readonly __typename: 'Subscription';
  readonly roomActivity: {
    readonly __typename: 'RoomActivity';
    readonly type: RoomActivityType;
    readonly nickname: string;
    readonly at: string;
    readonly presentCount: number;
    readonly user: { readonly __typename: 'User'; readonly id: string } | null;
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

export const ContactGroupFieldsFragmentDoc = /*#__PURE__*/ unfold<ContactGroupFieldsFragment>(
  'fragment ContactGroupFields on ContactGroup{id name position isDefault}',
);
export const PhotoFieldsFragmentDoc = /*#__PURE__*/ unfold<PhotoFieldsFragment>(
  'fragment PhotoFields on Photo{id url width height}',
);
export const ConversationFactsFragmentDoc = /*#__PURE__*/ unfold<ConversationFactsFragment>(
  'fragment ConversationFacts on Conversation{id unreadCount archivedAt peer{...UserCard} room{id name avatarUrl}}',
  UserCardFragmentDoc,
);
export const PersonFieldsFragmentDoc = /*#__PURE__*/ unfold<PersonFieldsFragment>(
  'fragment PersonFields on User{...UserCard signature}',
  UserCardFragmentDoc,
);
export const ProfileFieldsFragmentDoc = /*#__PURE__*/ unfold<ProfileFieldsFragment>(
  'fragment ProfileFields on Me{...MeFields photoWall{...PhotoFields} settings{directConversationsFrom presenceVisible}}',
  MeFieldsFragmentDoc,
  PhotoFieldsFragmentDoc,
);
export const MemberFieldsFragmentDoc = /*#__PURE__*/ unfold<MemberFieldsFragment>(
  'fragment MemberFields on Participant{id userId role mutedUntil joinedAt user{...UserCard}}',
  UserCardFragmentDoc,
);
export const RoomProfileFragmentDoc = /*#__PURE__*/ unfold<RoomProfileFragment>(
  'fragment RoomProfile on Room{...RoomCard history createdAt}',
  RoomCardFragmentDoc,
);
export const ContactFieldsFragmentDoc = /*#__PURE__*/ unfold<ContactFieldsFragment>(
  'fragment ContactFields on Contact{id userId alias unreadCount group{id} user{...PersonFields}}',
  PersonFieldsFragmentDoc,
);
export const RequestPasswordResetDocument = /*#__PURE__*/ unfold<
  RequestPasswordResetMutation,
  RequestPasswordResetMutationVariables
>('mutation RequestPasswordReset(input:RequestPasswordResetInput!){requestPasswordReset(input:input){accepted}}');
export const ResetPasswordDocument = /*#__PURE__*/ unfold<ResetPasswordMutation, ResetPasswordMutationVariables>(
  'mutation ResetPassword(input:ResetPasswordInput!){resetPassword(input:input){changed}}',
);
export const SessionsDocument = /*#__PURE__*/ unfold<SessionsQuery, SessionsQueryVariables>(
  'query Sessions{sessions{id createdAt lastUsedAt current userAgent address}}',
);
export const RevokeSessionDocument = /*#__PURE__*/ unfold<RevokeSessionMutation, RevokeSessionMutationVariables>(
  'mutation RevokeSession(input:RevokeSessionInput!){revokeSession(input:input){sessionId}}',
);
export const LogoutEverywhereDocument = /*#__PURE__*/ unfold<
  LogoutEverywhereMutation,
  LogoutEverywhereMutationVariables
>('mutation LogoutEverywhere(input:LogoutEverywhereInput!){logoutEverywhere(input:input){endedSessions}}');
export const LoginHistoryDocument = /*#__PURE__*/ unfold<LoginHistoryQuery, LoginHistoryQueryVariables>(
  'query LoginHistory(first:Int!){loginHistory(first:first){edges{node{id attemptedAt succeeded userAgent address}}}}',
);
export const ChangePasswordDocument = /*#__PURE__*/ unfold<ChangePasswordMutation, ChangePasswordMutationVariables>(
  'mutation ChangePassword(input:ChangePasswordInput!){changePassword(input:input){endedSessions}}',
);
export const DeleteAccountDocument = /*#__PURE__*/ unfold<DeleteAccountMutation, DeleteAccountMutationVariables>(
  'mutation DeleteAccount(input:DeleteAccountInput!){deleteAccount(input:input){userId}}',
);
export const ContactsDocument = /*#__PURE__*/ unfold<ContactsQuery, ContactsQueryVariables>(
  'query Contacts{contactGroups{...ContactGroupFields} contacts{...ContactFields}}',
  ContactGroupFieldsFragmentDoc,
  ContactFieldsFragmentDoc,
);
export const BlockedPeopleDocument = /*#__PURE__*/ unfold<BlockedPeopleQuery, BlockedPeopleQueryVariables>(
  'query BlockedPeople(first:Int after:String){blockedUsers(first:first after:after){edges{node{userId blockedAt user{...PersonFields}}} pageInfo{hasNextPage endCursor}}}',
  PersonFieldsFragmentDoc,
);
export const ContactsChangedDocument = /*#__PURE__*/ unfold<
  ContactsChangedSubscription,
  ContactsChangedSubscriptionVariables
>(
  'subscription ContactsChanged{contactsChanged{kind contactUserId blocked contact{...ContactFields} groups{...ContactGroupFields}}}',
  ContactFieldsFragmentDoc,
  ContactGroupFieldsFragmentDoc,
);
export const AddContactDocument = /*#__PURE__*/ unfold<AddContactMutation, AddContactMutationVariables>(
  'mutation AddContact(input:AddContactInput!){addContact(input:input){contact{...ContactFields group{...ContactGroupFields}}}}',
  ContactFieldsFragmentDoc,
  ContactGroupFieldsFragmentDoc,
);
export const UpdateContactDocument = /*#__PURE__*/ unfold<UpdateContactMutation, UpdateContactMutationVariables>(
  'mutation UpdateContact(input:UpdateContactInput!){updateContact(input:input){contact{...ContactFields}}}',
  ContactFieldsFragmentDoc,
);
export const RemoveContactDocument = /*#__PURE__*/ unfold<RemoveContactMutation, RemoveContactMutationVariables>(
  'mutation RemoveContact(input:RemoveContactInput!){removeContact(input:input){userId}}',
);
export const CreateContactGroupDocument = /*#__PURE__*/ unfold<
  CreateContactGroupMutation,
  CreateContactGroupMutationVariables
>(
  'mutation CreateContactGroup(input:CreateContactGroupInput!){createContactGroup(input:input){group{...ContactGroupFields}}}',
  ContactGroupFieldsFragmentDoc,
);
export const RenameContactGroupDocument = /*#__PURE__*/ unfold<
  RenameContactGroupMutation,
  RenameContactGroupMutationVariables
>(
  'mutation RenameContactGroup(input:RenameContactGroupInput!){renameContactGroup(input:input){group{...ContactGroupFields}}}',
  ContactGroupFieldsFragmentDoc,
);
export const MoveContactGroupDocument = /*#__PURE__*/ unfold<
  MoveContactGroupMutation,
  MoveContactGroupMutationVariables
>(
  'mutation MoveContactGroup(input:MoveContactGroupInput!){moveContactGroup(input:input){groups{...ContactGroupFields}}}',
  ContactGroupFieldsFragmentDoc,
);
export const DeleteContactGroupDocument = /*#__PURE__*/ unfold<
  DeleteContactGroupMutation,
  DeleteContactGroupMutationVariables
>(
  'mutation DeleteContactGroup(input:DeleteContactGroupInput!){deleteContactGroup(input:input){groupId groups{...ContactGroupFields}}}',
  ContactGroupFieldsFragmentDoc,
);
export const BlockPersonDocument = /*#__PURE__*/ unfold<BlockPersonMutation, BlockPersonMutationVariables>(
  'mutation BlockPerson(input:BlockUserInput!){blockUser(input:input){blocked{userId blockedAt}}}',
);
export const UnblockPersonDocument = /*#__PURE__*/ unfold<UnblockPersonMutation, UnblockPersonMutationVariables>(
  'mutation UnblockPerson(input:UnblockUserInput!){unblockUser(input:input){userId}}',
);
export const UpdateConversationSettingsDocument = /*#__PURE__*/ unfold<
  UpdateConversationSettingsMutation,
  UpdateConversationSettingsMutationVariables
>(
  'mutation UpdateConversationSettings(input:UpdateConversationSettingsInput!){updateConversationSettings(input:input){conversation{id pinnedAt mutedUntil archivedAt}}}',
);
export const MarkConversationUnreadDocument = /*#__PURE__*/ unfold<
  MarkConversationUnreadMutation,
  MarkConversationUnreadMutationVariables
>(
  'mutation MarkConversationUnread(input:MarkUnreadInput!){markUnread(input:input){conversation{id readSeq unreadCount unreadMentionCount}}}',
);
export const ClearConversationDocument = /*#__PURE__*/ unfold<
  ClearConversationMutation,
  ClearConversationMutationVariables
>(
  'mutation ClearConversation(input:ClearConversationInput!){clearConversation(input:input){conversation{id unreadCount unreadMentionCount}}}',
);
export const ConversationMembersDocument = /*#__PURE__*/ unfold<
  ConversationMembersQuery,
  ConversationMembersQueryVariables
>(
  'query ConversationMembers(id:ID! first:Int! after:String){conversation(id:id){id participants(first:first after:after){edges{node{id userId role readSeq deliveredSeq user{...UserCard}}} pageInfo{hasNextPage endCursor}}}}',
  UserCardFragmentDoc,
);
export const AttachmentDocument = /*#__PURE__*/ unfold<AttachmentQuery, AttachmentQueryVariables>(
  'query Attachment(id:ID!){attachment(id:id){...AttachmentFields}}',
  AttachmentFieldsFragmentDoc,
);
export const MessageDocument = /*#__PURE__*/ unfold<MessageQuery, MessageQueryVariables>(
  'query Message(id:ID!){message(id:id){...MessageFields}}',
  MessageFieldsFragmentDoc,
);
export const MessageReactionsDocument = /*#__PURE__*/ unfold<MessageReactionsQuery, MessageReactionsQueryVariables>(
  'query MessageReactions(id:ID!){message(id:id){id reactions{emoji count users(first:100){edges{node{...UserCard}}}}}}',
  UserCardFragmentDoc,
);
export const MarkUnreadDocument = /*#__PURE__*/ unfold<MarkUnreadMutation, MarkUnreadMutationVariables>(
  'mutation MarkUnread(input:MarkUnreadInput!){markUnread(input:input){conversation{id readSeq deliveredSeq unreadCount unreadMentionCount}}}',
);
export const RoomPresenceDocument = /*#__PURE__*/ unfold<RoomPresenceQuery, RoomPresenceQueryVariables>(
  'query RoomPresence(id:ID!){room(id:id){id presentCount}}',
);
export const MessageLimitsDocument = /*#__PURE__*/ unfold<MessageLimitsQuery, MessageLimitsQueryVariables>(
  'query MessageLimits{messageLimits{maxTextCharacters maxAttachments maxAttachmentBytes attachmentTypes}}',
);
export const MarkDeliveredDocument = /*#__PURE__*/ unfold<MarkDeliveredMutation, MarkDeliveredMutationVariables>(
  'mutation MarkDelivered(input:MarkDeliveredInput!){markDelivered(input:input){conversation{id deliveredSeq}}}',
);
export const SearchPeopleDocument = /*#__PURE__*/ unfold<SearchPeopleQuery, SearchPeopleQueryVariables>(
  'query SearchPeople(search:String first:Int after:String){users(search:search first:first after:after){edges{node{...PersonFields}} pageInfo{hasNextPage endCursor}}}',
  PersonFieldsFragmentDoc,
);
export const ProfileDocument = /*#__PURE__*/ unfold<ProfileQuery, ProfileQueryVariables>(
  'query Profile{me{...ProfileFields}}',
  ProfileFieldsFragmentDoc,
);
export const UpdateProfileDocument = /*#__PURE__*/ unfold<UpdateProfileMutation, UpdateProfileMutationVariables>(
  'mutation UpdateProfile(input:UpdateProfileInput!){updateProfile(input:input){me{...ProfileFields}}}',
  ProfileFieldsFragmentDoc,
);
export const UpdateSettingsDocument = /*#__PURE__*/ unfold<UpdateSettingsMutation, UpdateSettingsMutationVariables>(
  'mutation UpdateSettings(input:UpdateSettingsInput!){updateSettings(input:input){me{...ProfileFields}}}',
  ProfileFieldsFragmentDoc,
);
export const SetPresenceVisibilityDocument = /*#__PURE__*/ unfold<
  SetPresenceVisibilityMutation,
  SetPresenceVisibilityMutationVariables
>('mutation SetPresenceVisibility(input:SetPresenceVisibilityInput!){setPresenceVisibility(input:input){visible}}');
export const PersonDocument = /*#__PURE__*/ unfold<PersonQuery, PersonQueryVariables>(
  'query Person(id:ID!){user(id:id){...UserCard signature sex age registeredAt photoWall{...PhotoFields}} contact(userId:id){id alias group{id name}}}',
  UserCardFragmentDoc,
  PhotoFieldsFragmentDoc,
);
export const AddPersonDocument = /*#__PURE__*/ unfold<AddPersonMutation, AddPersonMutationVariables>(
  'mutation AddPerson(input:AddContactInput!){addContact(input:input){contact{id}}}',
);
export const FindRoomsDocument = /*#__PURE__*/ unfold<FindRoomsQuery, FindRoomsQueryVariables>(
  'query FindRooms(search:String scope:RoomScope! first:Int after:String){rooms(search:search scope:scope first:first after:after){edges{node{...RoomCard conversation{id}}} pageInfo{hasNextPage endCursor}}}',
  RoomCardFragmentDoc,
);
export const RoomDetailsDocument = /*#__PURE__*/ unfold<RoomDetailsQuery, RoomDetailsQueryVariables>(
  'query RoomDetails(id:ID!){room(id:id){...RoomProfile presentCount presentUsers(first:50){edges{node{...UserCard}}}}}',
  RoomProfileFragmentDoc,
  UserCardFragmentDoc,
);
export const RoomMembersDocument = /*#__PURE__*/ unfold<RoomMembersQuery, RoomMembersQueryVariables>(
  'query RoomMembers(id:ID! first:Int after:String){room(id:id){id memberCount members(first:first after:after){edges{node{...MemberFields}} pageInfo{hasNextPage endCursor}}}}',
  MemberFieldsFragmentDoc,
);
export const RoomBansDocument = /*#__PURE__*/ unfold<RoomBansQuery, RoomBansQueryVariables>(
  'query RoomBans(roomId:ID! first:Int after:String){roomBans(roomId:roomId first:first after:after){edges{node{userId reason until createdAt user{...UserCard} bannedBy{id nickname}}} pageInfo{hasNextPage endCursor}}}',
  UserCardFragmentDoc,
);
export const CreateRoomDocument = /*#__PURE__*/ unfold<CreateRoomMutation, CreateRoomMutationVariables>(
  'mutation CreateRoom(input:CreateRoomInput!){createRoom(input:input){room{...RoomProfile conversation{...ConversationFields}} skipped{userId reason user{id nickname}}}}',
  RoomProfileFragmentDoc,
  ConversationFieldsFragmentDoc,
);
export const JoinRoomDocument = /*#__PURE__*/ unfold<JoinRoomMutation, JoinRoomMutationVariables>(
  'mutation JoinRoom(input:JoinRoomInput!){joinRoom(input:input){room{...RoomCard conversation{...ConversationFields}}}}',
  RoomCardFragmentDoc,
  ConversationFieldsFragmentDoc,
);
export const LeaveRoomDocument = /*#__PURE__*/ unfold<LeaveRoomMutation, LeaveRoomMutationVariables>(
  'mutation LeaveRoom(input:LeaveRoomInput!){leaveRoom(input:input){roomId}}',
);
export const DeleteRoomDocument = /*#__PURE__*/ unfold<DeleteRoomMutation, DeleteRoomMutationVariables>(
  'mutation DeleteRoom(input:DeleteRoomInput!){deleteRoom(input:input){roomId}}',
);
export const UpdateRoomDocument = /*#__PURE__*/ unfold<UpdateRoomMutation, UpdateRoomMutationVariables>(
  'mutation UpdateRoom(input:UpdateRoomInput!){updateRoom(input:input){room{...RoomProfile}}}',
  RoomProfileFragmentDoc,
);
export const AddRoomMembersDocument = /*#__PURE__*/ unfold<AddRoomMembersMutation, AddRoomMembersMutationVariables>(
  'mutation AddRoomMembers(input:AddRoomMembersInput!){addRoomMembers(input:input){room{id memberCount} added{id} skipped{userId reason user{id nickname}}}}',
);
export const RemoveRoomMemberDocument = /*#__PURE__*/ unfold<
  RemoveRoomMemberMutation,
  RemoveRoomMemberMutationVariables
>(
  'mutation RemoveRoomMember(input:RemoveRoomMemberInput!){removeRoomMember(input:input){userId room{id memberCount}}}',
);
export const UnbanRoomMemberDocument = /*#__PURE__*/ unfold<UnbanRoomMemberMutation, UnbanRoomMemberMutationVariables>(
  'mutation UnbanRoomMember(input:UnbanRoomMemberInput!){unbanRoomMember(input:input){userId}}',
);
export const SetRoomMemberRoleDocument = /*#__PURE__*/ unfold<
  SetRoomMemberRoleMutation,
  SetRoomMemberRoleMutationVariables
>('mutation SetRoomMemberRole(input:SetRoomMemberRoleInput!){setRoomMemberRole(input:input){userId}}');
export const MuteRoomMemberDocument = /*#__PURE__*/ unfold<MuteRoomMemberMutation, MuteRoomMemberMutationVariables>(
  'mutation MuteRoomMember(input:MuteRoomMemberInput!){muteRoomMember(input:input){userId}}',
);
export const MuteRoomDocument = /*#__PURE__*/ unfold<MuteRoomMutation, MuteRoomMutationVariables>(
  'mutation MuteRoom(input:MuteRoomInput!){muteRoom(input:input){room{...RoomProfile}}}',
  RoomProfileFragmentDoc,
);
export const TransferRoomOwnershipDocument = /*#__PURE__*/ unfold<
  TransferRoomOwnershipMutation,
  TransferRoomOwnershipMutationVariables
>(
  'mutation TransferRoomOwnership(input:TransferRoomOwnershipInput!){transferRoomOwnership(input:input){room{...RoomProfile}}}',
  RoomProfileFragmentDoc,
);
export const RoomVisitDocument = /*#__PURE__*/ unfold<RoomVisitSubscription, RoomVisitSubscriptionVariables>(
  'subscription RoomVisit(roomId:ID!){roomActivity(roomId:roomId confirm:true){type nickname at presentCount user{id}}}',
);
