import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import { noteRequest } from '../http/request-id.js';
import type { ErrorFormatter } from './error-formatter.js';
import type { OperationExecutor } from './execution/operation-executor.js';
import type { GraphqlContext } from './graphql-context.js';
import { costFault } from './operation-cost.js';
import type { OperationPreparer } from './operation-preparer.js';

/**
 * What Apollo Server does not do as we need it: tells DirectDoor what it found valid, refuses what costs too much, once operation and variables are known
 * (sockets ask in SocketOperations), and executes by OperationExecutor, which Apollo Server has no other place for.
 */
export function operationPlugin(
  mostCost: number,
  executor: OperationExecutor,
  preparer: OperationPreparer,
  formatter: ErrorFormatter,
): ApolloServerPlugin<GraphqlContext> {
  const listener: GraphQLRequestListener<GraphqlContext> = {
    didResolveOperation: async ({ schema, source, document, operation, request }) => {
      preparer.remember(source, document);
      const fault = operation && costFault({ schema, document, operation, variables: request.variables }, mostCost);
      if (fault) throw fault;
    },
    responseForOperation: async ({ schema, document, operation, request, contextValue }) => {
      if (!operation) return null;
      const { variables, operationName } = request;
      const { data, errors } = await executor.execute({
        schema,
        document,
        contextValue,
        variableValues: variables,
        operationName,
      });
      // Nothing has been run: what is wrong with the variables Apollo Server finds again, and knows the status for.
      if (data === undefined) return null;
      const told = errors?.map((error) => formatter.format(error, contextValue.requestId));
      const singleResult = told ? { errors: told, data } : { data };
      return { http: { status: undefined, headers: new HeaderMap() }, body: { kind: 'single', singleResult } };
    },
    didEncounterErrors: async ({ errors, contextValue }) => {
      for (const error of errors) noteRequest(error, contextValue.requestId);
    },
    // What Apollo Server's own plugin would say at last, having watched every field of the answer.
    willSendResponse: async ({ response }) => {
      response.http.headers.set('cache-control', 'no-store');
    },
  };
  return { requestDidStart: async () => listener };
}
