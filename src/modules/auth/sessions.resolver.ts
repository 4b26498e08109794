import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../../common/auth/access.decorators.js';
import type { Viewer } from '../../common/auth/viewer.js';
import type { Page } from '../../common/graphql/connection.js';
import { PageArgs } from '../../common/graphql/page.args.js';
import type { LoginAttemptEntity } from './entities/login-attempt.entity.js';
import { LoginAttemptConnection } from './graphql/login-attempt.connection.js';
import { LogoutEverywhereInput } from './graphql/logout-everywhere.input.js';
import { LogoutEverywherePayload } from './graphql/logout-everywhere.payload.js';
import { LogoutPayload } from './graphql/logout.payload.js';
import { RevokeSessionInput } from './graphql/revoke-session.input.js';
import { RevokeSessionPayload } from './graphql/revoke-session.payload.js';
import { SessionType } from './graphql/session.type.js';
import { SessionListService } from './sessions/session-list.service.js';
import type { SessionView } from './sessions/session.records.js';
import { LoginLog } from './sign-in/login-log.js';

@Resolver()
export class SessionsResolver {
  constructor(
    private readonly sessionList: SessionListService,
    private readonly log: LoginLog,
  ) {}

  @Query(() => [SessionType], {
    description: "The viewer's sessions that are good at present, the most recently used first; at most 100.",
  })
  sessions(@CurrentViewer() viewer: Viewer): Promise<SessionView[]> {
    return this.sessionList.list(viewer);
  }

  @Query(() => LoginAttemptConnection, {
    description: "Sign-ins to the viewer's account of the last 180 days, failed ones too, the latest first.",
  })
  loginHistory(@CurrentViewer() viewer: Viewer, @Args() args: PageArgs): Promise<Page<LoginAttemptEntity>> {
    return this.log.page(viewer, args);
  }

  @Mutation(() => LogoutPayload, {
    description: 'Ends the session in use: its tokens are worthless at once, and its sockets are closed.',
  })
  async logout(@CurrentViewer() viewer: Viewer): Promise<LogoutPayload> {
    await this.sessionList.endCurrent(viewer);
    return { sessionId: viewer.sessionId };
  }

  @Mutation(() => LogoutEverywherePayload, { description: "Ends all of the viewer's sessions, or all others." })
  async logoutEverywhere(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'Which sessions to end.' }) { exceptCurrent }: LogoutEverywhereInput,
  ): Promise<LogoutEverywherePayload> {
    return { endedSessions: await this.sessionList.endAll(viewer, exceptCurrent) };
  }

  @Mutation(() => RevokeSessionPayload, {
    description: "Ends one of the viewer's sessions; one that has ended stays ended. Code NOT_FOUND.",
  })
  async revokeSession(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'Which session to end.' }) { sessionId }: RevokeSessionInput,
  ): Promise<RevokeSessionPayload> {
    await this.sessionList.revoke(viewer, sessionId);
    return { sessionId };
  }
}
