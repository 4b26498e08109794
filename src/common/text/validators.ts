import { ValidateBy, type ValidationOptions } from 'class-validator';
import { nameFault, proseFault } from './text.js';

/** A one-line name of `min` to `max` characters without control, bidi or invisible characters. */
export const IsName = (min: number, max: number, options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'name',
      validator: {
        validate: (value: unknown) => nameFault(value, min, max) === null,
        defaultMessage: (args) => `${args?.property}: ${nameFault(args?.value, min, max)}`,
      },
    },
    options,
  );

/** Text of at most `max` characters over several lines, without control characters or bidi overrides. */
export const IsProse = (max: number, options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'prose',
      validator: {
        validate: (value: unknown) => proseFault(value, max) === null,
        defaultMessage: (args) => `${args?.property}: ${proseFault(args?.value, max)}`,
      },
    },
    options,
  );
