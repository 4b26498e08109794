import { AppError, invalidInput } from '../../../common/errors/app-error.js';

export const notAnEmoji = (): AppError => invalidInput('emoji', 'emoji', 'A reaction is exactly one emoji');

/** @param limit how many different emoji a message can have */
export const tooManyReactions = (limit: number): AppError =>
  new AppError('TOO_LARGE', 'The message has as many different reactions as it can have', { field: 'emoji', limit });
