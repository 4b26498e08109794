import { Field, ObjectType } from '@nestjs/graphql';
import { DirectConversationsFrom } from './direct-conversations-from.enum.js';

/** What a user has chosen about how others may reach them. */
@ObjectType('UserSettings', { description: 'What a user has chosen about how others may reach them.' })
export class UserSettingsType {
  @Field(() => DirectConversationsFrom, { description: 'Who may open a direct conversation with the user.' })
  directConversationsFrom!: DirectConversationsFrom;
}
