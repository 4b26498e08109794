import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import type { SocketPlan, Step } from '../harness/plan.js';
import { deferred } from '../harness/deferred.js';
import { FrameWatch, PONG_FRAME, textFrame } from './frames.js';
import { StampScanner } from './stamps.js';

const OPEN_TIMEOUT_MS = 30_000;

/** One buffer serves every connection: what comes is looked at at once and kept by nobody. */
const shared = Buffer.allocUnsafe(256 * 1024);

/** A connection to the server: first its steps are taken, reading text; then only stamps are counted. */
export class Connection {
  private text: string | null = '';
  private waiter: (() => void) | null = null;
  private frames: FrameWatch | null = null;
  private scanner: StampScanner | null = null;
  private ended: string | null = null;
  onFault: (what: string) => void = () => undefined;

  private constructor(private readonly socket: Socket) {}

  /** A bare TCP connection, for HTTP. */
  static async tcp(port: number): Promise<Connection> {
    const opened = deferred<void>();
    const holder: { connection?: Connection } = {};
    const socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: {
        buffer: shared,
        callback: (length, bytes) => {
          holder.connection?.receive(Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes), length);
          return true;
        },
      },
    });
    const connection = (holder.connection = new Connection(socket));
    socket.once('connect', () => opened.resolve());
    socket.on('error', (error) => {
      opened.reject(error);
      connection.end(error.message);
    });
    socket.once('close', () => connection.end('closed'));
    await opened.promise;
    return connection;
  }

  /** A WebSocket on which all steps of its plan have been taken. */
  static async webSocket(port: number, plan: SocketPlan, more: readonly Step[] = []): Promise<Connection> {
    const connection = await Connection.tcp(port);
    await connection.upgrade(port, plan);
    for (const step of [...plan.steps, ...more]) await connection.take(step);
    return connection;
  }

  /** What has come since the last step was sent. */
  get received(): string {
    return this.text ?? '';
  }

  /** From now on what comes is only searched for stamps. */
  count(stamp: string, onStamp: (number: number) => void): void {
    this.scanner = new StampScanner(stamp, onStamp);
    this.text = null;
  }

  /** From now on what comes is kept as text again, to see what is wrong. */
  listen(): void {
    this.scanner = null;
    this.text = '';
  }

  write(bytes: Buffer | string): void {
    this.socket.write(bytes);
  }

  close(): void {
    this.onFault = () => undefined;
    this.socket.destroy();
  }

  async take(step: Step): Promise<void> {
    // What is only waited for may have come already, in one piece with the upgrade.
    if (step.send !== null) {
      this.text = '';
      this.write(textFrame(step.send));
    }
    const { until } = step;
    if (until !== null) await this.until(() => this.received.includes(until), until);
  }

  private async upgrade(port: number, plan: SocketPlan): Promise<void> {
    const headers = {
      Host: `127.0.0.1:${port}`,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
      ...(plan.protocol ? { 'Sec-WebSocket-Protocol': plan.protocol } : {}),
      ...plan.headers,
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    this.write(`GET ${plan.path} HTTP/1.1\r\n${lines.join('')}\r\n`);
    await this.until(() => this.received.includes('\r\n\r\n'), 'the upgrade');
    const end = this.received.indexOf('\r\n\r\n') + 4;
    if (!this.received.startsWith('HTTP/1.1 101')) throw new Error(`the upgrade was refused: ${this.received}`);
    this.frames = new FrameWatch({
      onPing: () => this.write(PONG_FRAME),
      onCharacter: (code) => {
        if (plan.heartbeat?.ask.charCodeAt(0) === code) this.write(textFrame(plan.heartbeat.answer));
      },
      onClose: (code) => this.end(`closed with ${code}`),
    });
    const rest = Buffer.from(this.received.slice(end), 'latin1');
    this.frames.feed(rest, rest.length);
    this.text = this.received.slice(end);
  }

  private receive(bytes: Buffer, length: number): void {
    this.frames?.feed(bytes, length);
    this.scanner?.feed(bytes, length);
    if (this.text === null) return;
    this.text += bytes.toString('latin1', 0, length);
    this.waiter?.();
  }

  private end(reason: string): void {
    if (this.ended !== null) return;
    this.ended = reason;
    this.waiter?.();
    this.onFault(reason);
  }

  private until(holds: () => boolean, what: string): Promise<void> {
    const { promise, resolve, reject } = deferred<void>();
    const timer = setTimeout(
      () => reject(new Error(`waited for ${what} but got: ${this.received.slice(-2000)}`)),
      OPEN_TIMEOUT_MS,
    );
    this.waiter = () => {
      if (holds()) resolve();
      else if (this.ended !== null) reject(new Error(`${this.ended}, waiting for ${what}: ${this.received}`));
    };
    this.waiter();
    return promise.finally(() => {
      clearTimeout(timer);
      this.waiter = null;
    });
  }
}
