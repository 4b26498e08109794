import { Global, Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import { JwtSecret } from '../../common/auth/jwt-secret.js';
import { JwtSecretModule } from '../../common/auth/jwt-secret.module.js';
import { RoomTicketIssuer } from '../../common/auth/room-ticket-issuer.js';
import { TokenVerifier } from '../../common/auth/token-verifier.js';
import { MailModule } from '../../common/mail/mail.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccountNotices } from './account-notices.js';
import { AccountsResolver } from './accounts.resolver.js';
import { AccountsService } from './accounts.service.js';
import { AuthSweeper } from './auth-sweeper.js';
import { AuthResolver } from './auth.resolver.js';
import { BackgroundWork } from './background-work.js';
import { LoginAttemptFieldsResolver } from './login-attempt-fields.resolver.js';
import { PasswordsResolver } from './passwords.resolver.js';
import { CredentialsRepository } from './passwords/credentials.repository.js';
import { NewPasswordService } from './passwords/new-password.service.js';
import { PasswordChangeService } from './passwords/password-change.service.js';
import { PasswordCheck } from './passwords/password-check.js';
import { PasswordHasher } from './passwords/password-hasher.js';
import { PasswordMailer } from './passwords/password-mailer.js';
import { PasswordResetService } from './passwords/password-reset.service.js';
import { PasswordResetsRepository } from './passwords/password-resets.repository.js';
import { Passwords } from './passwords/passwords.js';
import { SessionFieldsResolver } from './session-fields.resolver.js';
import { SessionsResolver } from './sessions.resolver.js';
import { RefreshTokens } from './sessions/refresh-tokens.js';
import { SessionActivity } from './sessions/session-activity.js';
import { SessionListService } from './sessions/session-list.service.js';
import { SessionRefreshService } from './sessions/session-refresh.service.js';
import { SessionsRepository } from './sessions/sessions.repository.js';
import { SessionsService } from './sessions/sessions.service.js';
import { SocketSessionService } from './sessions/socket-session.service.js';
import { LoginLog } from './sign-in/login-log.js';
import { LoginLogRepository } from './sign-in/login-log.repository.js';
import { LoginThrottle } from './sign-in/login-throttle.js';
import { RegistrationService } from './sign-in/registration.service.js';
import { SignInService } from './sign-in/sign-in.service.js';
import { AccessTokens } from './tokens/access-tokens.js';
import { JwtTokenVerifier } from './tokens/jwt-token-verifier.js';
import { RoomTickets } from './tokens/room-tickets.js';
import { SessionViewers } from './tokens/session-viewers.js';
import { SessionStrategy } from './tokens/session.strategy.js';

const passwords = [
  CredentialsRepository,
  PasswordResetsRepository,
  PasswordHasher,
  Passwords,
  PasswordCheck,
  PasswordMailer,
  PasswordChangeService,
  PasswordResetService,
  NewPasswordService,
  PasswordsResolver,
];

const sessions = [
  SessionsRepository,
  RefreshTokens,
  SessionActivity,
  SessionsService,
  SessionRefreshService,
  SessionListService,
  SocketSessionService,
  SessionsResolver,
  SessionFieldsResolver,
];

const signIn = [
  LoginLogRepository,
  LoginLog,
  LoginAttemptFieldsResolver,
  LoginThrottle,
  RegistrationService,
  SignInService,
  AuthResolver,
];

const tokens = [AccessTokens, SessionViewers, SessionStrategy, RoomTickets, JwtTokenVerifier];

const accounts = [AccountsService, AccountsResolver, AccountNotices, AuthSweeper, BackgroundWork];

/**
 * Owns credentials, sessions, refresh tokens, the sign-in log and password resets; imports users. Global, because the
 * guard and both doors ask its TokenVerifier.
 */
@Global()
@Module({
  imports: [
    UsersModule,
    JwtSecretModule,
    MailModule,
    PassportModule.register({ session: false }),
    JwtModule.registerAsync({
      imports: [JwtSecretModule],
      inject: [JwtSecret],
      useFactory: (secret: JwtSecret) => ({ secret: secret.key }),
    }),
  ],
  providers: [
    ...passwords,
    ...sessions,
    ...signIn,
    ...tokens,
    ...accounts,
    { provide: TokenVerifier, useExisting: JwtTokenVerifier },
    { provide: RoomTicketIssuer, useExisting: RoomTickets },
  ],
  exports: [TokenVerifier, RoomTicketIssuer],
})
export class AuthModule {}
