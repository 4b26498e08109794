import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { Config } from '../config/config.js';
import { readAheadOf } from '../http/direct/read-ahead.js';
import { RequestContexts } from '../http/request-contexts.js';
import { HttpModule } from '../http/http.module.js';
import { requestIdOf } from '../http/request-id.js';
import { ErrorFormatter } from './error-formatter.js';
import { ErrorsModule } from './errors.module.js';
import { OperationExecutor } from './execution/operation-executor.js';
import { ExecutionModule } from './execution/execution.module.js';
import { operationPlugin } from './operation.plugin.js';
import { OperationPreparer } from './operation-preparer.js';
import { operationLimits, validationOptions } from './operation-limits.js';
import { schemaOptions } from './schema-options.js';

/** The HTTP door: Apollo Server on Fastify. The WebSocket door is ours (common/socket) and applies the same rules. */
@Module({
  imports: [
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      imports: [HttpModule, ErrorsModule, ExecutionModule],
      inject: [Config, RequestContexts, ErrorFormatter, OperationExecutor, OperationPreparer],
      useFactory: (
        config: Config,
        contexts: RequestContexts,
        formatter: ErrorFormatter,
        executor: OperationExecutor,
        preparer: OperationPreparer,
      ): ApolloDriverConfig => ({
        ...schemaOptions,
        path: '/graphql',
        // Nest's explorer loads from a CDN; ours is served by common/playground.
        graphiql: false,
        plugins: [
          ApolloServerPluginLandingPageDisabled(),
          // It wraps every resolver of the schema, for sockets too, to find that nothing may be cached.
          ApolloServerPluginCacheControlDisabled(),
          operationPlugin(config.settings.GRAPHQL_MAX_COST, executor, preparer, formatter),
        ],
        context: ({ raw, id }: FastifyRequest) => readAheadOf(raw)?.context ?? contexts.ofRequest(raw, id),
        validationRules: operationLimits(config),
        validationOptions: validationOptions(config),
        parseOptions: { maxTokens: config.settings.GRAPHQL_MAX_TOKENS },
        introspection: config.settings.INTROSPECTION,
        csrfPrevention: true,
        persistedQueries: false,
        allowBatchedHttpRequests: false,
        includeStacktraceInErrorResponses: false,
        hideSchemaDetailsFromClientErrors: !config.settings.INTROSPECTION,
        autoTransformHttpErrors: false,
        formatError: (formatted: GraphQLFormattedError, error: unknown) =>
          formatter.format(error, requestIdOf(error), formatted),
      }),
    }),
  ],
  exports: [GraphQLModule],
})
export class GraphqlModule {}
