import { Controller, Get, Header, HttpStatus, Res, ServiceUnavailableException } from '@nestjs/common';
import {
  HealthCheck,
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import type { FastifyReply } from 'fastify';
import { Public } from '../auth/access.decorators.js';
import { Database } from '../database/database.js';
import { Doorbell } from '../realtime/doorbell.js';
import { Durability } from './durability.js';
import { Readiness } from './readiness.js';

/** For load balancers and people: is the process alive, and can it serve? */
@Public()
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly database: Database,
    private readonly doorbell: Doorbell,
    private readonly durability: Durability,
    private readonly readiness: Readiness,
  ) {}

  /** The process answers. Restart it when it does not. */
  @Get('live')
  @Header('cache-control', 'no-store')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /**
   * Traffic may come: the database answers and the process is not shutting down. Redis away is named but no reason to
   * send clients elsewhere, since everything goes on without it.
   */
  @Get('ready')
  @Header('cache-control', 'no-store')
  @HealthCheck({ noCache: true })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthCheckResult> {
    try {
      return await this.health.check([() => this.process(), () => this.databaseHealth(), () => this.doorbellHealth()]);
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      // Not an error of the request: it is the answer, and says what is missing.
      reply.status(HttpStatus.SERVICE_UNAVAILABLE);
      return error.getResponse() as HealthCheckResult;
    }
  }

  private process(): HealthIndicatorResult {
    const check = this.indicators.check('process');
    return this.readiness.isDraining ? check.down({ reason: 'shutting down' }) : check.up();
  }

  private async databaseHealth(): Promise<HealthIndicatorResult> {
    const check = this.indicators.check('database');
    try {
      const weaknesses = await this.durability.weaknesses();
      return check.up({ kind: this.database.dialect.name, ...(weaknesses.length > 0 ? { weaknesses } : {}) });
    } catch {
      return check.down({ kind: this.database.dialect.name, reason: 'no answer' });
    }
  }

  private doorbellHealth(): HealthIndicatorResult {
    const check = this.indicators.check('notifications');
    const { healthy } = this.doorbell;
    if (healthy === null) return check.up({ mode: 'single process' });
    return check.up({ mode: healthy ? 'redis' : 'database only, within seconds: redis is not reachable' });
  }
}
