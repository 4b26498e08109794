import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../../common/auth/access.decorators.js';
import type { Viewer } from '../../common/auth/viewer.js';
import { AccountsService } from './accounts.service.js';
import { AdminDeleteUserInput } from './graphql/admin-delete-user.input.js';
import { AdminDeleteUserPayload } from './graphql/admin-delete-user.payload.js';
import { DeleteAccountInput } from './graphql/delete-account.input.js';
import { DeleteAccountPayload } from './graphql/delete-account.payload.js';

@Resolver()
export class AccountsResolver {
  constructor(private readonly accounts: AccountsService) {}

  @Mutation(() => DeleteAccountPayload, {
    description:
      "Deletes the viewer's account: the profile is erased and all sessions end. It can't be undone. Codes: INVALID_CREDENTIALS, RATE_LIMITED.",
  })
  async deleteAccount(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'Proof that the owner wants it.' }) { password }: DeleteAccountInput,
  ): Promise<DeleteAccountPayload> {
    await this.accounts.deleteOwn(viewer, password);
    return { userId: viewer.userId };
  }

  @Mutation(() => AdminDeleteUserPayload, {
    description: 'Deletes any account; administrators only. Codes: FORBIDDEN, NOT_FOUND.',
  })
  async adminDeleteUser(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'Which account.' }) { userId }: AdminDeleteUserInput,
  ): Promise<AdminDeleteUserPayload> {
    await this.accounts.deleteAsAdmin(viewer, userId);
    return { userId };
  }
}
