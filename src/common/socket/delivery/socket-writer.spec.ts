import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { SocketWriter, type FrameOwner } from './socket-writer.js';
import { bytesOf, textFrameHeader } from './text-frame.js';
import { WriteTurns } from './write-turns.js';

class Owner implements FrameOwner {
  isGone = false;
  resumed = 0;
  constructor(readonly prefix = '{"payload":') {}
  resume(): void {
    this.resumed += 1;
  }
}

let http: Server;
let client: WebSocket;
let socket: WebSocket;
let stream: Duplex;
let writer: SocketWriter;
let turns: WriteTurns;
let mayTell: boolean;

const received: string[] = [];
let closedWith: number | null;

beforeEach(async () => {
  received.length = 0;
  mayTell = true;
  closedWith = null;
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  const accepted = new Promise<void>((resolve) => {
    http.on('upgrade', (request, raw, head) => {
      stream = raw;
      server.handleUpgrade(request, raw, head, (made) => {
        socket = made;
        resolve();
      });
    });
  });
  client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
  client.on('message', (data) => received.push(String(data)));
  client.on('ping', () => received.push('ping'));
  client.on('close', (code) => (closedWith = code));
  client.on('error', () => undefined);
  await Promise.all([accepted, once(client, 'open')]);
  const gate = {
    get isOpen() {
      return socket.readyState === socket.OPEN;
    },
    get mayTell() {
      return this.isOpen && mayTell;
    },
  };
  turns = new WriteTurns();
  writer = new SocketWriter(stream, gate, turns, 1_048_576);
});

afterEach(() => {
  client.terminate();
  http.close();
});

const json = (payload: string): string => `{"payload":${payload}}`;
const text = (length: number): string => JSON.stringify('x'.repeat(length - json('""').length));

/** Resolves when the peer has all that was written so far. */
async function arrived(): Promise<void> {
  const ponged = once(socket, 'pong');
  writer.flush();
  socket.ping();
  await ponged;
}

it('writes frames of every form of length, and texts of every script, as the peer reads them', async () => {
  const owner = new Owner();
  const payloads = [text(125), text(126), text(65_535), text(65_536), '"né 漢字 🍣 \\ud83d"', '{"data":null}'];
  for (const payload of payloads) writer.write(owner, bytesOf(payload));
  await arrived();
  expect(received).toEqual([...payloads.map(json), 'ping']);
  expect(textFrameHeader(5_000_000_000)).toHaveLength(10);
});

it('is in order with what ws writes, which writes at once and whole', async () => {
  const owner = new Owner();
  for (let index = 0; index < 100; index += 1) {
    writer.write(owner, String(index));
    if (index % 10 !== 9) continue;
    writer.flush();
    const before = stream.writableLength;
    socket.send(`ws ${index} ${'y'.repeat(70_000)}`);
    // Whatever the kernel did not take is in the stream, nothing in ws.
    expect(socket.bufferedAmount).toBe(stream.writableLength);
    expect(stream.writableLength).toBeGreaterThanOrEqual(before);
  }
  await arrived();
  const order = received.map((one) => (one.startsWith('ws') ? one.split(' ')[1] : one));
  const expected = Array.from({ length: 100 }, (_, index) => [
    json(String(index)),
    ...(index % 10 === 9 ? [String(index)] : []),
  ]);
  expect(order).toEqual([...expected.flat(), 'ping']);
});

it('gathers what one turn has for a socket in one write', async () => {
  const writes = vi.spyOn(stream, 'write');
  const owners = [new Owner(), new Owner('{"other":')];
  for (let index = 0; index < 50; index += 1) writer.write(owners[index % 2]!, String(index));
  await new Promise((resolve) => setImmediate(resolve));
  expect(writes).toHaveBeenCalledTimes(1);
  await arrived();
  expect(received).toHaveLength(51);
});

it('writes answers together and with the events before them, which are told although their owner goes then', async () => {
  const writes = vi.spyOn(stream, 'write');
  const owner = new Owner();
  writer.write(owner, '1');
  writer.say('{"type":"next","text":"né 漢字 🍣"}');
  writer.say('{"type":"complete"}');
  owner.isGone = true;
  await new Promise((resolve) => setImmediate(resolve));
  expect(writes).toHaveBeenCalledTimes(1);
  await arrived();
  expect(received).toEqual([json('1'), '{"type":"next","text":"né 漢字 🍣"}', '{"type":"complete"}', 'ping']);
});

it('answers before what is left of a large fan-out', async () => {
  const writes = vi.spyOn(stream, 'write');
  for (let count = 0; count < 1000; count += 1) turns.ask({ flush: () => undefined });
  writer.say('answer');
  await new Promise((resolve) => setImmediate(resolve));
  expect(writes).toHaveBeenCalledTimes(1);
});

it('answers what was asked while the session was good, but tells no more events', async () => {
  writer.say('answer');
  writer.write(new Owner(), '1');
  mayTell = false;
  await arrived();
  expect(received).toEqual(['answer', 'ping']);
  writer.say('too late');
  socket.close(4403);
  const writes = vi.spyOn(stream, 'write');
  writer.flush();
  expect(writes).not.toHaveBeenCalled();
  await once(client, 'close');
  expect(received).toHaveLength(2);
});

it('writes nothing for an owner who is gone, and nothing after a close frame', async () => {
  const [gone, stays] = [new Owner(), new Owner()];
  writer.write(gone, '1');
  writer.write(stays, '2');
  gone.isGone = true;
  await arrived();
  expect(received).toEqual([json('2'), 'ping']);
  writer.write(stays, '3');
  socket.close(4403);
  writer.flush();
  await once(client, 'close');
  expect([received.length, closedWith]).toEqual([2, 4403]);
});

it('has no room for a reader who does not read, and tells when there is again', async () => {
  const owner = new Owner();
  client.pause();
  while (writer.hasRoom) {
    writer.write(owner, text(100_000));
    writer.flush();
  }
  expect(stream.writableLength).toBeLessThan(300_000);
  writer.awaitRoom(owner);
  expect(owner.resumed).toBe(0);
  const resumed = once(stream, 'drain');
  client.resume();
  await resumed;
  expect([owner.resumed, writer.hasRoom]).toEqual([1, true]);
});
