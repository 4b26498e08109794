import type { Page, WebSocket } from 'playwright-core';

/** The sockets that a page has opened, and what it has subscribed to on each. */
export class Sockets {
  readonly all: WebSocket[] = [];
  readonly subscriptions: { readonly socket: WebSocket; readonly operation: string }[] = [];

  constructor(page: Page) {
    page.on('websocket', (socket) => {
      this.all.push(socket);
      socket.on('framesent', ({ payload }) => {
        const { type, payload: asked } = JSON.parse(payload.toString()) as {
          type: string;
          payload?: { operationName?: string };
        };
        if (type === 'subscribe') this.subscriptions.push({ socket, operation: asked?.operationName ?? '' });
      });
    });
  }

  get open(): WebSocket[] {
    return this.all.filter((socket) => !socket.isClosed());
  }
}
