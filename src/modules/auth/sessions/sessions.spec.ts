import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserChangeLog } from '../../../common/realtime/user-change-log.js';
import { AuthWorld, CLIENT, codeOf, PASSWORD } from '../../../../test/support/auth-world.js';
import { SignInService } from '../sign-in/sign-in.service.js';
import { hashOf } from './refresh-tokens.js';
import { SessionActivity } from './session-activity.js';
import { SessionListService } from './session-list.service.js';
import { SessionRefreshService } from './session-refresh.service.js';

let world: AuthWorld;
beforeAll(async () => (world = await AuthWorld.open()));
afterAll(() => world[Symbol.asyncDispose]());

const refresh = (token: string) => world.get(SessionRefreshService).refresh(token, CLIENT);

/** As if the token had been used a minute ago. */
const outlastGrace = (token: string) =>
  world.execute('UPDATE refresh_tokens SET used_at = used_at - 60000 WHERE token_hash = ?', [hashOf(token)]);

describe('refreshing', () => {
  it('answers a new pair for the same session', async () => {
    const { pair, user } = await world.register();
    const next = await refresh(pair.refreshToken);
    expect(next.user.id).toBe(user.id);
    expect(next.pair.refreshToken).not.toBe(pair.refreshToken);
    expect(await world.viewer(next.pair.accessToken)).toEqual(await world.viewer(pair.accessToken));
  });

  it('gives the successor again to whoever lost the answer, and to tabs that refresh at once', async () => {
    const { pair } = await world.register();
    const answers = await Promise.all(Array.from({ length: 6 }, () => refresh(pair.refreshToken)));
    expect(new Set(answers.map((answer) => answer.pair.refreshToken)).size).toBe(1);
    const after = await refresh(answers[0]!.pair.refreshToken);
    // Late, but within the grace period: on to the newest of the chain, not back to a used one.
    expect((await refresh(pair.refreshToken)).pair.refreshToken).toBe(after.pair.refreshToken);
  });

  it('ends the session when a used token comes back after the grace period, for thief and owner alike', async () => {
    const { pair, user } = await world.register();
    const { pair: newest } = await refresh(pair.refreshToken);
    const viewer = await world.viewer(newest.accessToken);
    await outlastGrace(pair.refreshToken);
    expect(await codeOf(refresh(pair.refreshToken))).toBe('INVALID_TOKEN');
    expect(await codeOf(refresh(newest.refreshToken))).toBe('INVALID_TOKEN');
    expect(await codeOf(world.viewer(newest.accessToken))).toBe('UNAUTHENTICATED');
    const news = await world.get(UserChangeLog).load(user.id, 0, 10);
    expect(news.map((event) => [event.type, event.data.ref])).toEqual([['SESSION_ENDED', viewer.sessionId]]);
  });

  it('refuses garbage, access tokens and tokens of sessions that have expired', async () => {
    const { pair, user } = await world.register();
    for (const token of ['', 'x', pair.accessToken, `${pair.refreshToken}x`])
      expect(await codeOf(refresh(token))).toBe('INVALID_TOKEN');
    await world.execute('UPDATE sessions SET expires_at = 1 WHERE user_id = ?', [user.id]);
    expect(await codeOf(refresh(pair.refreshToken))).toBe('INVALID_TOKEN');
    expect(await codeOf(world.viewer(pair.accessToken))).toBe('UNAUTHENTICATED');
  });

  it('prolongs the session', async () => {
    const { pair, user } = await world.register();
    await world.execute('UPDATE sessions SET expires_at = expires_at - 1000000 WHERE user_id = ?', [user.id]);
    const expiry = async () =>
      (await world.query<{ at: number }>('SELECT expires_at AS at FROM sessions WHERE user_id = ?', [user.id]))[0]!.at;
    const before = await expiry();
    await refresh(pair.refreshToken);
    expect(await expiry()).toBeGreaterThanOrEqual(before + 1_000_000);
  });
});

describe('ending sessions', () => {
  const twice = async () => {
    const first = await world.register();
    const second = await world.get(SignInService).login(first.user.accountNumber, PASSWORD, CLIENT);
    return { first, second, viewer: await world.viewer(first.pair.accessToken) };
  };

  it('makes both tokens worthless at once', async () => {
    const { first, second, viewer } = await twice();
    await world.get(SessionListService).endCurrent(viewer);
    expect(await codeOf(world.viewer(first.pair.accessToken))).toBe('UNAUTHENTICATED');
    expect(await codeOf(refresh(first.pair.refreshToken))).toBe('INVALID_TOKEN');
    expect(await codeOf(world.viewer(second.pair.accessToken))).toBe('ok');
  });

  it('ends all the others, or all', async () => {
    const { first, second, viewer } = await twice();
    expect(await world.get(SessionListService).endAll(viewer, true)).toBe(1);
    expect(await codeOf(world.viewer(second.pair.accessToken))).toBe('UNAUTHENTICATED');
    expect(await codeOf(world.viewer(first.pair.accessToken))).toBe('ok');
    expect(await world.get(SessionListService).endAll(viewer, false)).toBe(1);
    expect(await codeOf(world.viewer(first.pair.accessToken))).toBe('UNAUTHENTICATED');
  });

  it('ends one by id, again without complaint, but nobody else’s', async () => {
    const { second, viewer } = await twice();
    const stranger = await world.viewer((await world.register()).pair.accessToken);
    const { sessionId } = await world.viewer(second.pair.accessToken);
    const list = world.get(SessionListService);
    expect(await codeOf(list.revoke(stranger, sessionId))).toBe('NOT_FOUND');
    expect(await codeOf(list.revoke(viewer, 'nothing'))).toBe('NOT_FOUND');
    expect((await list.list(viewer)).map((session) => session.current).sort()).toEqual([false, true]);
    await list.revoke(viewer, sessionId);
    await list.revoke(viewer, sessionId);
    expect(await list.list(viewer)).toHaveLength(1);
    const news = await world.get(UserChangeLog).load(viewer.userId, 0, 10);
    expect(news.map((event) => event.data.ref)).toEqual([sessionId]);
  });
});

describe('last used', () => {
  it('is written at most once a minute', async () => {
    const { pair, user } = await world.register();
    const lastUsed = async () =>
      (await world.query<{ at: number }>('SELECT last_used_at AS at FROM sessions WHERE user_id = ?', [user.id]))[0]!
        .at;
    const atOpening = await lastUsed();
    await world.viewer(pair.accessToken);
    await world.get(SessionActivity).flush();
    expect(await lastUsed()).toBe(atOpening);
    await world.execute('UPDATE sessions SET last_used_at = last_used_at - 61000 WHERE user_id = ?', [user.id]);
    await world.viewer(pair.accessToken);
    await world.get(SessionActivity).flush();
    expect(await lastUsed()).toBeGreaterThanOrEqual(atOpening);
  });
});
