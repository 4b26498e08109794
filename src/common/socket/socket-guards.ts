import { Injectable } from '@nestjs/common';
import { ClientAddress } from '../http/client-address.js';
import { Origins } from '../http/origins.js';
import { SessionWatch } from './session-watch.js';

/** What looks at a socket before and after it is let in. */
@Injectable()
export class SocketGuards {
  constructor(
    readonly origins: Origins,
    readonly addresses: ClientAddress,
    readonly sessions: SessionWatch,
  ) {}
}
