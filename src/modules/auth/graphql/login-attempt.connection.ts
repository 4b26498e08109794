import { ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../../common/graphql/connection.js';
import { LoginAttemptType } from './login-attempt.type.js';

/** A page of the sign-in log. */
@ObjectType('LoginAttemptConnection', { description: 'A page of the sign-in log, the latest first.' })
export class LoginAttemptConnection extends connectionOf(LoginAttemptType, 'LoginAttempt') {}
