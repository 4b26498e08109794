/** A message as the demo's people see it. */
export interface SeenMessage {
  readonly id: string;
  readonly seq: number;
  readonly text: string | null;
  readonly sender: { readonly id: string; readonly nickname: string } | null;
  readonly attachments: readonly SeenAttachment[];
  readonly replyTo: { readonly seq: number; readonly text: string | null } | null;
  readonly mentions: readonly { readonly id: string; readonly nickname: string }[];
  readonly editedAt: string | null;
  readonly recalledAt: string | null;
}

export interface SeenAttachment {
  readonly kind: string;
  readonly fileName: string;
  readonly url: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly size: number;
}

/** An event of the inbox; which fields it has depends on its type. */
export interface InboxEvent {
  readonly __typename: string;
  readonly cursor?: string;
  readonly conversationId?: string;
  readonly revision?: number;
  readonly message?: SeenMessage | null;
  readonly membership?: 'JOINED' | 'LEFT' | 'REMOVED' | 'ROLE_CHANGED' | 'MUTED';
  readonly userId?: string;
  readonly readSeq?: number;
  readonly deliveredSeq?: number;
  readonly contacts?: string;
  readonly contact?: {
    readonly group: { readonly name: string };
    readonly user: { readonly nickname: string } | null;
  } | null;
  readonly head?: number;
}

/** What a room's activity tells. */
export interface RoomActivity {
  readonly type: 'ENTERED' | 'EXITED' | 'JOINED' | 'LEFT' | 'REMOVED';
  readonly nickname: string;
  readonly presentCount: number;
  readonly user: { readonly id: string } | null;
}
