import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { GraphqlContext } from './graphql-context.js';

export const CurrentUserId = createParamDecorator(
  (_data: unknown, execution: ExecutionContext) =>
    GqlExecutionContext.create(execution).getContext<GraphqlContext>().userId,
);
