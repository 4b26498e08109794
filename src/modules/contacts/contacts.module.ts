import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module.js';
import { BlockList } from './block-list.js';
import { BlocksRepository } from './blocks.repository.js';
import { BlocksResolver } from './blocks.resolver.js';
import { ContactBook } from './contact-book.js';
import { ContactGroups } from './contact-groups.js';
import { ContactGroupsRepository } from './contact-groups.repository.js';
import { ContactGroupsResolver } from './contact-groups.resolver.js';
import { ContactLists } from './contact-lists.js';
import { ContactViews } from './contact-views.js';
import { ContactsErasure } from './contacts-erasure.js';
import { ContactsRealtime } from './contacts.realtime.js';
import { ContactsRepository } from './contacts.repository.js';
import { ContactsResolver } from './contacts.resolver.js';
import { ContactsService } from './contacts.service.js';
import { ContactsSubscriptions } from './contacts.subscriptions.js';
import { People } from './people.js';

/** Owns contact lists, their groups, and blocks (contact_lists, contact_groups, contacts, blocks). May import users. */
@Module({
  imports: [UsersModule],
  providers: [
    ContactsRepository,
    ContactGroupsRepository,
    BlocksRepository,
    People,
    ContactLists,
    ContactBook,
    ContactGroups,
    BlockList,
    ContactViews,
    ContactsService,
    ContactsRealtime,
    ContactsErasure,
    ContactsResolver,
    ContactGroupsResolver,
    BlocksResolver,
    ContactsSubscriptions,
  ],
  exports: [ContactsService, ContactsRealtime],
})
export class ContactsModule {}
