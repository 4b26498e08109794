import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Readiness } from '../health/readiness.js';
import { HttpTraffic } from '../http/http-traffic.js';
import { SocketDoor } from '../socket/socket-door.js';

const SWEEP_MS = 50;

/**
 * Ends the process in an orderly way: takes nothing new, answers what is in flight, sends sockets elsewhere (1012) and
 * closes. Gives up waiting after SHUTDOWN_TIMEOUT_MS.
 */
export async function shutDown(app: NestFastifyApplication): Promise<void> {
  const timeoutMs = app.get(Config).settings.SHUTDOWN_TIMEOUT_MS;
  app.get(Readiness).drain();
  const deadline = new Promise<'late'>((resolve) => setTimeout(resolve, timeoutMs, 'late').unref());
  const orderly = leave(app, timeoutMs).then(() => 'done' as const);
  if ((await Promise.race([orderly, deadline])) === 'late')
    new Logger('Shutdown').warn('shutdown took too long; leaving anyway');
}

async function leave(app: NestFastifyApplication, timeoutMs: number): Promise<void> {
  const [traffic, server] = [app.get(HttpTraffic), app.getHttpServer()];
  await app.get(SocketDoor).drain(timeoutMs / 2);
  app.get(Readiness).leave();
  // A closing server waits for connections that were busy when it began, and for those that have never asked anything,
  // long after there is anything to wait for.
  const sweep = setInterval(() => {
    if (traffic.isIdle) server.closeAllConnections();
  }, SWEEP_MS);
  await app.close().finally(() => clearInterval(sweep));
}
