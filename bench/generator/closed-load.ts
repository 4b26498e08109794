import type { ClosedCommand, Exchange, Lane, LoadResult } from '../harness/commands.js';
import { deferred } from '../harness/deferred.js';
import { Connection } from './connection.js';
import { Meter, pause } from './meter.js';
import { frameTemplate, requestTemplate, type Template } from './template.js';

const STALL_MS = 15_000;

interface Sending {
  readonly template: Template;
  readonly stamps: number;
}

/** Operations on several lanes, on each the next as soon as the last is answered. */
export class ClosedLoad {
  private readonly meter: Meter;

  constructor(private readonly command: ClosedCommand) {
    this.meter = new Meter(command);
  }

  async run(): Promise<LoadResult> {
    const lanes: RunningLane[] = [];
    for (const lane of this.command.lanes) lanes.push(await this.open(lane));
    const failures = lanes.map((lane) => lane.failure.promise);
    for (const lane of lanes) lane.start();
    try {
      return await this.meter.measure(Promise.race([...failures, this.stalled(lanes)]));
    } finally {
      for (const lane of lanes) lane.stop();
      // What is under way may be answered: a server that is cut off would be measured with its complaints.
      await pause(50);
      for (const lane of lanes) lane.connection.close();
    }
  }

  private async open({ plan, operations }: Lane): Promise<RunningLane> {
    const { port, stamp } = this.command;
    const connection = plan ? await Connection.webSocket(port, plan) : await Connection.tcp(port);
    const templateOf = ({ send }: Exchange): Template =>
      typeof send === 'string' ? frameTemplate(send) : requestTemplate(send, port);
    const sendings = operations.map((exchanges) =>
      exchanges.map((exchange) => ({ template: templateOf(exchange), stamps: exchange.stamps })),
    );
    return new RunningLane(connection, sendings, stamp, this.meter);
  }

  private async stalled(lanes: readonly RunningLane[]): Promise<never> {
    for (;;) {
      await pause(STALL_MS);
      const stuck = lanes.find((lane) => lane.waitsFor() > STALL_MS);
      if (stuck) throw new Error(`an operation is not answered as it should be; repeated: ${await stuck.explain()}`);
    }
  }
}

class RunningLane {
  readonly failure = deferred<never>();
  private operation = -1;
  private exchange = 0;
  private missing = 0;
  private startedAt = 0;
  private running = true;

  constructor(
    readonly connection: Connection,
    private readonly operations: readonly (readonly Sending[])[],
    stamp: string,
    private readonly meter: Meter,
  ) {
    this.failure.promise.catch(() => undefined);
    connection.count(stamp, (number) => this.saw(number));
    connection.onFault = (what) => this.failure.reject(new Error(`a connection was ${what}`));
  }

  start(): void {
    this.operation = (this.operation + 1) % this.operations.length;
    this.exchange = 0;
    this.startedAt = performance.now();
    this.send();
  }

  stop(): void {
    this.running = false;
    this.connection.onFault = () => undefined;
  }

  waitsFor(): number {
    return performance.now() - this.startedAt;
  }

  /** What the server says to the exchange under way. */
  async explain(): Promise<string> {
    this.connection.listen();
    this.connection.write(this.present().template(this.meter.nextNumber()));
    await pause(1000);
    return this.connection.received.slice(0, 2000);
  }

  private present(): Sending {
    return this.operations[this.operation]?.[this.exchange] as Sending;
  }

  private send(): void {
    const { template, stamps } = this.present();
    this.missing = stamps;
    this.connection.write(template(this.meter.nextNumber()));
  }

  private saw(number: number): void {
    this.meter.saw(number);
    this.missing -= 1;
    if (this.missing > 0) return;
    if (this.missing < 0) return this.failure.reject(new Error('an answer holds more stamps than it should'));
    if (this.exchange + 1 < (this.operations[this.operation] as readonly Sending[]).length) {
      this.exchange += 1;
      return this.send();
    }
    this.meter.done(performance.now() - this.startedAt);
    if (this.running) this.start();
  }
}
