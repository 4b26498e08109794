import type { AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Config } from '../config/config.js';
import { Durability } from '../health/durability.js';
import { GRAPHQL_PATH } from '../socket/socket-door.js';

/** Says where everything is, and names loudly what is weaker than it should be. */
export async function announce(app: NestFastifyApplication): Promise<void> {
  const logger = new Logger('Wireside');
  const config = app.get(Config);
  const { port } = app.getHttpServer().address() as AddressInfo;
  const base = config.settings.PUBLIC_URL ? config.publicUrl : `http://localhost:${port}`;
  const database = config.database.kind === 'sqlite' ? config.database.path : safeUrl(config.database.url);
  if (config.settings.WEB_APP) logger.log(`Chat        ${base}/ in a browser`);
  logger.log(`API         ${base}${GRAPHQL_PATH} (HTTP and WebSocket)`);
  if (config.settings.PLAYGROUND) logger.log(`Playground  ${base}${GRAPHQL_PATH} in a browser`);
  logger.log(`Data        ${database}${config.settings.STORAGE_URL ? '' : `, files in ${config.dataDir}`}`);
  logger.log(
    `Nodes       ${config.settings.REDIS_URL ? 'several, through Redis' : config.multiNode ? 'several, through the database' : 'this one'}`,
  );
  if (!config.rateLimitsOn) logger.warn('RATE_LIMITS=off: nothing is throttled. For load tests only!');
  for (const weakness of await app.get(Durability).weaknesses()) logger.warn(`Durability: ${weakness}`);
}

function safeUrl(text: string): string {
  const url = new URL(text);
  return `${url.protocol}//${url.host}${url.pathname}`;
}
