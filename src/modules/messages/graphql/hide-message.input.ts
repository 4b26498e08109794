import { InputType } from '@nestjs/graphql';
import { MessageIdInput } from './message-id.input.js';

/** Which message to hide. */
@InputType({ description: 'Which message to hide.' })
export class HideMessageInput extends MessageIdInput {}
