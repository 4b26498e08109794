import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import type { Config } from './common/config/config.js';
import { firstLogger } from './common/logging/log-params.js';
import { httpAdapter } from './common/server/http-adapter.js';
import { setUpHttp } from './common/server/http-setup.js';
import { DirectDoor } from './common/http/direct/direct-door.js';
import { GRAPHQL_PATH, SocketDoor } from './common/socket/socket-door.js';

/** Makes the server ready to listen: the same for `npm start` and for tests. */
export async function createApplication(config: Config): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(config), httpAdapter(config), {
    logger: firstLogger(config),
    abortOnError: false,
  });
  await prepare(app);
  return app;
}

/** What every instance of the application needs before it listens, also one made by `@nestjs/testing`. */
export async function prepare(app: NestFastifyApplication): Promise<void> {
  await setUpHttp(app);
  await app.init();
  await app.get(DirectDoor).attach(app, GRAPHQL_PATH);
  app.get(SocketDoor).attach(app.getHttpServer());
}
