/** One mail to one person. */
export interface MailMessage {
  /** A bare address; names, lists and control characters are refused. */
  to: string;
  /** Line breaks and control characters become spaces. */
  subject: string;
  text: string;
  html?: string;
}

/** Port to the outgoing mail. */
export abstract class Mailer {
  /**
   * Hands a message to the mail system. Throws `MailError`: `INVALID_RECIPIENT` (the address is none or was refused for
   * good), `MAIL_REJECTED` (the server refuses the message or us), `MAIL_UNAVAILABLE` (try again later).
   */
  abstract send(message: MailMessage): Promise<void>;

  /** Closes connections; messages already handed over are finished first. */
  abstract close(): Promise<void>;
}

export type MailErrorCode = 'INVALID_RECIPIENT' | 'MAIL_REJECTED' | 'MAIL_UNAVAILABLE';

/** Failure of sending a mail; the message is for logs and holds neither addresses nor content. */
export class MailError extends Error {
  constructor(
    readonly code: MailErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'MailError';
  }
}

const MAX_ADDRESS_LENGTH = 254;
// Narrower than RFC 5322 on purpose: no quoted parts, comments, lists or names, and so nothing that a header could smuggle.
const ADDRESS = /^[^\s\p{C}()<>[\]:;@\\,"]{1,64}@[^\s\p{C}()<>[\]:;@\\,"]+$/u;
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;

/** The message as it may go into headers; throws `INVALID_RECIPIENT`. */
export function checkedMessage(message: MailMessage): MailMessage {
  if (message.to.length > MAX_ADDRESS_LENGTH || !ADDRESS.test(message.to)) {
    throw new MailError('INVALID_RECIPIENT', 'the recipient is not a mail address');
  }
  return { ...message, subject: message.subject.replace(CONTROLS, ' ').trim() };
}
