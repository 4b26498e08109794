import { isEmail, ValidateBy, ValidateIf, type ValidationOptions } from 'class-validator';
import { ACCOUNT_NUMBER, EMAIL_MAX, PHONE, USERNAME } from '../users.policy.js';

const rule = (name: string, validate: (value: unknown) => boolean, options?: ValidationOptions): PropertyDecorator =>
  ValidateBy({ name, validator: { validate, defaultMessage: (args) => `${args?.property}: ${name}` } }, options);

const matching = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value);

/** The field may be left out, but not be null. */
export const IsOmittable = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** 5 to 12 digits, the first not 0. */
export const IsAccountNumber = (): PropertyDecorator => rule('accountNumber', matching(ACCOUNT_NUMBER));

/** 3 to 32 letters, digits, dots, underscores and hyphens, a letter first. */
export const IsUsername = (): PropertyDecorator => rule('username', matching(USERNAME));

/** Digits with the usual separators, 2 to 32 characters. */
export const IsPhone = (): PropertyDecorator => rule('phone', matching(PHONE));

/** A bare mail address of at most 254 characters. */
export const IsEmailAddress = (): PropertyDecorator =>
  rule(
    'email',
    (value) =>
      typeof value === 'string' &&
      value.length <= EMAIL_MAX &&
      value.isWellFormed() &&
      !/["\\\p{C}]/u.test(value) &&
      isEmail(value),
  );
