import { Injectable } from '@nestjs/common';
import { Config } from '../../../common/config/config.js';
import { Mailer } from '../../../common/mail/mailer.js';
import { emailChangedMail, resetMail } from './password-mails.js';

/** Mails what concerns the safety of an account. */
@Injectable()
export class PasswordMailer {
  constructor(
    private readonly mailer: Mailer,
    private readonly config: Config,
  ) {}

  /** Mails the link for setting a new password. */
  async resetLink(to: string, nickname: string, token: string): Promise<void> {
    const url = new URL(this.config.settings.PASSWORD_RESET_URL ?? `${this.config.publicUrl}/reset-password`);
    url.searchParams.set('token', token);
    const lifeSeconds = this.config.settings.PASSWORD_RESET_TTL_SECONDS;
    await this.mailer.send(resetMail({ to, nickname, link: url.toString(), lifeSeconds }));
  }

  /** Tells the previous address that it was replaced. */
  async emailChanged(previous: string): Promise<void> {
    await this.mailer.send(emailChangedMail(previous));
  }
}
