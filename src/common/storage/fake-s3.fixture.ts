import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../time/clock.js';
import { parseRange } from './http-range.js';

const REGION = 'test-1';
const SECRET = 'fake-secret-access-key';
export const FAKE_S3_CREDENTIALS = { accessKeyId: 'FAKEKEY', secretAccessKey: SECRET };
export const FAKE_S3_REGION = REGION;

/** As much of S3 as the storage uses, with real checks of presigned URLs (signature version 4). */
export class FakeS3 {
  readonly objects = new Map<string, Buffer>();
  /** When set, every request is answered with this status and error code. */
  failure: { status: number; code: string } | null = null;
  private readonly server: Server;

  constructor(private readonly clock: Clock) {
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    if (this.failure) return refuse(response, this.failure.status, this.failure.code);
    const refusal = this.refusalOf(request, url);
    if (refusal) return refuse(response, 403, refusal);

    const stored = this.objects.get(url.pathname);
    switch (request.method) {
      case 'PUT':
        if (stored && request.headers['if-none-match'] === '*') return refuse(response, 412, 'PreconditionFailed');
        this.objects.set(url.pathname, Buffer.concat(chunks));
        return void response.writeHead(200).end();
      case 'DELETE':
        this.objects.delete(url.pathname);
        return void response.writeHead(204).end();
      default:
        return stored ? serve(request, response, url, stored) : refuse(response, 404, 'NoSuchKey');
    }
  }

  private refusalOf(request: IncomingMessage, url: URL): string | null {
    const query = url.searchParams;
    if (!query.has('X-Amz-Signature')) return request.headers.authorization ? null : 'AccessDenied';
    const date = query.get('X-Amz-Date') ?? '';
    const signedAt = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
    const expiresAt = signedAt + Number(query.get('X-Amz-Expires')) * 1000;
    if (signedAt > this.clock.now() || expiresAt <= this.clock.now()) return 'AccessDenied';
    return signatureOf(request, url, date) === query.get('X-Amz-Signature') ? null : 'SignatureDoesNotMatch';
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
function signatureOf(request: IncomingMessage, url: URL, date: string): string {
  const escape = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${escape(name)}=${escape(value)}`)
    .sort()
    .join('&');
  const names = url.searchParams.get('X-Amz-SignedHeaders') ?? '';
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name] ?? '')}\n`);
  const canonical = [request.method, url.pathname, query, headers.join(''), names, 'UNSIGNED-PAYLOAD'].join('\n');
  const day = date.slice(0, 8);
  const scope = `${day}/${REGION}/s3/aws4_request`;
  const hash = createHash('sha256').update(canonical).digest('hex');
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const key = [day, REGION, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${SECRET}`);
  return hmac(key, `AWS4-HMAC-SHA256\n${date}\n${scope}\n${hash}`).toString('hex');
}

function serve(request: IncomingMessage, response: ServerResponse, url: URL, stored: Buffer): void {
  const range = parseRange(request.headers.range, stored.length);
  if (range === 'unsatisfiable') return refuse(response, 416, 'InvalidRange');
  const body = range === 'whole' ? stored : stored.subarray(range.start, range.end + 1);
  response.writeHead(range === 'whole' ? 200 : 206, {
    'content-length': body.length,
    'content-type': url.searchParams.get('response-content-type') ?? 'binary/octet-stream',
    'content-disposition': url.searchParams.get('response-content-disposition') ?? 'inline',
    ...(range === 'whole' ? {} : { 'content-range': `bytes ${range.start}-${range.end}/${stored.length}` }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}
