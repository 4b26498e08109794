import type { Duplex } from 'node:stream';
import { Frames } from './frames.js';
import { bytesOf, textFrameHeader } from './text-frame.js';
import type { TurnWriter, WriteTurns } from './write-turns.js';

/** With so many bytes waiting (more: as many as Node buffers by itself) events stay in their queues. */
const ENOUGH_BYTES = 65_536;

/** Who has something written, and may have changed their mind until it is. */
export interface FrameOwner {
  /** What comes before the payload of each of its frames, one character for each byte. */
  readonly prefix: string;
  /** Frames of an owner that is gone are left out. */
  readonly isGone: boolean;
  /** There is room again. */
  resume(): void;
}

/** What the socket may be told now. */
export interface SocketGate {
  /** Nothing is written after a close frame. */
  readonly isOpen: boolean;
  /** Events need a session that has not expired as well. */
  readonly mayTell: boolean;
}

/**
 * Writes events and answers to one socket, past `ws`: whole unmasked text frames, all that one turn of the event loop has
 * gathered in one write. `ws` writes its own frames at once and whole as long as nothing is compressed, so that the two
 * never interleave; whoever lets `ws` write something that must come after the others calls `flush` first.
 */
export class SocketWriter implements TurnWriter {
  /** The first event that waits, and those after it, in order: most turns have one for a socket. */
  private owner: FrameOwner | null = null;
  private payload = '';
  private others: { readonly owner: FrameOwner; readonly payload: string }[] | null = null;
  /** Frames that go out whatever becomes of their owners. */
  private settled: Frames | null = null;
  private gathered = 0;
  private isAsked = false;
  private isAnswering = false;
  /** Null while nobody waits, as with nearly all sockets. */
  private waiting: Set<FrameOwner> | null = null;
  private hearsDrain = false;
  private readonly enough: number;

  constructor(
    private readonly stream: Duplex,
    private readonly gate: SocketGate,
    private readonly turns: WriteTurns,
    maxBufferedBytes: number,
  ) {
    // Not below what Node buffers by itself, or it would never say that the buffer has drained.
    this.enough = Math.max(Math.min(ENOUGH_BYTES, maxBufferedBytes / 2), stream.writableHighWaterMark);
  }

  /** Bytes that have not been handed to the stream yet. */
  get gatheredBytes(): number {
    return this.gathered;
  }

  /** Whether the peer keeps up. Who finds no room calls `awaitRoom`. */
  get hasRoom(): boolean {
    return this.gathered + this.stream.writableLength < this.enough;
  }

  /** Has the owner's `resume` called, once, when there is room. */
  awaitRoom(owner: FrameOwner): void {
    (this.waiting ??= new Set()).add(owner);
    if (!this.hearsDrain) {
      this.hearsDrain = true;
      this.stream.on('drain', () => this.resume());
    }
  }

  /** Nothing of the owner waits any more. */
  forget(owner: FrameOwner): void {
    this.waiting?.delete(owner);
  }

  /** @param payload JSON in UTF-8, one character for each byte */
  write(owner: FrameOwner, payload: string): void {
    if (this.owner === null) {
      this.owner = owner;
      this.payload = payload;
    } else (this.others ??= []).push({ owner, payload });
    this.gathered += payload.length;
    if (this.isAsked) return;
    this.isAsked = true;
    this.turns.ask(this);
  }

  /** Writes a whole message. The events that came before it go before it, and as things stand now: it may be their end. */
  say(message: string): void {
    this.settle();
    const bytes = bytesOf(message);
    this.settled = (this.settled ?? this.turns.start).and(textFrameHeader(bytes.length) + bytes);
    this.gathered = this.settled.bytes.length;
    if (this.isAnswering) return;
    this.isAnswering = true;
    this.turns.askFirst(this);
  }

  flush(): void {
    this.isAsked = false;
    this.isAnswering = false;
    this.settle();
    const { settled } = this;
    this.settled = null;
    this.gathered = 0;
    if (settled && this.gate.isOpen) this.stream.write(settled.bytes, 'latin1');
    if (this.waiting && this.gate.mayTell) this.resume();
  }

  /** Makes frames of the events that may be told. */
  private settle(): void {
    const { owner, payload, others } = this;
    if (owner === null) return;
    this.owner = null;
    this.payload = '';
    this.others = null;
    if (!this.gate.mayTell) return;
    this.frame(owner, payload);
    if (others) for (const other of others) this.frame(other.owner, other.payload);
  }

  private frame(owner: FrameOwner, payload: string): void {
    if (!owner.isGone) this.settled = (this.settled ?? this.turns.start).andNext(owner.prefix, payload);
  }

  private resume(): void {
    if (!this.waiting || !this.hasRoom) return;
    const owners = [...this.waiting];
    this.waiting = null;
    for (const owner of owners) owner.resume();
  }
}
