import { InputType } from '@nestjs/graphql';
import { ReactionInput } from './reaction.input.js';

/** Which emoji to give to which message. */
@InputType({ description: 'Which emoji to give to which message.' })
export class AddReactionInput extends ReactionInput {}
