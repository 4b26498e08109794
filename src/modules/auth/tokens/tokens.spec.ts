import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JwtService } from '@nestjs/jwt';
import { JwtSecret } from '../../../common/auth/jwt-secret.js';
import { RoomTicketIssuer } from '../../../common/auth/room-ticket-issuer.js';
import { TokenVerifier } from '../../../common/auth/token-verifier.js';
import type { Viewer } from '../../../common/auth/viewer.js';
import { newId } from '../../../common/ids/ids.js';
import { AuthWorld, codeOf } from '../../../../test/support/auth-world.js';
import { SessionListService } from '../sessions/session-list.service.js';

let world: AuthWorld;
let verifier: TokenVerifier;
let token: string;
let viewer: Viewer;
const room = { roomId: newId(), conversationId: newId() };

beforeAll(async () => {
  world = await AuthWorld.open();
  verifier = world.get(TokenVerifier);
  token = (await world.register()).pair.accessToken;
  viewer = await world.viewer(token);
});
afterAll(() => world[Symbol.asyncDispose]());

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const claimsOf = (jwt: string) =>
  JSON.parse(Buffer.from(jwt.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;

/** A token of our own making; signed rightly unless told otherwise. */
function forge(
  change: Record<string, unknown> = {},
  { alg = 'HS256', hash = 'sha256', secret = world.get(JwtSecret).value } = {},
): string {
  const body = `${encode({ alg, typ: 'JWT' })}.${encode({ ...claimsOf(token), ...change })}`;
  return `${body}.${alg === 'none' ? '' : createHmac(hash, secret).update(body).digest('base64url')}`;
}

const now = () => Math.floor(Date.now() / 1000);

describe('an access token', () => {
  it('is accepted, with the same claims also when we sign them ourselves', async () => {
    expect(await codeOf(verifier.verifyAuthorization(`Bearer ${token}`))).toBe('ok');
    expect(await codeOf(verifier.verifyAuthorization(`bearer ${forge()}`))).toBe('ok');
  });

  it('tells until when it is good', async () => {
    const { expiresAt } = await verifier.verifyAuthorization(`Bearer ${token}`);
    expect(expiresAt).toBe((claimsOf(token).exp as number) * 1000);
  });

  const forgeries: Record<string, () => string> = {
    'without a signature': () => forge({}, { alg: 'none' }),
    'with its signature cut off': () => `${token.split('.').slice(0, 2).join('.')}.`,
    'signed with another secret': () => forge({}, { secret: 'x'.repeat(64) }),
    'signed with another algorithm': () => forge({}, { alg: 'HS512', hash: 'sha512' }),
    'that claims another algorithm than it was signed with': () => forge({}, { alg: 'HS384' }),
    'changed after signing': () => token.replace(/\.[^.]+\./, `.${encode({ ...claimsOf(token), sub: newId() })}.`),
    'of another issuer': () => forge({ iss: 'somebody' }),
    'without an issuer': () => forge({ iss: undefined }),
    'for another audience': () => forge({ aud: 'another' }),
    'without an audience': () => forge({ aud: undefined }),
    'of another type': () => forge({ typ: 'room-ticket' }),
    'without a type': () => forge({ typ: undefined }),
    'that has expired': () => forge({ exp: now() - 1 }),
    'that expires in this very second': () => forge({ exp: now() }),
    'without an expiry': () => forge({ exp: undefined }),
    'whose expiry is no number': () => forge({ exp: 'never' }),
    'not good before tomorrow': () => forge({ nbf: now() + 86_400 }),
    'of an unknown session': () => forge({ sid: newId() }),
    'without a session': () => forge({ sid: undefined }),
    'whose session is an object': () => forge({ sid: { toString: 'x' } }),
    "of somebody else's session": () => forge({ sub: newId() }),
    'without a user': () => forge({ sub: undefined }),
    'that is empty': () => '',
    'that is garbage': () => 'a.b.c',
    'that is two tokens': () => `${token} ${token}`,
  };
  for (const [what, make] of Object.entries(forgeries))
    it(`${what} is refused`, async () => {
      expect(await codeOf(verifier.verifyAuthorization(`Bearer ${make()}`))).toBe('UNAUTHENTICATED');
    });

  it('is refused under another scheme, or none', async () => {
    for (const authorization of [token, `Basic ${token}`, `Token ${token}`, '', 'Bearer'])
      expect(await codeOf(verifier.verifyAuthorization(authorization))).toBe('UNAUTHENTICATED');
  });

  it('says whether a refresh would help', async () => {
    const reasonOf = (jwt: string) =>
      verifier.verifyAuthorization(`Bearer ${jwt}`).catch((error: { extensions: object }) => error.extensions);
    expect(await reasonOf(forge({ exp: now() - 1 }))).toMatchObject({ reason: 'expired' });
    expect(await reasonOf('x')).toMatchObject({ reason: 'invalid' });
    expect(await reasonOf(forge({ sid: newId() }))).toMatchObject({ reason: 'ended' });
  });

  it('of a deleted user is refused though the session was left', async () => {
    const { pair, user } = await world.register();
    await world.execute('UPDATE users SET deleted_at = 1 WHERE id = ?', [user.id]);
    expect(await codeOf(world.viewer(pair.accessToken))).toBe('UNAUTHENTICATED');
  });

  it('of one app is unknown to another in the same process', async () => {
    await using other = await AuthWorld.open();
    const theirs = (await other.register()).pair.accessToken;
    expect(await codeOf(world.viewer(theirs))).toBe('UNAUTHENTICATED');
    expect(await codeOf(other.viewer(theirs))).toBe('ok');
    expect(await codeOf(world.viewer(token))).toBe('ok');
  });

  it('makes an administrator of who is marked so, or named in the settings', async () => {
    await using other = await AuthWorld.open({ ADMIN_ACCOUNTS: '10001, Boss@Example.org' });
    const isAdmin = async (registration: object) =>
      (await other.viewer((await other.register(registration)).pair.accessToken)).isAdmin;
    expect(await isAdmin({ accountNumber: '10001' })).toBe(true);
    expect(await isAdmin({ email: 'boss@example.ORG' })).toBe(true);
    expect(await isAdmin({ accountNumber: '10002', email: 'clerk@example.org' })).toBe(false);
    const { pair, user } = await other.register();
    await other.execute('UPDATE users SET is_admin = ? WHERE id = ?', [1, user.id]);
    expect((await other.viewer(pair.accessToken)).isAdmin).toBe(true);
  });
});

describe('a room ticket', () => {
  const issue = () => world.get(RoomTicketIssuer).issue(viewer, room);

  it('is good for its room, and for as long as an access token', async () => {
    const { ticket, expiresAt } = await issue();
    const verified = await verifier.verifyTicket(ticket);
    expect(verified.viewer).toEqual({ ...viewer, ticket: room });
    expect(expiresAt).toBeLessThanOrEqual(Date.now() + 60_000);
    expect(verified.expiresAt).toBeGreaterThan(Date.now() + 800_000);
  });

  it('is no access token, nor an access token a ticket', async () => {
    const { ticket } = await issue();
    expect(await codeOf(verifier.verifyAuthorization(`Bearer ${ticket}`))).toBe('UNAUTHENTICATED');
    expect(await codeOf(verifier.verifyTicket(token))).toBe('INVALID_TOKEN');
  });

  it('is refused forged, expired or as garbage', async () => {
    const sign = (claims: object, options: object) => world.get(JwtService).sign(claims, options);
    const claims = { typ: 'room-ticket', sub: viewer.userId, sid: viewer.sessionId };
    const rooms = { room: room.roomId, conversation: room.conversationId };
    const options = { algorithm: 'HS256', issuer: 'wireside', audience: 'wireside:room' };
    expect(await codeOf(verifier.verifyTicket(sign({ ...claims, ...rooms }, { ...options, expiresIn: 60 })))).toBe(
      'ok',
    );
    for (const ticket of [
      '',
      'x.y.z',
      sign({ ...claims, ...rooms }, { ...options, expiresIn: 0 }),
      sign({ ...claims, ...rooms }, { ...options, expiresIn: 60, audience: 'wireside' }),
      sign({ ...claims, ...rooms }, { ...options, expiresIn: 60, secret: 'x'.repeat(64) }),
      sign({ ...claims, ...rooms, typ: 'access' }, { ...options, expiresIn: 60 }),
      sign({ ...claims, room: 'everywhere', conversation: '*' }, { ...options, expiresIn: 60 }),
      sign({ ...claims, ...rooms }, options),
    ])
      expect(await codeOf(verifier.verifyTicket(ticket))).toBe('INVALID_TOKEN');
  });

  it('dies with the session that asked for it', async () => {
    const { pair } = await world.register();
    const theirs = await world.viewer(pair.accessToken);
    const { ticket } = await world.get(RoomTicketIssuer).issue(theirs, room);
    expect(await verifier.isSessionAlive(theirs.sessionId)).toBe(true);
    await world.get(SessionListService).endCurrent(theirs);
    expect(await verifier.isSessionAlive(theirs.sessionId)).toBe(false);
    expect(await codeOf(verifier.verifyTicket(ticket))).toBe('INVALID_TOKEN');
    expect(await codeOf(world.get(RoomTicketIssuer).issue(theirs, room))).toBe('UNAUTHENTICATED');
  });
});
