import { Module } from '@nestjs/common';
import { ClientAddress } from './client-address.js';
import { HttpTraffic } from './http-traffic.js';
import { Origins } from './origins.js';
import { RequestContexts } from './request-contexts.js';

/** What both doors know of a request: where it comes from and who sent it. Needs a TokenVerifier from elsewhere. */
@Module({
  providers: [ClientAddress, HttpTraffic, Origins, RequestContexts],
  exports: [ClientAddress, HttpTraffic, Origins, RequestContexts],
})
export class HttpModule {}
