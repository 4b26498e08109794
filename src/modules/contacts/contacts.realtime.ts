import { Injectable, type OnModuleInit } from '@nestjs/common';
import { unavailable } from '../../common/errors/app-error.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import { EventStream } from '../../common/realtime/event-stream.js';
import type { FeedEvent } from '../../common/realtime/feed-event.js';
import { FeedHub } from '../../common/realtime/feed-hub.js';
import { userFeed } from '../../common/realtime/feed-key.js';
import { InboxContributions } from '../../common/realtime/inbox-contributions.js';
import { UserChangeLog, type UserChangeKind } from '../../common/realtime/user-change-log.js';
import { CloseCode } from '../../common/socket/close-codes.js';
import { BlocksRepository } from './blocks.repository.js';
import { ContactGroupsRepository } from './contact-groups.repository.js';
import { ContactsRepository } from './contacts.repository.js';
import { ContactsChange } from './graphql/contacts-change.enum.js';
import { ContactsChangedType } from './graphql/contacts-changed.type.js';

/** Most events that may wait for a slow reader. */
const MAX_WAITING = 1000;

const KINDS: ReadonlySet<string> = new Set<UserChangeKind>(['CONTACT', 'CONTACT_GROUP', 'BLOCK']);

const NOTHING = { contactUserId: null, contact: null, blocked: null, groupId: null, groups: null };

/** Turns changes of a user's feed into what the user's devices receive about contacts. */
@Injectable()
export class ContactsRealtime implements OnModuleInit {
  constructor(
    private readonly contacts: ContactsRepository,
    private readonly groups: ContactGroupsRepository,
    private readonly blocks: BlocksRepository,
    private readonly log: UserChangeLog,
    private readonly hub: FeedHub,
    private readonly inbox: InboxContributions,
  ) {}

  onModuleInit(): void {
    for (const kind of KINDS) this.inbox.contribute(kind, (event) => this.describe(event));
  }

  /**
   * The events about contacts in a user's feed from now on. A reader that is too slow has its socket closed with a code
   * that lets it come back; an event that can't be delivered ends the stream with UNAVAILABLE.
   */
  async changesOf(userId: string, context: GraphqlContext): Promise<EventStream<FeedEvent>> {
    let attachment: { detach(): void } | null = null;
    const stream = new EventStream<FeedEvent>({
      limit: MAX_WAITING,
      onOverflow: () => context.socket?.close(CloseCode.SLOW_READER, 'Slow reader'),
      onEnd: () => attachment?.detach(),
    });
    const head = await this.log.head(userId);
    attachment = await this.hub.attach(userFeed(userId), head, {
      event: (event) => {
        if (KINDS.has(event.type)) stream.push(event);
      },
      gap: () => stream.fail(unavailable('The stream of changes')),
    });
    if (stream.isEnded) attachment.detach();
    return stream;
  }

  /**
   * The news that an event of a user's feed makes, with the state as it is when it is delivered; null when the event is
   * not about contacts. An event that a newer one has overtaken tells the newer state, which does no harm.
   */
  async describe(event: FeedEvent): Promise<ContactsChangedType | null> {
    const { feedId: userId, type } = event;
    const ref = String(event.data.ref);
    if (type === 'CONTACT') return this.aboutContact(userId, ref);
    if (type === 'CONTACT_GROUP') return this.aboutGroups(userId, ref);
    return type === 'BLOCK' ? this.aboutBlock(userId, ref) : null;
  }

  private async aboutContact(userId: string, contactUserId: string): Promise<ContactsChangedType> {
    const contact = await this.contacts.one(userId, contactUserId);
    const change =
      contact === null ? ContactsChange.REMOVED : contact.isNew ? ContactsChange.ADDED : ContactsChange.UPDATED;
    return news({ change, contactUserId, contact });
  }

  private async aboutGroups(userId: string, groupId: string): Promise<ContactsChangedType> {
    return news({ change: ContactsChange.GROUP_CHANGED, groupId, groups: await this.groups.ofUser(userId) });
  }

  private async aboutBlock(userId: string, contactUserId: string): Promise<ContactsChangedType> {
    const contact = await this.contacts.one(userId, contactUserId);
    const blocked = await this.blocks.exists(userId, contactUserId);
    return news({ change: ContactsChange.BLOCK_CHANGED, contactUserId, contact, blocked });
  }
}

// An instance, so that a union that the type belongs to can tell it from its other members.
const news = (parts: Partial<ContactsChangedType> & Pick<ContactsChangedType, 'change'>): ContactsChangedType =>
  Object.assign(new ContactsChangedType(), NOTHING, parts);
