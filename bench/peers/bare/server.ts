import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { LISTEN } from './peer.js';
import { ready } from '../support/ready.js';
import { BareReads } from './reads.js';
import { writerOf, type Incoming, type WriteMode } from './writes.js';

/**
 * The least that could do the job: `ws` that broadcasts ready bytes, one INSERT for each message (or several rows in one),
 * `http` with a prepared statement. It knows no people, checks nothing, and routes nothing.
 */
const mode = (process.argv[2] ?? 'single') as WriteMode;
const databaseUrl = process.env.DATABASE_URL ?? '';
const write = writerOf(mode, databaseUrl);
const reads = new BareReads(databaseUrl);

const server = createServer((request, response) => {
  take(request).then(
    (body) => respond(request.url ?? '', body, response),
    () => response.destroy(),
  );
});

async function take(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  return body;
}

function respond(path: string, body: string, response: ServerResponse): void {
  const work = path === '/send' ? store(body) : reads.answer(path.slice(1), JSON.parse(body));
  work.then(
    (text) => response.setHeader('Content-Type', 'application/json').end(text),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
}

async function store(text: string): Promise<string> {
  const message = JSON.parse(text) as Incoming;
  const id = await write(message);
  return JSON.stringify({ id, clientMessageId: message.clientMessageId });
}

const listeners = new Set<WebSocket>();

function listen(socket: WebSocket): void {
  listeners.add(socket);
  socket.on('close', () => listeners.delete(socket));
  socket.send(LISTEN);
}

const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, clientTracking: false });
server.on('upgrade', (request, stream, head) =>
  sockets.handleUpgrade(request, stream, head, (socket) => {
    socket.on('error', () => undefined);
    if (request.url === '/broadcast') {
      socket.on('message', (data: Buffer) => {
        if (data.length === LISTEN.length) listen(socket);
        else for (const listener of listeners) listener.send(data, { binary: false });
      });
    } else {
      socket.on('message', (data) => {
        store(String(data)).then(
          (answer) => socket.send(answer),
          (error: unknown) => socket.send(String(error)),
        );
      });
    }
  }),
);

server.listen(0, '127.0.0.1', () => ready((server.address() as AddressInfo).port));
process.once('SIGTERM', () => process.exit(0));
