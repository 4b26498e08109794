import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Config } from '../../../common/config/config.js';
import { ACCESS_AUDIENCE, ACCESS_TYPE, ALGORITHM, ISSUER, type AccessClaims } from './token-options.js';

export interface AccessToken {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Makes access tokens (JWT, RFC 7519). */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly jwt: JwtService,
    private readonly config: Config,
  ) {}

  /** @param now milliseconds since 1970 by the database's clock, the only one that all nodes agree on */
  async issue(session: { readonly userId: string; readonly sessionId: string }, now: number): Promise<AccessToken> {
    const iat = Math.floor(now / 1000);
    const exp = iat + this.config.settings.ACCESS_TOKEN_TTL_SECONDS;
    const claims: AccessClaims = { typ: ACCESS_TYPE, sub: session.userId, sid: session.sessionId, iat, exp };
    const token = await this.jwt.signAsync(claims, { algorithm: ALGORITHM, issuer: ISSUER, audience: ACCESS_AUDIENCE });
    return { token, expiresAt: exp * 1000 };
  }
}
