import { GraphQLError } from 'graphql';
import type { ErrorCode } from './error-codes.js';

/** Data that goes to the client beside the code, for example `{ field: 'nickname' }`. */
export type ErrorData = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** An error that the client may see: a code of the closed list, a sentence for people and data for programs. */
export class AppError extends GraphQLError {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, data: ErrorData = {}) {
    super(message, { extensions: { ...data, code } });
    this.name = 'AppError';
    this.code = code;
  }
}

export const notFound = (what: string): AppError => new AppError('NOT_FOUND', `${what} not found`);

export const unauthenticated = (message = 'Sign in first'): AppError => new AppError('UNAUTHENTICATED', message);

export const forbidden = (reason: string): AppError => new AppError('FORBIDDEN', 'Not permitted', { reason });

export const invalidInput = (field: string, rule: string, message = `${field}: ${rule}`): AppError =>
  new AppError('INVALID_INPUT', message, { field, rule });

export const unavailable = (what: string): AppError =>
  new AppError('UNAVAILABLE', `${what} did not answer; try again`, { retryable: true });

export const rateLimited = (retryAfterSeconds: number): AppError =>
  new AppError('RATE_LIMITED', 'Too many attempts', { retryAfterSeconds });
