import { Injectable } from '@nestjs/common';
import { ContactsService } from '../contacts/contacts.service.js';
import { ConversationAccess } from '../conversations/conversation-access.js';
import { UsersService } from '../users/users.service.js';
import { PresencesRepository } from './presences.repository.js';

/** Who looks at whom. */
export type Look = readonly [viewerId: string, userId: string];

export const lookKey = ([viewerId, userId]: Look): string => `${viewerId}:${userId}`;

/**
 * Who may see whether somebody is there: people who share a conversation with them or are in their contact list, unless
 * either has blocked the other or they hide it. Everybody sees themselves.
 */
@Injectable()
export class PresenceVisibility {
  constructor(
    private readonly users: UsersService,
    private readonly contacts: ContactsService,
    private readonly access: ConversationAccess,
    private readonly presences: PresencesRepository,
  ) {}

  /** Which of these looks are allowed, by `lookKey`; a number of queries that grows by one for every hundred. */
  async among(looks: readonly Look[]): Promise<Set<string>> {
    const allowed = new Set(looks.filter(([viewerId, userId]) => viewerId === userId).map(lookKey));
    const targets = [...new Set(looks.map(([, userId]) => userId))];
    const [users, kept] = await Promise.all([this.users.loadMany(targets), this.presences.of(targets)]);
    const others = looks.filter(
      ([viewerId, userId]) =>
        viewerId !== userId && users.get(userId)?.deletedAt === null && kept.get(userId)?.hidden !== true,
    );
    if (others.length === 0) return allowed;
    const [blocked, known, shared] = await Promise.all([
      this.contacts.blocksAmong(others),
      this.contacts.contactsAmong(others.map(([viewerId, userId]) => [userId, viewerId] as const)),
      this.access.sharing(others),
    ]);
    for (const [index, look] of others.entries())
      if (blocked[index] !== true && (known[index] === true || shared[index] === true)) allowed.add(lookKey(look));
    return allowed;
  }
}
