import { createSecretKey } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import Fastify from 'fastify';
import mercurius from 'mercurius';
import { createPool } from 'mysql2/promise';
import { ready } from '../support/ready.js';
import { Chat } from './chat.js';
import { loadersOf, resolversOf } from './graphql.js';
import { schema } from './schema.js';

const pool = createPool({ uri: process.env.DATABASE_URL, connectionLimit: 10 });
const chat = new Chat(pool);
const app = Fastify();

// Only its verification: a plugin for Fastify would be one more dependency.
const secret = createSecretKey(Buffer.from(process.env.JWT_SECRET ?? ''));
const jwt = new JwtService({ secret, verifyOptions: { algorithms: ['HS256'] } });

function userIdOf(authorization: unknown): string {
  try {
    if (typeof authorization !== 'string') throw new Error('no token');
    return jwt.verify<{ sub: string }>(authorization.slice('Bearer '.length)).sub;
  } catch {
    throw Object.assign(new Error('Unauthorized'), { statusCode: 401 });
  }
}

await app.register(mercurius, {
  schema,
  resolvers: resolversOf(chat),
  loaders: loadersOf(chat),
  jit: 1,
  context: (request) => ({ userId: userIdOf(request.headers.authorization) }),
  subscription: {
    fullWsTransport: true,
    onConnect: ({ payload }: { payload: { authorization?: unknown } }) => ({
      userId: userIdOf(payload.authorization),
    }),
  },
});
await pool.query('SELECT 1');
const address = await app.listen({ port: Number(process.env.PORT), host: process.env.HOST });
ready(Number(new URL(address).port));
process.once('SIGTERM', () => void Promise.all([app.close(), pool.end()]).finally(() => process.exit(0)));
