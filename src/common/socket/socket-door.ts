import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import { GraphQLError, type ExecutionArgs } from 'graphql';
import { handleProtocols, makeServer, type Context, type Server } from 'graphql-ws';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { TokenVerifier } from '../auth/token-verifier.js';
import type { VerifiedViewer } from '../auth/viewer.js';
import { Config } from '../config/config.js';
import { AppError, unavailable } from '../errors/app-error.js';
import { ErrorFormatter } from '../graphql/error-formatter.js';
import type { GraphqlContext } from '../graphql/graphql-context.js';
import { LoaderCache } from '../graphql/loader-cache.js';
import { newRequestId } from '../ids/ids.js';
import { CloseCode } from './close-codes.js';
import { forgetTimeout } from './forget-timeout.js';
import { SocketHeartbeat } from './socket-heartbeat.js';
import { SocketGuards } from './socket-guards.js';
import { SocketConnection } from './socket-connection.js';
import { ShortWay } from './short-way.js';
import { SocketOperations, type SocketRequest } from './socket-operations.js';
import { SocketRegistry } from './socket-registry.js';

interface Extra {
  readonly connection: SocketConnection;
}

type Mutable<T> = { -readonly [Property in keyof T]: T[Property] };

interface Accepted {
  readonly socket: WebSocket;
  /** What the socket was made of. */
  readonly stream: Duplex;
}

type SocketContext = Context<Record<string, unknown>, Extra>;

export const GRAPHQL_PATH = '/graphql';

const MAX_ID_LENGTH = 256;

/**
 * The WebSocket door: graphql-ws (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md) with the same locks
 * as HTTP. It takes queries and mutations as well as subscriptions.
 */
@Injectable()
export class SocketDoor {
  private readonly logger = new Logger(SocketDoor.name);
  private readonly server: WebSocketServer;
  private readonly protocol: Server<Extra>;
  private readonly heartbeat: SocketHeartbeat;
  private readonly shortWay: ShortWay;
  private draining = false;

  constructor(
    private readonly config: Config,
    private readonly verifier: TokenVerifier,
    private readonly operations: SocketOperations,
    private readonly formatter: ErrorFormatter,
    private readonly registry: SocketRegistry,
    private readonly guards: SocketGuards,
  ) {
    this.server = new WebSocketServer({
      noServer: true,
      maxPayload: config.settings.SOCKET_MESSAGE_MAX_BYTES,
      perMessageDeflate: false,
      clientTracking: false,
      handleProtocols,
    });
    this.heartbeat = new SocketHeartbeat(config.settings.SOCKET_KEEPALIVE_MS);
    this.protocol = this.makeProtocol();
    this.shortWay = new ShortWay(operations, formatter, (...asked) => this.prepare(...asked));
  }

  /** Takes the upgrades of an HTTP server. Those to other paths are refused at once. */
  attach(http: HttpServer): void {
    http.on('upgrade', (request, stream, head) => this.upgrade(request, stream, head));
  }

  /**
   * Takes no more sockets or operations, lets those under way be answered, and ends all sockets, for clients to come back
   * elsewhere.
   * @param patienceMs how long operations under way may take
   */
  async drain(patienceMs: number): Promise<void> {
    this.draining = true;
    await this.operations.settled(patienceMs);
    this.registry.closeAll(CloseCode.SERVICE_RESTART, 'Service restart');
    await this.registry.emptied(patienceMs);
  }

