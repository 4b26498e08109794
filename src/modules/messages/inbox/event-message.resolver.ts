import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Type } from '@nestjs/common';
import { Ctx, viewerOf } from '../../../common/auth/access.decorators.js';
import type { GraphqlContext } from '../../../common/graphql/graphql-context.js';
import { ConversationAccess } from '../../conversations/conversation-access.js';
import { MessageAddedType } from '../graphql/message-added.type.js';
import { MessageEditedType } from '../graphql/message-edited.type.js';
import { MessageRecalledType } from '../graphql/message-recalled.type.js';
import { MessageType } from '../graphql/message.type.js';
import { ReactionAddedType } from '../graphql/reaction-added.type.js';
import { ReactionRemovedType } from '../graphql/reaction-removed.type.js';
import { messageTypeOf } from '../message-views.js';
import type { DeliveredEvent } from './conversation-news.js';
import { EventMessages } from './event-messages.js';

const DESCRIPTION =
  'The message as it is now; null when the viewer has hidden it, or is no member any more and it has changed since.';

/** `message` of the events that are about one. */
function eventMessageResolver(EventType: Type): Type {
  @Resolver(() => EventType)
  class EventMessageResolver {
    constructor(
      protected readonly messages: EventMessages,
      protected readonly access: ConversationAccess,
    ) {}

    @ResolveField(() => MessageType, { nullable: true, description: DESCRIPTION })
    async message(@Parent() event: DeliveredEvent, @Ctx() context: GraphqlContext): Promise<MessageType | null> {
      if (event.hidden ?? (await this.messages.isConcealed(event.source, () => viewerOf(context).userId))) return null;
      const row = await this.messages.of(event.source);
      if (!row) return null;
      // What it says now was said later, maybe after the end of the viewer's membership.
      const isNewer = row.changedRevision > event.revision;
      if (isNewer && !(await this.access.forViewer(viewerOf(context), event.conversationId, context.loaders)))
        return null;
      return messageTypeOf(row);
    }
  }
  return EventMessageResolver;
}

export const eventMessageResolvers = [
  MessageAddedType,
  MessageEditedType,
  MessageRecalledType,
  ReactionAddedType,
  ReactionRemovedType,
].map(eventMessageResolver);
