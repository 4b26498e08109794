import { Injectable } from '@nestjs/common';
import type { Sql } from '../../common/database/sql.js';
import { BlocksRepository, type Pair } from './blocks.repository.js';
import { ContactsRepository } from './contacts.repository.js';

/** Who knows whom: what other modules ask. Reading only; pass `tx` as the last parameter to read inside a transaction. */
@Injectable()
export class ContactsService {
  constructor(
    private readonly contacts: ContactsRepository,
    private readonly blocks: BlocksRepository,
  ) {}

  /** Whether the first has the second in their contact list; that says nothing about the other way round. */
  areContacts(userId: string, contactUserId: string, sql?: Sql): Promise<boolean> {
    return this.contacts.exists(userId, contactUserId, sql);
  }

  /** Ids of the people in a user's contact list, ascending; at most 2,000. */
  contactIdsOf(userId: string, sql?: Sql): Promise<string[]> {
    return this.contacts.idsOf(userId, sql);
  }

  /** Whether either of the two has blocked the other. */
  async isBlockedBetween(a: string, b: string, sql?: Sql): Promise<boolean> {
    const [blocked] = await this.blocks.amongPairs([[a, b]], sql);
    return blocked === true;
  }

  /** For each pair, in the order given, whether the first has the second in their contact list. One query per hundred pairs. */
  contactsAmong(pairs: readonly Pair[]): Promise<boolean[]> {
    return this.contacts.amongPairs(pairs);
  }

  /** For each pair, in the order given, whether either has blocked the other. One query per hundred pairs. */
  blocksAmong(pairs: readonly Pair[], sql?: Sql): Promise<boolean[]> {
    return this.blocks.amongPairs(pairs, sql);
  }
}
