import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { forgetTimeout } from './forget-timeout.js';

const http = createServer();
let stream: Socket;
let peer: Socket;

beforeEach(async () => {
  http.timeout = 200;
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const upgraded = once(http, 'upgrade');
  const headers = { Connection: 'Upgrade', Upgrade: 'websocket' };
  const asked = request({ port: (http.address() as AddressInfo).port, host: '127.0.0.1', headers });
  const answered = once(asked, 'upgrade');
  asked.end();
  [, stream] = (await upgraded) as [IncomingMessage, Socket];
  stream.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  [, peer] = (await answered) as [IncomingMessage, Socket];
});

afterEach(async () => {
  peer.destroy();
  stream.destroy();
  http.close();
  await once(http, 'close');
});

const timerOf = (socket: Socket): unknown => {
  const key = Object.getOwnPropertySymbols(socket).find(({ description }) => description === 'timeout');
  return (socket as unknown as Record<symbol, unknown>)[key as symbol];
};

it('takes away the timer that was stopped; the socket reads, writes and may wait with a new one', async () => {
  stream.setTimeout(0);
  // What it is for: should a version of Node keep no stopped timer, this can go.
  expect(timerOf(stream)).not.toBeNull();
  forgetTimeout(stream);
  expect(timerOf(stream)).toBeNull();
  stream.write('there');
  expect(String((await once(peer, 'data'))[0])).toBe('there');
  peer.write('back');
  expect(String((await once(stream, 'data'))[0])).toBe('back');
  stream.setTimeout(20);
  await once(stream, 'timeout');
});

it('leaves a timer that runs', async () => {
  forgetTimeout(stream);
  expect(timerOf(stream)).not.toBeNull();
  await once(stream, 'timeout');
});
