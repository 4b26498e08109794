import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { RateLimiter } from '../rate-limits/rate-limiter.js';
import { RedisConnections } from '../redis/redis.js';
import { Clock, SystemClock } from '../time/clock.js';

/** Small things that everybody needs: the clock, Redis connections, throttles. */
@Global()
@Module({
  providers: [
    { provide: RedisConnections, inject: [Config], useFactory: (config: Config) => RedisConnections.of(config) },
    RateLimiter,
    { provide: Clock, useClass: SystemClock },
  ],
  exports: [RedisConnections, RateLimiter, Clock],
})
export class InfrastructureModule {}
