import { fileURLToPath } from 'node:url';
import fastifyCors from '@fastify/cors';
import fastifyHelmet from '@fastify/helmet';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Config } from '../config/config.js';
import { AppError } from '../errors/app-error.js';
import { pathForLog } from '../logging/log-params.js';
import { Readiness } from '../health/readiness.js';
import { HttpTraffic } from '../http/http-traffic.js';
import { sendError } from '../http/http-errors.js';
import { Origins } from '../http/origins.js';
import { registerPlayground } from '../playground/playground.plugin.js';
import { GRAPHQL_PATH } from '../socket/socket-door.js';
import { fileOrigins } from '../storage/file-origins.js';
import { registerWebApp } from '../web-app/web-app.plugin.js';

/** A folder of `dist`, seen from the built server anywhere in `dist` and, under a test runner, from `src/common/server`. */
const built = (name: string): string => {
  const [, root] = /^(.*?)\/(?:dist|src\/common\/server)\/[^]*$/.exec(import.meta.url) ?? [];
  return fileURLToPath(`${root}/dist/${name}`);
};

const shuttingDown = (): AppError =>
  new AppError('UNAVAILABLE', 'The server is shutting down; try again', { retryable: true });
/** When to come back to a server that has just left, in seconds: another process takes its place. */
const RETRY_AFTER_SECONDS = 1;

/** Headers, origins, the playground and the application: what is before any route. Must run before `app.init()`. */
export async function setUpHttp(app: NestFastifyApplication): Promise<void> {
  const config = app.get(Config);
  const origins = app.get(Origins);
  const logger = new Logger('HTTP');
  // Asked once: what is thrown away is not put together for each request.
  const tellsAll = ['debug', 'trace'].includes(config.settings.LOG_LEVEL);
  const readiness = app.get(Readiness);
  const traffic = app.get(HttpTraffic);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    traffic.enter(reply.raw);
    // The next request of this client belongs to another process.
    if (readiness.isDraining) void reply.header('connection', 'close');
    if (!readiness.hasLeft) return done();
    // On a connection that was kept alive. Nothing has been done: it can be sent again, and another process will take it.
    void reply.header('retry-after', String(RETRY_AFTER_SECONDS));
    sendError(reply, shuttingDown(), request.id);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const status = reply.statusCode;
    if (status < 500 && !tellsAll) return done();
    const { method, id: requestId } = request;
    const facts = { method, path: pathForLog(request.url), status, ms: Math.round(reply.elapsedTime), requestId };
    // What failed has been logged with its reason; that somebody asked for something odd is no news.
    logger[status >= 500 ? 'warn' : 'debug'](facts, 'answered');
    done();
  });
  await fastify.register(fastifyHelmet, {
    // Pages bring their own policy; the API answers are never documents.
    contentSecurityPolicy: {
      directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
      useDefaults: false,
    },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    // Would lock out installations on a LAN that speak plain HTTP.
    strictTransportSecurity: config.publicUrl.startsWith('https:'),
  });
  await fastify.register(fastifyCors, {
    delegator: (request, done) => {
      const { origin, host } = request.headers;
      done(null, {
        origin: origin !== undefined && origins.permits(origin, host),
        methods: ['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS'],
        allowedHeaders: ['content-type', 'authorization', 'apollo-require-preflight', 'range', 'if-none-match'],
        exposedHeaders: ['content-range', 'accept-ranges', 'etag', 'retry-after'],
        maxAge: 600,
      });
    },
  });
  if (config.settings.PLAYGROUND) registerPlayground(fastify, { path: GRAPHQL_PATH, assetsDir: built('playground') });
  if (config.settings.WEB_APP) {
    const { publicUrl } = config;
    registerWebApp(fastify, { assetsDir: built('app'), publicUrl, fileOrigins: fileOrigins(config) });
  }
}
