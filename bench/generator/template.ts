import type { HttpRequest } from '../harness/plan.js';
import { digitsOf, NUMBER } from '../harness/stamp.js';
import { textFrame } from './frames.js';

/** Makes the bytes of a send from its template and a number. */
export type Template = (number: number) => Buffer | string;

export function frameTemplate(text: string): Template {
  const parts = text.split(NUMBER);
  return (number) => textFrame(parts.join(digitsOf(number)));
}

/** The request as it goes over the wire, on a connection that is kept. */
export function requestTemplate(request: HttpRequest, port: number): Template {
  const body = request.body ?? '';
  const headers = {
    Host: `127.0.0.1:${port}`,
    ...(body ? { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)) } : {}),
    ...request.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const parts = `${request.method} ${request.path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`.split(NUMBER);
  return (number) => parts.join(digitsOf(number));
}
