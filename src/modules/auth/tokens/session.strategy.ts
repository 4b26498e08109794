import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import passport from 'passport';
import { Strategy } from 'passport-jwt';
import { JwtSecret } from '../../../common/auth/jwt-secret.js';
import type { VerifiedViewer } from '../../../common/auth/viewer.js';
import { tokenRefused } from '../auth.errors.js';
import { SessionViewers } from './session-viewers.js';
import { ACCESS_AUDIENCE, ACCESS_TYPE, ALGORITHM, ISSUER, type AccessClaims } from './token-options.js';

export const SESSION_STRATEGY = 'session';

/** Passport's own extractor takes the first word after the scheme and overlooks whatever follows. */
function bearerToken(request: { headers: { authorization?: string | undefined } }): string | null {
  return /^Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

/** Passport's strategy for access tokens: signature, issuer, audience, expiry; then type and session in validate(). */
@Injectable()
export class SessionStrategy extends PassportStrategy(Strategy, SESSION_STRATEGY) {
  declare private passport: passport.Authenticator;

  constructor(
    secret: JwtSecret,
    private readonly viewers: SessionViewers,
  ) {
    super({
      jwtFromRequest: bearerToken,
      // Handed through to jsonwebtoken, which takes key objects; only the type knows nothing of it.
      secretOrKey: secret.key as unknown as Buffer,
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: ACCESS_AUDIENCE,
      ignoreExpiration: false,
      jsonWebTokenOptions: { clockTolerance: 0 },
    });
  }

  /** A passport of our own: the shared one would hand one app's tokens to another app in the same process. */
  getPassportInstance(): passport.Authenticator {
    this.passport ??= new passport.Passport();
    return this.passport;
  }

  async validate(claims: AccessClaims): Promise<VerifiedViewer> {
    if (claims.typ !== ACCESS_TYPE) throw tokenRefused('invalid');
    const { viewer, session, expiresAt } = await this.viewers.of(claims);
    // By the database's clock as well: a node whose clock is slow must not prolong a token's life.
    if (claims.exp * 1000 <= session.now) throw tokenRefused('expired');
    return { viewer, expiresAt };
  }
}
