import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mailer } from './mailer.js';

export interface MailWorld {
  mailer: Mailer;
  /** Raw messages (RFC 822) that arrived, oldest first. */
  received: () => Promise<string[]>;
  stop: () => Promise<void>;
}

/** What every `Mailer` promises; run by the spec of each. The sender is `Wireside <chat@example.org>`. */
export function describeMailer(name: string, startWorld: () => Promise<MailWorld>): void {
  describe(`mailer contract: ${name}`, () => {
    let world: MailWorld;
    beforeAll(async () => {
      world = await startWorld();
    });
    afterAll(() => world.stop());

    async function sent(message: { to?: string; subject?: string; text?: string; html?: string }): Promise<string> {
      await world.mailer.send({ to: 'ann@example.com', subject: 'Hello', text: 'Hi', ...message });
      return (await world.received()).at(-1) ?? '';
    }

    it('sends a text from the sender to the recipient', async () => {
      const raw = await sent({ subject: 'Reset your password', text: 'Follow the link.' });
      const headers = headersOf(raw);
      expect(headers).toMatchObject({
        from: 'Wireside <chat@example.org>',
        to: 'ann@example.com',
        subject: 'Reset your password',
      });
      expect(headers['message-id']).toMatch(/^<.+@.+>$/);
      expect(Date.parse(headers.date ?? '')).not.toBeNaN();
      expect(raw.slice(raw.indexOf('\r\n\r\n')).trim()).toBe('Follow the link.');
    });

    it('keeps a long link and every script intact', async () => {
      const link = `https://chat.example.org/reset?token=${'aB3='.repeat(60)}`;
      const raw = await sent({ subject: 'パスワード 🔑', text: `Grüße\n${link}\n` });
      expect(bodyOf(raw)).toContain(`Grüße\n${link}`);
      expect(decodeWords(headersOf(raw).subject ?? '')).toBe('パスワード 🔑');
    });

    it('sends text and HTML as alternatives', async () => {
      const raw = await sent({ text: 'plain words', html: '<b>bold words</b>' });
      expect(headersOf(raw)['content-type']).toMatch(/^multipart\/alternative/);
      expect(raw).toContain('plain words');
      expect(raw).toContain('<b>bold words</b>');
    });

    it('lets no subject or text smuggle a header or a recipient in', async () => {
      const raw = await sent({
        subject: 'Hello\r\nBcc: eve@example.com\r\n\r\nbody\u2028x\0',
        text: 'first\r\n.\r\nRCPT TO:<eve@example.com>\r\n',
      });
      const headers = headersOf(raw);
      expect(headers.bcc).toBeUndefined();
      expect(headers.subject).toBe('Hello Bcc: eve@example.com body x');
      expect(bodyOf(raw)).toContain('RCPT TO:<eve@example.com>');
    });

    it.each([
      '',
      'ann',
      'ann@',
      '@example.com',
      'ann@example.com, eve@example.com',
      'ann@example.com\r\nBcc: eve@example.com',
      'Ann <ann@example.com>',
      '"ann"@example.com',
      'ann@example.com\u202e',
      `${'a'.repeat(300)}@example.com`,
    ])('refuses the recipient %j', async (to) => {
      const before = (await world.received()).length;
      await expect(sent({ to })).rejects.toMatchObject({ code: 'INVALID_RECIPIENT' });
      expect(await world.received()).toHaveLength(before);
    });

    it('fetches no file or address that a text names', async () => {
      const raw = await sent({ text: 'file:///etc/passwd', html: '<img src="file:///etc/passwd">' });
      expect(raw).not.toContain('root:');
    });
  });
}

function headersOf(raw: string): Record<string, string> {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  return Object.fromEntries(
    head.split('\r\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}

function bodyOf(raw: string): string {
  const body = raw.slice(raw.indexOf('\r\n\r\n') + 4);
  const encoding = headersOf(raw)['content-transfer-encoding'];
  const decoded = encoding === 'base64' ? Buffer.from(body, 'base64').toString() : body;
  const text = encoding === 'quoted-printable' ? decodeQuoted(body.replace(/=\r\n/g, '')) : decoded;
  return text.replaceAll('\r\n', '\n');
}

function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?Q\?([^?]*)\?=/gi, (_, word: string) => decodeQuoted(word.replaceAll('_', ' ')))
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_, word: string) => Buffer.from(word, 'base64').toString());
}

function decodeQuoted(text: string): string {
  const bytes = Buffer.from(text).toString('latin1');
  return Buffer.from(
    bytes.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString();
}
