import { Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Ctx, CurrentViewer } from '../../common/auth/access.decorators.js';
import type { Viewer } from '../../common/auth/viewer.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import { ContactType } from '../contacts/graphql/contact.type.js';
import { ConversationViews } from './conversation-views.js';

/** What conversations add to a contact. */
@Resolver(() => ContactType)
export class ContactConversationsResolver {
  constructor(private readonly views: ConversationViews) {}

  @ResolveField(() => Int, {
    description: 'Unread messages in the direct conversation with the person; 0 when there is none.',
  })
  unreadCount(
    @Parent() contact: ContactType,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
  ): Promise<number> {
    return this.views.unreadWith(contact.userId, viewer, context);
  }
}
