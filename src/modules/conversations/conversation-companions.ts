import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import type { ConversationEntity } from './entities/conversation.entity.js';

/** A page of conversations that is about to be shown; the viewer is active in all of them, and their grants are primed. */
export interface ShownPage {
  readonly conversations: readonly ConversationEntity[];
  readonly viewer: Viewer;
  readonly context: GraphqlContext;
  /** Whether the companion's field is asked for what lies at a path below it, at some conversation of the page. */
  readonly asksFor: (...path: readonly string[]) => boolean;
}

/** Reads what a field of `Conversation` shows for all of a page, and puts it where the field finds it. */
export type Companion = (page: ShownPage) => Promise<void>;

/**
 * What other modules show of conversations. They say so here, so that a list reads it before its fields are executed:
 * else each field of each conversation waits for it on its own, and waiting two hundred times costs several times what
 * is waited for (docs/performance.md).
 */
@Injectable()
export class ConversationCompanions {
  private readonly companions = new Map<string, Companion>();

  /** @param field of `Conversation`, which reads for itself where nobody has */
  register(field: string, companion: Companion): void {
    this.companions.set(field, companion);
  }

  /** Reads for the fields that are asked for. What can't be read is left to the field, which then says what is wrong. */
  async anticipate(page: ShownPage): Promise<void> {
    if (page.conversations.length === 0) return;
    const asked = [...this.companions].filter(([field]) => page.asksFor(field));
    await Promise.allSettled(
      asked.map(([field, companion]) =>
        companion({ ...page, asksFor: (...path: readonly string[]) => page.asksFor(field, ...path) }),
      ),
    );
  }
}
