import { Field, ID, InputType } from '@nestjs/graphql';
import { IsUUID, Length } from 'class-validator';

@InputType()
export class SendMessageInput {
  @Field(() => ID)
  @IsUUID()
  roomId!: string;

  @Field(() => String)
  @Length(1, 64)
  clientMessageId!: string;

  @Field(() => String)
  @Length(1, 4000)
  text!: string;
}
