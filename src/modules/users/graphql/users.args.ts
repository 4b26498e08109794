import { ArgsType, Field } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import { PageArgs } from '../../../common/graphql/page.args.js';
import { IsName } from '../../../common/text/validators.js';

/** Which part of the directory. */
@ArgsType()
export class UsersArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description:
      'How the nickname, username or account number begins, regardless of case; up to 64 characters. Left out: everybody.',
  })
  @IsOptional()
  @IsName(0, 64)
  search?: string | null;
}
