import { InputType } from '@nestjs/graphql';
import { MessageIdInput } from './message-id.input.js';

/** Which message to take back. */
@InputType({ description: 'Which message to take back.' })
export class RecallMessageInput extends MessageIdInput {}
