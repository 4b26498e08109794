import { createHmac } from 'node:crypto';
import type { Person } from '../../harness/fixture.js';

/** Signs the tokens of the peers that verify them, as the product does; no secret outside the benchmark. */
export const tokenSecret = 'the benchmark signs with this and nobody else';

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

const header = encode({ alg: 'HS256', typ: 'JWT' });

/** A JSON Web Token (RFC 7519, HS256) that names the person as its subject. */
export function tokenOf(person: Person): string {
  const signed = `${header}.${encode({ sub: person.id })}`;
  return `${signed}.${createHmac('sha256', tokenSecret).update(signed).digest('base64url')}`;
}
