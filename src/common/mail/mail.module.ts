import { join } from 'node:path';
import { Global, Injectable, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Clock } from '../time/clock.js';
import { Mailer } from './mailer.js';

/** The mailer that SMTP_URL names, or else one that writes files to DATA_DIR/mail and logs their paths. */
export async function mailerOf(config: Config, clock: Clock): Promise<Mailer> {
  const { SMTP_URL, MAIL_FROM } = config.settings;
  if (SMTP_URL !== undefined) {
    const { SmtpMailer } = await import('./smtp-mailer.js');
    return new SmtpMailer({ url: SMTP_URL, from: MAIL_FROM });
  }
  const { FileMailer } = await import('./file-mailer.js');
  const logger = new Logger('Mail');
  return new FileMailer({
    directory: join(config.dataDir, 'mail'),
    from: MAIL_FROM,
    clock,
    log: (path) => logger.log(`mail written to ${path}`),
  });
}

@Injectable()
class MailLifetime implements OnApplicationShutdown {
  constructor(private readonly mailer: Mailer) {}

  async onApplicationShutdown(): Promise<void> {
    await this.mailer.close();
  }
}

/** Provides the one mailer to everybody, and closes it. */
@Global()
@Module({
  providers: [{ provide: Mailer, inject: [Config, Clock], useFactory: mailerOf }, MailLifetime],
  exports: [Mailer],
})
export class MailModule {}
