import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { FeedHub } from '../realtime/feed-hub.js';
import { SocketDelivery } from '../socket/delivery/socket-delivery.js';
import { SocketRegistry } from '../socket/socket-registry.js';

/** What an operator watches. Each process has its own registry, so that tests can run several. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  constructor(sockets: SocketRegistry, hub: FeedHub, { counts }: SocketDelivery) {
    collectDefaultMetrics({ register: this.registry });
    this.gauge('wireside_sockets_open', 'Open WebSockets.', () => sockets.size);
    this.gauge('wireside_socket_waiting_bytes', 'Most bytes that wait for one socket.', () => sockets.mostWaitingBytes);
    this.gauge(
      'wireside_socket_stall_seconds',
      'For how long the socket that takes nothing longest, although bytes wait for it, has done so.',
      () => sockets.longestStallSeconds,
    );
    this.gauge('wireside_feeds_live', 'Feeds that somebody on this node listens to.', () => hub.size);
    this.countCloses(sockets);
    this.counter(
      'wireside_events_delivered_total',
      'Events of subscriptions written to sockets.',
      () => counts.delivered,
    );
    this.counter(
      'wireside_event_executions_shared_total',
      'Executions of an event for all subscribers who asked for the same.',
      () => counts.sharedExecutions,
    );
    this.counter(
      'wireside_event_executions_own_total',
      'Executions of an event for one subscriber.',
      () => counts.ownExecutions,
    );
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  private countCloses({ closes }: SocketRegistry): void {
    new Counter({
      name: 'wireside_sockets_closed_total',
      help: 'WebSockets that this node has closed of itself, by close code.',
      labelNames: ['code'],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const [code, count] of closes) this.inc({ code }, count);
      },
    });
  }

  /** @param read how many there have been since the start */
  private counter(name: string, help: string, read: () => number): void {
    new Counter({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  }

  private gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }
}
