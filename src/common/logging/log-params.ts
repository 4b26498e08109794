import { Logger, PinoLogger, type Params } from 'nestjs-pino';
import pretty from 'pino-pretty';
import type { Config } from '../config/config.js';

/** Parts of Nest that tell at every start what is always so. */
const QUIET: ReadonlySet<unknown> = new Set([
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'GraphQLModule',
  'NestFactory',
  'NestApplication',
]);
/** Tells why the start failed, which main.ts does in a sentence. */
const MUTE = 'ExceptionHandler';
const INFO = 30;

const HIDDEN = [
  '*.password',
  '*.token',
  '*.accessToken',
  '*.refreshToken',
  '*.authorization',
  '*.body',
  '*.text',
  'err.parameters',
  'err.driverError',
  'err.query',
  'err.sql',
];

/**
 * Structured logs: JSON in production, readable lines otherwise, written before the process goes on, so that the last
 * words of one that ends are not lost. Neither bodies nor headers nor query strings are logged, and paths below /files
 * carry capabilities, so they are cut.
 */
export function logParams(config: Config): Params {
  const options = {
    level: config.settings.LOG_LEVEL,
    hooks: {
      logMethod(this: unknown, args: unknown[], method: (...args: unknown[]) => void, level: number) {
        const [first] = args;
        const context = typeof first === 'object' && first !== null && 'context' in first ? first.context : undefined;
        if (context !== MUTE && (level > INFO || !QUIET.has(context))) method.apply(this, args);
      },
    },
    // common/server logs the requests: the middleware of pino-http is passed by on Fastify's own routes.
    autoLogging: false,
    redact: { paths: HIDDEN, censor: '[hidden]' },
  } as const;
  if (config.isProduction || config.settings.LOG_LEVEL === 'silent') return { pinoHttp: options, forRoutes: [] };
  const stream = pretty({
    singleLine: true,
    sync: true,
    ignore: 'pid,hostname,context',
    messageFormat: '{if context}{context}: {end}{msg}',
  });
  return { pinoHttp: [options, stream], forRoutes: [] };
}

/** The logger before there is an application, which then goes on with the same. */
export function firstLogger(config: Config): Logger {
  const params = logParams(config);
  return new Logger(new PinoLogger(params), params);
}

/** The path without what must stay secret. */
export const pathForLog = (url: string): string =>
  (url.split('?', 1)[0] ?? '').replace(/^(\/files\/)(?:upload\/)?.*$/, '$1…');
