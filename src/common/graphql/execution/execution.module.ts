import { Module } from '@nestjs/common';
import { OperationPreparer } from '../operation-preparer.js';
import { OperationExecutor } from './operation-executor.js';

/** How both doors prepare and execute. */
@Module({ providers: [OperationExecutor, OperationPreparer], exports: [OperationExecutor, OperationPreparer] })
export class ExecutionModule {}
