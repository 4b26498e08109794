/** Begins the text of every message; eight digits follow. Whoever finds it in what came has found a message. */
export const MESSAGE_STAMP = '@@M';

/** Begins every client message id; eight digits follow. Whoever finds it in an answer has found an acknowledged send. */
export const ACK_STAMP = '@@A';

export const DIGITS = 8;

/** Stands in templates for the eight digits. */
export const NUMBER = '########';

const FILLER = ' The quick brown fox jumps over the lazy dog while the band plays on, and nobody minds the rain today.';

/** Text of a message: 113 characters of ASCII. */
export const bodyOf = (digits: string): string => `${MESSAGE_STAMP}${digits}${FILLER}`;

export const clientIdOf = (digits: string): string => `${ACK_STAMP}${digits}`;

/** What a template sends as the text of a message. */
export const BODY = bodyOf(NUMBER);

/** What a template sends as its client message id. */
export const CLIENT_ID = clientIdOf(NUMBER);

export const digitsOf = (number: number): string => String(number).padStart(DIGITS, '0');
