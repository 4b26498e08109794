import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';

/** Finds a client's network address, believing X-Forwarded-For only where TRUST_PROXY says so. The same for both doors. */
@Injectable()
export class ClientAddress {
  private readonly hops: number;
  private readonly proxies = new BlockList();

  constructor(config: Config) {
    const trusted = config.settings.TRUST_PROXY;
    this.hops = /^\d+$/.test(trusted) ? Number(trusted) : 0;
    if (this.hops > 0) return;
    for (const entry of trusted.split(',').map((part) => part.trim())) this.trust(entry);
  }

  of(request: IncomingMessage): string {
    const chain = [request.socket.remoteAddress ?? '', ...forwarded(request)].map(plain);
    if (this.hops > 0) return chain[Math.min(this.hops, chain.length - 1)] ?? '';
    return chain.find((address, index) => index === chain.length - 1 || !this.isProxy(address)) ?? '';
  }

  private isProxy(address: string): boolean {
    const family = isIP(address);
    return family !== 0 && this.proxies.check(address, family === 6 ? 'ipv6' : 'ipv4');
  }

  private trust(entry: string): void {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address);
    if (family === 0) return;
    const type = family === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) this.proxies.addAddress(address, type);
    else this.proxies.addSubnet(address, Number(bits), type);
  }
}

/** The addresses of X-Forwarded-For, nearest first. */
function forwarded(request: IncomingMessage): string[] {
  const header = request.headers['x-forwarded-for'];
  const text = Array.isArray(header) ? header.join(',') : (header ?? '');
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => isIP(part) !== 0)
    .reverse();
}

const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, '');
