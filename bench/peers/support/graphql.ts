import type { HttpRequest, SocketPlan, Step } from '../../harness/plan.js';

type Variables = Readonly<Record<string, unknown>>;

export interface Operation {
  readonly query: string;
  readonly variables: Variables;
}

/** A POST to `/graphql`. */
export function graphqlRequest(token: string, operation: Operation): HttpRequest {
  return {
    method: 'POST',
    path: '/graphql',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(operation),
  };
}

/** A socket that speaks graphql-transport-ws, up to being authenticated. */
export function graphqlSocket(token: string): SocketPlan {
  const send = JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  return { path: '/graphql', protocol: 'graphql-transport-ws', steps: [{ send, until: '"connection_ack"' }] };
}

/** Starts an operation over the socket. */
export function graphqlFrame(id: string, operation: Operation): string {
  return JSON.stringify({ id, type: 'subscribe', payload: operation });
}

/** Starts a subscription over the socket, which the protocol does not confirm. */
export function graphqlSubscription(operation: Operation): Step {
  return { send: graphqlFrame('live', operation), until: null };
}
