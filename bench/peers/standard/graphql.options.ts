import type { ApolloDriverConfig } from '@nestjs/apollo';
import type { FastifyRequest } from 'fastify';
import type { Context } from 'graphql-ws';
import type { AuthService } from './auth/auth.service.js';
import type { GraphqlContext } from './auth/graphql-context.js';
import type { LoadersService } from './loaders/loaders.service.js';

interface SocketExtra {
  userId?: string;
}

/** Code first; both transports as the chapters on quick start and subscriptions set them up. */
export const graphqlOptions = (auth: AuthService, loaders: LoadersService): ApolloDriverConfig => ({
  autoSchemaFile: true,
  subscriptions: {
    'graphql-ws': {
      onConnect: async ({ connectionParams, extra }: Context) => {
        (extra as SocketExtra).userId = await auth.userIdOf(connectionParams?.authorization);
      },
    },
  },
  context: (source: FastifyRequest | Context): Omit<GraphqlContext, 'req'> => ({
    loaders: loaders.create(),
    userId: 'extra' in source ? (source.extra as SocketExtra).userId : undefined,
  }),
});
