import { HttpException } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AppError } from '../errors/app-error.js';
import type { ErrorCode } from '../errors/error-codes.js';

const CODES: Readonly<Record<number, ErrorCode>> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  413: 'TOO_LARGE',
  429: 'RATE_LIMITED',
  503: 'UNAVAILABLE',
};

const STATUSES: Readonly<Partial<Record<ErrorCode, number>>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  TOO_LARGE: 413,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** The status of an error outside of GraphQL. */
export function statusOf(error: unknown): number {
  if (error instanceof AppError) return STATUSES[error.code] ?? 400;
  if (error instanceof HttpException) return error.getStatus();
  const given = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof given === 'number' && given >= 400 && given < 600 ? given : 500;
}

/** Answers an error outside of GraphQL (a body that is too large, an unknown address) in the form that GraphQL clients read. */
export function sendError(reply: FastifyReply, error: unknown, requestId: string): void {
  const status = statusOf(error);
  const code = error instanceof AppError ? error.code : (CODES[status] ?? (status < 500 ? 'BAD_REQUEST' : 'INTERNAL'));
  const isForClients = status < 500 || (error instanceof AppError && code !== 'INTERNAL');
  const message = isForClients && error instanceof Error ? error.message : 'Something went wrong';
  const data = error instanceof AppError ? error.extensions : {};
  void reply
    .status(status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ errors: [{ message, extensions: { ...data, code, requestId } }] }));
}
