import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import type { SoleField } from '../../common/graphql/asks-for.js';
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

/** The names of the fields that are asked for at a path below each conversation of a list. */
export type NamesAt = (...path: readonly string[]) => ReadonlySet<string>;

/** Reads what a field shows in the statement of the list itself: for each conversation at most one row. */
export interface ListJoin {
  /** Tells apart what is read. There should be few. */
  readonly key: string;
  /** Columns with names of their own. */
  readonly columns: string;
  /** `LEFT JOIN …` to `participants p` and `conversations c`, both of them active. */
  readonly tables: string;
  /** Whether what is read is all that is shown, so that nobody needs the viewer's membership. */
  readonly isAll: boolean;
  /** Puts what the row says where the field finds it. */
  take(row: object, conversationId: string, context: GraphqlContext): void;
}

/** What to join for what is asked; null for nothing. What can't be joined is the companion's to read. */
export type Joiner = (namesAt: NamesAt) => ListJoin | null;

/** A conversation that is asked for by id, for one field above all. */
export interface Opening {
  readonly conversationId: string;
  readonly viewer: Viewer;
  readonly context: GraphqlContext;
  readonly field: SoleField;
}

/**
 * Reads the conversation for an active member (null for everybody else) together with what the field shows, and puts the
 * latter where the field finds it. The conversation may lack what is not asked for. Undefined when it would rather not:
 * both are then read one after the other.
 */
export type Opener = (opening: Opening) => Promise<ConversationEntity | null | undefined>;

/**
 * What other modules show of conversations. They say so here, so that a list reads it before its fields are executed:
 * else each field of each conversation waits for it on its own, and waiting two hundred times costs several times what
 * is waited for (docs/performance.md).
 */
@Injectable()
export class ConversationCompanions {
  private readonly companions = new Map<string, Companion>();
  private readonly joiners = new Map<string, Joiner>();
  private opener: { readonly field: string; readonly open: Opener } | null = null;

  /** @param field of `Conversation`, whose companion reads what is not joined */
  registerJoin(field: string, joiner: Joiner): void {
    this.joiners.set(field, joiner);
  }

  /** The joins for the fields that are asked for and have one, by field. */
  joinsFor(namesAt: NamesAt): Map<string, ListJoin> {
    const joins = new Map<string, ListJoin>();
    const asked = namesAt();
    for (const [field, joiner] of this.joiners) {
      const join = asked.has(field) && joiner((...path) => namesAt(field, ...path));
      if (join) joins.set(field, join);
    }
    return joins;
  }

  /** @param field of `Conversation` that is mostly what a conversation is asked for; there is one */
  registerOpener(field: string, open: Opener): void {
    this.opener = { field, open };
  }

  /** The conversation, when it is opened for the field that has an opener; undefined otherwise. */
  async open(
    opening: Omit<Opening, 'field'>,
    soleField: (name: string) => SoleField | null,
  ): Promise<ConversationEntity | null | undefined> {
    const field = this.opener && soleField(this.opener.field);
    return field ? this.opener?.open({ ...opening, field }) : undefined;
  }

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
