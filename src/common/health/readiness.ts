import { Injectable } from '@nestjs/common';

/** Whether this process wants traffic: not while it is shutting down. */
@Injectable()
export class Readiness {
  private draining = false;

  get isDraining(): boolean {
    return this.draining;
  }

  drain(): void {
    this.draining = true;
  }
}
