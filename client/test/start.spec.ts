import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { until } from '../src/observable-value.js';
import { Device, TestServer } from './support.js';

/** How many sockets were opened. */
let opened = 0;

class CountedSocket extends WebSocket {
  constructor(...given: ConstructorParameters<typeof WebSocket>) {
    super(...given);
    opened += 1;
  }
}

describe('a start on a device that holds nothing', () => {
  let server: TestServer;
  const devices: Device[] = [];

  const device = (): Device => {
    const made = new Device(server.url, { webSocketImpl: CountedSocket });
    devices.push(made);
    return made;
  };

  beforeAll(async () => {
    server = await TestServer.start();
  }, 240_000);
  afterEach(async () => {
    vi.unstubAllGlobals();
    await Promise.all(devices.splice(0).map((one) => one.close()));
  });
  afterAll(() => server?.close());

  it('reads the list of conversations at once, and opens the socket when the page has time for it', async () => {
    const [first, other] = [device(), device()];
    const [, { userId }] = await Promise.all([first.register('Ann'), other.register('Bob')]);
    const { id } = await first.openDirect(userId);

    const waiting: (() => void)[] = [];
    vi.stubGlobal('requestIdleCallback', (run: () => void, { timeout }: { readonly timeout: number }) => {
      expect(timeout).toBeLessThanOrEqual(300);
      waiting.push(run);
    });
    opened = 0;
    const second = device();
    second.client.signIn(first.signedIn);
    const chat = await until(second.client.chat, (current) => current !== null);
    if (!chat) throw new Error('there is no chat');
    await until(chat.state.conversationIds, (ids) => ids.includes(id));
    expect(chat.status.current).toBe('stopped');
    expect(opened).toBe(0);

    expect(waiting).toHaveLength(1);
    for (const run of waiting) run();
    await until(chat.status, (status) => status === 'live');
    expect(opened).toBe(1);
  });
});
