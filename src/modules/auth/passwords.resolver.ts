import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Ctx, CurrentViewer, Public } from '../../common/auth/access.decorators.js';
import type { Viewer } from '../../common/auth/viewer.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import { ChangePasswordInput } from './graphql/change-password.input.js';
import { ChangePasswordPayload } from './graphql/change-password.payload.js';
import { RequestPasswordResetInput } from './graphql/request-password-reset.input.js';
import { RequestPasswordResetPayload } from './graphql/request-password-reset.payload.js';
import { ResetPasswordInput } from './graphql/reset-password.input.js';
import { ResetPasswordPayload } from './graphql/reset-password.payload.js';
import { NewPasswordService } from './passwords/new-password.service.js';
import { PasswordChangeService } from './passwords/password-change.service.js';
import { PasswordResetService } from './passwords/password-reset.service.js';

@Resolver()
export class PasswordsResolver {
  constructor(
    private readonly resets: PasswordResetService,
    private readonly newPasswords: NewPasswordService,
    private readonly changes: PasswordChangeService,
  ) {}

  @Public()
  @Mutation(() => RequestPasswordResetPayload, {
    description:
      'Mails a single-use link for setting a new password. The answer never tells whether the account exists. Code RATE_LIMITED. Needs no sign-in.',
  })
  async requestPasswordReset(
    @Args('input', { description: 'Whose password was forgotten.' }) { identifier }: RequestPasswordResetInput,
    @Ctx() context: GraphqlContext,
  ): Promise<RequestPasswordResetPayload> {
    await this.resets.request(identifier, context.address);
    return { accepted: true };
  }

  @Public()
  @Mutation(() => ResetPasswordPayload, {
    description:
      'Sets a new password with a mailed token and ends all sessions. Codes: INVALID_TOKEN, INVALID_INPUT, RATE_LIMITED. Needs no sign-in.',
  })
  async resetPassword(
    @Args('input', { description: 'The mailed token and the new password.' })
    { token, newPassword }: ResetPasswordInput,
    @Ctx() context: GraphqlContext,
  ): Promise<ResetPasswordPayload> {
    await this.newPasswords.reset(token, newPassword, context.address);
    return { changed: true };
  }

  @Mutation(() => ChangePasswordPayload, {
    description:
      'Sets a new password and ends all other sessions. Codes: INVALID_CREDENTIALS, INVALID_INPUT, RATE_LIMITED.',
  })
  async changePassword(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'The present and the new password.' })
    { currentPassword, newPassword }: ChangePasswordInput,
  ): Promise<ChangePasswordPayload> {
    return { endedSessions: await this.changes.change(viewer, currentPassword, newPassword) };
  }
}
