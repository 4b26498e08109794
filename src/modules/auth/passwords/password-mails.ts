import type { MailMessage } from '../../../common/mail/mailer.js';

interface ResetMail {
  readonly to: string;
  readonly nickname: string;
  readonly link: string;
  readonly lifeSeconds: number;
}

export const resetMail = ({ to, nickname, link, lifeSeconds }: ResetMail): MailMessage => ({
  to,
  subject: 'Set a new password',
  text: [
    `Hello ${nickname},`,
    'somebody, probably you, asked to set a new password for your account. To do so, open this link:',
    link,
    `It can be used once, within ${duration(lifeSeconds)}. If it was not you, ignore this mail: nothing has changed.`,
  ].join('\n\n'),
});

export const emailChangedMail = (to: string): MailMessage => ({
  to,
  subject: 'Your e-mail address was changed',
  text: [
    'Hello,',
    'this address no longer belongs to your account: it was replaced or taken away in your profile.',
    'If it was not you, sign in, change your password and put the address back.',
  ].join('\n\n'),
});

function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} seconds`;
  return seconds < 7200 ? `${Math.floor(seconds / 60)} minutes` : `${Math.floor(seconds / 3600)} hours`;
}
