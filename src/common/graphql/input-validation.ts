import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { invalidInput } from '../errors/app-error.js';

/** Checks inputs by their class-validator rules; the first broken rule becomes INVALID_INPUT with `field` and `rule`. */
export const inputValidation = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    stopAtFirstError: true,
    forbidUnknownValues: false,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => {
      const { field, rule, message } = firstOf(errors);
      return invalidInput(field, rule, message);
    },
  });

function firstOf(errors: readonly ValidationError[], prefix = ''): { field: string; rule: string; message: string } {
  const error = errors[0];
  if (!error) return { field: prefix, rule: 'invalid', message: 'Invalid input' };
  const field = prefix ? `${prefix}.${error.property}` : error.property;
  const [broken] = Object.entries(error.constraints ?? {});
  if (broken) return { field, rule: broken[0], message: broken[1] };
  return firstOf(error.children ?? [], field);
}
