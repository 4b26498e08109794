import { ArgsType, Field, ID } from '@nestjs/graphql';
import { IsString, MaxLength } from 'class-validator';
import { PageArgs } from '../../../common/graphql/page.args.js';

/** Which bans. */
@ArgsType()
export class RoomBansArgs extends PageArgs {
  @Field(() => ID, { description: 'Of which room.' })
  @IsString()
  @MaxLength(64)
  roomId!: string;
}
