import { Injectable, Logger } from '@nestjs/common';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { Config } from '../config/config.js';
import { AppError, unavailable } from '../errors/app-error.js';
import { ERROR_CODES, type ErrorCode } from '../errors/error-codes.js';
import { isUnavailable } from '../database/database-errors.js';

/** Codes of the GraphQL server itself that mean one of ours. */
const TRANSLATED: Readonly<Record<string, ErrorCode>> = {
  BAD_USER_INPUT: 'INVALID_INPUT',
  PERSISTED_QUERY_NOT_FOUND: 'BAD_REQUEST',
  PERSISTED_QUERY_NOT_SUPPORTED: 'BAD_REQUEST',
};

/** The one place where an error becomes what a client reads, for HTTP and sockets alike. */
@Injectable()
export class ErrorFormatter {
  private readonly logger = new Logger('GraphQL');
  private readonly hidesSchema: boolean;

  constructor(config: Config) {
    this.hidesSchema = !config.settings.INTROSPECTION;
  }

  /**
   * Shows errors that carry a code of the closed list; hides and logs everything else as INTERNAL.
   * @param formatted what the GraphQL server would answer, when it has made something of the error already
   */
  format(error: unknown, requestId: string, formatted?: GraphQLFormattedError): GraphQLFormattedError {
    const shown = error instanceof GraphQLError ? error : null;
    const cause = rootOf(error);
    const known = cause instanceof AppError ? cause : isUnavailable(cause) ? unavailable('The database') : null;
    const place = {
      ...(shown?.path ? { path: shown.path } : {}),
      ...(shown?.locations ? { locations: shown.locations } : {}),
    };
    if (known) {
      if (known.code === 'UNAVAILABLE') this.logger.warn({ err: cause, requestId }, 'unavailable');
      return { message: known.message, ...place, extensions: { ...known.extensions, requestId } };
    }
    // Without an error of our code behind it, or without a path, a GraphQLError comes from parsing, validation or
    // coercion; then what is behind it is the scalar's word on the client's value.
    const code = protocolCode(shown, formatted);
    if (shown && code && (cause === shown || shown.path === undefined))
      return { message: this.messageOf(shown), ...place, extensions: { ...limitOf(shown), code, requestId } };
    this.logger.error({ err: cause, requestId, path: shown?.path }, 'an operation failed');
    return { message: 'Something went wrong', ...place, extensions: { code: 'INTERNAL', requestId } };
  }

  /** What validation suggests is left out by it already; the coercion of variables can't be told to. */
  private messageOf(error: GraphQLError): string {
    return this.hidesSchema ? error.message.replace(/ ?Did you mean .*\?/s, '') : error.message;
  }
}

function rootOf(error: unknown): unknown {
  let current = error;
  while (current instanceof GraphQLError && !(current instanceof AppError) && current.originalError)
    current = current.originalError;
  return current;
}

function protocolCode(error: GraphQLError | null, formatted: GraphQLFormattedError | undefined): ErrorCode | null {
  if (!error) return null;
  if (error.extensions.limit !== undefined || /^Syntax Error: Document contains more/.test(error.message))
    return 'QUERY_TOO_COMPLEX';
  const given = String(formatted?.extensions?.code ?? error.extensions.code ?? '');
  const code = TRANSLATED[given] ?? given;
  return code !== 'INTERNAL' && code in ERROR_CODES ? (code as ErrorCode) : null;
}

const limitOf = (error: GraphQLError): Record<string, unknown> =>
  error.extensions.limit === undefined ? {} : { limit: error.extensions.limit };

/** Gives errors that execution reports before it runs anything (wrong variables) their code. */
export function withCode(error: GraphQLError, code: ErrorCode): GraphQLError {
  if (error.extensions.code !== undefined) return error;
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    extensions: { ...error.extensions, code },
  });
}
