import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Names and values in turn, as `writeHead` takes them. */
type Headers = readonly string[];

/** What differs from one answer to the next, or is Node's to say. */
const OF_ONE_ANSWER: ReadonlySet<string> = new Set([
  ...['connection', 'content-length', 'content-type', 'date', 'keep-alive', 'transfer-encoding'],
]);

/**
 * The headers of every good answer. They are what Fastify with all its plugins said to two requests at start, one of
 * them from an allowed origin: whatever is set there is said here.
 */
export class AnswerHeaders {
  private constructor(
    private readonly plain: Headers,
    private readonly toOrigin: Headers,
    private readonly sampleOrigin: string,
  ) {}

  /** Null when the samples were not answered as expected. */
  static async learn(app: NestFastifyApplication, path: string, sampleOrigin: string): Promise<AnswerHeaders | null> {
    const plain = await sample(app, path, {});
    const toOrigin = await sample(app, path, { origin: sampleOrigin });
    return plain && toOrigin && new AnswerHeaders(plain, toOrigin, sampleOrigin);
  }

  /** @param origin of the page that asks, which must be an allowed one; undefined for what is no page */
  of(origin: string | undefined): Headers {
    if (origin === undefined) return this.plain;
    return this.toOrigin.map((value) => (value === this.sampleOrigin ? origin : value));
  }
}

async function sample(
  app: NestFastifyApplication,
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<Headers | null> {
  const answer = await app.inject({ method: 'POST', url, headers, payload: { query: '{ __typename }' } });
  if (answer.statusCode !== 200) return null;
  return Object.entries(answer.headers).flatMap(([name, value]) =>
    value === undefined || OF_ONE_ANSWER.has(name) ? [] : [name, String(value)],
  );
}
