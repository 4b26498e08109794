import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import { AppError } from '../../common/errors/app-error.js';
import { namesBelow, type SoleField } from '../../common/graphql/asks-for.js';
import { pageOf, type Page } from '../../common/graphql/connection.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import { quickCheckOf, type QuickCheck } from '../../common/graphql/resolvers/quick-check.js';
import { ConversationAccess } from '../conversations/conversation-access.js';
import { ConversationCompanions, type Opening } from '../conversations/conversation-companions.js';
import type { ConversationGrant } from '../conversations/conversation-grant.js';
import type { ConversationEntity } from '../conversations/entities/conversation.entity.js';
import { personCardFor } from '../users/person-card.js';
import { UsersService } from '../users/users.service.js';
import { cursorsOf, MessageHistoryArgs } from './graphql/message-history.args.js';
import { MessageType } from './graphql/message.type.js';
import { HistoryPages, messageShapeFor, type PageOfHistory } from './history-pages.js';
import { MessageReader } from './message-reader.js';

/** What almost every request for a conversation is: a page of its messages. Reads both at once. */
@Injectable()
export class HistoryOpener implements OnModuleInit {
  private check: QuickCheck | null = null;

  constructor(
    private readonly companions: ConversationCompanions,
    private readonly access: ConversationAccess,
    private readonly pages: HistoryPages,
    private readonly reader: MessageReader,
    private readonly users: UsersService,
  ) {}

  onModuleInit(): void {
    this.companions.registerOpener('messages', (opening) => this.open(opening));
  }

  private async open(opening: Opening): Promise<ConversationEntity | null | undefined> {
    this.check ??= quickCheckOf(MessageHistoryArgs);
    const args = this.check(opening.field.args) as MessageHistoryArgs | null;
    if (!args) return undefined;
    if (!this.access.mayAskFor(opening.viewer, opening.conversationId)) return null;
    try {
      return await this.read(opening, args);
    } catch (error) {
      // What is wrong with its arguments is for the field to say.
      if (error instanceof AppError && error.code !== 'UNAVAILABLE') return undefined;
      throw error;
    }
  }

  private async read(
    { conversationId, viewer, context, field }: Opening,
    args: MessageHistoryArgs,
  ): Promise<ConversationEntity | null> {
    const message = messageShapeFor(namesBelow(field.asked, ['edges', 'node']));
    const sender = personCardFor(namesBelow(field.asked, ['edges', 'node', 'sender']));
    const flags = namesBelow(field.asked, ['pageInfo']);
    const wanted = { userId: viewer.userId, conversationId, message, sender };
    let grant: ConversationGrant | null | undefined;
    let isBare = message.isShort && [...field.names].every((name) => IN_BARE.has(name)) && !looksBack(args, flags);
    const page = await pageOf<MessageType>(cursorsOf(args), {
      keyShape: 'n',
      keyOf: ({ seq }) => [seq],
      flags,
      fetch: async (slice) => {
        if (grant === null) return [];
        // Whether there is more beyond a cursor.
        if (grant) return (await this.reader.slice(viewer, grant, slice, context)).map((row) => new MessageType(row));
        const found = isBare ? await this.pages.readBare({ ...wanted, slice }) : null;
        if (found && found.messages.length > 0) return shown(found);
        isBare = false;
        const read = await this.pages.read({ ...wanted, slice });
        grant = this.access.admit(viewer, context.loaders, read.packedRow);
        return shown(read);
      },
    });
    if (!grant && !isBare) return null;
    if (!sender && namesBelow(field.asked, ['edges', 'node']).has('sender'))
      await this.users.anticipate(
        page.edges.map(({ node }) => node.row.senderId),
        context,
      );
    opened(context).set(PAGE, { node: nodeOf(field), page });
    return grant?.conversation ?? ({ id: conversationId } as ConversationEntity);
  }
}

/** What of a conversation can be answered without having read it. */
const IN_BARE: ReadonlySet<string> = new Set(['__typename', 'id', 'messages']);

/** Whether it has to be asked as well what lies on the other side of a cursor. */
const looksBack = ({ after, before }: MessageHistoryArgs, flags: ReadonlySet<string>): boolean =>
  (after != null && flags.has('hasPreviousPage')) || (before != null && flags.has('hasNextPage'));

const shown = ({ messages, senders }: PageOfHistory): MessageType[] =>
  messages.map((row, index) => new MessageType(row, senders[index]));

interface Opened {
  readonly node: FieldNode | undefined;
  readonly page: Page<MessageType>;
}

const PAGE = 'page';

const opened = (context: GraphqlContext): Map<string, Opened> => context.loaders.known<Opened>('messages.opened');

const nodeOf = ({ asked }: SoleField): FieldNode | undefined => asked.fieldNodes[0];

/** The page that was read when the operation's conversation was opened for this very field; null when none was. */
export function openedPage(context: GraphqlContext, { fieldNodes }: GraphQLResolveInfo): Page<MessageType> | null {
  const one = opened(context).get(PAGE);
  return one && one.node === fieldNodes[0] ? one.page : null;
}
