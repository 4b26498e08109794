import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentViewer, TicketMayUse } from '../../common/auth/access.decorators.js';
import type { Viewer } from '../../common/auth/viewer.js';
import { EditMessageInput } from './graphql/edit-message.input.js';
import { EditMessagePayload } from './graphql/edit-message.payload.js';
import { HideMessageInput } from './graphql/hide-message.input.js';
import { HideMessagePayload } from './graphql/hide-message.payload.js';
import { MessagePageArgs } from './graphql/message-page.args.js';
import { MessagePageType } from './graphql/message-page.type.js';
import { MessageType } from './graphql/message.type.js';
import { RecallMessageInput } from './graphql/recall-message.input.js';
import { RecallMessagePayload } from './graphql/recall-message.payload.js';
import { SendMessageInput } from './graphql/send-message.input.js';
import { SendMessagePayload } from './graphql/send-message.payload.js';
import { MessageChanges } from './message-changes.service.js';
import { MessageHiding } from './message-hiding.service.js';
import { messageIdOf } from './message-id.js';
import { MessageReader } from './message-reader.js';
import { messageTypeOf } from './message-views.js';
import { MessagesService } from './messages.service.js';

@Resolver(() => MessageType)
export class MessagesResolver {
  constructor(
    private readonly messages: MessagesService,
    private readonly changes: MessageChanges,
    private readonly hiding: MessageHiding,
    private readonly reader: MessageReader,
  ) {}

  @Query(() => MessageType, {
    nullable: true,
    description: 'A message; null when it is absent or not for the viewer to see.',
  })
  @TicketMayUse()
  async message(
    @Args('id', { type: () => ID, description: 'Id of the message.' }) id: string,
    @CurrentViewer() viewer: Viewer,
  ): Promise<MessageType | null> {
    const row = await this.reader.one(viewer, id);
    return row && messageTypeOf(row);
  }

  @Query(() => MessagePageType, {
    description: 'The history of a conversation by page number, at most its 10,000 newest messages.',
  })
  @TicketMayUse()
  async messagePage(@Args() args: MessagePageArgs, @CurrentViewer() viewer: Viewer): Promise<MessagePageType> {
    const page = await this.reader.numberedPage(viewer, args.conversationId, args.page, args.pageSize);
    return { ...page, items: page.items.map(messageTypeOf) };
  }

  @Mutation(() => SendMessagePayload, {
    description:
      'Sends a message to a direct conversation or a room. Answered once it is stored for good. Repeat it with the same clientMessageId when no answer comes: there will be one message.',
  })
  @TicketMayUse()
  async sendMessage(
    @Args('input', { description: 'What to say, where.' }) input: SendMessageInput,
    @CurrentViewer() viewer: Viewer,
  ): Promise<SendMessagePayload> {
    return { message: messageTypeOf(await this.messages.send(viewer, input)) };
  }

  @Mutation(() => EditMessagePayload, {
    description:
      "Replaces the text of one's own message, and whom it names when that is said, within the time that the server allows.",
  })
  @TicketMayUse()
  async editMessage(
    @Args('input', { description: 'Which message, and the new text.' }) input: EditMessageInput,
    @CurrentViewer() viewer: Viewer,
  ): Promise<EditMessagePayload> {
    return {
      message: messageTypeOf(await this.changes.edit(viewer, input.messageId, input.text, input.mentions ?? null)),
    };
  }

  @Mutation(() => RecallMessagePayload, {
    description:
      'Takes a message back for everyone: its content is gone, its place stays. For its sender, and for owner and admins of a room.',
  })
  @TicketMayUse()
  async recallMessage(
    @Args('input', { description: 'Which message.' }) input: RecallMessageInput,
    @CurrentViewer() viewer: Viewer,
  ): Promise<RecallMessagePayload> {
    return { message: messageTypeOf(await this.changes.recall(viewer, input.messageId)) };
  }

  @Mutation(() => HideMessagePayload, {
    description: 'Removes a message from the view of the viewer alone, on all devices.',
  })
  async hideMessage(
    @Args('input', { description: 'Which message.' }) input: HideMessageInput,
    @CurrentViewer() viewer: Viewer,
  ): Promise<HideMessagePayload> {
    const place = await this.hiding.hide(viewer, input.messageId);
    return { messageId: messageIdOf(place), conversationId: place.conversationId };
  }
}
