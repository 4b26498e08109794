import { Logger } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { newId } from '../ids/ids.js';
import type { RedisConnections } from '../redis/redis.js';
import { Doorbell, type Ring } from './doorbell.js';

/** Publishes under way at most; a frozen Redis must not fill the memory. What is dropped, the database heals. */
const MAX_PENDING = 64;
const MAX_BATCH = 500;

const ringSchema = z.object({
  k: z.enum(['conversation', 'user']),
  i: z.string().max(64),
  r: z.number().int().nonnegative().optional(),
  s: z.object({ type: z.string().max(64), data: z.record(z.string(), z.unknown()) }).optional(),
});
const messageSchema = z.object({ n: z.string().max(64), rings: z.array(ringSchema).max(MAX_BATCH) });

type WireRing = z.infer<typeof ringSchema>;

/** Rings through Redis publish/subscribe. Rings of one turn of the event loop travel as one message. */
export class RedisDoorbell extends Doorbell {
  private readonly logger = new Logger(RedisDoorbell.name);
  private readonly nodeId = newId();
  private readonly channel: string;
  private readonly publisher: Redis;
  private readonly subscriber: Redis;
  private readonly ringListeners: ((ring: Ring) => void)[] = [];
  private readonly doubtListeners: (() => void)[] = [];
  private batch: WireRing[] = [];
  private pending = 0;
  private subscribed = false;

  constructor(connections: RedisConnections, prefix: string) {
    super();
    this.channel = `${prefix}:rings`;
    this.publisher = connections.connect('doorbell-publisher', { enableAutoPipelining: false });
    // A subscriber must be allowed to wait for its subscription for as long as Redis is away.
    this.subscriber = connections.connect('doorbell-subscriber', { autoResubscribe: false, commandTimeout: 5000 });
    this.subscriber.on('ready', () => this.subscribe());
    this.subscriber.on('close', () => (this.subscribed = false));
    this.subscriber.on('message', (_channel: string, message: string) => this.receive(message));
  }

  get healthy(): boolean {
    return this.subscribed && this.publisher.status === 'ready';
  }

  ring(ring: Ring): void {
    if (this.batch.length === 0) setImmediate(() => this.flush());
    this.batch.push({
      k: ring.feed.kind,
      i: ring.feed.id,
      ...(ring.revision === undefined ? {} : { r: ring.revision }),
      ...(ring.signal === undefined ? {} : { s: ring.signal }),
    });
  }

  onRing(listener: (ring: Ring) => void): void {
    this.ringListeners.push(listener);
  }

  onDoubt(listener: () => void): void {
    this.doubtListeners.push(listener);
  }

  private subscribe(): void {
    this.subscriber.subscribe(this.channel).then(
      () => {
        this.subscribed = true;
        for (const listener of this.doubtListeners) listener();
      },
      (error: unknown) => {
        this.logger.warn({ err: error }, 'could not subscribe to rings');
        this.subscriber.disconnect(true);
      },
    );
  }

  private flush(): void {
    const rings = this.batch;
    this.batch = [];
    for (let start = 0; start < rings.length; start += MAX_BATCH) {
      if (this.publisher.status !== 'ready' || this.pending >= MAX_PENDING) return;
      this.pending += 1;
      this.publisher
        .publish(this.channel, JSON.stringify({ n: this.nodeId, rings: rings.slice(start, start + MAX_BATCH) }))
        .catch(() => undefined)
        .finally(() => (this.pending -= 1));
    }
  }

  /** Anybody may be able to publish on a shared Redis: what does not fit is dropped. */
  private receive(text: string): void {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      return;
    }
    const message = messageSchema.safeParse(json);
    if (!message.success || message.data.n === this.nodeId) return;
    for (const { k, i, r, s } of message.data.rings)
      for (const listener of this.ringListeners)
        listener({
          feed: { kind: k, id: i },
          ...(r === undefined ? {} : { revision: r }),
          ...(s === undefined ? {} : { signal: s }),
        });
  }
}
