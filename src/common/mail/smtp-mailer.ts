import { createTransport, type Transporter } from 'nodemailer';
import { checkedMessage, Mailer, MailError, type MailMessage } from './mailer.js';

export interface SmtpMailerOptions {
  /** `smtp://user:password@host:587` or `smtps://…:465`; nodemailer's options may follow as query. */
  url: string;
  /** Sender: an address or `Name <address>`. */
  from: string;
  /** Default 5. */
  maxConnections?: number;
  /** Time for connecting and for each answer of the server. Default 10,000. */
  timeoutMs?: number;
}

/** `Mailer` over SMTP with a pool of kept connections. */
export class SmtpMailer extends Mailer {
  private readonly transporter: Transporter;
  private readonly inFlight = new Set<Promise<unknown>>();

  constructor(private readonly options: SmtpMailerOptions) {
    super();
    const timeoutMs = options.timeoutMs ?? 10_000;
    this.transporter = createTransport({
      url: options.url,
      pool: true,
      maxConnections: options.maxConnections ?? 5,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      dnsTimeout: timeoutMs,
      // A message is text only: no part of it may make the server read a file or fetch an address.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  override async send(message: MailMessage): Promise<void> {
    const { to, subject, text, html } = checkedMessage(message);
    const sending = this.transporter
      .sendMail({ from: this.options.from, to: { name: '', address: to }, subject, text, html })
      .catch((error: unknown) => {
        throw fromSmtpError(error);
      });
    this.inFlight.add(sending);
    try {
      await sending;
    } finally {
      this.inFlight.delete(sending);
    }
  }

  override async close(): Promise<void> {
    await Promise.allSettled(this.inFlight);
    this.transporter.close();
  }
}

function fromSmtpError(error: unknown): MailError {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  const message = `sending a mail failed (${code ?? 'unknown'}${responseCode ? `, ${responseCode}` : ''})`;
  const isFinal = responseCode !== undefined && responseCode >= 500;
  if (!isFinal) return new MailError('MAIL_UNAVAILABLE', message, { cause: error });
  const isRecipient = code === 'EENVELOPE' && responseCode >= 550 && responseCode <= 553;
  return new MailError(isRecipient ? 'INVALID_RECIPIENT' : 'MAIL_REJECTED', message, { cause: error });
}
