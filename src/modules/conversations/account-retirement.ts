import { Injectable, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { EventBus } from '../../common/events/event-bus.js';
import '../users/users.events.js';
import { ConversationAccess } from './conversation-access.js';
import { isActive } from './conversation-grant.js';
import { Membership } from './membership.js';

/** Ends the memberships of a deleted account. What was said stays with the others. */
@Injectable()
export class AccountRetirement implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly unitOfWork: UnitOfWork,
    private readonly access: ConversationAccess,
    private readonly membership: Membership,
  ) {}

  onModuleInit(): void {
    this.events.on('users.deleted', ({ userId }) => this.retire(userId));
  }

  /** Repeatable; one transaction for each conversation, so that none holds many locks. */
  async retire(userId: string): Promise<void> {
    for (const grant of await this.access.activeConversationsOf(userId))
      if (isActive(grant)) await this.unitOfWork.run((tx) => this.membership.retire(tx, grant.conversation.id, userId));
  }
}
