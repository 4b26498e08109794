import type { Type } from '@nestjs/common';
import { Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { Ctx } from '../../common/auth/access.decorators.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import { Clock } from '../../common/time/clock.js';
import type { UserEntity } from './entities/user.entity.js';
import { MeType } from './graphql/me.type.js';
import { PhotoType } from './graphql/photo.type.js';
import { UserType } from './graphql/user.type.js';
import { ProfileImages } from './profile-images.js';
import { ageOn } from './users.policy.js';

/** The fields of a profile that are not simply columns, the same for `User` and `Me`. */
function profileFieldsOf<T>(Owner: Type<T>) {
  @Resolver(() => Owner, { isAbstract: true })
  abstract class ProfileFieldsResolver {
    constructor(
      readonly clock: Clock,
      readonly images: ProfileImages,
    ) {}

    @ResolveField(() => Int, { description: 'Full years since the birthday, in UTC.' })
    age(@Parent() user: UserEntity): number {
      return ageOn(user.birthday, this.clock.now());
    }

    @ResolveField(() => GraphQLDateTime, { description: 'When the account was registered.' })
    registeredAt(@Parent() user: UserEntity): Date {
      return new Date(user.registeredAt);
    }

    @ResolveField(() => String, {
      nullable: true,
      description: 'Where to fetch the avatar; valid for a while only. Null when there is none.',
    })
    avatarUrl(@Parent() user: UserEntity, @Ctx() context: GraphqlContext): Promise<string | null> | null {
      return this.images.avatarUrl(user, context);
    }

    @ResolveField(() => [PhotoType], { description: 'The photo wall: up to 30 images in the order chosen.' })
    photoWall(@Parent() user: UserEntity, @Ctx() context: GraphqlContext): Promise<PhotoType[]> {
      return this.images.photoWall(user, context);
    }
  }
  return ProfileFieldsResolver;
}

@Resolver(() => UserType)
export class UserFieldsResolver extends profileFieldsOf(UserType) {
  constructor(clock: Clock, images: ProfileImages) {
    super(clock, images);
  }
}

@Resolver(() => MeType)
export class MeProfileFieldsResolver extends profileFieldsOf(MeType) {
  constructor(clock: Clock, images: ProfileImages) {
    super(clock, images);
  }
}
