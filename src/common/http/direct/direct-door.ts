import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { Injectable, Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { LRUCache } from 'lru-cache';
import { Config } from '../../config/config.js';
import { DirectOperations } from '../../graphql/direct-operations.js';
import { Readiness } from '../../health/readiness.js';
import { newRequestId } from '../../ids/ids.js';
import { HttpTraffic } from '../http-traffic.js';
import { Origins } from '../origins.js';
import { RequestContexts } from '../request-contexts.js';
import { AnswerHeaders } from './answer-headers.js';
import { answerTypeOf, plainLength, plainOperation } from './plain-request.js';
import { noteReadAhead, type ReadAhead } from './read-ahead.js';

const REMEMBERED_HOSTS = 100;

/** A request that may be answered here, as far as its head tells. */
interface Plain {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly answerType: string;
}

/**
 * Answers plain GraphQL requests before Fastify and Apollo Server see them: a JSON POST of an operation whose document
 * has been validated before, which most requests are. Everything else, and whatever is wrong with one, is left to them,
 * so there is nothing to word here; what both answer is the same, by test/direct-door.e2e-spec.ts. See docs/adr/0016.
 */
@Injectable()
export class DirectDoor {
  private readonly logger = new Logger('HTTP');
  private readonly hosts = new LRUCache<string, boolean>({ max: REMEMBERED_HOSTS });
  private headers: AnswerHeaders | null = null;
  private path = '';
  private behind: RequestListener = () => undefined;

  constructor(
    private readonly config: Config,
    private readonly operations: DirectOperations,
    private readonly contexts: RequestContexts,
    private readonly origins: Origins,
    private readonly traffic: HttpTraffic,
    private readonly readiness: Readiness,
  ) {}

  /** Puts itself before the application, which must be ready. */
  async attach(app: NestFastifyApplication, path: string): Promise<void> {
    // Every answer is logged by Fastify's hook then.
    if (['debug', 'trace'].includes(this.config.settings.LOG_LEVEL)) return;
    this.headers = await AnswerHeaders.learn(app, path, new URL(this.config.publicUrl).origin);
    if (!this.headers) return this.logger.warn('all GraphQL requests take the long way: a sample was refused');
    this.path = path;
    const http: Server = app.getHttpServer();
    const listeners = http.listeners('request') as RequestListener[];
    this.behind = (request, response) => listeners.forEach((listener) => listener.call(http, request, response));
    http.removeAllListeners('request');
    http.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const length = http.listening ? plainLength(request, this.path) : null;
      const answerType = answerTypeOf(request.headers.accept);
      if (length === null || answerType === undefined || !this.mayTake(request, length))
        return this.behind(request, response);
      this.traffic.enter(response);
      this.read({ request, response, answerType }, length);
    });
  }

  private mayTake({ headers: { host, origin } }: IncomingMessage, length: number): boolean {
    if (this.readiness.isDraining || length > this.config.settings.HTTP_BODY_MAX_BYTES) return false;
    return this.isHost(host) && this.origins.permits(origin, host);
  }

  private isHost(host: string | undefined): boolean {
    if (host === undefined) return false;
    let known = this.hosts.get(host);
    if (known === undefined) this.hosts.set(host, (known = URL.canParse(this.path, `http://${host}`)));
    return known;
  }

  private read(plain: Plain, length: number): void {
    const chunks: Buffer[] = [];
    let got = 0;
    plain.request.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      got += chunk.length;
      // Not at 'end', which comes two turns of the queue later. Node lets no more through than was announced.
      if (got === length) this.take(plain, chunks.length === 1 ? chunk : Buffer.concat(chunks));
    });
  }

  private take(plain: Plain, body: Buffer): void {
    const operation = plainOperation(body);
    const document = operation && this.operations.documentOf(operation);
    const requestId = newRequestId();
    if (!document || this.readiness.isDraining) return this.leave(plain, { requestId, body, context: null });
    const context = this.contexts.ofRequest(plain.request, requestId);
    const found = { requestId, body, context };
    context.then(
      (value) => this.execute(plain, found, this.operations.execute(operation, document, value)),
      () => this.leave(plain, found),
    );
  }

  private async execute(plain: Plain, found: ReadAhead, answer: Promise<string | null>): Promise<void> {
    let text: string | null;
    try {
      text = await answer;
    } catch (error) {
      return this.answer(plain, 500, this.operations.failure(error, found.requestId));
    }
    if (text === null) this.leave(plain, found);
    else this.answer(plain, 200, text);
  }

  private leave({ request, response }: Plain, found: ReadAhead): void {
    noteReadAhead(request, found);
    this.behind(request, response);
  }

  private answer({ request, response, answerType }: Plain, status: number, text: string): void {
    const length = String(Buffer.byteLength(text));
    const own = ['content-type', answerType, 'content-length', length];
    response.writeHead(status, [...own, ...(this.headers as AnswerHeaders).of(request.headers.origin)]);
    response.end(text);
  }
}
