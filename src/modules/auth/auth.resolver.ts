import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Ctx, CurrentViewer, Public } from '../../common/auth/access.decorators.js';
import type { Viewer } from '../../common/auth/viewer.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import { clientOf } from './client-info.js';
import { ExtendSessionInput } from './graphql/extend-session.input.js';
import { ExtendSessionPayload } from './graphql/extend-session.payload.js';
import { LoginInput } from './graphql/login.input.js';
import { LoginPayload } from './graphql/login.payload.js';
import { RefreshSessionInput } from './graphql/refresh-session.input.js';
import { RefreshSessionPayload } from './graphql/refresh-session.payload.js';
import { RegisterInput } from './graphql/register.input.js';
import { RegisterPayload } from './graphql/register.payload.js';
import { SessionRefreshService } from './sessions/session-refresh.service.js';
import { SocketSessionService } from './sessions/socket-session.service.js';
import { RegistrationService } from './sign-in/registration.service.js';
import { SignInService } from './sign-in/sign-in.service.js';
import { tokenPayload, type TokenPayload } from './token-payload.js';

@Resolver()
export class AuthResolver {
  constructor(
    private readonly registration: RegistrationService,
    private readonly signIn: SignInService,
    private readonly refreshing: SessionRefreshService,
    private readonly sockets: SocketSessionService,
  ) {}

  @Public()
  @Mutation(() => RegisterPayload, {
    description:
      'Makes an account and signs it in. Codes: ACCOUNT_NUMBER_TAKEN, USERNAME_TAKEN, EMAIL_TAKEN, INVALID_INPUT, RATE_LIMITED. Needs no sign-in.',
  })
  async register(
    @Args('input', { description: 'What the account is made of.' }) input: RegisterInput,
    @Ctx() context: GraphqlContext,
  ): Promise<TokenPayload> {
    return tokenPayload(await this.registration.register(input, clientOf(context)));
  }

  @Public()
  @Mutation(() => LoginPayload, {
    description:
      'Opens a session. Code INVALID_CREDENTIALS, the same for an unknown account and a wrong password; RATE_LIMITED. Needs no sign-in.',
  })
  async login(
    @Args('input', { description: 'Who wants to sign in.' }) { identifier, password }: LoginInput,
    @Ctx() context: GraphqlContext,
  ): Promise<TokenPayload> {
    return tokenPayload(await this.signIn.login(identifier, password, clientOf(context)));
  }

  @Public()
  @Mutation(() => RefreshSessionPayload, {
    description:
      'Answers a fresh pair of tokens and uses the refresh token up. Codes: INVALID_TOKEN, RATE_LIMITED. Needs no sign-in.',
  })
  async refreshSession(
    @Args('input', { description: 'Which session to renew.' }) { refreshToken }: RefreshSessionInput,
    @Ctx() context: GraphqlContext,
  ): Promise<TokenPayload> {
    return tokenPayload(await this.refreshing.refresh(refreshToken, clientOf(context)));
  }

  @Mutation(() => ExtendSessionPayload, {
    description:
      'Puts a fresh access token in the place of the one this socket was opened with. Over the socket only. Codes: FORBIDDEN, UNAUTHENTICATED.',
  })
  async extendSession(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'The token to go on with.' }) { accessToken }: ExtendSessionInput,
    @Ctx() context: GraphqlContext,
  ): Promise<{ expiresAt: Date }> {
    return { expiresAt: new Date(await this.sockets.extend(viewer, context.socket, accessToken)) };
  }
}
