import { createClient } from 'graphql-ws';
import { endpoint, type GraphQLRequest } from './http.js';

const KEPT_EVENTS = 100;

interface Observer {
  next(value: unknown): void;
  complete(): void;
}

export interface LiveRun {
  subscribe(observer: Observer): { unsubscribe(): void };
}

/**
 * Runs one subscription on a socket of its own and shows its events newest first.
 * One socket a run means that changed headers always take effect, and that what is shown is what the server said:
 * nothing is retried behind the reader's back.
 */
export function live(
  request: GraphQLRequest,
  connectionParams: Record<string, string>,
  onData: (data: unknown) => void,
): LiveRun {
  return {
    subscribe(observer) {
      let state = 'connecting';
      let received = 0;
      let stopped = false;
      const events: unknown[] = [];
      const show = (extra: Record<string, unknown> = {}) => {
        if (!stopped) observer.next({ state, received, ...extra, events });
      };
      const finish = (next: string, extra?: Record<string, unknown>) => {
        if (stopped) return;
        state = next;
        show(extra);
        observer.complete();
        void client.dispose();
      };
      const client = createClient({
        url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${endpoint}`,
        connectionParams,
        retryAttempts: 0,
        on: {
          connected: () => {
            state = 'connected, listening';
            show();
          },
        },
      });
      const stop = client.subscribe(
        {
          query: request.query,
          variables: request.variables as Record<string, unknown> | undefined,
          operationName: request.operationName,
        },
        {
          next(result) {
            received += 1;
            events.unshift({ at: new Date().toISOString(), ...result });
            events.length = Math.min(events.length, KEPT_EVENTS);
            onData(result.data);
            show();
          },
          error: (error) => finish('ended with an error', { error: describe(error) }),
          complete: () => finish('completed by the server'),
        },
      );
      return {
        unsubscribe() {
          state = 'stopped';
          show();
          stopped = true;
          stop();
          void client.dispose();
        },
      };
    },
  };
}

function describe(error: unknown): unknown {
  if (error instanceof CloseEvent) return { closeCode: error.code, reason: error.reason };
  return error instanceof Error ? error.message : error;
}
