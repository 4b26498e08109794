import { InputType } from '@nestjs/graphql';
import { ConversationSeqInput } from './conversation-seq.input.js';

/** From which message on all is to be unread. */
@InputType({ description: 'From which message on all is to be unread.' })
export class MarkUnreadInput extends ConversationSeqInput {}
