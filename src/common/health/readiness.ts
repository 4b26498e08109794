import { Injectable } from '@nestjs/common';

/** Whether this process wants traffic: not while it is shutting down; and whether it still takes what comes nevertheless. */
@Injectable()
export class Readiness {
  private draining = false;
  private left = false;

  get isDraining(): boolean {
    return this.draining;
  }

  /** Whether requests are refused, since what they need is being closed. */
  get hasLeft(): boolean {
    return this.left;
  }

  drain(): void {
    this.draining = true;
  }

  leave(): void {
    this.left = true;
  }
}
