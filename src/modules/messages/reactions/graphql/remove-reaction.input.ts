import { InputType } from '@nestjs/graphql';
import { ReactionInput } from './reaction.input.js';

/** Which emoji to take back from which message. */
@InputType({ description: 'Which emoji to take back from which message.' })
export class RemoveReactionInput extends ReactionInput {}
