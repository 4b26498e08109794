import type { UserEntity } from '../users/entities/user.entity.js';
import type { SignedIn } from './sign-in/sign-in.service.js';

/** What a sign-in answers, in the shape of SessionPayload. */
export interface TokenPayload {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAt: Date;
  readonly user: UserEntity;
}

export const tokenPayload = ({ pair, user }: SignedIn): TokenPayload => ({
  ...pair,
  expiresAt: new Date(pair.expiresAt),
  user,
});
