import { z } from 'zod';
import { parseStorageUrl } from '../storage/storage-url.js';

const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false', 'on', 'off', '1', '0'])
    .default(fallback ? 'true' : 'false')
    .transform((value) => value === 'true' || value === 'on' || value === '1');

const whole = (fallback: number, min: number, max: number) =>
  z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`)
    .default(fallback);

const url = (...protocols: string[]) =>
  z.string().refine(
    (value) => {
      try {
        return protocols.includes(new URL(value).protocol.slice(0, -1));
      } catch {
        return false;
      }
    },
    { message: `must be a URL that begins with ${protocols.map((p) => `${p}://`).join(' or ')}` },
  );

const list = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  );

// Apps in a shell have origins of their own, such as capacitor://localhost. Browsers send neither path nor capitals.
const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@A-Z]+\/*$/;
const origins = list.refine((all) => all.every((origin) => origin === '*' || ORIGIN.test(origin)), {
  message: 'must be origins in small letters and without a path, such as https://chat.example.org, or *',
});

/**
 * Every setting, by the name of its environment variable. `.env.example` is generated from this:
 * the description is the comment, the default the value.
 */
export const settings = {
  NODE_ENV: z
    .enum(['development', 'production', 'test'])
    .default('development')
    .describe('development, production or test. In production logs are JSON and JWT_SECRET matters more.'),
  HOST: z.string().default('0.0.0.0').describe('Address to listen on.'),
  PORT: whole(3000, 0, 65535).describe('Port to listen on; 0 takes a free one.'),
  PUBLIC_URL: url('http', 'https')
    .optional()
    .describe(
      'Where clients reach this server, for links in mail and attachment addresses. Default: http://localhost:PORT',
    ),
  DATA_DIR: z
    .string()
    .min(1)
    .default('./data')
    .describe('Folder for the SQLite file, attachments, mail in development and the generated secret.'),
  DATABASE_URL: url('sqlite', 'mysql', 'mariadb')
    .optional()
    .describe('mysql://user:password@host:3306/name (MariaDB 10.6+ or MySQL 8). Default: sqlite file in DATA_DIR.'),
  DATABASE_POOL_SIZE: whole(10, 2, 200).describe('Connections to MariaDB or MySQL, beside two for sending.'),
  DATABASE_TIMEOUT_MS: whole(4000, 100, 60000).describe(
    'How long a query, with the wait for a connection, may take before the client is told to try again, in milliseconds.',
  ),
  DATABASE_START_TIMEOUT_SECONDS: whole(60, 0, 3600).describe(
    'How long to wait at start for a MariaDB or MySQL that does not answer yet, in seconds.',
  ),
  MIGRATE_ON_START: flag(true).describe('Bring the database up to date at start.'),
  REDIS_URL: url('redis', 'rediss')
    .optional()
    .describe(
      'redis://host:6379. Needed as soon as two processes share a database; without it they hear of each other through the database alone, within seconds.',
    ),
  REDIS_PREFIX: z
    .string()
    .regex(/^[\w:-]{1,64}$/, 'must be 1 to 64 letters, digits, _, : or -')
    .default('wireside')
    .describe('Begins every Redis key and channel.'),
  MULTI_NODE: flag(false).describe(
    'Several processes share this database. Implied by REDIS_URL; makes JWT_SECRET mandatory.',
  ),
  JWT_SECRET: z
    .string()
    .min(32, 'must have at least 32 characters')
    .optional()
    .describe(
      'Signs access tokens; at least 32 characters, the same on all nodes. Single node: made once and kept in DATA_DIR.',
    ),
  ACCESS_TOKEN_TTL_SECONDS: whole(900, 5, 86400).describe('Life of an access token, in seconds.'),
  REFRESH_TOKEN_TTL_SECONDS: whole(30 * 86400, 60, 400 * 86400).describe('Life of an unused session, in seconds.'),
  ROOM_TICKET_TTL_SECONDS: whole(60, 1, 3600).describe('Within how many seconds a room ticket must open its socket.'),
  PASSWORD_RESET_TTL_SECONDS: whole(3600, 60, 86400).describe('Life of a password reset link, in seconds.'),
  PASSWORD_RESET_URL: url('http', 'https')
    .optional()
    .describe("The front end's page that sets a new password; `?token=…` is added. Default: PUBLIC_URL/reset-password"),
  ADMIN_ACCOUNTS: list.describe('Account numbers or e-mail addresses of administrators, separated by commas.'),
  CORS_ORIGINS: origins.describe(
    'Origins that browsers may call from (HTTP and WebSocket), separated by commas, for example https://chat.example.org. PUBLIC_URL is always allowed; in development every localhost origin is; * allows all.',
  ),
  TRUST_PROXY: z
    .string()
    .default('')
    .describe(
      'Addresses of reverse proxies whose X-Forwarded-For is believed, separated by commas, or a number of hops.',
    ),
  SMTP_URL: url('smtp', 'smtps')
    .optional()
    .describe('smtp://user:password@host:587. Without it mail is written to DATA_DIR/mail.'),
  MAIL_FROM: z.string().default('Wireside <no-reply@localhost>').describe('Sender of mail.'),
  STORAGE_URL: z
    .string()
    .refine((value) => parseStorageUrl(value) !== null, {
      message:
        'must be s3://bucket, optionally with ?region=, endpoint=, publicEndpoint=, prefix=, forcePathStyle=true|false, conditionalWrites=true|false',
    })
    .optional()
    .describe(
      "s3://bucket?region=…&endpoint=… keeps attachments in S3 or a compatible store; credentials come from AWS's usual places (AWS_ACCESS_KEY_ID and the like). Default: DATA_DIR/files, which several nodes must share.",
    ),
  ATTACHMENT_MAX_BYTES: whole(50 * 1024 * 1024, 1024, 2 ** 31 - 1).describe('Largest attachment, in bytes.'),
  ATTACHMENT_UPLOAD_TTL_SECONDS: whole(3600, 30, 86400).describe('Within how many seconds an upload must be finished.'),
  ATTACHMENT_URL_TTL_SECONDS: whole(900, 10, 86400).describe(
    'Longest life of an attachment address, in seconds; whoever asks is given one that lasts at least half of it.',
  ),
  ATTACHMENT_TYPES: list
    .refine((types) => types.every((type) => /^[a-z]+\/(\*|[\w.+-]+)$/i.test(type)), {
      message: 'must be content types such as image/*, application/pdf, separated by commas',
    })
    .describe(
      'Content types that may be uploaded, decided from the content, separated by commas, for example image/*,video/*,audio/*,application/pdf. Unknown content is application/octet-stream. Default: all.',
    ),
  MESSAGE_MAX_CHARACTERS: whole(10000, 1, 16000).describe('Longest message text, in characters (Unicode code points).'),
  MESSAGE_EDIT_WINDOW_SECONDS: whole(24 * 3600, 0, 10 * 365 * 86400).describe(
    'How long a message can be edited, in seconds; 0 = always.',
  ),
  MESSAGE_RECALL_WINDOW_SECONDS: whole(24 * 3600, 0, 10 * 365 * 86400).describe(
    'How long its sender can recall a message, in seconds; 0 = always.',
  ),
  WHO_MAY_CREATE_ROOMS: z
    .enum(['everyone', 'admins'])
    .default('everyone')
    .describe('everyone who is signed in, or admins: administrators only.'),
  ROOM_MAX_MEMBERS: whole(10000, 2, 1000000).describe('Most members of a room.'),
  RATE_LIMITS: z.enum(['on', 'off']).default('on').describe('off only for load tests; named loudly at start.'),
  WEB_APP: flag(true).describe('Serve the web application at /.'),
  PLAYGROUND: flag(true).describe('Serve the explorer at /graphql to browsers.'),
  INTROSPECTION: flag(true).describe('Answer introspection queries; the playground needs it.'),
  GRAPHQL_MAX_DEPTH: whole(16, 3, 100).describe('Deepest selection of an operation.'),
  GRAPHQL_MAX_ALIASES: whole(30, 0, 1000).describe('Most aliases in an operation.'),
  GRAPHQL_MAX_DIRECTIVES: whole(30, 0, 1000).describe('Most directives in an operation.'),
  GRAPHQL_MAX_TOKENS: whole(4000, 100, 100000).describe('Most lexical tokens in a document.'),
  GRAPHQL_MAX_COST: whole(20000, 100, 1000000).describe(
    'Highest estimated cost of an operation: about how many objects and values its answer can hold.',
  ),
  HTTP_BODY_MAX_BYTES: whole(262144, 1024, 16777216).describe('Largest GraphQL request over HTTP, in bytes.'),
  SOCKET_MESSAGE_MAX_BYTES: whole(262144, 1024, 16777216).describe('Largest message on a WebSocket, in bytes.'),
  SOCKET_INIT_TIMEOUT_MS: whole(5000, 100, 60000).describe(
    'How long a socket may take to send connection_init, in milliseconds.',
  ),
  SOCKET_KEEPALIVE_MS: whole(12000, 500, 120000).describe(
    'Ping interval; a socket that has not answered by the next is ended. In milliseconds.',
  ),
  SOCKET_MAX_SUBSCRIPTIONS: whole(100, 1, 10000).describe('Most operations under way on one socket.'),
  SOCKET_MAX_PER_USER: whole(20, 1, 10000).describe('Most sockets of one user on one node.'),
  SOCKET_MAX_PER_ADDRESS: whole(200, 1, 100000).describe('Most sockets from one address on one node.'),
  SOCKET_MAX_BUFFERED_BYTES: whole(1048576, 16384, 67108864).describe(
    'Unsent bytes after which a slow reader is cut off with close code 4413, to resume later.',
  ),
  INBOX_REPLAY_MAX_EVENTS: whole(1000, 1, 100000).describe(
    'Most missed events replayed for one conversation; above it the inbox says Reset.',
  ),
  INBOX_REPLAY_MAX_TOTAL_EVENTS: whole(20000, 1, 1000000).describe(
    'Most missed events replayed for one resume; conversations beyond it get a Reset.',
  ),
  PRESENCE: flag(true).describe('Tell people who is there and when others were last there; off: nobody is told.'),
  PRESENCE_EXPIRY_MS: whole(30000, 1000, 600000).describe(
    'After how long people connected to a node that died count as gone, in milliseconds; heartbeats come three times as often.',
  ),
  DELIVERY_POLL_MS: whole(2000, 50, 10000).describe(
    'How often the database is asked for changes that no notification announced, in milliseconds.',
  ),
  SHUTDOWN_TIMEOUT_MS: whole(10000, 500, 14000).describe(
    'How long requests in flight may take at shutdown, in milliseconds.',
  ),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('Least severe level that is logged.'),
  METRICS: flag(true).describe('Serve Prometheus metrics at /metrics.'),
  METRICS_TOKEN: z
    .string()
    .min(16, 'must have at least 16 characters')
    .optional()
    .describe('Bearer token that /metrics asks for. Without it /metrics answers only requests from this machine.'),
} as const;

export type SettingName = keyof typeof settings;

export const settingsSchema = z.object(settings);

export type Settings = z.output<typeof settingsSchema>;
