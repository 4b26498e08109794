import { once } from 'node:events';
import type { ClientRequestArgs } from 'node:http';
import { WebSocket, type RawData } from 'ws';
import type { SocketPlan } from '../../harness/plan.js';

const deadlineMs = 12_000;

/** A socket that carries out a plan, and keeps what it hears as text without understanding it, as the generator does. */
export class TextSocket {
  /** All that came, one frame a line. */
  heard = '';
  private readonly lookers = new Set<() => void>();

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: RawData) => {
      this.heard += `${String(data)}\n`;
      for (const look of [...this.lookers]) look();
    });
  }

  /** Opens a socket and takes the steps of the plan. */
  static async open(url: string, { path, protocol, headers, steps }: SocketPlan): Promise<TextSocket> {
    const options: ClientRequestArgs = { headers: { ...headers } };
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}${path}`, protocol, options);
    const opened = new TextSocket(socket);
    await once(socket, 'open');
    for (const { send, until } of steps) {
      if (send !== null) opened.send(send);
      if (until !== null) await opened.hears(until);
    }
    return opened;
  }

  send(frame: string): void {
    this.socket.send(frame);
  }

  /** Resolves once the text has come. */
  hears(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => done(new Error(`never heard ${text}, but:\n${this.heard}`)), deadlineMs);
      const look = (): void => {
        if (this.heard.includes(text)) done();
      };
      const done = (error?: Error): void => {
        clearTimeout(timer);
        this.lookers.delete(look);
        if (error) reject(error);
        else resolve();
      };
      this.lookers.add(look);
      look();
    });
  }

  close(): void {
    this.socket.terminate();
  }
}
