import { Field, InputType } from '@nestjs/graphql';
import { IsEnum } from 'class-validator';
import { DirectConversationsFrom } from './direct-conversations-from.enum.js';
import { IsOmittable } from './profile.validators.js';

/** What to change of the viewer's settings. */
@InputType({ description: "What to change of the viewer's settings; what is left out stays as it is." })
export class UpdateSettingsInput {
  @Field(() => DirectConversationsFrom, {
    nullable: true,
    description: 'Who may open a direct conversation with the viewer. Conversations that exist stay open.',
  })
  @IsOmittable()
  @IsEnum(DirectConversationsFrom)
  directConversationsFrom?: DirectConversationsFrom;
}
