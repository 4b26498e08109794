import { Field, InputType } from '@nestjs/graphql';
import { IsString, MaxLength } from 'class-validator';
import { SECRET_MAX } from './password.validators.js';

/** Which session to renew. */
@InputType({ description: 'Which session to renew.' })
export class RefreshSessionInput {
  @Field(() => String, {
    description:
      'The newest refresh token. A used one works for another 20 seconds, for a client that lost the answer; after that its use ends the session.',
  })
  @IsString()
  @MaxLength(SECRET_MAX)
  refreshToken!: string;
}
