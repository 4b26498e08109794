import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Config } from '../config/config.js';
import { StartError } from '../errors/start-error.js';

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'something listens there already',
  EACCES: 'that takes more rights than this user has',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'this machine has no such address',
};

/**
 * Takes requests at HOST and PORT.
 * @throws StartError
 */
export async function listen(app: NestFastifyApplication): Promise<void> {
  const { HOST, PORT } = app.get(Config).settings;
  try {
    await app.listen(PORT, HOST);
  } catch (error) {
    const reason = REASONS[String((error as { code?: unknown }).code)];
    if (reason === undefined) throw error;
    throw new StartError(`Can't listen on ${HOST}, port ${PORT}: ${reason}. Set HOST and PORT.`, { cause: error });
  }
}