  private upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on('error', destroy);
    const address = this.guards.addresses.of(request);
    const refusal = this.refusalOf(request, address);
    if (refusal) return refuse(stream, refusal);
    this.server.handleUpgrade(request, stream, head, (socket) => this.accept({ socket, stream }, request, address));
  }

  private refusalOf(request: IncomingMessage, address: string): string | null {
    const path = (request.url ?? '').split('?', 1)[0];
    if (path !== GRAPHQL_PATH) return '404 Not Found';
    if (!this.guards.origins.permits(request.headers.origin, request.headers.host)) return '403 Forbidden';
    if (this.draining) return '503 Service Unavailable';
    if (!this.registry.mayOpen(address)) return '429 Too Many Requests';
    return null;
  }

  private accept({ socket, stream }: Accepted, request: IncomingMessage, address: string): void {
    const userAgent = (request.headers['user-agent'] ?? '').slice(0, 255);
    const connection = new SocketConnection(socket, (gate) => this.operations.writerFor(stream, gate), {
      address,
      userAgent,
    });
    forgetTimeout(stream);
    connection.awaitInit(this.config.settings.SOCKET_INIT_TIMEOUT_MS);
    this.registry.add(connection);
    this.heartbeat.add(socket);
    socket.on('error', this.onSocketError);
    const closed = this.protocol.opened(
      {
        protocol: socket.protocol,
        // Nobody waits until it is written: of a peer that does not read, no more is taken (`prepare`).
        send: (data) => connection.writer.say(data),
        close: (code, reason) => connection.close(code ?? CloseCode.INTERNAL, reason ?? ''),
        onMessage: (handle) => {
          socket.on('message', (data, isBinary) => {
            // Closed is closed, also while the peer has yet to answer.
            if (!connection.isOpen) return;
            if (isBinary) {
              connection.writer.flush();
              return socket.close(CloseCode.BAD_MESSAGE, 'Invalid message received');
            }
            const message = messageOf(data);
            (this.shortWay.answer(connection, message) ?? handle(message)).catch((error: unknown) => {
              this.logger.error({ err: error }, 'a socket message failed');
              connection.writer.flush();
              socket.close(CloseCode.INTERNAL, 'Internal error');
            });
          });
        },
      },
      { connection },
    );
    socket.on('close', (code, reason) => {
      this.heartbeat.remove(socket);
      closed(code, String(reason)).catch((error: unknown) =>
        this.logger.error({ err: error }, 'closing a socket failed'),
      );
    });
  }

  private readonly onSocketError = (error: Error): void => this.logger.debug({ err: error }, 'socket error');

  private makeProtocol(): Server<Extra> {
    return makeServer<Record<string, unknown>, Extra>({
      // The connection waits for it: a timer of its own would be kept for as long as the socket lives.
      connectionInitWaitTimeout: 0,
      onConnect: (context) => this.connect(context),
      onSubscribe: (context, id, payload) => {
        const prepared = this.prepare(context.extra.connection, id, payload);
        if (!Array.isArray(prepared)) operationIds.set(prepared.contextValue as GraphqlContext, id);
        return prepared;
      },
      execute: (args) => this.operations.execute(args).finally(() => finish(args)),
      subscribe: (args) => this.subscribe(args),
      onNext: (_context, _id, _payload, args, result) =>
        result.errors
          ? { ...result, errors: result.errors.map((error) => this.formatter.format(error, requestIdOf(args))) }
          : undefined,
      onError: (_context, _id, _payload, errors) => {
        const requestId = newRequestId();
        return errors.map((error) => this.formatter.format(error, requestId));
      },
    });
  }

  private async subscribe(args: ExecutionArgs): ReturnType<SocketOperations['subscribe']> {
    const context = args.contextValue as GraphqlContext;
    const { writer } = context.socket as SocketConnection;
    try {
      const operationId = operationIds.get(context) as string;
      const result = await this.operations.subscribe(args, { operationId, writer, onEnd: finish });
      if (!(Symbol.asyncIterator in result)) finish(args);
      return result;
    } catch (error) {
      finish(args);
      throw error;
    }
  }

  /** Decides on connection_init. Without a token the socket may use what is public. */
  private async connect(context: SocketContext): Promise<boolean> {
    const { connection } = context.extra;
    connection.begun();
    connection.protocol = context;
    try {
      const verified = await this.verify(context.connectionParams ?? {});
      if (!verified) return true;
      const { viewer, expiresAt } = verified;
      if (!this.registry.mayAuthenticate(viewer.userId)) {
        connection.close(CloseCode.TRY_AGAIN_LATER, 'Too many sockets');
        return true;
      }
      this.registry.authenticated(connection, viewer.userId);
      connection.extend(viewer, expiresAt);
      await this.guards.sessions.watch(connection);
      return true;
    } catch (error) {
      if (error instanceof AppError && error.code !== 'UNAVAILABLE') return false;
      this.logger.warn({ err: error }, 'a socket could not be authenticated');
      connection.close(CloseCode.TRY_AGAIN_LATER, 'Try again later');
      return true;
    } finally {
      // The token is checked, and graphql-ws would keep it for as long as the socket lives.
      (context as Mutable<SocketContext>).connectionParams = undefined;
    }
  }

  private async verify(params: Record<string, unknown>): Promise<VerifiedViewer | null> {
    const authorization = params.authorization ?? params.Authorization;
    if (params.ticket !== undefined && params.ticket !== null)
      return this.verifier.verifyTicket(typeof params.ticket === 'string' ? params.ticket : '');
    if (authorization === undefined || authorization === null || authorization === '') return null;
    return this.verifier.verifyAuthorization(typeof authorization === 'string' ? authorization : '');
  }

  private prepare(connection: SocketConnection, id: string, request: SocketRequest): ExecutionArgs | GraphQLError[] {
    const { SOCKET_MAX_SUBSCRIPTIONS: limit, SOCKET_MAX_BUFFERED_BYTES } = this.config.settings;
    if (id.length > MAX_ID_LENGTH) {
      // Every answer carries it.
      connection.close(CloseCode.BAD_MESSAGE, 'Operation id is too long');
      return [new AppError('BAD_REQUEST', 'Operation id is too long')];
    }
    if (connection.bufferedBytes > SOCKET_MAX_BUFFERED_BYTES) {
      connection.close(CloseCode.SLOW_READER, 'Slow reader');
      return [unavailable('The client, whose answers wait,')];
    }
    if (connection.operationCount >= limit)
      return [new AppError('TOO_LARGE', 'Too many operations under way on this socket', { limit })];
    if (this.draining) return [unavailable('The server is restarting and')];
    if (connection.isExpired) {
      connection.close(CloseCode.SESSION_EXPIRED, 'Session expired');
      return [new AppError('UNAUTHENTICATED', 'Session expired')];
    }
    if (!connection.begin(id))
      return [new AppError('BAD_REQUEST', 'An operation of this id is not over yet: take another', { field: 'id' })];
    const prepared = this.prepareChecked(connection, id, request);
    // graphql-ws holds the payload until the operation is over. Its text is parsed, and for the others one and the same.
    (request as Mutable<SocketRequest>).query = '';
    if (Array.isArray(prepared)) connection.finish(id);
    return prepared;
  }

  private prepareChecked(
    connection: SocketConnection,
    id: string,
    request: SocketRequest,
  ): ExecutionArgs | GraphQLError[] {
    try {
      return this.operations.prepare(request, contextOf(connection));
    } catch (error) {
      this.logger.error({ err: error, id }, 'an operation could not be prepared');
      return [new AppError('INTERNAL', 'Something went wrong')];
    }
  }
}

