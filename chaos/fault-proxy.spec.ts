import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FaultProxy } from './fault-proxy.js';

describe('a stretch of network', () => {
  let server: Server;
  let proxy: FaultProxy;
  let client: Socket;
  let asked: string;
  let heard: string;

  beforeEach(async () => {
    [asked, heard] = ['', ''];
    server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => {
        asked += String(chunk);
        socket.write(`answer to ${String(chunk)}`);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    proxy = await FaultProxy.start((server.address() as AddressInfo).port);
    client = connect(proxy.port, '127.0.0.1');
    client.on('error', () => undefined);
    client.on('data', (chunk) => (heard += String(chunk)));
    await once(client, 'connect');
  });

  afterEach(async () => {
    client.destroy();
    await proxy.close();
    await new Promise((resolve) => server.close(resolve));
  });

  it('lets requests through and holds back the answers once it is mute', async () => {
    proxy.mute();
    client.write('one');
    await vi.waitFor(() => expect(proxy.unheard).toContain('answer to one'));
    expect([asked, heard]).toEqual(['one', '']);
    proxy.heal();
    await vi.waitFor(() => expect(heard).toBe('answer to one'));
    expect(proxy.unheard.trim()).toBe('');
  });

  it('loses what it held back when it is cut', async () => {
    proxy.mute();
    client.write('one');
    await vi.waitFor(() => expect(proxy.unheard).toContain('answer to one'));
    proxy.cutAll();
    proxy.heal();
    await new Promise((resolve) => client.once('close', resolve));
    expect(heard).toBe('');
  });

  it('holds back the answers from a word on, and says with what they got stuck', async () => {
    proxy.set({ muteAfter: 'COMMIT' });
    client.write('SELECT');
    await vi.waitFor(() => expect(heard).toBe('answer to SELECT'));
    expect(proxy.unheard.trim()).toBe('');
    client.write('INSERT one; COMMIT');
    await vi.waitFor(() => expect(proxy.unheard).toContain('INSERT one; COMMIT'));
    expect(heard).toBe('answer to SELECT');
  });

  it('holds back the requests once it is deaf', async () => {
    proxy.set({ deaf: true });
    client.write('one');
    await vi.waitFor(() => expect(proxy.unsaid).toContain('one'));
    expect(asked).toBe('');
    proxy.heal();
    await vi.waitFor(() => expect(heard).toBe('answer to one'));
  });
});
