import { Global, Module } from '@nestjs/common';
import { ErrorsModule } from '../graphql/errors.module.js';
import { ExecutionModule } from '../graphql/execution/execution.module.js';
import { GraphqlModule } from '../graphql/graphql.module.js';
import { HttpModule } from '../http/http.module.js';
import { SocketDelivery } from './delivery/socket-delivery.js';
import { SessionWatch } from './session-watch.js';
import { SocketDoor } from './socket-door.js';
import { SocketGuards } from './socket-guards.js';
import { SocketOperations } from './socket-operations.js';
import { SocketRegistry } from './socket-registry.js';

/** The WebSocket door. */
@Global()
@Module({
  imports: [GraphqlModule, HttpModule, ErrorsModule, ExecutionModule],
  providers: [SocketDelivery, SocketOperations, SocketRegistry, SessionWatch, SocketGuards, SocketDoor],
  exports: [SocketDoor, SocketRegistry, SocketDelivery],
})
export class SocketModule {}
