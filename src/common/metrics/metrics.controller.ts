import { timingSafeEqual } from 'node:crypto';
import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../auth/access.decorators.js';
import { Config } from '../config/config.js';
import { notFound, unauthenticated } from '../errors/app-error.js';
import { Metrics } from './metrics.js';

const LOOPBACK = /^(::1|(::ffff:)?127\.)/;

/** Prometheus metrics, for whoever has the token; without a token, for this machine alone. */
@Public()
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly config: Config,
    private readonly metrics: Metrics,
  ) {}

  @Get()
  async read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    this.authorize(request);
    await reply
      .header('content-type', this.metrics.contentType)
      .header('cache-control', 'no-store')
      .send(await this.metrics.text());
  }

  private authorize(request: FastifyRequest): void {
    const { METRICS, METRICS_TOKEN } = this.config.settings;
    if (!METRICS) throw notFound('Page');
    if (METRICS_TOKEN === undefined) {
      // A proxy on this machine forwards other people's requests.
      const { forwarded, 'x-forwarded-for': forwardedFor } = request.headers;
      const isForwarded = forwarded !== undefined || forwardedFor !== undefined;
      if (isForwarded || !LOOPBACK.test(request.socket.remoteAddress ?? '')) throw notFound('Page');
      return;
    }
    const given = Buffer.from(request.headers.authorization ?? '');
    const wanted = Buffer.from(`Bearer ${METRICS_TOKEN}`);
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
      throw unauthenticated('Metrics need their token');
  }
}
