import { Injectable, type Type } from '@nestjs/common';
import type { FeedEvent } from './feed-event.js';

const memberTypes: Type[] = [];

/**
 * Adds an object type to the union that `inbox` yields, for a module that the inbox's own module does not know. Called at
 * the top of the file that declares the type, so that the schema finds it.
 */
export const addInboxMember = (type: Type): void => void memberTypes.push(type);

/** The types added so far; asked for when the schema is made, after all modules are loaded. */
export const inboxMembers = (): readonly Type[] => memberTypes;

type Describe = (event: FeedEvent) => Promise<object | null>;

/** Makes what the inbox tells of changes to a user's own things, for the kinds that other modules own. */
@Injectable()
export class InboxContributions {
  private readonly describers = new Map<string, Describe>();

  /** @param describe the news, an instance of an added type, from the present state; null tells nothing */
  contribute(kind: string, describe: Describe): void {
    this.describers.set(kind, describe);
  }

  async describe(event: FeedEvent): Promise<object | null> {
    return (await this.describers.get(event.type)?.(event)) ?? null;
  }
}
