import { describe, expect, it } from 'vitest';
import { parseConfig } from '../config/config.js';
import { Origins } from './origins.js';

const origins = (env: Record<string, string> = {}) => new Origins(parseConfig({ NODE_ENV: 'production', ...env }));

describe('origins', () => {
  it('that are listed may call, to the letter', () => {
    const listed = origins({ CORS_ORIGINS: 'https://chat.example.org/, http://10.0.0.5:8080' });
    for (const origin of ['https://chat.example.org', 'http://10.0.0.5:8080'])
      expect(listed.permits(origin, undefined)).toBe(true);
    for (const origin of [
      'http://chat.example.org',
      'https://chat.example.org:444',
      'https://a.chat.example.org',
      'https://chat.example.org.evil.org',
      'https://evil.org/https://chat.example.org',
      'null',
      '',
    ])
      expect(listed.permits(origin, undefined)).toBe(false);
  });

  it('of our own pages may call', () => {
    expect(origins({ PUBLIC_URL: 'https://api.example.org/chat/' }).permits('https://api.example.org', 'x')).toBe(true);
    expect(origins().permits('http://192.168.1.5:3000', '192.168.1.5:3000')).toBe(true);
    expect(origins().permits('http://192.168.1.5:3001', '192.168.1.5:3000')).toBe(false);
    expect(origins().permits('rubbish', 'rubbish')).toBe(false);
  });

  it('are none of a program', () => expect(origins().permits(undefined, undefined)).toBe(true));

  it('of this machine may call while developing only', () => {
    for (const origin of ['http://localhost:5173', 'http://127.0.0.1', 'https://[::1]:8443']) {
      expect(origins({ NODE_ENV: 'development' }).permits(origin, 'x')).toBe(true);
      expect(origins().permits(origin, 'x')).toBe(false);
    }
    expect(origins({ NODE_ENV: 'development' }).permits('http://localhost.evil.org', 'x')).toBe(false);
  });

  it('are all permitted by *', () => expect(origins({ CORS_ORIGINS: '*' }).permits('https://any.org', 'x')).toBe(true));
});
