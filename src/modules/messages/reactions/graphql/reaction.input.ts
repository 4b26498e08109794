import { Field, InputType } from '@nestjs/graphql';
import { IsString, MaxLength } from 'class-validator';
import { MessageIdInput } from '../../graphql/message-id.input.js';

/** Which emoji to which message, as the base of inputs. */
@InputType({ isAbstract: true })
export abstract class ReactionInput extends MessageIdInput {
  @Field(() => String, {
    description: 'Exactly one emoji; an emoji in its text form (❤) is taken for the same in its coloured form (❤️).',
  })
  @IsString()
  @MaxLength(64)
  emoji!: string;
}
