import { ArgsType, Field, ID } from '@nestjs/graphql';
import { ArrayMaxSize, IsArray, IsString, MaxLength } from 'class-validator';

/** Of whom to tell. */
@ArgsType()
export class PresenceArgs {
  @Field(() => [ID], { description: 'Ids of the people on the screen, at most 200.' })
  @IsArray()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  userIds!: string[];
}
