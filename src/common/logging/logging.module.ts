import { Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { Config } from '../config/config.js';
import { logParams } from './log-params.js';

/** Structured logs. */
@Module({ imports: [LoggerModule.forRootAsync({ inject: [Config], useFactory: logParams })] })
export class LoggingModule {}
