import { Injectable } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { getOperationAST, type DocumentNode } from 'graphql';
import { Config } from '../config/config.js';
import type { PlainOperation } from '../http/direct/plain-request.js';
import { ErrorFormatter } from './error-formatter.js';
import { OperationExecutor } from './execution/operation-executor.js';
import type { GraphqlContext } from './graphql-context.js';
import { costFault } from './operation-cost.js';
import { OperationPreparer } from './operation-preparer.js';

/** Executes operations over HTTP without Apollo Server: those whose document has been validated before. */
@Injectable()
export class DirectOperations {
  private readonly maxCost: number;

  constructor(
    config: Config,
    private readonly schemaHost: GraphQLSchemaHost,
    private readonly preparer: OperationPreparer,
    private readonly executor: OperationExecutor,
    private readonly formatter: ErrorFormatter,
  ) {
    this.maxCost = config.settings.GRAPHQL_MAX_COST;
  }

  /** The document to execute; null when it is not known, or Apollo Server would refuse the request. */
  documentOf({ query, operationName, variables }: PlainOperation): DocumentNode | null {
    const document = this.preparer.known(query);
    if (!document) return null;
    const operation = getOperationAST(document, operationName);
    if (!operation || operation.operation === 'subscription') return null;
    const { schema } = this.schemaHost;
    return costFault({ schema, document, operation, variables }, this.maxCost) ? null : document;
  }

  /** The body of the answer; null when nothing was run, because the variables are wrong. */
  async execute(
    { operationName, variables }: PlainOperation,
    document: DocumentNode,
    contextValue: GraphqlContext,
  ): Promise<string | null> {
    const { schema } = this.schemaHost;
    const args = { schema, document, contextValue, variableValues: variables, operationName };
    const { data, errors } = await this.executor.execute(args);
    if (data === undefined) return null;
    return `${JSON.stringify(errors ? { errors: this.told(errors, contextValue.requestId), data } : { data })}\n`;
  }

  /** The body of the answer to an operation that could not be executed to its end. */
  failure(error: unknown, requestId: string): string {
    return `${JSON.stringify({ errors: this.told([error], requestId) })}\n`;
  }

  private told(errors: readonly unknown[], requestId: string): object[] {
    return errors.map((error) => this.formatter.format(error, requestId));
  }
}
