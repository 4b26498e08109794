import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import { register } from '../../test/support/people.js';
import { atMost, exactly, type Attack } from '../attack.js';
import type { Stage } from '../stage.js';
import { underLoad, wordsFor } from '../under-load.js';
import { HttpWire } from '../wire.js';

const SECRET = 'a secret of the attack itself, so that it can sign';
const PRELOAD = join(import.meta.dirname, '../preload/skewed-clock.mjs');
const MINUTES = 10;
const SETTINGS = { JWT_SECRET: SECRET, ACCESS_TOKEN_TTL_SECONDS: '3600' };

/** One node's clock is ten minutes ahead, then ten minutes behind. */
export const skewedClock: Attack = {
  name: 'skewed-clock',
  title: `clock of one node ± ${MINUTES} minutes`,
  run(context) {
    const { count, log } = context;
    const wish = { writers: count(64, 16), followers: count(24, 8), others: 7 };
    return underLoad(context, { stage: { settings: SETTINGS }, load: wish }, async ({ stage, load }) => {
      let accepted = 0;
      let longest = 0;
      for (const minutes of [MINUTES, -MINUTES]) {
        await stage.node(1).terminate();
        await stage.node(1).start({
          NODE_OPTIONS: `--import=${PRELOAD}`,
          CHAOS_CLOCK_SKEW_MS: String(minutes * 60_000),
        });
        await load.more(wish.writers * count(50, 5), 120_000);
        for (const node of stage.nodes) {
          const { accessToken } = await register(node);
          longest = Math.max(longest, claimsOf(accessToken).exp - Date.now() / 1000 - 3600);
          for (const other of stage.nodes)
            if (await isAccepted(stage, other.index, expiredFor(accessToken, 61))) accepted += 1;
        }
        log(`${minutes} minutes: ${accepted} expired tokens taken, lives longer by ${Math.round(longest)} s at most`);
        await wait(500);
      }
      return {
        load: `${wordsFor(wish)}; two nodes`,
        faults: `the clock of one node ${MINUTES} minutes ahead, then ${MINUTES} minutes behind`,
        figures: () => [
          exactly('tokens taken 61 s past their expiry', accepted, 0),
          atMost('correctness', 'by how much a token lives longer than it should', longest, 60, 's'),
        ],
        void: () => [],
      };
    });
  },
};

interface Claims extends Record<string, unknown> {
  readonly exp: number;
}

const claimsOf = (token: string): Claims =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Claims;

/** The same token as it is some seconds after its end. */
function expiredFor(token: string, seconds: number): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = { ...claimsOf(token), iat: now - seconds - 900, exp: now - seconds };
  const signed = `${token.split('.')[0]}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  return `${signed}.${createHmac('sha256', SECRET).update(signed).digest('base64url')}`;
}

async function isAccepted(stage: Stage, node: number, token: string): Promise<boolean> {
  const reply = await new HttpWire(() => stage.node(node).url, token).ask('{ me { id } }', {}, 60_000);
  if (reply.kind === 'unknown') throw new Error(reply.why);
  return reply.kind === 'ok';
}
