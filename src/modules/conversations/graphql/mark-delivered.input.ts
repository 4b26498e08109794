import { InputType } from '@nestjs/graphql';
import { ConversationSeqInput } from './conversation-seq.input.js';

/** Up to which message this device has received. */
@InputType({ description: 'Up to which message this device has received.' })
export class MarkDeliveredInput extends ConversationSeqInput {}
