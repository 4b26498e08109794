import type { FastifyRequest } from 'fastify';
import type { Loaders } from '../loaders/loaders.js';

export interface GraphqlContext {
  readonly req: FastifyRequest;
  readonly loaders: Loaders;
  /** Set when the socket was opened, or by the guard. */
  userId?: string;
}
