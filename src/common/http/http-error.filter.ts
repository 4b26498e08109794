import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendError, statusOf } from './http-errors.js';

/** Errors of controllers and of unknown paths, in the form that GraphQL clients read. */
@Catch()
export class HttpErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('HTTP');

  catch(error: unknown, host: ArgumentsHost): void {
    // GraphQL errors are the business of ErrorFormatter.
    if (host.getType<string>() !== 'http') throw error;
    const requestId = host.switchToHttp().getRequest<FastifyRequest>().id;
    if (statusOf(error) >= 500) this.logger.error({ err: error, requestId }, 'a request failed');
    sendError(host.switchToHttp().getResponse<FastifyReply>(), error, requestId);
  }
}
