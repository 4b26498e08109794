import type { ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';

/** Whether HTTP requests are being answered. */
@Injectable()
export class HttpTraffic {
  private underWay = 0;

  get isIdle(): boolean {
    return this.underWay === 0;
  }

  /** Counts a request until its answer has been sent, or its connection has ended. */
  enter(response: ServerResponse): void {
    this.underWay += 1;
    response.once('close', () => (this.underWay -= 1));
  }
}
