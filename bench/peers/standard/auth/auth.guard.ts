import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { AuthService } from './auth.service.js';
import type { GraphqlContext } from './graphql-context.js';

@Injectable()
export class AuthGuard implements CanActivate {
  constructor(private readonly authService: AuthService) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const context = GqlExecutionContext.create(execution).getContext<GraphqlContext>();
    context.userId ??= await this.authService.userIdOf(context.req.headers.authorization);
    return true;
  }
}
