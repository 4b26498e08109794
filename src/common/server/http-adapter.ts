import type { IncomingMessage } from 'node:http';
import { Logger } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config/config.js';
import { AppError } from '../errors/app-error.js';
import { bodyStream, readAheadOf } from '../http/direct/read-ahead.js';
import { sendError, statusOf } from '../http/http-errors.js';
import { newRequestId } from '../ids/ids.js';

/**
 * Nest sets its error handler too late for routes that a module has registered by then, which /graphql is, and Fastify
 * warns of a second one. Errors of controllers come through HttpErrorFilter without it.
 */
class Adapter extends FastifyAdapter {
  override setErrorHandler(): ReturnType<FastifyAdapter['setErrorHandler']> {
    return this.getInstance();
  }
}

/** Fastify as we use it. Proxies are the business of ClientAddress, so that both doors believe the same ones. */
export function httpAdapter(config: Config): FastifyAdapter {
  const logger = new Logger('HTTP');
  const answerError = (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    if (statusOf(error) >= 500) logger.error({ err: error, requestId: request.id }, 'a request failed');
    sendError(reply, error, request.id);
  };
  const adapter = new Adapter({
    bodyLimit: config.settings.HTTP_BODY_MAX_BYTES,
    trustProxy: false,
    logger: false,
    genReqId: (request: IncomingMessage) => readAheadOf(request)?.requestId ?? newRequestId(),
    forceCloseConnections: 'idle',
    // Fastify's own answer is none that GraphQL clients read: see setUpHttp.
    return503OnClosing: false,
    connectionTimeout: 30_000,
    requestTimeout: 0,
    routerOptions: { maxParamLength: 2048 },
    onProtoPoisoning: 'remove',
    onConstructorPoisoning: 'remove',
    frameworkErrors: answerError,
  });
  const fastify = adapter.getInstance();
  fastify.setErrorHandler(answerError);
  fastify.addHook('onRequest', (request, reply, done) => {
    // The integration of Apollo Server makes a URL of both, and so does the playground.
    if (URL.canParse(request.url, `http://${request.hostname}`)) return done();
    answerError(new AppError('BAD_REQUEST', 'Not a URL, or not a host'), request, reply);
  });
  fastify.addHook('preParsing', (request, _reply, payload, done) => {
    const ahead = readAheadOf(request.raw);
    done(null, ahead ? bodyStream(ahead) : payload);
  });
  return adapter;
}
