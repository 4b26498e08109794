import { InputType } from '@nestjs/graphql';
import { ConversationSeqInput } from './conversation-seq.input.js';

/** Up to which message the viewer has read. */
@InputType({ description: 'Up to which message the viewer has read.' })
export class MarkReadInput extends ConversationSeqInput {}
