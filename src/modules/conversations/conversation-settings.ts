import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import type { SqlValue } from '../../common/database/sql.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { UserChangeLog } from '../../common/realtime/user-change-log.js';
import { ConversationAccess } from './conversation-access.js';
import type { ConversationGrant } from './conversation-grant.js';
import { ConversationsRepository } from './conversations.repository.js';
import type { ParticipantEntity } from './entities/participant.entity.js';
import type { UpdateConversationSettingsInput } from './graphql/update-conversation-settings.input.js';
import { ParticipantsRepository } from './participants.repository.js';

type Values = Readonly<Record<string, SqlValue>>;

/** What a participant sets of a conversation for themselves alone; their other devices are told. */
@Injectable()
export class ConversationSettings {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: ConversationAccess,
    private readonly conversations: ConversationsRepository,
    private readonly participants: ParticipantsRepository,
    private readonly changes: UserChangeLog,
  ) {}

  /**
   * Pins, archives or silences a conversation; what is left out stays, and what is so already is not written.
   * @throws AppError NOT_FOUND, NOT_A_MEMBER
   */
  update(viewer: Viewer, input: UpdateConversationSettingsInput): Promise<ConversationGrant> {
    return this.change(viewer, input.conversationId, ({ participant }, now) => ({
      ...switched(participant, 'pinnedAt', 'pinned_at', input.pinned, now),
      ...switched(participant, 'archivedAt', 'archived_at', input.archived, now),
      ...mutedUntil(participant, input.mutedUntil),
    }));
  }

  /**
   * Takes all present messages out of the viewer's sight; they stay for the others, and later ones are seen.
   * @throws AppError NOT_FOUND, NOT_A_MEMBER
   */
  clear(viewer: Viewer, conversationId: string): Promise<ConversationGrant> {
    return this.change(viewer, conversationId, ({ conversation: { lastSeq }, participant }): Values =>
      participant.clearedSeq >= lastSeq
        ? {}
        : {
            cleared_seq: lastSeq,
            read_seq: Math.max(lastSeq, participant.readSeq),
            delivered_seq: Math.max(lastSeq, participant.deliveredSeq),
          },
    );
  }

  private change(
    viewer: Viewer,
    conversationId: string,
    decide: (grant: ConversationGrant, now: number) => Values,
  ): Promise<ConversationGrant> {
    return this.unitOfWork.run(async (tx) => {
      await this.participants.lock(tx, viewer.userId, conversationId);
      const grant = await this.access.requireInTx(tx, viewer, conversationId);
      const values = decide(grant, await this.conversations.now(tx));
      if (Object.keys(values).length === 0) return grant;
      await this.participants.set(tx, conversationId, viewer.userId, values);
      await this.changes.append(tx, viewer.userId, [{ kind: 'CONVERSATION', ref: conversationId }]);
      return this.access.requireInTx(tx, viewer, conversationId);
    });
  }
}

/** The time since when it is on; one that is on keeps its time. */
function switched(
  participant: ParticipantEntity,
  property: 'pinnedAt' | 'archivedAt',
  column: string,
  on: boolean | undefined,
  now: number,
): Values {
  if (on === undefined || on === (participant[property] !== null)) return {};
  return { [column]: on ? now : null };
}

function mutedUntil(participant: ParticipantEntity, until: Date | null | undefined): Values {
  const value = until?.getTime() ?? null;
  return until === undefined || value === participant.mutedUntil ? {} : { muted_until: value };
}
