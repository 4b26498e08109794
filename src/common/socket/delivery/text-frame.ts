const FINAL_TEXT = '\x81';
/** Headers by length of payload; nearly all frames are shorter than this. */
const KNOWN_HEADERS = 4096;
const known: (string | undefined)[] = [];

/**
 * The header of a whole, unmasked text frame, as servers send them (RFC 6455, section 5.2), one character for each byte.
 * @param length of the payload, in bytes
 */
export function textFrameHeader(length: number): string {
  if (length >= KNOWN_HEADERS) return makeHeader(length);
  return (known[length] ??= makeHeader(length));
}

function makeHeader(length: number): string {
  if (length < 126) return FINAL_TEXT + String.fromCharCode(length);
  if (length < 65536) return `${FINAL_TEXT}\x7e${bigEndian(length, 2)}`;
  return `${FINAL_TEXT}\x7f${bigEndian(length, 8)}`;
}

function bigEndian(value: number, bytes: number): string {
  let text = '';
  for (let rest = value, index = 0; index < bytes; index += 1) {
    text = String.fromCharCode(rest % 256) + text;
    rest = Math.floor(rest / 256);
  }
  return text;
}

/** The UTF-8 bytes of a text as a string of one character for each byte, which can be joined and written as it is. */
export const bytesOf = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
