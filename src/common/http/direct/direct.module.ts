import { Module } from '@nestjs/common';
import { DirectOperations } from '../../graphql/direct-operations.js';
import { ErrorsModule } from '../../graphql/errors.module.js';
import { ExecutionModule } from '../../graphql/execution/execution.module.js';
import { GraphqlModule } from '../../graphql/graphql.module.js';
import { HttpModule } from '../http.module.js';
import { DirectDoor } from './direct-door.js';

/** The short way for plain GraphQL requests over HTTP. */
@Module({
  imports: [GraphqlModule, HttpModule, ErrorsModule, ExecutionModule],
  providers: [DirectDoor, DirectOperations],
})
export class DirectModule {}
