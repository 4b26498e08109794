import { ArgsType, Field } from '@nestjs/graphql';
import { IsEnum, IsOptional } from 'class-validator';
import { PageArgs } from '../../../common/graphql/page.args.js';
import { IsName } from '../../../common/text/validators.js';
import { ROOM_NAME_MAX } from '../rooms.policy.js';
import { RoomScope } from './room-scope.enum.js';

/** Which rooms. */
@ArgsType()
export class RoomsArgs extends PageArgs {
  @Field(() => RoomScope, { defaultValue: RoomScope.MINE, description: 'Which rooms; MINE when left out.' })
  @IsEnum(RoomScope)
  scope!: RoomScope;

  @Field(() => String, {
    nullable: true,
    description: 'What the name contains, regardless of case; up to 100 characters. Left out: everything.',
  })
  @IsOptional()
  @IsName(0, ROOM_NAME_MAX)
  search?: string | null;
}
