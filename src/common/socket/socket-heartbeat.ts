import type { WebSocket } from 'ws';

const SLOTS = 16;

/**
 * Pings sockets and cuts those that do not answer, each once in a period. One timer for all of them: a timer, its list and
 * three closures for each socket would be a good part of what an idle one holds (docs/performance.md). Each tick has a
 * sixteenth of the sockets, so that they are not pinged all at once.
 */
export class SocketHeartbeat {
  private readonly slots = Array.from({ length: SLOTS }, () => new Set<WebSocket>());
  /** Pinged, and not heard of since. */
  private readonly unanswered = new Set<WebSocket>();
  private readonly heard: (this: WebSocket) => void;
  private current = 0;
  private size = 0;
  private timer: NodeJS.Timeout | undefined;

  /** @param periodMs how long a peer may take to answer, and how often it is asked */
  constructor(private readonly periodMs: number) {
    const { unanswered } = this;
    this.heard = function () {
      unanswered.delete(this);
    };
  }

  /** From now on until `remove`. */
  add(socket: WebSocket): void {
    this.slots[this.current]?.add(socket);
    this.size += 1;
    socket.on('pong', this.heard);
    this.timer ??= setInterval(() => this.tick(), this.periodMs / SLOTS).unref();
  }

  remove(socket: WebSocket): void {
    this.unanswered.delete(socket);
    if (!this.slots.some((slot) => slot.delete(socket))) return;
    this.size -= 1;
    if (this.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private tick(): void {
    this.current = (this.current + 1) % SLOTS;
    for (const socket of this.slots[this.current] ?? []) {
      if (this.unanswered.has(socket)) socket.terminate();
      else {
        this.unanswered.add(socket);
        socket.ping();
      }
    }
  }
}
