import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Ctx, viewerOf } from '../../common/auth/access.decorators.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import type { UserEntity } from '../users/entities/user.entity.js';
import type { PersonCard } from '../users/person-card.js';
import { UserType } from '../users/graphql/user.type.js';
import { UsersService } from '../users/users.service.js';
import { AttachmentsService } from './attachments/attachments.service.js';
import { AttachmentType } from './attachments/graphql/attachment.type.js';
import type { AttachmentEntity } from './attachments/entities/attachment.entity.js';
import { MessageType } from './graphql/message.type.js';
import { placeKey } from './message-id.js';
import type { MessageRow } from './message.row.js';
import { MessageReader } from './message-reader.js';
import { messageTypeOf } from './message-views.js';

/** What a message shows of other tables. */
@Resolver(() => MessageType)
export class MessageFieldsResolver {
  constructor(
    private readonly users: UsersService,
    private readonly attachmentsService: AttachmentsService,
    private readonly reader: MessageReader,
  ) {}

  @ResolveField(() => UserType, { nullable: true, description: 'Who sent it.' })
  sender(
    @Parent() { row, senderCard }: MessageType,
    @Ctx() context: GraphqlContext,
  ): Promise<UserEntity | null> | UserEntity | PersonCard | null {
    if (senderCard !== undefined) return senderCard;
    return this.users.person(row.senderId, context);
  }

  @ResolveField(() => [AttachmentType], { description: 'What is attached, in order; empty once recalled.' })
  attachments(
    @Parent() { row }: MessageType,
    @Ctx() context: GraphqlContext,
  ): Promise<AttachmentEntity[]> | AttachmentEntity[] {
    if (row.attachmentCount === 0) return [];
    return this.attachmentsService
      .loader(context.loaders)
      .load(placeKey(row))
      .then((attachments) => attachments ?? []);
  }

  @ResolveField(() => MessageType, {
    nullable: true,
    description: 'The message that this one answers; null when it answers none, or the viewer does not see that.',
  })
  replyTo(
    @Parent() { row }: MessageType,
    @Ctx() context: GraphqlContext,
  ): Promise<MessageType | null> | MessageType | null {
    return row.replyToSeq === null || row.recalledAt !== null ? null : this.answered(row, row.replyToSeq, context);
  }

  private async answered(row: MessageRow, seq: number, context: GraphqlContext): Promise<MessageType | null> {
    const place = { conversationId: row.conversationId, seq };
    const answered =
      (context.isShared && (await this.reader.answeredForAll(context, row, place))) ||
      (await this.reader.answered(context, viewerOf(context), place));
    return answered && messageTypeOf(answered);
  }

  @ResolveField(() => [UserType], { description: 'Members who are named in the text, in order.' })
  mentions(@Parent() { row }: MessageType, @Ctx() context: GraphqlContext): Promise<UserEntity[]> | UserEntity[] {
    return row.mentionCount === 0 ? [] : this.mentioned(row, context);
  }

  private async mentioned(row: MessageRow, context: GraphqlContext): Promise<UserEntity[]> {
    const ids = (await this.reader.mentions(context, row)) ?? [];
    const users = await Promise.all(ids.map((id) => this.users.loader(context).load(id)));
    return users.filter((user) => user !== null);
  }
}
