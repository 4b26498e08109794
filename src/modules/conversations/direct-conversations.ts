import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import { Database } from '../../common/database/database.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { ConversationAccess } from './conversation-access.js';
import { directKeyOf, type ConversationGrant } from './conversation-grant.js';
import { ConversationKind, ParticipantRole } from './conversation.words.js';
import { DirectRules } from './direct-rules.js';
import { Membership } from './membership.js';

/** The one conversation that two people have with each other. */
@Injectable()
export class DirectConversations {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly rules: DirectRules,
    private readonly membership: Membership,
    private readonly access: ConversationAccess,
  ) {}

  /**
   * The viewer's conversation with a person, made when there is none. The same for both, also when both open it at
   * once. With oneself it is a place for notes.
   * @throws AppError NOT_FOUND for nobody; BLOCKED when either has blocked the other; CONTACT_REQUIRED when the person
   * accepts new ones from contacts only
   */
  async open(viewer: Viewer, userId: string): Promise<{ grant: ConversationGrant; created: boolean }> {
    const directKey = directKeyOf(viewer.userId, userId);
    const existing = await this.findByKey(directKey);
    await this.rules.assertMayOpen(viewer.userId, userId, existing === null);
    const { conversationId, created } =
      existing === null
        ? await this.unitOfWork.run((tx) =>
            this.membership.create(tx, {
              kind: ConversationKind.DIRECT,
              directKey,
              members: [...new Set([viewer.userId, userId])].map((id) => ({
                userId: id,
                role: ParticipantRole.MEMBER,
              })),
              actorId: viewer.userId,
            }),
          )
        : { conversationId: existing, created: false };
    return { grant: await this.access.require(viewer, conversationId), created };
  }

  private async findByKey(directKey: string): Promise<string | null> {
    const [row] = await this.database.query<{ id: string }>('SELECT id FROM conversations WHERE direct_key = ?', [
      directKey,
    ]);
    return row?.id ?? null;
  }
}
