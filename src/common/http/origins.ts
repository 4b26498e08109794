import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';

const LOCAL = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Which web origins may call, over HTTP (CORS) and over sockets, which browsers don't restrict by themselves. */
@Injectable()
export class Origins {
  private readonly allowed: ReadonlySet<string>;
  private readonly any: boolean;

  constructor(private readonly config: Config) {
    const listed = config.settings.CORS_ORIGINS;
    this.any = listed.includes('*');
    this.allowed = new Set([...listed.map((origin) => origin.replace(/\/+$/, '')), new URL(config.publicUrl).origin]);
  }

  /**
   * Programs that are not browsers send no origin and are let in: what a browser can't forge is not asked of them.
   * @param host the Host header: a page that this server itself served is always allowed
   */
  permits(origin: string | undefined, host: string | undefined): boolean {
    if (origin === undefined || this.any || this.allowed.has(origin)) return true;
    if (!this.config.isProduction && LOCAL.test(origin)) return true;
    return host !== undefined && sameHost(origin, host);
  }
}

function sameHost(origin: string, host: string): boolean {
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
