import { join } from 'node:path';
import type { Settings } from '../../test/support/settings.js';

interface Patch {
  /** Below dist/src. */
  readonly file: string;
  /** A regular expression that must fit the built source. */
  readonly find: string;
  readonly put: string;
}

/** A fault of the sort that chat servers have, and the attack that must catch it. */
export interface Plant {
  readonly name: string;
  readonly attack: string;
  readonly patches: readonly Patch[];
  /** It loses nothing, but comes late. */
  readonly byTime?: boolean;
}

const pause = (ms: number): string => `await new Promise((resolve) => setTimeout(resolve, ${ms}));`;

export const plants: readonly Plant[] = [
  {
    name: 'publish before commit',
    attack: 'kill-database',
    patches: [
      {
        file: 'common/database/unit-of-work.js',
        find: String.raw`this\.events\.publish\(transaction\.events\);`,
        put: '',
      },
      {
        file: 'common/database/unit-of-work.js',
        find: String.raw`await transaction\.commit\(\);`,
        put: `this.events.publish(transaction.events); ${pause(20)} await transaction.commit();`,
      },
      // Or a batch of sends would be committed with its last statements, before anything is published.
      {
        file: 'common/database/transaction.js',
        find: String.raw`const results = await this\.run\(statements, true\);\s*this\.ended = true;\s*return results;`,
        put: 'return this.run(statements, false);',
      },
    ],
  },
  {
    name: 'no unique client id',
    attack: 'resend',
    patches: [
      {
        file: 'modules/messages/send-request.js',
        find: String.raw`=> clientMessageId\.toLowerCase\(\)`,
        put: '=> clientMessageId.slice(0, 36).toLowerCase() + Math.random()',
      },
    ],
  },
  {
    name: 'MAX(seq) + 1',
    attack: 'kill-node',
    patches: [
      {
        file: 'modules/conversations/batch-log.js',
        find: String.raw`\$\{forUpdate\}`,
        put: '',
      },
      {
        file: 'modules/conversations/batch-log.js',
        find: String.raw`\$\{nowMs\} AS now FROM`,
        put: '${nowMs} AS now, (SELECT COALESCE(MAX(m.seq), 0) FROM messages m WHERE m.conversation_id = c.id) AS top FROM',
      },
      {
        file: 'modules/conversations/batch-log.js',
        find: String.raw`const conversations = new Map`,
        put: 'for (const row of rows) row.c_last_seq = Number(row.top); const conversations = new Map',
      },
    ],
  },
  {
    name: 'cursor without regard to commits that come late',
    attack: 'late-commits',
    patches: [
      {
        file: 'modules/messages/inbox/inbox.service.js',
        find: String.raw`wholeSecond\(cursor\.at - resumeOverlapMs\(settings\)\)`,
        put: 'cursor.at',
      },
    ],
  },
  {
    name: 'notify only the own node',
    byTime: true,
    attack: 'redis',
    patches: [
      { file: 'common/realtime/redis-doorbell.js', find: String.raw`\bring\(ring\) \{`, put: 'ring(ring) { return;' },
    ],
  },
  {
    name: 'no membership check on resume',
    attack: 'remove-member',
    patches: [
      {
        file: 'modules/messages/inbox/inbox-plan.js',
        find: String.raw`const follow = participant\.leftRevision === null && conversation\.deletedAt === null;`,
        put: 'const follow = true;',
      },
      {
        file: 'modules/messages/inbox/inbox-plan.js',
        find: String.raw`participant\.leftRevision \?\? conversation\.revision`,
        put: 'conversation.revision',
      },
    ],
  },
  {
    name: 'read before attaching',
    attack: 'cut-followers',
    patches: [
      {
        file: 'common/realtime/feed.js',
        find: String.raw`this\.joined\(attachment\);\s*if \(attachment\.closed\)`,
        put: `${pause(30)} this.joined(attachment); if (attachment.closed)`,
      },
    ],
  },
  {
    name: 'no merge buffer',
    attack: 'kill-node',
    patches: [
      {
        file: 'common/realtime/feed.js',
        find: String.raw`for \(const event of events\)\s*if \(event\.revision > this\.delivered\)\s*\(this\.early \?\?= new Map\(\)\)\.set\(event\.revision, event\);`,
        put: 'for (const event of events) this.deliver(event);',
      },
    ],
  },
  {
    name: 'retry that is not idempotent',
    attack: 'kill-database',
    patches: [
      {
        file: 'modules/messages/send-queue.js',
        find: String.raw`if \(error instanceof AppError && error\.code === 'UNAVAILABLE'\) \{`,
        put: `if (error instanceof AppError && error.code === 'UNAVAILABLE' && !batch[0].again) {
            ${pause(2500)}
            await this.commit(batch.map((one) => ({
              ...one, again: true, request: { ...one.request, clientMessageId: one.request.clientMessageId + '~' },
            })));
        } else if (error instanceof AppError && error.code === 'UNAVAILABLE') {`,
      },
    ],
  },
  {
    name: 'unread by increment, so that recalls do not count down',
    attack: 'kill-node',
    patches: [
      {
        file: 'modules/conversations/unread.js',
        find: String.raw`- \(SELECT COUNT\(\*\) FROM message_recalls r WHERE[^)]*\)`,
        put: '',
      },
    ],
  },
  {
    name: 'epoch ignored',
    attack: 'restore-backup',
    patches: [
      {
        file: 'modules/messages/inbox/inbox.service.js',
        find: String.raw`otherEpoch: cursor !== null && cursor\.epoch !== epoch`,
        put: 'otherEpoch: false',
      },
    ],
  },
  {
    name: 'no limits on the socket',
    attack: 'doors',
    patches: [
      {
        file: 'common/socket/socket-door.js',
        find: String.raw`maxPayload: config\.settings\.SOCKET_MESSAGE_MAX_BYTES`,
        put: 'maxPayload: 1e9',
      },
      {
        file: 'common/graphql/operation-preparer.js',
        find: String.raw`\[\.\.\.specifiedRules, \.\.\.operationLimits\(config\)\]`,
        put: 'specifiedRules',
      },
    ],
  },
  {
    name: 'no Origin check',
    attack: 'doors',
    patches: [
      {
        file: 'common/socket/socket-door.js',
        find: String.raw`!this\.guards\.origins\.permits\(`,
        put: 'false && !this.guards.origins.permits(',
      },
    ],
  },
  {
    name: 'unbounded queue',
    attack: 'slow-readers',
    patches: [
      { file: 'common/socket/socket-registry.js', find: String.raw`if \(stalled \|\|`, put: 'if (false && ' },
      {
        file: 'modules/messages/inbox/subscription-stream.js',
        find: String.raw`const LIMIT = 4000`,
        put: 'const LIMIT = Infinity',
      },
    ],
  },
];

/** What a server is started with to have a fault planted. */
export const settingsFor = ({ patches }: Plant): Settings => ({
  NODE_OPTIONS: `--import=${join(import.meta.dirname, 'preload.mjs')}`,
  CHAOS_PLANT: JSON.stringify(patches),
});
