import { Query, Resolver } from '@nestjs/graphql';
import { Config } from '../../common/config/config.js';
import { ATTACHMENTS_PER_MESSAGE } from './attachments/attachments.policy.js';
import { MessageLimitsType } from './graphql/message-limits.type.js';

/** What a message may be, told before one is sent. */
@Resolver()
export class MessageLimitsResolver {
  constructor(private readonly config: Config) {}

  @Query(() => MessageLimitsType, {
    description: 'What a message may be on this server: its text, and its attachments.',
  })
  messageLimits(): MessageLimitsType {
    const { MESSAGE_MAX_CHARACTERS, ATTACHMENT_MAX_BYTES, ATTACHMENT_TYPES } = this.config.settings;
    return {
      maxTextCharacters: MESSAGE_MAX_CHARACTERS,
      maxAttachments: ATTACHMENTS_PER_MESSAGE,
      maxAttachmentBytes: ATTACHMENT_MAX_BYTES,
      attachmentTypes: ATTACHMENT_TYPES,
    };
  }
}
