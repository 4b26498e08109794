import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuthModule } from './auth/auth.module.js';
import { AuthService } from './auth/auth.service.js';
import { graphqlOptions } from './graphql.options.js';
import { LoadersModule } from './loaders/loaders.module.js';
import { LoadersService } from './loaders/loaders.service.js';
import { MessagesModule } from './messages/messages.module.js';
import { RoomsModule } from './rooms/rooms.module.js';

/**
 * A small chat as Nest's documentation teaches it: code-first GraphQL on Apollo Server, TypeORM repositories, a PubSub with
 * a filter for each subscriber, DataLoaders, a guard that verifies a JWT, paging by offset. It neither leaves out what a
 * good developer would have nor adds what the documentation does not speak of.
 */
@Module({
  imports: [
    AuthModule,
    TypeOrmModule.forRoot({
      type: 'mysql',
      url: process.env.DATABASE_URL,
      autoLoadEntities: true,
      synchronize: false,
      poolSize: 10,
    }),
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      imports: [LoadersModule],
      inject: [AuthService, LoadersService],
      useFactory: graphqlOptions,
    }),
    MessagesModule,
    RoomsModule,
  ],
})
export class AppModule {}
