import { Module } from '@nestjs/common';
import { OperationExecutor } from './operation-executor.js';

/** How both doors execute. */
@Module({ providers: [OperationExecutor], exports: [OperationExecutor] })
export class ExecutionModule {}
