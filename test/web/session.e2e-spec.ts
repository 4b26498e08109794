/** What happens to a window whose session ends under it. */
import { describe, expect, it } from 'vitest';
import { browserIsMissing } from '../support/browser.js';
import { ConversationOnScreen, pathOf } from './support/conversation.js';
import { holdStage } from './support/hold-stage.js';
import { Sockets } from './support/sockets.js';
import type { Stage } from './support/stage.js';

const REFUSED = /UNAUTHENTICATED|40[13] |WebSocket|ERR_FAILED/;

describe.skipIf(browserIsMissing())('a session', () => {
  let stage: Stage;

  // Tokens that live for seconds: what takes fifteen minutes otherwise happens while one looks.
  holdStage((opened) => (stage = opened), { ACCESS_TOKEN_TTL_SECONDS: '5' });

  it('K8: whose token expires goes on over the same socket', async () => {
    const [ann, bob] = await Promise.all([stage.person('Ann'), stage.person('Bob')]);
    const id = await stage.direct(ann, bob);
    const path = pathOf(id);
    let sockets!: Sockets;
    const { page } = await stage.window(ann, { path, before: (made) => (sockets = new Sockets(made)) });
    const screen = new ConversationOnScreen(page);
    await screen.composer.waitFor();
    const socket = sockets.open[0];
    for (let renewal = 0; renewal < 2; renewal += 1)
      await socket?.waitForEvent('framesent', ({ payload }) => payload.toString().includes('ExtendSession'));
    await screen.send('still here');
    await screen.has('still here');
    expect(sockets.all).toHaveLength(1);
    expect(socket?.isClosed()).toBe(false);
  });

  it('K8: that is ended asks for the same person in place, and keeps what was written', async () => {
    const [ann, bob] = await Promise.all([stage.person('Ann'), stage.person('Bob')]);
    const id = await stage.direct(ann, bob);
    const { page } = await stage.window(ann, { path: pathOf(id), tolerate: REFUSED });
    const screen = new ConversationOnScreen(page);
    await screen.composer.waitFor();
    // Written just before, and not sent yet.
    await page.route(/\/graphql$/, async (route) => {
      if (route.request().postData()?.includes('SendMessage')) await route.abort();
      else await route.continue();
    });
    await screen.send('written before');
    await screen.row('written before').waitFor();
    const { login } = await ann.door.run(`mutation ($input: LoginInput!) { login(input: $input) { accessToken } }`, {
      input: { identifier: ann.username, password: ann.password },
    });
    ann.door.token = login.accessToken;
    const { sessions } = await ann.door.run('{ sessions { id current } }');
    const other = sessions.find(({ current }: { current: boolean }) => !current);
    await ann.door.run(`mutation ($input: RevokeSessionInput!) { revokeSession(input: $input) { sessionId } }`, {
      input: { sessionId: other.id },
    });
    await page.unrouteAll();
    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    await dialog.waitFor();
    await dialog.getByRole('textbox', { name: /Username/ }).fill(ann.username);
    await dialog.getByLabel('Password', { exact: true }).fill(ann.password);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.waitFor({ state: 'detached' });
    await screen.has('written before');
    await screen.send('back again');
    await screen.has('back again');
    expect(await screen.texts()).toEqual(['written before', 'back again']);
  });
});
