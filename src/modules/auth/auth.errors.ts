import { AppError } from '../../common/errors/app-error.js';

/** One answer for an unknown account and for a wrong password. */
export const invalidCredentials = (): AppError =>
  new AppError('INVALID_CREDENTIALS', 'Identifier or password is wrong');

export const wrongPassword = (): AppError =>
  new AppError('INVALID_CREDENTIALS', 'The password is wrong', { field: 'password' });

export const invalidToken = (): AppError =>
  new AppError('INVALID_TOKEN', 'The token is malformed, expired or already used');

/** Why an access token is not accepted: with `expired`, a refresh helps. */
export type TokenFault = 'invalid' | 'expired' | 'ended';

const FAULTS: Record<TokenFault, string> = {
  invalid: 'The access token is not valid',
  expired: 'The access token has expired',
  ended: 'The session has ended',
};

export const tokenRefused = (fault: TokenFault): AppError =>
  new AppError('UNAUTHENTICATED', FAULTS[fault], { reason: fault });
