import { invalidInput } from '../../../common/errors/app-error.js';
import { codePoints, nameKey } from '../../../common/text/text.js';

export const PASSWORD_MIN = 8;
export const PASSWORD_MAX = 256;

/** Names of an account that its password may not simply repeat. */
export interface AccountNames {
  readonly accountNumber?: string | null;
  readonly username?: string | null;
  readonly email?: string | null;
}

/** Which rule a new password breaks, or null: `text`, `minLength`, `maxLength`. Any characters will do. */
export function passwordFault(password: unknown): string | null {
  if (typeof password !== 'string' || !password.isWellFormed()) return 'text';
  const length = codePoints(password.normalize('NFC'));
  if (length < PASSWORD_MIN) return 'minLength';
  return length > PASSWORD_MAX ? 'maxLength' : null;
}

/** @throws AppError INVALID_INPUT when the password is the account's number, username or e-mail address */
export function checkDiffersFromNames(password: string, names: AccountNames, field: string): void {
  const key = nameKey(password);
  for (const name of [names.accountNumber, names.username, names.email])
    if (typeof name === 'string' && nameKey(name) === key) throw invalidInput(field, 'differsFromIdentifier');
}
