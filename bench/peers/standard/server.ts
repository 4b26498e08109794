import 'reflect-metadata';
import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ready } from '../support/ready.js';
import { AppModule } from './app.module.js';

// Of the two adapters that the documentation offers, the faster one.
const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), {
  logger: ['fatal', 'error', 'warn'],
});
app.useGlobalPipes(new ValidationPipe());
// Not SIGUSR2, which the harness uses to ask for the memory.
app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
await app.listen(Number(process.env.PORT), process.env.HOST ?? '127.0.0.1');
ready(Number(new URL(await app.getUrl()).port));
