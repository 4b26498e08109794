import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../config/config.js';
import { ClientAddress } from './client-address.js';

const addressOf = (trusted: string, remoteAddress: string | undefined, forwardedFor?: string | string[]): string =>
  new ClientAddress(parseConfig({ TRUST_PROXY: trusted })).of({
    socket: { remoteAddress },
    headers: forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor },
  } as unknown as IncomingMessage);

describe('the address of a client', () => {
  it('is the one that connects, when nobody is trusted', () => {
    expect(addressOf('', '203.0.113.1', '198.51.100.1')).toBe('203.0.113.1');
    expect(addressOf('', '::ffff:203.0.113.1')).toBe('203.0.113.1');
    expect(addressOf('', undefined)).toBe('');
  });

  it('is the nearest that no trusted proxy has', () => {
    const trusted = '10.0.0.0/8, 192.0.2.7, fd00::/8';
    expect(addressOf(trusted, '10.1.1.1', '198.51.100.1')).toBe('198.51.100.1');
    expect(addressOf(trusted, '10.1.1.1', '198.51.100.9, 198.51.100.1, 192.0.2.7, 10.9.9.9')).toBe('198.51.100.1');
    expect(addressOf(trusted, 'fd00::1', '2001:db8::5')).toBe('2001:db8::5');
    expect(addressOf(trusted, '10.1.1.1', ['198.51.100.1', '10.2.2.2'])).toBe('198.51.100.1');
    expect(addressOf(trusted, '203.0.113.1', '198.51.100.1')).toBe('203.0.113.1');
    expect(addressOf(trusted, '10.1.1.1', '10.2.2.2, 10.3.3.3')).toBe('10.2.2.2');
    expect(addressOf(trusted, '10.1.1.1')).toBe('10.1.1.1');
  });

  it('is so many hops away', () => {
    expect(addressOf('1', '10.1.1.1', '1.1.1.1, 2.2.2.2')).toBe('2.2.2.2');
    expect(addressOf('2', '10.1.1.1', '1.1.1.1, 2.2.2.2')).toBe('1.1.1.1');
    expect(addressOf('9', '10.1.1.1', '1.1.1.1, 2.2.2.2')).toBe('1.1.1.1');
    expect(addressOf('1', '10.1.1.1')).toBe('10.1.1.1');
  });

  it('is never what is no address', () => {
    expect(addressOf('1', '10.1.1.1', '<script>, unknown')).toBe('10.1.1.1');
  });
});
