import { ValidateBy } from 'class-validator';
import { passwordFault } from '../passwords/password.policy.js';

/** A new password: 8 to 256 characters of any kind. */
export const IsNewPassword = (): PropertyDecorator =>
  ValidateBy({
    name: 'password',
    validator: {
      validate: (value: unknown) => passwordFault(value) === null,
      // The value itself must not get into messages and logs.
      defaultMessage: (args) => `${args?.property}: ${passwordFault(args?.value)}`,
    },
  });

/** Longest text that is taken for a password or token at all. */
export const SECRET_MAX = 1024;
