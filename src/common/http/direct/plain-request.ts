import type { IncomingMessage } from 'node:http';

/** A GraphQL request as it stands in a body. */
export interface PlainOperation {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}

const JSON_BODY: ReadonlySet<string> = new Set([
  'application/json',
  'application/json;charset=utf-8',
  'application/json; charset=utf-8',
  'application/json; charset=UTF-8',
]);

const JSON_ANSWER = 'application/json; charset=utf-8';
const GRAPHQL_ANSWER = 'application/graphql-response+json; charset=utf-8';

/** What common clients accept, and the content type that Apollo Server chooses for it. */
const ANSWER_TYPES: ReadonlyMap<string, string> = new Map([
  ['', JSON_ANSWER],
  ['*/*', JSON_ANSWER],
  ['application/json', JSON_ANSWER],
  ['application/json, */*', JSON_ANSWER],
  ['application/json, text/plain, */*', JSON_ANSWER],
  ['application/graphql-response+json', GRAPHQL_ANSWER],
  ['application/graphql-response+json, application/json', GRAPHQL_ANSWER],
  ['application/graphql-response+json,application/json;q=0.9', GRAPHQL_ANSWER],
  ['application/graphql-response+json, application/json;q=0.9', GRAPHQL_ANSWER],
  [
    'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
    GRAPHQL_ANSWER,
  ],
]);

/** The content type of the answer that a client wants; undefined when that takes thought. */
export const answerTypeOf = (accept: string | undefined): string | undefined => ANSWER_TYPES.get(accept ?? '');

/** The length of the body of a JSON POST to `path`; null for every other request, and for bodies of unknown length. */
export function plainLength({ method, url, headers }: IncomingMessage, path: string): number | null {
  if (method !== 'POST' || url !== path || !JSON_BODY.has(headers['content-type'] ?? '')) return null;
  const length = headers['content-length'];
  if (length === undefined || headers['transfer-encoding'] !== undefined || headers.expect !== undefined) return null;
  return /^[1-9]\d{0,8}$/.test(length) ? Number(length) : null;
}

/** Names by which a body could reach for a prototype, spelled out or escaped: Fastify takes them out. */
const SUSPECT = /__proto__|constructor|\\u00/;

/** The operation of a body; null when it is not surely one, and nothing but one. Apollo Server words what is wrong with it. */
export function plainOperation(body: Buffer): PlainOperation | null {
  const text = body.toString();
  if (SUSPECT.test(text)) return null;
  let request: unknown;
  try {
    request = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(request)) return null;
  const { query, operationName = null, variables = null, extensions = null } = request;
  if (typeof query !== 'string' || query === '') return null;
  if (operationName !== null && typeof operationName !== 'string') return null;
  if (variables !== null && !isRecord(variables)) return null;
  // Stored queries are refused by Apollo Server.
  if (extensions !== null && (!isRecord(extensions) || 'persistedQuery' in extensions)) return null;
  return { query, operationName, variables: variables ?? undefined };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
