import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Ctx, CurrentViewer, TicketMayUse } from '../../common/auth/access.decorators.js';
import type { Viewer } from '../../common/auth/viewer.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import { ConversationViews } from './conversation-views.js';
import type { ConversationEntity } from './entities/conversation.entity.js';
import { MarkDeliveredInput } from './graphql/mark-delivered.input.js';
import { MarkDeliveredPayload } from './graphql/mark-delivered.payload.js';
import { MarkReadInput } from './graphql/mark-read.input.js';
import { MarkReadPayload } from './graphql/mark-read.payload.js';
import { MarkUnreadInput } from './graphql/mark-unread.input.js';
import { MarkUnreadPayload } from './graphql/mark-unread.payload.js';
import { Positions } from './positions.js';

@Resolver()
export class PositionsResolver {
  constructor(
    private readonly positions: Positions,
    private readonly views: ConversationViews,
  ) {}

  @TicketMayUse()
  @Mutation(() => MarkReadPayload, {
    description:
      'The viewer has read up to a message. Never moves back, and not past the newest message. Errors: NOT_FOUND, NOT_A_MEMBER.',
  })
  async markRead(
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
    @Args('input', { description: 'Where, and up to which.' }) { conversationId, seq }: MarkReadInput,
  ): Promise<{ conversation: ConversationEntity }> {
    const grant = await this.positions.markRead(viewer, conversationId, seq);
    return { conversation: this.views.show(grant, viewer, context) };
  }

  @TicketMayUse()
  @Mutation(() => MarkDeliveredPayload, {
    description:
      'A device of the viewer has received up to a message. Never moves back, and not past the newest message. Errors: NOT_FOUND, NOT_A_MEMBER.',
  })
  async markDelivered(
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
    @Args('input', { description: 'Where, and up to which.' }) { conversationId, seq }: MarkDeliveredInput,
  ): Promise<{ conversation: ConversationEntity }> {
    const grant = await this.positions.markDelivered(viewer, conversationId, seq);
    return { conversation: this.views.show(grant, viewer, context) };
  }

  @Mutation(() => MarkUnreadPayload, {
    description:
      'Makes a message and all after it unread again on the devices of the viewer; the others are not told. Errors: NOT_FOUND, NOT_A_MEMBER.',
  })
  async markUnread(
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
    @Args('input', { description: 'Where, and from which on.' }) { conversationId, seq }: MarkUnreadInput,
  ): Promise<{ conversation: ConversationEntity }> {
    const grant = await this.positions.markUnread(viewer, conversationId, seq);
    return { conversation: this.views.show(grant, viewer, context) };
  }
}
