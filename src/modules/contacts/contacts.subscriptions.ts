import { Resolver, Subscription } from '@nestjs/graphql';
import { Ctx, CurrentViewer } from '../../common/auth/access.decorators.js';
import type { Viewer } from '../../common/auth/viewer.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import type { FeedEvent } from '../../common/realtime/feed-event.js';
import { ContactsRealtime } from './contacts.realtime.js';
import { ContactsChangedType } from './graphql/contacts-changed.type.js';

@Resolver()
export class ContactsSubscriptions {
  constructor(private readonly realtime: ContactsRealtime) {}

  @Subscription(() => ContactsChangedType, {
    description:
      "Changes to the viewer's contacts, groups and blocks from now on, for all devices of the viewer. To miss none while offline, use `inbox`, or ask for `contacts` after subscribing.",
    resolve(this: ContactsSubscriptions, event: FeedEvent) {
      return this.realtime.describe(event);
    },
  })
  contactsChanged(@CurrentViewer() viewer: Viewer, @Ctx() context: GraphqlContext): Promise<AsyncIterable<FeedEvent>> {
    return this.realtime.changesOf(viewer.userId, context);
  }
}