/** The id of each operation under way. */
const operationIds = new WeakMap<GraphqlContext, string>();

/** The operation is over: its id may be used again. */
function finish(args: ExecutionArgs): void {
  const context = args.contextValue as GraphqlContext;
  const id = operationIds.get(context);
  if (id !== undefined && context.socket instanceof SocketConnection) context.socket.finish(id);
}

const contextOf = (connection: SocketConnection): GraphqlContext => ({
  door: 'socket',
  viewer: connection.viewer,
  authError: null,
  requestId: newRequestId(),
  address: connection.origin.address,
  userAgent: connection.origin.userAgent,
  socket: connection,
  loaders: new LoaderCache(),
});

const requestIdOf = (args: ExecutionArgs): string => (args.contextValue as GraphqlContext).requestId;

/**
 * Parsed here: graphql-ws takes parsed messages as well as texts, but would hold the text for as long as the subscription
 * lives (docs/performance.md). What is no object is left to it to refuse.
 */
function messageOf(data: RawData): string {
  const text = String(data);
  try {
    const message: unknown = JSON.parse(text);
    return typeof message === 'object' && message !== null ? (message as unknown as string) : text;
  } catch {
    return text;
  }
}

// Not a closure: it would keep the request and its headers for as long as the socket lives (docs/performance.md).
function destroy(this: Duplex): void {
  this.destroy();
}

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
