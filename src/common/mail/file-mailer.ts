import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../time/clock.js';
import { checkedMessage, Mailer, MailError, type MailMessage } from './mailer.js';

export interface FileMailerOptions {
  /** Folder for the `.eml` files; made when missing, for the server's user alone. */
  directory: string;
  /** Sender: an address or `Name <address>`. */
  from: string;
  clock: Clock;
  /** Told the path of every written mail. */
  log: (path: string) => void;
}

/** `Mailer` for development: writes each mail to an RFC 822 file whose name sorts by time. */
export class FileMailer extends Mailer {
  constructor(private readonly options: FileMailerOptions) {
    super();
  }

  override async send(message: MailMessage): Promise<void> {
    const { to, subject, text, html } = checkedMessage(message);
    const sender = { from: this.options.from, to: { name: '', address: to }, subject, text: '-' };
    // With the first mail, not at every start: docs/performance.md, "Start".
    const { createTransport } = await import('nodemailer');
    const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
    const { message: composed } = await composer.sendMail(sender);
    const content = withReadableBody(String(composed), text, html);
    const name = `${new Date(this.options.clock.now()).toISOString().replaceAll(':', '-')}-${randomUUID().slice(0, 8)}.eml`;
    const path = join(this.options.directory, name);
    await this.write(path, content);
    this.options.log(path);
  }

  override async close(): Promise<void> {}

  private async write(path: string, content: string): Promise<void> {
    const temporary = `${path}.tmp`;
    try {
      await mkdir(this.options.directory, { recursive: true, mode: 0o700 });
      await writeFile(temporary, content, { mode: 0o600, flag: 'wx' });
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw new MailError('MAIL_UNAVAILABLE', 'writing a mail to its file failed', { cause: error });
    }
  }
}

/**
 * Puts the real body below the composed headers, unencoded: nodemailer would fold and escape long lines, and the link in
 * them could no longer be copied out of the file.
 */
function withReadableBody(composed: string, text: string, html: string | undefined): string {
  const headers = composed
    .slice(0, composed.indexOf('\r\n\r\n'))
    .split(/\r\n(?![ \t])/)
    .filter((header) => !/^content-/i.test(header))
    .join('\r\n');
  const plain = part('text/plain', text);
  if (html === undefined) return `${headers}\r\n${plain}`;
  const boundary = randomUUID();
  const parts = [plain, part('text/html', html)].map((content) => `--${boundary}\r\n${content}`).join('');
  return `${headers}\r\nContent-Type: multipart/alternative; boundary="${boundary}"\r\n\r\n${parts}--${boundary}--\r\n`;
}

function part(type: string, content: string): string {
  const lines = content.replace(/\r\n|\r|\n/g, '\r\n');
  return `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${lines}\r\n`;
}
