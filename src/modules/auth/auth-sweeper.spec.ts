import { expect, it } from 'vitest';
import { AuthWorld, CLIENT } from '../../../test/support/auth-world.js';
import { AuthSweeper } from './auth-sweeper.js';
import { PasswordResetService } from './passwords/password-reset.service.js';
import { SessionRefreshService } from './sessions/session-refresh.service.js';

it('removes what has expired and leaves the rest', async () => {
  await using world = await AuthWorld.open();
  const counts = async () =>
    Object.fromEntries(
      await Promise.all(
        ['sessions', 'refresh_tokens', 'password_resets', 'login_log', 'credentials'].map(
          async (table) => [table, (await world.query(`SELECT 1 AS one FROM ${table}`)).length] as const,
        ),
      ),
    );
  for (const email of ['old@example.org', 'new@example.org']) {
    const { pair } = await world.register({ email });
    await world.get(SessionRefreshService).refresh(pair.refreshToken, CLIENT);
    await world.get(PasswordResetService).request(email, '::1');
  }
  await world.mails();
  await world.get(AuthSweeper).sweep();
  expect(await counts()).toEqual({ sessions: 2, refresh_tokens: 4, password_resets: 2, login_log: 2, credentials: 2 });

  const old = "(SELECT id FROM users WHERE email = 'old@example.org')";
  await world.execute(
    `UPDATE refresh_tokens SET issued_at = 1, used_at = 1 WHERE session_id IN (SELECT id FROM sessions WHERE user_id = ${old})`,
  );
  await world.execute(`UPDATE sessions SET expires_at = 1 WHERE user_id = ${old}`);
  await world.execute(`UPDATE password_resets SET expires_at = 1 WHERE user_id = ${old}`);
  await world.execute(`UPDATE login_log SET attempted_at = 1 WHERE user_id = ${old}`);
  await world.get(AuthSweeper).sweep();
  expect(await counts()).toEqual({ sessions: 1, refresh_tokens: 2, password_resets: 1, login_log: 1, credentials: 2 });
});
