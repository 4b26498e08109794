import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Ctx, CurrentViewer } from '../../../common/auth/access.decorators.js';
import type { Viewer } from '../../../common/auth/viewer.js';
import type { GraphqlContext } from '../../../common/graphql/graphql-context.js';
import type { ConversationEntity } from '../../conversations/entities/conversation.entity.js';
import { ConversationType } from '../../conversations/graphql/conversation.type.js';
import { MessageType } from '../graphql/message.type.js';
import { placeOf } from '../message-id.js';
import { MessageReader } from '../message-reader.js';
import { messageTypeOf } from '../message-views.js';
import { DraftViews } from './draft-views.js';
import { DraftType } from './graphql/draft.type.js';
import { SaveDraftInput } from './graphql/save-draft.input.js';
import { SaveDraftPayload } from './graphql/save-draft.payload.js';

/** What the viewer is about to say. */
@Resolver(() => ConversationType)
export class DraftsResolver {
  constructor(private readonly drafts: DraftViews) {}

  @Mutation(() => SaveDraftPayload, {
    description:
      'Keeps what the viewer is about to say, for all their devices; the last save wins. Errors: NOT_FOUND, NOT_A_MEMBER, TOO_LARGE.',
  })
  saveDraft(
    @Args('input', { description: 'What, where.' }) { conversationId, text, replyToId }: SaveDraftInput,
    @CurrentViewer() viewer: Viewer,
  ): Promise<SaveDraftPayload> {
    return this.drafts.keep(viewer, conversationId, text, replyToId ?? null);
  }

  @ResolveField(() => DraftType, {
    nullable: true,
    description: 'What the viewer is about to say in it, on whatever device; null when there is nothing.',
  })
  draft(
    @Parent() { id }: ConversationEntity,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
  ): Promise<DraftType | null> {
    return this.drafts.find(id, viewer, context);
  }
}

@Resolver(() => DraftType)
export class DraftFieldsResolver {
  constructor(private readonly reader: MessageReader) {}

  @ResolveField(() => MessageType, {
    nullable: true,
    description: 'The message that it is to answer; null when there is none, or the viewer does not see it any more.',
  })
  async replyTo(
    @Parent() { replyToId }: DraftType,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
  ): Promise<MessageType | null> {
    const place = replyToId === null ? null : placeOf(replyToId);
    const message = place && (await this.reader.answered(context, viewer, place));
    return message && messageTypeOf(message);
  }
}
