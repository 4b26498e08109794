import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Config } from '../../common/config/config.js';
import type { UserEntity } from './entities/user.entity.js';
import { MeType } from './graphql/me.type.js';
import { UserSettingsType } from './graphql/user-settings.type.js';
import { isAdministrator } from './users.policy.js';

/** The fields that only `Me` has and that are not simply columns. */
@Resolver(() => MeType)
export class MeFieldsResolver {
  constructor(private readonly config: Config) {}

  @ResolveField(() => Boolean, { description: 'Whether the viewer is an administrator.' })
  isAdmin(@Parent() user: UserEntity): boolean {
    return isAdministrator(user, this.config.settings.ADMIN_ACCOUNTS);
  }

  @ResolveField(() => UserSettingsType, { description: 'What the viewer has chosen about how others may reach them.' })
  settings(@Parent() user: UserEntity): UserSettingsType {
    return user;
  }
}
